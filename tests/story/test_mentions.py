"""Who is meant: names, pronouns, derived names, and sentences that cannot be read."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import whom_do_you_mean
from kizuna.story.check import check

from .stage_support import checked, codes, only, quay


def test_pronouns_mean_the_last_who_fits() -> None:
    report = checked("## quay\n- Ada pours oil for Bo\n- He writes a note\n- She pours oil for him\n- Bo thanks her\n")
    assert codes(report) == []
    assert [item.sentence for item in report.played[1:3]] == ["Bo Lund writes a note", "Ada Holm pours oil for Bo Lund"]


def test_an_object_pronoun_is_not_the_subject_again() -> None:
    report = checked("## tower\n- Cai's oil is fair\n## quay\n- Ada spars with Bo\n- Cai spars with him\n")
    assert report.played[2].sentence == "Cai Moe spars with Bo Lund"


def test_a_pronoun_without_anybody_is_told() -> None:
    finding = only(checked("## quay\n- She writes a note\n"))
    assert finding.code == "K307"
    assert "nobody was named" in finding.message


def test_a_thing_that_came_to_be_has_a_derived_name() -> None:
    assert codes(checked("## quay\n- Ada writes a note\n- Ada burns Ada's blue note\n")) == []
    assert codes(checked("## quay\n- Ada writes a note\n- She burns her blue note\n")) == []


def test_an_alias_with_an_article_is_a_name() -> None:
    assert codes(checked("## quay\n- The keeper writes a note\n")) == []


def test_a_misspelt_name_is_told_with_its_place_and_the_nearest() -> None:
    finding = only(checked("## quay\n- Ada pours oil for Boo\n"))
    assert finding.code == "K307"
    assert finding.spans[0].column == len("- Ada pours oil for ") + 1
    assert "Bo" in finding.hint


def test_an_unknown_sentence_is_told_with_the_nearest_phrases() -> None:
    finding = only(checked("## quay\n- Ada pours some oil on Bo\n"))
    assert finding.code in ("K301", "K307")
    assert any("pours oil for" in note for note in finding.notes)


@pytest.mark.parametrize(("words", "hint"), [
    ("the twoer", "did you mean 'tower'?"), ("the waterfrnt", "did you mean 'waterfront'?"),
])
def test_the_nearest_name_is_found_with_another_article_or_none(words: str, hint: str) -> None:
    assert only(checked(f"## quay\n- Ada walks to {words}\n")).hint == hint


def test_names_that_contain_the_words_are_offered() -> None:
    names = ["Bo Lund", "Bo", "Ada Holm", "the old Lund"]
    assert whom_do_you_mean("Lund", names) == "did you mean 'Bo Lund' or 'the old Lund'?"
    assert only(checked("## quay\n- Lund writes a note\n")).hint == "did you mean 'Bo Lund'?"


def test_apostrophes_in_names_may_be_typographic() -> None:
    assert codes(checked("## quay\n- Ada writes a note\n- Ada burns Ada’s blue note\n")) == []


def test_whoever_has_no_part_in_a_story_has_none_in_its_start() -> None:
    start = "start: {oil(Ada): 9 oil, place(Bo): tower}"
    text = f"---\nworld: quay\ncast: [Ada]\n{start}\n---\n## quay\n- Bo writes a note\n"
    report = check(text, Sink(), quay(), "story.md")
    start, beat = report.findings
    assert (start.code, start.message, start.hint) == (beat.code, beat.message, beat.hint)
    assert start.message == "Bo Lund has no part in this story"
    assert (start.spans[0].line, start.spans[0].column) == (4, 32)
