"""Rows INS-1, INS-6, INS-11, INS-16 and PLC-8 as a village comes to them by itself: who asks for an order that keeps
somebody off, whether it can be kept, and where the bound one goes then."""

from __future__ import annotations

import pytest

from .desks import desk, mission, send
from .offices import office, put, until
from .support import HOUR, MINUTE, Play
from .test_ins_ward import borne, burns, warded
from .towns import far


def parted(rebuffs: int, grudge: float, **changed: str) -> Play:
    """Ren has left Aki, who has asked for a talk so many times and met stone; it is morning, and Ren is at home."""
    play = office(**changed)
    put(play, "Aki", left_by="Ren", separated=1, situation="leisure")
    put(play, "Ren", separated=1, situation="home")
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("parted_at", one, play.machine.now, other)
    play.put("care", "Aki", 0.9, "Ren")
    until(play, 10)
    play.put("grudge", "Ren", grudge, "Aki")
    for _ in range(rebuffs):
        put(play, "Aki", situation="leisure", mind="awake", lying=0)
        put(play, "Ren", mind="awake", lying=0)
        play.put("approached_at", "Aki", play.machine.now - 30 * HOUR, "Ren")
        assert play.act("ask for a talk", "meets stone", p="Aki", other="Ren")
    put(play, "Ren", mind="awake", situation="home", lying=0)
    play.put("grudge", "Ren", grudge, "Aki")
    return play


@pytest.mark.parametrize(("rebuffs", "grudge", "refused"), [
    (0, 0.5, "angry or hard pressed"), (0, 0.7, ""), (3, 0.0, "angry or hard pressed"), (3, 0.3, ""),
    (1, 0.3, "angry or hard pressed"),
])
def test_INS_6_a_ward_is_asked_for_by_whoever_is_pressed(rebuffs: int, grudge: float, refused: str) -> None:
    """Fury is enough; where there is less of it, talks asked for in vain make up what is wanting, one after another."""
    play = parted(rebuffs, grudge)
    assert play.refused("ask for a ward after the end", p="Ren", x="Aki", chief="Oda") == refused


def test_INS_6_how_much_it_takes_to_have_somebody_kept_off() -> None:
    """A world sets what each talk asked for in vain adds, and how much of it all it takes."""
    cases: list[tuple[dict[str, str], str]]
    cases = [({}, "angry or hard pressed"), ({"pressing": "20 %"}, ""), ({"kept_away_from": "40 %"}, "")]
    for changed, refused in cases:
        play = parted(2, 0.2, **changed)
        assert play.refused("ask for a ward after the end", p="Ren", x="Aki", chief="Oda") == refused, changed


@pytest.mark.parametrize(("home", "granted"), [("at 500 m", True), ("at 201 m", True), ("at 199 m", False)])
def test_INS_6_no_ward_is_granted_that_nobody_could_keep(home: str, granted: bool) -> None:
    """Two who live within its radius would never be free of it; such a petition is refused."""
    play = parted(0, 0.9)
    put(play, "Ren", home=home)
    put(play, "Aki", home="market")
    assert play.act("ask for a ward after the end", p="Ren", x="Aki", chief="Oda")
    (m,) = play.all("petition")
    for support in (0, 0.9):
        play.put("petition.support", m, support)
        assert (play.value("merit(m)", m=m) > 0) == granted, "whoever pleads for it"


def test_INS_11_nobody_pleads_for_what_would_keep_himself_off() -> None:
    """A friend may speak for a petition for a ward; the one whom it is to keep off does not."""
    play = parted(0, 0.9)
    assert play.act("ask for a ward after the end", p="Ren", x="Aki", chief="Oda")
    (m,) = play.all("petition")
    until(play, 12)
    for friend in ("Aki", "Mio"):
        play.put("care", friend, 0.9, "Ren")
        put(play, friend, situation="home", mind="awake", lying=0)
    put(play, "Oda", mind="awake")
    refused = {
        friend: play.refused("speak for a petition", p=friend, x="Ren", m=m, chief="Oda") for friend in ("Aki", "Mio")
    }
    assert refused == {"Aki": "not the one to be kept off", "Mio": ""}


@pytest.mark.parametrize(("wide", "far", "km"), [(0, "3 km", 0.0), (1, "3 km", 3.0), (1, "150 m", 0.15)])
def test_INS_6_two_in_one_stretch_of_country_are_not_near_each_other(wide: int, far: str, km: float) -> None:
    """A ward does not burn because both are somewhere in one country; in one street it does."""
    play = warded(far_and_wide=far)
    play.put("place.wide", "haven", wide)
    put(play, "Aki", place="haven")
    put(play, "Ren", place="haven")
    play.live(0)
    assert play.value("apart(place(a), place(b)) / 1 km", a="Aki", b="Ren") == km
    assert bool(burns(play)) == (km < 0.2)


