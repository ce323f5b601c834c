"""`kizuna board RUN NAME --at TIME`: the tables of a board, and shorthands for boards that many worlds have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_json

_RUN = typer.Argument(help="a folder that `kizuna run` made")
_AT = typer.Option(help="the moment, such as `Day 3, 06:40`; without it, the run's end")
RunArgument = Annotated[Path, _RUN]
AtOption = Annotated[str, _AT]


def board(
    run: RunArgument,
    name: Annotated[str, typer.Argument(help="a name out of the world's `boards`")],
    at: AtOption = "",
    form: FormatOption = Format.text,
) -> None:
    """Print a board of a run's world: tables that tell how things stand at a moment."""
    from kizuna.cli.moments import FORMS, read_when
    from kizuna.cli.opening import stop_with
    from kizuna.cli.runs import open_run
    from kizuna.diagnostics import Sink
    from kizuna.diagnostics.formatter import harmless
    from kizuna.story.board import board as look_at

    sink = Sink()
    recorded = open_run(run, form)
    when = read_when(at, recorded.manifest.clock()) if at else recorded.last_time
    if when is None:
        raise typer.BadParameter(f"{at!r} is no moment; write {FORMS}")
    page = look_at(recorded, name, when, sink)
    if page is None or sink.failed:
        stop_with(sink, form)
    if form is Format.json:
        print_json(page.as_data())
    else:
        print("\n".join(map(harmless, page.lines())))


def desk(run: RunArgument, at: AtOption = "", form: FormatOption = Format.text) -> None:
    """Print the board `desk`: who is out on what, and who is there for what comes next."""
    board(run, "desk", at, form)


def ward(run: RunArgument, at: AtOption = "", form: FormatOption = Format.text) -> None:
    """Print the board `ward`: who lies where, and how he does."""
    board(run, "ward", at, form)
