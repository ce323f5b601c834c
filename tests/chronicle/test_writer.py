"""Writing runs: never over something, never losing anything, and going on as if nothing had been."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from chronicle_samples import DAY, Lived, change_manifest, live_well, well

from kizuna.chronicle.living import live_into
from kizuna.chronicle.resume import resume
from kizuna.chronicle.run import Run
from kizuna.chronicle.segments import SegmentWriter, segment_files
from kizuna.chronicle.writer import RunWriter
from kizuna.diagnostics import Severity, Sink
from kizuna.engine.machine import Machine


def goes_on(folder: Path, sink: Sink) -> Run | None:
    """Resumes a run and lives it to the end of its ten days."""
    resumed = resume(folder, sink)
    if resumed is None:
        return None
    state = resumed.state
    machine = Machine.load(str(state), resumed.world) if state else Machine.begin(resumed.world, 1)
    for day in range(machine.now // DAY + 1, 11):
        machine.live(day * DAY)
        resumed.writer.append(*machine.drain())
    assert resumed.writer.close(machine.now)
    return Run.open(folder, sink)


def test_nothing_is_written_over_what_is_there(lived: Lived, tmp_path: Path) -> None:
    """A folder with something in it, or a file, is K604 and stays as it is; an empty folder will do."""
    pack, world = well()
    (tmp_path / "full").mkdir()
    (tmp_path / "full/own.txt").write_text("mine", encoding="utf-8")
    for path in (tmp_path / "full", tmp_path / "full/own.txt", lived.out):
        sink = Sink()
        assert RunWriter.create(path, world, pack, sink, seed=1, people=0, days=1.0) is None
        assert [fault.code for fault in sink] == ["K604"]
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["own.txt"]
    (tmp_path / "empty").mkdir()
    assert RunWriter.create(tmp_path / "empty", world, pack, Sink(), seed=1, people=0, days=1.0) is not None


@pytest.mark.parametrize(("checkpoint", "stop"), [(4, 7), (4, 4), (99, 5), (1, 9)])
def test_a_killed_run_goes_on_to_the_same_events(lived: Lived, tmp_path: Path, checkpoint: int, stop: int) -> None:
    """With and without a checkpoint, and with a torn block at the end, the stream is that of an undisturbed run."""
    folder = live_well(tmp_path / "run", checkpoint=checkpoint, stop=stop).out
    files = segment_files(folder)
    if files:
        with open(files[-1], "ab") as file:
            file.write(b"KZB1 torn")
    sink = Sink()
    run = goes_on(folder, sink)
    assert run is not None
    assert not [fault for fault in sink if fault.severity is Severity.ERROR]
    whole = Run.open(lived.out, sink)
    assert whole is not None
    assert run.manifest.stream == whole.manifest.stream
    assert list(run.events()) == list(whole.events())
    assert run.manifest.status == "complete"
    assert run.verify(Sink())


@pytest.mark.parametrize("step", [1, 2, 500])
def test_all_that_happens_at_the_last_moment_is_lived(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rain falls on three people at one instant: however many events are taken at a time, none of them is left out."""
    monkeypatch.setattr("kizuna.chronicle.living.STEP", step)
    pack, world = well()
    writer = RunWriter.create(tmp_path / "run", world, pack, Sink(), seed=1, people=0, days=1.0)
    assert writer is not None
    at_five = 5 * DAY // 24
    assert live_into(Machine.begin(world, 1), writer, at_five, lambda now, events: None)
    run = Run.open(tmp_path / "run", Sink())
    assert run is not None
    assert [event.rule for event in run.between(at_five, at_five)].count("trigger/rain") == 3
    assert run.manifest.status == "complete"


def test_a_run_can_be_resumed_twice(lived: Lived, tmp_path: Path) -> None:
    """Segments that a resumed run left are cut away like any others."""
    folder = live_well(tmp_path / "run", stop=6).out
    first = goes_on(folder, Sink())
    second = goes_on(folder, Sink())
    assert first is not None
    assert second is not None
    assert second.manifest.stream == first.manifest.stream
    assert second.verify(Sink())


