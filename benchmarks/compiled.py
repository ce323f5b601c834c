"""An event of the village in CPython and compiled: the same days, lived by turns in one process, the same bytes.

CPU seconds of living alone, all rules of leaf; records are made and thrown away. The first day, on which everybody
learns a lot, and what it takes to load the code do not count.
"""

from __future__ import annotations

import statistics
import time
from array import array
from hashlib import sha256

from timing import ROOT, Figure, show

from kizuna.cli.main import seldom_search
from kizuna.codegen.lower.target import Level
from kizuna.diagnostics import Sink
from kizuna.engine.flat.native import make
from kizuna.engine.machine import Machine
from kizuna.engine.tables import tables_of
from kizuna.world.kept import open_world

DAY = 86_400_000
PEOPLE, DAYS, SEEDS, TURNS = 60, 30, (1, 2, 3), 5


def lived(machine: Machine, engine: str) -> tuple[float, int, str]:
    """A month of a copy: CPU seconds, events, and the hash of what was recorded."""
    copy = machine.copy()
    copy.player.engine = engine
    copy.live(copy.now)     # the state goes to where it is lived
    copy.drain()
    first, began = copy.recorded, time.process_time()
    copy.live(copy.now + DAYS * DAY)
    seconds = time.process_time() - began
    ints, floats = copy.drain()
    stream = array("q", ints).tobytes() + array("d", floats).tobytes()
    return seconds, copy.recorded - first, sha256(stream).hexdigest()


def figures() -> list[Figure]:
    """What an event takes on both, and how many times as fast compiled code is. Raises RuntimeError if they differ."""
    seldom_search()     # as the command line does
    _, world = open_world(ROOT / "worlds" / "leaf", Sink(), PEOPLE, 1)
    assert world is not None
    make(tables_of(world), Level.FAST)
    slow, fast, times, events = [], [], [], 0
    for seed in SEEDS:
        machine = Machine.begin(world, seed)
        machine.live(DAY)
        machine.drain()
        quick = []
        for turn in range(TURNS):
            seconds, count, stream = lived(machine, "compiled")
            quick.append(seconds / count * 1e6)
            if turn == TURNS // 2:
                seconds, events, same = lived(machine, "python")
                slow.append(seconds / events * 1e6)
                if same != stream:
                    raise RuntimeError(f"seed {seed} is not lived the same compiled")
        fast += quick
        times.append(slow[-1] / statistics.median(quick))
    note = f"{PEOPLE} people, {DAYS} days after the first, {events} events, seeds {SEEDS[0]} to {SEEDS[-1]}, same bytes"
    return [
        Figure("an event in CPython", tuple(slow), "µs CPU", note),
        Figure("an event compiled", tuple(fast), "µs CPU", note),
        Figure("how many times as fast", tuple(times), "times", "each seed by the median of its turns"),
    ]


if __name__ == "__main__":
    show(figures())
