"""The parameters of the desk, of the field and of the law of packs/duty: each changes what its sentence says."""

from __future__ import annotations

import pytest

from tests.rows.sweeps import DOWN, UP, Case, in_town, lets, lives, odds, says, swept, takes, urge

TEAM = "Aki.on_mission = job; Ren.on_mission = job; job.led_by = Aki; job.stage = out"
PACE = (
    says("flagging_pace", UP, "longer_for(Ren)", "Ren.flagging = yes"),
    says("untrained_pace", UP, "longer_for(Ren)"),
    says("wounded_pace", UP, "longer_for(Ren)", "cut.patient = Ren; cut.depth = 60 %"),
    lives("muttering", UP, "grudge(Aki, Ren)", TEAM, "mutters: leader is Aki, slow is Ren"),
    takes("rest_time", UP, "call a rest: p is Aki, mate is Ren"),
    lives("rest_steadies", UP, "steadiness(Ren)", "Ren.steadiness = 20 %", "call a rest: p is Aki, mate is Ren"),
)
ELSEWHERE = "Ren.care.Aki = 90 %; Aki.bed = sickroom; Aki.place = sickroom"
ON_GUARD = "{0}.place = office; {0}.situation = work; {0}.post = guard; {0}.skill = {1} %"
FIELD = (
    odds(
        "scouting",
        UP,
        "scout from above / sees them: p is Ren",
        f"{TEAM}; job.opposition = held_back; Ren.skill = 90 %",
    ),
    odds("surprise", UP, "fight it out / loses: leader is Aki", f"{TEAM}; job.foes = 2"),
    lives(
        "ambush_on_return",
        UP,
        "count(m in all mission where opposition(m) is on_the_way_back)",
        "errand.danger = 100 %",
        "request comes in: t is errand",
    ),
    says("home_worry", DOWN, "heed(Ren)", ELSEWHERE),
    says("mate_worry", DOWN, "heed(Ren)", f"{TEAM}; Ren.care.Aki = 90 %"),
    says("curiosity", DOWN, "heed(Ren)", "Ren.curious = yes"),
    odds("fumbling", UP, "hand off the scroll / clumsy: p is Ren"),
    takes("rage_fight", UP, "fall upon the foes: p is Ren", f"{TEAM}; job.foes = 2"),
    lives(
        "self_blame", UP, "guilt_towards(Aki, Ren)", TEAM, "leader blames himself: p is Ren, w is cut, leader is Aki"
    ),
    lives(
        "worth_so_much",
        DOWN,
        "self_regard(Ren)",
        "",
        "tell of the rescue: teller is Mio, hearer is Ren, rescuer is Aki",
    ),
    lives(
        "rescue_party",
        UP,
        "count(q in people(market))",
        f"Oda.place = office; office.called_from = market; {ON_GUARD.format('Mio', 80)}; {ON_GUARD.format('Nao', 60)}",
        "set out to the rescue: leader is Oda, to is market",
    ),
)
DESK = (
    lives(
        "requests_per_hand",
        UP,
        "since(next_asked(errand))",
        "",
        "requests begin: t is errand",
        at=("0.01 /day", "1 /day"),
    ),
    lets("request_lasts", DOWN, "request withdrawn / too long ago: m is job", "job.asked_at = 10 days ago"),
    lets("records_kept", DOWN, "record put away / long over: m is job", "job.closed_at = 100 days ago"),
    lets("waiting_for_a_team", DOWN, "nobody turns up / long ago: m is job", "job.leaves_at = 40 h ago"),
    lives("due_slack", DOWN, "since(due(job))", TEAM, "lead out: leader is Aki"),
    lets("search_tries", UP, "send a search party / not in vain so often: m is job", "hunt.seeks = job"),
    takes("search_time", UP, "search the area: leader is Aki"),
    lets("lost_after", DOWN, "given up for lost / long ago: m is job", "job.due = 30 days ago"),
    lets("long_mission", DOWN, "send word / was long: leader is Aki", f"{TEAM}; job.left_at = 20 days ago"),
    lets("long_mission", DOWN, "hurry home / was away for long: leader is Aki", f"{TEAM}; job.left_at = 20 days ago"),
    lives("word_time", DOWN, "since(word_at(Ren))", TEAM, "send word: leader is Aki"),
)
WEIGHT = (
    lives("blow_of_a_death", UP, "field_weight(Ren)", TEAM, "falls on a mission: p is Aki"),
    lives(
        "blow_of_failure",
        UP,
        "field_weight(Ren)",
        f"{TEAM}; job.objective = missed",
        "report: leader is Aki, clerk is Mio",
    ),
    lets("had_enough", DOWN, "give up the field / has had enough: p is Ren", "Ren.field_weight = 50 %"),
    lives("burden_time", UP, "field_weight(Ren)", "Ren.field_weight = 50 %", after="2 days"),
    lives("confinement", UP, "contentment(Ren)", "Ren.lives_for = field; Ren.grounded = yes", after="2 days"),
    lives("contentment_time", UP, "contentment(Ren)", "Ren.lives_for = field; Ren.grounded = yes", after="2 days"),
    lets("rival_pause", DOWN, "challenge / has left him in peace: p is Ren, other is Aki", "Aki.back_at = 5 days ago"),
    lets(
        "passing_word_every",
        DOWN,
        "hears of him in passing / not lately: p is Mio, other is Ren",
        "Ren.heard_in_passing_at = 20 days ago",
    ),
    odds("end_gets_about", DOWN, "word of the end gets about / hears nothing: p is Ren, x is Mio"),
)
BURNS = "order.in_force = yes"
ORDERS = (
    lives("ward_radius", UP, "radius(order)"),
    lives("ward_first_burn", UP, "sum(depth(w) for w in wounds(Ren))", "", "the ward takes hold: w is order"),
    lives("ward_burn", UP, "sum(depth(w) for w in wounds(Ren))", BURNS, after="2 min"),
    lives("ward_pain", UP, "pain(Ren)", "", "the ward takes hold: w is order"),
    lives("ward_dash", DOWN, "steadiness(Ren)", BURNS, after="2 min"),
    lets(
        "regret_after",
        DOWN,
        "ask to lift the ward / moved by news: p is Aki, w is order",
        "order.laid_at = 400 days ago",
    ),
    odds("council_mildness", UP, "agree in council / agrees: elder is Oda, m is plea"),
    lives("trick_anger", UP, "grudge(Ren, Oda)", "order.lifted_by = Oda", "the pain does not come: w is order"),
    lets("trick_time", DOWN, "understands the lift / for some time: w is order", "order.doubted_at = 30 min ago"),
)
GRANTS = "decide / grants: chief is Oda, m is plea"
PAPERS = (
    takes("petition_time", UP, "decide: chief is Oda, m is plea"),
    odds("transfers_granted", UP, GRANTS),
    odds("wards_granted", UP, GRANTS, "plea.asks = ward; plea.concerns = Ren; Ren.home = far town"),
    odds("lifts_granted", UP, GRANTS, "plea.asks = lifting; plea.about_ward = order"),
    odds("lifting_by_the_bound", UP, GRANTS, "plea.asks = lifting; plea.about_ward = order; plea.petitioner = Ren"),
    lives("plea_weight", UP, "support(plea)", "", "speak for a petition: p is Mio, x is Aki, m is plea, chief is Oda"),
    urge("leak", UP, "tip off: chief is Oda, f is form, friend is Aki"),
    lets(
        "papers_after",
        DOWN,
        "relief is drawn up / some time ago: p is Ren, chief is Oda",
        "Ren.admitted_at = 2 days ago",
    ),
    lives("served_weight", UP, "stress(Ren)", "form.subject = Ren", "serve: a is Mio, f is form, p is Ren"),
    lives("dismissal_blow", UP, "grief(Ren)", "form.subject = Ren", "dismissal counts: a is Mio, f is form, p is Ren"),
    says(
        "review_rest",
        UP,
        "if still_mending(Ren) then 1 else 0",
        "cut.patient = Ren; cut.permanent = yes; cut.made_at = 60 days ago",
    ),
    says(
        "plea_rest",
        UP,
        "if still_mending(Ren) then 1 else 0",
        "cut.patient = Ren; cut.permanent = yes; cut.made_at = 40 days ago; Ren.advocate = Aki",
    ),
    lives("retired_standing", DOWN, "standing(Ren)", "", "forced retirement: p is Ren"),
    lives("pity_hurts", DOWN, "self_regard(Ren)", "", "pity for the retired: p is Aki, other is Ren"),
)


