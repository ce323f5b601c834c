"""From a world to the manifest of a run of it."""

from __future__ import annotations

import platform
import sys
from importlib import metadata

from kizuna import __version__
from kizuna.chronicle.engine_sources import engine_sources
from kizuna.chronicle.manifest import (
    AmountRow,
    AttributeRow,
    CalendarRow,
    KindRow,
    Manifest,
    RuleRow,
    ThingRow,
)
from kizuna.lang import ast
from kizuna.lang.types import Choice, Moment, Number, Ref
from kizuna.world.model import Amount, Attribute, Entity, Kind, Rule, Slot, World
from kizuna.world.reads import children

DEPENDENCIES = ("numpy", "pyyaml", "pydantic", "pyarrow", "duckdb", "llvmlite")


def describe(world: World, seed: int, people: int, days: float, about: str, pack_files: dict[str, str]) -> Manifest:
    """The manifest of a run that is about to begin."""
    return Manifest(
        engine=__version__, engine_sources=engine_sources(), python=platform.python_version(),
        platform=f"{sys.platform}-{platform.machine()}",
        dependencies=dependencies(), seed=seed, days=days, people=people, pack=world.name, about=about,
        pack_files=pack_files, calendar=_calendar(world), things=_things(world),
        kinds=[_kind(kind) for kind in world.kinds.values()],
        attributes=[_attribute(world, attribute) for attribute in world.attributes.values()],
        rules=[_rule(world, rule) for rule in world.rules.values()],
    )


def dependencies() -> dict[str, str]:
    """The installed versions of what could make a difference."""
    found = {}
    for name in DEPENDENCIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _calendar(world: World) -> CalendarRow:
    c = world.calendar
    return CalendarRow(
        day=c.day, week=list(c.week), months=list(c.months), seasons=list(c.seasons), parts=list(c.parts),
        offset=c.offset,
    )


def _things(world: World) -> list[ThingRow]:
    bounds = (bound for attribute in world.attributes.values() for bound in (attribute.low, attribute.high))
    bounding = {bound.attr for bound in bounds if isinstance(bound, ast.Get)}
    return [
        ThingRow(
            key=e.key, kind=e.kind, name=e.name, pronoun=e.pronoun, aliases=list(e.aliases),
            bounds=_bounds(world, e, bounding),
        )
        for e in world.entities.values()
    ]


def _kind(kind: Kind) -> KindRow:
    named: list[tuple[str, str]] = []
    text = ""
    for part in kind.named:
        if isinstance(part, Slot):
            named.append((text, part.attr))
            text = ""
        else:
            text += part
    if text:
        named.append((text, ""))
    return KindRow(name=kind.name, agent=kind.agent, named=named)


def _attribute(world: World, attribute: Attribute) -> AttributeRow:
    sort = attribute.type
    return AttributeRow(
        key=attribute.key, form=attribute.form, unit=attribute.unit, unit_size=attribute.unit_size,  # type: ignore[arg-type]
        levels=[(level.name, level.at) for level in attribute.levels], relative=attribute.levels_relative,
        low=_bound(world, attribute.low), high=_bound(world, attribute.high),
        values=list(sort.values) if isinstance(sort, Choice) else [], time=isinstance(sort, Moment),
        start=_constant(world, attribute.start), to=sort.kind if isinstance(sort, Ref) else "",
    )


def _constant(world: World, expr: ast.Expr | None) -> float | None:
    if isinstance(expr, ast.Literal):
        return float(expr.value)
    return world.parameters[expr.name].default if isinstance(expr, ast.Parameter) else None


def _bound(world: World, expr: ast.Expr | None) -> float | str | None:
    return expr.attr if isinstance(expr, ast.Get) else _constant(world, expr)


def _bounds(world: World, entity: Entity, bounding: set[str]) -> dict[str, float]:
    found = {}
    values = dict(entity.values)
    for key in world.kinds[entity.kind].attributes:
        if key in bounding:
            value = _constant(world, values.get(key, world.attributes[key].start))
            if value is not None:
                found[key] = value
    return found


def _rule(world: World, rule: Rule) -> RuleRow:
    return RuleRow(
        id=rule.id, name=rule.name, roles=[role.name for role in rule.roles],
        outcomes=[case.name for case in rule.outcomes], amounts=[_amount(world, amount) for amount in rule.amounts],
    )


def _amount(world: World, amount: Amount) -> AmountRow:
    """An amount is written in the unit of an attribute that bounds it, else in a unit of its dimension."""
    for bound in (amount.high, amount.low):
        for attribute in _attributes(world, bound):
            if attribute.type == amount.type and attribute.unit:
                return AmountRow(name=amount.name, unit=attribute.unit, unit_size=attribute.unit_size)
    if isinstance(amount.type, Number):
        if not amount.type.dim:
            return AmountRow(name=amount.name)
        for unit, (dim, size) in sorted(world.units.items(), key=lambda item: (abs(item[1][1] - 1.0), item[0])):
            if dim == amount.type.dim:
                return AmountRow(name=amount.name, unit=unit, unit_size=size)
    return AmountRow(name=amount.name)


def _attributes(world: World, expr: ast.Expr) -> list[Attribute]:
    found = [world.attributes[expr.attr]] if isinstance(expr, ast.Get | ast.Tie) else []
    for part in children(expr):
        found += _attributes(world, part)
    return found
