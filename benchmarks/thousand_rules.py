"""A pack with a thousand rules: read, checked, reported; and again after one edit."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from timing import KIZUNA, Figure, measured, repeated, show

from kizuna.cli.main import seldom_search
from kizuna.diagnostics import Sink
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.kept import open_world

RULES = 1_000
BASE = """
units: {coin: {}}
choices: {trade: [baker, smith, tailor, miller]}
kinds:
  person:
    agent: yes
    decides: {by: hours, every: {work: 3 h, home: 2 h}}
    meters:
      vigour: {range: 0..1, start: 60 %, rate: 1 %/h, levels: {low: 0 %, fair: 30 %, full: 80 %}, seen: here}
      purse: {unit: coin, range: 0..900 coin, start: 20 coin}
    choices:
      hours: {of: [work, home], start: work}
      trade: {of: trade, start: baker}
    refs:
      place: {to: place, inverse: people, seen: all}
bonds:
  liking: {from: person, to: person, range: 0..1, start: 20 %, levels: {cool: 0 %, warm: 40 %}}
places: {square: {}}
cast: {Ada: {place: square}, Bram: {place: square}}
"""
RULE = """
  task {n}:
    roles: {{doer: person, other: person in people(place(doer))}}
    requires:
      at work: hours(doer) is work
      not oneself: doer != other
      able: vigour(doer) is at least fair and purse(doer) >= {cost} coin
      on terms: liking(doer, other) >= {terms} %
    utility: {weight} + liking(doer, other)
    chooses: {{price: 1 coin..{cost} coin}}
    outcomes: {{done well: 70 %, done badly: 30 %}}
    takes: {takes} min
    effects:
      - move price from purse(doer) to purse(other)
      - vigour(doer) -= 2 %
      - if outcome is done well:
          - liking(other, doer) += 1 %
    phrases: ["{{doer}} does task {n} with {{other}}"]
"""


def write_pack(folder: Path, rules: int = RULES) -> None:
    """Write the pack, twenty rules to a file."""
    (folder / "pack.yaml").write_text("pack: thousand\nabout: Many rules.\nlanguage: 1\n", encoding="utf-8")
    (folder / "base.yaml").write_text(BASE, encoding="utf-8")
    for first in range(0, rules, 20):
        texts = [
            RULE.format(n=n, cost=5 + n % 40, terms=n % 60, weight=1 + n % 7, takes=5 + n % 55)
            for n in range(first, min(first + 20, rules))
        ]
        (folder / f"rules-{first:04}.yaml").write_text("actions:" + "".join(texts), encoding="utf-8")


def read(folder: Path) -> None:
    """Read and build once. Raises RuntimeError if the generated pack has faults."""
    sink = Sink()
    pack = load_pack(folder, sink)
    if pack is None or build_world(pack, sink) is None or sink.failed:
        raise RuntimeError("\n".join(f"{one.spans[:1]} {one.message}" for one in list(sink)[:5]))


def edited(folder: Path, times: int, note: str) -> Figure:
    """Seconds from an edit of one rule until the world stands again, what was kept of the others included.

    Garbage is looked for as seldom as in every process of `kizuna`.
    """
    seldom_search()
    path, found = folder / "rules-0000.yaml", []
    open_world(folder, Sink())
    for number in range(times):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("takes: 5 min", f"takes: {6 + number} min", 1), encoding="utf-8")
        begin = time.perf_counter()
        open_world(folder, Sink())
        found.append(time.perf_counter() - begin)
        path.write_text(text, encoding="utf-8")
    return Figure("after editing one rule, until the world stands", tuple(found), note=f"{note}; bar: 0.5 s")


def figures(times: int = 5) -> list[Figure]:
    """The whole process of `kizuna lint`, and reading within a process."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "thousand"
        folder.mkdir()
        write_pack(folder)
        size = sum(path.stat().st_size for path in folder.iterdir()) // 1024
        note = f"{RULES} actions, {size} KiB"
        return [
            edited(folder, times, note),
            repeated("lint of a thousand rules, warm", (*KIZUNA, "lint", str(folder)), times, note),
            measured("reading and building them, within a process", lambda: read(folder), times, note),
        ]


if __name__ == "__main__":
    show(figures())
