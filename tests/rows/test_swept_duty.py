"""The parameters of packs/duty but those of its desk and its law: each changes what it says."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed
from tests.rows.offices import put
from tests.rows.support import HOUR, MINUTE
from tests.rows.sweeps import DOWN, UP, Case, in_town, lets, lives, odds, says, swept, takes, urge

WARD = (
    says("no_hope", UP, "if beyond_help(Ren) then 1 else 0", "Ren.chances = 8 %"),
    says("slim_hope", UP, "if barely(Ren) then 1 else 0", "Ren.chances = 30 %"),
    says("hope_of_life", UP, "if touch_and_go(Ren) then 1 else 0", "Ren.chances = 70 %"),
    lets("safe_chances", UP, "crisis / in danger: p is Ren", "Ren.chances = 90 %"),
    lets("crisis_after", DOWN, "crisis / long enough: p is Ren", "Ren.admitted_at = 1 day ago"),
    lives("miracle_below", UP, "if miracle(Ren) then 1 else 0", "Ren.chances = 35 %", "crisis: p is Ren", seed=5),
    lives("news_moves", UP, "stress(Aki)", "Aki.care.Ren = 90 %", "word of a miracle: p is Ren"),
    lives(
        "news_moves",
        DOWN,
        "grudge(Aki, Ren)",
        "Aki.care.Ren = 90 %; Aki.grudge.Ren = 90 %",
        "word of a miracle: p is Ren",
    ),
    says(
        "triage_bleeding",
        DOWN,
        "if sorted_as_immediate(Ren) then 1 else 0",
        "cut.patient = Ren; cut.bleeding = 30 ml/min",
    ),
    says("shortest_stay", UP, "stay_left(Ren)"),
    says("painkiller_depth", DOWN, "if needs_painkillers(Ren) then 1 else 0", "cut.patient = Ren; cut.depth = 50 %"),
)
OPERATED = "operate on: healer is Oda, patient is Ren, w is cut"
HURT = "cut.patient = Ren; cut.ache = 80 %; Ren.blood = 2000 ml"
BEGS = "Ren.asks_for = Aki; Aki.bed = sickroom; Ren.stress = 80 %"
VISITED = "Ren.bed = sickroom; Aki.visited_at.Ren = 30 h ago; Aki.visit_gap.Ren = 20 h"
VISITS = "visit the sick: p is Aki, patient is Ren"
HOUSE = (
    lets("theatre_depth", DOWN, "operate on / bad enough: w is cut", "cut.depth = 70 %"),
    takes("theatre_time", UP, OPERATED),
    lives("anaesthetic_numbs", DOWN, "pain(Ren)", HURT, OPERATED),
    lives("anaesthetic_lasts", UP, "count(d in doses(Ren))", HURT, OPERATED, after="3 h"),
    lives("dose_of_blood", UP, "blood(Ren)", HURT, OPERATED),
    urge(
        "seen_daily", DOWN, "see to: healer is Oda, patient is Ren", "Ren.bed = sickroom; Ren.examined_at = 1 day ago"
    ),
    lets("looks_in_every", DOWN, "look in / not just now: room is sickroom", "sickroom.looked_in_at = 6 h ago"),
    says("longest_turn", UP, "if has_hours_left(Oda) then 1 else 0", "Oda.went_to_work_at = 20 h ago"),
    lets("comes_within", UP, "go to work / the hour for it: p is Ren", "Ren.shift_from = 3 h"),
    takes("study_time", UP, "sit over the files: chief is Oda"),
    lets("shown_again_after", DOWN, "show a remedy / not shown lately: p is Ren", "Ren.shown_at = 2 days ago"),
    lives("visits_thin_out", UP, "visit_gap(Aki, Ren)", VISITED, VISITS),
    lives("longest_visit_gap", UP, "visit_gap(Aki, Ren)", VISITED, VISITS),
)
LOST = "Ren.lives_for = teacher; Ren.post = no_post; Ren.bereft = yes; Ren.contentment = 50 %"
HELPS = "finds a reason for the help: helper is Aki, p is Ren, to is home"
GUESSES = "guesses the bond: healer is Oda, patient is Ren, x is Aki"
WORTH = (
    lives(
        "usefulness_norm",
        DOWN,
        "self_regard(Ren)",
        "cut.patient = Ren; Ren.mobility = 10 %; cut.sort = loss; cut.permanent = yes",
        "holds oneself useless: p is Ren, w is cut",
    ),
    lives("blow_to_purpose", DOWN, "contentment(Ren)", LOST, "loses what life was for: p is Ren"),
    lives("way_back", UP, "contentment(Ren)", LOST, "sees a way back: p is Ren"),
    says("takes_care_for_care", DOWN, "if taken_for(Ren, Aki) is devotion then 1 else 0", "Ren.self_regard = 60 %"),
    lives("care_that_shames", UP, "stress(Ren)", "Ren.self_regard = 10 %", HELPS),
    lives("sure_of_a_guess", UP, "certainty(Oda, care(Ren, Aki))", "Ren.care.Aki = 80 %", GUESSES),
    lives("guess_opens_doors", UP, "granted_by(Oda, Ren, Aki)", "Ren.care.Aki = 80 %", GUESSES),
    lives(
        "secrecy_rankles",
        UP,
        "grudge(Ren, Aki)",
        "Ren.care.Aki = 80 %; Aki.in_the_plot.Ren = yes",
        "resents the secrecy: x is Ren",
    ),
)
OMINOUS = "Oda.ill_omen = 50 %"
RULES = (
    says("visit_closeness", UP, "leave_for(Ren, Aki)", "Ren.care.Aki = 30 %"),
    says("visit_distress", UP, "leave_for(Ren, Aki)", "Ren.stress = 30 %"),
    says("pleading_face", UP, "leave_for(Ren, Aki)"),
    lets("omen_from", DOWN, "presence is read as bad news / an office that is feared: omen is Oda", OMINOUS),
    lives(
        "omen_weight", UP, "stress(Ren)", OMINOUS, "presence is read as bad news: omen is Oda, patient is Aki, x is Ren"
    ),
    urge("empathy", UP, "give in: nurse is Oda, p is Ren, x is Aki", BEGS),
    urge("rule_weight", DOWN, "give in: nurse is Oda, p is Ren, x is Aki", BEGS),
    urge(
        "reprimand_weight",
        DOWN,
        "give in: nurse is Oda, p is Ren, x is Aki",
        f"{BEGS}; Oda.reprimands = 5",
    ),
    lives("visiting_risk", UP, "stress(Oda)", "", "give in: nurse is Oda, p is Ren, x is Aki"),
    lives(
        "left_alone",
        DOWN,
        "since(fetch_at(Ren))",
        "Ren.at_bed_of = Aki",
        "leave undisturbed: nurse is Oda, p is Ren, x is Aki",
    ),
)
LOSS = "cut.patient = Ren; cut.permanent = yes"
TAKES_IT = "bring to another bed / walks, or takes the wheelchair: nurse is Oda, p is Ren, x is Aki"
WAITS = "Ren.mobility = 10 %; Ren.may_visit.Aki = yes; Ren.pride = 100 %; Ren.situation = hospital"
MIND = (
    lives("unknown_dread", UP, "stress(Aki)", "", "unknown cause weighs: x is Aki, p is Ren"),
    lets("staff_response", DOWN, "sedate / some moments: p is Ren", "Ren.panicked_at = 5 min ago"),
    lives("sedation_weight", UP, "tiredness(Ren)", "", "sedate: p is Ren, nurse is Oda"),
    lets("panic_lasts", DOWN, "panic wears itself out / for hours: p is Ren", "Ren.panicked_at = 10 h ago"),
    odds("role_reach", UP, "reach the withdrawn / reaches: p is Aki, patient is Ren", "Ren.teaches.Aki = yes"),
    odds("other_reach", UP, "reach the withdrawn / reaches: p is Aki, patient is Ren", "Aki.care.Ren = 100 %"),
    lives("loss_despair", UP, "despair(Ren)", LOSS, after="2 h"),
    lives("withdrawn_despair", UP, "despair(Ren)", f"{LOSS}; Ren.withdrawn = yes", after="2 h"),
    lives("anchor_worth", DOWN, "despair(Ren)", f"{LOSS}; Ren.anchors = 1", after="2 h"),
    lives("despair_time", DOWN, "despair(Ren)", LOSS, after="2 h"),
    lets("goal_weight", UP, TAKES_IT, f"{WAITS}; Ren.situation = home; Ren.care.Aki = 30 %"),
    lets("pride_weight", DOWN, TAKES_IT, f"{WAITS}; Ren.care.Aki = 20 %"),
    lets("seen_in_house", DOWN, TAKES_IT, f"{WAITS}; Ren.care.Aki = 20 %"),
    takes("wheeling_speed", DOWN, "bring to another bed: nurse is Oda, p is Ren, x is Aki", "Aki.bed = sickroom"),
    odds("therapy_base", UP, "give therapy / works at it: therapist is Oda, p is Ren"),
    odds("pride_drives", UP, "give therapy / works at it: therapist is Oda, p is Ren", "Ren.teaches.Oda = yes"),
    says("seen_in_house", UP, "shame(Ren)", "Ren.situation = hospital"),
    lets("home_visits", DOWN, "therapy hour / not yet: p is Ren", "Ren.practised_at = 5 days ago"),
)
MORNING = "how the morning went: c is pupils"
SUBSTITUTE = "pupils.substitute = Ren; Ren.place = office; Ren.situation = work; Aki.place = home"
FEARED = f"{SUBSTITUTE}; Ren.fearsome = 95 %; pupils.order = 30 %"
TRAINS = "Ren.talent = 90 %; Ren.skill = 20 %"
SCHOOL = (
    lives("practice_share", UP, "skill(Ren)", TRAINS, "train: p is Ren"),
    lives("practice_share", UP, "skill(Ren)", TRAINS, "keep watch: p is Ren"),
    lives(
        "head_first", UP, "count(w in wounds(Ren) where sort(w) is concussion)", "", "train / slips: p is Ren", seed=2
    ),
    lives("lesson_regard", UP, "care(Nao, Aki)", "Nao.post = pupil; Nao.place = home", "teach: p is Aki"),
    lives("training_gain", UP, "skill(Ren)", "Ren.apprenticed_to = Oda", "a week of training: a is Ren"),
    lives(
        "alone_gain", UP, "skill(Ren)", "Ren.apprenticed_to = Oda; Oda.place = far town",
        "a week of training: a is Ren",
    ),
    lets("feared_from", UP, "stand in / their turn: p is Ren, c is pupils", "Ren.fearsome = 50 %"),
    lives("wears_down", DOWN, "order(pupils)", SUBSTITUTE, MORNING),
    lives("unattended_day", DOWN, "order(pupils)", "Aki.place = home", MORNING),
    lives("fear_order", UP, "order(pupils)", FEARED, MORNING),
    lives("fear_comfort", DOWN, "comfort(pupils)", FEARED, MORNING),
    lives("own_teacher", UP, "order(pupils)", "pupils.order = 20 %; Aki.place = office; Aki.situation = work", MORNING),
)
GOES_OFF = "trap goes off: p is Ren, t is snare"
TRAPS = (
    odds("from_above", UP, "look down on a trap / notices: p is Ren, t is snare", "Ren.skill = 90 %"),
    lives("limb_loss", DOWN, "count(w in wounds(Ren) where permanent(w))", "", GOES_OFF),
    lives("blast_bleeding", UP, "sum(bleeding(w) for w in wounds(Ren))", "", GOES_OFF),
    takes("leap_time", UP, "leap aside: p is Ren, t is snare"),
    lets("too_late", DOWN, "sense it too late / the best: q is Aki", "Aki.skill = 70 %"),
)
GATE = (
    lets("held_at_gate", DOWN, "let go again / hours ago: p is Ren", "Ren.looked_over_at = 10 h ago"),
    odds("known_at_sight", UP, "recognise at the gate / knows him: p is Ren"),
    odds("seen_through", UP, "recognise at the gate / knows him: p is Ren", "Ren.guise = farmer"),
    odds("cover_of_goods", UP, "recognise at the gate / knows him: p is Ren", "Ren.guise = farmer"),
)


@pytest.mark.parametrize("case", WARD, ids=str)
def test_INJ_4_what_healers_make_of_chances(case: Case) -> None:
    """Which chances are no hope, in doubt, safe or a miracle, and who is treated at once and kept how long."""
    swept(case, in_town())


@pytest.mark.parametrize("case", HOUSE, ids=str)
def test_INS_1_how_a_house_of_the_sick_keeps_its_hours(case: Case) -> None:
    """Theatre, rounds, turns and visits: how long each takes, and how often it comes."""
    swept(case, in_town())


@pytest.mark.parametrize("case", WORTH, ids=str)
def test_REL_31_what_worth_and_care_hang_on(case: Case) -> None:
    """A loss, a post, a way back; what help is taken for; what is guessed; what is kept from somebody."""
    swept(case, in_town())


@pytest.mark.parametrize("case", RULES, ids=str)
def test_INS_3_what_moves_a_nurse_and_what_bad_news_looks_like(case: Case) -> None:
    """Distress and attachment against the rule and past lectures; who is read as an omen."""
    swept(case, in_town())


@pytest.mark.parametrize("case", MIND, ids=str)
def test_INJ_9_panic_withdrawal_despair_and_therapy(case: Case) -> None:
    """How soon and by whom each is met, what each weighs, and what makes somebody work at getting well."""
    swept(case, in_town())


@pytest.mark.parametrize("case", SCHOOL, ids=str)
def test_INS_14_what_lessons_and_substitutes_do(case: Case) -> None:
    """What training and lessons bring, and what order and comfort of a class cost without its teacher."""
    swept(case, in_town())


@pytest.mark.parametrize("case", TRAPS, ids=str)
def test_TEC_11_what_a_trap_does_and_who_notices(case: Case) -> None:
    """From above hardly, by the best too late; from which force on it takes the leg."""
    swept(case, in_town())


@pytest.mark.parametrize("case", GATE, ids=str)
def test_PLC_5_who_is_known_at_the_gate(case: Case) -> None:
    """By his face, through a disguise, without goods; and how long he is kept."""
    swept(case, in_town())


def test_INJ_14_too_proud_for_the_wheelchair_he_stays_where_he_is() -> None:
    """Whoever cannot walk is wheeled to the bed of somebody dear, or will not be seen so; on his feet he just goes."""
    found = []
    for pride, mobility in (("0 %", "10 %"), ("100 %", "10 %"), ("100 %", "100 %")):
        play = in_town().given(
            f"Ren.mobility = {mobility}; Ren.pride = {pride}; Ren.may_visit.Aki = yes; Ren.waits_at = clinic; "
            "Ren.place = spare room; Aki.place = sickroom; Aki.bed = sickroom"
        )
        handles = {role: play.thing(name) for role, name in (("nurse", "Oda"), ("p", "Ren"), ("x", "Aki"))}
        play.machine.start(Directed("action/bring to another bed", handles))
        play.live(10 * MINUTE)
        found.append((play.get("person.place", "Ren") == play.thing("sickroom"), play.word("person.aid", "Ren")))
    assert found == [(True, "wheelchair"), (False, "no_aid"), (True, "no_aid")]


def test_INJ_14_wheeled_by_whoever_is_on_duty_and_to_whom_he_asked_for() -> None:
    """Nobody off duty takes patients from bed to bed, and nobody is brought to one for whom he has not asked."""

    def refused() -> str:
        return play.refused("bring to another bed", nurse="Oda", p="Ren", x="Aki")

    play = in_town().given(
        "Ren.pride = 0 %; Ren.mobility = 10 %; Ren.may_visit.Aki = yes; Ren.asks_for = Aki; Ren.waits_at = clinic; "
        "Ren.place = spare room; Aki.place = sickroom; Aki.bed = sickroom; Oda.medicine = 60 %"
    )
    play.live(4 * HOUR)
    put(play, "Oda", situation="work", place="clinic")
    put(play, "Ren", mind="awake")
    assert refused() == ""
    put(play, "Oda", situation="home")
    assert refused() == "on duty"
    put(play, "Oda", situation="work")
    put(play, "Ren", asks_for="Mio")
    assert refused() == "asked for him"
    put(play, "Ren", asks_for="Aki")
    play.put("may_visit", "Ren", 0, "Aki")
    assert refused() == "may visit him"
