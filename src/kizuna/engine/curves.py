"""Reading curves, and the moments that clocks give."""

from __future__ import annotations

from collections.abc import Sequence

from kizuna.engine.series import exp_

NEVER = 1 << 61
Floats = Sequence[float]
Ints = Sequence[int]


def curve(V: Floats, R: Floats, K: Floats, X: Ints, c: int, now: int) -> float:
    """The unclamped value of a meter's cell: a line, or an approach where `K` is not 0."""
    if K[c] == 0.0:
        return V[c] + R[c] * (now - X[c])
    if now == X[c] or V[c] == R[c]:
        return V[c]
    return R[c] + (V[c] - R[c]) * exp_(-K[c] * (now - X[c]))


def at_least(V: Floats, R: Floats, K: Floats, X: Ints, c: int, level: float, now: int) -> int:
    """Whether a meter's unclamped value is not below `level`; an approach never leaves what lies between its ends."""
    v = V[c]
    if K[c] == 0.0:
        return 1 if v + R[c] * (now - X[c]) >= level else 0
    if v >= level:
        if R[c] >= level:
            return 1
    elif R[c] < level:
        return 0
    return 1 if curve(V, R, K, X, c, now) >= level else 0


def clamped(V: Floats, R: Floats, K: Floats, X: Ints, c: int, low: float, high: float, now: int) -> float:
    """The value within its bounds."""
    v = curve(V, R, K, X, c, now)
    if v < low:
        return low
    return high if v > high else v


def next_clock(now: int, offset: int, day: int, level: float) -> int:
    """The next ms at which the time of day is `level` (ms after midnight), or the next midnight if that is sooner."""
    clock = (now + offset) % day
    midnight = now + day - clock
    if not 0.0 <= level < day:
        return midnight
    at = int(level)
    if at < level:
        at += 1
    wait = at - clock
    if wait == 0:
        return now + 1
    return now + wait if 0 < wait < day - clock else midnight


def later(now: int, moment: int) -> int:
    """The next ms at which the order of `now` and `moment` changes; NEVER if it has passed."""
    if moment > now:
        return moment
    return now + 1 if moment == now else NEVER
