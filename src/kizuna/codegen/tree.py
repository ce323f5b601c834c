"""Nested tests by which several actions are ruled out at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from kizuna.codegen.expressions import Env, Expressions
from kizuna.codegen.fillable import is_bare, truth
from kizuna.codegen.likely import likely
from kizuna.codegen.search import effort
from kizuna.lang import ast
from kizuna.world.model import Role
from kizuna.world.reads import walk

Item = tuple[int, list[ast.Expr]]
"""The number of an action, and the conditions on it that are still to be tested."""

BARE = 2.0
"""The effort of asking whether a set has members."""


SELDOM = 0.2
"""Of actions that are wanted less often, several are asked for together before each is."""
FEW = 3


class Gate(NamedTuple):
    """Which actions are still wanted: a local with a bit for each, and a guess of how likely each is to be."""

    local: str
    bits: Mapping[int, int]
    chances: Mapping[int, float]

    def text(self, numbers: Iterable[int]) -> str:
        """Whether any of some is."""
        return f"{self.local} & {sum(self.bits[number] for number in numbers)} != 0"

    def seldom(self, items: Sequence[Item]) -> list[Item]:
        """Those first actions of `items`, the least likely first, of which it is seldom that any is wanted."""
        found, chance = list[Item](), 0.0
        for item in sorted(items, key=lambda item: self.chances[item[0]]):
            chance += self.chances[item[0]]
            if chance > SELDOM:
                break
            found.append(item)
        return found if FEW <= len(found) < len(items) else []


class Tree:
    """Emits nested tests, the condition that rules out most actions for its effort outermost.

    `found` emits what is to be done for an action that no test ruled out. `gate` says which are still wanted, if not
    all are; `role` is who is looked for, if the tests are made on the members of a set.
    """

    def __init__(
        self, expressions: Expressions, env: Env, found: Callable[[int], None],
        gate: Gate | None = None, role: Role | None = None,
    ) -> None:
        self.e, self.env, self.found, self.gate, self.role = expressions, env, found, gate, role
        self.body = expressions.body
        self._gated: set[int] = set()

    def emit(self, items: list[Item]) -> None:
        """The tests of some actions."""
        while items:
            for number, parts in items:
                if not parts:
                    with self._wanted([number]):
                        self.found(number)
            items = [(number, parts) for number, parts in items if parts]
            if not items:
                return
            shared = Counter(part for _, parts in items for part in parts)
            seldom = self._seldom(items, shared)
            if seldom:
                numbers = [number for number, _ in seldom]
                with self._wanted(numbers):
                    self.emit(seldom)
                items = [item for item in items if item[0] not in numbers]
                continue
            test = max(shared, key=lambda part: (shared[part] * self._gain(part), shared[part]))
            under = [item for item in items if test in item[1]]
            bond = next((bond for bond in _bonds(test) if not self.e.has_tie(bond, self.env)), None)
            asking = [item for item in items if bond is not None and self._asks(item, bond)]
            together = len(asking) > len(under)
            under = asking if together else under
            with self._wanted([number for number, _ in under]):
                if bond is not None and together:
                    self.e.tie(bond, self.env)      # looked up once for all that ask something of it
                    self.emit(under)
                else:
                    with self.body.block(f"if {truth(self.e, test, self.env)}:"):
                        self.emit([(number, [part for part in parts if part != test]) for number, parts in under])
            done = {number for number, _ in under}
            items = [item for item in items if item[0] not in done]

    @contextmanager
    def _wanted(self, numbers: list[int]) -> Iterator[None]:
        """A block for some actions, entered if any of them is still wanted."""
        before = self._gated
        if self.gate is None or before == set(numbers):
            yield
            return
        with self.body.block(f"if {self.gate.text(numbers)}:"):
            self._gated = set(numbers)
            yield
        self._gated = before

    def _seldom(self, items: list[Item], shared: Counter[ast.Expr]) -> list[Item]:
        """Actions to be asked for together, where no condition is shared by most."""
        return self.gate.seldom(items) if self.gate is not None and 2 * max(shared.values()) <= len(items) else []

    def _asks(self, item: Item, bond: ast.Tie) -> bool:
        """Whether any condition on an action reads the row of a bond."""
        return any(self.e.same_row(bond, other) for part in item[1] for other in _bonds(part))

    def _gain(self, test: ast.Expr) -> float:
        """How often an action is ruled out for the effort of the test."""
        return (1.0 - likely(self.e.layout, test)) / (1.0 + self._effort(test))

    def _effort(self, test: ast.Expr) -> float:
        if isinstance(test, ast.Or):
            return sum(map(self._effort, test.items))
        return BARE if is_bare(test) else effort(self.e.layout, test, self.role)


def _bonds(test: ast.Expr) -> list[ast.Tie]:
    """The bonds between two who are known that a test reads."""
    ties = (part for part in walk(test) if isinstance(part, ast.Tie))
    return [tie for tie in ties if isinstance(tie.source, ast.Var) and isinstance(tie.target, ast.Var)]
