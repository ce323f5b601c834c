"""Rows INS-13, INS-14 and INS-18: the school's year and day, substitutes, and training away from home."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed
from tests.rows.offices import TOWN, lived, office, put, until
from tests.rows.support import DAY, HOUR, Play, shipped, town

TERM = 112 - 91
"""Days from the town's first day, a Thursday, to its spring term."""


def schooling(seed: int = 1, day: float = TERM + 4, autonomy: bool = False, **changed: str) -> Play:
    """Mio teaches Kei's class at the school; Ren, whom nobody fears, and Ito, whom all fear, can cover for her."""
    play = office(seed, **changed)
    put(play, "Mio", post="teacher", workplace="school")
    play.put("class.class_teacher", "the class", play.thing("Mio"))
    put(play, "Kei", post="pupil", workplace="school")
    play.put("teaches", "Mio", 1, "Kei")
    put(play, "Ren", covers="the class", fearsome=0.1)
    put(play, "Ito", covers="the class", fearsome=0.9, mobility=1, lying=0)
    play.put("wound.permanent", "the stump", 0)
    if day:
        play.live(day * DAY)
    play.counts()
    play.machine.autonomy = autonomy
    return play


def lessons_fall_out(play: Play) -> bool:
    """Whether there is no school today."""
    return bool(play.value("if no_lessons(s) then 1 else 0", s="school"))


def gone(play: Play) -> None:
    """The teacher is far away from now on."""
    put(play, "Mio", place="haven", situation="away")


def mornings(play: Play, who: str, count: int) -> list[float]:
    """The order of the class after each of some mornings with somebody, or nobody, in front of it."""
    found = []
    for _ in range(count):
        until(play, 11)
        while lessons_fall_out(play):
            play.live(DAY)
        put(play, "Kei", place="school", situation="work")
        for name in ("Ren", "Ito"):
            put(play, name, place="school" if name == who else "home")
        play.put("class.substitute", "the class", play.thing(who) if who in ("Ren", "Ito") else 0)
        put(play, "Mio", place="school" if who == "Mio" else "haven")
        play.live(HOUR)
        found.append(float(play.get("class.order", "the class")))
        play.live(12 * HOUR)
    return found


def test_INS_13_the_calendar_says_who_teaches() -> None:
    """In the holidays and at week-ends neither teacher nor pupils go to school; in term they do, of themselves."""
    shares = {}
    for name, day in (("holidays", 0.0), ("term", TERM + 4.0)):
        play = schooling(day=day, autonomy=True)
        seen = 0
        for _ in range(7):
            until(play, 10)
            if int(play.get("person.place", "Mio")) == play.thing("school"):
                seen += 1
        shares[name] = seen
    assert shares["holidays"] == 0
    assert 4 <= shares["term"] <= 5
    leaf = shipped("leaf")
    play = Play(leaf)
    days = []
    for _ in range(37):
        days.append(bool(play.value("if in_term(s) then 1 else 0", s="classroom")))
        play.live(10 * DAY)
    assert 0.55 < sum(days) / len(days) < 0.85
    summer = days[12:15]
    assert not any(summer), "the long holidays are in summer"


def test_INS_13_a_private_scene_has_to_fit_into_lunch() -> None:
    """During lessons there are witnesses in the room; the bell takes them out at noon and brings them back at one."""
    play = schooling()
    until(play, 8)
    while lessons_fall_out(play):
        play.live(DAY)
    put(play, "Mio", place="school", situation="work")
    put(play, "Kei", place="school", situation="work")
    witnesses = {}
    for hour in (9, 11.9, 12.1, 12.9, 13.1):
        until(play, hour)
        witnesses[hour] = play.value("count(q in people(s) where post(q) is pupil)", s="school")
    assert witnesses == {9: 1, 11.9: 1, 12.1: 0, 12.9: 0, 13.1: 1}
    idle = schooling(day=3)
    put(idle, "Kei", place="school", situation="work")
    until(idle, 12.5)
    assert idle.value("count(q in people(s) where post(q) is pupil)", s="school") == 1, "no bell in the holidays"


