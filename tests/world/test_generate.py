"""Villages of any size: who is made, and what stays the same when something else changes."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import NOWHERE, Sink
from kizuna.lang.ast import Literal, Thing
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.generate import generate
from kizuna.world.generate_names import roman
from kizuna.world.luck import draw, pick, stable
from kizuna.world.model import Entity, World
from kizuna.world.scope_of import scope_of

KINDS = """
units: {oil: {}}
modes: {foot: {}}
kinds:
  person:
    agent: yes
    meters: {fuel: {unit: oil, range: 0..tank, start: tank(self), levels: {low: 0 %, high: 50 %}}}
    numbers: {tank: {unit: oil, start: 100 oil, range: 10..400}}
    flags: {hooded: {start: no}}
    choices: {duty: {of: [clerk, guard, medic, teacher], start: clerk}}
    refs: {place: {to: place}, home: {to: place}}
bonds:
  care: {from: person, to: person, range: 0..1, start: 0}
  met: {from: person, to: person, form: flag, start: no}
places: {village: {}, mill: {}}
roads: [{between: [village, mill], length: 1 km}]
cast: {Ada Sato: {place: mill}, Bob: {place: mill}}
"""
GROUP = """
generate:
  villagers:
    place: village
    names: {family: [Sato, Mori, Ito], given: [Aiko, Ren, Ken, Yui]}
    households:
      size: 1..5
      home: {named: "the {family} house", inside: village, near: village, length: 50 m..800 m, sets: home}
    set:
      tank: 40 oil..120 oil
      fuel: 20 %..60 %
      hooded: {yes: 25 %}
      duty: {clerk: 30 %, guard: 60 %, medic: 10 %}
    posts: [{set: {duty: teacher}, per: 20 people, least: 2}]
    bonds:
      - {care: 40 %..90 %, with: household}
      - {care: 5 %..40 %, met: yes, with: 6 others}
"""


def plain(entity: Entity) -> dict[str, object]:
    """An entity's values as plain ones."""
    return {
        key: v.value if isinstance(v, Literal) else v.key if isinstance(v, Thing) else v for key, v in entity.values
    }


def people(build: Any, count: int, text: str = KINDS + GROUP) -> dict[str, Entity]:
    """The generated people of a world of so many."""
    world: World = build(text, people=count).sure
    return {key: each for key, each in world.entities.items() if each.generated and each.kind == "person"}


def without_bonds(entity: Entity) -> tuple[object, ...]:
    """What an entity is by itself."""
    return entity.key, entity.name, plain(entity)


def test_the_cast_counts_among_the_people(build: Any) -> None:
    world: World = build(KINDS + GROUP, people=30).sure
    assert sum(each.kind == "person" for each in world.entities.values()) == 30
    assert len(people(build, 30)) == 28
    assert people(build, 2) == {}


def test_people_are_numbered_from_one(build: Any) -> None:
    assert sorted(people(build, 4)) == ["villagers/1", "villagers/2"]


def test_the_same_seed_makes_the_same_village(build: Any) -> None:
    assert people(build, 40) == people(build, 40)


def test_the_first_of_a_large_village_are_those_of_a_small_one(build: Any) -> None:
    small, large = people(build, 30), people(build, 300)
    assert all(without_bonds(each) == without_bonds(large[key]) for key, each in small.items())
    for key, each in small.items():
        ours = {(attr, other): value for attr, other, value in each.bonds}
        theirs = {(attr, other): value for attr, other, value in large[key].bonds if other in small}
        assert ours == theirs


def test_a_further_share_takes_from_the_others_and_moves_nobody_between_them(build: Any) -> None:
    one = people(build, 300)
    more = GROUP.replace("guard: 60 %, medic: 10 %", "guard: 50 %, medic: 10 %, teacher: 10 %")
    two = people(build, 300, KINDS + more)
    moved = Counter((plain(one[key])["person.duty"], plain(two[key])["person.duty"])
                    for key in one if plain(one[key]) != plain(two[key]))
    assert sum(moved.values()) > 10
    assert all(new == 3 or old == 1 for old, new in moved)
    same = "person.tank"
    assert all(plain(one[key])[same] == plain(two[key])[same] for key in one)


def test_an_unrelated_group_rerolls_nobody(build: Any) -> None:
    other = "  strangers:\n    place: mill\n    set: {tank: 50 oil}\n"
    both = people(build, 62, KINDS + GROUP + other)
    alone = people(build, 32)
    assert len([key for key in both if key.startswith("strangers/")]) == 30
    assert all(without_bonds(each) == without_bonds(both[key]) for key, each in alone.items())


