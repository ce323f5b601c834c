"""From a pack to a world: the language's own examples, order, and faults that hide no others."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import NOWHERE, Sink, Span
from kizuna.lang.resolve import expression
from kizuna.lang.types import BARE, LENGTH, TIME, Number
from kizuna.pack.keys import SECTIONS
from kizuna.pack.load import Pack
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.pack.yaml import parse_yaml
from kizuna.world.build import build_world
from kizuna.world.reads import without_places
from kizuna.world.scope_of import scope_of

from .conftest import Build

AGENT = "kinds: {person: {agent: yes}}\n"


def _documented(root: Path) -> dict[str, str]:
    """The language's examples, by number, with what they leave out so that they are one pack."""
    text = (root / "docs" / "language.md").read_text(encoding="utf-8").partition("## Stories")[0]
    blocks = [block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if not block.startswith("pack:")]
    missing = {
        "      calm:\n": (
            "      self_regard: {start: 30 %}\n      surge: {levels: {quiet: 0 %, overwhelming: 80 %}}\n      calm:\n"
        ),
        "effects: [care(receiver, giver) += 5 %]": 'effects: ["care(receiver, giver) += 5 %"]',
    }
    files = {"rest": "kinds: {technique: {}}\ncast: {Hatake Kakashi: {is: person}}\n"}
    for number, block in enumerate(blocks):
        for old, new in missing.items():
            block = block.replace(old, new)
        files[f"f{number}"] = block
    return files


def test_the_examples_of_the_language_are_a_world(build: Build, root: Path) -> None:
    """All examples of docs/language.md together build without a finding."""
    built = build(**_documented(root))
    assert built.told == []
    world = built.sure
    assert sorted(world.rules) == [
        "action/pour chakra", "action/row over", "integrity/a teacher without a home",
            "integrity/the village stands empty",
        "trigger/chakra goes over", "trigger/morning bell", "trigger/thanks",
    ]
    assert [key for key in world.attributes if ">" in key] == ["person>person.care", "person>technique.knows"]
    pour = world.rules["action/pour chakra"]
    assert [case.name for case in pour.outcomes] == ["flows", "scatters"]
    assert [(amount.name, amount.by, amount.type) for amount in pour.amounts] == [
        ("dose", "choice", Number((("chakra", 1),))), ("loss", "luck", BARE),
    ]
    assert world.rules["trigger/thanks"].on == "action/pour chakra"
    assert [role.name for role in world.rules["trigger/thanks"].roles] == ["giver", "receiver"]


def test_the_order_of_files_and_sections_does_not_matter(build: Build, root: Path) -> None:
    """Files called in reverse give the same world but for the places in it."""
    files = _documented(root)
    names = sorted(files)
    turned = dict(zip(names, [files[name] for name in reversed(names)], strict=True))
    one, other = build(**files).sure, build(**turned).sure
    assert one != other
    assert without_places(replace(one, files=())) == without_places(replace(other, files=()))
    for table in ("units", "choices", "parameters", "kinds", "attributes", "rules", "entities", "definitions"):
        assert list(getattr(one, table)) == sorted(getattr(other, table))


def test_a_scope_made_of_a_world_resolves_what_the_pack_does(build: Build, root: Path) -> None:
    """Names of people, attributes, bonds, definitions and levels mean the same afterwards."""
    scope = scope_of(build(**_documented(root)).sure)
    sink = Sink()
    for text in (
        "care(Iruka, Hatake Kakashi) is devoted",
        "touching(Iruka, Hatake Kakashi)",
        "chakra(the teacher) >= regrowth * 1 day",
        "count(p in people(village)) > 2",
        "distance(village, forest, on foot) < 2 km and season is summer",
        'doing(Iruka, "pour chakra")',
    ):
        assert expression(text, NOWHERE, scope, sink) is not None, list(sink)


