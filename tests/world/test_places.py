"""Modes, roads and distances."""

from __future__ import annotations

import time
from itertools import product
from math import inf
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.diagnostics import Sink
from kizuna.pack.yaml import parse_yaml
from kizuna.world.distances import Distances, distances, unreachable
from kizuna.world.model import Road
from kizuna.world.places import build_modes, build_roads

MODES = ("boat", "foot")
PLACES = {"mill": "mill", "harbour": "harbour", "the port": "harbour", "hill": "hill"}


def roads(text: str) -> tuple[tuple[Road, ...], list[str]]:
    """The roads of a list, and what was found."""
    sink = Sink()
    found = build_roads(parse_yaml(dedent(text), "r.yaml", sink), MODES, PLACES, sink)
    return found, [f"{d.spans[0].line}:{d.spans[0].column} {d.code} {d.message}" for d in sink]


def test_modes_come_in_alphabetical_order() -> None:
    sink = Sink()
    node = parse_yaml("{on foot: {}, by boat: {about: slow}}", "m.yaml", sink)
    assert build_modes(node, sink) == ("by boat", "on foot")
    assert not sink.found


def test_roads_know_their_ends_by_any_name() -> None:
    found, told = roads("""
        - {between: [mill, the port], length: 1.5 km, modes: [foot], stairs: 2}
        - {between: [hill, mill], length: 300 m, modes: all}
        - {between: [hill, harbour], length: 300 m}
    """)
    assert told == []
    assert [(r.a, r.b, r.length, r.modes, r.stairs) for r in found] == [
        ("harbour", "hill", 300.0, MODES, 0), ("harbour", "mill", 1500.0, ("foot",), -2),
        ("hill", "mill", 300.0, MODES, 0),
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("a: b", "1:1 K102 `roads` is a list, but a map stands here"),
    ("- {between: [mil, hill], length: 1 m}", "1:14 K107 there is no place 'mil'"),
    ("- {between: [mill], length: 1 m}", "1:13 K102 a road lies between two places, not 1"),
    ("- {between: [mill, mill], length: 1 m}", "1:13 K102 the road leads from 'mill' to itself"),
    ("- {between: [mill, hill]}", "1:3 K103 a road needs a `length`"),
    ("- {length: 3 m}", "1:3 K103 a road needs `between`, the two places"),
    ("- {between: [mill, hill], length: 3 h}", "1:35 K205 '3 h' is no length"),
    ("- {between: [mill, hill], length: -3 m}", "1:35 K109 a road is at least 0 m long, not '-3 m'"),
    ("- {between: [mill, hill], length: 3 m, modes: [fot]}", "1:48 K107 there is no mode 'fot'"),
    ("- {between: [mill, hill], length: 3 m, stairs: lots}", "1:48 K109 'lots' is no number of flights"),
    ("- {between: [mill, hill], length: 3 m, width: 2 m}", "1:40 K101 unknown key 'width'"),
    ("- {between: [mill, hill], length: 3 m}\n- {between: [hill, mill], length: 3 m, modes: boat}",
     "2:3 K104 there is a road between 'hill' and 'mill' already"),
])
def test_what_is_wrong_with_a_road_is_told_once(text: str, expected: str) -> None:
    assert roads(text)[1] == [expected]


def test_the_nearest_place_is_suggested() -> None:
    sink = Sink()
    build_roads(parse_yaml("- {between: [harbuor, hill], length: 1 m}", "r.yaml", sink), MODES, PLACES, sink)
    assert [d.hint for d in sink] == ["did you mean 'harbour'?"]


def test_a_way_may_lead_through_other_places() -> None:
    table = distances(["a", "b", "c", "d"], [
        Road("a", "b", 5.0, ("foot",)), Road("b", "c", 7.0, ("foot", "boat")), Road("a", "c", 20.0, ("foot",)),
    ], MODES)
    assert row(table["foot"], 0) == [0.0, 5.0, 12.0, inf]
    assert row(table["boat"], 0) == [0.0, inf, inf, inf]
    assert row(table["boat"], 1) == [inf, 0.0, 7.0, inf]


def row(table: Distances, place: int) -> list[float]:
    """How far it is from one place to all."""
    return [table.metres(place, other) for other in range(len(table.groups))]


