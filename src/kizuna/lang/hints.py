"""What to write instead, by the token at which the reading stopped and the one before it."""

from __future__ import annotations

from kizuna.lang.lexer import HALVES, KEYWORDS

_AT_TOKEN = {
    "=": "to compare, write ==",
    "+=": "`+=` stands in effects only",
    "-=": "`-=` stands in effects only",
    "!=": "`!=` needs a value on each side",
    "else": "`else` needs `if … then …` before it",
    "then": "`then` needs `if` before it",
    "where": "`where` stands within any(…), all(…), count(…), sum(…), least(…) or most(…)",
    "for": "`for` stands within sum(…), least(…) or most(…)",
    "in": "`in` stands within any(…), all(…), count(…), sum(…), least(…) or most(…)",
    "of": "a share is written 5 % of …",
    "%": "% is a unit: 5 %; there is no operator for remainders",
    "if": "write if … then … else …",
    ")": "there is one ) too many, or something is missing before it",
    ",": "a comma stands between arguments: name(a, b)",
    "..": "a range stands under `range` and `chooses` only",
    "string": "a double-quoted text stands in doing(…) only; names are quoted with '",
    "clock": "a time of day is compared: clock >= 22:30",
}
_WANTED = {
    "`then`": "write if … then … else …",
    "`else`": "every `if` needs an `else`",
    "`from`": "write move amount from one to another",
    "`to`": "write move amount from one to another",
    "`certainty`": "write … = value with certainty 80 %",
    "`each`": "write for each x in set",
    "`..`": "a range is written with two points: 1..5",
}
_OPERATORS = frozenset({"+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!=", "and", "or", "not", "is", "of", "if"})
_VALUES = frozenset({"name", "number", "clock", "quoted", "string", "yes", "no", "nobody", ")"})


_COMPARING = frozenset({"==", "!="})
_ENDS = frozenset({"end", ")", ",", "and", "or", "then", "else"})


def hint_for(before: tuple[str, ...], kind: str, text: str, after: str, wanted: str) -> str:
    """A hint for the token `kind` between the two `before` and `after`, where `wanted` was needed ("" for the end).

    "" where there is nothing to say.
    """
    hint = _hint(before[-1], kind, text, after, wanted)
    called = _called(before, kind, text)
    return f"{hint}; what is called so is written '{called}'" if called else hint


def _called(before: tuple[str, ...], kind: str, text: str) -> str:
    """The word of the language that may be meant as the name of a value; "" if there is none."""
    if before[-1] in _COMPARING | {"is"} and kind in KEYWORDS:
        return text
    compared = before[0] in _COMPARING | {"or"} and before[-1] in ("if", "not")
    return before[-1] if compared and kind in _ENDS else ""


def _hint(before: str, kind: str, text: str, after: str, wanted: str) -> str:
    if kind == "=" and after in ("<", ">", "="):
        return f"write {after}= without a space" if after == "=" else f"write {after}="
    if before == ",":
        return "an argument is missing after the comma"
    if kind in ("<", ">") and before in ("<", ">", "="):
        return "write != for different" if before == "<" else "one comparison is enough"
    if kind == "*" and before == "*":
        return "multiply it by itself; * alone stands in a bond: name(a, *)"
    if wanted in _WANTED:
        return _WANTED[wanted]
    if before == "%" and kind in _VALUES:
        return f"a share is written 5 % of {text}"
    if before == "is":
        return "write `is` and a level or value"
    if before in _OPERATORS and kind not in ("=", "else", "then"):
        return f"`{before}` needs something after it"
    if wanted == "`)`" and kind in _VALUES:
        return "an operator, a comma or ) is missing before it"
    if before == "clock" and text.lower() in HALVES:
        return "a time of day is written 22:30, counted from midnight"
    if kind in _AT_TOKEN:
        return _AT_TOKEN[kind]
    if kind in _VALUES and before in _VALUES:
        return "an operator is missing before it"
    return ""
