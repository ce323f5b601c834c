"""Rows to Arrow tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kizuna.chronicle.run import Run
from kizuna.chronicle.tables import COLUMNS, Row, Tables, batches
from kizuna.chronicle.telling import Teller

if TYPE_CHECKING:
    import pyarrow as pa


def schema(table: str, tables: Tables = COLUMNS) -> pa.Schema:
    """The schema of a table."""
    import pyarrow as pa

    types = {"int": pa.int64(), "real": pa.float64(), "text": pa.string(), "bool": pa.bool_()}
    return pa.schema([(name, types[sort]) for name, sort in tables[table]])


def batch(table: str, rows: list[Row], tables: Tables = COLUMNS) -> pa.RecordBatch:
    """Rows of a table, at least one, as one batch."""
    import pyarrow as pa

    form = schema(table, tables)
    columns = zip(zip(*rows, strict=True), form, strict=True)
    return pa.record_batch([pa.array(values, type=field.type) for values, field in columns], schema=form)


def arrow_tables(run: Run, teller: Teller) -> dict[str, pa.Table]:
    """All tables of a run, in memory."""
    import pyarrow as pa

    found: dict[str, list[pa.RecordBatch]] = {name: [] for name in COLUMNS}
    for rows in batches(run, teller):
        for name, part in rows.items():
            if part:
                found[name].append(batch(name, part))
    return {name: pa.Table.from_batches(parts, schema=schema(name)) for name, parts in found.items()}
