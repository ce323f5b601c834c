"""Typed expressions to source text. The result is a pure expression; whatever needs statements is put before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.layout import Layout, Slots, Table
from kizuna.lang import ast
from kizuna.lang.types import NEVER_WAS, Bool, Choice, Moment, Number, Ref

Env = Mapping[str, str]
NEVER = 1 << 61
FAR = 1e18
"""Metres between places that no way connects."""
CROWD = 12
"""How many members of a crowd somebody takes into account at once; about as many stand near him on either side."""


OWN = ("r0", "e")
"""Locals with the row that a unit is about."""


class Crowd(NamedTuple):
    """Locals: somebody in a set, and the cell with its size."""

    somebody: str
    size: str


def tie_text(table: Table, source: str, target: str, default: int) -> str:
    """A call that gives the row of a bond, or `default`. Of both ends the row that a unit is about is at hand."""
    near_target = target in OWN and source not in OWN
    name, mask = ("tie_in", table.into + 1) if near_target else ("tie_out", table.out + 1)
    return f"{name}(T, X, {mask}, {table.index}, {source}, {target}, {default})"


def tie_key(table: Table, source: str, target: str) -> str:
    """What a body knows the row of a bond as."""
    return f"tie{table.index}:{source}:{target}"


class Expressions:
    """Emits expressions into one body. `env` maps variables to locals."""

    def __init__(self, layout: Layout, body: Body) -> None:
        self.layout = layout
        self.body = body

    def emit(self, expr: ast.Expr, env: Env) -> str:
        """Source text of `expr`; floats for numbers, ints for all else."""
        return _EMIT[type(expr)](self, expr, env)

    def keep(self, expr: ast.Expr, env: Env) -> None:
        """Let a local hold what an expression gives, which is said again and again in the present block."""
        _once(self, self.emit(expr, env))

    def truth(self, expr: ast.Expr, env: Env) -> str:
        """Source text to stand behind `if`."""
        return self.emit(expr, env)

    def flag(self, expr: ast.Expr, env: Env) -> str:
        """Source text of a value to be stored: truth becomes 0 or 1."""
        text = self.emit(expr, env)
        return f"(1 if {text} else 0)" if isinstance(expr.type, Bool) else text

    def cell(self, slot: Slots, bearer: str) -> str:
        """Source text of the index of a cell."""
        return f"{bearer} + {slot.offset}"

    def read(self, slot: Slots, bearer: str) -> str:
        """The value of an attribute in the row `bearer`, clamped if it moves."""
        attribute = slot.attribute
        if attribute.form not in ("meter", "number"):
            return self._word(slot, bearer)
        if attribute.rate is None and attribute.toward is None:
            return f"V[{bearer} + {slot.offset}]"
        index = f"{bearer} + {slot.offset}"
        if attribute.toward is not None:
            first = f"{{}} = curve(V, R, K, X, {index}, now)"
        else:
            first = f"{{}} = V[{index}] + R[{index}] * (now - X[{index}])"
        lines = [first]
        low, high = (self.bound(slot, bearer, side) for side in (False, True))
        # A meter of nobody is 0 even where no meter of anybody can be.
        for bound, order in ((low, "<"), (high, ">")):
            if bound:
                tests = (f"{{0}} {order} {bound}", of_somebody(bound, order, bearer))
                lines.append(f"if {' and '.join(filter(None, tests))}: {{0}} = {bound}")
        return self.body.once(f"{bearer}.{slot.attribute.key}", *lines)

    def _word(self, slot: Slots, bearer: str) -> str:
        """Whatever is no number. A date of nobody never was."""
        text, attribute = f"X[{bearer} + {slot.offset}]", slot.attribute
        if attribute.form != "date" or attribute.bond or (bearer.isdigit() and bearer != "0"):
            return text
        return f"({text} if {bearer} != 0 else {NEVER_WAS})"

    def bound(self, slot: Slots, bearer: str, high: bool) -> str:
        """Source text of a bound, "" where open."""
        constant, offset = self.layout.bound(slot.attribute, high)
        if offset >= 0:
            return f"V[{bearer} + {offset}]"
        assert constant is not None
        return "" if constant in (float("inf"), float("-inf")) else repr(constant)

    def tie(self, expr: ast.Tie, env: Env) -> tuple[Slots, str]:
        """The slot of a bond and a local with the handle of its row (the row of starts if there is none)."""
        slot = self.layout.slots[expr.attr]
        table = self.layout.tables[slot.attribute.owner]
        source, target = self.emit(expr.source, env), self.emit(expr.target, env)
        found = tie_text(table, source, target, self.layout.defaults[slot.attribute.owner])
        return slot, self.body.once(tie_key(table, source, target), f"{{}} = {found}")

    def row(self, item: ast.Get | ast.Tie | ast.Believed, env: Env) -> str:
        """A local with the handle of the row in which an attribute or a bond lies, or what is believed of one is so."""
        first, *rest = ast.bearers(item)
        return self.tie(ast.Tie(item.attr, first, rest[0], item.type), env)[1] if rest else _local(self, first, env)

    def has_tie(self, expr: ast.Tie, env: Env) -> bool:
        """Whether a local already holds the handle of a bond's row."""
        table = self.layout.tables[self.layout.slots[expr.attr].attribute.owner]
        return self.body.knows(tie_key(table, self.emit(expr.source, env), self.emit(expr.target, env)))

    def same_row(self, one: ast.Tie, other: ast.Tie) -> bool:
        """Whether two bonds lie in one row."""
        owners = {self.layout.slots[tie.attr].attribute.owner for tie in (one, other)}
        return len(owners) == 1 and (one.source, one.target) == (other.source, other.target)

    def held(self, expr: ast.Believed, env: Env) -> str:
        """A local with the handle of a belief's row (the row of priors if there is none)."""
        slot = self.layout.slots[expr.attr]
        parts = [self.emit(expr.holder, env), str(slot.index)]
        parts += [self.emit(s, env) for s in expr.subjects] + ["0"] * (2 - len(expr.subjects))
        parts.append(self.emit(expr.other, env) if expr.other is not None else "0")
        key = ", ".join(parts)
        return self.body.once(f"held:{key}", f"{{}} = held(T, {key}, {self.layout.priors[expr.attr]})")

    def each(self, domain: ast.Domain, env: Env, inner: Callable[[str], None], crowd: Crowd | None = None) -> None:
        """A loop over a set, or over those of a crowd near somebody; `inner` gets the local that holds the member."""
        member = self.body.fresh()
        if isinstance(domain, ast.Tied):
            owner = self.layout.slots[domain.attr].attribute.owner
            table = self.layout.tables[owner]
            row, source = self.body.fresh(), self.emit(domain.source, env)
            self.body.put(f"{row} = X[{source} + {table.out}]")
            with self.body.block(f"while {row} != 0:"):
                self.body.put(f"{member} = X[{row} + {at.TIE_TO}]")
                self.body.know(tie_key(table, source, member), row)
                inner(member)
                self.body.put(f"{row} = X[{row} + {at.NEXT_OUT}]")
            return
        if isinstance(domain, ast.Inverse):
            slot = self.layout.slots[domain.attr]
            self.body.put(f"{member} = X[{self.emit(domain.of, env)} + {self.layout.heads[domain.attr]}]")
            step = slot.next
            if crowd is not None:
                self.near(crowd, slot, member, inner)
                return
        else:
            self.body.put(f"{member} = X[{self.layout.members[domain.kind]}]")
            step = at.NEXT_MEMBER
        with self.body.block(f"while {member} != 0:"):
            inner(member)
            self.body.put(f"{member} = X[{member} + {step}]")

    def near(self, crowd: Crowd, slot: Slots, member: str, inner: Callable[[str], None]) -> None:
        """A loop over a list from `member` on; of a crowd only over those who came when somebody in it came."""
        left = self.body.fresh()
        self.body.put(f"{left} = {crowd.size}")
        with self.body.block(f"if {left} > {2 * CROWD}:"):
            self.body.put(f"{left} = {2 * CROWD}")
            self.body.put(f"{member} = beside(X, {crowd.somebody}, {slot.prev}, {CROWD})")
        with self.body.block(f"while {member} != 0 and {left} > 0:"):
            inner(member)
            self.body.put(f"{member} = X[{member} + {slot.next}]")
            self.body.put(f"{left} -= 1")


