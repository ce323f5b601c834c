"""Constants and bare words."""

from __future__ import annotations

from typing import NoReturn

from kizuna.diagnostics.nearest import did_you_mean
from kizuna.lang import syntax as s
from kizuna.lang.ast import Date, Expr, Get, Literal, Now, Outcome, Parameter, Thing, Var
from kizuna.lang.quantity import measure
from kizuna.lang.resolve_base import CALENDAR_CHOICES, CALENDAR_WORDS, FUNCTIONS, Context
from kizuna.lang.types import BARE, BOOL, MOMENT, NEVER_WAS, SPAN, Choice, Number, Ref, Type


def quantity(ctx: Context, node: s.Quantity, expect: Type | None) -> Expr:
    """A number with its unit."""
    value, dim = measure(node, ctx.scope.units, ctx.span, ctx.sink)
    own = not node.units or node.units[-1].end <= node.end
    return Literal(value, Number(dim), _written(ctx, node) if own else "", ctx.at(node))


def _written(ctx: Context, node: s.Quantity | s.Clock) -> str:
    """What the author wrote, without brackets around it."""
    return " ".join(ctx.text[node.at : node.end].strip("() \t\n").split())


def clock(ctx: Context, node: s.Clock, expect: Type | None) -> Expr:
    """A time of day, as the span since midnight."""
    return Literal(float(node.value), SPAN, _written(ctx, node), ctx.at(node))


def truth(ctx: Context, node: s.Truth, expect: Type | None) -> Expr:
    """`yes` or `no`."""
    return Literal(int(node.value), BOOL, "yes" if node.value else "no", ctx.at(node))


def nobody(ctx: Context, node: s.Nobody, expect: Type | None) -> Expr:
    """Nobody, of whatever kind is expected; K204 where that is a choice that has a value of this name."""
    if isinstance(expect, Choice) and "nobody" in expect.values:
        ctx.fault("K204", "`nobody` is no value here, but nobody at all", node, "the value is written 'nobody'")
    return Thing("", expect if isinstance(expect, Ref) else Ref(""), ctx.at(node))


def name(ctx: Context, node: s.Name, expect: Type | None) -> Expr:
    """A variable, a value of the expected choice, a parameter, the calendar, a number of the bearer, a thing."""
    word, span = node.text, ctx.at(node)
    if not node.quoted:
        kind = ctx.vars.get(word)
        if kind is not None and not (isinstance(expect, Choice) and kind != expect and word in expect.values):
            return Var(word, kind, span)
    if isinstance(expect, Choice) and word in expect.values:
        return Literal(expect.values.index(word), expect, word, span)
    if not node.quoted:
        if word in ctx.scope.parameters:
            return Parameter(word, ctx.scope.parameters[word], span)
        if word in CALENDAR_WORDS and (found := _calendar(ctx, node)) is not None:
            return found
        if (key := ctx.own(word)) is not None:
            return Get(key, Var("self", ctx.vars["self"], span), ctx.scope.attributes[key].type, span)
    thing = ctx.scope.things.get(word)
    if thing is not None:
        return Thing(thing[0], Ref(thing[1]), span)
    return _unknown(ctx, node, expect)


def _calendar(ctx: Context, node: s.Name) -> Expr | None:
    word, span = node.text, ctx.at(node)
    if word == "now":
        return Now(span)
    if word == "never":
        return Literal(NEVER_WAS, MOMENT, word, span)
    if word == "clock":
        return Date(word, SPAN, span)
    if word == "day_of_year":
        return Date(word, BARE, span)
    if word in CALENDAR_CHOICES:
        choice = ctx.scope.calendar.get(word)
        return Date(word, choice, span) if choice is not None else None
    if ctx.scope.outcomes is None:
        ctx.fault(
            "K202",
            "there are no outcomes here",
            node,
            "`outcome` is known in effects of a rule that declares `outcomes`",
        )
    return Outcome(ctx.scope.outcomes, span)


