"""How far it is between places, as generated functions read it: one buffer `P` for all modes.

For each mode, at `HEAD` times its number, `P` says where three tables begin that may serve several modes, and their
sides: of each place, by its number from 1, the group and the arm; the distances between groups; and for flights of
stairs the group of each place, and the flights between groups. See `kizuna.world.distances` and `kizuna.world.stairs`.
"""

from __future__ import annotations

from kizuna.codegen.expressions import FAR
from kizuna.codegen.layout import Layout
from kizuna.codegen.lower.types import Floats
from kizuna.engine.arithmetic import shift
from kizuna.world.distances import Distances, distances

HEAD = 6
PLACES, BETWEEN, SIDE, STEPS, RISES, BREADTH = range(HEAD)


def metres(P: Floats, mode: int, a: int, b: int) -> float:
    """How far it is from a place to another, FAR where no way is; places by their numbers, 0 is nowhere."""
    if a == b:
        return 0.0 if a != 0 else FAR
    first = shift(0, P[HEAD * mode + PLACES])
    low = first + 2 * (a if a < b else b)
    high = first + 2 * (b if a < b else a)
    group = shift(0, P[low] * P[HEAD * mode + SIDE] + P[high])
    far = P[low + 1] + (P[shift(0, P[HEAD * mode + BETWEEN]) + group] + P[high + 1])
    return far if far < FAR else FAR


def flights(P: Floats, mode: int, a: int, b: int) -> float:
    """How many flights of stairs lead up on the way from a place to another."""
    first = shift(0, P[HEAD * mode + STEPS])
    group = shift(0, P[first + a] * P[HEAD * mode + BREADTH] + P[first + b])
    return P[shift(0, P[HEAD * mode + RISES]) + group]


def table_of_ways(layout: Layout) -> list[float]:
    """The buffer `P` of a world."""
    modes = layout.world.modes
    found = distances(layout.place_order, layout.world.roads, modes)
    flat = [0.0] * (HEAD * len(modes))
    laid: dict[int, int] = {}
    for number, mode in enumerate(modes):
        ways, head = found[mode], HEAD * number
        first = laid.setdefault(id(ways), len(flat))
        if first == len(flat):
            flat += _places(ways)
        side = len(ways.between)
        flat[head + PLACES], flat[head + BETWEEN], flat[head + SIDE] = first, first + 2 * len(ways.groups) + 2, side
        stairs = layout.stairs.get(mode)
        if stairs is not None:
            first = len(flat)
            flat += (0.0, *map(float, stairs.groups), *(float(rise) for row in stairs.up for rise in row))
            flat[head + STEPS], flat[head + RISES] = first, first + len(stairs.groups) + 1
            flat[head + BREADTH] = len(stairs.up)
    return [float(cell) for cell in flat]


def _places(ways: Distances) -> list[float]:
    places = [0.0, 0.0]
    for group, arm in zip(ways.groups, ways.arms, strict=True):
        places += (float(group), arm)
    return places + [cell for row in ways.between for cell in row]
