"""REL-23: the last question of two who parted, and the truth that is told or stays unspoken."""

from __future__ import annotations

from typing import Any

import pytest

from .couples import pair
from .desks import holds
from .offices import put
from .support import DAY, NEVER, Play

ASK = "ask about being happy"
ROLES = {"p": "Aki", "other": "Ren"}


def later(days: float = 300, frank: tuple[float, float] = (0.6, 0.6), wall: float = 0, **changed: Any) -> Play:
    """Aki, who left Ren so many days ago, meets Ren again, whose heart is broken as on the first day."""
    play = pair(together=False, **changed)
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("parted_at", one, play.machine.now - days * DAY, other)
        play.put("shuns", one, 1, other)
        put(play, one, separated=1, place="market", situation="leisure", mind="awake")
    put(play, "Ren", left_by="Aki", heartbreak=0.8, wall=wall, keeps_face=1)
    put(play, "Aki", heartbreak=0.3)
    for who, share in zip(("Aki", "Ren"), frank, strict=True):
        put(play, who, frankness=share)
    return play


def knows(play: Play, who: str, of: str) -> bool:
    """Whether somebody knows that another is fond of him."""
    return holds(play, "takes_for_fond(p, x)", p=who, x=of)


def believed(play: Play, who: str, of: str) -> float:
    """How broken somebody takes another's heart to be."""
    return play.value("belief(p, heartbreak(x))", p=who, x=of)


def test_REL_23_if_both_tell_the_truth_they_talk_again() -> None:
    """Each knows of the other's love and hurt; hearts mend, walls come down, and nothing keeps them apart."""
    play = later(wall=0.1)
    put(play, "Ren", turned_to_stone=1)
    put(play, "Aki", turned_to_stone=1, wall=0.2)
    before = [float(play.bond("closeness", *two)) for two in (("Aki", "Ren"), ("Ren", "Aki"))]
    assert play.act(ASK, **ROLES), play.refused(ASK, **ROLES)
    assert knows(play, "Aki", "Ren")
    assert knows(play, "Ren", "Aki")
    assert (believed(play, "Aki", "Ren"), believed(play, "Ren", "Aki")) == pytest.approx((0.55, 0.05))
    assert (play.bond("talks", "Aki", "Ren"), play.bond("talks", "Ren", "Aki")) == (1, 1)
    assert float(play.get("person.heartbreak", "Ren")) == pytest.approx(0.55)
    assert float(play.get("person.heartbreak", "Aki")) == pytest.approx(0.05)
    assert (play.get("person.wall", "Ren"), play.get("person.wall", "Aki")) == (0, 0)
    assert (play.get("person.turned_to_stone", "Ren"), play.get("person.turned_to_stone", "Aki")) == (0, 0)
    assert not play.bond("shuns", "Aki", "Ren")
    assert not play.bond("shuns", "Ren", "Aki")
    after = [float(play.bond("closeness", *two)) for two in (("Aki", "Ren"), ("Ren", "Aki"))]
    assert after == pytest.approx([each + 0.1 for each in before], abs=0.01)
    assert (play.bond("rebuffs", "Aki", "Ren"), play.bond("rebuffs", "Ren", "Aki")) == (0, 0)
    assert play.refused("ask for a talk", **ROLES) == "", "which was not the last word"


@pytest.mark.parametrize("frank", [(0.6, 0.3), (0.3, 0.6), (0.3, 0.3)])
def test_REL_23_if_either_conceals_it_is_stone(frank: tuple[float, float]) -> None:
    """Each takes what he is told for the truth, and asks no more; the love is as it was, and nobody knows of it."""
    play = later(frank=frank, wall=0.1)
    put(play, "Aki", wall=0.2)
    assert play.act(ASK, **ROLES)
    told = [0.3 if frank[0] > 0.5 else 0, 0.8 if frank[1] > 0.5 else 0]
    assert [believed(play, "Ren", "Aki"), believed(play, "Aki", "Ren")] == pytest.approx(told)
    assert not knows(play, "Aki", "Ren")
    assert not knows(play, "Ren", "Aki")
    assert (play.bond("talks", "Aki", "Ren"), play.bond("talks", "Ren", "Aki")) == (0, 0)
    assert float(play.get("person.heartbreak", "Ren")) == pytest.approx(0.8)
    assert play.bond("care", "Ren", "Aki") == pytest.approx(0.9)
    assert (play.get("person.turned_to_stone", "Ren"), play.get("person.turned_to_stone", "Aki")) == (0, 1)
    assert play.bond("shuns", "Ren", "Aki")
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        assert play.refused("ask for a talk", p=one, other=other) == "has not given up"
        assert play.refused(ASK, p=one, other=other) == "never asked since"
    play = later(frank=frank, wall=0.3)
    assert play.act(ASK, p="Ren", other="Aki")
    assert play.get("person.turned_to_stone", "Ren")
    assert not play.get("person.turned_to_stone", "Aki"), "there is no wall"


