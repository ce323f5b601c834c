"""`board`: the tables of a world's board at a moment of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.engine.evaluate import evaluate, members
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Expr
from kizuna.lang.types import NEVER_WAS, Moment, Ref
from kizuna.story.board_page import Cell, Page, Rows
from kizuna.story.person_ahead import HORIZON, Question, Turn, look_ahead
from kizuna.world.model import Board, Column, Table
from kizuna.world.reads import renamed

_NOW = "now"


def board(run: Run, name: str, at: int, sink: Sink, horizon: int = HORIZON) -> Page | None:
    """A board at the moment `at` (ms) of a run; `until` columns look up to `horizon` ms ahead.

    None with K607 (no such board), K605 (the moment), or what keeps the run from being replayed.
    """
    machine = run.machine_at(at, sink)
    if machine is None:
        return None
    found = machine.world.boards.get(name)
    if found is None or found.of is not None:
        known = sorted(name for name, board in machine.world.boards.items() if board.of is None)
        hint = did_you_mean(name, known) or (f"there are {', '.join(known)}" if known else "")
        told = f"this world has no board {shorten(name)!r}"
        if found is not None:
            told, hint = f"the board {shorten(name)!r} is about one alone", "ask `kizuna person` for somebody's page"
        sink.add("K607", told, hint=hint)
        return None
    machine.autonomy = False
    return Page(name, found.about, machine.world.calendar.text(machine.now), tuple(_tables(machine, found, horizon)))


@dataclass(slots=True)
class _Row:
    table: int
    roles: dict[str, int]


def _tables(machine: Machine, found: Board, horizon: int) -> list[Rows]:
    rows = [row for number, table in enumerate(found.tables) for row in _rows(machine, number, table)]
    turns = _ahead(machine, found, rows, machine.now + horizon)
    tables = []
    for number, table in enumerate(found.tables):
        mine = [(index, row) for index, row in enumerate(rows) if row.table == number]
        cells = tuple(
            tuple(_cell(machine, column, row, turns.get(f"{index} {at}")) for at, column in enumerate(table.columns))
            for index, row in mine
        )
        tables.append(Rows(table.title, tuple(column.name for column in table.columns), cells))
    return tables


def _rows(machine: Machine, number: int, table: Table) -> list[_Row]:
    listed = sorted(listing(machine, table, {}), key=lambda entry: entry[:2])
    return [_Row(number, {table.var: member}) for _, _, member in listed]


def listing(machine: Machine, table: Table, roles: Mapping[str, int]) -> Iterator[tuple[float | int, str, int]]:
    """What a table has rows for: what each is ordered by, its label, its handle. Nothing for a table without rows."""
    for member in members(table.domain, dict(roles), machine) if table.domain is not None else ():
        row = {**roles, table.var: member}
        if table.where is None or evaluate(table.where, row, machine):
            order = evaluate(table.order, row, machine) if table.order is not None else 0
            yield order, machine.label(member), member


def _ahead(machine: Machine, found: Board, rows: list[_Row], until: int) -> dict[str, Turn]:
    """When the conditions of `until` columns will hold, by number of the row and of the column."""
    questions: dict[str, Question] = {}
    roles: dict[str, int] = {}
    for index, row in enumerate(rows):
        for at, column in enumerate(found.tables[row.table].columns):
            if column.until is not None:
                name = f"row {index}"
                roles[name] = next(iter(row.roles.values()))
                condition = renamed(column.until, dict.fromkeys(row.roles, name))
                questions[f"{index} {at}"] = Question(condition, lambda later: "")
    return look_ahead(machine, questions, roles, until) if questions else {}


def _cell(machine: Machine, column: Column, row: _Row, turn: Turn | None) -> Cell:
    if column.where is not None and not evaluate(column.where, row.roles, machine):
        return ""
    if column.several is not None:
        return tuple(machine.label(member) for member in members(column.several, row.roles, machine))
    when = machine.world.calendar.text(turn.time) if turn is not None and turn.time > machine.now else ""
    if column.value is None:
        return when or ("" if turn is None else _NOW)
    told = _value(machine, column.value, row)
    return f"{told}, until {when}" if told and when else told


def _value(machine: Machine, expr: Expr, row: _Row) -> str:
    value = evaluate(expr, row.roles, machine)
    if is_nothing(expr, value):
        return ""
    return Words(machine, row.roles).value(expr, value)


def is_nothing(expr: Expr, value: float | int) -> bool:
    """Whether a value is nobody, or a date that never was."""
    match expr.type:
        case Ref():
            return not value
        case Moment():
            return value == NEVER_WAS
    return False
