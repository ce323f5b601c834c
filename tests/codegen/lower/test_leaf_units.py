"""Every unit of leaf, compiled against CPython, in the midst of a life: the same results and the same buffers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from random import Random
from typing import Any

import pytest

from kizuna.codegen import layout as at
from kizuna.codegen.lower.program import Function
from kizuna.codegen.units import Units
from kizuna.engine.flat.image import Image
from kizuna.engine.flat.names import space_of
from kizuna.engine.flat.world import FlatWorld
from kizuna.engine.machine import Machine
from kizuna.engine.state import State

from .draws import same
from .leaf_units import leaf

link = pytest.importorskip("kizuna.codegen.lower.link")
from kizuna.codegen.lower.module import Lowering  # noqa: E402
from kizuna.codegen.lower.target import Level  # noqa: E402
from kizuna.engine.flat import native  # noqa: E402

DAYS = 1
ROOM = 2_000
"""Room beyond that of the state, for what effects would make."""
ROLES = [f"r{number}" for number in range(6)]


def lived(seed: int) -> Machine:
    """Leaf after some days."""
    machine = Machine.begin(leaf()[0].world, seed)
    machine.live(machine.state.now + DAYS * 86_400_000)
    return machine


class PlainImage(Image):
    """Arrays in an object, for CPython."""

    def buffer(self, values: Sequence[Any], real: bool) -> Any:
        """An array."""
        return array("d" if real else "q", values)


class Buffers:
    """The buffers of a state for one form of the functions, the same content for both."""

    def __init__(self, machine: Machine, compiled: bool) -> None:
        kind = native.ArrayImage if compiled else PlainImage
        self.image = kind(FlatWorld(machine.kernel.tables), machine.kernel, ROOM)
        self.image.flat.base = 12_345

    def get(self, name: str) -> Any:
        """What a parameter stands for, if it is no number."""
        return self.image.flat if name == "S" else self.image.buffers.get(name)

    def content(self) -> list[bytes]:
        """All that a unit may have written, to the bit."""
        return [value.tobytes() for value in self.image.buffers.values()]


def rows_of(state: State) -> dict[str, list[int]]:
    """The rows of each kind and of each table of bonds, nobody among them."""
    layout = state.layout
    found = {owner: [0] for owner in (*layout.kinds, *layout.tables)}
    for row in sorted(state.idents.values()):
        found[state.kind_names[state.X[row + at.KIND]]].append(row)
    names = {table.index: owner for owner, table in layout.tables.items()}
    for key, row in sorted(state.T.items()):
        if len(key) == 3:
            found[names[key[0]]].append(row)
    return found


def owners(name: str, units: Units) -> list[str]:
    """Of which kinds the rows are that a unit is asked about."""
    letters = name.rstrip("0123456789")
    number = int(name[len(letters) :])
    if letters == "touch_":
        return [list(units.dependents)[number].split(".")[0].split(">")[0]]
    if letters in ("check", "next"):
        return [units.layout.watches[number].owner]
    if letters in ("rate", "flip", "start"):
        return [units.attributes[number].attribute.owner]
    if letters == "senses":
        return [kind for kind, row in units.layout.kinds.items() if row.index == number]
    return [role.kind for role in units.world.rules[units.rules[number - 1]].roles]


@pytest.mark.parametrize("level", [Level.QUICK, Level.FAST])
def test_a_unit_gives_the_same_bits_compiled(level: Level) -> None:
    """All units of all rules, conditions and meters, with roles of every kind, nobody among them, and odd moments."""
    tables, _, units = leaf()
    lowering, distinct = Lowering(), dict[str, Function]()
    for function in units.values():
        distinct.setdefault(function.text[function.text.index("(") :], function)
    chosen = list(distinct.values()) if level is Level.QUICK else Random(3).sample(list(distinct.values()), 150)
    code = link.linked(chosen, lowering, level)
    space = {**space_of(tables), "__builtins__": {}}
    machine = lived(7)
    state = machine.state
    plain, made, rows = Buffers(machine, False), Buffers(machine, True), rows_of(state)
    luck, tried = Random(11), 0
    for turn, function in enumerate(chosen, 1):
        one, other = python_form(function, space), code.function(function)
        for _ in range(3):
            roles = [luck.choice(rows.get(owner, [0])) for owner in owners(function.name, tables.units)]
            given = dict(zip(ROLES, [*roles, *[0] * 6], strict=False))
            given |= {"e": given["r0"], "now": state.now + luck.randint(0, 10**9)}
            given |= {"base": luck.getrandbits(62), "middle": luck.randint(0, 1)}
            names = [name for name, _ in function.params]
            wanted = one(*(_or(plain.get(name), given.get(name)) for name in names))
            found = other(*(_or(made.get(name), given.get(name)) for name in names))
            assert wanted is None or same(found, wanted), (function.text, given, wanted, found)
            tried += 1
        if turn % 40 == 0 or turn == len(chosen):
            assert plain.content() == made.content(), f"one of those before {function.origin}"
        for buffers in (plain, made):
            for name in ("B", "C", "O"):
                buffers.image.buffers[name][0] = 0
            buffers.image.flat.made = 0
    assert tried == 3 * len(chosen)
    assert sum(map(bool, plain.get("D"))) > 0


def _or(buffer: Any, number: int | None) -> Any:
    return number if buffer is None else buffer


def python_form(function: Function, space: dict[str, object]) -> Any:
    """The unit as CPython runs it."""
    made: dict[str, Any] = {}
    exec(compile(function.text, function.origin, "exec"), space, made)  # the text of our own generator
    return made[function.name]
