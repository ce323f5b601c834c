"""Object code of a world's units as the cache keeps it.

All objects of a world lie in one entry. An object holds many units; a unit that was edited gets a new object of its
own, and what no unit needs any more goes when the entry is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from kizuna.cache import Cache, packed, unpacked
from kizuna.codegen.lower.keys import digest

KIND = "machine"
MANY = 200
"""With more objects than this an entry takes too long to load, and all are made anew."""


@dataclass(slots=True)
class Objects:
    """Object code; which units (by key) each object has; and the keys of a world's units by their names."""

    code: dict[str, bytes] = field(default_factory=dict)
    units: dict[str, list[str]] = field(default_factory=dict)  # object -> keys of its units
    stamp: str = ""  # of which state of the world the names are
    names: dict[str, str] = field(default_factory=dict)

    @property
    def known(self) -> set[str]:
        """The keys of all units."""
        return {key for keys in self.units.values() for key in keys}

    def add(self, code: bytes, keys: Iterable[str]) -> None:
        """One more object."""
        listed = list(keys)
        name = digest(*listed)
        self.code[name], self.units[name] = code, listed

    def keep(self, wanted: Iterable[str]) -> None:
        """Drops the objects of which no unit is wanted; all, if they have become too many."""
        needed = set(wanted)
        unneeded = [name for name, keys in self.units.items() if needed.isdisjoint(keys)]
        if len(self.units) - len(unneeded) > MANY:
            unneeded = list(self.units)
        for name in unneeded:
            del self.code[name], self.units[name]


def load(cache: Cache, world: str, target: str) -> Objects:
    """What the cache has for a world, by a name that outlives edits; nothing if that was made for another target."""
    data = cache.get(KIND, f"{world}\n{target}")
    parts = unpacked(data) if data is not None else None
    if not parts or "index" not in parts:
        return Objects()
    index = json.loads(parts.pop("index"))
    return Objects(parts, index["units"], index["stamp"], index["names"])


def save(cache: Cache, world: str, target: str, objects: Objects) -> None:
    """Keeps the objects of a world."""
    index = {"units": objects.units, "stamp": objects.stamp, "names": objects.names}
    data = json.dumps(index, separators=(",", ":")).encode()
    cache.put(KIND, f"{world}\n{target}", packed({**objects.code, "index": data}))
