"""A check as text, as data, and as a transcript."""

from __future__ import annotations

import json

from kizuna.story.report import as_data, text_report, transcript

from .stage_support import checked, story

BODY = """## Day 1, 09:00 · quay
- Ada pours oil for Bo
- Ada spars with Bo
- Bo is asleep
- Ada is asleep <!-- intended K303: no -->
"""


def test_the_text_quotes_the_line_and_closes_with_the_count() -> None:
    text = text_report(checked(BODY + "- Cai is asleep\n"), {"story.md": story(BODY + "- Cai is asleep\n")}.get)
    assert "story.md:12:3  error[K303 state-not-so]" in text
    assert "accepted[K303 state-not-so]" in text
    assert text.endswith("1 error, 0 warnings in 5 beats, 1 accepted")


def test_what_was_settled_is_told_with_both_lines() -> None:
    assert "line 9: the chance comes off (20%), because of line 10" in text_report(checked(BODY))


def test_the_data_can_be_written_as_json_and_has_every_beat() -> None:
    report = checked(BODY)
    data = json.loads(json.dumps(as_data(report)))
    assert [beat["verdict"] for beat in data["beats"]] == ["fine", "fine", "fine", "fails"]
    assert data["passes"]
    assert data["narrowed"][0]["because"] == 10


def test_the_transcript_says_what_changed_and_who_saw_it() -> None:
    lines = transcript(checked(BODY))
    assert "year 0, January 1, 09:00  quay  Ada Holm pours oil for Bo Lund" in lines
    assert any("Bo Lund's oil: " in line and "→" in line for line in lines)
    assert any("seen by Ada Holm, Bo Lund" in line for line in lines)
    assert any("Bo Lund thanks Ada Holm" in line for line in lines)


def test_a_thing_that_has_ended_keeps_its_name() -> None:
    lines = transcript(checked("## quay\n- Ada writes a note\n- Ada burns Ada's blue note\n"))
    assert any("Ada Holm's blue note is no more" in line for line in lines)
