"""What an expression reads and what a rule would write: how a finding is told from one that merely follows from
another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kizuna.engine.api import View
from kizuna.lang.ast import (
    Assign,
    Believe,
    Believed,
    Create,
    Domain,
    Effect,
    Expr,
    Get,
    Inverse,
    Move,
    Remove,
    Thing,
    Tie,
    Tied,
    Var,
)
from kizuna.lang.types import Ref
from kizuna.world.model import Rule, World
from kizuna.world.reads import all_effects, domain_exprs, domains, walk

DEPTH = 3
"""How many rules deep the consequences of a rule are followed."""
BELIEF = "belief in "
"""Put before an attribute's key in a cell that stands for a belief about it."""


class Cell(NamedTuple):
    """A piece of state: attribute key, bearer and target as handles; 0 stands for any."""

    attr: str
    bearer: int = 0
    target: int = 0

    def meets(self, other: Cell) -> bool:
        """Whether both can be the same piece of state."""
        return (
            self.attr == other.attr
            and (not self.bearer or not other.bearer or self.bearer == other.bearer)
            and (not self.target or not other.target or self.target == other.target)
        )


@dataclass(frozen=True, slots=True)
class Footprint:
    """A set of cells; and marks: kinds of which members are made or ended, and ids of rules that take place."""

    cells: frozenset[Cell] = frozenset()
    marks: frozenset[str] = frozenset()

    def meets(self, other: Footprint) -> bool:
        """Whether the two have a cell or a mark in common."""
        return not self.marks.isdisjoint(other.marks) or any(
            mine.meets(theirs) for mine in self.cells for theirs in other.cells
        )

    def __or__(self, other: Footprint) -> Footprint:
        return Footprint(self.cells | other.cells, self.marks | other.marks)


def reads(expr: Expr, roles: Mapping[str, int], view: View) -> Footprint:
    """What `expr` reads when `roles` take part."""
    cells = {cell for node in walk(expr) for cell in _cell(node, roles, view)}
    total = Footprint(frozenset(cells))
    for domain in domains(expr):
        total |= reads_set(domain, roles, view)
    return total


def reads_set(domain: Domain, roles: Mapping[str, int], view: View) -> Footprint:
    """What it depends on who is in a set."""
    cells = {cell for inner in domain_exprs(domain) for node in walk(inner) for cell in _cell(node, roles, view)}
    if isinstance(domain, Inverse):
        cells.add(Cell(domain.attr))
    elif isinstance(domain, Tied):
        cells.add(Cell(domain.attr, who(domain.source, roles, view)))
    return Footprint(frozenset(cells), frozenset({domain.kind}))


def _cell(node: Expr, roles: Mapping[str, int], view: View) -> Iterator[Cell]:
    match node:
        case Get(attr=attr, of=of):
            yield Cell(attr, who(of, roles, view))
        case Tie(attr=attr, source=source, target=target):
            yield Cell(attr, who(source, roles, view), who(target, roles, view))
        case Believed(attr=attr, holder=holder, subjects=subjects):
            yield Cell(BELIEF + attr, who(holder, roles, view), who(subjects[0], roles, view))


def writes(rule: Rule, roles: Mapping[str, int], view: View, depth: int = DEPTH) -> Footprint:
    """What `rule` could write, with what the rules that follow it could."""
    total = Footprint(marks=frozenset({rule.id}))
    for effect in all_effects((*rule.begins, *rule.effects)):
        total |= _written(effect, roles, view)
    if depth:
        for other in _followers(view.world, rule.id):
            total |= writes(other, roles, view, depth - 1)
    return total


def _followers(world: World, rule_id: str) -> Iterator[Rule]:
    return (rule for rule in world.rules.values() if rule.on == rule_id)


def _written(effect: Effect, roles: Mapping[str, int], view: View) -> Footprint:
    """What one effect writes, not those inside it. A thing that is made or ended shows in the sets it would be in."""
    match effect:
        case Assign(target=target):
            own = tuple(_cell(target, roles, view))
            seen = own if view.world.attributes[target.attr].believed else ()  # whoever sees it, learns it
            return Footprint(frozenset((*own, *(Cell(BELIEF + cell.attr, 0, cell.bearer) for cell in seen))))
        case Believe(target=target):
            return Footprint(frozenset(_cell(target, roles, view)))
        case Move(source=source, target=target):
            return Footprint(frozenset((*_cell(source, roles, view), *_cell(target, roles, view))))
        case Create(kind=kind):
            return Footprint(marks=frozenset({kind}))
        case Remove(item=item) if isinstance(item.type, Ref):
            return Footprint(marks=frozenset({item.type.kind}))
    return Footprint()


def who(expr: Expr, roles: Mapping[str, int], view: View) -> int:
    """The handle that `expr` stands for if that is plain to see, else 0."""
    match expr:
        case Var(name=name):
            return roles.get(name, 0)
        case Thing(key=key):
            return view.handle(key) if key else 0
        case Get(attr=attr, of=of) if view.world.attributes[attr].form == "ref":
            owner = who(of, roles, view)
            return int(view.get(attr, owner)) if owner else 0
    return 0
