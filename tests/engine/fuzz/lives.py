"""One random life lived twice: straight through in CPython, and by a plan that changes engines, saves and loads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.world.model import World

from ...engines import ENGINES, content, same, use

MINUTE = 60_000
MOST = 250
"""Events after which a life has said enough."""


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


def plain_life(world: World, seed: int, until: int) -> tuple[Machine, tuple[list[int], list[float]], bool]:
    """(the machine, its stream, whether it came to its end without a cascade), in CPython and straight through."""
    machine = use(Machine.begin(world, seed), "python")
    return (machine, *_stretch(machine, until, MOST))


def _stretch(machine: Machine, until: int, room: int) -> tuple[tuple[list[int], list[float]], bool]:
    try:
        machine.live(until, room)
    except CascadeError:
        return machine.drain(), False
    return machine.drain(), True


def check_plan(world: World, seed: int, until: int, plan: list[Leg], folder: Path) -> int:
    """Fails where a life by the plan is not the plain life; gives how many events there were."""
    plain, wanted, whole = plain_life(world, seed, until)
    machine, found = Machine.begin(world, seed), ([], [])
    for number, leg in enumerate(plan):
        left = MOST - machine.recorded
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


def _append(found: tuple[list[Any], list[Any]], part: tuple[list[Any], list[Any]]) -> None:
    for kept, more in zip(found, part, strict=True):
        kept += more


__all__ = ["ENGINES", "Leg", "check_plan", "plain_life", "plans"]
