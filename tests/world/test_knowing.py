"""What a doer can know (K208)."""

from __future__ import annotations

import pytest

from .conftest import Build

BASE = """\
kinds:
  person:
    agent: yes
    meters: {lamp: {seen: self}, glow: {seen: here}, fame: {seen: all}, fate: {seen: nobody}}
    flags: {alive: {start: yes, believed: yes}}
    refs: {place: {to: place, inverse: people, seen: all}, idol: {to: person, inverse: fans}, home: {to: place}}
  place:
    numbers: {beds: {}, rooms: {seen: all}}
  wound:
    refs: {patient: {to: person, inverse: wounds}}
    meters: {depth: {}}
bonds:
  care: {from: person, to: person}
  nods: {from: person, to: person, seen: here}
  doubt: {from: person, to: person, seen: nobody}
places: {mill: {}}
actions:
  act:
    roles: {p: person, q: person in people(place(p))}
"""


@pytest.mark.parametrize(
    "expr",
    [
        "lamp(p) > 1 %",
        "glow(q) > 1 %",
        "fame(q) > 1 %",
        "care(p, q) > 1 %",
        "nods(q, p) > 1 %",
        "belief(p, alive(q))",
        "certainty(p, alive(q)) > 50 %",
        "belief(p, belief(q, alive(p)))",
        "place(q) == place(p)",
        "any(w in wounds(p) where depth(w) > 10 %)",
        "beds(home(p)) > 2",
        "rooms(mill) > 2",
        "count(x in people(mill) where glow(x) > 1 %) > 3",
        "count(x in care(p, *) where fame(x) > 1 %) > 3",
        "idol(p) == q",
        "not busy(q)",
        "clock > 22:00 and season is summer",
    ],
)
def test_what_is_ones_own_or_open_can_be_known(build: Build, expr: str) -> None:
    """Own attributes, bonds and beliefs, what one sees of those at hand, and things of one's own."""
    assert build(f"{BASE}    requires: {{a: '{expr}'}}\n").told == []


@pytest.mark.parametrize(
    ("expr", "what"),
    [
        ("lamp(q) > 1 %", "lamp(q)"),
        ("fate(p) > 1 %", "fate(p)"),
        ("care(q, p) > 1 %", "care(q, p)"),
        ("doubt(p, q) > 1 %", "doubt(p, q)"),
        ("alive(q)", "alive(q)"),
        ("belief(q, alive(p))", "what q believes"),
        ("idol(q) == p", "idol(q)"),
        ("beds(mill) > 2", "beds(mill)"),
        ("lamp(idol(p)) > 1 %", "lamp(idol(p))"),
        ("any(w in wounds(q) where yes)", "the set of wound whose patient is q"),
        ("count(x in fans(p)) > 2", "the set of person whose idol is p"),
        ("count(x in people(mill) where lamp(x) > 1 %) > 3", "lamp(x)"),
        ("any(x in care(q, *) where yes)", "the set of care(q, *)"),
    ],
)
@pytest.mark.parametrize("where", ["requires: {{a: '{}'}}", "utility: if {} then 1 else 0"])
def test_what_is_anothers_own_cannot_be_known(build: Build, expr: str, what: str, where: str) -> None:
    """It is told once, with the reading and who cannot know it."""
    built = build(f"{BASE}    {where.format(expr)}\n")
    assert built.codes == ["K208"]
    assert f"reads {what}, which p cannot know" in built.told[0]
    assert built.world is None


def test_the_way_out_is_told(build: Build) -> None:
    """A believed attribute can be read as a belief; anything can be moved under `works if`."""
    built = build(f"{BASE}    requires:\n      a: alive(q)\n")
    assert built.told == [
        "p/w.yaml:21:10 K208 the requirement 'a' of 'act' reads alive(q), which p cannot know"
        " (alive is seen by its bearer alone)"
    ]
    assert built.hints == ["move it under `works if`, or read what p believes: belief(p, alive(q))"]
    lamp = build(f"{BASE}    requires: {{a: lamp(q) > 1 %}}\n")
    assert lamp.hints == [
        "move it under `works if`, or declare 'lamp' `seen: here`, `seen: all` or `believed: yes`"
    ]


def test_truths_are_for_works_if_effects_and_triggers(build: Build) -> None:
    """What happens goes by the truth."""
    text = f"{BASE}    works if: {{a: alive(q)}}\n    effects: [{{if alive(q): [fame(p) += 1 %]}}]\n"
    trigger = "triggers: {event: {on: act, when: alive(q) and lamp(q) > 1 %}}\n"
    assert build(text + trigger).told == []


def test_a_choice_of_an_amount_is_the_doers(build: Build) -> None:
    """Its ends and its best are known to him; luck's amounts need not be."""
    built = build(f"{BASE}    chooses: {{x: 0..lamp(q)}}\n    varies: {{y: 0..lamp(q)}}\n")
    assert built.codes == ["K208"]
    assert "the choice of 'x' of 'act' reads lamp(q)" in built.told[0]


def test_a_thing_of_ones_own_is_known_as_a_role(build: Build) -> None:
    """A role found among the doer's own things, by its set or by a requirement, is the doer's own."""
    own = BASE.replace("q: person in people(place(p))", "w: wound in wounds(p)")
    assert build(f"{own}    requires: {{deep: depth(w) > 10 %}}\n").told == []
    derived = BASE.replace("q: person in people(place(p))", "w: wound")
    assert build(f"{derived}    requires: {{deep: depth(w) > 10 %, mine: patient(w) == p}}\n").told == []
    others = BASE.replace("q: person in people(place(p))", "w: wound in all wound")
    assert build(f"{others}    requires: {{deep: depth(w) > 10 %}}\n").codes == ["K208"]
