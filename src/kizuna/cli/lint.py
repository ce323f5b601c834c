"""`kizuna lint PACK`: reads a pack and says everything that is wrong or doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_findings

if TYPE_CHECKING:
    from kizuna.diagnostics import Diagnostic
    from kizuna.world.model import World


def lint(
    pack: Annotated[str, typer.Argument(help="a folder with a pack.yaml, or the name of a pack in the library")],
    form: FormatOption = Format.text,
) -> None:
    """Say what is wrong or doubtful in a pack."""
    from kizuna.cli.opening import find_folder, sources_of
    from kizuna.diagnostics import Sink
    from kizuna.pack.load import load_pack
    from kizuna.world.build import build_world

    sink = Sink()
    root = find_folder(pack)
    read = load_pack(root, sink)
    if read is not None:
        sink.found += _at_start(build_world(read, sink))
    raise typer.Exit(print_findings(sink, form, sources_of(root, read)))


def _at_start(world: World | None) -> list[Diagnostic]:
    """What is wrong at the world's first moment, by its own rules of integrity."""
    if world is None or not any(rule.integrity for rule in world.rules.values()):
        return []
    from kizuna.engine.integrity import faults_at_start
    from kizuna.engine.machine import Machine

    return faults_at_start(Machine.begin(world))
