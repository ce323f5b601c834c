"""What every command prints with: findings as text or JSON, colours only on a terminal."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from textwrap import wrap
from typing import Annotated, TextIO

import typer

from kizuna.cli.beside import beside_sink, untold
from kizuna.diagnostics import Diagnostic, Severity
from kizuna.diagnostics.formatter import Style, format_text, harmless
from kizuna.diagnostics.payload import as_payload

COLOURS = {
    "error": "1;31", "warning": "1;33", "notice": "1;36", "place": "1", "source": "2", "caret": "31", "hint": "32",
}
"""Terminal colour of each role of the formatter."""


WIDTH = 100
"""Columns that reports keep within."""


class Format(StrEnum):
    """How results are printed."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="for people, or for programs")]
Sources = Callable[[str], str | None]


def style_for(stream: TextIO) -> Style | None:
    """Paints the formatter's roles if `stream` is a terminal that has not said NO_COLOR."""
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return None
    return lambda role, text: f"\x1b[{COLOURS[role]}m{text}\x1b[0m" if role in COLOURS else text


def print_findings(
    found: Iterable[Diagnostic], form: Format, sources: Sources | None = None, stream: TextIO | None = None
) -> int:
    """Print findings and give the exit code: 1 if one is an error. JSON goes to standard output as one document."""
    told = list(found)
    if form is Format.json:
        print_json({"findings": [as_payload(one) for one in told]})
    else:
        stream = stream or sys.stdout
        print(format_text(told, sources, style_for(stream)), file=stream)
    return int(any(one.severity is Severity.ERROR for one in told))


def tell_beside(found: Iterable[Diagnostic], form: Format) -> None:
    """Tell findings that are not what was asked for: at once on standard error, or in the JSON document to come."""
    told = list(found)
    if form is Format.json:
        beside_sink().found += told
    elif told:
        print_findings(told, Format.text, stream=sys.stderr)


def folded(line: str) -> list[str]:
    """A line that is safe to show, on several if it is long; the later ones stand further in, and words stay whole."""
    margin = " " * (len(line) - len(line.lstrip()) + 6)
    return wrap(harmless(line), WIDTH, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False) or [""]


def print_json(data: Mapping[str, object]) -> None:
    """One JSON document, readable; of ASCII alone where the output is not UTF-8, which JSON has to be.

    Findings that were met beside it stand behind those that it has itself, under `findings`.
    """
    if found := untold():
        own = data.get("findings", [])
        assert isinstance(own, list)
        data = {**data, "findings": [*own, *map(as_payload, found)]}
    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    print(json.dumps(data, indent=2, ensure_ascii=plain))