def of_somebody(bound: str, order: str, bearer: str) -> str:
    """What to ask before a value is cut to a bound: whether it is somebody's, if the bound excludes 0."""
    try:
        excluded = float(bound) > 0.0 if order == "<" else float(bound) < 0.0
    except ValueError:
        return ""
    return f"{bearer} != 0" if excluded else ""


def _literal(e: Expressions, expr: ast.Literal, env: Env) -> str:
    if isinstance(expr.type, Number):
        return repr(float(expr.value))
    return str(int(expr.value))


def _parameter(e: Expressions, expr: ast.Parameter, env: Env) -> str:
    value = e.layout.world.parameters[expr.name].default
    return repr(float(value)) if isinstance(expr.type, Number) else str(int(value))


def _thing(e: Expressions, expr: ast.Thing, env: Env) -> str:
    return str(e.layout.things[expr.key]) if expr.key else "0"


def _var(e: Expressions, expr: ast.Var, env: Env) -> str:
    return env[expr.name]


def _get(e: Expressions, expr: ast.Get, env: Env) -> str:
    return e.read(e.layout.slots[expr.attr], _local(e, expr.of, env))


def _local(e: Expressions, expr: ast.Expr, env: Env) -> str:
    text = e.emit(expr, env)
    return text if text.isidentifier() or text.isdigit() else e.body.once(f"={text}", f"{{}} = {text}")


