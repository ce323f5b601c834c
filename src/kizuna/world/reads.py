"""Walks over expressions and effects: what they contain, what they read, what they write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, get_args

from kizuna.diagnostics import NOWHERE
from kizuna.lang.ast import (
    And,
    Assign,
    Believe,
    Call,
    Chance,
    Compare,
    Create,
    Date,
    Domain,
    Each,
    Effect,
    Everyone,
    Expr,
    Fold,
    Get,
    Interrupt,
    Inverse,
    Move,
    Now,
    Remove,
    Thing,
    Tie,
    Tied,
    Var,
    When,
)
from kizuna.lang.types import Type
from kizuna.lang.walk import every, parts
from kizuna.world.model import Attribute, Rule, World

_Tree = TypeVar("_Tree")


def children(expr: Expr) -> tuple[Expr, ...]:
    """The expressions directly inside one; what a set hangs on counts, too."""
    return parts(expr)


def domain_exprs(domain: Domain) -> tuple[Expr, ...]:
    """The expression that a set hangs on, if any."""
    match domain:
        case Inverse(of=item) | Tied(source=item):
            return (item,)
        case Everyone():
            return ()


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression itself and all inside it, outermost first."""
    return every(expr)


def domains(expr: Expr) -> Iterator[Domain]:
    """All sets that an expression goes through."""
    for item in walk(expr):
        if isinstance(item, Fold):
            yield item.domain


def conjuncts(expr: Expr) -> Iterator[Expr]:
    """The conditions that all have to hold for `expr` to hold."""
    if isinstance(expr, And):
        for item in expr.items:
            yield from conjuncts(item)
    else:
        yield expr


def equated(expr: Expr) -> Iterator[tuple[Expr, Expr]]:
    """What an equation says to be the same, both ways round; nothing for other expressions."""
    if isinstance(expr, Compare) and expr.op == "==":
        yield expr.left, expr.right
        yield expr.right, expr.left


def who_it_is(expr: Expr, name: str) -> Expr | None:
    """Whom an equation says a variable to stand for, in other words than its own: `x == home(doer)`."""
    for side, other in equated(expr):
        if isinstance(side, Var) and side.name == name and name not in variables(other):
            return other
    return None


def references_said(expr: Expr, name: str) -> Iterator[tuple[Get, Expr]]:
    """The attributes of a variable that an equation speaks of, each with the other side: `place(x) == place(doer)`."""
    for side, other in equated(expr):
        if isinstance(side, Get) and isinstance(side.of, Var) and side.of.name == name:
            yield side, other


def moves(attributes: Mapping[str, Attribute], expr: Expr) -> bool:
    """Whether the value of an expression can change between events."""
    return any(_by_itself(attributes, item) for item in walk(expr))


def _by_itself(attributes: Mapping[str, Attribute], item: Expr) -> bool:
    match item:
        case Get(attr=attr) | Tie(attr=attr):
            return attributes[attr].moves
        case Call(name=name):
            return name in ("since", "wave")
    return isinstance(item, Now | Date)


def attributes_read(expr: Expr) -> frozenset[str]:
    """Keys of the attributes and bonds that the value of an expression depends on; beliefs about them not counted."""
    keys = {item.attr for item in walk(expr) if isinstance(item, Get | Tie)}
    keys |= {domain.attr for domain in domains(expr) if isinstance(domain, Inverse | Tied)}
    return frozenset(keys)


def variables(expr: Expr) -> frozenset[str]:
    """Names of the variables that occur free in an expression: roles, amounts, `self`, and so on."""
    if isinstance(expr, Var):
        return frozenset({expr.name})
    if isinstance(expr, Fold):
        inner = [variables(item) for item in (*_given(expr.where), *_given(expr.value))]
        return domain_variables(expr.domain) | (frozenset().union(*inner) - {expr.var})
    return frozenset().union(*(variables(item) for item in children(expr)))


def domain_variables(domain: Domain) -> frozenset[str]:
    """Names of the variables that occur free in a set."""
    return frozenset().union(*(variables(item) for item in domain_exprs(domain)))


def all_effects(effects: tuple[Effect, ...]) -> Iterator[Effect]:
    """All effects in order, with those inside `if`, `for each` and `chance` after the one that holds them."""
    for effect in effects:
        yield effect
        match effect:
            case When(then=then, other=other) | Chance(then=then, other=other):
                yield from all_effects(then)
                yield from all_effects(other)
            case Each(body=body):
                yield from all_effects(body)


