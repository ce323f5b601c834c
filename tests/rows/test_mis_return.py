"""Rows MIS-9, MIS-10, MIS-12, MIS-13, MIS-18, MIS-20 and MIS-21: coming back, or not, and what it leads to."""

from __future__ import annotations

from functools import cache

import pytest

from tests.rows.desks import decide, desk, holds, hurt, mission, out, send, set_all
from tests.rows.leaf import parameters
from tests.rows.support import DAY, HOUR, MINUTE, NEVER, Play


def back(seed: int = 1, **values: float) -> tuple[Play, int]:
    """Aki and Eva stand at the desk after a mission; `values` are Aki's."""
    play = desk(seed=seed)
    m = mission(play, "escort")
    out(play, m, "Aki", "Eva")
    set_all(play, m, objective="reached", homeward=1, back=1)
    for name in ("Aki", "Eva"):
        play.put("person.place", name, play.thing("desk room"))
    for name, value in values.items():
        play.put(f"person.{name}", "Aki", value)
    return play, m


def at_home(play: Play, *names: str) -> None:
    """They are at home, awake and rested."""
    for name in names:
        play.put("person.place", name, play.thing("home"))
        play.choose("person.situation", name, "home")
        play.choose("person.mind", name, "awake")


def search_after(late_by: float, overdue_after: str = "1 day") -> bool:
    """Whether the desk has sent for a search party so many days after the due date."""
    play = desk(f"parameters: {{overdue_after: {{extend: yes, default: {overdue_after}}}}}")
    m = mission(play, "escort")
    out(play, m, "Aki", "Eva")
    for name in ("Aki", "Eva"):
        play.choose("person.mind", name, "unconscious")
        play.put("person.lying", name, 1)
    play.put("mission.due", m, play.machine.now)
    play.live(late_by * DAY)
    play.choose("person.situation", "Kay", "work")
    play.choose("person.mind", "Kay", "awake")
    return play.refused("send a search party", clerk="Kay", m=m, t="search") == ""


def test_MIS_10_without_a_call_discovery_depends_on_the_overdue_threshold() -> None:
    """A party is asked for after the threshold, whatever it is, and not before."""
    assert [search_after(days) for days in (0.1, 0.8, 1.2)] == [False, False, True]
    assert [search_after(days, "3 days") for days in (1.2, 3.2)] == [False, True]


def test_MIS_10_a_search_party_finds_and_brings_home_whoever_lies_there() -> None:
    """Three go, those who lie in the hills come home with them; whoever is not there is not found."""
    for there in (True, False):
        play = desk()
        lost = mission(play, "escort")
        out(play, lost, "Aki", "Eva")
        for name in ("Aki", "Eva"):
            play.choose("person.mind", name, "unconscious")
            play.put("person.lying", name, 1)
            if not there:
                play.put("person.place", name, play.thing("isles"))
        set_all(play, lost, late=1)
        play.put("mission.due", lost, play.machine.now - 2 * DAY)
        assert decide(play, 3 * HOUR).get("send a search party", 0) == 1
        (search,) = [m for m in play.all("mission") if play.get("mission.seeks", m)]
        out(play, search, "Bea", "Cid", "Fio")
        assert play.act("search the area", leader="Bea")
        assert play.word("mission.objective", search) == ("reached" if there else "missed")
        assert play.act("turn homeward", leader="Bea")
        assert play.act("lead home", leader="Bea")
        home = ("clinic", "desk room") if there else ("isles",)
        assert play.get("person.place", "Eva") in [play.thing(name) for name in home]
        play.live(0)
        assert (play.word("mission.stage", lost) == "closed") is there
        if not there:
            play.live(22 * DAY)
            assert play.word("mission.stage", lost) == "closed"
            assert play.get("person.on_mission", "Eva") == 0


