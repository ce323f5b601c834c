"""What must be true of a state whenever all that is due has happened. Each check returns what is wrong."""

from __future__ import annotations

import math

from kizuna.codegen import layout as at
from kizuna.codegen.layout import Slots, Watch
from kizuna.engine.machine import Machine
from kizuna.lang.types import Number, Ref

from .gauge import Gauge, Roles, holds


def rows_of(machine: Machine, owner: str) -> list[int]:
    """All rows of a kind or of a bond table."""
    if ">" in owner:
        index = machine.layout.tables[owner].index
        return [row for key, row in machine.state.T.items() if len(key) == 3 and key[0] == index]
    return machine.members(owner)


def watches(machine: Machine) -> list[str]:
    """A condition is marked as true exactly while it is."""
    wrong: list[str] = []
    for watch in machine.layout.watches:
        rows = machine.members(watch.owner) if watch.owner else [machine.layout.world_row]
        for row in rows:
            wrong += _watch(machine, watch, row)
    return wrong


def _watch(machine: Machine, watch: Watch, row: int) -> list[str]:
    X = machine.state.X
    if watch.condition is not None:
        gauge = Gauge(machine)
        truth = gauge.steady(watch.condition.expr, {"self": row})
        marked = X[row + (at.ABLE if watch.sort == "able" else watch.offset)]
        good = not gauge.certain or bool(marked) == truth
        return [] if good else [f"{machine.label(row)} is marked {watch.sort}={marked}, truth {truth}"]
    rule = machine.world.rules[watch.rule]
    if watch.sort == "throughout":
        if machine.doing(row) != rule.id:
            return []
        gauge = Gauge(machine)
        good = all(gauge.steady(each.expr, {rule.roles[0].name: row}) for each in rule.throughout)
        return [] if good or not gauge.certain else [f"{machine.label(row)} goes on with {rule.id}"]
    if watch.sort == "trigger":
        truth, certain = holds(machine, rule, row)
        marked = X[row + watch.offset]
        return (
            [f"{rule.id} for {machine.label(row)}: marked {marked}, truth {truth}"]
            if (certain and bool(marked) != truth)
            else []
        )
    return []


def lines(machine: Machine) -> list[str]:
    """Every meter moves as its rate, target and time constant say."""
    wrong: list[str] = []
    for slot in machine.layout.slots.values():
        if slot.attribute.rate is not None or slot.attribute.toward is not None:
            for row in rows_of(machine, slot.attribute.owner):
                wrong += _line(machine, slot, row)
    return wrong


def _line(machine: Machine, slot: Slots, row: int) -> list[str]:
    s, attribute, cell = machine.state, slot.attribute, row + slot.offset
    roles: Roles = {"self": row}
    if attribute.bond:
        roles = {"from": s.X[row + at.TIE_FROM], "to": s.X[row + at.TIE_TO]}
    gauge = Gauge(machine)
    said = []
    for expr in (attribute.rate, attribute.toward, attribute.within):
        if expr is not None:
            values = []
            for now in (machine.now - 2, machine.now + 2, machine.now):
                machine._now = now
                values.append(float(gauge.value(expr, roles)))
            machine._now = None
            gauge.certain &= values[0] == values[1] == values[2]
            said.append(values[2])
    found = [s.R[cell]]
    if attribute.toward is not None:
        found.append(1.0 / s.K[cell] if s.K[cell] else 0.0)
    if not gauge.certain or all(close(a, b) for a, b in zip(said, found, strict=True)):
        return []
    return [f"{attribute.key} of row {row} moves by {found}, truth {said}"]


def close(left: float, right: float) -> bool:
    """Whether two numbers differ by rounding only."""
    return left == right or math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)


def bounds(machine: Machine) -> list[str]:
    """Every meter and number lies within its range."""
    wrong: list[str] = []
    for slot in machine.layout.slots.values():
        if not isinstance(slot.attribute.type, Number):
            continue
        for row in rows_of(machine, slot.attribute.owner):
            value = float(machine.get(slot.attribute.key, row))
            low, high = machine.writer_.low(slot.index, row), machine.writer_.high(slot.index, row)
            if not low <= value <= high:
                wrong.append(f"{slot.attribute.key} of row {row} is {value}, range {low}..{high}")
    return wrong


def links(machine: Machine) -> list[str]:
    """Sets are what references say, counts match, and nothing refers to what is gone."""
    X, layout, wrong = machine.state.X, machine.layout, []
    living = {row for kind in layout.kinds for row in machine.members(kind)}
    for kind, head in layout.members.items():
        if X[head + 1] != len(machine.members(kind)):
            wrong.append(f"{X[head + 1]} counted of kind {kind}, there are {len(machine.members(kind))}")
    for key, slot in layout.slots.items():
        if not isinstance(slot.attribute.type, Ref):
            continue
        holders = rows_of(machine, slot.attribute.owner)
        wrong += [f"{key} of row {row} is gone" for row in holders if X[row + slot.offset] not in living | {0}]
        if slot.linked:
            for row in machine.members(slot.attribute.type.kind):
                truth = {each for each in holders if X[each + slot.offset] == row}
                found = machine.inverse(key, row)
                if len(found) != len(truth) or set(found) != truth or X[row + layout.heads[key] + 1] != len(truth):
                    wrong.append(f"inverse of {key} at row {row}: {found}, truth {truth}")
    for owner, table in layout.tables.items():
        for row in rows_of(machine, owner):
            if not {X[row + at.TIE_FROM], X[row + at.TIE_TO]} <= living:
                wrong.append(f"a bond {owner} with what is gone")
        for row in machine.members(table.source):
            key = next(k for k, s in layout.slots.items() if s.attribute.owner == owner)
            truth = {k[2] for k in machine.state.T if len(k) == 3 and k[:2] == (table.index, row)}
            if set(machine.tied(key, row)) != truth:
                wrong.append(f"bonds {owner} of row {row}: {machine.tied(key, row)}, truth {truth}")
    return wrong


def nobody(machine: Machine) -> list[str]:
    """Row 0 is never written."""
    s = machine.state
    written = [cell for cell in range(machine.layout.world_row) if s.V[cell] or s.X[cell] or s.W[cell] or s.Q[cell]]
    return [f"cell {cell} of nobody was written" for cell in written]


ALL = (watches, lines, bounds, links, nobody)
