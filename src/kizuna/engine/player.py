"""Living on, in CPython or compiled: which of the two, and the change from one to the other between two events."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kizuna.engine.happenings import CascadeError
from kizuna.engine.kernel import Kernel
from kizuna.engine.workshop import workshop

if TYPE_CHECKING:
    from kizuna.engine.flat.native import Native, NativeImage

AUTO, PYTHON, COMPILED = ENGINES = ("auto", "python", "compiled")
WORTH_LOADING = 20.0
"""How many days of how many people (their product) must lie ahead before compiled code is loaded."""
WORTH_MAKING = 200.0
"""The same before it is made."""
AT_ONCE = 200
"""How many events are lived in CPython before it is asked again whether compiled code is ready."""


def preferred(otherwise: str = PYTHON) -> str:
    """The engine that machines use of themselves: the environment's KIZUNA_ENGINE, if it says one."""
    said = os.environ.get("KIZUNA_ENGINE", otherwise)
    return said if said in ENGINES else otherwise


class Player:
    """Plays a kernel's state. While it is away in compiled code, the state's lists are not up to date: see `home`."""

    def __init__(self, kernel: Kernel, engine: str = "") -> None:
        self.kernel = kernel
        self.engine = engine or preferred()
        self.image: NativeImage | None = None
        self.away = False
        self.fresh = False      # whether nobody has played or read what a world begins with, or what was loaded
        self._shop = workshop(kernel.tables)

    @property
    def now(self) -> int:
        """The moment it has come to."""
        return int(self.image.flat.now) if self.away and self.image is not None else self.kernel.s.now

    @property
    def recorded(self) -> int:
        """How many events were recorded since the world began."""
        return int(self.image.flat.recorded) if self.away and self.image is not None else self.kernel.recorded

    def live(self, until: int, room: int) -> int:
        """Plays what is due up to `until`, at most `room` events; returns how many were recorded."""
        kernel, done = self.kernel, 0
        if self.engine == PYTHON or kernel.turn is not None or kernel.said_outcome or kernel.said_chances:
            self.home()
            return kernel.live(until, room)
        while True:
            native = self._native(until)
            if native is not None:
                return done + self._compiled(native, until, room - done)
            self.home()
            asked = min(room - done, AT_ONCE) if self._shop.busy else room - done
            some = kernel.live(until, asked)
            done += some
            if some < asked or done >= room:
                return done

    def _native(self, until: int) -> Native | None:
        """Compiled code, if it is there and worth its while."""
        if self.engine == COMPILED:
            return self._shop.made()
        if self.away:
            return self._shop.ready(False)
        ahead = self._people() * (until - self.kernel.s.now) / self.kernel.world.calendar.day
        return self._shop.ready(ahead >= WORTH_MAKING) if ahead >= WORTH_LOADING else None

    def _people(self) -> int:
        """How many there are who decide for themselves."""
        layout, X = self.kernel.layout, self.kernel.s.X
        return sum(X[layout.members[name] + 1] for name, kind in layout.world.kinds.items() if kind.agent)

    def _compiled(self, native: Native, until: int, room: int) -> int:
        from kizuna.engine.flat.native import NativeImage

        if self.image is None:
            self.image = NativeImage(native, self.kernel)
        elif not self.away:
            self.image.enter()
        self.image.use(native)
        self.away, self.fresh = True, False
        done = self.image.live(until, room)
        if self.image.flat.why:
            self.home()
            raise CascadeError(self.kernel.cascade())
        return done

    def home(self) -> None:
        """Bring the state's lists up to date, if it was away, or is neither in lists yet nor settled."""
        if self.fresh:
            self.fresh = False
            self.kernel.s.unpack()
            self.kernel.settle()
        if self.away and self.image is not None:
            self.away = False
            kernel = self.kernel
            ints, floats = self.image.records()
            kernel.ints += ints
            kernel.floats += floats
            self.image.leave()

    def let_go(self) -> None:
        """Give up what was played in compiled code, which is most of what a process with a large world holds; the
        state cannot be read or played any more."""
        if self.image is not None:
            self.image.buffers.clear()
            self.image = None

    def drain(self) -> tuple[Sequence[int], Sequence[float]]:
        """Hands over the event records made since the last call and forgets them."""
        kernel = self.kernel
        records: tuple[Sequence[int], Sequence[float]] = kernel.ints, kernel.floats
        kernel.ints, kernel.floats = [], []
        if self.away and self.image is not None:
            more = self.image.records()
            records = ([*records[0], *more[0]], [*records[1], *more[1]]) if records[0] else more
        return records
