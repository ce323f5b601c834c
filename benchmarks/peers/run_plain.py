"""The peers' workload on plain objects."""

from __future__ import annotations

import json
import platform
import sys
import time

from plain import Town


def main(people: int, steps: int) -> None:
    """Print seconds and events as JSON."""
    town = Town(people, 1)
    begin = time.process_time()
    for _ in range(steps):
        town.step()
    seconds = time.process_time() - begin
    print(json.dumps({"seconds": seconds, "events": len(town.log), "version": f"CPython {platform.python_version()}"}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
