"""Bringing a world to its first moment: values, bonds, lines, conditions, schedules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kizuna.codegen import layout as at
from kizuna.engine.evaluate import evaluate
from kizuna.engine.kernel import Kernel
from kizuna.engine.state import EVERY, State
from kizuna.engine.view import StateView
from kizuna.lang import ast
from kizuna.lang.types import Number
from kizuna.world.model import Attribute
from kizuna.world.reads import attributes_read

_FIXED = (ast.Literal, ast.Parameter, ast.Thing)
Exprs = Mapping[str, ast.Expr]


def lay_out(state: State, kernel: Kernel, view: StateView) -> None:
    """Set everything that the pack says of the beginning; all rates and conditions are left marked, to be settled."""
    state.pack(state.layout.first_free)
    state.prepare()
    state.lay_things()
    world, layout = view.world, state.layout
    _starts(state, view)
    for key, row in layout.things.items():
        for attr, other, expr in world.entities[key].bonds:
            slot = layout.slots[attr]
            tie, _ = state.tie_row(slot.attribute.owner, row, layout.things[other])
            state.put_raw(slot, tie, evaluate(expr, {"from": row, "to": layout.things[other]}, view))
    _wake(state, kernel)


def _starts(state: State, view: StateView) -> None:
    """Given values and computed starts, each after what it reads of the same bearer; in rounds, so that the lists that
    references make begin in the same order whatever is read."""
    world, layout = view.world, state.layout
    plans: dict[tuple[object, ...], _Plan] = {}
    needs = _Needs(world.attributes)
    rows: list[tuple[int, Exprs, _Plan]] = []
    given: Exprs
    for key, row in layout.things.items():
        entity = world.entities[key]
        given = dict(entity.values)
        computed = tuple(pair for pair in given.items() if not isinstance(pair[1], _FIXED))
        likeness = (entity.kind, tuple(given), *map(repr, computed))
        plan = plans.get(likeness)
        if plan is None:
            plan = plans[likeness] = _plan(view, needs, entity.kind, given)
        rows.append((row, given, plan))
    for number in range(max((len(plan.rounds) for plan in plans.values()), default=0)):
        for row, given, plan in rows:
            if number < len(plan.rounds):
                for attr, start in plan.rounds[number]:
                    _put(state, view, row, attr, given.get(attr, start))
    for row, given, plan in rows:
        for attr, start in plan.stuck:
            _put(state, view, row, attr, given.get(attr, start))


@dataclass(frozen=True, slots=True)
class _Needs:
    """What has to be set before an attribute is: what its value and its bounds read; the same for all sorts of things
    for which it starts as the pack says."""

    attributes: Mapping[str, Attribute]
    found: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, attr: str, expr: ast.Expr) -> frozenset[str]:
        """The attributes that come before `attr`, if it starts as `expr`."""
        attribute = self.attributes[attr]
        if expr is not attribute.start:
            return self._read(expr, attribute.low, attribute.high)
        if attr not in self.found:
            self.found[attr] = self._read(expr, attribute.low, attribute.high)
        return self.found[attr]

    @staticmethod
    def _read(*exprs: ast.Expr | None) -> frozenset[str]:
        return frozenset().union(*(attributes_read(expr) for expr in exprs if expr is not None))


@dataclass(frozen=True, slots=True)
class _Plan:
    """The attributes of one sort of things in the rounds in which they are set, those that read each other last.

    What the kind's template has set already is left out.
    """

    rounds: tuple[tuple[tuple[str, ast.Expr], ...], ...]
    stuck: tuple[tuple[str, ast.Expr], ...]


def _plan(view: StateView, reading: _Needs, kind: str, given: Exprs) -> _Plan:
    world = view.world
    exprs = dict(given)
    for attr in world.kinds[kind].attributes:
        start = world.attributes[attr].start
        if attr not in exprs and start is not None:
            exprs[attr] = start
    needs = {
        attr: {need for need in reading.of(attr, expr) if need in exprs and need != attr}
        for attr, expr in exprs.items()
    }
    rounds: list[tuple[str, ...]] = []
    waiting = list(exprs)
    unset = set(exprs)
    while ready := tuple(attr for attr in waiting if needs[attr].isdisjoint(unset)):
        rounds.append(ready)
        unset.difference_update(ready)
        waiting = [attr for attr in waiting if attr in unset]

    def told(attrs: tuple[str, ...]) -> tuple[tuple[str, ast.Expr], ...]:
        wanted = (attr for attr in attrs if attr in given or not _templated(view, world.attributes[attr]))
        return tuple((attr, exprs[attr]) for attr in wanted)

    return _Plan(tuple(map(told, rounds)), told(tuple(waiting)))


def _templated(view: StateView, attribute: Attribute) -> bool:
    """Whether a start is a constant within constant bounds, which a fresh row has from its template."""
    if attribute.form == "ref" or not isinstance(attribute.start, ast.Literal | ast.Parameter):
        return False
    if not isinstance(attribute.type, Number):
        return True
    (low, _), (high, _) = (view.layout.bound(attribute, upper) for upper in (False, True))
    return low is not None and high is not None and low <= view.state.tables.constant(attribute.start) <= high


def _put(state: State, view: StateView, row: int, attr: str, expr: ast.Expr) -> None:
    slot = state.layout.slots[attr]
    value = state.tables.constant(expr) if isinstance(expr, _FIXED) else evaluate(expr, {"self": row}, view)
    if slot.linked:
        state.link(slot, row, int(value))
        return
    if isinstance(slot.attribute.type, Number):
        low, high = view.range_of(attr, row)
        value = min(max(value, low), high)
    state.put_raw(slot, row, value)


def _wake(state: State, kernel: Kernel) -> None:
    layout = state.layout
    rows = list(layout.things.values())
    for row in rows:
        kernel.writer.start_lines(state.kind_names[state.X[row + at.KIND]], row)
    owners = {table.index: owner for owner, table in layout.tables.items()}
    for key in list(state.T):
        if len(key) == 3:
            kernel.writer.start_lines(owners[key[0]], state.T[key])
    for watch in layout.watches:
        if watch.owner:
            continue
        cell = layout.world_row + watch.offset
        if watch.sort == "every":
            kernel.look_at(watch, cell, kernel.next_time(watch, state.now), EVERY)
        else:
            state.D[cell] = 1
            state.M += (cell, watch.index)
    for row in rows:
        kernel.awaken(row)
