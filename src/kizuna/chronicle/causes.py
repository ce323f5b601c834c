"""Why an event happened: its causes, theirs, and so on, as a tree in which every event is explained once."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from kizuna.chronicle.event import Cause, Event
from kizuna.chronicle.ids import SHOWN, short_id
from kizuna.chronicle.run import Run
from kizuna.chronicle.telling import Teller

SORTS = {
    "": "", "enabled": "made it possible", "triggered": "set it off", "set the amount": "set the amount",
    "moved the chooser": "moved the chooser",
}

Json = dict[str, "str | int | bool | list[Json]"]


@dataclass(slots=True)
class Node:
    """An event in a causal tree.

    `sort` says how it caused the one above it; `event` is None if the chronicle does not have it. `again` marks a later
    mention of an event that is explained elsewhere in the tree; `hidden` counts causes that were left out.
    """

    ident: int
    sort: str
    event: Event | None
    again: bool = False
    hidden: int = 0
    causes: list[Node] = field(default_factory=list)


def causal_tree(run: Run, event: Event, depth: int = 4, most: int = 40) -> Node:
    """The causes of an event down to `depth` steps, at most `most` events; the nearest are kept.

    Events that are reached by several ways are explained where the way is shortest.
    """
    root = Node(event.id, "", event)
    seen = {event.id}
    queue = deque([(root, 0)])
    count = 1
    while queue:
        node, level = queue.popleft()
        assert node.event is not None
        causes = node.event.causes
        kept = causes if level < depth else ()
        for place, cause in enumerate(kept):
            if cause.event not in seen and count >= most:
                kept = kept[:place]
                break
            child = _child(run, cause, seen)
            node.causes.append(child)
            if child.event is not None and not child.again:
                count += 1
                queue.append((child, level + 1))
        node.hidden = len(causes) - len(kept)
    return root


def _child(run: Run, cause: Cause, seen: set[int]) -> Node:
    again = cause.event in seen
    seen.add(cause.event)
    return Node(cause.event, cause.sort, run.find(cause.event), again)


def draw(root: Node, teller: Teller) -> str:
    """The tree as text; a cause stands under what it caused."""
    lines = [_text(root, teller)]
    _branches(root, "", teller, lines)
    return "\n".join(lines)


def _branches(node: Node, indent: str, teller: Teller, lines: list[str]) -> None:
    for place, child in enumerate(node.causes):
        last = place == len(node.causes) - 1 and not node.hidden
        lines.append(f"{indent}{'└─' if last else '├─'} {_text(child, teller)}")
        _branches(child, f"{indent}{'   ' if last else '│  '}", teller, lines)
    if node.hidden:
        lines.append(f"{indent}⋮ ({node.hidden} more)")


def _text(node: Node, teller: Teller) -> str:
    lead = f"{SORTS[node.sort]}: " if node.sort else ""
    if node.event is None:
        return f"{lead}an event that this chronicle does not have [{short_id(node.ident)[:SHOWN]}]"
    if node.again:
        return f"{lead}{teller.sentence(node.event)}  [{short_id(node.ident)[:SHOWN]}, see there]"
    return lead + teller.line(node.event)


def as_json(node: Node, teller: Teller) -> Json:
    """The tree for programs: every node with its id, sentence and causes."""
    found: Json = {"id": short_id(node.ident), "sort": node.sort, "again": node.again, "hidden": node.hidden}
    if node.event is not None:
        found |= {
            "time_ms": node.event.time, "date": teller.when(node.event), "rule": node.event.rule,
            "status": node.event.status, "sentence": teller.sentence(node.event),
        }
    found["causes"] = [as_json(child, teller) for child in node.causes]
    return found