def test_MIS_12_the_report_closes_the_mission_and_the_clerk_learns_of_the_return() -> None:
    """To any clerk on duty, not to one who sleeps or is off duty; afterwards all of the team are free."""
    play, m = back()
    assert play.refused("report", leader="Eva", clerk="Kay") == "leads"
    assert play.refused("report", leader="Aki", clerk="Bea") == "a clerk at the desk"
    play.choose("person.situation", "Kay", "home")
    assert play.refused("report", leader="Aki", clerk="Kay") == "at his post"
    assert play.act("dismiss the team", leader="Aki")
    assert play.word("person.situation", "Eva") == "leisure"
    assert play.word("mission.stage", m) == "out"
    home = play.machine.now
    assert [play.get("person.back_at", name) for name in ("Aki", "Eva")] == [home, home]
    play.live(HOUR)
    play.choose("person.situation", "Kay", "work")
    play.choose("person.situation", "Aki", "work")
    assert play.act("report", leader="Aki", clerk="Kay")
    assert play.word("mission.stage", m) == "closed"
    assert [play.get("person.back_at", name) for name in ("Aki", "Eva")] == [home, home], "before the report"
    assert holds(play, "certainty(k, alive(p)) > 0", k="Kay", p="Eva")
    assert [play.get("person.on_mission", name) for name in ("Aki", "Eva")] == [0, 0]
    assert decide(*_again()).get("report", 0) == 1


def _again() -> tuple[Play, float]:
    """The same once more, with time for everybody to decide."""
    return back()[0], 4 * HOUR


def trust_after(late: bool, spent: bool, seeds: int = 10) -> float:
    """What a clerk thinks of a leader after his report, on the average."""
    total = 0.0
    for seed in range(seeds):
        play, m = back(seed, stress=0.95 if spent else 0.05, tiredness=0.95 if spent else 0.05)
        set_all(play, m, late=int(late))
        assert play.act("report", leader="Aki", clerk="Kay")
        total += float(play.bond("trust", "Kay", "Aki"))
    return total / seeds


def test_MIS_12_completeness_and_punctuality_are_noticed() -> None:
    """A complete report on time raises the clerk's opinion; one that is late, or full of gaps, lowers it."""
    good, late, gaps = trust_after(False, False), trust_after(True, False), trust_after(False, True)
    assert late < gaps < good
    assert good > 0.5 > late


def test_MIS_12_a_report_can_wait_until_tomorrow() -> None:
    """The chief lets a rescuer's report wait for a day, from where she is, and nobody asks for it before."""
    play, m = back(stress=0.9)
    play.put("mission.report_after", m, NEVER)
    assert play.refused("put off the report", chief="Tam", leader="Aki") == "rescued somebody, or lost somebody"
    set_all(play, m, seeks=mission(play, "escort"))
    assert play.refused("put off the report", chief="Kay", leader="Aki") == "has the say"
    assert play.act("put off the report", chief="Tam", leader="Aki")
    assert play.refused("report", leader="Aki", clerk="Kay") == "asked for"
    play.live(1.1 * DAY)
    play.choose("person.situation", "Kay", "work")
    for name in ("Kay", "Aki"):
        play.choose("person.mind", name, "awake")
    assert play.refused("report", leader="Aki", clerk="Kay") == ""
    play, m = back()
    set_all(play, m, seeks=mission(play, "escort"))
    play.choose("person.situation", "Kay", "home")
    assert decide(play).get("put off the report", 0) == 1


def homeward(away: float, partner: bool = True, slack: str = "1 day") -> tuple[Play, int]:
    """Aki turns home from the isles after so many days, and Una may wait at home."""
    play = desk(parameters(expected_slack=slack))
    m = mission(play, "top rank")
    out(play, m, "Aki", "Bea", at="isles")
    set_all(play, m, objective="reached", homeward=1, left_at=play.machine.now, due=play.machine.now + 400 * DAY)
    play.live(away * DAY)
    if partner:
        play.put("person.partner", "Aki", play.thing("Una"))
        play.put("person.partner", "Una", play.thing("Aki"))
    for name in ("Aki", "Bea", "Una"):
        play.choose("person.mind", name, "awake")
        play.put("person.tiredness", name, 0.1)
        play.put("person.sleep_debt", name, 0)
    at_home(play, "Una")
    return play, m


