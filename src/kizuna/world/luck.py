"""Identities and addressed luck for what is made before a run begins.

A draw is a hash of its address (a seed and whatever tells it from every other draw), so draws elsewhere never move it.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

_MASK = (1 << 64) - 1


@lru_cache(maxsize=1 << 16)
def stable(text: str) -> int:
    """A 63-bit non-negative hash of a text: the first 8 bytes of its BLAKE2b digest, big-endian, less one bit."""
    digest = blake2b(text.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def draw(seed: int, *parts: int) -> float:
    """A number in [0, 1) with 53 bits, the same for the same seed and parts in the same order."""
    x = _mixed(seed & _MASK)
    for part in parts:
        x = _mixed((x ^ part) & _MASK)
    return (x >> 11) * 2.0**-53


def pick(seed: int, count: int, *parts: int) -> int:
    """A whole number in 0..count-1, at the same address as `draw`. `count` is at least 1."""
    return min(int(draw(seed, *parts) * count), count - 1)


def _mixed(x: int) -> int:
    """One step of splitmix64 (Steele, Lea and Flood, 2014)."""
    x = (x + 0x9E3779B97F4A7C15) & _MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)
