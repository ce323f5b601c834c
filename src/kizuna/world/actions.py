"""The section `actions`: what somebody can decide to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.scope import Scope
from kizuna.lang.types import BARE, SPAN
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.constants import constant
from kizuna.world.draft import Draft
from kizuna.world.kinds import KindNode
from kizuna.world.model import Attribute, Role, Rule
from kizuna.world.reuse import Made, Reuse
from kizuna.world.roles import read_roles, see, settle_domains
from kizuna.world.rules import (
    conditions,
    is_role,
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
from kizuna.world.shapes import as_map, as_text, as_texts, entries, is_empty, plain


@dataclass(slots=True)
class Rules:
    """Rules as they are built. `roles` has the roles of those refused, too; `wide` are roles looked for among all.

    `reuse` has those of an earlier build.
    """

    built: dict[str, Rule] = field(default_factory=dict)
    roles: dict[str, tuple[Role, ...]] = field(default_factory=dict)
    wide: list[tuple[Rule, Role]] = field(default_factory=list)

    reuse: Reuse | None = None

    def build(
        self, draft: Draft, rule: str, entry: tuple[Scalar, Node], make: Callable[[Draft], Made | None],
        follows: str = "",
    ) -> None:
        """Add the rule of an id, out of an earlier build or made of its entry; one with errors touches no other."""
        made = self.reuse.rule(rule, *entry, follows) if self.reuse is not None else None
        if made is not None:
            self.roles[rule] = made[0].roles
        else:
            local = replace(draft, sink=Sink(), broken=set(draft.broken))
            made = make(local)
            draft.pass_on(local.sink, ())
            if self.reuse is not None:
                self.reuse.told(rule, local.sink)
            if made is None or local.sink.failed:
                return
        self.built[rule] = made[0]
        self.wide += [(made[0], role) for role in made[1]]


def build_actions(
    draft: Draft, node: Node | None, kinds: dict[str, KindNode], attributes: dict[str, Attribute], rules: Rules
) -> None:
    """Add all actions to `rules`, under `action/name`. One that has errors is left out and touches no other."""
    for key, value in entries(node, "`actions`", draft.sink):
        make = partial(_action, key=key, node=value, kinds=kinds, attributes=attributes, rules=rules)
        rules.build(draft, f"action/{key.text}", (key, value), make)
        if f"action/{key.text}" not in rules.roles:
            draft.broken.add(key.text)


def _action(
    draft: Draft,
    key: Scalar,
    node: Node,
    kinds: dict[str, KindNode],
    attributes: dict[str, Attribute],
    rules: Rules,
) -> Made | None:
    table = rule_table(draft, key, node, "action")
    if table is None:
        return None
    roles = read_roles(draft, table.get("roles"))
    rules.roles[f"action/{key.text}"] = roles
    _check_doer(draft, key, table, roles, kinds)
    scope = see(draft.scope, roles)
    for drawn_by in ("chooses", "varies"):
        scope = without_luck(scope, table.get(drawn_by), drawn_by, "`works if`, `takes`, `outcomes` and effects")
    chosen = read_amounts(draft, table.get("chooses"), "choice", scope)
    drawn = read_amounts(draft, table.get("varies"), "luck", scope, chosen)
    measured = with_luck(scope, (*chosen, *drawn), ())
    requires = read_requirements(draft, table.get("requires"), "requires", scope)
    works_if = read_requirements(draft, table.get("works if"), "works if", measured)
    throughout = read_requirements(draft, table.get("throughout"), "throughout", scope)
    settled, wide = settle_domains(roles, conditions(requires), attributes, 1)
    rule = Rule(
        id=f"action/{key.text}", name=key.text, sort="action", roles=settled,
        about=plain(table.get("about"), draft.sink), requires=requires, works_if=works_if, throughout=throughout,
        amounts=(*chosen, *drawn),
        perceived=read_perceived(draft, table, roles, scope), claims=_claims(draft, table, roles),
        bucket=read_bucket(draft, table.get("luck per"), scope), journey=_journey(draft, table, roles),
        span=key.span,
    )
    return _with_doing(draft, table, rule, scope, measured), wide


def _with_doing(draft: Draft, table: Map, rule: Rule, scope: Scope, measured: Scope) -> Rule:
    """The rule with its utility, time, luck, effects and phrases."""
    utility = as_text(table.get("utility"), "utility", draft.sink)
    takes = as_text(table.get("takes"), "takes", draft.sink)
    outcomes = read_outcomes(draft, table.get("outcomes"), measured)
    lucky = with_luck(scope, rule.amounts, outcomes)
    scopes = {
        "begins": measured, "effects": lucky, "interrupted": measured.inside(progress=BARE), "fails": measured,
    }
    lists = numbered([draft.effects(table.get(key), inner) for key, inner in scopes.items()])
    keys = [case.name for case in outcomes] + ["begins", "interrupted", "fails"]
    phrases, tells = read_phrases(draft, table, rule.roles, rule.amounts, lucky, keys)
    lasting = draft.expression(takes, measured, SPAN) if takes is not None else None
    if takes is not None and lasting is not None and (constant(lasting, {}) or 0.0) < 0:
        draft.sink.add("K109", f"`takes` is a time of at least 0 s, not {shorten(takes.text)!r}", takes.span)
    return replace(
        rule,
        utility=draft.expression(utility, scope, BARE) if utility is not None else None,
        takes=lasting,
        outcomes=outcomes, begins=lists[0], effects=lists[1], interrupted=lists[2], fails=lists[3],
        phrases=phrases, tells=tells,
    )


def _check_doer(draft: Draft, key: Scalar, table: Map, roles: tuple[Role, ...], kinds: dict[str, KindNode]) -> None:
    """The first role is there, is of an agent kind, and has no set to be looked for in."""
    if not roles:
        given = table.get("roles")
        if is_empty(given) or (isinstance(given, Map) and not given.items):
            message = f"the action {key.text!r} has no roles"
            draft.sink.add("K103", message, key.span, hint="the first role is the doer: `roles: {doer: …}`")
        return
    doer = roles[0]
    if doer.domain is not None:
        draft.sink.add("K102", f"{doer.name!r} does it and is not looked for in a set", doer.span,
                       hint="say under `requires` who can do it")
    if doer.kind and not (doer.kind in kinds and kinds[doer.kind].agent):
        agents = sorted(name for name, kind in kinds.items() if kind.agent)
        hint = f"agents are: {', '.join(agents)}" if agents else "add `agent: yes` to a kind"
        message = f"{doer.name!r} does it, but a {doer.kind} does not decide for itself"
        draft.sink.add("K204", message, doer.span, hint=hint)


def _claims(draft: Draft, table: Map, roles: tuple[Role, ...]) -> tuple[str, ...]:
    names = [role.name for role in roles]
    lines = as_texts(table.get("claims"), "`claims`", draft.sink)
    return tuple(line.text.strip() for line in lines if is_role(draft, line, names, "`claims`"))


def _journey(draft: Draft, table: Map, roles: tuple[Role, ...]) -> tuple[str, str] | None:
    """(who, to): one who has a place, and a place."""
    node = as_map(table.get("journey"), "`journey`", draft.sink)
    if node is None or not node.items:
        return None
    check_keys(node, "journey", draft.sink)
    found: list[str] = []
    for end in ("who", "to"):
        line = as_text(node.get(end), end, draft.sink)
        if line is None:
            if node.get(end) is None:
                draft.sink.add("K103", f"`journey` needs `{end}`, a role", node.span)
            continue
        fitting = [role.name for role in roles if end == "who" or role.kind in ("place", "")]
        if line.text.strip() in fitting:
            found.append(line.text.strip())
        elif line.text.strip() not in draft.broken:
            what = "a role" if end == "who" else "a role that is a place"
            message = f"`{end}` of a journey is {what}, not {shorten(line.text)!r}"
            draft.sink.add("K107", message, line.span, hint=did_you_mean(line.text, fitting))
    return (found[0], found[1]) if len(found) == 2 else None
