"""`kizuna lint PACK`: reads a pack and says everything that is wrong or doubtful."""

from __future__ import annotations

from typing import Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_findings


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
        build_world(read, sink)
    raise typer.Exit(print_findings(sink, form, sources_of(root, read)))
