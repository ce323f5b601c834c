"""Meters whose curve asks for their own level, and curves that ask for what makes no difference."""

from __future__ import annotations

import pytest

from kizuna.engine.machine import Machine

from .support import HOUR, world_of

TANK = """
kinds:
  tank:
    meters:
      water: {range: 0..100, start: 80, rate: "if water(self) is full then FAST else SLOW", levels: {full: 50}}
      heat: {range: 0..100, start: 10, rate: "if water(self) is full then EVEN else 1 / 1 h", levels: {hot: 60}}
    bonds: {}
things: {vat: {is: tank}}
"""


def vat(fast: int = -10, slow: int = -1, even: int = 1) -> Machine:
    """A tank that loses so much an hour, full or not, and warms up."""
    text = TANK.replace("FAST", f"{fast} / 1 h").replace("SLOW", f"{slow} / 1 h").replace("EVEN", f"{even} / 1 h")
    machine = Machine.begin(world_of(tank=text.replace("    bonds: {}\n", "")), 1)
    machine.live(0)
    return machine


@pytest.mark.parametrize(("water", "after"), [(90, 80), (30, 29), (54, 49.4)])
def test_a_level_that_is_written_turns_the_curve_at_once(water: float, after: float) -> None:
    """From full to low, or within a level; the curve is that of where the water stands from then on."""
    machine = vat()
    row = machine.handle("vat")
    machine.set_value("tank.water", row, water)
    machine.live(HOUR)
    assert machine.get("tank.water", row) == pytest.approx(after)
    machine.set_value("tank.water", row, 90)
    machine.live(2 * HOUR)
    assert machine.get("tank.water", row) == pytest.approx(80)


@pytest.mark.parametrize(("even", "looks"), [(1, False), (2, True)])
def test_what_makes_no_difference_is_not_looked_at(even: int, looks: bool) -> None:
    """Both branches come to the same: nothing that is done to the water concerns the heat."""
    machine = vat(even=even)
    layout = machine.kernel.layout
    heat = machine.handle("vat") + layout.slots["tank.heat"].offset
    assert (machine.kernel.s.Q[heat] != 0) is looks
    machine.live(HOUR)
    assert machine.get("tank.heat", machine.handle("vat")) == pytest.approx(10 + even)
