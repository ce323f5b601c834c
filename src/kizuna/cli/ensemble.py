"""`kizuna ensemble PACK --runs N`: many runs of a world under different luck, and what they come to together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kizuna.cli.main import USAGE
from kizuna.cli.numbers import days_option, seed_option
from kizuna.cli.output import Format, FormatOption, print_json
from kizuna.cli.run import Engine
from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten

if TYPE_CHECKING:
    from kizuna.story.ensemble import Row, Worker

_SHOWN = 20


def ensemble(
    pack: Annotated[str, typer.Argument(help="a folder with a pack.yaml, or the name of a pack in the library")],
    runs: Annotated[int, typer.Option(min=1, max=1_000_000, help="how many runs")] = 10,
    seed: Annotated[int, seed_option("what the seeds of all runs are made of")] = 1,
    days: Annotated[float, days_option("how many days to live in each")] = 30,
    people: Annotated[int, typer.Option(min=0, max=1_000_000, help="fill each world up to so many")] = 0,
    out: Annotated[Path | None, typer.Option(help="the folder for all [default: runs/PACK-ensemble-SEED]")] = None,
    jobs: Annotated[int, typer.Option(min=0, max=1024, help="how many at a time [default: one per processor]")] = 0,
    engine: Annotated[Engine, typer.Option(help="what lives them: the events are the same, to the byte")] = Engine.auto,
    keep: Annotated[bool, typer.Option("--keep/--no-keep", help="keep the chronicle of each run")] = True,
    measure: Annotated[list[str] | None, typer.Option(help="a measure to show of each run; several times")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="go on with the ensemble in --out, if one is there")] = False,
    form: FormatOption = Format.text,
) -> None:
    """Live a world many times under different luck, and tabulate what became of it."""
    from kizuna.cli.ensemble_table import as_data, lines
    from kizuna.cli.opening import find_folder, stop_with
    from kizuna.story.ensemble import open_folder, progress_of

    folder = out or Path("runs") / f"{find_folder(pack).resolve().name}-ensemble-{seed}"
    sink = Sink()
    worker = _worker(pack, folder, seed, days, people, engine, keep, form)
    held = open_folder(folder, worker.plan, resume, sink)
    if held is None:
        stop_with(sink, form)
    try:
        known = progress_of(folder, worker.plan, runs, keep)
        if known.again:
            _say_again(known.again)
        rows = sorted([*known.rows, *_live(worker, known.left, jobs, form)], key=lambda row: row.number)
    finally:
        held.end()
    unknown, world = _uncounted(rows, measure or []), worker.world
    if form is Format.json:
        print_json(as_data(worker.plan, rows, folder, world))
    else:
        shown = [name for name in measure or [] if name not in unknown]
        print("\n".join(lines(worker.plan, rows, folder, shown, world)))
    raise typer.Exit(_code(rows, runs) or (USAGE if unknown else 0))


def _uncounted(rows: list[Row], asked: list[str]) -> list[str]:
    """Say which of the measures asked for no run has counted; nothing is said as long as no run is done."""
    known = {name for row in rows for found in row.measures.values() for name in found}
    unknown = [name for name in asked if known and name not in known]
    for name in unknown:
        hint = did_you_mean(name, known) or "--format json has all that was counted"
        print(f"no run counted {shorten(name)!r}; {hint}", file=sys.stderr)
    return unknown


def _say_again(numbers: list[int]) -> None:
    shown = ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
    print(f"finished, but without a whole chronicle, so they are lived again: {shown}", file=sys.stderr)


def _code(rows: list[Row], runs: int) -> int:
    """Say what failed, became wrong, or is not done; 1 if anything did, 130 if it was stopped."""
    wrong = [row for row in rows if row.measures.get("run", {}).get("faults")]
    for row in wrong:
        faults = row.measures["run"]["faults"]
        told = f"{faults} × something is so that must never be; `kizuna run` with this seed names it"
        print(f"run {row.number} (seed {row.seed}): {told}", file=sys.stderr)
    failed = [row for row in rows if row.error]
    for row in failed:
        print(f"run {row.number} (seed {row.seed}) failed: {row.error}", file=sys.stderr)
    done = sum(bool(row.stream) for row in rows)
    if done + len(failed) < runs:
        print(f"stopped after {done} of {runs} runs; add --resume to go on", file=sys.stderr)
        return 130
    return int(bool(failed or wrong))


def _worker(
    pack: str, out: Path, seed: int, days: float, people: int, engine: Engine, keep: bool, form: Format
) -> Worker:
    """What lives the runs, with code that is compiled once for all of them."""
    from dataclasses import replace

    from kizuna.cli.opening import open_pack, sources_of, stop_with, tell_of_lack
    from kizuna.engine.workshop import compiler
    from kizuna.story.ensemble import Worker, plan_of
    from kizuna.world.build import found_world
    from kizuna.world.kept import origin_of

    sink = Sink()
    if engine is Engine.compiled and not compiler():
        sink.add("K608", "llvmlite is not installed", hint="pip install 'kizuna[fast]', or leave --engine out")
        stop_with(sink, form)
    read = open_pack(pack, form, sink)
    plan = plan_of(read, seed, days, people)
    founded = found_world(read, sink, people, seed)
    if founded is None:
        stop_with(sink, form, sources_of(read.root, read))
    tell_of_lack(founded.world, people, form)
    founded = replace(founded, world=replace(founded.world, origin=origin_of(read)))
    return Worker(out, plan, read, founded, engine.value, keep)


def _live(worker: Worker, numbers: list[int], jobs: int, form: Format) -> list[Row]:
    from kizuna.cli.progress import counting
    from kizuna.story.ensemble_pool import live_all, processors, stoppable

    rows: list[Row] = []
    if not numbers:
        return rows
    at_once = jobs or processors()
    worker.prepare(len(numbers))
    with stoppable() as stopped, counting(len(numbers), "runs", quiet=form is Format.json) as count:
        for row in live_all(worker, numbers, at_once, stopped):
            rows.append(row)
            count(sum(row.measures.get("run", {}).get("events", 0) for row in rows))
    return rows


__all__ = ["ensemble"]
