"""Rows MIS-1 to MIS-3, MIS-5, MIS-14, MIS-15 and MIS-17: orders, teams, and who may go."""

from __future__ import annotations

import pytest

from tests.rows.desks import HANDS, SENIORS, decide, desk, holds, mission, out, send, set_all
from tests.rows.leaf import parameters
from tests.rows.support import DAY, HOUR, NEVER, Play


def until(play: Play, hour: float) -> None:
    """Plays on to the next such hour of the day."""
    play.live(((hour - play.value("clock / 1 h")) % 24) * HOUR)


def on_summons(duty: float = 0.8, worried: bool = False) -> tuple[Play, int]:
    """Aki has a scroll with orders before him."""
    play = desk()
    m = mission(play, "errand")
    play.put("task.secret", "errand", 1)
    play.put("person.sense_of_duty", "Aki", duty)
    if worried:
        play.put("care", "Aki", 0.9, "Una")
        play.put("person.bed", "Una", play.thing("sickroom"))
    assert play.act("summon", chief="Tam", m=m, leader="Aki")
    assert play.act("answer the summons", p="Aki")
    assert play.get("person.place", "Aki") == play.thing("office")
    assert play.act("hand over the orders", chief="Tam", leader="Aki")
    return play, m


def test_MIS_1_orders_are_accepted_against_private_preference() -> None:
    """Whoever is worried about somebody at home goes all the same where duty weighs much."""
    taken = {}
    for worried in (False, True):
        for duty in (0.1, 0.8):
            play, m = on_summons(duty, worried)
            decide(play)
            taken[worried, duty] = play.word("mission.stage", m) == "given"
            assert not play.get("person.holds_scroll", "Aki")
    assert taken == {(False, 0.1): True, (False, 0.8): True, (True, 0.1): False, (True, 0.8): True}


def test_MIS_1_no_copy_leaves_the_office_and_notice_is_a_day() -> None:
    """He knows the orders by heart and has no scroll; he cannot leave before the next morning."""
    play, m = on_summons()
    assert play.refused("accept the orders", leader="Bea") == "has the scroll"
    assert play.act("accept the orders", leader="Aki")
    assert holds(play, "knows_orders(p, m) and not holds_scroll(p)", p="Aki", m=m)
    assert play.refused("lead out", leader="Aki") == "time to leave"
    play.live(17 * HOUR)
    play.choose("person.situation", "Aki", "work")
    assert play.refused("lead out", leader="Aki") == "time to leave"
    play.live(2 * HOUR)
    assert play.refused("lead out", leader="Aki") == ""


def test_MIS_1_a_secret_mission_is_given_in_the_office_only() -> None:
    """A clerk cannot give it out; the chief summons a free senior for it."""
    play = desk(autonomy=False)
    m = mission(play, "top rank")
    assert play.refused("give out a mission", clerk="Kay", m=m, leader="Aki") == "for a clerk to give"
    assert play.refused("summon", chief="Tam", m=m, leader="Eva") == "a senior"
    play.put("person.grounded", "Aki", 1)
    assert play.refused("summon", chief="Tam", m=m, leader="Aki") == "free"
    assert decide(play).get("summon", 0) == 1
    assert play.get("mission.led_by", m) in {play.thing(name) for name in SENIORS[1:]}
    plain = desk()
    m = mission(plain, "escort")
    assert plain.refused("summon", chief="Tam", m=m, leader="Aki") == "secret"
    assert plain.refused("give out a mission", clerk="Kay", m=m, leader="Aki") == ""


def drafted(day: int, away: int) -> bool:
    """Whether a teacher is called up on a day of the year with so many hands away."""
    play = desk()
    play.live(max(0, day - 91) * DAY + HOUR)
    for name in HANDS[:away]:
        play.put("person.bed", name, play.thing("sickroom"))
    until(play, 7.6)
    m = mission(play, "escort")
    set_all(play, m, stage="given", led_by=play.thing("Gus"))
    play.put("mission.leaves_at", m, play.machine.now + DAY)
    play.put("person.on_mission", "Gus", m)
    for name in ("Kay", "Una"):
        play.choose("person.situation", name, "work")
        play.choose("person.mind", name, "awake")
    decide(play)
    return bool(play.get("person.called_up", "Una"))


