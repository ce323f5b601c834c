"""When a meter meets a level is told by the ends of its curve, or solved for: against looking at many moments."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kizuna.engine.crossings import cross
from kizuna.engine.curves import NEVER, clamped

SHARE = st.one_of(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.floats(0.0, 1.0))
BEYOND = st.one_of(SHARE, st.floats(-1.0, 2.0))
ALIKE = 1e-12


@example(start=0.25, goal=-2.2250738585e-313, level=0.0, pace=1e-7, since=0)
@given(start=SHARE, goal=BEYOND, level=SHARE, pace=st.sampled_from([1e-7, 1e-5, 1e-3]), since=st.integers(0, 10**7))
def test_an_approach_stands_to_a_level_as_now_until_the_moment_that_is_told(
    start: float, goal: float, level: float, pace: float, since: int
) -> None:
    """Whatever its target is, also beyond its range; none is told only where there is none."""
    meter = [start], [goal], [pace], [0]
    when = cross(*meter, 0, 0.0, 1.0, level, since)
    assert when > since

    def above(moment: int) -> float:
        return clamped(*meter, 0, 0.0, 1.0, moment) - level

    now, wait = above(since), 1
    while since + wait < min(when, 10**11):
        then = above(since + wait)
        assert abs(then) <= ALIKE or now * then > 0.0 or abs(now) <= ALIKE
        wait *= 2
    if when < NEVER and abs(now) > 1e-6:
        assert abs(above(when)) <= 1e-6 + pace * 2 * abs(start - goal)
