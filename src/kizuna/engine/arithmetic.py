"""The closed list of arithmetic that generated code may call: exact, total, and the same on every platform.

Nothing here uses the machine's libm; `exp_` and `log_` are polynomials in + - × ÷, so their bits do not vary.
"""

from __future__ import annotations

from math import frexp, ldexp, sqrt

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
LOG2_E = 1.44269504088896338700
BIG = 1e300


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
    """A moment moved by a span in ms, rounded down and kept within ±2^61."""
    span = sane(span)
    if span > 2e18:
        return 1 << 61
    if span < -2e18:
        return -(1 << 61)
    return moment + int(whole(span))


def exp_(x: float) -> float:
    """e to the power of x, error below 1e-15 relative; 0 under -700, capped at 700."""
    if x < -700.0:
        return 0.0
    if x > 700.0:
        x = 700.0
    k = whole(x * LOG2_E + 0.5)
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    total = 1.0
    term = 1.0
    for n in range(1, 15):
        term = term * r / n
        total = total + term
    return ldexp(total, int(k))


def log_(x: float) -> float:
    """The natural logarithm of a positive number; -BIG for others."""
    if x <= 0.0:
        return -BIG
    mantissa, exponent = frexp(x)
    if mantissa < 0.7071067811865476:
        mantissa = mantissa * 2.0
        exponent -= 1
    s = (mantissa - 1.0) / (mantissa + 1.0)
    square = s * s
    total = 0.0
    power = s
    for n in range(1, 40, 2):
        total = total + power / n
        power = power * square
    return exponent * LN2_HIGH + (2.0 * total + exponent * LN2_LOW)
