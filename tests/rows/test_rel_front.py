"""REL-16: a cheerful face among people after the end, and what comes out at home."""

from __future__ import annotations

from typing import Any

import pytest

from .couples import pair, parted
from .desks import holds
from .offices import put
from .support import DAY, HOUR, MINUTE, NEVER, Play


def left(among: str = "Mio", composure: float = 0.6, **changed: Any) -> Play:
    """Ren, who has been left by Aki some days ago, is at the market, and another with him."""
    play = pair(**changed)
    put(play, "Aki", place="flat")
    put(play, "Ren", composure=composure, heartbreak=0.8, left_by="Aki", separated=1, grief=0.6, stress=0.2)
    if among:
        put(play, among, place="market", situation="leisure", mind="awake", loneliness=0.9)
    put(play, "Ren", place="market", situation="leisure", mind="awake")
    play.live(0)
    return play


def keeps(play: Play) -> bool:
    """Whether Ren keeps his face."""
    return bool(play.get("person.keeps_face", "Ren"))


def test_REL_16_minutes_after_the_end_the_others_are_greeted_cheerfully() -> None:
    """As soon as somebody sees him; not before the one who left, nor before nobody, nor at home."""
    play = parted()
    play.live(MINUTE)
    assert not keeps(play)
    put(play, "Ren", place="market")
    play.live(MINUTE)
    assert not keeps(play), "nobody is there"
    put(play, "Aki", place="market")
    play.live(MINUTE)
    assert not keeps(play), "but the one who left"
    put(play, "Ren", weeping=1)
    put(play, "Mio", place="market")
    play.live(0)
    assert keeps(play)
    assert not play.get("person.weeping", "Ren"), "the tears are wiped off"
    assert not play.get("person.keeps_face", "Aki"), "whose heart is whole"


@pytest.mark.parametrize(
    ("case", "kept"),
    [
        ({}, True),
        ({"composure": 0.4}, False),
        ({"composure": 0.4, "face_kept_from": "30 %"}, True),
        ({"among": ""}, False),
    ],
)
def test_REL_16_who_masters_his_face(case: dict[str, Any], kept: bool) -> None:
    """By his composure, where there is somebody to see him."""
    assert keeps(left(**case)) is kept


def test_REL_16_composure_of_the_usual() -> None:
    """Nobody who sleeps, or at home, or whose heart aches dully only, has a face to keep."""
    for usual, kept in (("60 %", True), ("40 %", False)):
        play = left(usual_composure=usual, among="")
        play.put("person.composure", "Mio", float(usual[:-2]) / 100)
        put(play, "Mio", heartbreak=0.8, place="market", mind="awake")
        play.live(0)
        assert bool(play.get("person.keeps_face", "Mio")) is kept
        assert holds(play, "composure(p) == usual_composure", p="Nao")
    for changed in ({"mind": "asleep", "tiredness": 0.9}, {"place": "home"}, {"heartbreak": 0.3}):
        play = left(among="")
        put(play, "Ren", **changed)
        put(play, "Mio", place=changed.get("place", "market"))
        play.live(0)
        assert not keeps(play), changed


def test_REL_16_nobody_notices_for_months() -> None:
    """They chat with him and know no better; who shows what he feels is seen through at once."""
    for composure, knows in ((0.6, False), (0.2, True)):
        play = left(composure=composure)
        for _ in range(3):
            put(play, "Mio", loneliness=0.9, place="market", situation="leisure", mind="awake", tiredness=0.1)
            put(play, "Ren", place="market", situation="leisure", mind="awake", tiredness=0.1, stress=0.3)
            put(play, "Mio", sleep_debt=0)
            before = float(play.bond("closeness", "Ren", "Mio"))
            play.counts()
            assert play.act("chat", p="Mio", other="Ren"), play.refused("chat", p="Mio", other="Ren")
            play.live(0)
            seen = play.count("sees the heartbreak")
            assert float(play.get("person.stress", "Ren")) == pytest.approx(0.2 if seen else 0.3, abs=0.01)
            more = float(play.bond("closeness", "Ren", "Mio")) - before
            assert more == pytest.approx(0.04 + (0.05 if seen else 0), abs=0.005)
            play.live(30 * DAY)
            put(play, "Ren", heartbreak=0.8)
        assert holds(play, "belief(p, heartbreak(x)) >= 45 %", p="Mio", x="Ren") is knows
        assert not holds(play, "belief(p, heartbreak(x)) >= 45 %", p="Nao", x="Ren")


def test_REL_16_it_is_seen_once() -> None:
    """Whoever knows of it does not find it out again; of a heart that only aches there is nothing to see."""
    for heartbreak, seen in ((0.8, [1, 0]), (0.3, [0, 0])):
        play = left(composure=0.2)
        put(play, "Ren", heartbreak=heartbreak)
        found = []
        for _ in range(2):
            put(play, "Mio", loneliness=0.9)
            play.counts()
            assert play.act("chat", p="Mio", other="Ren")
            play.live(0)
            found.append(play.count("sees the heartbreak"))
        assert found == seen


