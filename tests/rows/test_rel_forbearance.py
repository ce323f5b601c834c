"""REL-11: hurts between partners that are said, or swallowed until all of it comes out at once."""

from __future__ import annotations

from typing import Any

import pytest

from .couples import days, pair
from .desks import desk, holds, mission, send
from .offices import put, until
from .support import DAY, HOUR, MINUTE, Play
from .test_rel_distance import among_people, drifting, greets


def swallowed(play: Play, who: str = "Ren", of: str = "Aki") -> float:
    """What somebody has swallowed from another."""
    return float(play.bond("swallowed", who, of))


def forbearing(share: float = 0.8, **changed: Any) -> Play:
    """Ren is so forbearing, and Aki is not at all."""
    play = pair(**changed)
    play.put("person.forbearance", "Ren", share)
    play.put("person.forbearance", "Aki", 0)
    return play


def angry(play: Play, who: str) -> None:
    """Somebody is short of temper, and both are up."""
    for name in ("Aki", "Ren"):
        put(play, name, situation="home", place="home", mind="awake")
    put(play, who, stress=0.6)


@pytest.mark.parametrize(("share", "changed", "kept", "grudge"), [
    (0.8, {}, 0.048, 0.08),
    (0.5, {}, 0.03, 0.2),
    (0.4, {}, 0, 0.4),
    (0.4, {"swallows_from": "30 %"}, 0.024, 0.24),
    (0.8, {"small_hurt": "50 %"}, 0.4, 0.08),
    (0.8, {"hurt_of_a_quarrel": "10 %"}, 0.048, 0.02),
])  # fmt: skip
def test_REL_11_hard_words_are_swallowed(share: float, changed: dict[str, str], kept: float, grudge: float) -> None:
    """The grudge is gone as far as he is forbearing, and stays in him as what was never said."""
    play = forbearing(share, **changed)
    angry(play, "Aki")
    assert play.act("quarrel", p="Aki", other="Ren"), play.refused("quarrel", p="Aki", other="Ren")
    assert float(play.bond("grudge", "Ren", "Aki")) == pytest.approx(grudge, abs=0.002)
    assert swallowed(play) == pytest.approx(kept, abs=0.001)
    assert swallowed(play, "Aki", "Ren") == 0


def test_REL_11_whoever_is_forbearing_starts_no_quarrel_with_his_partner() -> None:
    """With others he does; and hard words of others are not swallowed."""
    play = forbearing()
    angry(play, "Ren")
    assert play.refused("quarrel", p="Ren", other="Aki") == "does not rather swallow it"
    put(play, "Mio", place="home", mind="awake")
    play.put("closeness", "Ren", 0.5, "Mio")
    assert play.refused("quarrel", p="Ren", other="Mio") == ""
    play.put("closeness", "Mio", 0.5, "Ren")
    put(play, "Mio", situation="home", stress=0.6)
    assert play.act("quarrel", p="Mio", other="Ren")
    assert swallowed(play, "Ren", "Mio") == 0
    assert float(play.bond("grudge", "Ren", "Mio")) == pytest.approx(0.4, abs=0.002)


def test_REL_11_each_sign_of_distance_hurts_a_little() -> None:
    """To be passed over, to get hardly an answer, to share the evening, to find him asleep, eyes on the window."""
    small = 0.048
    play = forbearing()
    among_people(play, "Mio")
    assert greets(play, "Mio") == 1
    assert swallowed(play) == pytest.approx(small)
    for debt, guest in ((36, False), (0, True)):
        play = forbearing()
        for who in ("Aki", "Ren", "Mio"):
            put(play, who, mind="awake")
        put(play, "Aki", sleep_debt=debt * HOUR)
        if guest:
            put(play, "Mio", place="home")
        play.put("greeted_at", "Ren", play.machine.now, "Aki")
        put(play, "Aki", came_in_at=play.machine.now)
        play.live(MINUTE)
        assert swallowed(play) == pytest.approx(small, abs=1e-4)
        assert holds(play, "since(slighted_at(p, x)) < 1 h", p="Ren", x="Aki")
    play = forbearing()
    play.put("greeted_at", "Ren", play.machine.now, "Aki")
    put(play, "Aki", mind="asleep", tiredness=0.9)
    assert play.act("wash", p="Ren")
    assert swallowed(play) == pytest.approx(small, abs=1e-4)
    assert holds(play, "since(slighted_at(p, x)) < 1 h", p="Ren", x="Aki")
    play = drifting()
    put(play, "Ren", forbearance=0.8)
    until(play, 20.4)
    for who in ("Aki", "Ren"):
        put(play, who, mind="awake")
    play.live(HOUR / 2)
    assert swallowed(play) == pytest.approx(small, abs=1e-4)
    assert holds(play, "since(slighted_at(p, x)) < 1 h", p="Ren", x="Aki")


