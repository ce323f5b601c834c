"""The units of a rule: what it requires, chooses, takes, draws, causes and changes, and who perceives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.causes import AMOUNT, ENABLED, MOVED, Causes
from kizuna.codegen.effects import Effects
from kizuna.codegen.expressions import CROWD, Crowd, Env, Expressions
from kizuna.codegen.plain import worth_it
from kizuna.codegen.sets import emit_strays
from kizuna.codegen.unit_base import NOISE, READ, ROLES, UnitBase
from kizuna.lang import ast
from kizuna.world.luck import stable
from kizuna.world.model import Requirement, Rule
from kizuna.world.reads import effects_exprs, variables


class RuleUnits(UnitBase):
    """Emits the units of rules."""

    def _fails(self, name: str, rule: Rule, number: int) -> str:
        return self._numbered(name, rule, rule.requires)

    def _works(self, name: str, rule: Rule, number: int) -> str:
        return self._numbered(name, rule, rule.works_if)

    def _strays(self, name: str, rule: Rule, number: int) -> str:
        """The first role, counted from 1, whose set is without the one who has it."""
        body = Body(f"def {name}({READ}):")
        emit_strays(Expressions(self.layout, body), rule, self.env(rule))
        body.put("return 0")
        return body.text()

    def _numbered(self, name: str, rule: Rule, requirements: Sequence[Requirement]) -> str:
        body = Body(f"def {name}({READ}):")
        e = Expressions(self.layout, body)
        for index, requirement in enumerate(requirements, 1):
            body.put(f"if not {e.truth(requirement.expr, self.env(rule))}: return {index}")
        body.put("return 0")
        return body.text()

    def _choose(self, name: str, rule: Rule, number: int) -> str:
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        seen = body.fresh()
        body.put(f"{seen} = 0")
        body.put("base = 0")
        # Most candidates never come near the best, and few sets are crowds: then no luck need be drawn.
        drawn = f"if base == 0: base = {self._base(rule)}"
        row = self.layout.world_row

        def take(env: Env) -> None:
            body.put(f"{seen} += 1")
            free = [
                f"(X[{env[c]} + {self._claim(rule, c)}] == 0 or X[{env[c]} + {self._claim(rule, c)}] == r0)"
                for c in rule.claims
            ]
            with body.block(f"if {' and '.join(free) or 'True'}:"):
                score, noise = body.fresh(), body.fresh()
                assert rule.utility is not None
                body.put(f"{score} = {e.emit(rule.utility, env)}")
                with body.block(f"if {score} > 0.0 and {score} + {NOISE} > V[{row + at.BEST}]:"):
                    others = [f"X[{env[role.name]}]" for role in rule.roles[1:]]
                    key = " + ".join(f"{other} * {index + 3}" for index, other in enumerate(others)) or "0"
                    body.put(drawn)
                    body.put(f"{noise} = {score} + {NOISE} * luck(base, {key}, 0)")
                    with body.block(f"if {noise} > V[{row + at.BEST}]:"):
                        body.put(f"V[{row + at.BEST}] = {noise}")
                        body.put(f"X[{row + at.BEST_RULE}] = {number}")
                        for index, role in enumerate(rule.roles):
                            body.put(f"X[{row + at.BEST_ROLES + index}] = {env[role.name]}")

        conditions = (*rule.requires, *worth_it(rule))
        self.search(e, rule.roles, conditions).emit(self.env(rule), take, refuse=f"return {seen}", crowd=drawn)
        body.put(f"return {seen}")
        return body.text()

    def _claim(self, rule: Rule, role: str) -> int:
        kind = next(r.kind for r in rule.roles if r.name == role)
        return self.layout.kinds[kind].claimed

    def _amounts(self, name: str, rule: Rule, number: int) -> str:
        body = Body(f"def {name}({READ}, base, middle):")
        e = Expressions(self.layout, body)
        env = self.env(rule)
        for index, amount in enumerate(rule.amounts):
            low, high = e.emit(amount.low, env), e.emit(amount.high, env)
            cell = self.layout.world_row + at.AMOUNTS + index
            if amount.best is not None:
                body.put(f"V[{cell}] = most({low}, least({high}, {e.emit(amount.best, env)}))")
            elif amount.by == "choice":
                body.put(f"V[{cell}] = {low} + 0.5 * ({high} - {low})")
            else:
                body.put(f"V[{cell}] = {low} + (0.5 if middle else luck(base, {index}, 11)) * ({high} - {low})")
        body.put("return 0")
        return body.text()

    def _bucket(self, name: str, rule: Rule, number: int) -> str:
        body = Body(f"def {name}({READ}):")
        body.put(f"return {self._bucket_text(rule)}")
        return body.text()

    def _weights(self, name: str, rule: Rule, number: int) -> str:
        body = Body(f"def {name}({READ}, base, middle):")
        e = Expressions(self.layout, body)
        weights = [body.fresh() for _ in rule.outcomes]
        for weight, case in zip(weights, rule.outcomes, strict=True):
            body.put(f"{weight} = most(0.0, {e.emit(case.weight, self.env(rule))})")
        with body.block("if middle:"):
            body.put(f"best = {weights[0]}")
            body.put("likeliest = 0")
            for index, weight in enumerate(weights[1:], 1):
                body.put(f"if {weight} > best: likeliest = {index}")
                body.put(f"if {weight} > best: best = {weight}")
            body.put("return likeliest")
        body.put(f"left = luck(base, 0, 12) * ({' + '.join(weights)})")
        for index, weight in enumerate(weights):
            body.put(f"left -= {weight}")
            body.put(f"if left < 0.0: return {index}")
        body.put("return 0")
        return body.text()

    def _takes(self, name: str, rule: Rule, number: int) -> str:
        body = Body(f"def {name}({READ}):")
        text = Expressions(self.layout, body).emit(rule.takes, self.env(rule)) if rule.takes is not None else "0.0"
        body.put(f"return {text}")
        return body.text()

    def _enabled(self, name: str, rule: Rule, number: int) -> str:
        return self._traced(name, rule, ENABLED, [r.expr for r in (*rule.requires, *rule.works_if)])

    def _moved(self, name: str, rule: Rule, number: int) -> str:
        return self._traced(name, rule, MOVED, [rule.utility] if rule.utility is not None else [])

    def _traced(self, name: str, rule: Rule, sort: int, exprs: Iterable[ast.Expr]) -> str:
        body = Body(f"def {name}(V, R, K, X, T, W, Z, C, {ROLES}, now):")
        causes = Causes(Expressions(self.layout, body), sort)
        for expr in exprs:
            causes.emit(expr, self.env(rule))
        body.put("return 0")
        return body.text()

    def _effects(self, name: str, rule: Rule, number: int) -> str:
        return self._staged(name, rule, rule.effects)

    def _begins(self, name: str, rule: Rule, number: int) -> str:
        return self._staged(name, rule, rule.begins)

    def _interrupted(self, name: str, rule: Rule, number: int) -> str:
        return self._staged(name, rule, rule.interrupted)

    def _misfires(self, name: str, rule: Rule, number: int) -> str:
        return self._staged(name, rule, rule.fails)

    def _staged(self, name: str, rule: Rule, effects: tuple[ast.Effect, ...]) -> str:
        body = Body(f"def {name}(S, V, R, K, X, T, W, Z, C, B, F, {ROLES}, now):")
        e = Expressions(self.layout, body)
        causes = Causes(e, AMOUNT)
        env = self.env(rule)
        for expr in effects_exprs(effects):
            if not (variables(expr) - set(env)):
                causes.emit(expr, env)
        Effects(e, stable(rule.id)).emit(effects, env)
        body.put("return 0")
        return body.text()

    def _perceivers(self, name: str, rule: Rule, number: int) -> str:
        body = Body(f"def {name}(V, R, K, X, T, O, D, {ROLES}, now):")
        e = Expressions(self.layout, body)
        env = self.env(rule)
        perceived = rule.perceived
        kinds = {role.name: role.kind for role in rule.roles}
        for role in perceived.roles:
            if self.world.kinds[kinds[role]].agent:
                body.put(f"sees(O, D, {env[role]})")
        domains: list[ast.Domain] = list(perceived.sets)
        for domain in domains:
            e.each(domain, env, lambda member: body.put(f"sees(O, D, {member})"))
        if perceived.here and rule.roles:
            self._here(e, rule, env)
        for role in perceived.unnoticed:
            body.put(f"overlooks(O, D, {env[role]})")
        body.put("return 0")
        return body.text()

    def _here(self, e: Expressions, rule: Rule, env: Env) -> None:
        """Those at the place of the first role: of a crowd those near him, and whoever else takes part there."""
        first = rule.roles[0]
        place = self.layout.slots.get(f"{first.kind}.place")
        if first.kind == "place":
            where = env[first.name]
        elif place is not None:
            where = f"X[{env[first.name]} + {place.offset}]"
        else:
            return
        name = e.body.fresh()
        e.body.put(f"{name} = {where}")
        with e.body.block(f"if {name} != 0:"):
            for key, head in sorted(self.layout.heads.items()):
                slot = self.layout.slots[key]
                kind = slot.attribute.owner
                if slot.attribute.name == "place" and self.world.kinds[kind].agent:
                    member = e.body.fresh()
                    e.body.put(f"{member} = X[{name} + {head}]")
                    somebody = env[first.name] if kind == first.kind else member
                    crowd = Crowd(somebody, f"X[{name} + {head + 1}]")
                    for role in (role for role in rule.roles[1:] if role.kind == kind):
                        there = f"X[{env[role.name]} + {slot.offset}] == {name}"
                        with e.body.block(f"if {crowd.size} > {2 * CROWD} and {there}:"):
                            e.body.put(f"sees(O, D, {env[role.name]})")
                    e.near(crowd, slot, member, lambda seen: e.body.put(f"sees(O, D, {seen})"))
