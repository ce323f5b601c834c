"""The event record of docs/internals.md: flat buffers of int64 and float64 to events and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kizuna.chronicle.event import CAUSES, FORMS, HELD, STATUSES, Cause, Change, Event, Tables
from kizuna.world.luck import stable

HEAD = 12
CHANGE = 10
BELIEF = 16
_CREATED = FORMS.index("created")
_FLOATS = {0: 2} | {BELIEF + form: 4 if form == 0 else 2 for form in range(len(FORMS))}
"""Float words of a change by its form."""


class Malformed(ValueError):
    """A record is not of the documented shape. `at` is the index of its first int word."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def decode(ints: Sequence[int], floats: Sequence[float], tables: Tables, number: int = 0) -> Iterator[Event]:
    """The events of two buffers, the first of which has the given number. Raises Malformed."""
    at = used = 0
    while at < len(ints):
        _check(ints, at)
        event, used = _event(ints, floats, at, used, tables, number)
        yield event
        at += ints[at]
        number += 1
    if used != len(floats):
        raise Malformed(f"{len(floats) - used} float words are left over", at)


def decode_one(
    ints: Sequence[int], floats: Sequence[float], at: int, used: int, tables: Tables, number: int
) -> Event:
    """The event whose record begins at int word `at`, its floats at `used` (see `skim`). Raises Malformed."""
    _check(ints, at)
    return _event(ints, floats, at, used, tables, number)[0]


class Skimmed(NamedTuple):
    """Where a record begins in both buffers, whose it is, and whether it made something."""

    at: int
    used: int
    event: int
    makes: bool


def skim(ints: Sequence[int]) -> Iterator[Skimmed]:
    """Where the records of a buffer begin, without decoding them. Raises Malformed."""
    at = used = 0
    while at < len(ints):
        _check(ints, at)
        size, n_changes = ints[at], ints[at + 10]
        forms = ints[at + size - CHANGE * n_changes:at + size:CHANGE]
        yield Skimmed(at, used, ints[at + 1], _CREATED in forms)
        used += ints[at + 11] + sum(_FLOATS.get(form, 0) for form in forms)
        at += size


def heads(ints: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(index of the first word, event id) of each record, without decoding it. Raises Malformed."""
    at = 0
    while at < len(ints):
        _check(ints, at)
        yield at, ints[at + 1]
        at += ints[at]


def _check(ints: Sequence[int], at: int) -> None:
    """Whether the counts of a record add up to its length and its codes are known."""
    size = ints[at]
    if size < HEAD or at + size > len(ints):
        raise Malformed(f"a record of {size} words cannot stand here", at)
    counts = ints[at + 7:at + 12]
    if min(counts) < 0 or HEAD + counts[0] + 2 * counts[1] + counts[2] + CHANGE * counts[3] != size:
        raise Malformed("the counts of a record do not add up to its length", at)
    if not 0 <= ints[at + 4] < len(STATUSES) or ints[at + 6] < 0:
        raise Malformed(f"a record has the unknown status {ints[at + 4]} or outcome {ints[at + 6]}", at)
    if ints[at + 1] < 0 or ints[at + 5] < 0 or min(ints[at + HEAD:at + HEAD + counts[0]], default=0) < 0:
        raise Malformed("a record has a negative identity", at)


def _event(
    ints: Sequence[int], floats: Sequence[float], at: int, used: int, tables: Tables, number: int
) -> tuple[Event, int]:
    _, ident, time, rule, status, place, outcome, n_roles, n_causes, n_seen, n_changes, n_amounts = ints[at:at + HEAD]
    if used + n_amounts > len(floats):
        raise Malformed("a record has more amounts than there are float words", at)
    mark = at + HEAD
    roles = tuple(ints[mark:mark + n_roles])
    mark += n_roles
    causes = tuple(_cause(ints, mark + 2 * index, at) for index in range(n_causes))
    mark += 2 * n_causes
    seen = tuple(ints[mark:mark + n_seen])
    if min(seen, default=0) < 0:
        raise Malformed("a record has a negative identity", at)
    mark += n_seen
    amounts = tuple(floats[used:used + n_amounts])
    used += n_amounts
    changes: list[Change] = []
    for index in range(n_changes):
        change, used = _change(ints, floats, mark + CHANGE * index, used, tables, at)
        changes.append(change)
    name = tables.rules.get(rule) or unknown(rule)
    event = Event(
        number, ident, time, name, STATUSES[status], place, outcome - 1, roles, causes, seen, tuple(changes), amounts
    )
    return event, used


def _cause(ints: Sequence[int], mark: int, at: int) -> Cause:
    sort = ints[mark]
    if not 1 <= sort < len(CAUSES) or ints[mark + 1] < 0:
        raise Malformed(f"a record has an unknown cause ({sort}, {ints[mark + 1]})", at)
    return Cause(CAUSES[sort], ints[mark + 1])


def _change(
    ints: Sequence[int], floats: Sequence[float], mark: int, used: int, tables: Tables, at: int
) -> tuple[Change, int]:
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
    name = names.get(word) or unknown(word)
    change = Change(form, name, bearer, second, third, fourth, belief, before, after, HELD[was], HELD[is_], *sure)
    return change, used + need


def encode(events: Iterable[Event]) -> tuple[list[int], list[float]]:
    """The buffers that `decode` reads back as the same events."""
    ints: list[int] = []
    floats: list[float] = []
    for event in events:
        start = len(ints)
        ints += [0, event.id, event.time, _word(event.rule), STATUSES.index(event.status), event.place]
        ints += [event.outcome + 1, len(event.roles), len(event.causes), len(event.witnesses)]
        ints += [len(event.changes), len(event.amounts), *event.roles]
        for cause in event.causes:
            ints += [CAUSES.index(cause.sort), cause.event]
        ints += event.witnesses
        floats += event.amounts
        for change in event.changes:
            _encode_change(change, ints, floats)
        ints[start] = len(ints) - start
    return ints, floats


def _encode_change(change: Change, ints: list[int], floats: list[float]) -> None:
    real = change.form == "float"
    ints += [FORMS.index(change.form) + BELIEF * change.belief, _word(change.attr)]
    ints += [change.bearer, change.second, change.third, change.fourth]
    ints += [HELD.index(change.old_status), HELD.index(change.new_status)]
    ints += [0, 0] if real else [int(change.old), int(change.new)]
    if real:
        floats += [float(change.old), float(change.new)]
    if change.belief:
        floats += [change.old_certainty, change.new_certainty]


def unknown(word: int) -> str:
    """How a hash is written whose name no table knows."""
    return f"#{word:x}"


def _word(name: str) -> int:
    return int(name[1:], 16) if name.startswith("#") else stable(name)
