"""Sixty people for a month, to the last event on disk: under CPython, and with compiled code where it is ready."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from timing import KIZUNA, Figure, process, show

PEOPLE, DAYS = 60, 30


def figures(times: int = 3) -> list[Figure]:
    """Of both ways of living: seconds to the last event and in all, what an event costs, how dense events are."""
    return [figure for engine in ("python", "auto") for figure in month(engine, times)]


def month(engine: str, times: int) -> list[Figure]:
    """The figures of one engine; the seed that comes first fills the caches and does not count."""
    whole: list[float] = []
    lived: list[float] = []
    busy: list[float] = []
    events: list[int] = []
    for seed in (1, *range(1, times + 1)):
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "run"
            words = ("run", "leaf", "--people", str(PEOPLE), "--days", str(DAYS), "--seed", str(seed))
            done = process((*KIZUNA, *words, "--engine", engine, "--out", str(out)))
            if done.code:
                raise RuntimeError(f"kizuna {' '.join(words)} ended with {done.code}:\n{done.output[-2000:]}")
            manifest = out / "manifest.json"
            whole.append(done.seconds)
            lived.append(manifest.stat().st_mtime - done.began)
            busy.append(done.cpu)
            events.append(json.loads(manifest.read_text(encoding="utf-8"))["events"])
    note = f"--engine {engine}, {PEOPLE} people, {DAYS} days, seeds 1 to {times}, chronicle on disk"
    whole, lived, busy, events = (some[1:] for some in (whole, lived, busy, events))
    density = tuple(count / PEOPLE * 365 / DAYS for count in events)
    cost = tuple(second / count * 1e6 for second, count in zip(lived, events, strict=True))
    return [
        Figure("a month of the village, to the last event on disk", tuple(lived), note=note),
        Figure("the same with the summary, to the end of the process", tuple(whole), note=note),
        Figure("CPU seconds of the whole process", tuple(busy), note=note),
        Figure("events of that month", tuple(map(float, events)), "events", note),
        Figure("event density", density, "events per person-year", note),
        Figure("cost of a recorded event, everything included", cost, "µs", note),
    ]


if __name__ == "__main__":
    show(figures())
