"""Diagnostics as text for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from kizuna.diagnostics.span import Span
from kizuna.diagnostics.value import Diagnostic, Severity

Style = Callable[[str, str], str]
"""Colours a piece of finished text: (role, text) -> text. Roles: error, warning, notice, place, source, caret, hint."""

_WIDEST = 110           # characters of a source line that are shown
_BEFORE = 40            # of them before the fault, when the line is clipped
_LONGEST = 2_000        # characters of a message, note or hint
_MOST_PLACES = 8        # further places that are listed
_BREAK = re.compile(r"\r\n|\r|\n")


def format_text(
    diagnostics: Iterable[Diagnostic],
    sources: Callable[[str], str | None] | None = None,
    style: Style | None = None,
) -> str:
    """All diagnostics, in the order given, and a closing line such as `1 error, 2 warnings`; no line break at the end.

    `sources` gives the text of a file by its shown name, to quote the faulty line from. What authors wrote is shown
    without control characters, so it can neither colour nor move anything in a terminal.
    """
    quote = _Quoter(sources)
    paint = style or _unpainted
    told = list(diagnostics)
    blocks = [_block(diagnostic, quote, paint) for diagnostic in told]
    return "\n".join([*blocks, summary(told)])


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many there are of each severity: `1 error, 2 warnings, 1 notice`, or `no errors`."""
    counts = dict.fromkeys((Severity.ERROR, Severity.WARNING, Severity.NOTICE), 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    parts = [f"{count} {level.name.lower()}{'' if count == 1 else 's'}" for level, count in counts.items() if count]
    return ", ".join(parts) or "no errors"


def harmless(text: str) -> str:
    """`text` on one line with every control, formatting and unassigned character written out, such as `\\x1b`."""
    return "".join(character if _shown(character) else _escaped(character) for character in text)


def _block(diagnostic: Diagnostic, quote: _Quoter, paint: Style) -> str:
    level = diagnostic.severity.name.lower()
    label = paint(level, f"{level}[{diagnostic.code} {diagnostic.name}]")
    first = diagnostic.spans[0] if diagnostic.spans else None
    head = [paint("place", _place(first))] if first is not None and first.file else []
    lines = ["  ".join([*head, label, _clipped(diagnostic.message)])]
    if first is not None:
        lines += quote.lines(first, paint)
    others = list(dict.fromkeys(span for span in diagnostic.spans[1:] if span.file and span != first))
    for span in others[:_MOST_PLACES]:
        lines.append(f"      also {paint('place', _place(span))}{quote.beside(span, paint)}")
    if len(others) > _MOST_PLACES:
        lines.append(f"      and {len(others) - _MOST_PLACES} further places")
    lines += [f"      {_clipped(line)}" for note in diagnostic.notes for line in _BREAK.split(note)]
    if diagnostic.hint:
        lines.append(f"      {paint('hint', 'hint: ' + _clipped(diagnostic.hint))}")
    return "\n".join(lines)


class _Quoter:
    """Quotes source lines; each file is split once."""

    def __init__(self, sources: Callable[[str], str | None] | None) -> None:
        self.sources = sources
        self.files: dict[str, list[str]] = {}

    def line(self, span: Span) -> str | None:
        """The line that a span lies on, if its file is at hand."""
        if self.sources is None or span.line < 1:
            return None
        if span.file not in self.files:
            self.files[span.file] = _BREAK.split(self.sources(span.file) or "")
        lines = self.files[span.file]
        return lines[span.line - 1] if span.line <= len(lines) else None

    def lines(self, span: Span, paint: Style) -> list[str]:
        """The faulty line and one with carets under the fault."""
        line = self.line(span)
        if line is None or not line.strip():
            return []
        at = min(max(span.column - 1, 0), len(line))
        end = min(at + max(span.width, 1), max(len(line), at + 1))
        begin = 0 if len(line) <= _WIDEST or at < _BEFORE * 2 else at - _BEFORE
        if not begin:
            begin = min(len(line) - len(line.lstrip()), at)
        stop = min(len(line), begin + _WIDEST)
        lead = "…" if begin and line[:begin].strip() else ""
        shown = lead + harmless(line[begin:stop]) + ("…" if stop < len(line) else "")
        gap = _cells(lead + harmless(line[begin:at]))
        marks = max(1, _cells(harmless(line[at : min(end, stop)])))
        return [f"      {paint('source', shown.rstrip())}", f"      {' ' * gap}{paint('caret', '^' * marks)}"]

    def beside(self, span: Span, paint: Style) -> str:
        """The text of a further place, to stand on the same line."""
        line = self.line(span)
        if line is None or not line.strip():
            return ""
        text = harmless(line.strip()[:_WIDEST]) + ("…" if len(line.strip()) > _WIDEST else "")
        return "  " + paint("source", text)


def _place(span: Span) -> str:
    file = harmless(span.file)
    return f"{file}:{span.line}:{span.column}" if span.line else file


def _clipped(text: str) -> str:
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return harmless(cut)


def _shown(character: str) -> bool:
    return character == " " or " " < character < "\x7f" or unicodedata.category(character)[0] in "LMNPS"


def _escaped(character: str) -> str:
    if character == "\t":
        return " "
    if unicodedata.category(character) == "Zs":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def _cells(text: str) -> int:
    """Columns of a terminal that a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _unpainted(role: str, text: str) -> str:
    return text
