"""Opening a pack's world; one that was opened before and whose files are the same comes out of the user's cache.

An entry holds what the checker made of a pack, with the list of files it was made of. It is used only if it is signed
with the user's own key, if the same folders still hold the same files, byte for byte, and if neither Python nor Kizuna
has changed. After an edit the rules in it are taken over that would come out the same (`world/reuse`). Only classes of
the world's own rooms are ever made of what is read.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kizuna.cache import open_cache, stamp
from kizuna.diagnostics import Sink, Span
from kizuna.pack.files import MANIFEST, pack_files
from kizuna.pack.library import find_pack, libraries
from kizuna.pack.source import plain_text, read_bytes
from kizuna.pack.tree import Map

if TYPE_CHECKING:
    from kizuna.pack.load import Pack
    from kizuna.world.model import World
    from kizuna.world.reuse import Marks, Reuse

KIND = "world"
_ROOMS = ("kizuna.diagnostics.", "kizuna.lang.", "kizuna.pack.", "kizuna.world.")


def open_world(
    root: Path, sink: Sink, people: int = 0, seed: int = 0, shelves: Sequence[Path] | None = None,
    reuse: Reuse | None = None,
) -> tuple[Pack | None, World | None]:
    """The pack in the folder `root`, and the world that it declares with at least `people` agents.

    Only errors are looked for, nothing that is merely unused. What could not be made is None, and why is in `sink`. The
    tree of a pack that comes out of the cache is empty: all that it said is in the world. Where the cache has nothing,
    `reuse` may have the rules of a world that is like it.
    """
    known = libraries() if shelves is None else tuple(shelves)
    cache = open_cache()
    key = "\n".join([stamp(), str(root.resolve()), str(people), str(seed), *map(str, known)])
    data = cache.get(KIND, key)
    before = _read(data) if data is not None else None
    if before is not None:
        sources = _unchanged(before[0], known)
        if sources is not None:
            return replace(before[0], sources=sources), before[1]
    from kizuna.pack.load import load_pack
    from kizuna.world.build import build_world
    from kizuna.world.reuse import Reuse

    pack = load_pack(root, sink, known)
    if pack is None or sink.failed:
        return pack, None
    reuse = Reuse(before[2], before[1].rules, before[1].attributes) if before is not None else reuse or Reuse()
    world = build_world(pack, sink, people, seed, doubts=False, reuse=reuse)
    if world is None or sink.failed:
        return pack, None
    world = replace(world, origin=origin_of(pack))
    bare = replace(pack, tree=Map((), Span("", 1, 1)), sources={})
    entry = io.BytesIO()
    _Writer(entry, protocol=5).dump((bare, world, reuse.now))
    cache.put(KIND, key, entry.getvalue())
    return pack, world


def origin_of(pack: Pack) -> str:
    """What code made for the worlds of a pack depends on: its files, Python, and Kizuna."""
    files = "\n".join(f"{place} {digest}" for place, digest in pack.files)
    return sha256(f"{stamp()}\n{files}".encode("utf-8", "surrogatepass")).hexdigest()


def _read(data: bytes) -> tuple[Pack, World, Marks] | None:
    """What an entry holds, None for what cannot be read."""
    try:
        pack, world, marks = _Reader(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, EOFError, ImportError, IndexError, TypeError, ValueError):
        return None
    return pack, world, marks


def _unchanged(pack: Pack, shelves: Sequence[Path]) -> dict[str, str] | None:
    """The texts of a pack's files, if every folder still has those that it was made of, and no others."""
    sources: dict[str, str] = {}
    known = dict(pack.files)
    for folder, shown in pack.folders:
        if folder != pack.root and find_pack(folder.name, shelves) != folder:
            return None
        own = Sink()
        for place, path in [(f"{shown}/{MANIFEST}", folder / MANIFEST), *pack_files(folder, shown, own)]:
            content = read_bytes(path, place, own)
            if content is None or sha256(content).hexdigest() != known.pop(place, ""):
                return None
            sources[place] = plain_text(content)
        if own.found:
            return None
    return sources if not known else None


class _Writer(pickle.Pickler):
    """Writes entries: dataclasses as calls, which is far quicker to read than state set from outside."""

    def reducer_override(self, item: Any) -> Any:
        """The call that makes a dataclass's instance, or a named tuple, anew."""
        sort = type(item)
        if sort not in _VALUES:
            _VALUES[sort] = _values_of(sort)
        values = _VALUES[sort]
        return NotImplemented if values is None else (sort, values(item))


_Values = Callable[[Any], tuple[Any, ...]]
_VALUES: dict[type, _Values | None] = {}


def _values_of(sort: type) -> _Values | None:
    """What gives the fields of a class's instances in order; None where pickle knows better."""
    if issubclass(sort, tuple):
        return tuple
    if not is_dataclass(sort):
        return None
    names = [field.name for field in fields(sort)]
    return attrgetter(*names) if len(names) > 1 else lambda item: tuple(getattr(item, name) for name in names)


class _Reader(pickle.Unpickler):
    """Reads entries; asks for nothing but what worlds are made of."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of the world's rooms. Raises UnpicklingError for anything else."""
        if module.startswith(_ROOMS) or (module, name) in (("pathlib", "PosixPath"), ("pathlib", "WindowsPath")):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a world")
