"""Going on with a run that was stopped: back to its last checkpoint, and from there as if nothing had been."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kizuna import __version__
from kizuna.chronicle.blocks import HEADER
from kizuna.chronicle.manifest import CheckpointRow, Manifest, read_manifest
from kizuna.chronicle.packcopy import load_copy
from kizuna.chronicle.segment_reader import Where, read_blocks
from kizuna.chronicle.segments import LIMIT, SegmentWriter, segment_files
from kizuna.chronicle.stream import StreamHash
from kizuna.chronicle.writer import RunWriter
from kizuna.diagnostics import Sink, Span
from kizuna.world.model import World


@dataclass(frozen=True, slots=True)
class Resumed:
    """A run to go on with: its writer, its world, and the saved state to load (None: from the very beginning)."""

    writer: RunWriter
    world: World
    state: Path | None


def resume(out: Path, sink: Sink, limit: int = LIMIT) -> Resumed | None:
    """Opens a run for writing, cut back to its last checkpoint; without a sound one, to its beginning.

    None with K601 (damaged before the checkpoint), K602 (other packs or another engine), or K606.
    """
    manifest = read_manifest(out, sink)
    if manifest is None or not _own(manifest, out, sink):
        return None
    world = load_copy(out, manifest, sink)
    if world is None:
        return None
    checkpoint = sound_checkpoint(out, manifest)
    stream = StreamHash()
    last: Where | None = None
    if checkpoint is not None and checkpoint.blocks:
        last = _replay(out, checkpoint, stream, sink)
        if last is None:
            return None
    segments = SegmentWriter(out, limit)
    try:
        _cut(out, last)
    except OSError as error:
        sink.add("K606", f"{error.filename or out}: {error.strerror or error}", Span(str(out), 0, 0))
        return None
    if checkpoint is not None:
        segments.resume(checkpoint.blocks, checkpoint.events, len(_kept(out, last)))
    changes = {
        "status": "running", "checkpoint": checkpoint, "events": segments.events, "stream": stream.hex(),
        "last_time": checkpoint.time if checkpoint is not None else 0,
    }
    writer = RunWriter(out, manifest.model_copy(update=changes), sink, segments, stream)
    return Resumed(writer, world, out / checkpoint.file if checkpoint is not None else None)


def sound_checkpoint(out: Path, manifest: Manifest) -> CheckpointRow | None:
    """The run's checkpoint if its saved state is whole."""
    checkpoint = manifest.checkpoint
    if checkpoint is None:
        return None
    try:
        data = (out / checkpoint.file).read_bytes()
    except OSError:
        return None
    return checkpoint if sha256(data).hexdigest() == checkpoint.sha256 else None


def _own(manifest: Manifest, out: Path, sink: Sink) -> bool:
    if manifest.engine == __version__:
        return True
    sink.add(
        "K602", f"the run was made by engine {manifest.engine}; this is {__version__}", Span(str(out), 0, 0),
        hint=f"install Kizuna {manifest.engine} to go on with it, or run it again",
    )
    return False


def _replay(out: Path, checkpoint: CheckpointRow, stream: StreamHash, sink: Sink) -> Where | None:
    """Reads the blocks before the checkpoint into the hash; gives the last, None with K601 if one is damaged."""
    for where, block in read_blocks(out, sink):
        stream.add(block.ints, block.floats)
        events = where.header.first_event + where.header.events
        if where.header.number + 1 == checkpoint.blocks and events == checkpoint.events:
            return where
        if where.header.number + 1 >= checkpoint.blocks:
            break
    sink.add(
        "K601", f"the events before the checkpoint are not whole: it counts {checkpoint.events}", Span(str(out), 0, 0),
        hint="run it again from its beginning",
    )
    return None


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
