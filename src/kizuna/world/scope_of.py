"""The scope in which expressions about a finished world are resolved."""

from __future__ import annotations

from kizuna.lang.scope import Scope, Signature
from kizuna.lang.types import Choice
from kizuna.world.calendar import Calendar
from kizuna.world.model import Attribute, World


def scope_of(world: World) -> Scope:
    """The scope in which expressions about a world are resolved: in front matter, in an intervention, in a query."""
    bonds: dict[str, tuple[Signature, ...]] = {}
    inverse: dict[str, tuple[tuple[str, str, str], ...]] = {}
    plain: dict[str, Signature] = {}
    for key, attribute in sorted(world.attributes.items()):
        signature = _signature(attribute)
        if attribute.bond:
            bonds[attribute.name] = (*bonds.get(attribute.name, ()), signature)
        else:
            plain[key] = signature
        target = getattr(attribute.type, "kind", "")
        if attribute.inverse and target:
            row = (target, key, attribute.owner)
            inverse[attribute.inverse] = (*inverse.get(attribute.inverse, ()), row)
    names = [(name, each) for each in world.entities.values() for name in (each.key, each.name, *each.aliases)]
    return Scope(
        units=world.units,
        choices=world.choices,
        parameters={name: each.type for name, each in world.parameters.items()},
        kinds=frozenset(world.kinds),
        attributes=plain,
        bonds=bonds,
        inverses=dict(sorted(inverse.items())),
        definitions=world.definitions,
        things={name: (each.key, each.kind) for name, each in sorted(names, key=lambda pair: pair[0])},
        modes=frozenset(world.modes),
        rules=frozenset(rule.name for rule in world.rules.values() if rule.sort == "action"),
        calendar=calendar_choices(world.calendar),
    )


def calendar_choices(calendar: Calendar) -> dict[str, Choice]:
    """The choices that expressions read from the calendar: weekday, season, month and part."""
    return {
        "weekday": Choice("weekday", calendar.week),
        "season": Choice("season", tuple(name for name, _ in calendar.seasons)),
        "month": Choice("month", tuple(name for name, _ in calendar.months)),
        "part": Choice("part", tuple(name for name, _ in calendar.parts)),
    }


def _signature(attribute: Attribute) -> Signature:
    return Signature(
        key=attribute.key, name=attribute.name, owner=attribute.owner, form=attribute.form, type=attribute.type,
        levels=tuple((level.name, level.at) for level in attribute.levels), relative=attribute.levels_relative,
        moving=attribute.moves, seen=attribute.seen,
        believed=attribute.believed, span=attribute.span,
    )
