"""REL-12: small signs of having been thought of, which hold somebody the longer the rarer they are."""

from __future__ import annotations

import pytest

from .couples import pair
from .desks import holds
from .support import DAY, MINUTE, NEVER, Play

TOKEN = "brings a token"


def comes_home(play: Play, luck: int = 1) -> int:
    """Aki comes in at the door, and Ren is there; how many trifles are brought."""
    play.machine.state.seed = luck
    play.put("person.place", "Aki", play.thing("market"))
    play.live(0)
    for who, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.choose("person.mind", who, "awake")
        play.put("person.tiredness", who, 0.1)
        play.put("person.sleep_debt", who, 0)
        play.put("greeted_at", who, NEVER, other)
    play.put("person.place", "Aki", play.thing("home"))
    play.put("person.came_in_at", "Aki", play.machine.now)
    play.counts()
    play.live(MINUTE)
    found = play.counts()
    assert found["come home to the partner"] == 1
    return found.get(TOKEN, 0)


def waiting(**changed: str) -> Play:
    """The two at home, after Ren has come in, so that only Aki is still to be welcomed."""
    play = pair(**changed)
    play.put("person.thoughtfulness", "Aki", 1)
    play.put("person.thoughtfulness", "Ren", 0)
    play.live(MINUTE)
    return play


def thought_of(play: Play) -> float:
    """How far Ren feels thought of by Aki."""
    return float(play.bond("thought_of", "Ren", "Aki"))


@pytest.mark.parametrize(("usual", "low", "high"), [("0 %", 0, 0), ("40 %", 0.2, 0.6), ("100 %", 1, 1)])
def test_REL_12_a_trifle_comes_by_luck(usual: str, low: float, high: float) -> None:
    """As often as he is thoughtful, and nobody can say when; never of one who is not fond of the other."""
    for care in (0.9, 0.3):
        play = pair(usual_thoughtfulness=usual)
        play.put("person.thoughtfulness", "Ren", 0)
        play.put("care", "Aki", care, "Ren")
        play.live(MINUTE)
        share = sum(comes_home(play.again(n), n) for n in range(40)) / 40
        assert (low <= share <= high) if care > 0.4 else share == 0


def test_REL_12_what_comes_unexpected_is_everything_and_what_comes_daily_next_to_nothing() -> None:
    """Joy, and how much he feels thought of, by the time since the last; the pocket is empty then."""
    for gap, share in ((0, 1.0), (20, 1.0), (7, 0.5), (1, 1 / 14)):
        play = waiting()
        play.put("token_at", "Ren", play.machine.now - gap * DAY if gap else NEVER, "Aki")
        play.put("person.joy", "Ren", 0.2)
        assert comes_home(play) == 1
        assert thought_of(play) == pytest.approx(0.4 * share, abs=0.001)
        assert float(play.get("person.joy", "Ren")) == pytest.approx(0.25 + 0.4 * share, abs=0.01)
        assert play.bond("thought_of", "Aki", "Ren") == 0
        assert not play.bond("carries_token", "Aki", "Ren")
        assert holds(play, "since(token_at(p, x)) < 1 h", p="Ren", x="Aki")
    for name, value, joy, much in (
        ("unexpected_after", "28 days", 0.45, 0.2),
        ("joy_of_a_token", "10 %", 0.35, 0.4),
        ("shown_by_a_token", "20 %", 0.65, 0.2),
    ):
        play = waiting(**{name: value})
        play.put("token_at", "Ren", play.machine.now - 14 * DAY, "Aki")
        play.put("person.joy", "Ren", 0.2)
        assert comes_home(play) == 1
        assert thought_of(play) == pytest.approx(much, abs=0.001), name
        assert float(play.get("person.joy", "Ren")) == pytest.approx(joy, abs=0.01), name


def test_REL_12_the_wait_that_one_is_used_to_is_the_longest_of_late() -> None:
    """A longer one at once, a shorter one by and by; the first time tells nothing."""
    play = waiting()
    waits = []
    for gap in (0, 10, 2, 20):
        play.put("token_at", "Ren", play.machine.now - gap * DAY if gap else NEVER, "Aki")
        assert comes_home(play) == 1
        waits.append(float(play.bond("used_to_waiting", "Ren", "Aki")) / DAY)
    assert waits == pytest.approx([0, 10, 10 - 0.3 * 8, 20], abs=0.01)
    play = waiting(forgets_the_wait="100 %")
    play.put("used_to_waiting", "Ren", 10 * DAY, "Aki")
    play.put("token_at", "Ren", play.machine.now - DAY, "Aki")
    assert comes_home(play) == 1
    assert float(play.bond("used_to_waiting", "Ren", "Aki")) / DAY == pytest.approx(1, abs=0.01)


def test_REL_12_rare_signs_hold_longer_than_the_same_number_close_together() -> None:
    """Six in six days, or by luck in sixty; three weeks of silence later the first feeling is gone."""
    left = {}
    for days in ((1, 1, 1, 1, 1, 1), (10, 10, 10, 10, 10, 10), (3, 16, 8, 2, 20, 11)):
        play = waiting()
        for gap in days:
            play.live(gap * DAY - MINUTE)
            assert comes_home(play) == 1
        play.put("person.thoughtfulness", "Aki", 0)
        play.live(21 * DAY)
        left[days[0]] = thought_of(play)
    assert left[1] < 0.02
    assert left[10] > 0.2
    assert left[3] > left[10], "luck holds longer than the same measure evenly dealt out"


def test_REL_12_how_long_the_feeling_lasts() -> None:
    """By what he is used to, and at least so long."""
    for waited, changed, days in (
        (0, {}, 5),
        (10, {}, 20),
        (10, {"used_to_it_lasts": "100 %"}, 10),
        (0, {"token_lasts": "2 days"}, 2),
        (1, {}, 5),
    ):
        play = pair(**changed)
        play.put("used_to_waiting", "Ren", waited * DAY, "Aki")
        play.put("thought_of", "Ren", 1, "Aki")
        play.live(days * DAY)
        assert thought_of(play) == pytest.approx(0.3679, abs=1e-3)


def test_REL_12_a_token_keeps_the_bond_going() -> None:
    """It takes weight from hurt and worry, and from the signs of distance."""
    for share, left in (("70 %", 0.3), ("20 %", 0.8)):
        play = pair(tokens_hold=share)
        play.put("person.unforgivingness", "Ren", 1)
        play.put("grudge", "Ren", 0.5, "Aki")
        pull = "parting_pull(p, x)"
        before = play.value(pull, p="Ren", x="Aki"), play.value("a_sign(p, x)", p="Ren", x="Aki")
        assert play.refused("part from the partner", p="Ren", other="Aki") == ""
        play.put("thought_of", "Ren", 1, "Aki")
        assert play.value(pull, p="Ren", x="Aki") == pytest.approx(left * before[0])
        assert play.value("a_sign(p, x)", p="Ren", x="Aki") == pytest.approx(left * before[1])
        refusal = "more than he bears" if left < 0.5 else ""
        assert play.refused("part from the partner", p="Ren", other="Aki") == refusal


def test_REL_12_left_to_themselves_some_evenings_bring_one() -> None:
    """In two months, of somebody who thinks of the other now and then."""
    play = pair(autonomy=True)
    for who in ("Aki", "Ren"):
        play.put("person.thoughtfulness", who, 0.5)
        play.put("person.attachment_avoidance", who, 0)
    play.counts()
    play.live(60 * DAY)
    found = play.counts()
    assert 1 <= found.get(TOKEN, 0) < found["come home to the partner"]
