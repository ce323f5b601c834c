"""The runs of an ensemble on several processes: what one of them meets does not touch the others."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_all_start_methods, get_context

from kizuna.story.ensemble import Row, Worker

BREAKS = 3
"""How often a process may be ended from outside before what is left is given up."""

_WORKERS: list[Worker] = []
"""The one of this process."""


def processors() -> int:
    """How many processors there are for us."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
    _WORKERS[:] = [worker]      # processes that are forked have it
    waiting = iter(tuple(numbers))
    with ProcessPoolExecutor(jobs, get_context(method), _begin, (worker if method == "spawn" else None,)) as pool:
        running: set[Future[Row]] = {pool.submit(_live, number) for number in islice(waiting, jobs)}
        while running:
            done, running = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
                if not stopped():
                    running |= {pool.submit(_live, number) for number in islice(waiting, 1)}


def _begin(worker: Worker | None) -> None:
    """In a process of the pool: Ctrl-C only stops what is being lived, at its next event."""
    signal.signal(signal.SIGINT, lambda number, frame: None)
    gc.freeze()     # what is there stays: it need not be searched after each run
    if worker is not None:
        _WORKERS[:] = [worker]


def _live(number: int) -> Row:
    row = _WORKERS[0].live(number)
    gc.collect()    # a world and what is made of it refer to each other
    return row
