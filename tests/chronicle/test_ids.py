"""Ids as people see them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.chronicle.ids import LENGTH, LETTERS, short_id, short_ids, span_of

idents = st.integers(0, (1 << 63) - 1)


@given(idents)
def test_a_short_id_has_13_characters_none_of_them_ambiguous_and_leads_back(ident: int) -> None:
    """i, l, o and u never occur; the whole id names exactly one number."""
    text = short_id(ident)
    assert len(text) == LENGTH
    assert not set(text) - set(LETTERS)
    assert not set(text) & set("ilou")
    assert span_of(text) == (ident, ident)


@given(st.lists(idents))
def test_many_are_written_as_each_is(found: list[int]) -> None:
    """A column of ids has the text of every one."""
    assert short_ids(np.array(found, dtype=np.int64)).to_pylist() == [short_id(ident) for ident in found]


@given(idents, st.integers(4, 13))
def test_a_prefix_covers_the_ids_that_begin_so(ident: int, length: int) -> None:
    """The order of short ids is the order of the numbers."""
    span = span_of(short_id(ident)[:length].upper())
    assert span is not None
    low, high = span
    assert low <= ident <= high
    assert high < 1 << 65


def test_look_alikes_are_forgiven_and_nonsense_is_refused() -> None:
    """o is 0, i and l are 1; too short, too long or foreign letters are no prefix."""
    assert span_of("0011") == span_of("oOil")
    for text in ("", "abc", "u" * 5, "a" * 14, "ab?d", "über"):
        assert span_of(text) is None


def test_a_number_that_is_no_identity_is_refused() -> None:
    """Identities have 63 bits."""
    with pytest.raises(ValueError, match="not an identity"):
        short_id(-1)
    with pytest.raises(ValueError, match="not an identity"):
        short_id(1 << 63)
