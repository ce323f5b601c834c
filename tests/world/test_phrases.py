"""Phrases: templates with roles in braces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.diagnostics import NOWHERE, Sink
from kizuna.lang.scope import BUILTIN_UNITS, Scope, Signature
from kizuna.lang.types import Choice
from kizuna.pack.tree import Scalar
from kizuna.pack.yaml import parse_yaml
from kizuna.world.model import Phrase, Slot
from kizuna.world.phrases import build_phrases, show

SITE = Signature("wound.site", "site", "wound", "choice", Choice("site", ("arm", "leg")))
SCOPE = Scope(BUILTIN_UNITS, attributes={"wound.site": SITE})
SLOTS = {"giver": "person", "taker": "person", "w": "wound", "dose": ""}


def built(text: str, keys: tuple[str, ...] = ()) -> tuple[tuple[Phrase, ...], list[str]]:
    """The phrases of a YAML text, and what was found."""
    sink = Sink()
    node = parse_yaml(text, "p.yaml", sink)
    found = build_phrases(node, SLOTS, SCOPE, sink, keys)
    return found, [f"{d.spans[0].line}:{d.spans[0].column} {d.code} {d.message}" for d in sink]


def test_a_phrase_is_literal_text_and_slots() -> None:
    (phrase,), told = built('"{giver} closes {taker}\'s {site(w)} with {dose}."')
    assert told == []
    assert phrase.parts == (
        Slot("giver"), " closes ", Slot("taker"), "'s ", Slot("w", "wound.site"), " with ", Slot("dose"))


def test_blanks_are_collapsed() -> None:
    (phrase,), _ = built('"  {giver}  bows   to { taker } "')
    assert show(phrase.parts) == "{giver} bows to {taker}"


def test_phrases_may_be_a_line_a_list_or_a_map() -> None:
    assert [p.key for p in built("'{giver} bows'")[0]] == [""]
    assert len(built("['{giver} bows', '{giver} nods']")[0]) == 2
    found, told = built("{fails: ['{giver} slips', '{giver} falls'], begins: '{giver} begins'}", ("fails", "begins"))
    assert [(p.key, show(p.parts)) for p in found] == [
        ("fails", "{giver} slips"), ("fails", "{giver} falls"), ("begins", "{giver} begins")]
    assert told == []


TAKEN = " cannot be read back: stories take a part of it away"


@pytest.mark.parametrize(("text", "expected"), [
    ("'{givr} bows'", "1:2 K107 the phrase has no role 'givr'"),
    ("'{giver} bows to {takr}'", "1:18 K107 the phrase has no role 'takr'"),
    ("'{giver} rubs the {sit(w)}'", "1:19 K202 'wound' has no attribute 'sit'"),
    ("'{giver} rubs the {site(v)}'", "1:19 K107 the phrase has no role 'v'"),
    ("'{giver bows'", "1:2 K105 a lone '{' in the phrase '{giver bows'"),
    ("'{giver} {taker}'", "1:2 K105 the phrase '{giver} {taker}' has no words of its own"),
    ("'{giver}{taker} dance'", "1:2 K105 nothing stands between {giver} and {taker}"),
    ("'.'", "1:2 K105 the phrase '.' has no words of its own"),
    ("'{giver} bows (dose: {giver}).'", "1:2 K105 the phrase '{giver} bows (dose: {giver}).'" + TAKEN),
    ("'{giver} bows (meanwhile)'", "1:2 K105 the phrase '{giver} bows (meanwhile)'" + TAKEN),
    ("'{giver} bows <!-- deep'", "1:2 K105 the phrase '{giver} bows <!-- deep'" + TAKEN),
    ("'{giver} bows · deep'", "1:2 K105 '{giver} bows · deep' cannot be a phrase"),
    ("[[a]]", "1:2 K102 a phrase is one line of text"),
    ("{flies: '{giver} bows'}", "1:2 K101 unknown key 'flies'"),
])
def test_what_is_wrong_with_a_phrase_is_told_with_its_place(text: str, expected: str) -> None:
    found, told = built(text, ("fails",))
    assert found == ()
    assert told == [expected]


def test_the_nearest_role_is_suggested() -> None:
    sink = Sink()
    build_phrases(Scalar("{tker} bows", NOWHERE), SLOTS, SCOPE, sink)
    assert [d.hint for d in sink] == ["did you mean 'taker'?"]


@given(st.text(alphabet="{}()' agivert.w\t·", max_size=30))
def test_no_text_makes_reading_a_phrase_raise(text: str) -> None:
    sink = Sink()
    found = build_phrases(Scalar(text, NOWHERE), SLOTS, SCOPE, sink)
    assert bool(found) != bool(sink.found)
