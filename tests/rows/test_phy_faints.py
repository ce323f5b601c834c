"""PHY-1, PHY-5, PHY-8 and PHY-11: how whoever is spent staggers, drops and comes to himself again."""

from __future__ import annotations

import pytest

from .energies import CAPACITY, CHAKRA, KAKASHI
from .support import DAY, HOUR, MINUTE, Play, shipped
from .wards import ward

SPENT = {"ample": False, "recovering": False, "critical": True, "stalled": True, "ebbing": True}


@pytest.mark.parametrize("reserve", SPENT)
def test_PHY_8_whoever_is_spent_staggers_and_then_drops(reserve: str) -> None:
    """On his feet, within minutes, in this order; with enough left neither comes."""
    play = ward()
    play.put("person.lying", "Aki", 0)
    play.choose("person.reserve", "Aki", reserve)
    first = ""
    for _ in range(30):
        play.live(MINUTE)
        counts = play.counts("Aki")
        first = first or ("stagger" if "stagger" in counts else "faint" if "faint" in counts else "")
    assert first == ("stagger" if SPENT[reserve] else "")
    assert (play.word("person.mind", "Aki") == "unconscious") == SPENT[reserve]
    assert bool(play.get("person.lying", "Aki")) == SPENT[reserve]


def test_PHY_8_who_lies_does_not_stagger_and_who_sleeps_does_not_faint() -> None:
    """The signs are those of somebody awake, and the first of somebody on his feet."""
    for lying, mind, staggers in ((0, "awake", 1), (1, "awake", 0), (0, "asleep", 0)):
        play = ward()
        play.put("person.lying", "Aki", lying)
        play.choose("person.mind", "Aki", mind)
        play.machine.drain()
        play.put("person.steadiness", "Aki", 0.4)
        play.live(1)
        assert play.counts("Aki").get("stagger", 0) == staggers
        play.put("person.steadiness", "Aki", 0.1)
        play.live(1)
        assert play.counts("Aki").get("faint", 0) == (mind == "awake")


def test_PHY_5_a_faint_ends_the_same_day() -> None:
    """Spent and fainted he comes round within the day where he lies; the more tired he is the later."""
    play = ward()
    play.put("person.lying", "Aki", 0)
    play.choose("person.reserve", "Aki", "critical")
    play.live(HOUR)
    woke = 0
    for hour in range(1, 24):
        play.live(HOUR)
        if play.counts("Aki").get("come round", 0):
            woke = hour
            break
    assert 0 < woke < 12
    assert play.word("person.mind", "Aki") == "awake"


@pytest.mark.parametrize(("attr", "value", "wakes"), [
    ("tiredness", 0.2, True), ("tiredness", 0.7, False), ("arrest", 1, False), ("alive", 0, False), ("roused", 1, True),
])
def test_PHY_5_what_keeps_somebody_in_a_faint(attr: str, value: float, wakes: bool) -> None:
    """A heart that stands still, or that he is so tired that it turns into sleep, unless somebody reaches him."""
    play = ward()
    play.choose("person.mind", "Aki", "unconscious")
    play.choose("person.situation", "Aki", "danger")
    play.put("person.steadiness", "Aki", 0.3)
    play.put("person.tiredness", "Aki", 0.8 if attr == "roused" else 0.2)
    play.live(1)
    assert play.word("person.mind", "Aki") == "unconscious", "no hold yet"
    play.put("person.failing", "Aki", attr == "arrest")
    play.put(f"person.{attr}", "Aki", value)
    play.put("person.steadiness", "Aki", 0.6)
    play.live(1)
    assert (play.word("person.mind", "Aki") == "awake") == wakes
    assert play.counts("Aki").get("come round", 0) == wakes
    assert not (wakes and play.get("person.roused", "Aki"))


def test_PHY_1_what_has_run_out_once_can_run_out_again() -> None:
    """Each time that nothing is left the heart stops; a trace is not enough to go on with, and no dead man has more."""
    for left, lives, times in ((30.0, True, 2), (1.0, True, 1), (30.0, False, 1)):
        play = Play(shipped("leaf"), 3)
        play.put(CHAKRA, KAKASHI, 0.1)
        play.live(1)
        assert play.get("person.drained", KAKASHI)
        play.put("person.alive", KAKASHI, lives)
        play.put(CHAKRA, KAKASHI, left)
        play.put("person.arrest", KAKASHI, 0)
        play.live(1)
        assert bool(play.get("person.drained", KAKASHI)) == (times == 1)
        play.put(CHAKRA, KAKASHI, 0.1)
        play.live(1)
        assert play.counts(KAKASHI)["run dry"] == times
        assert bool(play.get("person.arrest", KAKASHI)) == (times == 2)


@pytest.mark.parametrize(("flagging", "rested", "worn", "then", "told"), [
    (1, 0, "fresh", False, 1), (1, 1, "fresh", False, 1), (1, 0, "winded", True, 1), (0, 1, "fresh", False, 1),
    (0, 0, "fresh", False, 0),
])
def test_PHY_11_a_nights_sleep_helps_whoever_has_only_run_too_hard(
    flagging: int, rested: int, worn: str, then: bool, told: int
) -> None:
    """Not whoever wants chakra; and he may be made to rest once more."""
    play = Play(shipped("leaf"), 3)
    play.put("person.flagging", KAKASHI, flagging)
    play.put("person.rested", KAKASHI, rested)
    share = 0.25 if worn == "winded" else 1
    play.put(CHAKRA, KAKASHI, share * float(play.get(CAPACITY, KAKASHI)))
    play.choose("person.worn", KAKASHI, worn)
    play.choose("person.mind", KAKASHI, "asleep")
    play.put("person.tiredness", KAKASHI, 0)
    play.live(1)
    counts = play.counts(KAKASHI)
    assert counts["wake rested"] == 1
    assert counts.get("flag no more", 0) == told
    assert bool(play.get("person.flagging", KAKASHI)) == then
    assert not play.get("person.rested", KAKASHI)


@pytest.mark.parametrize("hours", [1, DAY // HOUR])
def test_PHY_11_whoever_did_not_sleep_still_flags(hours: int) -> None:
    """Time alone does not do it."""
    play = Play(shipped("leaf"), 3)
    play.put("person.flagging", KAKASHI, 1)
    for _ in range(hours):
        play.put("person.tiredness", KAKASHI, 0.3)
        play.live(HOUR)
    assert play.get("person.flagging", KAKASHI)
