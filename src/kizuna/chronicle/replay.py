"""Back to a moment of a run: the same world with the same luck, lived again."""

from __future__ import annotations

from pathlib import Path

from kizuna import __version__
from kizuna.chronicle.alike import Alike
from kizuna.chronicle.checkpoints import sound_checkpoint
from kizuna.chronicle.engine_sources import engine_sources
from kizuna.chronicle.manifest import Manifest
from kizuna.diagnostics import Sink, Span
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.engine.player import AUTO, preferred
from kizuna.world.model import World

ROOM = 100_000
"""Events after which the log of a replay is thrown away."""


def machine_at(folder: Path, manifest: Manifest, world: World, time: int, last: int, sink: Sink) -> Machine | None:
    """A machine at `time` (ms), from the run's last checkpoint before that, or from the beginning.

    None with K602 (another engine, or what it lives is not what was recorded), K605 (outside the run) or K405.
    """
    calendar = manifest.clock()
    if not 0 <= time <= last:
        sink.add(
            "K605", f"{calendar.text(time)} lies outside the run", Span(str(folder), 0, 0),
            hint=f"it goes from {calendar.text(0)} to {calendar.text(last)}",
        )
        return None
    if manifest.engine != __version__:
        sink.add(
            "K602", f"the run was made by engine {manifest.engine}; this is {__version__}", Span(str(folder), 0, 0),
            hint=f"install Kizuna {manifest.engine} to replay it, or run it again",
        )
        return None
    machine, blocks = _nearest(folder, manifest, world, time)
    recorded = Alike(folder, blocks)
    machine.player.engine = preferred(AUTO)
    try:
        while machine.live(time, ROOM) >= ROOM:
            recorded.take(*machine.drain())
    except CascadeError as error:
        found = error.diagnostic
        sink.add(found.code, found.message, *found.spans, notes=found.notes, hint=found.hint)
        return None
    recorded.take(*machine.drain())
    if not recorded.end():
        _another(folder, manifest, recorded.at, sink)
        return None
    machine.player.home()
    machine.player.engine = preferred()
    return machine


def _another(folder: Path, manifest: Manifest, event: int, sink: Sink) -> None:
    made = ", ".join(f"{name} {version}" for name, version in manifest.dependencies.items())
    same = "the same" if manifest.engine_sources == engine_sources() else "others"
    sink.add(
        "K602", f"lived again, the run goes another way after {event} events", Span(str(folder), 0, 0),
        notes=(f"made with engine {manifest.engine}, {made}; this engine's sources are {same}",),
        hint="replay it with just what made it, or run it again",
    )


def _nearest(folder: Path, manifest: Manifest, world: World, time: int) -> tuple[Machine, int]:
    """The checkpoint, or the beginning where there is none that is early enough and whole; and how many blocks stand
    before it."""
    checkpoint = sound_checkpoint(folder, manifest, Sink(), lambda row: row.time <= time)
    if checkpoint is not None:
        try:
            return Machine.load(str(folder / checkpoint.file), world), checkpoint.blocks
        except (OSError, ValueError):
            pass
    return Machine.begin(world, manifest.seed), 0
