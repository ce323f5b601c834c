"""Runs on the disk: what was lived is read back, found, and lived again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from chronicle_samples import DAY, Lived, change_manifest

from kizuna.chronicle.blocks import reals, words
from kizuna.chronicle.codec import decode
from kizuna.chronicle.ids import short_id
from kizuna.chronicle.manifest import read_manifest
from kizuna.chronicle.run import Run, concerns
from kizuna.chronicle.segments import segment_files
from kizuna.chronicle.stream import StreamHash
from kizuna.diagnostics import Sink


def opened(folder: Path) -> Run:
    """A run that must open without a fault."""
    sink = Sink()
    run = Run.open(folder, sink)
    assert run is not None
    assert not sink.found
    return run


def test_the_events_of_a_run_are_those_that_the_machine_made(lived: Lived) -> None:
    """In order, with names, and with the hash that the manifest states."""
    run = opened(lived.out)
    events = list(run.events())
    assert events == list(decode(lived.ints, lived.floats, run.tables))
    assert run.count == len(events) == run.manifest.events
    stream = StreamHash()
    stream.add(words(lived.ints), reals(lived.floats))
    assert run.manifest.stream == stream.hex()
    assert not [event for event in events if event.rule.startswith("#")]
    assert run.verify(Sink())


def test_an_event_is_found_by_its_id_and_by_the_beginning_of_its_short_id(lived: Lived) -> None:
    """Eight characters are enough here; capitals do not matter."""
    run = opened(lived.out)
    for event in run.events():
        assert run.event(event.id, Sink()) == event
        assert run.event(short_id(event.id)[:8].upper(), Sink()) == event


def test_an_id_that_is_not_there_or_not_one_is_k603(lived: Lived) -> None:
    """Nothing worse happens, whatever is asked for."""
    for asked in (5, "zzzzzzzz", "", "ab", "?", "x" * 99):
        sink = Sink()
        run = Run.open(lived.out, sink)
        assert run is not None
        assert run.event(asked, sink) is None
        assert [fault.code for fault in sink] == ["K603"]


def test_a_prefix_of_several_events_is_refused_with_their_ids(lived: Lived, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message lists what was possibly meant."""
    sink = Sink()
    run = Run.open(lived.out, sink)
    assert run is not None
    monkeypatch.setattr(run, "_prefixed", lambda text: [0, 1])
    assert run.event("abcd", sink) is None
    assert sink.found[0].hint == f"say more of one of {', '.join(short_id(int(run.index.ids[n])) for n in (0, 1))}"


def test_events_can_be_asked_for_by_time_and_by_name(lived: Lived) -> None:
    """Both ends are included; a name stands for roles, witnesses and bearers; aliases will do."""
    run = opened(lived.out)
    events = list(run.events())
    assert list(run.between(DAY, 3 * DAY)) == [event for event in events if DAY <= event.time <= 3 * DAY]
    assert list(run.about("the carrier", Sink())) == list(run.about("mei", Sink()))
    sly = set(run.names.identify("Sly"))
    assert list(run.about("Sly", Sink())) == [event for event in events if concerns(event, sly)]
    assert 0 < len(list(run.about("Sly", Sink()))) < len(events)


def test_an_unknown_name_is_k307_with_the_nearest_one(lived: Lived) -> None:
    """The hint is taken from the names of the run."""
    sink = Sink()
    run = Run.open(lived.out, sink)
    assert run is not None
    assert not list(run.about("Renn", sink))
    assert [(fault.code, fault.hint) for fault in sink] == [("K307", "did you mean 'Ren'?")]


