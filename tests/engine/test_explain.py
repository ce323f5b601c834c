"""Explanations: the part that fails, both sides with their values, and who last changed them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import Sink
from kizuna.engine.api import Refusal
from kizuna.engine.evaluate import evaluate
from kizuna.engine.explain import MOST_FACTS, Explanation, explain
from kizuna.engine.machine import Machine
from kizuna.lang.ast import And, Not, Or
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.model import Requirement, World

HOUR = 3_600_000

PACK = """
units:
  l: {}
choices:
  post: [carrier, guard, cook]
parameters:
  firmest: {default: 75 %, range: 50 %..80 %, about: how firm a back can be}
  late: {default: 22 h, range: 20 h..24 h, about: when it is late}
kinds:
  person:
    agent: yes
    decides: {every: {}, while: awake(self)}
    meters:
      water:
        {unit: l, range: 0..capacity, start: 5 l, levels: {dry: 0 %, low: 10 %, fair: 40 %, full: 90 %}, seen: all,
         believed: yes}
      calm: {range: 0..1, start: 70 %, levels: {upset: 0 %, even: 50 %}, seen: all}
    numbers:
      capacity: {unit: l, start: 10 l, range: 1 l..40 l, seen: all}
      firm: {start: 3 %, range: 0..firmest, seen: all}
      faint: {start: 0.000000001 %, range: 0..1, seen: all}
    flags:
      awake: {start: yes, seen: all, believed: yes, phrases: {yes: "{self} is awake", no: "{self} is asleep"}}
      tall: {start: no, seen: all}
    choices:
      post: {of: post, start: cook, seen: all}
    refs:
      place: {to: place, inverse: people, seen: all}
      boss: {to: person, inverse: staff, seen: all}
      guide:
        {to: person, seen: all, believed: yes,
         phrases: {somebody: "{self} follows {value}", nobody: "{self} goes alone"}}
      bed: {to: place, seen: all, phrases: ["{self} lies in {value}"]}
    dates:
      back_at: {seen: all}
      went_at: {seen: all, tells: "{self} went out for {water(self)}"}
      sent_at: {seen: all, tells: "word was sent to {self}"}
  jug:
    refs: {owner: {to: person, inverse: jugs, seen: all}}
    numbers: {holds: {unit: l, start: 1 l, seen: all}}
bonds:
  care:
    {from: person, to: person, range: 0..1, start: 0, levels: {none: 0, fond: 30 %, devoted: 80 %}, seen: all,
     believed: yes}
places:
  village: {}
  well: {inside: village}
  hill: {}
modes: {on foot: {}}
roads:
  - {between: [village, well], length: 1200 m, modes: all}
cast:
  Mei:
    {is: person, place: well, care: {Ren: fond}, boss: Ren, guide: Ren, bed: hill, sent_at: "year 0, January 1, 09:00"}
  Ren: {is: person, place: village, awake: no}
  Ana: {is: person, place: well}
things:
  flask: {is: jug, owner: Mei, holds: 0 l}
  kettle: {is: jug, owner: Mei, holds: 2 l}
  bowl: {is: jug}
  cup: {is: jug}
