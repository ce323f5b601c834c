"""Whether the world can be lived: rates, starts, what is watched, and how wide roles are searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kizuna.diagnostics import Sink
from kizuna.lang.ast import Call, Compare, Date, Expr, Get, IsChoice, IsLevel, Now, Tie
from kizuna.world.clashes import check_clashes
from kizuna.world.model import Attribute, Role, Rule, World
from kizuna.world.reads import attributes_read, children, kinds_created, rule_effects, walk
from kizuna.world.rings import rings
from kizuna.world.watching import check_own_reading, check_watchable, is_moving
from kizuna.world.wording import say


def check_dynamics(world: World, sink: Sink) -> None:
    """All checks of what moves, what kinds watch, and what rules write at one instant (K401–K404, K406, K408)."""
    check_rates(world.attributes, sink)
    check_starts(world.attributes, sink)
    for kind in world.kinds.values():
        if kind.decides is not None and kind.decides.able is not None:
            able = kind.decides.able
            where = f"`while` of {kind.name!r}"
            check_own_reading(able, "self", world.attributes, where, able.span, sink)
        for rousing in kind.decides.roused_by if kind.decides is not None else ():
            where = f"`roused by` of {kind.name!r}"
            check_watchable(rousing.expr, world.attributes, where, rousing.span, sink)
    check_clashes(world, sink)


def check_rates(attributes: Mapping[str, Attribute], sink: Sink) -> None:
    """K402 for a rate that reads what moves otherwise than through levels, K401 for rates that read each other."""
    edges: dict[str, set[str]] = {}
    for key, attribute in attributes.items():
        for name in ("rate", "toward", "within"):
            expr: Expr | None = getattr(attribute, name)
            if expr is None:
                continue
            _check_rate(attribute, name, expr, attributes, sink)
            levels = {
                item.item.attr for item in walk(expr) if isinstance(item, IsLevel) and isinstance(item.item, Get | Tie)
            }
            edges.setdefault(key, set()).update(k for k in levels if k != key and is_moving(attributes.get(k)))
    for ring in rings(edges):
        names = [attributes[key].name for key in ring]
        message = "rates depend on each other in a circle: " + " → ".join([*names, names[0]])
        sink.add("K401", message, *(attributes[key].span for key in ring),
                 hint="let one of them read something that moves only by effects")


def check_starts(attributes: Mapping[str, Attribute], sink: Sink) -> None:
    """K408 for starts and bounds that need each other."""
    edges = {
        key: frozenset(
            read
            for expr in (attribute.start, attribute.low, attribute.high)
            if expr is not None
            for read in attributes_read(expr)
        )
        for key, attribute in attributes.items()
    }
    for ring in rings(edges):
        names = [attributes[key].name for key in ring]
        message = "starts depend on each other in a circle: " + " → ".join([*names, names[0]])
        places = [attributes[key].span for key in ring]
        sink.add("K408", message, *places, hint="give one of them a fixed start or range")


def check_watched(rule: Rule, attributes: Mapping[str, Attribute], sink: Sink) -> None:
    """K406 for conditions that are watched and cannot be: a trigger's `when`, an action's `throughout`."""
    if rule.sort == "trigger" and not rule.on and rule.every is None:
        for requirement in rule.requires:
            where = f"{rule.name!r}" if rule.integrity else f"the trigger {rule.name!r}"
            check_watchable(requirement.expr, attributes, where, requirement.span, sink)
    for requirement in rule.throughout:
        where = f"`throughout` of {rule.name!r}"
        check_own_reading(requirement.expr, rule.roles[0].name, attributes, where, requirement.span, sink)


def check_searches(world: World, wide: list[tuple[Rule, Role]], made: frozenset[str], sink: Sink) -> None:
    """K407 for roles that are looked for among all of a kind that is not small: agents, and what is made.

    `made` are kinds that `generate` makes members of.
    """
    growing = made.union(*(kinds_created(rule_effects(rule)) for rule in world.rules.values()))
    growing |= {kind.name for kind in world.kinds.values() if kind.agent}
    for rule, role in sorted(wide, key=lambda pair: (pair[0].id, pair[1].name)):
        if role.kind in growing:
            message = f"the role {role.name!r} of {rule.name!r} is looked for among all of kind {role.kind!r}"
            whole = f"{role.name}: {role.kind} in all {role.kind}"
            hint = f"say where: `{role.name}: {role.kind} in …`; if you mean all: `{whole}`"
            sink.add("K407", message, role.span, hint=hint)


def _check_rate(
    attribute: Attribute, name: str, expr: Expr, attributes: Mapping[str, Attribute], sink: Sink
) -> None:
    told: set[str] = set()
    for item in _by_value(expr, attributes):
        if say(item) in told:
            continue
        told.add(say(item))
        span = item.span if item.span.line else attribute.span
        if isinstance(item, Get | Tie):
            other = attributes[item.attr]
            message = f"`{name}` of {attribute.name!r} reads the value of {say(item)}, which moves"
            sink.add("K402", message, span, other.span, hint=_way_out(attribute, other, item))
        else:
            message = f"`{name}` of {attribute.name!r} reads {say(item)} as a number, which moves all along"
            sink.add("K402", message, span, hint="compare it, as in `if clock >= 22:30 then … else …`")


def _way_out(attribute: Attribute, other: Attribute, item: Get | Tie) -> str:
    if other.key == attribute.key:
        return "for a change that slows down as it goes, write `toward` and `within` instead of `rate`"
    if other.levels:
        return f"read it through a level: `{say(item)} is {other.levels[0].name}`"
    return f"declare `levels` of {other.name!r}, and read it through them: `{say(item)} is …`"


def _by_value(expr: Expr, attributes: Mapping[str, Attribute]) -> Iterator[Expr]:
    """What an expression reads that moves, other than through levels and, for the time, comparisons."""
    match expr:
        case IsLevel(item=item):
            for inner in children(item):
                yield from _by_value(inner, attributes)
        case Get(attr=attr) | Tie(attr=attr) if is_moving(attributes.get(attr)):
            yield expr
        case Now() | Date() | Call(name="since"):
            yield expr
        case Compare(left=left, right=right):
            for side in (left, right):
                if not isinstance(side, Now | Date | Call):
                    yield from _by_value(side, attributes)
        case IsChoice(item=Date()):
            return
        case _:
            for inner in children(expr):
                yield from _by_value(inner, attributes)
