"""Whether a village keeps its balance: three hundred people for ten years, over many seeds, against bands.

Prints staffing, deaths, admissions, missions of each rank, beds in use and requests waiting, each year of each seed
with the spread over all of them, beside the band of `balance.yaml`, where each band says why it is where it is. Ends
with 1 if a mean lies outside its band, or if a village runs away: the last third of the years must lie within the
band, too, so that a slow pile-up shows; a band of `each` year holds for every year of every village, so that no mean
hides the one week in which somebody does one thing without end. What is counted comes from the events, the rest from
looks at the state at noon and at three in the morning, once a week each, every time on another day of the week.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, pstdev
from typing import cast

import yaml

from kizuna.chronicle.codec import records, roles_of
from kizuna.codegen.layout import IDENT, NEXT_MEMBER
from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.engine.machine import Machine
from kizuna.lang.types import Choice, Number
from kizuna.pack.load import load_pack
from kizuna.story.orphan import follow
from kizuna.world.kept import open_world, origin_of
from kizuna.world.luck import stable
from kizuna.world.model import World

ROOT = Path(__file__).resolve().parents[1]
SHELVES = (ROOT / "packs", ROOT / "worlds")
BANDS = Path(__file__).with_suffix(".yaml")
HOUR, DAY = 3_600_000, 86_400_000
LOOKS = {"noon": 6 * HOUR, "night": 21 * HOUR}  # after 06:00, when a day of the run begins
WEEK, WEEKS = 7 * DAY, 52
POSTS = ("medic", "guard", "clerk", "teacher", "field")
MOST = "of one sort for one, most in any week"
COUNTED = {
    "deaths": "trigger/die",
    "admissions": "action/admit",
    "requests": "trigger/request comes in",
    "withdrawn": "trigger/request withdrawn",
    "lost teams": "trigger/given up for lost",
}


@dataclass
class Year:
    """What was counted in a year, and what was seen at each look."""

    counts: Counter[str] = field(default_factory=Counter)
    seen: dict[str, list[float]] = field(default_factory=dict)

    def note(self, name: str, value: float) -> None:
        """Adds what one look has found."""
        self.seen.setdefault(name, []).append(value)

    def figures(self, people: int) -> dict[str, float]:
        """Counts for each hundred people, means of the looks, and what somebody did most often in any week."""
        names = ("events", *COUNTED, *(f"missions, {word}" for word in ("easy", "middling", "hard")))
        found = {name: self.counts[name] * 100 / people for name in names}
        return found | {name: (max if name == MOST else fmean)(values) for name, values in self.seen.items()}


class Village:
    """A machine, and looks at its state; while it is away in compiled code they read its buffers."""

    def __init__(self, world: World, seed: int, engine: str) -> None:
        self.machine = Machine.begin(world, seed)
        self.machine.player.engine = engine
        self.layout, self.kinds = self.machine.layout, world.attributes
        self.names = {stable(rule): name for name, rule in COUNTED.items()}
        self.known: set[int] = set()
        self.people = len(self.members("person"))
        self.first = self.staff(self.living())

    def cells(self, name: str) -> Sequence[float]:
        """A buffer of the state."""
        player = self.machine.player
        if player.away and player.image is not None:
            return cast("Sequence[float]", player.image.buffers[name])
        return cast("Sequence[float]", getattr(player.kernel.s, name))

    def get(self, attr: str, row: int) -> float:
        """A value that does not move by itself."""
        slot = self.layout.slots[attr]
        return self.cells("V" if isinstance(slot.attribute.type, Number) else "X")[row + slot.offset]

    def word(self, attr: str, row: int) -> str:
        """A choice as a word."""
        kind = self.kinds[attr].type
        assert isinstance(kind, Choice)
        return kind.values[int(self.get(attr, row))]

    def members(self, kind: str) -> list[int]:
        """The rows of a kind."""
        X, found = self.cells("X"), []
        row = int(X[self.layout.members[kind]])
        while row:
            found.append(row)
            row = int(X[row + NEXT_MEMBER])
        return found

    def living(self) -> list[int]:
        """Whoever is alive."""
        return [p for p in self.members("person") if self.get("person.alive", p)]

    def staff(self, living: list[int]) -> Counter[str]:
        """How many of them hold each post."""
        return Counter(self.word("person.post", p) for p in living)

    def look(self, year: Year, hour: str) -> None:
        """Notes how things stand at noon or at night."""
        get, word, living = self.get, self.word, self.living()
        at_work = [p for p in living if word("person.situation", p) == "work" and get("person.medicine", p) >= 0.2]
        year.note(f"healers on duty at {hour}", len(at_work))
        guests = [p for p in living if get("person.at_bed_of", p)]
        late = [p for p in guests if self.machine.now - get("person.fetch_at", p) > 12 * HOUR]
        year.note("visits long overdue", len(late))
        if hour == "night":
            return
        staff, hundredth = self.staff(living), 100 / self.people
        year.note("alive, % of the first", len(living) * hundredth)
        year.note("beds in use", sum(1 for p in living if get("person.bed", p)) * hundredth)
        stages = Counter(word("mission.stage", m) for m in self.members("mission"))
        for name, stage in (("requests waiting", "open"), ("teams out", "out"), ("records kept", "closed")):
            year.note(name, stages[stage] * hundredth)
        for post in POSTS:
            year.note(f"{post}, % of the first", 100 * staff[post] / max(1, self.first[post]))
        hands = [p for p in living if word("person.post", p) == "field"]
        fit = [p for p in hands if not get("person.grounded", p) and not get("person.bed", p)]
        year.note("field hands fit, %", 100 * len(fit) / max(1, len(hands)))
        year.note("skill of field hands, %", 100 * fmean([get("person.skill", p) for p in hands] or [0]))

    def count(self, year: Year) -> None:
        """Counts what has happened since the last call, and the missions that were closed meanwhile, by rank."""
        ints, _ = self.machine.player.drain()
        done: Counter[tuple[int, ...]] = Counter()
        for record in records(ints):
            done[record[3], *roles_of(record)[:1]] += 1
            name = self.names.get(record[3])
            if name and not record[4]:
                year.counts[name] += 1
        year.counts["events"] += done.total()
        year.note(MOST, max(done.values(), default=0))
        for m in self.members("mission"):
            ident = int(self.cells("X")[m + IDENT])
            if self.word("mission.stage", m) == "closed" and ident not in self.known:
                self.known.add(ident)
                year.counts[f"missions, {self.word('mission.difficulty', m)}"] += 1

    def live(self, years: int) -> list[dict[str, float]]:
        """The figures of each year."""
        found = []
        for number in range(years):
            year = Year()
            for week in range(number * WEEKS, (number + 1) * WEEKS):
                day = week * WEEK + week % 7 * DAY
                for hour, at in LOOKS.items():
                    self.machine.live(day + at)
                    self.look(year, hour)
                self.machine.live((week + 1) * WEEK)
                self.count(year)
            found.append(year.figures(self.people))
        return found


def world_of(pack: str, people: int, seed: int) -> World:
    """A world that comes with the project, filled up to so many people."""
    sink = Sink()
    _, world = open_world(ROOT / "worlds" / pack, sink, people, seed, SHELVES)
    if world is None:
        raise SystemExit(format_text(list(sink), None))
    return world


Task = tuple[str, int, int, int, str]
"""Pack, people, years, seed and engine."""


def lived(task: Task) -> tuple[int, float, list[dict[str, float]]]:
    """A seed, the seconds it took, and its figures year by year."""
    pack, people, years, seed, engine = task
    began = time.perf_counter()
    found = Village(world_of(pack, people, seed), seed, engine).live(years)
    return seed, time.perf_counter() - began, found


def kept_at(folder: Path, tasks: Sequence[Task]) -> dict[Task, Path]:
    """Where the figures of villages of one pack are kept: by what the pack is made of, so that none passes for another.

    Raises SystemExit for a pack that cannot be read.
    """
    sink = Sink()
    pack = load_pack(ROOT / "worlds" / tasks[0][0], sink, SHELVES)
    if pack is None:
        raise SystemExit(format_text(list(sink), None))
    folder.mkdir(parents=True, exist_ok=True)
    origin = origin_of(pack)[:12]
    return {task: folder / f"{'-'.join(map(str, task[:4]))}-{origin}.json" for task in tasks}


def show(found: list[list[dict[str, float]]], bands: dict[str, dict[str, float | str]]) -> list[str]:
    """Prints each figure year by year, its spread and its band; the names of those outside."""
    outside = []
    names = list(dict.fromkeys(name for village in found for year in village for name in year))
    for name in names:
        years = [[village[n].get(name, 0.0) for village in found] for n in range(len(found[0]))]
        every = [value for year in years for value in year]
        late = [value for year in years[-max(1, len(years) // 3):] for value in year]
        band = bands.get(name)
        asked = every if band and band.get("each") else [fmean(every), fmean(late)]
        fine = band is None or all(float(band["low"]) <= value <= float(band["high"]) for value in asked)
        if not fine:
            outside.append(name)
        by_year = " ".join(f"{fmean(year):6.1f}" for year in years)
        said = f"{band['low']} to {band['high']}" if band else "-"
        print(f"{'' if fine else '!'}{name:32} {by_year}   mean {fmean(every):6.2f} ± {pstdev(every):5.2f}   {said}")
    return outside


def begin(parent: int) -> None:
    """In a process of the pool: it does not outlive the one that began it."""
    follow(parent, lambda: False)


def main() -> int:
    """Lives the villages; 1 if a figure is outside its band."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pack", default="leaf")
    words.add_argument("--people", type=int, default=300)
    words.add_argument("--years", type=int, default=10)
    words.add_argument("--seeds", type=int, default=20)
    words.add_argument("--first", type=int, default=1, help="the first seed")
    words.add_argument("--jobs", type=int, default=1)
    words.add_argument("--engine", default="auto")
    words.add_argument("--kept", type=Path, help="a folder with the figures of villages that were lived before")
    said = words.parse_args()
    tasks = [
        (said.pack, said.people, said.years, said.first + n, said.engine) for n in range(said.seeds)
    ]
    paths = kept_at(said.kept, tasks) if said.kept else {}
    found = {task: json.loads(path.read_text(encoding="utf-8")) for task, path in paths.items() if path.is_file()}
    with ProcessPoolExecutor(said.jobs, get_context("spawn"), begin, (os.getpid(),)) as pool:
        waiting = {pool.submit(lived, task): task for task in tasks if task not in found}
        for done in as_completed(waiting):
            task = waiting[done]
            seed, seconds, found[task] = done.result()
            if task in paths:
                paths[task].write_text(json.dumps(found[task]), encoding="utf-8")
            print(f"seed {seed}: {seconds:.0f} s", file=sys.stderr, flush=True)
    outside = show([found[task] for task in tasks], yaml.safe_load(BANDS.read_text(encoding="utf-8")))
    if outside:
        print(f"outside their bands: {', '.join(outside)}")
    return int(bool(outside))


if __name__ == "__main__":
    raise SystemExit(main())
