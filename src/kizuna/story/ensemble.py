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
from kizuna.chronicle.beginning import BEGINNING, is_begun
from kizuna.chronicle.ensemble_files import PlanFile, RowFile, read_checked
from kizuna.chronicle.hold import Hold, hold
from kizuna.chronicle.living import live_into
from kizuna.chronicle.manifest import COPY, read_manifest
from kizuna.chronicle.manifest import FILE as MANIFEST
from kizuna.chronicle.measures import GROUPS, Measures, measures
from kizuna.chronicle.packcopy import FOLDER as PACKS
from kizuna.chronicle.refused import refused
from kizuna.chronicle.resume import Resumed, resume
from kizuna.chronicle.run import Run
from kizuna.chronicle.segment_reader import count_sound
from kizuna.chronicle.segments import segment_files
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
REPAIR = "`kizuna ensemble` with --resume lives what is missing"
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
    """What became of one run. `error` says why it came to nothing, "" if it did not; `stopped` that it can go on;
    `kept` that its chronicle stays."""

    number: int
    seed: int
    stream: str = ""
    measures: Measures = field(default_factory=dict)
    error: str = ""
    stopped: bool = False
    kept: bool = False


def plan_of(pack: Pack, seed: int, days: float, people: int) -> Plan:
    """The plan of an ensemble of a pack."""
    digests = json.dumps([digest for _, digest in sorted(pack.files)])
    return Plan(pack.name, sha256(digests.encode()).hexdigest(), seed, days, people)


def open_folder(out: Path, plan: Plan, resumed: bool, sink: Sink) -> Hold | None:
    """Begins an ensemble in a folder, or goes on with one; None with K601, K602, K604 or K606.

    No other process can do so until that is ended.
    """
    try:
        if not (out.is_dir() or _is_free(out)):
            _taken(out, resumed, sink)
            return None
        out.mkdir(parents=True, exist_ok=True)
        held = hold(out, sink)
        if held is not None and not _opened(out, plan, resumed, sink):
            held.end()
            return None
        return held
    except OSError as fault:
        refused(sink, out, fault)
        return None


def _opened(out: Path, plan: Plan, resumed: bool, sink: Sink) -> bool:
    """Whether there is an ensemble of this plan in a folder that nobody else writes. Raises OSError."""
    path = out / FILE
    if resumed and path.exists():
        return _same(out, plan, sink)
    if not _is_free(out):
        _taken(out, resumed, sink)
        return False
    write_atomic(path, json.dumps(asdict(plan), indent=1).encode())
    return True


def _is_free(out: Path) -> bool:
    """Whether nothing is there, or only a beginning that was cut short. Raises OSError."""
    return not out.exists() or (out.is_dir() and all(file.name == f".{FILE}.new" for file in out.iterdir()))


def read_plan(out: Path, sink: Sink) -> Plan | None:
    """What an ensemble was made with; None with K601."""
    found = read_checked(out / FILE, PlanFile, sink, COPY)
    return Plan(**found.model_dump()) if found is not None else None


def _same(out: Path, plan: Plan, sink: Sink) -> bool:
    found = read_plan(out, sink)
    if found is None or found == plan:
        return found is not None
    there, wanted = asdict(found), asdict(plan)
    differing = sorted(key for key in wanted if there[key] != wanted[key])
    sink.add("K602", f"the ensemble there was made with another {', '.join(differing)}", Span(str(out / FILE), 0, 0),
             hint="choose another folder, or what it was made with")
    return False


def _taken(out: Path, resumed: bool, sink: Sink) -> None:
    if resumed and out.is_dir():
        sink.add("K601", f"there is no {FILE} in {out}, so it cannot be gone on with", Span(str(out), 0, 0),
                 hint=f"choose another folder, or {COPY}")
        return
    more = ", or go on with it by --resume" if (out / FILE).exists() else ""
    sink.add("K604", f"{out} exists already", Span(str(out), 0, 0), hint=f"choose another folder{more}")


def folder_of(out: Path, number: int) -> Path:
    """Where a run lies in its ensemble."""
    return out / f"{number:06d}"


def read_row(out: Path, plan: Plan, number: int, sink: Sink) -> Row | None:
    """What a run came to; None with K601 if that cannot be read, or is what another run came to."""
    path = _row_file(out, number)
    found = read_checked(path, RowFile, sink, REPAIR)
    if found is None:
        return None
    row = Row(**found.model_dump())
    if (row.number, row.seed) == (number, seed_of(plan.seed, number)):
        return row
    sink.add("K601", f"{path.name} is what another run came to", Span(str(path), 0, 0), hint=REPAIR)
    return None