"""

CASES = {
    "water(a) >= 6 l": ["Mei's water is fair, 5 l; needs at least 6 l"],
    "6 l < water(a)": ["Mei's water is fair, 5 l; needs more than 6 l"],
    "water(a) > capacity(a)": ["Mei's water is fair, 5 l; needs more than Mei's capacity, which is 10 l"],
    "not water(a) < 6 l": ["Mei's water is fair, 5 l; needs at least 6 l"],
    "water(a) / 2 >= 6 l": ["water(Mei) / 2 is 2.5 l; needs at least 6 l"],
    "(1 l + water(a)) / (2 + 2) >= 6 l": ["(1 l + water(Mei)) / (2 + 2) is 1.5 l; needs at least 6 l"],
    "(if calm(a) > 10 % then 1 else 0) * 2 > 3": [
        "(if calm(Mei) > 10 % then 1 else 0) * 2 is 2; needs more than 3"
    ],
    "(water(a) + 1 l) / (water(b) + 1 l) > 2": [
        "(water(Mei) + 1 l) / (water(Ren) + 1 l) is 1; needs more than 2"
    ],
    "floor(13 * calm(a)) > 10": ["floor(13 * calm(Mei)) is 9; needs more than 10"],
    "3 - min(1, floor(2 * calm(a))) > 2": ["3 - min(1, floor(2 * calm(Mei))) is 2; needs more than 2"],
    "max(10 %, calm(a) / 2) > 90 %": ["max(10 %, calm(Mei) / 2) is 35 %; needs more than 90 %"],
    "calm(a) >= 90 %": ["Mei's calm is even, 70 %; needs at least 90 %"],
    "faint(a) > 10 %": ["Mei's faint is 0 %; needs more than 10 %"],
    "firm(a) > 10 %": ["Mei's firm is 3 %; needs more than 10 %"],
    "water(a) is low": ["Mei's water is fair, 5 l; needs low"],
    "water(a) is not fair": ["Mei's water is fair, 5 l; must not be fair"],
    "not water(a) is fair": ["Mei's water is fair, 5 l; must not be fair"],
    "care(a, b) is devoted": ["Mei's care for Ren is fond, 55 %; needs devoted"],
    "belief(a, care(b, a)) is devoted": [
        "Mei has heard nothing and assumes that Ren's care for Mei is none, 0 %; needs devoted"
    ],
    "belief(a, water(b)) is not fair": [
        "Mei has heard nothing and assumes that Ren's water is fair, 5 l; must not be fair"
    ],
    "post(a) is guard": ["Mei's post is cook; needs guard"],
    "post(a) is not cook": ["Mei's post is cook; must not be cook"],
    "awake(b)": ["Ren is asleep"],
    "not awake(a)": ["Mei is awake"],
    "tall(a)": ["Mei is not tall"],
    "awake(boss(b))": ["awake(boss(Ren)) asks about nobody"],
    "place(a) == place(b)": ["Mei's place is well, Ren's place is village; they must be the same"],
    "place(a) == hill": ["Mei's place is well; needs hill"],
    "boss(a) == nobody": ["Mei's boss is Ren; needs nobody"],
    "boss(a) != b": ["Mei's boss is Ren; needs anything but Ren"],
    "guide(a) == nobody": ["Mei follows Ren; needs nobody"],
    "guide(a) != b": ["Mei follows Ren; needs anything but Ren"],
    "guide(b) == a": ["Ren goes alone; needs Mei"],
    "guide(b) != nobody": ["Ren goes alone"],
    "bed(a) == well": ["Mei lies in hill; needs well"],
    "bed(b) != nobody": ["Ren lies in nowhere"],
    "guide(a) == guide(b)": ["Mei's guide is Ren, Ren's guide is nobody; they must be the same"],
    "since(went_at(a)) < 1 h": ["Mei went out for fair, 5 l: never; needs less than 1 h"],
    "since(sent_at(a)) >= 5 h": ["word was sent to Mei 1 h ago; needs at least 5 h"],
    "since(sent_at(b)) < since(sent_at(a))": [
        "word was sent to Ren: never; needs less than the time since word was sent to Mei, which is 1 h"
    ],
    "sent_at(a) == now": [
        "word was sent to Mei: year 0, January 1, 09:00, now is year 0, January 1, 10:00; they must be the same"
    ],
    "a == b": ["Mei and Ren are not the same"],
    "water(a) >= 6 l and awake(b)": ["Mei's water is fair, 5 l; needs at least 6 l"],
    "awake(a) and awake(b)": ["Ren is asleep"],
    "awake(b) or tall(a)": ["none of this is so:", "  Ren is asleep", "  Mei is not tall"],
    "awake(b) or place(a) == hill": ["none of this is so:", "  Ren is asleep", "  Mei's place is well; needs hill"],
    "not (awake(a) and not tall(a))": ["all of this is so, and must not be:", "  Mei is awake", "  Mei is not tall"],
    "not (tall(a) or awake(a))": ["Mei is awake"],
    "if tall(a) then awake(a) else awake(b)": ["as tall(Mei) is not so:", "Ren is asleep"],
    "count(j in jugs(a)) > 2": ["2 × jug whose owner is Mei; needs more than 2"],
    "count(j in jugs(a) where holds(j) > 1 l) > 1": [
        "1 × jug j whose owner is Mei where holds(j) > 1 l; needs more than 1"
    ],
    "count(q in all person where not tall(q)) > 3": ["3 × person q where not tall(q); needs more than 3"],
    "count(q in all person) > 3": ["3 × person; needs more than 3"],
    "count(j in jugs(a) where yes) > 3": ["2 × jug whose owner is Mei; needs more than 3"],
    "not any(j in jugs(a) where yes)": ["there must be no jug whose owner is Mei, and there is kettle, flask"],
    "any(j in jugs(b) where yes)": ["there is no jug whose owner is Ren"],
    "clock >= late": ["the time of day is 10:00; needs at least 22:00"],
    "clock >= since(sent_at(a)) + 12 h": [
        "the time of day is 10:00; needs at least since(sent_at(Mei)) + 12 h, which is 13:00"
    ],
    "any(j in jugs(a) where holds(j) > 3 l)": [
        "of 2 × jug, none is so:",
        "  kettle's holds is 2 l; needs more than 3 l",
        "  flask's holds is 0 l; needs more than 3 l",
    ],
    "any(q in all person where awake(q) and tall(q))": [
        "of 3 × person, none is so:",
        "  Mei is not tall",
        "  Ana is not tall",
        "  Ren is asleep",
    ],
    "any(j in all jug where holds(j) > 3 l)": [
        "of 4 × jug, none is so:",
        "  kettle's holds is 2 l; needs more than 3 l",
        "  bowl's holds is 1 l; needs more than 3 l",
        "  cup's holds is 1 l; needs more than 3 l",
        "  and 1 more",
    ],
    "any(j in jugs(b) where holds(j) > 3 l)": ["there is no jug whose owner is Ren"],
    "not any(j in jugs(a) where holds(j) > 1 l)": [
        "of 2 × jug, kettle must not be so:",
        "  kettle's holds is 2 l; needs at most 1 l",
    ],
    "not all(j in jugs(a) where holds(j) >= 0 l)": ["of 2 × jug, all are so, and one must not: holds(j) >= 0 l"],
    "all(j in jugs(a) where holds(j) > 1 l)": [
        "of 2 × jug, flask must be so:",
        "  flask's holds is 0 l; needs more than 1 l",
    ],
    "inside(place(b), place(a))": ["Ren's place (village) does not lie in Mei's place (well)"],
    "not inside(well, village)": ["well lies in village"],
    "busy(a)": ["Mei is doing nothing; needs to be busy"],
    'doing(a, "sing")': ["Mei is doing nothing; needs 'sing'"],
    "distance(place(a), place(b), on foot) < 1 km": [
        "the way from well to village (on foot) is 1.2 km; needs less than 1 km"
    ],
    "since(back_at(a)) < 1 h": ["the time since Mei's back at is endless, as it never was; needs less than 1 h"],
    "back_at(a) > now": ["Mei's back at is never; needs more than now, which is year 0, January 1, 10:00"],
    "clock >= 22:30": ["the time of day is 10:00; needs at least 22:30"],
    "season is summer": ["the season is winter; needs summer"],
    "belief(a, awake(b)) == no": [
        "Mei has heard nothing and assumes that Ren is awake; needs to believe that Ren is asleep"
    ],
    "not belief(a, awake(b))": [
        "Mei has heard nothing and assumes that Ren is awake; needs to believe that Ren is asleep"
    ],
    "not belief(a, belief(b, awake(a)))": [
        "Mei has heard nothing and assumes that Ren believes that Mei is awake; "
        "needs to believe that Ren believes that Mei is asleep"
    ],
    "belief(a, guide(b)) == a": ["Mei has heard nothing and assumes that Ren goes alone; needs Mei"],
    "not unknown(a, awake(b))": ["Mei has heard nothing and assumes that Ren is awake; needs to know"],
    "no": ["it is never so"],
}


CITED = {
    "not any(j in all jug where holds(j) > 1 l)": {"kettle"},
    "not any(j in jugs(a) where holds(j) > 1 l)": {"kettle"},
    "all(j in jugs(a) where holds(j) > 1 l)": {"flask"},
    "count(j in jugs(a) where holds(j) > 1 l) < 1": {"kettle"},
    "count(j in jugs(a) where holds(j) > 1 l) < firm(a)": {"kettle", "Mei"},
    "1 > count(j in jugs(a) where holds(j) > 1 l)": {"kettle"},
    "any(j in jugs(a) where holds(j) > 3 l)": {"flask", "kettle"},
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A small world, with every case as a requirement of its own action."""
    folder = tmp_path_factory.mktemp("packs") / "small"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: small\nabout: Small.\nlanguage: 1\n", encoding="utf-8")
    rules = [
        f"  case {n}:\n    roles: {{a: person, b: person}}\n    works if:\n      it: '{_quoted(text)}'\n"
        for n, text in enumerate((*CASES, *CITED))
    ]
    sing = "  sing:\n    roles: {a: person}\n    takes: 1 h\n    phrases: ['{a} sings']\n"
    (folder / "world.yaml").write_text(f"{PACK}\nactions:\n{sing}{''.join(rules)}", encoding="utf-8")
    return built(folder)


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def built(folder: Path) -> World:
    """The world of a pack that must be right."""
    sink = Sink()
    pack = load_pack(folder, sink, [])
    assert pack is not None
    found = build_world(pack, sink, 0, 1)
    assert found is not None, [(fault.message, fault.hint) for fault in sink if fault.severity == 2]
    return found


