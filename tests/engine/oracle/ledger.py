"""What must be true of the event record."""

from __future__ import annotations

import math
from collections.abc import Sequence

from kizuna.chronicle.codec import records
from kizuna.engine.machine import Machine

INTS_BEFORE_ROLES = 12
CHANGE = 10


class Ledger:
    """Reads what a machine records, and collects in `wrong` what should not stand there."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.known: set[int] = set()
        self.wrong: list[str] = []

    def read(self) -> None:
        """Takes what has been recorded since the last time."""
        ints, floats = self.machine.drain()
        used = sum(self._record(record) for record in records(ints))
        if used != len(floats):
            self.wrong.append(f"{used} floats are spoken of, {len(floats)} there")
        if not all(math.isfinite(value) for value in floats):
            self.wrong.append("a number that is none was recorded")
        self._writers()

    def _record(self, record: Sequence[int]) -> int:
        """Checks one record; returns how many floats it has."""
        ident, roles, causes, seen, changes, amounts = record[1], *record[7:12]
        if ident in self.known:
            self.wrong.append(f"event {ident} stands twice")
        first = INTS_BEFORE_ROLES + roles
        named = record[first + 1 : first + 2 * causes : 2]
        self.wrong += [f"a cause of {ident} is {cause}, unheard of" for cause in named if cause not in self.known]
        if causes > 8 or len(set(named)) != causes or ident in named:
            self.wrong.append(f"the causes of {ident} are {named}")
        start = first + 2 * causes + seen
        if start + CHANGE * changes != len(record):
            self.wrong.append(f"record {ident} has {len(record)} words")
        forms = record[start::CHANGE]
        self.known.add(ident)
        held = [form - 16 for form in forms if form >= 16]
        return amounts + 2 * forms.count(0) + 2 * len(held) + 2 * held.count(0)

    def _writers(self) -> None:
        """Whoever a cell says has written it is an event of the record."""
        s = self.machine.state
        unknown = {word for word in (*s.W, *s.Z) if word} - self.known
        if unknown:
            self.wrong.append(f"cells were written by {unknown}, unheard of")


class Scale:
    """Weighs moves: what leaves one attribute arrives at the other."""

    def __init__(self, machine: Machine) -> None:
        self.wrong: list[str] = []
        writer = machine.kernel.writer
        move = writer._move

        def moved(item: tuple[float, ...]) -> None:
            _, source, row, target, to, _ = item
            cells = [(writer.slots[int(source)], int(row)), (writer.slots[int(target)], int(to))]
            was = [float(writer.value(*cell)) if cell[1] else 0.0 for cell in cells]
            move(item)
            now = [float(writer.value(*cell)) if cell[1] else 0.0 for cell in cells]
            lost, gained = was[0] - now[0], now[1] - was[1]
            if cells[0] != cells[1] and abs(lost - gained) > 1e-9 * max(1.0, abs(lost)):
                self.wrong.append(f"{lost} left {cells[0][0].attribute.key}, {gained} came")

        writer._move = moved  # type: ignore[method-assign, assignment]
