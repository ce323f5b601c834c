"""The compiled units of a world, kept in the user's cache between commands."""

from __future__ import annotations

import atexit
import marshal
from hashlib import sha256
from types import CodeType

from kizuna.cache import open_cache
from kizuna.codegen.layout import Layout

KIND = "units"


class Codes(dict[str, CodeType | int]):
    """What generated units were compiled to, by name; a number for those that need no code.

    Of a world whose origin is not known nothing is kept, nor looked for.
    """

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        world = layout.world
        self.key = ""
        """Which state of which world this is; "" if that is not known."""
        self._known = 0
        if world.origin:
            # Handles of things and the calendar's offset stand in the source; a story leaves things out and shifts it.
            parts = (world.origin, repr(world.calendar), layout.fixed())
            self.key = sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
            self._load()
            atexit.register(self.keep)

    def _load(self) -> None:
        data = open_cache().get(KIND, self.key)
        try:
            found = marshal.loads(data) if data is not None else {}
        except (EOFError, TypeError, ValueError):
            return
        self.update(found)
        self._known = len(self)

    def keep(self) -> None:
        """Puts what is new into the cache."""
        if self.key and len(self) > self._known:
            open_cache().put(KIND, self.key, marshal.dumps(dict(self)))
            self._known = len(self)
