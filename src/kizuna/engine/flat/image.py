"""A state in buffers: made of the lists that CPython lives on, and turned back into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kizuna.codegen import layout as at
from kizuna.engine.flat import heap, queue, table
from kizuna.engine.flat.bundle import (
    CELLS,
    DECIDERS,
    FLOATS,
    HEAP,
    INTS,
    LEARNT,
    ONLOOKERS,
    QUEUE,
    STAGE,
    TABLE,
    Flat,
)
from kizuna.engine.flat.codes import RING
from kizuna.engine.flat.decide import CHOICE
from kizuna.engine.flat.gathered import new_gathered
from kizuna.engine.flat.links import HALF, held_key
from kizuna.engine.flat.marks import mark_all
from kizuna.engine.flat.report import LEARN
from kizuna.engine.flat.staged import new_staged
from kizuna.engine.flat.world import FlatWorld
from kizuna.engine.kernel import Kernel
from kizuna.engine.runtime import CREATED, STOP
from kizuna.engine.state import COLUMNS, REALS, WHOLES

WORDS = 15
"""Words of what follows at an instant: its sort, whom or which rule, an event, six roles and their identities."""
LOW = (1 << HALF) - 1
Links = Mapping[tuple[int, ...], int]


class Image:
    """The buffers of one machine. `flat` is the bundle that functions take; `put` sets one of its buffers."""

    def __init__(self, world: FlatWorld, kernel: Kernel, spare: int = 1) -> None:
        self.kernel, self.state, self.spare = kernel, kernel.s, spare
        self.world = world
        self.flat: Any = self.bundle()
        self.buffers: dict[str, Any] = {}
        tables = kernel.tables
        layout = tables.layout
        for name in ("RU", "AT", "AF", "WA", "KI", "TA", "LS", "NU"):
            self.put(name, getattr(world, name))
        flat, calendar = self.flat, tables.world.calendar
        flat.world, flat.place_kind, flat.first_option = layout.world_row, tables.place_kind, layout.options
        flat.kinds, flat.tables = len(layout.kinds), len(layout.tables)
        flat.day, flat.offset, flat.week = calendar.day, calendar.offset, len(calendar.week)
        named = layout.things
        flat.named = max((row + self._width(key) for key, row in named.items()), default=layout.first_free)
        self._scratch()
        self.enter()

    def bundle(self) -> Any:
        """A new bundle."""
        return Flat()

    def buffer(self, values: Sequence[Any], real: bool) -> Any:
        """A buffer with a copy of some values."""
        return list(values)

    def place(self, name: str, buffer: Any) -> None:
        """Let a field be a buffer."""
        setattr(self.flat, name, buffer)

    def longer(self, buffer: Any, more: int, real: bool) -> Any:
        """A buffer with as many zeros more, which may be the same one."""
        buffer.extend([0.0 if real else 0] * more)
        return buffer

    def filled(self, values: Sequence[Any], more: int, real: bool) -> Any:
        """A buffer with a copy of some values and as many zeros more."""
        return self.longer(self.buffer(values, real), more, real)

    def put(self, name: str, values: Sequence[Any], more: int = 0) -> None:
        """Let a field be a buffer with these values and as many zeros more."""
        self._keep(name, self.filled(values, more, Flat.__annotations__[name] == "Floats"))

    def _keep(self, name: str, buffer: Any) -> None:
        self.buffers[name] = buffer
        self.place(name, buffer)

    def _width(self, key: str) -> int:
        layout = self.kernel.layout
        return layout.kinds[layout.world.entities[key].kind].width

    def _scratch(self) -> None:
        """What holds nothing between steps."""
        flat, n = self.flat, self.spare
        for name, size in (("N", 1), ("M", 1), ("A", at.MAX_ROLES), ("I", at.MAX_ROLES), ("RING", RING)):
            self.put(name, [0] * size)
        self.put("C", new_gathered(16))
        self.put("SAID", new_gathered(2))
        ints, floats = new_staged(4 * n)
        self.put("B", ints)
        self.put("F", floats)
        self.put("MA", [0] * (4 * n + 1))
        self.put("O", new_gathered(4 * n))
        self.put("OP", [0] * (len(self.kernel.rules) + 1))
        self.put("KEPT", [0.0] * max([1, *map(len, self.kernel.tables.bounded.values())]))
        self.put("SC", [n, *[0] * (n + 1)])
        self.put("DE", [0] * n)
        self.put("CH", [0] * (CHOICE * n))
        self.put("CF", [0.0] * n)
        self.put("LI", [0] * (LEARN * n))
        self.put("LF", [0.0] * n)
        self.put("EI", [0] * (64 * n))
        self.put("EF", [0.0] * (16 * n))
        flat.most_learnt = flat.most_deciders = n
        flat.most_ei, flat.most_ef, flat.ei, flat.ef = 64 * n, 16 * n, 0, 0

    def enter(self) -> None:
        """Take the state over from the lists."""
        s, flat, kernel = self.state, self.flat, self.kernel
        cells = len(s.V)
        more = self.spare * 64
        for name in (*REALS, *WHOLES):
            self.put(name, self.taken(name), more)
        self.taken("D")     # N and M say which cells it marks
        self.put("D", (), cells + more)
        free, chain = [0] * (len(kernel.layout.kinds) + 1), self.buffers["D"]
        for kind, rows in s.free.items():
            for row in rows:
                free[kind], chain[row + 1] = row, free[kind]
        self.put("FR", free)
        for name, pairs in (("N", s.N), ("M", s.M)):
            self.mark_all(chain, self.buffers[name], pairs)
        flat.cells, flat.most_cells = cells, cells + more
        self._keep("T", self.table_of(s.T))
        entries = [word for entry in sorted(s.heap) for word in (*entry[:3], *entry[4:])]
        self.put("H", heap.grown([len(s.heap), len(s.heap), 0, 0, *entries], self.spare * 16))
        self.put("Y", _queue_of(s.queue, self.spare * 8))
        flat.now, flat.past, flat.seed, flat.serial = s.now, s.past, s.seed, s.serial
        flat.event, flat.made = s.event, s.made
        flat.base, flat.middle, flat.autonomy = s.base, s.middle, int(kernel.autonomy)
        flat.recorded, flat.things, flat.why, flat.lack = kernel.recorded, len(s.idents), 0, 0
        flat.instant_at, flat.instant = kernel.instant_at, len(kernel.instant)
        for number, rule in list(enumerate(kernel.instant))[-RING:]:
            self.buffers["RING"][number % RING] = rule

    def mark_all(self, chain: Any, top: Any, pairs: Sequence[int]) -> None:
        """Mark cells, of which each is followed by its index."""
        mark_all(chain, top, list(pairs), len(pairs))

    def table_of(self, links: Links) -> Any:
        """The hash table with the bonds and beliefs of a state."""
        made = table.new_table(bits_for(links))
        table.refill(entries_of(links), made)
        return self.buffer(made, False)

    def taken(self, name: str) -> Sequence[Any]:
        """One of the state's lists, as it is entered."""
        values: Sequence[Any] = getattr(self.state, name)
        return values

    def leave(self) -> None:
        """Give the state back to the lists. Records are left where they are."""
        s, flat, kernel, held = self.state, self.flat, self.kernel, self.buffers
        for name in (*REALS, *WHOLES):
            setattr(s, name, list(held[name][: flat.cells]))
        s.packed = False
        s.D, s.N, s.M = [0] * flat.cells, [], []    # nothing is to settle; the threads of free rows end here
        s.free = self.free_rows()
        s.T = links_of(held["T"])
        s.heap = _heap_of(held["H"])
        s.queue = self.queue_items()
        s.now, s.past, s.serial, s.event, s.made = flat.now, flat.past, flat.serial, flat.event, flat.made
        s.base = flat.base
        kernel.recorded, kernel.instant_at = flat.recorded, flat.instant_at
        kernel.instant = self.instant()
        s.identify()

    def instant(self) -> list[int]:
        """The rules that happened at this instant, 0 for those of which nothing is kept."""
        count, ring = int(self.flat.instant), self.buffers["RING"]
        before = max(0, count - RING)
        return [0] * before + [int(ring[n % RING]) for n in range(before, count)]

    def free_rows(self) -> dict[int, list[int]]:
        """By kind the rows that are free, that which is taken next last."""
        found: dict[int, list[int]] = {}
        for kind, row in enumerate(self.buffers["FR"]):
            rows: list[int] = []
            while row:
                rows.append(row)
                row = self.buffers["D"][row + 1]
            if rows:
                found[kind] = rows[::-1]
        return found

    def queue_items(self) -> list[tuple[int, ...]]:
        """What follows at this instant."""
        return _items_of(self.buffers["Y"])

    def records(self) -> tuple[Any, Any]:
        """The records made, which are forgotten."""
        flat, held = self.flat, self.buffers
        found = held["EI"][: flat.ei], held["EF"][: flat.ef]
        flat.ei = flat.ef = 0
        return found

    def ask(self, what: int, words: int) -> int:
        """Make room."""
        held, flat = self.buffers, self.flat
        match what:
            case _ if what == HEAP:
                self.put("H", heap.grown(held["H"], len(held["H"])))
            case _ if what == QUEUE:
                self.put("Y", queue.grown(list(held["Y"]), 2 * held["Y"][queue.MOST]))
            case _ if what == TABLE:
                self._keep("T", self.wider_table(held["T"]))
            case _ if what == CELLS:
                self._cells(words)
            case _ if what == STAGE:
                self._stage()
            case _ if what == ONLOOKERS:
                self.put("O", new_gathered(2 * held["O"][1]))
            case _ if what in (INTS, FLOATS):
                name, count = ("EI", "most_ei") if what == INTS else ("EF", "most_ef")
                size = 2 * len(held[name]) + words
                self._lengthen(name, size)
                setattr(flat, count, size)
            case _ if what == LEARNT:
                flat.most_learnt *= 2
                self._lengthen("LI", LEARN * flat.most_learnt)
                self._lengthen("LF", flat.most_learnt)
            case _ if what == DECIDERS:
                flat.most_deciders *= 2
                for name, width in (("DE", 1), ("CH", CHOICE), ("CF", 1)):
                    self._lengthen(name, width * flat.most_deciders)
            case _:
                most = 2 * held["SC"][0]
                self._lengthen("SC", most + 2)
                self.buffers["SC"][0] = most
        return 1

    def _stage(self) -> None:
        """Room for more effects, and for what they make."""
        most = 2 * self.buffers["B"][1]
        ints, floats = new_staged(most)
        self.put("B", ints)
        self.put("F", floats)
        self.put("MA", [0] * (most + 1))
        self._cells(4 * max(row.width for row in self.kernel.layout.kinds.values()))

    def ahead(self, cells: int) -> int:
        """For how many more cells room is made beside so many."""
        return cells // 4

    def _cells(self, words: int) -> None:
        flat = self.flat
        flat.most_cells += max(words, self.ahead(flat.most_cells))
        for name in COLUMNS:
            self._lengthen(name, flat.most_cells)

    def wider_table(self, old: Any) -> Any:
        """A table with the same content and twice the room."""
        return table.grown(old, max(8, old[table.COUNT]))

    def _lengthen(self, name: str, size: int) -> None:
        held = self.buffers[name]
        self._keep(name, self.longer(held, size - len(held), Flat.__annotations__[name] == "Floats"))


