"""The hash table against a dict."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.engine.flat import table

from .flavours import Flavour, flavours

words = st.integers(0, 5) | st.sampled_from([-1, 1 << 40, (1 << 62) - 1, -(1 << 62)])
steps = st.lists(st.tuples(st.integers(0, 2), words, words, words, st.integers(1, 9)), max_size=80)


@flavours(table)
@given(steps=steps)
@settings(max_examples=120)
def test_it_is_a_dict(flavour: Flavour, steps: list[tuple[int, int, int, int, int]]) -> None:
    """Puts, overwrites, drops (of what is there and of what is not) and look-ups, with growth when it gets full."""
    f, T, plain = flavour, flavour.ints(table.new_table(2)), dict[tuple[int, int, int], int]()
    for what, a, b, c, value in steps:
        if what == 0:
            f.drop(T, a, b, c)
            plain.pop((a, b, c), None)
        else:
            if f.room(T) == 0:
                T = flavour.ints(table.grown(list(T), 1))
            f.put(T, a, b, c, value)
            plain[a, b, c] = value
        assert f.look(T, a, b, c, -7) == plain.get((a, b, c), -7)
    assert list(table.items(list(T))) == [(*key, value) for key, value in sorted(plain.items())]
    assert T[table.COUNT] == len(plain)
    assert T[table.FULL] == 0


@flavours(table)
def test_without_room_a_new_key_is_refused_and_told(flavour: Flavour) -> None:
    """Known keys can still be given another value; nothing of what was there is lost."""
    f, T = flavour, flavour.ints(table.new_table(2))
    for a in range(4):
        f.put(T, a, 0, 0, a + 1)
    assert T[table.FULL] == 1
    assert f.look(T, 3, 0, 0, 0) == 0
    f.put(T, 2, 0, 0, 9)
    assert [f.look(T, a, 0, 0, 0) for a in range(3)] == [1, 2, 9]


def test_neighbouring_keys_are_spread() -> None:
    """Handles come in steps; of 3 000 keys in 4 096 slots hardly one is pushed aside by more than a few dozen."""
    T = table.new_table(12)
    for a in range(3_000):
        table.put(T, 1, 300 * (a // 50), 300 * (a % 50), a + 1)
    aside = [
        ((table.slot(T, a, b, c) - table.HEAD) // table.ENTRY - table.home(a, b, c, T[table.SHIFT])) % 4_096
        for a, b, c, _ in table.items(T)
    ]
    assert len(aside) == 3_000
    assert sum(aside) / len(aside) < 4.0
    assert max(aside) < 100
