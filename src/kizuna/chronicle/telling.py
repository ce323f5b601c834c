"""Events as lines of text: when, what in the world's own sentence, and what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kizuna.chronicle.event import HELD, Change, Event
from kizuna.chronicle.ids import SHOWN, short_id
from kizuna.chronicle.manifest import OUTSIDE
from kizuna.chronicle.names import Names
from kizuna.lang.quantity import spell
from kizuna.world.wording import bare, spaced

Writes = Callable[[Event], str | None]
"""Gives an event's sentence by its rule's phrase, None where it has none."""
States = Callable[[str, int, int, int], str]
"""Says that an attribute of somebody, for bonds towards another, has a value: by its phrase, "" where it has none."""

Written = tuple[int, int, float | int, float | int]
"""A change of an attribute: whose, for bonds towards whom, and the values before and after."""
Believed = tuple[int, int, int, int, int, float | int, float, int, float | int, float]
"""A change of a belief: the holder, the subjects, the other holder, then before and after: an index of `HELD`, value,
certainty."""
KNOWN = HELD.index("known")
_NOT_KNOWN = {"none": "has heard nothing", "unknown": "does not know", "open": "wonders"}

STAGES = {"begins": "begins", "interrupted": "is broken off", "fails": "fails"}
"""What stands before the sentence of an event that is not the good end of something."""


class Teller:
    """Tells the events of one run. Without `writes` every event has the generic form, without `states` no state has a
    sentence."""

    def __init__(self, names: Names, writes: Writes | None = None, states: States | None = None) -> None:
        self.names = names
        self._writes, self._states = writes, states

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

    def state(self, attr: str, bearer: int, second: int, value: int) -> str:
        """A state in the world's own sentence, "" if it has none."""
        return self._states(attr, bearer, second, value) if self._states is not None else ""

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

    def became(self, event: Event) -> list[str]:
        """The same, but of a flag that has a sentence what is so now."""
        return [self._stated(change) or self.change(change) for change in event.changes]

    def _stated(self, change: Change) -> str:
        row = self.names.attributes.get(change.attr)
        flag = row is not None and row.form == "flag" and not change.belief
        return self.state(change.attr, change.bearer, change.second, int(change.new)) if flag else ""

    def change(self, change: Change) -> str:
        """One change; levels come first, numbers after."""
        if change.belief:
            before, after = (
                (HELD.index(status), value, sure)
                for status, value, sure in (
                    (change.old_status, change.old, change.old_certainty),
                    (change.new_status, change.new, change.new_certainty),
                )
            )
            held = change.bearer, change.second, change.third, change.fourth, *before, *after
            return next(self.beliefs(change.form, change.attr, [held]))
        written = change.bearer, change.second, change.old, change.new
        return next(self.writings(change.form, change.attr, [written]))

    def writings(self, form: str, attr: str, found: Iterable[Written]) -> Iterator[str]:
        """Changes of one attribute, or of what there is of a kind."""
        names, label = self.names, self.names.label
        if form in ("created", "removed"):
            yield from (f"{label(bearer)} {'is made' if form == 'created' else 'is no more'}" for bearer, *_ in found)
            return
        value, name = names.speller(attr, form), _spoken(attr)
        row, bond = names.attributes.get(attr), ">" in attr
        mark = bond and row is not None and row.form == "flag"
        for bearer, second, old, new in found:
            toward = f" for {label(second)}" if bond else ""
            what = f"{label(bearer)} {name} {label(second)}" if mark else f"{label(bearer)}'s {name}{toward}"
            yield f"{what}: {value(old, bearer)} → {value(new, bearer)}"

    def beliefs(self, form: str, attr: str, found: Iterable[Believed]) -> Iterator[str]:
        """Changes of what is believed of one attribute."""
        label, value, name = self.names.label, self.names.speller(attr, form), _spoken(attr)

        def held(status: int, what: float, sure: float) -> str:
            if status != KNOWN:
                return _NOT_KNOWN[HELD[status]]
            text = value(what, 0)
            return f"believes {text}" if sure >= 1.0 else f"believes {text} ({spell(sure, '%', 0.01)} sure)"

        for holder, second, third, fourth, was, old, sure, is_, new, surer in found:
            toward = f" for {label(third)}" if third else ""
            subject = f"{label(second)}'s {name}{toward}"
            if fourth:
                subject = f"what {label(fourth)} believes of {subject}"
            yield f"{label(holder)} on {subject}: {held(was, old, sure)} → {held(is_, new, surer)}"


def _spoken(attr: str) -> str:
    """An attribute's name without its owner, in words."""
    return spaced(bare(attr))
