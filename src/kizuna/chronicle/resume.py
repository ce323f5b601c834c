"""Going on with a run that was stopped, killed or damaged: from a checkpoint, as if nothing had been.

Every whole block stays where it is. What lies between the saved state and the last whole block is lived again and
compared with what stands there; where no saved state can be used, that is everything.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from kizuna import __version__
from kizuna.chronicle.again import Again
from kizuna.chronicle.blocks import HEADER
from kizuna.chronicle.checkpoints import sound_checkpoint
from kizuna.chronicle.hold import Hold, hold
from kizuna.chronicle.manifest import CheckpointRow, Manifest, read_manifest
from kizuna.chronicle.packcopy import load_copy
from kizuna.chronicle.refused import refused
from kizuna.chronicle.segment_reader import Where, missing, read_block, read_blocks, read_headers
from kizuna.chronicle.segments import LIMIT, SegmentWriter, segment_files
from kizuna.chronicle.stream import StreamHash
from kizuna.chronicle.writer import RunWriter
from kizuna.diagnostics import Diagnostic, Severity, Sink, Span
from kizuna.world.model import World


@dataclass(frozen=True, slots=True)
class Resumed:
    """A run to go on with: its writer, its world, and the saved state to load (None: from the very beginning).

    `repaired` says, as warnings, what was damaged and is lived again.
    """

    writer: RunWriter
    world: World
    state: Path | None
    repaired: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class _Whole:
    """The whole blocks of a run, up to the first damage, and the hash of all. `reached` is the moment (ms since the
    epoch) of the last event that there was, as far as can be seen; it may stand behind the damage."""

    blocks: list[Where] = field(default_factory=list)
    stream: StreamHash = field(default_factory=StreamHash)
    reached: int = 0

    @property
    def last(self) -> Where | None:
        """The last of them."""
        return self.blocks[-1] if self.blocks else None

    @property
    def events(self) -> int:
        """How many events they have together."""
        return _end(self.blocks[-1]) if self.blocks else 0

    def behind(self, events: int) -> str:
        """The hash of the blocks after so many events."""
        found = StreamHash()
        for where in self.blocks:
            block = read_block(where, Sink()) if where.header.first_event >= events else None
            if block is not None:
                found.add(block.ints, block.floats)
        return found.hex()


def resume(out: Path, sink: Sink, limit: int = LIMIT) -> Resumed | None:
    """Opens a run for writing; its saved state is used if that is whole and so is everything recorded before it.

    None with K601 (no manifest, or other events than it was made for), K602 (other packs or another engine), K604 (it
    is being written) or K606. No other process can write it until its writer is closed or abandoned.
    """
    if not out.is_dir():
        read_manifest(out, sink)
        return None
    try:
        held = hold(out, sink)
    except OSError as error:
        refused(sink, out, error)
        return None
    found = _opened(out, held, sink, limit) if held is not None else None
    if held is not None and found is None:
        held.end()
    return found


def _opened(out: Path, held: Hold, sink: Sink, limit: int) -> Resumed | None:
    """The run in a folder that nobody else writes."""
    damage = Sink()
    manifest = read_manifest(out, damage)
    if manifest is None:
        sink.found += damage.found
        return None
    world = load_copy(out, manifest, sink) if _own(manifest, out, sink) else None
    if world is None:
        return None
    whole = _stands(out, manifest, damage)
    marks = {0, *map(_end, whole.blocks)}
    checkpoint = sound_checkpoint(out, manifest, damage, lambda row: row.events in marks)
    if manifest.stream and whole.events == manifest.events and whole.stream.hex() != manifest.stream:
        _foreign(out, sink)
        return None
    try:
        _cut(out, whole.last)
    except OSError as error:
        refused(sink, out, error)
        return None
    writer = _writer(out, manifest, checkpoint, whole, held, sink, limit)
    repaired = tuple(replace(fault, severity=Severity.WARNING) for fault in damage)
    return Resumed(writer, world, out / checkpoint.file if checkpoint is not None else None, repaired)


def made_with(out: Path, manifest: Manifest, asked: dict[str, str | int | None], sink: Sink) -> bool:
    """Whether a run has what is asked for, by the manifest's keys (None: whatever it has); otherwise K602."""
    other = {key: value for key, value in asked.items() if value not in (None, getattr(manifest, key))}
    for key, value in other.items():
        sink.add(
            "K602", f"the run was made with {key} {getattr(manifest, key)}, not {value}", Span(str(out), 0, 0),
            hint="go on with it as it was made, or choose another folder",
        )
    return not other


def _writer(
    out: Path, manifest: Manifest, checkpoint: CheckpointRow | None, whole: _Whole, held: Hold, sink: Sink,
    limit: int,
) -> RunWriter:
    """Writes behind what stands there, after comparing what is lived from the checkpoint on with it."""
    segments = SegmentWriter(out, limit)
    last = whole.last
    if last is not None:
        segments.resume(last.header.number + 1, whole.events, len(_kept(out, last)))
    known = checkpoint.events if checkpoint is not None else 0
    changes: dict[str, object] = {
        "status": "running", "checkpoint": checkpoint, "last_time": max(manifest.last_time, whole.reached),
        "earlier": [row for row in manifest.checkpoints if row.events < known],
    }
    if whole.events >= manifest.events:
        changes |= {"events": whole.events, "stream": whole.stream.hex()}
    stream = whole.behind(known) if known else whole.stream.hex()
    again = Again(whole.events - known, stream) if whole.events > known else None
    return RunWriter(out, manifest.model_copy(update=changes), sink, segments, whole.stream, held, again)


def _own(manifest: Manifest, out: Path, sink: Sink) -> bool:
    if manifest.engine == __version__:
        return True
    sink.add(
        "K602", f"the run was made by engine {manifest.engine}; this is {__version__}", Span(str(out), 0, 0),
        hint=f"install Kizuna {manifest.engine} to go on with it, or run it again",
    )
    return False


def _foreign(out: Path, sink: Sink) -> None:
    sink.add(
        "K601", "the events are not those that the manifest was made for", Span(str(out), 0, 0),
        hint="restore the folder from a copy, or run it again",
    )


def _end(where: Where) -> int:
    """How many events there are up to the end of a block."""
    return where.header.first_event + where.header.events


def _stands(out: Path, manifest: Manifest, sink: Sink) -> _Whole:
    """Reads all whole blocks, up to the first damage, which is reported."""
    found = _Whole()
    for where, block in read_blocks(out, sink):
        found.stream.add(block.ints, block.floats)
        found.blocks.append(where)
    found.reached = max((where.header.last_time for where in read_headers(out, Sink())), default=0)
    if found.events < manifest.events:
        missing(out, found.events, manifest.events, sink)
    return found


def _kept(out: Path, last: Where | None) -> list[Path]:
    return [path for path in segment_files(out) if last is not None and path.name <= last.file.name]


def _cut(out: Path, last: Where | None) -> None:
    """Takes away every block behind `last`; all of them for None. Raises OSError."""
    kept = _kept(out, last)
    for path in segment_files(out):
        if path not in kept:
            path.unlink()
    if last is not None:
        with open(last.file, "r+b") as file:
            file.truncate(last.offset + HEADER + last.header.size)
