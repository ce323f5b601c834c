"""The generated units of leaf as functions of the subset: what they call is given in its form over buffers."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from kizuna.codegen.lower.program import Function, Program
from kizuna.codegen.lower.types import FLOATS, INT, INTS, Floats, Ints, Type, bundle_of
from kizuna.codegen.units import Units
from kizuna.engine import runtime
from kizuna.engine.flat import gathered, links, marks, staged
from kizuna.engine.flat.table import new_table, put
from kizuna.engine.luck import luck
from kizuna.engine.tables import Tables

from ...rows.support import shipped


class Onlookers:
    """Who may witness an event."""

    rows: Ints
    flags: Ints


class Stage:
    """Effects that are staged."""

    ints: Ints
    floats: Floats


class Event:
    """What is known of the present event, and the rows that it may still make."""

    base: int
    middle: int
    said: Ints
    spare: int


def sees(O: Onlookers, row: int) -> None:  # noqa: E741
    """As in `runtime`."""
    gathered.sees(O.rows, O.flags, row)


def overlooks(O: Onlookers, row: int) -> None:  # noqa: E741
    """As in `runtime`."""
    gathered.overlooks(O.flags, row)


def lucky(S: Event, number: int, probability: float) -> bool:
    """As in `runtime`."""
    told = gathered.said(S.said, number)
    if told >= 0:
        return told == 1
    if S.middle:
        return probability >= 0.5
    return luck(S.base, number, 13) < probability


def create(S: Event, kind: int) -> int:
    """The next spare row."""
    S.spare += 512
    return S.spare - 512


def stage_f(B: Stage, op: int, attr: int, row: int, value: float) -> None:
    """As in `staged`."""
    staged.stage_f(B.ints, B.floats, op, attr, row, value)


def stage_i(B: Stage, op: int, attr: int, row: int, value: int) -> None:
    """As in `staged`."""
    staged.stage_i(B.ints, op, attr, row, value)


def stage_tie_f(B: Stage, op: int, attr: int, source: int, target: int, value: float) -> None:
    """As in `staged`."""
    staged.stage_tie_f(B.ints, B.floats, op, attr, source, target, value)


def stage_tie_i(B: Stage, op: int, attr: int, source: int, target: int, value: int) -> None:
    """As in `staged`."""
    staged.stage_tie_i(B.ints, op, attr, source, target, value)


def stage_belief_f(
    B: Stage, status: int, attr: int, holder: int, first: int, second: int, other: int, value: float, sure: float
) -> None:
    """As in `staged`."""
    staged.stage_belief_f(B.ints, B.floats, status, attr, holder, first, second, other, value, sure)


def stage_belief_i(
    B: Stage, status: int, attr: int, holder: int, first: int, second: int, other: int, value: int, sure: float
) -> None:
    """As in `staged`."""
    staged.stage_belief_i(B.ints, B.floats, status, attr, holder, first, second, other, value, sure)


def stage_move(B: Stage, source: int, row: int, target: int, to: int, amount: float) -> None:
    """As in `staged`."""
    staged.stage_move(B.ints, B.floats, source, row, target, to, amount)


def stage_remove(B: Stage, row: int) -> None:
    """As in `staged`."""
    staged.stage_remove(B.ints, row)


def stage_interrupt(B: Stage, row: int) -> None:
    """As in `staged`."""
    staged.stage_interrupt(B.ints, row)


def stage_created(B: Stage, row: int) -> None:
    """As in `staged`."""
    staged.stage_created(B.ints, row)


def stage_start(B: Stage, attr: int, row: int) -> None:
    """As in `staged`."""
    staged.stage_start(B.ints, attr, row)


FLAT: Mapping[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (
        *(links.tie, links.held, marks.mark, gathered.cause),
        *(sees, overlooks, lucky, create, stage_f, stage_i, stage_tie_f, stage_tie_i),
        *(stage_belief_f, stage_belief_i, stage_move, stage_remove, stage_interrupt, stage_created, stage_start),
    )
}
BUNDLES = [bundle_of(cls) for cls in (Event, Stage, Onlookers)]
UNSAID: dict[str, Type] = {
    **dict.fromkeys(("V", "R", "K"), FLOATS),
    **dict.fromkeys(("X", "W", "Z", "D", "N", "M", "C", "T"), INTS),
    **dict.fromkeys((*(f"r{i}" for i in range(6)), "now", "base", "middle", "e"), INT),
    "S": Type("bundle", "Event"),
    "B": Type("bundle", "Stage"),
    "O": Type("bundle", "Onlookers"),
}


def space_of(tables: Tables) -> dict[str, object]:
    """What names in generated source mean; the distances are a table of constants."""
    return {**runtime.NAMES, **FLAT, "P": tuple(tables.distances)}


@cache
def leaf() -> tuple[Tables, Program, dict[str, Function]]:
    """Leaf's tables, and each of its units as a function of one program."""
    tables = Tables(shipped("leaf"))
    program = Program(BUNDLES, UNSAID)
    units, space = Units(tables.layout), space_of(tables)
    return tables, program, {name: program.generated(name, units.source(name), space) for name in units.names()}


def table_of(links_of: Mapping[tuple[int, ...], int]) -> list[int]:
    """The hash table with the bonds and beliefs of a state."""
    bits = 4
    while (1 << bits) < 2 * len(links_of):
        bits += 1
    table = new_table(bits)
    for key, row in links_of.items():
        if len(key) == 3:
            put(table, *key, row)
        else:
            holder, attr, first, second, other = key
            put(table, links.held_key(holder, attr), (first << links.HALF) | second, other, row)
    return table


def as_array(values: list[Any], code: str) -> array[Any]:
    """A buffer for compiled code."""
    return array(code, values)