@pytest.mark.parametrize(
    ("task", "days", "told"), [("escort", 60, True), ("escort", 2, False), ("top rank", 60, False)]
)
def test_MIS_13_months_are_named_at_departure(task: str, days: int, told: bool) -> None:
    """Whoever shares his life is told when to expect him; of a short mission, or a secret one, no day is named."""
    play = desk()
    for one, other in (("Aki", "Una"), ("Una", "Aki")):
        play.put("person.partner", one, play.thing(other))
    m = mission(play, task)
    set_all(play, m, days=float(days * DAY), due=play.machine.now + days * DAY)
    team = ("Aki", "Bea", "Eva")[: 2 if task == "top rank" else 3]
    send(play, m, *team)
    assert play.act("lead out", leader="Aki"), play.refused("lead out", leader="Aki")
    play.live(0)
    assert holds(play, "belief(x, expected_at(p)) > now", x="Una", p="Aki") is told
    assert holds(play, "unknown(x, expected_at(p))", x="Wim", p="Aki")


def test_MIS_13_word_goes_ahead_after_a_long_mission() -> None:
    """Whoever shares his life learns when to expect him; after a short mission, and without a partner."""
    play, _ = homeward(3)
    assert play.refused("send word", leader="Aki") == "was long"
    play, _ = homeward(30)
    assert play.act("send word", leader="Aki")
    assert holds(play, "unknown(x, expected_at(p))", x="Una", p="Aki")
    play.live(DAY)
    assert holds(play, "belief(x, expected_at(p)) > now", x="Una", p="Aki")
    assert holds(play, "unknown(x, expected_at(p))", x="Wim", p="Aki")
    play, _ = homeward(30)
    counts = decide(play, 8 * HOUR)
    assert counts.get("send word", 0) == 1


def test_MIS_13_the_word_names_the_way_home_and_something_over() -> None:
    """So much more than the way itself is said, for whoever waits not to wait in vain."""
    named = []
    for slack in ("0 h", "2 days"):
        play, _ = homeward(30, slack=slack)
        assert play.act("send word", leader="Aki")
        sent = play.machine.now
        assert play.act("lead home", leader="Aki")
        named.append((play.get("person.expected_at", "Aki") - sent) / HOUR)
        took = (play.machine.now - sent) / HOUR
    assert named == [pytest.approx(took), pytest.approx(took + 48)]


def test_MIS_13_an_early_arrival_is_bought_with_sleep_and_is_a_surprise() -> None:
    """Whoever runs through the nights is home a day or more before the word said, dead tired."""
    times, debts = {}, {}
    for how in ("lead home", "hurry home"):
        play, _ = homeward(30)
        play.put("person.home", "Aki", play.thing("home"))
        assert play.act("send word", leader="Aki")
        play.live(13 * HOUR)
        play.choose("person.mind", "Aki", "awake")
        play.choose("person.mind", "Una", "awake")
        began = play.machine.now
        assert play.act(how, leader="Aki")
        play.live(0)
        times[how], debts[how] = play.machine.now - began, float(play.get("person.sleep_debt", "Aki"))
        assert play.machine.now < play.get("person.expected_at", "Aki")
        play.choose("person.mind", "Kay", "awake")
        play.choose("person.situation", "Kay", "work")
        assert play.act("report", leader="Aki", clerk="Kay"), play.refused("report", leader="Aki", clerk="Kay")
        at_home(play, "Aki", "Una")
        for again in (False, True):
            joy = float(play.get("person.joy", "Una"))
            assert play.act("greet on coming back", x="Aki", p="Una") is not again
            play.live(0)
            assert (play.get("person.joy", "Una") > joy + 0.2) is (how == "hurry home" and not again)
    assert times["lead home"] > times["hurry home"] + 8 * HOUR
    assert debts["hurry home"] > debts["lead home"] + 5 * HOUR
    alone, _ = homeward(30, partner=False)
    assert alone.refused("hurry home", leader="Aki") == "somebody waits"


