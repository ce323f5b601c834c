"""Who is where: people come to a scene by the world's own journeys, if there is time."""

from __future__ import annotations

from .stage_support import checked, codes, only

HOUR = 3_600_000


def walks(report: object) -> list[int]:
    events = [event for item in report.played for event in item.events]  # type: ignore[attr-defined]
    return [event.time for event in events if event.rule == "action/walk"]


def test_somebody_sets_out_at_the_end_of_the_scene_before() -> None:
    report = checked("## Day 1, 09:00 · quay\n- Ada writes a note\n## Day 1, 11:00 · tower\n- Ada writes a note\n")
    assert codes(report) == []
    assert walks(report) == [9 * HOUR, 9 * HOUR + HOUR * 3 // 2]
    assert report.played[1].time == 11 * HOUR


def test_it_cannot_be_done_in_less_time_than_it_takes() -> None:
    finding = only(
        checked("## Day 1, 09:00 · quay\n- Ada writes a note\n## Day 1, 10:00 · tower\n- Ada writes a note\n")
    )
    assert finding.code == "K310"
    notes = "\n".join(finding.notes)
    assert "6 km (on foot)" in notes
    assert "walk: needs 1.5 h" in notes
    assert "there was 1 h" in notes


def test_a_part_of_the_day_can_wait_for_somebody() -> None:
    report = checked("## Day 1, 06:45 · quay\n- Ada writes a note\n## Day 1, morning · tower\n- Ada writes a note\n")
    assert codes(report) == []
    assert report.played[1].time == 8 * HOUR + HOUR // 4


def test_somebody_who_was_free_before_sets_out_before() -> None:
    body = "## Day 1, 06:00 · quay\n- Ada writes a note\n- Bo writes a note\n## Day 1, 08:00\n- Bo writes a note\n"
    report = checked(body + "## Day 1, 08:30 · tower\n- Ada writes a note\n")
    assert codes(report) == []
    assert walks(report)[-1] <= 8 * HOUR + HOUR // 2


def test_after_a_journey_that_cannot_be_made_the_story_goes_on() -> None:
    body = "## Day 1, 09:00 · quay\n- Ada writes a note\n"
    body += "## Day 1, 10:00 · tower\n- Ada writes a note\n- Ada lights the lamp\n"
    report = checked(body)
    assert codes(report) == ["K310"]
    assert report.played[2].fine


def test_there_may_be_no_way_at_all() -> None:
    finding = only(checked("## Day 1, 09:00 · island\n- Ada writes a note\n"))
    assert finding.code == "K310"
    assert "no road leads from quay to island" in finding.notes[0]


def test_whoever_is_only_spoken_of_need_not_come() -> None:
    report = checked("## Day 1, 09:00 · tower\n- Cai writes a note\n- Ada's oil is fair\n")
    assert walks(report) == []


def test_whoever_a_rule_looks_for_by_place_comes_too() -> None:
    report = checked("## Day 1, 09:00 · tower\n- Cai spars with Bo\n")
    assert codes(report) == []
    assert walks(report)


def test_a_beat_that_is_itself_a_journey_begins_where_he_is() -> None:
    report = checked("## Day 1, 09:00 · tower\n- Ada walks to the tower\n- Ada writes a note\n")
    assert codes(report) == []
    assert len(walks(report)) == 2
