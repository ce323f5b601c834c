"""A share of an ensemble of a thousand village-years, on one core and on two, and what the whole would take.

Only a share is measured; the whole is an extrapolation and is called one. The code is what so many runs would have made
for themselves. On one core nothing overlaps, on two everything is done twice at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile

from timing import KIZUNA, Figure, Finished, make_fast, process, show

PEOPLE, DAYS, WHOLE = 60, 365, 1000


def lived(runs: int, days: float, cores: int, seed: int) -> tuple[Finished, int]:
    """An ensemble on so many cores in a folder of its own, without its chronicles, and how many events it had."""
    with tempfile.TemporaryDirectory() as folder:
        words = (
            "ensemble", "leaf", "--runs", str(runs), "--people", str(PEOPLE), "--days", f"{days:g}",
            "--seed", str(seed), "--no-keep", "--format", "json", "--out", f"{folder}/out",
        )
        ours = os.sched_getaffinity(0)
        os.sched_setaffinity(0, sorted(ours)[:cores])
        try:
            done = process((*KIZUNA, *words))
        finally:
            os.sched_setaffinity(0, ours)
        if done.code:
            raise RuntimeError(f"kizuna {' '.join(words)} ended with {done.code}:\n{done.output[-2000:]}")
        found = json.loads(done.output[done.output.index("{"):])
        return done, sum(row["measures"]["run"]["events"] for row in found["runs"])


def figures(times: int = 3, runs: int = 16, days: float = DAYS) -> list[Figure]:
    """Seconds on one core and on two, measured in turns so that both meet the same machine, and their ratio."""
    make_fast(PEOPLE)
    lived(1, days, 1, 0)
    alone: list[float] = []
    two: list[float] = []
    busy: list[float] = []
    events: list[int] = []
    for seed in range(1, times + 1):
        for seconds, cores in ((alone, 1), (two, 2)):
            done, count = lived(runs, days, cores, seed)
            seconds.append(done.seconds)
            if cores == 1:
                busy.append(done.cpu)
                events.append(count)
    years = runs * days / DAYS
    note = f"{runs} runs of {PEOPLE} people, {days:g} days, code from the cache, chronicles written and dropped"
    ratio = tuple(one / both for one, both in zip(alone, two, strict=True))
    density = tuple(count / PEOPLE / years for count in events)
    whole = tuple(seconds / years * WHOLE / 60 for seconds in two)
    return [
        Figure("an ensemble, one core", tuple(alone), note=note),
        Figure("the same, two cores", tuple(two), note=note),
        Figure("how many times faster on two", ratio, "×", note),
        Figure("CPU seconds for a village-year, one core", tuple(seconds / years for seconds in busy), "s", note),
        Figure("event density", density, "events per person-year", note),
        Figure(
            f"EXTRAPOLATED, not measured: {WHOLE} village-years, two cores", whole, "min",
            f"from {years:.2g} village-years at a time; the bar is 5 min",
        ),
    ]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="repetitions")
    parser.add_argument("--runs", type=int, default=16, help="runs in each")
    parser.add_argument("--days", type=float, default=DAYS, help="days of each run")
    chosen = parser.parse_args()
    show(figures(chosen.times, chosen.runs, chosen.days))


if __name__ == "__main__":
    main()
