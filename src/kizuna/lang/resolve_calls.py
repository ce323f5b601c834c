"""`name(arguments)`: attributes, bonds, built-in functions; beliefs and definitions have their own files."""

from __future__ import annotations

from typing import NoReturn

from kizuna.diagnostics.nearest import did_you_mean
from kizuna.lang import syntax as s
from kizuna.lang.ast import Expr, Get, Tie
from kizuna.lang.resolve_base import BELIEF_ASKS, FOLDS, FUNCTIONS, Context, type_text
from kizuna.lang.resolve_beliefs import believed
from kizuna.lang.resolve_builtins import BUILTINS
from kizuna.lang.resolve_inline import inline
from kizuna.lang.scope import Signature
from kizuna.lang.types import Ref, Type


def apply(ctx: Context, node: s.Apply, expect: Type | None) -> Expr:
    """Whatever stands before a bracket, looked up as function, definition, bond and attribute, in this order."""
    name = node.name
    if name in BUILTINS:
        return BUILTINS[name](ctx, node, expect)
    if name in BELIEF_ASKS:
        return believed(ctx, node)
    if name in ctx.scope.definitions:
        return inline(ctx, node, ctx.scope.definitions[name])
    if len(node.args) == 2 and name in ctx.scope.bonds:
        return tie(ctx, node)
    return get(ctx, node)


def get(ctx: Context, node: s.Apply) -> Expr:
    """An attribute of one bearer."""
    bearers = _bearers(ctx, node.name)
    if not bearers:
        _unknown(ctx, node)
    if len(node.args) != 1:
        ctx.count_fault(node, f"the attribute {node.name!r}", "1", f"write {node.name}({bearers[0]})")
    of = reference(ctx, node.args[0])
    assert isinstance(of.type, Ref)
    sig = ctx.scope.attributes.get(f"{of.type.kind}.{node.name}")
    if sig is None and not of.type.kind and len(bearers) == 1:
        sig = ctx.scope.attributes[f"{bearers[0]}.{node.name}"]
    if sig is None:
        message = f"{ctx.written(node.args[0])} is {type_text(of.type)} and has no {node.name}"
        ctx.fault("K204", message, node.args[0], f"{node.name} belongs to: {', '.join(bearers)}")
    return Get(sig.key, of, sig.type, ctx.at(node))


def reference(ctx: Context, node: s.Node, kind: str = "") -> Expr:
    """Somebody or something; K204 for any other value."""
    return ctx.need(node, Ref(kind))


def _bearers(ctx: Context, name: str) -> list[str]:
    """The kinds that have an attribute; the table of all is made once for a scope and those made from it."""
    attributes = ctx.scope.attributes
    known = ctx.scope.memory.get("")
    if not isinstance(known, tuple) or known[0] is not attributes or known[1] != len(attributes):
        table: dict[str, list[str]] = {}
        for key in sorted(attributes):
            kind, word = key.split(".", 1)
            table.setdefault(word, []).append(kind)
        known = ctx.scope.memory[""] = (attributes, len(attributes), table)
    found: list[str] = known[2].get(name, [])
    return found


def tie(ctx: Context, node: s.Apply) -> Expr:
    """A bond between two."""
    if any(isinstance(arg, s.Star) for arg in node.args):
        text = ctx.text[node.at : node.end]
        ctx.fault("K204", f"{ctx.written(node)} is a set, not a value", node, f"write count(x in {text})")
    source, target = reference(ctx, node.args[0]), reference(ctx, node.args[1])
    sig = _table(ctx, node, source, target)
    return Tie(sig.key, source, target, sig.type, ctx.at(node))


def _table(ctx: Context, node: s.Apply, source: Expr, target: Expr) -> Signature:
    """The bond table for two kinds; nobody fits any."""
    sigs = ctx.scope.bonds[node.name]
    kinds = [end.type.kind if isinstance(end.type, Ref) else "" for end in (source, target)]
    fitting = [sig for sig in sigs if all(a in ("", b) for a, b in zip(kinds, sig.owner.split(">"), strict=True))]
    if len(fitting) != 1:
        pairs = ", ".join(sorted(sig.owner.replace(">", " to ") for sig in sigs))
        have = " to ".join(kind or "anything" for kind in kinds)
        ctx.fault("K204", f"{ctx.written(node)} goes from {have}", node, f"{node.name} goes from {pairs}")
    return fitting[0]


def _unknown(ctx: Context, node: s.Apply) -> NoReturn:
    """Nothing of that name takes arguments: a set, a bond with one end, or a slip of the pen."""
    scope = ctx.scope
    text = ctx.text[node.at : node.end]
    if node.name in scope.inverses:
        ctx.fault("K204", f"{ctx.written(node)} is a set, not a value", node, f"write count(x in {text})")
    if node.name in scope.bonds:
        ctx.count_fault(node, f"the bond {node.name!r}", "2", f"write {node.name}(one, other)")
    known = set(FUNCTIONS) | set(FOLDS) | set(scope.definitions) | set(scope.bonds) | set(scope.inverses)
    known |= {sig.name for sig in scope.attributes.values()}
    hint = did_you_mean(node.name, known)
    if node.name in ctx.vars or node.name in scope.parameters:
        hint = f"{node.name} is a value and takes no arguments"
    ctx.unknown("attribute, bond or function", node.name, node.at, node.name_end, set(), hint)
