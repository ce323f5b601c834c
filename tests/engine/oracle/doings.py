"""Looking over the engine's shoulder: what is chosen, begun and fired, against a search with the plain evaluator."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.engine.evaluate import evaluate
from kizuna.engine.machine import Machine
from kizuna.world.model import Rule

from .gauge import Roles, bindings, fails
from .life import before

NOISE = 0.25
CROWD = 12


class Overseer:
    """Collects in `wrong` what a machine does without being allowed to, or instead of something better."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.wrong: list[str] = []
        self.chosen = self.fired = 0
        kernel = machine.kernel
        before(kernel, "begin", self._begun)
        before(kernel, "trigger", self._fires)
        choose = kernel.choose

        def chooses(doer: int) -> tuple[float, int, tuple[int, ...]] | None:
            picked = choose(doer)
            self._chose(doer, picked)
            return picked

        kernel.choose = chooses  # type: ignore[method-assign]

    def _roles(self, rule: Rule, rows: tuple[int, ...]) -> Roles:
        return {role.name: row for role, row in zip(rule.roles, rows, strict=False)}

    def _begun(self, number: int, rows: tuple[int, ...], *rest: object) -> None:
        rule = self.machine.kernel.rules[number - 1]
        failed = fails(self.machine, rule.requires, self._roles(rule, rows))
        self.wrong += [f"{rule.id} begins though not {name!r}" for name in failed]

    def _fires(self, number: int, because: int) -> None:
        rule = self.machine.kernel.rules[number - 1]
        first = self.machine.layout.world_row + at.BEST_ROLES
        rows = tuple(self.machine.state.X[first + i] for i in range(len(rule.roles)))
        self.fired += 1
        self.wrong += [
            f"{rule.id} fires though not {n!r}" for n in fails(self.machine, rule.requires, self._roles(rule, rows))
        ]

    def _chose(self, doer: int, picked: tuple[float, int, tuple[int, ...]] | None) -> None:
        """No candidate that the plain evaluator finds is better by more than the noise."""
        self.chosen += picked is not None
        kind = self.machine.kind_of(doer)
        for rule in self.machine.world.rules.values():
            if rule.sort != "action" or rule.utility is None or rule.roles[0].kind != kind:
                continue
            for roles in bindings(self.machine, rule, {rule.roles[0].name: doer}):
                if all(evaluate(each.expr, roles, self.machine) for each in rule.requires) and self._free(rule, roles):
                    self._compare(rule, roles, picked)

    def _free(self, rule: Rule, roles: Roles) -> bool:
        """Whether nobody else has a claim, and nobody is looked for in a crowd."""
        if any(len(self.machine.members(role.kind)) > CROWD for role in rule.roles):
            return False
        doer = roles[rule.roles[0].name]
        kinds = {role.name: role.kind for role in rule.roles}
        cells = [int(roles[name]) + self.machine.layout.kinds[kinds[name]].claimed for name in rule.claims]
        return all(self.machine.state.X[cell] in (0, doer) for cell in cells)

    def _compare(self, rule: Rule, roles: Roles, picked: tuple[float, int, tuple[int, ...]] | None) -> None:
        assert rule.utility is not None
        best = picked[0] if picked is not None else 0.0
        score = float(evaluate(rule.utility, roles, self.machine))
        if score > best + 1e-6:
            self.wrong.append(f"{rule.id} with {roles} is worth {score}, chosen {picked}")
