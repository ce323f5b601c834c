"""From a story's text to a stage on which it can be played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kizuna.diagnostics import Diagnostic, Severity, Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.engine.machine import Machine
from kizuna.lang.scope import Scope
from kizuna.pack.library import find_pack, libraries, names
from kizuna.pack.manifest import is_name
from kizuna.story.beats import Reader
from kizuna.story.front import Front, begin_of, cast_keys, only_cast, read_front
from kizuna.story.mentions import Memory
from kizuna.story.misses import no_part
from kizuna.story.player import Player
from kizuna.story.script import Script, load_script
from kizuna.story.stage import Stage, tables_of
from kizuna.story.start import apply, read_setting
from kizuna.world.kept import open_world
from kizuna.world.model import World
from kizuna.world.scope_of import scope_of
from kizuna.world.sentences_forms import fold


@dataclass(frozen=True, slots=True)
class Opened:
    """A story that can be played: its script, its world with the cast alone, and the player at its start."""

    script: Script
    front: Front
    world: World
    scope: Scope
    player: Player


def open_story(
    source: Path | str, name: str, sink: Sink, world: World | None = None, shelves: Sequence[Path] | None = None
) -> Opened | None:
    """Reads a story and sets its stage. None if it or its world cannot be used; why is in `sink`.

    `world` is taken instead of the one that the front matter names, which is looked up by name in `shelves` (the packs
    that come with the engine unless given) and never by path.
    """
    script = load_script(source, name, sink)
    if script is None:
        return None
    front = read_front(script, sink)
    if world is None:
        world = _world(script, front, sink, libraries() if shelves is None else shelves)
    if world is None:
        return None
    told = len(sink.found)
    cast = cast_keys(front, world, sink)
    begin = begin_of(front, world, sink)
    if any(item.severity is Severity.ERROR for item in sink.found[told:]):
        return None
    own = only_cast(world, cast, begin)
    scope = scope_of(own)
    absent, started = _absent(world, own), Sink()
    stage = _stage(front, own, scope, started)
    sink.found += [_without_part(item, front, absent) for item in started.found]
    return Opened(script, front, own, scope, Player(script, scope, Reader(own, absent), stage))


def _world(script: Script, front: Front, sink: Sink, shelves: Sequence[Path]) -> World | None:
    if front.world is None:
        if script.front.get("world") is None:
            sink.add("K309", "the front matter names no world", Span(script.name, 1, 1), hint="write  world: NAME")
        return None
    wanted = front.world.text.strip()
    root = find_pack(wanted, shelves) if is_name(wanted) else None
    if root is None:
        message = f"there is no world {shorten(wanted)!r} in the library"
        sink.add("K309", message, front.world.span, hint=did_you_mean(wanted, names(shelves)))
        return None
    own = Sink()
    _, world = open_world(root, own, front.people, shelves=shelves)
    for item in own.found:
        if item.severity is Severity.ERROR:  # the world's warnings are not the story's
            sink.add(item.code, item.message, *item.spans, notes=item.notes, hint=item.hint)
    return world


def _absent(world: World, own: World) -> dict[str, str]:
    """Names, folded, of those who are in the world and not in the story."""
    left_out = [entity for key, entity in world.entities.items() if key not in own.entities]
    return {fold(name): entity.name for entity in left_out for name in (entity.name, entity.key, *entity.aliases)}


def _without_part(found: Diagnostic, front: Front, absent: Mapping[str, str]) -> Diagnostic:
    """K307 instead of K202 for a name in `start` of somebody who is in the world and not in the story."""
    if found.code != "K202" or not found.spans:
        return found
    at = found.spans[0]
    for text in (scalar for pair in front.start for scalar in pair):
        offset = at.column - text.span.column
        if text.span.line == at.line and 0 <= offset < len(text.text):
            name = absent.get(fold(text.text[offset : offset + at.width]))
            if name:
                message, hint = no_part(name)
                return replace(found, code="K307", message=message, hint=hint)
    return found


def _stage(front: Front, world: World, scope: Scope, sink: Sink) -> Stage:
    """The machine at the story's first moment, with what holds at the start."""
    machine = Machine.begin(world)
    machine.autonomy = False
    machine.state.middle = 1
    settings = [read_setting(key, value, scope, sink) for key, value in front.start]
    # Bounds may hang on numbers, so these are set before meters.
    ready = [setting for setting in settings if setting is not None]
    ready.sort(key=lambda setting: world.attributes[setting.target.attr].form == "meter")
    for setting in ready:
        apply(setting, machine, scope, sink)
    stage = Stage(machine, Memory())
    stage.taken(tables_of(world))
    stage.fresh = ()
    return stage