def test_MIS_18_an_absence_shows_at_the_next_call_up() -> None:
    """Nobody misses whoever rests after a mission; once he would be called on he is missed, by a clerk on duty."""
    play = desk()
    play.live(16 * HOUR)
    play.put("person.rest_until", "Aki", play.machine.now + 2 * DAY)
    at_home(play, "Aki", "Una")
    by_day = desk()
    at_home(by_day, "Aki", "Una")
    assert by_day.refused("slip away with", p="Aki", x="Una") == "by night"
    assert play.act("slip away with", p="Aki", x="Una")
    assert play.get("person.absent", "Aki")
    assert not play.get("person.absent", "Una")
    play.put("person.place", "Aki", play.thing("hills"))
    play.choose("person.situation", "Kay", "work")
    assert play.refused("miss", clerk="Kay", p="Aki") == "would be called on"
    assert play.refused("miss", clerk="Kay", p="Bea") == "gone without leave"
    play.live(2.4 * DAY)
    play.choose("person.situation", "Kay", "work")
    play.choose("person.mind", "Kay", "awake")
    assert decide(play).get("miss", 0) == 1
    assert play.get("person.missed", "Aki")
    play.choose("person.situation", "Kay", "work")
    play.choose("person.mind", "Kay", "awake")
    assert play.refused("miss", clerk="Kay", p="Aki") == "not missed yet"


def test_MIS_18_a_guard_is_missed_by_the_guard() -> None:
    """Whoever stands where he ought to stand finds that he is not there."""
    play = desk()
    for name in ("Wim", "Una"):
        play.choose("person.post", name, "guard")
        play.put("person.workplace", name, play.thing("gate"))
        play.put("person.place", name, play.thing("gate"))
        play.choose("person.situation", name, "work")
    assert play.refused("miss", clerk="Una", p="Wim") == "gone without leave"
    play.put("person.absent", "Wim", 1)
    play.put("person.place", "Wim", play.thing("hills"))
    assert play.refused("miss", clerk="Nao", p="Wim") == "calls on him"
    assert decide(play).get("miss", 0) == 1
    assert play.get("person.missed", "Wim")


@pytest.mark.parametrize(("sanction", "stress", "grounded"), [(0, False, False), (1, True, False), (2, True, True)])
def test_MIS_18_the_sanction_is_the_villages(sanction: int, stress: bool, grounded: bool) -> None:
    """Nothing, a reprimand, or being grounded; and only for whoever is back."""
    play = desk(f"parameters: {{absence_sanction: {{extend: yes, default: {sanction}}}}}")
    play.put("person.missed", "Aki", 1)
    play.put("person.absent", "Aki", 1)
    assert play.refused("call to account", chief="Tam", p="Aki") == "back"
    at_home(play, "Aki")
    play.live(HOUR)
    assert not play.get("person.absent", "Aki")
    before = float(play.get("person.stress", "Aki"))
    assert play.act("call to account", chief="Tam", p="Aki")
    assert (play.get("person.stress", "Aki") > before + 0.1) is stress
    assert bool(play.get("person.grounded", "Aki")) is grounded
    assert not play.get("person.missed", "Aki")


def test_MIS_18_some_go_after_the_overdue_without_leave() -> None:
    """By night, for somebody dear whose team is late, as long as nobody has been sent; who lies there is brought in."""
    gone = {}
    for dear, late in ((0.9, 1), (0.9, 0), (0.3, 1)):
        play = desk()
        m = mission(play, "escort")
        out(play, m, "Aki", "Eva")
        set_all(play, m, late=late)
        play.put("care", "Bea", dear, "Aki")
        play.live(15 * HOUR)
        at_home(play, "Bea")
        play.put("person.tiredness", "Bea", 0.1)
        gone[dear, late] = play.refused("go after", p="Bea", x="Aki")
    assert gone == {(0.9, 1): "", (0.9, 0): "overdue", (0.3, 1): "dear to him"}
    play.put("care", "Bea", 0.9, "Aki")
    play.put("person.lying", "Aki", 1)
    assert play.act("go after", p="Bea", x="Aki")
    assert play.get("person.absent", "Bea")
    assert play.act("make the own way home", p="Bea")
    assert play.get("person.place", "Aki") == play.thing("clinic")


