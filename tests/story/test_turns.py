"""What happens by itself turns out as the next lines say, if it can; without a word it goes the likeliest way."""

from __future__ import annotations

import pytest

from .stage_support import checked, codes, only

BURNT = "## Day 1, 09:00 · quay\n- Bo writes a note\n- Bo burns Bo's blue note\n"


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ("nothing but ash is left of what Bo burned", []),
        ("the wind blows out what Bo burned", []),
        ("what Bo burned does not burn", ["K304"]),
        ("what Bo burned turns to gold", ["K311"]),
        ("the wind blows out what Ada burned", ["K311"]),
    ],
)
def test_a_line_says_how_it_turns_out(says: str, found: list[str]) -> None:
    assert codes(checked(f"{BURNT}- {says}\n")) == found


def test_states_may_stand_between_and_other_actions_may_not() -> None:
    says = "- The wind blows out what Bo burned\n"
    assert codes(checked(f"{BURNT}- Bo is awake\n{says}")) == []
    assert codes(checked(f"{BURNT}- Ada writes a note\n{says}")) == ["K311"]


def test_the_second_of_two_is_for_the_second_line() -> None:
    twice = BURNT + "- The wind blows out what Bo burned\n" + BURNT.partition("\n")[2]
    assert codes(checked(twice + "- Nothing but ash is left of what Bo burned\n")) == []


def test_its_effects_are_those_of_the_outcome() -> None:
    vigour = [
        report.machine.get("person.vigour", report.machine.handle("Bo Lund"))
        for report in (checked(BURNT), checked(f"{BURNT}- The wind blows out what Bo burned\n"))
        if report.machine is not None
    ]
    assert vigour == pytest.approx([0.8, 0.75])


def test_another_outcome_is_told_with_its_time() -> None:
    finding = only(checked(f"{BURNT}- What Bo burned turns to gold\n"))
    assert finding.notes[0].startswith("it happens at year 0, January 1, 09:")
    assert ", but its outcome is " in finding.notes[0]
