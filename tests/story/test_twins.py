"""What-ifs: both sides are played with the same luck, and every difference hangs together with the change."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kizuna.diagnostics import Sink
from kizuna.story.diff import Changed
from kizuna.story.twins import WhatIf, whatif
from kizuna.story.twins_report import twins_data, twins_text

from .stage_support import line_of, quay, story, twins

DAY = 86_400_000
BODY = """## Day 1, 09:00 · quay
- Ada pours oil for Bo
- Bo thanks her
- Cai writes a note
## Day 1, 20:00 · tower
- Bo lights the lamp
- The lamp is burning
- Bo believes that the lamp is burning
"""
START = "  oil(Bo): 1 oil\n  oil(Ada): 12 oil\n"


def test_what_hung_on_the_beat_is_gone_and_the_rest_is_the_same() -> None:
    found = twins(BODY, WhatIf("pours oil"), START)
    gone = [event.rule for event in found.diff.gone]
    assert gone.count("action/pour") == 2
    assert "trigger/thanks" in gone
    assert "action/light" in gone
    assert "action/write" not in gone
    assert found.diff.new == ()


def test_the_first_divergence_is_the_beat_itself() -> None:
    found = twins(BODY, WhatIf("pours oil"), START)
    assert found.diff.first is not None
    assert found.diff.first.time == found.base.played[0].time


def test_later_beats_that_cannot_happen_are_skipped_and_explained() -> None:
    found = twins(BODY, WhatIf("pours oil"), START)
    skipped = {item.sort: item for item in found.skipped}
    assert len(found.skipped) == 4
    assert "oil to burn" in skipped["action"].findings[0].notes[0]


def test_every_event_that_is_gone_has_a_way_back_to_the_beat() -> None:
    found = twins(BODY, WhatIf("pours oil"), START)
    roots = set(found.base.played[0].own)
    for event in found.diff.gone:
        assert found.ways[event.id].events[-1] in roots


def test_states_and_beliefs_at_the_end_are_compared() -> None:
    found = twins(BODY, WhatIf("pours oil"), START)
    told = [(item.left, item.right) for item in found.states]
    assert ("north lamp is burning", "north lamp is dark") in told
    assert any(item.sort == "belief" for item in found.states)


def test_a_beat_can_be_named_by_its_line() -> None:
    text = story(BODY, START).split("\n")
    number = next(number for number, line in enumerate(text, 1) if "Cai writes" in line)
    found = twins(BODY, WhatIf(str(number)), START)
    assert [event.rule for event in found.diff.gone] == ["action/write"]
    assert found.skipped == []


@pytest.mark.parametrize(
    ("beat", "code"),
    [
        ("999", "K107"), pytest.param("9" * 5_000, "K107", id="a very large number"), ("dances", "K107"),
        ("lamp", "K302"), ("thanks", "K107"), ("", "K107"),
    ],
)
def test_a_beat_that_cannot_be_found_or_left_out_is_told(beat: str, code: str) -> None:
    sink = Sink()
    assert whatif(story(BODY, START), WhatIf(beat), sink, quay()) is None
    assert [item.code for item in sink] == [code]


def test_of_many_lines_those_next_to_the_wrong_one_are_offered() -> None:
    body, sink = "## Day 1, 09:00 · quay\n" + "- Ada is awake\n" * 40, Sink()
    first = line_of(story(body), "is awake")
    assert whatif(story(body), WhatIf(str(first + 60)), sink, quay()) is None
    near = ", ".join(str(first + number) for number in range(32, 40))
    assert [item.hint for item in sink] == [f"the nearest of 40 lines with beats: {near}"]


def test_a_value_can_be_set_instead() -> None:
    found = twins(BODY, WhatIf("lights the lamp", (("oil(Bo)", "1 oil"),)), START)
    assert found.skipped[0].sentence == "Bo Lund lights north lamp"
    assert all(found.ways[event.id].events for event in found.diff.gone)


@pytest.mark.parametrize(
    ("body", "beat", "earlier"),
    [
        (BODY, "thanks", "pours"),
        (BODY.replace("- Bo thanks her\n- Cai writes a note\n", "- Bo is awake\n- Bo thanks Ada\n"), "thanks", "pours"),
        ("## Day 1, 12:00 · quay\n- Bo has run dry\n", "dry", ""),
        ("## Day 1, 12:00 · quay\n- Bo is awake\n- Bo has run dry\n", "dry", ""),
    ],
)
def test_what_comes_about_in_the_course_of_an_earlier_line_has_no_moment_before_it(
    body: str, beat: str, earlier: str
) -> None:
    sink = Sink()
    assert whatif(story(body, START), WhatIf(beat, (("oil(Bo)", "1 oil"),)), sink, quay()) is None
    (finding,) = sink.found
    assert (finding.code, finding.spans[0].line) == ("K107", line_of(story(body, START), beat))
    assert finding.hint.endswith(f"--before {line_of(story(body, START), earlier)}" if earlier else "start:")


def test_what_comes_about_between_two_scenes_has_its_moment_before_the_last_line_of_the_first() -> None:
    text = """---