def test_MIS_18_it_is_proposed_to_a_third_with_what_it_is_for() -> None:
    """Both are in the plot from then on, for the sake of somebody dear; nobody plots against nobody, or asleep."""
    play = desk()
    at_home(play, "Aki", "Bea")
    roles = {"p": "Aki", "other": "Bea", "x": "Una"}
    assert play.refused("propose to slip away", **roles) == "cares"
    play.put("care", "Aki", 0.9, "Una")
    assert play.refused("propose to slip away", **roles | {"other": "Una"}) == "three of them"
    trust = float(play.bond("trust", "Bea", "Aki"))
    assert play.act("propose to slip away", **roles)
    assert play.bond("in_the_plot", "Aki", "Una")
    assert play.bond("in_the_plot", "Bea", "Una")
    assert not play.bond("in_the_plot", "Una", "Aki")
    assert play.bond("trust", "Bea", "Aki") > trust + 0.01


@cache
def quits(weight: float, trait: bool = False) -> bool:
    """Whether somebody on whom the field weighs so much gives it up."""
    play = desk()
    play.put("person.field_weight", "Aki", weight)
    play.choose("person.lives_for", "Aki", "field" if trait else "no_post")
    at_home(play, "Aki")
    return decide(play).get("give up the field", 0) == 1


def test_MIS_20_a_mission_that_ended_badly_makes_a_teacher() -> None:
    """One failure is not enough, deaths and failures together are; whoever lives for the field stays."""
    assert [quits(weight) for weight in (0.0, 0.4, 0.9)] == [False, False, True]
    assert not quits(0.9, trait=True)
    play = desk()
    play.put("person.field_weight", "Aki", 0.9)
    at_home(play, "Aki")
    assert play.act("give up the field", p="Aki")
    assert play.word("person.post", "Aki") == "teacher"
    assert play.get("person.workplace", "Aki") == play.thing("school")


@pytest.mark.parametrize(("outcome", "blow", "quits"), [
    ("loses", "15 %", True), ("loses", "0 %", False), ("prevails", "15 %", False),
])
def test_MIS_20_one_lost_fight_with_a_death_is_enough(outcome: str, blow: str, quits: bool) -> None:
    """A mission that failed, in which a mate fell and the team was beaten, ends a career, and its leader is an omen."""
    play = desk(parameters(wounding="0 %", blow_of_defeat=blow))
    m = mission(play, "escort", foes=3)
    out(play, m, "Aki", "Bea", "Cid")
    set_all(play, m, contact=1)
    assert play.act("fight it out", outcome, leader="Aki")
    for attr, value in (("arrest", 1), ("failing", 1), ("life", 0.0)):
        play.put(f"person.{attr}", "Cid", value)
    play.live(MINUTE)
    assert not play.get("person.alive", "Cid")
    set_all(play, m, homeward=1, back=1)
    play.put("person.place", "Aki", play.thing("desk room"))
    assert play.act("report", leader="Aki", clerk="Kay")
    assert bool(play.bond("ill_omen", "Bea", "Aki"))
    at_home(play, "Bea")
    assert (play.refused("give up the field", p="Bea") == "") is quits


def test_MIS_20_a_school_that_is_full_takes_on_nobody() -> None:
    """It has room for half as many again as it is to have, so that it does not fill up with those who gave up."""
    play = desk(things="  teachers: {is: establishment, kept_at: school, needed: teacher}\n")
    play.put("person.field_weight", "Aki", 0.9)
    at_home(play, "Aki")
    (teachers,) = play.all("establishment")
    there = play.value("holders(e)", e=teachers)
    assert there > 0
    full = there / play.value("school_room")
    for needed, refused in ((there, ""), (full + 0.01, ""), (full, "room for one more")):
        play.put("establishment.no_fewer_than", teachers, needed)
        assert play.refused("give up the field", p="Aki") == refused