def _tie(e: Expressions, expr: ast.Tie, env: Env) -> str:
    slot, row = e.tie(expr, env)
    return e.read(slot, row)


def _believed(e: Expressions, expr: ast.Believed, env: Env) -> str:
    row = e.held(expr, env)
    if expr.ask == "value":
        numeric = isinstance(e.layout.slots[expr.attr].attribute.type, Number)
        return f"{'V' if numeric else 'X'}[{row} + {at.HELD_VALUE}]"
    if expr.ask == "certainty":
        return f"V[{row} + {at.HELD_CERTAINTY}]"
    if expr.ask == "learnt":
        return f"X[{row} + {at.HELD_LEARNT}]"
    if expr.ask == "unknown":
        return f"(X[{row} + {at.HELD_STATUS}] == 0 or X[{row} + {at.HELD_STATUS}] == 2)"
    return f"(X[{row} + {at.HELD_STATUS}] == 3)"


def _binary(e: Expressions, expr: ast.Binary, env: Env) -> str:
    left, right = e.emit(expr.left, env), e.emit(expr.right, env)
    if isinstance(expr.type, Moment):
        return f"shift({left}, {right})" if expr.op == "+" else f"shift({left}, -({right}))"
    if isinstance(expr.left.type, Moment):
        return f"float({left} - {right})"
    if expr.op == "/":
        if isinstance(expr.right, ast.Literal) and expr.right.value:
            return f"({left} / {right})"
        return f"ratio({left}, {right})"
    return f"({left} {expr.op} {right})"


def _negate(e: Expressions, expr: ast.Negate, env: Env) -> str:
    return f"(-{e.emit(expr.item, env)})"


def _compare(e: Expressions, expr: ast.Compare, env: Env) -> str:
    left, right = e.emit(expr.left, env), e.emit(expr.right, env)
    if isinstance(expr.left.type, Bool):
        left, right = f"(1 if {left} else 0)", f"(1 if {right} else 0)"
    return f"({left} {expr.op} {right})"


def _is_level(e: Expressions, expr: ast.IsLevel, env: Env) -> str:
    item, slot = expr.item, e.layout.slots[expr.item.attr]
    if isinstance(item, ast.Believed):
        # Whose it is tells nothing but the range: it is looked up where that is not the same for all.
        each = expr.relative and any(e.layout.bound(slot.attribute, high)[0] is None for high in (False, True))
        row, value = e.row(item, env) if each else "", _once(e, e.emit(item, env))
    else:
        row = e.row(item, env)
        if text := _beyond(e, expr, slot, row):
            return text
        value = _once(e, e.read(slot, row))
    tests = []
    for low, high in expr.bands:
        sides = []
        if low is not None:
            sides.append(f"{value} >= {threshold(e, slot, row, low, expr.relative)}")
        if high is not None:
            sides.append(f"{value} < {threshold(e, slot, row, high, expr.relative)}")
        tests.append("(" + (" and ".join(sides) or "True") + ")")
    return "(" + " or ".join(tests) + ")" if tests else "False"


