"""Numbers that both kernels share."""

from __future__ import annotations

DONE, BEGINS, INTERRUPTED, FAILS = range(4)
TRIGGERED = 2
BEGIN, REACT = 20, 21
RING = 200
"""How many of the last rules at an instant are remembered, to name a cascade by."""
MOST_AT_ONCE, MOST_EACH = 20_000, 50
"""More events than this at once, or than this for each thing there is, are a cascade."""
TOGETHER = 1
"""Events no further apart than this, in ms, are at once: what a moving meter meets anew as soon as time runs goes round
without end as well."""
LONGEST = 1 << 50
AFTER_INSTANT = 1_000
