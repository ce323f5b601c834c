"""What becomes wrong in a story although its world says that it must never be."""

from __future__ import annotations

from collections.abc import Sequence

from kizuna.chronicle.integrity import Faults
from kizuna.diagnostics import Diagnostic
from kizuna.engine.integrity import fault
from kizuna.engine.machine import Machine
from kizuna.story.because import Past, when
from kizuna.story.played import Played


def integrity(played: Sequence[Played], machine: Machine) -> list[Diagnostic]:
    """K701 at the line of the event that made the world wrong; if nothing but time did, at the line by which it was.

    What is so when the story begins is not its fault: of the world only those in its cast are there.
    """
    faults, lines, past = Faults(), {}, Past(played, machine)
    times = [event.time for line in played for event in line.events]
    for line in played:
        for event in line.events:
            if faults.see(event):
                lines[event.id] = line
    found = []
    for event, after in faults.found:
        if after is None and event.time == times[0]:
            continue
        rule, line = machine.world.rules[event.rule], lines[event.id]
        made_by = past.made_by(after.id) if after is not None else None
        note = "by nothing but the passing of time"
        if made_by is not None:
            line, note = made_by[0], when(*made_by, machine)
        names = [machine.label(machine.of_ident(ident)) for ident in event.roles]
        since = f"since {machine.world.calendar.text(event.time)}, {note}"
        found.append(fault(rule, names, [line.line.span, rule.span], [since]))
    return found
