"""`kizuna run PACK`: lives a world forward into a chronicle, and says what happened to whom."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kizuna.cli.numbers import days_option, seed_option
from kizuna.cli.output import Format, FormatOption, print_findings, print_json
from kizuna.diagnostics import Sink

if TYPE_CHECKING:
    from kizuna.chronicle.writer import RunWriter
    from kizuna.engine.machine import Machine
    from kizuna.engine.profile import Profile
    from kizuna.world.model import World


SEED, DAYS = 1, 30
"""The luck of a run, and how many days it is lived, unless it is said."""


class Engine(StrEnum):
    """How a world is lived."""

    auto = "auto"
    python = "python"
    compiled = "compiled"


def run(
    pack: Annotated[str, typer.Argument(help="a folder with a pack.yaml, or the name of a pack in the library")],
    seed: Annotated[int | None, seed_option("the world's luck [default: 1]")] = None,
    days: Annotated[
        float | None, days_option("how many days to live [default: 30, or as far as the run was to go]")
    ] = None,
    people: Annotated[int | None, typer.Option(min=0, max=1_000_000, help="fill the world up to so many")] = None,
    out: Annotated[Path | None, typer.Option(help="the folder for the chronicle [default: runs/PACK-SEED]")] = None,
    engine: Annotated[Engine, typer.Option(help="what lives it: the events are the same, to the byte")] = Engine.auto,
    profile: Annotated[bool, typer.Option("--profile", help="say which rules cost most; lives in CPython")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="go on with the run in --out, if one is there")] = False,
    form: FormatOption = Format.text,
) -> None:
    """Live a world forward, and say what happened to whom."""
    from kizuna.chronicle.beginning import is_begun, is_free
    from kizuna.cli.opening import find_folder, stop_with
    from kizuna.cli.resuming import resumed
    from kizuna.engine.happenings import CascadeError
    from kizuna.engine.workshop import compiler

    luck = SEED if seed is None else seed
    folder = out or Path("runs") / f"{find_folder(pack).resolve().name}-{luck}"
    sink = Sink()
    if engine is Engine.compiled and not compiler():
        sink.add("K608", "llvmlite is not installed", hint="pip install 'kizuna[fast]', or leave --engine out")
        stop_with(sink, form)
    if resume and (is_begun(folder) or not is_free(folder)):
        opened = resumed(pack, folder, seed, people, form, sink)
    else:
        opened = _begun(pack, folder, luck, DAYS if days is None else days, people or 0, form, sink)
    machine, writer, world = opened
    machine.player.engine = Engine.python.value if profile else engine.value
    profiled = _profiled(machine, engine) if profile else None
    try:
        finished = _live(machine, writer, world, days, form)
    except CascadeError as cascade:
        sink.found.append(cascade.diagnostic)
        finished = False
    if sink.failed:
        stop_with(sink, form)
    now = machine.now
    machine.player.let_go()
    whole = _tell(writer, world, form, sink, profiled)
    if not finished:
        print(f"stopped at {world.calendar.text(now)}; add --resume to go on", file=sys.stderr)
        raise typer.Exit(130)
    raise typer.Exit(int(not whole))


def _begun(
    pack: str, folder: Path, seed: int, days: float, people: int, form: Format, sink: Sink
) -> tuple[Machine, RunWriter, World]:
    from kizuna.chronicle.writer import RunWriter
    from kizuna.cli.opening import open_world, stop_with, tell_of_lack
    from kizuna.engine.machine import Machine

    read, world = open_world(pack, form, people, seed)
    tell_of_lack(world, people, form)
    writer = RunWriter.create(folder, world, read, sink, seed=seed, people=people, days=days)
    if writer is None:
        stop_with(sink, form)
    return Machine.begin(world, seed), writer, world


def _live(machine: Machine, writer: RunWriter, world: World, days: float | None, form: Format) -> bool:
    from kizuna.chronicle.living import live_into
    from kizuna.cli.progress import watching

    until = writer.aim(round((writer.manifest.days if days is None else days) * world.calendar.day))
    with watching(world.calendar, machine.now, until, quiet=form is Format.json) as watch:
        return live_into(machine, writer, until, watch)


def _profiled(machine: Machine, engine: Engine) -> Profile:
    """Counts what the machine does, in CPython whatever was asked for."""
    from kizuna.engine.profile import Profile

    if engine is Engine.compiled:
        print("--profile counts in CPython; compiled code would only be faster, not different", file=sys.stderr)
    return Profile(machine)


def _tell(writer: RunWriter, world: World, form: Format, sink: Sink, profiled: Profile | None) -> bool:
    """Say what happened to whom; False if the world became wrong by its own rules of integrity, which is told, too."""
    from kizuna.chronicle.phrasing import teller_of
    from kizuna.cli import profile_page
    from kizuna.cli.runs import open_run
    from kizuna.cli.summary import summarise

    costs = profiled.costs() if profiled is not None else None
    recorded = open_run(writer.out, form, writer.shelf)
    recorded.lived_in(world)
    summary = summarise(recorded, teller_of(recorded, sink))
    if form is Format.json:
        print_json(summary.as_data() | ({"profile": profile_page.as_data(*costs, world)} if costs else {}))
    else:
        print("\n".join([*summary.lines(), *(profile_page.lines(*costs, world) if costs else [])]))
        if summary.faults:
            print_findings(summary.faults, form, stream=sys.stderr)
    return not summary.faults
