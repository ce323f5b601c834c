"""When a condition may next change by itself: the moments at which what it compares cross."""

from __future__ import annotations

from kizuna.codegen.expressions import Env, Expressions, of_somebody, threshold
from kizuna.lang import ast
from kizuna.lang.walk import rebuilt
from kizuna.world.reads import children, domain_exprs, moves, walk


def waves(expr: ast.Expr) -> list[ast.Call]:
    """The waves in an expression."""
    return [part for part in walk(expr) if isinstance(part, ast.Call) and part.name == "wave"]


def _with_wave(expr: ast.Expr, value: float) -> ast.Expr:
    def change(part: ast.Expr) -> ast.Expr:
        if isinstance(part, ast.Call) and part.name == "wave":
            return ast.Literal(value, part.type)
        return rebuilt(part, change)

    return change(expr)


class Flips:
    """Emits statements that lower the local `best` to the next moment at which `expr` may change."""

    def __init__(self, expressions: Expressions) -> None:
        self.e = expressions
        self.layout = expressions.layout

    def _moves(self, expr: ast.Expr) -> bool:
        return moves(self.layout.world.attributes, expr)

    def emit(self, expr: ast.Expr, env: Env) -> None:
        """Emit for one expression; nothing where nothing in it moves."""
        if not self._moves(expr):
            return
        match expr:
            case ast.Compare():
                self._compare(expr.left, expr.right, env)
            case ast.IsLevel():
                self._levels(expr, env)
            case ast.Fold():
                for part in domain_exprs(expr.domain):
                    self.emit(part, env)

                def inner(member: str) -> None:
                    for part in (expr.where, expr.value):
                        if part is not None:
                            self.emit(part, {**env, expr.var: member})

                self.e.each(expr.domain, env, inner)
            case ast.Date():
                self._date(expr)
            case _:
                for part in children(expr):
                    self.emit(part, env)

    def _sooner(self, moment: str) -> None:
        name = self.e.body.fresh()
        self.e.body.put(f"{name} = {moment}")
        self.e.body.put(f"if {name} < best: best = {name}")

    def _compare(self, left: ast.Expr, right: ast.Expr, env: Env) -> None:
        self._crossing(left, right, env)
        for side in (left, right):
            # What moves by itself has been solved for; a condition inside either side may change besides.
            whole = not isinstance(side, ast.Get | ast.Tie | ast.Date)
            for part in (side,) if whole else children(side):
                self.emit(part, env)

    def _crossing(self, left: ast.Expr, right: ast.Expr, env: Env) -> None:
        if not self._moves(left) or waves(left):
            left, right = right, left
        if isinstance(left, ast.Date) and left.part == "clock":
            calendar = self.layout.world.calendar
            self._sooner(f"next_clock(now, {calendar.offset}, {calendar.day}, {self.e.emit(right, env)})")
        elif isinstance(left, ast.Call) and left.name == "since":
            self._sooner(f"later(now, shift({self.e.emit(left.args[0], env)}, {self.e.emit(right, env)}))")
        elif isinstance(left, ast.Get | ast.Tie) and waves(right):
            self._wave(left, right, env)
        elif isinstance(left, ast.Now):
            self._sooner(f"later(now, {self.e.emit(right, env)})")
        elif isinstance(left, ast.Get | ast.Tie) and isinstance(right, ast.Get | ast.Tie) and self._moves(right):
            self._sooner(f"meet(V, R, K, X, {self._curve(left, env)}, {self._curve(right, env)}, now)")
        elif isinstance(left, ast.Get | ast.Tie):
            self._sooner(f"cross(V, R, K, X, {self._curve(left, env)}, {self.e.emit(right, env)}, now)")
        elif isinstance(left, ast.Date):
            self._date(left)

    def _wave(self, meter: ast.Get | ast.Tie, level: ast.Expr, env: Env) -> None:
        """A meter against `a + b · wave(period, peak)`: both constants are what is left without and with the wave."""
        wave = waves(level)[0]
        period, peak = (self.e.emit(arg, env) for arg in wave.args)
        without, whole = (self.e.emit(_with_wave(level, value), env) for value in (0.0, 1.0))
        offset = self.layout.world.calendar.offset
        rest = f"{without}, {whole} - ({without}), {period}, {peak}, {offset}"
        self._sooner(f"cross_wave(V, R, K, X, {self._curve(meter, env)}, {rest}, now)")

    def _levels(self, expr: ast.IsLevel, env: Env) -> None:
        if isinstance(expr.item, ast.Believed):
            return  # what is believed changes by events only
        slot, row = self.layout.slots[expr.item.attr], self.e.row(expr.item, env)
        edges = {edge for band in expr.bands for edge in band if edge is not None}
        for edge in sorted(edges):
            level = threshold(self.e, slot, row, edge, expr.relative)
            self._sooner(f"cross(V, R, K, X, {self._curve(expr.item, env)}, {level}, now)")
        for part in children(expr.item):
            self.emit(part, env)

    def _curve(self, expr: ast.Get | ast.Tie, env: Env) -> str:
        """Cell, low and high bound of a moving meter."""
        slot, row = self.layout.slots[expr.attr], self.e.row(expr, env)
        low = _or_open(self.e.bound(slot, row, False), "<", row, "-1e300")
        high = _or_open(self.e.bound(slot, row, True), ">", row, "1e300")
        return f"{row} + {slot.offset}, {low}, {high}"

    def _date(self, expr: ast.Date) -> None:
        calendar = self.layout.world.calendar
        if expr.part == "part":
            for _, start in calendar.parts:
                self._sooner(f"next_clock(now, {calendar.offset}, {calendar.day}, {float(start)!r})")
        else:
            self._sooner(f"next_clock(now, {calendar.offset}, {calendar.day}, 0.0)")


def _or_open(bound: str, order: str, row: str, none: str) -> str:
    """A bound of a meter in a row; `none` where it has none, or is nobody's: that stands at 0 wherever others may."""
    somebody = of_somebody(bound, order, row) if bound else ""
    return f"({bound} if {somebody} else {none})" if somebody else bound or none
