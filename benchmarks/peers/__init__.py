"""Other tools on the nearest workload that they can express, in an environment of their own that is thrown away.

Everybody decides once in each step among four things to do, one of them with any of about six others at his place, by
meters, bonds and luck; each decision is an event. Mesa schedules plain objects; the same objects without Mesa stand
beside it. Neighborly cannot be asked for days: it lives a town of that size in months, with its own life events, and
records few. None keeps causes or durations; Kizuna's figure is that of the rules in `benchmarks/limit`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import limit
from timing import Figure, show

HERE = Path(__file__).parent
PEOPLE, STEPS, YEARS = 60, 500, 10
WANTED = ("mesa", "neighborly==2.5.0", "attrs")  # Neighborly imports attrs and does not say so


def lived(python: str, script: str, long: int) -> dict[str, float | str]:
    """What a script says of its run of so many steps or years. Raises RuntimeError if it fails."""
    words = (python, str(HERE / script), str(PEOPLE), str(long))
    done = subprocess.run(words, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{script}:\n{done.stderr[-2000:]}")
    found: dict[str, float | str] = json.loads(done.stdout.splitlines()[-1])
    return found


def figures(times: int = 5) -> list[Figure]:
    """Microseconds for each event, all in turns."""
    with tempfile.TemporaryDirectory() as name:
        venv.create(name, with_pip=True)
        python = str(Path(name) / "bin" / "python")
        install = (python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input", *WANTED)
        if subprocess.run(install, capture_output=True, check=False).returncode:
            print("  Mesa and Neighborly cannot be installed here: no figure", file=sys.stderr)
            return []
        world, runs = limit.opened(), dict[str, list[float]]()
        notes: dict[str, str] = {}
        for _ in range(times):
            for what, script in (("Mesa", "run_mesa.py"), ("plain objects", "run_plain.py")):
                found = lived(python, script, STEPS)
                seconds, events = float(found["seconds"]), float(found["events"])
                runs.setdefault(what, []).append(seconds / events * 1e6)
                notes[what] = f"{found['version']}, {PEOPLE} people, {STEPS} steps, {events:.0f} events"
            found = lived(python, "run_neighborly.py", YEARS)
            seconds, events = float(found["seconds"]), float(found["events"])
            runs.setdefault("Neighborly", []).append(seconds / events * 1e6)
            dense = f"{events / float(found['years']):.2f} events a person-year"
            notes["Neighborly"] = f"{found['version']}, {PEOPLE} homes, {YEARS} years, {dense}"
            seconds, count = limit.timed(limit.engine(world))
            runs.setdefault("Kizuna, compiled", []).append(seconds / count * 1e6)
            years = limit.PEOPLE * limit.DAYS / 365
            dense = f"{count / years:.0f} events a person-year, with causes"
            notes["Kizuna, compiled"] = f"{limit.PEOPLE} people, {limit.DAYS} days, {dense}"
        return [Figure(f"an event, {what}", tuple(values), "µs CPU", notes[what]) for what, values in runs.items()]


if __name__ == "__main__":
    show(figures())
