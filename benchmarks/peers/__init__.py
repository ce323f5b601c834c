"""Other tools on the nearest workload that they can express, in an environment of their own that is thrown away.

Everybody decides once in each step among four things to do, one of them with any of about six others at his place, by
meters, bonds and luck; each decision is an event. Mesa schedules plain objects; the same objects without Mesa stand
beside it. They keep no causes and no durations; Kizuna's figure is that of the rules in `benchmarks/limit`.
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
PEOPLE, STEPS = 60, 500
WANTED = ("mesa",)


def lived(python: str, script: str) -> dict[str, float | str]:
    """What a script says of its run. Raises RuntimeError if it fails."""
    words = (python, str(HERE / script), str(PEOPLE), str(STEPS))
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
            print("  Mesa cannot be installed here: no figure", file=sys.stderr)
            return []
        world, runs = limit.opened(), dict[str, list[float]]()
        notes: dict[str, str] = {}
        for _ in range(times):
            for what, where, script in (("Mesa", python, "run_mesa.py"), ("plain objects", python, "run_plain.py")):
                found = lived(where, script)
                seconds, events = float(found["seconds"]), float(found["events"])
                runs.setdefault(what, []).append(seconds / events * 1e6)
                notes[what] = f"{found['version']}, {PEOPLE} people, {STEPS} steps, {events:.0f} events"
            seconds, count = limit.timed(limit.engine(world))
            runs.setdefault("Kizuna, compiled", []).append(seconds / count * 1e6)
            notes["Kizuna, compiled"] = f"{limit.PEOPLE} people, {limit.DAYS} days, {count} events, with causes"
        return [Figure(f"an event, {what}", tuple(values), "µs CPU", notes[what]) for what, values in runs.items()]


if __name__ == "__main__":
    show(figures())
