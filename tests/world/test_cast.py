"""What places, things and cast have at the start."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import NOWHERE, Sink
from kizuna.lang.ast import Literal, Thing
from kizuna.lang.types import MOMENT
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.cast import build_entities
from kizuna.world.model import Entity, World
from kizuna.world.scope_of import scope_of

KINDS = """
units: {oil: {}}
kinds:
  person:
    agent: yes
    meters:
      fuel: {unit: oil, range: 0..tank, start: tank(self), levels: {spent: 0 %, low: 10 %, full: 90 %}}
      heat: {unit: oil, range: 10..20, start: 12 oil, levels: {cool: 10 oil, warm: 14 oil}}
      calm: {range: 0..1, start: 50 %}
    numbers:
      tank: {unit: oil, start: 100 oil, range: 10..400}
      height: {start: 1}
    flags: {awake: {start: yes}}
    choices: {duty: {of: [cook, guard], start: cook}}
    refs: {place: {to: place}, tune: {to: song}}
    dates: {born: {}}
  song: {}
bonds:
  care: {from: person, to: person, range: 0..1, start: 0, levels: {none: 0, fond: 30 %, devoted: 80 %}}
  knows: {from: person, to: song, form: flag, start: no}
things: {lullaby: {is: song}}
"""


def entity(build: Any, entry: str) -> Entity:
    """The entity Ada with such an entry."""
    world: World = build(KINDS + f"places: {{mill: {{}}}}\ncast:\n  Bob: {{}}\n  Ada: {{{entry}}}\n").sure
    return world.entities["Ada"]


def value(build: Any, entry: str, key: str) -> object:
    """The plain value of an attribute of Ada."""
    found = dict(entity(build, entry).values)[key]
    assert isinstance(found, Literal | Thing), found
    return found.value if isinstance(found, Literal) else found.key


@pytest.mark.parametrize(("entry", "key", "expected"), [
    ("tank: 90 oil", "person.tank", 90.0),
    ("tank: 90 oil, fuel: 60 %", "person.fuel", 54.0),
    ("fuel: 60 %, tank: 90 oil", "person.fuel", 54.0),
    ("tank: 200 oil, fuel: low", "person.fuel", 100.0),
    ("tank: 200 oil, fuel: full", "person.fuel", 190.0),
    ("heat: cool", "person.heat", 12.0),
    ("heat: warm", "person.heat", 17.0),
    ("heat: 50 %", "person.heat", 15.0),
    ("calm: 25 %", "person.calm", 0.25),
    ("awake: no", "person.awake", 0),
    ("duty: guard", "person.duty", 1),
    ("place: mill", "person.place", "mill"),
    ("tune: nobody", "person.tune", ""),
    ("born: 'year 3, May 1'", "person.born", None),
])
def test_values(build: Any, entry: str, key: str, expected: object) -> None:
    found = value(build, entry, key)
    if expected is not None:
        assert found == expected
    else:
        assert dict(entity(build, entry).values)[key].type == MOMENT


def test_a_share_of_an_unknown_bound_is_an_expression_of_it(build: Any) -> None:
    from kizuna.world.wording import say
    assert say(dict(entity(build, "fuel: 60 %").values)["person.fuel"]) == "60 % * tank(self)"


def test_bonds_are_a_map_from_the_other_end_or_a_list_for_flags(build: Any) -> None:
    bonds = entity(build, "care: {Bob: fond}, knows: [lullaby]").bonds
    assert [(key, other, getattr(v, "value", None)) for key, other, v in bonds] == [
        ("person>person.care", "Bob", pytest.approx(0.55)), ("person>song.knows", "lullaby", 1)]


def test_names_aliases_and_pronouns_are_kept(build: Any) -> None:
    found = entity(build, "name: Ada Byron, aliases: [the countess], pronoun: she")
    assert (found.name, found.aliases, found.pronoun) == ("Ada Byron", ("the countess",), "she")


def test_a_place_may_lie_inside_another(build: Any) -> None:
    world = build("places: {town: {}, mill: {inside: town}}").sure
    assert [getattr(v, "key", None) for _, v in world.entities["mill"].values] == ["town"]


@pytest.mark.parametrize(("entry", "told", "hint"), [
    ("tonk: 3", "K101 unknown key 'tonk'", "did you mean 'tank'?"),
    ("tank: 500 oil", "K109 tank is 500 oil, outside its range 10..400 oil", ""),
    ("tank: 50 oil, fuel: 51 oil", "K109 fuel is 51 oil, outside its range 0..50 oil", ""),
    ("duty: coock", "K107 'duty' has no value 'coock'", "did you mean 'cook'?"),
    ("fuel: ful", "K107 'fuel' has no level 'ful'", "did you mean 'full'?"),
    ("place: mil", "K107 there is no place 'mil'", "did you mean 'mill'?"),
    ("place: Bob", "K204 'Bob' is a person, and a place is needed", ""),
    ("care: {Bub: fond}", "K107 there is no person 'Bub'", "did you mean 'Bob'?"),
    ("care: [Bob]", "K102 care needs a value for each name", "write care: {Bob: …}"),
    ("care: {Bob: [1]}", "K102 care needs one value, but a list stands here", ""),
    ("tank: [1]", "K102 tank needs one value, but a list stands here", ""),
    ("pronoun: xe", "K102 the pronoun is one of he, she, they and it, but 'xe' stands here", ""),
    ("is: persn", "K107 there is no kind 'persn'", "did you mean 'person'?"),
    ("is: song", "K102 'Ada' is a song, which is no agent", "put it under `things`, or add `agent: yes` to the kind"),
])
def test_what_is_wrong_in_an_entry_is_told_once(build: Any, entry: str, told: str, hint: str) -> None:
    built = build(KINDS + f"places: {{mill: {{}}}}\ncast:\n  Bob: {{}}\n  Ada: {{{entry}}}\n")
    assert [line.partition(" ")[2] for line in built.told] == [told]
    assert built.hints == [hint]


def test_a_thing_says_what_it_is(build: Any) -> None:
    built = build("things: {lullaby: {}}")
    assert built.told == ["p/w.yaml:1:10 K103 'lullaby' does not say what it is"]


def test_places_inside_each_other_are_told_once(build: Any) -> None:
    built = build("places: {a: {inside: b}, b: {inside: a}}")
    assert built.told == ["p/w.yaml:1:10 K102 'a' lies inside itself, by way of what it is inside of"]


def nodes() -> st.SearchStrategy[Node]:
    """Trees of hostile text."""
    scalars = st.builds(Scalar, st.sampled_from([
        "", "fuel", "60 %", "Bob", "care", "yes", "fond", "1e999 oil", "-5 oil", "{", "tank", "is", "aliases", "(",
        "mill",
        "person", "0..1", "knows", "\u202e", "id", "name", "inside",
    ]), st.just(NOWHERE))
    return st.recursive(scalars, lambda inner: st.one_of(
        st.builds(lambda items: Seq(tuple(items), NOWHERE), st.lists(inner, max_size=3)),
        st.builds(lambda items: Map(tuple(items), NOWHERE), st.lists(st.tuples(scalars, inner), max_size=4)),
    ), max_leaves=8)


@settings(max_examples=150)
@given(data=st.data())
def test_no_tree_makes_reading_the_cast_raise(data: st.DataObject) -> None:
    world = _world()
    keys = st.builds(Scalar, st.text(max_size=5), st.just(NOWHERE))
    entries = data.draw(st.lists(st.tuples(keys, nodes()), max_size=4))
    cast = Map(tuple(entries), NOWHERE)
    tree = Map(tuple((Scalar(name, NOWHERE), cast) for name in ("cast", "things", "places")), NOWHERE)
    sink = Sink()
    found = build_entities(tree, scope_of(world), world.attributes, world.kinds, sink)
    assert all(made.kind in world.kinds for made in found.values())


def _world() -> World:
    """The world of `KINDS`, built once."""
    if "world" not in _KEPT:
        import tempfile
        from pathlib import Path

        from kizuna.pack.load import load_pack
        from kizuna.world.build import build_world
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "pack.yaml").write_text("pack: p\nabout: a test\nlanguage: 1\n", encoding="utf-8")
            (Path(folder) / "w.yaml").write_text(KINDS, encoding="utf-8")
            sink = Sink()
            pack = load_pack(Path(folder), sink)
            assert pack is not None
            world = build_world(pack, sink)
            assert world is not None
            _KEPT["world"] = world
    return _KEPT["world"]


_KEPT: dict[str, World] = {}
