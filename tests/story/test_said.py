"""Sentences about those who are no more, beliefs and references that are empty, and values that a sentence names."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink
from kizuna.story.check import CheckReport, check
from kizuna.story.report import transcript
from kizuna.world.model import World

from .stage_support import built, codes, only

MIDNIGHT = "year 0, January 1, 00:00"
WORLD = """
units: {l: {}}
kinds:
  soul:
    agent: yes
    refs:
      place: {to: place, inverse: people, seen: all}
      pal: {to: soul, seen: all}
      den: {to: place, seen: all}
      lid: {to: hat, seen: all}
    flags:
      up: {start: yes, seen: all, believed: yes, phrases: {yes: "{self} is up", no: "{self} is down"}}
      well: {start: yes, seen: all, phrases: {yes: "{self}, who has {n(self)}, is well", no: "{self} is ill"}}
    meters: {jug: {unit: l, range: 0..10, start: 2 l, seen: all, levels: {low: 0 %, high: 50 %}}}
    numbers: {n: {start: 2, range: 0..99, seen: all}}
    dates: {begun: {}, slept: {start: now}}
  hat:
    named: "{owner}'s hat"
    refs: {owner: {to: soul, inverse: hats, seen: all}}
    flags: {torn: {start: no, seen: all, phrases: {yes: "{self} is torn", no: "{self} is whole"}}}
places: {mill: {}, hall: {}}
cast:
  Al: {place: mill}
  Bo: {place: mill}
  Cy: {place: mill, pronoun: he}
actions:
  wave: {roles: {p: soul}, takes: 1 min, phrases: ["{p} waves"]}
  bite: {roles: {p: soul, q: soul in people(place(p))}, takes: 1 min, effects: [up(q) = no], phrases: ["{p} bites {q}"]}
  trip: {roles: {p: soul, q: soul in people(place(p))}, takes: 1 min, effects: [up(q) = no], phrases: ["{p} trips {q}"]}
  kill: {roles: {p: soul, q: soul in people(place(p))}, takes: 1 min, effects: [remove q], phrases: ["{p} kills {q}"]}
  knit: {roles: {p: soul}, takes: 1 min, effects: [{create hat h: {owner: p}}], phrases: ["{p} knits a hat"]}
  let go:
    roles: {p: soul}
    effects: [pal(p) = nobody, den(p) = nobody, lid(p) = nobody]
    phrases: ["{p} lets go"]
  count:
    roles: {p: soul}
    effects: [n(p) += 1]
    phrases:
      - "{p} counts {n(p)} times"
      - "{p} counts up to {jug(p)}"
      - "{p} counts in {place(p)}"
      - "{p} counts for {pal(p)}"
      - "{p} has counted since {begun(p)}"
      - "{p} has slept since {slept(p)}"
  drop: {roles: {p: soul, h: hat in hats(p)}, effects: [owner(h) = nobody], phrases: ["{p} drops {h}"]}
