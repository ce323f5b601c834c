"""Looking for who fills the roles: nested loops over domains, each condition tested as soon as its roles are bound."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kizuna.codegen.body import Body
from kizuna.codegen.expressions import Env, Expressions
from kizuna.lang import ast
from kizuna.world.model import Requirement, Role
from kizuna.world.reads import variables

CROWD = 12
"""How many members of a crowd somebody takes into account at once; beyond it a sample by hash, new every day."""


def deepest(expr: ast.Expr, roles: Sequence[Role]) -> int:
    """The index of the last role that an expression names, 0 if none."""
    used = variables(expr)
    return max((index for index, role in enumerate(roles) if role.name in used), default=0)


Inner = Callable[[Env], None]


class Search:
    """Emits the nested search for one rule."""

    def __init__(self, expressions: Expressions, roles: Sequence[Role], conditions: Sequence[Requirement]) -> None:
        self.e = expressions
        self.body: Body = expressions.body
        self.roles = roles
        self.levels: list[list[Requirement]] = [[] for _ in range(max(1, len(roles)))]
        for condition in conditions:
            self.levels[deepest(condition.expr, roles)].append(condition)

    def emit(self, env: Env, inner: Inner, *, refuse: str = "", crowd: str = "") -> None:
        """Emit the search; `inner` is called where all roles are bound and all conditions hold.

        `refuse` is the statement for a failed condition on the first role ("" nests an `if` instead); `crowd` is the
        statement that draws the luck base `base` by which crowds are sampled, "" where everybody is looked at.
        """
        self.inner, self.refuse, self.crowd = inner, refuse, crowd
        self._level(0, 0, dict(env))

    def _level(self, index: int, done: int, env: dict[str, str]) -> None:
        """The conditions of one role from number `done` on, then the next role."""
        if done == len(self.levels[index]):
            self._next_role(index + 1, env)
            return
        test = self.e.truth(self.levels[index][done].expr, env)
        if index == 0 and self.refuse:
            self.body.put(f"if not {test}: {self.refuse}")
            self._level(index, done + 1, env)
            return
        with self.body.block(f"if {test}:"):
            self._level(index, done + 1, env)

    def _next_role(self, index: int, env: dict[str, str]) -> None:
        if index >= len(self.roles):
            self.inner(env)
            return
        role = self.roles[index]
        domain = role.domain if role.domain is not None else ast.Everyone(role.kind)
        count = self._crowd(role, domain, env)

        def member(local: str) -> None:
            inside = {**env, role.name: local}
            if not count:
                self._level(index, 0, inside)
                return
            with self.body.block(f"if {count} <= {CROWD} or luck(base, X[{local}], 7) * {count} < {CROWD}.0:"):
                self._level(index, 0, inside)

        self.e.each(domain, env, member)

    def _crowd(self, role: Role, domain: ast.Domain, env: dict[str, str]) -> str:
        """A local with the size of what may be a crowd, "" where none can be."""
        if not self.crowd or isinstance(domain, ast.Tied) or not self.e.layout.world.kinds[role.kind].agent:
            return ""
        count = self.body.fresh()
        if isinstance(domain, ast.Inverse):
            head = f"{self.e.emit(domain.of, env)} + {self.e.layout.heads[domain.attr] + 1}"
        else:
            head = str(self.e.layout.members[domain.kind] + 1)
        self.body.put(f"{count} = X[{head}]")
        with self.body.block(f"if {count} > {CROWD}:"):
            self.body.put(self.crowd)
        return count
