"""The section `boards`: named tables of what stands how at a moment, for whoever runs a place to look at."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.lang import resolve
from kizuna.lang.ast import Domain, Expr
from kizuna.lang.scope import Scope
from kizuna.lang.types import BOOL, Ref
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.draft import Draft
from kizuna.world.model import Board, Column, Role, Table
from kizuna.world.roles import read_roles
from kizuna.world.shapes import BARE_WORDS, as_map, as_text, entries, is_name, is_word, plain

_EACH = re.compile(r"\s*(\S+)\s+in\s+(.+?)\s*\Z", re.DOTALL)
_HINT = "write such as `p in all person`: a new word, and the set that it goes through"


def build_boards(draft: Draft, node: Node | None, agents: Collection[str]) -> dict[str, Board]:
    """The boards by name; K103 for a table without rows or columns, and what an expression may have for faults.

    `agents` are the kinds whose members can be asked after.
    """
    found = (_board(draft, key, value, agents) for key, value in entries(node, "`boards`", draft.sink))
    return {board.name: board for board in sorted((b for b in found if b is not None), key=lambda board: board.name)}


def _board(draft: Draft, key: Scalar, node: Node, agents: Collection[str]) -> Board | None:
    table = as_map(node, f"the board {shorten(key.text)!r}", draft.sink)
    if table is None or not is_name(key, "a board", draft.sink):
        return None
    check_keys(table, "board", draft.sink)
    of = _of(draft, table.get("of"), agents)
    scope = draft.scope.inside(**{of.name: Ref(of.kind)}) if of is not None else draft.scope
    foresees = as_text(table.get("foresees"), "foresees", draft.sink)
    rows = (_table(draft, name, each, of, scope) for name, each in entries(table.get("tables"), "`tables`", draft.sink))
    return Board(
        name=key.text,
        about=plain(table.get("about"), draft.sink),
        tables=tuple(each for each in rows if each is not None),
        span=key.span,
        of=of,
        foresees=draft.expression(foresees, scope, BOOL) if foresees is not None else None,
    )


def _of(draft: Draft, node: Node | None, agents: Collection[str]) -> Role | None:
    """Whom a board is about: one role, of a kind that decides for itself; nothing prints a page of anything else."""
    roles = read_roles(draft, node)
    if node is not None and len(roles) > 1:
        draft.sink.add("K102", "a board is of one alone", node.span, hint="write such as `of: {p: person}`")
    elif roles and roles[0].kind and roles[0].kind not in agents:
        message = f"a board is of somebody who decides for himself, and a {roles[0].kind} does not"
        draft.sink.add("K204", message, roles[0].span, hint=f"show each {roles[0].kind} in a table that has `each`")
    return roles[0] if roles else None


def _table(draft: Draft, key: Scalar, node: Node, of: Role | None, around: Scope) -> Table | None:
    table = as_map(node, f"the table {shorten(key.text)!r}", draft.sink)
    if table is None or not is_name(key, "a table", draft.sink):
        return None
    check_keys(table, "board.table", draft.sink)
    for name in ("each", "columns") if of is None else ("columns",):
        if table.get(name) is None:
            draft.sink.add("K103", f"the table {shorten(key.text)!r} has no `{name}`", key.span, hint=_HINT)
            return None
    rows = _each(draft, table.get("each"), around) if table.get("each") is not None else None
    if rows is None and table.get("each") is not None:
        return None
    var, domain = rows if rows is not None else ("", None)
    scope = around.inside(**{var: Ref(domain.kind)}) if domain is not None else around
    where = as_text(table.get("where"), "where", draft.sink)
    columns = (_column(draft, name, each, scope) for name, each in entries(table.get("columns"), "columns", draft.sink))
    return Table(
        title=key.text, var=var, domain=domain,
        where=draft.expression(where, scope, BOOL) if where is not None else None,
        columns=tuple(each for each in columns if each is not None),
        order=_order(draft, table, scope),
        span=key.span,
    )


def _order(draft: Draft, table: Map, scope: Scope) -> Expr | None:
    order = as_text(table.get("order"), "order", draft.sink)
    by = draft.expression(order, scope) if order is not None else None
    if by is not None and order is not None and isinstance(by.type, Ref):
        draft.sink.add("K204", f"{shorten(order.text)!r} has no order", order.span, hint="order by a number or a date")
    return by


def _each(draft: Draft, node: Node | None, around: Scope) -> tuple[str, Domain] | None:
    """The variable and the set of `p in all person`."""
    line = as_text(node, "each", draft.sink)
    match = _EACH.match(line.text) if line is not None else None
    if line is None or match is None:
        if line is not None:
            draft.sink.add("K102", f"{shorten(line.text)!r} names no rows", line.span, hint=_HINT)
        return None
    word = Scalar(match[1], line.span.inner(match.start(1), len(match[1])))
    domain = draft.domain(Scalar(match[2], line.span.inner(match.start(2), len(match[2]))), around)
    named = is_word(word, "the rows", draft.sink, BARE_WORDS)
    return (word.text, domain) if named and domain is not None else None


def _column(draft: Draft, key: Scalar, node: Node, scope: Scope) -> Column | None:
    """A value, a set, or the moment at which a condition will hold."""
    if not is_name(key, "a column", draft.sink):
        return None
    if not isinstance(node, Map):
        return _valued(draft, key.text, as_text(node, f"the column {shorten(key.text)!r}", draft.sink), scope)
    check_keys(node, "board.column", draft.sink)
    where, until = _condition(draft, node, "where", scope), _condition(draft, node, "until", scope)
    value = as_text(node.get("value"), "value", draft.sink)
    if value is not None:
        found = _valued(draft, key.text, value, scope)
        return replace(found, where=where, until=until) if found is not None else None
    if node.get("until") is None:
        draft.sink.add("K103", f"the column {shorten(key.text)!r} has no `value` and no `until`", key.span)
    return Column(key.text, until=until, where=where) if until is not None else None


def _condition(draft: Draft, node: Map, key: str, scope: Scope) -> Expr | None:
    line = as_text(node.get(key), key, draft.sink)
    return draft.expression(line, scope, BOOL) if line is not None else None


def _valued(draft: Draft, name: str, line: Scalar | None, scope: Scope) -> Column | None:
    if line is None:
        return None
    several = resolve.domain(line.text, line.span, scope, Sink())
    if several is not None:
        return Column(name, several=several)
    value: Expr | None = draft.expression(line, scope)
    return Column(name, value=value) if value is not None else None
