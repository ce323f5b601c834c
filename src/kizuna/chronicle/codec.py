"""The event record of docs/internals.md: flat buffers of int64 and float64 to events and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kizuna.chronicle.change_codec import (
    CHANGE,
    Malformed,
    decode_change,
    encode_change,
    named,
    word_of,
)
from kizuna.chronicle.event import CAUSES, STATUSES, Cause, Change, Event, Tables

HEAD = 12


def decode(ints: Sequence[int], floats: Sequence[float], tables: Tables, number: int = 0) -> Iterator[Event]:
    """The events of two buffers, the first of which has the given number. Raises Malformed."""
    at = used = 0
    while at < len(ints):
        check(ints, at)
        event, used = _event(ints, floats, at, used, tables, number)
        yield event
        at += ints[at]
        number += 1
    if used != len(floats):
        raise Malformed(f"{len(floats) - used} float words are left over", at)


def decode_one(
    ints: Sequence[int], floats: Sequence[float], at: int, used: int, tables: Tables, number: int
) -> Event:
    """The event whose record begins at int word `at`, its floats at `used`. Raises Malformed."""
    check(ints, at)
    return _event(ints, floats, at, used, tables, number)[0]


def records(ints: Sequence[int]) -> Iterator[Sequence[int]]:
    """The int words of each record, as they were drained."""
    at = 0
    while at < len(ints):
        yield ints[at : at + ints[at]]
        at += ints[at]


def roles_of(record: Sequence[int]) -> Sequence[int]:
    """The identities in the roles of a record."""
    return record[HEAD : HEAD + record[7]]


def count(ints: Sequence[int] | memoryview) -> tuple[int, int, int]:
    """How many records there are, and the moments of the first and the last; lengths are checked, nothing else.

    Raises Malformed.
    """
    at = last = found = 0
    end = len(ints)
    while at < end:
        size = ints[at]
        if size < HEAD or at + size > end:
            raise Malformed(f"a record of {size} words cannot stand here", at)
        last = at
        at += size
        found += 1
    return (found, ints[2], ints[last + 2]) if found else (0, 0, 0)


def check(ints: Sequence[int], at: int) -> None:
    """Whether the counts of a record add up to its length and its codes are known. Raises Malformed."""
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
        change, used = decode_change(ints, floats, mark + CHANGE * index, used, tables, at)
        changes.append(change)
    name = named(tables.rules, rule)
    event = Event(
        number, ident, time, name, STATUSES[status], place, outcome - 1, roles, causes, seen, tuple(changes), amounts
    )
    return event, used


def _cause(ints: Sequence[int], mark: int, at: int) -> Cause:
    sort = ints[mark]
    if not 1 <= sort < len(CAUSES) or ints[mark + 1] < 0:
        raise Malformed(f"a record has an unknown cause ({sort}, {ints[mark + 1]})", at)
    return Cause(CAUSES[sort], ints[mark + 1])


def encode(events: Iterable[Event]) -> tuple[list[int], list[float]]:
    """The buffers that `decode` reads back as the same events."""
    ints: list[int] = []
    floats: list[float] = []
    for event in events:
        start = len(ints)
        ints += [0, event.id, event.time, word_of(event.rule), STATUSES.index(event.status), event.place]
        ints += [event.outcome + 1, len(event.roles), len(event.causes), len(event.witnesses)]
        ints += [len(event.changes), len(event.amounts), *event.roles]
        for cause in event.causes:
            ints += [CAUSES.index(cause.sort), cause.event]
        ints += event.witnesses
        floats += event.amounts
        for change in event.changes:
            encode_change(change, ints, floats)
        ints[start] = len(ints) - start
    return ints, floats


__all__ = ["Malformed", "check", "count", "decode", "decode_one", "encode"]
