"""Going on with a run that is there, if it is the one that is meant."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kizuna.cli.opening import find_folder, sources_of, stop_with
from kizuna.cli.output import Format, tell_beside
from kizuna.diagnostics import Sink

if TYPE_CHECKING:
    from kizuna.chronicle.writer import RunWriter
    from kizuna.engine.machine import Machine
    from kizuna.world.model import World


def resumed(
    pack: str, folder: Path, seed: int | None, people: int | None, form: Format, sink: Sink
) -> tuple[Machine, RunWriter, World]:
    """A run to go on with. Prints findings and exits if it cannot be, or was made with another pack, seed or number of
    people than are asked for; None for what is not."""
    from kizuna.chronicle.resume import resume
    from kizuna.engine.machine import Machine

    _compare(pack, folder, seed, people, form, sink)
    found = resume(folder, sink)
    if found is None:
        stop_with(sink, form)
    tell_beside(found.repaired, form)
    if found.state is None:
        return Machine.begin(found.world, found.writer.manifest.seed), found.writer, found.world
    try:
        return Machine.load(str(found.state), found.world), found.writer, found.world
    except (OSError, ValueError) as fault:
        message = f"the saved state {found.state.name} cannot be used: {fault}"
        sink.add("K601", message, hint="run it again from its beginning")
        stop_with(sink, form)


def _compare(pack: str, folder: Path, seed: int | None, people: int | None, form: Format, sink: Sink) -> None:
    """What is asked for with what the run was made with; says if the author's files are no longer those of the run."""
    from kizuna.chronicle.manifest import read_manifest
    from kizuna.chronicle.packcopy import is_copied
    from kizuna.chronicle.resume import made_with
    from kizuna.pack.load import load_pack, pack_name

    root = find_folder(pack)
    manifest = read_manifest(folder, Sink())
    if manifest is None:    # why is said when it is to be resumed
        return
    name = pack_name(root, sink)
    if name is None:
        stop_with(sink, form, sources_of(root, None))
    if not made_with(folder, manifest, {"pack": name, "seed": seed, "people": people}, sink):
        stop_with(sink, form)
    if not is_copied(load_pack(root, Sink()), manifest):
        print(f"{pack} has changed since the run began; it goes on with its own copy", file=sys.stderr)
