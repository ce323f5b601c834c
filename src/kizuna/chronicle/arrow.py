"""The tables of a chronicle as Arrow's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyarrow as pa

from kizuna.chronicle.columns import Columns
from kizuna.chronicle.run import Run
from kizuna.chronicle.tables import COLUMNS, OF_MANY, Row, Tables
from kizuna.chronicle.tabulate import joined, tabulate
from kizuna.chronicle.telling import Teller

_TYPES = {"int": pa.int64(), "real": pa.float64(), "text": pa.string(), "bool": pa.bool_()}
BATCH = 20_000
"""Events that are turned into rows at a time, or some more: all of a block."""

Batch = dict[str, pa.RecordBatch]
"""Rows of some of the tables, by name."""


def schema(table: str, tables: Tables = COLUMNS) -> pa.Schema:
    """The schema of a table."""
    return pa.schema([(name, _TYPES[sort]) for name, sort in tables[table]])


def batch(table: str, rows: list[Row], tables: Tables = COLUMNS) -> pa.RecordBatch:
    """Rows of a table, at least one, as one batch."""
    form = schema(table, tables)
    columns = zip(zip(*rows, strict=True), form, strict=True)
    return pa.record_batch([pa.array(values, type=field.type) for values, field in columns], schema=form)


def batches(run: Run, teller: Teller) -> Iterator[Batch]:
    """All tables, some thousand events at a time; `entities` come last."""
    for found in _chunks(run.columns(whole=True)):
        columns = tabulate(found, run, teller).items()
        yield {name: pa.record_batch(part, schema=schema(name)) for name, part in columns if len(part[0])}
    entities = list(_entities(run))
    if entities:
        yield {"entities": batch("entities", entities)}


def numbered(table: str, rows: pa.RecordBatch, number: int) -> pa.RecordBatch:
    """Rows of one run among those of many."""
    return pa.record_batch([pa.repeat(number, rows.num_rows), *rows.columns], schema=schema(table, OF_MANY))


def arrow_tables(run: Run, teller: Teller) -> dict[str, pa.Table]:
    """All tables of a run, in memory."""
    found: dict[str, list[pa.RecordBatch]] = {name: [] for name in COLUMNS}
    for parts in batches(run, teller):
        for name, part in parts.items():
            found[name].append(part)
    return {name: pa.Table.from_batches(parts, schema=schema(name)) for name, parts in found.items()}


def _chunks(blocks: Iterable[Columns]) -> Iterator[Columns]:
    """Blocks one after the other, small ones together."""
    held: list[Columns] = []
    for block in blocks:
        held.append(block)
        if sum(len(part.at) for part in held) >= BATCH:
            yield joined(held)
            held = []
    if held:
        yield joined(held)


def _entities(run: Run) -> Iterator[Row]:
    names = run.names
    for ident, row in names.things.items():
        yield ident, row.key, row.name, row.kind, row.pronoun or None
    for ident, kind in sorted(names.made().items()):
        yield ident, None, names.label(ident), kind, None