@pytest.mark.parametrize("case", PACE, ids=str)
def test_PHY_11_how_fast_a_team_goes_and_how_it_rests(case: Case) -> None:
    """The wounded, the flagging and the untrained hold it up; a rest takes time and gives hold back."""
    swept(case, in_town())


@pytest.mark.parametrize("case", FIELD, ids=str)
def test_MIS_6_what_is_met_in_the_field_and_with_how_much_heed(case: Case) -> None:
    """Foes seen or unseen, on the way back, in rage; what else is on his mind; who comes when help is called."""
    swept(case, in_town())


@pytest.mark.parametrize("case", DESK, ids=str)
def test_MIS_10_how_long_a_desk_waits_and_searches(case: Case) -> None:
    """How many requests come and how long they last; how long teams are waited for, sought and given up."""
    swept(case, in_town())


@pytest.mark.parametrize("case", WEIGHT, ids=str)
def test_MIS_20_what_the_field_weighs(case: Case) -> None:
    """Deaths and failures weigh and wear off; when he has had enough, and what confinement is to him."""
    swept(case, in_town())


@pytest.mark.parametrize("case", ORDERS, ids=str)
def test_INS_7_how_far_and_how_hard_a_ward_burns(case: Case) -> None:
    """Its radius, first burn, each further minute; who is moved to lift it, and what its absence is taken for."""
    swept(case, in_town())


@pytest.mark.parametrize("case", PAPERS, ids=str)
def test_INS_16_what_is_granted_served_and_put_off(case: Case) -> None:
    """By what it asks, who asks and who pleads; how soon papers come, and what they take from whom they are about."""
    swept(case, in_town())
