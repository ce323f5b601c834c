"""A small pack lived by the engine, and the same rules written by hand in C: the same bytes, and how long each takes.

The two take turns in one process, each beginning anew; CPU seconds of living alone, event records made and thrown away.
"""

from __future__ import annotations

import ctypes
import shutil
import statistics
import subprocess
import tempfile
import time
from array import array
from hashlib import sha256
from pathlib import Path
from typing import Any

from timing import Figure, show

from kizuna.codegen import layout as at
from kizuna.codegen.lower.target import Level
from kizuna.diagnostics import Sink
from kizuna.engine.flat.native import make
from kizuna.engine.machine import Machine
from kizuna.engine.tables import tables_of
from kizuna.world.kept import open_world
from kizuna.world.model import World

HERE = Path(__file__).with_name("limit")
DAY = 86_400_000
ROOM = 20_000
PEOPLE, DAYS, SEED = 60, 365, 1
LONG, INT = ctypes.c_int64, ctypes.c_int


class Kernel:
    """The world in C."""

    def __init__(self, code: Any, machine: Machine) -> None:
        self.code = code
        layout, tables, X = machine.layout, machine._kernel.tables, machine.state.X
        rows = sorted(layout.things.values())
        number = {row: index for index, row in enumerate(rows)}
        table = layout.tables[layout.slots["person>person.liking"].attribute.owner]
        offset = layout.offset("person>person.liking")
        first, to, liking = array("i", [0]), array("i"), array("d")
        for row in rows:
            tie = X[row + table.out]
            while tie:
                to.append(number[X[tie + at.TIE_TO]])
                liking.append(machine.state.V[tie + offset])
                tie = X[tie + at.NEXT_OUT]
            first.append(len(to))
        idents = array("q", [X[row] for row in rows])
        given = (array("q", tables.rule_hashes), array("q", tables.rule_keys), array("q", tables.hashes[:4]))
        self.world = code.world(
            len(rows), LONG(SEED), *(one.buffer_info()[0] for one in (idents, first, to, liking, *given)),
            LONG(tables.watch_keys[0]),
        )  # fmt: skip

    def live(self, until: int, room: int) -> int:
        """Plays, as a machine does."""
        return int(self.code.live(self.world, LONG(until), LONG(room)))

    def drain(self) -> tuple[bytes, bytes]:
        """The records made."""
        ints, floats, reals = LONG(), LONG(), ctypes.c_void_p()
        words = self.code.drain(self.world, ctypes.byref(ints), ctypes.byref(floats), ctypes.byref(reals))
        return ctypes.string_at(words, 8 * ints.value), ctypes.string_at(reals.value or 0, 8 * floats.value)


def compiled(folder: Path) -> Any:
    """The C file as a library. Raises FileNotFoundError without a C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise FileNotFoundError("no C compiler")
    library = folder / "kernel.so"
    flags = ("-O2", "-shared", "-fPIC", "-ffp-contract=off", "-march=x86-64-v2")
    subprocess.run([compiler, *flags, "-o", str(library), str(HERE / "kernel.c")], check=True)
    code = ctypes.CDLL(str(library))
    code.world.restype = code.drain.restype = ctypes.c_void_p
    code.live.restype = LONG
    code.world.argtypes = [INT, LONG, *[ctypes.c_void_p] * 7, LONG]
    code.live.argtypes = [ctypes.c_void_p, LONG, LONG]
    code.drain.argtypes = [ctypes.c_void_p] * 4
    code.done.argtypes = [ctypes.c_void_p]
    return code


def opened() -> World:
    """The pack with its people; its machine code is ready after this. Raises RuntimeError if it has faults."""
    sink = Sink()
    world = open_world(HERE / "pack", sink, PEOPLE, SEED)[1]
    if world is None:
        raise RuntimeError(str(list(sink)))
    make(tables_of(world), Level.FAST)
    return world


def engine(world: World) -> Machine:
    """A machine at the first moment that lives compiled."""
    machine = Machine.begin(world, SEED)
    machine.player.engine = "compiled"
    machine.live(0)
    return machine


def streamed(life: Machine | Kernel, days: int) -> str:
    """The hash of all records of some days."""
    found = sha256(), sha256()
    for day in range(1, days + 1):
        while life.live(day * DAY, ROOM) == ROOM:
            _take(found, life)
        _take(found, life)
    return "".join(one.hexdigest()[:16] for one in found)


def _take(found: tuple[Any, Any], life: Machine | Kernel) -> None:
    ints, floats = life.player.drain() if isinstance(life, Machine) else life.drain()
    for one, more, kind in zip(found, (ints, floats), "qd", strict=True):
        one.update(more if isinstance(more, bytes) else bytes(array(kind, more)))


def timed(life: Machine | Kernel) -> tuple[float, int]:
    """CPU seconds of living, and how many events there were."""
    seconds, events = 0.0, 0
    while True:
        begin = time.process_time()
        found = life.live(DAYS * DAY, ROOM)
        seconds += time.process_time() - begin
        events += found
        _ = life.player.drain() if isinstance(life, Machine) else life.drain()
        if found < ROOM:
            return seconds, events


def figures(times: int = 7) -> list[Figure]:
    """Microseconds for each event, of the engine and of C in turns, and how many times as long the engine takes."""
    with tempfile.TemporaryDirectory() as name:
        code, world = compiled(Path(name)), opened()
        ours, theirs = streamed(engine(world), 60), streamed(Kernel(code, Machine.begin(world, SEED)), 60)
        if ours != theirs:
            raise RuntimeError("the C file does not make the same events")
        mine, hand, events = [], [], 0
        for _ in range(times):
            seconds, events = timed(engine(world))
            mine.append(seconds / events * 1e6)
            kernel = Kernel(code, Machine.begin(world, SEED))
            hand.append(timed(kernel)[0] / events * 1e6)
            code.done(kernel.world)
    note = f"{PEOPLE} people, {DAYS} days, {events} events, the same bytes from both"
    ratio = tuple(a / b for a, b in zip(mine, hand, strict=True))
    return [
        Figure("an event of the reduced rules, the engine compiled", tuple(mine), "µs CPU", note),
        Figure("an event of the reduced rules, C by hand", tuple(hand), "µs CPU", note),
        Figure("the engine against C", ratio, "times as long", f"bar: 2; {statistics.mean(ratio):.2f} on the average"),
    ]


if __name__ == "__main__":
    show(figures())
