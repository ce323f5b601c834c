"""What somebody is doing, what he would choose if he decided now, and what anything else would be worth to him."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from kizuna.codegen import layout as at
from kizuna.codegen.unit_base import NOISE
from kizuna.engine.evaluate import evaluate
from kizuna.engine.kernel import Kernel
from kizuna.engine.luck import luck, luck_base
from kizuna.engine.machine import Machine
from kizuna.engine.runtime import ordinal
from kizuna.world.model import Rule


class UnderWay(NamedTuple):
    """Something that somebody is doing: the rule's id, roles (handles), amounts (base units), begin and end (ms)."""

    rule: str
    roles: dict[str, int]
    amounts: dict[str, float]
    since: int
    until: int


class Option(NamedTuple):
    """Something that somebody may choose. `luck` is what is added to the utility by luck; the largest sum is chosen."""

    rule: str
    roles: dict[str, int]
    utility: float
    luck: float

    @property
    def score(self) -> float:
        """What options are ranked by."""
        return self.utility + self.luck


def under_way(machine: Machine, doer: int) -> UnderWay | None:
    """What somebody is doing at the moment, None if nothing; those who take part and have ended are nobody."""
    rule = machine.world.rules.get(machine.doing(doer))
    if rule is None:
        return None
    X, V = machine.state.X, machine.state.V
    idents = [X[doer + at.ACT_IDENTS + number] for number in range(at.MAX_ROLES)]
    known = tuple(X[doer + at.ACT_ROLES + number] for number in range(at.MAX_ROLES))
    amounts = {amount.name: V[doer + at.ACT_AMOUNTS + number] for number, amount in enumerate(rule.amounts)}
    roles = _named(rule, machine.kernel.present(known, idents))
    return UnderWay(rule.id, roles, amounts, X[doer + at.ACT_BEGAN], X[doer + at.ACT_ENDS])


def decides_next(machine: Machine, doer: int) -> int | None:
    """When (ms) somebody who does nothing decides next, as things are; None if that is not set."""
    state = machine.state
    idle = not state.X[doer + at.ACT] and state.Q[doer + at.BUSY]
    return state.X[doer + at.ACT_ENDS] if idle else None


def choice_now(machine: Machine, doer: int) -> Option | None:
    """What somebody would choose if he decided now, None if nothing; the machine stays as it is."""
    kernel = machine.kernel
    with _untouched(kernel):
        picked = kernel.choose(doer)
    if picked is None:
        return None
    score, number, bound = picked
    rule = kernel.rules[number - 1]
    roles = _named(rule, bound)
    assert rule.utility is not None
    utility = float(evaluate(rule.utility, roles, machine))
    return Option(rule.id, roles, utility, score - utility)


def option(machine: Machine, rule: Rule, roles: dict[str, int]) -> Option | None:
    """What an action with these roles would be worth to its doer now; None if nobody chooses it by himself.

    It says nothing of whether the requirements hold.
    """
    if rule.sort != "action" or rule.utility is None:
        return None
    kernel, s = machine.kernel, machine.state
    number, doer = machine.layout.rules[rule.id], roles[rule.roles[0].name]
    others = [roles[role.name] for role in rule.roles[1:]]
    bound = (doer, *others, *[0] * (at.MAX_ROLES - len(rule.roles)))
    bucket = kernel.call("bucket", number, bound)
    nth = ordinal(s.V, s.R, doer + machine.layout.counters[rule.id].offset, bucket)
    base = luck_base(s.seed, kernel.tables.rule_keys[number - 1], s.ident(doer), bucket, nth)
    key = sum(s.ident(other) * (index + 3) for index, other in enumerate(others))
    return Option(rule.id, roles, float(evaluate(rule.utility, roles, machine)), NOISE * luck(base, key, 0))


def is_taken(machine: Machine, rule: Rule, roles: dict[str, int]) -> bool:
    """Whether somebody else does something that leaves one of the roles to nobody else."""
    bound = tuple(roles[role.name] for role in rule.roles)
    number = machine.layout.rules[rule.id]
    return machine.kernel.is_claimed(number, (*bound, *[0] * (at.MAX_ROLES - len(bound))))


def _named(rule: Rule, bound: tuple[int, ...]) -> dict[str, int]:
    return {role.name: who for role, who in zip(rule.roles, bound, strict=False)}


@contextmanager
def _untouched(kernel: Kernel) -> Iterator[None]:
    """Puts back the cells that a decision is worked out in."""
    s, row, first = kernel.s, kernel.layout.world_row, kernel.layout.options
    scratch, listed = slice(row, row + at.WORLD_HEADER), slice(first, kernel.layout.first_free)
    kept = s.X[scratch], s.X[listed], s.V[scratch]
    try:
        yield
    finally:
        s.X[scratch], s.X[listed], s.V[scratch] = kept
