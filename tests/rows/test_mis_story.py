"""Rows MIS-1 to MIS-18 as an author writes them: the desk's part of story 001."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.diagnostics import Sink
from kizuna.story.check import check
from tests.rows.support import ROOT, shipped

STORIES = Path(__file__).with_name("stories")
SHELVES = (ROOT / "packs", ROOT / "worlds")


@pytest.mark.parametrize("name", ["scroll-retrieval", "without-leave"])
def test_the_desks_part_of_story_001_can_be_told(name: str) -> None:
    """A teacher called up, the formation, the trap, the objective, the evacuation; grounding, orders, a courier."""
    path = STORIES / f"{name}.md"
    report = check(path, Sink(), shipped("leaf"), path.name, SHELVES)
    assert [finding.message for finding in report.findings] == []
    assert len(report.played) > 20
