"""Front matter: which world, which cast, what holds at the start, and when it begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten, whom_do_you_mean
from kizuna.lang.ast import Expr, Literal, Thing
from kizuna.lang.types import NEVER_WAS, Moment
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.story.script import Script
from kizuna.world.dates import read_moment
from kizuna.world.model import Entity, World
from kizuna.world.reads import walk
from kizuna.world.sentences_forms import fold

_KEYS = ("world", "cast", "start", "begin", "people", "title", "about", "author", "tags", "aliases")
MOST_PEOPLE = 2_000
"""How many people a story's world may have."""


@dataclass(frozen=True, slots=True)
class Front:
    """What the front matter says. `start` are the expressions with their values, both as written."""

    world: Scalar | None
    cast: tuple[Scalar, ...]
    start: tuple[tuple[Scalar, Scalar], ...]
    begin: Scalar | None
    people: int


def read_front(script: Script, sink: Sink) -> Front:
    """Reads the front matter; K309 for what cannot be used. Keys of the writer's own tools (title, tags …) are left
    alone."""
    front = script.front
    for key, _ in front:
        if key.text not in _KEYS:
            hint = did_you_mean(key.text, _KEYS[:5])
            sink.add("K309", f"{shorten(key.text)!r} is not known in front matter", key.span, hint=hint)
    return Front(
        _scalar(front, "world", sink),
        _names(front.get("cast"), sink),
        _start(front.get("start"), sink),
        _scalar(front, "begin", sink),
        _people(_scalar(front, "people", sink), sink),
    )


def _scalar(front: Map, key: str, sink: Sink) -> Scalar | None:
    node = front.get(key)
    if node is None or (isinstance(node, Scalar) and node.text.strip()):
        return node
    sink.add("K309", f"`{key}` needs one value", node.span)
    return None


def _names(node: Node | None, sink: Sink) -> tuple[Scalar, ...]:
    if node is None:
        return ()
    items = node.items if isinstance(node, Seq) else (node,)
    found = []
    for item in items:
        if isinstance(item, Scalar) and item.text.strip():
            found.append(item)
        else:
            sink.add("K309", "`cast` is a list of names", item.span, hint="write  cast: [One Name, Another Name]")
    return tuple(found)


def _start(node: Node | None, sink: Sink) -> tuple[tuple[Scalar, Scalar], ...]:
    if node is None or (isinstance(node, Scalar) and not node.text.strip()):
        return ()
    if not isinstance(node, Map):
        sink.add(
            "K309", "`start` is a map of expressions to values", node.span, hint="write  start: {place(Name): harbour}"
        )
        return ()
    found = []
    for key, value in node:
        if isinstance(value, Scalar):
            found.append((key, value))
        else:
            sink.add("K309", f"{shorten(key.text)!r} needs one value", value.span)
    return tuple(found)


def _people(node: Scalar | None, sink: Sink) -> int:
    if node is None:
        return 0
    text = node.text.strip()
    if text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= MOST_PEOPLE:
        return int(text)
    sink.add("K309", f"`people` is a number from 0 to {MOST_PEOPLE}, not {shorten(text)!r}", node.span)
    return 0


def cast_keys(front: Front, world: World, sink: Sink) -> frozenset[str]:
    """Keys of the entities that take part: those named under `cast`, or all agents if nobody is. K307 for unknown
    names."""
    agents = {key: entity for key, entity in world.entities.items() if world.kinds[entity.kind].agent}
    if not front.cast:
        return frozenset(agents)
    by_name = names_of(agents.values())
    found = set()
    for name in front.cast:
        keys = by_name.get(fold(name.text.strip()), ())
        if len(keys) == 1:
            found.add(keys[0])
        elif keys:
            told = ", ".join(sorted(keys))
            sink.add("K302", f"{shorten(name.text)!r} can be any of: {told}", name.span, hint="write the whole name")
        else:
            known = [called for entity in agents.values() for called in (entity.name, *entity.aliases)]
            message = f"nobody in the world {world.name} is called {shorten(name.text)!r}"
            sink.add("K307", message, name.span, hint=whom_do_you_mean(name.text, known))
    return frozenset(found)


def names_of(entities: Iterable[Entity]) -> dict[str, tuple[str, ...]]:
    """Names and aliases, folded, to the keys of those who bear them."""
    found: dict[str, tuple[str, ...]] = {}
    for entity in entities:
        for name in dict.fromkeys((entity.name, entity.key, *entity.aliases)):
            keys = found.get(fold(name), ())
            if entity.key not in keys:
                found[fold(name)] = (*keys, entity.key)
    return found


def only_cast(world: World, cast: frozenset[str], begin: int) -> World:
    """The world with the cast and nobody else, and with `begin` (ms) as its first moment.

    Agents that were generated, or that a rule or a kept entity names, are kept, too; bonds towards those who are left
    out go with them.
    """
    kept = {
        key
        for key, entity in world.entities.items()
        if not world.kinds[entity.kind].agent or entity.generated or key in cast or key in world.named
    }
    todo = list(kept)
    while todo:
        for _, value in world.entities[todo.pop()].values:
            named = {node.key for node in walk(value) if isinstance(node, Thing) and node.key} - kept
            kept |= named
            todo += named
    entities = {key: _kept(world.entities[key], kept, begin) for key in sorted(kept)}
    calendar = replace(world.calendar, offset=world.calendar.offset + begin)
    return replace(world, entities=entities, calendar=calendar)


def _kept(entity: Entity, kept: set[str], begin: int) -> Entity:
    bonds = tuple(bond for bond in entity.bonds if bond[1] in kept)
    if not begin:
        return replace(entity, bonds=bonds)
    values = tuple((attr, _shifted(value, begin)) for attr, value in entity.values)
    return replace(entity, bonds=tuple((a, b, _shifted(value, begin)) for a, b, value in bonds), values=values)


def _shifted(value: Expr, begin: int) -> Expr:
    """A literal date counted from the new first moment."""
    if isinstance(value, Literal) and isinstance(value.type, Moment) and value.value != NEVER_WAS:
        return replace(value, value=int(value.value) - begin)
    return value


def begin_of(front: Front, world: World, sink: Sink) -> int:
    """The story's first moment in ms since the world's own; 0 if it says none. K309 for what is no date."""
    if front.begin is None:
        return 0
    found = read_moment(front.begin.text, world.calendar)
    if found is None:
        message = f"{shorten(front.begin.text)!r} is no date of this world's calendar"
        sink.add("K309", message, front.begin.span, hint=f"a date is such as `{world.calendar.text(0)}`")
        return 0
    return found
