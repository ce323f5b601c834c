"""The second story as a whole, and what becomes of it when one of its turning points is taken away."""

from __future__ import annotations

import re

import pytest

from kizuna.diagnostics import Diagnostic, Sink
from kizuna.story import fit
from kizuna.story.check import CheckReport, check
from kizuna.story.twins import WhatIf, whatif
from tests.rows.support import ROOT, shipped

TEXT = (ROOT / "worlds/leaf/stories/001-the-lost-leg.md").read_text(encoding="utf-8")
MARK = re.compile(r" *<!--.*?-->")


@pytest.fixture(autouse=True)
def brief_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken story is not looked through for ways round what is missing."""
    monkeypatch.setattr(fit, "AT_MOST", 3)


def played(text: str) -> CheckReport:
    """The check of a version of the story."""
    return check(text, Sink(), shipped("leaf"), "story.md")


def upto(last: str, text: str = TEXT) -> str:
    """The story as far as a beat."""
    end = text.index(f"\n- {last}") + 1
    return text[: text.index("\n", end) + 1]


def without(*beats: str, text: str = TEXT) -> str:
    """The story without some of its beats."""
    left = [line for line in text.splitlines() if MARK.sub("", line).removeprefix("- ").strip() not in beats]
    assert len(text.splitlines()) - len(left) >= len(beats)
    return "\n".join(left) + "\n"


def first_error(text: str) -> Diagnostic:
    """The first thing that is found in a broken story."""
    found = [item for item in played(text).findings if item.code != "K304"]
    assert found
    return found[0]


def test_the_whole_story_can_be_told() -> None:
    """Without a finding, each beat of the table by a sentence at least, and nothing set by hand."""
    report = played(TEXT)
    assert [item.message for item in report.findings] == []
    told = {mark for line in TEXT.splitlines() if line.startswith("- ") for mark in re.findall(r"001-([PB]\d+)", line)}
    assert told == {f"P{number}" for number in range(1, 5)} | {f"B{number}" for number in range(1, 54)}
    assert report.by_hand == []


def test_with_hands_enough_no_teacher_is_called_up() -> None:
    """001-T1: those whom the invasion hurt stand at the desk: it is not short, and another goes along."""
    counted = ("It is counted who is left at the mission desk", "The mission desk is short of hands")
    whole = without(*counted, text=re.sub(r"  grounded\(.*?\): yes\n", "", TEXT))
    whole = whole.replace("- Arya goes to work\n", "- Arya goes to work\n- Gai goes to work\n")
    called = upto("Kotetsu calls Iruka up", whole)
    found = first_error(called)
    assert found.message == "Hagane Kotetsu calls Umino Iruka up for the scroll retrieval"
    assert found.notes[0].startswith("short of hands")
    another = called.replace("- Kotetsu calls Iruka up for the scroll retrieval", "- Kakashi takes Gai along")
    assert played(another).passes


def test_without_the_step_the_casualty_dies_on_the_way() -> None:
    """001-T3: two hours in the clearing are as bad as days on the road, and only who knows it takes the step."""
    late = upto("Arya hands Kakashi") + "\n## Two hours later · southern clearing\n\n- Iruka is alive\n"
    found = first_error(late)
    assert (found.code, found.message) == ("K303", "Umino Iruka is alive")
    ignorant = TEXT.replace("start:\n", "start:\n  knows(Hatake Kakashi, the God Step): no\n")
    found = first_error(upto("Kakashi takes God's Step", ignorant))
    assert found.notes[0].startswith("knows how")


def test_without_the_pupils_nothing_is_signed() -> None:
    """001-T5: devotion alone does not reach him, and whoever does not respond signs nothing."""
    pupils = ("smallest pupil", "eldest pupil", "young graduate")
    lines = [line for line in upto("Iruka signs").splitlines() if not any(f"he {who} visits" in line for who in pupils)]
    broken = without("Iruka turns to the smallest pupil and speaks", "Iruka responds", text="\n".join(lines) + "\n")
    found = first_error(broken)
    assert found.message == "Umino Iruka signs Umino Iruka's relief papers"
    assert found.notes[0].startswith("responds")


def test_without_what_sakura_tells_he_does_not_ask() -> None:
    """001-T6: who does not know by whom he was brought in has nothing to ask the reason of."""
    told = "Sakura tells Iruka by whom Iruka was brought in, and at what price"
    wonders = "Iruka wonders whether Kakashi acts out of care for Iruka"
    guilt = "Iruka believes that Kakashi acts out of guilt towards Iruka"
    later = ("Iruka owes Kakashi a life", wonders, guilt, "Iruka thanks Kakashi")
    found = first_error(without(told, *later, text=upto("Iruka asks Kakashi for the reason")))
    assert found.message == "Umino Iruka asks Hatake Kakashi for the reason"
    assert found.notes[0].startswith("owes him")


def test_what_if_sakura_had_not_told_him() -> None:
    """The same with the same luck: the thanks and the question go, the care itself does not."""
    asked = WhatIf("Sakura tells Umino Iruka by whom")
    found = whatif(upto("Iruka asks Kakashi for the reason"), asked, Sink(), shipped("leaf"), "story.md")
    assert found is not None
    gone = {item.sentence for item in found.other if not item.fine and item.sort == "action"}
    assert {"Umino Iruka thanks Hatake Kakashi", "Umino Iruka asks Hatake Kakashi for the reason"} <= gone
    assert len(gone) == 3


def test_without_the_old_love_what_hangs_on_it_fails_and_is_traced_to_it() -> None:
    """001-P4: who is only fond of him pleads, keeps near and vows nothing; all of it goes back to that one line."""
    broken = played(TEXT.replace("  care(Hatake Kakashi, Umino Iruka): 80 %\n", ""))
    first = next(item for item in broken.findings if item.message == "Hatake Kakashi is devoted to Umino Iruka")
    later = " ".join(first.notes)
    assert "Tsunade believes that Hatake Kakashi is devoted to Umino Iruka" in later
    assert [item for item in broken.findings if item.code != "K304"] == [first]
