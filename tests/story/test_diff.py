"""Comparing two histories, on events made by hand."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from hypothesis import given
from hypothesis import strategies as st

from kizuna.chronicle.event import Cause, Change, Event
from kizuna.story.diff import Causes, aligned, compare

Cells = frozenset[tuple[str, int, int]]


def event(ident: int, time: int = 0, *causes: int, changes: tuple[Change, ...] = (), amount: float = 0.0) -> Event:
    typed = tuple(Cause("enabled", cause) for cause in causes)
    return Event(0, ident, time, "action/x", "done", causes=typed, changes=changes, amounts=(amount,))


def test_equal_histories_have_no_first_divergence() -> None:
    events = [event(1), event(2, 5, 1)]
    diff = compare(events, events)
    assert (diff.first, diff.same) == (None, 2)


def test_gone_new_and_changed_are_told_apart() -> None:
    diff = compare([event(1), event(2, 5), event(3, 7)], [event(1), event(3, 9, amount=1.0), event(4, 6)])
    assert [item.id for item in diff.gone] == [2]
    assert [item.id for item in diff.new] == [4]
    assert [item.aspects for item in diff.changed] == [("time", "amounts")]
    assert diff.first is not None
    assert diff.first.time == 5


def test_a_way_follows_the_causes_of_the_left_side() -> None:
    left = [event(1), event(2, 5, 1), event(3, 7, 2)]
    causes = Causes(left, [], compare(left, []), [1], lambda _: frozenset())
    assert causes.path(left[2]).events == (3, 2, 1)
    assert not causes.path(left[2]).absence


def test_what_was_written_on_one_side_only_is_a_way_too() -> None:
    lost = event(2, 5, 1, changes=(Change("int", "person.awake", 77, old=0, new=1),))
    left, right = [event(1), lost], [event(9, 6)]
    diff = compare(left, right)
    way = Causes(left, right, diff, [1], lambda _: frozenset({("person.awake", 77, 0)})).path(right[0])
    assert (way.events, way.absence) == ((9, 2, 1), True)


def test_a_difference_without_any_way_says_so() -> None:
    left = [event(1), event(2)]
    assert Causes(left, [], compare(left, []), [1], lambda _: frozenset()).path(left[1]).events == ()


def test_a_circle_of_causes_ends() -> None:
    left = [event(1, 0, 2), event(2, 0, 1)]
    assert Causes(left, [], compare(left, []), [7], lambda _: frozenset()).path(left[0]).events == ()


def plain(ident: int, sides: tuple[dict[int, Event], dict[int, Event]], reads: Mapping[int, Cells]) -> list[int]:
    """The way from an event to event 1, each step tried in its order, without any table."""

    def steps(here: int) -> Iterator[int]:
        events = [side[here] for side in sides if here in side]
        for event in events:
            yield from (cause.event for cause in event.causes)
        if len(events) != 1:
            return
        writers = sorted([e for side in sides for e in side.values() if (e.id in sides[0]) != (e.id in sides[1])],
                         key=lambda event: -event.time)
        for writer in writers:
            if writer.time <= events[0].time and writer.id != here and any(
                cell in reads[here] for change in writer.changes
                for cell in ((change.attr, change.bearer, 0), (change.attr, 0, 0))
            ):
                yield writer.id

    came, queue = {ident: 0}, deque([ident])
    while queue:
        here = queue.popleft()
        if here == 1:
            way = [here]
            while came[way[-1]]:
                way.append(came[way[-1]])
            return way[::-1]
        for there in steps(here):
            if there not in came:
                came[there] = here
                queue.append(there)
    return []


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[list[Event]], dict[int, Cells]]:
    """Two histories that have some events in common, and what each event reads."""
    sides: list[list[Event]] = [[], []]
    reads: dict[int, Cells] = {}
    cells = st.frozensets(st.tuples(st.just("a.b"), st.integers(0, 3), st.just(0)), max_size=3)
    for ident in range(1, draw(st.integers(2, 9))):
        wrote = tuple(Change("int", "a.b", bearer, old=0, new=1) for bearer in draw(st.sets(st.integers(1, 3))))
        causes = draw(st.lists(st.integers(1, 9), max_size=2, unique=True))
        made = event(ident, draw(st.integers(0, 4)), *causes, changes=wrote)
        reads[ident] = draw(cells)
        for side in draw(st.sampled_from([(0,), (1,), (0, 1)])):
            sides[side].append(made)
    return sides, reads


@given(histories())
def test_every_way_is_the_one_that_trying_every_step_finds(drawn: tuple[list[list[Event]], dict[int, Cells]]) -> None:
    """Shortest, a recorded cause before a value, the first cause, the latest writer."""
    (left, right), reads = drawn
    causes = Causes(left, right, compare(left, right), [1], lambda event: reads[event.id])
    sides = {event.id: event for event in left}, {event.id: event for event in right}
    for item in (*left, *right):
        assert list(causes.path(item).events) == plain(item.id, sides, reads)


def test_aligning_renames_events_and_causes_and_keeps_ids_apart() -> None:
    found = aligned([event(1), event(2, 5, 1), event(3, 6, 2)], {1: 2})
    assert found[0].id == 2
    assert found[1].id not in (1, 2, 3)
    assert found[1].causes[0].event == 2
    assert found[2].causes[0].event == found[1].id
