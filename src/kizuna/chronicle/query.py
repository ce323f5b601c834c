"""SQL over a chronicle, through DuckDB in memory; a query can reach nothing but the tables of the run."""

from __future__ import annotations

from dataclasses import dataclass

from kizuna.chronicle.arrow import arrow_tables
from kizuna.chronicle.run import Run
from kizuna.chronicle.tables import COLUMNS
from kizuna.chronicle.telling import Teller
from kizuna.diagnostics import Sink

SETTINGS = (
    "SET enable_external_access = false", "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false", "SET autoload_known_extensions = false",
    "SET lock_configuration = true",
)
"""No files, no network, no variables of this process, no extensions; and nothing of this can be set back."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns of a query's result, and its rows as Python values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def query(run: Run, sql: str, sink: Sink, teller: Teller | None = None) -> Answer | None:
    """What a query finds in the tables of `kizuna.chronicle.tables`; None with K201 for one that cannot be answered."""
    import duckdb

    tables = arrow_tables(run, teller or Teller(run.names))
    base = duckdb.connect(":memory:")
    try:
        for name in COLUMNS:
            base.register("incoming", tables[name])
            base.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
            base.unregister("incoming")
        for setting in SETTINGS:
            base.execute(setting)
        found = base.execute(sql)
        if found is None:
            sink.add("K201", "the query is empty", hint="such as SELECT sentence FROM events LIMIT 10")
            return None
        columns = tuple(str(column[0]) for column in found.description or ())
        return Answer(columns, tuple(tuple(row) for row in found.fetchall()) if columns else ())
    except duckdb.Error as error:
        first, *rest = [line for line in str(error).splitlines() if line.strip()] or ["the query cannot be answered"]
        hint = f"tables: {', '.join(f'{name} ({_columns(name)})' for name in COLUMNS)}"
        sink.add("K201", first, notes=tuple(rest[:6]), hint=hint)
        return None
    finally:
        base.close()


def happened_to(run: Run, name: str, sink: Sink, teller: Teller | None = None) -> Answer | None:
    """How often which rule concerned somebody, and as what: (rule, as, times, first, last); None with K307."""
    idents = run.names.identify(name)
    if not idents:
        sink.add("K307", f"there is nobody called {name!r} in this run", hint=run.names.hint(name))
        return None
    listed = ", ".join(str(ident) for ident in idents)
    return query(run, _HAPPENED.format(listed=listed), sink, teller)


_HAPPENED = """
    SELECT rule, capacity AS "as", count(*) AS times, min_by(date, time_ms) AS first, max_by(date, time_ms) AS last
    FROM (
        SELECT seq, role AS capacity FROM roles WHERE ident IN ({listed})
        UNION ALL SELECT seq, 'witness' FROM witnesses WHERE ident IN ({listed})
    ) JOIN events USING (seq)
    GROUP BY rule, capacity ORDER BY times DESC, rule, capacity
"""


def _columns(table: str) -> str:
    return ", ".join(name for name, _ in COLUMNS[table])
