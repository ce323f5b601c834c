"""The state of a world being lived: parallel buffers, rows, links between them, and the agenda."""

from __future__ import annotations

from array import array
from heapq import heappush

from kizuna.codegen import layout as at
from kizuna.codegen.layout import Slots
from kizuna.engine.luck import fold_id
from kizuna.engine.tables import Tables
from kizuna.lang.types import NEVER_WAS, Moment, Number
from kizuna.world.luck import stable
from kizuna.world.model import Attribute

# What an agenda entry is for; the number is also the phase in which entries of one instant come.
LINE, CHECK, EVERY, FIRE, END, DECIDE = range(6)
OVER = 6 << 58
"""Behind the order of whatever comes at one instant."""
REALS, WHOLES = ("V", "R", "K"), ("X", "W", "Z", "Q")
COLUMNS = (*REALS, *WHOLES, "D")
PACKED = 1 << 20
"""A state of as many cells begins in arrays: it goes on in compiled code, which takes them as they are."""
Entry = tuple[int, int, int, int, int, int]
"""(time, order, serial, kind, cell, index); `order` is phase and hash of identity, so serials never decide."""


def order_of(kind: int, ident: int, key: int) -> int:
    """When an entry comes among those of one instant: its phase, then a hash of whom and what it is about."""
    return (kind << 58) | ((ident * 0x9E3779B97F4A7C15 + key) & ((1 << 58) - 1))


