"""Names of places, things and cast, and which cannot be used."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.diagnostics import Sink
from kizuna.pack.tree import Map
from kizuna.pack.yaml import parse_yaml
from kizuna.world.names import agent_kinds, collect_names, unusable


def tree(text: str) -> Map:
    """The map of a few lines."""
    found = parse_yaml(dedent(text), "n.yaml", Sink())
    assert isinstance(found, Map)
    return found


def names(text: str) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """The names, and what was found."""
    sink = Sink()
    found = collect_names(tree(text), {"person", "place", "song"}, sink)
    return found, [f"{d.spans[0].line}:{d.spans[0].column} {d.code} {d.message}" for d in sink]


def test_keys_names_and_aliases_all_lead_to_the_entity() -> None:
    found, told = names("""
        kinds: {person: {agent: yes}, song: {}}
        places: {mill: {name: the old mill}}
        things: {lullaby: {is: song}}
        cast: {Ada Byron: {id: ada, aliases: [Ada, the countess]}}
    """)
    assert told == []
    assert found == {
        "Ada": ("ada", "person"), "Ada Byron": ("ada", "person"), "lullaby": ("lullaby", "song"),
        "mill": ("mill", "place"), "the countess": ("ada", "person"), "the old mill": ("mill", "place"),
    }


def test_a_single_word_of_a_name_is_no_name_by_itself() -> None:
    found, _ = names("cast: {Ada Byron: {is: person}}")
    assert "Ada" not in found


def test_the_only_kind_of_agent_is_the_kind_of_the_cast() -> None:
    assert agent_kinds(tree("kinds: {person: {agent: yes}, dog: {agent: yes}, stone: {}}")) == ("dog", "person")
    assert names("kinds: {person: {agent: yes}, dog: {agent: yes}}\ncast: {Rex: {}}")[0] == {"Rex": ("Rex", "")}


@pytest.mark.parametrize(("text", "expected"), [
    ("cast: {Ada: {}, Bob: {aliases: [Ada]}}", "1:33 K104 'Ada' is a name of both 'Ada' and 'Bob'"),
    ("cast: {Ada: {}, Bob: {aliases: [ADA]}}", "1:33 K104 'ADA' is a name of both 'Ada' and 'Bob'"),
    ("places: {mill: {}}\nthings: {mill: {}}", "2:10 K104 'mill' is declared twice"),
    ("cast: {Ada: {aliases: ['{x}']}}", "1:25 K105 '{x}' cannot be a name: it contains '{'"),
    ("cast: {Ada: {name: ' Ada'}}", "1:21 K105 ' Ada' cannot be a name: it has blanks at its ends or two in a row"),
    ('cast: {Ada: {name: "A\\u202Eda"}}',
     "1:21 K105 'A\\u202eda' cannot be a name: it contains the invisible character U+202E"),
    ("cast: {Ada: {name: he}}", "1:20 K105 'he' cannot be a name: it is a word of the language"),
    ("cast: {a/1: {}}", "1:8 K105 'a/1' cannot be an id: it contains '/', as those of generated people do"),
    ("cast: {Ada: {id: 'a{b'}}", "1:19 K105 'a{b' cannot be an id: it contains '{'"),
    ("cast: [Ada]", "1:7 K102 `cast` is a map, but a list stands here"),
])
def test_what_is_wrong_with_a_name_is_told_once(text: str, expected: str) -> None:
    assert names(text)[1] == [expected]


@pytest.mark.parametrize(("name", "reason"), [
    ("", "it is empty"), ("x" * 81, "it is longer than 80 characters"),
    ("a  b", "it has blanks at its ends or two in a row"),
    ("a\tb", "it contains the invisible character U+0009"), ("a\u200bb", "it contains the invisible character U+200B"),
    ("a\u00a0b", "it contains the invisible character U+00A0"), ("--", "it has neither a letter nor a digit"),
    ("Mr.", "it ends as a sentence of a story does"), ("Al (b: c)", "it ends as a sentence of a story does"),
    ("Al <!-- b", "it contains a comment"), ("Nobody", "it is a word of the language"),
])
def test_hostile_names_are_refused(name: str, reason: str) -> None:
    assert unusable(name) == reason


@pytest.mark.parametrize("name", ["Umi", "O'Hara", "Jean-Luc", "Ōta Ren", "Room 12", 'Sly, "S"', "3rd gate", "七海"])
def test_ordinary_names_are_taken(name: str) -> None:
    assert unusable(name) == ""


@given(st.text(max_size=90))
def test_no_text_makes_judging_a_name_raise(name: str) -> None:
    if not unusable(name):
        assert name == name.strip()
        assert name.isprintable()
