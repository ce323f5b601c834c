"""The compiled code of a world: out of the cache at once, or made beside a run by another process."""

from __future__ import annotations

import atexit
import os
import signal
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from kizuna.cache import open_cache
from kizuna.engine.tables import Tables, tables_of
from kizuna.world.model import World

if TYPE_CHECKING:
    from kizuna.codegen.lower.target import Level
    from kizuna.engine.flat.native import Native


TRIES = 3
"""How often something is put into the cache that is not there afterwards: another process may have written it over."""


def compiler() -> bool:
    """Whether there is what compiles."""
    return find_spec("llvmlite") is not None


class Workshop:
    """Has compiled code made for one world, quickly at first, then fast, and hands out the best that is ready."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._native: Native | None = None
        self._fast = False
        self._looked = self._asked = False
        self._pipe = -1
        self._child = 0

    @property
    def busy(self) -> bool:
        """Whether something is being made."""
        return self._pipe >= 0

    def made(self) -> Native:
        """Compiled code, made here and now if there is none. Raises ModuleNotFoundError without a compiler."""
        from kizuna.codegen.lower.target import Level

        if self.ready(False) is None:
            self._load(Level.QUICK)
        assert self._native is not None
        return self._native

    def ready(self, worth: bool) -> Native | None:
        """The best compiled code that is ready. If it is worth it, better one is begun to be made."""
        if not self._looked and compiler():
            self._look()
        if self.busy:
            self._hear()
        elif worth and not (self._fast or self._asked) and compiler():
            self._start()
        return self._native

    def _look(self) -> None:
        """Take what the cache has."""
        from kizuna.codegen.lower.target import Level
        from kizuna.engine.flat.native import is_made

        self._looked = True
        for level in (Level.FAST, Level.QUICK):
            if is_made(self._tables, level):
                self._load(level)
                return

    def _load(self, level: Level) -> None:
        from kizuna.engine.flat.native import Native

        self._native = Native(self._tables, level)
        self._fast = level.name == "FAST"

    def _start(self) -> None:
        """Let a process of its own make what is missing, and say each time that something is ready."""
        self._asked = True
        if not hasattr(os, "fork") or not self._tables.library.codes.key or open_cache().folder is None:
            return
        here, there = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(here)
            _work(self._tables, there)
        os.close(there)
        os.set_blocking(here, False)
        self._pipe, self._child = here, child
        atexit.register(self._stop)

    def _hear(self) -> None:
        """Load what is said to be ready."""
        from kizuna.codegen.lower.target import Level

        try:
            said = os.read(self._pipe, 8)
        except BlockingIOError:
            return
        if said:
            self._load(Level.FAST if said[-1:] == b"F" else Level.QUICK)
        if not said or said[-1:] == b"F":
            self._stop()
            self._looked = self._fast   # one that ended early may have left it to others, who have made it since

    def _stop(self) -> None:
        """What is still being made is given up: the next one goes on with what has been kept of it."""
        if self.busy:
            os.close(self._pipe)
            self._pipe = -1
            atexit.unregister(self._stop)
            with suppress(OSError):
                os.kill(self._child, signal.SIGKILL)
                os.waitpid(self._child, 0)


def make_for(world: World, fast: bool) -> None:
    """Put the compiled code of a world into the cache, if it is not there, for other processes to find."""
    from kizuna.codegen.lower.target import Level
    from kizuna.engine.flat.native import is_made, make

    tables = tables_of(world)
    if not is_made(tables, Level.FAST) and (fast or not is_made(tables, Level.QUICK)):
        make(tables, Level.FAST if fast else Level.QUICK)


def _work(tables: Tables, pipe: int) -> None:
    """What the other process does, with nothing of ours but the way back."""
    from kizuna.codegen.lower.target import Level
    from kizuna.engine.flat.native import is_made, make

    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        silent = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(silent, number)
        builder = None
        for level in (Level.QUICK, Level.FAST):
            for _ in range(TRIES):
                builder = make(tables, level, builder)
                if is_made(tables, level):
                    break
            else:  # the cache does not take it
                break
            os.write(pipe, level.name[:1].encode())
    finally:
        os._exit(0)


def workshop(tables: Tables) -> Workshop:
    """The workshop of a world, which all its machines share."""
    if "workshop" not in tables.kept:
        tables.kept["workshop"] = Workshop(tables)
    found: Workshop = tables.kept["workshop"]
    return found
