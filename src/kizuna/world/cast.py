"""Places, things and cast to entities: what each is, how it is called, and what it has at the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.ast import Expr, Literal, Thing
from kizuna.lang.scope import Scope
from kizuna.lang.types import BOOL, Ref
from kizuna.pack.keys import KEYS, check_keys
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.calendar import Calendar
from kizuna.world.cast_values import thing_of, value_of
from kizuna.world.model import Attribute, Entity, Kind
from kizuna.world.names import Entry, agent_kinds, declared, unusable
from kizuna.world.shapes import shown

_CONTEXTS = {"places": "place", "things": "thing", "cast": "cast"}
_PRONOUNS = ("he", "she", "they", "it")
_INSIDE = "place.inside"

Bond = tuple[str, str, Expr]


def build_entities(
    tree: Map, scope: Scope, attributes: dict[str, Attribute], kinds: dict[str, Kind], sink: Sink,
    calendar: Calendar | None = None,
) -> dict[str, Entity]:
    """The entities of `places`, `things` and `cast`, by key in alphabetical order.

    Names are judged by `collect_names`, which has to have run (its table is `scope.things`). Reports K101, K102, K103,
    K107, K109 and K204; what is at fault is left out of the entity.
    """
    builder = _Builder(scope, attributes, kinds, agent_kinds(tree), calendar or Calendar(), sink)
    found: dict[str, Entity] = {}
    for entry in declared(tree, Sink()):
        if entry.identity not in found:
            entity = builder.entity(entry)
            if entity is not None:
                found[entity.key] = entity
    _check_inside(found, sink)
    return dict(sorted(found.items()))


@dataclass(slots=True)
class _Builder:
    scope: Scope
    attributes: dict[str, Attribute]
    kinds: dict[str, Kind]
    agents: tuple[str, ...]
    calendar: Calendar
    sink: Sink
    ties: dict[str, dict[str, list[Attribute]]] = field(default_factory=dict)   # kind -> bond name -> tables

    def entity(self, entry: Entry) -> Entity | None:
        kind = self._kind(entry)
        if kind is None or kind not in self.kinds:
            return None
        context = _CONTEXTS[entry.section]
        ties = self._ties(kind)
        own = {self.attributes[key].name: self.attributes[key] for key in self.kinds[kind].attributes}
        check_keys(entry.node, context, self.sink, {*own, *ties})
        values: dict[str, Expr] = {}
        bonds: list[Bond] = []
        for key, node in self._ordered(entry, own):
            if key.text in own:
                self._set(own[key.text], node, kind, values)
            elif key.text in ties:
                bonds.extend(self._bonds(key, node, ties[key.text]))
        return Entity(
            key=entry.identity, kind=kind, name=self._name(entry), aliases=self._aliases(entry),
            pronoun=self._pronoun(entry), values=tuple(sorted(values.items())), bonds=tuple(bonds), span=entry.key.span,
        )

    def _kind(self, entry: Entry) -> str | None:
        """The kind of an entry; None after K102, K103 or K107."""
        if entry.section == "places":
            return "place"
        given = entry.node.get("is")
        if given is None:
            if entry.section == "cast" and len(self.agents) == 1:
                return self.agents[0]
            hint = f"write `is:` and one of {', '.join(sorted(self.kinds))}" if len(self.kinds) < 9 else "write `is:`"
            self.sink.add("K103", f"{shorten(entry.key.text)!r} does not say what it is", entry.key.span, hint=hint)
            return None
        if not isinstance(given, Scalar):
            self.sink.add("K102", f"the kind is one word, but {shown(given)} stands here", given.span)
            return None
        name = given.text.strip()
        if name not in self.kinds:
            hint = did_you_mean(name, self.kinds)
            self.sink.add("K107", f"there is no kind {shorten(name)!r}", given.span, hint=hint)
            return None
        if entry.section == "cast" and not self.kinds[name].agent:
            self.sink.add("K102", f"{shorten(entry.key.text)!r} is a {name}, which is no agent", given.span,
                          hint="put it under `things`, or add `agent: yes` to the kind")
        return name

    def _ties(self, kind: str) -> dict[str, list[Attribute]]:
        """The bonds that members of a kind can have, by name."""
        if kind not in self.ties:
            table: dict[str, list[Attribute]] = {}
            for attribute in self.attributes.values():
                if attribute.bond and attribute.owner.partition(">")[0] == kind:
                    table.setdefault(attribute.name, []).append(attribute)
            self.ties[kind] = table
        return self.ties[kind]

    def _ordered(self, entry: Entry, own: Mapping[str, Attribute]) -> Iterator[tuple[Scalar, Node]]:
        """Attributes and bonds, numbers first: a meter's bounds may be among them. Fixed keys are passed over."""
        fixed = KEYS[_CONTEXTS[entry.section]].keys() - {"inside"}
        pairs = [(key, node) for key, node in entry.node if key.text not in fixed]
        return iter(sorted(pairs, key=lambda pair: pair[0].text not in own or own[pair[0].text].form != "number"))

    def _set(self, attribute: Attribute, node: Node, kind: str, values: dict[str, Expr]) -> None:
        if not isinstance(node, Scalar) or not node.text.strip():
            self.sink.add("K102", f"{attribute.name} needs one value, but {shown(node)} stands here", node.span)
            return
        scope = self.scope.inside(self=Ref(kind))
        found = value_of(node, attribute, scope, values, self.calendar, self.sink)
        if found is not None:
            values[attribute.key] = found

    def _bonds(self, key: Scalar, node: Node, tables: list[Attribute]) -> Iterator[Bond]:
        """Bonds as a map from the other end to the value, or for flags as a list of other ends."""
        if isinstance(node, Map):
            for end, value in node:
                attribute = self._table(end, tables)
                if attribute is not None:
                    yield from self._bond(attribute, end, value)
            return
        ends = node.items if isinstance(node, Seq) else (node,)
        for item in ends:
            if not isinstance(item, Scalar) or not item.text.strip():
                if isinstance(node, Seq) or not isinstance(item, Scalar):
                    self.sink.add("K102", f"{key.text} needs names, but {shown(item)} stands here", item.span)
                continue
            attribute = self._table(item, tables)
            if attribute is not None and attribute.type != BOOL:
                self.sink.add("K102", f"{key.text} needs a value for each name", item.span,
                              hint=f"write {key.text}: {{{shorten(item.text)}: …}}")
            elif attribute is not None:
                target = thing_of(item, attribute.owner.partition(">")[2], self.scope, self.sink)
                if target is not None:
                    yield attribute.key, target.key, Literal(1, BOOL, "yes", item.span)

    def _table(self, end: Scalar, tables: list[Attribute]) -> Attribute | None:
        """The bond table that fits the other end's kind; None after K107."""
        known = self.scope.things.get(end.text.strip())
        fitting = [table for table in tables if known is not None and table.owner.partition(">")[2] == known[1]]
        if fitting or len(tables) == 1:
            return (fitting or tables)[0]
        kinds = {table.owner.partition(">")[2] for table in tables}
        near = [name for name, (_, kind) in self.scope.things.items() if kind in kinds]
        message = f"there is no {' or '.join(sorted(kinds))} {shorten(end.text)!r}"
        self.sink.add("K107", message, end.span, hint=did_you_mean(end.text, near))
        return None

    def _bond(self, attribute: Attribute, end: Scalar, value: Node) -> Iterator[Bond]:
        target = thing_of(end, attribute.owner.partition(">")[2], self.scope, self.sink)
        if not isinstance(value, Scalar) or not value.text.strip():
            self.sink.add("K102", f"{attribute.name} needs one value, but {shown(value)} stands here", value.span)
            return
        found = value_of(value, attribute, self.scope, {}, self.calendar, self.sink)
        if target is not None and found is not None and target.key:
            yield attribute.key, target.key, found

    def _name(self, entry: Entry) -> str:
        given = entry.node.get("name")
        return given.text if isinstance(given, Scalar) and not unusable(given.text) else entry.key.text

    def _aliases(self, entry: Entry) -> tuple[str, ...]:
        given = entry.node.get("aliases")
        items = given.items if isinstance(given, Seq) else (given,)
        return tuple(item.text for item in items if isinstance(item, Scalar) and not unusable(item.text))

    def _pronoun(self, entry: Entry) -> str:
        given = entry.node.get("pronoun")
        if given is None:
            return ""
        text = given.text.strip().lower() if isinstance(given, Scalar) else ""
        if text not in _PRONOUNS:
            message = f"the pronoun is one of he, she, they and it, but {shown(given)} stands here"
            self.sink.add("K102", message, given.span)
            return ""
        return text


def _check_inside(entities: dict[str, Entity], sink: Sink) -> None:
    """K102 for places that lie inside each other in a circle; the one named is taken out."""
    outer = {key: _container(entity) for key, entity in entities.items() if entity.kind == "place"}
    for key in sorted(outer):
        seen = {key}
        at = outer[key]
        while at and at not in seen:
            seen.add(at)
            at = outer.get(at, "")
        if at == key:
            entity = entities[key]
            message = f"{shorten(entity.name)!r} lies inside itself, by way of what it is inside of"
            sink.add("K102", message, entity.span)
            entities[key] = replace(entity, values=tuple(pair for pair in entity.values if pair[0] != _INSIDE))
            outer[key] = ""


def _container(entity: Entity) -> str:
    for key, value in entity.values:
        if key == _INSIDE and isinstance(value, Thing):
            return value.key
    return ""
