"""Beliefs: `belief(h, name(x))` and what else can be asked about one."""

from __future__ import annotations

from kizuna.lang import syntax as s
from kizuna.lang.ast import Believed, Expr, Get, Tie
from kizuna.lang.resolve_base import BELIEF_ASKS, Context
from kizuna.lang.types import BARE, BOOL, MOMENT, Ref, Type


def believed(ctx: Context, node: s.Apply) -> Believed:
    """A belief of somebody about an attribute or bond, or about somebody else's belief about it.

    K206 for another number of arguments, K204 for what is no attribute or may not be believed.
    """
    holder, about = _parts(ctx, node)
    other: Expr | None = None
    if isinstance(about, s.Apply) and about.name in BELIEF_ASKS:
        if about.name != "belief":
            message = f"{ctx.written(about)} cannot be believed"
            ctx.fault("K204", message, about, f"write {node.name}(…, belief(…, …))")
        other, about = _parts(ctx, about)
        if isinstance(about, s.Apply) and about.name in BELIEF_ASKS:
            ctx.fault("K204", "beliefs about beliefs go one level deep", about)
    attr, subjects, kind = _subject(ctx, about)
    result: Type = {"value": kind, "certainty": BARE, "learnt": MOMENT}.get(BELIEF_ASKS[node.name], BOOL)
    return Believed(BELIEF_ASKS[node.name], holder, attr, subjects, other, result, ctx.at(node))


def _parts(ctx: Context, node: s.Apply) -> tuple[Expr, s.Node]:
    """The holder, and what the belief is about."""
    if len(node.args) != 2:
        ctx.count_fault(node, f"`{node.name}`", "2", f"write {node.name}(holder, attribute(subject))")
    return ctx.need(node.args[0], Ref("")), node.args[1]


def _subject(ctx: Context, about: s.Node) -> tuple[str, tuple[Expr, ...], Type]:
    expr = ctx.value(about) if isinstance(about, s.Apply) and about.name not in ctx.scope.definitions else None
    if not isinstance(expr, Get | Tie):
        hint = "a belief is about an attribute or a bond: belief(holder, attribute(subject))"
        ctx.fault("K204", f"{ctx.written(about)} is neither an attribute nor a bond", about, hint)
    name = expr.attr.split(".", 1)[1]
    sigs = ctx.scope.bonds.get(name, ()) if isinstance(expr, Tie) else (ctx.scope.attributes[expr.attr],)
    if not any(sig.key == expr.attr and sig.believed for sig in sigs):
        ctx.fault(
            "K204",
            f"no beliefs are held about {name!r}",
            about,
            f"declare it with `believed: yes` in {expr.attr.split('.', 1)[0]}",
        )
    subjects = (expr.of,) if isinstance(expr, Get) else (expr.source, expr.target)
    return expr.attr, subjects, expr.type
