"""Diagnostics as plain data, for `--format json`."""

from __future__ import annotations

from typing import TypedDict

from kizuna.diagnostics.span import Span
from kizuna.diagnostics.value import Diagnostic


class Place(TypedDict):
    """A place; line and column count from 1 (0: the whole file), `width` is in characters."""

    file: str
    line: int
    column: int
    width: int


class Payload(TypedDict):
    """A diagnostic; `places[0]` is the place of the fault."""

    code: str
    name: str
    severity: str
    message: str
    places: list[Place]
    notes: list[str]
    hint: str


def as_payload(diagnostic: Diagnostic) -> Payload:
    """The diagnostic as dictionaries and lists that `json` can write; texts are whole and can be encoded as UTF-8."""
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.name.lower(),
        "message": _text(diagnostic.message),
        "places": [_place(span) for span in diagnostic.spans],
        "notes": [_text(note) for note in diagnostic.notes],
        "hint": _text(diagnostic.hint),
    }


def _place(span: Span) -> Place:
    return {"file": _text(span.file), "line": span.line, "column": span.column, "width": span.width}


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
