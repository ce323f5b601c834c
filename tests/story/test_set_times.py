"""A trigger of the calendar turns out as a line says, also on the way to the line's scene."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink
from kizuna.story.check import CheckReport, check
from kizuna.world.model import World

from .stage_support import built, codes, only

WORLD = """
kinds:
  person:
    agent: yes
    decides: {every: 1 h, while: awake(self)}
    perceives: yes
    flags: {awake: {start: yes, seen: all}}
    refs: {place: {to: place, inverse: people, seen: all}}
places: {mill: {}}
cast: {Mara: {place: mill}, Tom: {place: mill}}
actions:
  ring:
    roles: {p: person}
    takes: 10 min
    phrases: ["{p} rings the bell"]
triggers:
  weather:
    roles: {p: person in all person}
    every: day at 12:00
    outcomes: {wet: 40 %, dry: 60 %}
    phrases: {wet: ["{p} gets wet"], dry: ["{p} stays dry"]}
"""


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> World:
    return built(WORLD, tmp_path_factory.mktemp("mill"))


def played(body: str, mill: World) -> CheckReport:
    return check(f"---\nworld: mill\ncast: [Mara, Tom]\n---\n{body}", Sink(), mill, "story.md")


@pytest.mark.parametrize("scene", ["Day 1, 12:00", "Day 1, 14:00", "Day 3, 14:00", "Day 2, 10:00"])
def test_it_turns_out_as_the_scene_says_that_opens_after_it(scene: str, mill: World) -> None:
    assert codes(played(f"## {scene} · mill\n- Mara gets wet\n- Tom stays dry\n", mill)) == []


def test_only_the_last_time_on_the_way_is_meant(mill: World) -> None:
    report = played("## Day 3, 14:00 · mill\n- Mara is awake\n- Mara gets wet\n", mill)
    assert codes(report) == []
    wet = [event.time for item in report.played for event in item.events if event.outcome == 0]
    assert [time // 3_600_000 for time in wet] == [60]


def test_what_comes_before_an_action_is_not_what_a_line_after_it_says(mill: World) -> None:
    finding = only(played("## Day 1, 14:00 · mill\n- Mara rings the bell\n- Mara gets wet\n", mill))
    assert finding.code == "K311"
    assert finding.notes[0].endswith("and this is none: the next is at year 0, January 2, 12:00")