def _beyond(e: Expressions, expr: ast.IsLevel, slot: Slots, row: str) -> str:
    """The test of an approach against one level within its fixed range, which seldom needs the curve; "" for others."""
    edges = [(edge, side) for band in expr.bands for side, edge in enumerate(band) if edge is not None]
    if slot.attribute.toward is None or len(edges) != 1 or e.body.knows(f"{row}.{slot.attribute.key}"):
        return ""
    (edge, side), bounds = edges[0], [e.layout.bound(slot.attribute, high) for high in (False, True)]
    (low, _), (high, _) = bounds
    level = threshold(e, slot, row, edge, expr.relative)
    if low is None or high is None or not low < float(level) <= high:
        return ""
    return f"(at_least(V, R, K, X, {row} + {slot.offset}, {level}, now) {'==' if side else '!='} 0)"


def threshold(e: Expressions, slot: Slots, row: str, share: float, relative: bool) -> str:
    """Source text of where a level begins."""
    if not relative:
        return repr(float(share))
    low, high = e.bound(slot, row, False) or "0.0", e.bound(slot, row, True) or "1.0"
    try:
        return repr(float(low) + share * (float(high) - float(low)))
    except ValueError:
        return f"({low} + {share!r} * ({high} - {low}))"


def _once(e: Expressions, text: str) -> str:
    return text if text.isidentifier() else e.body.once(f"={text}", f"{{}} = {text}")


def _is_choice(e: Expressions, expr: ast.IsChoice, env: Env) -> str:
    text = _once(e, e.emit(expr.item, env))
    op, glue = ("!=", " and ") if expr.negated else ("==", " or ")
    return (
        "("
        + (glue.join(f"{text} {op} {value}" for value in expr.values) or ("True" if expr.negated else "False"))
        + ")"
    )


def _and(e: Expressions, expr: ast.And, env: Env) -> str:
    return "(" + " and ".join(e.emit(item, env) for item in expr.items) + ")"


def _or(e: Expressions, expr: ast.Or, env: Env) -> str:
    return "(" + " or ".join(e.emit(item, env) for item in expr.items) + ")"


def _not(e: Expressions, expr: ast.Not, env: Env) -> str:
    return f"(not {e.emit(expr.item, env)})"


def _if(e: Expressions, expr: ast.If, env: Env) -> str:
    test, then, other = (e.emit(x, env) for x in (expr.test, expr.then, expr.other))
    if isinstance(expr.type, Bool):
        then, other = f"(1 if {then} else 0)", f"(1 if {other} else 0)"
    return f"({then} if {test} else {other})"


def _fold(e: Expressions, expr: ast.Fold, env: Env) -> str:
    body = e.body
    total = body.fresh()
    numeric = expr.how in ("sum", "least", "most")
    none = NEVER_WAS if isinstance(expr.type, Moment) else 0.0
    body.put(f"{total} = {none if numeric or expr.how == 'count' else ('1' if expr.how == 'all' else '0')}")
    seen = body.fresh()
    if expr.how in ("least", "most"):
        body.put(f"{seen} = 0")

    def inner(member: str) -> None:
        inside = {**env, expr.var: member}
        test = e.truth(expr.where, inside) if expr.where is not None else "True"
        if expr.how == "all":
            body.put(f"if not {test}: {total} = 0")
            return
        with body.block(f"if {test}:"):
            if expr.how == "any":
                body.put(f"{total} = 1")
            elif expr.how == "count":
                body.put(f"{total} += 1.0")
            else:
                assert expr.value is not None
                value = e.emit(expr.value, inside)
                if expr.how == "sum":
                    body.put(f"{total} += {value}")
                else:
                    item = body.fresh()
                    body.put(f"{item} = {value}")
                    body.put(
                        f"if {seen} == 0 or {item} {'<' if expr.how == 'least' else '>'} {total}: {total} = {item}"
                    )
                    body.put(f"{seen} = 1")

    e.each(expr.domain, env, inner)
    return f"({total} == 1)" if expr.how in ("any", "all") else total


