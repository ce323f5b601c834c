"""Flights of stairs on the shortest ways between places.

Most places of a large town are homes at the end of a single level road: such a place stands in one group with the
place it hangs on, so that the table grows with the roads that cross and not with the square of the homes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from kizuna.world.model import Road

Length = tuple[float, int, int]
"""Metres, flights of stairs, and those of them that lead up."""


@dataclass(frozen=True, slots=True)
class Stairs:
    """`groups` has the group of each place, from 1, and `up[g][h]` the flights from group g up to h. Group 0 is that of
    places without roads."""

    groups: tuple[int, ...]
    up: tuple[tuple[int, ...], ...]


def stairs(places: Sequence[str], roads: Sequence[Road], mode: str) -> Stairs | None:
    """The flights up on the shortest ways by a mode, of equally short ones on that with the fewest; None if nowhere."""
    index = {place: number for number, place in enumerate(places)}
    used = [road for road in roads if mode in road.modes and road.a in index and road.b in index and road.a != road.b]
    if not any(road.stairs for road in used):
        return None
    ways = _ways(index, used)
    anchor = {n: next(iter(near)) for n, near in enumerate(ways) if len(near) == 1 and not next(iter(near.values()))[1]}
    heads = [n for n, near in enumerate(ways) if near and (n not in anchor or (anchor[n] in anchor and n < anchor[n]))]
    number = {head: group for group, head in enumerate(heads, 1)}
    groups = tuple(number[n] if n in number else number[anchor[n]] if n in anchor else 0 for n in range(len(ways)))
    up = [[0] * (len(heads) + 1) for _ in range(len(heads) + 1)]
    crossing = [{b: way for b, way in near.items() if b in number} for near in ways]
    for head in heads:
        for there, (_, flights, risen) in _from(head, crossing).items():
            if number[head] < number[there]:
                up[number[head]][number[there]] = risen
                up[number[there]][number[head]] = flights - risen
    return Stairs(groups, tuple(tuple(row) for row in up))


def _ways(index: dict[str, int], roads: Sequence[Road]) -> list[dict[int, Length]]:
    """For each place its neighbours and the best road to each."""
    ways: list[dict[int, Length]] = [{} for _ in index]
    for road in roads:
        for a, b, risen in ((road.a, road.b, road.stairs), (road.b, road.a, -road.stairs)):
            length = (road.length, abs(risen), max(0, risen))
            near = ways[index[a]]
            near[index[b]] = min(length, near.get(index[b], length))
    return ways


def _from(source: int, ways: list[dict[int, Length]]) -> dict[int, Length]:
    found: dict[int, Length] = {source: (0.0, 0, 0)}
    heap: list[tuple[Length, int]] = [((0.0, 0, 0), source)]
    while heap:
        length, here = heappop(heap)
        if length > found[here]:
            continue
        for there, (metres, flights, risen) in ways[here].items():
            total = (length[0] + metres, length[1] + flights, length[2] + risen)
            if there not in found or total < found[there]:
                found[there] = total
                heappush(heap, (total, there))
    return found
