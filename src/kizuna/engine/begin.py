"""Bringing a world to its first moment: values, bonds, lines, conditions, schedules."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.engine.evaluate import evaluate
from kizuna.engine.kernel import Kernel
from kizuna.engine.state import EVERY, State
from kizuna.engine.view import StateView
from kizuna.lang.types import Number
from kizuna.world.reads import attributes_read


def lay_out(state: State, kernel: Kernel, view: StateView) -> None:
    """Set everything that the pack says of the beginning, then let it go."""
    state.prepare()
    state.lay_things()
    world, layout = view.world, state.layout
    given: dict[int, set[str]] = {}
    for key, row in layout.things.items():
        entity = world.entities[key]
        given[row] = {attr for attr, _ in entity.values}
    _starts(state, view, given)
    for key, row in layout.things.items():
        for attr, other, expr in world.entities[key].bonds:
            slot = layout.slots[attr]
            tie, _ = state.tie_row(slot.attribute.owner, row, layout.things[other])
            state.put_raw(slot, tie, evaluate(expr, {"from": row, "to": layout.things[other]}, view))
    _wake(state, kernel)


def _starts(state: State, view: StateView, given: dict[int, set[str]]) -> None:
    """Given values and computed starts, each after what it reads of the same bearer."""
    world, layout = view.world, state.layout
    pending: list[tuple[int, str]] = []
    exprs = {}
    for key, row in layout.things.items():
        entity = world.entities[key]
        for attr, expr in entity.values:
            exprs[row, attr] = expr
        for attr in world.kinds[entity.kind].attributes:
            start = world.attributes[attr].start
            if attr not in given[row] and start is not None:
                exprs[row, attr] = start
    pending = list(exprs)
    done: set[tuple[int, str]] = set()
    while pending:
        waiting = [
            (row, attr)
            for row, attr in pending
            if any(
                (row, read) in exprs and (row, read) not in done and read != attr
                for read in _needs(view, exprs[row, attr], attr)
            )
        ]
        ready = [item for item in pending if item not in set(waiting)] or pending
        for row, attr in ready:
            slot = layout.slots[attr]
            value = evaluate(exprs[row, attr], {"self": row}, view)
            if slot.linked:
                state.link(slot, row, int(value))
            else:
                if isinstance(slot.attribute.type, Number):
                    low, high = view.range_of(attr, row)
                    value = min(max(value, low), high)
                state.put_raw(slot, row, value)
            done.add((row, attr))
        remaining = set(ready)
        pending = [item for item in pending if item not in remaining]


def _needs(view: StateView, expr: object, attr: str) -> set[str]:
    attribute = view.world.attributes[attr]
    reads = set(attributes_read(expr))  # type: ignore[arg-type]
    for bound in (attribute.low, attribute.high):
        if bound is not None:
            reads |= attributes_read(bound)
    return reads


def _wake(state: State, kernel: Kernel) -> None:
    layout = state.layout
    rows = list(layout.things.values())
    for row in rows:
        kernel.writer.start_lines(state.kind_names[state.X[row + at.KIND]], row)
    for key in list(state.T):
        if len(key) == 3:
            owner = next(o for o, t in layout.tables.items() if t.index == key[0])
            kernel.writer.start_lines(owner, state.T[key])
    for watch in layout.watches:
        if watch.owner:
            continue
        cell = layout.world_row + watch.offset
        if watch.sort == "every":
            rule = kernel.world.rules[watch.rule]
            assert rule.every is not None
            kernel.look_at(watch, cell, kernel.next_time(rule.every), EVERY)
        else:
            state.D[cell] = 1
            state.M += (cell, watch.index)
    for row in rows:
        kernel.awaken(row)
    kernel.settle()
