"""Prints a digest of each of a dozen random lives on one engine, for comparing processes."""

from __future__ import annotations

import random
import sys

from kizuna.engine.machine import Machine

from ...engines import use
from ..support import digest
from .life import build, lived
from .pen import Pen
from .worlds import pack


class Dice(Pen):
    """Draws by an ordinary generator."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        return self._random.randint(low, high)


def main() -> None:
    """One line for each life."""
    for seed in range(12):
        machine = use(Machine.begin(build(pack(Dice(seed))), seed), sys.argv[1])
        print(digest(lived(machine, 20 * 3_600_000)[0]))


if __name__ == "__main__":
    main()
