"""Numbers that several commands take: days, which are finite, and seeds, which are whole numbers of 64 bits."""

from __future__ import annotations

from math import isfinite
from typing import Any

import typer

MOST_DAYS = 1_000_000
LEAST_SEED, MOST_SEED = -(1 << 63), (1 << 63) - 1


def days_option(what: str, most: float = MOST_DAYS) -> Any:
    """An option for a number of days from 0 to `most`; `what` is its help. Anything else is wrong usage."""

    def checked(days: float | None) -> float | None:
        if days is not None and not isfinite(days):     # no range refuses what is not a number
            raise typer.BadParameter(f"{days} is not in the range 0<=x<={most}.")
        return days

    return typer.Option(min=0, max=most, help=what, callback=checked)


def seed_option(what: str) -> Any:
    """An option for a seed; `what` is its help. Anything else is wrong usage."""
    return typer.Option(help=what, callback=_seed)


def _seed(seed: int | None) -> int | None:
    if seed is not None and not LEAST_SEED <= seed <= MOST_SEED:
        raise typer.BadParameter(f"{seed} is not in the range {LEAST_SEED}<=x<={MOST_SEED}.")
    return seed