def test_a_damaged_checkpoint_means_going_on_from_the_beginning(lived: Lived, tmp_path: Path) -> None:
    """A state that is not what the manifest says is not used."""
    folder = live_well(tmp_path / "run", stop=6).out
    for state in folder.glob("state-*.npz"):
        state.write_bytes(b"damaged")
    resumed = resume(folder, Sink())
    assert resumed is not None
    assert resumed.state is None
    assert [(fault.code, fault.severity) for fault in resumed.repaired] == [("K601", Severity.WARNING)]
    assert "state-0.npz cannot be used" in resumed.repaired[0].message
    assert segment_files(folder)
    resumed.writer.abandon()
    run = goes_on(folder, Sink())
    whole = Run.open(lived.out, Sink())
    assert run is not None
    assert whole is not None
    assert run.manifest.stream == whole.manifest.stream


def test_damage_before_the_checkpoint_is_named_and_lived_again(lived: Lived, tmp_path: Path) -> None:
    """What stands before the damage stays; the rest, the checkpoint included, is lived from the beginning."""
    folder = live_well(tmp_path / "run", stop=6).out
    file = segment_files(folder)[0]
    raw = bytearray(file.read_bytes())
    raw[100] ^= 1
    file.write_bytes(bytes(raw))
    sink = Sink()
    resumed = resume(folder, sink)
    assert resumed is not None
    assert resumed.state is None
    assert {fault.code for fault in resumed.repaired} == {"K601"}
    assert not sink.found
    resumed.writer.abandon()
    run, whole = goes_on(folder, sink), Run.open(lived.out, sink)
    assert run is not None
    assert whole is not None
    assert run.manifest.stream == whole.manifest.stream


def test_other_events_than_the_engine_lives_are_left_alone(lived: Lived, tmp_path: Path) -> None:
    """K602 when what is lived again differs from what stands there, and no event is lost."""
    folder = live_well(tmp_path / "run", stop=6).out
    for state in folder.glob("state-*.npz"):
        state.unlink()
    change_manifest(folder, seed=2)
    raw = [path.read_bytes() for path in segment_files(folder)]
    sink = Sink()
    resumed = resume(folder, sink)
    assert resumed is not None
    machine = Machine.begin(resumed.world, 2)
    machine.live(8 * DAY)
    assert not resumed.writer.append(*machine.drain())
    assert not resumed.writer.close(machine.now)
    assert [fault.code for fault in sink] == ["K602"]
    assert [path.read_bytes() for path in segment_files(folder)] == raw


