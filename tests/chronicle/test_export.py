"""Exports and queries: every number comes back, every name is escaped, and a query reaches nothing else."""

from __future__ import annotations

import contextlib
import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyarrow.csv
import pytest
from chronicle_samples import Lived
from pyarrow import parquet

from kizuna.chronicle.arrow import batches
from kizuna.chronicle.blocks import reals, words
from kizuna.chronicle.codec import encode
from kizuna.chronicle.event import Cause, Change, Event
from kizuna.chronicle.export import FORMATS, export
from kizuna.chronicle.ids import short_id
from kizuna.chronicle.manifest import FILE, ThingRow, read_manifest, write_manifest
from kizuna.chronicle.query import happened_to, query
from kizuna.chronicle.run import Run
from kizuna.chronicle.segments import SegmentWriter
from kizuna.chronicle.tables import COLUMNS
from kizuna.chronicle.telling import Teller
from kizuna.diagnostics import Sink
from kizuna.world.luck import stable

NASTY = ['=HYPERLINK("x")', 'Quote " and , comma', "zero\u200dwidth", "'; DROP TABLE events; --", "@me", "Ünï 絆"]
NUMBERS = [0.1, 1 / 3, 1e-300, 1.7976931348623157e308, -0.0, 5e-324, float("inf")]


