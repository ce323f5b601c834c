"""What living costs, rule by rule: how often each was looked at, refused and by what, chosen, and how long it took.

It is gathered under CPython, with units that count and functions around them that take the time; both are made for a
machine that is profiled and for no other. What is lived stays the same.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter_ns
from typing import Any

from kizuna.codegen import layout as at
from kizuna.codegen.counted import COUNTS, CountedUnits
from kizuna.engine.library import PLAIN, Families, Function, compiled, function
from kizuna.engine.machine import Machine
from kizuna.engine.runtime import NAMES

SAMPLED = 16
"""Of so many decisions one is looked at closely: by which condition were actions passed over at a glance?"""
OTHERS = {"rate": "rates of meters", "flip": "rates of meters", "options": "actions ruled out at a glance",
          "senses": "who can perceive", "start": "starts"}
"""Units that belong to no single rule, and what they are told as."""


@dataclass(slots=True)
class Cost:
    """One rule's share. `refused` counts candidates, `passed` decisions in which it was ruled out at a glance.

    `glance` says by which requirement, of the decisions that were looked at closely.
    """

    rule: str
    looked: int = 0
    possible: int = 0
    passed: int = 0
    chosen: int = 0
    happened: int = 0
    nanoseconds: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    glance: Counter[str] = field(default_factory=Counter)


class Profile:
    """Counts what a machine does from now on, until `costs` is asked."""

    def __init__(self, machine: Machine) -> None:
        self._kernel = machine.kernel
        tables = self._kernel.tables
        self._tables = tables
        self._watches = tables.layout.watches
        self.units = CountedUnits(tables.layout)
        self._candidates = list(self.units.candidates.values())
        self._calls: dict[str, list[int]] = {}      # unit -> calls, calls that gave anything, nanoseconds
        self._glances: dict[int, int] = {}
        self._closely: Counter[tuple[str, str]] = Counter()
        self._chosen: Counter[int] = Counter()
        self._space: dict[str, object] = {
            **NAMES, "P": tables.ways, COUNTS: self.units.counts, "__builtins__": {},
        }
        self._decisions = 0
        self._raw: dict[str, Function] = {}
        self._kernel.library = Families(self.make)  # type: ignore[assignment]
        self._options, self._choose = self._kernel.options, self._kernel.choose
        self._kernel.options = self._glance  # type: ignore[method-assign]
        self._kernel.choose = self._pick  # type: ignore[method-assign]
        self._began = perf_counter_ns()

    def make(self, name: str) -> Function:
        """A unit with a clock around it; one that does nothing is left as it is."""
        raw = self._plain(name)
        if raw in PLAIN:
            return raw
        cell = self._calls.setdefault(name, [0, 0, 0])

        def timed(*words: Any) -> int:
            before = perf_counter_ns()
            found = raw(*words)
            cell[2] += perf_counter_ns() - before
            cell[0] += 1
            cell[1] += found != 0
            return found

        return timed

    def _plain(self, name: str) -> Function:
        if name not in self._raw:
            self._raw[name] = function(compiled(name, self.units.source(name)), self._space)
        return self._raw[name]

    def _glance(self, doer: int) -> list[int]:
        """The actions worth a look; now and then those that are not are looked at, too, to see what is in their way."""
        found = self._options(doer)
        unit = self._kernel.lister(doer)
        self._glances[unit] = self._glances.get(unit, 0) + 1
        self._decisions += 1
        if self._decisions % SAMPLED == 0:
            self._look(doer, sorted(set(self._candidates[unit]) - set(found)))
        return found

    def _look(self, doer: int, numbers: list[int]) -> None:
        """Which conditions refuse these actions; nothing that this finds is kept but the counts."""
        s, counts, cells = self._kernel.s, self.units.counts, self.units.cells
        row = self._tables.layout.world_row
        best, roles = s.V[row + at.BEST], s.X[row + at.BEST_RULE:row + at.BEST_ROLES + at.MAX_ROLES]
        looks = [self._plain(f"choose{number}") for number in numbers]
        before = counts.copy()
        for look in looks:
            look(s.V, s.R, s.K, s.X, s.T, doer, s.now)
        s.V[row + at.BEST], s.X[row + at.BEST_RULE:row + at.BEST_ROLES + at.MAX_ROLES] = best, roles
        for index, (was, now) in enumerate(zip(before, counts, strict=True)):
            if now != was:
                self._closely[cells[index]] += now - was
                counts[index] = was

    def _pick(self, doer: int) -> tuple[float, int, tuple[int, ...]] | None:
        found = self._choose(doer)
        if found is not None:
            self._chosen[found[1]] += 1
        return found

    def costs(self) -> tuple[list[Cost], int]:
        """The cost of each rule that was looked at or happened, the dearest first, and of what belongs to none.

        The second is the time in all, in nanoseconds.
        """
        whole = perf_counter_ns() - self._began
        found: dict[str, Cost] = {}
        for name, (calls, gave, nanoseconds) in self._calls.items():
            letters = name.rstrip("0123456789")
            number = int(name[len(letters):])
            cost = found.setdefault(self._whose(letters, number), Cost(""))
            cost.nanoseconds += nanoseconds
            if letters in ("choose", "react") or (letters == "check" and self._watches[number].sort != "throughout"):
                cost.looked += calls
                cost.possible += gave
            elif letters == "effects":
                cost.happened += calls
        for unit, times in self._glances.items():
            for number in self._candidates[unit]:
                found.setdefault(self.units.rules[number - 1], Cost("")).passed += times
        for number, times in self._chosen.items():
            found.setdefault(self.units.rules[number - 1], Cost("")).chosen += times
        for rule, cost in found.items():
            cost.rule = rule
            cost.passed = max(0, cost.passed - cost.looked)
        for (rule, condition), times in zip(self.units.cells, self.units.counts, strict=True):
            if times and rule in found:
                found[rule].refused[condition] += times
        for (rule, condition), times in self._closely.items():
            if rule in found:
                found[rule].glance[condition] += times
        return sorted(found.values(), key=lambda cost: (-cost.nanoseconds, cost.rule)), whole

    def _whose(self, letters: str, number: int) -> str:
        if letters in ("check", "next"):
            return self._watches[number].rule or "who can act"
        return OTHERS.get(letters) or self.units.rules[number - 1]
