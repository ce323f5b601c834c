"""Comparing two histories, on events made by hand."""

from __future__ import annotations

from kizuna.chronicle.event import Cause, Change, Event
from kizuna.story.diff import Causes, aligned, compare


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


def test_aligning_renames_events_and_causes_and_keeps_ids_apart() -> None:
    found = aligned([event(1), event(2, 5, 1), event(3, 6, 2)], {1: 2})
    assert found[0].id == 2
    assert found[1].id not in (1, 2, 3)
    assert found[1].causes[0].event == 2
    assert found[2].causes[0].event == found[1].id
