"""How identities are shown to people: 13 letters and digits that cannot be taken for one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32, lower case: without i, l, o and u (https://www.crockford.com/base32.html)."""

_PAIRS = [one + two for one in LETTERS for two in LETTERS]
LENGTH = 13
SHORTEST = 4
SHOWN = 8
"""Characters of an id that stand beside a sentence: enough to tell a million events apart."""

_ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None})


def short_id(ident: int) -> str:
    """13 characters for a 63-bit identity. Raises ValueError for a number outside 0 .. 2**63 - 1."""
    if not 0 <= ident < 1 << 63:
        raise ValueError(f"{ident} is not an identity")
    head, middle, tail = ident >> 60, ident >> 30 & 0x3FFFFFFF, ident & 0x3FFFFFFF
    return (
        LETTERS[head] + _PAIRS[middle >> 20] + _PAIRS[middle >> 10 & 1023] + _PAIRS[middle & 1023]
        + _PAIRS[tail >> 20] + _PAIRS[tail >> 10 & 1023] + _PAIRS[tail & 1023]
    )


def short_ids(idents: NDArray[np.int64]) -> pa.Array:
    """The short forms of many identities, as a column of text."""
    import pyarrow as pa

    letters = np.frombuffer(LETTERS.encode(), dtype=np.uint8)
    shifts = np.arange(5 * (LENGTH - 1), -1, -5)
    texts = letters[(np.asarray(idents)[:, None] >> shifts) & 31]
    offsets = np.arange(len(texts) + 1, dtype=np.int32) * LENGTH
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(offsets), pa.py_buffer(texts.tobytes()))


def span_of(prefix: str) -> tuple[int, int] | None:
    """The identities (low, high, both included) whose short form begins so; None for what is no prefix of one.

    Capitals, hyphens and look-alikes (o for 0, i and l for 1) are forgiven.
    """
    text = prefix.strip().lower().translate(_ALIKE)
    if not SHORTEST <= len(text) <= LENGTH or any(letter not in LETTERS for letter in text):
        return None
    low = 0
    for letter in text:
        low = low << 5 | LETTERS.index(letter)
    rest = 5 * (LENGTH - len(text))
    return low << rest, ((low + 1) << rest) - 1
