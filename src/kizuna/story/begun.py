"""What a line begins and leaves under way, so that a later line can tell its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kizuna.chronicle.event import Event


@dataclass(frozen=True, slots=True)
class Begun:
    """An action that line `line` began and whose end no line has told yet.

    `event` is the id of its begin. `roles` are identities, `amounts` base units. `ended` is the event of its end, once
    it has taken place.
    """

    line: int
    event: int
    rule: str
    roles: Mapping[str, int]
    amounts: Mapping[str, float]
    ended: Event | None = None


def note_ends(begun: dict[int, Begun], events: Iterable[Event]) -> None:
    """Notes which of the things begun (by the ids of their ends) have come to their ends."""
    for event in events:
        if event.id in begun:
            begun[event.id] = replace(begun[event.id], ended=event)
