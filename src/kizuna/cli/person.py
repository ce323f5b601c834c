"""`kizuna person RUN NAME --at TIME`: how somebody stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kizuna.cli.output import Format, FormatOption, folded, print_json


def person(
    run: Annotated[Path, typer.Argument(help="a folder that `kizuna run` made")],
    name: Annotated[str, typer.Argument(help="somebody's name, or one of the aliases")],
    at: Annotated[str, typer.Option(help="the moment, such as `Day 3, 06:40`; without it, the run's end")] = "",
    everything: Annotated[bool, typer.Option("--all", help="tell what the world's boards leave out, too")] = False,
    form: FormatOption = Format.text,
) -> None:
    """Tell how somebody stands, what he can and cannot do, and until when.

    What the world's boards tell of him, what keeps him from what; what he does, where, and who is there.
    """
    from kizuna.cli.moments import FORMS, read_when
    from kizuna.cli.opening import stop_with
    from kizuna.cli.runs import open_run
    from kizuna.diagnostics import Sink
    from kizuna.story.person import person as look_at

    sink = Sink()
    recorded = open_run(run, form)
    when = read_when(at, recorded.manifest.clock()) if at else recorded.last_time
    if when is None:
        raise typer.BadParameter(f"{at!r} is no moment; write {FORMS}")
    found = look_at(recorded, name, when, sink, everything=everything or form is Format.json)
    if found is None or sink.failed:
        stop_with(sink, form)
    if form is Format.json:
        print_json(found.as_data())
    else:
        print("\n".join(part for line in found.lines(everything) for part in folded(line)))
