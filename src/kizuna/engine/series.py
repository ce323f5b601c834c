"""Exponential, logarithm and cosine as polynomials in + - × ÷: the same bits on every platform, nothing of its libm."""

from __future__ import annotations

from math import frexp, ldexp

from kizuna.engine.arithmetic import BIG, TURN, size, whole

LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10
STEPS_E = 46.16624130844683
"""32 / ln 2: how many steps of the table `_POWERS` there are to a unit of the exponent."""
_C2 = 0.5
_C3 = 0.16666666666666666
_C4 = 0.041666666666666664
_C5 = 0.008333333333333333
_C6 = 0.001388888888888889
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
_HIGH, _LOW = LN2_HIGH / 32.0, LN2_LOW / 32.0
_POWERS = (
    1.0, 1.0218971486541166, 1.0442737824274138, 1.0671404006768237,
    1.0905077326652577, 1.1143867425958924, 1.1387886347566916, 1.1637248587775775,
    1.189207115002721, 1.215247359980469, 1.241857812073484, 1.2690509571917332,
    1.2968395546510096, 1.3252366431597413, 1.3542555469368927, 1.383909881963832,
    1.4142135623730951, 1.4451808069770467, 1.4768261459394993, 1.5091644275934228,
    1.5422108254079407, 1.5759808451078865, 1.6104903319492543, 1.645755478153965,
    1.681792830507429, 1.718619298122478, 1.7562521603732995, 1.7947090750031072,
    1.8340080864093424, 1.8741676341103, 1.9152065613971474, 1.9571441241754002,
)
"""2 to the power of j / 32."""


def exp_(x: float) -> float:
    """e to the power of x, error below 1e-15 relative; 0 under -700, capped at 700."""
    if x < -700.0:
        return 0.0
    if x > 700.0:
        x = 700.0
    scaled = x * STEPS_E + 0.5
    n = int(scaled)
    if n > scaled:
        n -= 1
    r = (x - n * _HIGH) - n * _LOW
    # Horner's scheme of the Taylor series to r^6; |r| <= ln 2 / 64 makes the remainder smaller than 1e-17.
    rest = (((((_C6 * r + _C5) * r + _C4) * r + _C3) * r + _C2) * r + 1.0) * r + 1.0
    return ldexp(_POWERS[n & 31] * rest, n >> 5)


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
