"""Random worlds: the engine against the plain evaluator and against its own promises.

A few derandomised examples run with the normal suite; the tests marked slow draw many new ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kizuna.engine.machine import Machine
from kizuna.engine.trace import Trace
from kizuna.world.model import World

from ...engines import ENGINES
from . import truths
from .doings import Overseer
from .ledger import Ledger, Scale
from .life import MOST, build, lived, looks, moments
from .reading import Readings
from .worlds import packs

Life = Callable[[dict[str, str], int, list[int]], None]
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
FEW = settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=CALM,
    phases=[Phase.explicit, Phase.generate],
)
MANY = settings(max_examples=600, deadline=None, suppress_health_check=CALM)
seeds = st.integers(0, 9)


def both(check: Life) -> tuple[Life, Life]:
    """The same property with few examples, always the same, and with many."""
    drawn = given(packs(), seeds, moments)(check)
    return FEW(drawn), pytest.mark.slow(MANY(given(packs(), seeds, moments)(check)))


def _begin(files: dict[str, str], seed: int) -> Machine:
    return Machine.begin(build(files), seed)


def _settled(files: dict[str, str], seed: int, waits: list[int]) -> None:
    """Conditions are marked as true exactly while they are, meters move as they should, sets mirror references."""
    machine = _begin(files, seed)
    for _ in looks(machine, waits):
        for check in truths.ALL:
            assert check(machine) == []


def _expressions(files: dict[str, str], seed: int, waits: list[int]) -> None:
    """Generated code and the plain evaluator agree on every expression of the world at any moment."""
    machine = _begin(files, seed)
    readings = Readings(machine)
    assert readings.wrong() == []
    for _ in looks(machine, waits):
        assert readings.wrong() == []


def _doings(files: dict[str, str], seed: int, waits: list[int]) -> None:
    """What is begun may be begun, what fires holds, and nothing much better was to be chosen."""
    machine = _begin(files, seed)
    overseer = Overseer(machine)
    for _ in looks(machine, waits):
        assert overseer.wrong == []


def _records(files: dict[str, str], seed: int, waits: list[int]) -> None:
    """Ids are unique, causes came before, writers are recorded, and moves lose nothing."""
    machine = _begin(files, seed)
    ledger, scale = Ledger(machine), Scale(machine)
    for _ in looks(machine, waits):
        ledger.read()
        assert ledger.wrong == []
        assert scale.wrong == []


def _resumed(files: dict[str, str], seed: int, waits: list[int], folder: Path) -> None:
    """A life that is saved, loaded and copied at any of its events is the life lived straight through."""
    world = build(files)
    until = sum(waits) * 60_000
    straight, _ = lived(Machine.begin(world, seed), until)
    path = str(folder / "state.npz")
    machine, ints, floats = Machine.begin(world, seed), [], []
    for room in waits:
        found, whole = lived(machine, until, min(room % 23 + 1, MOST - machine.recorded))
        ints, floats = ints + found[0], floats + found[1]
        if not whole:
            return
        machine.save(path)
        machine = Machine.load(path, world).copy()
    rest, _ = lived(machine, until, MOST - machine.recorded)
    assert (ints + rest[0], floats + rest[1]) == straight


def _unmoved(files: dict[str, str], seed: int, waits: list[int]) -> None:
    """Setting everything to what it is changes nothing."""
    world = build(files)
    until = sum(waits) * 60_000
    machine, other = Machine.begin(world, seed), Machine.begin(world, seed)
    if not (lived(machine, until // 2)[1] and lived(other, until // 2)[1]):
        return
    for key, slot in world.attributes.items():
        if not slot.bond:
            for row in machine.members(slot.owner):
                machine.set_value(key, row, machine.get(key, row))
    machine.drain()
    assert lived(machine, until) == lived(other, until)


def _traced(world: World, seed: int, until: int, change: tuple[str, float] | None) -> tuple[Trace, set[int]] | None:
    machine = Machine.begin(world, seed)
    if not lived(machine, until // 2)[1]:
        return None
    trace, source = Trace(machine), set[int]()
    if change is not None:
        key, value = change
        rows = machine.members(key.partition(".")[0])
        if not rows:
            return None
        source = {trace.outside(lambda: void(machine.set_value(key, rows[0], value))).number}
    return (trace, source) if lived(machine, until, trace=trace)[1] else None


def void(_: object) -> None:
    """Drops a value."""


def _dependent(files: dict[str, str], seed: int, waits: list[int]) -> None:
    """Every event that an intervention changed or added depends on what the intervention wrote, in its own life."""
    world = build(files)
    until = sum(waits) * 60_000
    keys = [key for key, a in world.attributes.items() if a.form in ("meter", "number", "flag") and not a.bond]
    key = keys[seed % len(keys)]
    plain = _traced(world, seed, until, None)
    other = _traced(world, seed, until, (key, float(waits[0] % 3) if world.attributes[key].form != "flag" else 0))
    if plain is None or other is None:
        return
    before = {record[1]: record for step in plain[0].steps for record in step.records}
    reached = other[0].reached_from(other[1])
    stray = [
        record
        for step in other[0].steps
        if step.number not in reached
        for record in step.records
        if before.get(record[1]) != record
    ]
    assert stray == []


test_settled_truths, test_settled_truths_of_many = both(_settled)
test_expressions, test_expressions_of_many = both(_expressions)
test_doings, test_doings_of_many = both(_doings)
test_records, test_records_of_many = both(_records)
test_no_op_interventions, test_no_op_interventions_of_many = both(_unmoved)
test_dependencies, test_dependencies_of_many = both(_dependent)


@FEW
@given(packs(), seeds, moments)
def test_saves_and_copies(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], seed: int, waits: list[int]
) -> None:
    """A life may be saved, loaded and copied at any event."""
    _resumed(files, seed, waits, tmp_path_factory.mktemp("saves"))


@pytest.mark.slow
@MANY
@given(packs(), seeds, moments)
def test_saves_and_copies_of_many(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], seed: int, waits: list[int]
) -> None:
    """A life may be saved, loaded and copied at any event."""
    _resumed(files, seed, waits, tmp_path_factory.mktemp("saves"))


def test_the_hash_seed_does_not_matter() -> None:
    """A dozen random worlds live the same lives in processes with other hash seeds, each with another engine."""
    root = Path(__file__).parents[3]
    found = set()
    for seed, engine in zip(("1", "77", "4711"), ENGINES, strict=False):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(root), str(root / "src")])}
        command = [sys.executable, "-m", "tests.engine.oracle.dozen", engine]
        done = subprocess.run(command, env=env, cwd=root, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
    assert len(next(iter(found)).split()) >= 10
