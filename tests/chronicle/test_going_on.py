"""Going on with a run by the command that somebody types: how far it is lived, with what, and by whom."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chronicle_samples import DAY, WELL, live_well

from kizuna.chronicle.beginning import beginning
from kizuna.chronicle.manifest import FILE, FIRST, Manifest, read_manifest
from kizuna.chronicle.resume import resume
from kizuna.chronicle.run import Run
from kizuna.chronicle.segments import segment_files
from kizuna.diagnostics import Sink

Kizuna = Callable[..., Any]
DAYS = 60


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks are small, so that a short run has many of them."""
    monkeypatch.setattr("kizuna.chronicle.writer.BLOCK", 1 << 11)
    monkeypatch.setattr("kizuna.chronicle.living.STEP", 20)


@pytest.fixture
def sixty(kizuna: Kizuna, tmp_path: Path) -> Path:
    """Sixty days at the well, which are more than a run has if nothing is said."""
    out = tmp_path / "sixty"
    assert kizuna("run", str(WELL), "--days", str(DAYS), "--out", str(out)).code == 0
    return out


def manifest_of(folder: Path) -> Manifest:
    """What a run says of itself."""
    found = read_manifest(folder, Sink())
    assert found is not None
    return found


def told(folder: Path) -> tuple[object, ...]:
    """How far a run is to go and has come, and what happened."""
    found = manifest_of(folder)
    return found.days, found.last_time, found.status, found.events, found.stream


def damage(folder: Path) -> None:
    """Changes a bit in the middle of the events."""
    path = segment_files(folder)[0]
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))


