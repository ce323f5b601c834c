"""`make demo`: a story checked, broken and asked what-if, then a month of the village. Nothing of it is canned."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
import time
from pathlib import Path

from kizuna.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
STORY = min((ROOT / "worlds" / "leaf" / "stories").glob("000*.md")).relative_to(ROOT)
RUN = Path("runs") / "demo"
AS_WRITTEN = "Kakashi pours chakra into Iruka"
BROKEN = "Kakashi pours chakra into Iruka (dose: 37 chakra)"
LEFT_OUT = "Kakashi sends Pakkun to the gate for help"


def say(text: str) -> None:
    """A line between the parts, set off on a terminal."""
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    print(f"\n{bold}{text}{plain}\n", flush=True)


def run(*words: str) -> int:
    """Show a command as one would type it, and run it."""
    print(f"$ kizuna {shlex.join(words)}", flush=True)
    begin = time.perf_counter()
    code = main(list(words))
    sys.stdout.flush()
    print(f"  [{time.perf_counter() - begin:.1f} s, exit code {code}]", file=sys.stderr, flush=True)
    return code


def broken_copy(folder: Path) -> Path:
    """The story with one beat changed. Raises ValueError if that beat is not in it any more."""
    text = (ROOT / STORY).read_text(encoding="utf-8")
    if text.count(f"- {AS_WRITTEN} ") != 1:
        raise ValueError(f"{STORY} has no longer exactly one beat {AS_WRITTEN!r}")
    copy = folder / "broken.md"
    copy.write_text(text.replace(f"- {AS_WRITTEN} ", f"- {BROKEN} "), encoding="utf-8")
    return copy


def demo() -> int:
    """The four parts; the exit code of the first that does not end as it should, else 0."""
    say("1. The first story, beat by beat under the rules of its village")
    if code := run("check", str(STORY), "--beats"):
        return code

    say(f"2. The same with one beat changed: “{BROKEN}”")
    with tempfile.TemporaryDirectory() as folder:
        if run("check", str(broken_copy(Path(folder))), "--most", "2") != 1:
            return 1

    say(f"3. Without “{LEFT_OUT}”, with the same luck")
    if code := run("whatif", str(STORY), "--without", LEFT_OUT, "--most", "8"):
        return code

    say("4. Nobody writes anything: sixty people live a month")
    if (RUN / "manifest.json").exists():
        shutil.rmtree(RUN)
    if code := run("run", "leaf", "--people", "60", "--days", "30", "--seed", "7", "--out", str(RUN)):
        return code

    say("Go on from here")
    for line in (
        "source .venv/bin/activate            # then `kizuna` is a command",
        f"kizuna why {RUN} EVENT           # EVENT: an id in [brackets] above",
        f"kizuna export {RUN} --to sqlite  # the whole chronicle, for SQL",
        "kizuna show parameters leaf          # what can be turned",
        f"less {STORY}",
        "less docs/tutorial.md                # a world of your own in ten minutes",
    ):
        print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(demo())
