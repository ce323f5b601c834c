"""The units of conditions: do they hold, for whom, and when may that change by itself."""

from __future__ import annotations

from collections.abc import Iterable

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.expressions import NEVER, Env, Expressions
from kizuna.codegen.fillable import lasting, left_to_writes, truth
from kizuna.codegen.flips import Flips
from kizuna.codegen.layout import Watch
from kizuna.codegen.rule_units import RuleUnits
from kizuna.codegen.search import Search
from kizuna.codegen.unit_base import READ
from kizuna.lang import ast
from kizuna.world.model import Role, Rule
from kizuna.world.reads import conjuncts, moves


class WatchUnits(RuleUnits):
    """Emits the units of triggers, of what must hold throughout, of who is able to act, and of what rouses the idle."""

    def _check(self, name: str, watch: Watch) -> str:
        """Whether a watch's condition holds; for a trigger the roles go to the world's row."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        if watch.condition is not None:
            body.put(f"return 1 if {e.truth(watch.condition.expr, {'self': 'r0'})} else 0")
            return body.text()
        rule = self.world.rules[watch.rule]
        if watch.sort == "throughout":
            body.put(f"if X[r0 + {at.ACT}] != {self.layout.rules[rule.id]}: return 0")
            for requirement in rule.throughout:
                body.put(f"if not {e.truth(requirement.expr, self.env(rule))}: return 1")
            body.put("return 0")
            return body.text()
        self._find(e, rule)
        return body.text()

    def _find(self, e: Expressions, rule: Rule, bound: int = 1) -> None:
        """Search for the roles of a trigger; of several possible ones luck picks, the same each time."""
        body, row = e.body, self.layout.world_row
        body.put("found = 0")
        many = len(rule.roles) > bound
        if many:
            body.put("best = -1.0")
            body.put(f"base = {self._base(rule)}")

        def take(env: Env) -> None:
            if many:
                others = " + ".join(f"X[{env[role.name]}] * {i + 3}" for i, role in enumerate(rule.roles[1:]))
                score = body.fresh()
                body.put(f"{score} = luck(base, {others}, 1)")
                with body.block(f"if {score} > best:"):
                    body.put(f"best = {score}")
                    keep(env)
            else:
                keep(env)

        def keep(env: Env) -> None:
            body.put("found = 1")
            for index, role in enumerate(rule.roles):
                body.put(f"X[{row + at.BEST_ROLES + index}] = {env[role.name]}")

        self.search(e, rule.roles, rule.requires).emit(self.env(rule), take)
        body.put("return found")

    def _react(self, name: str, rule: Rule, number: int) -> str:
        """A trigger that follows another rule: its inherited roles are given, the others are looked for."""
        source = self.world.rules[rule.on]
        given = {role.name for role in source.roles}
        body = Body(f"def {name}({READ}):")
        e = Expressions(self.layout, body)
        free = [role for role in rule.roles if role.name not in given]
        env = self.env(rule)
        body.put("found = 0")
        row = self.layout.world_row

        def keep(bound: Env) -> None:
            with body.block("if found == 0:"):
                body.put("found = 1")
                for index, role in enumerate(rule.roles):
                    body.put(f"X[{row + at.BEST_ROLES + index}] = {bound[role.name]}")

        search = self.search(e, [Role("", ""), *free], rule.requires)
        search.emit(env, keep)
        body.put("return found")
        return body.text()

    def _next(self, name: str, watch: Watch) -> str:
        """When a watch's condition may next change by itself."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        body.put(f"best = {NEVER}")
        flips = Flips(e)
        if watch.condition is not None:
            moving, still = self._sorted_out(conjuncts(watch.condition.expr))
            self._when_failing(e, flips, moving, still, {"self": "r0"})
            for part in moving:
                flips.emit(part, {"self": "r0"})
        elif watch.sort == "throughout":
            rule = self.world.rules[watch.rule]
            body.put(f"if X[r0 + {at.ACT}] != {self.layout.rules[rule.id]}: return best")
            for requirement in rule.throughout:
                flips.emit(requirement.expr, self.env(rule))
        elif watch.sort == "every":
            self._next_of_schedule(e, watch)
        else:
            self._next_trigger(e, flips, self.world.rules[watch.rule])
        body.put("return best")
        return body.text()

    def _next_of_schedule(self, e: Expressions, watch: Watch) -> None:
        """At its moments, unless what it asks of whom it is about waits for a write."""
        rule = self.world.rules[watch.rule]
        for part in left_to_writes(self.layout, rule) if watch.owner else ():
            e.body.put(f"if not {truth(e, part, self.env(rule))}: return best")
        e.body.put("best = now")

    def _next_trigger(self, e: Expressions, flips: Flips, rule: Rule) -> None:
        asked = Search(Expressions(self.layout, Body("")), rule.roles, rule.requires).levels
        moving, still = zip(*(self._sorted_out(level) for level in asked), strict=True)
        env = self.env(rule)
        self._when_failing(e, flips, moving[0], lasting(self.layout, rule) + still[0], env, any(moving[1:]))

        def level(index: int, env: Env) -> None:
            for part in moving[index]:
                flips.emit(part, env)
            if any(moving[index + 1 :]):
                role = rule.roles[index + 1]
                domain = role.domain if role.domain is not None else ast.Everyone(role.kind)
                e.each(domain, env, lambda member: bound(index + 1, {**env, role.name: member}))

        def bound(index: int, env: Env) -> None:
            tests = [e.truth(part, env) for part in still[index]]
            with e.body.block(f"if {' and '.join(tests) or 'True'}:"):
                level(index, env)

        level(0, env)

    def _sorted_out(self, parts: Iterable[ast.Expr]) -> tuple[list[ast.Expr], list[ast.Expr]]:
        """Of conditions, those that move by themselves and those that only a write changes."""
        attributes, parts = self.layout.world.attributes, list(parts)
        moving = [part for part in parts if moves(attributes, part)]
        return moving, [part for part in parts if not moves(attributes, part)]

    def _when_failing(
        self, e: Expressions, flips: Flips, moving: list[ast.Expr], still: list[ast.Expr], env: Env, more: bool = False
    ) -> None:
        """Of conditions that have to hold together, with or without more, emits when they may where they do not now.

        What fails and does not move by itself waits for a write; nothing else has to be solved for then. Of those that
        move and fail now all have to change: the last one says when.
        """
        for part in still:
            e.body.put(f"if not {truth(e, part, env)}: return best")
        if not moving or (len(moving) == 1 and not more):
            return
        late = e.body.fresh()
        e.body.put(f"{late} = 0")
        for part in moving:
            with e.body.block(f"if not {e.truth(part, env)}:"):
                e.body.put(f"best = {NEVER}")
                flips.emit(part, env)
                e.body.put(f"if best > {late}: {late} = best")
        e.body.put(f"if {late} > 0: return {late}")
        e.body.put(f"best = {NEVER}")
