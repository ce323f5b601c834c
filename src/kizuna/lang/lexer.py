"""Text of an expression to tokens with their places."""

from __future__ import annotations

import re
from typing import NoReturn

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import shorten

LONGEST = 10_000
"""Characters in one expression."""

KEYWORDS = frozenset(
    {"and", "or", "not", "is", "if", "then", "else", "where", "for", "in", "of", "yes", "no", "nobody"}
)
"""Words that are never (the first word of) a name."""

STOPS = frozenset({"from", "to", "with"})
"""Words that end a name of several words, but may be a name of their own."""

_TOKEN = re.compile(
    r"""\s+
    | (?P<name>[^\W\d]\w*(?:'[^\W\d]\w*)*)
    | (?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![\w:]))
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?!\w|\.[0-9]))
    | (?P<op>\.\.|[<>=!+*/-]=|[-+*/()<>=,%])
    | (?P<quoted>'(?:[^']|'')*')
    | (?P<string>"[^"]*")
    | (?P<bad>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_BLOCK = re.compile(r"\s*(?:create|if|for|chance)\b[^:]*:\s*[\[{]")
_BLOCK_HINT = "write the effect without quotes, on a line of its own"
HALVES = frozenset({"am", "pm"})
"""How halves of a day are written elsewhere."""

_HOUR = re.compile(r"(1[0-2]|0?[1-9])(?::([0-5][0-9]))?(am|pm)", re.IGNORECASE)
_NUMBERISH = re.compile(r"[0-9][\w.:]*")


class Fault(Exception):
    """Unwinds the reading of one expression after its diagnostic has been recorded."""


class Tokens:
    """Parallel lists: `kinds` (name, number, clock, quoted, string, end, or the keyword or operator), texts, places."""

    __slots__ = ("ends", "kinds", "starts", "texts")

    def __init__(self, text: str, span: Span, sink: Sink) -> None:
        """Raises Fault after K006 (too long) or K201 (a character that belongs nowhere)."""
        if len(text) > LONGEST:
            sink.add("K006", f"an expression of {len(text)} characters; {LONGEST} are the limit", span)
            raise Fault
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup
            if kind is None:
                continue
            word = found.group()
            if kind == "op" or (kind == "name" and word in KEYWORDS):
                kind = word
            elif kind == "bad":
                _stray(text, found.start(), span, sink)
            self.kinds.append(kind)
            self.texts.append(word)
            self.starts.append(found.start())
            self.ends.append(found.end())
        self.kinds.append("end")
        self.texts.append("")
        self.starts.append(len(text.rstrip()))
        self.ends.append(len(text))


def _stray(text: str, at: int, span: Span, sink: Sink) -> NoReturn:
    number = _NUMBERISH.match(text, at)
    if number:
        word = number.group()
        sink.add("K201", f"{shorten(word)!r} is not a number", span.inner(at, len(word)), hint=_number_hint(word))
        raise Fault
    char = text[at]
    if char in "'\"":
        sink.add("K201", f"a {char} is opened and not closed", span.inner(at), hint=f"close it with {char}")
        raise Fault
    if _BLOCK.match(text) and char == ":":
        sink.add("K201", "a list or map does not stand within a text", span.inner(at), hint=_BLOCK_HINT)
        raise Fault
    pair = text[at : at + 2]
    for wrong, hint in STRAY.items():
        if pair.startswith(wrong):
            sink.add("K201", f"{wrong!r} has no meaning here", span.inner(at, len(wrong)), hint=hint)
            raise Fault
    sink.add("K201", f"{char!r} has no meaning here", span.inner(at))
    raise Fault


def hour_of(hour: int, half: str) -> int:
    """The hour of the day in `8 pm`."""
    return hour % 12 + (12 if half.lower() == "pm" else 0)


def _number_hint(word: str) -> str:
    hour = _HOUR.fullmatch(word)
    if hour:
        return f"a time of day is written {hour_of(int(hour[1]), hour[3]):02d}:{hour[2] or '00'}"
    if ":" in word:
        return "a time of day is written 22:30"
    if "_" in word:
        return "digits are written without _"
    split = re.match(r"([0-9]+(?:\.[0-9]+)?)([^\W\d_]+)$", word)
    if split:
        return f"put a space between a number and its unit: {shorten(split[1])} {shorten(split[2])}"
    return "a number is written 12 or 2.5"


STRAY = {
    "&&": "write `and`",
    "||": "write `or`",
    "&": "write `and`",
    "|": "write `or`",
    "!": "write `not`",
    "^": "multiply it by itself",
    "?": "write `if … then … else …`",
    ":": "a time of day is written 22:30",
    "[": "sets are made with `where`: any(x in … where …)",
    "]": "sets are made with `where`: any(x in … where …)",
    "{": "braces belong in phrases; here a role is named by its word alone",
    "}": "braces belong in phrases; here a role is named by its word alone",
    ".": "an attribute is written name(bearer)",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    "×": "write *",
    "÷": "write /",
    "−": "write -",
    "–": "write -",
    "…": "a range is written with two points: 1..5",
    "’": "a name is quoted with '",
    "‘": "a name is quoted with '",
    "“": 'write "',
    "”": 'write "',
    ";": "write one condition or effect on each line",
    "@": "",
}
"""Characters of other languages and what to write instead."""