@pytest.mark.parametrize("told", [False, True])
def test_REL_11_who_was_told_takes_care(told: bool) -> None:
    """He names a day, and greets his partner first, for as long as he remembers."""
    play = desk()
    put(play, "Aki", partner="Bea", forbearance=0.8)
    put(play, "Bea", partner="Aki")
    m = mission(play, "escort")
    play.put("mission.days", m, 5 * DAY)
    if told:
        play.put("told_of_hurt_at", "Bea", play.machine.now, "Aki")
    send(play, m, "Bea", "Eva", "Fio")
    play.counts()
    assert play.act("lead out", leader="Bea")
    assert play.count("names no day") == int(not told)
    assert swallowed(play, "Aki", "Bea") == pytest.approx(0 if told else 0.048, abs=1e-3)
    assert holds(play, "slighted_at(p, x) != never", p="Aki", x="Bea") is not told
    for span in ("30 days", "1 day"):
        play = forbearing(takes_care_for=span)
        if told:
            play.put("told_of_hurt_at", "Aki", play.machine.now - 2 * DAY, "Ren")
        among_people(play, "Mio")
        assert greets(play, "Mio") == int(not told or span == "1 day")


def test_REL_11_a_hurt_is_said_by_whoever_does_not_swallow_it() -> None:
    """While it rankles, and not every day; it tells the other something."""
    asked = {"p": "Ren", "other": "Aki"}
    play = forbearing(0)
    assert play.refused("say what hurts", **asked) == "hurt of late"
    play.put("slighted_at", "Ren", play.machine.now - DAY, "Aki")
    for attr, of, value, refusal in (
        ("partner", "Ren", 0, "has a partner"),
        ("situation", "Ren", "work", "time for it"),
        ("mind", "Aki", "asleep", "awake"),
        ("forbearance", "Ren", 0.5, "does not swallow it"),
        ("slighted", "", 3, "hurt of late"),
        ("slighted", "", 1, ""),
    ):
        again = play.again(1)
        if attr == "slighted":
            again.put("slighted_at", "Ren", play.machine.now - float(value) * DAY, "Aki")
        else:
            put(again, of, **{attr: value})
        assert again.refused("say what hurts", **asked) == refusal, attr
    assert play.act("say what hurts", **asked)
    assert holds(play, "takes_care(x, p)", p="Ren", x="Aki")
    assert float(play.bond("guilt_towards", "Aki", "Ren")) == pytest.approx(0.1)
    assert play.refused("say what hurts", **asked) == "not said lately"
    for pause, refusal in (("10 days", "not said lately"), ("1 day", "")):
        play = forbearing(0, says_it_again=pause)
        play.put("slighted_at", "Ren", play.machine.now, "Aki")
        play.put("told_of_hurt_at", "Aki", play.machine.now - 2 * DAY, "Ren")
        assert play.refused("say what hurts", **asked) == refusal
    play = forbearing(0, slight_rankles="1 h")
    play.put("slighted_at", "Ren", play.machine.now - 2 * HOUR, "Aki")
    assert play.refused("say what hurts", **asked) == "hurt of late"


def test_REL_11_wishes_are_given_up_and_it_is_called_love() -> None:
    """An evening out, for a partner who sleeps or is too tired; nobody sees it, and he is none the sadder."""
    asked = {"p": "Ren", "other": "Aki"}
    play = forbearing()
    until(play, 18.5)
    put(play, "Ren", mind="awake", situation="home", loneliness=0.6, joy=0.3)
    put(play, "Aki", mind="awake", situation="home", tiredness=0.7)
    assert play.refused("stay in for", **asked) == ""
    for attr, of, value, refusal in (
        ("partner", "Ren", 0, "has a partner"),
        ("situation", "Ren", "leisure", "at home"),
        ("loneliness", "Ren", 0.2, "would like to go"),
        ("haunt", "Ren", 0, "would like to go"),
        ("tiredness", "Aki", 0.2, "the other would not"),
        ("forbearance", "Ren", 0.4, "forbearing"),
    ):
        again = play.again(1)
        put(again, of, **{attr: value})
        assert again.refused("stay in for", **asked) == refusal, attr
    for limit, refusal in (("50 %", "the other would not"), ("30 %", "")):
        other = forbearing(too_tired_to_go=limit)
        until(other, 18.5)
        put(other, "Ren", mind="awake", situation="home", loneliness=0.6)
        put(other, "Aki", mind="awake", situation="home", tiredness=0.45)
        assert other.refused("stay in for", **asked) == refusal
    asleep = play.again(1)
    put(asleep, "Aki", mind="asleep", tiredness=0.2)
    assert asleep.refused("stay in for", **asked) == ""
    assert play.urge("stay in for", **asked) > play.urge("go out", p="Ren")
    assert play.act("stay in for", **asked)
    assert swallowed(play) == pytest.approx(0.048, abs=1e-3)
    assert float(play.get("person.joy", "Ren")) > 0.3
    assert float(play.get("person.loneliness", "Ren")) < 0.5
    assert play.bond("grudge", "Ren", "Aki") == 0
    assert play.refused("stay in for", **asked) in ("the hour for it", "not so soon again")
    for again_after, refusal in (("3 days", "not so soon again"), ("20 h", "")):
        play = forbearing(stays_in_again=again_after)
        until(play, 18.5)
        put(play, "Ren", mind="awake", situation="home", loneliness=0.6)
        put(play, "Aki", mind="awake", situation="home", tiredness=0.7)
        play.put("stayed_in_at", "Ren", play.machine.now - DAY, "Aki")
        assert play.refused("stay in for", **asked) == refusal


