"""`board`: the tables of a world's board at a moment of a run."""

from __future__ import annotations

from dataclasses import dataclass

from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.engine.evaluate import evaluate, members
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Get, Tie
from kizuna.lang.types import Choice, Moment, Ref
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
    if found is None:
        known = sorted(machine.world.boards)
        hint = did_you_mean(name, known) or (f"there are {', '.join(known)}" if known else "")
        sink.add("K607", f"this world has no board {shorten(name)!r}", hint=hint)
        return None
    machine.autonomy = False
    return Page(name, found.about, machine.world.calendar.text(machine.now), tuple(_tables(machine, found, horizon)))


@dataclass(slots=True)
class _Row:
    table: int
    roles: dict[str, int]
    order: float | int
    label: str


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
    rows = []
    for member in members(table.domain, {}, machine):
        roles = {table.var: member}
        if table.where is None or evaluate(table.where, roles, machine):
            order = evaluate(table.order, roles, machine) if table.order is not None else 0
            rows.append(_Row(number, roles, order, machine.label(member)))
    return sorted(rows, key=lambda row: (row.order, row.label))


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
    if column.several is not None:
        return tuple(machine.label(member) for member in members(column.several, row.roles, machine))
    if column.until is not None:
        if turn is None:
            return ""
        return machine.world.calendar.text(turn.time) if turn.time > machine.now else _NOW
    assert column.value is not None
    value = evaluate(column.value, row.roles, machine)
    if not value and isinstance(column.value.type, Ref | Moment):
        return ""
    if isinstance(column.value.type, Choice) and not isinstance(column.value, Get | Tie):
        return column.value.type.values[int(value)]
    return Words(machine, row.roles).value(column.value, value)
