"""Who is where: people come to a scene by the world's own journeys, if there is time."""

from __future__ import annotations

from pathlib import Path

from kizuna.diagnostics import Diagnostic, Sink
from kizuna.story.check import check

from .stage_support import built, checked, codes, only

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


WAYS = """
kinds:
  soul:
    agent: yes
    refs: {place: {to: place, inverse: people, seen: all}}
    flags: {fit: {start: yes}, rich: {start: no}}
places: {mill: {}, hall: {}}
modes: {on foot: {}}
roads: [{between: [mill, hall], length: 4 km, modes: [on foot]}]
cast: {Al: {place: hall}}
actions:
  ride:
    roles: {p: soul, to: place}
    requires: {elsewhere: place(p) != to, fit: fit(p), rich: rich(p)}
    takes: 1 h
    journey: {who: p, to: to}
    effects: [place(p) = to]
    phrases: ["{p} rides to {to}"]
  walk:
    roles: {p: soul, to: place}
    requires: {fit: fit(p)}
    takes: 2 h
    journey: {who: p, to: to}
    effects: [place(p) = to]
    phrases: ["{p} walks to {to}"]
  nap: {roles: {p: soul}, takes: 1 min, phrases: ["{p} naps"]}
"""


def late(start: str, folder: Path) -> Diagnostic:
    """The finding of somebody who is at the hall and ought to be at the mill at once."""
    text = f"---\nworld: ways\nstart: {{{start}}}\n---\n## Day 1, 00:00 · mill\n- Al naps\n"
    found = only(check(text, Sink(), built(WAYS, folder), "story.md"))
    assert found.code == "K310"
    return found


def test_only_journeys_that_are_possible_are_listed(tmp_path: Path) -> None:
    notes = late("rich(Al): no", tmp_path).notes
    assert [note for note in notes if note.startswith(("walk", "ride"))] == ["walk: needs 2 h"]


def test_if_no_journey_is_possible_the_nearest_to_it_is_explained(tmp_path: Path) -> None:
    notes = late("fit(Al): no", tmp_path).notes
    assert [note for note in notes if note.startswith(("walk", "ride"))] == ["ride: Al is not fit"]


BARRED = """
kinds:
  person:
    agent: yes
    decides: {every: 1 h, while: awake(self)}
    perceives: yes
    flags: {awake: {start: yes, seen: all}}
    refs: {place: {to: place, inverse: people, seen: all}}
places: {mill: {}, village: {}}
modes: {on foot: {}}
roads: [{between: [mill, village], length: 4 km, modes: all}]
cast: {Mara: {place: mill}, Tom: {place: village}}
actions:
  walk:
    roles: {walker: person, goal: place}
    requires: {knows the road: walker == Tom}
    takes: distance(place(walker), goal, on foot) / (4 km/h)
    journey: {who: walker, to: goal}
    effects: [place(walker) = goal]
    phrases: ["{walker} walks to {goal}"]
  grind:
    roles: {miller: person}
    requires: {at the mill: place(miller) == mill}
    takes: 1 h
    phrases: ["{miller} grinds"]
"""


def test_who_can_make_no_journey_is_told_what_it_needs_and_not_to_take_more_time(tmp_path: Path) -> None:
    """Nor that what he does cannot be done there, unless his being there is accepted."""
    world = built(BARRED, tmp_path)
    text = "---\nworld: made\ncast: [Mara, Tom]\n---\n## Day 1, 20:00 · village\n- Mara grinds"
    finding = only(check(f"{text}\n", Sink(), world, "story.md"))
    assert finding.code == "K310"
    assert finding.notes[1] == "walk: knows the road: needs walker == Tom; walker is Mara"
    assert not any("there was" in note for note in finding.notes)
    assert finding.hint.startswith("let the scene be where Mara is")
    accepted = check(f"{text} <!-- intended K310: the current -->\n", Sink(), world, "story.md")
    assert codes(accepted) == ["K203"]