def press_at(day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C as soon as a run has come to a day."""
    pressed: list[int] = []

    def press(now: int, events: int) -> None:
        if now >= day * DAY and not pressed:
            pressed.append(now)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("kizuna.cli.progress._lines", lambda calendar, begin, until: press)


@pytest.mark.parametrize("more", [(), ("--days", "1"), ("--days", "45")])
def test_a_damaged_run_is_lived_as_far_as_it_had_come(more: tuple[str, ...], sixty: Path, kizuna: Kizuna) -> None:
    """Whatever is said of days, and though what stands behind the damage is no longer there."""
    before = told(sixty)
    damage(sixty)
    assert kizuna("run", str(WELL), "--out", str(sixty), "--resume", *more).code == 0
    assert told(sixty) == before


def test_a_killed_run_is_lived_as_far_as_it_was_to_go(kizuna: Kizuna, tmp_path: Path, sixty: Path) -> None:
    """Not as far as another one would be."""
    out = live_well(tmp_path / "run", days=DAYS, stop=40).out
    assert kizuna("run", str(WELL), "--out", str(out), "--resume").code == 0
    assert told(out) == told(sixty)


def test_what_stands_behind_the_last_checkpoint_is_lived_again(kizuna: Kizuna, tmp_path: Path) -> None:
    """The manifest of a killed run knows nothing of its later blocks, of which the first is damaged."""
    out = live_well(tmp_path / "run", days=DAYS, stop=40).out
    run = Run.open(out, Sink())
    assert run is not None
    last = run.last_time
    where = next(where for where in run.blocks if where.header.first_event >= run.manifest.events)
    raw = bytearray(where.file.read_bytes())
    raw[where.offset + 100] ^= 1
    where.file.write_bytes(bytes(raw))
    assert kizuna("run", str(WELL), "--out", str(out), "--resume", "--days", "1").code == 0
    assert manifest_of(out).last_time == last > 39 * DAY


def test_a_longer_goal_is_remembered(
    kizuna: Kizuna, tmp_path: Path, sixty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped on the way to it, a run goes on to it; though its manifest is lost, too."""
    out, lost = tmp_path / "run", tmp_path / "lost"
    words = ("run", str(WELL), "--out", str(out))
    assert kizuna(*words, "--days", "5").code == 0
    with monkeypatch.context() as patch:
        press_at(20, patch)
        assert kizuna(*words, "--days", str(DAYS), "--resume").code == 130
    shutil.copytree(out, lost)
    (lost / FILE).unlink()
    assert kizuna(*words, "--resume").code == 0
    assert kizuna("run", str(WELL), "--out", str(lost), "--resume").code == 0
    assert told(out) == told(lost) == told(sixty)
    assert manifest_of(out).as_begun().model_dump_json() == _unsigned(out / FIRST)


def _unsigned(path: Path) -> str:
    found = Manifest.model_validate_json(path.read_bytes())
    return found.model_copy(update={"checksum": "0" * 64}).model_dump_json()


def test_a_goal_is_written_before_anything_is_lived(sixty: Path) -> None:
    """A run that is killed at once goes on to it."""
    resumed = resume(sixty, Sink())
    assert resumed is not None
    assert resumed.writer.aim(80 * DAY) == 80 * DAY
    resumed.writer.abandon()
    assert (manifest_of(sixty).days, manifest_of(sixty).status) == (80, "running")


def test_a_mending_that_is_stopped_forgets_nothing(
    sixty: Path, kizuna: Kizuna, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was recorded stays recorded, so that the run is said to be damaged until it is mended."""
    before, whole = told(sixty), manifest_of(sixty)
    damage(sixty)
    for day in (5, 45):     # among what stands there, and behind it
        with monkeypatch.context() as patch:
            press_at(day, patch)
            ran = kizuna("run", str(WELL), "--out", str(sixty), "--resume")
        assert ran.code == 130
        found = manifest_of(sixty)
        assert (found.status, found.events, found.stream) == ("running", whole.events, whole.stream)
        assert f"{whole.events} were recorded" in kizuna("export", str(sixty), "--to", "jsonl", "--out",
                                                         str(sixty.parent / f"{day}.jsonl")).err
    assert kizuna("run", str(WELL), "--out", str(sixty), "--resume", "--days", "1").code == 0
    assert told(sixty) == before


def test_a_run_is_not_complete_before_all_that_was_recorded_is_lived_again(sixty: Path) -> None:
    """K602, and the manifest stays as it was: neither for what stands there, nor for what was behind the damage."""
    before = (sixty / FILE).read_bytes()
    for file in sixty.glob("state-*"):
        file.unlink()
    for _ in range(2):
        sink = Sink()
        resumed = resume(sixty, sink)
        assert resumed is not None
        assert not resumed.writer.close(DAYS * DAY)
        assert [fault.code for fault in sink] == ["K602"]
        assert (sixty / FILE).read_bytes() == before
        for path in segment_files(sixty):
            path.unlink()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seed", "4"), ["seed 1, not 4"]),
        (("--people", "7"), ["people 0, not 7"]),
        (("--seed", "4", "--people", "7"), ["seed 1, not 4", "people 0, not 7"]),
    ],
)
def test_a_run_of_another_seed_or_people_is_not_gone_on_with(
    words: tuple[str, ...], said: list[str], sixty: Path, kizuna: Kizuna
) -> None:
    """K602 with both values, and nothing is touched."""
    before = (sixty / FILE).read_bytes()
    ran = kizuna("run", str(WELL), "--out", str(sixty), "--days", "70", "--resume", *words)
    assert ran.code == 1
    assert ran.err.count("K602") == len(said)
    assert all(f"made with {one}" in ran.err for one in said)
    assert (sixty / FILE).read_bytes() == before
    same = ("--seed", "1", "--people", "0", "--days", "61")
    assert kizuna("run", str(WELL), "--out", str(sixty), "--resume", *same).code == 0


def test_a_run_of_another_pack_is_not_gone_on_with(sixty: Path, kizuna: Kizuna, tmp_path: Path) -> None:
    """K602 with both names; one that is not there, or says no name, is said to be so."""
    before = (sixty / FILE).read_bytes()
    words = ("--out", str(sixty), "--days", "70", "--resume")
    ran = kizuna("run", "pass", *words)
    assert (ran.code, "K602" in ran.err, "made with pack well, not pass" in ran.err) == (1, True, True)
    ran = kizuna("run", "no-such-pack", *words)
    assert (ran.code, "there is no pack 'no-such-pack'" in ran.err) == (2, True)
    ran = kizuna("run", str(tmp_path), *words)
    assert (ran.code, "K011" in ran.err) == (1, True)
    assert (sixty / FILE).read_bytes() == before


@pytest.mark.parametrize("text", ["\n# changed\n", "\n]\n"])
def test_a_pack_that_has_changed_since_is_said_not_to_be_used(
    text: str, kizuna: Kizuna, tmp_path: Path, sixty: Path
) -> None:
    """One line, whether or not it can still be read; nothing is said where it is the same."""
    own, out = tmp_path / "own", tmp_path / "run"
    shutil.copytree(WELL, own)
    assert kizuna("run", str(own), "--days", "5", "--out", str(out)).code == 0
    said = f"{own} has changed since the run began; it goes on with its own copy"
    assert said not in kizuna("run", str(own), "--days", "6", "--out", str(out), "--resume").err
    with open(own / "world.yaml", "a", encoding="utf-8") as file:
        file.write(text)
    ran = kizuna("run", str(own), "--days", str(DAYS), "--out", str(out), "--resume")
    assert (ran.code, said in ran.err.splitlines()) == (0, True)
    assert told(out) == told(sixty)


def test_what_was_damaged_stands_in_the_document_of_whoever_mends_it(sixty: Path, kizuna: Kizuna) -> None:
    """With JSON nothing is told beside it, and what is mended is no error."""
    damage(sixty)
    ran = kizuna("run", str(WELL), "--days", str(DAYS), "--out", str(sixty), "--resume", "--format", "json")
    found = json.loads(ran.out)["findings"]
    assert (ran.code, ran.err, {fault["severity"] for fault in found}) == (0, "", {"warning"})


def test_two_writers_of_a_run_are_one_too_many(sixty: Path, kizuna: Kizuna) -> None:
    """K604 for whoever comes second, by whatever way, and nothing is touched; with the first the hold ends."""
    resumed = resume(sixty, Sink())
    assert resumed is not None
    before = {path: path.stat().st_mtime_ns for path in sixty.iterdir()}
    ran = kizuna("run", str(WELL), "--days", "70", "--out", str(sixty), "--resume")
    assert ran.code == 1
    assert "K604" in ran.err
    if sys.platform == "linux":
        assert f"is being written by process {os.getpid()}" in ran.err
    assert {path: path.stat().st_mtime_ns for path in sixty.iterdir()} == before
    resumed.writer.abandon()
    assert kizuna("run", str(WELL), "--days", "70", "--out", str(sixty), "--resume").code == 0


def test_a_folder_in_which_a_run_begins_is_left_to_it(tmp_path: Path, kizuna: Kizuna) -> None:
    """Also in the moments in which it is as free as one that was cut short there."""
    with beginning(tmp_path / "run", Sink()) as held:
        assert held is not None
        for more in ((), ("--resume",)):
            ran = kizuna("run", str(WELL), "--days", "1", "--out", str(tmp_path / "run"), *more)
            assert (ran.code, "K604" in ran.err) == (1, True)
    held.end()
    assert kizuna("run", str(WELL), "--days", "1", "--out", str(tmp_path / "run")).code == 0


def test_a_run_is_held_by_its_process_until_that_is_killed(tmp_path: Path, kizuna: Kizuna) -> None:
    """What comes second is refused, and goes on with what the killed one has left."""
    out = tmp_path / "run"
    words = ("run", str(WELL), "--out", str(out))
    first = subprocess.Popen(
        [sys.executable, "-m", "kizuna", *words, "--days", "40000"], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not (out.exists() and segment_files(out)):
        assert first.poll() is None
        time.sleep(0.01)
    ran = kizuna(*words, "--resume", "--days", str(DAYS))
    assert (ran.code, "K604" in ran.err, first.poll()) == (1, True, None)
    first.kill()
    assert first.wait() == -signal.SIGKILL
    assert kizuna(*words, "--resume", "--days", str(DAYS)).code == 0
    assert manifest_of(out).status == "complete"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")
def test_a_process_that_was_forked_holds_nothing(sixty: Path) -> None:
    """Such as one that compiles, and is still there when ours was killed."""
    resumed = resume(sixty, Sink())
    assert resumed is not None
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        theirs.send(b"!")
        theirs.recv(1)
        os._exit(0)
    assert ours.recv(1)
    resumed.writer.abandon()
    again = resume(sixty, Sink())
    ours.send(b"!")
    os.waitpid(child, 0)
    ours.close()
    theirs.close()
    assert again is not None
    again.writer.abandon()
