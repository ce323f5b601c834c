"""Why a condition does not hold: both values, who changed them last and in which line, and when it holds again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kizuna.chronicle.event import Change, Event
from kizuna.engine.api import Refusal
from kizuna.engine.evaluate import Env, Read
from kizuna.engine.explain import Explanation, Fact, explain
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Expr
from kizuna.story.played import Played
from kizuna.story.wording import Teller
from kizuna.world.model import Requirement

HORIZON = 60 * 86_400_000
"""How far ahead (ms) it is looked whether a condition holds again."""


@dataclass(slots=True)
class Past:
    """The lines played so far, by the events that they were made of."""

    before: Sequence[Played]
    machine: Machine
    _lines: dict[int, tuple[Played, Event]] = field(default_factory=dict)

    def made_by(self, event: int) -> tuple[Played, Event] | None:
        """The line during which an event took place, and the event."""
        if not self._lines:
            self._lines = {found.id: (played, found) for played in self.before for found in played.events}
        return self._lines.get(event)


    def removed_by(self, ident: int) -> tuple[Played, Event] | None:
        """The line and the event by which somebody or something (by identity) came to be no more."""
        for played in reversed(self.before):
            for event in played.events:
                if removes(event, ident):
                    return played, event
        return None


def removes(event: Event, ident: int) -> bool:
    """Whether by an event somebody or something (by identity) came to be no more."""
    return any(change.form == "removed" and change.bearer == ident for change in event.changes)


def causes(failed: Refusal | Requirement, roles: Env, past: Past) -> tuple[str, ...]:
    """The failing part of a requirement in words, and who changed last what it reads."""
    return told(explain(failed, roles, past.machine), past)


def told(explained: Explanation, past: Past) -> tuple[str, ...]:
    """An explanation in words, and who changed last what it reads."""
    return (
        f"{explained.name}: {explained.sentence()}",
        *_changed(explained.facts, past),
    )


def _changed(facts: Iterable[Fact], past: Past) -> tuple[str, ...]:
    """Which line last changed what was read, such as `oil: full, 14 l → spent, 2 l at line 11: …`."""
    found = [(past.made_by(fact.writer), fact) for fact in facts]
    known = [(made, fact) for made, fact in found if made is not None]
    if not known:
        return ()
    (played, event), fact = max(known, key=lambda pair: pair[0][0].index)
    change = next((item for item in event.changes if _is_of(item, fact.read, past.machine)), None)
    steps = _steps(change, fact, past.machine) if change is not None else fact.what
    return (f"{steps} {when(played, event, past.machine)}",)


def when(played: Played, event: Event, machine: Machine) -> str:
    """Where an event stands in the story: `at line 11: …`, what happened by itself before a line had ended, or what was
    `set before line 11`."""
    line = played.line.span.line
    if event.id in played.settings:
        return f"set before line {line}"
    if event.id in played.own or event.status == "directed":
        return f"at line {line}: {played.sentence or played.line.sentence}"
    teller = Teller([machine], played.names)
    return f"by line {line}, {machine.world.calendar.text(event.time)}: {teller.sentence(event)}"


def _is_of(change: Change, read: Read, machine: Machine) -> bool:
    return change.attr == read.attr and change.bearer == machine.ident(read.bearer) and change.belief == read.held


def _steps(change: Change, fact: Fact, machine: Machine) -> str:
    if change.belief:
        return fact.what
    words = Words(machine, {})
    old, new = (_as_handle(change, side, machine) for side in (change.old, change.new))
    target = fact.read.target
    sides = [words.attribute(change.attr, side, fact.read.bearer, target) for side in (old, new)]
    return f"{fact.what}: {sides[0]} → {sides[1]}"


def _as_handle(change: Change, value: float | int, machine: Machine) -> float | int:
    return machine.of_ident(int(value)) if change.form == "ref" else value


def holds_again(expr: Expr, roles: Mapping[str, int], machine: Machine) -> str:
    """When a condition holds again if nobody does anything, as a sentence."""
    when = machine.would(expr, dict(roles), machine.now + HORIZON)
    if when is None:
        return "does not come to hold by itself within 60 days"
    if when <= machine.now:
        return "holds again in the same instant if nobody does anything"
    return f"holds again on {machine.world.calendar.text(when)} if nobody does anything"