def test_REL_11_one_drop_too_many_and_all_of_it_comes_out() -> None:
    """Suddenly: up to then no grudge, no stress, no less joy; how much of it is a grudge is a parameter."""
    for share, grudge in (("100 %", 0.81), ("50 %", 0.405)):
        play = forbearing(comes_out=share)
        put(play, "Ren", mind="awake", stress=0.2, grief=0)
        play.put("swallowed", "Ren", 0.79, "Aki")
        play.live(0)
        assert play.bond("grudge", "Ren", "Aki") == 0
        assert float(play.get("person.stress", "Ren")) == pytest.approx(0.2)
        play.put("swallowed", "Ren", 0.81, "Aki")
        play.live(0)
        assert float(play.bond("grudge", "Ren", "Aki")) == pytest.approx(grudge)
        assert float(play.get("person.stress", "Ren")) == pytest.approx(0.6)
        assert float(play.get("person.grief", "Ren")) == pytest.approx(0.3)
        assert swallowed(play) == 0
    for attr, value in (("partner", 0), ("mind", "asleep")):
        play = forbearing()
        put(play, "Ren", tiredness=0.9, **{attr: value})
        play.put("swallowed", "Ren", 0.9, "Aki")
        play.counts()
        play.live(MINUTE)
        assert play.count("cannot swallow any more") == 0


def test_REL_11_what_was_borne_for_nothing() -> None:
    """Whoever is left feels all of it on top; a little is none."""
    for kept, grudge in ((0.6, 0.6), (0.2, 0)):
        play = forbearing()
        play.put("swallowed", "Ren", kept, "Aki")
        play.put("grudge", "Aki", 0.9, "Ren")
        put(play, "Aki", unforgivingness=0.9)
        put(play, "Ren", grief=0)
        assert play.act("part from the partner", p="Aki", other="Ren")
        assert float(play.bond("grudge", "Ren", "Aki")) == pytest.approx(grudge, abs=0.002)
        assert float(play.get("person.grief", "Ren")) == pytest.approx(0.5 + grudge if grudge < 0.5 else 1, abs=0.02)
        assert swallowed(play) == pytest.approx(0 if grudge else kept, abs=0.001)


def test_REL_11_it_is_forgotten_in_years() -> None:
    """By its time constant, and not by a good day."""
    for time, left in (("300 days", 0.5), ("30 days", 0.0677)):
        play = forbearing(swallowed_time=time)
        play.put("swallowed", "Ren", 0.6065 if time == "300 days" else 0.5, "Aki")
        days(play, 60 if time == "30 days" else 58)
        assert swallowed(play) == pytest.approx(left, abs=0.002)


def test_REL_11_left_to_themselves_one_says_it_and_the_other_stays_in() -> None:
    """Of two partners who hardly see each other in the evening."""
    found: dict[float, dict[str, int]] = {}
    for share in (0.0, 1.0):
        play = pair(autonomy=True, usual_forbearance=f"{share:.0%}".replace("%", " %"))
        total: dict[str, int] = {}
        for _ in range(20):
            until(play, 18.2)
            put(play, "Ren", situation="home", place="home", loneliness=0.7, mind="awake", lying=0, tiredness=0.1)
            put(play, "Aki", tiredness=0.8, situation="home", place="home")
            play.put("slighted_at", "Ren", play.machine.now, "Aki")
            play.live(2 * HOUR)
            for rule, number in play.counts().items():
                total[rule] = total.get(rule, 0) + number
        found[share] = total
    assert found[0.0].get("say what hurts", 0) > 0 == found[0.0].get("stay in for", 0)
    assert found[1.0].get("stay in for", 0) > 2
    assert found[1.0].get("say what hurts", 0) == 0
