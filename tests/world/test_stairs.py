"""Flights of stairs on the shortest ways, in the world, in the generated code and in the slow evaluator."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kizuna.world.distances import distances
from kizuna.world.model import Road
from kizuna.world.stairs import stairs
from tests.rows.support import Play, town

FOOT = ("foot",)


def up(places: str, *roads: Road) -> dict[str, int]:
    """The flights up between any two places, written together."""
    found = stairs(list(places), roads, "foot")
    assert found is not None
    group = dict(zip(places, found.groups, strict=True))
    return {a + b: found.up[group[a]][group[b]] for a, b in product(places, repeat=2)}


def test_flights_up_and_down_are_counted_along_the_way() -> None:
    """Two up and one down one way are one up and two down the other."""
    found = up("abcd", Road("a", "b", 5, FOOT, 2), Road("b", "c", 5, FOOT, -1), Road("c", "d", 5, FOOT))
    assert [found[way] for way in ("ab", "ba", "ac", "ca", "ad", "da", "cd", "aa")] == [2, 0, 2, 1, 2, 1, 0, 0]


def test_the_shortest_way_counts_and_of_equal_ones_that_with_the_fewest_flights() -> None:
    """However many flights, metres come first."""
    assert up("abc", Road("a", "b", 5, FOOT, 9), Road("b", "c", 5, FOOT), Road("a", "c", 11, FOOT))["ac"] == 9
    assert up("abc", Road("a", "b", 5, FOOT, 9), Road("b", "c", 5, FOOT), Road("a", "c", 10, FOOT, 1))["ac"] == 1


def test_where_nobody_can_go_there_are_no_stairs() -> None:
    """Neither on a way that does not exist nor by a mode that knows none."""
    assert up("abcd", Road("a", "b", 5, FOOT, 1), Road("c", "d", 5, FOOT, 1))["ac"] == 0
    assert stairs(list("ab"), [Road("a", "b", 5, ("boat",), 1)], "foot") is None
    assert stairs(list("ab"), [Road("a", "b", 5, FOOT)], "foot") is None


def test_homes_at_the_end_of_a_level_road_stand_in_one_group() -> None:
    """A village of ten thousand costs a table of its corners."""
    homes = [Road("b", f"home {n}", 10, FOOT) for n in range(2000)]
    found = stairs(["a", "b", *(road.b for road in homes)], [Road("a", "b", 5, FOOT, 3), *homes], "foot")
    assert found is not None
    assert len(found.up) == 3
    assert set(found.groups[1:]) == {found.groups[1]}


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(1, 9), st.integers(-3, 3)), max_size=14))
def test_a_shortest_way_has_the_flights_of_its_parts(edges: list[tuple[int, int, int, int]]) -> None:
    """Against all ways over one place in between, whatever the order of the roads."""
    places = [str(number) for number in range(8)]
    once = {(min(a, b), max(a, b)): (metres, flights) for a, b, metres, flights in edges if a != b}
    roads = [Road(str(a), str(b), float(m), FOOT, flights) for (a, b), (m, flights) in once.items()]
    found = stairs(places, roads, "foot")
    assert stairs(places, roads[::-1], "foot") == found
    if found is None:
        return
    far = distances(places, roads, FOOT)["foot"]

    def flights(a: int, b: int) -> int:
        assert found is not None
        return found.up[found.groups[a]][found.groups[b]] + found.up[found.groups[b]][found.groups[a]]

    for a, b, c in product(range(8), repeat=3):
        if far.metres(a, b) + far.metres(b, c) == far.metres(a, c) < 1e9:
            assert flights(a, c) <= flights(a, b) + flights(b, c)


def test_expressions_read_them() -> None:
    """The slow evaluator and the generated functions agree: four flights are too many for the lame."""
    play = Play(town("""
places: {tower: {inside: town}, cellar: {inside: town}}
roads:
  - {between: [home, tower], length: 40 m, modes: [foot], stairs: 4}
  - {between: [cellar, home], length: 10 m, modes: all, stairs: 1}
kinds: {person: {extend: yes, numbers: {climbed: {start: 0, range: 0..99}}}}
actions:
  go up to:
    roles: {p: person, to: place in all place}
    requires:
      stairs enough: stairs(place(p), to, foot) <= 4
    effects: ["climbed(p) = stairs(place(p), to, foot) + 10 * stairs(to, place(p), foot)"]
    phrases: ["{p} goes up to {to}"]
cast: {Aki: {is: person, place: home}}
"""))
    ways = (("home", "tower", 4), ("tower", "home", 40), ("cellar", "home", 1), ("tower", "cellar", 50))
    for here, there, expected in ways:
        play.put("person.place", "Aki", play.thing(here))
        assert play.value("stairs(place(p), to, foot) + 10 * stairs(to, place(p), foot)", p="Aki", to=there) == expected
        assert play.act("go up to", p="Aki", to=there)
        assert play.get("person.climbed", "Aki") == expected
    play.put("person.place", "Aki", play.thing("cellar"))
    assert play.refused("go up to", p="Aki", to="tower") == "stairs enough"
    assert play.value("stairs(place(p), to, wheels)", p="Aki", to="tower") == 0
    assert play.value("stairs(place(p), to, wheels)", p="Aki", to="home") == 1
    assert play.value("stairs(place(p), nobody, foot)", p="Aki") == 0
