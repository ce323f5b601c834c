"""Commands that play a story: check and whatif."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

STORIES = Path(__file__).resolve().parents[2] / "docs" / "examples" / "mill" / "stories"
FLOOD, MENDED = str(STORIES / "flood.md"), str(STORIES / "flood-mended.md")
Kizuna = Callable[..., Any]


def test_a_story_is_checked_in_the_world_whose_folder_it_lies_in(kizuna: Kizuna) -> None:
    """The mill is in no library; its stories find it all the same."""
    assert kizuna("check", MENDED).code == 0


@pytest.mark.parametrize("called", ["mill", "mine"])
def test_a_story_goes_with_a_copy_of_its_world(called: str, kizuna: Kizuna, tmp_path: Path) -> None:
    """Whether it names the folder that the copy is, or what the pack calls itself as before; nothing further out."""
    mine = shutil.copytree(STORIES.parent, tmp_path / "mine")
    story = mine / "stories" / "flood-mended.md"
    story.chmod(0o644)
    story.write_text(story.read_text(encoding="utf-8").replace("world: mill", f"world: {called}"), encoding="utf-8")
    ran = kizuna("check", str(story))
    assert ran.code == 0, ran.out + ran.err
    (story.parent / "pack.yaml").write_text("pack: other\nlanguage: 1\n", encoding="utf-8")
    assert kizuna("check", str(story)).code == int(called == "mill")


def test_findings_are_printed_with_the_path_that_was_typed(kizuna: Kizuna) -> None:
    """So that an editor can jump there."""
    ran = kizuna("check", "stories/flood.md", at=STORIES.parent)
    assert ran.code == 1
    assert "stories/flood.md:17:3  error[K310" in ran.out
    assert "2 errors" in ran.out.splitlines()[-1]


def test_several_stories_are_checked_at_once(kizuna: Kizuna) -> None:
    """One with errors makes the whole end with 1; JSON has both."""
    assert kizuna("check", MENDED, FLOOD).code == 1
    ran = kizuna("check", MENDED, FLOOD, "--format", "json")
    assert ran.code == 1
    assert [story["passes"] for story in json.loads(ran.out)["stories"]] == [True, False]


def test_findings_can_be_cut_short(kizuna: Kizuna) -> None:
    """What is left out is counted, and the closing line counts all."""
    ran = kizuna("check", FLOOD, "--most", "1")
    assert ran.out.count("error[") == 1
    assert "… and 1 more" in ran.out
    assert "2 errors" in ran.out


def test_beats_are_listed_with_their_moments(kizuna: Kizuna) -> None:
    """A beat that holds has a tick, one that does not a cross."""
    ran = kizuna("check", FLOOD, "--beats")
    assert "  07:00     ✓ Mara grinds flour" in ran.out
    assert "✗ Mara gives flour to Tom" in ran.out


def test_a_transcript_tells_what_beats_changed(kizuna: Kizuna) -> None:
    """Both values of everything that changed."""
    assert "Mara's flour: 6 sack → 9 sack" in kizuna("check", MENDED, "--transcript").out


def test_a_beat_is_left_out_by_its_sentence_or_its_line(kizuna: Kizuna) -> None:
    """Both ways give the same answer."""
    by_sentence = kizuna("whatif", MENDED, "--without", "Mara grinds flour")
    assert by_sentence.code == 0
    assert "What if: without line 13" in by_sentence.out
    assert kizuna("whatif", MENDED, "--without", "13").out == by_sentence.out
    assert json.loads(kizuna("whatif", MENDED, "--without", "13", "--format", "json").out)["line"] == 13


def test_something_is_set_before_a_beat(kizuna: Kizuna) -> None:
    """The change is named, and what it changed is shown."""
    ran = kizuna("whatif", MENDED, "--before", "13", "--set", "flour(Mara) = 20 sack")
    assert ran.code == 0
    assert "flour(Mara) = 20 sack" in ran.out.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--without", "Mara sings"), 1),
        (("--without", "99"), 1),
        (("--without", "13", "--before", "13"), 2),
        (("--before", "13"), 2),
        (("--set", "flour(Mara) = 2 sack"), 2),
        (("--before", "13", "--set", "flour"), 2),
        (("--before", "13", "--set", "floor(Mara) = 2 sack"), 1),
    ],
)
def test_what_cannot_be_asked_is_said(words: tuple[str, ...], code: int, kizuna: Kizuna) -> None:
    """Wrong usage is 2, a beat or name that is not there is 1."""
    ran = kizuna("whatif", MENDED, *words)
    assert ran.code == code
    assert ran.out == ""
    assert ran.err


def test_a_pack_with_faults_is_told_before_its_stories(kizuna: Kizuna, tmp_path: Path) -> None:
    """The pack's own lines are quoted."""
    pack = tmp_path / "odd"
    (pack / "stories").mkdir(parents=True)
    (pack / "pack.yaml").write_text("pack: odd\nlanguage: 1\n", encoding="utf-8")
    (pack / "world.yaml").write_text("kindz: {}\n", encoding="utf-8")
    (pack / "stories" / "one.md").write_text("---\nworld: odd\n---\n- It rains\n", encoding="utf-8")
    ran = kizuna("check", str(pack / "stories" / "one.md"))
    assert ran.code == 1
    assert "kindz: {}" in ran.err


POUR = """kinds:
  soul:
    agent: yes
    refs: {place: {to: place, inverse: people, seen: all}}
    numbers: {n: {start: 1, range: 0..9, seen: nobody}}
places: {a: {}}
cast: {Al: {place: a}}
actions:
  pour:
    roles: {p: soul}
    utility: 1
    chooses: {much: 2..5}
    works if: {enough: n(p) >= much}
    takes: 1 min
    effects: [n(p) = 0]
    phrases: ["{p} pours {much}"]
"""


def test_what_fails_for_its_amount_is_explained_with_it(kizuna: Kizuna, tmp_path: Path) -> None:
    """The amount that was said is what is compared."""
    pack = tmp_path / "odd"
    (pack / "stories").mkdir(parents=True)
    (pack / "pack.yaml").write_text("pack: odd\nlanguage: 1\nabout: odd\n", encoding="utf-8")
    (pack / "world.yaml").write_text(POUR, encoding="utf-8")
    story = "---\nworld: odd\ncast: [Al]\n---\n## Day 1, 09:00 · a\n- Al pours 3\n"
    (pack / "stories" / "one.md").write_text(story, encoding="utf-8")
    ran = kizuna("check", str(pack / "stories" / "one.md"))
    assert ran.code == 1
    assert "enough: Al's n is 1; needs at least much, which is 3" in ran.out + ran.err
