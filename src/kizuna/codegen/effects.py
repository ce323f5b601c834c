"""Effects to source text. Effects are staged: everything is read before anything is written."""

from __future__ import annotations

from kizuna.codegen.body import Body
from kizuna.codegen.expressions import Env, Expressions
from kizuna.codegen.layout import Layout
from kizuna.lang import ast
from kizuna.lang.types import Number
from kizuna.world.reads import attributes_read

STATUS = {"known": 1, "unknown": 2, "open": 3, "forget": 0}
OPS = {"=": 0, "+=": 1, "-=": 2}
FORMS = {True: "f(B, F", False: "i(B"}
"""How a call that stages a number begins, and one that stages anything else."""


class Effects:
    """Emits a list of effects as `stage_*` calls into the list `B`."""

    def __init__(self, expressions: Expressions, rule_hash: int) -> None:
        self.e = expressions
        self.layout: Layout = expressions.layout
        self.body: Body = expressions.body
        self.rule_hash = rule_hash
        self.loops: list[str] = []  # locals that hold whom the loops around are at

    def emit(self, effects: tuple[ast.Effect, ...], env: Env) -> None:
        """Emit in order; what one creates is visible to those after it."""
        inside = dict(env)
        for effect in effects:
            self._one(effect, inside)

    def _one(self, effect: ast.Effect, env: dict[str, str]) -> None:
        match effect:
            case ast.Assign():
                self._assign(effect, env)
            case ast.Believe():
                self._believe(effect, env)
            case ast.Move():
                source, target = (self.layout.slots[x.attr].index for x in (effect.source, effect.target))
                rows = self.e.emit(effect.source.of, env), self.e.emit(effect.target.of, env)
                amount = self.e.emit(effect.amount, env)
                self.body.put(f"stage_move(B, F, {source}, {rows[0]}, {target}, {rows[1]}, {amount})")
            case ast.Create():
                self._create(effect, env)
            case ast.Remove():
                self.body.put(f"stage_remove(B, {self.e.emit(effect.item, env)})")
            case ast.Interrupt():
                self.body.put(f"stage_interrupt(B, {self.e.emit(effect.item, env)})")
            case ast.When():
                self._branches(self.e.truth(effect.test, env), effect.then, effect.other, env)
            case ast.Chance():
                probability = self.e.emit(effect.probability, env)
                whom = " + ".join(f"X[{local}] * {index}" for index, local in enumerate(self.loops, 3)) or "0"
                self._branches(f"lucky(S, {effect.number}, {whom}, {probability})", effect.then, effect.other, env)
            case ast.Each():

                def inner(member: str) -> None:
                    inside = {**env, effect.var: member}
                    test = self.e.truth(effect.where, inside) if effect.where is not None else "True"
                    self.loops.append(member)
                    with self.body.block(f"if {test}:"):
                        self.emit(effect.body, inside)
                    self.loops.pop()

                self.e.each(effect.domain, env, inner)

    def _branches(
        self, test: str, then: tuple[ast.Effect, ...], other: tuple[ast.Effect, ...], env: dict[str, str]
    ) -> None:
        with self.body.block(f"if {test}:"):
            self.emit(then, env)
        if other:
            with self.body.block("else:"):
                self.emit(other, env)

    def _value(self, expr: ast.Expr, env: Env) -> str:
        return self.e.flag(expr, env)

    def _assign(self, effect: ast.Assign, env: Env) -> None:
        target = effect.target
        slot = self.layout.slots[target.attr]
        value, op = self._value(effect.value, env), OPS[effect.op]
        kind = FORMS[isinstance(slot.attribute.type, Number)]
        if isinstance(target, ast.Get):
            self.body.put(f"stage_{kind}, {op}, {slot.index}, {self.e.emit(target.of, env)}, {value})")
        else:
            ends = f"{self.e.emit(target.source, env)}, {self.e.emit(target.target, env)}"
            self.body.put(f"stage_tie_{kind}, {op}, {slot.index}, {ends}, {value})")

    def _believe(self, effect: ast.Believe, env: Env) -> None:
        target = effect.target
        slot = self.layout.slots[target.attr]
        subjects = [self.e.emit(s, env) for s in target.subjects] + ["0"] * (2 - len(target.subjects))
        other = self.e.emit(target.other, env) if target.other is not None else "0"
        value = "0"
        if effect.value is not None:
            value = self.e.flag(effect.value, env)
        certainty = self.e.emit(effect.certainty, env) if effect.certainty is not None else "1.0"
        kind = "f" if isinstance(slot.attribute.type, Number) else "i"
        where = f"{slot.index}, {self.e.emit(target.holder, env)}, {subjects[0]}, {subjects[1]}, {other}"
        self.body.put(f"stage_belief_{kind}(B, F, {STATUS[effect.status]}, {where}, {value}, {certainty})")

    def _create(self, effect: ast.Create, env: dict[str, str]) -> None:
        row = self.layout.kinds[effect.kind]
        local = self.body.fresh()
        self.body.put(f"{local} = create(S, {row.index})")
        env[effect.var] = local
        given = dict(effect.fields)
        for key in self._after_needs(effect.kind):
            attribute, slot = self.layout.world.attributes[key], self.layout.slots[key]
            if key in given:
                kind = FORMS[isinstance(attribute.type, Number)]
                self.body.put(f"stage_{kind}, 0, {slot.index}, {local}, {self._value(given[key], env)})")
            elif attribute.start is not None and not isinstance(attribute.start, ast.Literal):
                self.body.put(f"stage_start(B, {slot.index}, {local})")
        self.body.put(f"stage_created(B, {local})")

    def _after_needs(self, kind: str) -> list[str]:
        """The attributes of a kind, each after those that its start and its bounds read."""
        world, ordered = self.layout.world, dict[str, None]()

        def visit(key: str) -> None:
            attribute = world.attributes[key]
            if key in ordered or attribute.owner != kind:
                return
            for expr in (attribute.start, attribute.low, attribute.high):
                for need in sorted(attributes_read(expr)) if expr is not None else ():
                    visit(need)
            ordered[key] = None

        for key in world.kinds[kind].attributes:
            visit(key)
        return list(ordered)
