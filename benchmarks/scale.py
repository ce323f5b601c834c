"""What an event costs with 60 to 10 000 people: compiled, all rules of leaf, the chronicle on disk.

One process for each size, one after the other. What it takes to read the world and to bring it to its first moment is
told apart. The second half of the time is told apart, too: at first everybody learns a lot.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from timing import ROOT, Figure, show

SIZES = ((60, 60), (300, 20), (1_000, 8), (3_000, 4), (10_000, 3))
"""How many people, and for how many days."""
DAY = 86_400_000
ROOM = 2_000


def child(people: int, days: int, folder: str) -> dict[str, float]:
    """The figures of one size, measured within this process."""
    from kizuna.chronicle.writer import RunWriter
    from kizuna.cli.main import seldom_search
    from kizuna.codegen.lower.target import Level
    from kizuna.diagnostics import Sink
    from kizuna.engine.flat.native import make
    from kizuna.engine.machine import Machine
    from kizuna.engine.tables import tables_of
    from kizuna.world.kept import open_world

    seldom_search()     # as the command line does
    sink = Sink()
    pack, world = open_world(ROOT / "worlds" / "leaf", sink, people, 1)
    assert pack is not None
    assert world is not None
    make(tables_of(world), Level.FAST)
    read = time.process_time()
    machine = Machine.begin(world, 1)
    begun = time.process_time()
    machine.player.engine = "compiled"
    machine.live(0)
    writer = RunWriter.create(Path(folder) / "run", world, pack, sink, seed=1, people=people, days=days)
    assert writer is not None
    marks = []
    for until in (0, days * DAY // 2, days * DAY):
        while machine.now < until:
            machine.live(until, ROOM)
            writer.append(*machine.player.drain())
        marks.append((time.process_time(), time.perf_counter(), machine.recorded))
    writer.close(machine.now)
    marks[-1] = (time.process_time(), time.perf_counter(), machine.recorded)
    (cpu, wall, first), (cpu1, _, middle), (cpu2, wall2, last) = marks
    return {
        "begin": begun - read, "events": last - first, "density": (last - first) / people * 365 / days,
        "cost": (cpu2 - cpu) / (last - first) * 1e6, "wall": (wall2 - wall) / (last - first) * 1e6,
        "later": (cpu2 - cpu1) / (last - middle) * 1e6,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def measured(people: int, days: int) -> dict[str, float]:
    """The same in a process of its own. Raises RuntimeError if that fails."""
    with tempfile.TemporaryDirectory() as folder:
        words = (sys.executable, __file__, str(people), str(days), folder)
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{people} people:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def figures(times: int = 1, sizes: tuple[tuple[int, int], ...] = SIZES) -> list[Figure]:
    """For each size what an event costs, how dense events are, how long it takes to begin, and how much memory."""
    rows: list[Figure] = []
    costs: dict[int, list[float]] = {}
    measured(*sizes[0])  # fills the caches
    runs = {people: [measured(people, days) for _ in range(times)] for people, days in sizes}
    for people, days in sizes:
        found = runs[people]
        note = f"{days} days, {found[0]['events']:.0f} events"
        costs[people] = [one["cost"] for one in found]

        def row(what: str, key: str, unit: str, people: int = people, note: str = note) -> Figure:
            return Figure(f"{people} people: {what}", tuple(one[key] for one in runs[people]), unit, note)

        rows += [
            row("a recorded event, on disk", "cost", "µs CPU"), row("the same in the second half", "later", "µs CPU"),
            row("the same by the clock", "wall", "µs"), row("event density", "density", "events per person-year"),
            row("to the first moment", "begin", "s CPU"), row("most memory", "memory", "MiB"),
        ]  # fmt: skip
    ends = (costs[sizes[-1][0]], costs[sizes[0][0]])
    ratio = tuple(large / small for large, small in zip(*ends, strict=True))
    rows.append(Figure(f"{sizes[-1][0]} people against {sizes[0][0]}, for each event", ratio, "times", "bar: 2.5"))
    return rows


if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps(child(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
    else:
        show(figures())
