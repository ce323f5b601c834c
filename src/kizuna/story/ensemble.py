"""Many runs of one world under different luck: which seed each has, living one, and what they come to together."""

from __future__ import annotations

import json
import shutil
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

from kizuna import __version__
from kizuna.chronicle.atomic import write_atomic
from kizuna.chronicle.beginning import is_begun
from kizuna.chronicle.living import live_into
from kizuna.chronicle.measures import GROUPS, Measures, measures
from kizuna.chronicle.resume import resume
from kizuna.chronicle.run import Run
from kizuna.chronicle.writer import RunWriter
from kizuna.diagnostics import Sink, Span
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.engine.player import AUTO, COMPILED, PYTHON, WORTH_MAKING
from kizuna.pack.load import Pack
from kizuna.world.build import Founded
from kizuna.world.luck import stable
from kizuna.world.model import World

FILE = "ensemble.json"
WORTH_FAST = 100_000.0
"""How many days of how many people, over all runs, must lie ahead before code is made fast rather than quickly."""


def seed_of(seed: int, number: int) -> int:
    """The seed of a run, counted from 1, of an ensemble: 53 bits that do not depend on how many runs there are."""
    return stable(f"ensemble {seed} {number}") >> 10


@dataclass(frozen=True, slots=True)
class Plan:
    """What all runs of an ensemble have in common. `files` is a digest of the pack's files."""

    pack: str
    files: str
    seed: int
    days: float
    people: int
    engine: str = __version__


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one run. `error` says why it came to nothing, "" if it did not; `stopped` that it can go on."""

    number: int
    seed: int
    stream: str = ""
    measures: Measures = field(default_factory=dict)
    error: str = ""
    stopped: bool = False


def plan_of(pack: Pack, seed: int, days: float, people: int) -> Plan:
    """The plan of an ensemble of a pack."""
    digests = json.dumps([digest for _, digest in sorted(pack.files)])
    return Plan(pack.name, sha256(digests.encode()).hexdigest(), seed, days, people)


def open_folder(out: Path, plan: Plan, resumed: bool, sink: Sink) -> bool:
    """Begins an ensemble in a folder, or goes on with one; False with K601, K602, K604 or K606."""
    path = out / FILE
    wanted = asdict(plan)
    try:
        if resumed and path.exists():
            found = json.loads(path.read_text(encoding="utf-8"))
            if found == wanted:
                return True
            differing = sorted(key for key in wanted if not isinstance(found, dict) or found.get(key) != wanted[key])
            sink.add("K602", f"the ensemble there was made with another {', '.join(differing)}", Span(str(path), 0, 0),
                     hint="choose another folder, or what it was made with")
            return False
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            sink.add("K604", f"{out} exists already", Span(str(out), 0, 0),
                     hint="choose another folder, or go on with it by --resume")
            return False
        out.mkdir(parents=True, exist_ok=True)
        write_atomic(path, json.dumps(wanted, indent=1).encode())
    except ValueError as fault:
        sink.add("K601", f"{FILE} is damaged: {fault}", Span(str(path), 0, 0), hint="restore the file from a copy")
        return False
    except OSError as fault:
        sink.add("K606", f"{fault.filename or out}: {fault.strerror or fault}", Span(str(out), 0, 0))
        return False
    return True


def folder_of(out: Path, number: int) -> Path:
    """Where a run lies in its ensemble."""
    return out / f"{number:06d}"


def finished(out: Path, plan: Plan, number: int) -> Row | None:
    """A run that is done already; None if it is not, or if what it came to cannot be read."""
    try:
        row = Row(**json.loads(_row_file(out, number).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return row if (row.number, row.seed, row.error) == (number, seed_of(plan.seed, number), "") else None


class Worker:
    """Lives runs of an ensemble, one after the other, in one process. `keep`: their chronicles stay on the disk."""

    def __init__(self, out: Path, plan: Plan, pack: Pack, founded: Founded, engine: str, keep: bool = True) -> None:
        self.out, self.plan, self.engine, self.keep = out, plan, engine, keep
        self._pack, self._founded = pack, founded

    def prepare(self, runs: int) -> None:
        """Have compiled code made, once and for all processes, if there is what compiles and it is worth it."""
        from kizuna.engine.workshop import compiler, make_for

        world = self._founded.world
        agents = sum(world.kinds[entity.kind].agent for entity in world.entities.values())
        ahead = runs * self.plan.days * max(agents, self.plan.people)
        if self.engine == PYTHON or not compiler() or (self.engine == AUTO and ahead < WORTH_MAKING):
            self.engine = PYTHON
            return
        self.engine = COMPILED
        make_for(self._founded.peopled(self.plan.people, seed_of(self.plan.seed, 1)), ahead >= WORTH_FAST)

    def seed_of(self, number: int) -> int:
        """The seed of a run."""
        return seed_of(self.plan.seed, number)

    def live(self, number: int) -> Row:
        """One run, from its beginning or from where it was stopped; whatever goes wrong is in the row."""
        sink = Sink()
        row = Row(number, seed_of(self.plan.seed, number))
        try:
            found = self._live(row, sink)
        except CascadeError as cascade:
            found = None
            sink.found.append(cascade.diagnostic)
        except OSError as fault:
            return Row(number, row.seed, error=f"{fault.filename or self.out}: {fault.strerror or fault}")
        if found is not None and not sink.failed:
            return found
        return Row(number, row.seed, error="; ".join(f"{fault.code} {fault.message}" for fault in sink))

    def _live(self, row: Row, sink: Sink) -> Row | None:
        opened = self._opened(row, sink)
        if opened is None:
            return None
        machine, writer, world = opened
        machine.player.engine = self.engine
        until = round(self.plan.days * world.calendar.day)
        if not live_into(machine, writer, until, lambda now, events: None, save=self.keep):
            return None if sink.failed else Row(row.number, row.seed, stopped=True)
        run = Run.open(writer.out, sink, writer.shelf)
        if run is None:
            return None
        run.lived_in(world)
        done = Row(row.number, row.seed, run.manifest.stream, measures(run))
        if not sink.failed:
            write_atomic(_row_file(self.out, row.number), json.dumps(asdict(done), ensure_ascii=False).encode())
            if not self.keep:
                shutil.rmtree(writer.out, ignore_errors=True)
        return done

    def _opened(self, row: Row, sink: Sink) -> tuple[Machine, RunWriter, World] | None:
        folder, plan = folder_of(self.out, row.number), self.plan
        if is_begun(folder):
            found = resume(folder, sink)
            if found is None:
                return None
            if found.state is not None:
                return Machine.load(str(found.state), found.world), found.writer, found.world
            return Machine.begin(found.world, row.seed), found.writer, found.world
        world = self._founded.peopled(plan.people, row.seed)
        writer = RunWriter.create(
            folder, world, self._pack, sink, seed=row.seed, people=plan.people, days=plan.days
        )
        return (Machine.begin(world, row.seed), writer, world) if writer is not None else None


@dataclass(frozen=True, slots=True)
class Spread:
    """How a measure varies over runs; the deviation is that of a sample."""

    mean: float
    deviation: float
    least: int
    greatest: int


def spreads(rows: Iterable[Row]) -> Iterator[tuple[str, str, Spread]]:
    """(group, name, spread) of everything that was counted in any run; what a run does not name is 0 there."""
    counted = [row.measures for row in rows if row.measures]
    for group in GROUPS:
        for name in dict.fromkeys(name for each in counted for name in each.get(group, {})):
            values = [each.get(group, {}).get(name, 0) for each in counted]
            deviation = statistics.stdev(values) if len(values) > 1 else 0.0
            yield group, name, Spread(statistics.fmean(values), deviation, min(values), max(values))


def _row_file(out: Path, number: int) -> Path:
    return out / f"{number:06d}.json"