def test_units_hang_on_each_other_in_any_order(build: Build) -> None:
    """A multiple may come before what it is a multiple of."""
    units = build("units: {barrel: 100 jar, jar: 2 oil, oil: {}, league: 5 km}").sure.units
    assert units["barrel"] == ((("oil", 1),), 200.0)
    assert units["league"] == (LENGTH, 5000.0)
    assert units["day"] == (TIME, 86_400_000.0)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("units: {a: 2 b, b: 2 a}", ["K107 units are multiples of each other in a circle: a, b"]),
        ("units: {day: {}}", ["K104 the unit 'day' is part of the language"]),
        ("units: {a: 2 brrel}", ["K207 there is no unit 'brrel'"]),
        ("units: {a: 0 m}", ["K109 the unit 'a' is '0 m': a multiple is greater than 0"]),
        ("units: {Oil: {}}", ["K105 'Oil' cannot name a unit"]),
        ("choices: {post: [a, b, a]}", ["K104 the value 'a' stands twice in 'post'"]),
        ("choices: {post: a}", ["K102 the choice 'post' needs a list of values"]),
        ("choices: {season: [wet, dry]}", ["K104 the choice 'season' is part of the calendar"]),
        ("parameters: {x: {range: 0..1}}", ["K103 the parameter 'x' has no default"]),
        ("parameters: {x: {default: 5, range: 0..1}}", ["K109 the default 5 of 'x' lies outside its range 0..1"]),
        ("parameters: {x: {default: 5 m, range: 0..1 h}}", ["K205 the range 0..1 h is in another unit"]),
        ("parameters: {now: {default: 5}}", ["K105 'now' is a word of the language and cannot name a parameter"]),
        ("parameters: {x: {default: 5, rnge: 0..9}}", ["K101 unknown key 'rnge'"]),
        ("kinds: [person]", ["K102"]),
        ("bonds: {care: {from: person, to: place}}", ["K107 there is no kind 'person'"]),
        (AGENT + "bonds: {care: {from: person}}", ["K103 the bond 'care' needs `to`, a kind"]),
        (AGENT + "bonds: {care: {from: person, to: person, form: flg}}", ["K102 `form` is one of"]),
        (AGENT + "bonds: {care: {from: person, to: person, form: flag, range: 0..1}}", ["K101 'range' is for a meter"]),
        (AGENT + "bonds: {sum: {from: person, to: person}}", ["K105 'sum' is a word of the language"]),
        ("definitions: {near(a): yes}", ["K105 'a' is not a kind and a new name"]),
        ("definitions: {near: yes}", ["K105 'near' cannot head a definition"]),
        ("definitions:\n  near(place a, plce b): yes", ["K107 there is no kind 'plce'"]),
        ("definitions:\n  near(place a, place b): a == c", ["K202 there is no place 'c'"]),
        ("choices: {post: [guard]}\ndefinitions:\n  pst best(place a): guard", ["K107 there is no choice 'pst'"]),
        ("choices: {post: [guard]}\ndefinitions:\n  post best(place a): gard",
         ["K202 there is no value of post 'gard'"]),
        ("choices: {post: guard}\ndefinitions:\n  post best(place a): guard",
         ["K102 the choice 'post' needs a list of values"]),
        ("choices: {post: [guard]}\ndefinitions:\n  best(place a): guard", ["K202 there is no name 'guard'"]),
        ("choices: {post: [guard]}\ndefinitions:\n  post best(place a): 5 m", ["K204"]),
        ("definitions: {a(place p): b(p), b(place p): a(p)}", ["K107 'b' is defined in terms of itself: b → a → b"]),
        (AGENT + "bonds: {near: {from: person, to: person}}\ndefinitions: {near(place a): yes}",
         ["K104 'near' is a bond already"]),
    ],
)
def test_a_faulty_declaration_is_told_once(build: Build, text: str, told: list[str]) -> None:
    """Each fault has its code and names what the author wrote; nothing follows from it."""
    built = build(text)
    found = [line.partition(" ")[2] for line in built.told]
    assert len(found) == len(told)
    assert all(line.startswith(start) for line, start in zip(found, told, strict=True)), found
    assert built.world is None or "K101" not in built.codes


def test_a_fault_has_its_place(build: Build) -> None:
    """The place is that of the word at fault, inside its line."""
    built = build("definitions:\n  near(place a, plce b): yes\n")
    assert built.told == ["p/w.yaml:2:17 K107 there is no kind 'plce'"]
    assert built.hints == ["did you mean 'place'?"]


def test_a_fault_hides_no_other_and_brings_no_followers(build: Build) -> None:
    """Of four faults in four sections four are told, although others read what is broken."""
    built = build(
        """\
        units: {oil: 2 jrs}
        choices: {post: []}
        kinds:
          person:
            agent: yes
            meters: {lamp: {unit: oil, start: 3 oil}}
            choices: {duty: {of: post}}
            refs: {home: {to: plce}}
        actions:
          light:
            roles: {p: person}
            requires: {enough: lamp(p) > 2 oil, on duty: duty(p) is guard, at home: place(p) == home(p)}
            effects: [lamp(p) -= 1 oil]
        """
    )
    assert [line.split()[1] for line in built.told] == ["K207", "K102", "K107", "K202"]
    assert "'place'" in built.told[3]


def test_a_missing_name_is_told_once_with_all_its_places(build: Build) -> None:
    """However often it is used, and by whichever rules."""
    built = build(
        """\
        kinds: {person: {agent: yes}}
        actions:
          one: {roles: {p: person}, requires: {a: lamp(p) > 2}}
          two: {roles: {p: person, q: persn in all persn, r: persn}, utility: lamp(p)}
        """
    )
    assert built.told == [
        "p/w.yaml:3:43 K202 there is no attribute, bond or function 'lamp'",
        "p/w.yaml:4:31 K107 there is no kind 'persn'",
    ]
    assert [[(span.line, span.column) for span in found.spans] for found in built.found] == [
        [(3, 43), (4, 71)], [(4, 31), (4, 54)],
    ]


def test_a_lost_section_is_all_that_is_told(build: Build) -> None:
    """What it declares would be missed everywhere."""
    built = build("kidns: {person: {agent: yes}}\nactions: {act: {roles: {p: person}}}\n")
    assert built.told == ["p/w.yaml:1:1 K101 unknown section 'kidns'"]