world: harbour
cast: [Ana Reis]
start: {awake(Ana): no, strength(Ana): 10 effort}
---
## Day 1, 01:00 · the quay
- Ana is asleep
## Day 2, 08:00
- Ana wakes up
"""
    sink = Sink()
    asked = WhatIf("wakes up", (("strength(Ana)", "1 effort"),))
    assert whatif(text, asked, sink, shelves=[Path(__file__).parent.parent / "library"]) is None
    assert [item.hint for item in sink] == [f"set the value earlier, with  --before {line_of(text, 'is asleep')}"]


def test_what_holds_again_at_once_is_told_without_a_date() -> None:
    text = "---\nworld: harbour\ncast: [Ben Holt]\n---\n## Day 1, 09:00 · the quay\n- Ben lifts the red crate\n"
    asked = WhatIf("lifts", (("awake(Ben)", "no"),))
    found = whatif(text, asked, Sink(), shelves=[Path(__file__).parent.parent / "library"])
    assert found is not None
    assert "holds again in the same instant if nobody does anything" in found.skipped[0].findings[0].notes


def test_what_was_set_is_told_as_such_and_not_as_the_beats_doing() -> None:
    found = twins(BODY, WhatIf("lights the lamp", (("oil(Bo)", "1 oil"),)), START)
    notes = found.skipped[0].findings[0].notes
    number = line_of(story(BODY, START), "lights the lamp")
    assert any(note.endswith(f"set before line {number}") for note in notes)


@pytest.mark.parametrize(
    ("name", "value"), [("oil(Bo)", "400 oil"), ("oil(Boo)", "1 oil"), ("3", "1"), ("oil(Bo)", "((")]
)
def test_a_value_that_cannot_be_set_is_told(name: str, value: str) -> None:
    sink = Sink()
    assert whatif(story(BODY, START), WhatIf("lights", ((name, value),)), sink, quay()) is None
    assert sink.failed


def test_setting_what_is_so_anyway_changes_no_event() -> None:
    found = twins(BODY, WhatIf("lights the lamp", (("awake(Bo)", "yes"),)), START)
    assert [event.status for event in found.diff.new] == ["directed"]
    assert (found.diff.gone, found.diff.changed, found.states) == ((), (), [])


def test_of_two_like_beats_the_one_that_is_left_out_is_gone() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada pours oil for Bo (dose: 2 oil)\n- Ada pours oil for Bo (dose: 3 oil)\n"
    found = twins(body, WhatIf(str(story(body).split("\n").index(body.split("\n")[1]) + 1)))
    gone = [event for event in found.diff.gone if event.rule == "action/pour"]
    assert {round(event.amounts[0], 6) for event in gone} == {2.0}


def test_what_the_body_does_afterwards_is_compared_too() -> None:
    found = twins(BODY, WhatIf("pours oil"), START, further=5 * DAY)
    assert found.machines[0].now == found.machines[1].now >= 5 * DAY


@pytest.mark.parametrize("most", [1, 2, 1000])
def test_of_each_sort_so_many_are_listed_and_the_rest_counted(most: int) -> None:
    """What is listed and what is counted are all that there are; what belongs to an entry goes with it."""
    found = twins(BODY, WhatIf("pours oil"), START)
    ends = [item for item in found.states if item.sort != "belief"]
    sizes = {"gone": len(found.diff.gone), "in the end": len(ends)}
    lines = twins_text(found, most)
    for title, size in sizes.items():
        at = lines.index(f"{title}:") + 1
        section = lines[at : next(n for n in range(at, len(lines)) if not lines[n].startswith(" "))]
        heads = [line for line in section if not line.startswith("    ")]
        left_out = int(heads.pop().split()[2]) if heads[-1].startswith("  … and ") else 0
        assert len(heads) == min(most, size)
        assert len(heads) + left_out == size


def test_what_did_not_happen_is_said_to_be_gone_where_it_is_a_cause() -> None:
    """Of what is gone too it is simply the cause."""
    found = twins(BODY, WhatIf("pours oil"), START)
    last = max(found.diff.gone, key=lambda event: (len(found.ways[event.id].events), event.rule != "action/pour"))
    rest = tuple(event for event in found.diff.gone if event is not last)
    there = found.events[rest[0].id]
    ways = {**found.ways, last.id: replace(found.ways[last.id], events=(last.id, there.id, there.id))}
    turned = replace(found, diff=replace(found.diff, gone=rest, new=(last,)), ways=ways)
    lines = twins_text(turned, 1000)
    new = lines[lines.index("new:") + 1 : lines.index("new:") + 3]
    assert new[1].strip().startswith("because of: ")
    assert new[1].endswith(" (gone)")
    assert not any("(gone)" in line for line in lines[: lines.index("new:")])


def test_text_and_data_tell_the_same() -> None:
    found = twins(BODY, WhatIf("pours oil"), START)
    text, data = "\n".join(twins_text(found, 40)), twins_data(found)
    assert json.loads(json.dumps(data))["same"] == found.diff.same
    assert f"{len(data['gone'])} gone" in text
    assert "first divergence" in text
    assert "beats that cannot happen any more" in text


def test_a_number_within_its_level_is_told_after_what_has_another_word() -> None:
    found = twins(BODY, WhatIf("pours oil"), START)
    (number,) = (item.right for item in found.states if not item.level)
    lines = twins_text(found, 40)
    assert lines.index(f"  {number}") == lines.index("who believes what:") - 2


def test_a_value_that_is_set_says_so_and_no_way_is_said_to_be_unknown() -> None:
    lines = twins_text(twins(BODY, WhatIf("lights", (("oil(Bo)", "2 oil"),)), START), 40)
    assert lines[lines.index("new:") + 2] == "      [set by the change]"
    assert not any("no recorded way" in line for line in lines)


def test_where_something_happens_hangs_on_who_has_gone_there() -> None:
    """An event that takes place elsewhere has a way to what brought somebody there."""
    found = twins(BODY, WhatIf("pours oil"), START)
    assert all(found.ways[item.right.id].events for item in found.diff.changed if "place" in item.aspects)


def test_events_that_only_others_saw_are_counted_apart() -> None:
    found = twins(BODY, WhatIf("pours oil"), START)
    seen = replace(found.diff.gone[0], witnesses=())
    diff = replace(found.diff, changed=(Changed(found.diff.gone[0], seen, ("witnesses",)),))
    assert "1 changed (1 of them only in who saw it)" in twins_text(replace(found, diff=diff), 40)[-1]
