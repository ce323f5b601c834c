"""The part of an event record that says what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kizuna.chronicle.event import FORMS, HELD, Change, Tables
from kizuna.world.luck import stable

CHANGE = 10
"""Int words of a change."""
BELIEF = 16
"""What is added to the form of a change of a belief."""
CREATED = FORMS.index("created")
FLOATS = {0: 2} | {BELIEF + form: 4 if form == 0 else 2 for form in range(len(FORMS))}
"""Float words of a change by its form, 0 where it is not listed."""


class Malformed(ValueError):
    """A record is not of the documented shape. `at` is the index of its first int word."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def decode_change(
    ints: Sequence[int], floats: Sequence[float], mark: int, used: int, tables: Tables, at: int
) -> tuple[Change, int]:
    """The change at int word `mark` of the record at `at`, and where the next one's floats begin. Raises Malformed."""
    code, word, bearer, second, third, fourth, was, is_, old, new = ints[mark:mark + CHANGE]
    belief = code >= BELIEF
    kind = code - BELIEF if belief else code
    if not 0 <= kind < len(FORMS) or not (0 <= was < len(HELD) and 0 <= is_ < len(HELD)):
        raise Malformed(f"a record has an unknown form of change ({code}, {was}, {is_})", at)
    if min(bearer, second, third, fourth) < 0:
        raise Malformed("a change has a negative identity", at)
    form = FORMS[kind]
    need = (2 if form == "float" else 0) + (2 if belief else 0)
    if used + need > len(floats):
        raise Malformed("a record has more changes than there are float words", at)
    before: float | int = old
    after: float | int = new
    if form == "float":
        before, after = floats[used], floats[used + 1]
    sure = (floats[used + need - 2], floats[used + need - 1]) if belief else (0.0, 0.0)
    names = tables.kinds if kind >= 4 else tables.attributes
    name = named(names, word)
    change = Change(form, name, bearer, second, third, fourth, belief, before, after, HELD[was], HELD[is_], *sure)
    return change, used + need


def encode_change(change: Change, ints: list[int], floats: list[float]) -> None:
    """Appends a change to the buffers."""
    real = change.form == "float"
    ints += [FORMS.index(change.form) + BELIEF * change.belief, word_of(change.attr)]
    ints += [change.bearer, change.second, change.third, change.fourth]
    ints += [HELD.index(change.old_status), HELD.index(change.new_status)]
    ints += [0, 0] if real else [int(change.old), int(change.new)]
    if real:
        floats += [float(change.old), float(change.new)]
    if change.belief:
        floats += [change.old_certainty, change.new_certainty]


def named(names: Mapping[int, str], word: int) -> str:
    """The name that a hash stands for; how it is written if the table does not know it."""
    return names.get(word) or f"#{word:x}"


def word_of(name: str) -> int:
    """The hash of a name, also of one that `named` had to write."""
    return int(name[1:], 16) if name.startswith("#") else stable(name)