def test_names_are_never_given_twice(build: Any) -> None:
    world: World = build(KINDS + GROUP, people=400).sure
    names = [each.name.casefold() for each in world.entities.values()]
    assert len(names) == len(set(names)) >= 400
    used = Counter(name for name in names if name.startswith("sato"))
    assert "sato aiko" in used


def test_a_generated_person_does_not_take_a_name_of_the_cast(build: Any) -> None:
    text = KINDS.replace("Ada Sato: {place: mill}", "Sato Aiko: {place: mill}") + GROUP
    assert "Sato Aiko" not in {each.name for each in people(build, 200, text).values()}


def test_households_share_a_family_name_and_a_home_by_a_road(build: Any) -> None:
    world: World = build(KINDS + GROUP, people=60).sure
    homes: dict[object, set[str]] = {}
    for each in people(build, 60).values():
        values = plain(each)
        assert values["person.home"] == values["person.place"]
        homes.setdefault(values["person.home"], set()).add(each.name.split()[0])
    assert all(len(families) == 1 for families in homes.values())
    for home, (family,) in homes.items():
        assert world.entities[str(home)].name.startswith(f"the {family} house")
        (road,) = [road for road in world.roads if home in (road.a, road.b)]
        assert 50 <= road.length <= 800
        assert "village" in (road.a, road.b)
        assert plain(world.entities[str(home)]) == {"place.inside": "village"}


def test_posts_are_filled_before_shares(build: Any) -> None:
    for count, least in ((4, 2), (60, 3), (402, 20)):
        duties = [plain(each)["person.duty"] for each in people(build, count).values()]
        assert least <= duties.count(3) <= least + 2


def test_shares_come_out_about_right(build: Any) -> None:
    values = [plain(each) for each in people(build, 2000).values()]
    duties = Counter(each["person.duty"] for each in values if each["person.duty"] != 3)
    assert duties[1] / len(values) == pytest.approx(0.57, abs=0.04)
    assert sum(each.get("person.hooded", 0) == 1 for each in values) / len(values) == pytest.approx(0.25, abs=0.03)
    tanks = [float(str(each["person.tank"])) for each in values]
    assert 40 <= min(tanks) < 42
    assert 118 < max(tanks) <= 120
    assert all(0.2 <= float(str(v["person.fuel"])) / float(str(v["person.tank"])) <= 0.6 for v in values)


def test_bonds_go_both_ways_with_a_value_of_their_own(build: Any) -> None:
    made = people(build, 200)
    ties = {(key, other): value for key, each in made.items() for attr, other, value in each.bonds
            if attr == "person>person.care"}
    assert all((other, key) in ties for key, other in ties)
    assert sum(ties[a, b] != ties[b, a] for a, b in ties) > 0.9 * len(ties)


def test_everybody_has_bonds_with_the_household_and_about_so_many_others(build: Any) -> None:
    made = people(build, 300)
    home = {key: plain(each)["person.home"] for key, each in made.items()}
    others = []
    for key, each in made.items():
        met = {other for attr, other, _ in each.bonds if attr == "person>person.met"}
        cared = {other for attr, other, _ in each.bonds if attr == "person>person.care"}
        assert {other for other in made if home[other] == home[key] and other != key} <= cared
        assert not any(home[other] == home[key] for other in met)
        others.append(len(met))
    assert sum(others) / len(others) == pytest.approx(6, abs=0.8)
    assert max(others) < 20


def test_without_names_people_are_called_after_the_group(build: Any) -> None:
    made = people(build, 4, KINDS + "generate: {strangers: {}}")
    assert [each.name for each in made.values()] == ["strangers 1", "strangers 2"]


