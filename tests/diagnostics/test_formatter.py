"""Diagnostics as text and as data."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from kizuna.diagnostics import Diagnostic, Severity, Sink, Span
from kizuna.diagnostics.codes import CODES
from kizuna.diagnostics.formatter import format_text, harmless, summary
from kizuna.diagnostics.payload import as_payload

TEXT = "cast:\n  Ada: {is: person}\n\n  Ada: {is: prson}\n"


def test_a_diagnostic_is_shown_with_its_line_its_places_its_notes_and_its_hint() -> None:
    sink = Sink()
    spans = (Span("w/a.yaml", 4, 3, 3), Span("w/a.yaml", 2, 3, 3))
    sink.add("K104", "'Ada' is declared twice in cast", *spans, notes=("one note", "another"), hint="rename one")
    sink.add("K010", "the file declares nothing", Span("w/b.yaml", 1, 1))
    assert format_text(sink, {"w/a.yaml": TEXT}.get) == (
        "w/a.yaml:4:3  error[K104 declared-twice]  'Ada' is declared twice in cast\n"
        "      Ada: {is: prson}\n"
        "      ^^^\n"
        "      also w/a.yaml:2:3  Ada: {is: person}\n"
        "      one note\n"
        "      another\n"
        "      hint: rename one\n"
        "w/b.yaml:1:1  warning[K010 empty-file]  the file declares nothing\n"
        "1 error, 1 warning"
    )


def test_without_a_place_or_a_source_the_message_stands_alone() -> None:
    assert format_text([Diagnostic("K606", "disk full")]) == "error[K606 disk]  disk full\n1 error"


def test_the_summary_counts_and_leaves_out_what_there_is_none_of() -> None:
    levels = [Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.NOTICE]
    assert summary(Diagnostic("K304", "m", severity=level) for level in levels) == "1 error, 2 warnings, 1 notice"
    assert format_text([]) == "no errors"


def test_a_long_line_is_clipped_around_the_fault() -> None:
    line = "a" * 300 + "FAULT" + "b" * 300
    shown = format_text([Diagnostic("K201", "m", (Span("f", 1, 301, 5),))], lambda _: line).split("\n")
    assert len(shown[1]) < 130
    at = shown[2].index("^")
    assert shown[1][at : at + 5] == "FAULT"
    assert shown[2].count("^") == 5


def test_carets_stand_under_wide_characters_and_after_tabs() -> None:
    shown = format_text([Diagnostic("K201", "m", (Span("f", 1, 4, 1),))], lambda _: "絆:\tx").split("\n")
    assert shown[1:3] == ["      絆: x", "          ^"]


def test_what_an_author_wrote_cannot_colour_or_move_the_terminal() -> None:
    evil = "\x1b[2J\x1b]0;x\x07 \u202e \r\x9b \x00"
    sink = Sink()
    sink.add("K202", evil, Span(evil, 1, 1), Span(evil, 2, 1), notes=(evil,), hint=evil)
    shown = format_text(sink, lambda _: f"{evil}\n{evil}")
    assert not any(sign in shown for sign in "\x1b\x07\u202e\r\x9b\x00")
    assert "\\x1b[2J" in shown


def test_a_style_paints_the_parts() -> None:
    painted = format_text(
        [Diagnostic("K201", "m", (Span("f", 1, 1),))], lambda _: "x", lambda role, text: f"<{role}>{text}</>"
    )
    assert "<error>error[K201 syntax]</>" in painted
    assert "<caret>^</>" in painted


def test_the_payload_names_everything_and_is_json() -> None:
    found = Diagnostic("K304", "rare", (Span("f", 2, 3, 4),), ("5 %",), "h", Severity.NOTICE)
    assert json.loads(json.dumps(as_payload(found))) == {
        "code": "K304",
        "name": "improbable",
        "severity": "notice",
        "message": "rare",
        "places": [{"file": "f", "line": 2, "column": 3, "width": 4}],
        "notes": ["5 %"],
        "hint": "h",
    }


spans = st.builds(Span, st.text(max_size=5), *[st.integers(-5, 500)] * 3)
diagnostics = st.builds(
    Diagnostic,
    st.sampled_from(sorted(CODES)),
    st.text(),
    st.lists(spans, max_size=4).map(tuple),
    st.lists(st.text(), max_size=2).map(tuple),
    st.text(),
    st.sampled_from(Severity),
)


@given(st.lists(diagnostics, max_size=4), st.one_of(st.none(), st.text(st.characters(), max_size=400)))
def test_anything_can_be_formatted_and_encoded(found: list[Diagnostic], source: str | None) -> None:
    shown = format_text(found, lambda _: source)
    shown.encode("utf-8")
    assert shown.isprintable() or "\n" in shown
    json.dumps([as_payload(one) for one in found]).encode("utf-8")


@given(st.text(st.characters()))
def test_harmless_text_has_no_control_characters(text: str) -> None:
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in harmless(text))
