"""Events as lines of text: when, what in the world's own sentence, and what it changed."""

from __future__ import annotations

from collections.abc import Callable

from kizuna.chronicle.event import Change, Event
from kizuna.chronicle.ids import SHOWN, short_id
from kizuna.chronicle.manifest import OUTSIDE
from kizuna.chronicle.names import Names
from kizuna.lang.quantity import spell

Writes = Callable[[Event], str | None]
"""Gives an event's sentence by its rule's phrase, None where it has none."""

STAGES = {"begins": "begins", "interrupted": "is broken off", "fails": "fails"}
"""What stands before the sentence of an event that is not the good end of something."""


class Teller:
    """Tells the events of one run. Without `writes` every event has the generic form."""

    def __init__(self, names: Names, writes: Writes | None = None) -> None:
        self.names = names
        self._writes = writes

    def line(self, event: Event) -> str:
        """One line: the moment, the sentence, the short id."""
        return f"{self.when(event)}  {self.sentence(event)}  [{short_id(event.id)[:SHOWN]}]"

    def when(self, event: Event) -> str:
        """The moment of an event in the calendar of its run."""
        return self.names.calendar.text(event.time)

    def sentence(self, event: Event) -> str:
        """What happened, by a phrase of the world if there is one."""
        written = self._writes(event) if self._writes is not None else None
        return written or self.generic(event)

    def generic(self, event: Event) -> str:
        """What happened without a phrase: the rule's name and who took part in which role."""
        if event.rule == OUTSIDE:
            return "is set from outside: " + ("; ".join(self.changes(event)) or "nothing that was not so")
        rule = self.names.rules.get(event.rule)
        name = rule.name if rule is not None else event.rule
        roles = rule.roles if rule is not None else []
        parts = [
            f"{roles[place]} {self.names.label(ident)}" if place < len(roles) else self.names.label(ident)
            for place, ident in enumerate(event.roles) if ident
        ]
        outcome = self.outcome(event)
        tail = f" ({outcome})" if outcome else ""
        lead = f"{STAGES[event.status]}: " if event.status in STAGES else ""
        return f"{lead}{name}{': ' if parts else ''}{', '.join(parts)}{tail}"

    def outcome(self, event: Event) -> str:
        """The name of the outcome that luck gave, "" if there was none."""
        rule = self.names.rules.get(event.rule)
        if rule is None or not 0 <= event.outcome < len(rule.outcomes):
            return ""
        return rule.outcomes[event.outcome]

    def amounts(self, event: Event) -> list[str]:
        """The amounts of an event with their names and units, such as `dose 30 water`."""
        rule = self.names.rules.get(event.rule)
        rows = rule.amounts if rule is not None else []
        return [
            f"{rows[n].name} {spell(v, rows[n].unit, rows[n].unit_size)}" if n < len(rows) else spell(v, "", 1.0)
            for n, v in enumerate(event.amounts)
        ]

    def changes(self, event: Event) -> list[str]:
        """What an event changed, a line each: `Mei's water: fair, 60 l → low, 12 l`."""
        return [self.change(change) for change in event.changes]

    def change(self, change: Change) -> str:
        """One change; levels come first, numbers after."""
        names = self.names
        if change.form in ("created", "removed"):
            return f"{names.label(change.bearer)} {'is made' if change.form == 'created' else 'is no more'}"
        if change.belief:
            return self._belief(change)
        name = change.attr.rpartition(".")[2].replace("_", " ")
        toward = f" for {names.label(change.second)}" if ">" in change.attr else ""
        old, new = (names.value(change.attr, v, change.form, change.bearer) for v in (change.old, change.new))
        row = names.attributes.get(change.attr)
        if toward and row is not None and row.form == "flag":
            return f"{names.label(change.bearer)} {name} {names.label(change.second)}: {old} → {new}"
        return f"{names.label(change.bearer)}'s {name}{toward}: {old} → {new}"

    def _belief(self, change: Change) -> str:
        names = self.names
        name = change.attr.rpartition(".")[2].replace("_", " ")
        toward = f" for {names.label(change.third)}" if change.third else ""
        subject = f"{names.label(change.second)}'s {name}{toward}"
        if change.fourth:
            subject = f"what {names.label(change.fourth)} believes of {subject}"
        old, new = (
            self._held(change, status, value, sure)
            for status, value, sure in (
                (change.old_status, change.old, change.old_certainty),
                (change.new_status, change.new, change.new_certainty),
            )
        )
        return f"{names.label(change.bearer)} on {subject}: {old} → {new}"

    def _held(self, change: Change, status: str, value: float | int, sure: float) -> str:
        if status != "known":
            return {"none": "has heard nothing", "unknown": "does not know", "open": "wonders"}[status]
        text = self.names.value(change.attr, value, change.form)
        return f"believes {text}" if sure >= 1.0 else f"believes {text} ({spell(sure, '%', 0.01)} sure)"
