"""Exports: Parquet and CSV (a folder with a file for each table), SQLite and JSON lines (one file).

Numbers come back as they are. Texts are written as they are, too: a name that begins with `=`, `+`, `-` or `@` could be
taken for a formula by a spreadsheet program, so how many there are is said, and nothing is altered.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kizuna.chronicle.arrow import batch, schema
from kizuna.chronicle.run import Run
from kizuna.chronicle.tables import COLUMNS, Cell, Row, batches
from kizuna.chronicle.telling import Teller
from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Writes(Protocol):
    def __enter__(self) -> _Writes: ...

    def __exit__(self, *fault: object) -> bool | None: ...

    def write_batch(self, part: object) -> None: ...


@dataclass(slots=True)
class Exported:
    """What was written: rows by table, and how many texts look like a formula to a spreadsheet program."""

    out: Path
    rows: dict[str, int] = field(default_factory=dict)
    formulas: int = 0


def export(run: Run, form: str, out: Path, sink: Sink, teller: Teller | None = None) -> Exported | None:
    """Writes a run as parquet, csv, jsonl or sqlite to `out`; None with K102, K604 or K606."""
    write = FORMATS.get(form)
    if write is None:
        sink.add("K102", f"{form!r} is no format of an export", hint=did_you_mean(form, FORMATS))
        return None
    if out.exists():
        sink.add("K604", f"{out} exists already", Span(str(out), 0, 0), hint="choose another name")
        return None
    done = Exported(out)
    try:
        write(_counted(run, teller or Teller(run.names), done), run, teller or Teller(run.names), out)
    except (OSError, sqlite3.Error) as error:
        sink.add(
            "K606", f"{out}: {getattr(error, 'strerror', None) or error}", Span(str(out), 0, 0),
            hint="what is there already is not whole; take it away and export again",
        )
        return None
    return done


Batches = Iterator[dict[str, list[Row]]]


def _counted(run: Run, teller: Teller, done: Exported) -> Batches:
    for rows in batches(run, teller):
        for table, part in rows.items():
            done.rows[table] = done.rows.get(table, 0) + len(part)
            done.formulas += sum(isinstance(c, str) and c.startswith(_FORMULA) for row in part for c in row)
        yield rows


def _parquet(found: Batches, run: Run, teller: Teller, out: Path) -> None:
    from pyarrow import parquet

    _arrow(found, out, "parquet", lambda path, table: parquet.ParquetWriter(path, schema(table), compression="zstd"))


def _csv(found: Batches, run: Run, teller: Teller, out: Path) -> None:
    from pyarrow import csv

    _arrow(found, out, "csv", lambda path, table: csv.CSVWriter(path, schema(table)))


def _arrow(found: Batches, out: Path, ending: str, opened: Callable[[Path, str], _Writes]) -> None:
    out.mkdir(parents=True)
    with ExitStack() as stack:
        writers = {name: stack.enter_context(opened(out / f"{name}.{ending}", name)) for name in COLUMNS}
        for rows in found:
            for name, part in rows.items():
                if part:
                    writers[name].write_batch(batch(name, part))


_SQL = {"int": "INTEGER", "real": "REAL", "text": "TEXT", "bool": "INTEGER"}


def _sqlite(found: Batches, run: Run, teller: Teller, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(out)) as base:
        for name, columns in COLUMNS.items():
            listed = ", ".join(f"{column} {_SQL[sort]}" for column, sort in columns)
            base.execute(f"CREATE TABLE {name} ({listed})")
        for rows in found:
            for name, part in rows.items():
                marks = ", ".join("?" * len(COLUMNS[name]))
                base.executemany(f"INSERT INTO {name} VALUES ({marks})", part)
        for name, columns in COLUMNS.items():
            base.execute(f"CREATE INDEX {name}_{columns[0][0]} ON {name} ({columns[0][0]})")
        base.commit()


def _jsonl(found: Batches, run: Run, teller: Teller, out: Path) -> None:
    """An event a line; the entities are not needed, as every line says all names."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with open(out, "x", encoding="utf-8", newline="\n") as file:
        for rows in found:
            inner = {name: _by_seq(name, rows[name]) for name in COLUMNS if name not in ("events", "entities")}
            for row in rows["events"]:
                line: dict[str, object] = dict(_named("events", row))
                line |= {name: parts.get(row[0], []) for name, parts in inner.items()}
                file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")


def _by_seq(table: str, rows: list[Row]) -> dict[Cell, list[dict[str, Cell]]]:
    found: dict[Cell, list[dict[str, Cell]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(dict(list(_named(table, row))[1:]))
    return found


def _named(table: str, row: Row) -> Iterator[tuple[str, Cell]]:
    """Columns with their values; JSON has no infinities, so those are words."""
    for (name, _), value in zip(COLUMNS[table], row, strict=True):
        infinite = isinstance(value, float) and not math.isfinite(value)
        yield name, str(value) if infinite else value


FORMATS: dict[str, Callable[[Batches, Run, Teller, Path], None]] = {
    "parquet": _parquet, "csv": _csv, "jsonl": _jsonl, "sqlite": _sqlite,
}
"""Formats by name."""
