"""A phrase of a begin, an end or a breaking off is about one doing, which is not done once more."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.chronicle.event import Event
from kizuna.diagnostics import Sink
from kizuna.story.check import CheckReport, check
from kizuna.story.twins import WhatIf, whatif
from kizuna.world.model import World

from .run_support import HOUR, asked, recorded
from .stage_support import built, codes, only

WORLD = """
units: {sack: {}}
kinds:
  person:
    agent: yes
    decides: {every: 1 h, while: awake(self)}
    perceives: yes
    numbers: {flour: {unit: sack, start: 6 sack, range: 0..50, seen: all}}
    flags: {awake: {start: yes, seen: all}}
    refs: {place: {to: place, inverse: people, seen: all}}
places: {mill: {}, hill: {}}
modes: {on foot: {}}
roads: [{between: [mill, hill], length: 1 km, modes: all}]
cast: {Mara: {place: mill}, Tom: {place: mill}}
actions:
  grind:
    roles: {miller: person}
    requires: {room in the loft: flour(miller) < 40 sack}
    varies: {amount: 1 sack..3 sack}
    utility: 1
    takes: 2 h
    begins: [flour(miller) += 36 sack]
    outcomes: {fine: 60 %, coarse: 40 %}
    effects: [flour(miller) -= 36 sack, flour(miller) += 3 sack]
    interrupted: [flour(miller) -= 36 sack, flour(miller) += progress * 3 sack]
    phrases:
      begins: ["{miller} sets the wheel going"]
      fine: ["{miller} grinds fine flour"]
      coarse: ["{miller} grinds coarse flour"]
      "": ["{miller} grinds flour"]
      interrupted: ["{miller} stops the wheel"]
  ring:
    roles: {p: person}
    takes: 10 min
    phrases: ["{p} rings the bell"]
"""
BEGIN = "## Day 1, 07:00 · mill\n- Mara sets the wheel going\n"
EIGHT, NINE = "## Day 1, 08:00 · mill\n", "## Day 1, 09:00 · mill\n"


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> World:
    return built(WORLD, tmp_path_factory.mktemp("mill"))


def front(body: str) -> str:
    return f"---\nworld: mill\ncast: [Mara, Tom]\n---\n{body}"


def played(body: str, mill: World) -> CheckReport:
    return check(front(body), Sink(), mill, "story.md")


def grindings(report: CheckReport) -> list[tuple[str, int]]:
    """How each grinding of a play went on, and at what hour."""
    events: list[Event] = [event for item in report.played for event in item.events]
    return [(event.status, event.time // HOUR) for event in events if event.rule.endswith("grind")]


def flour(report: CheckReport) -> float:
    assert report.machine is not None
    return report.machine.get("person.flour", report.machine.handle("Mara"))


@pytest.mark.parametrize("scene", [EIGHT, NINE, "## Day 1, 09:09 · mill\n", "- Tom rings the bell\n"])
def test_what_was_begun_is_done_once(scene: str, mill: World) -> None:
    """Time goes on until it is over; if it is over already, that is told."""
    report = played(f"{BEGIN}{scene}- Mara grinds flour\n", mill)
    assert (codes(report), grindings(report), flour(report)) == ([], [("begins", 7), ("done", 9)], 9)


def test_what_ended_long_ago_or_was_told_is_done_anew(mill: World) -> None:
    ago = played(f"{BEGIN}## Day 1, 11:00 · mill\n- Mara grinds flour\n", mill)
    told = played(f"{BEGIN}- Mara grinds flour\n- Mara grinds flour\n", mill)
    assert [flour(report) for report in (ago, told)] == [12, 12]


def test_an_end_that_the_next_scene_leaves_no_time_for_is_a_finding_that_says_when_it_will_be(mill: World) -> None:
    report = played(f"{BEGIN}{EIGHT}- Mara grinds flour\n## Day 1, 08:30 · mill\n- Mara is awake\n", mill)
    finding = only(report)
    assert finding.code == "K203"
    assert finding.notes[0].endswith("will end at year 0, January 1, 09:00")


@pytest.mark.parametrize("outcome", ["fine", "coarse"])
@pytest.mark.parametrize("scene", [EIGHT, NINE])
def test_it_turns_out_as_the_line_of_its_end_says(outcome: str, scene: str, mill: World) -> None:
    report = played(f"{BEGIN}{scene}- Mara grinds {outcome} flour\n", mill)
    assert (codes(report), grindings(report)) == ([], [("begins", 7), ("done", 9)])


def test_amounts_are_those_of_the_begin(mill: World) -> None:
    finding = only(played(f"{BEGIN}{EIGHT}- Mara grinds flour (amount: 2.3 sack)\n", mill))
    assert finding.notes == ("line 6 begins it with amount 2 sack: say it there",)
    said = BEGIN.replace("going", "going (amount: 2.3 sack)")
    assert codes(played(f"{said}{EIGHT}- Mara grinds flour (amount: 2.3 sack)\n", mill)) == []


def test_what_is_under_way_is_broken_off_whether_it_could_begin_now_or_not(mill: World) -> None:
    report = played(f"{BEGIN}{EIGHT}- Mara stops the wheel\n- Mara grinds flour\n", mill)
    assert codes(report) == []
    assert grindings(report) == [("begins", 7), ("interrupted", 8), ("begins", 8), ("done", 10)]
    assert flour(report) == 10.5


def test_what_has_just_been_broken_off_is_told_and_what_is_over_is_not_broken_off(mill: World) -> None:
    report = played(f"{BEGIN}{EIGHT}- Mara rings the bell\n- Mara stops the wheel\n", mill)
    assert (codes(report), grindings(report)) == ([], [("begins", 7), ("interrupted", 8)])
    finding = only(played(f"{BEGIN}{NINE}- Mara stops the wheel\n", mill))
    assert finding.notes == ("it is not under way any more: it ended at year 0, January 1, 09:00",)


@pytest.mark.parametrize("line", ["Mara grinds flour", "Mara stops the wheel"])
def test_without_its_begin_there_is_no_end(line: str, mill: World) -> None:
    sink = Sink()
    found = whatif(front(f"{BEGIN}{EIGHT}- {line}\n"), WhatIf("sets the wheel"), sink, mill, "story.md")
    assert found is not None, sink.found
    assert [item.index for item in found.skipped] == [1]
    assert found.other[1].root == 0
    assert not found.diff.new


def test_why_not_says_of_a_breaking_off_that_it_is_under_way(tmp_path: Path) -> None:
    run = recorded(tmp_path, "mill", WORLD, 1)
    found = asked(run, "Mara stops the wheel", 90 * HOUR // 60)
    assert found.explanation is None
    assert "it is under way, since " in found.text()
    assert "would be broken off" in found.text()
    sleeping = asked(run, "Mara stops the wheel")
    assert "Mara is not at it" in sleeping.text()
