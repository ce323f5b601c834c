"""`kizuna export RUN --to FORM`: a chronicle for other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_json

if TYPE_CHECKING:
    from kizuna.chronicle.export import Exported
    from kizuna.diagnostics import Sink


class To(StrEnum):
    """The forms of an export."""

    parquet = "parquet"
    csv = "csv"
    jsonl = "jsonl"
    sqlite = "sqlite"


FOLDERS = (To.parquet, To.csv)
"""Forms that are a folder with a file for each table; the others are one file."""


def export(
    run: Annotated[Path, typer.Argument(help="a folder that `kizuna run` or `kizuna ensemble` made")],
    to: Annotated[To, typer.Option("--to", help="parquet, csv, jsonl or sqlite")],
    out: Annotated[Path | None, typer.Option(help="what to write [default: beside the run]")] = None,
    form: FormatOption = Format.text,
) -> None:
    """Write a chronicle as Parquet, CSV, JSON Lines or SQLite."""
    from kizuna.chronicle.export import export as write
    from kizuna.chronicle.phrasing import teller_of
    from kizuna.cli.beside import beside_sink
    from kizuna.cli.opening import stop_with
    from kizuna.cli.progress import grouped
    from kizuna.cli.runs import ENSEMBLE, open_run
    from kizuna.diagnostics import Sink

    sink = Sink()
    ending = f"-{to.value}" if to in FOLDERS else f".{to.value}"
    target = out or _beside(run.resolve(), ending)
    if (run / ENSEMBLE).is_file():
        done = _all_runs(run, to, target, sink)
    else:
        recorded = open_run(run, form)
        done = write(recorded, to.value, target, sink, teller_of(recorded, beside_sink()))
    if done is None:
        stop_with(sink, form)
    if form is Format.json:
        print_json({"out": str(done.out), "rows": done.rows, "formulas": done.formulas})
        return
    print(f"{done.out}: " + ", ".join(f"{grouped(rows)} {table}" for table, rows in done.rows.items()))
    if done.formulas:
        note = f"{grouped(done.formulas)} texts begin like a formula; a spreadsheet program should import them as text"
        print(note, file=sys.stderr)


def _beside(folder: Path, ending: str) -> Path:
    """What is called like a folder, with an ending. Wrong usage if that has no name."""
    if not folder.name:
        raise typer.BadParameter(f"nothing can be written beside {folder}; say --out")
    return folder.with_name(folder.name + ending)


def _all_runs(folder: Path, to: To, target: Path, sink: Sink) -> Exported | None:
    """All runs of an ensemble under one roof, each row with the number of its run."""
    from kizuna.chronicle.export import write_tables
    from kizuna.chronicle.tables import OF_MANY
    from kizuna.cli.beside import beside_sink
    from kizuna.story.ensemble import read_plan
    from kizuna.story.ensemble_export import tables_of_all

    plan = read_plan(folder, sink)
    if plan is None:
        return None
    return write_tables(tables_of_all(folder, plan, beside_sink()), OF_MANY, to.value, target, sink)
