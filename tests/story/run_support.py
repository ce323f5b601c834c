"""Recorded runs of small worlds, for the tests of questions about runs."""

from __future__ import annotations

from pathlib import Path

from kizuna.chronicle.run import Run
from kizuna.chronicle.writer import RunWriter
from kizuna.diagnostics import Sink
from kizuna.engine.machine import Machine
from kizuna.pack.load import load_pack
from kizuna.story.whynot import WhyNot, why_not
from kizuna.world.build import build_world

HOUR = 3_600_000
DAY = 24 * HOUR


def recorded(folder: Path, name: str, text: str, days: int) -> Run:
    """Some days of a world of one file, recorded."""
    (folder / name).mkdir()
    (folder / name / "pack.yaml").write_text(f"pack: {name}\nabout: A {name}.\nlanguage: 1\n", encoding="utf-8")
    (folder / name / "world.yaml").write_text(text, encoding="utf-8")
    sink = Sink()
    pack = load_pack(folder / name, sink, [])
    world = build_world(pack, sink, 0, 1) if pack is not None else None
    assert pack is not None
    assert world is not None, [(fault.message, fault.hint) for fault in sink if fault.severity == 2]
    writer = RunWriter.create(folder / "run", world, pack, sink, seed=2, people=0, days=float(days))
    assert writer is not None
    machine = Machine.begin(world, 2)
    machine.live(days * DAY)
    assert writer.append(*machine.drain())
    assert writer.close(machine.now)
    found = Run.open(folder / "run", Sink())
    assert found is not None
    return found


def asked(run: Run, sentence: str, at: int = 0) -> WhyNot:
    """The answer to a question that can be read."""
    sink = Sink()
    found = why_not(run, sentence, at, sink)
    assert found is not None, [fault.message for fault in sink]
    assert not sink.found
    return found


def machine_at(run: Run, moment: int) -> Machine:
    """The run's world at a moment."""
    machine = run.machine_at(moment, Sink())
    assert machine is not None
    return machine
