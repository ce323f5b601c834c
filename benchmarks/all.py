"""Runs every benchmark, prints the figures, and writes them down if asked."""

from __future__ import annotations

import argparse
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import check
import compiled
import ensemble
import healing
import limit
import month
import peers
import scale
import startup
import thousand_rules
import year
from timing import Figure, machine

SETS: dict[str, Callable[[], list[Figure]]] = {
    "Starting": startup.figures,
    "Checking a story": check.figures,
    "A pack with a thousand rules": thousand_rules.figures,
    "The first village-year": year.figures,
    "Living a month": month.figures,
    "Compiled against CPython": compiled.figures,
    "From sixty people to ten thousand": scale.figures,
    "Against C by hand": limit.figures,
    "Beside other tools": peers.figures,
    "Living many years": ensemble.figures,
    "The healing calendar": healing.figures,
}
PICTURES = {"The healing calendar": "healing.svg"}
"""Drawings that a set has written beside its script; they are shown under its table."""
INTRO = """# Benchmarks

Written by `make bench`; the scripts stand in `benchmarks/`. The figure is the median, then the least and the greatest
of all repetitions. Seconds without more are those of the clock and suffer from whatever else the machine does; `CPU`
marks those of the processor, which a busy machine lengthens less. What is compared is measured in turns, one process at
a time. Each table says when it was measured. {machine}{others}.
"""


def versions() -> str:
    """What else has a version that matters."""
    found = [f"{name} {version(name)}" for name in ("llvmlite", "numpy") if find_spec(name) is not None]
    return "".join(f", {each}" for each in found)


def stamp() -> str:
    """The day, and the state of the project if it is under Git."""
    told = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return f"Measured on {date.today():%Y-%m-%d}{f', state {told.stdout.strip()}' if not told.returncode else ''}."


def section(title: str, figures: Sequence[Figure]) -> str:
    """The part of the page that has one set."""
    lines = [f"## {title}\n\n{stamp()}\n\n| what | median | least .. greatest | times | |\n|---|---|---|---|---|"]
    lines += [figure.row() for figure in figures]
    if title in PICTURES:
        lines.append(f"\n![{title}](../benchmarks/{PICTURES[title]})")
    return "\n".join(lines)


def write(path: Path, title: str, text: str) -> None:
    """Puts a set's part into the page, in the place of the one that was there; what was not measured stays."""
    parts = path.read_text(encoding="utf-8").split("\n## ")[1:] if path.exists() else []
    known = {part.partition("\n")[0]: f"## {part.rstrip()}" for part in parts} | {title: text}
    page = [INTRO.format(machine=machine(), others=versions()), *(known[name] + "\n" for name in SETS if name in known)]
    path.write_text("\n".join(page), encoding="utf-8")


def main() -> None:
    """Run all sets, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="put the figures into this Markdown file")
    parser.add_argument("--only", nargs="*", help="words of the titles of what is wanted")
    chosen = parser.parse_args()
    for title, measured in SETS.items():
        if chosen.only and not any(word in title for word in chosen.only):
            continue
        print(title, flush=True)
        figures = []
        for figure in measured():
            print(f"  {figure}", flush=True)
            figures.append(figure)
        if chosen.write is not None:
            write(chosen.write, title, section(title, figures))


if __name__ == "__main__":
    main()
