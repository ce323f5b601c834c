"""Sets of numbers as stretches between two ends."""

from __future__ import annotations

import math
from typing import NamedTuple


class Stretch(NamedTuple):
    """The numbers between two ends, each of which belongs to them or not."""

    low: float = -math.inf
    high: float = math.inf
    with_low: bool = True
    with_high: bool = True

    @property
    def empty(self) -> bool:
        """Whether no number is in it."""
        return self.low > self.high or (self.low == self.high and not (self.with_low and self.with_high))


Stretches = tuple[Stretch, ...]


def meet(a: Stretches, b: Stretches) -> Stretches:
    """What is in both, in ascending order, with stretches that touch made one."""
    common = (_meet(one, other) for one in a for other in b)
    merged: list[Stretch] = []
    for part in sorted((each for each in common if not each.empty), key=lambda each: (each.low, not each.with_low)):
        last = merged[-1] if merged else None
        if last is not None and (part.low < last.high or (part.low == last.high and (part.with_low or last.with_high))):
            high, without = max((last.high, last.with_high), (part.high, part.with_high))
            merged[-1] = Stretch(last.low, high, last.with_low, without)
        else:
            merged.append(part)
    return tuple(merged)


def compared(op: str, value: float) -> Stretches:
    """The numbers that are `op` a value."""
    match op:
        case "<" | "<=":
            return (Stretch(high=value, with_high=op == "<="),)
        case ">" | ">=":
            return (Stretch(low=value, with_low=op == ">="),)
        case "==":
            return (Stretch(value, value),)
        case _:
            return (Stretch(high=value, with_high=False), Stretch(low=value, with_low=False))


def _meet(a: Stretch, b: Stretch) -> Stretch:
    low, without_low = max((a.low, not a.with_low), (b.low, not b.with_low))
    high, with_high = min((a.high, a.with_high), (b.high, b.with_high))
    return Stretch(low, high, not without_low, with_high)
