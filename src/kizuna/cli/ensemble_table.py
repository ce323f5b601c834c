"""What an ensemble came to, as tables and as data."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from kizuna.chronicle.measures import GROUPS
from kizuna.cli.progress import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kizuna.story.ensemble import Plan, Row, Spread
    from kizuna.world.model import World

_RUNS, _EACH, _WIDTH = 20, 12, 52


def lines(plan: Plan, rows: list[Row], out: Path, shown: list[str], world: World) -> Iterator[str]:
    """The page: a line for each of the first runs, each measure over all of them, and what none of them has met.

    `shown` are columns to add.
    """
    from kizuna.story.ensemble import spreads, unmet

    done = [row for row in rows if row.stream]
    people = done[0].measures["run"]["people"] if done else plan.people
    yield f"{plan.pack}: {len(done)} runs of {plan.days:g} days, {grouped(people)} people, seed {plan.seed}, in {out}"
    if not done:
        return
    columns = list(shown)
    yield ""
    yield f"{'run':>6}  {'seed':>16}  {'events':>10}  {'stream':16}" + "".join(f"  {name}" for name in columns)
    for row in done[:_RUNS]:
        cells = "".join(f"  {grouped(_value(row, name)):>{len(name)}}" for name in columns)
        events = grouped(row.measures["run"]["events"])
        yield f"{row.number:>6}  {row.seed:>16}  {events:>10}  {row.stream[:16]}{cells}"
    if len(done) > _RUNS:
        yield f"{'…':>6}  and {len(done) - _RUNS} more; --format json has all"
    yield ""
    yield f"{'':{_WIDTH}}{'mean':>10}{'sd':>10}{'least':>10}{'most':>10}"
    for group, found in groupby(spreads(done), key=lambda item: item[0]):
        yield from _group(group, [(name, spread) for _, name, spread in found])
    never, able = unmet(world, done)
    if never:
        yield f"never, of {grouped(able)} rules that come about by themselves: {grouped(len(never))}"
        yield from (f"  {name}" for name in never[:_EACH])
        if len(never) > _EACH:
            yield f"  … and {len(never) - _EACH} more; --format json has all"


def _group(group: str, found: list[tuple[str, Spread]]) -> Iterator[str]:
    """A group's measures, those with the greatest means first."""
    if GROUPS[group]:
        yield GROUPS[group]
    best = sorted(found, key=lambda item: -item[1].mean) if GROUPS[group] else found
    for name, spread in best[:_EACH]:
        label = f"  {name}" if GROUPS[group] else name
        if len(label) > _WIDTH - 1:
            label = f"{label[:_WIDTH - 2]}…"
        mean, deviation = _number(spread.mean), _number(spread.deviation)
        yield f"{label:{_WIDTH}}{mean:>10}{deviation:>10}{grouped(spread.least):>10}{grouped(spread.greatest):>10}"
    if len(best) > _EACH:
        yield f"  … and {len(best) - _EACH} more; --format json has all"


def _number(value: float) -> str:
    return grouped(round(value)) if value >= 1000 else f"{value:.1f}"


def _value(row: Row, name: str) -> int:
    return next((found[name] for found in row.measures.values() if name in found), 0)


def as_data(plan: Plan, rows: list[Row], out: Path, world: World) -> dict[str, object]:
    """The same for programs, with everything that was counted."""
    from dataclasses import asdict

    from kizuna.story.ensemble import spreads, unmet

    measures: dict[str, dict[str, object]] = {}
    for group, name, spread in spreads(rows):
        measures.setdefault(group, {})[name] = asdict(spread)
    return {
        "plan": asdict(plan), "out": str(out), "runs": [asdict(row) for row in rows], "measures": measures,
        "never": unmet(world, rows)[0],
    }
