"""Scene headings, the passing of time, and stretches."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink, Span
from kizuna.pack.tree import Scalar
from kizuna.story.check import check
from kizuna.story.scene import Opening, fold, place_names, read_heading

from .stage_support import checked, codes, line_of, only, quay, story

HOUR = 3_600_000


def opened(text: str, previous: int = 0) -> Opening | None:
    world = quay()
    return read_heading(Scalar(text, Span("s.md", 5, 4)), place_names(world), world.calendar, previous, 0, Sink())


@pytest.mark.parametrize(
    "heading",
    [
        "Day 1, 09:00 · quay",
        "quay · Day 1, 09:00",
        "Day 1, 09:00 — the waterfront",
        "Day 1, 09:00, at the quay",
        "Day 1, 09:00 | Quay",
        "Day 1, 09:00 - quay",
    ],
)
def test_time_and_place_may_stand_in_either_order_with_any_separator(heading: str) -> None:
    found = opened(heading)
    assert found is not None
    assert found.time is not None
    assert (found.time.earliest, found.place) == (9 * HOUR, "quay")


def test_a_typographic_apostrophe_is_an_apostrophe() -> None:
    assert fold("at Bo’s  Loft") == fold("Bo's loft") == "bo's loft"


def test_either_may_be_missing() -> None:
    only_place, only_time = opened("the tower"), opened("an hour later", 5 * HOUR)
    assert only_place is not None
    assert (only_place.time, only_place.place) == (None, "tower")
    assert only_time is not None
    assert only_time.time is not None
    assert (only_time.time.earliest, only_time.place) == (6 * HOUR, "")


def test_a_place_loses_its_article_and_preposition() -> None:
    assert fold("At the Quay") == "quay"
    assert fold("the") == "the"


def test_an_unknown_place_is_told_with_the_part_that_is_not_known() -> None:
    finding = only(checked("## Day 1, 09:00 · the towr\n- Ada writes a note\n"))
    assert finding.code == "K305"
    assert "towr" in finding.message
    assert "tower" in finding.hint
    assert finding.spans[0].column == len("## Day 1, 09:00 · ") + 1


def test_a_heading_over_prose_need_not_say_anything() -> None:
    assert codes(checked("# The Keepers\nOnce there was a quay.\n## Day 1, 09:00 · quay\n- Ada writes a note\n")) == []


def test_time_cannot_run_back() -> None:
    finding = only(checked("## Day 1, 09:00 · quay\n- Ada writes a note\n## Day 1, 08:00\n- Bo writes a note\n"))
    assert finding.code == "K306"


def test_the_first_scene_does_not_open_before_the_story_begins() -> None:
    text = story("## Day 1, 05:00 · quay\n- Bo writes a note\n")
    text = text.replace("cast:", "begin: year 0, January 1, 06:00\ncast:")
    finding = only(check(text, Sink(), quay(), "story.md"))
    assert (finding.code, finding.message.endswith("before the story begins")) == ("K306", True)
    assert "begin:" in finding.hint


@pytest.mark.parametrize(
    ("stretch", "later", "told"),
    [("", "20 years", []), ("", "21 years", ["K006"]), ("- …\n", "5 years", []), ("- …\n", "6 years", ["K006"])],
)
def test_the_next_scene_is_within_reach(stretch: str, later: str, told: list[str]) -> None:
    report = checked(f"## Day 1, 09:00 · quay\n{stretch}## {later} later\n- The lamp is dark\n")
    assert codes(report) == told


def test_a_heading_too_far_ahead_opens_its_scene_at_once() -> None:
    note = "- Ada writes a note\n"
    body = f"## Day 1, 09:00 · quay\n{note}# 1000 years later\nOnce.\n## Day 2, 09:00\n{note}"
    report = checked(body)
    assert codes(report) == ["K006"]
    assert report.findings[0].spans[0].line == line_of(story(body), "1000 years")
    assert report.played[1].time == report.played[0].time + 24 * HOUR


def test_a_part_of_the_day_begins_no_sooner_than_the_present() -> None:
    report = checked("## Day 1, 18:30 · quay\n- Ada writes a note\n## Day 1, dusk\n- Bo writes a note\n")
    assert codes(report) == []
    assert report.played[1].time == report.played[0].ends


def test_bodies_go_on_between_scenes() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada's oil is fair\n## Day 5, 09:00\n- Ada's oil is full\n"
    assert codes(checked(body)) == []


def test_an_action_takes_its_time_and_the_next_beat_follows_it() -> None:
    report = checked("## Day 1, 09:00 · quay\n- Ada pours oil for Bo\n- Ada writes a note\n")
    assert [item.time - report.played[0].time for item in report.played] == [0, 300_000]


def test_a_beat_may_begin_together_with_the_one_before() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada pours oil for Bo\n- Bo writes a note (meanwhile)\n- Cai's oil is fair\n"
    report = checked(body)
    assert codes(report) == []
    times = [item.time - report.played[0].time for item in report.played]
    assert times == [0, 0, 300_000]


def test_nobody_does_two_things_at_once() -> None:
    finding = only(checked("## Day 1, 09:00 · quay\n- Ada pours oil for Bo\n- Ada writes a note (meanwhile)\n"))
    assert finding.code == "K203"
    assert "09:05" in finding.notes[0]


def test_between_beats_nobody_decides_anything() -> None:
    report = checked("## Day 1, 09:00 · quay\n- Ada writes a note\n## Day 1, 20:00\n- Ada's vigour is fresh\n")
    assert not [event for item in report.played for event in item.events if event.rule == "action/work"]


def test_a_stretch_gives_people_their_will_back_until_the_next_scene() -> None:
    report = checked(
        "## Day 1, 09:00 · quay\n- Ada writes a note\n- …\n## Day 1, 20:00\n- Bo writes a note\n- Ada writes a note\n"
    )
    worked = [event.time for item in report.played for event in item.events if event.rule == "action/work"]
    assert worked
    begun = [event.time for item in report.played for event in item.events if event.status == "begins"]
    assert max(begun) <= 20 * HOUR


def test_a_stretch_between_two_beats_ends_when_the_next_one_is_possible() -> None:
    report = checked("## Day 1, 09:00 · quay\n- Ada writes a note\n- …\n- Ada's vigour is weary\n")
    assert codes(report) in ([], ["K303"])
    assert report.played[2].time - report.played[1].time <= 7_200_000
