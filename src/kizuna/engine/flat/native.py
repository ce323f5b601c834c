"""The kernel over buffers as machine code. The only module of the engine that needs `llvmlite`."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from kizuna.cache import open_cache
from kizuna.codegen.lower.build import Builder, Built
from kizuna.codegen.lower.link import place, structure
from kizuna.codegen.lower.program import Program
from kizuna.codegen.lower.target import Level
from kizuna.codegen.lower.types import Type, bundle_of
from kizuna.engine.flat.bundle import FAMILIES, Flat
from kizuna.engine.flat.image import Image
from kizuna.engine.flat.names import UNSAID, result_of, space_of
from kizuna.engine.flat.step import live
from kizuna.engine.flat.world import FlatWorld
from kizuna.engine.kernel import Kernel
from kizuna.engine.tables import Tables

Shape = structure(bundle_of(Flat))
Asked = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64, ctypes.c_int64)


class Native:
    """A world's functions and the step loop in memory, shared by all machines of that world."""

    def __init__(self, tables: Tables, level: Level) -> None:
        self.tables = tables
        self.flat_world = FlatWorld(tables)
        program = Program([bundle_of(Flat)], UNSAID)
        builder = Builder(open_cache(), program, space_of(tables), [live], level)
        world = tables.world
        self.built: Built = builder.build(world.name, world.origin, self._texts)
        self.live = self.built.linked.function(_lowered(builder, program))
        self.calls = {name: self._table(letters) for name, letters in FAMILIES.items()}

    def _texts(self) -> Mapping[str, tuple[str, Type | None]]:
        units = self.tables.units
        return {name: (units.source(name), result_of(name, self.tables)) for name in units.names()}

    def _table(self, letters: str) -> array[int]:
        """The addresses of one family by number; 0 where there is none."""
        numbers = [int(name[len(letters) :]) for name in self.built.names if name.rstrip("0123456789") == letters]
        return self.built.table(f"{letters}{number}" for number in range(max(numbers, default=0) + 1))


def _lowered(builder: Builder, program: Program) -> Any:
    function = program.of(live)
    builder.lowering.of(function)
    return function


class NativeImage(Image):
    """The buffers of one machine as compiled code takes them."""

    def __init__(self, native: Native, kernel: Kernel, spare: int = 1024) -> None:
        self.native = native
        super().__init__(native.flat_world, kernel, spare)
        for name, calls in native.calls.items():
            place(self.flat, name, calls)
        self._asked = Asked(self.ask)
        self._hooks = array("q", [ctypes.cast(self._asked, ctypes.c_void_p).value or 0])
        place(self.flat, "hooks", self._hooks)

    def bundle(self) -> Any:
        """A structure."""
        return Shape()

    def buffer(self, values: Sequence[Any], real: bool) -> Any:
        """An array."""
        return array("d" if real else "q", values)

    def place(self, name: str, buffer: Any) -> None:
        """By its address."""
        place(self.flat, name, buffer)

    def live(self, until: int, room: int) -> int:
        """Plays; see `step.live`."""
        return int(self.native.live(self.flat, until, room))