def test_MIS_2_shortage_widens_eligibility_in_the_holidays_only() -> None:
    """No teacher goes while hands suffice, none in term; with a shortage in the holidays one does."""
    assert {(day, away): drafted(day, away) for day in (120, 245) for away in (0, 6)} == {
        (120, 0): False, (120, 6): True, (245, 0): False, (245, 6): False,
    }


def test_MIS_2_a_teacher_called_up_comes_and_goes_back_to_his_post() -> None:
    """He comes to the desk in time, is one of the team, and is nobody's to call on once it has reported."""
    play = desk()
    play.put("place.short_handed", "desk room", 1)
    m = mission(play, "escort")
    send(play, m, "Aki", "Eva")
    assert play.act("call up", clerk="Kay", m=m, helper="Una")
    assert play.refused("call up", clerk="Kay", m=m, helper="Wim") != ""
    play.choose("person.situation", "Una", "home")
    play.put("person.place", "Una", play.thing("home"))
    assert play.act("come to the desk", p="Una")
    assert play.act("lead out", leader="Aki")
    assert play.get("person.place", "Una") == play.thing("hills")
    assert play.word("person.post", "Una") == "teacher"
    assert play.counts().get("mutters", 0) == 1


def team_of(task: str) -> tuple[int, int]:
    """How many the leader takes for a task, himself among them, and how many of them are seniors."""
    play = desk()
    m = mission(play, task)
    set_all(play, m, stage="given", led_by=play.thing("Aki"))
    play.put("mission.leaves_at", m, play.machine.now + DAY)
    play.put("person.on_mission", "Aki", m)
    decide(play)
    team = [name for name in HANDS if play.get("person.on_mission", name) == m]
    return len(team), sum(name in SENIORS for name in team)


def test_MIS_3_the_team_follows_the_sort_of_mission() -> None:
    """Five with three seniors for a scroll, two of the highest rank."""
    size, seniors = team_of("retrieval")
    assert (size, seniors >= 3) == (5, True)
    assert team_of("top rank") == (2, 2)
    assert team_of("errand") == (1, 1)
    assert team_of("escort")[0] == 3


def test_MIS_3_a_mission_waits_until_the_team_for_it_is_there() -> None:
    """With too few hands, or too few seniors, it is not given out."""
    for gone, why in ((("Eva", "Fio", "Gus"), "enough to go along"), (("Bea", "Cid"), "seniors enough"), ((), "")):
        play = desk()
        m = mission(play, "retrieval")
        for name in gone:
            play.put("person.grounded", name, 1)
        assert play.refused("give out a mission", clerk="Kay", m=m, leader="Aki") == why
    assert play.refused("give out a mission", clerk="Kay", m=m, leader="Eva") == "able enough"


@pytest.mark.parametrize(("task", "there", "why"), [
    ("retrieval", 5, ""), ("retrieval", 4, ""), ("retrieval", 3, "all are there"),
    ("top rank", 2, ""), ("top rank", 1, "all are there"), ("escort", 2, ""), ("escort", 1, "all are there"),
])
def test_MIS_3_a_dangerous_one_is_not_led_out_by_half_a_team(task: str, there: int, why: str) -> None:
    """Of those of whom somebody does not come a hard mission can spare one, of an easy one two are enough."""
    play = desk()
    m = mission(play, task)
    send(play, m, *(*SENIORS, "Eva")[:there])
    play.put("mission.leaves_at", m, play.machine.now - 6 * HOUR)
    assert play.refused("lead out", leader="Aki") == why
    assert play.refused("give the mission back", leader="Aki") == ("too few" if not why else "")


@pytest.mark.parametrize("ill", [True, False])
def test_MIS_14_it_is_a_favour_to_whoever_worries(ill: bool) -> None:
    """Both know what it is for, if somebody dear to him lies in bed."""
    play = desk()
    play.put("person.steadiness", "Aki", 0.3)
    play.put("person.place", "Aki", play.thing("office"))
    play.put("care", "Aki", 0.9, "Una")
    if ill:
        play.put("person.bed", "Una", play.thing("sickroom"))
    before = play.bond("trust", "Aki", "Tam")
    assert play.act("ground", chief="Tam", p="Aki")
    assert play.bond("trust", "Aki", "Tam") == pytest.approx(before + ill * play.value("favour_of_rest"))


def hours_out(*team: str, spent: str = "") -> float:
    """How long a team is on the way to the hills."""
    play = desk()
    m = mission(play, "escort", wanted=float(len(team)))
    send(play, m, *team)
    if spent:
        play.put("person.flagging", spent, 1)
    began = play.machine.now
    assert play.act("lead out", leader=team[0])
    return (play.machine.now - began) / HOUR