@pytest.mark.parametrize(
    ("changed", "state", "frank", "true"),
    [
        ({}, {}, 0.5, True),
        ({}, {}, 0.4, False),
        ({"discloses_from": "30 %"}, {}, 0.4, True),
        ({}, {"wall": 0.5}, 0.6, False),
        ({"wall_hides": "10 %"}, {"wall": 0.5}, 0.6, True),
        ({}, {"sure": 1}, 0.3, True),
        ({"disclosure_opens": "10 %"}, {"sure": 1}, 0.3, False),
        ({}, {"care": 0.3}, 0.9, False),
    ],
)
def test_REL_23_who_tells_the_truth(changed: dict[str, str], state: dict[str, float], frank: float, true: bool) -> None:
    """By frankness, less what the wall hides; to be sure of the other helps; without love there is nothing to tell."""
    play = later(frank=(0.9, frank), wall=state.get("wall", 0), **changed)
    if "sure" in state:
        who = [play.thing("Aki"), play.thing("Ren")]
        play.machine.set_belief(play.thing("Ren"), "person>person.care", who, "known", 0.9)
    play.put("care", "Ren", state.get("care", 0.9), "Aki")
    assert holds(play, "discloses(p, x)", p="Ren", x="Aki") is true
    assert play.act(ASK, **ROLES)
    assert bool(play.bond("talks", "Ren", "Aki")) is true


def test_REL_23_when_it_is_asked() -> None:
    """Long after the end, of one whom he has not talked with since, and whom he wants to be happy."""
    assert later().refused(ASK, **ROLES) == ""
    assert later(days=150).refused(ASK, **ROLES) == "long after it"
    assert later(days=150, asks_if_happy_after="100 days").refused(ASK, **ROLES) == ""
    play = later()
    assert play.urge(ASK, **ROLES) == pytest.approx(2.0)
    for attr, who, value, refusal in (
        ("separated", "Aki", 0, "has parted from somebody"),
        ("situation", "Aki", "work", "free to"),
        ("place", "Ren", "home", "there"),
        ("left_by", "Ren", 0, "they parted"),
        ("mind", "Ren", "asleep", "awake"),
    ):
        again = play.again(1)
        put(again, who, **{attr: value})
        assert again.refused(ASK, **ROLES) == refusal
    for bond, value, refusal in (
        ("care", 0.3, "wants him to be happy"),
        ("talks", 1, "not talked since"),
        ("asked_if_happy_at", play.machine.now - DAY, "never asked since"),
        ("asked_if_happy_at", play.machine.now - 400 * DAY, ""),
        ("asked_if_happy_at", NEVER, ""),
    ):
        again = play.again(1)
        again.put(bond, "Aki", value, "Ren")
        assert again.refused(ASK, **ROLES) == refusal


def test_REL_23_left_to_themselves_it_is_asked_once() -> None:
    """After a year, when they meet at the market, and not again, if it stayed unspoken."""
    play = later(frank=(0, 0), wall=0.3, separation_regime="0")
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("rebuffs", one, 3, other)
    play.machine.autonomy = True
    play.counts()
    for _ in range(10):
        for who in ("Aki", "Ren"):
            put(play, who, place="market", situation="leisure", mind="awake", tiredness=0.1, sleep_debt=0)
        play.live(DAY)
    assert play.count(ASK) == 1
    assert play.get("person.turned_to_stone", "Ren")
