"""Letting go of the dead, of letters and of teams: each of these was held on to in a long run of the village."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .couples import pair
from .desks import desk, mission, out
from .offices import office, put, until
from .support import DAY, HOUR, MINUTE, NEVER, Play
from .test_figures_wall import ROLES, friend
from .test_ins_school import schooling
from .wards import ward

HELD_DEAD = "does not hold him to be dead"


def dies(play: Play, *names: str, certified: bool = False) -> None:
    """They die where they are, and nobody notices unless it is certified."""
    for name in names:
        put(play, name, alive=0, arrest=1, lying=1, mind="unconscious", life=0, certified=int(certified))


def holds_dead(play: Play, who: str, dead: str) -> None:
    """Somebody holds another, who is alive, to be dead."""
    play.machine.set_belief(play.thing(who), "person.alive", [play.thing(dead)], "known", 0)


def thinks_alive(play: Play, who: str, other: str) -> bool:
    """Whether somebody holds another to be alive."""
    return bool(play.machine.held(play.thing(who), "person.alive", [play.thing(other)]).value)


# Teams


@pytest.mark.parametrize("situation", ["home", "work", "leisure", "hospital"])
def test_whoever_has_left_his_team_sleeps_by_the_clock_again(situation: str) -> None:
    """Back in a town without a mission nobody is kept rested by a way that he is not on; whoever is on one is."""
    play = desk()
    m = mission(play, "escort")
    for who in ("Aki", "Bea", "Cid"):
        put(play, who, paced=1, situation=situation)
    put(play, "Cid", situation="mission")
    play.put("person.on_mission", "Bea", m)
    put(play, "Dov", place="hills", situation="leisure")
    play.machine.start(Directed("action/make the long way home", {"p": play.thing("Dov"), "to": play.thing("home")}))
    play.live(MINUTE)
    assert [play.get("person.paced", who) for who in ("Aki", "Bea", "Cid", "Dov")] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("state", "carried"),
    [
        ({}, False),
        ({"lying": 1}, True),
        ({"lying": 1, "mind": "asleep"}, False),
        ({"mobility": 0}, True),
        ({"lying": 1, "alive": 0}, False),
    ],
)
def test_whoever_goes_after_somebody_carries_only_one_who_cannot_walk(
    state: dict[str, float | str], carried: bool
) -> None:
    """Who stands or sleeps out there stays with his team; who lies there, or whom no leg bears, comes on the back."""
    play = desk()
    m = mission(play, "escort")
    out(play, m, "Bea", "Eva", "Fio")
    until(play, 21)
    play.put("mission.late", m, 1)
    put(play, "Aki", place="home", situation="home", mind="awake", lying=0)
    put(play, "Bea", mind="awake", lying=0)
    put(play, "Bea", **state)
    play.put("care", "Aki", 0.9, "Bea")
    assert play.act("go after", p="Aki", x="Bea"), play.refused("go after", p="Aki", x="Bea")
    assert (play.get("person.carried_by", "Bea") == play.thing("Aki")) is carried
    assert (play.get("person.on_mission", "Bea") == 0) is carried


@pytest.mark.parametrize("beside", [True, False])
def test_whoever_makes_his_own_way_home_brings_only_who_is_beside_him(beside: bool) -> None:
    """A burden that was taken elsewhere meanwhile stays there, and is a burden no more."""
    play = desk()
    put(play, "Aki", place="hills", situation="mission")
    put(play, "Bea", place="hills" if beside else "gate", situation="mission", lying=1, carried_by="Aki")
    assert play.act("make the own way home", p="Aki"), play.refused("make the own way home", p="Aki")
    assert play.get("person.place", "Aki") == play.thing("home")
    assert play.get("person.place", "Bea") == play.thing("clinic" if beside else "gate")
    assert play.word("person.situation", "Bea") == ("hospital" if beside else "mission")
    assert play.get("person.carried_by", "Bea") == 0


# The dead


@pytest.mark.parametrize("rule", ["death is certified", "burial"])
def test_the_dead_are_certified_and_buried_once_and_carried_no_further(rule: str) -> None:
    """From then on they are nobody's burden, who would bring them in and lay them out again."""
    play = desk()
    dies(play, "Bea")
    laid_out = rule == "death is certified"
    put(play, "Bea", place="clinic" if laid_out else "home", situation="hospital" if laid_out else "home")
    put(play, "Bea", carried_by="Aki", memorial_stone="market")
    play.counts()
    play.live(HOUR if laid_out else DAY)
    assert play.counts()[rule] == 1
    assert play.get("person.carried_by", "Bea") == 0
    put(play, "Aki", place="market", situation="mission")
    put(play, "Bea", place="market")
    assert play.act("make the own way home", p="Aki")
    play.live(2 * DAY)
    found = play.counts("Bea")
    assert (found.get("death is certified", 0), found.get("burial", 0)) == (0, 0)
    assert play.get("person.place", "Bea") == play.thing("market")


def test_healers_see_to_nobody_whose_death_is_certified() -> None:
    """Whom they do not know to be dead they see to; a body that lies in the house is no patient."""
    play = ward()
    put(play, "Nao", place="sickroom")
    dies(play, "Aki")
    assert play.refused("see to", healer="Nao", patient="Aki") == ""
    put(play, "Aki", certified=1)
    assert play.refused("see to", healer="Nao", patient="Aki") == "not known to be dead"


