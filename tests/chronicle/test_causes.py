"""Causal trees: typed causes, every event once, and what is left out is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from chronicle_samples import TABLES, Lived, simple

from kizuna.chronicle.causes import Node, as_json, causal_tree, draw
from kizuna.chronicle.event import Cause, Event
from kizuna.chronicle.ids import short_id
from kizuna.chronicle.run import Run
from kizuna.chronicle.telling import Teller
from kizuna.diagnostics import Sink


class Few:
    """As much of a run as a tree needs: a few events by id."""

    def __init__(self, *events: Event) -> None:
        self.events = {event.id: event for event in events}

    def find(self, ident: int) -> Event | None:
        """The event with this id."""
        return self.events.get(ident)


def caused(number: int, *by: int) -> Event:
    """An event that earlier ones enabled."""
    return simple(number, causes=tuple(Cause("enabled", 1000 + cause) for cause in by))


def nodes(root: Node) -> Iterator[Node]:
    """All nodes of a tree."""
    yield root
    for child in root.causes:
        yield from nodes(child)


@pytest.fixture
def teller(lived: Lived) -> Teller:
    """A teller without phrases."""
    run = Run.open(lived.out, Sink())
    assert run is not None
    return Teller(run.names)


def tree(event: Event, *others: Event, depth: int = 9, most: int = 99) -> Node:
    """A tree over a few events."""
    return causal_tree(cast(Run, Few(event, *others)), event, depth, most)


def test_every_event_is_explained_once_where_the_way_to_it_is_shortest() -> None:
    """3 causes both 4 and 5, which cause 6; it is explained under 6 itself."""
    root = tree(caused(6, 5, 4, 3), caused(5, 3), caused(4, 3), caused(3, 2), caused(2))
    explained = [node.ident for node in nodes(root) if not node.again]
    assert sorted(explained) == [1002, 1003, 1004, 1005, 1006]
    assert [node.ident for node in root.causes if not node.again] == [1005, 1004, 1003]
    assert all(not node.causes for node in nodes(root) if node.again)


def test_a_circle_of_causes_ends() -> None:
    """No engine makes one; a damaged chronicle may."""
    root = tree(caused(1, 2), caused(2, 1))
    assert [node.again for node in nodes(root)] == [False, False, True]


def test_depth_and_size_are_bounded_and_what_is_hidden_is_counted() -> None:
    """Hidden and shown causes of a node add up to all it has."""
    events = [caused(n, *range(max(0, n - 3), n)) for n in range(30)]
    for depth, most in ((2, 99), (9, 5), (0, 9), (9, 1)):
        root = tree(events[29], *events[:29], depth=depth, most=most)
        shown = [node for node in nodes(root) if not node.again]
        assert len(shown) <= most
        for node in shown:
            assert node.event is not None
            assert len(node.causes) + node.hidden == len(node.event.causes)


def test_a_tree_is_drawn_with_sorts_mentions_and_elisions(teller: Teller) -> None:
    """A cause stands under what it caused."""
    cause = Cause("triggered", 1001), Cause("set the amount", 77), Cause("moved the chooser", 1000)
    text = draw(tree(simple(2, causes=cause), caused(1, 0), simple(0), depth=2), teller)
    lines = text.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("year 0, January 1, 00:02  pour: ")
    assert lines[1].startswith("├─ set it off: year 0, January 1, 00:01  pour")
    assert lines[2] == f"│  └─ made it possible: {teller.sentence(simple(0))}  [{short_id(1000)[:8]}, see there]"
    assert lines[3] == f"├─ set the amount: an event that this chronicle does not have [{short_id(77)[:8]}]"
    assert lines[4].startswith("└─ moved the chooser: year 0, January 1, 00:00  pour")
    cut = draw(tree(simple(2, causes=cause), caused(1, 0), simple(0), depth=0), teller)
    assert cut.splitlines()[1:] == ["⋮ (3 more)"]


def test_the_json_form_has_the_same_nodes(teller: Teller) -> None:
    """For programs."""
    root = tree(caused(2, 1, 0), caused(1, 0), simple(0), most=2)

    def count(node: object) -> int:
        assert isinstance(node, dict)
        return 1 + sum(count(child) for child in node["causes"])

    found = as_json(root, teller)
    assert count(found) == len(list(nodes(root)))
    assert found["hidden"] == 1
    assert found["sentence"] == teller.sentence(caused(2))


def test_real_events_have_trees(lived: Lived, teller: Teller) -> None:
    """Each event of a run can be asked why."""
    sink = Sink()
    run = Run.open(lived.out, sink)
    assert run is not None
    drawn = [draw(causal_tree(run, event, 3, 10), teller) for event in list(run.events())[-50:]]
    assert any("made it possible" in text for text in drawn)
    assert not sink.found
    assert TABLES.rules