def test_a_place_without_a_road_is_out_of_reach() -> None:
    assert unreachable(["a", "b", "c"], [Road("a", "b", 1.0, ("foot",))]) == ["c"]
    assert unreachable(["a", "b"], []) == []


LENGTHS = st.floats(0, 1e6, allow_nan=False)
GRAPHS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), LENGTHS), max_size=20)


@given(GRAPHS)
def test_distances_are_a_symmetric_metric_and_no_longer_than_any_road(edges: list[tuple[int, int, float]]) -> None:
    places = [str(number) for number in range(8)]
    ways = [Road(str(a), str(b), length, ("foot",)) for a, b, length in edges]
    found = distances(places, ways, ("foot",))["foot"]
    table = [row(found, place) for place in range(8)]
    for a, b, length in edges:
        assert table[a][b] <= length
    for a, b, c in product(range(8), repeat=3):
        assert table[a][b] == table[b][a]
        assert table[a][c] <= table[a][b] + table[b][c] + 1e-6
        assert table[a][a] == 0


@given(GRAPHS)
def test_places_at_the_end_of_one_road_are_as_far_as_a_search_finds_them(edges: list[tuple[int, int, float]]) -> None:
    """To the last bit: by Dijkstra's search over all places, in the direction of the earlier place."""
    near: list[dict[int, float]] = [{} for _ in range(8)]
    for a, b, length in edges:
        if a != b:
            near[a][b] = near[b][a] = min(length, near[a].get(b, inf))
    ways = [Road(str(a), str(b), length, ("foot",)) for a, b, length in edges]
    found = distances([str(number) for number in range(8)], ways, ("foot",))["foot"]
    for a, b in product(range(8), repeat=2):
        assert found.metres(a, b) == searched(near, min(a, b), max(a, b))


def searched(near: list[dict[int, float]], source: int, target: int) -> float:
    """A plain search; where one road is all that leads to the source, from its other end."""
    if source == target:
        return 0.0
    if len(near[source]) == 1:
        other = next(iter(near[source]))
        if len(near[other]) > 1 or other < source:
            rest = 0.0 if other == target else searched_from(near, other)[target]
            return near[source][other] + rest
    return searched_from(near, source)[target]


def searched_from(near: list[dict[int, float]], source: int) -> list[float]:
    """Dijkstra without a heap."""
    best, done = [inf] * len(near), set[int]()
    best[source] = 0.0
    while rest := [n for n in range(len(near)) if n not in done and best[n] < inf]:
        here = min(rest, key=lambda n: best[n])
        done.add(here)
        for there, length in near[here].items():
            best[there] = min(best[there], best[here] + length)
    return best


def test_ten_thousand_homes_take_no_more_room_than_the_streets() -> None:
    """And no more than a second."""
    streets, homes = [f"street {n}" for n in range(30)], [f"home {n}" for n in range(10_000)]
    ways = [Road(streets[n], streets[n + 1], 100.0, MODES) for n in range(29)]
    ways += [Road(home, streets[n % 30], 10.0, MODES) for n, home in enumerate(homes)]
    begun = time.perf_counter()
    found = distances(streets + homes, ways, MODES)["foot"]
    assert sum(map(len, found.between)) == 31 * 31
    assert found.metres(30, 30 + 29) == 2920.0
    assert time.perf_counter() - begun < 1.5


@given(GRAPHS, st.randoms())
def test_the_order_of_roads_changes_nothing(edges: list[tuple[int, int, float]], random: object) -> None:
    places = [str(number) for number in range(8)]
    ways = [Road(str(a), str(b), length, ("foot",)) for a, b, length in edges]
    assert distances(places, ways, ("foot",)) == distances(places, ways[::-1], ("foot",))


def test_four_hundred_places_take_less_than_a_second() -> None:
    places = [str(number) for number in range(400)]
    ways = [Road(str(n), str((n * 7 + 1) % 400), 10.0 + n % 13, MODES) for n in range(400)]
    ways += [Road(str(n), str(n // 2), 5.0, MODES) for n in range(1, 400)]
    begun = time.perf_counter()
    distances(places, ways, MODES)
    assert time.perf_counter() - begun < 1.5