def test_MIS_5_the_team_is_as_slow_as_its_slowest() -> None:
    """One who is not of the field slows all; a second one does not slow them further."""
    plain, slow = hours_out("Aki", "Eva"), hours_out("Aki", "Una")
    assert slow == pytest.approx(1.25 * plain)
    assert hours_out("Aki", "Eva", "Una") == pytest.approx(slow)
    assert hours_out("Aki", "Eva", "Una", spent="Eva") == pytest.approx(1.8 * plain)
    assert hours_out("Aki", "Eva", "Una", spent="Una") == pytest.approx(1.8 * 1.25 * plain)


def test_MIS_5_home_too_they_go_at_the_pace_of_the_weakest() -> None:
    """The way back takes as much longer with one who is not of the field; paced they are only while they walk."""
    hours = {}
    for slow in ("Eva", "Una"):
        play = desk()
        m = mission(play, "escort")
        out(play, m, "Aki", slow)
        set_all(play, m, homeward=1)
        began = play.machine.now
        assert play.act("lead home", leader="Aki")
        hours[slow] = (play.machine.now - began) / HOUR
        assert play.get("mission.back", m)
        assert not play.get("person.paced", slow)
        assert play.get("person.place", slow) == play.thing("desk room")
    assert hours["Una"] > 1.15 * hours["Eva"]


def test_MIS_5_resentment_is_low_and_heard() -> None:
    """The others bear the slow one a small grudge, he is uneasy, and nobody mutters among equals."""
    play = desk()
    m = mission(play, "escort")
    send(play, m, "Aki", "Eva", "Una")
    stress = float(play.get("person.stress", "Una"))
    assert play.act("lead out", leader="Aki")
    assert 0 < play.bond("grudge", "Aki", "Una") < 0.1
    assert play.bond("grudge", "Una", "Aki") == 0
    assert play.get("person.stress", "Una") > stress + 0.05
    equal = desk()
    m = mission(equal, "escort")
    send(equal, m, "Aki", "Eva", "Fio")
    assert equal.act("lead out", leader="Aki")
    assert equal.counts().get("mutters", 0) == 0


def examined(play: Play, name: str, outcome: str = "passes") -> None:
    """Somebody goes to the healers by day and is tested for the field."""
    until(play, 9)
    for who in (name, "Nao"):
        play.choose("person.mind", who, "awake")
        play.choose("person.situation", who, "work")
    play.put("person.place", "Nao", play.thing("clinic"))
    if play.get("person.place", name) != play.thing("clinic"):
        assert play.act("go to the field test", p=name), play.refused("go to the field test", p=name)
    test = {"p": name, "healer": "Nao"}
    assert play.act("take the field test", outcome, **test), play.refused("take the field test", **test)


def test_MIS_15_a_healer_tests_him_and_not_he_himself() -> None:
    """Where there are no healers there is no test; who fails comes again another day, and goes nowhere until then."""
    play = desk(parameters(test_pause="3 days"))
    play.put("person.grounded", "Aki", 1)
    m = mission(play, "escort")
    assert play.refused("take the field test", p="Aki", healer="Kay") == "at the healers"
    play.put("person.place", "Aki", play.thing("clinic"))
    play.put("person.place", "Kay", play.thing("clinic"))
    assert play.refused("take the field test", p="Aki", healer="Kay") == "a healer"
    play.put("person.place", "Kay", play.thing("desk room"))
    examined(play, "Aki", "fails")
    assert play.get("person.grounded", "Aki")
    assert play.refused("take the field test", p="Aki", healer="Nao") == "not so soon again"
    assert play.refused("give out a mission", clerk="Kay", m=m, leader="Aki") != ""
    play.live(2 * DAY)
    assert play.refused("take the field test", p="Aki", healer="Nao") == "not so soon again"
    play.live(DAY)
    examined(play, "Aki")
    assert not play.get("person.grounded", "Aki")


