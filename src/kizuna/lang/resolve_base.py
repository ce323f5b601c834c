"""What every part of the resolver shares: the text, the scope, the variables in force, and how faults are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NoReturn

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang import syntax as s
from kizuna.lang.ast import Domain, Expr, Literal
from kizuna.lang.lexer import Fault
from kizuna.lang.parser import TALLEST
from kizuna.lang.quantity import dim_text, sample_amount, sample_unit
from kizuna.lang.scope import Scope
from kizuna.lang.types import LENGTH, TIME, Bool, Choice, Moment, Number, Ref, Type

CALENDAR_CHOICES = ("weekday", "season", "month", "part")
CALENDAR_WORDS = frozenset({"now", "never", "clock", "day_of_year", "outcome", *CALENDAR_CHOICES})
BELIEF_ASKS = {
    "belief": "value",
    "certainty": "certainty",
    "unknown": "unknown",
    "wonders": "wonders",
    "learnt": "learnt",
}
FUNCTIONS = frozenset(
    {
        "min",
        "max",
        "abs",
        "floor",
        "sqrt",
        "clamp",
        "exp",
        "log",
        "wave",
        "distance",
        "stairs",
        "inside",
        "since",
        "doing",
        "busy",
        *BELIEF_ASKS,
    }
)
FOLDS = frozenset({"count", "sum", "any", "all", "least", "most"})

Handler = Callable[..., Expr]

_RATE = (("time", -1),)
_PLAIN = re.compile(r"-?[0-9.]+")


class Context:
    """One text in one scope. Whatever raises Fault has recorded a diagnostic."""

    __slots__ = ("chain", "depth", "domains", "handlers", "scope", "sink", "span", "text", "vars")

    def __init__(
        self,
        text: str,
        span: Span,
        scope: Scope,
        sink: Sink,
        handlers: Mapping[type, Handler],
        domains: Callable[[Context, s.Node], Domain],
        chain: tuple[str, ...] = (),
        depth: int = 0,
    ) -> None:
        """`chain` are the definitions that are being put in, `depth` the height of the tree above this text."""
        self.text, self.span, self.scope, self.sink = text, span, scope, sink
        self.vars = scope.vars
        self.handlers, self.domains = handlers, domains
        self.chain, self.depth = chain, depth

    def __contains__(self, word: object) -> bool:
        """Whether a bare word has a meaning of its own, so that it is no unit after `/`."""
        return isinstance(word, str) and self.means_something(word)

    def value(self, node: s.Node, expect: Type | None = None) -> Expr:
        """The typed expression. `expect` gives bare words and 0 a meaning; it is not enforced."""
        self.depth += 1
        if self.depth > TALLEST:
            self.fault(
                "K006",
                f"{self.written(node)} is too deep once its definitions are put in",
                node,
                "make the definitions smaller",
            )
        found = self.handlers[type(node)](self, node, expect)
        self.depth -= 1
        return found

    def need(self, node: s.Node, expect: Type) -> Expr:
        """The typed expression, which has to fit `expect`; K204 or K205 otherwise."""
        return self.fit(self.value(node, expect), node, expect)

    def typed(self, node: s.Node, expect: Type | None) -> Expr:
        """The typed expression, which has to fit `expect` if one is given."""
        return self.value(node) if expect is None else self.need(node, expect)

    def truth(self, node: s.Node) -> Expr:
        """A condition."""
        return self.need(node, Bool())

    def domain(self, node: s.Node) -> Domain:
        """A set."""
        return self.domains(self, node)

    def at(self, node: s.Node) -> Span:
        """Where a node stands."""
        return self.span.inner(node.at, node.end - node.at)

    def written(self, node: s.Node) -> str:
        """What the author wrote, quoted and shortened."""
        return repr(shorten(self.text[node.at : node.end]))

    def fault(self, code: str, message: str, node: s.Node, hint: str = "") -> NoReturn:
        """Record a diagnostic and unwind."""
        self.sink.add(code, message, self.at(node), hint=hint)
        raise Fault

    def unknown(
        self, what: str, word: str, at: int, end: int, known: Mapping[str, object] | set[str], hint: str = ""
    ) -> NoReturn:
        """K202 with the nearest of the known names."""
        hint = hint or did_you_mean(word, known)
        self.sink.add("K202", f"there is no {what} {shorten(word)!r}", self.span.inner(at, end - at), hint=hint)
        raise Fault

    def count_fault(self, node: s.Apply, what: str, wanted: str, hint: str) -> NoReturn:
        """K206 for a wrong number of arguments; `wanted` is the right number."""
        count = len(node.args)
        takes = f"{wanted} argument{'' if wanted == '1' else 's'}"
        self.fault("K206", f"{what} takes {takes}, but {count} {'stands' if count == 1 else 'stand'} here", node, hint)

    def fit(self, expr: Expr, node: s.Node, expect: Type) -> Expr:
        """The expression as a value of the type `expect`; K204 or K205 if it is none."""
        kind = expr.type
        if kind == expect or fits(kind, expect):
            return expr
        if isinstance(expect, Number) and isinstance(kind, Number):
            if is_zero(node):
                return Literal(0.0, expect, "0", expr.span)
            message = f"{self.written(node)} is {type_text(kind)}, but {type_text(expect)} is needed"
            self.fault("K205", message, node, unit_hint(kind, expect, self.text[node.at : node.end]))
        message = f"{self.written(node)} is {type_text(kind)}, but {type_text(expect)} is needed"
        return self.fault("K204", message, node, type_hint(kind, expect, self.text[node.at : node.end]))

    def alike(self, nodes: list[s.Node], expect: Type | None = None) -> list[Expr]:
        """Values that are to have one type: those with a meaning of their own give bare words and 0 theirs."""
        found: dict[int, Expr] = {}
        later = [index for index, node in enumerate(nodes) if self.open(node)]
        for index, node in enumerate(nodes):
            if index not in later:
                found[index] = self.value(node, expect)
                expect = found[index].type if expect is None else expect
        if found:
            expect = next(iter(found.values())).type
        for index in later:
            found[index] = self.settle(self.value(nodes[index], expect), nodes[index], expect)
            expect = expect or found[index].type
        return [found[index] for index in range(len(nodes))]

    def settle(self, expr: Expr, node: s.Node, expect: Type | None) -> Expr:
        """A zero without unit as a zero of the expected dimension; all else unchanged."""
        if isinstance(expect, Number) and expr.type != expect and isinstance(expr.type, Number) and is_zero(node):
            return Literal(0.0, expect, "0", expr.span)
        return expr

    def open(self, node: s.Node) -> bool:
        """Whether a node takes its meaning from its neighbour: a bare word, `nobody`, or a zero without unit."""
        if isinstance(node, s.Name):
            return node.quoted or not self.means_something(node.text)
        return isinstance(node, s.Nobody) or is_zero(node)

    def means_something(self, word: str) -> bool:
        """Whether a bare word is a variable, parameter, reading of the calendar or number of the bearer."""
        return (
            word in self.vars or word in self.scope.parameters or word in CALENDAR_WORDS or self.own(word) is not None
        )

    def own(self, word: str) -> str | None:
        """The key of a number of the bearer that may be written bare."""
        bearer = self.vars.get("self")
        if not isinstance(bearer, Ref):
            return None
        key = f"{bearer.kind}.{word}"
        found = self.scope.attributes.get(key)
        return key if found is not None and found.form == "number" else None

    def bind(self, name: str, at: int, kind: str) -> dict[str, Type]:
        """Bring a loop variable into force; gives the variables before it, to be put back. K104 for a taken name."""
        if name in self.vars or name in CALENDAR_WORDS or name in FUNCTIONS or name in FOLDS:
            self.sink.add(
                "K104",
                f"the name {shorten(name)!r} is taken",
                self.span.inner(at, len(name)),
                hint="choose another word for each member of the set",
            )
            raise Fault
        before = self.vars
        self.vars = {**before, name: Ref(kind)}
        return before

    def within(self) -> Scope:
        """The scope with the variables in force."""
        return self.scope if self.vars is self.scope.vars else replace(self.scope, vars=self.vars)


def fits(kind: Type, expect: Type) -> bool:
    """Whether a value of one type can stand where the other is expected."""
    if isinstance(kind, Ref) and isinstance(expect, Ref):
        return not kind.kind or not expect.kind or kind.kind == expect.kind
    if isinstance(kind, Choice) and isinstance(expect, Choice):
        return kind.values == expect.values
    return kind == expect


def is_zero(node: s.Node) -> bool:
    """Whether a node is a 0 without unit, which fits every dimension."""
    return isinstance(node, s.Quantity) and node.value == 0 and not node.units


def type_text(kind: Type) -> str:
    """A type for messages."""
    match kind:
        case Number(dim):
            return {(): "a bare number", TIME: "a span of time", LENGTH: "a length"}.get(
                dim, f"an amount of {dim_text(dim)}"
            )
        case Bool():
            return "yes or no"
        case Moment():
            return "a moment"
        case Choice(name, values):
            return f"one of {name} ({shorten(', '.join(values), 48)})"
        case Ref(name):
            return f"a {name}" if name else "somebody or something"


def unit_hint(kind: Number, expect: Number, text: str) -> str:
    """How to bring a number of one dimension to another."""
    text = shorten(text, 24)
    have, want = dict(kind.dim), dict(expect.dim)
    literal = re.fullmatch(r"(-?[0-9.]+) [\w/]+", text)
    if not have:
        return _measure_hint(expect, text)
    without_time = {base: power for base, power in have.items() if base != "time"}
    if without_time == {base: power for base, power in want.items() if base != "time"}:
        more = want.get("time", 0) - have.get("time", 0)
        if more == 1:
            return f"multiply it by a span of time: {text} * 1 day"
        if more == -1 and literal:
            return f"say how much of it in what time: {text}/day"
        if more == -1:
            return f"divide it by a span of time: {text} / 1 day"
    if not want:
        return f"leave the unit out: {literal[1]}" if literal else f"divide it by {type_text(kind)}"
    return f"write {type_text(expect)}, such as {sample_amount('1', expect.dim)}"


def _measure_hint(expect: Number, text: str) -> str:
    """How to bring a bare number to a dimension; what has a rate takes so much of it in a time."""
    share, plain = text.endswith("%"), _PLAIN.fullmatch(text)
    if expect.dim == _RATE and (share or not plain):
        return f"say how much of it in what time: {text}/h" if share else f"divide it by a span of time: {text} / 1 day"
    if share:
        per = " / 1 h" if dict(expect.dim).get("time") == -1 else ""
        return f"take the share of something: {text} of …{per}"
    return f"give it a unit: {sample_amount(text if plain else '…', expect.dim)}"


def type_hint(kind: Type, expect: Type, text: str) -> str:
    """How to bring a value of one type to another."""
    text = shorten(text, 24)
    match kind, expect:
        case Number(), Bool():
            return "write yes or no" if text[:1].isdigit() else f"compare it: {text} > 0"
        case Choice(_, values), Bool():
            return f"compare it: {text} is {values[0]}" if values else ""
        case Ref(), Bool():
            return f"compare it: {text} != nobody"
        case Moment(), Number() | Bool():
            return f"write since({text}) for the time since then"
        case Bool(), Number(dim):
            unit = f" {sample_unit(dim)}" if dim else ""
            return f"write if {text} then 1{unit} else 0{unit}"
        case Number(), Moment():
            return "a moment is written now + 3 h"
    return ""
