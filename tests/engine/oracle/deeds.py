"""Random effects, as they stand in a pack."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .phrases import Env, Scribe
from .schema import AGENTS, VALUES, Attr

Effect = str | dict[str, object]


@dataclass(slots=True)
class Deeds:
    """Writes effects. `amounts` are names of numbers that may stand in them."""

    scribe: Scribe
    amounts: tuple[str, ...] = ()
    made: int = 0

    def some(self, env: Env, most: int, deep: int = 1) -> list[Effect]:
        """A list of effects."""
        found: list[Effect] = []
        inside = dict(env)
        for _ in range(self.scribe.pen.number(1, most)):
            found.append(self._one(inside, deep))
        return found

    def _one(self, env: Env, deep: int) -> Effect:
        pen = self.scribe.pen
        forms = [self._set, self._set, self._set, self._move, self._make, self._end, self._belief, self._stop]
        if deep > 0:
            forms += [self._fork, self._chance, self._each]
        return pen.one(forms)(env, deep - 1)

    def _set(self, env: Env, deep: int) -> Effect:
        scribe = self.scribe
        attr, text = scribe.some(env, "number", "meter", "flag", "choice", "date", "ref")
        if attr is None or (attr.kind == "place" and attr.form == "ref"):
            return f"f0s({scribe.thing(env, 'soul')}) = yes"
        return f"{text} {self._value(attr, env)}"

    def _value(self, attr: Attr, env: Env) -> str:
        pen, scribe = self.scribe.pen, replace(self.scribe, moving=True)
        match attr.form:
            case "flag":
                return f"= {pen.one(('yes', 'no', scribe.truth(env, 1)))}"
            case "choice":
                return f"= {pen.one(VALUES)}"
            case "date":
                return f"= {pen.one(('now', 'now + 3 h', 'now - 2 days', 'never'))}"
            case "ref":
                return f"= {scribe.thing(env, attr.points) or 'nobody'}"
            case _:
                return f"{pen.one(('=', '+=', '-='))} {pen.one((*self.amounts, scribe.number(env, 2)))}"

    def _move(self, env: Env, deep: int) -> Effect:
        source = self.scribe.some(env, "meter", "number")
        target = self.scribe.some(env, "meter", "number")
        if source[0] is None or target[0] is None or source[0].bond or target[0].bond:
            return self._set(env, deep)
        amount = replace(self.scribe, moving=True).number(env, 1)
        return f"move 1 * {amount} from {source[1]} to {target[1]}"

    def _make(self, env: Env, deep: int) -> Effect:
        kind = self.scribe.pen.one(("mark", "mark", "cub"))
        self.made += 1
        var = f"new{self.made}"
        fields: dict[str, object] = {}
        for attr in self.scribe.schema.attrs:
            if attr.kind == kind and not attr.bond and self.scribe.pen.odds(5):
                fields[attr.name] = self._field(attr, env)
        env[var] = kind
        return {f"create {kind} {var}": fields}

    def _field(self, attr: Attr, env: Env) -> str:
        scribe = replace(self.scribe, moving=True)
        match attr.form:
            case "flag":
                return scribe.pen.one(("yes", "no"))
            case "choice":
                return scribe.pen.one(VALUES)
            case "date":
                return "now"
            case "ref":
                return scribe.thing(env, attr.points) or "nobody"
            case _:
                return scribe.number(env, 1)

    def _end(self, env: Env, deep: int) -> Effect:
        kind = self.scribe.pen.one(("mark", "mark", "cub"))
        items = [name for name, other in env.items() if other == kind]
        return f"remove {self.scribe.pen.one(items)}" if items else self._set(env, deep)

    def _belief(self, env: Env, deep: int) -> Effect:
        scribe = self.scribe
        found = [a for a in scribe.schema.attrs if a.believed and (a.form in ("flag", "number") or scribe.schema.rich)]
        attr = scribe.pen.one(found) if found else None
        about = scribe.read(attr, env) if attr is not None else ""
        if attr is None or not about:
            return self._set(env, deep)
        if scribe.schema.rich and scribe.pen.odds(2):
            about = f"belief({scribe.thing(env, 'soul')}, {about})"
        held = f"belief({scribe.thing(env, 'soul')}, {about})"
        value = "yes" if attr.form == "flag" else "2"
        if attr.form in ("choice", "date", "ref"):
            value = self._field(attr, env)
        return scribe.pen.one(
            (
                f"{held} = {value}",
                f"{held} = {value} with certainty 60 %",
                f"{held} = unknown",
                f"{held} = open",
                f"forget {held}",
            )
        )

    def _stop(self, env: Env, deep: int) -> Effect:
        return f"interrupt {self.scribe.thing(env, self.scribe.pen.one(AGENTS))}"

    def _fork(self, env: Env, deep: int) -> Effect:
        found: dict[str, object] = {f"if {self.scribe.truth(env, 1)}": self.some(env, 2, deep)}
        if self.scribe.pen.odds(5):
            found["else"] = self.some(env, 1, deep)
        return found

    def _chance(self, env: Env, deep: int) -> Effect:
        return {f"chance {self.scribe.pen.one((40, 80))} %": self.some(env, 1, deep), "else": self.some(env, 1, deep)}

    def _each(self, env: Env, deep: int) -> Effect:
        domain, kind = self.scribe.domain(env)
        var = f"y{len(env)}"
        where = f" where {self.scribe.truth({**env, var: kind}, 1)}" if self.scribe.pen.odds(5) else ""
        return {f"for each {var} in {domain}{where}": self.some({**env, var: kind}, 2, deep)}
