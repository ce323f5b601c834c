"""Staged effects, marked cells, causes and witnesses over buffers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kizuna.engine import runtime
from kizuna.engine.flat import gathered, marks, staged

from .flavours import Flavour, flavours


@flavours(staged)
def test_each_effect_has_its_record(flavour: Flavour) -> None:
    """All sorts in order; what an earlier event left in a record is gone."""
    f = flavour
    plain, numbers = staged.new_staged(10)
    B, F = f.ints(plain), f.floats(numbers)
    for _ in range(10):
        f.stage_belief_i(B, F, 3, 3, 3, 3, 3, 3, 3, 0.5)
    f.clear(B)
    f.stage_f(B, F, 1, 7, 40, 0.25)
    f.stage_i(B, 0, 8, 40, 3)
    f.stage_tie_f(B, F, 2, 9, 40, 80, 0.125)
    f.stage_tie_i(B, 0, 10, 40, 80, 1)
    f.stage_belief_f(B, F, 1, 11, 40, 80, 120, 160, 2.5, 0.75)
    f.stage_belief_i(B, F, 1, 12, 40, 80, 120, 160, 5, 0.5)
    f.stage_move(B, F, 7, 40, 8, 80, 1.5)
    f.stage_remove(B, 200)
    f.stage_interrupt(B, 240)
    f.stage_created(B, 280)
    assert B[staged.COUNT] == 10
    assert B[staged.FULL] == 0
    f.stage_start(B, 13, 280)
    assert (B[staged.COUNT], B[staged.FULL]) == (10, 1)
    rows = [list(B[staged.HEAD + 8 * n : staged.HEAD + 8 * n + 8]) for n in range(10)]
    assert rows == [
        [staged.SET, 1, 7, 40, 0, 0, 0, 0],
        [staged.SET, 0, 8, 40, 0, 0, 0, 3],
        [staged.TIE, 2, 9, 40, 80, 0, 0, 0],
        [staged.TIE, 0, 10, 40, 80, 0, 0, 1],
        [staged.BELIEF, 1, 11, 40, 80, 120, 160, 0],
        [staged.BELIEF, 1, 12, 40, 80, 120, 160, 5],
        [staged.MOVE, 7, 8, 40, 80, 0, 0, 0],
        [staged.REMOVE, 0, 0, 200, 0, 0, 0, 0],
        [staged.STOP, 0, 0, 240, 0, 0, 0, 0],
        [staged.CREATED, 0, 0, 280, 0, 0, 0, 0],
    ]
    assert (F[0], F[4], F[8], F[9], F[10], F[11], F[12]) == (0.25, 0.125, 2.5, 0.75, 0.0, 0.5, 1.5)
    f.clear(B)
    f.stage_start(B, 13, 280)
    assert list(B[: staged.HEAD + 8]) == [1, 10, 0, 0, staged.START, 0, 13, 280, 0, 0, 0, 0]


@flavours(marks)
@given(st.lists(st.integers(0, 6), max_size=40))
def test_marked_cells_are_a_stack_without_repeats(flavour: Flavour, steps: list[int]) -> None:
    """Like the lists it replaces: a cell waits once, with the index of its first mark; the last marked comes first."""
    f, D, M = flavour, flavour.ints([0] * 7), flavour.ints([0])
    plain: list[tuple[int, int]] = []
    for number, cell in enumerate(steps):
        if cell:
            f.mark(D, M, cell, number)
            if cell not in [c for c, _ in plain]:
                plain.append((cell, number))
        elif plain:
            assert f.marked(M) == plain[-1][0]
            assert f.unmark(D, M) == plain.pop()[1]
        else:
            assert f.marked(M) == 0
    while f.marked(M):
        assert (f.marked(M), f.unmark(D, M)) == plain.pop()
    assert not plain
    assert list(D) == [0] * 7


@flavours(gathered)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 12)), max_size=20))
def test_causes_are_those_of_the_list(flavour: Flavour, named: list[tuple[int, int]]) -> None:
    """Each event once, eight at the most, in the order of naming."""
    C, plain = flavour.ints(gathered.new_gathered(16)), list[int]()
    for sort, event in named:
        flavour.cause(C, sort, event)
        runtime.cause(plain, sort, event)
    assert list(C[gathered.HEAD : gathered.HEAD + C[gathered.COUNT]]) == plain


@flavours(gathered)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=40), st.permutations(range(10)))
def test_onlookers_are_those_of_the_dict_in_order_of_identity(
    flavour: Flavour, named: list[tuple[bool, int]], idents: list[int]
) -> None:
    """Each once, without the overlooked; then sorted by what their rows' first cells say."""
    f = flavour
    O, G, X = f.ints(gathered.new_gathered(40)), f.ints([0] * 10), f.ints(idents)  # noqa: E741
    plain: dict[int, None] = {}
    for yes, row in named:
        if yes:
            f.sees(O, G, row)
            runtime.sees(plain, None, row)
        else:
            f.overlooks(O, G, row)
            runtime.overlooks(plain, None, row)
    count = f.onlookers(O, G)
    assert set(O[gathered.HEAD : gathered.HEAD + count]) == set(plain)
    assert list(G) == [0] * 10
    f.sort_by(O, X, gathered.HEAD, count)
    assert list(O[gathered.HEAD : gathered.HEAD + count]) == sorted(plain, key=lambda row: idents[row])


@flavours(gathered)
@given(st.lists(st.integers(0, 99), max_size=30), st.lists(st.integers(0, 3), min_size=100, max_size=100))
def test_rows_are_sorted(flavour: Flavour, rows: list[int], cells: list[int]) -> None:
    """By cell, equal ones by row, whatever the order before."""
    O = flavour.ints([7, *rows, 7])  # noqa: E741
    flavour.sort_by(O, flavour.ints(cells), 1, len(rows))
    assert list(O) == [7, *sorted(rows, key=lambda row: (cells[row], row)), 7]


@flavours(gathered)
def test_a_full_list_of_onlookers_says_so_and_scripts_are_asked(flavour: Flavour) -> None:
    """Whoever found no room can be asked again in a longer list; what no script says is -1."""
    f, O, G = flavour, flavour.ints(gathered.new_gathered(1)), flavour.ints([0] * 9)  # noqa: E741
    f.sees(O, G, 3)
    f.sees(O, G, 3)
    assert O[gathered.FULL] == 0
    f.sees(O, G, 4)
    assert (O[gathered.FULL], G[4]) == (1, 0)
    A = f.ints([4, 4, 0, 0, 12, 1, 13, 0])
    assert [f.said(A, number) for number in (12, 13, 14)] == [1, 0, -1]
