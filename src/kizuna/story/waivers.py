"""Comments in the line of a beat that mean something: `<!-- intended K203: why -->` accepts a finding knowingly, and
`<!-- set: feelings -->` sets what the line says by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from kizuna.diagnostics import Diagnostic, Severity, Sink, Span
from kizuna.diagnostics.codes import CODES
from kizuna.diagnostics.nearest import shorten

_COMMENT = re.compile(r"<!--(.*?)(?:-->|$)", re.DOTALL)
_WAIVER = re.compile(r"\s*intended\s+(K\d{3})\s*(?::\s*(.*?))?\s*", re.DOTALL)
_MARK = re.compile(r"\s*set\s*:\s*(.*?)\s*", re.DOTALL)
_WORD = re.compile(r"\s*([^\W\d_]+)\s*(?:(:)|(\w+)?\s*$)?")
_CODE = re.compile(r"\s*(?:[^\W\d]+\s+)?(K\d{3})\s*:")
_ALIKE = 0.8
"""From what likeness on a comment's first word is taken for a misspelt mark."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One accepted finding: its code, the author's reason, and where it stands."""

    code: str
    reason: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A state or belief that is set from outside, since no rule of the world brings it about; `lacks` says what for."""

    lacks: str
    span: Span


@dataclass(frozen=True, slots=True)
class Stray:
    """A comment that looks like a mark and is none, and the mark that it looks like."""

    text: str
    meant: str
    span: Span


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding together with the waiver that accepts it; it does not count."""

    finding: Diagnostic
    reason: str


def split_comments(text: str, span: Span) -> tuple[str, tuple[Waiver, ...], Mark | None, tuple[Stray, ...]]:
    """A line without its comments (blanked, so that columns stay right), and the waivers, the mark, and what only looks
    like one in them."""
    waivers, strays = [], []
    mark = None
    for comment in _COMMENT.finditer(text):
        place = span.inner(comment.start(), comment.end() - comment.start())
        waiver, marked = _WAIVER.fullmatch(comment.group(1)), _MARK.fullmatch(comment.group(1))
        if waiver:
            waivers.append(Waiver(waiver.group(1), waiver.group(2) or "", place))
        elif marked:
            mark = Mark(marked.group(1), place)
        elif meant := _meant(comment.group(1)):
            strays.append(Stray(comment.group(1).strip(), meant, place))
    blanked = _COMMENT.sub(lambda comment: " " * len(comment.group(0)), text)
    return blanked.rstrip(), tuple(waivers), mark, tuple(strays)


def _meant(comment: str) -> str:
    """The mark that a comment seems to be meant as; "" if it is a comment like any other."""
    coded, word = _CODE.match(comment), _WORD.match(comment)
    if coded:
        return f"<!-- intended {coded.group(1)}: why -->"
    if word is None:
        return ""
    said = word.group(1).casefold()
    if SequenceMatcher(None, said, "intended").ratio() >= _ALIKE:
        return "<!-- intended K203: why -->"
    short = word.group(2) or word.end() == len(comment)  # a longer comment that begins so is prose
    return "<!-- set: feelings -->" if short and SequenceMatcher(None, said, "set").ratio() >= _ALIKE else ""


def no_mark(stray: Stray) -> Diagnostic:
    """K308: a comment that means nothing and looks as if it should."""
    code = CODES["K308"]
    return Diagnostic(
        "K308", f"the comment {shorten(stray.text)!r} is no mark", (stray.span,),
        ("marks are  <!-- intended K203: why -->  and  <!-- set: feelings -->",), f"did you mean  {stray.meant}  ?",
        Severity(code.severity),
    )


def accept(
    findings: list[Diagnostic], waivers: tuple[Waiver, ...], sink: Sink
) -> tuple[list[Diagnostic], list[Accepted]]:
    """Parts findings into those that count and those that are accepted; a waiver that met nothing is K308 in `sink`.

    A waiver accepts the findings of its code whose first place is in its own line.
    """
    by_line = {(waiver.span.file, waiver.span.line, waiver.code): waiver for waiver in waivers}
    counting: list[Diagnostic] = []
    accepted: list[Accepted] = []
    used: set[Waiver] = set()
    for finding in findings:
        place = finding.spans[0] if finding.spans else None
        waiver = by_line.get((place.file, place.line, finding.code)) if place else None
        if waiver is None:
            counting.append(finding)
        else:
            used.add(waiver)
            accepted.append(Accepted(finding, waiver.reason))
    for waiver in waivers:
        if waiver.code not in CODES:
            hint = "the code of a finding stands in its brackets, such as K203"
            sink.add("K308", f"there is no finding {waiver.code}", waiver.span, hint=hint)
        elif not waiver.reason:
            sink.add("K308", f"{waiver.code} is accepted without a reason", waiver.span, hint="say why, after a colon")
        elif waiver not in used:
            sink.add(
                "K308",
                f"{waiver.code} is accepted here, but is not found",
                waiver.span,
                hint="take the comment out of the line",
            )
    return counting, accepted
