"""The section `kinds`: what there is, and what its members have and do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kizuna.diagnostics import NOWHERE
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.quantity import spell_time
from kizuna.lang.scope import Signature
from kizuna.lang.types import BOOL, SPAN, Choice, Ref
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.attributes import Declared, declare
from kizuna.world.constants import constant
from kizuna.world.draft import Draft
from kizuna.world.model import Attribute, Decides, Kind, Slot
from kizuna.world.rules import read_requirements
from kizuna.world.shapes import as_flag, as_map, as_text, entries, is_word, plain
from kizuna.world.values import Parameters

SECTIONS = {
    "meters": "meter", "numbers": "number", "flags": "flag", "choices": "choice", "refs": "ref", "dates": "date",
}
_SLOT = re.compile(r"\{([^{}]*)\}")
_DAY = 86_400_000
_SOONEST = 1_000            # ms between two looks of somebody idle
_SOONEST_REACTION = 100     # ms


@dataclass(frozen=True, slots=True)
class KindNode:
    """A kind between the passes: its key, its map, and whether its members decide for themselves."""

    key: Scalar
    node: Map
    agent: bool


def collect_kinds(draft: Draft, node: Node | None) -> dict[str, KindNode]:
    """The kinds by name; their names go into the scope. `place` is always there."""
    found: dict[str, KindNode] = {}
    for key, value in entries(node, "`kinds`", draft.sink):
        table = as_map(value, f"the kind {shorten(key.text)!r}", draft.sink)
        if not is_word(key, "a kind", draft.sink) or table is None:
            draft.broken.add(key.text)
            continue
        check_keys(table, "kind", draft.sink)
        agent = as_flag(table.get("agent"), False, "agent", draft.sink)
        if agent and key.text == "place":
            draft.sink.add("K102", "a place cannot decide for itself", key.span)
        found[key.text] = KindNode(key, table, agent)
    draft.add_to_scope(kinds=frozenset(found) | {"place"})
    return found


def declare_attributes(draft: Draft, kinds: dict[str, KindNode]) -> list[Declared]:
    """The signatures of all kinds' attributes; a name that a kind has twice is K104."""
    found: list[Declared] = []
    for name, kind in sorted(kinds.items()):
        seen: dict[str, Scalar] = {}
        for section, node in kind.node:
            form = SECTIONS.get(section.text)
            if form is None:
                continue
            for key, value in entries(node, f"`{section.text}` of {name!r}", draft.sink):
                if key.text in seen or (name == "place" and key.text == "inside"):
                    places = [seen[key.text].span] if key.text in seen else []
                    draft.sink.add("K104", f"{name!r} has two attributes called {key.text!r}", key.span, *places)
                    continue
                seen[key.text] = key
                table = as_map(value, f"{shorten(key.text)!r} of {name!r}", draft.sink)
                if table is None:
                    draft.broken.add(key.text)
                    continue
                check_keys(table, f"attribute.{form}", draft.sink)
                declared = declare(draft, key, table, name, form, {"self": Ref(name)})
                if declared is not None:
                    found.append(declared)
    return found


def built_in() -> Declared:
    """What every place has: the place it is part of, and with `contents` its parts."""
    signature = Signature("place.inside", "inside", "place", "ref", Ref("place"), seen="all", span=NOWHERE)
    key = Scalar("inside", NOWHERE)
    return Declared(signature, Map((), NOWHERE), key, {"self": Ref("place")}, inverse="contents")


def inverses(draft: Draft, declared: list[Declared]) -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Inverse name -> (bearer kind, attribute key, member kind); K104 where one kind would have two of a name."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    owners: dict[tuple[str, str], Declared] = {}
    attributes = {(item.signature.owner, item.signature.name): item for item in declared}
    for item in sorted(declared, key=lambda each: each.signature.key):
        target = item.signature.type.kind if isinstance(item.signature.type, Ref) else ""
        if not item.inverse or not target:
            continue
        other = owners.get((target, item.inverse)) or attributes.get((target, item.inverse))
        if other is not None:
            place = item.node.get("inverse")
            keys = f"{other.signature.key} and {item.signature.key}"
            message = f"{target!r} would have two things called {item.inverse!r}: {keys}"
            spans = [place.span] if place is not None else []
            draft.sink.add("K104", message, *spans, other.key.span, hint="choose another name for the inverse")
            continue
        owners[target, item.inverse] = item
        found.setdefault(item.inverse, []).append((target, item.signature.key, item.signature.owner))
    return {name: tuple(rows) for name, rows in sorted(found.items())}


def build_kinds(
    draft: Draft, nodes: dict[str, KindNode], attributes: dict[str, Attribute], order: list[str], parameters: Parameters
) -> dict[str, Kind]:
    """All kinds, `place` among them, with how their members are named, decide and perceive.

    `order` are the attributes' keys in order of declaration.
    """
    found: dict[str, Kind] = {}
    for name in sorted({*nodes, "place"}):
        keys = tuple(key for key in order if attributes[key].owner == name)
        if name not in nodes:
            found[name] = Kind(name, attributes=keys)
            continue
        kind = nodes[name]
        scope = draft.scope.inside(self=Ref(name))
        perceives = as_text(kind.node.get("perceives"), "perceives", draft.sink)
        found[name] = Kind(
            name=name,
            agent=kind.agent,
            about=plain(kind.node.get("about"), draft.sink),
            attributes=keys,
            named=_named(draft, kind, attributes),
            decides=_decides(draft, kind, attributes, parameters),
            perceives=draft.expression(perceives, scope, BOOL) if perceives is not None else None,
            span=kind.key.span,
        )
    return found


