"""Asks of each row's tests whether they miss what carries the row: runs them against mutants of the packs.

A row passes when its tests are green on the packs as they are, red without any one of the rules that carry it, red with
any requirement of these turned round, and red for a share of its other mutants: and only when all of them were run. A
mutant that the checker refuses is no test's business and is counted apart. Verdicts are kept, so that a campaign that
was stopped goes on as long as packs, tests and engine are the same.
"""

from __future__ import annotations

import argparse
import ast
import gc
import json
import math
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path
from typing import NoReturn

import pytest
from mutants import Mutant, mutants
from rows import ROOT, SHELVES, Rows, read_rows

from kizuna.diagnostics import Sink
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world

TIMES, RED = "times.json", "red.txt"
KILLED, SURVIVED, REFUSED = "killed", "survived", "refused"
SLOWEST = 10.0      # a mutant may take so many times as long as the unchanged packs, before it counts as noticed
AT_LEAST = 30.0     # seconds that a test may take in any case
LONGEST = 3600.0    # seconds that the tests of a row may take on the unchanged packs
KEEP_EVERY = 30.0   # seconds after which verdicts are kept


@dataclass(slots=True)
class Outcome:
    """What came of one row. `verdicts` has the mutants that were run."""

    row: str
    tests: list[str]
    planned: list[Mutant]
    green: bool | None = None
    seconds: float = 0.0
    verdicts: dict[int, str] = field(default_factory=dict)

    def those(self, verdict: str) -> list[Mutant]:
        """The mutants with a verdict."""
        return [mutant for number, mutant in enumerate(self.planned) if self.verdicts.get(number) == verdict]

    @property
    def left(self) -> list[Mutant]:
        """The mutants that were not run."""
        return [mutant for number, mutant in enumerate(self.planned) if number not in self.verdicts]

    def fault(self, share: float) -> str:
        """Why the row does not pass, "" if it does."""
        known = [(m, self.verdicts[n]) for n, m in enumerate(self.planned) if n in self.verdicts]
        others = [verdict for mutant, verdict in known if not (mutant.deletion or mutant.inversion)]
        counted = [verdict for verdict in others if verdict != REFUSED]
        if not self.tests:
            return "no test"
        if not self.green:
            return "not run" if self.green is None else "red as it is"
        if any(mutant.deletion for mutant in self.those(SURVIVED)):
            return "a rule is not missed"
        if any(mutant.deletion for mutant in self.those(REFUSED)):
            return "a rule cannot be taken away"
        if any(mutant.inversion for mutant in self.those(SURVIVED)):
            return "an inversion is not missed"
        if self.left:
            return "not all run"
        if not self.those(KILLED):
            return "nothing is missed"
        return "too few killed" if counted and counted.count(KILLED) < share * len(counted) else ""