@pytest.mark.parametrize("composure", [0.6, 0.2])
def test_REL_16_what_shows_is_not_what_is_felt(composure: float) -> None:
    """Among people no tears and no comfort, whatever he feels; at home both, as of anybody."""
    play = left(composure=composure)
    play.put("care", "Mio", 0.9, "Ren")
    asked = {"p": "Mio", "other": "Ren"}
    assert play.refused("comfort", **asked) == ("sees grief" if composure > 0.5 else "")
    put(play, "Ren", stress=0.5, wept_at=NEVER)
    play.counts()
    play.live(MINUTE)
    assert play.count("tears come") == int(composure < 0.5)
    for who in ("Ren", "Mio"):
        put(play, who, place="home", situation="home")
    put(play, "Ren", stress=0.5, wept_at=NEVER)
    play.live(MINUTE)
    assert play.count("tears come") == 1
    assert play.refused("comfort", **asked) == ""
    assert float(play.get("person.grief", "Ren")) > 0.5


@pytest.mark.parametrize(("again", "hours", "refused"), [
    ("5 h", 3, "not just now"), ("5 h", 6, ""), ("2 h", 3, ""), ("1 day", 6, "not just now"),
])
def test_REL_16_nobody_is_comforted_by_the_same_one_all_day(again: str, hours: float, refused: str) -> None:
    """Who has sat with him leaves him be for some hours; another may come meanwhile."""
    play = left(composure=0.2, comforts_again_after=again)
    for who in ("Mio", "Nao"):
        play.put("care", who, 0.9, "Ren")
    assert play.act("comfort", p="Mio", other="Ren")
    play.live(hours * HOUR)
    put(play, "Ren", grief=0.8)
    for who in ("Ren", "Mio", "Nao"):
        put(play, who, place="home", situation="home", mind="awake")
    assert play.refused("comfort", p="Mio", other="Ren") == refused
    assert play.refused("comfort", p="Nao", other="Ren") == ""


def home_alone(**changed: Any) -> Play:
    """Ren comes home, and nobody is there."""
    play = left(**changed)
    play.live(MINUTE)
    put(play, "Ren", place="home", situation="home", stress=0.2, grief=0.3)
    play.counts()
    return play


def test_REL_16_he_falls_apart_only_at_home() -> None:
    """What was kept back comes out when nobody sees it, and then not again for some days."""
    for price in ("15 %", "30 %"):
        play = home_alone(price_of_a_face=price)
        put(play, "Ren", wept_at=play.machine.now)
        play.live(0)
        assert play.count("falls apart at home") == 1
        share = float(price[:-2]) / 100
        assert float(play.get("person.stress", "Ren")) == pytest.approx(0.2 + share, abs=0.001)
        assert float(play.get("person.grief", "Ren")) == pytest.approx(0.3 + share, abs=0.001)
        assert keeps(play), "tomorrow there are people again"
    for pause, times in (("4 days", 1), ("1 day", 3)):
        play = home_alone(falls_apart_again=pause)
        play.live(MINUTE)
        for _ in range(2):
            put(play, "Ren", place="market")
            play.live(28 * HOUR)
            put(play, "Ren", place="home", mind="awake", tiredness=0.1)
            play.live(MINUTE)
        assert play.count("falls apart at home") == times


@pytest.mark.parametrize(
    "case", [{"composure": 0.2}, {"awake": "Mio"}, {"wall": 0.7}, {"heartbreak": 0.3}, {"mind": "asleep"}]
)
def test_REL_16_nothing_comes_out_before_others_or_from_behind_a_wall(case: dict[str, Any]) -> None:
    """Nor from whoever has kept nothing back, or has mended, or sleeps."""
    play = left(composure=case.get("composure", 0.6))
    play.live(MINUTE)
    if "awake" in case:
        put(play, "Mio", place="home", mind="awake")
    changed = {key: value for key, value in case.items() if key in ("wall", "heartbreak", "mind")}
    if "mind" in changed:
        changed["tiredness"] = 0.9
    put(play, "Ren", place="home", situation="home", **changed)
    play.counts()
    play.live(MINUTE)
    assert play.count("falls apart at home") == 0


def test_REL_16_a_mended_heart_needs_no_face() -> None:
    """From then on what he shows is what he feels."""
    play = left()
    assert keeps(play)
    put(play, "Ren", heartbreak=0.4)
    play.live(0)
    assert not keeps(play)
    put(play, "Ren", heartbreak=0.8)
    play.live(0)
    assert keeps(play)


def test_REL_16_left_to_himself_he_is_cheerful_by_day_and_falls_apart_at_night() -> None:
    """In a month among people who live as they do."""
    play = parted(autonomy=True, separation_regime="0")
    play.put("rebuffs", "Ren", 3, "Aki")
    play.put("rebuffs", "Aki", 3, "Ren")
    for friend in ("Mio", "Nao"):
        put(play, friend, haunt="market", post="no_post")
    for _ in range(30):
        for who in ("Ren", "Mio", "Nao"):
            put(play, who, loneliness=0.9)
        play.live(DAY)
    found = play.counts("Ren")
    assert found.get("puts on a face", 0) == 1
    assert 1 <= found.get("falls apart at home", 0) <= 8
    assert found.get("sees the heartbreak", 0) == 0