def test_INS_13_papers_parents_and_lectures() -> None:
    """After lessons papers are graded, in term only; pupils' parents come on Fridays."""
    play = schooling(autonomy=True)
    play.put("kin", "Kei", 1, "Ren")
    put(play, "Ren", covers="the class", situation="home")
    term = lived(play, 14)
    assert term.get("grade papers", 0) >= 6
    assert term.get("teach", 0) >= 6
    holidays = lived(schooling(day=0, autonomy=True), 14)
    assert holidays.get("grade papers", 0) == 0
    play = schooling()
    play.put("kin", "Kei", 1, "Ren")
    came = []
    for _ in range(7):
        until(play, 13)
        put(play, "Mio", place="school", situation="work")
        put(play, "Kei", place="school", situation="work")
        put(play, "Ren", situation="home", mind="awake")
        before = float(play.bond("closeness", "Mio", "Ren"))
        play.live(HOUR)
        came.append((play.counts("Kei").get("parents come", 0), play.bond("closeness", "Mio", "Ren") > before + 0.03))
    assert sorted(came) == [(0, False)] * 6 + [(1, True)]


def test_INS_14_ordinary_substitutes_wear_out_and_fear_calms() -> None:
    """Order falls with an ordinary substitute, faster with nobody; a feared one restores it, at comfort's cost."""
    ordinary, nobody = mornings(schooling(), "Ren", 5), mornings(schooling(), "", 5)
    assert ordinary[-1] < 0.4
    assert nobody[-1] < ordinary[-1]
    play = schooling()
    mornings(play, "Ren", 5)
    comfort = float(play.get("class.comfort", "the class"))
    before = float(play.get("class.order", "the class"))
    assert mornings(play, "Ito", 1)[-1] > before + 0.4
    assert play.get("class.comfort", "the class") < comfort - 0.2
    mornings(play, "Ito", 1)
    calm = mornings(play, "Ren", 3)
    assert calm[-1] >= calm[0], "they obey anybody after that"
    low = float(play.get("class.comfort", "the class"))
    assert mornings(play, "Mio", 1)[-1] > 0.6
    assert play.get("class.comfort", "the class") > low + 0.1
    mornings(play, "Mio", 8)
    assert play.get("class.comfort", "the class") > 0.6, "the familiar teacher restores both"
    assert mornings(play, "Ren", 2)[-1] < 0.7, "and with the fear the awe of others goes"


def glad(who: str, after: int = 1, **changed: str) -> list[bool]:
    """Whether a pupil is glad on the first mornings with her own teacher, after some with somebody else."""
    play = schooling(**changed)
    mornings(play, "Mio", 1)
    mornings(play, who, after)
    found = []
    for _ in range(2):
        until(play, 11)
        while lessons_fall_out(play):
            play.live(DAY)
        put(play, "Kei", place="school", situation="work", joy=0.2)
        for name in ("Mio", "Ren", "Ito"):
            put(play, name, place="school" if name == "Mio" else "home")
        before = float(play.bond("care", "Kei", "Mio"))
        play.live(HOUR)
        dearer = play.bond("care", "Kei", "Mio") > before + 0.01
        assert dearer is (float(play.get("person.joy", "Kei")) > 0.22)
        found.append(dearer)
        play.live(12 * HOUR)
    return found


def test_INS_14_glad_to_have_him_back() -> None:
    """After one whom they feared pupils are glad to see their own teacher, on that day; after others it is a day."""
    assert glad("Ito") == [True, False]
    assert glad("Ren") == [False, False]
    assert glad("Ren", 4) == [False, False], "whatever has become of order"
    assert glad("Mio") == [False, False]


@pytest.mark.parametrize(("joy", "least", "most"), [("25 %", 0.3, 0.5), ("50 %", 0.5, 0.8)])
def test_INS_14_how_glad_they_are(joy: str, least: float, most: float) -> None:
    """The world says how much joy it is."""
    play = schooling(glad_of_return=joy)
    mornings(play, "Ito", 1)
    until(play, 11)
    while lessons_fall_out(play):
        play.live(DAY)
    put(play, "Kei", place="school", situation="work", joy=0.2)
    put(play, "Mio", place="school")
    play.live(HOUR)
    assert least < float(play.get("person.joy", "Kei")) < most