class Bench:
    """A copy of the packs and worlds in which one file at a time is changed, and the tests that are run on it."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder, self.output = root, folder, folder / "output.txt"
        for shelf in SHELVES:
            if (root / shelf).is_dir():
                shutil.copytree(root / shelf, folder / shelf)
            else:
                (folder / shelf).mkdir(parents=True)
        self.killers: dict[tuple[str, str], str] = {}
        self.texts: dict[str, dict[str, str]] = {}
        packs = [path.parent for shelf in SHELVES for path in (folder / shelf).glob("*/pack.yaml")]
        self.faulty = {pack for pack in packs if not self._builds(pack)}

    def run(self, tests: list[str], mutant: Mutant | None, limit: float) -> str:
        """`killed` if a test is red on the mutant, or takes longer than `limit` seconds."""
        if mutant is None:
            return self._tested(tests, limit)
        path = self.folder / mutant.carrier.file
        before = path.read_bytes()
        try:
            for text in filter(None, (mutant.text, mutant.instead)):
                path.write_text(text, encoding="utf-8")
                verdict = self._tested(self._likely_first(tests, mutant), limit, mutant)
                # To build all worlds takes as long as the tests; what is red for another reason need not be asked.
                if (verdict == KILLED and "error[" not in self._told()) or self.sound(mutant.carrier.file):
                    return verdict
            return REFUSED
        finally:
            path.write_bytes(before)

    def _likely_first(self, tests: list[str], mutant: Mutant) -> list[str]:
        """The test that has missed something of this carrier before, those that speak of it, then all others."""
        carrier = mutant.carrier
        known = self.killers.get((carrier.file, carrier.name))
        return sorted(tests, key=lambda test: (test != known, carrier.name not in self._text(test)))

    def _text(self, test: str) -> str:
        """What is written in a test."""
        file, _, name = test.partition("::")
        if file not in self.texts:
            whole = (self.root / file).read_text(encoding="utf-8")
            functions = (node for node in ast.parse(whole).body if isinstance(node, ast.FunctionDef))
            self.texts[file] = {node.name: ast.get_source_segment(whole, node) or "" for node in functions}
        return self.texts[file].get(name, "")

    def sound(self, file: str) -> bool:
        """Whether the pack that a file is in, and every world, has no more errors than before the file was changed."""
        pack = self.folder.joinpath(*file.split("/")[:2])
        worlds = [path.parent for path in (self.folder / "worlds").glob("*/pack.yaml")]
        return all(self._builds(root) for root in {pack, *worlds} - self.faulty)

    def _builds(self, root: Path) -> bool:
        sink = Sink()
        loaded = load_pack(root, sink, [self.folder / name for name in SHELVES])
        world = build_world(loaded, sink, doubts=False) if loaded is not None else None
        return world is not None and not sink.failed

    def times(self) -> dict[str, float]:
        """How long each test of the last run took, in seconds."""
        return dict(json.loads((self.folder / TIMES).read_text(encoding="utf-8")))

    def _tested(self, tests: list[str], limit: float, mutant: Mutant | None = None) -> str:
        """Runs pytest in a copy of this process, which has everything imported; an alarm ends what takes too long."""
        (self.folder / RED).unlink(missing_ok=True)
        child = os.fork()
        if not child:
            gc.enable()
            self._test(tests, limit)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code > 2:                # 1: a test is red, 2: a test's file could not even be imported
            raise RuntimeError(f"pytest ended with {code}: {self._told()[-4000:]}")
        if mutant is not None and (self.folder / RED).is_file():
            red = (self.folder / RED).read_text(encoding="utf-8")
            self.killers[mutant.carrier.file, mutant.carrier.name] = red
        return KILLED if code else SURVIVED

    def _told(self) -> str:
        """What the last run of pytest printed."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def _test(self, tests: list[str], limit: float) -> NoReturn:
        code = 70
        try:
            target = os.open(self.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(target, 1)
            os.dup2(target, 2)
            signal.alarm(math.ceil(limit))
            os.chdir(self.root)
            os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(self.folder / "hypothesis")
            files = [str(self.root / test) for test in tests]
            quiet = ["-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
            plugin = Inside()
            code = int(pytest.main([*files, "--packs", str(self.folder), "-x", "--tb=short", *quiet], [plugin]))
            (self.folder / TIMES).write_text(json.dumps(plugin.times), encoding="utf-8")
            if plugin.red:
                (self.folder / RED).write_text(plugin.red, encoding="utf-8")
        except BaseException:      # nothing may come back into the process that this one is a copy of
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


class Inside:
    """What the mutator does within a run of pytest: takes the time, and notes the first test that is red."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        self.red = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Of all phases of all variants of a test."""
        name = report.nodeid.partition("[")[0]
        self.times[name] = self.times.get(name, 0.0) + report.duration
        if report.failed:
            self.red = self.red or name


_benches: list[Bench] = []
"""The bench of this process."""


def set_up(root: Path, folder: Path) -> None:
    """Makes this process's bench, and imports once what every run of pytest would import anew.

    Building worlds leaves no garbage, and looking for some takes half of the time.
    """
    import_module("hypothesis.strategies")
    gc.disable()
    _benches.append(Bench(root, Path(tempfile.mkdtemp(dir=folder))))


def verdict_of(tests: list[str], mutant: Mutant | None, limit: float, deadline: float) -> tuple[str, dict[str, float]]:
    """What came of it ("" if time was up), and how long each test took if all are green."""
    began = time.monotonic()
    if began > deadline:
        return "", {}
    verdict = _benches[0].run(tests, mutant, limit or max(AT_LEAST, min(LONGEST, deadline - began)))
    return verdict, _benches[0].times() if verdict == SURVIVED else {}


class Campaign:
    """Runs jobs on a number of benches until all are done or time is up."""

    def __init__(self, root: Path, rows: Rows, wanted: Iterable[str], deadline: float, jobs: int) -> None:
        self.root, self.deadline, self.jobs = root, deadline, jobs
        made = mutants(root, rows.carriers)
        self.outcomes = {
            row: Outcome(
                row, [f"{test.file}::{test.name}" for test in rows.tests.get(row, [])],
                sorted((m for m in made if row in m.carrier.rows), key=weight),
            )
            for row in wanted
        }
        self.known = Known(root)

    def run(self) -> None:
        """First the unchanged packs, then all deletions, then all inversions, then the rest, of each row in turn."""
        ready = [outcome for outcome in self.outcomes.values() if outcome.tests]
        context = get_context("spawn")
        with (
            tempfile.TemporaryDirectory(prefix="mutants-") as folder,
            ProcessPoolExecutor(self.jobs, context, set_up, (self.root, Path(folder))) as pool,
        ):
            asked = [pool.submit(verdict_of, outcome.tests, None, 0.0, self.deadline) for outcome in ready]
            for outcome, answer in zip(ready, asked, strict=True):
                verdict, times = answer.result()
                outcome.seconds = sum(times.values())
                outcome.tests.sort(key=lambda test: times.get(test, 0.0))       # the quick ones kill most
                outcome.green = verdict == SURVIVED if verdict else None
            for layer in range(3):
                self._run(pool, list(in_turn([one for one in ready if one.green], layer)))
        self.known.keep()

    def _run(self, pool: ProcessPoolExecutor, jobs: list[tuple[Outcome, int]]) -> None:
        """Runs what is not known from before."""
        waiting = []
        for outcome, number in jobs:
            mutant = outcome.planned[number]
            key = self.known.key(outcome.tests, mutant)
            if key in self.known.verdicts:
                outcome.verdicts[number] = self.known.verdicts[key]
            else:
                limit = max(AT_LEAST, SLOWEST * outcome.seconds)
                asked = pool.submit(verdict_of, outcome.tests, mutant, limit, self.deadline)
                waiting.append((outcome, number, key, asked))
        for outcome, number, key, asked in waiting:
            verdict, _ = asked.result()
            if verdict:
                outcome.verdicts[number] = self.known.verdicts[key] = verdict
                self.known.keep(KEEP_EVERY)
            if verdict == SURVIVED:
                print(f"{outcome.row}  {outcome.planned[number].told()}", file=sys.stderr, flush=True)


def weight(mutant: Mutant) -> int:
    """In which layer a mutant is run: deletions first, then inversions."""
    return 0 if mutant.deletion else 1 if mutant.inversion else 2


def in_turn(outcomes: list[Outcome], layer: int) -> Iterator[tuple[Outcome, int]]:
    """Of the mutants of a layer the first of each row, then the second of each, and so on."""
    lists = [[(o, n) for n, mutant in enumerate(o.planned) if weight(mutant) == layer] for o in outcomes]
    for layer in zip_longest(*lists):
        yield from (job for job in layer if job is not None)


class Known:
    """Verdicts of earlier runs, valid as long as packs, tests and engine are the same."""

    def __init__(self, root: Path) -> None:
        self.path = root / ".pytest_cache" / "mutants.json"
        files = [path for shelf in SHELVES for path in (root / shelf).rglob("*") if path.suffix in (".yaml", ".md")]
        files += [*(root / "tests" / "rows").glob("*.py"), *(root / "src").rglob("*.py")]
        whole = sha256()
        for path in sorted(files):
            whole.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes() + b"\0")
        self.base = whole.hexdigest()
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        self.kept = time.monotonic()
        self.verdicts: dict[str, str] = kept.get("verdicts", {}) if kept.get("base") == self.base else {}

    def key(self, tests: list[str], mutant: Mutant) -> str:
        """What a verdict is kept under."""
        return sha256("\0".join([*sorted(tests), mutant.carrier.file, mutant.text]).encode()).hexdigest()

    def keep(self, pause: float = 0.0) -> None:
        """Write the verdicts for the next run, unless that was done less than `pause` seconds ago."""
        if time.monotonic() < self.kept + pause:
            return
        self.kept = time.monotonic()
        self.path.parent.mkdir(exist_ok=True)
        self.path.write_text(json.dumps({"base": self.base, "verdicts": self.verdicts}), encoding="utf-8")


def table(outcomes: Iterable[Outcome], share: float) -> Iterator[str]:
    """One line for each row, then every survivor with its place."""
    outcomes = list(outcomes)
    yield f"{'row':<8}{'tests':>6}{'mutants':>9}{'refused':>9}{'killed':>8}{'survive':>9}{'not run':>9}  verdict"
    for one in outcomes:
        counts = [len(one.those(verdict)) for verdict in (REFUSED, KILLED, SURVIVED)]
        refused, killed, survived = counts
        numbers = f"{len(one.tests):>6}{len(one.planned):>9}{refused:>9}{killed:>8}{survived:>9}{len(one.left):>9}"
        yield f"{one.row:<8}{numbers}  {one.fault(share) or 'passes'}"
    survivors = [(one.row, mutant) for one in outcomes for mutant in one.those(SURVIVED)]
    if survivors:
        yield ""
        yield "Survivors"
    yield from (f"{row:<8}{mutant.told()}" for row, mutant in survivors)


def main(words: list[str] | None = None, root: Path = ROOT) -> int:
    """Runs the campaign; 1 if a row does not pass."""
    parser = argparse.ArgumentParser(description="Run the rows' tests against mutants of the packs.")
    parser.add_argument("--minutes", type=float, default=math.inf, help="after which nothing new is begun (never)")
    parser.add_argument("--jobs", type=int, default=2, help="tests run at the same time (2)")
    parser.add_argument("--share", type=float, default=0.7, help="of the other mutants to be killed (0.7)")
    parser.add_argument("--rows", nargs="*", default=[], help="only these; without it, every row that is carried")
    said = parser.parse_args(words)
    rows = read_rows(root, stories=False)
    carried = [row for row in rows.titles if rows.carried_by(row)]
    unknown = [row for row in said.rows if row not in carried]
    if unknown:
        parser.error(f"carried by nothing: {', '.join(unknown)}")
    began = time.monotonic()
    campaign = Campaign(root, rows, said.rows or carried, began + 60 * said.minutes, said.jobs)
    campaign.run()
    print("\n".join(table(campaign.outcomes.values(), said.share)))
    failing = [one.row for one in campaign.outcomes.values() if one.fault(said.share)]
    print(f"\n{len(campaign.outcomes) - len(failing)} of {len(campaign.outcomes)} rows pass, "
          f"{time.monotonic() - began:.0f} s")
    return int(bool(failing))


if __name__ == "__main__":
    sys.exit(main())
