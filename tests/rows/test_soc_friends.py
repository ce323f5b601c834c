"""SOC-8: friends of both, and rivals who keep a calendar."""

from __future__ import annotations

import pytest

from .desks import desk
from .offices import put, until
from .support import DAY, NEVER, Play, shipped
from .test_figures_wall import ROLES, friend

GAI, KAKASHI = "Maito Gai", "Hatake Kakashi"


def test_SOC_8_a_friend_of_both_has_the_two_at_one_table_again() -> None:
    """After more than a year, and only if both belong to her circle: each is told the same place for one evening."""
    play = friend(410)
    assert play.act("insist on both", **ROLES)
    market = play.thing("market")
    for who in ("Ren", "Aki"):
        assert play.get("person.wanted_at", who) == market
        put(play, who, situation="home", place="home", mind="awake", lying=0, tiredness=0.1)
    until(play, 18.5)
    for who in ("Ren", "Aki"):
        put(play, who, situation="home", place="home", mind="awake", lying=0, tiredness=0.1)
        assert play.refused("come as told", p=who) == ""
        assert play.act("come as told", p=who)
    assert {play.get("person.place", who) for who in ("Ren", "Aki")} == {market}


@pytest.mark.parametrize("stranger", ["Aki", "Ren"])
def test_SOC_8_who_likes_one_alone_does_not_insist(stranger: str) -> None:
    """It takes both of them."""
    play = friend(410)
    play.put("care", "Mio", 0, stranger)
    assert play.refused("insist on both", **ROLES) == "friend of both"


@pytest.mark.parametrize(
    "change",
    [
        {}, {"post": "teacher"}, {"home": "office"}, {"standing": 0.0}, {"grief": 0.6}, {"dismissed": 1},
        {"grounded": 1}, {"self_regard": 0.1},
    ],
)
def test_SOC_8_a_rival_goes_by_his_calendar_whatever_else_changes(change: dict[str, str | float]) -> None:
    """Post, home, name and heart may be others; the contest is on, and both keep count."""
    play = desk()
    play.put("rival_of", "Bea", 1, "Aki")
    put(play, "Aki", **change)
    for number in (1, 2):
        put(play, "Bea", challenged_at=NEVER, situation="work", mind="awake", place="desk room")
        put(play, "Aki", mind="awake", place="desk room")
        assert play.act("challenge", p="Bea", other="Aki")
        assert [play.bond("contests", *two) for two in (("Bea", "Aki"), ("Aki", "Bea"))] == [number, number]
    assert play.bond("contests", "Bea", "Cid") == 0


def test_SOC_8_rivals_meet_by_the_calendar_in_a_free_village() -> None:
    """Whenever both are in town, with days between."""
    play = Play(shipped("leaf"), seed=3, autonomy=True)
    play.live(60 * DAY)
    assert play.bond("contests", GAI, KAKASHI) >= 3
    assert play.bond("contests", GAI, KAKASHI) == play.bond("contests", KAKASHI, GAI)
