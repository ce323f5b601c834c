"""The full dependencies of every event, recomputed by replaying with buffers that notice each read and write.

The chronicle keeps a few typed causes per event. Here a step depends on every step that wrote a cell it read: all
candidates a decision looked at, all look-ups that found nothing, and the agenda entry that made it due.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kizuna.engine.machine import Machine

Value = TypeVar("Value", bound=float)
Cell = tuple[str, object]


@dataclass(slots=True)
class Step:
    """One thing that was due: what it recorded, the cells it read and wrote, and the steps it depends on."""

    number: int
    records: list[tuple[int, ...]] = field(default_factory=list)
    reads: set[Cell] = field(default_factory=set)
    writes: set[Cell] = field(default_factory=set)
    needs: set[int] = field(default_factory=set)


class _Noticed(list[Value], Generic[Value]):
    """A buffer that notes which cells are read and written."""

    def __init__(self, name: str, values: Iterable[Value], trace: Trace) -> None:
        super().__init__(values)
        self.name, self.trace = name, trace

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        cells = range(*index.indices(len(self))) if isinstance(index, slice) else (index,)
        self.trace.step.reads.update((self.name, cell) for cell in cells)
        return list.__getitem__(self, index)

    def __setitem__(self, index, value) -> None:  # type: ignore[no-untyped-def]
        if isinstance(index, slice):
            for cell, item in zip(range(*index.indices(len(self))), value, strict=True):
                self[cell] = item
            return
        if list.__getitem__(self, index) != value:
            self.trace.step.writes.add((self.name, index))
        list.__setitem__(self, index, value)


class _NoticedTable(dict[tuple[int, ...], int]):
    """The table of bonds and beliefs, noting look-ups whether or not they find anything."""

    def __init__(self, values: dict[tuple[int, ...], int], trace: Trace) -> None:
        super().__init__(values)
        self.trace = trace

    def get(self, key, default=None):  # type: ignore[no-untyped-def]
        self.trace.step.reads.add(("T", key))
        return dict.get(self, key, default)

    def __contains__(self, key: object) -> bool:
        self.trace.step.reads.add(("T", key))
        return dict.__contains__(self, key)

    def __setitem__(self, key: tuple[int, ...], value: int) -> None:
        self.trace.step.writes.add(("T", key))
        dict.__setitem__(self, key, value)

    def __delitem__(self, key: tuple[int, ...]) -> None:
        self.trace.step.writes.add(("T", key))
        dict.__delitem__(self, key)


class Trace:
    """Lives a machine on and keeps the dependencies of its steps. The machine must not be used otherwise meanwhile."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.step = Step(0)
        self.steps: list[Step] = [self.step]
        self._writer: dict[Cell, int] = {}
        s = machine.state
        self._pushers: list[int] = [0] * len(s.queue)
        for name in ("V", "R", "K"):
            setattr(s, name, _Noticed[float](name, getattr(s, name), self))
        for name in ("X", "Q"):
            setattr(s, name, _Noticed[int](name, getattr(s, name), self))
        s.T = _NoticedTable(s.T, self)

    def live(self, until: int, room: int = 1_000_000_000) -> bool:
        """Plays up to and including `until`; False if `room` events are recorded before that."""
        kernel = self.machine.kernel
        kernel.ints, kernel.floats = [], []
        first = kernel.recorded
        while kernel.recorded - first < room:
            self._open()
            due = kernel.step(until)
            self._close()
            if not due:
                kernel.rest(until)
                return True
        return False

    def outside(self, change: Callable[[], None]) -> Step:
        """Makes a change from outside as a step of its own and returns that step."""
        self._open()
        change()
        self._close()
        return self.step

    def _open(self) -> None:
        self.step = Step(len(self.steps))
        self.steps.append(self.step)
        if self._pushers and self.machine.state.queue:
            self.step.needs.add(self._pushers.pop(0))

    def _close(self) -> None:
        step, kernel = self.step, self.machine.kernel
        step.needs |= {self._writer[cell] for cell in step.reads if cell in self._writer}
        step.needs.discard(step.number)
        for cell in step.writes:
            self._writer[cell] = step.number
        queue = self.machine.state.queue
        self._pushers += [step.number] * (len(queue) - len(self._pushers))
        position = 0
        while position < len(kernel.ints):
            step.records.append(tuple(kernel.ints[position : position + kernel.ints[position]]))
            position += kernel.ints[position]
        kernel.ints, kernel.floats = [], []

    def reached_from(self, numbers: set[int]) -> set[int]:
        """The steps that depend on any of the given ones, at any remove, and those themselves."""
        reached = set(numbers)
        for step in self.steps:
            if step.needs & reached:
                reached.add(step.number)
        return reached
