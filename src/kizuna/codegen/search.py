"""Looking for who fills the roles: nested loops over domains, each condition tested as soon as its roles are bound.

Of the conditions that one member has to meet the cheap ones come first; all are pure, so that only the time differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.expressions import CROWD, Crowd, Env, Expressions
from kizuna.codegen.layout import Layout
from kizuna.lang import ast
from kizuna.world.model import Requirement, Role
from kizuna.world.reads import conjuncts, references_said, variables, walk, who_it_is


def deepest(expr: ast.Expr, roles: Sequence[Role]) -> int:
    """The index of the last role that an expression names, 0 if none."""
    used = variables(expr)
    return max((index for index, role in enumerate(roles) if role.name in used), default=0)


def effort(layout: Layout, expr: ast.Expr, role: Role | None = None) -> float:
    """About how long it takes to evaluate an expression, in reads of one cell; while `role` is looked for, if given."""
    return sum(_effort(layout, part) - (LOOK_UP if _at_hand(layout, part, role) else 0.0) for part in walk(expr))


def _at_hand(layout: Layout, part: ast.Expr, role: Role | None) -> bool:
    """Whether a bond is the one by which the role is gone through, so that its row needs not be looked up."""
    domain = role.domain if role is not None else None
    if role is None or not isinstance(part, ast.Tie) or not isinstance(domain, ast.Tied):
        return False
    table, own = (layout.world.attributes[key].owner for key in (part.attr, domain.attr))
    match part.source, part.target, domain.source:
        case ast.Var(name=source), ast.Var(name=target), ast.Var(name=first):
            return (table, source, target) == (own, first, role.name)
    return False


def _effort(layout: Layout, part: ast.Expr) -> float:
    match part:
        case ast.Literal() | ast.Var() | ast.Parameter():
            return 0.0
        case ast.Get(attr=attr) | ast.Tie(attr=attr):
            attribute = layout.world.attributes[attr]
            moving = 12.0 if attribute.toward is not None else (3.0 if attribute.rate is not None else 1.0)
            return moving + (LOOK_UP if isinstance(part, ast.Tie) else 0.0)
        case ast.Believed():
            return 9.0
        case ast.Fold():
            return 60.0
        case ast.Call(name=name):
            return MEASURE if name == "distance" else 3.0
        case _:
            return 0.5


def flagged(layout: Layout, parts: Iterable[ast.Expr], role: Role) -> ast.Tied | None:
    """The bonds by which a role is gone through, named by a flag that conditions ask of its own, if one is noted."""
    for part in parts:
        if isinstance(part, ast.Tie) and layout.slots[part.attr].bit >= 0 and _at_hand(layout, part, role):
            assert isinstance(role.domain, ast.Tied)
            return replace(role.domain, attr=part.attr)
    return None


def ever_had(layout: Layout, bonds: ast.Tied, source: str) -> str:
    """Whether any of somebody's bonds ever had the flag by which they are named, as text."""
    slot = layout.slots[bonds.attr]
    return f"had(X, {source}, {layout.tables[slot.attribute.owner].flags}, {1 << slot.bit}) != 0"


def beside_whom(domain: ast.Domain, env: Env) -> str:
    """The local of somebody of the same kind whose own reference a set goes back from, "" if there is none."""
    match domain:
        case ast.Inverse(attr=attr, of=ast.Get(attr=same, of=ast.Var(name=name))) if attr == same and name in env:
            return env[name]
    return ""


def how_many(e: Expressions, domain: ast.Inverse, env: Env) -> str:
    """The cell with the size of a set."""
    return f"X[{e.emit(domain.of, env)} + {e.layout.heads[domain.attr] + 1}]"


EVER = "ever"
"""How a fold is made that asks `ever_had`."""
LOOK_UP = 6.0
"""The effort of finding the row of a bond."""
MEASURE = 9.0
"""The effort of telling how far it is between two places."""
DRAW = 8.0
"""The effort of drawing luck."""
Inner = Callable[[Env], None]