def test_INS_14_cover_is_arranged_of_itself() -> None:
    """While the teacher is there nobody stands in; when she is away an ordinary one does; the feared one comes last."""
    for away, order, expected in ((False, 0.8, ""), (True, 0.8, "Ren"), (True, 0.1, "Ito")):
        play = schooling()
        until(play, 5)
        while lessons_fall_out(play):
            play.live(DAY)
        play.put("class.order", "the class", order)
        if away:
            gone(play)
        for name in ("Ren", "Ito"):
            put(play, name, situation="home", mind="awake", tiredness=0.1)
        play.machine.autonomy = True
        until(play, 11)
        found = play.get("class.substitute", "the class")
        assert int(found) == (play.thing(expected) if expected else 0), (away, order)


@pytest.mark.parametrize(("keeps", "missed_from", "hour", "comes"), [
    ("pain", "8.5 h", 11, True), ("fever", "8.5 h", 11, True), ("", "8.5 h", 11, False),
    ("pain", "8.5 h", 8, False), ("pain", "6.5 h", 8, True), ("pain", "10.5 h", 10.4, False),
])
def test_INS_14_a_teacher_ill_at_home_is_missed(keeps: str, missed_from: str, hour: float, comes: bool) -> None:
    """Somebody stands in for whoever has not come to school, from a certain hour on, of himself."""
    play = schooling(missed_from=missed_from)
    until(play, 5)
    while lessons_fall_out(play):
        play.live(DAY)
    play.put("class.order", "the class", 0.8)
    for name in ("Ren", "Ito", "Mio", "Kei"):
        put(play, name, place="home", situation="home", mind="awake", tiredness=0.1)
    play.machine.autonomy = True
    for _ in range(round((hour - 5) * 10)):
        if keeps:
            put(play, "Mio", **{keeps: {"pain": 0.4, "fever": 1}[keeps]})
        play.live(HOUR / 10)
    assert int(play.get("person.place", "Mio")) == play.thing("home" if keeps else "school")
    assert int(play.get("class.substitute", "the class")) == (play.thing("Ren") if comes else 0)


@pytest.mark.parametrize(("order", "who"), [(0.8, "Ren"), (0.1, "Ito")])
def test_INS_14_cover_is_sent_for(order: float, who: str) -> None:
    """Whoever's turn it is leaves what he is about as soon as the teacher is missed, and goes there."""
    play = schooling()
    until(play, 8.4)
    while lessons_fall_out(play):
        play.live(DAY)
    play.put("class.order", "the class", order)
    put(play, "Mio", pain=0.4, place="home", situation="home", mind="awake")
    for name in ("Ren", "Ito"):
        put(play, name, post="guard", place="market", situation="work", mind="awake", tiredness=0.1)
        play.machine.start(Directed("action/keep watch", {"p": play.thing(name)}))
    play.machine.autonomy = True
    for _ in range(12):
        put(play, "Mio", pain=0.4)
        play.live(HOUR / 10)
    assert int(play.get("class.substitute", "the class")) == play.thing(who)
    assert int(play.get("person.place", who)) == play.thing("school")


@pytest.mark.parametrize(("mio", "ren", "whose"), [
    ({}, {}, "Mio"),
    ({"post": "no_post", "workplace": 0}, {}, "Ren"),
    ({"workplace": "clinic"}, {}, "Ren"),
    ({"alive": 0}, {}, "Ren"),
    ({"place": "haven", "situation": "away"}, {}, "Mio"),
    ({"post": "no_post"}, {"post": "no_post"}, "Mio"),
    ({"post": "no_post"}, {"workplace": "clinic"}, "Mio"),
    ({"post": "no_post"}, {"alive": 0}, "Mio"),
])
def test_INS_14_another_teacher_takes_the_class(
    mio: dict[str, str | float], ren: dict[str, str | float], whose: str
) -> None:
    """Not for as long as its own is away, but when she serves there no more and somebody else does."""
    play = schooling()
    put(play, "Mio", **mio)
    put(play, "Ren", **({"post": "teacher", "workplace": "school"} | ren))
    play.live(DAY)
    assert int(play.get("class.class_teacher", "the class")) == play.thing(whose)


def test_INS_14_nobody_takes_a_second_class() -> None:
    """A class without a teacher waits for somebody who has none."""
    play = Play(town(TOWN + "  other class: {is: class, room: school, yard: yard}\n"))
    play.put("class.class_teacher", "the class", play.thing("Mio"))
    found = []
    for name in ("Mio", "Ren"):
        put(play, name, post="teacher", workplace="school")
        play.live(2 * DAY)
        found.append([int(play.get("class.class_teacher", c)) for c in ("the class", "other class")])
    assert found == [[play.thing("Mio"), 0], [play.thing("Mio"), play.thing("Ren")]]


