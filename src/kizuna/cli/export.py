"""`kizuna export RUN --to FORM`: a chronicle for other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_json


class To(StrEnum):
    """The forms of an export."""

    parquet = "parquet"
    csv = "csv"
    jsonl = "jsonl"
    sqlite = "sqlite"


FOLDERS = (To.parquet, To.csv)
"""Forms that are a folder with a file for each table; the others are one file."""


def export(
    run: Annotated[Path, typer.Argument(help="a folder that `kizuna run` made")],
    to: Annotated[To, typer.Option("--to", help="parquet, csv, jsonl or sqlite")],
    out: Annotated[Path | None, typer.Option(help="what to write [default: beside the run]")] = None,
    form: FormatOption = Format.text,
) -> None:
    """Write a chronicle as Parquet, CSV, JSON Lines or SQLite."""
    from kizuna.chronicle.export import export as write
    from kizuna.chronicle.phrasing import teller_of
    from kizuna.cli.opening import stop_with
    from kizuna.cli.progress import grouped
    from kizuna.cli.runs import open_run
    from kizuna.diagnostics import Sink

    sink = Sink()
    recorded = open_run(run, form)
    ending = f"-{to.value}" if to in FOLDERS else f".{to.value}"
    target = out or run.resolve().with_name(run.resolve().name + ending)
    done = write(recorded, to.value, target, sink, teller_of(recorded, sink))
    if done is None or sink.failed:
        stop_with(sink, form)
    if form is Format.json:
        print_json({"out": str(done.out), "rows": done.rows, "formulas": done.formulas})
        return
    print(f"{done.out}: " + ", ".join(f"{grouped(rows)} {table}" for table, rows in done.rows.items()))
    if done.formulas:
        note = f"{grouped(done.formulas)} texts begin like a formula; a spreadsheet program should import them as text"
        print(note, file=sys.stderr)
