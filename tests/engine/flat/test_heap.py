"""The agenda's heap against heapq, and the queue against a deque."""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush

from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.engine.flat import heap, queue

from .flavours import Flavour, flavours

word = st.integers(0, 2) | st.sampled_from([-(1 << 61), 1 << 61])
entry = st.tuples(word, word, word, word, word)


@flavours(heap)
@given(st.lists(entry | st.none(), max_size=60))
@settings(max_examples=150)
def test_it_gives_what_heapq_gives(flavour: Flavour, steps: list[tuple[int, ...] | None]) -> None:
    """Entries in the order of tuples, ties decided by the later words, pushes and drops mixed."""
    f, H, plain = flavour, flavour.ints(heap.new_heap(2)), list[tuple[int, ...]]()
    for item in steps:
        if item is None:
            f.drop(H)
            if plain:
                heappop(plain)
        else:
            if f.room(H) == 0:
                H = flavour.ints(heap.grown(list(H), 1))
            f.push(H, *item)
            heappush(plain, item)
        assert H[heap.COUNT] == len(plain)
        if plain:
            assert tuple(H[heap.TIME : heap.PAYLOAD + 1]) == plain[0]
    assert H[heap.FULL] == 0
    drained = []
    while H[heap.COUNT]:
        drained.append(tuple(H[heap.TIME : heap.PAYLOAD + 1]))
        f.drop(H)
    assert drained == sorted(plain)


@flavours(heap)
def test_a_full_heap_refuses_and_says_so(flavour: Flavour) -> None:
    """What is there stays in order."""
    f, H = flavour, flavour.ints(heap.new_heap(1))
    f.push(H, 5, 0, 0, 0, 0)
    f.push(H, 4, 0, 0, 0, 0)
    assert (H[heap.COUNT], H[heap.TIME], H[heap.FULL]) == (1, 5, 1)


@flavours(queue)
@given(st.lists(st.integers(0, 3), max_size=60))
def test_the_queue_is_first_in_first_out(flavour: Flavour, steps: list[int]) -> None:
    """Round and round its ring, growing when it is full."""
    f, Y, plain = flavour, flavour.ints(queue.new_queue(3, 2)), deque[int]()
    for number, step in enumerate(steps, 1):
        if step == 0:
            i = f.dequeue(Y)
            assert (Y[i + 1] if i else 0) == (plain.popleft() if plain else 0)
        else:
            if f.room(Y) == 0:
                Y = flavour.ints(queue.grown(list(Y), 1))
            i = f.enqueue(Y)
            assert (Y[i], Y[i + 1]) == (0, 0)
            Y[i + 1] = number
            plain.append(number)
        assert Y[queue.COUNT] == len(plain)
    assert Y[queue.FULL] == 0
    small = flavour.ints(queue.new_queue(1, 1))
    assert f.enqueue(small) == queue.HEAD
    assert (f.enqueue(small), small[queue.FULL]) == (0, 1)