def test_INS_14_it_is_hers_no_more_when_she_is_back() -> None:
    """Whoever has taken the class over keeps it when the one before serves there again."""
    play = schooling()
    put(play, "Ren", post="teacher", workplace="school")
    put(play, "Mio", post="no_post", workplace=0)
    play.live(DAY)
    assert int(play.get("class.class_teacher", "the class")) == play.thing("Ren")
    put(play, "Mio", post="teacher", workplace="school")
    play.live(3 * DAY)
    assert int(play.get("class.class_teacher", "the class")) == play.thing("Ren"), "she begins anew"
    assert play.count("takes over the class") == 1


def trained(news: bool = True, autonomy: bool = False, days: float = 30, **changed: str) -> Play:
    """Aki trains with Mio in another town, for a year by plan; Ito, who is like family, has lost a leg."""
    play = office(**changed)
    put(play, "Aki", apprenticed_to="Mio", situation="away", place="haven", skill=0.3)
    put(play, "Aki", training_until=play.machine.now + 360 * DAY)
    put(play, "Mio", situation="away", place="haven")
    put(play, "Ito", admitted_at=play.machine.now, mobility=0.4)
    play.put("care", "Aki", 0.9 if news else 0.2, "Ito")
    play.counts()
    play.machine.autonomy = autonomy
    play.live(days * DAY)
    return play


def test_INS_18_an_apprentice_breaks_off_for_family_like_need() -> None:
    """News of a grave hurt brings him home early, if it is like family, and as soon as word can have travelled."""
    there, home = [], []
    for news, travels, days in ((True, "10 days", 20), (True, "40 days", 20), (False, "10 days", 20)):
        play = trained(news, True, days, word_travels=travels)
        home.append(int(play.get("person.place", "Aki")) != play.thing("haven"))
        there.append(bool(play.get("person.broke_off", "Aki")))
    assert there == [True, False, False]
    assert home == [True, False, False]


def test_INS_18_it_costs_the_apprentice_and_the_master_follows() -> None:
    """At home he learns less until the master comes, too, after a time; by plan the training ends by itself."""
    gains = {}
    for leaves in (False, True):
        play = trained(leaves, False, 30, word_travels="1 day", master_follows="20 days")
        if leaves:
            put(play, "Aki", mind="awake")
            assert play.act("break off the training", a="Aki", p="Ito")
            assert play.bond("grudge", "Mio", "Aki") > 0.1
            assert play.refused("follow the apprentice", master="Mio", a="Aki") == "some time ago"
        began = float(play.get("person.skill", "Aki"))
        play.live(28 * DAY)
        gains[leaves] = float(play.get("person.skill", "Aki")) - began
    assert gains[True] < gains[False] / 2
    assert play.act("follow the apprentice", master="Mio", a="Aki")
    began = float(play.get("person.skill", "Aki"))
    put(play, "Aki", place="home")
    play.live(28 * DAY)
    assert float(play.get("person.skill", "Aki")) - began > gains[False] * 0.9
    assert play.get("person.apprenticed_to", "Aki")
    put(play, "Aki", training_until=play.machine.now)
    play.live(2 * DAY)
    assert not play.get("person.apprenticed_to", "Aki")
    free = trained(True, True, 30, word_travels="5 days", master_follows="15 days")
    assert free.word("person.situation", "Mio") != "away", "of himself"


def leaving(years: str = "60 days", autonomy: bool = True, **changed: str) -> Play:
    """Young Aki looks up to old Mio, who can do far more, likes Aki, and has no post; Aki has a friend in the haven."""
    play = office(apprentice_years=years, **changed)
    put(play, "Aki", age=16, skill=0.2)
    put(play, "Mio", skill=0.9)
    for one, other in (("Aki", "Mio"), ("Mio", "Aki")):
        play.put("care", one, 0.6, other)
    play.counts()
    play.machine.autonomy = autonomy
    return play


