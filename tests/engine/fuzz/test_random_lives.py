"""Random worlds live the same life on all engines, however often they change, and through saves at any event."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ...engines import LLVM
from ..oracle.life import MINUTE, build, moments
from ..oracle.worlds import packs
from .lives import Leg, check_plan, plans

CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
ONCE = [Phase.explicit, Phase.generate]
seeds = st.integers(0, 9)
needs_llvm = pytest.mark.skipif(not LLVM, reason="needs llvmlite")


def few(count: int) -> settings:
    """So many examples, the same each time."""
    return settings(
        max_examples=count, derandomize=True, deadline=None, database=None, suppress_health_check=CALM, phases=ONCE
    )


def many(count: int) -> settings:
    """So many new examples."""
    return settings(max_examples=count, deadline=None, suppress_health_check=CALM)


def live(files: dict[str, str], seed: int, waits: list[int], plan: list[Leg], folder: Path) -> None:
    """One example."""
    check_plan(build(files), seed, sum(waits) * MINUTE, plan, folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where saves go."""
    return tmp_path_factory.mktemp("saves")


@few(60)
@given(packs(rich=True), seeds, moments, plans("flat", "python"))
def test_buffers_in_cpython(
    folder: Path, files: dict[str, str], seed: int, waits: list[int], plan: list[Leg]
) -> None:
    """The kernel over buffers, not compiled."""
    live(files, seed, waits, plan, folder)


@needs_llvm
@few(25)
@given(packs(rich=True), seeds, moments, plans("compiled", "fast", "python", "flat"))
def test_compiled(folder: Path, files: dict[str, str], seed: int, waits: list[int], plan: list[Leg]) -> None:
    """Machine code, and all changes between the three."""
    live(files, seed, waits, plan, folder)


@pytest.mark.slow
@many(1500)
@given(packs(rich=True), seeds, moments, plans("flat", "python"))
def test_buffers_in_cpython_of_many(
    folder: Path, files: dict[str, str], seed: int, waits: list[int], plan: list[Leg]
) -> None:
    """The same with many new worlds."""
    live(files, seed, waits, plan, folder)


@pytest.mark.slow
@needs_llvm
@many(600)
@given(packs(rich=True), seeds, moments, plans("compiled", "fast", "python", "flat"))
def test_compiled_of_many(
    folder: Path, files: dict[str, str], seed: int, waits: list[int], plan: list[Leg]
) -> None:
    """The same with many new worlds."""
    live(files, seed, waits, plan, folder)


SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.json"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_what_once_differed(sample: Path, folder: Path) -> None:
    """The smallest worlds of differences that were found."""
    found = json.loads(sample.read_text())
    for engine in ("flat", "compiled", "fast") if LLVM else ("flat",):
        plan = [Leg(engine if leg[0] == "other" else leg[0], *leg[1:]) for leg in found["plan"]]
        live(found["files"], found["seed"], found["waits"], plan, folder)
