"""Lives a machine into a run folder in steps, so that one can watch, stop and go on."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from kizuna.chronicle.writer import RunWriter
from kizuna.engine.machine import Machine

STEP = 500          # events between two looks at the clock and the keyboard
SAVE_EVERY = 10.0   # seconds between two checkpoints at the least,
SAVE_SHARE = 15     # and so many times as long as the last one took, since that of a large world takes seconds

Watcher = Callable[[int, int], None]
"""Told the moment (ms since the epoch) and the number of events so far."""


def live_into(machine: Machine, writer: RunWriter, until: int, watch: Watcher, *, save: bool = True) -> bool:
    """Play up to and including `until`, or as far as the run had come before if that is further; False if Ctrl-C
    stopped it on the way, or the disk refused. Ends on a checkpoint in each case, but for a run that is whole and whose
    state nobody will want (`save`).

    Raises CascadeError when events follow each other at one instant without end; what happened before is written.
    """
    until = writer.aim(until)
    saved, pause, finished = time.monotonic(), SAVE_EVERY, False
    with interruptible() as stopped:
        try:
            while not finished and not stopped():
                finished = machine.live(until, STEP) < STEP     # at `until` itself there may be more than one step
                kept, began = writer.append(*machine.player.drain()), time.monotonic()
                due = began - saved > pause
                if not kept or (due and not writer.checkpoint(machine)):
                    writer.abandon()
                    return False
                watch(machine.now, writer.events)
                if due:
                    saved = time.monotonic()
                    pause = max(SAVE_EVERY, SAVE_SHARE * (saved - began))
        except Exception:
            writer.append(*machine.player.drain())
            writer.close(machine.now, complete=False)
            raise
        if (save or not finished) and not writer.checkpoint(machine):
            writer.abandon()
            return False
        return writer.close(machine.now, complete=finished) and finished


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Within it the first Ctrl-C only raises a flag, so that no event is cut in two; the second one is as usual."""
    pressed: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, before)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:          # not in the main thread: whoever runs us there stops us otherwise
        yield lambda: False
        return
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
