"""What all generated units share: locals for roles, and the address of a rule's luck."""

from __future__ import annotations

from collections.abc import Sequence

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.depends import Dependent, dependents
from kizuna.codegen.expressions import Expressions
from kizuna.codegen.layout import MAX_ROLES, Layout, Slots
from kizuna.codegen.options import candidates
from kizuna.codegen.search import Search
from kizuna.world.luck import stable
from kizuna.world.model import Requirement, Role, Rule

ROLES = ", ".join(f"r{i}" for i in range(MAX_ROLES))
READ = f"V, R, K, X, T, {ROLES}, now"
NOISE = 0.25
"""The span of the noise added to a utility."""
KEY = (1 << 62) - 1


def rule_key(rule_id: str) -> int:
    """The part of a rule's hash that luck is keyed by."""
    return stable(rule_id) & KEY


class UnitBase:
    """The layout of a world, and what depends on what in it."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.world = layout.world
        self.dependents: dict[str, list[Dependent]] = dependents(layout)
        self.rules = list(layout.rules)
        self.candidates = candidates(layout)
        self.attributes: list[Slots] = sorted(layout.slots.values(), key=lambda s: s.index)

    def search(self, e: Expressions, roles: Sequence[Role], conditions: Sequence[Requirement]) -> Search:
        """What looks for those who fill roles."""
        return Search(e, roles, conditions)

    def env(self, rule: Rule) -> dict[str, str]:
        """Locals for a rule's roles, amounts and progress."""
        found = {role.name: f"r{index}" for index, role in enumerate(rule.roles)}
        for index, amount in enumerate(rule.amounts):
            found[amount.name] = f"V[{self.layout.world_row + at.AMOUNTS + index}]"
        found["progress"] = f"V[{self.layout.world_row + at.PROGRESS}]"
        return found

    def _bucket_text(self, rule: Rule) -> str:
        """Source text of the bucket that a rule's luck is counted within."""
        if rule.bucket.grain == "occurrence":
            return "0"
        if rule.bucket.grain == "day":
            calendar = self.world.calendar
            return f"(now + {calendar.offset % calendar.day}) // {calendar.day}"
        assert rule.bucket.of is not None
        e = Expressions(self.layout, Body(""))
        return f"X[{e.emit(rule.bucket.of, self.env(rule))}]"

    def _base(self, rule: Rule) -> str:
        """Source text of the luck base of a rule that is being considered."""
        offset = self.layout.counters[rule.id].offset
        cell = f"r0 + {offset}" if rule.roles else str(self.layout.world_row + offset)
        bucket, ident = self._bucket_text(rule), "X[r0]" if rule.roles else "0"
        seed = f"X[{self.layout.world_row + at.SEED}]"
        return f"luck_base({seed}, {rule_key(rule.id)}, {ident}, {bucket}, ordinal(V, R, {cell}, {bucket}))"