def effect_exprs(effect: Effect) -> tuple[Expr, ...]:
    """The expressions that one effect itself reads (not those of effects inside it).

    Of what is written only the bearer counts, except that `+=` and `-=` read the old value.
    """
    match effect:
        case Assign(target=target, op=op, value=value):
            return (*(children(target) if op == "=" else (target,)), value)
        case Believe(target=target, value=value, certainty=certainty):
            return (*children(target), *_given(value), *_given(certainty))
        case Move(amount=amount, source=source, target=target):
            return (amount, source, target)
        case Create(fields=pairs):
            return tuple(value for _, value in pairs)
        case Remove(item=item) | Interrupt(item=item):
            return (item,)
        case When(test=test):
            return (test,)
        case Each(domain=domain, where=where):
            return (*domain_exprs(domain), *_given(where))
        case Chance(probability=probability):
            return (probability,)


def effects_exprs(effects: tuple[Effect, ...]) -> Iterator[Expr]:
    """The expressions that a list of effects reads, nested effects included."""
    for effect in all_effects(effects):
        yield from effect_exprs(effect)


def attributes_written(effects: tuple[Effect, ...]) -> frozenset[str]:
    """Keys of the attributes and bonds that effects can change, fields of what they make included."""
    keys: set[str] = set()
    for effect in all_effects(effects):
        match effect:
            case Assign(target=target):
                keys.add(target.attr)
            case Move(source=source, target=target):
                keys |= {source.attr, target.attr}
            case Create(fields=pairs):
                keys |= {key for key, _ in pairs}
    return frozenset(keys)


def kinds_created(effects: tuple[Effect, ...]) -> frozenset[str]:
    """Names of the kinds that effects make members of."""
    return frozenset(effect.kind for effect in all_effects(effects) if isinstance(effect, Create))


def rule_effects(rule: Rule) -> tuple[Effect, ...]:
    """All effects of a rule, whenever they take place."""
    return (*rule.begins, *rule.effects, *rule.interrupted, *rule.fails)


def rule_exprs(rule: Rule) -> Iterator[Expr]:
    """All expressions of a rule, in the order of its fields."""
    for role in rule.roles:
        if role.domain is not None:
            yield from domain_exprs(role.domain)
    for requirement in (*rule.requires, *rule.works_if, *rule.throughout):
        yield requirement.expr
    yield from _given(rule.utility)
    for amount in rule.amounts:
        yield from (amount.low, amount.high, *_given(amount.best))
    for case in rule.outcomes:
        yield case.weight
    yield from _given(rule.takes)
    yield from effects_exprs(rule_effects(rule))
    for domain in rule.perceived.sets:
        yield from domain_exprs(domain)
    yield from _given(rule.bucket.of)


def things_named(world: World) -> Iterator[str]:
    """Keys of the things that a world's rules and attributes name, some of them often."""
    exprs = [expr for rule in world.rules.values() for expr in rule_exprs(rule)]
    for attribute in world.attributes.values():
        several = (attribute.low, attribute.high, attribute.start, attribute.rate, attribute.toward, attribute.prior)
        exprs += [expr for expr in several if expr is not None]
    return things_in(exprs)


def things_in(exprs: Iterable[Expr]) -> Iterator[str]:
    """Keys of the things that expressions name, some of them often."""
    return (item.key for expr in exprs for item in walk(expr) if isinstance(item, Thing))


def without_places(tree: _Tree) -> _Tree:
    """The same tree with every `span` cleared and every `text` emptied, so that what means the same compares equal."""
    cleared = _cleared(tree)
    assert isinstance(cleared, type(tree))
    return cleared


def renamed(tree: _Tree, names: Mapping[str, str]) -> _Tree:
    """The same tree with variables called anew."""
    changed = _renamed(tree, names)
    assert isinstance(changed, type(tree))
    return changed


def _renamed(item: object, names: Mapping[str, str]) -> object:
    if isinstance(item, Var):
        return replace(item, name=names.get(item.name, item.name))
    if type(item) is tuple:
        return tuple(_renamed(each, names) for each in item)
    plan = _plan(type(item))
    return type(item)(*(_renamed(getattr(item, name), names) for name, _ in plan)) if plan else item


def _cleared(item: object) -> object:
    if type(item) is tuple:
        return tuple(_cleared(each) for each in item)
    if type(item) is dict:
        return {key: _cleared(each) for key, each in item.items()}
    plan = _plan(type(item))
    if not plan:
        return item
    return type(item)(*(_cleared(getattr(item, name)) if blank is None else blank for name, blank in plan))


_PLANS: dict[type, tuple[tuple[str, object], ...]] = {}


def _plan(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a class of trees, in order; beside those that only say where or how something was written, what
    stands there when that is cleared. () for what is no such class, or a type."""
    if kind in _PLANS:
        return _PLANS[kind]
    if not is_dataclass(kind) or kind in get_args(Type):
        return _PLANS.setdefault(kind, ())
    names = [spec.name for spec in fields(kind)]
    blanks: dict[str, object] = {"span": NOWHERE} | (dict.fromkeys(("text", "words"), "") if "type" in names else {})
    return _PLANS.setdefault(kind, tuple((name, blanks.get(name)) for name in names))


def _given(expr: Expr | None) -> tuple[Expr, ...]:
    return () if expr is None else (expr,)
