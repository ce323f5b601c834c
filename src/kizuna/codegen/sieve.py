"""Actions whose second role comes from the same set are looked for in it together: most find nobody, and each by itself
would go through all of it. Who is found here is possible at most; the action's own search decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kizuna.codegen.expressions import Crowd, Env, Expressions
from kizuna.codegen.layout import BITS
from kizuna.codegen.plain import asked
from kizuna.codegen.search import beside_whom, deepest, effort, how_many
from kizuna.codegen.tree import Gate, Item, Tree
from kizuna.lang import ast
from kizuna.world.model import Role, Rule
from kizuna.world.reads import domain_variables, renamed, variables, without_places

DOER, OTHER = "self", "other"
CHEAP = 24.0
"""How much effort a condition on two may take to be tested before an action is looked at."""


def common_set(rule: Rule) -> ast.Inverse | ast.Tied | None:
    """The set that a rule's second role comes from, if it is one of the doer's; he is called `DOER` in it."""
    if len(rule.roles) < 2:
        return None
    doer = rule.roles[0].name
    domain = rule.roles[1].domain
    if isinstance(domain, ast.Inverse | ast.Tied) and domain_variables(domain) == {doer}:
        return renamed(without_places(domain), {doer: DOER})
    return None


def asked_of_member(e: Expressions, rule: Rule) -> list[ast.Expr]:
    """The cheap conditions on the doer and the second role alone."""
    doer, other = rule.roles[:2]
    own = (part for part in asked(rule) if other.name in variables(part) and deepest(part, rule.roles) == 1)
    cheap = (part for part in own if effort(e.layout, part, other) <= CHEAP)
    names = {doer.name: DOER, other.name: OTHER}
    return list(dict.fromkeys(renamed(without_places(part), names) for part in cheap))


class Sieve:
    """Looks for who may fill the second role of some actions, in one pass through a set.

    The actions still looked for are bits of a local; `items` are at most `layout.BITS`.
    """

    def __init__(self, e: Expressions, domain: ast.Inverse | ast.Tied, items: Sequence[Item]) -> None:
        self.e, self.domain, self.items = e, domain, list(items)
        self.bits = {number: 1 << index for index, (number, _) in enumerate(items)}
        self.chances = dict.fromkeys(self.bits, 1.0)
        """How likely it is that somebody is looked for; a guess, on which the order of tests hangs and no result."""
        self.wanted = e.body.fresh()
        e.body.put(f"{self.wanted} = 0")

    def want(self, number: int) -> None:
        """Emits that somebody is to be looked for."""
        self.e.body.put_or(self.wanted, self.bits[number])

    def emit(self, env: Env, found: Callable[[int], None]) -> None:
        """Emits the pass; `found` emits what is to be done for an action that somebody may be there for."""
        body = self.e.body

        def take(number: int) -> None:
            body.put(f"{self.wanted} = {self.wanted} ^ {self.bits[number]}")
            found(number)

        def member(local: str) -> None:
            whole = {**env, OTHER: local}
            role = Role(OTHER, self.domain.kind, self.domain)
            Tree(self.e, whole, take, Gate(self.wanted, self.bits, self.chances), role).emit(self.items)

        with body.block(f"if {self.wanted} != 0:"):
            self.e.each(self.domain, env, member, self._crowd(env))

    def _crowd(self, env: Env) -> Crowd | None:
        near = beside_whom(self.domain, env)
        if not near or not self.e.layout.world.kinds[self.domain.kind].agent:
            return None
        assert isinstance(self.domain, ast.Inverse)
        return Crowd(near, how_many(self.e, self.domain, env))


def sieves(e: Expressions, rules: dict[int, Rule]) -> dict[int, Sieve]:
    """By the number of an action, who looks for its second role, where there are several that look in one set."""
    sets: dict[ast.Inverse | ast.Tied, list[Item]] = {}
    for number, rule in rules.items():
        domain = common_set(rule)
        asked = asked_of_member(e, rule) if domain is not None else []
        if domain is not None and asked:
            sets.setdefault(domain, []).append((number, asked))
    found: dict[int, Sieve] = {}
    for domain, items in sets.items():
        for first in range(0, len(items) if len(items) > 1 else 0, BITS):
            some = items[first:first + BITS]
            sieve = Sieve(e, domain, some)
            found.update((number, sieve) for number, _ in some)
    return found
