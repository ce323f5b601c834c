"""Shortest ways between places by each mode of travel (Dijkstra, 1959), and places that nobody can reach.

Most places of a large town are homes at the end of a single road: such a place stands in one group with the place it
hangs on, so that what is kept grows with the roads that cross and not with the square of the homes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from kizuna.world.model import Road

Ways = list[dict[int, float]]
"""For each place its neighbours and the length of the shortest road to each."""


@dataclass(frozen=True, slots=True)
class Distances:
    """`groups` has the group of each place, from 1, 0 if no road leads there; `arms` how far it is from there to the
    place that its group is about; `between[g][h]` is how far it is between two of these, infinite for group 0."""

    groups: tuple[int, ...]
    arms: tuple[float, ...]
    between: tuple[tuple[float, ...], ...]

    def metres(self, a: int, b: int) -> float:
        """How far it is from one place to another, infinite where there is no way.

        Sums along one way may differ in the last bit with the direction: the earlier place decides.
        """
        if a == b:
            return 0.0
        low, high = min(a, b), max(a, b)
        return self.arms[low] + (self.between[self.groups[low]][self.groups[high]] + self.arms[high])


def distances(places: Sequence[str], roads: Sequence[Road], modes: Sequence[str]) -> dict[str, Distances]:
    """How far it is between places, by number, for each mode. Roads to unknown places are passed over."""
    index = {place: number for number, place in enumerate(places)}
    found: dict[str, Distances] = {}
    made: dict[tuple[int, ...], Distances] = {}
    for mode in modes:
        used = tuple(number for number, road in enumerate(roads) if mode in road.modes)
        if used not in made:
            made[used] = _grouped(_ways(index, [roads[number] for number in used]))
        found[mode] = made[used]
    return found


def unreachable(places: Sequence[str], roads: Sequence[Road]) -> list[str]:
    """The places to which no road leads, by any mode, if there are roads at all."""
    reached = {end for road in roads if road.modes for end in (road.a, road.b)}
    return [place for place in places if place not in reached] if reached else []


def _ways(index: dict[str, int], roads: Sequence[Road]) -> Ways:
    ways: Ways = [{} for _ in index]
    for road in roads:
        a, b = index.get(road.a), index.get(road.b)
        if a is not None and b is not None and a != b:
            length = min(road.length, ways[a].get(b, inf))
            ways[a][b] = ways[b][a] = length
    return ways


def _grouped(ways: Ways) -> Distances:
    """Only between the places that groups are about is a way looked for."""
    ends = {number: next(iter(near)) for number, near in enumerate(ways) if len(near) == 1}
    heads = [n for n, near in enumerate(ways) if near and (n not in ends or (ends[n] in ends and n < ends[n]))]
    group = {head: number for number, head in enumerate(heads, 1)}
    crossing: Ways = [{}, *({group[b]: m for b, m in ways[head].items() if b in group} for head in heads)]
    groups = tuple(group[n] if n in group else group[ends[n]] if n in ends else 0 for n in range(len(ways)))
    arms = tuple(0.0 if n in group or n not in ends else ways[n][ends[n]] for n in range(len(ways)))
    nowhere = (inf,) * len(crossing)
    return Distances(groups, arms, (nowhere, *(tuple(_from(number, crossing)) for number in group.values())))


def _from(source: int, ways: Ways) -> list[float]:
    row = [inf] * len(ways)
    row[source] = 0.0
    heap = [(0.0, source)]
    while heap:
        metres, here = heappop(heap)
        if metres > row[here]:
            continue
        for there, length in ways[here].items():
            total = metres + length
            if total < row[there]:
                row[there] = total
                heappush(heap, (total, there))
    return row
