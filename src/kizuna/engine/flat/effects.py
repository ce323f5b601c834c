"""What generated effects call besides staging, over buffers."""

from __future__ import annotations

from kizuna.engine.flat.bundle import Flat
from kizuna.engine.flat.gathered import said
from kizuna.engine.luck import luck


def lucky(S: Flat, number: int, whom: int, probability: float) -> bool:
    """As in `kizuna.engine.runtime`."""
    told = said(S.SAID, number)
    if told >= 0:
        return told == 1
    if S.middle != 0:
        return probability >= 0.5
    return luck(S.base, number + whom, 13) < probability
