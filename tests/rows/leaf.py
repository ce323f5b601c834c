"""Wards full of patients in leaf, and leaf with other parameters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kizuna.world.model import World

from .support import MOST_WORLDS, compiled, written


@lru_cache(maxsize=MOST_WORLDS)
def leaf_with(text: str) -> World:
    """Leaf with the sections of `text` on top."""
    return compiled(written({"tried.yaml": text}, "leaf"))


def parameters(**values: str) -> str:
    """A section that gives parameters other defaults."""
    lines = (f"  {name}: {{extend: yes, default: {value}}}" for name, value in values.items())
    return "\n".join(["parameters:", *lines])


def patients(shares: Sequence[float], depths: Sequence[float], each: int = 1, more: str = "") -> str:
    """For each share of 100 chakra `each` patients with an open, bandaged wound of the depth (none for 0).

    They are called Patient 0, Patient 1 and so on, in order of the shares.
    """
    cast, things = ["cast:"], ["things:"]
    for number, (share, depth) in enumerate((s, d) for s, d in zip(shares, depths, strict=True) for _ in range(each)):
        cast.append(
            f"  Patient {number}: {{is: person, place: hospital, home: staff house, situation: hospital, lying: yes, "
            f"capacity: 100 chakra, chakra: {share} chakra, tiredness: 20 %{more}}}"
        )
        if depth:
            things.append(
                f"  wound {number}: {{is: wound, patient: Patient {number}, site: back, depth: {depth} %, "
                "bandaged: yes, clean: yes}"
            )
    return "\n".join([*cast, *(things if len(things) > 1 else [])])
