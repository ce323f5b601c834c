"""Bonds and beliefs in one table, and which functions of these modules Python alone runs."""

from __future__ import annotations

from collections import Counter
from inspect import isfunction
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.codegen.layout import bit_of
from kizuna.engine import runtime
from kizuna.engine.flat import gathered, heap, links, marks, queue, staged, table

from .flavours import LLVM, Flavour, compiled, flavours

handle = st.integers(0, 3) | st.integers(0, (1 << 31) - 1)
rows = st.integers(1, 700)
bonds = st.dictionaries(st.tuples(st.integers(1, 4), handle, handle), st.integers(1, 99), max_size=20)
beliefs = st.dictionaries(
    st.tuples(handle, st.integers(0, 300), handle, handle, handle), st.integers(1, 99), max_size=20
)


@flavours(links)
@given(bonds, beliefs)
def test_bonds_and_beliefs_do_not_get_in_each_others_way(
    flavour: Flavour, bonds: dict[tuple[int, int, int], int], beliefs: dict[tuple[int, int, int, int, int], int]
) -> None:
    """What is found is what the dict of the state would give, or the row of starts or priors."""
    plain: dict[tuple[int, ...], int] = {**bonds, **beliefs}
    T = table.new_table(7)
    for key, row in bonds.items():
        table.put(T, *key, row)
    for (holder, attr, first, second, other), row in beliefs.items():
        table.put(T, flavour.held_key(holder, attr), (first << links.HALF) | second, other, row)
    cells = flavour.ints(T)
    for key in [*bonds, (1, 0, 0), (4, 3, 2)]:
        assert table.look(T, *key, 7_000) == plain.get(key, 7_000)
    for key5 in [*beliefs, (0, 0, 0, 0, 0), (1, 0, 3, 2, 1)]:
        holder, attr, first, second, other = key5
        found = flavour.held(cells, holder, attr, first, second, other, 8_000)
        assert found == runtime.held(plain, holder, attr, first, second, other, 8_000)


@flavours(links)
@given(st.sets(st.tuples(st.integers(1, 2), rows, rows), max_size=40), rows, rows)
def test_who_is_not_in_the_mask_is_not_tied(
    flavour: Flavour, bonds: set[tuple[int, int, int]], one: int, other: int
) -> None:
    """Whichever end is at hand: of those in the table each is found, of others none, though a mask may hold them."""
    plain, T, X = dict[tuple[int, ...], int](), table.new_table(7), [0] * 800
    for row, (number, source, target) in enumerate(sorted(bonds), 1):
        plain[number, source, target] = row
        table.put(T, number, source, target, row)
        X[source] |= 1 << bit_of(target)
        X[target + 1] |= 1 << bit_of(source)
    cells, masks = flavour.ints(T), flavour.ints(X)
    for key in [*plain, (1, one, other), (2, other, one)]:
        wanted = plain.get(key, 7_000)
        assert flavour.tie_out(cells, masks, 0, *key, 7_000) == runtime.tie_out(plain, X, 0, *key, 7_000) == wanted
        assert flavour.tie_in(cells, masks, 1, *key, 7_000) == runtime.tie_in(plain, X, 1, *key, 7_000) == wanted


def test_rows_are_spread_over_the_bits_of_a_mask() -> None:
    """Rows lie a width apart, whatever that is; of 620 each bit has its share."""
    for width in (64, 67, 128, 700, 731, 768):
        counts = Counter(bit_of(5_000 + width * number) for number in range(620))
        assert set(counts) <= set(range(62))
        assert max(counts.values()) <= 40, width


@pytest.mark.skipif(not LLVM, reason="needs llvmlite")
@pytest.mark.parametrize(
    ("module", "host"),
    [
        (table, {"new_table", "grown", "items"}),
        (heap, {"new_heap", "grown"}),
        (queue, {"new_queue", "grown"}),
        (staged, {"new_staged"}),
        (gathered, {"new_gathered"}),
        (marks, set()),
        (links, set()),
    ],
)
def test_all_but_making_and_growing_can_be_compiled(module: ModuleType, host: set[str]) -> None:
    """What stays in Python is named here, so that nothing slips out of the subset unseen."""
    own = {name for name, f in vars(module).items() if isfunction(f) and f.__module__ == module.__name__}
    assert own - set(compiled(module)) == host
