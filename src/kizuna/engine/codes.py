"""The compiled units of a world, kept in the user's cache between commands."""

from __future__ import annotations

import atexit
import marshal
from hashlib import sha256
from types import CodeType
from weakref import WeakValueDictionary

from kizuna.cache import open_cache
from kizuna.codegen.layout import Layout

KIND = "units"


_IN_USE: WeakValueDictionary[int, Codes] = WeakValueDictionary()


@atexit.register
def _keep_all() -> None:
    for codes in list(_IN_USE.values()):
        codes.keep()


class Codes(dict[str, CodeType | int]):
    """What generated units were compiled to, by name; a number for those that need no code.

    Of a world whose origin is not known nothing is kept, nor looked for.
    """

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self.key = ""
        """Which state of which world this is; "" if that is not known."""
        self._known = 0
        world = layout.world
        if world.origin:
            # Handles of things and the calendar's offset stand in the source; a story leaves things out and shifts it.
            parts = (world.origin, repr(world.calendar), layout.fixed())
            self.key = sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
            self._load()
            _IN_USE[id(self)] = self

    def _load(self) -> None:
        data = open_cache().get(KIND, self.key)
        try:
            found = marshal.loads(data) if data is not None else {}
        except (EOFError, TypeError, ValueError):
            return
        self.update(found)
        self._known = len(self)

    def __del__(self) -> None:
        self.keep()

    def keep(self) -> None:
        """Puts what is new into the cache."""
        if self.key and len(self) > self._known:
            open_cache().put(KIND, self.key, marshal.dumps(dict(self)))
            self._known = len(self)
