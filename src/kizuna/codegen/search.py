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


class Search:
    """Emits the nested search for one rule."""

    def __init__(self, expressions: Expressions, roles: Sequence[Role], conditions: Sequence[Requirement]) -> None:
        self.e = expressions
        self.body: Body = expressions.body
        self.roles = roles
        self.levels: list[list[Requirement]] = [[] for _ in range(max(1, len(roles)))]
        for condition in conditions:
            self.levels[deepest(condition.expr, roles)].append(condition)

    def emit(self, env: Env, inner: Callable[[Env], None], *, refuse: str = "", crowd: str = "") -> None:
        """Emit the search; `inner` is called where all roles are bound and all conditions hold.

        `refuse` is the statement for a failed condition on the first role ("" nests an `if` instead); `crowd` is a
        local with the luck base by which members of crowds are sampled, "" for all.
        """
        self._level(0, dict(env), inner, refuse, crowd)

    def _level(self, index: int, env: dict[str, str], inner: Callable[[Env], None], refuse: str, crowd: str) -> None:
        self._tests(index, 0, env, inner, refuse, crowd)

    def _tests(
        self, index: int, done: int, env: dict[str, str], inner: Callable[[Env], None], refuse: str, crowd: str
    ) -> None:
        if done < len(self.levels[index]):
            test = self.e.truth(self.levels[index][done].expr, env)
            if index == 0 and refuse:
                self.body.put(f"if not {test}: {refuse}")
                self._tests(index, done + 1, env, inner, refuse, crowd)
                return
            with self.body.block(f"if {test}:"):
                self._tests(index, done + 1, env, inner, refuse, crowd)
            return
        if index + 1 >= len(self.roles):
            inner(env)
            return
        role = self.roles[index + 1]
        domain = role.domain if role.domain is not None else ast.Everyone(role.kind)

        def member(local: str) -> None:
            def go() -> None:
                self._level(index + 1, {**env, role.name: local}, inner, refuse, crowd)

            if crowd and self.e.layout.world.kinds[role.kind].agent and not isinstance(domain, ast.Tied):
                with self.body.block(f"if {count} <= {CROWD} or luck({crowd}, X[{local}], 7) * {count} < {CROWD}.0:"):
                    go()
            else:
                go()

        count = ""
        if crowd and self.e.layout.world.kinds[role.kind].agent and not isinstance(domain, ast.Tied):
            count = self.body.fresh()
            if isinstance(domain, ast.Inverse):
                head = f"{self.e.emit(domain.of, env)} + {self.e.layout.heads[domain.attr] + 1}"
            else:
                head = str(self.e.layout.members[domain.kind] + 1)
            self.body.put(f"{count} = X[{head}]")
        self.e.each(domain, env, member)