@pytest.fixture(scope="module")
def nasty(lived: Lived, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run with hostile names and awkward numbers."""
    folder = tmp_path_factory.mktemp("nasty")
    manifest = read_manifest(lived.out, Sink())
    assert manifest is not None
    things = [ThingRow(key=name, kind="person", name=name) for name in NASTY]
    events = [
        Event(
            n, (1 << 63) - 1 - n, n, "action/pour", "done", stable(NASTY[n % 6]), -1,
            (stable(NASTY[n % 6]), stable(NASTY[(n + 1) % 6])), (Cause("triggered", 5),), (stable(NASTY[0]),),
            (Change("float", "person.water", stable(NASTY[n % 6]), old=value, new=-value),), (value,),
        )
        for n, value in enumerate(NUMBERS)
    ]
    write_manifest(folder, manifest.model_copy(update={"things": things, "events": len(events), "stream": ""}))
    writer = SegmentWriter(folder)
    for two in (events[n:n + 2] for n in range(0, len(events), 2)):
        ints, floats = encode(two)
        writer.append(len(two), (two[0].time, two[-1].time), words(ints), reals(floats))
    writer.close()
    run = Run.open(folder, Sink())
    assert run is not None
    return run


def rows_of(run: Run, table: str) -> list[tuple[object, ...]]:
    """The rows of a table, as they should come back."""
    parts = (part[table].to_pylist() for part in batches(run, Teller(run.names)) if table in part)
    return [tuple(row.values()) for part in parts for row in part]


def from_parquet(out: Path, table: str) -> list[tuple[object, ...]]:
    """All rows of a Parquet file."""
    return [tuple(row.values()) for row in parquet.read_table(out / f"{table}.parquet").to_pylist()]


def from_csv(out: Path, table: str) -> list[tuple[object, ...]]:
    """All rows of a CSV file by Python's own reader, which leaves everything text; typed again by the columns."""
    types: dict[str, Callable[[str], object]] = {"int": int, "real": float, "text": str, "bool": lambda t: t == "true"}
    with open(out / f"{table}.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == [name for name, _ in COLUMNS[table]]
    return [
        tuple(types[sort](cell) if cell else None for cell, (_, sort) in zip(line, COLUMNS[table], strict=True))
        for line in lines[1:]
    ]


def from_sqlite(out: Path, table: str) -> list[tuple[object, ...]]:
    """All rows of a table."""
    with closing(sqlite3.connect(out)) as base:
        return list(base.execute(f"SELECT * FROM {table}"))


def told_one_by_one(run: Run, teller: Teller) -> dict[str, list[tuple[object, ...]]]:
    """The rows of all tables but `entities`, event by event."""
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in COLUMNS if name != "entities"}
    names = run.names
    for event in run.events():
        seq, rule = event.number, names.rules.get(event.rule)
        rows["events"].append((
            seq, short_id(event.id), event.time, teller.when(event), event.rule, event.status,
            teller.outcome(event) or None, names.label(event.place) if event.place else None, event.place,
            teller.sentence(event),
        ))
        for place, ident in enumerate(event.roles):
            role = rule.roles[place] if rule is not None and place < len(rule.roles) else None
            rows["roles"].append((seq, place, role, ident, names.label(ident)))
        for place, cause in enumerate(event.causes):
            rows["causes"].append((seq, place, cause.sort, short_id(event.id), short_id(cause.event)))
        rows["witnesses"] += [(seq, ident, names.label(ident)) for ident in event.witnesses]
        for place, c in enumerate(event.changes):
            values = (c.old, c.new, None, None) if c.form == "float" else (None, None, c.old, c.new)
            held = (c.old_status, c.new_status), (c.old_certainty, c.new_certainty)
            statuses, sure = held if c.belief else ((None, None), (None, None))
            rows["changes"].append((
                seq, place, c.form, c.belief, c.attr, c.bearer, names.label(c.bearer), c.second, c.third, c.fourth,
                *statuses, *values, *sure, teller.change(c),
            ))
        for place, value in enumerate(event.amounts):
            amount = rule.amounts[place] if rule is not None and place < len(rule.amounts) else None
            named = (amount.name, value, amount.unit or None, amount.unit_size) if amount else (None, value, None, None)
            rows["amounts"].append((seq, place, *named))
    return rows


@pytest.mark.parametrize("room", [1, 20_000])
def test_the_tables_say_what_the_events_say(
    nasty: Run, lived: Lived, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole columns at a time or one event after the other, block by block or all of them together."""
    monkeypatch.setattr("kizuna.chronicle.arrow.BATCH", room)
    whole = Run.open(lived.out, Sink())
    assert whole is not None
    for run in (nasty, whole):
        for table, wanted in told_one_by_one(run, Teller(run.names)).items():
            assert list(map(repr, rows_of(run, table))) == list(map(repr, wanted))


@pytest.mark.parametrize(("word", "value"), [(12 + 2, 9), (12 + 2 + 2, -1), (12 + 2 + 2 + 1, 40), (7, 99)])
def test_an_export_ends_where_the_records_do(nasty: Run, tmp_path: Path, word: int, value: int) -> None:
    """A record with the right checksum that says what cannot be: what stands before it is exported, and it is told."""
    manifest = read_manifest(nasty.folder, Sink())
    assert manifest is not None
    write_manifest(tmp_path, manifest)
    ints, floats = encode(nasty.events())
    ints[ints[0] + word] = value
    writer = SegmentWriter(tmp_path)
    writer.append(len(NUMBERS), (0, len(NUMBERS) - 1), words(ints), reals(floats))
    writer.close()
    sink, other = Sink(), Sink()
    run, again = Run.open(tmp_path, sink), Run.open(tmp_path, other)
    assert run is not None
    assert again is not None
    done = export(run, "parquet", tmp_path / "out", sink)
    assert done is not None
    assert done.rows["events"] == len(list(again.events())) == 1
    assert [str(fault) for fault in sink] == [str(fault) for fault in other]
    assert [fault.code for fault in sink] == ["K601"]


@pytest.mark.parametrize(
    ("form", "read"), [("parquet", from_parquet), ("csv", from_csv), ("sqlite", from_sqlite)]
)
def test_every_row_of_every_table_comes_back(
    nasty: Run, tmp_path: Path, form: str, read: Callable[[Path, str], list[tuple[object, ...]]]
) -> None:
    """Numbers to the last bit, names to the last character."""
    sink = Sink()
    done = export(nasty, form, tmp_path / "out", sink)
    assert done is not None
    assert not sink.found
    for table in COLUMNS:
        wanted = rows_of(nasty, table)
        found = read(tmp_path / "out", table)
        assert found == wanted
        if form != "sqlite":        # which knows neither a minus zero nor truth as a type
            assert [repr(row) for row in found] == [repr(row) for row in wanted]
        assert done.rows[table] == len(wanted)


def test_texts_that_look_like_formulas_are_counted_and_left_alone(nasty: Run, tmp_path: Path) -> None:
    """A spreadsheet program may run them; that is said, and the data stays the data."""
    done = export(nasty, "csv", tmp_path / "out", Sink())
    assert done is not None
    assert done.formulas > 0
    assert any(NASTY[0] in row for row in from_csv(tmp_path / "out", "entities"))
    assert pyarrow.csv.read_csv(tmp_path / "out/causes.csv").num_rows == len(NUMBERS)


def test_a_jsonl_line_is_one_event_with_everything(nasty: Run, tmp_path: Path) -> None:
    """A line for each event, whatever is in the names; JSON has no infinities, so they are words."""
    assert export(nasty, "jsonl", tmp_path / "out.jsonl", Sink()) is not None
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    found = [json.loads(line, parse_constant=lambda word: pytest.fail(word)) for line in lines]
    assert [event["seq"] for event in found] == list(range(len(NUMBERS)))
    values = [event["amounts"][0]["value"] for event in found]
    assert [repr(value) for value in values] == [*(repr(value) for value in NUMBERS[:-1]), "'inf'"]
    assert [event["roles"][0]["name"] for event in found][:6] == NASTY


def test_what_cannot_be_exported_is_said(nasty: Run, lived: Lived, tmp_path: Path) -> None:
    """An unknown format, something that is there already, and a place that cannot be written."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for form, out, code in (
        ("xlsx", tmp_path / "a", "K102"), ("csv", tmp_path, "K604"), ("csv", tmp_path / "file/out", "K606"),
        ("sqlite", tmp_path / "file/out", "K606"), ("jsonl", tmp_path / "file/out", "K606"),
    ):
        sink = Sink()
        assert export(nasty, form, out, sink) is None
        assert [fault.code for fault in sink] == [code]
    assert (lived.out / FILE).exists()


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
def test_an_export_is_whole_or_is_not_there(
    nasty: Run, tmp_path: Path, form: str, fault: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped or refused half way it leaves nothing, and one that was killed is not in the way of the next."""
    label, told = nasty.names.label, list[int]()
    monkeypatch.setattr("kizuna.chronicle.arrow.BATCH", 2)

    def refuse(ident: int) -> str:
        told.append(ident)
        if len(told) == 30:
            assert not (tmp_path / "out").exists()
            raise fault
        return label(ident)

    with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        patch.setattr(nasty.names, "label", refuse)
        assert export(nasty, form, tmp_path / "out", Sink()) is None
    assert len(told) == 30
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".out.part").mkdir()
    (tmp_path / ".out.part" / "out").touch()
    assert export(nasty, form, tmp_path / "out", Sink()) is not None
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_query_reads_the_tables(nasty: Run) -> None:
    """Columns and rows, for any SQL that DuckDB knows."""
    sink = Sink()
    found = query(nasty, "SELECT name, count(*) AS n FROM roles GROUP BY name ORDER BY n DESC, name", sink)
    assert found is not None
    assert found.columns == ("name", "n")
    assert sum(int(str(row[1])) for row in found.rows) == 2 * len(NUMBERS)
    assert not sink.found


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')", "SELECT * FROM '{file}'", "COPY events TO '{file}.out'",
        "ATTACH '{file}' AS other", "INSTALL httpfs", "SET enable_external_access = true", "SELECT * FROM nasty",
        "SELECT * FROM tables", "EXPORT DATABASE '{file}.out'", "SELEC 1", "SELECT * FROM event", "",
        "PRAGMA enable_profiling='json'; PRAGMA profiling_output='{file}.out'; SELECT 1",
    ],
)
def test_a_query_reaches_nothing_but_the_tables(nasty: Run, tmp_path: Path, sql: str) -> None:
    """No file is read or written, no setting is set back; what is refused is one K201."""
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    sink = Sink()
    found = query(nasty, sql.format(file=file), sink)
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]
    assert found is None
    assert [fault.code for fault in sink] == ["K201"]


def test_what_happened_to_somebody_is_summed_up(lived: Lived) -> None:
    """By rule and capacity, the most frequent first; an unknown name is K307."""
    sink = Sink()
    run = Run.open(lived.out, sink)
    assert run is not None
    found = happened_to(run, "Sly", sink)
    assert found is not None
    assert found.columns == ("rule", "as", "times", "first", "last")
    assert ("trigger/rain", "p", 10, "year 0, January 1, 05:00", "year 0, January 10, 05:00") in found.rows
    assert happened_to(run, "Slyy", sink) is None
    assert [fault.code for fault in sink] == ["K307"]
