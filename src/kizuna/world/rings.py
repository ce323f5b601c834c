"""Circles in a graph of names."""

from __future__ import annotations

from collections.abc import Mapping, Set


def rings(edges: Mapping[str, Set[str]]) -> list[tuple[str, ...]]:
    """A shortest circle through the first name of each group that goes round; a name's edge to itself counts.

    Names are taken in alphabetical order, and a name is in one circle at most.
    """
    found: list[tuple[str, ...]] = []
    told: set[str] = set()
    for start in sorted(edges):
        ring = _back_to(start, edges, told)
        if ring:
            found.append(ring)
            told.update(ring)
    return found


def _back_to(start: str, edges: Mapping[str, Set[str]], told: set[str]) -> tuple[str, ...]:
    """A shortest way from a name back to itself past those not told, () if there is none."""
    before: dict[str, str] = {}
    edge = [start]
    while edge and start not in told:
        following: list[str] = []
        for name in edge:
            for other in sorted(edges.get(name, frozenset())):
                if other == start:
                    return _way(start, name, before)
                if other not in before and other not in told:
                    before[other] = name
                    following.append(other)
        edge = following
    return ()


def _way(start: str, last: str, before: Mapping[str, str]) -> tuple[str, ...]:
    way = [last]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))
