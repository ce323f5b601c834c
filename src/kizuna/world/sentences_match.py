"""One sentence against one form: all the ways to divide it into the form's words and its slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

MOST = 4_000
"""Places tried for one sentence and one form; a sentence that needs more is given up."""

Accept = Callable[[int, str], bool]
"""Whether a text can stand in the slot with this number."""


def divisions(text: str, folded: str, literals: Sequence[str | None], accept: Accept) -> Iterator[tuple[str, ...]]:
    """The texts of the slots, in order, for each way to read `text` (folded: `folded`) by `literals`, None for a slot.

    A slot's text has no blank at its ends, and `accept` has to take it.
    """
    room = [MOST]
    return _rest(text, folded, literals, 0, 0, (), accept, room)


def _rest(
    text: str, folded: str, literals: Sequence[str | None], part: int, at: int, found: tuple[str, ...], accept: Accept,
    room: list[int],
) -> Iterator[tuple[str, ...]]:
    if part == len(literals):
        if at == len(text):
            yield found
        return
    literal = literals[part]
    if literal is not None:
        if folded.startswith(literal, at):
            yield from _rest(text, folded, literals, part + 1, at + len(literal), found, accept, room)
        return
    for end in _ends(folded, literals, part, at):
        room[0] -= 1
        if room[0] < 0:
            return
        words = text[at:end]
        if words == words.strip() and accept(len(found), words):
            yield from _rest(text, folded, literals, part + 1, end, (*found, words), accept, room)


def _ends(folded: str, literals: Sequence[str | None], part: int, at: int) -> Iterator[int]:
    """Where the slot that begins at `at` can end: before each occurrence of the next literal, or with the sentence."""
    if part + 1 == len(literals):
        if at < len(folded):
            yield len(folded)
        return
    follows = literals[part + 1]
    if follows is None:
        yield from range(at + 1, len(folded))
        return
    if part + 2 == len(literals):
        end = len(folded) - len(follows)
        if end > at and folded.endswith(follows):
            yield end
        return
    end = folded.find(follows, at + 1)
    while end >= 0:
        yield end
        end = folded.find(follows, end + 1)
