"""What must never be so is told at the line of a story that made it so."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.diagnostics import Sink
from kizuna.story.check import check

LIBRARY = Path(__file__).parent.parent / "library"
NIGHT = "## Day 1, 22:00 · the tower\n"
ADA = "- Ada is asleep <!-- set: nights -->\n"
BRAM = "- Bram is asleep <!-- set: nights -->\n"


def wrong_at(body: str, start: str = "") -> list[tuple[str, str]]:
    """The code of each finding of a story on the lookout, with the line that it stands at."""
    text = f"---\nworld: lookout\ncast: [Ada Wolf, Bram Kok]\n{start}---\n{body}"
    report = check(text, Sink(), name="story.md", shelves=[LIBRARY])
    return [(item.code, text.split("\n")[item.spans[0].line - 1] + "\n") for item in report.findings]


@pytest.mark.parametrize("after", ["", "- Ada is asleep\n", "## Day 2, 08:00\n- Bram is asleep\n"])
def test_what_a_line_sets_by_hand_is_wrong_at_that_line_whatever_follows(after: str) -> None:
    assert wrong_at(f"{NIGHT}{ADA}{BRAM}{after}") == [("K701", BRAM)]


def test_lines_that_are_set_by_hand_in_a_row_are_looked_at_together() -> None:
    awake = "- Ada is awake <!-- set: nights -->\n"
    start = "start: {awake(Ada Wolf): no}\n"
    assert wrong_at(f"{NIGHT}{BRAM}{awake}", start) == []
    assert wrong_at(f"{NIGHT}{BRAM}- Ada is asleep\n{awake}", start) == [("K701", BRAM)]


def test_what_is_so_from_the_start_is_not_the_first_lines_fault() -> None:
    away = "- Ada's place is the street <!-- set: ways -->\n"
    assert wrong_at(away, "start: {awake(Ada Wolf): no, awake(Bram Kok): no}\n") == []


def test_what_an_action_leaves_behind_is_wrong_at_its_line() -> None:
    gone = "- Ada goes to the street\n"
    assert wrong_at(f"{NIGHT}- Bram lies down to sleep\n{gone}- Bram is asleep\n") == [("K701", gone)]
