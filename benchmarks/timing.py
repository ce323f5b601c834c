"""What the benchmarks share: whole processes timed, figures with their spread."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
KIZUNA = (sys.executable, "-m", "kizuna")


class Figure(NamedTuple):
    """One measured figure: seconds (or another unit) of each repetition, and what else has to be known to read it."""

    what: str
    values: tuple[float, ...]
    unit: str = "s"
    note: str = ""

    def __str__(self) -> str:
        spread = f" [{plain(min(self.values))}..{plain(max(self.values))}]" if len(self.values) > 1 else ""
        middle = plain(statistics.median(self.values))
        return f"{self.what}: {middle}{spread} {self.unit}" + (f"  ({self.note})" if self.note else "")

    def row(self) -> str:
        """The figure as a row of a Markdown table."""
        spread = f"{plain(min(self.values))} .. {plain(max(self.values))}" if len(self.values) > 1 else ""
        median = f"{plain(statistics.median(self.values))} {self.unit}"
        return f"| {self.what} | {median} | {spread} | {len(self.values)} | {self.note} |"


def plain(value: float) -> str:
    """Three significant digits, and whole numbers in groups."""
    return f"{value:,.0f}".replace(",", " ") if value >= 100 else f"{value:.3g}"


class Finished(NamedTuple):
    """A whole process: wall seconds, exit code, what it printed, its CPU seconds, and when it began (epoch)."""

    seconds: float
    code: int
    output: str
    cpu: float
    began: float


@contextmanager
def cache_at(folder: str) -> Iterator[None]:
    """Within it, here and in processes begun here, what is kept lies in a folder, which only we may enter."""
    os.chmod(folder, 0o700)
    before = os.environ.get("KIZUNA_CACHE")
    os.environ["KIZUNA_CACHE"] = folder
    try:
        yield
    finally:
        del os.environ["KIZUNA_CACHE"]
        if before is not None:
            os.environ["KIZUNA_CACHE"] = before


def make_fast(people: int) -> None:
    """Puts the fast code of leaf into the cache, where the first long run on a machine leaves it."""
    from kizuna.diagnostics import Sink
    from kizuna.engine.workshop import make_for
    from kizuna.world.kept import open_world

    _, world = open_world(ROOT / "worlds" / "leaf", Sink(), people, 1)
    assert world is not None
    make_for(world, True)


def process(words: Sequence[str], fresh: bool = False, at: Path = ROOT, installed: bool = False) -> Finished:
    """Run a process from start to end; `fresh` without compiled Python files or anything kept of earlier commands.

    With `installed` as well the dependencies and Python's own library are compiled, as an installer leaves them.
    """
    with tempfile.TemporaryDirectory() as cache:
        env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        if fresh:
            env["PYTHONPYCACHEPREFIX"] = env["KIZUNA_CACHE"] = cache
            if installed:
                subprocess.run(words, cwd=at, env=env | {"KIZUNA_CACHE": "off"}, capture_output=True, check=False)
                shutil.rmtree(Path(cache, *(at / "src").parts[1:]))
        before, begin, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter(), time.time()
        done = subprocess.run(words, cwd=at, env=env, capture_output=True, text=True, check=False)
        seconds, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return Finished(seconds, done.returncode, done.stdout + done.stderr, cpu, began)


def repeated(
    what: str, words: Sequence[str], times: int, note: str = "", fresh: bool = False, code: int = 0,
    installed: bool = False,
) -> Figure:
    """Time a process several times. Raises RuntimeError, with its output, if it ends with another code than `code`."""
    if not fresh:
        process(words)
    runs = [process(words, fresh, installed=installed) for _ in range(times)]
    for run in runs:
        if run.code != code:
            raise RuntimeError(f"{' '.join(words)} ended with {run.code}:\n{run.output[-2000:]}")
    return Figure(what, tuple(run.seconds for run in runs), note=note)


def measured(what: str, call: Callable[[], object], times: int, note: str = "") -> Figure:
    """Time a function of this process several times, after one call that does not count."""
    call()
    values = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        values.append(time.perf_counter() - begin)
    return Figure(what, tuple(values), note=note)


def machine() -> str:
    """One line about where this was measured."""
    return f"CPython {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def show(figures: Sequence[Figure]) -> None:
    """Print figures, one on a line."""
    for figure in figures:
        print(figure)
