"""Finds what stands in the way of something at a moment of a run: the obstacle of the roles that come nearest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from math import isclose

from kizuna.chronicle.run import Run
from kizuna.chronicle.telling import Teller
from kizuna.engine.api import Directed, Refusal
from kizuna.engine.choosing import UnderWay, decides_next, under_way
from kizuna.engine.evaluate import Env, Read, evaluate, members
from kizuna.engine.explain import Explanation, Fact, explain
from kizuna.engine.explain_roles import explain_nobody, explain_role
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Everyone, Expr, Literal
from kizuna.lang.types import BOOL
from kizuna.story.assertions import as_it_is
from kizuna.story.mentions import has_value
from kizuna.story.set_times import next_told
from kizuna.story.unsaid import fill, left_open
from kizuna.story.whynot_answer import Past, Weighed, WhyNot
from kizuna.story.whynot_weigh import weigh
from kizuna.world.model import Role, Rule
from kizuna.world.sentences import Who

HORIZON = 60 * 86_400_000
"""How far ahead (ms) it is looked whether a requirement comes to hold."""
_MOST_BINDINGS = 5_000

Given = Sequence[tuple[str, str, Who]]
"""What a sentence says of those in roles: (role, attribute, value), as in `Reading`."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way of roles: the explanation, and the condition that has to come to hold if it is known.

    `depth` says how far they come: the more requirements hold before one fails, the nearer they are.
    """

    depth: int
    roles: dict[str, int]
    explanation: Explanation
    wanted: Expr | None
    env: Env


@dataclass(slots=True)
class Finder:
    """Answers one question."""

    run: Run
    machine: Machine
    sentence: str
    teller: Teller
    horizon: int
    notes: list[str] = field(default_factory=list)

    def answer(self, said: Directed, given: Given, key: str = "") -> WhyNot:
        """The answer, with the roles that the sentence leaves open filled in; `key` is that of its phrase."""
        machine, rule = self.machine, self.machine.world.rules[said.rule]
        roles = said.roles
        if rule.on:
            self.notes.append(f"it follows on {rule.on.partition('/')[2]!r} only")
        if rule.every is not None:
            self.notes.append(f"it comes at set times only: {next_told(rule, machine)}")
        doer = roles.get(rule.roles[0].name, 0) if rule.sort == "action" else 0
        act = under_way(machine, doer) if doer else None
        is_it = act is not None and self._is_it(act, said, given)
        if key == "interrupted" and doer:
            return self._breaks_off(rule, roles, act if is_it else None)
        if act is not None and is_it:
            return self._at_it(rule, act)
        stray = self._stray(rule, roles, given)
        if stray is not None:
            return self._refused(rule, stray)
        return self._searched(rule, said, given)

    def _is_it(self, act: UnderWay, said: Directed, given: Given) -> bool:
        """Whether what somebody is doing is what the sentence says, as far as it says it."""
        return (
            act.rule == said.rule
            and all(act.roles[name] == who for name, who in said.roles.items())
            and all(self._fits(name, act.roles[name], given) for name in act.roles)
            and all(isclose(act.amounts[name], value, rel_tol=1e-9) for name, value in said.amounts.items())
        )

    def _at_it(self, rule: Rule, act: UnderWay) -> WhyNot:
        text = self.machine.world.calendar.text
        who = self.machine.label(act.roles[rule.roles[0].name])
        self.notes.append(f"{who} is at it, since {text(act.since)}, until {text(act.until)}")
        return self._answer(rule, act.roles, since=text(act.since))

    def _breaks_off(self, rule: Rule, roles: dict[str, int], act: UnderWay | None) -> WhyNot:
        """What is under way can be broken off, and nothing else."""
        text, who = self.machine.world.calendar.text, self.machine.label(roles[rule.roles[0].name])
        if act is not None:
            span = f"since {text(act.since)}, until {text(act.until)}"
            self.notes.append(f"it is under way, {span}, and would be broken off")
            return self._answer(rule, act.roles)
        self.notes += self._busy(roles[rule.roles[0].name], breaks=False)
        lines = (f"{who} is not at it",)
        told = Explanation("under way", "", "only what is under way can be broken off", lines, (), Literal(0, BOOL))
        return self._answer(rule, roles, told)

    def _stray(self, rule: Rule, roles: dict[str, int], given: Given) -> Obstacle | None:
        """The first role whose set is without the one who has it, or has nobody, as far as the roles known say it."""
        for role in rule.roles:
            try:
                if role.name in roles:
                    amiss = self._amiss(role.name, roles, given)
                    if amiss is not None:
                        return amiss
                    explanation = explain_role(role, roles, self.machine)
                    if explanation is not None:
                        return Obstacle(0, roles, explanation, explanation.part, roles)
                elif not self._fitting(role, roles, given):
                    return self._nobody(role, roles, given)
            except KeyError:    # the set hangs on an open role
                continue
        return None

    def _amiss(self, name: str, roles: dict[str, int], given: Given) -> Obstacle | None:
        """What the sentence says otherwise of somebody than it is."""
        machine, who = self.machine, roles[name]
        for role, attr, value in given:
            if role == name and not has_value(who, attr, value, machine):
                now = as_it_is(attr, who, machine)
                fact = Fact(now.instead, "", now.since, Read(attr, who, 0, machine.get(attr, who), now.since))
                called = machine.world.attributes[attr].name
                told = Explanation(called, "", "the sentence names another", (now.instead,), (fact,), Literal(0, BOOL))
                return Obstacle(0, roles, told, None, roles)
        return None

    def _nobody(self, role: Role, roles: dict[str, int], given: Given) -> Obstacle:
        """A set without anybody, or with nobody who is as the sentence says; when he will be is not looked for."""
        explanation = explain_nobody(role, roles, self.machine)
        described = any(name == role.name for name, _, _ in given)
        wanted = None if explanation.holds or described else explanation.part
        if explanation.holds:
            explanation = replace(explanation, lines=("there is none such",), facts=(), holds=False)
        return Obstacle(0, roles, explanation, wanted, roles)

    def _searched(self, rule: Rule, said: Directed, given: Given) -> WhyNot:
        """Of all ways to fill the open roles the possible one that the doer likes best, else the one that comes
        nearest."""
        lacking: list[Obstacle] = []
        found = list(islice(self._bindings(rule, said.roles, given, lacking), _MOST_BINDINGS))
        best: Obstacle | None = None
        possible: list[dict[str, int]] = []
        for binding in found:
            obstacle = self._obstacle(rule, binding, said)
            if obstacle is None:
                possible.append(binding)
                if rule.sort != "action":
                    break
            elif best is None or obstacle.depth > best.depth:
                best = obstacle
        if possible:
            return self._possible(rule, possible, said.roles)
        if best is None:
            return self._refused(rule, lacking[0])
        if len(found) > 1:
            some = "the first " if len(found) == _MOST_BINDINGS else ""
            opens = ", ".join(role.name for role in rule.roles if role.name not in said.roles)
            self.notes.append(f"nor with any other of {some}{len(found)} choices of {opens}")
        return self._refused(rule, best)

    def _bindings(
        self, rule: Rule, roles: dict[str, int], given: Given, lacking: list[Obstacle]
    ) -> Iterator[dict[str, int]]:
        """All ways to fill the open roles, one after the other, as their sets hang on those before; where a set has
        nobody, that is noted in `lacking`."""
        role = next((role for role in rule.roles if role.name not in roles), None)
        if role is None:
            yield roles
            return
        found = self._fitting(role, roles, given)
        if not found:
            lacking.append(self._nobody(role, roles, given))
        for who in found:
            yield from self._bindings(rule, {**roles, role.name: who}, given, lacking)

    def _fitting(self, role: Role, roles: Mapping[str, int], given: Given) -> list[int]:
        """Who may fill a role; KeyError if its set hangs on a role that is not known."""
        found = members(role.domain or Everyone(role.kind), roles, self.machine)
        return [
            who for who in found if self.machine.kind_of(who) == role.kind and self._fits(role.name, who, given)
        ]

    def _fits(self, name: str, who: int, given: Given) -> bool:
        """Whether somebody in a role is as the sentence says of it."""
        return all(has_value(who, attr, value, self.machine) for role, attr, value in given if role == name)

    def _obstacle(self, rule: Rule, roles: dict[str, int], said: Directed) -> Obstacle | None:
        """What stands in the way of these roles: one is not in his set, or a requirement fails."""
        machine = self.machine
        for role in rule.roles:
            stray = explain_role(role, roles, machine)
            if stray is not None:
                return Obstacle(0, roles, stray, stray.part, roles)
        env, refusal = self._refusal(rule, roles, said)
        if refusal is None:
            return None
        explanation = explain(refusal, env, machine)
        # What sets off a trigger may be undone by it at once, so only the missing part is waited for.
        wanted = explanation.part if rule.sort == "trigger" else refusal.requirement.expr
        if refusal.phase == "able":
            env = {**env, "self": roles[rule.roles[0].name]}
        listed = [requirement.name for requirement in (*rule.requires, *rule.works_if)]
        name = refusal.requirement.name
        return Obstacle(listed.index(name) + 1 if name in listed else 0, roles, explanation, wanted, env)

    def _refusal(self, rule: Rule, roles: dict[str, int], said: Directed) -> tuple[Env, Refusal | None]:
        """The first requirement that fails, and what it is to be read with; of amounts that are not said, the likely
        ones decide whether it works."""
        machine = self.machine
        refusal = machine.refusal(rule.id, roles)
        if not (rule.works_if and rule.amounts) or (refusal is not None and refusal.phase != "works if"):
            return roles, refusal
        own = Directed(rule.id, roles, dict(said.amounts))
        env = {**roles, **fill(own, rule, left_open(rule, own, 0, machine), {}).amounts}
        failed = next((item for item in rule.works_if if not evaluate(item.expr, env, machine)), None)
        return env, Refusal(failed, "works if", roles) if failed is not None else None

    def _refused(self, rule: Rule, obstacle: Obstacle) -> WhyNot:
        explanation = obstacle.explanation
        if explanation.phase == "able":
            self.notes += self._busy(obstacle.roles[rule.roles[0].name], breaks=False)
        past = tuple(found for fact in explanation.facts if (found := self._past(fact)) is not None)
        holds = self._holds(obstacle.wanted, obstacle.env) if obstacle.wanted is not None else ""
        return self._answer(rule, obstacle.roles, explanation, past, holds)

    def _possible(self, rule: Rule, possible: Sequence[dict[str, int]], named: Mapping[str, int]) -> WhyNot:
        if rule.sort != "action":
            return self._answer(rule, possible[0])
        roles, weighed = weigh(self.machine, rule, possible, named)
        self.notes += self._busy(roles[rule.roles[0].name], breaks=True)
        return self._answer(rule, roles, weighed=weighed)

    def _busy(self, doer: int, breaks: bool) -> list[str]:
        """What a doer is at until when, or when he decides next."""
        machine, text = self.machine, self.machine.world.calendar.text
        act, when = under_way(machine, doer), decides_next(machine, doer)
        if act is not None:
            tail = ", would break it off for this, and decides nothing before that" if breaks else ""
            name = machine.world.rules[act.rule].name
            return [f"{machine.label(doer)} is at {name!r} until {text(act.until)}{tail}"]
        if when is None or not breaks:
            return []
        return [f"{machine.label(doer)} does nothing, and decides on {text(when)}"]

    def _holds(self, wanted: Expr, env: Env) -> str:
        days = self.horizon // 86_400_000
        try:
            when = self.machine.would(wanted, env, self.machine.now + self.horizon)
        except CascadeError:
            return ""
        if when is None:
            return f"does not come to hold within {days} days, if nobody does anything"
        return f"holds on {self.machine.world.calendar.text(when)}, if nobody does anything"

    def _past(self, fact: Fact) -> Past | None:
        """Who brought a value about, by the event that last wrote it."""
        event = self.run.find(fact.writer) if fact.writer else None
        if event is None:
            return None
        read, ident = fact.read, self.machine.ident
        change = next(
            (
                c for c in event.changes
                if c.attr == read.attr and c.bearer == ident(read.bearer) and c.belief == read.held
                and (not read.target or c.second == ident(read.target))
            ),
            None,
        )
        told = self.teller.change(change) if change is not None else ""
        return Past(fact.what, fact.value, told, self.teller.line(event), event.id)

    def _answer(
        self, rule: Rule, roles: Mapping[str, int], explanation: Explanation | None = None,
        past: tuple[Past, ...] = (), holds: str = "", since: str = "", weighed: Weighed | None = None,
    ) -> WhyNot:
        machine = self.machine
        return WhyNot(
            self.sentence, rule.id, machine.world.calendar.text(machine.now),
            {name: machine.label(who) for name, who in roles.items()}, explanation, past, holds, tuple(self.notes),
            since, weighed,
        )


