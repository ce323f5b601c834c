"""The generated functions, one per concern of a rule, a rate or a condition. See docs/internals.md for their shapes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kizuna.codegen import layout as at
from kizuna.codegen.body import Body
from kizuna.codegen.causes import AMOUNT, ENABLED, MOVED, Causes
from kizuna.codegen.depends import Dependent, dependents
from kizuna.codegen.effects import Effects
from kizuna.codegen.expressions import NEVER, Env, Expressions
from kizuna.codegen.flips import Flips
from kizuna.codegen.layout import MAX_ROLES, Layout, Slots, Watch
from kizuna.codegen.search import Search
from kizuna.codegen.touch import touch_function
from kizuna.lang import ast
from kizuna.world.luck import stable
from kizuna.world.model import Requirement, Role, Rule
from kizuna.world.reads import effects_exprs, variables

ROLES = ", ".join(f"r{i}" for i in range(MAX_ROLES))
READ = f"V, R, K, X, T, {ROLES}, now"
NOISE = 0.25
"""The span of the noise added to a utility."""
KEY = (1 << 62) - 1


def rule_key(rule_id: str) -> int:
    """The part of a rule's hash that luck is keyed by."""
    return stable(rule_id) & KEY


class Units:
    """Emits any unit of a world by its name, on demand."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.world = layout.world
        self.dependents: dict[str, list[Dependent]] = dependents(layout)
        self.rules = list(layout.rules)
        self.attributes: list[Slots] = sorted(layout.slots.values(), key=lambda s: s.index)

    def names(self) -> list[str]:
        """The names of all units, in order."""
        found: list[str] = []
        for number, rule_id in enumerate(self.rules, 1):
            found += [f"{letter}{number}" for letter in self.rule_units(self.world.rules[rule_id])]
        for watch in self.layout.watches:
            found += [f"check{watch.index}", f"next{watch.index}"]
        for slot in self.attributes:
            if slot.attribute.rate is not None or slot.attribute.toward is not None:
                found += [f"rate{slot.index}", f"flip{slot.index}"]
        found += [f"start{s.index}" for s in self.attributes if s.attribute.start is not None and not s.attribute.bond]
        found += [f"touch_{number}" for number in range(len(self.dependents))]
        found += [f"senses{row.index}" for name, row in self.layout.kinds.items() if self.world.kinds[name].agent]
        return found

    def rule_units(self, rule: Rule) -> list[str]:
        """The letters of the units that a rule has."""
        letters = ["fails", "works", "enabled", "bucket", "amounts", "effects", "perceivers"]
        if rule.sort == "action":
            letters += ["moved", "takes", "begins", "interrupted", "misfires"]
        if rule.utility is not None:
            letters.append("choose")
        if rule.outcomes:
            letters.append("weights")
        if rule.on:
            letters.append("react")
        return letters

    def source(self, name: str) -> str:
        """The source text of a unit. Raises KeyError for a name that is none."""
        letters = name.rstrip("0123456789")
        number = int(name[len(letters) :])
        if letters == "touch_":
            attr = list(self.dependents)[number]
            return touch_function(self.layout, name, attr, self.dependents[attr])
        if letters in ("check", "next"):
            watch = self.layout.watches[number]
            return self._check(name, watch) if letters == "check" else self._next(name, watch)
        if letters in ("rate", "flip", "start"):
            return getattr(self, f"_{letters}")(name, self.attributes[number])  # type: ignore[no-any-return]
        if letters == "senses":
            return self._senses(name, number)
        rule = self.world.rules[self.rules[number - 1]]
        return getattr(self, f"_{letters}")(name, rule, number)  # type: ignore[no-any-return]

    def touch_numbers(self) -> dict[str, int]:
        """The number of the touch function of each attribute that something depends on."""
        return {attr: number for number, attr in enumerate(self.dependents)}

    def env(self, rule: Rule) -> dict[str, str]:
        """Locals for a rule's roles, amounts and progress."""
        found = {role.name: f"r{index}" for index, role in enumerate(rule.roles)}
        for index, amount in enumerate(rule.amounts):
            found[amount.name] = f"V[{self.layout.world_row + at.AMOUNTS + index}]"
        found["progress"] = f"V[{self.layout.world_row + at.PROGRESS}]"
        return found

    def _fails(self, name: str, rule: Rule, number: int) -> str:
        return self._numbered(name, rule, rule.requires)

    def _works(self, name: str, rule: Rule, number: int) -> str:
        return self._numbered(name, rule, rule.works_if)

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

        Search(e, rule.roles, rule.requires).emit(self.env(rule), take, refuse=f"return {seen}", crowd=drawn)
        body.put(f"return {seen}")
        return body.text()

    def _claim(self, rule: Rule, role: str) -> int:
        kind = next(r.kind for r in rule.roles if r.name == role)
        return self.layout.kinds[kind].claimed

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
        return f"luck_base({seed}, {rule_key(rule.id)}, {ident}, {bucket}, ordinal(X, {cell}, {bucket}))"

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
        body = Body(f"def {name}(S, V, R, K, X, T, W, Z, C, B, {ROLES}, now):")
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
        body = Body(f"def {name}(V, R, K, X, T, O, {ROLES}, now):")
        e = Expressions(self.layout, body)
        env = self.env(rule)
        perceived = rule.perceived
        kinds = {role.name: role.kind for role in rule.roles}
        for role in perceived.roles:
            if self.world.kinds[kinds[role]].agent:
                body.put(f"sees(O, {env[role]})")
        domains: list[ast.Domain] = list(perceived.sets)
        for domain in domains:
            e.each(domain, env, lambda member: body.put(f"sees(O, {member})"))
        if perceived.here and rule.roles:
            self._here(e, rule.roles[0], env)
        for role in perceived.unnoticed:
            body.put(f"overlooks(O, {env[role]})")
        body.put("return 0")
        return body.text()

    def _here(self, e: Expressions, first: Role, env: Env) -> None:
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
                if slot.attribute.name == "place" and self.world.kinds[slot.attribute.owner].agent:
                    member = e.body.fresh()
                    e.body.put(f"{member} = X[{name} + {head}]")
                    with e.body.block(f"while {member} != 0:"):
                        e.body.put(f"sees(O, {member})")
                        e.body.put(f"{member} = X[{member} + {slot.next}]")

    def _check(self, name: str, watch: Watch) -> str:
        """Whether a watch's condition holds; for a trigger the roles go to the world's row."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        if watch.sort == "able":
            decides = self.world.kinds[watch.owner].decides
            assert decides is not None
            assert decides.able is not None
            body.put(f"return 1 if {e.truth(decides.able, {'self': 'r0'})} else 0")
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

        Search(e, rule.roles, rule.requires).emit(self.env(rule), take)
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

        search = Search(e, [Role("", ""), *free], rule.requires)
        search.emit(env, keep)
        body.put("return found")
        return body.text()

    def _next(self, name: str, watch: Watch) -> str:
        """When a watch's condition may next change by itself."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        body.put(f"best = {NEVER}")
        flips = Flips(e)
        if watch.sort == "able":
            decides = self.world.kinds[watch.owner].decides
            assert decides is not None
            assert decides.able is not None
            flips.emit(decides.able, {"self": "r0"})
        elif watch.sort == "throughout":
            rule = self.world.rules[watch.rule]
            body.put(f"if X[r0 + {at.ACT}] != {self.layout.rules[rule.id]}: return best")
            for requirement in rule.throughout:
                flips.emit(requirement.expr, self.env(rule))
        else:
            self._next_trigger(e, flips, self.world.rules[watch.rule])
        body.put("return best")
        return body.text()

    def _next_trigger(self, e: Expressions, flips: Flips, rule: Rule) -> None:
        levels = Search(e, rule.roles, rule.requires).levels

        def level(index: int, env: dict[str, str]) -> None:
            for requirement in levels[index]:
                flips.emit(requirement.expr, env)
            if any(levels[index + 1 :]):
                role = rule.roles[index + 1]
                domain = role.domain if role.domain is not None else ast.Everyone(role.kind)
                e.each(domain, env, lambda member: level(index + 1, {**env, role.name: member}))

        level(0, self.env(rule))

    def _self_env(self, slot: Slots) -> dict[str, str]:
        if slot.attribute.bond:
            return {"from": f"X[r0 + {at.TIE_FROM}]", "to": f"X[r0 + {at.TIE_TO}]"}
        return {"self": "r0"}

    def _rate(self, name: str, slot: Slots) -> str:
        """The rate of a meter per ms, or its target; the pace of an approach goes to the world's row."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        env = self._self_env(slot)
        attribute = slot.attribute
        if attribute.toward is not None:
            assert attribute.within is not None
            body.put(f"V[{self.layout.world_row + at.BOUND}] = ratio(1.0, {e.emit(attribute.within, env)})")
            body.put(f"return {e.emit(attribute.toward, env)}")
        else:
            assert attribute.rate is not None
            body.put(f"return {e.emit(attribute.rate, env)}")
        return body.text()

    def _flip(self, name: str, slot: Slots) -> str:
        """When what a rate reads may next change by itself."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        e = Expressions(self.layout, body)
        body.put(f"best = {NEVER}")
        for expr in (slot.attribute.rate, slot.attribute.toward, slot.attribute.within):
            if expr is not None:
                Flips(e).emit(expr, self._self_env(slot))
        body.put("return best")
        return body.text()

    def _start(self, name: str, slot: Slots) -> str:
        """The start of an attribute."""
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        assert slot.attribute.start is not None
        body.put(f"return {Expressions(self.layout, body).flag(slot.attribute.start, {'self': 'r0'})}")
        return body.text()

    def _senses(self, name: str, number: int) -> str:
        """Whether a member of an agent kind can perceive anything."""
        kind = next(k for k, row in self.layout.kinds.items() if row.index == number)
        body = Body(f"def {name}(V, R, K, X, T, r0, now):")
        perceives = self.world.kinds[kind].perceives
        text = Expressions(self.layout, body).truth(perceives, {"self": "r0"}) if perceives is not None else "True"
        body.put(f"return 1 if {text} else 0")
        return body.text()
