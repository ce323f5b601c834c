"""The section `triggers`: what happens by itself, at a condition, at times of a calendar, or on another event."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.types import SPAN
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.actions import Rules
from kizuna.world.calendar_section import schedule
from kizuna.world.constants import constant
from kizuna.world.draft import Draft
from kizuna.world.model import Attribute, Rule, Schedule
from kizuna.world.reuse import Made
from kizuna.world.roles import read_roles, see, settle_domains
from kizuna.world.rules import (
    conditions,
    numbered,
    read_amounts,
    read_bucket,
    read_outcomes,
    read_perceived,
    read_phrases,
    read_requirements,
    rule_table,
    with_luck,
    without_luck,
)
from kizuna.world.shapes import as_text, entries, plain
from kizuna.world.values import Parameters

_SOONEST = 1_000    # ms after which a condition that still holds may count again


def build_triggers(
    draft: Draft, node: Node | None, parameters: Parameters, attributes: dict[str, Attribute], rules: Rules
) -> None:
    """Add all triggers to `rules`, under `trigger/name`; those that follow others after the ones that they follow."""
    tables: dict[str, tuple[Scalar, Map]] = {}
    for key, value in entries(node, "`triggers`", draft.sink):
        table = rule_table(draft, key, value, "trigger")
        if table is None:
            draft.broken.add(key.text)
        elif f"action/{key.text}" in rules.roles:
            message = f"{key.text!r} is the name of an action already"
            draft.sink.add("K104", message, key.span, hint="give the trigger another name")
        else:
            tables[key.text] = key, table
    for name in _in_order(draft, tables):
        key, table = tables[name]
        make = partial(
            _trigger, key=key, table=table, parameters=parameters, attributes=attributes, rules=rules,
            names=frozenset(tables),
        )
        rules.build(draft, f"trigger/{name}", (key, table), make, _followed_before(table, rules))


def _in_order(draft: Draft, tables: dict[str, tuple[Scalar, Map]]) -> list[str]:
    """The triggers' names, each after the one that it follows; K405 for those that follow each other in a circle."""
    ordered: dict[str, None] = {}
    for start in list(tables):
        chain: list[str] = []
        name = start
        while name in tables and name not in ordered and name not in chain:
            chain.append(name)
            on = tables[name][1].get("on")
            name = on.text.strip() if isinstance(on, Scalar) else ""
        if name in chain:
            ring = chain[chain.index(name) :]
            turn = ring.index(min(ring))
            ring = ring[turn:] + ring[:turn]
            message = "triggers follow each other in a circle: " + " → ".join([*ring, ring[0]])
            draft.sink.add("K405", message, *(tables[each][0].span for each in ring),
                           hint="let one of them follow an action, a time or a condition")
            draft.broken.update(chain)
            for each in chain:
                del tables[each]
        else:
            ordered.update(dict.fromkeys(reversed(chain)))
    return [name for name in ordered if name in tables]


def _trigger(
    draft: Draft,
    key: Scalar,
    table: Map,
    parameters: Parameters,
    attributes: dict[str, Attribute],
    rules: Rules,
    names: frozenset[str],
) -> Made | None:
    on = _followed(draft, table, rules, names - {key.text})
    if on is None:
        return None
    _check_cause(draft, key, table)
    given = tuple(replace(role, domain=None) for role in rules.roles.get(on, ()))
    roles = read_roles(draft, table.get("roles"), given)
    rules.roles[f"trigger/{key.text}"] = roles
    scope = without_luck(see(draft.scope, roles), table.get("varies"), "varies", "`outcomes` and `effects`")
    requires = read_requirements(draft, table.get("when"), "when", scope)
    drawn = read_amounts(draft, table.get("varies"), "luck", scope)
    measured = with_luck(scope, drawn, ())
    outcomes = read_outcomes(draft, table.get("outcomes"), measured)
    lucky = with_luck(scope, drawn, outcomes)
    effects = numbered([draft.effects(table.get("effects"), lucky)])[0]
    phrases, tells = read_phrases(draft, table, roles, drawn, lucky, [case.name for case in outcomes])
    settled, wide = settle_domains(roles, conditions(requires), attributes, len(given))
    moment = as_text(table.get("every"), "every", draft.sink)
    rule = Rule(
        id=f"trigger/{key.text}", name=key.text, sort="trigger", roles=settled,
        about=plain(table.get("about"), draft.sink), requires=requires, amounts=drawn, outcomes=outcomes,
        effects=effects, perceived=read_perceived(draft, table, roles, scope),
        bucket=read_bucket(draft, table.get("luck per"), scope), on=on,
        every=_every(draft, moment) if moment is not None else None,
        again=_again(draft, table, parameters), phrases=phrases, tells=tells, span=key.span,
    )
    watched_first = () if given else settled[:1]
    return rule, tuple(role for role in wide if role not in watched_first)


def _every(draft: Draft, line: Scalar) -> Schedule | None:
    local = Sink()
    found = schedule(line.text, line.span, draft.calendar, local)
    draft.pass_on(local, (line.text,))
    return found


def _followed_before(table: Map, rules: Rules) -> str:
    """The id of the rule that a trigger follows, or the bare name of one that has not been built; "" for none."""
    on = table.get("on")
    name = on.text.strip() if isinstance(on, Scalar) else ""
    return next((rule for rule in (f"action/{name}", f"trigger/{name}") if rule in rules.built), name)


def _followed(draft: Draft, table: Map, rules: Rules, names: frozenset[str]) -> str | None:
    """The id of the rule that a trigger follows, "" if none; None if that rule is not there or is at fault itself."""
    line = as_text(table.get("on"), "on", draft.sink)
    if line is None:
        return "" if table.get("on") is None else None
    name = line.text.strip()
    for rule in (f"action/{name}", f"trigger/{name}"):
        if rule in rules.roles:
            return rule
    if name not in draft.broken and name not in names:
        known = [rule.partition("/")[2] for rule in rules.roles] + list(names)
        message = f"there is no action or trigger {shorten(name)!r}"
        draft.sink.add("K107", message, line.span, hint=did_you_mean(name, known))
    return None


def _check_cause(draft: Draft, key: Scalar, table: Map) -> None:
    """A trigger happens at a time, on an event, or at a condition."""
    on, every, again = table.key("on"), table.key("every"), table.key("again")
    if on is not None and every is not None:
        message = f"the trigger {key.text!r} has both `on` and `every`"
        draft.sink.add("K102", message, every.span, on.span, hint="write two triggers")
    if on is None and every is None and table.get("when") is None:
        message = f"the trigger {key.text!r} never happens: it has no `when`, no `every` and no `on`"
        draft.sink.add("K103", message, key.span)
    if again is not None and (on is not None or every is not None):
        message = "`again` is for triggers that watch a condition"
        draft.sink.add("K102", message, again.span, hint="leave it out")


def _again(draft: Draft, table: Map, parameters: Parameters) -> int:
    line = as_text(table.get("again"), "again", draft.sink)
    expr = draft.expression(line, draft.scope, SPAN) if line is not None else None
    if line is None or expr is None:
        return 0
    value = constant(expr, parameters)
    if value is None or not _SOONEST <= value < 2**62:
        draft.sink.add("K109", f"`again` is a fixed time of at least 1 s, not {shorten(line.text)!r}", line.span)
        return 0
    return round(value)
