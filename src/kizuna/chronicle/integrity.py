"""Which events of a chronicle are faults of its world, and after which event the world was wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kizuna.chronicle.event import Event
from kizuna.diagnostics import Diagnostic
from kizuna.engine.integrity import fault
from kizuna.world.model import INTEGRITY, World


@dataclass(slots=True)
class Faults:
    """Sees the events of a chronicle one after the other.

    `found` are the events of integrity rules, each with the one after which the world was wrong: the last one at that
    instant that wrote what the rule reads, else the last one at all (what has left a set is in no cell that is read);
    None if nothing but time passed, or if it was so from the start.
    """

    found: list[tuple[Event, Event | None]] = field(default_factory=list)
    _instant: list[Event] = field(default_factory=list)

    def see(self, event: Event) -> bool:
        """Take note of an event; whether it is a fault."""
        if self._instant and self._instant[0].time != event.time:
            self._instant = []
        if not event.rule.startswith(INTEGRITY):
            self._instant.append(event)
            return False
        self.found.append((event, self._after(event)))
        return True

    def _after(self, fault: Event) -> Event | None:
        causes = {cause.event for cause in fault.causes}
        wrote = [event for event in self._instant if event.id in causes]
        if wrote or not fault.time:
            return wrote[-1] if wrote else None
        return self._instant[-1] if self._instant else None


def findings(
    faults: Faults, world: World, label: Callable[[int], str], sentence: Callable[[Event], str]
) -> Iterator[Diagnostic]:
    """K701 for each fault: of whom, since when, and after which event. `label` names identities."""
    for event, after in faults.found:
        note = "from the start" if not event.time else "by nothing but the passing of time"
        if after is not None:
            note = f"after: {sentence(after)}"
        rule = world.rules[event.rule]
        names = [label(ident) for ident in event.roles]
        yield fault(rule, names, [rule.span], [f"since {world.calendar.text(event.time)}, {note}"])
