"""Waves of any period are solved for in a bounded number of steps, and never beyond what 64 bits hold."""

from __future__ import annotations

import pytest

from kizuna.engine.crossings import FARTHEST, cross_wave


@pytest.mark.parametrize("period", [5e-324, 1e-9, 0.1, 1.0, 86_400_000.0, 1e15, 1e18, 1e300])
@pytest.mark.parametrize("rate", [0.0, 1e-12, 1e-3])
def test_a_wave_of_any_period_is_looked_at_again(period: float, rate: float) -> None:
    """Later, and not so late that moments overflow; a period below the clock's resolution ends the search as well."""
    now = 5_000
    when = cross_wave([0.9], [rate], [0.0], [0], 0, 0.0, 1.0, 0.5, 0.25, period, 0.0, 0, now)
    assert now < when <= now + 2 * FARTHEST
