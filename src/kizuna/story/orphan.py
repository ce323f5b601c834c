"""A process that lives runs for another one: it stops when that says so, and is never left behind by it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from threading import Thread

LOOK = 0.2
"""Seconds between two looks at the process that began us."""

_DEATH = 1      # PR_SET_PDEATHSIG of prctl(2)


def follow(parent: int, stopped: Callable[[], bool]) -> None:
    """From now on this process ends with `parent`, who began it, and has Ctrl-C pressed as long as `stopped` says so.

    The end is that of a killed process: what it lived can be resumed. Where the system sees to it, it comes at once;
    anywhere else after `LOOK`.
    """
    if sys.platform == "linux":
        prctl = getattr(ctypes.CDLL(None), "prctl", None)
        if prctl is not None:
            prctl(_DEATH, signal.SIGKILL)
    Thread(target=_look, args=(parent, stopped), name="kizuna-parent", daemon=True).start()


def _look(parent: int, stopped: Callable[[], bool]) -> None:
    # The end of the pool's queue would not tell: each worker has its writing end as well, and so it never comes.
    while os.getppid() == parent:
        if stopped():
            os.kill(os.getpid(), signal.SIGINT)
        time.sleep(LOOK)
    os._exit(1)
