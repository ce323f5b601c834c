"""What somebody can do and what not, as far as it is up to himself: requirements that read only him and his things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kizuna.engine.evaluate import evaluate
from kizuna.engine.explain import explain
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.lang import ast
from kizuna.lang.ast import Expr
from kizuna.lang.types import Bool, Ref
from kizuna.lang.walk import every
from kizuna.world.model import Kind, Requirement, Rule, World
from kizuna.world.reads import conjuncts, domains, renamed, without_places

_CALLS = frozenset({"min", "max", "abs", "floor", "sqrt", "clamp", "since"})
_ANYTHING = "anything"
_OF_THEM = re.compile(r"of \d+ .+?, (.+) must not be so$")


@dataclass(slots=True)
class Barrier:
    """A requirement that fails: its name, the part that fails and why, in words, and the actions that have it.

    `expr` is what has to hold, with the doer as `self`; `reads` are the (attribute, bearer) that this looks at. `brief`
    is `why` without formulas, `shown` whether it is something on a board that hinders.
    """

    name: str
    text: str
    why: tuple[str, ...]
    brief: tuple[str, ...]
    expr: Expr
    reads: frozenset[tuple[str, int]]
    actions: list[str] = field(default_factory=list)
    shown: bool = False


def barriers(machine: Machine, who: int) -> tuple[list[Barrier], list[str]]:
    """What keeps somebody from actions, most first, and the names of those that he himself is up to.

    An action without a requirement of this sort is in neither. Whoever cannot act at all is up to none.
    """
    kind = machine.world.kinds[machine.kind_of(who)]
    unable = _unable(machine, kind, who)
    found: dict[tuple[str, Expr], Barrier] = {}
    able = []
    for rule in _actions(machine.world, kind):
        own = list(_own(machine.world, kind, rule))
        failing = [requirement for requirement in own if not evaluate(requirement.expr, {"self": who}, machine)]
        for requirement in failing:
            key = requirement.name, without_places(requirement.expr)
            if key not in found:
                found[key] = _barrier(machine, who, requirement)
            found[key].actions.append(rule.name)
        if own and not failing:
            able.append(rule.name)
    ordered = sorted(found.values(), key=lambda one: (-len(one.actions), one.name))
    return ([unable, *ordered], []) if unable is not None else (ordered, able)


def _unable(machine: Machine, kind: Kind, who: int) -> Barrier | None:
    condition = kind.decides.able if kind.decides is not None else None
    if condition is None or evaluate(condition, {"self": who}, machine):
        return None
    barrier = _barrier(machine, who, Requirement("able to act", condition))
    barrier.actions.append(_ANYTHING)
    return barrier


def _barrier(machine: Machine, who: int, requirement: Requirement) -> Barrier:
    roles = {"self": who}
    told = explain(requirement, roles, machine)
    reads = frozenset((fact.read.attr, fact.read.bearer) for fact in told.facts)
    words = Words(machine, roles)
    brief = tuple(_without_formulas(line, told.part, words) for line in told.lines)
    return Barrier(requirement.name, words.text(told.part), told.lines, brief, requirement.expr, reads)


def _without_formulas(line: str, part: Expr, words: Words) -> str:
    """A line of an explanation, of what is reckoned only the value: the requirement's name says what it is."""
    line = line.strip()
    for reckoned in every(part):
        if isinstance(reckoned, ast.Fold) and reckoned.where is not None:
            line = line.partition(": ")[0] if line.endswith(words.text(reckoned.where)) else line
        if isinstance(reckoned, ast.Binary | ast.If | ast.Call | ast.Fold) and not isinstance(reckoned.type, Bool):
            text = words.subject(reckoned)
            line = line.removeprefix(f"{text} is ").replace(f"{text}, which is ", "")
    return _OF_THEM.sub(r"because of \1", line).replace("endless, as it never was", "never")


def _actions(world: World, kind: Kind) -> Iterator[Rule]:
    """The actions that members of a kind can be the doers of, by name."""
    for rule in world.rules.values():
        if rule.sort == "action" and rule.roles and rule.roles[0].kind == kind.name:
            yield rule


def _own(world: World, kind: Kind, rule: Rule) -> Iterator[Requirement]:
    """An action's requirements, each cut down to the parts that read the doer and his things alone."""
    doer = rule.roles[0].name
    for requirement in (*rule.requires, *rule.throughout):
        own = [part for part in conjuncts(requirement.expr) if _is_own(world, kind, part, doer)]
        if own:
            whole = own[0] if len(own) == 1 else ast.And(tuple(own))
            yield Requirement(requirement.name, renamed(whole, {doer: "self"}))


def _is_own(world: World, kind: Kind, expr: Expr, doer: str) -> bool:
    """Whether a condition is about the doer himself: not about others, bonds, beliefs, the clock, where he is, or what
    kind of hour it is for him.
    """
    things = {item.var for item in every(expr) if isinstance(item, ast.Fold)}
    if doer in things or not all(_is_his(world, domain, doer) for domain in domains(expr)):
        return False
    apart = kind.decides.by if kind.decides is not None else ""
    reads = [item for item in every(expr) if isinstance(item, ast.Get)]
    return (bool(reads) or bool(things)) and all(_fits(world, item, {doer, *things}, apart) for item in every(expr))


def _is_his(world: World, domain: ast.Domain, doer: str) -> bool:
    """Whether a set is one of things, not people, that refer to the doer."""
    if not isinstance(domain, ast.Inverse) or world.kinds[domain.kind].agent:
        return False
    return isinstance(domain.of, ast.Var) and domain.of.name == doer


def _fits(world: World, item: Expr, bearers: set[str], apart: str) -> bool:
    match item:
        case ast.Get(attr=attr, of=ast.Var(name=name)):
            return name in bearers and attr != apart and world.attributes[attr].type != Ref("place")
        case ast.Var(name=name):
            return name in bearers
        case ast.Thing(key=key):
            return not key
        case ast.Call(name=name):
            return name in _CALLS
        case ast.Get() | ast.Tie() | ast.Believed() | ast.Date() | ast.Outcome():
            return False
    return True