def test_nobody_keeps_near_whom_he_holds_to_be_dead() -> None:
    """What he believes counts, and not what is true."""
    play = office()
    until(play, 10)
    put(play, "Aki", situation="leisure", mind="awake", lying=0)
    play.put("care", "Aki", 0.9, "Ito")
    asked = {"p": "Aki", "x": "Ito"}
    assert play.refused("keep near", **asked) == ""
    holds_dead(play, "Aki", "Ito")
    assert play.refused("keep near", **asked) == HELD_DEAD


def test_nobody_writes_to_whom_he_holds_to_be_dead() -> None:
    """To whoever has died without his knowing he does write."""
    play = office()
    put(play, "Ren", place="haven", situation="away")
    play.put("care", "Aki", 0.9, "Ren")
    asked = {"p": "Aki", "reader": "Ren"}
    dies(play, "Ren", certified=True)
    assert play.refused("write a letter", **asked) == ""
    holds_dead(play, "Aki", "Ren")
    assert play.refused("write a letter", **asked) == HELD_DEAD


def test_no_friend_brings_somebody_together_with_whom_he_holds_to_be_dead() -> None:
    """He does not insist on a guest who will not come."""
    play = friend(410)
    assert play.refused("insist on both", **ROLES) == ""
    holds_dead(play, "Mio", "Aki")
    assert play.refused("insist on both", **ROLES) == HELD_DEAD


def test_nobody_counts_who_needs_the_dead() -> None:
    """The question whom he must not fail is asked of the living, every morning."""
    play = office()
    until(play, 8)
    play.counts()
    play.live(2 * HOUR)
    assert play.count("review the watch") == 1
    dies(play, "Ito", certified=True)
    play.live(DAY)
    assert play.count("review the watch") == 0


@pytest.mark.parametrize("rule", ["fear for the partner", "dread an absence"])
def test_the_dead_fear_for_nobody(rule: str) -> None:
    """Whose partner goes out when he is dead is not afraid, and reads nothing into an absence."""
    found = []
    for alive in (True, False):
        play = pair()
        fears = rule == "fear for the partner"
        if not fears:
            put(play, "Ren", situation="mission")
            play.live(HOUR)
        if not alive:
            dies(play, "Aki")
        put(play, "Ren", situation="mission")
        play.counts()
        play.live(HOUR if fears else 4 * DAY)
        found.append(play.count(rule) > 0)
    assert found == [True, False]


@pytest.mark.parametrize("certified", [True, False])
def test_nobody_sees_the_heart_stop_of_one_who_is_laid_out(certified: bool) -> None:
    """Whoever comes to a grave sees no heart stop there; before that he does, though it has stopped for long."""
    play = pair()
    put(play, "Aki", place="market")
    dies(play, "Ren", certified=certified)
    play.live(MINUTE)
    put(play, "Aki", place="home")
    play.counts()
    play.live(MINUTE)
    assert (play.count("sees a heart stop") > 0) is not certified


# Letters


def posted(**changed: str) -> Play:
    """Three letters to Ren, who is far away, are on their way from this moment on: two of Aki's and one of Mio's."""
    play = office(**changed)
    put(play, "Ren", place="haven", situation="away")
    for writer in ("Aki", "Aki", "Mio"):
        put(play, writer, wrote_at=NEVER)
        play.put("care", writer, 0.9, "Ren")
        assert play.act("write a letter", p=writer, reader="Ren")
    assert len(play.all("letter")) == 3
    play.counts()
    return play


@pytest.mark.parametrize("minutes", [1, 5, 20])
def test_KNW_11_all_letters_that_wait_are_read_one_after_the_other(minutes: int) -> None:
    """Whoever comes home after weeks reads all in an hour, each in its time, and not a letter for each way home."""
    play = posted(letter_read_in=f"{minutes} min")
    play.live(10 * DAY)
    assert play.count("letter arrives") == 0
    put(play, "Ren", place="home", situation="home", mind="awake")
    for left in (2, 1, 0):
        play.live(minutes * MINUTE - 1000)
        assert play.count("letter arrives") == 1
        assert len(play.all("letter")) == left
        play.live(1000)


@pytest.mark.parametrize("buried", [True, False])
def test_letters_to_the_buried_come_back(buried: bool) -> None:
    """After the way there and back, all of them; each tells its writer, and of one not buried nobody knows."""
    play = posted()
    dies(play, "Ren", certified=buried)
    play.live(5 * DAY)
    assert play.count("letter comes back") == 0
    assert thinks_alive(play, "Aki", "Ren")
    play.live(2 * DAY)
    assert play.count("letter comes back") == (3 if buried else 0)
    assert len(play.all("letter")) == (0 if buried else 3)
    assert thinks_alive(play, "Ito", "Ren")
    for writer in ("Aki", "Mio"):
        assert thinks_alive(play, writer, "Ren") is not buried


# The school


@pytest.mark.parametrize("pupils", [True, False])
def test_the_bell_calls_no_empty_class(pupils: bool) -> None:
    """It rings for those at lunch; where nobody is nothing is heard of it."""
    play = schooling()
    until(play, 12.5)
    while play.value("if no_lessons(s) then 1 else 0", s="school"):
        play.live(DAY)
    if pupils:
        put(play, "Kei", place="yard", situation="work")
    play.counts()
    play.live(HOUR)
    assert play.count("afternoon bell") == int(pupils)