@pytest.fixture
def machine(world: World) -> Machine:
    """The world at ten o'clock, with nobody doing anything."""
    found = Machine.begin(world, 1)
    found.autonomy = False
    found.live(10 * HOUR)
    return found


def requirement(machine: Machine, text: str) -> tuple[Requirement, dict[str, int]]:
    """The requirement of a case, and its roles."""
    rule = machine.world.rules[f"action/case {(*CASES, *CITED).index(text)}"]
    return rule.works_if[0], {"a": machine.handle("Mei"), "b": machine.handle("Ren")}


def explained(machine: Machine, text: str) -> Explanation:
    """The explanation of a case."""
    return explain(*requirement(machine, text), machine)


@pytest.mark.parametrize("text", CITED)
def test_only_those_are_cited_by_whom_a_condition_on_a_set_fails(machine: Machine, text: str) -> None:
    """Members that are as they should be are no reason, nor is what they were changed by."""
    assert {machine.label(fact.read.bearer) for fact in explained(machine, text).facts} == CITED[text]


@pytest.mark.parametrize("text", CASES)
def test_a_failing_requirement_is_explained_with_both_sides(machine: Machine, text: str) -> None:
    """By the part that fails, the level first and the number after."""
    found = explained(machine, text)
    assert list(found.lines) == CASES[text]
    assert not found.holds
    assert found.name == "it"


