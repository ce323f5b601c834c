"""Runs every benchmark, prints the figures, and writes them down if asked."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import check
import ensemble
import month
import startup
import thousand_rules
from timing import Figure, machine

SETS: dict[str, Callable[[], list[Figure]]] = {
    "Starting": startup.figures,
    "Checking a story": check.figures,
    "A pack with a thousand rules": thousand_rules.figures,
    "Living a month": month.figures,
    "Living many years": ensemble.figures,
}
INTRO = """# Benchmarks

Written by `make bench`; the scripts stand in `benchmarks/`. Wall seconds; the figure is the median, then the least and
the greatest of all repetitions. {machine}.
"""


def main() -> None:
    """Run all sets, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the figures to this Markdown file")
    chosen = parser.parse_args()
    page = [INTRO.format(machine=machine())]
    for title, figures in SETS.items():
        print(title, flush=True)
        page.append(f"## {title}\n\n| what | median | least .. greatest | times | |\n|---|---|---|---|---|")
        for figure in figures():
            print(f"  {figure}", flush=True)
            page.append(figure.row())
        page.append("")
    if chosen.write is not None:
        chosen.write.write_text("\n".join(page), encoding="utf-8")


if __name__ == "__main__":
    main()
