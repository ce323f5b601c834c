"""Killed, out of room or damaged: what was recorded is read, the damage is named, a resumed run is whole."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chronicle_samples import Lived
from disks import Disk, mounted
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kizuna.chronicle.ids import short_id
from kizuna.chronicle.manifest import FILE, FIRST, read_manifest
from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.engine.workshop import compiler

Kizuna = Callable[..., Any]
MILL = str(Path(__file__).parents[1] / "worlds" / "mill")
WORDS = ("run", MILL, "--people", "12", "--days", "3", "--seed", "4")
SMALL = """
import sys
from kizuna.chronicle import living, writer
from kizuna.cli.main import main
writer.BLOCK, living.STEP, living.SAVE_EVERY = 1 << 11, 20, 0.05
"""
"""Blocks and checkpoints are small and frequent, so that a short run has many of each."""

ENGINES = ["python", pytest.param("compiled", marks=pytest.mark.skipif(not compiler(), reason="needs kizuna[fast]"))]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same within this process."""
    monkeypatch.setattr("kizuna.chronicle.writer.BLOCK", 1 << 11)
    monkeypatch.setattr("kizuna.chronicle.living.STEP", 20)
    monkeypatch.setattr("kizuna.chronicle.living.SAVE_EVERY", 0.05)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The run of these tests, undisturbed."""
    out = tmp_path_factory.mktemp("whole") / "run"
    assert start(out, "python").wait() == 0
    return out


def ids(folder: Path) -> list[int]:
    """The ids of all events that can be read."""
    run = Run.open(folder, Sink())
    return [event.id for event in run.events()] if run is not None else []


def is_whole(folder: Path, whole: Path) -> None:
    """The same events to the byte, nothing left over, and everything verified."""
    sink = Sink()
    run, wanted = Run.open(folder, sink), Run.open(whole, sink)
    assert run is not None
    assert wanted is not None
    assert (run.manifest.stream, run.manifest.status) == (wanted.manifest.stream, "complete")
    assert run.verify(sink), sink.found
    assert not sink.found
    assert run.manifest.checkpoint is not None
    states = [row.file for row in run.manifest.checkpoints]
    segments = [where.file.name for where in run.blocks]
    assert {path.name for path in folder.iterdir()} == {FILE, FIRST, "pack", *states, *segments}


def size_of(folder: Path) -> int:
    """How many bytes all files of a folder have together."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def start(out: Path, engine: str, *more: str) -> subprocess.Popen[bytes]:
    """The run as a process of its own."""
    words = [*WORDS, "--engine", engine, "--out", str(out), *more]
    return subprocess.Popen(
        [sys.executable, "-c", f"{SMALL}\nsys.exit(main(sys.argv[1:]))", *words], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_that_is_killed_again_and_again_ends_as_if_nothing_had_been(
    engine: str, whole: Path, tmp_path: Path
) -> None:
    """SIGKILL some moments after the run's folder appears, then once more while it is resumed."""
    out, wanted = tmp_path / "run", ids(whole)
    for wait in (0.0, 0.06, 0.15):
        running = start(out, engine, "--resume")
        while not out.exists() and running.poll() is None:
            time.sleep(0.002)
        time.sleep(wait)
        running.kill()
        assert running.wait() in (-signal.SIGKILL, 0)
        found = ids(out)
        assert found == wanted[:len(found)]
    assert start(out, engine, "--resume").wait() == 0
    is_whole(out, whole)


@settings(suppress_health_check=list(HealthCheck), max_examples=5, deadline=None)
@given(share=st.floats(0, 1))
@example(share=0.01)
@example(share=0.999)
def test_killed_at_any_byte_a_run_can_be_resumed(
    share: float, whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever was half written then: a file of the pack, a manifest, a block, a saved state."""
    out = tmp_path_factory.mktemp("killed") / "run"
    child = os.fork()
    if child == 0:
        _silent()
        with mounted(Disk(out, int(share * size_of(whole)), kills=True)):
            _main("--out", str(out))
        os._exit(0)
    os.waitpid(child, 0)
    found = ids(out)
    assert found == ids(whole)[:len(found)]
    assert _main("--resume", "--out", str(out)) == 0
    is_whole(out, whole)


@settings(suppress_health_check=list(HealthCheck), max_examples=5, deadline=None)
@given(share=st.floats(0, 1))
@example(share=0.0)
@example(share=0.02)
def test_a_disk_that_fills_up_at_any_byte_is_named_and_nothing_is_lost(
    share: float, whole: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """K606 or a plain word with exit code 1, no traceback; with room again the run goes on."""
    from tests.conftest import run_command

    out = tmp_path_factory.mktemp("full") / "run"
    with mounted(Disk(out, int(share * size_of(whole) * 0.9))):
        ran = run_command((*WORDS, "--engine", "python", "--out", str(out)), None)
    assert ran.code == 1
    assert "K606" in ran.err
    assert "No space left on device" in ran.err
    assert "Traceback" not in ran.text
    found = ids(out)
    assert found == ids(whole)[:len(found)]
    assert _main("--resume", "--out", str(out)) == 0
    is_whole(out, whole)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
@pytest.mark.parametrize("what", ["manifest", "state", "segment"])
def test_a_file_that_may_not_grow_any_more_is_named(what: str, whole: Path, tmp_path: Path) -> None:
    """The limit of the operating system itself, in the middle of each sort of file."""
    import resource

    limits = {
        "manifest": (whole / FIRST).stat().st_size // 2, "state": next(whole.glob("state-*")).stat().st_size - 100,
        "segment": sum(path.stat().st_size for path in whole.glob("*.seg")) // 2,
    }
    out = tmp_path / "run"
    words = [*WORDS, "--engine", "python", "--out", str(out)]
    ran = subprocess.run(
        [sys.executable, "-c", f"{SMALL}\nsys.exit(main(sys.argv[1:]))", *words], capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limits[what], limits[what])),
    )
    assert ran.returncode == 1
    assert "K606" in ran.stderr
    assert "File too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    found = ids(out)
    assert found == ids(whole)[:len(found)]
    assert _main("--resume", "--out", str(out)) == 0
    is_whole(out, whole)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(what=st.sampled_from(["*.seg", FILE, "state-*"]), share=st.floats(0, 1), bits=st.integers(0, 255))
@example(what="*.seg", share=0.0, bits=0)
@example(what=FILE, share=1.0, bits=2)
def test_any_changed_byte_is_named_and_mended(
    what: str, share: float, bits: int, lived: Lived, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In a segment, a manifest or the saved state; with no bits to change, the file is cut short there."""
    folder = tmp_path_factory.mktemp("flipped") / "run"
    shutil.copytree(lived.out, folder)
    path = next(folder.glob(what))
    raw = bytearray(path.read_bytes())
    at = round(share * (len(raw) - 1))
    if bits:
        raw[at] ^= bits
    else:
        del raw[at:]
    path.write_bytes(bytes(raw))
    wanted, sink = ids(lived.out), Sink()
    run = Run.open(folder, sink)
    assert run is not None
    found = [event.id for event in run.events()]
    assert found == wanted[:len(found)]
    if path.suffix != ".npz":
        assert sink.failed
        assert all(fault.code == "K601" and fault.spans for fault in sink)
        said = " ".join(" ".join((fault.message, *fault.notes)) for fault in sink)
        assert path.name in said
        assert "read" in said
        assert any(fault.hint for fault in sink)
    _mends(folder, lived, path)


def _mends(folder: Path, lived: Lived, path: Path) -> None:
    """Resuming names the file, and gives the run as it was."""
    from kizuna.chronicle.resume import resume
    from kizuna.engine.machine import Machine

    sink = Sink()
    resumed = resume(folder, sink)
    assert resumed is not None
    assert path.name in " ".join(fault.message for fault in resumed.repaired)
    machine = Machine.load(str(resumed.state), resumed.world) if resumed.state else Machine.begin(resumed.world, 1)
    machine.live(10 * 86_400_000)
    assert resumed.writer.append(*machine.drain())
    assert resumed.writer.checkpoint(machine)
    assert resumed.writer.close(machine.now)
    assert not sink.found
    run, whole = Run.open(folder, sink), read_manifest(lived.out, sink)
    assert run is not None
    assert whole is not None
    assert run.manifest.stream == whole.stream
    assert run.verify(sink), sink.found


def test_a_damaged_run_answers_as_far_as_it_can_be_read(whole: Path, tmp_path: Path, kizuna: Kizuna) -> None:
    """Commands give what they find, name the damage with its place, and end with exit code 1."""
    folder = tmp_path / "run"
    shutil.copytree(whole, folder)
    sink = Sink()
    run = Run.open(folder, sink)
    assert run is not None
    first, last = (list(run.events())[n] for n in (0, -1))
    path, where = run.blocks[-1].file, run.blocks[-1]
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(bytes(raw))
    ran = kizuna("why", str(folder), short_id(first.id))
    assert ran.code == 1
    assert f"[{short_id(first.id)[:8]}]" in ran.out
    ran = kizuna("export", str(folder), "--to", "jsonl")
    assert ran.code == 1
    assert f"{path.name}, block {where.header.number}, byte {where.offset}" in ran.err
    assert "are lost" in ran.err
    assert "--resume" in ran.err
    exported = (tmp_path / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(exported) == where.header.first_event
    assert last.number >= len(exported)
    ran = kizuna("why", str(folder), short_id(first.id), "--format", "json")
    told = json.loads(ran.out)
    assert (ran.code, ran.err, told["sentence"] != "") == (1, "", True)
    [fault] = told["findings"]
    assert (fault["severity"], "are lost" in fault["message"] + "".join(fault["notes"])) == ("error", True)
    ran = kizuna("why", str(folder), "zzzz", "--format", "json")
    assert (ran.code, ran.err, len(json.loads(ran.out)["findings"])) == (1, "", 2)


def _main(*more: str) -> int:
    from tests.conftest import run_command

    return run_command((*WORDS, "--engine", "python", *more), None).code


def _silent() -> None:
    """What a forked process says is nobody's business."""
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, 1)
    os.dup2(void, 2)