@pytest.mark.parametrize(("entry", "told"), [
    ("is: persn", "K107 there is no kind 'persn'"),
    ("is: place", "K107 'place' is no agent"),
    ("housholds: {}", "K101 unknown key 'housholds'"),
    ("place: vilage", "K107 there is no place 'vilage'"),
    ("set: {tnk: 3}", "K101 'person' has no attribute 'tnk'"),
    ("set: {tank: 3 oil..500 oil}", "K109 tank is 3 oil..500 oil, outside its range 10..400 oil"),
    ("set: {tank: 300 oil..20 oil}", "K109 the range '300 oil..20 oil' is upside down"),
    ("set: {tank: 3 m..5 m}", "K205 '3 m..5 m' is in another unit than 'tank'"),
    ("set: {duty: {clerk: 70 %, guard: 40 %}}", "K109 the shares of 'duty' add up to 110 %, more than all"),
    ("set: {duty: {clark: 70 %}}", "K107 'duty' has no value 'clark'"),
    ("set: {duty: {clerk: 3}}", "K109 '3' is no share between 0 % and 100 %"),
    ("set: {fuel: 150 %}", "K109 150 % is no share of a range"),
    ("names: {family: ['{x}'], given: [Ken]}", "K105 '{x}' cannot be a family name: it contains '{'"),
    ("names: {given: [Ken], as: '{family} {given}'}", "K107 there is no list of names 'family'"),
    ("households: {size: none}", "K109 'none' is no size of a household"),
    ("households: {home: {sets: hom}}", "K107 'person' has no reference 'hom' to a place"),
    ("households: {home: {length: 3 h}}", "K205 '3 h' is no length"),
    ("posts: [{set: {duty: medic}, per: many}]", "K109 'many' is no number of people"),
    ("posts: [{per: 3}]", "K103 a post needs `set`, the attributes that are set"),
    ("bonds: [{care: 50 %}]", "K103 a bond needs `with`: household, or such as `6 others`"),
    ("bonds: [{care: 50 %, with: all}]", "K102 bonds are with the household or with others, not with 'all'"),
    ("quarters: {people: 20 people, of: [nowhere]}", "K107 there is no place or thing 'nowhere'"),
    ("quarters: {people: 20 people, of: [Bob]}", "K107 there is no place or thing 'Bob'"),
    ("quarters: {people: none, of: [mill]}", "K109 'none' is no number of people"),
    ("bonds: [{car: 50 %, with: household}]", "K101 unknown key 'car'"),
])
def test_what_is_wrong_is_told_once_even_if_nobody_is_made(build: Any, entry: str, told: str) -> None:
    built = build(KINDS + f"generate:\n  villagers: {{{entry}}}\n")
    assert built.told[0].partition(" ")[2] == told
    assert len(built.told) == 1


QUARTERED = GROUP.replace("    set:\n", "    quarters: {people: 20 people, of: [mill, the scales]}\n    set:\n", 1)


def test_so_many_people_have_a_quarter_with_places_of_their_own(build: Any) -> None:
    """Its copies refer to each other, have the roads of what they are copies of, and are where its people are sent."""
    text = KINDS.replace("roads:", "things: {the scales: {is: scales, stands: mill}}\nroads:", 1)
    kinds = text.replace("kinds:\n", "kinds:\n  scales: {refs: {stands: {to: place}}}\n", 1)
    post = QUARTERED.replace("near: village", "near: mill")
    small: World = build(kinds + post, people=22).sure
    world: World = build(kinds + post, people=62).sure
    assert not any("mill/" in key for key in small.entities)
    copies = {key: world.entities[key] for key in world.entities if "/mill/" in key or "/the scales/" in key}
    assert sorted(copies) == [f"villagers/{what}/{n}" for what in ("mill", "the scales") for n in (2, 3)]
    assert [copies[f"villagers/mill/{n}"].name for n in (2, 3)] == ["mill II", "mill III"]
    assert plain(copies["villagers/the scales/3"])["scales.stands"] == "villagers/mill/3"
    lengths = {(road.a, road.b): road.length for road in world.roads}
    assert lengths["village", "villagers/mill/2"] == lengths["mill", "village"]
    found = people(build, 62, kinds + post)
    homes = {n: plain(found[f"villagers/{n}"])["person.home"] for n in (1, 30, 55)}
    for n, mill in ((1, "mill"), (30, "villagers/mill/2"), (55, "villagers/mill/3")):
        assert tuple(sorted((str(homes[n]), mill))) in lengths


