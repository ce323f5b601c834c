"""From which earlier failure a line follows that holds in the history in which everything happened as it is written."""

from __future__ import annotations

from collections.abc import Sequence

from kizuna.engine.machine import Machine
from kizuna.story.because import Past
from kizuna.story.footprint import BELIEF, Cell
from kizuna.story.played import FAILS, FOLLOWS, Played


def root_of(played: Played, lines: Sequence[Played], written: Past) -> int:
    """The index of the failure that a line follows from.

    `lines` are those before it. It is that of the last line that fails for the same reason, else the one that made what
    the line reads in the history `written`, else the last that would have changed what it reads, else the last.
    """
    same = [item for item in lines if item.cause and item.cause == played.cause and item.verdict in (FAILS, FOLLOWS)]
    if same:
        return _own_root(same[-1])
    made = [maker for cell in played.reads.cells for maker in _makers(_writer(cell, written.machine), lines, written)]
    if made:
        return max(made)
    lost = [item for item in lines if item.verdict == FAILS]
    near = [item for item in lost if item.writes.meets(played.reads)]
    later = [item for item in lines if item.verdict == FOLLOWS and item.writes.meets(played.reads)]
    return _own_root(later[-1] if later and not near else (near or lost)[-1])


def _own_root(item: Played) -> int:
    return item.root if item.verdict == FOLLOWS else item.index


def _writer(cell: Cell, machine: Machine) -> int:
    """The event that wrote a cell last; 0 if none did, if the cell stands for several, or if there is no such thing."""
    key = cell.attr.removeprefix(BELIEF)
    bond = machine.world.attributes[key].bond
    if not all(machine.is_row(end) for end in (cell.bearer, cell.target) if end):
        return 0
    if key != cell.attr:
        whole = cell.bearer and cell.target and not bond
        return machine.held(cell.bearer, key, [cell.target]).source if whole else 0
    return machine.writer(key, cell.bearer, cell.target) if cell.bearer and (cell.target or not bond) else 0


def _makers(event: int, lines: Sequence[Played], written: Past) -> list[int]:
    """The failures that an event goes back to: its line's own, or by its causes those of earlier ones."""
    found, seen, todo = [], set[int](), [event]
    while todo:
        made_by = written.made_by(todo.pop())
        if made_by is None or made_by[1].id in seen:
            continue
        record, now = made_by
        seen.add(now.id)
        line = lines[record.index]
        if line.verdict in (FAILS, FOLLOWS) and (now.id in record.own or now.status == "directed"):
            found.append(_own_root(line))
        else:
            todo += [cause.event for cause in now.causes]
    return found
