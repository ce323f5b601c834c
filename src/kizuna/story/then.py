"""What attributes were just before an event that has taken place: a sentence about it names those values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kizuna.chronicle.event import Change, Event
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.story.assertions import Answer
from kizuna.story.beats import RuleBeat
from kizuna.story.mentions import is_there, is_value

Values = Mapping[tuple[str, str], float | int]
"""By role and attribute."""


def values_then(beat: RuleBeat, event: Event, events: Sequence[Event], machine: Machine) -> Values:
    """The values that a line names, as its event met them; `events` has all from that on. Not of those who are no
    more."""
    since = [each for each in events if each.number >= event.number]
    named = [(role, attr, beat.roles.get(role, 0)) for role, attr, _ in beat.given]
    return {
        (role, attr): _before(attr, who, event, since, machine) for role, attr, who in named if is_there(who, machine)
    }


def amiss_then(beat: RuleBeat, then: Values, machine: Machine) -> list[tuple[str, str]]:
    """The (role, attribute) of which a line names another value."""
    return [
        (role, attr) for role, attr, value in beat.given
        if (role, attr) in then and not is_value(beat.roles[role], attr, then[role, attr], value, machine)
    ]


def _before(attr: str, bearer: int, event: Event, since: Sequence[Event], machine: Machine) -> float | int:
    """What was written since is undone; of a meter that moves and was not, the curve is read where the event was."""
    ident = machine.ident(bearer)
    written = next((change for each in since for change in each.changes if _writes(change, attr, ident)), None)
    if written is not None:
        return machine.of_ident(int(written.old)) if written.form == "ref" else written.old
    with machine.looking_at(event.time):
        return machine.get(attr, bearer)


def as_it_was(attr: str, bearer: int, value: float | int, earlier: Sequence[Event], machine: Machine) -> Answer:
    """How an attribute stood when something happened whose sentence names another value; `earlier` are all events
    before that."""
    ident = machine.ident(bearer)
    writers = (each.id for each in reversed(earlier) if any(_writes(change, attr, ident) for change in each.changes))
    return Answer(False, Words(machine, {}).state(attr, value, bearer), next(writers, 0))


def _writes(change: Change, attr: str, ident: int) -> bool:
    return (change.attr, change.bearer, change.belief) == (attr, ident, False)