def is_whole(out: Path, row: Row) -> bool:
    """Whether the chronicle of a finished run is there, is the one that was counted, and can be read to its end.

    All bytes are compared with their checksums and none is unpacked, which would take many times as long and find no
    other damage; that the events are those of the stream is what the manifest, which has a checksum itself, says.
    """
    folder, met = folder_of(out, row.number), Sink()
    manifest = read_manifest(folder, met)
    if manifest is None or (manifest.status, manifest.seed, manifest.stream) != ("complete", row.seed, row.stream):
        return False
    return count_sound(folder, met) == manifest.events and not met.found


@dataclass(slots=True)
class Progress:
    """How far the runs of an ensemble are: what the finished ones came to, and the numbers of those to be lived.

    `again` are those of the latter that were finished, and whose chronicle is missing or not whole.
    """

    rows: list[Row] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)


def progress_of(out: Path, plan: Plan, runs: int, keep: bool) -> Progress:
    """How far the first `runs` runs are. With `keep` one is finished only with a whole chronicle."""
    found = Progress()
    for number in range(1, runs + 1):
        row = read_row(out, plan, number, Sink())
        if row is not None and (not keep or is_whole(out, row)):
            found.rows.append(row)
            continue
        found.left.append(number)
        if row is not None:
            found.again.append(number)
    return found


class Worker:
    """Lives runs of an ensemble, one after the other, in one process. `keep`: their chronicles stay on the disk."""

    def __init__(self, out: Path, plan: Plan, pack: Pack, founded: Founded, engine: str, keep: bool = True) -> None:
        self.out, self.plan, self.engine, self.keep = out, plan, engine, keep
        self._pack, self._founded = pack, founded

    @property
    def world(self) -> World:
        """The world that all runs are made of, without the people that each of them is filled up with."""
        return self._founded.world

    def prepare(self, runs: int) -> None:
        """Have compiled code made, once and for all processes, if there is what compiles and it is worth it."""
        from kizuna.engine.workshop import compiler, make_for

        world = self.world
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
            found = None
            refused(sink, self.out, fault)
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
        done = Row(row.number, row.seed, run.manifest.stream, measures(run), kept=self.keep)
        if not sink.failed:
            write_atomic(_row_file(self.out, row.number), json.dumps(asdict(done), ensure_ascii=False).encode())
            if not self.keep:
                shutil.rmtree(writer.out, ignore_errors=True)
        return done

    def _opened(self, row: Row, sink: Sink) -> tuple[Machine, RunWriter, World] | None:
        folder, plan = folder_of(self.out, row.number), self.plan
        if is_begun(folder):
            found = self._resumed(folder, row, sink)
            if found is not None and found.state is not None:
                return Machine.load(str(found.state), found.world), found.writer, found.world
            if found is not None:
                return Machine.begin(found.world, row.seed), found.writer, found.world
        if sink.failed:
            return None
        _make_room(folder)
        world = self._founded.peopled(plan.people, row.seed)
        writer = RunWriter.create(
            folder, world, self._pack, sink, seed=row.seed, people=plan.people, days=plan.days
        )
        return (Machine.begin(world, row.seed), writer, world) if writer is not None else None

    def _resumed(self, folder: Path, row: Row, sink: Sink) -> Resumed | None:
        """What was begun; None if it is too damaged, for all of it can be lived again, or with K602 or K606."""
        manifest, met = read_manifest(folder, Sink()), Sink()
        if manifest is not None and (manifest.pack, manifest.seed) != (self.plan.pack, row.seed):
            what = f"a run of {manifest.pack} with seed {manifest.seed}"
            sink.add("K602", f"{what} stands where this one belongs", Span(str(folder), 0, 0), hint="take it away")
            return None
        found = resume(folder, met)
        if any(fault.code not in ("K601", "K602") for fault in met):
            sink.found += met.found
        met.found = sink.found      # what the writer meets from here on is the row's
        return found


def _make_room(folder: Path) -> None:
    """What is left of a run that cannot be gone on with is as a beginning that was cut short. Raises OSError.

    Files that are no part of a run stay, and a folder without any part of one is left as it is.
    """
    left = [*segment_files(folder), *folder.glob("state-*.npz")] if folder.is_dir() else []
    if left or is_begun(folder) or (folder / PACKS).is_dir():
        (folder / BEGINNING).touch()
        for path in (folder / MANIFEST, *left):
            path.unlink(missing_ok=True)


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


def unmet(world: World, rows: Iterable[Row]) -> tuple[list[str], int]:
    """Rules that come about by themselves, and that no run has met; and how many rules of that sort there are.

    These are triggers, and actions with a utility: an action without one is only ever directed.
    """
    met = {name for row in rows for name in row.measures.get("rule", {})}
    able = [
        rule.name for rule in world.rules.values()
        if not rule.integrity and (rule.sort == "trigger" or rule.utility is not None)
    ]
    return [name for name in able if name not in met], len(able)


def _row_file(out: Path, number: int) -> Path:
    return out / f"{number:06d}.json"
