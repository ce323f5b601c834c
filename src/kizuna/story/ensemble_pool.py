"""The runs of an ensemble on several processes: what one of them meets does not touch the others."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_all_start_methods, get_context
from threading import current_thread, main_thread
from typing import Protocol

from kizuna.chronicle.living import interruptible
from kizuna.story.ensemble import Row, Worker
from kizuna.story.orphan import follow

BREAKS = 3
"""How often a process may be ended from outside before what is left is given up."""


class _Flag(Protocol):
    """A number that processes share."""

    value: int


_WORKERS: list[Worker] = []
"""The one of this process."""


def processors() -> int:
    """How many processors there are for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """As `interruptible`; and SIGTERM, which reaches us alone and not those who live the runs, is a Ctrl-C."""
    with interruptible() as stopped:
        if current_thread() is not main_thread():
            yield stopped
            return
        before = signal.signal(signal.SIGTERM, lambda number, frame: signal.raise_signal(signal.SIGINT))
        try:
            yield stopped
        finally:
            signal.signal(signal.SIGTERM, before)


def live_all(worker: Worker, numbers: Sequence[int], jobs: int, stopped: Callable[[], bool]) -> Iterator[Row]:
    """Rows as they come. When `stopped` says so nothing more is begun, and what is being lived can be resumed."""
    left, breaks = list(numbers), 0
    while left and not stopped():
        try:
            for row in _pool(worker, left, min(jobs, len(left)), stopped):
                left.remove(row.number)
                yield row
            return
        except BrokenProcessPool:
            breaks += 1
            if breaks == BREAKS:
                for number in left:
                    yield Row(number, worker.seed_of(number), error="the process that lived it was ended")
                return


def _pool(worker: Worker, numbers: Sequence[int], jobs: int, stopped: Callable[[], bool]) -> Iterator[Row]:
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    context = get_context(method)
    halt = context.RawValue("b", 0)     # no lock: a process may be killed at any moment
    _WORKERS[:] = [worker]      # processes that are forked have it
    waiting = iter(tuple(numbers))
    given = (os.getpid(), halt, worker if method == "spawn" else None)
    with ProcessPoolExecutor(jobs, context, _begin, given) as pool:
        try:
            running: set[Future[Row]] = {pool.submit(_live, number) for number in islice(waiting, jobs)}
            while running:
                done, running = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                halt.value = stopped()
                for future in done:
                    yield future.result()
                    if not stopped():
                        running |= {pool.submit(_live, number) for number in islice(waiting, 1)}
        except BaseException:
            halt.value = True       # whoever stopped asking for rows does not wait for the end of their runs
            raise


def _begin(parent: int, halt: _Flag, worker: Worker | None) -> None:
    """In a process of the pool: Ctrl-C only stops what is being lived, at its next event."""
    signal.signal(signal.SIGINT, lambda number, frame: None)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)       # it may have been forked with that of `stoppable`
    follow(parent, lambda: bool(halt.value))
    gc.freeze()     # what is there stays: it need not be searched after each run
    if worker is not None:
        _WORKERS[:] = [worker]


def _live(number: int) -> Row:
    row = _WORKERS[0].live(number)
    gc.collect()    # a world and what is made of it refer to each other
    return row