@pytest.mark.parametrize(("text", "sentence"), [
    ("awake(b)", "Ren is asleep"),
    ("awake(b) or tall(a)", "none of this is so: Ren is asleep; Mei is not tall"),
    ("awake(b) or place(a) == hill", "none of this is so: Ren is asleep; (Mei's place is well; needs hill)"),
])
def test_an_explanation_can_be_told_in_one_sentence(machine: Machine, text: str, sentence: str) -> None:
    assert explained(machine, text).sentence() == sentence


def test_a_belief_is_told_with_since_when(machine: Machine) -> None:
    """And how sure one is, whether one knows, or whether one wonders."""
    mei, ren = machine.handle("Mei"), machine.handle("Ren")
    case = "belief(a, awake(b)) == no"
    event = machine.set_belief(mei, "person.awake", [ren], "known", 1)
    found = explained(machine, case)
    assert found.lines == (
        "Mei believes that Ren is awake since year 0, January 1, 10:00; needs to believe that Ren is asleep",
    )
    [fact] = found.facts
    assert (fact.what, fact.value, fact.writer) == ("what Mei believes of Ren's awake", "yes", event)
    machine.set_belief(mei, "person.awake", [ren], "unknown")
    [line] = explained(machine, "not belief(a, awake(b))").lines
    assert line.startswith("Mei does not know about Ren's awake since")
    machine.set_belief(mei, "person.awake", [ren], "open")
    assert explained(machine, "not belief(a, awake(b))").lines[0].startswith("Mei wonders about Ren's awake since")


def test_what_a_requirement_reads_is_named_with_who_last_changed_it(machine: Machine) -> None:
    """Only of the part that fails."""
    event = machine.set_value("person.water", machine.handle("Mei"), 3.0)
    found = explained(machine, "water(a) >= 6 l and awake(b)")
    assert [(fact.what, fact.value, fact.writer) for fact in found.facts] == [("Mei's water", "low, 3 l", event)]
    assert found.text == "water(Mei) >= 6 l"


def test_a_requirement_that_holds_says_so_and_has_no_lines(machine: Machine) -> None:
    """Nothing is wrong then."""
    machine.set_value("person.awake", machine.handle("Ren"), 1)
    found = explained(machine, "awake(b)")
    assert found.holds
    assert found.lines == ()


def test_a_refusal_has_its_phase_and_able_is_about_the_doer(machine: Machine) -> None:
    """`self` is the first role then."""
    rule = machine.world.rules["action/sing"]
    roles = {"a": machine.handle("Ren")}
    refusal = machine.refusal(rule.id, roles)
    assert isinstance(refusal, Refusal)
    found = explain(refusal, roles, machine)
    assert (found.phase, found.lines) == ("able", ("Ren is asleep",))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_combination_of_requirements_is_explained_if_and_only_if_it_fails(
    world: World, data: st.DataObject
) -> None:
    """Whatever stands in `and`, `or` and `not`, an explanation has lines and few facts."""
    machine = Machine.begin(world, 1)
    leaves = [rule.works_if[0].expr for rule in world.rules.values() if rule.works_if]
    exprs = st.recursive(
        st.sampled_from(leaves),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(lambda e: And(tuple(e)))
            | st.lists(inner, min_size=1, max_size=3).map(lambda e: Or(tuple(e)))
            | inner.map(Not)
        ),
        max_leaves=6,
    )
    expr = data.draw(exprs)
    roles = {name: machine.handle(data.draw(st.sampled_from(["Mei", "Ren", "Ana"]))) for name in ("a", "b")}
    found = explain(Requirement("it", expr), roles, machine)
    assert found.holds == bool(evaluate(expr, roles, machine))
    assert bool(found.lines) != found.holds
    assert len(found.facts) <= MOST_FACTS
