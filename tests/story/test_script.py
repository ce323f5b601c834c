"""Reading a story's lines: beats, details, stretches, waivers; and its front matter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import Severity, Sink, Span
from kizuna.pack.tree import Scalar
from kizuna.story.check import check
from kizuna.story.front import read_front
from kizuna.story.script import Line, load_script, parse_line

from .stage_support import SHELF, checked, codes, only, quay, story


def line(text: str) -> Line:
    return parse_line(Scalar(text, Span("story.md", 7, 3, len(text))), 0)


def test_a_beat_loses_its_full_stop_and_keeps_its_place() -> None:
    found = line("Ada walks to the tower.")
    assert found.sentence == "Ada walks to the tower"
    assert (found.span.line, found.span.column) == (7, 3)


def test_details_are_taken_off_with_the_places_of_their_values() -> None:
    found = line("Ada pours oil for Bo (dose: 3 oil, meanwhile)")
    assert found.sentence == "Ada pours oil for Bo"
    assert found.meanwhile
    assert [(detail.name, detail.value) for detail in found.details] == [("dose", "3 oil")]
    assert found.details[0].span.column == 3 + len("Ada pours oil for Bo (dose: ")


def test_ordinary_parentheses_belong_to_the_sentence() -> None:
    assert line("Ada (the elder) walks").sentence == "Ada (the elder) walks"
    assert line("Ada walks (slowly)").sentence == "Ada walks (slowly)"


@pytest.mark.parametrize("mark", ["…", "...", "… <!-- a while -->"])
def test_dots_are_a_stretch(mark: str) -> None:
    assert line(mark).stretch


def test_a_comment_is_no_part_of_the_sentence_and_may_be_a_waiver() -> None:
    found = line("Ada walks <!-- intended K203: she is stubborn --> home <!-- B7 -->")
    assert found.sentence.split() == ["Ada", "walks", "home"]
    assert [(waiver.code, waiver.reason) for waiver in found.waivers] == [("K203", "she is stubborn")]
    assert found.waivers[0].span.column == 3 + len("Ada walks ")


def test_front_matter_that_cannot_be_used_is_told_key_by_key() -> None:
    sink = Sink()
    script = load_script("---\nworld: quay\ncast: {a: b}\npeople: many\ncats: 3\ntitle: T\n---\n", "story.md", sink)
    assert script is not None
    read_front(script, sink)
    assert [(item.code, item.spans[0].line) for item in sink] == [("K309", 3), ("K309", 4), ("K309", 5)]


def test_a_name_that_nobody_in_the_world_has_is_told_with_the_nearest() -> None:
    sink = Sink()
    check("---\nworld: quay\ncast: [Adda]\n---\n", sink, quay())
    assert [item.code for item in sink] == ["K307"]
    assert "Ada" in sink.found[0].hint


def test_somebody_who_is_not_in_the_cast_has_no_part_in_the_story() -> None:
    report = check(story("- Cai writes a note\n").replace(", Cai]", "]"), Sink(), quay())
    assert only(report).code == "K307"
    assert "no part" in only(report).message


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ("  oil(Ada): 400 oil\n", "K109"),
        ("  oil(Ada): fulll\n", "K107"),
        ("  oil(Adda): 3 oil\n", "K202"),
        ("  oil(Ada): 3 m\n", "K205"),
        ("  3 oil: 3 oil\n", "K309"),
        ("begin: never, ever\n", "K309"),
        ("people: -1\n", "K309"),
    ],
)
def test_a_start_that_cannot_be_set_is_told(start: str, code: str) -> None:
    report = checked("## quay\n- Ada writes a note\n", start)
    assert code in codes(report)


@pytest.mark.parametrize(
    ("start", "claim"),
    [
        ("  oil(Ada): full\n", "Ada's oil is full"),
        ("  oil(Ada): 5 %\n", "Ada has no oil to speak of"),
        ("  awake(Bo): no\n", "Bo is asleep"),
        ("  place(Bo): tower\n", "Bo's place is tower"),
        ("  trust(Bo, Ada): 35 %\n", "Bo's trust for Ada is some"),
        ("  belief(Bo, lit(lamp)): yes\n", "Bo believes that the lamp is burning"),
        ("  belief(Bo, lit(lamp)): unknown\n", "Bo does not know whether the lamp is burning"),
        ("  belief(Bo, lit(lamp)): open\n", "Bo wonders whether the lamp is burning"),
        ("begin: year 3, May 2, 08:00\n", "Ada's oil is fair"),
    ],
)
def test_the_start_holds_when_the_story_begins(start: str, claim: str) -> None:
    assert codes(checked(f"- {claim}\n", start)) == []


def test_a_world_is_looked_up_by_name_and_never_by_path(tmp_path: Path) -> None:
    for name in ("../quay", str(SHELF / "quay"), "quay/", "kay"):
        sink = Sink()
        check(f"---\nworld: {name}\n---\n- Ada writes a note\n", sink, shelves=[SHELF])
        assert [item.code for item in sink] == ["K309"], name


def test_a_missing_file_and_foreign_bytes_are_findings(tmp_path: Path) -> None:
    sink = Sink()
    check(tmp_path / "none.md", sink)
    (tmp_path / "odd.md").write_bytes(b"---\nworld: \xff\n---\n")
    check(tmp_path / "odd.md", sink)
    assert [item.code for item in sink.found] == ["K001", "K002"]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("Ada Bo pours oil for (){}<!--KX:203>,…'’.#- \t"), max_size=60))
def test_no_line_can_make_a_check_fall_over(text: str) -> None:
    checked(f"## quay\n- Ada writes a note\n- {text}\n")


@given(st.text(max_size=80))
def test_no_front_matter_can_make_a_check_fall_over(text: str) -> None:
    check(f"---\nworld: quay\n{text}\n---\n- Ada writes a note\n", Sink(), quay())


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("set", "<!-- set: feelings -->"), ("set feelings", "<!-- set: feelings -->"),
        ("Set: x", "<!-- set: feelings -->"),
        ("intended: why", "<!-- intended K203: why -->"), ("intend K303: x", "<!-- intended K303: why -->"),
        ("K311: why", "<!-- intended K311: why -->"),
    ],
)
def test_a_comment_that_looks_like_a_mark_is_told(comment: str, meant: str) -> None:
    finding = only(checked(f"## Day 1, 09:00 · quay\n- Ada is awake <!-- {comment} -->\n"))
    assert finding.code == "K308"
    assert meant in finding.hint


@pytest.mark.parametrize("comment", ["B7", "a while", "set up the scene here", "note: seen", "see K203 below", ""])
def test_any_other_comment_is_left_alone(comment: str) -> None:
    assert codes(checked(f"## Day 1, 09:00 · quay\n- Ada is awake <!-- {comment} -->\n")) == []


@pytest.mark.parametrize("item", ["1. Ada flies", "2) Ada", "> - Ada flies", "> > * Ada flies", " > 3. Ada flies"])
def test_items_that_are_numbered_or_quoted_are_told_to_be_no_beats(item: str) -> None:
    report = checked(f"## Day 1, 09:00 · quay\n- Ada is awake\n\n{item}\n{item}\n")
    finding = only(report)
    assert (finding.code, finding.severity, finding.spans[0].line) == ("K301", Severity.WARNING, 10)
    assert report.passes


def test_prose_that_holds_a_number_or_a_quote_is_left_alone() -> None:
    prose = "> Once upon a time\n1999. It rained.\n```\n1. code\n```\n<!--\n2. later\n-->\n"
    assert codes(checked(f"## Day 1, 09:00 · quay\n- Ada is awake\n\n{prose}")) == []


def test_a_story_without_beats_is_told() -> None:
    finding = only(checked("## Day 1, 09:00 · quay\nNothing happens.\n"))
    assert (finding.code, finding.severity, finding.message) == ("K301", Severity.WARNING, "the story has no beats")


def test_a_mark_in_vain_is_not_counted_as_set_by_hand() -> None:
    report = checked("## Day 1, 09:00 · quay\n- Ada writes a note <!-- set: x -->\n")
    assert report.closing() == "0 errors, 1 warning in 1 beat"