@pytest.mark.parametrize("engine", ["python", "compiled"])
@pytest.mark.parametrize("day", [0, 3, 4, 7, 10])
def test_a_moment_of_a_run_is_lived_again_from_the_start_or_the_checkpoint(
    lived: Lived, day: int, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What follows from there is what was recorded, and the state is in the lists that CPython looks at."""
    if engine == "compiled":
        pytest.importorskip("llvmlite")
    monkeypatch.setenv("KIZUNA_ENGINE", engine)
    run = opened(lived.out)
    machine = run.machine_at(day * DAY, Sink())
    assert machine is not None
    assert machine.now == day * DAY
    assert not machine.player.away
    machine.live(10 * DAY)
    ints, floats = machine.drain()
    after = [event for event in run.events() if event.time > day * DAY]
    assert [(e.id, e.changes) for e in decode(ints, floats, run.tables)] == [(e.id, e.changes) for e in after]


def test_a_moment_outside_the_run_is_k605(lived: Lived) -> None:
    """Before the beginning and after the end; the hint says how far it goes."""
    run = opened(lived.out)
    for moment in (-1, 10 * DAY + 1):
        sink = Sink()
        assert run.machine_at(moment, sink) is None
        assert [fault.code for fault in sink] == ["K605"]
        assert "January 11" in sink.found[0].hint


def test_a_run_moved_elsewhere_is_still_complete(lived: Lived, tmp_path: Path) -> None:
    """It has its own copy of the pack and needs nothing else."""
    shutil.copytree(lived.out, tmp_path / "moved")
    run = opened(tmp_path / "moved")
    sink = Sink()
    world = run.world(sink)
    assert world is not None
    assert world.rules == lived.world.rules or set(world.rules) == set(lived.world.rules)
    assert run.machine_at(DAY, sink) is not None
    assert not sink.found


def test_a_changed_copy_of_the_pack_is_k602(lived: Lived, tmp_path: Path) -> None:
    """The files that differ are named."""
    folder = tmp_path / "run"
    shutil.copytree(lived.out, folder)
    with open(folder / "pack/well/world.yaml", "a", encoding="utf-8") as file:
        file.write("# more\n")
    (folder / "pack/well/new.yaml").write_text("choices: {colour: [red]}\n", encoding="utf-8")
    sink = Sink()
    assert opened(folder).world(sink) is None
    assert [fault.code for fault in sink] == ["K602"]
    assert sink.found[0].notes == ("well/new.yaml is new", "well/world.yaml is changed")


def test_a_copy_of_the_pack_that_is_no_pack_is_k602_of_the_run(lived: Lived, tmp_path: Path) -> None:
    """One fault at the run's own folder, with what is wrong with the copy."""
    folder = tmp_path / "run"
    shutil.copytree(lived.out, folder)
    shutil.rmtree(folder / "pack")
    sink = Sink()
    assert opened(folder).world(sink) is None
    assert [(fault.code, fault.spans[0].file) for fault in sink] == [("K602", str(folder / "pack"))]
    assert "there is no pack.yaml" in sink.found[0].notes[0]


def test_a_run_of_another_engine_can_be_read_but_not_replayed(lived: Lived, tmp_path: Path) -> None:
    """Its events are there; replaying is refused with K602."""
    folder = tmp_path / "run"
    shutil.copytree(lived.out, folder)
    manifest = read_manifest(folder, Sink())
    assert manifest is not None
    change_manifest(folder, engine="0.0.0")
    run = opened(folder)
    assert len(list(run.events())) == manifest.events
    sink = Sink()
    assert run.machine_at(DAY, sink) is None
    assert [fault.code for fault in sink] == ["K602"]


def test_segments_that_are_missing_at_the_end_of_a_complete_run_are_noticed(lived: Lived, tmp_path: Path) -> None:
    """The manifest knows how many events there were."""
    folder = tmp_path / "run"
    shutil.copytree(lived.out, folder)
    segment_files(folder)[-1].unlink()
    sink = Sink()
    run = Run.open(folder, sink)
    assert run is not None
    assert [fault.code for fault in sink] == ["K601"]
    assert not run.verify(Sink())


def test_other_events_with_right_checksums_are_noticed_by_verifying(lived: Lived, tmp_path: Path) -> None:
    """The hash of the stream is in the manifest."""
    folder = tmp_path / "run"
    shutil.copytree(lived.out, folder)
    change_manifest(folder, stream="0" * 64)
    sink = Sink()
    assert not opened(folder).verify(sink)
    assert [fault.code for fault in sink] == ["K601"]


def test_a_folder_without_a_manifest_is_no_run(tmp_path: Path) -> None:
    """Said with K601; so is a file."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        sink = Sink()
        assert Run.open(path, sink) is None
        assert [fault.code for fault in sink] == ["K601"]


def test_made_things_are_called_by_their_kinds_template(lived: Lived) -> None:
    """A jug is known by its owner and size, as they were when it was made."""
    run = opened(lived.out)
    made = run.names.made()
    events = [event for event in run.events() if any(change.form == "created" for change in event.changes)]
    assert len(made) == len(events) > 2
    for ident, kind in made.items():
        assert kind == "jug"
        assert run.names.label(ident) == "Mei's large jug"
