"""What must never be so is found at the start by `lint`, later by `run` with the event after which it was so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LOOKOUT = Path(__file__).resolve().parent.parent / "library" / "lookout"
Kizuna = Callable[..., Any]
Add = Callable[[str], Path]
SLEEP = """
triggers:
  fall asleep:
    every: day at 02:00
    roles: {w: watchman}
    effects: [awake(w) = no]
    phrases: ["{w} falls asleep"]
"""
LEAVE = """
triggers:
  come down:
    every: day at 04:00
    roles: {w: watchman}
    effects: [place(w) = street]
    phrases: ["{w} comes down"]
"""
WORN = """
kinds: {lamp: {meters: {wick: {range: 0..1, start: 1, rate: 0 - 1 / 10 h, levels: {gone: 0 %, left: 5 %}}}}}
things: {big lamp: {is: lamp}}
integrity:
  a lamp without a wick:
    roles: {l: lamp}
    never: wick(l) is gone
"""


@pytest.fixture
def lookout(tmp_path: Path) -> Add:
    """A copy of a small world in which the tower must never stand empty, with more rules."""

    def added(text: str) -> Path:
        folder = tmp_path / f"world-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(LOOKOUT, folder)
        (folder / "more.yaml").write_text(text, encoding="utf-8")
        return folder

    return added


@pytest.mark.parametrize(("text", "message", "since"), [
    (SLEEP, "nobody keeps the lookout", "02:00, after: Bram Kok falls asleep"),
    (LEAVE, "nobody keeps the lookout", "04:00, after: Bram Kok comes down"),
    (WORN, "a lamp without a wick: big lamp", "09:30, by nothing but the passing of time"),
])
def test_a_run_names_what_became_wrong_and_after_which_event(
    text: str, message: str, since: str, lookout: Add, kizuna: Kizuna, tmp_path: Path
) -> None:
    """What has changed, what has gone elsewhere, and what time does; the run is lived to its end, and exits with 1."""
    ran = kizuna("run", str(lookout(text)), "--days", "1", "--out", str(tmp_path / "run"))
    assert ran.code == 1
    assert f"error[K701 integrity]  {message}" in ran.err
    assert since in ran.err.replace("Ada Wolf", "Bram Kok")
    assert "year 0, January 1, 00:00 to year 0, January 2" in ran.out


def test_a_run_in_which_nothing_becomes_wrong_exits_with_0(lookout: Add, kizuna: Kizuna, tmp_path: Path) -> None:
    """The rule alone is no fault, nor is one who sleeps while the other watches."""
    one = SLEEP.replace("    effects", "    when: w == Ada Wolf\n    effects")
    ran = kizuna("run", str(lookout(one)), "--days", "1", "--out", str(tmp_path / "run"))
    assert (ran.code, "K701" in ran.err) == (0, False)


def test_programs_read_what_became_wrong(lookout: Add, kizuna: Kizuna, tmp_path: Path) -> None:
    """As JSON the findings stand in the summary, in one document."""
    ran = kizuna("run", str(lookout(SLEEP)), "--days", "1", "--out", str(tmp_path / "run"), "--format", "json")
    assert ran.code == 1
    assert [finding["code"] for finding in json.loads(ran.out)["findings"]] == ["K701"]


def test_lint_finds_what_is_wrong_from_the_start(lookout: Add, kizuna: Kizuna) -> None:
    """Before anything is run, at the line that declares it; nothing is said of a world that is whole."""
    assert kizuna("lint", str(lookout(""))).code == 0
    ran = kizuna("lint", str(lookout(WORN.replace("{is: lamp}", "{is: lamp, wick: 0}"))))
    assert ran.code == 1
    assert "more.yaml:3:" in ran.out
    assert "a lamp without a wick: big lamp" in ran.out


def test_integrity_changes_nothing_else(lookout: Add, kizuna: Kizuna, tmp_path: Path) -> None:
    """All other events are the same with the rule and without it."""
    streams = []
    for keep in (True, False):
        folder = lookout(SLEEP)
        world = folder / "world.yaml"
        text = world.read_text(encoding="utf-8")
        world.write_text(text if keep else text.partition("integrity:")[0], encoding="utf-8")
        run, out = tmp_path / f"run-{keep}", tmp_path / f"events-{keep}.jsonl"
        kizuna("run", str(folder), "--days", "2", "--out", str(run))
        assert kizuna("export", str(run), "--to", "jsonl", "--out", str(out)).code == 0
        events = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        told = [(event["id"], event["time_ms"], event["rule"]) for event in events]
        streams.append([event for event in told if not event[2].startswith("integrity/")])
    assert streams[0] == streams[1]
    assert streams[0]


def test_an_ensemble_says_in_which_runs_something_became_wrong(lookout: Add, kizuna: Kizuna, tmp_path: Path) -> None:
    """Every run is there all the same, and the exit code is 1."""
    words = ("ensemble", str(lookout(SLEEP)), "--runs", "2", "--days", "1", "--jobs", "1")
    ran = kizuna(*words, "--out", str(tmp_path / "out"))
    assert ran.code == 1
    assert "run 1 " in ran.err
    assert "run 2 " in ran.err
    assert "must never be" in ran.err
    assert "2 runs of 1 days" in ran.out
