"""What somebody does not even look at is nothing that he could have chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.codegen import layout as at
from kizuna.diagnostics import Sink
from kizuna.engine.kernel import Kernel
from kizuna.engine.machine import Machine
from kizuna.world.kept import open_world

HOUR = 3_600_000
LEAF = Path(__file__).parents[2] / "worlds" / "leaf"


@pytest.fixture(scope="module")
def village() -> Machine:
    _, world = open_world(LEAF, Sink(), 40)
    assert world is not None
    return Machine.begin(world, 5)


def worth(kernel: Kernel, doer: int, number: int) -> bool:
    """Whether an action has a utility for somebody, all of its roles looked for."""
    s, row = kernel.s, kernel.layout.world_row
    s.V[row + at.BEST], s.X[row + at.BEST_RULE] = 0.0, 0
    kernel.library["choose"][number](s.V, s.R, s.K, s.X, s.T, doer, s.now)
    return s.X[row + at.BEST_RULE] == number


def test_nothing_worth_doing_is_left_out(village: Machine) -> None:
    """The quick tests rule out only what no search would find, at any hour of some days."""
    found = 0
    for hour in range(7, 80, 3):
        village.live(hour * HOUR)
        kernel = village.kernel
        units = kernel.tables.units
        for doer in village.members("person"):
            kind = kernel.s.X[doer + at.KIND]
            everything = units.candidates[kernel.s.kind_names[kind], kernel.situation(doer)]
            looked_at = set(kernel.options(doer))
            missed = [number for number in everything if number not in looked_at and worth(kernel, doer, number)]
            assert [kernel.rules[number - 1].name for number in missed] == []
            found += sum(worth(kernel, doer, number) for number in looked_at)
    assert found > 500
