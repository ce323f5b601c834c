"""`--engine auto`: the same bytes at whatever moment compiled code turns up, and what is made of it stays made."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any
from weakref import ref

import pytest

from kizuna.cache import open_cache
from kizuna.engine import player, workshop
from kizuna.engine.machine import Machine
from kizuna.engine.tables import tables_of
from kizuna.world.model import World

from ...engines import content, same, use
from ..support import DAY, HOUR, mill, stream

native = pytest.importorskip("kizuna.engine.flat.native")
from kizuna.codegen.lower.objects import load  # noqa: E402
from kizuna.codegen.lower.target import Level, described  # noqa: E402

UNTIL = 3 * DAY


class Shop:
    """A workshop that has quick code after so many events, and fast code some events later."""

    def __init__(self, machine: Machine, after: int, later: int) -> None:
        self.machine, self.tables, self.after, self.later = machine, machine.kernel.tables, after, later
        self.busy = True

    def ready(self, worth: bool) -> Any:
        """What is ready when it is asked for."""
        self.busy = self.machine.recorded < self.after + self.later
        if self.machine.recorded < self.after:
            return None
        return codes(self.tables, Level.QUICK if self.busy else Level.FAST)


@cache
def codes(tables: Any, level: Level) -> Any:
    """A world's compiled code."""
    return native.Native(tables, level)


@cache
def plain_life(seed: int) -> tuple[Machine, tuple[list[int], list[float]]]:
    """Days at the mill in CPython alone."""
    machine = Machine.begin(mill(), seed)
    machine.player = player.Player(machine.kernel, player.PYTHON)
    return machine, stream(machine, UNTIL)


@pytest.mark.parametrize("seed", range(8))
def test_whenever_it_turns_up(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """After any number of events; while the log is taken, and while somebody looks at the state."""
    chance = Random(seed)
    monkeypatch.setattr(player, "WORTH_LOADING", 0.0)
    monkeypatch.setattr(player, "AT_ONCE", chance.choice((1, 3, 20, 200)))
    machine = Machine.begin(mill(), 1)
    machine.player = auto = player.Player(machine.kernel, player.AUTO)
    monkeypatch.setattr(auto, "_shop", Shop(machine, chance.randint(0, 300), chance.randint(0, 100)))
    ints: list[int] = []
    floats: list[float] = []
    while machine.now < UNTIL:
        machine.live(UNTIL, chance.choice((1, 10, 100, 500)))
        more = machine.drain()
        ints, floats = ints + more[0], floats + more[1]
        if chance.random() < 0.1:
            assert machine.state.now == machine.now
    assert auto.image is not None
    wanted = plain_life(1)
    same(wanted[1], (ints, floats))
    assert content(wanted[0].state) == content(machine.state)


def kept_mill() -> World:
    """The mill as a world of which is kept what is made of it."""
    return replace(mill(), origin="the mill of a test")


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of one's own with nothing in it."""
    monkeypatch.setenv("KIZUNA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(player, "WORTH_LOADING", 0.0)
    monkeypatch.setattr(player, "WORTH_MAKING", 0.0)
    return tmp_path / "cache"


def waited(what: Callable[[], bool]) -> None:
    """Waits until something is so."""
    until = monotonic() + 60.0
    while not what():
        assert monotonic() < until
        sleep(0.01)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is made beside a run there")
def test_made_beside_the_run(empty_cache: Path) -> None:
    """Another process makes it, quickly and then fast; the run goes over to it and says the same."""
    machine = Machine.begin(kept_mill(), 1)
    machine.player = auto = player.Player(machine.kernel, player.AUTO)
    shop = workshop.workshop(machine.kernel.tables)
    ints: list[int] = []
    floats: list[float] = []
    began = monotonic()
    while machine.now < UNTIL:
        machine.live(UNTIL, 20)
        more = machine.drain()
        ints, floats = ints + more[0], floats + more[1]
        if not auto.away and monotonic() - began < 60.0:
            waited(lambda: not shop.busy or shop.ready(False) is not None)
    assert auto.away
    same(plain_life(1)[1], (ints, floats))
    waited(lambda: shop.ready(False) is not None and not shop.busy)
    assert all(native.is_made(machine.kernel.tables, level) for level in Level)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is made beside a run there")
def test_a_maker_that_ends_early(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run goes on as before, and looks once more for what others may have made."""
    monkeypatch.setattr(workshop, "_work", lambda tables, pipe: os._exit(0))
    tables = tables_of(kept_mill())
    shop = workshop.Workshop(tables)
    assert shop.ready(True) is None
    assert shop.busy
    native.make(tables, Level.QUICK)
    waited(lambda: not (shop.ready(True), shop.busy)[1])
    assert shop.ready(True) is not None
    assert not shop.busy, "it is not tried again and again"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is made beside a run there")
def test_runs_too_short_for_it_make_it_together(empty_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each leaves what it has made to the next."""
    from kizuna.codegen.lower import build

    monkeypatch.setattr(build, "KEEP_EVERY", 0.0)
    monkeypatch.setattr(build, "BATCH", 32)
    known = [0]
    for _ in range(40):
        machine = Machine.begin(kept_mill(), 1)
        tables = machine.kernel.tables
        machine.player = player.Player(machine.kernel, player.AUTO)
        machine.live(HOUR)
        shop = workshop.workshop(tables)

        def units(tables: Any = tables) -> int:
            name, _ = native.names_of(tables)
            return sum(len(load(open_cache(), name, described(level)).known) for level in Level)

        if not shop.busy:
            break
        waited(lambda shop=shop, units=units: units() > known[-1] or not (shop.ready(False), shop.busy)[1])
        shop._stop()
        known.append(units())
    assert native.is_made(tables, Level.FAST)
    assert len(known) > 2
    assert known == sorted(known)


@pytest.mark.parametrize("engine", [player.PYTHON, player.COMPILED])
def test_a_world_goes_when_nobody_lives_it(engine: str, empty_cache: Path) -> None:
    """With its tables and its code, so that thousands can be lived one after the other."""
    machine = use(Machine.begin(kept_mill(), 1), engine)
    assert machine.live(HOUR, 1000) > 0
    tables = ref(machine.kernel.tables)
    del machine
    gc.collect()
    assert tables() is None


def test_a_machine_that_is_given_up_gives_up_its_buffers_at_once() -> None:
    """Not when the collector comes to it: one process may hold many machines one after the other."""
    machine = Machine.begin(mill(), 3)
    machine.player = player.Player(machine.kernel, player.COMPILED)
    gc.disable()
    try:
        machine.live(machine.now + DAY)
        image = ref(machine.player.image)
        assert image() is not None
        del machine
        assert image() is None
    finally:
        gc.enable()
