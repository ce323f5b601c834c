"""A chronicle as tables: rows for exports and queries.

| table | a row for each |
|---|---|
| `events` | event |
| `roles`, `witnesses` | one who takes part in, or witnesses, an event |
| `causes` | cause of an event, by the ids of both |
| `changes` | thing that an event wrote; numbers are in `old`, `new` (base units), all else in `old_word`, `new_word` |
| `amounts` | amount of an event; `value` is in base units, of which the unit has `unit_size` |
| `entities` | thing that was named at the start or made since |

`seq` is the event's number in the run and joins the tables; `id` is what people see.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from kizuna.chronicle.event import Change, Event
from kizuna.chronicle.ids import short_id
from kizuna.chronicle.run import Run
from kizuna.chronicle.telling import Teller

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]
Columns = tuple[tuple[str, str], ...]
Tables = dict[str, Columns]

COLUMNS: Tables = {
    "events": (
        ("seq", "int"), ("id", "text"), ("time_ms", "int"), ("date", "text"), ("rule", "text"), ("status", "text"),
        ("outcome", "text"), ("place", "text"), ("place_ident", "int"), ("sentence", "text"),
    ),
    "roles": (("seq", "int"), ("position", "int"), ("role", "text"), ("ident", "int"), ("name", "text")),
    "causes": (("seq", "int"), ("position", "int"), ("sort", "text"), ("id", "text"), ("cause", "text")),
    "witnesses": (("seq", "int"), ("ident", "int"), ("name", "text")),
    "changes": (
        ("seq", "int"), ("position", "int"), ("form", "text"), ("belief", "bool"), ("attribute", "text"),
        ("bearer", "int"), ("name", "text"), ("second", "int"), ("third", "int"), ("fourth", "int"),
        ("old_status", "text"), ("new_status", "text"), ("old", "real"), ("new", "real"), ("old_word", "int"),
        ("new_word", "int"), ("old_certainty", "real"), ("new_certainty", "real"), ("text", "text"),
    ),
    "amounts": (
        ("seq", "int"), ("position", "int"), ("name", "text"), ("value", "real"), ("unit", "text"),
        ("unit_size", "real"),
    ),
    "entities": (("ident", "int"), ("key", "text"), ("name", "text"), ("kind", "text"), ("pronoun", "text")),
}
"""Tables with their columns: (name, int | real | text | bool)."""

RUN = ("run", "int")
"""The column that tables of many runs begin with."""

OF_MANY: Tables = {
    "runs": (RUN, ("seed", "text"), ("stream", "text")),
    "measures": (RUN, ("sort", "text"), ("name", "text"), ("value", "int")),
    **{name: (RUN, *columns) for name, columns in COLUMNS.items()},
}
"""The tables of many runs: what each came to, and those of each with its number before the other columns."""

BATCH = 20_000
"""Events that are turned into rows at a time."""


def batches(run: Run, teller: Teller) -> Iterator[dict[str, list[Row]]]:
    """The rows of all tables, some thousand events at a time; `entities` come with the last batch."""
    events = run.events()
    while chunk := list(islice(events, BATCH)):
        rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        for event in chunk:
            _event(event, run, teller, rows)
        yield rows
    yield {name: [] for name in COLUMNS} | {"entities": list(_entities(run))}


def _event(event: Event, run: Run, teller: Teller, rows: dict[str, list[Row]]) -> None:
    names, seq = run.names, event.number
    rule = names.rules.get(event.rule)
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
    rows["changes"] += [_change(seq, place, change, teller) for place, change in enumerate(event.changes)]
    for place, value in enumerate(event.amounts):
        amount = rule.amounts[place] if rule is not None and place < len(rule.amounts) else None
        named: Row = (None, value, None, None)
        if amount is not None:
            named = (amount.name, value, amount.unit or None, amount.unit_size)
        rows["amounts"].append((seq, place, *named))


def _change(seq: int, place: int, change: Change, teller: Teller) -> Row:
    real = change.form == "float"
    sure = (change.old_certainty, change.new_certainty) if change.belief else (None, None)
    statuses = (change.old_status, change.new_status) if change.belief else (None, None)
    values: Row = (change.old, change.new, None, None) if real else (None, None, change.old, change.new)
    return (
        seq, place, change.form, change.belief, change.attr, change.bearer, teller.names.label(change.bearer),
        change.second, change.third, change.fourth, *statuses, *values, *sure, teller.change(change),
    )


def _entities(run: Run) -> Iterator[Row]:
    names = run.names
    for ident, row in names.things.items():
        yield ident, row.key, row.name, row.kind, row.pronoun or None
    for ident, kind in sorted(names.made().items()):
        yield ident, None, names.label(ident), kind, None
