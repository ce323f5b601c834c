"""Exports: Parquet and CSV (a folder with a file for each table), SQLite and JSON lines (one file).

Numbers come back as they are. Texts are written as they are, too: a name that begins with `=`, `+`, `-` or `@` could be
taken for a formula by a spreadsheet program, so how many there are is said, and nothing is altered.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TextIO

import pyarrow as pa
from pyarrow import compute

from kizuna.chronicle.arrow import Batch, batches, schema
from kizuna.chronicle.atomic import made_whole
from kizuna.chronicle.refused import refused
from kizuna.chronicle.run import Run
from kizuna.chronicle.tables import COLUMNS, RUN, Cell, Columns, Row, Tables
from kizuna.chronicle.telling import Teller
from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean

_FORMULA = r"^[-=+@\t\r]"


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
    return write_tables(batches(run, teller or Teller(run.names)), COLUMNS, form, out, sink)


def write_tables(found: Batches, tables: Tables, form: str, out: Path, sink: Sink) -> Exported | None:
    """Writes rows of these tables, whole or not at all; None with K102, K604 or K606."""
    write = FORMATS.get(form)
    if write is None:
        sink.add("K102", f"{form!r} is no format of an export", hint=did_you_mean(form, FORMATS))
        return None
    if out.exists():
        sink.add("K604", f"{out} exists already", Span(str(out), 0, 0), hint="choose another name")
        return None
    done = Exported(out, dict.fromkeys(tables, 0))
    try:
        with made_whole(out) as made:
            write(_counted(found, tables, done), tables, made)
    except (OSError, sqlite3.Error) as error:
        refused(sink, out, error, whole=True)
        return None
    return done


Batches = Iterator[Batch]


def _counted(found: Batches, tables: Tables, done: Exported) -> Batches:
    texts = {name: [at for at, (_, sort) in enumerate(columns) if sort == "text"] for name, columns in tables.items()}
    for rows in found:
        for table, part in rows.items():
            done.rows[table] += part.num_rows
            done.formulas += sum(_formulas(part.column(at)) for at in texts[table])
        yield rows


def _formulas(column: pa.Array) -> int:
    """How many of some texts begin as a formula does."""
    return compute.sum(compute.match_substring_regex(column, _FORMULA)).as_py() or 0


def _rows(part: pa.RecordBatch) -> Iterator[Row]:
    return zip(*(column.to_pylist() for column in part.columns), strict=True)


def _parquet(found: Batches, tables: Tables, out: Path) -> None:
    from pyarrow import parquet

    def opened(path: Path, table: str) -> _Writes:
        return parquet.ParquetWriter(path, schema(table, tables), compression="zstd")  # type: ignore[no-any-return]

    _arrow(found, tables, out, "parquet", opened)


def _csv(found: Batches, tables: Tables, out: Path) -> None:
    from pyarrow import csv

    _arrow(found, tables, out, "csv", lambda path, table: csv.CSVWriter(path, schema(table, tables)))


def _arrow(found: Batches, tables: Tables, out: Path, ending: str, opened: Callable[[Path, str], _Writes]) -> None:
    out.mkdir()
    with ExitStack() as stack:
        writers = {name: stack.enter_context(opened(out / f"{name}.{ending}", name)) for name in tables}
        for rows in found:
            for name, part in rows.items():
                writers[name].write_batch(part)


_SQL = {"int": "INTEGER", "real": "REAL", "text": "TEXT", "bool": "INTEGER"}


def _sqlite(found: Batches, tables: Tables, out: Path) -> None:
    with closing(sqlite3.connect(out)) as base:
        for name, columns in tables.items():
            listed = ", ".join(f"{column} {_SQL[sort]}" for column, sort in columns)
            base.execute(f"CREATE TABLE {name} ({listed})")
        for rows in found:
            for name, part in rows.items():
                marks = ", ".join("?" * len(tables[name]))
                base.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows(part))
        for name, columns in tables.items():
            keys = [column for column, _ in columns[:2 if columns[0] == RUN else 1]]
            base.execute(f"CREATE INDEX {name}_{keys[-1]} ON {name} ({', '.join(keys)})")
        base.commit()


def _jsonl(found: Batches, tables: Tables, out: Path) -> None:
    """An event a line; entities are not needed, as every line says all names. Of many runs, first a line for each."""
    lead = int(tables["events"][0] == RUN)
    with open(out, "x", encoding="utf-8", newline="\n") as file:
        for parts in found:
            rows = {name: list(_rows(part)) for name, part in parts.items()}
            apart = ("events", "entities", "runs", "measures")
            inner = {name: _by_seq(tables[name], part, lead) for name, part in rows.items() if name not in apart}
            measures = _by_seq(tables["measures"], rows.get("measures", []), 0) if lead else {}
            for row in rows.get("runs", []):
                _write(file, dict(_named(tables["runs"], row)) | {"measures": measures.get(row[0], [])})
            for row in rows.get("events", []):
                line: dict[str, object] = dict(_named(tables["events"], row))
                _write(file, line | {name: parts.get(row[lead], []) for name, parts in inner.items()})


def _write(file: TextIO, line: Mapping[str, object]) -> None:
    file.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")


def _by_seq(columns: Columns, rows: list[Row], lead: int) -> dict[Cell, list[dict[str, Cell]]]:
    found: dict[Cell, list[dict[str, Cell]]] = {}
    for row in rows:
        found.setdefault(row[lead], []).append(dict(list(_named(columns, row))[lead + 1:]))
    return found


def _named(columns: Columns, row: Row) -> Iterator[tuple[str, Cell]]:
    """Columns with their values; JSON has no infinities, so those are words."""
    for (name, _), value in zip(columns, row, strict=True):
        infinite = isinstance(value, float) and not math.isfinite(value)
        yield name, str(value) if infinite else value


FORMATS: dict[str, Callable[[Batches, Tables, Path], None]] = {
    "parquet": _parquet, "csv": _csv, "jsonl": _jsonl, "sqlite": _sqlite,
}
"""Formats by name."""
