"""Addressed luck: a draw is a hash of its address, so that draws elsewhere never move it."""

from __future__ import annotations

from kizuna.codegen.lower.types import Word

MASK = (1 << 64) - 1
FOLD = 0x243F6A8885A308D3


def mix(x: Word) -> Word:
    """The finaliser of splitmix64 (Steele, Lea and Flood, 2014) on 64 bits."""
    x &= MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def luck_base(seed: int, rule: int, ident: int, bucket: int, ordinal: int) -> int:
    """What the draws of one rule by one doer within one bucket have in common."""
    x = mix(seed * 0xD1B54A32D192ED03 + rule * 0x9E3779B97F4A7C15 + ident * 0x8CB92BA72F3D8DD7)
    return mix(x + bucket * 0xAEF17502108EF2D9 + ordinal * 0xDA942042E4DD58B5) >> 1


def luck(base: int, who: int, number: int) -> float:
    """A draw in [0, 1) for further identities and the number of the draw."""
    return (mix(base + who * 0xAEF17502108EF2D9 + number * 0xDA942042E4DD58B5) >> 11) * 1.1102230246251565e-16


def fold_id(*parts: int) -> int:
    """A positive 63-bit identity made of others, in order."""
    x = FOLD
    for part in parts:
        x = mix(x * 0x9E3779B97F4A7C15 + part)
    return (x >> 1) or 1


def fold(x: Word, part: int) -> Word:
    """One step of `fold_id`, which begins with FOLD and ends with `folded`."""
    return mix(x * 0x9E3779B97F4A7C15 + part)


def folded(x: Word) -> int:
    """The identity that the steps have led to."""
    return ((x & MASK) >> 1) or 1
