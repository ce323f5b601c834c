"""A what-if as text for people and as plain data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kizuna.chronicle.event import Event
from kizuna.story.diff import Changed
from kizuna.story.twins import Twins
from kizuna.story.wording import Teller

Entry = tuple[str, ...]
"""What is listed, and lines that belong to it, further in."""


def teller_of(twins: Twins) -> Teller:
    """Writes events with the names of both sides."""
    lines = [*twins.base.played, *twins.other]
    return Teller(twins.machines, {ident: name for item in lines for ident, name in item.names.items()})


def twins_text(twins: Twins, most: int) -> list[str]:
    """Lines: the first divergence; what is gone, new and changed; which lines cannot be played; how the world differs.

    Of each sort at most so many entries; those left out are counted. Numbers that stay within a level come last.
    """
    teller = teller_of(twins)
    plain = [item for item in twins.states if item.sort != "belief"]
    ends = [*(item for item in plain if item.level), *(item for item in plain if not item.level)]
    beliefs = [item for item in twins.states if item.sort == "belief"]
    sections: dict[str, list[Entry]] = {
        "gone": [_event(event, twins, teller) for event in twins.diff.gone],
        "new": [_event(event, twins, teller) for event in twins.diff.new],
        "changed": [_changed(item, twins, teller) for item in twins.diff.changed if item.notable],
        "beats that cannot happen any more": list(_skipped(twins)),
        "beats that can happen now": [(f"line {item.line.span.line}: {item.sentence}",) for item in twins.gained],
        "in the end": [(item.right, f"    (was: {item.left})") for item in ends],
        "who believes what": [(item.right, f"    (was: {item.left})") for item in beliefs],
    }
    lines = [f"What if: {twins.told}", *_first(twins, teller)]
    for title, entries in sections.items():
        lines += _section(title, entries, most)
    if not (twins.diff.gone or twins.diff.new or twins.diff.changed):
        lines.append("nothing is different")
    lines.append(_closing(twins))
    return lines


def _closing(twins: Twins) -> str:
    """How many events there are of each sort; of the changed ones also how many are not listed."""
    diff = twins.diff
    seen = sum(1 for item in diff.changed if not item.notable)
    rest = f" ({seen} of them only in who saw it)" if seen else ""
    return f"{len(diff.gone)} gone, {len(diff.new)} new, {len(diff.changed)} changed{rest}, {diff.same} the same"


def _section(title: str, entries: list[Entry], most: int) -> Iterator[str]:
    if entries:
        yield f"{title}:"
        yield from (f"  {line}" for entry in entries[:most] for line in entry)
        if len(entries) > most:
            yield f"  … and {len(entries) - most} more"


def _first(twins: Twins, teller: Teller) -> Iterator[str]:
    first = twins.diff.first
    if first is not None:
        event = first.left if isinstance(first, Changed) else first
        yield f"first divergence: {_when(first.time, twins)}  {teller.sentence(event)}"


def _when(moment: int, twins: Twins) -> str:
    return twins.machines[0].world.calendar.text(moment)


def _event(event: Event, twins: Twins, teller: Teller) -> Entry:
    return f"{_when(event.time, twins)}  {teller.sentence(event)}", *_way(event.id, twins, teller)


def _changed(item: Changed, twins: Twins, teller: Teller) -> Entry:
    moved = f" (was {_when(item.left.time, twins)})" if "time" in item.aspects else ""
    what = [aspect for aspect in item.aspects if aspect != "time"]
    other = f": other {', '.join(what)}" if what else ""
    when, way = _when(item.right.time, twins), _way(item.right.id, twins, teller)
    return f"{when}{moved}  {teller.sentence(item.right)}{other}", *way


def _way(ident: int, twins: Twins, teller: Teller) -> Entry:
    """How an event hangs together with the change, if that is known; of a value that is set, that it is."""
    way = twins.ways.get(ident)
    if way is not None and way.events == (ident,) and not twins.left_out:
        return ("    [set by the change]",)
    if way is None or len(way.events) < 3:
        return ()
    gone = {event.id for event in twins.diff.gone}
    mark = "" if ident in gone else " (gone)"     # what is gone cannot be a cause of what happens, but its absence
    steps = [
        f"{teller.sentence(event)}{mark if event.id in gone else ''}" for event in _found(way.events[1:-1], twins)
    ]
    return (f"    because of: {' ← '.join(dict.fromkeys(steps))}",) if steps else ()


def _found(idents: tuple[int, ...], twins: Twins) -> list[Event]:
    return [twins.events[ident] for ident in idents if ident in twins.events]


def _skipped(twins: Twins) -> Iterator[Entry]:
    """The lines that cannot be played, with why; those that only follow from one are named after it."""
    after: dict[int, list[int]] = {}
    lost = {item.index for item in twins.skipped}
    for item in twins.skipped:
        if item.root >= 0:
            after.setdefault(item.root, []).append(item.line.span.line)
    for item in twins.skipped:
        if item.root == twins.index or item.root not in lost:
            notes = [note for finding in item.findings[:1] for note in finding.notes[:2]]
            if item.index in after:
                notes.append(f"lines that follow: {', '.join(str(line) for line in after[item.index])}")
            yield f"line {item.line.span.line}: {item.sentence or item.line.sentence}", *(f"    {n}" for n in notes)


def twins_data(twins: Twins) -> dict[str, Any]:
    """The whole comparison as dictionaries and lists that `json` can write."""
    teller = teller_of(twins)
    first = twins.diff.first
    return {
        "story": twins.base.name,
        "change": twins.told,
        "line": twins.other[twins.index].line.span.line,
        "first": first.time if first is not None else None,
        "gone": [_event_data(event, twins, teller) for event in twins.diff.gone],
        "new": [_event_data(event, twins, teller) for event in twins.diff.new],
        "changed": [
            {**_event_data(item.right, twins, teller), "aspects": list(item.aspects), "was": item.left.time}
            for item in twins.diff.changed
        ],
        "same": twins.diff.same,
        "beats": [
            {
                "line": item.line.span.line,
                "sentence": item.sentence,
                "verdict": item.verdict,
                "was": was.verdict,
                "why": [note for finding in item.findings for note in finding.notes] if not item.fine else [],
            }
            for item, was in zip(twins.other, twins.base.played, strict=True)
        ],
        "states": [
            {"sort": item.sort, "attribute": item.attr, "left": item.left, "right": item.right, "level": item.level}
            for item in twins.states
        ],
    }


def _event_data(event: Event, twins: Twins, teller: Teller) -> dict[str, Any]:
    way = twins.ways.get(event.id)
    return {
        "id": event.id,
        "time": event.time,
        "when": _when(event.time, twins),
        "sentence": teller.sentence(event),
        "way": list(way.events) if way else [],
        "absence": bool(way and way.absence),
    }
