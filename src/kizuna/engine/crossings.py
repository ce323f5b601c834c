"""Solving for the moments at which curves cross levels, each other, and waves."""

from __future__ import annotations

from kizuna.engine.arithmetic import TURN, least, most, size
from kizuna.engine.curves import NEVER, Floats, Ints, clamped, curve
from kizuna.engine.series import log_, wave

HUGE = 1e300
"""How many times as far from its target as the level a meter may be."""
FARTHEST = 1e15
"""How far ahead (ms) anything is solved for."""


def cross(V: Floats, R: Floats, K: Floats, X: Ints, c: int, low: float, high: float, level: float, now: int) -> int:
    """The first ms after `now` at which a meter may stand otherwise to `level` than now; NEVER if none."""
    if level < low or level > high:
        return NEVER
    start = V[c]
    goal = R[c]
    left = start - goal
    away = left == 0.0 or left * (level - start) > 0.0 or left * (level - goal) < 0.0
    if away and K[c] != 0.0 and low <= start <= high:
        return NEVER    # it stands still, goes away from the level, or ends before it: that needs no value
    v = clamped(V, R, K, X, c, low, high, now)
    gap = level - v
    if K[c] == 0.0:
        rate = R[c]
        if rate == 0.0 or (v >= high and rate > 0.0) or (v <= low and rate < 0.0):
            return NEVER
        if gap == 0.0:
            return _leave(V, R, K, X, c, low, high, v, now)
        return _after(gap / rate, now)
    if goal == v or (v >= high and goal > v) or (v <= low and goal < v):
        return NEVER
    if gap == 0.0:
        return _leave(V, R, K, X, c, low, high, v, now)
    if (level - goal) * (v - goal) <= 0.0 or (v - goal) * gap > 0.0:
        return NEVER
    # Ahead for sure; the logarithm of what rounding makes 1 would say that it has passed, and infinity has none.
    return _after(max(1.0, log_(least((v - goal) / (level - goal), HUGE)) / K[c]), now)


def _leave(V: Floats, R: Floats, K: Floats, X: Ints, c: int, low: float, high: float, value: float, now: int) -> int:
    """The first ms after `now` at which a meter that moves is no longer at a value; NEVER if not within 35 years.

    One whose target is a rounding away stands still for up to half of its time constant.
    """
    before, step = now, 1
    for _ in range(40):
        if clamped(V, R, K, X, c, low, high, now + step) != value:
            break
        before, step = now + step, step * 2
    after = now + step
    if clamped(V, R, K, X, c, low, high, after) == value:
        return NEVER
    for _ in range(40):
        if after - before <= 1:
            break
        middle = before + (after - before) // 2
        if clamped(V, R, K, X, c, low, high, middle) == value:
            before = middle
        else:
            after = middle
    return after


def _after(wait: float, now: int) -> int:
    """`wait` ms later, rounded up, at least 1 ms; NEVER for what lies behind or too far ahead."""
    if not 0.0 < wait < FARTHEST:
        return NEVER
    ms = int(wait)
    if ms < wait:
        ms += 1
    return now + (ms if ms > 1 else 1)


def meet(
    V: Floats,
    R: Floats,
    K: Floats,
    X: Ints,
    c1: int,
    low1: float,
    high1: float,
    c2: int,
    low2: float,
    high2: float,
    now: int,
) -> int:
    """The first ms after `now` at which two meters may change their order; NEVER if none within 35 years.

    Looked for up to the next moment at which a meter reaches a bound or the gap turns round; between such moments the
    gap grows or shrinks all along. Where it keeps its sign until then, that moment, so that it is looked for again.
    Two lines in closed form; with an approach by doubling steps and halving, both a fixed number of times.
    """

    first = _gap(V, R, K, X, c1, low1, high1, c2, low2, high2, now)
    one = _slope(V, R, K, X, c1, low1, high1, now)
    other = _slope(V, R, K, X, c2, low2, high2, now)
    horizon = min(
        cross(V, R, K, X, c1, low1, high1, low1, now),
        cross(V, R, K, X, c1, low1, high1, high1, now),
        cross(V, R, K, X, c2, low2, high2, low2, now),
        cross(V, R, K, X, c2, low2, high2, high2, now),
        _turn(one, K[c1] if one != 0.0 else 0.0, other, K[c2] if other != 0.0 else 0.0, now),
    )
    if K[c1] == 0.0 and K[c2] == 0.0:
        rate = one - other
        if rate == 0.0:
            return horizon
        return now + 1 if first == 0.0 else min(horizon, _after(-first / rate, now))
    if horizon < NEVER and first != 0.0:
        if _gap(V, R, K, X, c1, low1, high1, c2, low2, high2, horizon) * first > 0.0:
            return horizon
        return _halve(V, R, K, X, c1, low1, high1, c2, low2, high2, first, now, horizon)
    before, step = now, 1
    for _ in range(40):
        after = now + step
        found = _gap(V, R, K, X, c1, low1, high1, c2, low2, high2, after)
        if first == 0.0 and found != 0.0:
            return before + 1
        if first != 0.0 and found * first <= 0.0:
            return _halve(V, R, K, X, c1, low1, high1, c2, low2, high2, first, before, after)
        before, step = after, step * 2
    return horizon


