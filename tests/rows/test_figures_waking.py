"""How long somebody who has lost a limb does not respond after waking: almost a week (001), as a band over seeds."""

from __future__ import annotations

from functools import cache
from statistics import median

from tests.rows.leaf import parameters
from tests.rows.sickbeds import STUMP
from tests.rows.support import DAY
from tests.rows.wards import ward

FRIENDS = "".join(
    f"  Friend {n}: {{is: person, age: 30, home: home, place: home, infirmary: clinic, tiredness: 10 %, "
    f"care: {{Aki: {60 + 5 * n} %}}, closeness: {{Aki: 60 %}}}}\n"
    for n in range(5)
)
PUPIL = (
    "  Kim: {is: person, age: 9, home: home, place: home, infirmary: clinic, "
    "care: {Aki: 60 %}, closeness: {Aki: 40 %}}\n"
)
LOSS = STUMP + ", faced: yes, bandaged: yes, clean: yes"
SEEDS = range(1, 25)


@cache
def silence(teaches: bool = True, **changed: str) -> list[float]:
    """After how many days Aki speaks again, seed by seed, whom nobody directs; 12 if not within so many."""
    return [silent_for(seed, teaches, **changed) for seed in SEEDS]


def silent_for(seed: int, teaches: bool, **changed: str) -> float:
    """The same with one seed."""
    more = FRIENDS + PUPIL + (parameters(**changed) if changed else "")
    play = ward(LOSS, more, seed, autonomy=True)
    for pupil in ("Mio", "Kim"):
        play.put("teaches", "Aki", int(teaches), pupil)
    play.put("person.withdrawn", "Aki", 1)
    for half in range(24):
        play.live(DAY / 2)
        if not play.get("person.withdrawn", "Aki"):
            return (half + 1) / 2
    return 12.0


def within(found: list[float], low: float, high: float) -> float:
    """The share that lies in a band."""
    return sum(low <= one <= high for one in found) / len(found)


def test_INJ_9_it_lasts_almost_a_week_where_somebody_matters() -> None:
    """Typically four to nine days: children do not come alone, and friends take days to think of bringing them."""
    found = silence()
    assert within(found, 4, 9) >= 0.6
    assert 4 <= median(found) <= 8
    assert within(found, 0, 3) < 0.3


def test_INJ_9_it_is_longer_where_nobody_does() -> None:
    """The same friends at the same bed, and he teaches nobody: most are still silent when the others speak."""
    assert median(silence(False)) > 1.4 * median(silence())
    assert within(silence(False), 4, 9) < within(silence(), 4, 9) - 0.3


def test_INJ_9_how_long_it_takes_to_think_of_them_is_the_worlds() -> None:
    """Where friends think of the children at once it is soon over; where never, it is as without any."""
    assert median(silence(brought_after="1 day", thinks_of_them="60 %")) < median(silence()) - 2
    assert median(silence(thinks_of_them="0 %")) > 1.4 * median(silence())


def test_INJ_9_children_do_not_come_alone() -> None:
    """Of themselves they visit whoever responds, and not whoever only stares."""
    found = {}
    for withdrawn in (0, 1):
        play = ward(LOSS, PUPIL + parameters(alone_exit="0 %"), autonomy=True)
        play.put("person.place", "Ren", play.thing("market"))
        play.put("teaches", "Aki", 1, "Kim")
        play.put("person.withdrawn", "Aki", withdrawn)
        play.live(3 * DAY)
        found[withdrawn] = play.counts("Kim").get("visit the sick", 0)
    assert found[0] > 0
    assert found[1] == 0
