"""Which saved states of a run are kept, and which of them it goes on from."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from chronicle_samples import DAY, Lived, well
from hypothesis import given
from hypothesis import strategies as st

from kizuna.chronicle.checkpoints import MOST, sound_checkpoint, thinned
from kizuna.chronicle.manifest import CheckpointRow
from kizuna.chronicle.resume import resume
from kizuna.chronicle.run import Run
from kizuna.chronicle.segments import segment_files
from kizuna.chronicle.writer import RunWriter
from kizuna.diagnostics import Sink
from kizuna.engine.machine import Machine

DAYS = (2, 4, 6, 8)


def row(events: int) -> CheckpointRow:
    """A state after so many events."""
    return CheckpointRow(
        file=f"state-{events}.npz", sha256="0" * 64, time=events, events=events, blocks=1, segments=1
    )


@given(steps=st.lists(st.integers(0, 1000), min_size=1, max_size=200))
def test_the_states_that_are_kept_stay_spread(steps: list[int]) -> None:
    """However a run grows: at most so many, none twice, and no gap that two others together would not fill."""
    kept: list[CheckpointRow] = []
    events = 0
    for step in steps:
        last = row(events := events + step)
        kept = [*thinned(kept, last, lambda _: 1, 1 << 30), last]
        marks = [0, *(one.events for one in kept)]
        assert len(kept) <= MOST + 1
        assert sorted(set(marks[1:])) == marks[1:]
    if len(kept) == MOST + 1 and len(set(steps)) == 1:
        gaps = [after - before for before, after in pairwise([0, *(one.events for one in kept)])]
        assert max(gaps) <= 3 * min(gaps)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20), st.integers(0, 200))
def test_the_states_that_are_kept_take_no_more_room_than_they_may(sizes: list[int], room: int) -> None:
    """And none is thrown away while there is room."""
    rows = [row(number) for number in range(1, len(sizes) + 1)]
    size = {one.file: how for one, how in zip(rows, sizes, strict=True)}
    kept = thinned(rows, row(len(sizes) + 1), lambda one: size[one.file], room)
    assert sum(size[one.file] for one in kept) <= room
    if sum(sizes) <= room and len(rows) <= MOST:
        assert kept == rows


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nine days at the well with four states, however large they are; not closed."""
    monkeypatch.setattr("kizuna.chronicle.checkpoints.SHARE", 1e9)
    out = tmp_path / "run"
    pack, world = well()
    writer = RunWriter.create(out, world, pack, Sink(), seed=1, people=0, days=10.0)
    assert writer is not None
    machine = Machine.begin(world, 1)
    for day in range(1, 10):
        machine.live(day * DAY)
        assert writer.append(*machine.drain())
        if day in DAYS:
            assert writer.checkpoint(machine)
    writer.abandon()
    return out


@pytest.mark.parametrize("day", range(1, 9))
def test_a_moment_is_lived_from_the_last_state_before_it(
    folder: Path, day: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not from the beginning, and to the same state."""
    loaded: list[str] = []
    load = Machine.load
    monkeypatch.setattr(Machine, "load", lambda path, world: loaded.append(Path(path).name) or load(path, world))
    run = Run.open(folder, Sink())
    assert run is not None
    found = run.machine_at(day * DAY, Sink())
    assert found is not None
    before = [one for one in DAYS if one <= day]
    assert loaded == ([f"state-{len(before) - 1}.npz"] if before else [])
    straight = Machine.begin(found.world, 1)
    straight.live(day * DAY)
    for machine in (found, straight):
        machine.drain()
        machine.live(10 * DAY)
    assert [list(part) for part in found.drain()] == [list(part) for part in straight.drain()]


@pytest.mark.parametrize("bad", [1, 2, 3, 4])
def test_where_the_last_states_are_damaged_the_one_before_is_gone_on_from(lived: Lived, folder: Path, bad: int) -> None:
    """Each that is passed is named, with the moment from which is lived again; the run becomes what it would have."""
    for number in range(4 - bad, 4):
        (folder / f"state-{number}.npz").write_bytes(b"damaged")
    resumed = resume(folder, Sink())
    assert resumed is not None
    assert resumed.state == (folder / f"state-{3 - bad}.npz" if bad < 4 else None)
    assert {fault.message.split()[3] for fault in resumed.repaired} == {f"state-{3 - one}.npz" for one in range(bad)}
    since = f"January {DAYS[3 - bad] + 1}" if bad < 4 else "the beginning"
    assert all(since in fault.notes[0] for fault in resumed.repaired)
    machine = Machine.load(str(resumed.state), resumed.world) if resumed.state else Machine.begin(resumed.world, 1)
    machine.live(10 * DAY)
    assert resumed.writer.append(*machine.drain())
    assert resumed.writer.close(machine.now)
    run, whole = Run.open(folder, Sink()), Run.open(lived.out, Sink())
    assert run is not None
    assert whole is not None
    assert run.manifest.stream == whole.manifest.stream
    assert [one.file for one in run.manifest.checkpoints] == [f"state-{number}.npz" for number in range(4 - bad)]


def test_of_events_that_are_damaged_only_those_since_the_state_before_are_lived_again(folder: Path) -> None:
    """What is damaged lies between the second state and the third."""
    sink = Sink()
    run = Run.open(folder, sink)
    assert run is not None
    third = run.manifest.checkpoints[2]
    broken = next(where for where in run.blocks if where.header.first_event + where.header.events == third.events)
    raw = bytearray(broken.file.read_bytes())
    raw[broken.offset + 100] ^= 1
    broken.file.write_bytes(bytes(raw))
    resumed = resume(folder, sink)
    assert resumed is not None
    assert resumed.state == folder / "state-1.npz"
    assert resumed.writer.events == broken.header.first_event
    assert segment_files(folder)


def test_a_state_that_was_taken_away_is_no_hindrance(folder: Path) -> None:
    """The run goes on from the last, and makes further ones beside those that are there."""
    (folder / "state-1.npz").unlink()
    resumed = resume(folder, Sink())
    assert resumed is not None
    assert resumed.state == folder / "state-3.npz"
    machine = Machine.load(str(resumed.state), resumed.world)
    machine.live(10 * DAY)
    assert resumed.writer.append(*machine.drain())
    assert resumed.writer.checkpoint(machine)
    assert resumed.writer.close(machine.now)
    assert [row.file for row in resumed.writer.manifest.checkpoints] == [f"state-{n}.npz" for n in (0, 2, 3, 4)]


def test_a_state_that_does_not_fit_is_not_looked_at(folder: Path, tmp_path: Path) -> None:
    """Nothing is said of its damage."""
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    (other / "state-3.npz").unlink()
    run, sink = Run.open(other, Sink()), Sink()
    assert run is not None
    found = sound_checkpoint(other, run.manifest, sink, lambda one: one.time <= 6 * DAY)
    assert found is not None
    assert found.file == "state-2.npz"
    assert not sink.found
