"""The first village-year of 60 people: nothing kept from before, then warm; whole processes, the chronicle on disk."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from timing import KIZUNA, Figure, Finished, cache_at, make_fast, process, show

PEOPLE, DAYS = 60, 365
WORDS = ("run", "leaf", "--people", str(PEOPLE), "--days", str(DAYS), "--seed", "1")


def lived(fresh: bool) -> tuple[Finished, float, int]:
    """A run, seconds until its chronicle was whole, and how many events it has. Raises RuntimeError if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        done = process((*KIZUNA, *WORDS, "--out", str(out)), fresh)
        if done.code:
            raise RuntimeError(f"kizuna {' '.join(WORDS)} ended with {done.code}:\n{done.output[-2000:]}")
        manifest = out / "manifest.json"
        events = json.loads(manifest.read_text(encoding="utf-8"))["events"]
        return done, manifest.stat().st_mtime - done.began, events


def figures(times: int = 3) -> list[Figure]:
    """Cold and warm by the clock and by the processor, and how dense the events are."""
    cold = []
    for _ in range(max(1, times // 2)):
        with tempfile.TemporaryDirectory() as fresh, cache_at(fresh):
            cold.append(lived(True))
    with tempfile.TemporaryDirectory() as kept, cache_at(kept):
        make_fast(PEOPLE)
        lived(False)
        warm = [lived(False) for _ in range(times)]
    events = warm[0][2]
    note = f"{PEOPLE} people, {DAYS} days, {events} events, chronicle on disk"
    return [
        Figure("first village-year, nothing cached, to the last event", tuple(s for _, s, _ in cold), note=note),
        Figure("the same, CPU of all its processes", tuple(done.cpu for done, _, _ in cold), "s CPU", note),
        Figure("village-year, caches warm, to the last event", tuple(s for _, s, _ in warm), note=note),
        Figure("the same, whole process with the summary", tuple(done.seconds for done, _, _ in warm), note=note),
        Figure("the same, CPU", tuple(done.cpu for done, _, _ in warm), "s CPU", note),
        Figure("event density", (events / PEOPLE * 365 / DAYS,), "events per person-year", note),
        Figure("an event, everything included", tuple(done.cpu / events * 1e6 for done, _, _ in warm), "µs CPU", note),
    ]


if __name__ == "__main__":
    show(figures())
