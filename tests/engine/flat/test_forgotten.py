"""What goes with somebody who ends: beliefs that he has, and what others believe that he believes."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.engine.flat import table
from kizuna.engine.flat.links import HALF, held_key
from kizuna.engine.flat.remove import forget_beliefs

rows = st.integers(1, 4)
beliefs = st.tuples(rows, st.integers(0, 2), rows, st.integers(0, 1), st.integers(0, 4))
bonds = st.tuples(st.integers(0, 2), rows, rows)


@given(st.sets(beliefs, max_size=40), st.sets(bonds, max_size=20), rows)
@settings(max_examples=300)
def test_nothing_of_his_stays_and_all_else_does(
    held: set[tuple[int, ...]], tied: set[tuple[int, int, int]], gone: int
) -> None:
    """In a table that is nearly full, so that what is taken out lets others move, past its end, too."""
    entries = {(held_key(a, attr), (b << HALF) | c, other): 7 for a, attr, b, c, other in held}
    entries |= dict.fromkeys(tied, 8)
    made = table.grown(table.new_table(2), len(entries))
    for key, row in entries.items():
        table.put(made, *key, row)
    forget_beliefs(cast("Any", SimpleNamespace(T=made)), gone)
    for a, attr, b, c, other in held:
        if gone in (a, other):
            del entries[held_key(a, attr), (b << HALF) | c, other]
    assert list(table.items(made)) == [(*key, row) for key, row in sorted(entries.items())]
