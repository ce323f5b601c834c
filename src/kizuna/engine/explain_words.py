"""Values of a state in the author's words and units: what explanations are written with."""

from __future__ import annotations

from collections.abc import Iterable

from kizuna.engine.api import View
from kizuna.engine.evaluate import Env, Value, evaluate, finite, in_band
from kizuna.lang import ast
from kizuna.lang.quantity import number_text, spell, spell_time
from kizuna.lang.types import LENGTH, NEVER_WAS, TIME, Bool, Choice, Moment, Number, Ref
from kizuna.world.absence import none_word
from kizuna.world.model import Attribute, Phrase, Slot
from kizuna.world.reads import domain_exprs, renamed, variables, walk
from kizuna.world.wording import plainly, say, say_domain, spaced, stating

_NEGLIGIBLE = 1e-6


class Words:
    """Writes values and expressions as they are at `view.now`, with the given roles."""

    def __init__(self, view: View, roles: Env) -> None:
        self.view = view
        self.roles = roles

    def of(self, expr: ast.Expr) -> Value:
        """The value of an expression."""
        return evaluate(expr, self.roles, self.view)

    def label(self, handle: int) -> str:
        """How somebody or something is called."""
        return self.view.label(handle) if handle else "nobody"

    def text(self, expr: ast.Expr) -> str:
        """An expression as its author wrote it, with those who have the roles in their place."""
        return say(renamed(expr, self._names(walk(expr))))

    def domain(self, domain: ast.Domain, var: str = "") -> str:
        """A set likewise, of which so many are counted or there is none; `var` is what a condition calls a member."""
        name = f"{domain.kind} {var}" if var else domain.kind
        if isinstance(domain, ast.Everyone):
            return name
        return self._domain(domain).replace(f"{domain.kind} whose ", f"{name} whose ", 1)

    def _domain(self, domain: ast.Domain) -> str:
        return say_domain(renamed(domain, self._names(part for e in domain_exprs(domain) for part in walk(e))))

    def _names(self, parts: Iterable[ast.Expr]) -> dict[str, str]:
        roles = (part for part in parts if isinstance(part, ast.Var) and isinstance(part.type, Ref))
        return {var.name: self.label(int(self.roles[var.name])) for var in roles if var.name in self.roles}

    def subject(self, expr: ast.Expr) -> str:
        """What an expression is about: `Mei's water`, or as its author wrote it.

        What stands within a set's condition, of no member in particular, is told as it is written.
        """
        if not variables(expr) <= self.roles.keys():
            return self.text(expr)
        match expr:
            case ast.Get(attr=attr, of=of):
                return self.possessive(attr, int(self.of(of)))
            case ast.Tie(attr=attr, source=source, target=target):
                return self.possessive(attr, int(self.of(source)), int(self.of(target)))
            case ast.Var() | ast.Thing() if isinstance(expr.type, Ref):
                return self.label(int(self.of(expr)))
            case ast.Call(name="distance", args=(start, end), word=mode):
                return f"the way from {self.label(int(self.of(start)))} to {self.label(int(self.of(end)))} ({mode})"
            case ast.Call(name="stairs", args=(start, end), word=mode):
                return f"stairs from {self.label(int(self.of(start)))} up to {self.label(int(self.of(end)))} ({mode})"
            case ast.Call(name="since", args=(since,)):
                return f"the time since {self.happened(since) or self.subject(since)}"
            case ast.Date(part="clock"):
                return "the time of day"
            case ast.Date(part=part):
                return f"the {spaced(part)}"
            case _:
                return self.text(expr)

    def happened(self, date: ast.Expr) -> str:
        """What happened at a date, "" where nobody has said it."""
        if not isinstance(date, ast.Get | ast.Tie):
            return ""
        tells = self.view.world.attributes[date.attr].tells
        return self.clause(tells, *(int(self.of(end)) for end in ast.bearers(date))) if tells else ""

    def possessive(self, attr: str, bearer: int, target: int = 0) -> str:
        """`Mei's water`; of a bond with the other end behind `for`; of a date `when Mei came in`."""
        attribute = self.view.world.attributes[attr]
        if attribute.tells:
            return f"when {self.clause(attribute.tells, bearer, target)}"
        toward = f" for {self.label(target)}" if attribute.bond else ""
        return f"{self.label(bearer)}'s {spaced(attribute.name)}{toward}"

    def value(self, expr: ast.Expr, value: Value | None = None) -> str:
        """The value of an expression, the level first and the number after: `low, 12 l`."""
        found = self.of(expr) if value is None else value
        match expr:
            case ast.Literal(text=text) if text and value is None:
                return text
            case ast.Get(attr=attr, of=of):
                return self.attribute(attr, found, int(self.of(of)))
            case ast.Tie(attr=attr, source=source, target=target):
                return self.attribute(attr, found, int(self.of(source)), int(self.of(target)))
            case ast.Call(name="since", args=(date,)) if self.of(date) == NEVER_WAS:
                return "endless, as it never was"
            case _:
                return self.plain(expr, found)

    def plain(self, expr: ast.Expr, value: Value) -> str:
        """A value by the type of its expression, in the unit of what it is made of."""
        match expr.type:
            case Bool():
                return "yes" if value else "no"
            case Moment():
                return self.moment(int(value))
            case Choice(values=values):
                return spaced(values[int(value)]) if 0 <= int(value) < len(values) else str(value)
            case Ref(kind=kind):
                return self.label(int(value)) if value else none_word(kind, self.view.world.kinds)
            case Number():
                if isinstance(expr, ast.Date) and expr.part == "clock":
                    return clock(float(value))
                return self.number(expr, float(value))

    def attribute(self, attr: str, value: Value, bearer: int, target: int = 0) -> str:
        """A value of an attribute of somebody."""
        found = self.view.world.attributes[attr]
        if isinstance(found.type, Number):
            share = self._is_share(found, bearer, target)
            amount = _spell(float(value), "%", 0.01) if share else spelled(found, float(value))
            level = self.level(found, float(value), bearer, target)
            return f"{spaced(level)}, {amount}" if level else amount
        return self.plain(ast.Literal(value, found.type), value)

    def _is_share(self, attribute: Attribute, bearer: int, target: int) -> bool:
        """Whether a bare number can go up to a share of 1 that a parameter names."""
        if attribute.unit or not bearer or not isinstance(attribute.high, ast.Parameter):
            return False
        low, high = self.view.range_of(attribute.key, bearer, target)
        return low == 0.0 < high <= 1.0

    def level(self, attribute: Attribute, value: float, bearer: int, target: int = 0) -> str:
        """The level that a value of somebody's attribute lies in, "" if there are none."""
        if not attribute.levels:
            return ""
        low, high = finite(*self.view.range_of(attribute.key, bearer, target))
        begun = [
            level.name
            for level in attribute.levels
            if in_band(value, (level.at, None), attribute.levels_relative, low, high)
        ]
        return begun[-1] if begun else ""

    def number(self, expr: ast.Expr, value: float) -> str:
        """A number in the unit of the attribute that its expression reads, else in one of its dimension."""
        assert isinstance(expr.type, Number)
        measured = _measured(expr)
        if measured:
            return spelled(self.view.world.attributes[measured], value)
        if expr.type.dim == TIME:
            return spell_time(value)
        if expr.type.dim == LENGTH:
            return metres(value)
        if expr.type.dim:
            units = sorted(self.view.world.units.items(), key=lambda item: (abs(item[1][1] - 1.0), item[0]))
            for name, (dim, size) in units:
                if dim == expr.type.dim:
                    return spell(value, name, size)
        return number_text(value)

    def moment(self, moment: int) -> str:
        """A date, or that it never was."""
        return self.view.world.calendar.date(moment)

    def has_phrases(self, attr: str) -> bool:
        """Whether an attribute is stated in its author's sentences."""
        return bool(self.view.world.attributes[attr].phrases)

    def state(self, attr: str, value: Value, bearer: int, target: int = 0) -> str:
        """A state as a sentence: by the attribute's phrase for its value, else `Mei's water is low, 12 l`; of a flag
        `Mei is not tall`."""
        attribute = self.view.world.attributes[attr]
        text = self.attribute(attr, value, bearer, target)
        phrase = stating(attribute, text, value)
        if phrase is not None:
            return self.clause(phrase, bearer, target, value=text)
        if attribute.tells:
            return f"{self.clause(attribute.tells, bearer, target)}: {text}"
        if attribute.form == "flag" and not attribute.bond:
            return plainly(self.label(bearer), attribute, value)
        return f"{self.possessive(attr, bearer, target)} is {text}"

    def clause(self, phrase: Phrase, bearer: int, target: int = 0, *, value: str = "") -> str:
        """An attribute's phrase, of its bearer, of a bond's two ends, and of its value."""
        ends = {"self": bearer, "from": bearer, "to": target}
        return "".join(p if isinstance(p, str) else self._slot(p, ends, value) for p in phrase.parts)

    def _slot(self, slot: Slot, ends: dict[str, int], value: str) -> str:
        if slot.role not in ends:
            return value
        bearer = ends[slot.role]
        return self.attribute(slot.attr, self.view.get(slot.attr, bearer), bearer) if slot.attr else self.label(bearer)


