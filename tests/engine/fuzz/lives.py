"""One random life lived twice: straight through in CPython, and by a plan that changes engines, saves and loads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.world.model import World

from ...engines import ENGINES, content, same, use

MINUTE = 60_000
MOST = 250
"""Events after which a life has said enough."""
STEP = 10
CROWDED = 6_000
"""Cells of a world in which too much is made."""


class Stream(NamedTuple):
    """What was recorded."""

    ints: list[int]
    floats: list[float]


@dataclass(frozen=True, slots=True)
class Leg:
    """So many events on this engine, then perhaps through a file."""

    engine: str
    room: int
    saved: bool = False


def plans(*engines: str) -> st.SearchStrategy[list[Leg]]:
    """Some legs; the last one goes on to the end."""
    leg = st.builds(Leg, st.sampled_from(engines), st.integers(1, 40), st.booleans())
    return st.lists(leg, min_size=1, max_size=5)


def plain_life(world: World, seed: int, until: int) -> tuple[Machine, Stream, bool, int]:
    """(the machine, its stream, whether it goes on without a cascade, how many events it had room for), in CPython."""
    machine, found = use(Machine.begin(world, seed), "python"), Stream([], [])
    while True:
        had = machine.recorded
        part, whole = _stretch(machine, until, STEP)
        _append(found, part)
        if not whole or machine.recorded < had + STEP:
            return machine, found, whole, MOST + STEP
        if machine.recorded >= MOST or len(machine.state.V) > CROWDED:
            return machine, found, whole, machine.recorded


def _stretch(machine: Machine, until: int, room: int) -> tuple[Stream, bool]:
    try:
        machine.live(until, room)
    except CascadeError:
        return Stream(*machine.drain()), False
    return Stream(*machine.drain()), True


def check_plan(world: World, seed: int, until: int, plan: list[Leg], folder: Path) -> int:
    """Fails where a life by the plan is not the plain life; gives how many events there were."""
    plain, wanted, whole, most = plain_life(world, seed, until)
    machine, found = Machine.begin(world, seed), Stream([], [])
    for number, leg in enumerate(plan):
        left = most - machine.recorded
        room = left if number == len(plan) - 1 else min(leg.room, left)
        part, on = _stretch(use(machine, leg.engine), until, room)
        _append(found, part)
        if not on:
            assert not whole
            break
        if leg.saved:
            path = str(folder / "state.npz")
            machine.save(path)
            autonomy, machine = machine.autonomy, Machine.load(path, world)
            assert machine.autonomy == autonomy
    same(wanted, found)
    if whole:
        assert plain.recorded == machine.recorded
        one, other = content(plain.state), content(machine.state)
        assert [name for name in one if one[name] != other[name]] == []
    return plain.recorded


def _append(found: Stream, part: Stream) -> None:
    found.ints.extend(part[0])
    found.floats.extend(part[1])


__all__ = ["ENGINES", "Leg", "check_plan", "plain_life", "plans"]
