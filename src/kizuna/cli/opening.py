"""From the PACK somebody typed to a world, or to findings and an exit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from kizuna.cli.output import Format, print_findings, tell_beside
from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean
from kizuna.pack.files import MANIFEST
from kizuna.pack.library import find_world, libraries, names

_QUOTED = 2 * 1024 * 1024   # bytes of a file that lines are quoted from

if TYPE_CHECKING:
    from kizuna.pack.load import Pack
    from kizuna.world.model import World


def find_folder(where: str) -> Path:
    """The folder of a pack, given as a folder or by its name in the library. Wrong usage if there is none."""
    root = find_world(where)
    if root is None and not Path(where).is_dir():
        shelf = names(libraries())
        hint = did_you_mean(where, shelf) or f"packs that come with Kizuna: {', '.join(shelf)}"
        raise typer.BadParameter(f"there is no pack {where!r}, neither as a folder nor in the library; {hint}")
    return root or Path(where)


def open_pack(where: str, form: Format, sink: Sink) -> Pack:
    """The pack in a folder or of that name in the library. Wrong usage if there is none; findings if it is faulty."""
    from kizuna.pack.load import load_pack

    root = find_folder(where)
    pack = load_pack(root, sink)
    if pack is None or sink.failed:
        stop_with(sink, form, sources_of(root, pack))
    return pack


def open_world(where: str, form: Format, people: int = 0, seed: int = 1) -> tuple[Pack, World]:
    """The pack and the world it declares, filled up to `people`; prints findings and exits if there are errors."""
    from kizuna.world.kept import open_world as opened

    sink = Sink()
    root = find_folder(where)
    pack, world = opened(root, sink, people, seed)
    if pack is None or world is None:
        stop_with(sink, form, sources_of(root, pack))
    return pack, world


def tell_of_lack(world: World, people: int, form: Format) -> None:
    """Say that a world has fewer than `people`, since its pack has nothing to make them with."""
    there = sum(world.kinds[entity.kind].agent for entity in world.entities.values())
    if there < people:
        sink = Sink()
        why = f"{world.name} has its cast of {there}, and no group to fill it up with"
        hint = "declare a group under `generate`, or leave --people out"
        sink.add("K501", f"--people {people} makes nobody: {why}", hint=hint)
        tell_beside(sink, form)


def sources_of(root: Path, pack: Pack | None) -> Callable[[str], str | None]:
    """Gives the text of a pack's file by the name it is shown by; of a pack that could not be read, from the disk."""

    def text(shown: str) -> str | None:
        if pack is not None and shown in pack.sources:
            return pack.sources[shown]
        folder, _, inner = shown.partition("/")
        path = (root / inner).resolve()
        if folder != root.resolve().name or not path.is_relative_to(root.resolve()):
            return None
        return _read(path)

    return text


def find_story(path: Path) -> Path:
    """A story's file. Wrong usage if there is none."""
    if not path.is_file():
        raise typer.BadParameter(f"there is no story {str(path)!r}")
    return path


class Worlds:
    """The worlds of stories that lie in their own world's folder, each built once."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self._built: dict[tuple[Path, int], World] = {}

    def of(self, story: Path) -> World | None:
        """The world that a story names, if the story lies inside that pack's folder; None leaves it to the library.

        A pack goes by its folder, and the one that the story lies in by what it calls itself, too: whoever copies a
        folder keeps the stories in it. Prints findings and exits if the pack is faulty.
        """
        from kizuna.pack.load import pack_name
        from kizuna.story.front import read_front
        from kizuna.story.script import load_script

        script = load_script(story, story.name, Sink())
        front = read_front(script, Sink()) if script is not None else None
        if front is None or front.world is None:
            return None
        wanted = front.world.text.strip()
        packs = [folder for folder in story.resolve().parents if (folder / MANIFEST).is_file()]
        for folder in packs:
            if folder.name == wanted or (folder == packs[0] and pack_name(folder, Sink()) == wanted):
                key = folder, front.people
                if key not in self._built:
                    self._built[key] = open_world(str(folder), self.form, front.people, 0)[1]
                return self._built[key]
        return None


def story_text(path: Path) -> Callable[[str], str | None]:
    """Gives the text of a story by the name it was called by on the command line."""
    return lambda shown: _read(path) if shown == str(path) else None


def _read(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file.read(_QUOTED).decode("utf-8", "replace")
    except (OSError, ValueError):
        return None


def stop_with(sink: Sink, form: Format, sources: Callable[[str], str | None] | None = None) -> NoReturn:
    """Print what was found and leave with exit code 1."""
    print_findings(sink, form, sources, sys.stderr)
    raise typer.Exit(1)