def test_another_engine_or_another_pack_is_k602(tmp_path: Path) -> None:
    """A run goes on only with what it began with."""
    folder = live_well(tmp_path / "run", stop=6).out
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    with open(folder / "pack/well/world.yaml", "a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    change_manifest(other, engine="9")
    for path in (folder, other):
        sink = Sink()
        assert resume(path, sink) is None
        assert [fault.code for fault in sink] == ["K602"]


def test_a_full_disk_is_k606_and_everything_before_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer says so once, refuses further events, and the run can be resumed when there is room."""
    pack, world = well()
    sink = Sink()
    writer = RunWriter.create(tmp_path / "run", world, pack, sink, seed=1, people=0, days=10.0)
    assert writer is not None
    machine = Machine.begin(world, 1)
    machine.live(2 * DAY)
    assert writer.append(*machine.drain())
    assert writer.checkpoint(machine)
    machine.live(3 * DAY)
    assert writer.append(*machine.drain())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SegmentWriter, "append", full)
    assert not writer.checkpoint(machine)
    assert not writer.append(*machine.drain())
    assert not writer.close(machine.now)
    assert [fault.code for fault in sink] == ["K606"]
    assert "No space left" in sink.found[0].message
    monkeypatch.undo()
    run = goes_on(tmp_path / "run", Sink())
    assert run is not None
    assert run.manifest.status == "complete"


def test_a_block_is_written_while_the_next_one_is_lived(
    lived: Lived, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handing over does not wait for the disk; what it refuses is told with the next block, and nothing follows it."""
    pack, world = well()
    sink, go_on, put = Sink(), Event(), []

    def slow(*_: object) -> None:
        assert go_on.wait(30)
        put.append(1)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kizuna.chronicle.writer.BLOCK", 1)
    writer = RunWriter.create(tmp_path / "run", world, pack, sink, seed=1, people=0, days=10.0)
    assert writer is not None
    monkeypatch.setattr(SegmentWriter, "append", slow)
    assert writer.append(lived.ints, lived.floats)
    assert (put, writer.events > 0) == ([], True)
    go_on.set()
    assert not writer.append(lived.ints, lived.floats)
    assert not writer.append(lived.ints, lived.floats)
    assert not writer.close()
    assert put == [1]
    assert [fault.code for fault in sink] == ["K606"]


def test_a_place_that_cannot_be_written_is_k606(tmp_path: Path) -> None:
    """Such as a folder within a file."""
    pack, world = well()
    (tmp_path / "file").write_text("", encoding="utf-8")
    sink = Sink()
    assert RunWriter.create(tmp_path / "file/run", world, pack, sink, seed=1, people=0, days=1.0) is None
    assert [fault.code for fault in sink] == ["K606"]


def test_a_run_is_the_same_whatever_the_size_of_what_is_handed_over(lived: Lived, tmp_path: Path) -> None:
    """An event at a time, the same hash."""
    from kizuna.chronicle.codec import decode, encode

    pack, world = well()
    writer = RunWriter.create(tmp_path / "run", world, pack, Sink(), seed=1, people=0, days=10.0)
    assert writer is not None
    whole = Run.open(lived.out, Sink())
    assert whole is not None
    for event in decode(lived.ints, lived.floats, whole.tables):
        assert writer.append(*encode([event]))
    assert writer.close()
    assert writer.stream == whole.manifest.stream


def test_buffers_may_be_used_again_after_they_were_handed_over(lived: Lived, tmp_path: Path) -> None:
    """Arrays are copied, not kept."""
    pack, world = well()
    writer = RunWriter.create(tmp_path / "run", world, pack, Sink(), seed=1, people=0, days=10.0)
    assert writer is not None
    ints, floats = np.array(lived.ints), np.array(lived.floats)
    assert writer.append(ints, floats)
    ints[:], floats[:] = 0, 0.0
    assert writer.close()
    whole = Run.open(lived.out, Sink())
    assert whole is not None
    assert writer.stream == whole.manifest.stream


@pytest.mark.parametrize(("most", "kept"), [(0, [3]), (1, [2, 3]), (9, [1, 2, 3])])
def test_the_states_on_the_disk_are_those_that_the_manifest_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, kept: list[int]
) -> None:
    """The last and as many before it as are kept; of two after the same events the later one."""
    monkeypatch.setattr("kizuna.chronicle.checkpoints.MOST", most)
    monkeypatch.setattr("kizuna.chronicle.checkpoints.SHARE", 1e9)
    pack, world = well()
    writer = RunWriter.create(tmp_path / "run", world, pack, Sink(), seed=1, people=0, days=10.0)
    assert writer is not None
    machine = Machine.begin(world, 1)
    for day in (1, 2, 2, 3):
        machine.live(day * DAY)
        assert writer.append(*machine.drain())
        assert writer.checkpoint(machine)
    writer.abandon()
    states = sorted(path.name for path in (tmp_path / "run").glob("*.npz"))
    assert states == [row.file for row in writer.manifest.checkpoints]
    assert [row.time for row in writer.manifest.checkpoints] == [day * DAY for day in kept]
    assert not list((tmp_path / "run").glob(".*"))


def test_a_beginning_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """Whatever it fails by: here a number of days that no manifest can hold."""
    pack, world = well()
    with pytest.raises(ValueError, match="nan"):
        RunWriter.create(tmp_path / "run", world, pack, Sink(), seed=1, people=0, days=float("nan"))
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("seed", [-(1 << 63), (1 << 63) - 1])
def test_the_least_and_the_greatest_seed_are_saved_and_lived(seed: int, tmp_path: Path) -> None:
    """A checkpoint of either can be gone on from."""
    pack, world = well()
    writer = RunWriter.create(tmp_path / "run", world, pack, Sink(), seed=seed, people=0, days=1.0)
    assert writer is not None
    assert live_into(Machine.begin(world, seed), writer, DAY, lambda now, events: None)
    resumed = resume(tmp_path / "run", Sink())
    assert resumed is not None
    assert resumed.state is not None
    assert Machine.load(str(resumed.state), resumed.world).now == DAY
