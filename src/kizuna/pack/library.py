"""Where the packs and worlds that come with the engine lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kizuna.pack.files import MANIFEST
from kizuna.pack.manifest import is_name

_FOLDERS = ("packs", "worlds")
_PACKAGE = Path(__file__).resolve().parents[1]


def libraries() -> tuple[Path, ...]:
    """The folders in which packs are looked for by name: the checkout's, else those of the installed package."""
    checkout = _PACKAGE.parents[1]
    if (checkout / "pyproject.toml").is_file() and _PACKAGE.parent.name == "src":
        found = tuple(checkout / name for name in _FOLDERS if (checkout / name).is_dir())
        if found:
            return found
    return tuple(_PACKAGE / "library" / name for name in _FOLDERS if (_PACKAGE / "library" / name).is_dir())


def names(shelves: Sequence[Path]) -> list[str]:
    """The names of all packs in the given libraries, sorted."""
    found: set[str] = set()
    for shelf in shelves:
        try:
            found.update(path.name for path in shelf.iterdir() if is_name(path.name) and (path / MANIFEST).is_file())
        except OSError:
            continue
    return sorted(found)


def find_pack(name: str, shelves: Sequence[Path]) -> Path | None:
    """The folder of a pack by name, out of the first library that has it; a name is never taken as a path."""
    if not is_name(name):
        return None
    return next((shelf / name for shelf in shelves if (shelf / name / MANIFEST).is_file()), None)


def find_world(name_or_path: str) -> Path | None:
    """The folder of a world: a plain name is looked up among the worlds, then the packs; anything else is a path."""
    if is_name(name_or_path):
        shelves = sorted(libraries(), key=lambda shelf: shelf.name != "worlds")
        if found := find_pack(name_or_path, shelves):
            return found
    try:
        path = Path(name_or_path)
        folder = path.parent if path.name == MANIFEST else path
        return folder if (folder / MANIFEST).is_file() else None
    except (OSError, ValueError):
        return None