def test_MIS_15_whoever_is_not_what_he_was_fails() -> None:
    """How likely he passes follows from how he stands, and the chief tests him herself where she is at hand."""
    play = desk()
    fresh = play.value("field_form(p)", p="Aki")
    play.put("person.steadiness", "Aki", 0.7)
    assert 0.5 < play.value("field_form(p)", p="Aki") < fresh - 0.2
    play = desk()
    play.put("person.grounded", "Aki", 1)
    for name in ("Tam", "Nao", "Aki"):
        play.put("person.place", name, play.thing("clinic"))
        play.choose("person.situation", name, "work")
    chief, medic = (play.urge("take the field test", p="Aki", healer=healer) for healer in ("Tam", "Nao"))
    assert chief > medic > 0
    assert decide(play, 3 * HOUR).get("take the field test", 0) > 0


@pytest.mark.parametrize(("flag", "value"), [("relieved", 1), ("retired", 1), ("", 0)])
def test_INS_9_INS_12_INS_19_no_test_leads_back_to_the_field(flag: str, value: int) -> None:
    """Whoever is relieved or retired for good, or has lost a limb, is not tested, nor called up."""
    play = desk(things="" if flag else "  stump: {is: wound, patient: Una, site: hand, sort: loss, permanent: yes}\n")
    if flag:
        play.put(f"person.{flag}", "Una", value)
    m = mission(play, "escort")
    set_all(play, m, stage="given", led_by=play.thing("Aki"))
    play.put("place.short_handed", play.thing("desk room"), 1)
    assert play.refused("call up", clerk="Kay", m=m, helper="Una") == "whole"
    play.put("person.grounded", "Una", 1)
    assert play.refused("go to the field test", p="Una") == "may be fit for it"
    play.put("person.place", "Una", play.thing("clinic"))
    assert play.refused("take the field test", p="Una", healer="Nao") == "may be fit for it"


def roster(play: Play) -> tuple[int, int]:
    """How many hands and how many guards there are who may do their duty."""
    able = [name for name in (*HANDS, "Wim") if not (play.get("person.grounded", name) and name in field(play))]
    return len([name for name in able if name in field(play)]), sum(
        play.word("person.post", name) == "guard" for name in (*HANDS, "Wim")
    )


def field(play: Play) -> list[str]:
    """Those whose post is in the field."""
    return [name for name in (*HANDS, "Wim") if play.word("person.post", name) == "field"]


def test_MIS_14_grounding_and_swap_keep_the_roster_balanced() -> None:
    """A grounded hand stands guard and frees a guard for the field; after the test both are back where they were."""
    play = desk()
    whole = roster(play)
    play.put("person.steadiness", "Aki", 0.3)
    play.put("person.place", "Aki", play.thing("office"))
    assert play.act("ground", chief="Tam", p="Aki")
    play.put("person.place", "Aki", play.thing("desk room"))
    assert roster(play) == (whole[0] - 1, whole[1])
    assert play.refused("swap on the roster", clerk="Kay", p="Aki", other="Wim") == "it will last"
    play.put("person.steadiness", "Aki", 1)
    play.choose("person.reserve", "Aki", "recovering")
    play.live(21 * HOUR)
    for name in ("Aki", "Kay", "Wim"):
        play.choose("person.mind", name, "awake")
        play.choose("person.situation", name, "work")
    assert decide(play).get("swap on the roster", 0) == 1
    assert play.get("person.workplace", "Aki") == play.thing("gate")
    assert roster(play) == whole
    play.live(2 * DAY)
    assert play.get("person.grounded", "Aki"), "nobody is tested who has not his strength back"
    play.choose("person.reserve", "Aki", "ample")
    examined(play, "Aki")
    assert (play.word("person.post", "Aki"), play.word("person.post", "Wim")) == ("field", "guard")
    assert play.get("person.workplace", "Wim") == play.thing("gate")
    assert play.get("person.workplace", "Aki") == play.thing("desk room")
    assert play.refused("swap on the roster", clerk="Kay", p="Aki", other="Wim") != ""


@pytest.mark.parametrize("post", ["no_post", "teacher", "field"])
def test_MIS_14_nobody_is_put_back_on_guard_who_has_left_the_field(post: str) -> None:
    """Whoever was freed for it and has died, or teaches since, keeps to that; the grounded hand goes back alone."""
    play = desk(parameters(lasting_rest="0 h"))
    play.put("person.grounded", "Aki", 1)
    play.live(0)
    assert play.act("swap on the roster", clerk="Kay", p="Aki", other="Wim"), play.refused(
        "swap on the roster", clerk="Kay", p="Aki", other="Wim")
    play.choose("person.post", "Wim", post)
    play.put("person.workplace", "Wim", play.thing("desk room") if post == "field" else 0)
    examined(play, "Aki")
    assert play.word("person.post", "Wim") == ("guard" if post == "field" else post)
    assert play.get("person.workplace", "Wim") == (play.thing("gate") if post == "field" else 0)
    assert play.word("person.post", "Aki") == "field"
    assert play.get("person.workplace", "Aki") == play.thing("desk room")
    assert play.get("person.stands_in_for", "Aki") == 0