def _named(draft: Draft, kind: KindNode, attributes: dict[str, Attribute]) -> tuple[str | Slot, ...]:
    """The template for members without a name: text and attributes in braces."""
    line = as_text(kind.node.get("named"), "named", draft.sink)
    if line is None:
        return ()
    if set(_SLOT.sub("", line.text)) & set("{}"):
        draft.sink.add("K201", f"braces do not match in {shorten(line.text)!r}", line.span)
        return ()
    parts: list[str | Slot] = []
    end = 0
    for hole in _SLOT.finditer(line.text):
        key = f"{kind.key.text}.{hole[1].strip()}"
        if hole.start() > end:
            parts.append(line.text[end : hole.start()])
        end = hole.end()
        if key in attributes:
            parts.append(Slot("self", key))
        elif hole[1].strip() not in draft.broken:
            known = [each.name for each in attributes.values() if each.owner == kind.key.text]
            place = line.span.inner(hole.start(1), len(hole[1]))
            message = f"{kind.key.text!r} has no attribute {shorten(hole[1])!r}"
            draft.sink.add("K202", message, place, hint=did_you_mean(hole[1], known))
    if end < len(line.text):
        parts.append(line.text[end:])
    return tuple(parts)


def _decides(draft: Draft, kind: KindNode, attributes: dict[str, Attribute], parameters: Parameters) -> Decides | None:
    """How the members of an agent kind decide; the defaults for an agent kind that does not say."""
    node = kind.node.get("decides")
    if not kind.agent:
        if node is not None:
            message = f"{kind.key.text!r} decides, but is no agent"
            draft.sink.add("K102", message, node.span, hint="add `agent: yes` to the kind")
        return None
    table = as_map(node, "`decides`", draft.sink)
    if table is None:
        return Decides()
    check_keys(table, "decides", draft.sink)
    by = _by(draft, kind, table, attributes)
    every, default = _every(draft, table.get("every"), by, parameters)
    if every and table.get("by") is None:
        draft.sink.add("K103", "`every` goes by situation and needs `by`, a choice of this kind", table.span)
    able = as_text(table.get("while"), "while", draft.sink)
    scope = draft.scope.inside(self=Ref(kind.key.text))
    reaction = as_text(table.get("reaction"), "reaction", draft.sink)
    soon = _time(draft, reaction, parameters, _SOONEST_REACTION) if reaction is not None else None
    return Decides(
        by=by.key if by is not None else "",
        every=every,
        default_every=default,
        able=draft.expression(able, scope, BOOL) if able is not None else None,
        reaction=2_000 if soon is None else soon,
        roused_by=read_requirements(draft, table.get("roused by"), "roused by", scope),
    )


def _by(draft: Draft, kind: KindNode, table: Map, attributes: dict[str, Attribute]) -> Attribute | None:
    line = as_text(table.get("by"), "by", draft.sink)
    if line is None:
        return None
    name = line.text.strip()
    found = attributes.get(f"{kind.key.text}.{name}")
    if found is not None and found.form == "choice":
        return found
    if name not in draft.broken:
        known = [each.name for each in attributes.values() if each.owner == kind.key.text and each.form == "choice"]
        message = f"`by` is a choice of {kind.key.text!r}, not {shorten(name)!r}"
        draft.sink.add("K107", message, line.span, hint=did_you_mean(name, known))
    return None


def _every(
    draft: Draft, node: Node | None, by: Attribute | None, parameters: Parameters
) -> tuple[tuple[tuple[str, int], ...], int]:
    """(value of `by`, ms) pairs in the order of the values, and the time for all others."""
    default = Decides().default_every
    if isinstance(node, Scalar):
        line = as_text(node, "every", draft.sink)
        return (), (_time(draft, line, parameters, _SOONEST) if line is not None else None) or default
    values = by.type.values if by is not None and isinstance(by.type, Choice) else ()
    found: dict[str, int] = {}
    for key, value in entries(node, "`every`", draft.sink):
        if by is not None and key.text not in values:
            message = f"{shorten(key.text)!r} is no value of {by.name!r}"
            draft.sink.add("K107", message, key.span, by.span, hint=did_you_mean(key.text, values))
            continue
        line = as_text(value, "every", draft.sink)
        lasting = _time(draft, line, parameters, _SOONEST) if line is not None else None
        if lasting is not None:
            found[key.text] = lasting
    return tuple(sorted(found.items(), key=lambda item: values.index(item[0]) if item[0] in values else 0)), default


def _time(draft: Draft, line: Scalar, parameters: Parameters, least: int) -> int | None:
    """A constant time in ms of at least `least`; K102 or K109 otherwise."""
    expr = draft.expression(line, draft.scope, SPAN)
    if expr is None:
        return None
    value = constant(expr, parameters)
    if value is None:
        draft.sink.add("K102", f"{shorten(line.text)!r} is not a fixed time", line.span, hint="write such as `2 h`")
        return None
    if not least <= value <= 36_500 * _DAY:
        limits = f"at least {spell_time(float(least))} and at most 100 years of 365 days"
        draft.sink.add("K109", f"{shorten(line.text)} is not a time of {limits}", line.span)
        return None
    return round(value)
