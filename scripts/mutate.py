"""Asks of each row's tests whether they miss what carries the row: runs them against mutants of the packs.

A row passes when its tests are green on the packs as they are, red without any one of the rules that carry it, and red
for a share of its other mutants. A mutant that the checker refuses is no test's business and is counted apart.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from queue import SimpleQueue

from mutants import Mutant, mutants
from rows import ROOT, SHELVES, Rows, read_rows

from kizuna.diagnostics import Sink
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world

KILLED, SURVIVED, REFUSED = "killed", "survived", "refused"
SLOWEST = 10.0      # a mutant may take so many times as long as the unchanged packs, before it counts as noticed
AT_LEAST = 30.0     # seconds that a test may take in any case
Job = tuple[str, Mutant | None]


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
        others = [self.verdicts[n] for n, m in enumerate(self.planned) if n in self.verdicts and not m.deletion]
        counted = [verdict for verdict in others if verdict != REFUSED]
        if not self.tests:
            return "no test"
        if not self.green:
            return "not run" if self.green is None else "red as it is"
        if any(mutant.deletion for mutant in self.those(SURVIVED)):
            return "a rule is not missed"
        if any(mutant.deletion for mutant in self.left):
            return "out of time"
        if not self.those(KILLED):
            return "nothing is missed"
        return "too few killed" if counted and counted.count(KILLED) < share * len(counted) else ""


class Bench:
    """A copy of the packs and worlds in which one file at a time is changed, and the tests that are run on it."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        for shelf in SHELVES:
            if (root / shelf).is_dir():
                shutil.copytree(root / shelf, folder / shelf)
            else:
                (folder / shelf).mkdir(parents=True)

    def run(self, tests: list[str], mutant: Mutant | None, limit: float) -> str:
        """`killed` if a test is red on the mutant, or takes longer than `limit` seconds."""
        if mutant is None:
            return self._tested(tests, limit)
        path = self.folder / mutant.carrier.file
        before = path.read_bytes()
        try:
            path.write_text(mutant.text, encoding="utf-8")
            return self._tested(tests, limit) if self.sound(mutant.carrier.file) else REFUSED
        finally:
            path.write_bytes(before)

    def sound(self, file: str) -> bool:
        """Whether the pack that a file is in, and every world, still has no errors."""
        shelf, pack = file.split("/")[:2]
        shelves = [self.folder / name for name in SHELVES]
        for root in {self.folder / shelf / pack, *(path.parent for path in (self.folder / "worlds").glob("*/pack.yaml"))}:
            sink = Sink()
            loaded = load_pack(root, sink, shelves)
            if loaded is None or build_world(loaded, sink) is None or sink.failed:
                return False
        return True

    def _tested(self, tests: list[str], limit: float) -> str:
        words = [sys.executable, "-m", "pytest", *tests, "--packs", str(self.folder), "-x", "-q", "--tb=no"]
        kept = {**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": str(self.folder / "hypothesis")}
        try:
            ran = subprocess.run(
                [*words, "-p", "no:cacheprovider"], cwd=self.root, env=kept, timeout=limit, capture_output=True, check=False,
            )
        except subprocess.TimeoutExpired:
            return KILLED
        if ran.returncode in (0, 1, 2):     # 2: a test's file could not even be imported
            return KILLED if ran.returncode else SURVIVED
        raise RuntimeError(f"pytest ended with {ran.returncode}: {ran.stdout.decode()[-2000:]}{ran.stderr.decode()[-2000:]}")


class Campaign:
    """Runs jobs on a number of benches until all are done or time is up."""

    def __init__(self, root: Path, rows: Rows, wanted: Iterable[str], deadline: float, jobs: int) -> None:
        self.root, self.deadline, self.jobs = root, deadline, jobs
        made = mutants(root, rows.carriers)
        self.outcomes = {
            row: Outcome(
                row, [f"{test.file}::{test.name}" for test in rows.tests.get(row, [])],
                sorted((m for m in made if row in m.carrier.rows), key=lambda mutant: not mutant.deletion),
            )
            for row in wanted
        }
        self.known = Known(root)

    def run(self) -> None:
        """First the unchanged packs, then all deletions, then the rest, one of each row in turn."""
        ready = [outcome for outcome in self.outcomes.values() if outcome.tests]
        with tempfile.TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(self.jobs) as pool:
            benches: SimpleQueue[Bench] = SimpleQueue()
            for number in range(self.jobs):
                benches.put(Bench(self.root, Path(folder) / str(number)))
            list(pool.map(lambda outcome: self._baseline(outcome, benches), ready))
            for deletions in (True, False):
                todo = list(in_turn(ready, deletions))
                list(pool.map(lambda job: self._job(*job, benches), todo))
        self.known.keep()

    def _baseline(self, outcome: Outcome, benches: SimpleQueue[Bench]) -> None:
        began = time.monotonic()
        verdict = self._on(benches, outcome, None, max(AT_LEAST, self.deadline - began))
        if verdict is not None:
            outcome.green, outcome.seconds = verdict == SURVIVED, time.monotonic() - began

    def _job(self, outcome: Outcome, number: int, benches: SimpleQueue[Bench]) -> None:
        mutant = outcome.planned[number]
        verdict = self._on(benches, outcome, mutant, max(AT_LEAST, SLOWEST * outcome.seconds)) if outcome.green else None
        if verdict is not None:
            outcome.verdicts[number] = verdict

    def _on(self, benches: SimpleQueue[Bench], outcome: Outcome, mutant: Mutant | None, limit: float) -> str | None:
        key = self.known.key(outcome.tests, mutant)
        if mutant is not None and key in self.known.verdicts:
            return self.known.verdicts[key]
        if time.monotonic() > self.deadline:
            return None
        bench = benches.get()
        try:
            verdict = bench.run(outcome.tests, mutant, limit)
        finally:
            benches.put(bench)
        self.known.verdicts[key] = verdict
        return verdict


def in_turn(outcomes: list[Outcome], deletions: bool) -> Iterator[tuple[Outcome, int]]:
    """The first mutant of each row, then the second of each, and so on."""
    lists = [[(o, n) for n, mutant in enumerate(o.planned) if mutant.deletion is deletions] for o in outcomes]
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
        self.verdicts: dict[str, str] = kept.get("verdicts", {}) if kept.get("base") == self.base else {}

    def key(self, tests: list[str], mutant: Mutant | None) -> str:
        """What a verdict is kept under."""
        changed = f"{mutant.carrier.file}\0{mutant.text}" if mutant is not None else ""
        return sha256("\0".join([*tests, changed]).encode()).hexdigest()

    def keep(self) -> None:
        """Write the verdicts for the next run."""
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
    parser.add_argument("--minutes", type=float, default=20.0, help="after which nothing new is begun (20)")
    parser.add_argument("--jobs", type=int, default=2, help="tests run at the same time (2)")
    parser.add_argument("--share", type=float, default=0.7, help="of the mutants besides deletions to be killed (0.7)")
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
