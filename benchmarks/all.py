"""Runs every benchmark, prints the figures, and writes them down if asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import check
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
a time. {machine}{others}.
"""


def versions() -> str:
    """What else has a version that matters."""
    found = [f"{name} {version(name)}" for name in ("llvmlite", "numpy") if find_spec(name) is not None]
    return "".join(f", {each}" for each in found)


def main() -> None:
    """Run all sets, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the figures to this Markdown file")
    parser.add_argument("--only", nargs="*", help="words of the titles of what is wanted")
    chosen = parser.parse_args()
    page = [INTRO.format(machine=machine(), others=versions())]
    for title, figures in SETS.items():
        if chosen.only and not any(word in title for word in chosen.only):
            continue
        print(title, flush=True)
        page.append(f"## {title}\n\n| what | median | least .. greatest | times | |\n|---|---|---|---|---|")
        for figure in figures():
            print(f"  {figure}", flush=True)
            page.append(figure.row())
        if title in PICTURES:
            page.append(f"\n![{title}](../benchmarks/{PICTURES[title]})")
        page.append("")
    if chosen.write is not None:
        chosen.write.write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    main()