@pytest.mark.parametrize("count", [24, 26, 40, 62])
def test_posts_are_filled_in_each_quarter(count: int, build: Any) -> None:
    """However few live in the last one, the least numbers come first; no quarter has more than its share."""
    made = people(build, count, KINDS + QUARTERED.replace(", the scales", ""))
    teach = [key for key, each in made.items() if plain(each).get("person.duty") == 3]
    ordinals = sorted(int(key.rpartition("/")[2]) for key in teach)
    quarters = -(-(count - 2) // 20)
    assert len(ordinals) == 2 * quarters
    assert all(b - a < 20 for a, b in pairwise(ordinals))


@pytest.mark.parametrize("count", [23, 24, 43, 63])
def test_what_one_quarter_has_no_people_for_comes_after_the_least_numbers_of_the_next(count: int, build: Any) -> None:
    """There are three posts for each two people here, and yet every quarter begins with a teacher, then a guard."""
    posts = ("teacher", 1), ("guard", 1), ("medic", 0)
    told = ", ".join(f"{{set: {{duty: {duty}}}, per: 2 people, least: {least}}}" for duty, least in posts)
    text = KINDS + QUARTERED.replace(", the scales", "").replace("size: 1..5", "size: 1..1")
    text = text.replace("[{set: {duty: teacher}, per: 20 people, least: 2}]", f"[{told}]")
    made = people(build, count, text)
    duties = [plain(made[f"villagers/{n + 1}"])["person.duty"] for n in range(count - 2)]
    for first in range(0, count - 2, 20):
        assert duties[first : first + 2] == [3, 1][: count - 2 - first]


def test_the_first_quarter_is_that_of_the_pack(build: Any) -> None:
    quartered, plainly = people(build, 22, KINDS + QUARTERED.replace(", the scales", "")), people(build, 22)
    assert {key: plain(each) for key, each in quartered.items()} == {key: plain(each) for key, each in plainly.items()}


def test_two_thousand_people_can_be_made(build: Any) -> None:
    world: World = build(KINDS + GROUP).sure
    tree = _tree(KINDS + GROUP)
    made, roads = generate(tree, scope_of(world), world, 2000, 7, Sink())
    assert sum(each.kind == "person" for each in made.values()) == 2000
    assert roads


def test_draws_hang_on_their_address_only() -> None:
    assert draw(1, 2, 3) == draw(1, 2, 3)
    assert len({draw(1, 2, 3), draw(2, 2, 3), draw(1, 3, 2), draw(1, 2, 3, 0)}) == 4
    assert stable("") == 0x786A02F742015903 >> 1
    assert pick(5, 1, 9) == 0


@given(st.integers(), st.lists(st.integers(0, 2**64), max_size=4), st.integers(1, 50))
def test_draws_lie_between_zero_and_one(seed: int, parts: list[int], count: int) -> None:
    assert 0 <= draw(seed, *parts) < 1
    assert 0 <= pick(seed, count, *parts) < count


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 4, 9, 14, 1999, 4000)] == ["I", "IV", "IX", "XIV", "MCMXCIX", "4000"]


def _tree(text: str) -> Map:
    from kizuna.pack.yaml import parse_yaml
    found = parse_yaml(text, "g.yaml", Sink())
    assert isinstance(found, Map)
    return found


WORDS = [
    "is", "place", "names", "households", "set", "posts", "bonds", "family", "given", "as", "size", "home", "named",
    "length", "sets", "tank", "fuel", "duty", "clerk", "30 %", "1..5", "50 m..800 m", "{family}", "{", "per", "with",
    "household", "6 others", "village", "person", "", "1e400 oil", "0", "-1..2", "..", "least", "9999999 people",
    "song", "care", "near",
]


def nodes() -> st.SearchStrategy[Node]:
    """Trees of hostile text."""
    scalars = st.builds(Scalar, st.sampled_from(WORDS), st.just(NOWHERE))
    return st.recursive(scalars, lambda inner: st.one_of(
        st.builds(lambda items: Seq(tuple(items), NOWHERE), st.lists(inner, max_size=3)),
        st.builds(lambda items: Map(tuple(items), NOWHERE), st.lists(st.tuples(scalars, inner), max_size=4)),
    ), max_leaves=14)


_KEPT: list[World] = []


@pytest.fixture
def kept(build: Any) -> World:
    """The world of `KINDS`, built once."""
    if not _KEPT:
        _KEPT.append(build(KINDS).sure)
    return _KEPT[0]


def test_no_tree_makes_generating_raise(kept: World) -> None:
    @settings(max_examples=200)
    @given(nodes())
    def hold(node: Node) -> None:
        tree = Map(((Scalar("generate", NOWHERE), Map(((Scalar("g", NOWHERE), node),), NOWHERE)),), NOWHERE)
        made, _ = generate(tree, scope_of(kept), kept, 12, 0, Sink())
        assert kept.entities.keys() <= made.keys()

    hold()