def _call(e: Expressions, expr: ast.Call, env: Env) -> str:
    args = [e.emit(arg, env) for arg in expr.args]
    if expr.name in ("min", "max"):
        text = args[0]
        for arg in args[1:]:
            text = f"{'least' if expr.name == 'min' else 'most'}({text}, {arg})"
        return text
    if expr.name == "abs":
        return f"size({args[0]})"
    if expr.name in ("floor", "sqrt"):
        return f"{'whole' if expr.name == 'floor' else 'root'}({args[0]})"
    if expr.name == "clamp":
        return f"most({args[1]}, least({args[2]}, {args[0]}))"
    if expr.name in ("exp", "log"):
        return f"{expr.name}_({args[0]})"
    if expr.name == "wave":
        return f"wave(now, {e.layout.world.calendar.offset}, {args[0]}, {args[1]})"
    if expr.name == "since":
        return f"float(now - {args[0]})"
    if expr.name == "inside":
        return f"(within(X, {args[0]}, {args[1]}, {e.layout.offset('place.inside')}) == 1)"
    if expr.name in ("distance", "stairs"):
        return _way(e, expr, args)
    if expr.name == "doing":
        return f"(X[{args[0]} + {at.ACT}] == {e.layout.rules['action/' + expr.word]})"
    return f"(X[{args[0]} + {at.ACT}] != 0)"


def _way(e: Expressions, expr: ast.Call, ends: list[str]) -> str:
    if expr.name == "stairs" and expr.word not in e.layout.stairs:
        return "0.0"
    a, b = (f"X[{end} + {e.layout.place_index}]" for end in ends)
    return f"{'metres' if expr.name == 'distance' else 'flights'}(P, {e.layout.world.modes.index(expr.word)}, {a}, {b})"


def _now(e: Expressions, expr: ast.Now, env: Env) -> str:
    return "now"


def _date(e: Expressions, expr: ast.Date, env: Env) -> str:
    calendar = e.layout.world.calendar
    moved = f"(now + {calendar.offset})"
    if expr.part == "clock":
        text = f"float({moved} % {calendar.day})"
        return e.body.known(f"={text}") or text
    if expr.part == "weekday":
        return f"({moved} // {calendar.day} % {len(calendar.week)})"
    if expr.part == "part":
        return _steps(e, f"{moved} % {calendar.day}", [start for _, start in calendar.parts])
    day = f"{moved} // {calendar.day} % {calendar.year_days}"
    if expr.part == "day_of_year":
        return f"float({day} + 1)"
    if expr.part == "season":
        return _steps(e, day, [start for _, start in calendar.seasons])
    starts, total = [], 0
    for _, days in calendar.months:
        starts.append(total)
        total += days
    return _steps(e, day, starts)


def _steps(e: Expressions, value: str, starts: list[int]) -> str:
    """The index of the last start that is not after `value`; before the first one, the last of all."""
    name = _once(e, value)
    text = str(len(starts) - 1)
    for index, start in enumerate(starts):
        text = f"({index} if {name} >= {start} else {text})"
    return text


def _outcome(e: Expressions, expr: ast.Outcome, env: Env) -> str:
    return f"X[{e.layout.world_row + at.OUTCOME}]"


_EMIT: dict[type, Callable[..., str]] = {
    ast.Literal: _literal,
    ast.Parameter: _parameter,
    ast.Thing: _thing,
    ast.Var: _var,
    ast.Get: _get,
    ast.Tie: _tie,
    ast.Believed: _believed,
    ast.Binary: _binary,
    ast.Negate: _negate,
    ast.Compare: _compare,
    ast.IsLevel: _is_level,
    ast.IsChoice: _is_choice,
    ast.And: _and,
    ast.Or: _or,
    ast.Not: _not,
    ast.If: _if,
    ast.Fold: _fold,
    ast.Call: _call,
    ast.Now: _now,
    ast.Date: _date,
    ast.Outcome: _outcome,
}

__all__ = ["FAR", "NEVER", "Choice", "Expressions", "Ref", "threshold"]
