"""Whatever packs a block, the same words come out of it, and by zlib."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.chronicle import blocks
from kizuna.chronicle.blocks import HEADER, pack_block, read_header, read_payload, reals, words


def packers() -> list[Callable[[bytes, int], bytes]]:
    """zlib, and isal where it is installed."""
    found: list[Callable[[bytes, int], bytes]] = [zlib.compress]
    if find_spec("isal") is not None:
        from isal.isal_zlib import compress

        found.append(compress)
    return found


def test_the_quick_packer_is_taken_where_it_is_installed() -> None:
    """Nothing else changes with it."""
    assert blocks.compress is packers()[-1]


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=60), st.lists(st.floats(width=64), max_size=60))
def test_a_block_says_the_same_by_whomever_it_was_packed(ints: list[int], floats: list[float]) -> None:
    """The words are those that were put in, bit for bit."""
    for packer in packers():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(blocks, "compress", packer)
            raw = pack_block(0, 0, 1, (0, 0), words(ints), reals(floats))
        block = read_payload(read_header(raw), raw[HEADER:])
        assert block.ints.tolist() == ints
        assert block.floats.tobytes() == np.array(floats, dtype="<f8").tobytes()
