"""The section `boards`: named tables of what stands how at a moment, for whoever runs a place to look at."""

from __future__ import annotations

import re

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.lang import resolve
from kizuna.lang.ast import Domain, Expr
from kizuna.lang.scope import Scope
from kizuna.lang.types import BOOL, Ref
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.draft import Draft
from kizuna.world.model import Board, Column, Table
from kizuna.world.shapes import BARE_WORDS, as_map, as_text, entries, is_name, is_word, plain

_EACH = re.compile(r"\s*(\S+)\s+in\s+(.+?)\s*\Z", re.DOTALL)
_HINT = "write such as `p in all person`: a new word, and the set that it goes through"


def build_boards(draft: Draft, node: Node | None) -> dict[str, Board]:
    """The boards by name; K103 for a table without rows or columns, and what an expression may have for faults."""
    found: dict[str, Board] = {}
    for key, value in entries(node, "`boards`", draft.sink):
        table = as_map(value, f"the board {shorten(key.text)!r}", draft.sink)
        if table is None or not is_name(key, "a board", draft.sink):
            continue
        check_keys(table, "board", draft.sink)
        rows = (_table(draft, name, each) for name, each in entries(table.get("tables"), "`tables`", draft.sink))
        tables = tuple(each for each in rows if each is not None)
        found[key.text] = Board(key.text, plain(table.get("about"), draft.sink), tables, key.span)
    return dict(sorted(found.items()))


def _table(draft: Draft, key: Scalar, node: Node) -> Table | None:
    table = as_map(node, f"the table {shorten(key.text)!r}", draft.sink)
    if table is None or not is_name(key, "a table", draft.sink):
        return None
    check_keys(table, "board.table", draft.sink)
    for name in ("each", "columns"):
        if table.get(name) is None:
            draft.sink.add("K103", f"the table {shorten(key.text)!r} has no `{name}`", key.span, hint=_HINT)
            return None
    rows = _each(draft, table.get("each"))
    if rows is None:
        return None
    var, domain = rows
    scope = draft.scope.inside(**{var: Ref(domain.kind)})
    where = as_text(table.get("where"), "where", draft.sink)
    order = as_text(table.get("order"), "order", draft.sink)
    by = draft.expression(order, scope) if order is not None else None
    if by is not None and order is not None and isinstance(by.type, Ref):
        draft.sink.add("K204", f"{shorten(order.text)!r} has no order", order.span, hint="order by a number or a date")
    columns = (_column(draft, name, each, scope) for name, each in entries(table.get("columns"), "columns", draft.sink))
    return Table(
        title=key.text, var=var, domain=domain,
        where=draft.expression(where, scope, BOOL) if where is not None else None,
        columns=tuple(each for each in columns if each is not None),
        order=by,
        span=key.span,
    )


def _each(draft: Draft, node: Node | None) -> tuple[str, Domain] | None:
    """The variable and the set of `p in all person`."""
    line = as_text(node, "each", draft.sink)
    match = _EACH.match(line.text) if line is not None else None
    if line is None or match is None:
        if line is not None:
            draft.sink.add("K102", f"{shorten(line.text)!r} names no rows", line.span, hint=_HINT)
        return None
    word = Scalar(match[1], line.span.inner(match.start(1), len(match[1])))
    domain = draft.domain(Scalar(match[2], line.span.inner(match.start(2), len(match[2]))), draft.scope)
    named = is_word(word, "the rows", draft.sink, BARE_WORDS)
    return (word.text, domain) if named and domain is not None else None


def _column(draft: Draft, key: Scalar, node: Node, scope: Scope) -> Column | None:
    """A value, a set, or the moment at which a condition will hold."""
    if not is_name(key, "a column", draft.sink):
        return None
    if isinstance(node, Map):
        check_keys(node, "board.column", draft.sink)
        line = as_text(node.get("until"), "until", draft.sink)
        if line is None:
            draft.sink.add("K103", f"the column {shorten(key.text)!r} has no `until`", key.span)
            return None
        until = draft.expression(line, scope, BOOL)
        return Column(key.text, until=until) if until is not None else None
    line = as_text(node, f"the column {shorten(key.text)!r}", draft.sink)
    if line is None:
        return None
    several = resolve.domain(line.text, line.span, scope, Sink())
    if several is not None:
        return Column(key.text, several=several)
    value: Expr | None = draft.expression(line, scope)
    return Column(key.text, value=value) if value is not None else None
