"""Applying staged effects: values and changes, who learns of them, and what has to be settled after."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.layout import Slots
from kizuna.engine.arithmetic import sane, shift
from kizuna.engine.curves import clamped
from kizuna.engine.runtime import BELIEF, CREATED, MOVE, REMOVE, SET, START, STOP, TIE, Staged, mark
from kizuna.engine.state import State
from kizuna.engine.tables import FLOAT, REFERENCE, Tables
from kizuna.lang.types import Ref

MADE, ENDED = 4, 5
HELD = 16
KNOWN = 1


class Writer:
    """Writes into a state on behalf of the present event; gathers the event's changes in `changes` and `floats`."""

    def __init__(self, state: State, tables: Tables) -> None:
        self.s = state
        self.tables = tables
        self.library = tables.library
        self.hashes, self.forms, self.moving = tables.hashes, tables.forms, tables.moving
        self.bounds, self.slots = tables.bounds, tables.slots
        self.changes: list[int] = []
        self.floats: list[float] = []
        self.count = 0
        self.learnable: list[tuple[int, int, int, float | int]] = []  # (attribute, bearer, target, value) just written

    def begin(self) -> None:
        """Start gathering for a new event."""
        self.changes, self.floats, self.count, self.learnable = [], [], 0, []

    def low(self, index: int, row: int) -> float:
        """The lower bound of a numeric attribute in a row."""
        constant, offset = self.bounds[index][0]
        return constant if constant is not None else self.s.V[row + offset]

    def high(self, index: int, row: int) -> float:
        """The upper bound."""
        constant, offset = self.bounds[index][1]
        return constant if constant is not None else self.s.V[row + offset]

    def value(self, slot: Slots, row: int) -> float | int:
        """The present value of an attribute in a row."""
        s = self.s
        cell = row + slot.offset
        if self.forms[slot.index] != FLOAT:
            return s.X[cell]
        if self.moving[slot.index]:
            low, high = self.low(slot.index, row), self.high(slot.index, row)
            return clamped(s.V, s.R, s.K, s.X, cell, low, high, s.now)
        return s.V[cell]

    def apply(self, staged: list[Staged]) -> None:
        """Apply in order."""
        for item in staged:
            op = item[0]
            if op == SET:
                _, sort, index, row, value = item
                self.set(self.slots[int(index)], int(row), value, int(sort))
            elif op == TIE:
                _, sort, index, source, target, value = item
                self.set_tie(self.slots[int(index)], int(source), int(target), value, int(sort))
            elif op == BELIEF:
                _, status, index, holder, first, second, other, value, sure = item
                self.believe(int(index), (int(holder), int(first), int(second), int(other)), int(status), value, sure)
            elif op == MOVE:
                self._move(item)
            elif op == CREATED:
                self._created(int(item[1]))
            elif op == START:
                slot = self.slots[int(item[1])]
                self.set(slot, int(item[2]), self._start(slot, int(item[2])), 0)
            elif op == REMOVE:
                self._remove(int(item[1]))
            elif op == STOP:
                self.s.queue.append((STOP, int(item[1]), self.s.event))

    def _start(self, slot: Slots, row: int) -> float:
        s = self.s
        return self.library["start"][slot.index](s.V, s.R, s.K, s.X, s.T, row, s.now)

    def set(self, slot: Slots, row: int, value: float, op: int = 0, second: int = 0) -> None:
        """Set (0), add to (1) or take from (2) an attribute; writing to nobody, or to what has ended, does nothing."""
        s, index = self.s, slot.index
        if row == 0 or not (slot.attribute.bond or s.X[row + at.KIND]):
            return
        bearer = s.X[row] if not slot.attribute.bond else s.ident(s.X[row + at.TIE_FROM])
        if self.forms[index] == FLOAT:
            self._set_number(slot, row, value, op, bearer, second)
            return
        new = int(value)
        if op:
            new = shift(s.X[row + slot.offset], float(new if op == 1 else -new))
        old = s.X[row + slot.offset]
        if self.forms[index] == REFERENCE and new and not s.X[new + at.KIND]:
            new = 0
        if new == old:
            return
        if slot.linked:
            self.touch_row(slot, row)
            s.link(slot, row, new)
        else:
            s.X[row + slot.offset] = new
            if new:
                s.note_flag(slot, row)
        s.W[row + slot.offset] = s.event
        form = self.forms[index]
        if form == REFERENCE:
            self._change(form, index, bearer, second, s.ident(old), s.ident(new))
        else:
            self._change(form, index, bearer, second, old, new)
        self.touch_row(slot, row)
        self._learn(slot, row, new)

    def _set_number(self, slot: Slots, row: int, value: float, op: int, bearer: int, second: int) -> None:
        s, index = self.s, slot.index
        old = float(self.value(slot, row))
        new = sane(value if op == 0 else (old + value if op == 1 else old - value))
        low, high = self.low(index, row), self.high(index, row)
        new = low if new < low else (high if new > high else new)
        if new == old:
            return
        cell = row + slot.offset
        kept = [(other, float(self.value(other, row))) for other in self.tables.bounded.get(index, ())]
        s.V[cell] = new
        s.X[cell] = s.now
        s.W[cell] = s.event
        self._change(FLOAT, index, bearer, second, 0, 0)
        self.floats += (old, new)
        self.touch_row(slot, row)
        self._learn(slot, row, new)
        for other, value in kept:
            self._refit(other, row, value)

    def _refit(self, slot: Slots, row: int, value: float) -> None:
        """A meter whose range has changed goes on from the value it had, or from the nearest within the new range."""
        s, cell = self.s, row + slot.offset
        s.V[cell], s.X[cell] = value, s.now
        low, high = self.low(slot.index, row), self.high(slot.index, row)
        if low <= value <= high:
            self.touch_row(slot, row)
        else:
            # What lies outside is written as the nearest within; for a moving meter that is what is read already.
            s.V[cell] = low if value < low else high
            s.W[cell] = s.event
            self._change(FLOAT, slot.index, s.X[row], 0, 0, 0)
            self.floats += (value, s.V[cell])
            self.touch_row(slot, row)
            self._learn(slot, row, s.V[cell])

    def touch(self, key: str, bearer: int) -> None:
        """Mark what depends on an attribute of a bearer; for a bond or belief, of the one who has it."""
        number = self.tables.touches.get(key)
        if number is not None:
            s = self.s
            self.library["touch_"][number](s.V, s.X, s.Q, s.D, s.N, s.M, bearer)

    def touch_row(self, slot: Slots, row: int) -> None:
        """Mark what depends on an attribute that stands in `row`."""
        number = self.tables.touched[slot.index]
        if number is not None:
            s = self.s
            bearer = s.X[row + at.TIE_FROM] if slot.attribute.bond else row
            self.library["touch_"][number](s.V, s.X, s.Q, s.D, s.N, s.M, bearer)

    def _learn(self, slot: Slots, row: int, value: float | int) -> None:
        if slot.attribute.believed:
            s = self.s
            if slot.attribute.bond:
                self.learnable.append((slot.index, s.X[row + at.TIE_FROM], s.X[row + at.TIE_TO], value))
            else:
                self.learnable.append((slot.index, row, 0, value))

    def set_tie(self, slot: Slots, source: int, target: int, value: float, op: int = 0) -> None:
        """Set, add to or take from a bond; a bond with or of nobody does nothing."""
        if not self._there(source) or not self._there(target):
            return
        row, made = self.s.tie_row(slot.attribute.owner, source, target)
        if made:
            self.touch(f"{slot.attribute.owner}.@rows", source)
            self.start_lines(slot.attribute.owner, row)
        self.set(slot, row, value, op, self.s.ident(target))

    def start_lines(self, owner: str, row: int) -> None:
        """Let the meters of a new row begin to move and its conditions be looked at."""
        s = self.s
        for slot in self.tables.lines_of.get(owner, ()):
            mark(s.D, s.N, row + slot.offset, slot.index)
        for watch in self.tables.watches_of.get(owner, ()):
            if watch.sort != "every":
                mark(s.D, s.M, row + watch.offset, watch.index)

    def believe(self, index: int, who: tuple[int, int, int, int], status: int, value: float, sure: float) -> None:
        """Set a belief of (holder, first subject, second subject, other holder); nobody believes nothing."""
        holder, first, second, other = who
        if first == 0 or not self._there(holder):
            return
        s = self.s
        key = (holder, index, first, second, other)
        if status == 0 and key not in s.T:
            return
        row = s.held_row(key)
        form = self.forms[index]
        cell = row + at.HELD_VALUE
        old_status, old_sure = s.X[row + at.HELD_STATUS], s.V[row + at.HELD_CERTAINTY]
        old: float | int = s.V[cell] if form == FLOAT else s.X[cell]
        new: float | int = old if status != KNOWN else (sane(value) if form == FLOAT else int(value))
        sure = 0.0 if status != KNOWN else (0.0 if sure < 0.0 else (1.0 if sure > 1.0 else sure))
        if (old_status, old, old_sure) == (status, new, sure):
            return
        s.X[row + at.HELD_STATUS] = status
        s.V[row + at.HELD_CERTAINTY] = sure
        s.X[row + at.HELD_LEARNT] = s.now
        s.W[row + at.HELD_STATUS] = s.event
        if form == FLOAT:
            s.V[cell] = float(new)
            old_word = new_word = 0
            self.floats += (float(old), float(new))
        else:
            s.X[cell] = int(new)
            old_word, new_word = int(old), int(new)
            if form == REFERENCE:
                old_word, new_word = s.ident(old_word), s.ident(new_word)
        self.floats += (old_sure, sure)
        ids = [s.ident(row) for row in who]
        self.changes += (
            form + HELD,
            self.hashes[index],
            ids[0],
            ids[1],
            ids[2],
            ids[3],
            old_status,
            status,
            old_word,
            new_word,
        )
        self.count += 1
        if status == 0:
            del s.T[key]
        self.touch(f"{self.slots[index].attribute.key}.@held by {s.kind_names[s.X[holder + at.KIND]]}", holder)

    def teach(self, witnesses: list[int]) -> None:
        """Let the witnesses learn what was written of believed attributes."""
        for index, bearer, target, value in list(self.learnable):
            for who in witnesses:
                self.believe(index, (who, bearer, target, 0), KNOWN, value, 1.0)

    def _move(self, item: Staged) -> None:
        _, source, row, target, to, amount = item
        taken, given = self.slots[int(source)], self.slots[int(target)]
        row, to = int(row), int(to)
        if not self._there(row) or not self._there(to):
            return
        there = float(self.value(taken, row)) - self.low(taken.index, row)
        room = self.high(given.index, to) - float(self.value(given, to))
        share = min(max(0.0, sane(amount)), max(0.0, there), max(0.0, room))
        self.set(taken, row, share, 2)
        self.set(given, to, share, 1)

    def _created(self, row: int) -> None:
        s = self.s
        s.enlist(row)
        kind = s.kind_names[s.X[row + at.KIND]]
        for slot in self.tables.fitted.get(kind, ()):
            s.V[row + slot.offset] = min(
                max(s.V[row + slot.offset], self.low(slot.index, row)), self.high(slot.index, row)
            )
        self.changes += (MADE, self.tables.kind_hashes[s.X[row + at.KIND]], s.X[row], 0, 0, 0, 0, 0, 0, 0)
        self.count += 1
        self.start_lines(kind, row)
        self.touch(f"{kind}.@members", row)
        s.queue.append((CREATED, row, s.event))

    def _remove(self, row: int) -> None:
        s = self.s
        if row == 0 or s.X[row + at.KIND] == 0:
            return
        kind = s.X[row + at.KIND]
        name = s.kind_names[kind]
        for key, head in s.layout.heads.items():
            slot = s.layout.slots[key]
            if isinstance(slot.attribute.type, Ref) and slot.attribute.type.kind == name:
                while s.X[row + head]:
                    self.set(slot, s.X[row + head], 0)
            if slot.attribute.owner == name:
                self.set(slot, row, 0)
        for slot in self.tables.pointers.get(name, ()):
            for tie in [
                r for k, r in s.T.items() if len(k) == 3 and s.X[r + slot.offset] == row and self._has(slot, k)
            ]:
                self.set(slot, tie, 0)
        self._loosen(row, name)
        if kind in self.tables.agents:
            self._forget_agent(row, kind)
        self._still(row, name)
        self.changes += (ENDED, self.tables.kind_hashes[kind], s.X[row], 0, 0, 0, 0, 0, 0, 0)
        self.count += 1
        s.delist(row)
        self.touch(f"{name}.@members", row)

    def _still(self, row: int, kind: str) -> None:
        """Let the meters of what ends stand where they are, for whoever names it later."""
        s = self.s
        for slot in self.tables.lines_of.get(kind, ()):
            cell = row + slot.offset
            s.V[cell], s.X[cell] = float(self.value(slot, row)), s.now
            s.R[cell] = s.K[cell] = 0.0
            s.Q[cell] = 0
            self.touch_row(slot, row)

    def _there(self, row: int) -> bool:
        """Whether a row is that of somebody or something there is."""
        return row != 0 and self.s.X[row + at.KIND] != 0

    def _has(self, slot: Slots, key: tuple[int, ...]) -> bool:
        return key[0] == self.s.layout.tables[slot.attribute.owner].index

    def _loosen(self, row: int, kind: str) -> None:
        """Take what ends out of all bonds."""
        for owner, table in self.s.layout.tables.items():
            ties: list[int] = []
            if table.source == kind:
                ties += self.s.chain(self.s.X[row + table.out], at.NEXT_OUT)
            if table.target == kind:
                ties += self.s.chain(self.s.X[row + table.into], at.NEXT_IN)
            for tie in dict.fromkeys(ties):
                source = self.s.X[tie + at.TIE_FROM]
                self.s.untie(owner, tie)
                self.touch(f"{owner}.@rows", source)
                for slot in self.tables.of_owner[owner]:
                    self.touch(slot.attribute.key, source)

    def _forget_agent(self, row: int, kind: int) -> None:
        """Somebody who ends does nothing, claims nothing and believes nothing any more."""
        s, X = self.s, self.s.X
        for key in [key for key in s.T if len(key) == 5 and row in (key[0], key[4])]:
            del s.T[key]
        number = X[row + at.ACT]
        if number:
            rule = self.tables.rules[number - 1]
            for index, role in enumerate(rule.roles):
                cell = X[row + at.ACT_ROLES + index] + s.layout.kinds[role.kind].claimed
                if role.name in rule.claims and X[cell] == row:
                    X[cell] = 0
            X[row + at.ACT] = 0
            self.touch(f"{s.kind_names[kind]}.@act", row)
        X[row + at.ABLE] = s.Q[row + at.BUSY] = 0

    def _change(self, form: int, index: int, bearer: int, second: int, old: int, new: int) -> None:
        self.changes += (form, self.hashes[index], bearer, second, 0, 0, 0, 0, old, new)
        self.count += 1