_KEEP_SHARES = ("min", "max", "clamp", "abs")
"""Functions of shares that give a share."""


def _measured(expr: ast.Expr) -> str:
    """The attribute of which an expression gives so much; "" if it counts or is a ratio."""
    match expr:
        case ast.Get(attr=attr) | ast.Tie(attr=attr):
            return attr
        case ast.If(then=then, other=other):
            within: tuple[ast.Expr, ...] = then, other
        case ast.Binary(left=left, right=right):
            within = left, right
        case ast.Negate(item=item):
            within = (item,)
        case ast.Call(name=name, args=args):
            if expr.type == Number() and name not in _KEEP_SHARES:
                return ""   # floor(13 * x) counts, exp(x) is a factor
            within = args
        case ast.Fold(value=value) if value is not None:
            within = (value,)
        case _:
            return ""
    return next((attr for part in within if part.type == expr.type and (attr := _measured(part))), "")


def spelled(attribute: Attribute, value: float) -> str:
    """A number as the author of an attribute reads it; a bare one from 0 to 1 in per cent."""
    ends = [bound.value for bound in (attribute.low, attribute.high) if isinstance(bound, ast.Literal)]
    if not attribute.unit and ends == [0.0, 1.0]:
        return _spell(value, "%", 0.01)
    return _spell(value, attribute.unit, attribute.unit_size)


def _spell(value: float, unit: str, size: float) -> str:
    """An amount; what is left of an approach that comes ever closer to nothing is nothing."""
    return spell(value if abs(value) >= _NEGLIGIBLE * size else 0.0, unit, size)


def metres(value: float) -> str:
    """A length: `400 m`, `12 km`."""
    if value >= 1e17:
        return "no way"
    return f"{number_text(value / 1000)} km" if abs(value) >= 1000 else f"{number_text(value)} m"


def clock(value: float) -> str:
    """A time of day: `22:30`."""
    minutes = int(value) // 60_000
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
