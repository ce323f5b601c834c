"""Sets and what is told over them."""

from __future__ import annotations

from typing import NoReturn

from kizuna.lang import syntax as s
from kizuna.lang.ast import Domain, Everyone, Expr, Fold, Inverse, Tied
from kizuna.lang.resolve_base import Context, type_text
from kizuna.lang.types import BARE, BOOL, Moment, Number, Ref, Type


def domain(ctx: Context, node: s.Node) -> Domain:
    """`inverse(x)`, `bond(x, *)` or `all kind`; K204 for what is no set."""
    if isinstance(node, s.Every):
        if node.kind not in ctx.scope.kinds:
            ctx.unknown("kind", node.kind, node.kind_at, node.end, set(ctx.scope.kinds))
        return Everyone(node.kind, ctx.at(node))
    if isinstance(node, s.Apply):
        if len(node.args) == 2 and isinstance(node.args[1], s.Star):
            return _tied(ctx, node)
        if node.name in ctx.scope.inverses:
            return _inverse(ctx, node)
        if node.name in ctx.scope.bonds and len(node.args) == 1:
            ctx.count_fault(node, f"the bond {node.name!r}", "2", f"write {node.name}({_first(ctx, node)}, *)")
    return _no_set(ctx, node)


def _inverse(ctx: Context, node: s.Apply) -> Domain:
    if len(node.args) != 1:
        ctx.count_fault(
            node, f"the set {node.name!r}", "1", f"write {node.name}({ctx.scope.inverses[node.name][0][0]})"
        )
    of = ctx.value(node.args[0], Ref(""))
    if not isinstance(of.type, Ref):
        ctx.fault("K204", f"{ctx.written(node.args[0])} is {type_text(of.type)} and has no {node.name}", node.args[0])
    rows = ctx.scope.inverses[node.name]
    fitting = [row for row in rows if row[0] == of.type.kind or (not of.type.kind and len(rows) == 1)]
    if not fitting:
        known = ", ".join(sorted({f"{node.name}({bearer})" for bearer, _, _ in rows}))
        ctx.fault("K204", f"{type_text(of.type)} has no {node.name}", node.args[0], f"known: {known}")
    return Inverse(fitting[0][1], of, fitting[0][2], ctx.at(node), node.name)


def _tied(ctx: Context, node: s.Apply) -> Domain:
    sigs = ctx.scope.bonds.get(node.name)
    if sigs is None:
        ctx.unknown("bond", node.name, node.at, node.name_end, set(ctx.scope.bonds))
    source = ctx.value(node.args[0], Ref(""))
    kind = source.type.kind if isinstance(source.type, Ref) else None
    fitting = [sig for sig in sigs if sig.owner.split(">")[0] == kind]
    if not fitting:
        known = ", ".join(sorted({sig.owner.split(">")[0] for sig in sigs}))
        message = f"{ctx.written(node.args[0])} is {type_text(source.type)}, but {node.name} goes out from: {known}"
        ctx.fault("K204", message, node.args[0])
    if len(fitting) > 1:
        ends = ", ".join(sorted(sig.owner.split(">")[1] for sig in fitting))
        ctx.fault(
            "K204", f"{ctx.written(node)} goes to several kinds: {ends}", node, "give these bonds different names"
        )
    return Tied(fitting[0].key, source, fitting[0].owner.split(">")[1], ctx.at(node))


def _no_set(ctx: Context, node: s.Node) -> NoReturn:
    if isinstance(node, s.Name) and node.text in ctx.scope.kinds:
        ctx.fault("K204", f"{ctx.written(node)} is a kind", node, f"for all of them write all {node.text}")
    if isinstance(node, s.Apply):
        known = {**ctx.scope.attributes, **ctx.scope.bonds, **ctx.scope.definitions}
        if node.name not in known and not any(key.endswith(f".{node.name}") for key in ctx.scope.attributes):
            ctx.unknown("set", node.name, node.at, node.name_end, set(ctx.scope.inverses) | set(ctx.scope.bonds))
    ctx.fault(
        "K204",
        f"{ctx.written(node)} is not a set",
        node,
        "a set is the inverse of a reference, a bond with *, or all of a kind",
    )


def _first(ctx: Context, node: s.Apply) -> str:
    return ctx.text[node.args[0].at : node.args[0].end]


def over(ctx: Context, node: s.Over, expect: Type | None) -> Expr:
    """`count any all sum least most` over a set."""
    members = ctx.domain(node.domain)
    before = ctx.bind(node.var, node.var_at, members.kind)
    where = ctx.truth(node.where) if node.where is not None else None
    value = ctx.value(node.value, expect) if node.value is not None else None
    ctx.vars = before
    kind: Type = BARE if node.how == "count" else BOOL
    if value is not None and node.value is not None:
        kind = value.type
        if not isinstance(kind, Number) and not (node.how != "sum" and isinstance(kind, Moment)):
            ctx.fault(
                "K204", f"{ctx.written(node.value)} is {type_text(kind)}, but `{node.how}` needs a number", node.value
            )
    return Fold(node.how, node.var, members, where, value, kind, ctx.at(node))
