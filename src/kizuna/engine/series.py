"""Exponential, logarithm and cosine as polynomials in + - × ÷: the same bits on every platform, nothing of its libm."""

from __future__ import annotations

from math import frexp, ldexp

from kizuna.engine.arithmetic import BIG, TURN, size, whole

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
LOG2_E = 1.44269504088896338700
_C2 = 0.5
_C3 = 0.16666666666666666
_C4 = 0.041666666666666664
_C5 = 0.008333333333333333
_C6 = 0.001388888888888889
_C7 = 0.0001984126984126984
_C8 = 2.48015873015873e-05
_C9 = 2.7557319223985893e-06
_C10 = 2.755731922398589e-07
_C11 = 2.505210838544172e-08
_C12 = 2.08767569878681e-09
_C13 = 1.6059043836821613e-10
_E1 = -0.5
_E2 = 0.041666666666666664
_E3 = -0.001388888888888889
_E4 = 2.48015873015873e-05
_E5 = -2.755731922398589e-07
_E6 = 2.08767569878681e-09
_E7 = -1.1470745597729725e-11
_E8 = 4.779477332387385e-14
_E9 = -1.5619206968586225e-16
_E10 = 4.110317623312165e-19
_E11 = -8.896791392450574e-22
_E12 = 1.6117375710961184e-24
_C14 = 1.1470745597729725e-11


def exp_(x: float) -> float:
    """e to the power of x, error below 1e-15 relative; 0 under -700, capped at 700."""
    if x < -700.0:
        return 0.0
    if x > 700.0:
        x = 700.0
    scaled = x * LOG2_E + 0.5
    k = int(scaled)
    if k > scaled:
        k -= 1
    r = (x - k * LN2_HIGH) - k * LN2_LOW
    # Horner's scheme of the Taylor series to r^14; |r| <= ln 2 / 2 makes the remainder smaller than 1e-17.
    high = (((((_C14 * r + _C13) * r + _C12) * r + _C11) * r + _C10) * r + _C9) * r + _C8
    low = (((((high * r + _C7) * r + _C6) * r + _C5) * r + _C4) * r + _C3) * r + _C2
    return ldexp((low * r + 1.0) * r + 1.0, k)


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


def wave(now: int, offset: int, period: float, peak: float) -> float:
    """cos(2π (t − peak) / period) with t in ms since a midnight; 0 for a period that is not positive.

    `offset` is the calendar's. Exact to about 1e-15; the series is that of the cosine on a quarter turn.
    """
    if period <= 0.0:
        return 0.0
    turns = ((now + offset) - peak) / period
    part = size(turns - whole(turns + 0.5))
    if part > 0.25:
        return -_quarter(0.5 - part)
    return _quarter(part)


def _quarter(turns: float) -> float:
    x = turns * TURN
    s = x * x
    # Horner's scheme of the cosine's series to x^24; on a quarter turn what is left out is below 1e-20.
    high = ((((_E12 * s + _E11) * s + _E10) * s + _E9) * s + _E8) * s + _E7
    return ((((((high * s + _E6) * s + _E5) * s + _E4) * s + _E3) * s + _E2) * s + _E1) * s + 1.0
