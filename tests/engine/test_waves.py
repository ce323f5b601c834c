"""Meters against waves, and the two functions that need no machine's libm."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.engine.machine import Machine
from kizuna.engine.series import exp_, log_, wave

from .support import DAY, HOUR, records, stream, world_of

SLEEPER = """
kinds:
  person:
    agent: yes
    meters:
      pressure:
        range: 0..1
        start: 40 %
        toward: "if asleep(self) then 0 % else 100 %"
        within: "if asleep(self) then 4.2 h else 18.2 h"
    flags: {asleep: {start: no}}
    refs: {place: {to: place, inverse: people}}
cast: {Ada: {}}
triggers:
  fall asleep:
    roles: {p: person}
    when: not asleep(p) and pressure(p) >= 0.67 + 0.12 * wave(24 h, 16:00)
    effects: [asleep(p) = yes]
    phrases: ["{p} falls asleep"]
  wake:
    roles: {p: person}
    when: asleep(p) and pressure(p) <= 0.17 + 0.12 * wave(24 h, 16:00)
    effects: [asleep(p) = no]
    phrases: ["{p} wakes"]
"""


def test_a_meter_meets_a_wave_once_a_day() -> None:
    """One sleep a day of a little under eight hours: the published behaviour of these parameters."""
    machine = Machine.begin(world_of(sleeper=SLEEPER), 1)
    times = [record[2] for record in records(stream(machine, 48 * DAY))]
    onsets, wakes = times[0::2], times[1::2]
    assert 47 <= len(onsets) <= 49
    lengths = [(b - a) / HOUR for a, b in zip(onsets, wakes, strict=False)][5:]
    assert all(7.5 < length < 8.5 for length in lengths)


def test_it_meets_it_at_the_millisecond() -> None:
    """Just before an onset the pressure is under the threshold, at it no longer."""
    machine = Machine.begin(world_of(sleeper=SLEEPER), 1)
    onset = records(stream(machine, 5 * DAY))[0][2]
    fresh = Machine.begin(world_of(sleeper=SLEEPER), 1)
    fresh.live(onset - 1)
    who = fresh.handle("Ada")
    offset = fresh.world.calendar.offset

    def threshold(at: int) -> float:
        return 0.67 + 0.12 * wave(at, offset, 24.0 * HOUR, 16.0 * HOUR)

    assert float(fresh.get("person.pressure", who)) < threshold(onset - 1)
    fresh._now = onset
    assert float(fresh.get("person.pressure", who)) >= threshold(onset)


@given(st.floats(-600, 600))
def test_exp_is_right(x: float) -> None:
    """To a few units in the last place."""
    assert exp_(x) == pytest.approx(math.exp(x), rel=1e-15)


@given(st.floats(1e-300, 1e300))
def test_log_is_right(x: float) -> None:
    """To a few units in the last place."""
    assert log_(x) == pytest.approx(math.log(x), rel=1e-14, abs=1e-15)


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**9), st.integers(0, 10**8))
def test_a_wave_is_a_cosine(now: int, period: int, peak: int) -> None:
    """Between -1 and 1, highest at the peak."""
    turns = ((now - peak) / period) % 1.0
    assert wave(now, 0, float(period), float(peak)) == pytest.approx(math.cos(2 * math.pi * turns), abs=1e-6)
    assert wave(peak, 0, float(period), float(peak)) == 1.0
