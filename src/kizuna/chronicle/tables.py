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
