"""`is`: levels of meters and bonds, values of choices."""

from __future__ import annotations

from kizuna.lang import syntax as s
from kizuna.lang.ast import Believed, Expr, Get, IsChoice, IsLevel, Tie
from kizuna.lang.resolve_base import Context, type_text
from kizuna.lang.scope import Signature
from kizuna.lang.types import Bool, Choice, Number, Ref, Type

Band = tuple[float | None, float | None]


def is_words(ctx: Context, node: s.Is, expect: Type | None) -> Expr:
    """`item is …`. K204 if the item has neither levels nor values, K202 for an unknown one."""
    item = ctx.value(node.item)
    words = " ".join(ctx.text[node.words_at : node.words[-1].end].split())
    if isinstance(item.type, Choice):
        return _choice(ctx, node, item, words, item.type)
    if not isinstance(item, Get | Tie | Believed) or (isinstance(item, Believed) and item.ask != "value"):
        ctx.fault(
            "K204",
            f"{ctx.written(node.item)} is {type_text(item.type)} and has no levels",
            node,
            _hint(ctx, node, item.type),
        )
    sig = _signature(ctx, item)
    if not sig.levels:
        what = f"{sig.name!r} is {type_text(item.type)} and has no levels"
        ctx.fault("K204", what, node, _hint(ctx, node, item.type))
    bands = _bands(ctx, node, sig)
    return IsLevel(item, bands, sig.relative, words, ctx.at(node))


def _signature(ctx: Context, item: Get | Tie | Believed) -> Signature:
    """What is declared of what is read, or of what somebody believes of."""
    of_one = isinstance(item, Get) or (isinstance(item, Believed) and len(item.subjects) == 1)
    return ctx.scope.attributes[item.attr] if of_one else bond(ctx, item.attr)


def bond(ctx: Context, key: str) -> Signature:
    """The signature of a bond by its key."""
    name = key.split(".", 1)[1]
    return next(sig for sig in ctx.scope.bonds[name] if sig.key == key)


def _choice(ctx: Context, node: s.Is, item: Expr, words: str, choice: Choice) -> Expr:
    if node.how:
        ctx.fault("K204", f"the values of {choice.name} have no order", node, f"write is {node.words[0].text}")
    values = []
    for word in node.words:
        if word.text not in choice.values:
            ctx.unknown(f"value of {choice.name}", word.text, word.at, word.end, set(choice.values))
        values.append(choice.values.index(word.text))
    return IsChoice(item, tuple(values), node.negated, words, ctx.at(node))


def _hint(ctx: Context, node: s.Is, kind: Type) -> str:
    item = ctx.text[node.item.at : node.item.end]
    match kind:
        case Bool():
            return f"write {item}, or not {item}"
        case Ref():
            return f"write {item} == {node.words[0].text}"
        case Number():
            return f"compare it: {item} > …, or declare `levels`"
    return ""


def _bands(ctx: Context, node: s.Is, sig: Signature) -> tuple[Band, ...]:
    """The bands that the words name, merged, and turned inside out by `not`."""
    levels = sorted(sig.levels, key=lambda level: level[1])
    names = [name for name, _ in levels]
    found = []
    for word in node.words:
        if word.text not in names:
            ctx.unknown(f"level of {sig.name}", word.text, word.at, word.end, set(names))
        found.append(names.index(word.text))
    if node.how and len(found) > 1:
        ctx.fault("K201", f"`is {node.how}` takes one level", node.words[1], f"write is {node.how} {names[min(found)]}")
    starts: list[float | None] = [at for _, at in levels]
    if sig.relative and levels[0][1] <= 0:
        starts[0] = None
    starts.append(None)
    if node.how:
        bands = [_side(ctx, node, starts, found[0], sig)]
    else:
        bands = _merged([(starts[index], starts[index + 1]) for index in sorted(set(found))])
    return tuple(_complement(bands) if node.negated else bands)


def _side(ctx: Context, node: s.Is, starts: list[float | None], index: int, sig: Signature) -> Band:
    word = node.words[0]
    first, last = starts[index], starts[index + 1]
    if node.how == "at least" and first is not None:
        return first, None
    if node.how == "below" and first is not None:
        return None, first
    if node.how == "at most" and last is not None:
        return None, last
    if node.how == "above" and last is not None:
        return last, None
    never = node.how in ("below", "above")
    message = f"every level of {sig.name} is at {'least' if last is not None else 'most'} {word.text}"
    hint = f"this {'never' if never else 'always'} holds; leave it out, or name another level"
    return ctx.fault("K204", message, node, hint)


def _merged(bands: list[Band]) -> list[Band]:
    """Ascending bands, with those that touch made one."""
    merged: list[Band] = []
    for low, high in bands:
        if merged and merged[-1][1] == low:
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return merged


def _complement(bands: list[Band]) -> list[Band]:
    """What lies outside ascending bands that do not touch."""
    outside: list[Band] = []
    low: float | None = None
    for index, (first, high) in enumerate(bands):
        if first is not None:
            outside.append((None if index == 0 else low, first))
        low = high
    if low is not None:
        outside.append((low, None))
    return outside