def bits_for(links: Links) -> int:
    """How large a table should be that has them, as a power of two."""
    bits = 4
    while (1 << bits) < 2 * len(links):
        bits += 1
    return bits


def entries_of(links: Links) -> list[int]:
    """The bonds and beliefs one after the other, laid out as a table is."""
    words = [len(links), len(links) - 1, 0, 0]
    for key, row in links.items():
        if len(key) == 3:
            words += (*key, row)
        else:
            holder, attr, first, second, other = key
            words += (held_key(holder, attr), (first << HALF) | second, other, row)
    return words


def links_of(flat: Sequence[int]) -> dict[tuple[int, ...], int]:
    """The bonds and beliefs in a hash table, in the order in which they came: that of their rows."""
    found: list[tuple[int, tuple[int, ...]]] = []
    for i in range(table.HEAD, len(flat), table.ENTRY):
        a, b, c, row = flat[i : i + table.ENTRY]
        if row:
            held = a >> HALF
            found.append((row, (a & LOW, held - 1, b >> HALF, b & LOW, c) if held else (a, b, c)))
    found.sort()
    return {key: row for row, key in found}


def _heap_of(flat: Sequence[int]) -> list[tuple[int, int, int, int, int, int]]:
    """The agenda in order, which is a heap whatever shape heaps have."""
    found = []
    for i in range(heap.HEAD, heap.HEAD + heap.ENTRY * flat[heap.COUNT], heap.ENTRY):
        time, order, serial, cell, index = flat[i : i + heap.ENTRY]
        found.append((time, order, serial, order >> 58, cell, index))
    return sorted(found)


def _queue_of(items: Sequence[tuple[int, ...]], spare: int) -> list[int]:
    made = queue.new_queue(len(items) + spare, WORDS)
    for item in items:
        i = queue.enqueue(made)
        made[i : i + len(item)] = item
    return made


def _items_of(flat: Any) -> list[tuple[int, ...]]:
    held, found = list(flat), []
    while i := queue.dequeue(held):
        item = tuple(held[i : i + WORDS])
        found.append({STOP: item[:3], CREATED: item[:3]}.get(item[0], item))
    return found


__all__ = ["Image", "bits_for", "entries_of", "links_of"]