class State:
    """Everything that changes while a world is lived. See docs/internals.md for the buffers."""

    def __init__(self, tables: Tables, seed: int) -> None:
        self.tables = tables
        self.layout = tables.layout
        self.seed = seed
        self.now = 0
        self.past = 0  # the order of what was played last at this instant
        self.V: list[float] = []
        self.R: list[float] = []
        self.K: list[float] = []
        self.X: list[int] = []
        self.W: list[int] = []
        self.Z: list[int] = []
        self.Q: list[int] = []
        self.D: list[int] = []
        self.T: dict[tuple[int, ...], int] = {}
        self.heap: list[Entry] = []
        self.serial = 0
        self.queue: list[tuple[int, ...]] = []  # reactions and stops still due at this instant
        self.N: list[int] = []
        self.M: list[int] = []
        self.free: dict[int, list[int]] = {}
        self.event = 0
        self.made = 0  # how many things the present event has made
        self.base = 0  # luck base of the present event
        self.middle = 0  # 1: what is unsaid goes the likeliest way
        self.said: dict[int, bool] = {}
        self.kind_names = tables.kind_names
        self.by_index = tables.slots
        self.idents: dict[int, int] = {}  # identity -> handle
        self.packed = False  # whether the buffers are arrays

    def pack(self, cells: int) -> None:
        """Let the buffers, empty so far, be arrays if there will be so many cells that this is worth its while."""
        if cells >= PACKED:
            self.packed = True
            for name in COLUMNS:
                setattr(self, name, array("d" if name in REALS else "q"))

    def unpack(self) -> None:
        """Let the buffers be lists, which CPython lives on faster."""
        if self.packed:
            self.packed = False
            for name in COLUMNS:
                setattr(self, name, getattr(self, name).tolist())

    def grow(self, count: int) -> int:
        """Room for `count` more cells; returns the index of the first."""
        first = len(self.V)
        if self.packed:
            zeros = bytes(8 * count)
            for name in COLUMNS:
                getattr(self, name).frombytes(zeros)
            return first
        for floats in (self.V, self.R, self.K):
            floats.extend([0.0] * count)
        for ints in (self.X, self.W, self.Z, self.Q, self.D):
            ints.extend([0] * count)
        return first

    def push(self, time: int, kind: int, ident: int, cell: int, index: int, key: int = 0) -> None:
        """Put the only valid entry of a cell on the agenda; `key` is a hash of what it is about, `ident` of whom."""
        self.serial += 1
        self.Q[cell] = self.serial
        heappush(self.heap, (time, order_of(kind, ident, key), self.serial, kind, cell, index))

    def prepare(self) -> None:
        """Row 0, the world's row, and the rows of starts and priors."""
        layout = self.layout
        self.grow(min(layout.things.values(), default=layout.first_free))
        self.X[layout.world_row + at.SEED] = self.seed
        for owner, default in layout.defaults.items():
            self.template(owner, default)
        for key, held in layout.priors.items():
            attribute = layout.world.attributes[key]
            prior = attribute.prior if attribute.prior is not None else attribute.start
            value = self.tables.constant(prior)
            self.X[held + at.HELD_LEARNT] = NEVER_WAS
            if isinstance(attribute.type, Number):
                self.V[held + at.HELD_VALUE] = float(value)
            else:
                self.X[held + at.HELD_VALUE] = int(value)

    def template(self, owner: str, row: int) -> None:
        """Write the constant starts of a kind or bond table into a fresh row."""
        numbers, others = self.tables.templates.get(owner, ((), ()))
        V, X = self.V, self.X
        for offset, number in numbers:
            V[row + offset] = number
            X[row + offset] = self.now
        for offset, value in others:
            X[row + offset] = value

    def put_raw(self, slot: Slots, row: int, value: float | int) -> None:
        """Set a cell without record or consequence."""
        if isinstance(slot.attribute.type, Number):
            self.V[row + slot.offset] = float(value)
            self.X[row + slot.offset] = self.now
        else:
            self.X[row + slot.offset] = int(value)
            if value:
                self.note_flag(slot, row)

    def note_flag(self, slot: Slots, row: int) -> None:
        """Note with the source of a bond that one of his has a flag, if this is one that is noted."""
        if slot.bit >= 0:
            table = self.layout.tables[slot.attribute.owner]
            self.X[self.X[row + at.TIE_FROM] + table.flags] |= 1 << slot.bit

    def new_row(self, kind_index: int) -> int:
        """A row for a member of a kind: reused where one is free, with its constant starts and an identity."""
        name = self.kind_names[kind_index]
        width = self.layout.kinds[name].width
        free = self.free.get(kind_index)
        if free:
            row = free.pop()
        else:
            row = self.grow(width)
        self.made += 1
        self.X[row + at.IDENT] = fold_id(self.event, self.made)
        self.X[row + at.KIND] = kind_index
        self.template(name, row)
        return row

    def enlist(self, row: int) -> None:
        """Put a row on the list of its kind's members."""
        X = self.X
        head = self.layout.members[self.kind_names[X[row + at.KIND]]]
        first = X[head]
        X[row + at.NEXT_MEMBER], X[row + at.PREV_MEMBER] = first, 0
        if first:
            X[first + at.PREV_MEMBER] = row
        X[head] = row
        X[head + 1] += 1
        self.idents[X[row + at.IDENT]] = row

    def delist(self, row: int) -> None:
        """Take a row off the list of its kind's members and free it."""
        X = self.X
        kind = X[row + at.KIND]
        name = self.kind_names[kind]
        head = self.layout.members[name]
        after, before = X[row + at.NEXT_MEMBER], X[row + at.PREV_MEMBER]
        if before:
            X[before + at.NEXT_MEMBER] = after
        else:
            X[head] = after
        if after:
            X[after + at.PREV_MEMBER] = before
        X[head + 1] -= 1
        self.idents.pop(X[row + at.IDENT], None)
        if self.layout.kinds[name].reusable and row not in self.tables.named:
            for cell in range(row, row + self.layout.kinds[name].width):
                self.V[cell] = self.R[cell] = self.K[cell] = 0.0
                X[cell] = self.W[cell] = self.Z[cell] = self.Q[cell] = self.D[cell] = 0
            self.free.setdefault(kind, []).append(row)
        else:
            X[row + at.KIND] = 0

    def link(self, slot: Slots, row: int, target: int) -> None:
        """Set a linked reference: leave the old target's list, enter the new one's."""
        X = self.X
        head = self.layout.heads[slot.attribute.key]
        cell = row + slot.offset
        old = X[cell]
        if old:
            after, before = X[row + slot.next], X[row + slot.prev]
            if before:
                X[before + slot.next] = after
            else:
                X[old + head] = after
            if after:
                X[after + slot.prev] = before
            X[old + head + 1] -= 1
        X[cell] = target
        X[row + slot.next] = X[row + slot.prev] = 0
        if target:
            first = X[target + head]
            X[row + slot.next] = first
            if first:
                X[first + slot.prev] = row
            X[target + head] = row
            X[target + head + 1] += 1

    def tie_row(self, owner: str, source: int, target: int) -> tuple[int, bool]:
        """The row of a bond, made with its starts if there is none; and whether it was made."""
        table = self.layout.tables[owner]
        key = (table.index, source, target)
        row = self.T.get(key, 0)
        if row:
            return row, False
        row = self.grow(table.width)
        X = self.X
        X[row + at.TIE_FROM], X[row + at.TIE_TO] = source, target
        X[row + at.NEXT_OUT], X[row + at.NEXT_IN] = X[source + table.out], X[target + table.into]
        X[source + table.out] = X[target + table.into] = row
        X[source + table.out + 1] |= 1 << at.bit_of(target)
        X[target + table.into + 1] |= 1 << at.bit_of(source)
        self.template(owner, row)
        self.T[key] = row
        return row, True

    def chain(self, row: int, step: int) -> list[int]:
        """The rows of a list that begins with `row` and goes on in the cell `step` of each."""
        found = []
        while row:
            found.append(row)
            row = self.X[row + step]
        return found

    def untie(self, owner: str, row: int) -> None:
        """Take a bond's row out of the table and out of the lists of both its ends."""
        X, table = self.X, self.layout.tables[owner]
        source, target = X[row + at.TIE_FROM], X[row + at.TIE_TO]
        for head, step in ((source + table.out, at.NEXT_OUT), (target + table.into, at.NEXT_IN)):
            rest = [other for other in self.chain(X[head], step) if other != row]
            for cell, after in zip([head, *(other + step for other in rest)], [*rest, 0], strict=True):
                X[cell] = after
        del self.T[table.index, source, target]
        for cell in range(row, row + table.width):
            X[cell] = self.Q[cell] = 0

    def held_row(self, key: tuple[int, ...]) -> int:
        """The row of a belief (holder, attribute index, first, second, other), made if there is none."""
        row = self.T.get(key, 0)
        if not row:
            row = self.grow(at.HELD_ROW)
            if isinstance(self.attribute(key[1]).type, Moment):
                self.X[row + at.HELD_VALUE] = NEVER_WAS
            self.T[key] = row
        return row

    def identify(self) -> None:
        """Find the handles of all identities anew."""
        X = self.X
        self.idents = {}
        for head in self.layout.members.values():
            row = X[head]
            while row:
                self.idents[X[row + at.IDENT]] = row
                row = X[row + at.NEXT_MEMBER]

    def place_numbers(self) -> None:
        """Give the places their row in the distance matrices."""
        for number, key in enumerate(self.layout.place_order, 1):
            self.X[self.layout.things[key] + self.layout.place_index] = number

    def lay_things(self) -> None:
        """Rows of the named things, with identities and constant starts."""
        layout = self.layout
        kinds = {row: layout.world.entities[key].kind for key, row in layout.things.items()}
        self.grow(layout.first_free - len(self.V))
        for key, row in layout.things.items():
            kind = kinds[row]
            self.X[row + at.IDENT] = stable(key)
            self.X[row + at.KIND] = layout.kinds[kind].index
            self.template(kind, row)
            self.enlist(row)
        self.place_numbers()

    def ident(self, row: int) -> int:
        """The identity of a thing's row; 0 of nobody."""
        return self.X[row + at.IDENT] if row else 0

    def attribute(self, index: int) -> Attribute:
        """The attribute with this number."""
        return self.by_index[index].attribute

    def copy(self) -> State:
        """An independent state with the same content."""
        other = State(self.tables, self.seed)
        for name in (*COLUMNS, "heap", "queue", "N", "M"):
            setattr(other, name, list(getattr(self, name)))
        other.T = dict(self.T)
        other.free = {kind: list(rows) for kind, rows in self.free.items()}
        other.idents = dict(self.idents)
        other.now, other.past, other.serial = self.now, self.past, self.serial
        other.event, other.made = self.event, self.made
        other.base, other.middle, other.said = self.base, self.middle, dict(self.said)
        return other
