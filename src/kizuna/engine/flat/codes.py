"""Numbers that both kernels share."""

from __future__ import annotations

DONE, BEGINS, INTERRUPTED, FAILS = range(4)
TRIGGERED = 2
BEGIN, REACT = 20, 21
RING = 200
"""How many of the last rules at an instant are remembered, to name a cascade by."""
MOST_AT_ONCE, MOST_EACH, AT_ONCE = 20_000, 50, 1
LONGEST = 1 << 50
AFTER_INSTANT = 1_000
