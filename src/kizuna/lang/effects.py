"""Effects: lists of lines and of maps with one line as their key."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang import ast
from kizuna.lang import syntax as s
from kizuna.lang.ast import Effect, Expr
from kizuna.lang.effects_lines import assignment, forget, move
from kizuna.lang.lexer import Fault
from kizuna.lang.parser import Parser
from kizuna.lang.resolve import context, parser
from kizuna.lang.resolve_base import CALENDAR_WORDS, FOLDS, FUNCTIONS, Context, type_text
from kizuna.lang.scope import Scope
from kizuna.lang.types import BARE, Number, Ref
from kizuna.pack.tree import Map, Node, Scalar, Seq

DEEPEST = 30
"""Effects within effects."""
_BLOCKS = {
    "if": "if condition: […]",
    "for": "for each x in set: […]",
    "chance": "chance 30 %: […]",
    "create": "create kind name: {…}",
}
_SETTING = ("(", "=", "+=", "-=")
_LINES = ("move", "remove", "interrupt", "forget", "create")


@dataclass(slots=True)
class _Count:
    chances: int = 0


def effects(node: Node | None, scope: Scope, sink: Sink) -> tuple[Effect, ...]:
    """The effects in a list; those at fault are left out after a diagnostic.

    Chances are numbered from 0 in order of writing. K102 for another shape, K201 for a line that is no effect, K209
    for what cannot be written, K006 beyond the limits, and what the expressions within give rise to.
    """
    return _block(node, scope, sink, _Count(), 0) if node is not None else ()


def _block(node: Node, scope: Scope, sink: Sink, count: _Count, deep: int) -> tuple[Effect, ...]:
    if isinstance(node, Scalar) and not node.text.strip():
        return ()
    if not isinstance(node, Seq):
        sink.add("K102", "effects are a list", node.span, hint="write each on a line of its own that begins with `- `")
        return ()
    if deep > DEEPEST:
        sink.add("K006", f"effects within effects, more than {DEEPEST} deep", node.span)
        return ()
    found: list[Effect] = []
    for item in node.items:
        try:
            if isinstance(item, Scalar):
                made = _line(item, scope, sink)
            elif isinstance(item, Map):
                made = _mapped(item, scope, sink, count, deep)
            else:
                sink.add("K102", "a list stands where an effect is needed", item.span, hint="take one pair of [ ] away")
                continue
        except Fault:
            continue
        found.append(made)
        if isinstance(made, ast.Create):
            scope = scope.inside(**{made.var: Ref(made.kind)})
    return tuple(found)


def _line(item: Scalar, scope: Scope, sink: Sink) -> Effect:
    """One line. Raises Fault after a diagnostic."""
    ctx = context(item.text, item.span, scope, sink)
    reader = parser(ctx)
    if reader.kinds[0] == "else":
        reader.fault("`else` stands alone", 0, "write it beside `if …:` or `chance …:`, in the same map")
    if reader.kinds[0] in ("if", "for") or (reader.texts[0] == "chance" and reader.kinds[1] not in _SETTING):
        reader.fault(f"`{reader.texts[0]}` has no effects", 0, f"write {_BLOCKS[reader.texts[0]]}")
    word = reader.texts[0] if reader.kinds[0] == "name" and reader.kinds[1] not in _SETTING else ""
    if word == "create":
        return _create(ctx, reader, None)
    if word == "move":
        return move(ctx, reader)
    if word == "forget":
        return forget(ctx, reader)
    if word in ("remove", "interrupt"):
        return _one(ctx, reader, word)
    return assignment(ctx, reader, _hint(word))


def _hint(word: str) -> str:
    """What may have been meant by a line that is no effect."""
    near = did_you_mean(word, _LINES) if word else ""
    if near.startswith("did you mean"):
        return near
    return (
        "an effect is `name(x) = value`, `+=`, `-=`, `move … from … to …`, `create`, `remove`, `interrupt` or `forget`"
    )


def _one(ctx: Context, reader: Parser, word: str) -> Effect:
    """`remove x` and `interrupt x`."""
    reader.i = 1
    node = reader.expr()
    reader.finish()
    item = ctx.need(node, Ref(""))
    span = ctx.span.inner(0, node.end)
    if isinstance(item, ast.Thing) and not item.key:
        ctx.fault("K204", f"nobody cannot be {'removed' if word == 'remove' else 'interrupted'}", node)
    return ast.Remove(item, span) if word == "remove" else ast.Interrupt(item, span)


def _mapped(item: Map, scope: Scope, sink: Sink, count: _Count, deep: int) -> Effect:
    """A map: its first key says what it is, `else` may stand beside it. Raises Fault after a diagnostic."""
    head, body, other = _head(item, sink)
    ctx = context(head.text, head.span, scope, sink)
    reader = parser(ctx)
    word = reader.texts[0] if reader.kinds[0] in ("if", "for", "name") else ""
    if other is not None and word not in ("if", "chance"):
        sink.add("K201", "this `else` has no `if` or `chance`", other[0].span)
        raise Fault
    if word == "create":
        return _create(ctx, reader, body)
    if word == "for":
        return _each(ctx, reader, body, count, deep)
    if word in ("if", "chance"):
        return _fork(ctx, reader, word, body, other[1] if other else None, count, deep)
    hint = did_you_mean(word, _BLOCKS)
    if "(" in head.text:
        hint = f"to set a value, write {shorten(head.text)} = …"
    elif not hint.startswith("did"):
        hint = "known here: " + ", ".join(_BLOCKS.values())
    sink.add("K201", f"{shorten(head.text)!r} begins no effect", head.span, hint=hint)
    raise Fault


def _head(item: Map, sink: Sink) -> tuple[Scalar, Node, tuple[Scalar, Node] | None]:
    """The key and value that say what a map is, and its `else`. Raises Fault after a diagnostic."""
    heads = [(key, value) for key, value in item if key.text.strip() != "else"]
    others = [(key, value) for key, value in item if key.text.strip() == "else"]
    if len(heads) == 1:
        return *heads[0], others[0] if others else None
    if not item.items:
        sink.add("K102", "an empty map is no effect", item.span)
    elif not heads:
        hint = "write it beside `if …:` or `chance …:`, in the same map"
        sink.add("K201", "`else` stands alone", others[0][0].span, hint=hint)
    elif heads[1][0].text.startswith(("else ", "elif")):
        hint = "write `else:` with an `if …:` of its own in its list"
        sink.add("K201", f"{shorten(heads[1][0].text)!r} is not known", heads[1][0].span, hint=hint)
    else:
        sink.add("K102", "two effects stand in one map", heads[1][0].span, hint="begin each effect with `- `")
    raise Fault


def _fork(ctx: Context, reader: Parser, word: str, body: Node, other: Node | None, count: _Count, deep: int) -> Effect:
    """`if` and `chance`. The branches are read even if the test is at fault, so that all faults are told at once."""
    number = count.chances
    count.chances += word == "chance"
    fault: Fault | None = None
    test: Expr | None = None
    try:
        reader.i = 1
        node = reader.expr()
        if reader.kinds[reader.i] == "then":
            reader.fault("no `then` stands in effects", reader.i, f"write {_BLOCKS[word]}")
        reader.finish()
        test = ctx.truth(node) if word == "if" else _probability(ctx, node)
    except Fault as caught:
        fault = caught
    then = _block(body, ctx.scope, ctx.sink, count, deep + 1)
    rest = _block(other, ctx.scope, ctx.sink, count, deep + 1) if other is not None else ()
    if test is None:
        raise fault or Fault
    span = ctx.span.inner(0, len(ctx.text))
    return ast.When(test, then, rest, span) if word == "if" else ast.Chance(test, then, rest, number, span)


def _probability(ctx: Context, node: s.Node) -> Expr:
    expr = ctx.value(node, BARE)
    if isinstance(expr.type, Number) and expr.type != BARE:
        message = f"{ctx.written(node)} is {type_text(expr.type)}, but a chance is a share"
        ctx.fault("K205", message, node, "write per cent, such as 30 %")
    expr = ctx.fit(expr, node, BARE)
    if isinstance(expr, ast.Literal) and not 0 <= expr.value <= 1:
        ctx.fault(
            "K109", f"a chance of {ctx.written(node)[1:-1]} does not exist", node, "chances run from 0 % to 100 %"
        )
    return expr


def _each(ctx: Context, reader: Parser, body: Node, count: _Count, deep: int) -> Effect:
    """`for each x in set [where test]`."""
    reader.i = 1
    if not reader.accept_word("each"):
        reader.unexpected("`each`")
    var, at, members, test = reader.loop()
    reader.finish()
    domain = ctx.domain(members)
    ctx.bind(var, at, domain.kind)
    where = ctx.truth(test) if test is not None else None
    inner = _block(body, ctx.within(), ctx.sink, count, deep + 1)
    return ast.Each(var, domain, where, inner, ctx.span.inner(0, len(ctx.text)))


def _create(ctx: Context, reader: Parser, body: Node | None) -> Effect:
    """`create kind name`, with a map of attributes."""
    if [reader.kinds[i] for i in range(1, min(4, len(reader.kinds)))] != ["name", "name", "end"]:
        reader.i = min(3, len(reader.kinds) - 1)
        reader.fault(
            "`create` needs a kind and a word for what is made", min(1, reader.i), "write create kind name: {…}", 2
        )
    kind, var = reader.texts[1], reader.texts[2]
    if kind not in ctx.scope.kinds:
        ctx.unknown("kind", kind, reader.starts[1], reader.ends[1], set(ctx.scope.kinds))
    if var in ctx.vars or var in CALENDAR_WORDS or var in FUNCTIONS or var in FOLDS:
        ctx.sink.add(
            "K104", f"the name {shorten(var)!r} is taken", reader.place(2), hint="choose another word for what is made"
        )
        raise Fault
    fields: list[tuple[str, Expr]] = []
    if isinstance(body, Map):
        fields = [made for key, value in body if (made := _field(ctx, kind, key, value)) is not None]
    elif body is not None and not (isinstance(body, Scalar) and not body.text.strip()):
        ctx.sink.add(
            "K102",
            f"what is created has a map of its attributes, but {_shape(body)} stands here",
            body.span,
            hint="write {attribute: value}",
        )
    return ast.Create(kind, var, tuple(fields), ctx.span.inner(0, len(ctx.text)))


def _shape(node: Node) -> str:
    return "a list" if isinstance(node, Seq) else "text"


def _field(ctx: Context, kind: str, key: Scalar, value: Node) -> tuple[str, Expr] | None:
    """One attribute of what is created; None after a diagnostic."""
    name = key.text.strip()
    sig = ctx.scope.attributes.get(f"{kind}.{name}")
    if sig is None:
        known = {item.name for item in ctx.scope.attributes.values() if item.owner == kind}
        ctx.sink.add("K202", f"a {kind} has no attribute {shorten(name)!r}", key.span, hint=did_you_mean(name, known))
        return None
    if not isinstance(value, Scalar):
        ctx.sink.add(
            "K102",
            f"a value is needed for {name!r}, but {'a list' if isinstance(value, Seq) else 'a map'} stands here",
            value.span,
        )
        return None
    inner = context(value.text, value.span, replace(ctx.scope, vars=ctx.vars), ctx.sink)
    try:
        return sig.key, inner.need(parser(inner).whole(), sig.type)
    except Fault:
        return None
