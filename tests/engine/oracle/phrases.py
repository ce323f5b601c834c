"""Random expressions of the language, as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from .pen import Pen
from .schema import AGENTS, LEVELS, VALUES, Attr, Schema

Env = dict[str, str]
"""Variables and their kinds."""
CLOCKS = ("06:00", "00:00", "13:17", "23:59")
SPANS = ("90 min", "4 h", "1 h", "26 h")


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes expressions. What it may read is narrowed by the fields.

    `moving` lets numbers move between events; `before` forbids levels of meters from that number on; `own` allows one
    variable's own attributes only; `holder` is the only one whose beliefs can be read, "" for anybody's.
    """

    pen: Pen
    schema: Schema
    moving: bool = False
    before: int = 10_000
    own: bool = False
    holder: str = ""
    values: bool = True

    def truth(self, env: Env, deep: int) -> str:
        """Yes or no."""
        forms: list[Callable[[Env, int], str]] = [self._flag, self._against, self._level, self._choice, self._clock]
        forms += [self._since, self._reference, self._against, self._level]
        if not self.own:
            forms += [self._belief, self._doing]
        if deep > 0:
            forms += [self._both, self._not, self._either]
            if not self.own:
                forms += [self._any, self._any]
        return self.pen.one(forms)(env, deep - 1)

    def number(self, env: Env, deep: int) -> str:
        """A bare number that does not move, unless `moving`."""
        forms: list[Callable[[Env, int], str]] = [self._literal, self._value]
        if deep > 0:
            forms += [self._sum, self._function, self._if, self._value]
            if not self.own:
                forms += [self._count, self._fold]
        return self.pen.one(forms)(env, deep - 1)

    def thing(self, env: Env, kind: str, deep: int = 1) -> str:
        """Something of a kind, which may be nobody; "" if there is no way to name one."""
        found = [name for name, other in env.items() if other == kind]
        if not self.own:
            if deep > 0:
                for name, other in env.items():
                    found += [f"{a.name}({name})" for a in self.schema.of(other, "ref") if a.points == kind]
            found += [f"{kind} {letter}" for letter in "AB"] if kind != "mark" else []
        return self.pen.one(found) if found else ""

    def domain(self, env: Env) -> tuple[str, str]:
        """(a set, the kind of its members)."""
        ways = [(f"all {kind}", kind) for kind in ("mark", "soul", "cub")]
        for name, kind in env.items():
            ways += [(f"{a.inverse}({name})", a.kind) for a in self.schema.sets(kind)]
            ways += [(f"{a.name}({name}, *)", a.to) for a in self.schema.bonds(kind, "meter", "flag", "number")]
            for ref in self.schema.of(kind, "ref"):
                ways += [(f"{a.inverse}({ref.name}({name}))", a.kind) for a in self.schema.sets(ref.to)]
        return self.pen.one(ways)

    def read(self, attr: Attr, env: Env) -> str:
        """An attribute or bond of somebody; "" if nobody can be named."""
        bearer = self.thing(env, attr.kind)
        if not bearer or not attr.bond:
            return f"{attr.name}({bearer})" if bearer else ""
        other = "" if self.own else self.thing(env, attr.to)
        return f"{attr.name}({bearer}, {other})" if other else ""

    def some(self, env: Env, *forms: str, moving: bool | None = None, levels: bool = False) -> tuple[Attr | None, str]:
        """A reading of some form, and the attribute it reads."""
        found = [
            a
            for a in self.schema.attrs
            if a.form in forms
            and (moving is None or a.moving == moving)
            and (a.levels or not levels)
            and (not a.moving or not levels or a.order < self.before)
            and (not self.own or (a.kind in env.values() and not a.bond))
        ]
        if not found:
            return None, ""
        attr = self.pen.one(found)
        text = self.read(attr, env)
        return (attr, text) if text else (None, "")

    def _flag(self, env: Env, deep: int) -> str:
        return self.some(env, "flag")[1] or "yes"

    def _level(self, env: Env, deep: int) -> str:
        _, text = self.some(env, "meter", levels=True)
        if not text:
            return "no"
        return f"{text}{self._band()}"

    def _band(self) -> str:
        bands = ("is at least fair", "is below fair", "is above fair", "is at most fair", "is low or full")
        return f" {self.pen.one((*(f'is {name}' for name in LEVELS), 'is not fair', *bands))}"

    def _choice(self, env: Env, deep: int) -> str:
        _, text = self.some(env, "choice")
        if not text:
            return self.pen.one(("weekday is Sunday", "season is summer", "part is morning or dusk"))
        return f"{text} {self.pen.one(('is', 'is not'))} {self.pen.one(VALUES)}"

    def _clock(self, env: Env, deep: int) -> str:
        return f"clock {self._order()} {self.pen.one(CLOCKS)}"

    def _since(self, env: Env, deep: int) -> str:
        _, text = self.some(env, "date")
        return f"since({text}) {self._order()} {self.pen.one(SPANS)}" if text else "clock > 03:00"

    def _reference(self, env: Env, deep: int) -> str:
        attr, text = self.some(env, "ref")
        if attr is None:
            return "yes"
        other = "nobody" if self.own else self.thing(env, attr.points) or "nobody"
        return f"{text} {self.pen.one(('==', '!='))} {other}"

    def _belief(self, env: Env, deep: int) -> str:
        found = [a for a in self.schema.attrs if a.believed and (a.form == "flag" or self.schema.rich)]
        attr = self.pen.one(found) if found else None
        holder = self.holder or self.thing(env, "soul")
        about = self.read(attr, env) if attr is not None else ""
        if not about:
            return "no"
        assert attr is not None
        asked = [f"{ask}({holder}, {about})" for ask in ("belief", "unknown", "wonders")]
        match attr.form:
            case "choice":
                asked[0] += f" is {self.pen.one(VALUES)}"
            case "date":
                asked[0] = f"since({asked[0]}) {self._order()} {self.pen.one(SPANS)}"
            case "ref":
                asked[0] += f" == {self.thing(env, attr.points) or 'nobody'}"
            case "meter" | "number":
                banded = attr.levels and self.pen.odds(5)
                asked[0] += self._band() if banded else f" {self._order()} {self._literal(env, 0)}"
        return self.pen.one(asked)

    def _doing(self, env: Env, deep: int) -> str:
        kind = self.pen.one(AGENTS)
        who = self.thing(env, kind)
        if self.schema.actions and self.pen.odds(6):
            return f"doing({who}, '{self.pen.one(self.schema.actions)}')"
        return f"busy({who})"

    def _order(self) -> str:
        return self.pen.one(("<", ">=", "<=", ">"))

    def _against(self, env: Env, deep: int) -> str:
        """A moving meter against what stands still, another meter, or a wave; or two things that stand still."""
        plain = replace(self, moving=False)
        moving = self.values and self.pen.odds(7)
        _, text = self.some(env, "meter", moving=moving)
        if not text:
            return f"{plain.number(env, deep)} {self._order()} {plain.number(env, deep)}"
        how = self.pen.number(0, 9)
        if moving and how > 7:
            other = self.some(env, "meter", moving=True)[1]
            if other and other != text:
                return f"{text} {self._order()} {other}"
        if moving and how == 7:
            return f"{text} {self._order()} {self.pen.number(1, 6)} + 2 * wave(24 h, 16:00)"
        order, level = self._order(), plain.number(env, deep)
        return f"{text} {order} {level}" if self.pen.odds(8) else f"{level} {order} {text}"

    def _both(self, env: Env, deep: int) -> str:
        return f"({self.truth(env, deep)} and {self.truth(env, deep)})"

    def _either(self, env: Env, deep: int) -> str:
        return f"({self.truth(env, deep)} or {self.truth(env, deep)})"

    def _not(self, env: Env, deep: int) -> str:
        return f"not ({self.truth(env, deep)})"

    def _loop(self, env: Env) -> tuple[str, str, Env]:
        domain, kind = self.domain(env)
        var = f"x{len(env)}"
        return var, domain, {**env, var: kind}

    def _any(self, env: Env, deep: int) -> str:
        var, domain, inside = self._loop(env)
        return f"{self.pen.one(('any', 'all'))}({var} in {domain} where {self.truth(inside, deep)})"

    def _count(self, env: Env, deep: int) -> str:
        var, domain, inside = self._loop(env)
        where = f" where {self.truth(inside, deep)}" if self.pen.odds(6) else ""
        return f"count({var} in {domain}{where})"

    def _fold(self, env: Env, deep: int) -> str:
        var, domain, inside = self._loop(env)
        where = f" where {self.truth(inside, deep)}" if self.pen.odds(5) else ""
        return f"{self.pen.one(('sum', 'least', 'most'))}({self.number(inside, deep)} for {var} in {domain}{where})"

    def _literal(self, env: Env, deep: int) -> str:
        return self.pen.one(("1", "0", "3", "2.5", "0.4", "7", "pace"))

    def _value(self, env: Env, deep: int) -> str:
        _, text = self.some(env, "number", "meter", moving=None if self.moving else False)
        return text or self._literal(env, deep)

    def _sum(self, env: Env, deep: int) -> str:
        return f"({self.number(env, deep)} {self.pen.one('+-*/')} {self.number(env, deep)})"

    def _function(self, env: Env, deep: int) -> str:
        a, b = self.number(env, deep), self.number(env, deep)
        return self.pen.one(
            (
                f"min({a}, {b})",
                f"max({a}, {b})",
                f"abs({a})",
                f"floor({a})",
                f"sqrt({a})",
                f"clamp({a}, 1, 5)",
                f"exp(0 - abs({a}))",
            )
        )

    def _if(self, env: Env, deep: int) -> str:
        return f"(if {self.truth(env, deep)} then {self.number(env, deep)} else {self.number(env, deep)})"