def test_MIS_20_failures_add_up_and_the_omen_persists() -> None:
    """A mission that came to nothing weighs a little; years later the same leader still is a bad omen."""
    play, m = back()
    set_all(play, m, objective="missed")
    assert play.act("report", leader="Aki", clerk="Kay")
    assert 0.01 < play.get("person.field_weight", "Eva") < 0.2
    play.put("ill_omen", "Eva", 1, "Aki")
    play.live(700 * DAY)
    for leader, ominous in (("Bea", False), ("Aki", True)):
        m = mission(play, "escort")
        for name in (leader, "Eva"):
            at_home(play, name)
            play.put("person.tiredness", name, 0.1)
            play.put("person.sleep_debt", name, 0)
            play.put("person.place", name, play.thing("desk room"))
            play.put("person.on_mission", name, m)
            play.choose("person.situation", name, "work")
        set_all(play, m, stage="given", led_by=play.thing(leader), wanted=2)
        play.put("mission.leaves_at", m, play.machine.now)
        play.counts()
        assert play.act("lead out", leader=leader)
        play.live(0)
        assert (play.count("ill omen") == 1) is ominous
        for name in (leader, "Eva"):
            play.put("person.on_mission", name, 0)


def content(trait: bool, grounded: bool) -> tuple[str, bool]:
    """How somebody finds his life after three months, and whether he means to leave."""
    play = desk()
    play.choose("person.lives_for", "Aki", "field" if trait else "no_post")
    play.put("person.grounded", "Aki", int(grounded))
    play.live(90 * DAY)
    level = next(w for w in ("bleak", "low", "fair") if holds(play, f"contentment(p) is {w}", p="Aki"))
    return level, bool(play.get("person.plans_to_leave", "Aki"))


def test_MIS_21_confinement_is_the_worse_fate_for_whoever_lives_for_the_field() -> None:
    """Only with the trait, and only while he may not go; then he plans to leave, and the way back ends the plan."""
    assert {(t, g): content(t, g) for t in (False, True) for g in (False, True)} == {
        (False, False): ("fair", False), (False, True): ("fair", False),
        (True, False): ("fair", False), (True, True): ("bleak", True),
    }
    play = desk()
    play.choose("person.lives_for", "Aki", "field")
    play.choose("person.post", "Aki", "guard")
    play.live(90 * DAY)
    assert play.get("person.plans_to_leave", "Aki")
    assert play.value("wish_to_leave(p)", p="Aki") > 0 == play.value("wish_to_leave(p)", p="Bea")
    play.choose("person.post", "Aki", "field")
    play.live(60 * DAY)
    assert not play.get("person.plans_to_leave", "Aki")


def taken(fond: float, lair: bool = True, carried: bool = False) -> tuple[Play, int, set[str]]:
    """A team is beaten unhurt, while Eva lies on the ground, or on Bea's back; who is locked up then, if Aki is so fond
    of her."""
    play = desk(parameters(wounding="0 %"))
    m = mission(play, "retrieval" if lair else "escort", foes=12)
    out(play, m, "Bea", "Aki", "Eva")
    play.put("care", "Aki", fond, "Eva")
    play.put("person.lying", "Eva", 1)
    play.put("person.scouts_above", "Aki", 1)
    if carried:
        play.put("person.carried_by", "Eva", play.thing("Bea"))
    set_all(play, m, contact=1)
    assert play.act("fight it out", "loses", leader="Bea")
    play.live(0)
    return play, m, {name for name in ("Aki", "Bea", "Eva") if play.word("person.situation", name) == "captive"}


def test_MIS_9_loyalty_comes_before_capture() -> None:
    """Whoever is fond of the fallen stays and is taken with her; whoever is not gets away; some foes take nobody."""
    play, _, both = taken(0.9)
    assert both == {"Aki", "Eva"}
    assert play.counts().get("stays with the fallen") == 1
    assert taken(0.1)[2] == {"Eva"}
    assert not play.get("person.scouts_above", "Aki"), "nobody is locked up in a tree"
    assert taken(0.9, lair=False)[2] == set()
    assert taken(0.9, carried=True)[2] == set(), "who is on somebody's back gets away with him"