def test_people_are_generated(build: Build) -> None:
    """`people` asks for so many, of whom the pack's own are the first."""
    world = build(
        """\
        kinds: {person: {agent: yes}}
        cast: {Ada: {}}
        generate: {folk: {is: person, names: {given: [Bo, Cy, Di], as: "{given}"}}}
        """,
        people=3,
    ).sure
    assert len(world.entities) == 3
    assert not world.entities["Ada"].generated


_WORDS = """\
person|place|yes|no|self|x|0..1|rate|5|12:00|day|all|nobody|meter|care(p,q)|lamp(self)|5 %|p in all person
lamp(p) > 1|now|if x then y|a is b|{p} sits|move 1 from a to b||person in people(place(p))|belief(p, q)
outcome is x|1 h|event|pour oil"""
_KEYS = """\
person|lamp|agent|meters|numbers|flags|choices|refs|dates|range|unit|start|rate|toward|within|levels|seen|of|to
inverse|from|form|roles|requires|utility|chooses|varies|outcomes|takes|effects|phrases|perceived by
unnoticed by|on|every|when|again|p|claims|journey|default|size|names|set|posts|bonds|q|extend|works if
throughout|luck per|near(person a)|pour oil|event|decides"""


def _of(words: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(words.replace("\n", "|").split("|")), st.text(max_size=8))


def _nodes() -> st.SearchStrategy[Node]:
    span = st.just(Span("w.yaml", 1, 1))
    scalar = st.builds(Scalar, _of(_WORDS), span)

    def maps(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Map]:
        keys = st.builds(Scalar, _of(_KEYS), span)
        pairs = st.lists(st.tuples(keys, inner), max_size=5, unique_by=lambda pair: pair[0].text)
        return st.builds(Map, pairs.map(tuple), span)

    return st.recursive(
        scalar,
        lambda inner: st.one_of(st.builds(Seq, st.lists(inner, max_size=3).map(tuple), span), maps(inner)),
        max_leaves=12,
    )


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(SECTIONS), _nodes()), max_size=6, unique_by=lambda pair: pair[0]))
def test_no_tree_raises(sections: list[tuple[str, Node]]) -> None:
    """Whatever stands in the sections, the answer is a world or errors."""
    span = Span("w.yaml", 1, 1)
    tree = Map(tuple((Scalar(name, span), node) for name, node in sections), span)
    sink = Sink()
    world = build_world(Pack("p", "", Path(), (), tree, (), {}), sink)
    assert (world is None) == sink.failed


def _documented_tree(root: Path) -> Map:
    sink = Sink()
    sections: dict[str, Map] = {}
    for text in _documented(root).values():
        node = parse_yaml(text, "w.yaml", sink)
        assert isinstance(node, Map)
        for key, value in node:
            old = sections.get(key.text)
            more = value if isinstance(value, Map) else Map((), value.span)
            sections[key.text] = more if old is None else Map((*old.items, *more.items), old.span)
    span = Span("w.yaml", 1, 1)
    return Map(tuple((Scalar(name, span), node) for name, node in sections.items()), span)


def _spoilt(node: Node, draw: st.DataObject) -> Node:
    """The node with one thing in it changed: taken away, put in another's place, or misspelt."""
    if isinstance(node, Scalar) or not node.items or draw.draw(st.integers(0, 9)) == 0:
        words = st.one_of(_of(_WORDS), _of(_KEYS))
        choices: list[Node] = [Scalar(draw.draw(words), node.span), Seq((node,), node.span), Map((), node.span)]
        if isinstance(node, Scalar) and node.text:
            at = draw.draw(st.integers(0, len(node.text) - 1))
            choices.append(Scalar(node.text[:at] + node.text[at + 1 :], node.span))
        return draw.draw(st.sampled_from(choices))
    at = draw.draw(st.integers(0, len(node.items) - 1))
    if isinstance(node, Seq):
        return Seq((*node.items[:at], _spoilt(node.items[at], draw), *node.items[at + 1 :]), node.span)
    key, value = node.items[at]
    how = draw.draw(st.integers(0, 9))
    if how == 0:
        return Map((*node.items[:at], *node.items[at + 1 :]), node.span)
    if how == 1:
        key = Scalar(key.text[:-1] + draw.draw(st.sampled_from(["", "x", " ", "é"])), key.span)
    return Map((*node.items[:at], (key, _spoilt(value, draw)), *node.items[at + 1 :]), node.span)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_slip_in_a_sound_pack_raises(root: Path, data: st.DataObject) -> None:
    """A sound pack with up to three slips is a world or errors, each with a place."""
    tree = _documented_tree(root)
    for _ in range(data.draw(st.integers(1, 3))):
        spoilt = _spoilt(tree, data)
        tree = spoilt if isinstance(spoilt, Map) else tree
    sink = Sink()
    world = build_world(Pack("p", "", Path(), (), tree, (), {}), sink, people=3)
    assert (world is None) == sink.failed
    assert all(found.spans and found.spans[0].line for found in sink)