def _gap(
    V: Floats,
    R: Floats,
    K: Floats,
    X: Ints,
    c1: int,
    low1: float,
    high1: float,
    c2: int,
    low2: float,
    high2: float,
    at: int,
) -> float:
    """How far one meter is above another at a moment."""
    return clamped(V, R, K, X, c1, low1, high1, at) - clamped(V, R, K, X, c2, low2, high2, at)


def _slope(V: Floats, R: Floats, K: Floats, X: Ints, c: int, low: float, high: float, now: int) -> float:
    """How fast a meter moves right now, per ms; 0 at a bound that keeps it."""
    v = clamped(V, R, K, X, c, low, high, now)
    slope = R[c] if K[c] == 0.0 else (R[c] - v) * K[c]
    if (v >= high and slope > 0.0) or (v <= low and slope < 0.0):
        return 0.0
    return slope


def _turn(one: float, pace: float, other: float, pace2: float, now: int) -> int:
    """When two slopes, each of which decays at its pace, are the same; NEVER if they are not from `now` on.

    From one · exp(−pace · t) = other · exp(−pace2 · t).
    """
    if one == 0.0 or other == 0.0 or pace == pace2 or (one > 0.0) != (other > 0.0):
        return NEVER
    return _after(log_(one / other) / (pace - pace2), now)


def _halve(
    V: Floats,
    R: Floats,
    K: Floats,
    X: Ints,
    c1: int,
    low1: float,
    high1: float,
    c2: int,
    low2: float,
    high2: float,
    first: float,
    before: int,
    after: int,
) -> int:
    """The ms in (before, after] at which the gap has lost the sign of `first`.

    By the secant, and by halving at every third step, so that 90 steps always do; most take fewer than ten.
    """
    low = _gap(V, R, K, X, c1, low1, high1, c2, low2, high2, before)
    high = _gap(V, R, K, X, c1, low1, high1, c2, low2, high2, after)
    for turn in range(90):
        if after - before <= 1:
            break
        middle = _probe(turn, before, after, low, high)
        found = _gap(V, R, K, X, c1, low1, high1, c2, low2, high2, middle)
        if found * first <= 0.0:
            after, high = middle, found
        else:
            before, low = middle, found
    return after


def _probe(turn: int, before: int, after: int, low: float, high: float) -> int:
    """Where to look next between two moments at which a gap is `low` and `high`."""
    width = after - before
    if turn % 3 == 2 or low == high:
        return before + width // 2
    share = low / (low - high)
    if share >= 1.0:
        return after - 1
    guess = before + int(width * share) if share > 0.0 else before
    if guess <= before:
        return before + 1
    return after - 1 if guess >= after else guess


def cross_wave(
    V: Floats,
    R: Floats,
    K: Floats,
    X: Ints,
    c: int,
    low: float,
    high: float,
    a: float,
    b: float,
    period: float,
    peak: float,
    offset: int,
    now: int,
) -> int:
    """A ms after `now` until which a meter stands to `a + b · wave(period, peak)` as it does now.

    As neither can move faster than its steepest slope, nothing is crossed within (distance / slope): the search leaps
    so far, at least 1/96 period (and 1 s). What lies within the first leap is found to the ms; what is farther off
    is looked for again from the leap before, since by then most meters have been given another line.
    """
    value = curve(V, R, K, X, c, now)
    first = distance = least(most(value, low), high) - (a + b * wave(now, offset, period, peak))
    if first == 0.0 or period <= 0.0:
        return now + 1
    slope = size(R[c]) if K[c] == 0.0 else size(value - R[c]) * K[c]
    slope += size(b) * TURN / period
    least_step = most(1_000.0, period / 96.0)
    before, end = now, now + int(least(most(0.375 * period, 1_000.0), FARTHEST))
    while before < end:
        leap = most(least_step, size(distance) / slope) if slope > 0.0 else 1e18
        leap = least(leap, least(most(3.0 * period, 1_000.0), FARTHEST))
        after = before + int(leap)
        if after > end and size(distance) >= slope * leap:
            return after
        distance = _rest(V, R, K, X, c, low, high, a, b, period, peak, offset, after)
        if distance * first <= 0.0:
            if before > now:
                return before
            return _halve_wave(V, R, K, X, c, low, high, a, b, period, peak, offset, first, distance, before, after)
        before = after
    return before


def _rest(
    V: Floats,
    R: Floats,
    K: Floats,
    X: Ints,
    c: int,
    low: float,
    high: float,
    a: float,
    b: float,
    period: float,
    peak: float,
    offset: int,
    at: int,
) -> float:
    """How far a meter is above a wave at a moment."""
    return clamped(V, R, K, X, c, low, high, at) - (a + b * wave(at, offset, period, peak))


def _halve_wave(
    V: Floats,
    R: Floats,
    K: Floats,
    X: Ints,
    c: int,
    low: float,
    high: float,
    a: float,
    b: float,
    period: float,
    peak: float,
    offset: int,
    first: float,
    right: float,
    before: int,
    after: int,
) -> int:
    """The ms in (before, after] at which a meter has crossed a wave, from how far it is above it at both; steps as in
    `_halve`."""
    left = first
    for turn in range(90):
        if after - before <= 1:
            break
        middle = _probe(turn, before, after, left, right)
        found = _rest(V, R, K, X, c, low, high, a, b, period, peak, offset, middle)
        if found * first <= 0.0:
            after, right = middle, found
        else:
            before, left = middle, found
    return after