def test_INS_18_the_young_go_away_with_a_master_of_themselves() -> None:
    """To somebody far more skilled who likes them; not when grown, nor with a post to keep; in vain if disliked."""
    left = {}
    for name, change in (
        ("young", {}), ("grown", {"age": 25}), ("a clerk", {"post": "clerk"}), ("knows as much", {"skill": 0.7}),
        ("master serves", {}),
    ):
        play = leaving()
        put(play, "Aki", **change)
        if name == "master serves":
            put(play, "Mio", post="field", workplace="desk")
        play.live(3 * DAY)
        left[name] = bool(play.get("person.apprenticed_to", "Aki"))
    assert left == {"young": True, "grown": False, "a clerk": False, "knows as much": False, "master serves": False}
    asks = {"p": "Aki", "master": "Mio", "to": "haven"}
    for changed, of_16, of_25 in (
        ({"apprentice_until": "30"}, "", ""), ({"master_ahead": "60 %"}, "far more skilled", "young enough")
    ):
        play = leaving(autonomy=False, **changed)
        put(play, "Aki", skill=0.5)
        for age, why in ((16, of_16), (25, of_25)):
            put(play, "Aki", age=age)
            assert play.refused("leave to train", **asks) == why
    for mastery, why in (("85 %", ""), ("95 %", "a master")):
        assert leaving(autonomy=False, mastery=mastery).refused("leave to train", **asks) == why
    found = {}
    for wait in ("100 days", "5 days"):
        play = leaving(asks_for_master=wait)
        play.put("care", "Mio", 0, "Aki")
        play.live(14 * DAY)
        assert not play.get("person.apprenticed_to", "Aki")
        found[wait] = play.counts().get("leave to train", 0)
    assert 0 < found["100 days"] < found["5 days"] / 2


def test_INS_18_both_come_home_when_it_is_over() -> None:
    """Neither is left in the other town, be it that the time is up or that one of them has died."""
    for ends in ("time", "death"):
        play = leaving("60 days" if ends == "time" else "900 days")
        play.live(20 * DAY)
        for who in ("Aki", "Mio"):
            assert int(play.get("person.place", who)) == play.thing("haven")
            assert play.word("person.situation", who) == "away"
        if ends == "death":
            put(play, "Mio", failing=1, arrest=1, life=0)
        play.live(45 * DAY)
        assert not play.get("person.apprenticed_to", "Aki")
        for who in ("Aki", "Mio") if ends == "time" else ("Aki",):
            until(play, 23)
            assert int(play.get("person.place", who)) == play.thing("home")
            assert play.word("person.situation", who) == "home"
            assert not play.get("person.paced", who)


def test_INS_18_letters_find_the_apprentice_where_he_trains() -> None:
    """Years of them do not lie at home until he is back; who is out there without living there is not found."""
    for lives_there in (True, False):
        play = leaving("60 days")
        play.live(5 * DAY)
        assert int(play.get("person.place", "Aki")) == play.thing("haven")
        if not lives_there:
            put(play, "Aki", mail_goes_to=0)
        play.put("care", "Ren", 0.9, "Aki")
        play.live(30 * DAY)
        found = play.counts()
        assert found["write a letter"] >= 2
        assert bool(found.get("letter arrives")) is lives_there
    play = leaving("60 days")
    play.live(80 * DAY)
    assert not any(play.get("person.mail_goes_to", who) for who in ("Aki", "Mio"))


def test_INS_18_a_master_who_has_followed_is_at_home_there() -> None:
    """He lives his own life again, and the lessons go on; one who has another pupil out there stays with that one."""
    play = leaving("900 days")
    play.live(5 * DAY)
    play.machine.autonomy = False
    play.put("heard_of_hurt", "Aki", 1, "Ito")
    put(play, "Aki", mind="awake")
    assert play.act("break off the training", a="Aki", p="Ito")
    play.live(40 * DAY)
    assert play.act("follow the apprentice", master="Mio", a="Aki")
    assert play.word("person.situation", "Mio") == "home"
    assert not play.get("person.paced", "Mio")
    assert play.get("person.apprenticed_to", "Aki") == play.thing("Mio")
    for pupils, place in ((1, "home"), (2, "haven")):
        play = leaving("10 days", autonomy=False)
        until(play, 8)
        assert play.act("leave to train", p="Aki", master="Mio", to="haven")
        if pupils == 2:
            put(play, "Kei", apprenticed_to="Mio", training_until=play.machine.now + 300 * DAY)
        play.machine.autonomy = True
        play.live(20 * DAY)
        until(play, 23)
        assert int(play.get("person.place", "Mio")) == play.thing(place)
