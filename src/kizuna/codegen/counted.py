"""Units that count which condition of a rule refuses whom: made only for a profile, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kizuna.codegen.expressions import Expressions
from kizuna.codegen.layout import Layout
from kizuna.codegen.search import DRAW, Search, effort
from kizuna.codegen.units import Units
from kizuna.world.model import Requirement, Role
from kizuna.world.reads import conjuncts

COUNTS = "counted"
"""What the list of counts is called in the source."""


class CountedSearch(Search):
    """A search that counts each failure of a condition. `cell_of` gives a condition's place in the list of counts."""

    def __init__(
        self, expressions: Expressions, roles: Sequence[Role], conditions: Sequence[Requirement],
        cell_of: Callable[[Requirement], int],
    ) -> None:
        super().__init__(expressions, roles, conditions)
        self._cells = {id(part): cell_of(condition) for condition in conditions for part in conjuncts(condition.expr)}

    def _level(self, index: int, done: int, env: dict[str, str], sample: str = "") -> None:
        level = self.levels[index]
        if done == len(level) or (sample and effort(self.e.layout, level[done]) > DRAW):
            super()._level(index, done, env, sample)
            return
        test, count = self.e.truth(level[done], env), f"{COUNTS}[{self._cells[id(level[done])]}] += 1"
        if index == 0 and self.refuse:
            with self.body.block(f"if not {test}:"):
                self.body.put(count)
                self.body.put(self.refuse)
            self._level(index, done + 1, env)
            return
        with self.body.block(f"if {test}:"):
            self._level(index, done + 1, env, sample)
        with self.body.block("else:"):
            self.body.put(count)


class CountedUnits(Units):
    """The units of a world with searches that count. `cells` has the rule and the condition of each count."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self.cells: list[tuple[str, str]] = []
        self.counts: list[int] = []
        self._rule = ""
        self._known: dict[tuple[str, str], int] = {}

    def source(self, name: str) -> str:
        """The source text of a unit. Raises KeyError for a name that is none."""
        letters = name.rstrip("0123456789")
        number = int(name[len(letters):])
        self._rule = self.layout.watches[number].rule if letters == "check" else ""
        if letters in ("choose", "react"):
            self._rule = self.rules[number - 1]
        return super().source(name)

    def search(self, e: Expressions, roles: Sequence[Role], conditions: Sequence[Requirement]) -> Search:
        """A search that counts, under the rule whose unit is being made."""
        return CountedSearch(e, roles, conditions, self._cell)

    def _cell(self, condition: Requirement) -> int:
        key = self._rule, condition.name
        if key not in self._known:
            self._known[key] = len(self.cells)
            self.cells.append(key)
            self.counts.append(0)
        return self._known[key]