triggers:
  fade: {roles: {p: soul}, on: bite, effects: [remove q], phrases: ["{q} fades away"]}
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world of `WORLD`."""
    return built(WORLD, tmp_path_factory.mktemp("said"))


def told(world: World, *lines: str) -> CheckReport:
    """The check of one scene at the mill; its first beat is on line 6."""
    beats = "".join(f"- {line}\n" for line in lines)
    text = f"---\nworld: said\ncast: [Al, Bo, Cy]\n---\n## Day 1, 07:00 · mill\n{beats}"
    return check(text, Sink(), world, "story.md")


@pytest.mark.parametrize("line", [
    "Bo is up", "Bo is down", "Bo waves", "Al bites Bo", "Bo bites Bo", "Al believes that Bo is up",
    "Bo believes that Al is up", "Bo is down <!-- set: for a test -->", "Al's pal is Bo",
])
def test_whoever_is_no_more_does_and_is_nothing(world: World, line: str) -> None:
    finding = only(told(world, "Al kills Bo", line))
    assert (finding.code, finding.message) == ("K312", "Bo is no more")
    assert finding.notes == ("since year 0, January 1, 07:01, at line 6: Al kills Bo",)


def test_not_to_know_is_what_the_language_calls_unknown(world: World) -> None:
    """Who never heard of it does not know it; nor who knows that he does not; whoever saw it does."""
    assert codes(told(world, "Al does not know whether Bo is up")) == []
    said = "Al does not know whether Cy is up"
    assert codes(told(world, "Al trips Cy", said)) == ["K303"]
    assert codes(told(world, "Al trips Cy", f"{said} <!-- set: for a test -->", said)) == []


def test_what_is_told_of_an_empty_reference_can_be_said(world: World) -> None:
    finding = only(told(world, "Al's pal is Bo"))
    assert finding.notes[0] == "instead: Al's pal is nobody"
    assert codes(told(world, "Al's pal is nobody", "Al's pal is himself <!-- set: a test -->")) == []
    assert codes(told(world, "Al's pal is himself <!-- set: a test -->", "Al's pal is nobody")) == ["K303"]
    assert codes(told(world, "Al's pal is Bo <!-- set: a test -->", "Al kills Bo", "Al's pal is nobody")) == []


@pytest.mark.parametrize(("attribute", "word"), [("pal", "nobody"), ("den", "nowhere"), ("lid", "nothing")])
def test_a_reference_to_none_is_told_by_its_kind_and_read_back(world: World, attribute: str, word: str) -> None:
    others = {"pal": "Bo", "den": "hall", "lid": "Al's hat"}
    lines = ["Al knits a hat", f"Al's {attribute} is {word}"]
    assert codes(told(world, *lines)) == []
    finding = only(told(world, lines[0], f"Al's {attribute} is {others[attribute]}"))
    assert finding.notes[0] == f"instead: Al's {attribute} is {word}"
    other = f"Al's {attribute} is {others[attribute]} <!-- set: a test -->"
    report = told(world, lines[0], other, "Al lets go", lines[1])
    assert codes(report) == []
    assert any(f"Al's {attribute}: {others[attribute]} → {word}" in line for line in transcript(report))


def test_a_thing_of_nobody_is_called_so(world: World) -> None:
    assert codes(told(world, "Al knits a hat", "Al drops Al's hat", "Nobody's hat is torn")) == ["K303"]


@pytest.mark.parametrize(("right", "wrong", "instead"), [
    ("Al counts 2 times", "Al counts 3 times", "Al's n is 2"),
    ("Al counts up to low, 2 l", "Al counts up to high, 9 l", "Al's jug is low, 2 l"),
    ("Al counts up to 2 l", "Al counts up to high", "Al's jug is low, 2 l"),
    ("Al counts up to low", "Al counts up to 9 l", "Al's jug is low, 2 l"),
    ("Al has counted since never", f"Al has counted since {MIDNIGHT}", "Al's begun is never"),
    (f"Al has slept since {MIDNIGHT}", "Al has slept since never", f"Al's slept is {MIDNIGHT}"),
    ("Al counts in mill", "Al counts in hall", "Al's place is mill"),
    ("Al counts for nobody", "Al counts for Bo", "Al's pal is nobody"),
])
def test_values_in_a_phrase_are_compared_as_printed(world: World, right: str, wrong: str, instead: str) -> None:
    assert codes(told(world, right)) == []
    finding = only(told(world, wrong))
    assert (finding.code, finding.message) == ("K203", wrong)
    assert finding.notes == (f"instead: {instead}", "so from the start")


def test_a_statement_that_names_a_wrong_value_is_not_so(world: World) -> None:
    report = told(world, "Al, who has 2, is well", "Al, who has 3, is well")
    assert codes(report) == ["K303"]
    assert report.findings[0].notes[0] == "instead: Al's n is 2"


def test_a_line_is_compared_anew_whenever_it_is_played(world: World) -> None:
    assert codes(told(world, "Al counts 2 times", "Al counts 2 times", "Al counts 3 times")) == ["K203"]


def test_what_is_no_value_is_told_with_what_is_near(world: World) -> None:
    finding = only(told(world, "Al has slept since yesterdy"))
    assert (finding.code, finding.message) == ("K307", "slept cannot be 'yesterdy'")
    assert finding.hint == f"a date is such as `{MIDNIGHT}`"
    finding = only(told(world, "Al's jug is hig"))
    assert (finding.message, finding.hint) == ("jug cannot be 'hig'", "did you mean 'high'?")


def test_nobody_does_nothing(world: World) -> None:
    assert codes(told(world, "Nobody waves", "Nobody is up")) == ["K307", "K307"]


def test_a_transcript_keeps_the_names_of_those_who_are_no_more(world: World) -> None:
    lines = "\n".join(transcript(told(world, "Al kills Bo")))
    assert "Bo is no more" in lines
    assert "something" not in lines


def test_what_ends_somebody_by_itself_is_still_said_of_him(world: World) -> None:
    assert codes(told(world, "Al bites Bo", "Bo fades away")) == []
    assert codes(told(world, "Al bites Bo", "Bo fades away", "Bo fades away")) == ["K312"]