def test_MIS_15_no_orders_while_uncleared_and_orders_soon_after() -> None:
    """Nobody uncleared is given a mission, or leads one out; whoever has just passed is the first to be asked."""
    play = desk()
    m = mission(play, "escort")
    for name in SENIORS:
        play.put("person.grounded", name, int(name == "Dov"))
    assert play.refused("give out a mission", clerk="Kay", m=m, leader="Dov") == "free and fit"
    until(play, 9)
    for name in (*HANDS, "Kay"):
        play.choose("person.mind", name, "awake")
        play.choose("person.situation", name, "work")
    play.put("person.place", "Dov", play.thing("clinic"))
    play.put("person.bed", "Dov", play.thing("sickroom"))
    assert play.refused("take the field test", p="Dov", healer="Nao") == "out of bed"
    play.put("person.bed", "Dov", 0)
    examined(play, "Dov")
    play.put("person.place", "Dov", play.thing("desk room"))
    for name in (*HANDS, "Kay"):
        play.choose("person.situation", name, "work")
    decide(play, 3 * HOUR)
    assert play.get("mission.led_by", m) == play.thing("Dov")


def called_on(days: float, interval: str = "2 days") -> bool:
    """Whether somebody who reported so many days ago can be given a mission."""
    play = desk(f"parameters: {{rest_interval: {{extend: yes, default: {interval}}}}}")
    m = mission(play, "errand")
    out(play, m, "Aki")
    play.put("person.place", "Aki", play.thing("desk room"))
    set_all(play, m, objective="reached", homeward=1, back=1)
    assert play.act("report", leader="Aki", clerk="Kay")
    play.live(days * DAY)
    for name in (*HANDS, "Kay"):
        play.choose("person.situation", name, "work")
        play.choose("person.mind", name, "awake")
    return play.refused("give out a mission", clerk="Kay", m=mission(play, "escort"), leader="Aki") == ""


def test_MIS_17_rest_between_missions() -> None:
    """Two days after a return nobody calls on him; the interval is a parameter."""
    assert [called_on(days) for days in (0.5, 1.5, 2.5)] == [False, False, True]
    assert [called_on(days, "5 days") for days in (2.5, 5.5)] == [False, True]


def test_MIS_17_a_rival_waits_four_days() -> None:
    """Challenges resume after the pause, and not again so soon."""
    play = desk()
    play.put("rival_of", "Bea", 1, "Aki")
    play.put("person.back_at", "Aki", play.machine.now)
    play.live(3 * DAY)
    for name in ("Aki", "Bea"):
        play.choose("person.mind", name, "awake")
    assert play.refused("challenge", p="Bea", other="Aki") == "has left him in peace"
    assert play.refused("challenge", p="Cid", other="Aki") == "rivals"
    play.live(1.1 * DAY)
    for name in ("Aki", "Bea"):
        play.choose("person.mind", name, "awake")
    play.put("person.challenged_at", "Bea", NEVER)
    assert play.act("challenge", p="Bea", other="Aki")
    assert play.refused("challenge", p="Bea", other="Aki") == "not so soon again"


@pytest.mark.parametrize(("hour", "waits"), [(6.25, True), (10, False)])
def test_MIS_1_a_summons_lapses_when_there_was_time_to_come(hour: float, waits: bool) -> None:
    """On the next morning; what was said a quarter of an hour ago stands until the morning after."""
    play = desk(autonomy=False)
    m = mission(play, "errand")
    play.put("task.secret", "errand", 1)
    until(play, hour)
    play.put("person.place", "Aki", play.thing("desk room"))
    play.choose("person.situation", "Tam", "work")
    assert play.act("summon", chief="Tam", m=m, leader="Aki"), play.refused("summon", chief="Tam", m=m, leader="Aki")
    until(play, 7)
    assert play.get("person.summoned_by", "Aki") == (play.thing("Tam") if waits else 0)
    play.live(DAY)
    assert play.get("person.summoned_by", "Aki") == play.get("mission.led_by", m) == 0
