"""Every unit of leaf, compiled against CPython, in the midst of a life: the same results and the same buffers."""

from __future__ import annotations

from array import array
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from kizuna.codegen import layout as at
from kizuna.codegen.lower.program import Function
from kizuna.codegen.lower.types import INT, INTS, bundle_of
from kizuna.codegen.units import Units
from kizuna.engine.flat import gathered, staged
from kizuna.engine.machine import Machine
from kizuna.engine.state import State

from .draws import same
from .leaf_units import Event, Onlookers, Stage, leaf, space_of, table_of

link = pytest.importorskip("kizuna.codegen.lower.link")
from kizuna.codegen.lower.module import Lowering  # noqa: E402
from kizuna.codegen.lower.target import Level  # noqa: E402

DAYS = 1
ROOM = 30_000
"""Cells beyond those of the state, for what effects would make."""
FLOATS = ("V", "R", "K")
ROLES = [f"r{number}" for number in range(6)]


def lived(seed: int) -> State:
    """Leaf after some days."""
    machine = Machine.begin(leaf()[0].world, seed)
    machine.live(machine.state.now + DAYS * 86_400_000)
    return machine.state


class Buffers:
    """The buffers of a state for one form of the functions, the same content for both."""

    def __init__(self, state: State, compiled: bool) -> None:
        self.made: dict[str, Any] = {}
        for name in (*FLOATS, "X", "W", "Z", "D"):
            values = list(getattr(state, name)) + [0] * ROOM
            self.made[name] = array("d" if name in FLOATS else "q", values)
        # The marks of the state's own are lists; here nothing waits yet.
        self.made["D"] = array("q", [0] * len(self.made["D"]))
        self.made["T"] = array("q", table_of(state.T))
        self.made["N"], self.made["M"] = array("q", [0]), array("q", [0])
        self.made["C"] = array("q", gathered.new_gathered(16))
        ints, floats = staged.new_staged(2_000)
        self.bundles = {
            "S": {"base": 12_345, "middle": 0, "said": gathered.new_gathered(2), "spare": len(state.X)},
            "B": {"ints": ints, "floats": floats},
            "O": {"rows": gathered.new_gathered(500), "flags": [0] * len(self.made["X"])},
        }
        for name, cls in (("S", Event), ("B", Stage), ("O", Onlookers)):
            self.made[name] = self._bundle(bundle_of(cls), self.bundles[name], compiled)

    def _bundle(self, bundle: Any, values: dict[str, Any], compiled: bool) -> Any:
        for field, kind in bundle.fields.items():
            if kind != INT:
                values[field] = array("q" if kind == INTS else "d", values[field])
        if not compiled:
            return SimpleNamespace(**values)
        held = link.structure(bundle)()
        for field, value in values.items():
            if isinstance(value, array):
                link.place(held, field, value)
            else:
                setattr(held, field, value)
        return held

    def content(self) -> list[bytes]:
        """All that a unit may have written, to the bit."""
        held = [value for bundle in self.bundles.values() for value in bundle.values()]
        return [value.tobytes() for value in (*self.made.values(), *held) if isinstance(value, array)]


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
    state = lived(7)
    plain, made, rows = Buffers(state, False), Buffers(state, True), rows_of(state)
    luck, tried = Random(11), 0
    for turn, function in enumerate(chosen, 1):
        one, other = python_form(function, space), code.function(function)
        for _ in range(3):
            roles = [luck.choice(rows.get(owner, [0])) for owner in owners(function.name, tables.units)]
            given = dict(zip(ROLES, [*roles, *[0] * 6], strict=False))
            given |= {"e": given["r0"], "now": state.now + luck.randint(0, 10**9)}
            given |= {"base": luck.getrandbits(62), "middle": luck.randint(0, 1)}
            names = [name for name, _ in function.params]
            wanted = one(*(plain.made.get(name, given.get(name)) for name in names))
            found = other(*(made.made.get(name, given.get(name)) for name in names))
            assert wanted is None or same(found, wanted), (function.text, given, wanted, found)
            tried += 1
        if turn % 40 == 0 or turn == len(chosen):
            assert plain.content() == made.content(), f"one of those before {function.origin}"
        for buffers in (plain, made):
            buffers.bundles["B"]["ints"][0] = buffers.made["C"][0] = 0
    assert tried == 3 * len(chosen)
    assert sum(map(bool, plain.made["D"])) > 0


def python_form(function: Function, space: dict[str, object]) -> Any:
    """The unit as CPython runs it."""
    made: dict[str, Any] = {}
    exec(compile(function.text, function.origin, "exec"), space, made)  # the text of our own generator
    return made[function.name]