def test_MIS_9_foes_want_prisoners_alive() -> None:
    """What bleeds is bound as somebody is locked up, and a captive binds what he finds bare."""
    play = desk()
    m = mission(play, "retrieval", foes=12)
    out(play, m, "Bea", "Eva")
    hurt(play, "Eva")
    before = {w: float(play.get("wound.bleeding", w)) for w in play.all("wound")}
    assert all(before.values())
    assert not any(play.get("wound.bandaged", w) for w in before)
    set_all(play, m, contact=1)
    assert play.act("fight it out", "loses", leader="Bea")
    play.live(0)
    assert play.word("person.situation", "Eva") == "captive"
    for w, bled in before.items():
        assert play.get("wound.bandaged", w)
        assert float(play.get("wound.bleeding", w)) == pytest.approx(bled * play.value("bandage_share"))
    bare = next(iter(before))
    play.put("wound.bandaged", bare, 0)
    play.choose("person.mind", "Eva", "awake")
    assert play.refused("bandage", helper="Eva", patient="Eva", w=bare) == ""


def overrun(seed: int) -> tuple[Play, dict[str, int]]:
    """A team all devoted to each other is beaten by far too many, and each is hit; what comes of it."""
    play = desk(parameters(wounding="100 %"), seed=seed)
    play.put("place.next_door", "cave", play.thing("attic"))
    m = mission(play, "retrieval", foes=12)
    team = ("Bea", "Aki", "Eva")
    out(play, m, *team)
    for one in team:
        for other in team:
            if one != other:
                play.put("care", one, 0.9, other)
    set_all(play, m, contact=1)
    play.counts()
    assert play.act("fight it out", "loses", leader="Bea")
    play.live(MINUTE)
    return play, play.counts()


def test_MIS_9_the_choice_is_there_in_a_real_fight_and_each_has_a_cell_of_his_own() -> None:
    """Some are struck down and some could go; these stay, and while there are two cells nobody shares the first."""
    stayed = parted = 0
    for seed in range(12):
        play, counts = overrun(seed)
        taken_ones = [name for name in ("Aki", "Bea", "Eva") if play.word("person.situation", name) == "captive"]
        assert not any(play.get("person.gives_up", name) for name in ("Aki", "Bea", "Eva"))
        stayed += counts.get("stays with the fallen", 0) > 0
        if len(taken_ones) >= 2:
            assert len({play.get("person.place", name) for name in taken_ones}) == 2
            parted += 1
            for name in taken_ones:
                play.choose("person.mind", name, "awake")
            counts = decide(play, 12 * HOUR)
            parted += counts.get("reproach through the wall", 0) > 0
    assert stayed >= 2
    assert parted >= 3


def test_MIS_9_captives_can_speak_and_not_much_else_and_are_fetched() -> None:
    """In chains nobody walks away, but words go through; the desk sends for them, and a party brings them home."""
    play, m, _ = taken(0.9)
    assert play.refused("walk to", p="Aki", to="hills") == "can leave"
    assert play.refused("speak", p="Aki", other="Eva") == ""
    set_all(play, m, homeward=1)
    assert play.act("lead home", leader="Bea")
    assert play.act("report", leader="Bea", clerk="Kay")
    assert play.word("person.situation", "Aki") == "captive"
    assert decide(play, 3 * HOUR).get("send a search party", 0) == 1
    (search,) = [other for other in play.all("mission") if play.get("mission.seeks", other) == m]
    for name in ("Cid", "Dov", "Fio"):
        play.put("person.on_mission", name, 0)
    out(play, search, "Cid", "Dov", "Fio")
    assert play.act("search the area", leader="Cid")
    assert not play.get("person.chained", "Aki")
    assert play.get("person.on_mission", "Aki") == search
