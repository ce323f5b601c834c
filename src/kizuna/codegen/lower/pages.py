"""Memory for the large buffers of compiled code."""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

LARGE = 1 << 18
"""Words of a large page (2 MiB); buffers of fewer are left to arrays."""
_PART = 1 << 16


def pages(words: int, real: bool) -> memoryview[int] | memoryview[float]:
    """Zeroes, doubles or integers, in large pages where the system has them: a world of ten thousand people is
    read all over, and each small page must be looked up. A page is taken when it is first written. Raises OSError."""
    private = getattr(mmap, "MAP_PRIVATE", 0) | getattr(mmap, "MAP_ANONYMOUS", 0)
    held = mmap.mmap(-1, 8 * words, flags=private) if private else mmap.mmap(-1, 8 * words)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        with suppress(OSError):     # a system that was built without
            held.madvise(mmap.MADV_HUGEPAGE)
    return memoryview(held).cast("d") if real else memoryview(held).cast("q")


def laid_on(values: Sequence[Any], words: int, real: bool) -> memoryview[int] | memoryview[float]:
    """Pages that begin with some values. Those on which there would be nothing but zeros are not taken.

    Raises OSError.
    """
    made = pages(words, real)
    for first in range(0, len(values), _PART):
        part = array(made.format, values[first : first + _PART])
        if part.tobytes() != bytes(8 * len(part)):      # -0.0 is something
            made[first : first + len(part)] = part
    return made
