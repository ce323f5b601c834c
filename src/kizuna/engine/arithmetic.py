"""The closed list of arithmetic that generated code may call: exact, total, and the same on every platform.

Of the machine's libm only the square root is used, which IEEE requires to be exact; see `series` for the rest.
"""

from __future__ import annotations

from math import sqrt

from kizuna.lang.types import NEVER_WAS

BIG = 1e300
TURN = 6.283185307179586


def ratio(a: float, b: float) -> float:
    """a / b; 0 where b is 0."""
    return a / b if b != 0.0 else 0.0


def size(a: float) -> float:
    """The absolute value."""
    return -a if a < 0.0 else a


def least(a: float, b: float) -> float:
    """The smaller of two."""
    return a if a < b else b


def most(a: float, b: float) -> float:
    """The larger of two."""
    return a if a > b else b


def whole(a: float) -> float:
    """The largest whole number not above `a`; numbers beyond 2^62 are returned as they are."""
    if not -4.6e18 < a < 4.6e18:
        return a
    cut = float(int(a))
    return cut - 1.0 if cut > a else cut


def root(a: float) -> float:
    """The square root, 0 for what has none. IEEE requires it to be exact."""
    return sqrt(a) if a > 0.0 else 0.0


def sane(a: float) -> float:
    """A finite number: what is not one becomes 0, what is too large is cut."""
    if a != a:
        return 0.0
    if a > BIG:
        return BIG
    return -BIG if a < -BIG else a


def shift(moment: int, span: float) -> int:
    """A moment moved by a span in ms, rounded down and kept within ±2^61; what never was stays so."""
    if moment <= NEVER_WAS:
        return NEVER_WAS
    span = sane(span)
    if span > 2e18:
        return 1 << 61
    if span < -2e18:
        return NEVER_WAS
    return moment + int(whole(span))
