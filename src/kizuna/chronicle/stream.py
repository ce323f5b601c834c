"""The hash of the canonical event stream, however it is cut into blocks."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray


class StreamHash:
    """SHA-256 of (SHA-256 of all int words, SHA-256 of all float words), both little-endian, taken as they come.

    Two inner hashes, so that it is known at every moment although all ints stand before all floats.
    """

    def __init__(self) -> None:
        self._ints = hashlib.sha256()
        self._floats = hashlib.sha256()

    def add(self, ints: NDArray[np.int64], floats: NDArray[np.float64]) -> None:
        """Takes in whole records, as contiguous little-endian arrays."""
        self._ints.update(ints.data)
        self._floats.update(floats.data)

    def hex(self) -> str:
        """The hash of everything so far, 64 hex digits."""
        return hashlib.sha256(self._ints.digest() + self._floats.digest()).hexdigest()
