"""The same stream and the same state on all engines, and when a run goes from one to another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from kizuna.engine.machine import Machine
from kizuna.world.model import World

from ...engines import ENGINES, LLVM, content, use
from ...rows.support import shipped
from ..support import DAY, mill, stream

OTHERS = [engine for engine in ENGINES if engine != "python"]
compiled = pytest.mark.skipif(not LLVM, reason="needs llvmlite")


def lived(world: World, engine: str, seed: int, days: float) -> tuple[Machine, tuple[list[int], list[float]]]:
    """A machine after some days, and its stream."""
    machine = use(Machine.begin(world, seed), engine)
    return machine, stream(machine, round(days * DAY))


@pytest.mark.parametrize("engine", OTHERS)
@pytest.mark.parametrize(("pack", "seed", "days"), [("mill", 1, 4), ("mill", 2, 4), ("leaf", 1, 0.6)])
def test_the_same_bytes_and_the_same_state(pack: str, seed: int, days: float, engine: str) -> None:
    """Whatever the engine."""
    world = mill() if pack == "mill" else shipped("leaf", 60, 1)
    wanted, found = lived(world, "python", seed, days), lived(world, engine, seed, days)
    assert len(wanted[1][0]) > 1000
    assert wanted[1] == found[1]
    assert content(wanted[0].state) == content(found[0].state)


@pytest.mark.parametrize("seed", [3, 4])
def test_a_run_may_change_its_engine_between_any_two_events(seed: int, tmp_path: Path) -> None:
    """At random events, there and back, through a save, and with changes from outside."""
    chance, until = Random(seed), 3 * DAY
    plain, other = Machine.begin(mill(), seed), Machine.begin(mill(), seed)
    wanted: tuple[list[int], list[float]] = ([], [])
    found: tuple[list[int], list[float]] = ([], [])
    while plain.now < until:
        room = chance.randint(1, 400)
        for machine, into, engine in ((plain, wanted, "python"), (other, found, chance.choice(ENGINES))):
            use(machine, engine).live(until, room)
            for kept, more in zip(into, machine.drain(), strict=True):
                kept += more
        assert wanted == found
        if chance.random() < 0.3:
            other.save(str(tmp_path / "state.npz"))
            other = Machine.load(str(tmp_path / "state.npz"), mill())
        if chance.random() < 0.3:
            who = chance.choice(sorted(plain.members("person")))
            attr = next(key for key in sorted(plain.layout.slots) if key.startswith("person.") and ">" not in key)
            assert plain.set_value(attr, who, 0) == other.set_value(attr, who, 0)
    assert content(plain.state) == content(other.state)


@compiled
def test_hash_seeds_change_nothing() -> None:
    """The compiled stream of another process, with another seed of Python's hashes."""
    code = (
        "from tests.engine.compiled.test_same_bytes import lived, mill, content\n"
        "import json; print(json.dumps(lived(mill(), 'compiled', 5, 1)[1]))"
    )
    wanted = lived(mill(), "python", 5, 1)[1]
    for seed in ("1", "77"):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, check=True
        )
        ints, floats = json.loads(run.stdout)
        assert (ints, floats) == (list(wanted[0]), list(wanted[1]))
