"""`kizuna why RUN EVENT`: what an event came from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_json


def why(
    run: Annotated[Path, typer.Argument(help="a folder that `kizuna run` made")],
    event: Annotated[str, typer.Argument(help="the id of an event, or how it begins")],
    depth: Annotated[int, typer.Option(min=1, max=50, help="how many generations of causes")] = 4,
    form: FormatOption = Format.text,
) -> None:
    """Tell the causes of an event, their causes, and so on."""
    from kizuna.chronicle.causes import as_json, causal_tree, draw
    from kizuna.chronicle.phrasing import teller_of
    from kizuna.cli.opening import stop_with
    from kizuna.cli.runs import open_run
    from kizuna.diagnostics import Sink

    sink = Sink()
    recorded = open_run(run, form)
    found = recorded.event(event.strip().strip("[]"), sink)
    if found is None:
        stop_with(sink, form)
    tree, teller = causal_tree(recorded, found, depth), teller_of(recorded, sink)
    if form is Format.json:
        print_json(as_json(tree, teller))
    else:
        print(draw(tree, teller))
        changes = teller.became(found)
        if changes:
            print("\n".join(["", "It changed", *(f"  {change}" for change in changes)]))
