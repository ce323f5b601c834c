"""How long it takes until a command has started."""

from __future__ import annotations

import sys

from timing import KIZUNA, Figure, repeated, show


def figures(times: int = 9) -> list[Figure]:
    """An empty Python, the version, and the help of a command."""
    return [
        repeated("python -c pass", (sys.executable, "-c", "pass"), times, "what no Python program can be below"),
        repeated("kizuna --version", (*KIZUNA, "--version"), times),
        repeated("kizuna check --help", (*KIZUNA, "check", "--help"), times, "the command line itself, no world"),
    ]


if __name__ == "__main__":
    show(figures())
