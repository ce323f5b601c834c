"""Shortest ways between places by each mode of travel (Dijkstra, 1959), and places that nobody can reach."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from math import inf

from kizuna.world.model import Road

Ways = list[dict[int, float]]
"""For each place its neighbours and the length of the shortest road to each."""


def distances(places: Sequence[str], roads: Sequence[Road], modes: Sequence[str]) -> dict[str, list[list[float]]]:
    """Mode -> matrix of metres in the order of `places`, infinite where there is no way.

    Roads to unknown places are passed over. Places at the end of a single road (most homes) cost no search.
    """
    index = {place: number for number, place in enumerate(places)}
    found: dict[str, list[list[float]]] = {}
    made: dict[tuple[int, ...], list[list[float]]] = {}
    for mode in modes:
        used = tuple(number for number, road in enumerate(roads) if mode in road.modes)
        if used not in made:
            made[used] = _matrix(_ways(index, [roads[number] for number in used]))
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


def _matrix(ways: Ways) -> list[list[float]]:
    """All rows; a place with one neighbour takes its row from the neighbour's."""
    size = len(ways)
    rows: list[list[float]] = [[] for _ in range(size)]
    ends = {number: next(iter(near)) for number, near in enumerate(ways) if len(near) == 1}
    for number in range(size):
        if number not in ends or (ends[number] in ends and number < ends[number]):
            rows[number] = _from(number, ways)
    for number, anchor in ends.items():
        if not rows[number]:
            length = ways[number][anchor]
            rows[number] = [length + metres for metres in rows[anchor]]
            rows[number][number] = 0.0
    _make_symmetric(rows)
    return rows


def _make_symmetric(rows: list[list[float]]) -> None:
    """Sums along one way may differ in the last bit with the direction; the row of the earlier place decides."""
    for number, row in enumerate(rows):
        for other in range(number):
            row[other] = rows[other][number]


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
