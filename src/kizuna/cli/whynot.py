"""`kizuna why-not RUN "sentence" --at TIME`: what kept something from happening."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_json


def why_not(
    run: Annotated[Path, typer.Argument(help="a folder that `kizuna run` made")],
    sentence: Annotated[str, typer.Argument(help="what did not happen, in a sentence of the world")],
    at: Annotated[str, typer.Option(help="the moment, such as `Day 3, 06:40`")],
    form: FormatOption = Format.text,
) -> None:
    """Tell what kept something from happening.

    The first requirement that failed, who brought that about, and when it would hold.
    """
    from kizuna.cli.moments import FORMS, read_when
    from kizuna.cli.opening import stop_with
    from kizuna.cli.runs import open_run
    from kizuna.diagnostics import Sink
    from kizuna.diagnostics.formatter import harmless
    from kizuna.story.whynot import why_not as ask

    sink = Sink()
    recorded = open_run(run, form)
    when = read_when(at, recorded.manifest.clock())
    if when is None:
        raise typer.BadParameter(f"{at!r} is no moment; write {FORMS}")
    answer = ask(recorded, sentence, when, sink)
    if answer is None or sink.failed:
        stop_with(sink, form)
    if form is Format.json:
        print_json(answer.json())
    else:
        print("\n".join(map(harmless, answer.text().splitlines())))
