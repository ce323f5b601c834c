"""Looking for who fills the roles: nested loops over domains, each condition tested as soon as its roles are bound.

Of the conditions that one member has to meet the cheap ones come first; all are pure, so that only the time differs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.expressions import Env, Expressions
from kizuna.codegen.layout import Layout
from kizuna.lang import ast
from kizuna.world.model import Requirement, Role
from kizuna.world.reads import conjuncts, variables, walk

CROWD = 12
"""How many members of a crowd somebody takes into account at once; beyond it a sample by hash, new every day."""


def deepest(expr: ast.Expr, roles: Sequence[Role]) -> int:
    """The index of the last role that an expression names, 0 if none."""
    used = variables(expr)
    return max((index for index, role in enumerate(roles) if role.name in used), default=0)


def effort(layout: Layout, expr: ast.Expr) -> float:
    """About how long it takes to evaluate an expression, in reads of one cell."""
    return sum(_effort(layout, part) for part in walk(expr))


def _effort(layout: Layout, part: ast.Expr) -> float:
    match part:
        case ast.Literal() | ast.Var() | ast.Parameter():
            return 0.0
        case ast.Get(attr=attr) | ast.Tie(attr=attr):
            attribute = layout.world.attributes[attr]
            moving = 12.0 if attribute.toward is not None else (3.0 if attribute.rate is not None else 1.0)
            return moving + (6.0 if isinstance(part, ast.Tie) else 0.0)
        case ast.Believed():
            return 9.0
        case ast.Fold():
            return 60.0
        case ast.Call():
            return 3.0
        case _:
            return 0.5


DRAW = 8.0
"""The effort of drawing luck."""
Inner = Callable[[Env], None]


class Search:
    """Emits the nested search for one rule."""

    def __init__(self, expressions: Expressions, roles: Sequence[Role], conditions: Sequence[Requirement]) -> None:
        self.e = expressions
        self.body: Body = expressions.body
        self.roles = roles
        self.levels: list[list[ast.Expr]] = [[] for _ in range(max(1, len(roles)))]
        for condition in conditions:
            for part in conjuncts(condition.expr):
                self.levels[deepest(part, roles)].append(part)
        for level in self.levels:
            level.sort(key=lambda part: effort(expressions.layout, part))

    def emit(self, env: Env, inner: Inner, *, refuse: str = "", crowd: str = "") -> None:
        """Emit the search; `inner` is called where all roles are bound and all conditions hold.

        `refuse` is the statement for a failed condition on the first role ("" nests an `if` instead); `crowd` is the
        statement that draws the luck base `base` by which crowds are sampled, "" where everybody is looked at.
        """
        self.inner, self.refuse, self.crowd = inner, refuse, crowd
        self._level(0, 0, dict(env))

    def _level(self, index: int, done: int, env: dict[str, str], sample: str = "") -> None:
        """The conditions of one role from number `done` on, then the next role; `sample` thins out a crowd."""
        level = self.levels[index]
        if sample and (done == len(level) or effort(self.e.layout, level[done]) > DRAW):
            with self.body.block(f"if {sample}:"):
                self._level(index, done, env)
            return
        if done == len(level):
            self._next_role(index + 1, env)
            return
        test = self.e.truth(level[done], env)
        if index == 0 and self.refuse:
            self.body.put(f"if not {test}: {self.refuse}")
            self._level(index, done + 1, env)
            return
        with self.body.block(f"if {test}:"):
            self._level(index, done + 1, env, sample)

    def _next_role(self, index: int, env: dict[str, str]) -> None:
        if index >= len(self.roles):
            self.inner(env)
            return
        role = self.roles[index]
        domain = role.domain if role.domain is not None else ast.Everyone(role.kind)
        if isinstance(domain, ast.Everyone):
            said = self._said(index)
            if said is not None:
                self._looked_up(index, env, said)
                return
        count = self._crowd(role, domain, env)

        def member(local: str) -> None:
            sample = f"{count} <= {CROWD} or luck(base, X[{local}], 7) * {count} < {CROWD}.0" if count else ""
            self._level(index, 0, {**env, role.name: local}, sample)

        self.e.each(domain, env, member)

    def _said(self, index: int) -> ast.Expr | None:
        """Who a role must be, if a condition says so by those that are bound already; the condition is done then."""
        name = self.roles[index].name
        for part in self.levels[index]:
            if not isinstance(part, ast.Compare) or part.op != "==":
                continue
            for side, other in ((part.left, part.right), (part.right, part.left)):
                if isinstance(side, ast.Var) and side.name == name and name not in variables(other):
                    self.levels[index].remove(part)
                    return other
        return None

    def _looked_up(self, index: int, env: Env, said: ast.Expr) -> None:
        """The next role without a search: one out of all of its kind that is known beforehand."""
        role, local = self.roles[index], self.body.fresh()
        self.body.put(f"{local} = {self.e.emit(said, env)}")
        with self.body.block(f"if {local} != 0 and X[{local} + {at.KIND}] == {self.e.layout.kinds[role.kind].index}:"):
            self._level(index, 0, {**env, role.name: local})

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
