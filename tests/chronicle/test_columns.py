"""Columns: what is counted over many records at once is what one gets by decoding each of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from chronicle_samples import TABLES, Lived, histories, simple
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.chronicle.blocks import Block, Header, reals, words
from kizuna.chronicle.codec import Malformed, decode, decode_one, encode
from kizuna.chronicle.columns import columns, sound
from kizuna.chronicle.event import CAUSES, Cause, Event
from kizuna.chronicle.run import Run
from kizuna.chronicle.shelf import Shelf
from kizuna.diagnostics import Sink
from kizuna.world.luck import stable


def block_of(ints: list[int], floats: list[float], events: int = 0) -> Block:
    """Words as a block that begins a run."""
    return Block(Header(0, 0, events, len(ints), len(floats), 0, 0, 0, 0), words(ints), reals(floats))


@given(histories)
def test_columns_say_of_every_record_what_decoding_says(history: list[Event]) -> None:
    """Ids, times, roles, what was made, who wrote what; and from each place the same event is decoded alone."""
    ints, floats = encode(history)
    found = columns(block_of(ints, floats, len(history)))
    assert found.fault is None
    assert (found.ids.tolist(), found.times.tolist()) == ([e.id for e in history], [e.time for e in history])
    owners, roles = found.roles
    assert list(zip(owners.tolist(), roles.tolist(), strict=True)) == [(e.number, r) for e in history for r in e.roles]
    places = zip(found.at.tolist(), found.used.tolist(), strict=True)
    assert [decode_one(ints, floats, at, used, TABLES, n) for n, (at, used) in enumerate(places)] == history
    owners, made = found.made()
    makes = [(e.number, c.bearer) for e in history for c in e.changes if c.form == "created" and not c.belief]
    assert list(zip(owners.tolist(), made.tolist(), strict=True)) == makes
    water = stable("person.water")
    wrote = [
        (e.number, water, c.bearer) for e in history for c in e.changes if c.attr == "person.water" and not c.belief
    ]
    assert list(found.writing([water])) == wrote
    owners, sorts, ids = found.causes
    why = [(e.number, CAUSES.index(c.sort), c.event) for e in history for c in e.causes]
    assert list(zip(owners.tolist(), sorts.tolist(), ids.tolist(), strict=True)) == why
    owners, seen = found.witnesses
    saw = [(e.number, w) for e in history for w in e.witnesses]
    assert list(zip(owners.tolist(), seen.tolist(), strict=True)) == saw
    owners, amounts = found.amounts
    assert list(zip(owners.tolist(), map(repr, amounts.tolist()), strict=True)) == [
        (e.number, repr(a)) for e in history for a in e.amounts
    ]
    real = [(c.form == "float", c.old) for e in history for c in e.changes]
    floats_at = [float(floats[at]) for at, (is_real, _) in zip(found.reals.tolist(), real, strict=True) if is_real]
    assert list(map(repr, floats_at)) == [repr(float(old)) for is_real, old in real if is_real]
    assert sound(found, TABLES) is found


@given(histories.filter(bool), st.data())
def test_whatever_a_word_says_what_is_sound_is_what_can_be_decoded(history: list[Event], data: st.DataObject) -> None:
    """One word is another: the events before it are there, and the fault is the one that decoding raises."""
    ints, floats = encode(history)
    at = data.draw(st.integers(0, len(ints) - 1))
    ints[at] = data.draw(st.sampled_from((-1, 0, 1, 5, 6, 17, 22, 40, 63, 64, 1 << 40)))
    if data.draw(st.booleans()):
        floats.append(1.5)
    read: list[Event] = []
    fault: Malformed | None = None
    try:
        for event in decode(ints, floats, TABLES):
            read.append(event)
    except Malformed as raised:
        fault = raised
    found = sound(columns(block_of(ints, floats, len(history))), TABLES)
    assert found.ids.tolist() == [event.id for event in read]
    assert (str(found.fault), found.fault and found.fault.at) == (str(fault), fault and fault.at)


@pytest.mark.parametrize(("word", "value"), [(0, 5), (0, 99), (4, 5), (4, -1), (6, -1), (7, 3), (8, -1), (12, -1)])
def test_records_are_read_up_to_the_first_that_is_none(word: int, value: int) -> None:
    """The fault is the one that decoding raises, and what stands before it is whole."""
    ints, floats = encode([simple(0), simple(1, causes=(Cause("enabled", 5),)), simple(2)])
    ints[ints[0] + word] = value
    found = columns(block_of(ints, floats))
    assert found.ids.tolist() == [1000]
    with pytest.raises(Malformed) as raised:
        list(decode(ints, floats, TABLES))
    assert (str(found.fault), found.fault and found.fault.at) == (str(raised.value), raised.value.at)


ANY_WORDS = st.lists(st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(0, 30), max_size=60)


@settings(max_examples=200)
@given(ANY_WORDS, st.lists(st.floats(), max_size=5))
def test_any_words_at_all_have_columns(ints: list[int], floats: list[float]) -> None:
    """Hostile content can do nothing worse than end the columns early."""
    found = columns(block_of(ints, floats))
    assert len(found.used) == len(found.at) == len(found.ids)
    assert found.fault is not None or not ints or len(found.at)


def test_a_shelf_keeps_what_was_used_last_and_no_more_than_it_has_room_for(lived: Lived) -> None:
    """Two runs over the same blocks, one with hardly any room, have the same events."""
    sink = Sink()
    small, large = Shelf(1), Shelf()
    first, second = Run.open(lived.out, sink, small), Run.open(lived.out, sink, large)
    assert first is not None
    assert second is not None
    assert list(first.events()) == list(second.events())
    assert np.array_equal(first.index.ids, second.index.ids)
    assert len(small._blocks) == len(small._columns) == 1
    assert not sink.found


def test_what_stands_on_the_shelf_is_not_read_again(lived: Lived, tmp_path: Path) -> None:
    """A block of the shelf is taken as it is."""
    sink = Sink()
    run = Run.open(lived.out, sink)
    assert run is not None
    shelf = Shelf()
    for where in run.blocks:
        block = shelf.block(where, sink)
        assert block is not None
        gone = where._replace(file=tmp_path / "gone")
        assert shelf.block(gone, sink) is block
    assert not sink.found


def test_of_a_run_that_does_not_fit_nothing_stands_on_the_shelf(lived: Lived) -> None:
    """Whoever has written it has all of it at hand, or leaves the room to others."""
    sink = Sink()
    run = Run.open(lived.out, sink)
    assert run is not None
    first = Shelf().block(run.blocks[0], sink)
    assert first is not None
    room = len(first.ints) + len(first.floats)
    whole, short = Shelf(2 * room), Shelf(2 * room - 1)
    for shelf in (whole, short):
        for number in range(2):
            shelf.written(first._replace(header=first.header._replace(number=number)))
    assert list(whole._blocks) == [0, 1]
    short.written(first)
    assert not short._blocks
    assert short.block(run.blocks[0], sink) is not None