def test_PLC_7_nobody_comes_upon_somebody_by_being_in_one_country() -> None:
    """Two who shun each other meet in one street, and not because both are somewhere abroad."""
    met = {}
    for wide in (0, 1):
        play = office()
        play.put("place.wide", "haven", wide)
        put(play, "Aki", place="market")
        play.put("shuns", "Aki", 1, "Ren")
        play.live(MINUTE)
        play.counts()
        put(play, "Aki", place="haven", mind="awake")
        put(play, "Ren", place="haven")
        play.live(MINUTE)
        met[wide] = play.counts().get("come upon somebody shunned", 0)
    assert met == {0: 1, 1: 0}


def test_INS_16_whoever_must_not_come_to_his_work_asks_to_be_moved() -> None:
    """A bound one with a post stays, unless the other works or lives where he would have to go."""
    refused = {}
    for where in ("desk", "clinic"):
        play = borne(warded())
        put(play, "Ren", workplace="clinic", place="home")
        put(play, "Aki", post="clerk", workplace=where, situation="home", place="at 500 m")
        play.live(0)
        refused[where] = play.refused("ask for a transfer", p="Aki", chief="Oda")
    assert refused == {"desk": "no work outside", "clinic": ""}


def test_INS_6_a_team_is_not_made_of_two_whom_a_ward_keeps_apart() -> None:
    """A leader takes along whoever is free and fit, but not the one between whom and him there is a ward."""
    for bound, protected in (("Aki", "Bea"), ("Bea", "Aki")):
        play = desk()
        send(play, mission(play, "escort"), "Aki")
        mates = ("Bea", "Cid")
        assert [play.refused("take along", leader="Aki", mate=mate) for mate in mates] == ["", ""]
        assert play.act("lay the ward", chief="Tam", x=bound, protected=protected)
        for who in ("Aki", "Bea"):
            put(play, who, situation="work", place="desk room", steadiness=1, mind="awake")
        refused = [play.refused("take along", leader="Aki", mate=mate) for mate in mates]
        assert refused == ["no ward between them", ""]


@pytest.mark.parametrize(("bound", "protected"), [("Aki", "Nao"), ("Nao", "Aki")])
def test_INS_6_nobody_moves_to_where_the_one_lives_whom_a_ward_keeps_off(bound: str, protected: str) -> None:
    """Whoever moves away for peace does not choose the town of the other, whichever of the two is bound."""
    play = far(90)
    play.put("person.crossed_at", "Aki", play.machine.now)
    assert play.refused("move away to", p="Aki", to="coast") == ""
    play.choose("person.post", "Nao", "chief")
    assert play.act("lay the ward", chief="Nao", x=bound, protected=protected)
    assert play.refused("move away to", p="Aki", to="coast") == ""
    put(play, "Nao", home="coast")
    play.put("avoidance.whom", play.thing("keeping"), 0)
    assert play.refused("move away to", p="Aki", to="coast") == "no ward in the way"


def test_PLC_8_nobody_moves_to_where_the_one_lives_whom_he_avoids() -> None:
    """It would be the same there as here."""
    play = far(90)
    play.put("person.crossed_at", "Aki", play.machine.now)
    put(play, "Nao", home="coast")
    assert play.refused("move away to", p="Aki", to="coast") == "nobody there to avoid"


def test_INS_1_the_chief_is_called_out_of_bed() -> None:
    """A heart that stops at night brings her from home, awake and on duty; who is out of town is not called."""
    play = office()
    put(play, "Ren", bed="sickroom", place="sickroom", situation="hospital", lying=1, drained=1, arrest=1)
    put(play, "Nao", place="sickroom", situation="work", mind="awake")
    put(play, "Oda", place="haven", situation="home", mind="asleep", lying=1)
    asked = {"nurse": "Nao", "patient": "Ren", "chief": "Oda"}
    assert play.refused("call the chief", **asked) == "in the same town"
    put(play, "Oda", place="home", situation="home", mind="asleep", lying=1)
    put(play, "Ren", certified=1)
    assert play.refused("call the chief", **asked) == "not known to be dead"
    put(play, "Ren", certified=0)
    assert play.act("call the chief", **asked)
    assert (play.word("person.mind", "Oda"), play.get("person.lying", "Oda")) == ("awake", 0)
    assert play.act("come when called", chief="Oda", patient="Ren")
    assert play.word("person.situation", "Oda") == "work"
    assert play.get("person.place", "Oda") == play.thing("sickroom")
