"""One machine on any of the three engines: CPython, buffers under CPython, compiled."""

from __future__ import annotations

from importlib.util import find_spec
from types import CodeType, FunctionType
from typing import Any

from kizuna.codegen.units import Units
from kizuna.engine.flat.bundle import FAMILIES
from kizuna.engine.flat.image import Image
from kizuna.engine.flat.names import space_of
from kizuna.engine.flat.step import live
from kizuna.engine.flat.world import FlatWorld
from kizuna.engine.machine import Machine
from kizuna.engine.player import Player
from kizuna.engine.state import State

LLVM = find_spec("llvmlite") is not None
ENGINES = ("python", "flat", "compiled") if LLVM else ("python", "flat")


class Family(dict[int, FunctionType]):
    """Functions of one concern over buffers, as CPython runs them."""

    def __init__(self, units: Units, letters: str, space: dict[str, object]) -> None:
        super().__init__()
        self.units, self.letters, self.space = units, letters, space

    def __missing__(self, number: int) -> FunctionType:
        code = compile(self.units.source(f"{self.letters}{number}"), self.letters, "exec")
        inner = next(item for item in code.co_consts if isinstance(item, CodeType))
        made = self[number] = FunctionType(inner, self.space)
        return made


class FlatPlayer(Player):
    """Plays in buffers under CPython, with next to no room in them, so that they grow all the time."""

    flat_image: Any = None

    def live(self, until: int, room: int) -> int:
        """As `Player.live`, there and back each time."""
        kernel = self.kernel
        image = Image(FlatWorld(kernel.tables), kernel)
        space = {**space_of(kernel.tables), "__builtins__": {}}
        for name, letters in FAMILIES.items():
            setattr(image.flat, name, Family(kernel.tables.units, letters, space))
        image.flat.hooks = [image.ask]
        done = live(image.flat, until, room)
        ints, floats = image.records()
        kernel.ints += ints
        kernel.floats += floats
        image.leave()
        return done


def use(machine: Machine, engine: str) -> Machine:
    """Let a machine go on with this engine."""
    machine.player.home()
    kernel = machine.kernel
    machine.player = FlatPlayer(kernel, "python") if engine == "flat" else Player(kernel, engine)
    return machine


def content(state: State) -> dict[str, object]:
    """All that a state holds, whatever order its heap is in."""
    names = ("V", "R", "K", "X", "W", "Z", "Q", "D", "T", "queue", "now", "serial", "idents")
    found: dict[str, object] = {name: getattr(state, name) for name in names}
    found["heap"] = sorted(state.heap)
    found["free"] = {kind: rows for kind, rows in state.free.items() if rows}
    return found
