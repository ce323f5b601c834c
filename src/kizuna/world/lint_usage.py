"""Kinds without members, and attributes that nobody reads or that never differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kizuna.diagnostics import Sink
from kizuna.lang.ast import (
    Assign,
    Believe,
    Believed,
    Create,
    Date,
    Domain,
    Each,
    Effect,
    Expr,
    Get,
    Inverse,
    Move,
    Now,
    Tie,
    Tied,
)
from kizuna.pack.tree import Map, Node
from kizuna.world.model import Attribute, Decides, Rule, Slot, World
from kizuna.world.reads import (
    all_effects,
    children,
    domain_exprs,
    domains,
    kinds_created,
    rule_effects,
    rule_exprs,
    walk,
)
from kizuna.world.shapes import texts_of

_ENGINE = frozenset({"place", "inside"})    # read to know who is where
_WORD = re.compile(r"[^\W\d]\w*")


def lint_kinds(world: World, tree: Map, sink: Sink) -> frozenset[str]:
    """K501 for kinds that have no member and never get one; their names."""
    made = _made(world)
    made |= {entity.kind for entity in world.entities.values()} | words_in(tree.get("generate"))
    agents = sum(kind.agent for kind in world.kinds.values())
    empty: set[str] = set()
    for kind in world.kinds.values():
        alone = kind.agent and agents == 1 and tree.get("generate") is not None
        if kind.name != "place" and kind.name not in made and not alone:
            sink.add("K501", f"there is no {kind.name}, and nothing makes one", kind.span,
                     hint="add one under `things` or `cast`, make one in an effect, or take the kind away")
            empty.add(kind.name)
    return frozenset(empty)


def lint_attributes(world: World, tree: Map, empty: frozenset[str], sink: Sink) -> None:
    """K501 for attributes that are never read, and for those that are read and never change or differ.

    Nothing is said of kinds without members (`empty`). What stories can state, they can also set at their start.
    """
    read, written, made = _read(world), _written(world), _made(world)
    given = {key for entity in world.entities.values() for key, _ in entity.values}
    given |= {attr for entity in world.entities.values() for attr, _, _ in entity.bonds}
    drawn = words_in(tree.get("generate"))
    for attribute in world.attributes.values():
        name, key = attribute.name, attribute.key
        if name in _ENGINE or not empty.isdisjoint(attribute.owner.split(">")):
            continue
        what = "bond" if attribute.bond else attribute.form
        if key not in read and key not in written | given:
            hint = "take it away, or read it in a rule"
            sink.add("K501", f"the {what} {name!r} is never used", attribute.span, hint=hint)
        elif key not in read:
            sink.add("K501", f"the {what} {name!r} is written and never read", attribute.span,
                     hint="read it in a rule, or give it `phrases:` so that stories can state it")
        elif key not in written | given and name not in drawn and not (attribute.phrases or _varies(attribute, made)):
            message = f"the {what} {name!r} is read, but it never changes and is the same for all"
            sink.add("K501", message, attribute.span,
                     hint="set it in an effect or for somebody, or make it a parameter")


def words_in(node: Node | None) -> frozenset[str]:
    """The words of all text inside a node."""
    return frozenset(word for text in texts_of(node) for word in _WORD.findall(text))


def _varies(attribute: Attribute, made: frozenset[str]) -> bool:
    """Whether it changes by itself, or starts at a different value for each: of what rules make, at its own hour."""
    if attribute.rate is not None or attribute.toward is not None:
        return True
    starts = [] if attribute.start is None else list(walk(attribute.start))
    dated = not made.isdisjoint(attribute.owner.split(">")) and any(isinstance(each, Now | Date) for each in starts)
    return dated or any(isinstance(each, Get) for each in starts)


def _made(world: World) -> frozenset[str]:
    """The kinds that rules make members of."""
    return frozenset().union(*(kinds_created(rule_effects(rule)) for rule in world.rules.values()))


def _read(world: World) -> set[str]:
    """Keys of what any rule, attribute or kind reads, and of what sentences state."""
    found: set[str] = set()
    for expr in _expressions(world):
        found.update(item.attr for item in walk(expr) if isinstance(item, Get | Tie | Believed))
        found.update(_set(domain) for domain in domains(expr))
    for rule in world.rules.values():
        found.update(_set(domain) for domain in _domains(rule))
        found.update(_slots(part for phrase in (*rule.phrases, *rule.tells) for part in phrase.parts))
    for table in (table for board in world.boards.values() for table in board.tables):
        sets = (table.domain, *(column.several for column in table.columns))
        found.update(_set(domain) for domain in sets if domain is not None)
    for attribute in world.attributes.values():
        found.update([attribute.key] if attribute.phrases else [])
        clauses = (*attribute.phrases, *([attribute.tells] if attribute.tells else []))
        found.update(_slots(part for phrase in clauses for part in phrase.parts))
    for kind in world.kinds.values():
        found.update(_slots(kind.named))
        found.update([kind.decides.by] if kind.decides is not None else [])
    return found - {""}


def _slots(parts: Iterator[str | Slot] | tuple[str | Slot, ...]) -> Iterator[str]:
    return (part.attr for part in parts if isinstance(part, Slot) and part.attr)


def _expressions(world: World) -> Iterator[Expr]:
    for rule in world.rules.values():
        yield from _rule(rule)
    for attribute in world.attributes.values():
        ends = (attribute.low, attribute.high, attribute.start, attribute.prior)
        for expr in (*ends, attribute.rate, attribute.toward, attribute.within):
            yield from () if expr is None else (expr,)
    for kind in world.kinds.values():
        decides = kind.decides or Decides()
        yield from (expr for expr in (kind.perceives, decides.able) if expr is not None)
        yield from (rousing.expr for rousing in decides.roused_by)
    yield from _shown(world)


def _shown(world: World) -> Iterator[Expr]:
    """What boards show; that something stands on one is a use of it."""
    yield from (board.foresees for board in world.boards.values() if board.foresees is not None)
    for table in (table for board in world.boards.values() for table in board.tables):
        yield from (expr for expr in (table.where, table.order) if expr is not None)
        for column in table.columns:
            yield from (expr for expr in (column.value, column.until, column.where) if expr is not None)
            yield from domain_exprs(column.several) if column.several is not None else ()


def _rule(rule: Rule) -> Iterator[Expr]:
    """What a rule reads. To change a value by some amount, or to move some, is no use of it."""
    changed = {id(expr) for effect in all_effects(rule_effects(rule)) for expr in _changed(effect)}
    for expr in rule_exprs(rule):
        yield from children(expr) if id(expr) in changed else (expr,)


def _changed(effect: Effect) -> tuple[Expr, ...]:
    match effect:
        case Assign(target=target):
            return (target,)
        case Move(source=source, target=target):
            return (source, target)
        case _:
            return ()


def _domains(rule: Rule) -> Iterator[Domain]:
    yield from (role.domain for role in rule.roles if role.domain is not None)
    yield from rule.perceived.sets
    yield from (effect.domain for effect in all_effects(rule_effects(rule)) if isinstance(effect, Each))


def _set(domain: Domain) -> str:
    return domain.attr if isinstance(domain, Inverse | Tied) else ""


def _written(world: World) -> set[str]:
    found: set[str] = set()
    for rule in world.rules.values():
        for effect in all_effects(rule_effects(rule)):
            match effect:
                case Assign(target=target) | Believe(target=target):
                    found.add(target.attr)
                case Move(source=source, target=target):
                    found |= {source.attr, target.attr}
                case Create(fields=pairs):
                    found |= {key for key, _ in pairs}
    return found