class _Pointed(NamedTuple):
    """Locals: the first member of a list, and the cell that leads on; and source text of the list's length."""

    member: str
    step: str
    size: str


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
        for index, level in enumerate(self.levels):
            role = roles[index] if roles else None
            level.sort(key=partial(effort, expressions.layout, role=role))

    def emit(self, env: Env, inner: Inner, *, refuse: str = "", crowd: str = "") -> None:
        """Emit the search; `inner` is called where all roles are bound and all conditions hold.

        `refuse` is the statement for a failed condition on the first role ("" nests an `if` instead); `crowd` is the
        statement that draws the luck base `base` by which crowds are sampled, "" where everybody is looked at.
        """
        self.inner, self.refuse, self.crowd = inner, refuse, crowd
        self._level(0, 0, dict(env))

    def _level(self, index: int, done: int, env: dict[str, str], count: str = "") -> None:
        """The conditions of one role from number `done` on, then the next role; `count` is the local that says out of
        how many there is to be a sample, "" if of all."""
        level = self.levels[index]
        if count and (done == len(level) or effort(self.e.layout, level[done]) > DRAW):
            with self.body.block(f"if {count} > {CROWD}:"):
                self.body.put(self.crowd)   # not before somebody may be the one: mostly nobody is
            one = env[self.roles[index].name]
            with self.body.block(f"if {count} <= {CROWD} or luck(base, X[{one}], 7) * {count} < {CROWD}.0:"):
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
            self._level(index, done + 1, env, count)

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
        pointed = self._pointed(index, role, domain, env)
        size = pointed.size if pointed is not None and self._may_crowd(role) else self._size(role, domain, env)
        near = beside_whom(domain, env) if size else ""
        count = self._crowd(size, near)

        def member(local: str) -> None:
            self._level(index, 0, {**env, role.name: local}, count)

        if pointed is not None:
            with self.body.block(f"while {pointed.member} != 0:"):
                member(pointed.member)
                self.body.put(f"{pointed.member} = X[{pointed.member} + {pointed.step}]")
            return
        flags = flagged(self.e.layout, self.levels[index], role)
        if flags is None:
            self.e.each(domain, env, member, Crowd(near, size) if near else None)
            return
        with self.body.block(f"if {ever_had(self.e.layout, flags, self.e.emit(flags.source, env))}:"):
            self.e.each(domain, env, member)

    def _said(self, index: int) -> ast.Expr | None:
        """Who a role must be, if a condition says so by those that are bound already; the condition is done then."""
        for part in self.levels[index]:
            said = who_it_is(part, self.roles[index].name)
            if said is not None:
                self.levels[index].remove(part)
                return said
        return None

    def _looked_up(self, index: int, env: Env, said: ast.Expr) -> None:
        """The next role without a search: one out of all of its kind that is known beforehand."""
        role, local = self.roles[index], self.body.fresh()
        self.body.put(f"{local} = {self.e.emit(said, env)}")
        with self.body.block(f"if {local} != 0 and X[{local} + {at.KIND}] == {self.e.layout.kinds[role.kind].index}:"):
            self._level(index, 0, {**env, role.name: local})

    def _pointed(self, index: int, role: Role, domain: ast.Domain, env: Env) -> _Pointed | None:
        """Where all of a kind may fill a role and one of its references has to be somebody known: those who refer
        to him, or all if he is nobody."""
        if not isinstance(domain, ast.Everyone):
            return None
        found = (pair for part in self.levels[index] for pair in references_said(part, role.name))
        for own, other in found:
            slot = self.e.layout.slots[own.attr]
            if role.name in variables(other) or not slot.linked or slot.attribute.owner != role.kind:
                continue
            target, member, step = (self.body.fresh() for _ in range(3))
            head, members = self.e.layout.heads[own.attr], self.e.layout.members[role.kind]
            self.body.put(f"{target} = {self.e.emit(other, env)}")
            self.body.put(f"{member} = X[{target} + {head}] if {target} != 0 else X[{members}]")
            self.body.put(f"{step} = {slot.next} if {target} != 0 else {at.NEXT_MEMBER}")
            size = f"(X[{target} + {head + 1}] if {target} != 0 else X[{members + 1}])"
            return _Pointed(member, step, size)
        return None

    def _may_crowd(self, role: Role) -> bool:
        return bool(self.crowd) and self.e.layout.world.kinds[role.kind].agent

    def _size(self, role: Role, domain: ast.Domain, env: Env) -> str:
        """The cell with the size of what may be a crowd, "" where none can be: all of a kind are on a register."""
        if not isinstance(domain, ast.Inverse) or not self._may_crowd(role):
            return ""
        return how_many(self.e, domain, env)

    def _crowd(self, size: str, near: str) -> str:
        """A local with how many are looked at before any sample is drawn."""
        if not size:
            return ""
        count = self.body.fresh()
        self.body.put(f"{count} = {size}")
        if near:
            self.body.put(f"{count} = {count} if {count} < {2 * CROWD} else {2 * CROWD}")
        return count
