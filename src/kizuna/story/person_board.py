"""What the boards of a world tell of one member of a kind: lines and rows, with what will become of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kizuna.engine.evaluate import evaluate, members
from kizuna.engine.explain import explain
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Compare, Expr, Get, Inverse, Literal, Not, Tie, Var
from kizuna.lang.types import Bool, Choice
from kizuna.lang.walk import every
from kizuna.story.board import is_nothing, listing
from kizuna.story.person_ahead import Question, Turn
from kizuna.story.person_look import Look, SeenMeter, settled
from kizuna.story.person_section import Entry, Line, Section
from kizuna.world.model import Board, Column, Requirement, Table
from kizuna.world.reads import domain_exprs, renamed
from kizuna.world.wording import spaced

STOP = "stop"
"""The question when nothing more can be foreseen."""
Finish = Callable[[Mapping[str, Turn], Callable[[int], str]], Line]


@dataclass(slots=True)
class BoardLook:
    """Looks at somebody as one board wants it; asks `look` what it wants to know of what is to come."""

    look: Look
    board: Board

    def sections(self) -> list[tuple[str, bool, list[tuple[str, list[Finish]]]]]:
        """Each table: its title, whether it has rows, and its entries with the lines that are still to be finished."""
        found = []
        for number, table in enumerate(self.board.tables):
            if table.domain is None:
                whole = self._lines(table.columns, {}, f"{self.board.name} {number}")
                found.append((table.title, False, [("", whole)]))
            else:
                found.append((table.title, True, list(self._rows(table, number))))
        return found

    def ask_stop(self) -> None:
        """Asks when the one whom the board is about is not any more what it foresees."""
        if self.board.foresees is None:
            return
        condition, who = self._own(self.board.foresees), self.look.machine.ident(self.look.who)

        def tell(later: Machine) -> str:
            roles = {"self": later.of_ident(who)}
            return explain(Requirement("", condition), roles, later).sentence()

        self.look.questions[STOP] = Question(Not(condition), tell)

    def _own(self, expr: Expr) -> Expr:
        assert self.board.of is not None
        return renamed(expr, {self.board.of.name: "self"})

    def _roles(self, row: Mapping[str, int]) -> dict[str, int]:
        assert self.board.of is not None
        return {self.board.of.name: self.look.who, **row}

    def _rows(self, table: Table, number: int) -> Iterator[tuple[str, list[Finish]]]:
        for index, (_, label, member) in enumerate(sorted(listing(self.look.machine, table, self._roles({})))):
            yield label, self._lines(table.columns, {table.var: member}, f"{self.board.name} {number} {index}")

    def _lines(self, columns: tuple[Column, ...], row: Mapping[str, int], key: str) -> list[Finish]:
        roles, machine = self._roles(row), self.look.machine
        said = (c for c in columns if c.where is None or evaluate(c.where, roles, machine))
        return [line for column in said if (line := self._line(column, row, f"{key} {column.name}")) is not None]

    def _line(self, column: Column, row: Mapping[str, int], key: str) -> Finish | None:
        look, roles = self.look, self._roles(row)
        if column.several is not None:
            names = [look.machine.label(member) for member in members(column.several, roles, look.machine)]
            return _fixed(Line(column.name, ", ".join(names))) if names else None
        if column.value is None:
            return self._until(column.name, column.until, row, key)
        seen = self._meter(column.value, roles, key)
        if seen is not None:
            return lambda turns, date: Line(column.name, seen.meter.value, settled(seen, turns, date))
        value = evaluate(column.value, roles, look.machine)
        if isinstance(column.value.type, Bool):
            return self._truth(column, bool(value), row, key)
        if is_nothing(column.value, value):
            return None
        if isinstance(column.value.type, Choice):
            return self._choice(column.name, column.value, int(value), row, key)
        told = Words(look.machine, dict(roles)).value(column.value, value)
        return self._until(column.name, column.until, row, key, told)

    def _until(
        self, name: str, condition: Expr | None, row: Mapping[str, int], key: str, value: str = ""
    ) -> Finish | None:
        """A value until a condition holds, or, without one, the moment when it does."""
        waited = self._own(condition) if condition is not None else None
        for var, handle in row.items():
            if waited is not None:
                waited = self.look.until_of(handle, renamed(Not(waited), {var: "it"}))
        if waited is not None:
            self.look.questions[key] = Question(waited, lambda later: "")
        none = "" if row else "not foreseen"
        now = self.look.machine.now

        def finish(turns: Mapping[str, Turn], date: Callable[[int], str]) -> Line:
            turn = turns.get(key)
            if not value:
                return Line(name, date(turn.time) if turn is not None else none)
            return Line(name, value, until=date(turn.time) if turn is not None and turn.time > now else "")

        return finish

    def _choice(self, name: str, expr: Expr, value: int, row: Mapping[str, int], key: str) -> Finish:
        assert isinstance(expr.type, Choice)
        word = spaced(expr.type.values[value])
        if not row:
            other = Compare("!=", self._own(expr), Literal(value, expr.type))
            self.look.questions[key] = Question(other, lambda later: "")
        return lambda turns, date: Line(
            name, word, until=date(turns[key].time) if key in turns else "", sort="choice"
        )

    def _truth(self, column: Column, holds: bool, row: Mapping[str, int], key: str) -> Finish:
        assert column.value is not None
        if not row:
            own = self._own(column.value)
            self.look.questions[key] = Question(Not(own) if holds else own, lambda later: "")
        word = "yes" if holds else "no"
        return lambda turns, date: Line(
            column.name, word, until=date(turns[key].time) if key in turns else "", sort="truth"
        )

    def _meter(self, value: Expr, roles: Mapping[str, int], key: str) -> SeenMeter | None:
        """A meter with levels, of himself or of a thing that hangs on him."""
        if not isinstance(value, Get) or not isinstance(value.of, Var):
            return None
        attribute = self.look.machine.world.attributes[value.attr]
        bearer = roles[value.of.name]
        if attribute.form != "meter" or not attribute.levels:
            return None
        return self.look.meter_of(attribute, bearer, key)


def _fixed(line: Line) -> Finish:
    return lambda turns, date: line


def boards_of(machine: Machine, who: int) -> list[Board]:
    """The boards that are about one of his kind."""
    kind = machine.kind_of(who)
    return [board for board in machine.world.boards.values() if board.of is not None and board.of.kind == kind]


def shown_by(boards: list[Board]) -> frozenset[str]:
    """The attributes that boards show, those included by which rows hang on somebody."""
    tables = [table for board in boards for table in board.tables]
    found = {table.domain.attr for table in tables if isinstance(table.domain, Inverse)}
    for column in (column for table in tables for column in table.columns):
        exprs = [expr for expr in (column.value, column.until, column.where) if expr is not None]
        exprs += domain_exprs(column.several) if column.several is not None else ()
        found.update(item.attr for expr in exprs for item in every(expr) if isinstance(item, Get | Tie))
    return frozenset(found)


def finished(
    sections: list[tuple[str, bool, list[tuple[str, list[Finish]]]]],
    turns: Mapping[str, Turn], date: Callable[[int], str],
) -> Iterator[Section]:
    """The tables together with what will become of what stands in them."""
    for title, rows, entries in sections:
        done = (Entry(label, tuple(finish(turns, date) for finish in lines)) for label, lines in entries)
        yield Section(title, rows, tuple(done))
