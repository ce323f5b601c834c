"""Event records: what is written comes back, and what is no record is refused."""

from __future__ import annotations

import pytest
from chronicle_samples import TABLES, histories, simple
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.chronicle.codec import Malformed, count, decode, encode
from kizuna.chronicle.event import Cause, Event


@given(histories)
def test_what_is_encoded_decodes_to_the_same_events(history: list[Event]) -> None:
    """Every field survives, names that no table knows included."""
    assert list(decode(*encode(history), TABLES)) == history


@given(histories)
def test_records_can_be_cut_and_joined_anywhere_between_events(history: list[Event]) -> None:
    """The buffers of a history are those of its events one after another."""
    ints: list[int] = []
    floats: list[float] = []
    for event in history:
        more = encode([event])
        ints += more[0]
        floats += more[1]
    assert (ints, floats) == encode(history)


@pytest.mark.parametrize(
    ("word", "value"),
    [(0, 5), (0, 99), (4, 5), (4, -1), (6, -1), (7, 3), (8, -1), (11, 2), (14, 0), (14, 9), (17, 6), (17, 40), (24, 4)],
)
def test_a_record_with_an_impossible_word_is_refused(word: int, value: int) -> None:
    """Lengths, counts, statuses, sorts of causes and forms of changes are checked."""
    ints, floats = encode([simple(0, causes=(Cause("enabled", 5),))])
    assert list(decode(ints, floats, TABLES))
    ints[word] = value
    with pytest.raises(Malformed):
        list(decode(ints, floats, TABLES))


ANY_WORDS = st.lists(st.integers(-(1 << 63), (1 << 63) - 1) | st.integers(0, 30), max_size=60)


@settings(max_examples=200)
@given(ANY_WORDS, st.lists(st.floats(), max_size=5))
def test_any_words_at_all_either_decode_or_are_refused(ints: list[int], floats: list[float]) -> None:
    """Hostile content can do nothing worse than be refused."""
    try:
        events = list(decode(ints, floats, TABLES))
    except Malformed:
        return
    assert len(events) == count(ints)[0]