def _unknown(ctx: Context, node: s.Name, expect: Type | None) -> NoReturn:
    """K202 with the nearest among what fits the position."""
    word = node.text
    if word in ctx.scope.withheld and not node.quoted:
        ctx.fault("K202", f"{ctx.written(node)} is declared, but cannot be read here", node, ctx.scope.withheld[word])
    if isinstance(expect, Choice):
        ctx.unknown(f"value of {expect.name}", word, node.at, node.end, set(expect.values))
    if word in ("true", "false"):
        ctx.unknown("name", word, node.at, node.end, set(), f"write {'yes' if word == 'true' else 'no'}")
    hint = _slip(ctx, word)
    if isinstance(expect, Ref):
        ctx.unknown(expect.kind or "name", word, node.at, node.end, _references(ctx, expect), hint)
    ctx.unknown("name", word, node.at, node.end, _values(ctx, expect), hint)


def _slip(ctx: Context, word: str) -> str:
    """A hint for a word that is known, but not as a bare name; "" for others."""
    scope = ctx.scope
    if word in scope.definitions:
        return f"a definition is written {word}({', '.join(name for _, name in scope.definitions[word].parameters)})"
    bearers = sorted(key.split(".", 1)[0] for key in scope.attributes if key.endswith(f".{word}"))
    if bearers:
        fitting = [name for name, kind in ctx.vars.items() if isinstance(kind, Ref) and kind.kind in bearers]
        return f"an attribute is written {word}({fitting[0] if len(fitting) == 1 else bearers[0]})"
    if word in scope.bonds:
        return f"a bond is written {word}(one, other)"
    if word in scope.inverses or word in FUNCTIONS:
        return f"write {word}(…)"
    if word in scope.units:
        return f"a unit stands after a number: 1 {word}"
    for part, choice in scope.calendar.items():
        if word in choice.values:
            return f"compare it: {part} is {word}"
    for sig in scope.attributes.values():
        if (isinstance(sig.type, Choice) and word in sig.type.values) or word in [level for level, _ in sig.levels]:
            return f"compare it: {sig.name}({sig.owner}) is {word}"
    small = [part for part in word.split() if part != part.lower() and part.lower() in ("and", "or", "not", "is", "if")]
    return f"write `{small[0].lower()}` in small letters" if small else ""


def _references(ctx: Context, expect: Ref) -> set[str]:
    """Variables and things of a kind."""
    known = {name for name, kind in ctx.vars.items() if isinstance(kind, Ref) and expect.kind in ("", kind.kind)}
    return known | {name for name, (_, kind) in ctx.scope.things.items() if expect.kind in ("", kind)}


def _values(ctx: Context, expect: Type | None) -> set[str]:
    """Bare words that can stand for a value of the expected type (None: any)."""
    known = {name for name, kind in ctx.vars.items() if expect is None or type(kind) is type(expect)}
    if expect is None or isinstance(expect, Number):
        known |= set(ctx.scope.parameters) | {"clock", "now"}
        bearer = ctx.vars.get("self")
        if isinstance(bearer, Ref):
            known |= {
                sig.name for sig in ctx.scope.attributes.values() if sig.owner == bearer.kind and sig.form == "number"
            }
    if expect is None:
        known |= set(ctx.scope.things) | set(ctx.scope.calendar)
    return known


def text(ctx: Context, node: s.Text, expect: Type | None) -> Expr:
    """A double-quoted text, which is no value."""
    hint = did_you_mean(node.text, set(ctx.scope.things)) if node.text in ctx.scope.things else ""
    ctx.fault(
        "K204",
        f"{ctx.written(node)} is a text; texts stand in doing(…) only",
        node,
        hint and f"names stand as they are, or in single quotes: '{node.text}'",
    )


def star(ctx: Context, node: s.Star, expect: Type | None) -> Expr:
    """A `*` where there is no bond."""
    ctx.fault("K204", "`*` is no value", node, "`*` stands in sets of bonds only: any(x in name(a, *) where …)")


def every(ctx: Context, node: s.Every, expect: Type | None) -> Expr:
    """A set where a value is needed."""
    ctx.fault(
        "K204", f"{ctx.written(node)} is a set, not a value", node, f"write count(x in {ctx.text[node.at : node.end]})"
    )
