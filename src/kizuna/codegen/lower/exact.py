"""What the subset may call of `math`, written in the subset itself: exact, so the machine's libm is not asked."""

from __future__ import annotations

import struct


def bits_of(x: float) -> int:
    """The 64 bits of a float as an int."""
    return int(struct.unpack("<q", struct.pack("<d", x))[0])


def from_bits(word: int) -> float:
    """The float that has these 64 bits."""
    return float(struct.unpack("<d", struct.pack("<q", word))[0])


def ldexp_(x: float, power: int) -> float:
    """x times 2 to a power, rounded once, infinite where it is too large."""
    if power > 1023:
        x *= 8.98846567431158e307
        power -= 1023
        if power > 1023:
            x *= 8.98846567431158e307
            power -= 1023
            if power > 1023:
                power = 1023
    elif power < -1022:
        # 2^-969 keeps 53 bits in hand, so that only the last product rounds.
        x *= 2.004168360008973e-292
        power += 969
        if power < -1022:
            x *= 2.004168360008973e-292
            power += 969
            if power < -1022:
                power = -1022
    return x * from_bits((power + 1023) << 52)


def mantissa(x: float) -> float:
    """The first of `math.frexp`."""
    if x == 0.0 or x - x != 0.0:
        return x
    word = bits_of(x)
    if (word >> 52) & 2047 == 0:
        word = bits_of(x * 18014398509481984.0)
    return from_bits((word & -9218868437227405313) | 4602678819172646912)


def exponent(x: float) -> int:
    """The second of `math.frexp`."""
    if x == 0.0 or x - x != 0.0:
        return 0
    found = (bits_of(x) >> 52) & 2047
    if found == 0:
        return ((bits_of(x * 18014398509481984.0) >> 52) & 2047) - 1076
    return found - 1022
