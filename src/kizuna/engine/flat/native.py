"""The kernel over buffers as machine code. The only module of the engine that needs `llvmlite`."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from weakref import WeakMethod

from kizuna.cache import open_cache
from kizuna.codegen.lower.build import Builder, Built
from kizuna.codegen.lower.link import Answer, place, structure
from kizuna.codegen.lower.pages import LARGE, laid_on, pages
from kizuna.codegen.lower.program import Program
from kizuna.codegen.lower.target import Level
from kizuna.codegen.lower.types import Type, bundle_of
from kizuna.engine.flat import marks, table
from kizuna.engine.flat.bundle import FAMILIES, Flat
from kizuna.engine.flat.image import Image, Links, bits_for, entries_of
from kizuna.engine.flat.names import UNSAID, result_of, space_of
from kizuna.engine.flat.step import live
from kizuna.engine.flat.world import FlatWorld
from kizuna.engine.kernel import Kernel
from kizuna.engine.tables import Tables

SEARCHES = {"check", "choose", "fails", "flip", "next", "options", "rate", "senses", "strays", "touch_", "works"}
Shape = structure(bundle_of(Flat))


class Native:
    """A world's functions and the step loop in memory, shared by all machines of that world."""

    def __init__(self, tables: Tables, level: Level) -> None:
        self.flat_world = FlatWorld(tables)
        builder = builder_of(tables, level)
        self.built: Built = builder.build(*names_of(tables), lambda: texts_of(tables))
        self.live = self._root(builder, live)
        self.refill = self._root(builder, table.refill)
        self.mark_all = self._root(builder, marks.mark_all)
        numbers = _numbers(self.built.names)
        self.calls = {name: self._table(letters, numbers[letters]) for name, letters in FAMILIES.items()}

    def _root(self, builder: Builder, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function of the kernel that Python calls."""
        known = builder.program.of(function)
        builder.lowering.of(known)
        return self.built.linked.function(known)

    def _table(self, letters: str, most: int) -> array[int]:
        """The addresses of one family by number; 0 where there is none."""
        return self.built.table(f"{letters}{number}" for number in range(most + 1))


def _numbers(units: Iterable[str]) -> dict[str, int]:
    """The highest number of each family."""
    most = dict.fromkeys(FAMILIES.values(), 0)
    for name in units:
        letters = name.rstrip("0123456789")
        most[letters] = max(most[letters], int(name[len(letters) :]))
    return most


def builder_of(tables: Tables, level: Level, before: Builder | None = None) -> Builder:
    """What builds the machine code of a world; with what one for another level has lowered `before`."""
    program = before.program if before is not None else Program([bundle_of(Flat)], UNSAID)
    lowering = before.lowering if before is not None else None
    space = before.space if before is not None else space_of(tables)
    return Builder(open_cache(), program, space, [live, table.refill, marks.mark_all], level, lowering, is_search)


def is_search(unit: str) -> bool:
    """Whether a unit is run again and again until something happens, not when it does."""
    return unit.rstrip("0123456789") in SEARCHES


def names_of(tables: Tables) -> tuple[str, str]:
    """The name of a world in the cache, which outlives edits, and that of its present state, whoever fills it up."""
    named = sum(not entity.generated for entity in tables.world.entities.values())
    return f"{tables.world.name} {named}", tables.library.codes.key


_TEXTS: dict[str, dict[str, tuple[str, Type | None]]] = {}
"""Those of the last world; another with the same key has the same."""


def texts_of(tables: Tables) -> dict[str, tuple[str, Type | None]]:
    """The units of a world: the text of each, and what it gives."""
    units, key = tables.units, tables.library.codes.key
    if not key or key not in _TEXTS:
        _TEXTS.clear()
        _TEXTS[key] = {name: (units.source(name), result_of(name, tables)) for name in units.names()}
    return _TEXTS[key]


def is_made(tables: Tables, level: Level) -> bool:
    """Whether the cache has the machine code of a world."""
    return builder_of(tables, level).ready(*names_of(tables))


def make(tables: Tables, level: Level, before: Builder | None = None) -> Builder:
    """Puts the machine code of a world into the cache."""
    builder = builder_of(tables, level, before)
    builder.build(*names_of(tables), lambda: texts_of(tables))
    return builder


class ArrayImage(Image):
    """The buffers of one machine as compiled code takes them."""

    def bundle(self) -> Any:
        """A structure."""
        return Shape()

    def buffer(self, values: Sequence[Any], real: bool) -> Any:
        """An array."""
        return array("d" if real else "q", values)

    def filled(self, values: Sequence[Any], more: int, real: bool) -> Any:
        """A large one on pages of its own at once."""
        size = len(values) + more
        return super().filled(values, more, real) if size < LARGE else laid_on(values, size, real)

    def longer(self, buffer: Any, more: int, real: bool) -> Any:
        """Of an array, without a list on the way; a large one on pages of its own."""
        size = len(buffer) + more
        if size < LARGE:
            buffer.frombytes(bytes(8 * more))
            return buffer
        wider = pages(size, real)
        wider[: len(buffer)] = memoryview(buffer)
        return wider

    def ahead(self, cells: int) -> int:
        """As many again on pages of their own, which take no memory before they are written, but are copied."""
        return cells if cells >= LARGE else super().ahead(cells)

    def records(self) -> tuple[Any, Any]:
        """Arrays of their own: a part of a large buffer would be written again."""
        ints, floats = super().records()
        return _own(ints), _own(floats)

    def place(self, name: str, buffer: Any) -> None:
        """By its address."""
        place(self.flat, name, buffer)


def _own(part: array[Any] | memoryview) -> array[Any]:
    return part if isinstance(part, array) else array(part.format, bytes(part))


def _without_holding(method: Callable[[int, int], int]) -> Callable[[int, int], int]:
    """The method for what its object holds: in a ring, buffers would wait for the collector, who sees few objects."""
    weak = WeakMethod(method)

    def asked(what: int, words: int) -> int:
        bound = weak()
        assert bound is not None, "it is asked while it plays"
        return bound(what, words)

    return asked


class NativeImage(ArrayImage):
    """The same with the functions that work on them."""

    def __init__(self, native: Native, kernel: Kernel, spare: int = 1024) -> None:
        self.native = native
        super().__init__(native.flat_world, kernel, spare)
        self._place_calls()
        self._answer = Answer(_without_holding(self.ask))
        place(self.flat, "hooks", self._answer.table)

    def use(self, native: Native) -> None:
        """Call these functions from now on."""
        if native is not self.native:
            self.native = native
            self._place_calls()

    def _place_calls(self) -> None:
        for name, calls in self.native.calls.items():
            place(self.flat, name, calls)

    def enter(self) -> None:
        """Without the lists, of which a large world has too many to keep them twice."""
        super().enter()
        s = self.state
        s.T, s.heap, s.N, s.M = {}, [], [], []

    def taken(self, name: str) -> Sequence[Any]:
        """A list, which is given up."""
        values: Sequence[Any] = getattr(self.state, name)
        setattr(self.state, name, [])
        return values

    def mark_all(self, chain: Any, top: Any, pairs: Sequence[int]) -> None:
        """Likewise."""
        self.native.mark_all(chain, top, array("q", pairs), len(pairs))

    def table_of(self, links: Links) -> Any:
        """Filled by compiled code."""
        return self._table(array("q", entries_of(links)), bits_for(links))

    def wider_table(self, old: Any) -> Any:
        """Likewise."""
        return self._table(old, 64 - old[table.SHIFT])

    def _table(self, old: Any, bits: int) -> Any:
        """A table of 2^bits entries with what another has."""
        made = self.longer(array("q"), table.HEAD + (table.ENTRY << bits), False)
        made[table.MASK], made[table.SHIFT] = (1 << bits) - 1, 63 - bits
        self.native.refill(old, made)
        return made

    def live(self, until: int, room: int) -> int:
        """Plays; see `step.live`."""
        return int(self.native.live(self.flat, until, room))
