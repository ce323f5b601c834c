"""Ensembles: the same runs as one by one, whatever is stopped, fails or is damaged on the way."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kizuna.chronicle.beginning import is_begun
from kizuna.chronicle.ensemble_files import MeasuresFile
from kizuna.chronicle.hold import hold
from kizuna.chronicle.measures import GROUPS
from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.story.ensemble import Row, Worker, folder_of, seed_of, spreads
from kizuna.world.kept import open_world

Kizuna = Callable[..., Any]
MILL = str(Path(__file__).parents[1] / "worlds" / "mill")
WORDS = ("ensemble", MILL, "--people", "12", "--days", "2", "--engine", "python", "--seed", "5")


def data(kizuna: Kizuna, out: Path, *more: str) -> dict[str, Any]:
    """What an ensemble comes to."""
    ran = kizuna(*WORDS, "--out", str(out), "--format", "json", *more)
    assert ran.code == 0, ran.err
    return dict(json.loads(ran.out))


def streams(found: dict[str, Any]) -> list[str]:
    """The digests of its runs, in order."""
    return [row["stream"] for row in found["runs"]]


def test_seeds_depend_on_the_ensembles_seed_and_the_runs_number_alone() -> None:
    """No two are the same, neighbours share none, and the derivation is what the page says."""
    from kizuna.world.luck import stable

    seeds = {seed_of(seed, number) for seed in range(20) for number in range(1, 501)}
    assert len(seeds) == 10_000
    assert seed_of(7, 12) == stable("ensemble 7 12") >> 10
    assert max(seeds) < 1 << 53


def test_an_ensemble_has_the_bytes_of_its_runs_one_by_one(kizuna: Kizuna, tmp_path: Path) -> None:
    """With one process or three, with more runs or fewer, and as `kizuna run` with the run's seed."""
    found = data(kizuna, tmp_path / "three", "--runs", "4", "--jobs", "3")
    assert streams(data(kizuna, tmp_path / "one", "--runs", "2", "--jobs", "1")) == streams(found)[:2]
    for row in found["runs"][:2]:
        words = ("--people", "12", "--days", "2", "--seed", str(row["seed"]), "--out", str(tmp_path / str(row["seed"])))
        assert kizuna("run", MILL, *words).code == 0
        alone = Run.open(tmp_path / str(row["seed"]), Sink())
        within = Run.open(folder_of(tmp_path / "three", row["number"]), Sink())
        assert alone is not None
        assert within is not None
        assert alone.manifest.stream == within.manifest.stream == row["stream"]
        assert list(alone.events()) == list(within.events())
        assert row["measures"]["run"]["events"] == alone.count


def test_the_table_has_every_run_and_how_each_measure_varies(kizuna: Kizuna, tmp_path: Path) -> None:
    """Means, deviations and extremes are those of the rows; a measure can be a column."""
    found = data(kizuna, tmp_path / "out", "--runs", "3", "--jobs", "1")
    events = [row["measures"]["run"]["events"] for row in found["runs"]]
    spread = found["measures"]["run"]["events"]
    assert (spread["least"], spread["greatest"]) == (min(events), max(events))
    assert spread["mean"] == pytest.approx(sum(events) / 3)
    ran = kizuna(*WORDS, "--runs", "3", "--resume", "--out", str(tmp_path / "out"), "--measure", "walk")
    assert ran.code == 0
    for row in found["runs"]:
        assert f"{row['seed']}" in ran.out
        assert row["stream"][:16] in ran.out
    assert "outcomes" in ran.out
    assert "mow: well" in ran.out


def test_a_measure_that_no_run_counted_is_said(kizuna: Kizuna, out: Path) -> None:
    """With the nearest one that was, and exit code 2; all else is shown. What some run counted is 0 in the others."""
    words = (*WORDS, "--runs", "3", "--resume", "--out", str(out))
    ran = kizuna(*words, "--measure", "wlak", "--measure", "mow")
    assert ran.code == 2
    assert "no run counted 'wlak'; did you mean 'walk'?" in ran.err
    assert "wlak" not in ran.out
    assert f"{'stream':16}  mow\n" in ran.out
    row = json.loads((out / "000001.json").read_text("utf-8"))
    row["measures"]["rule"]["sing"] = 7
    (out / "000001.json").write_text(json.dumps(row), encoding="utf-8")
    assert kizuna(*words, "--measure", "sing").code == 0


def test_what_no_run_has_met_is_listed(kizuna: Kizuna, tmp_path: Path) -> None:
    """Triggers, and actions with a utility; what only a script could direct is not missed, nor what must never be."""
    found = data(kizuna, tmp_path / "out", "--runs", "2", "--jobs", "1")
    met = {name for row in found["runs"] for name in row["measures"]["rule"]}
    world = open_world(Path(MILL), Sink())[1]
    assert world is not None
    own = {rule.name for rule in world.rules.values() if rule.sort == "trigger" and not rule.integrity}
    chosen = {rule.name for rule in world.rules.values() if rule.sort == "action" and rule.utility is not None}
    assert set(found["never"]) == (own | chosen) - met
    assert found["never"]
    assert met
    ran = kizuna(*WORDS, "--runs", "2", "--resume", "--out", str(tmp_path / "out"))
    never = ran.out[ran.out.index(f"never, of {len(own | chosen)} rules"):].splitlines()[1:]
    assert [line.strip() for line in never][:12] == found["never"][:12]


def test_rows_without_a_name_count_as_nothing_there() -> None:
    """What one run never did is 0 in its row, not left out."""
    rows = [Row(1, 1, "a", {"made": {"jug": 4}}), Row(2, 2, "b", {"made": {}}), Row(3, 3, error="full")]
    [(group, name, spread)] = spreads(rows)
    assert (group, name, spread.mean, spread.least, spread.greatest) == ("made", "jug", 2.0, 0, 4)
    assert spread.deviation == pytest.approx(8**0.5)


def test_finished_runs_are_kept_and_more_can_be_added(kizuna: Kizuna, tmp_path: Path) -> None:
    """Going on lives only what is missing; another seed or pack is refused."""
    first = data(kizuna, tmp_path / "out", "--runs", "2", "--jobs", "1")
    times = [(folder_of(tmp_path / "out", n) / "manifest.json").stat().st_mtime_ns for n in (1, 2)]
    more = data(kizuna, tmp_path / "out", "--runs", "3", "--jobs", "2", "--resume")
    assert streams(more)[:2] == streams(first)
    assert len(streams(more)) == 3
    assert times == [(folder_of(tmp_path / "out", n) / "manifest.json").stat().st_mtime_ns for n in (1, 2)]
    assert "K604" in kizuna(*WORDS, "--out", str(tmp_path / "out")).err
    other = kizuna("ensemble", MILL, "--seed", "6", "--resume", "--out", str(tmp_path / "out"))
    assert other.code == 1
    assert "K602" in other.err
    assert "seed" in other.err


def test_a_run_that_fails_does_not_touch_the_others(
    kizuna: Kizuna, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither one that the disk refuses nor one whose process is killed; both can be lived later."""
    live = Worker._live

    def failing(worker: Worker, row: Row, sink: Sink) -> Row | None:
        if row.number == 2:
            raise OSError(28, "No space left on device", "somewhere")
        if row.number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return live(worker, row, sink)

    monkeypatch.setattr(Worker, "_live", failing)
    words = (*WORDS, "--runs", "5", "--out", str(tmp_path / "out"), "--jobs", "1")
    ran = kizuna(*words)
    assert ran.code == 1
    assert "run 2 " in ran.err
    assert "No space left" in ran.err
    assert "run 3 " in ran.err
    assert "was ended" in ran.err
    monkeypatch.undo()
    whole = data(kizuna, tmp_path / "whole", "--runs", "5", "--jobs", "2")
    assert streams(data(kizuna, tmp_path / "out", "--runs", "5", "--jobs", "1", "--resume")) == streams(whole)


def test_a_stopped_ensemble_goes_on(kizuna: Kizuna, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends it with exit code 130; the run that was being lived is resumed."""
    monkeypatch.setattr("kizuna.chronicle.living.STEP", 20)
    begin = Worker._opened

    def pressed(worker: Worker, row: Row, sink: Sink) -> Any:
        if row.number == 2:
            os.kill(os.getppid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
        return begin(worker, row, sink)

    monkeypatch.setattr(Worker, "_opened", pressed)
    ran = kizuna(*WORDS, "--runs", "4", "--jobs", "1", "--out", str(tmp_path / "out"))
    assert ran.code == 130
    assert "--resume" in ran.err
    monkeypatch.undo()
    whole = data(kizuna, tmp_path / "whole", "--runs", "4", "--jobs", "2")
    assert streams(data(kizuna, tmp_path / "out", "--runs", "4", "--jobs", "1", "--resume")) == streams(whole)


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """An ensemble that takes hours, in a process of its own, as soon as its first two runs are being lived."""
    words = ["ensemble", MILL, "--days", "100000", "--runs", "3", "--jobs", "2", "--engine", "python"]
    with subprocess.Popen(
        [sys.executable, "-m", "kizuna", *words, "--out", str(tmp_path / "out")], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True,
    ) as running:
        while running.poll() is None and not all(is_begun(folder_of(tmp_path / "out", n)) for n in (1, 2)):
            time.sleep(0.05)
        try:
            yield running
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)


def test_no_process_outlives_an_ensemble_that_is_killed(begun: subprocess.Popen[bytes]) -> None:
    """What reads its output comes to an end, which it does when the last one that could write is gone."""
    begun.kill()
    begun.communicate(timeout=10)
    assert begun.returncode == -signal.SIGKILL


def test_without_the_systems_help_a_process_sees_that_it_is_alone() -> None:
    """It looks who its parent is, again and again."""
    words = "import os, time; from kizuna.story import orphan; orphan._look(os.getppid() + 1, lambda: False)"
    assert subprocess.run([sys.executable, "-c", words], timeout=10).returncode == 1


def test_an_ensemble_that_is_ended_stops_as_by_ctrl_c(begun: subprocess.Popen[bytes], tmp_path: Path) -> None:
    """SIGTERM reaches only one process; those that live the runs save what they came to."""
    begun.terminate()
    told = begun.communicate(timeout=10)[1].decode()
    assert begun.returncode == 130
    assert "--resume" in told
    for number in (1, 2):
        run = Run.open(folder_of(tmp_path / "out", number), Sink())
        assert run is not None
        assert run.manifest.checkpoint is not None


def test_chronicles_need_not_be_kept(kizuna: Kizuna, tmp_path: Path) -> None:
    """The numbers are the same, and nothing is left but them."""
    kept = data(kizuna, tmp_path / "kept", "--runs", "2", "--jobs", "1")
    gone = data(kizuna, tmp_path / "gone", "--runs", "2", "--jobs", "1", "--no-keep")
    assert gone["measures"] == kept["measures"]
    left = sorted(path.name for path in (tmp_path / "gone").iterdir())
    assert left == ["000001.json", "000002.json", "ensemble.json"]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three finished runs; tests work on a copy."""
    from kizuna.cli.main import main

    out = tmp_path_factory.mktemp("lived") / "out"
    assert main([*WORDS, "--runs", "3", "--jobs", "1", "--out", str(out), "--format", "json"]) == 0
    return out


@pytest.fixture
def out(lived: Path, tmp_path: Path) -> Path:
    """A copy of the finished ensemble."""
    return Path(shutil.copytree(lived, tmp_path / "out"))


def manifests(out: Path) -> list[str]:
    """The streams that the manifests of whole, complete runs name, in order."""
    found = []
    for folder in sorted(path for path in out.iterdir() if path.is_dir()):
        run = Run.open(folder, Sink())
        assert run is not None
        assert run.manifest.status == "complete"
        assert run.verify(Sink())
        found.append(run.manifest.stream)
    return found


def resumed(kizuna: Kizuna, out: Path, lived: Path) -> str:
    """What is told on standard error when it is gone on with, after which it is as it was at first."""
    ran = kizuna(*WORDS, "--runs", "3", "--jobs", "1", "--resume", "--out", str(out))
    assert ran.code == 0, ran.err
    assert manifests(out) == manifests(lived)
    for number in (1, 2, 3):
        name = f"{number:06d}.json"
        assert json.loads((out / name).read_text("utf-8")) == json.loads((lived / name).read_text("utf-8"))
    return str(ran.err)


def test_a_finished_run_is_lived_again_if_its_chronicle_is_not_whole(kizuna: Kizuna, out: Path, lived: Path) -> None:
    """A byte that is not what it was, a file or a folder that is gone: it is said, and mended."""
    segment = folder_of(out, 1) / "events-000000.seg"
    raw = bytearray(segment.read_bytes())
    raw[-100] ^= 1
    segment.write_bytes(raw)
    (folder_of(out, 2) / "events-000000.seg").unlink()
    shutil.rmtree(folder_of(out, 3))
    assert "lived again: 1, 2, 3" in resumed(kizuna, out, lived)
    assert "again" not in resumed(kizuna, out, lived)


def test_chronicles_that_were_not_kept_can_be_asked_for(kizuna: Kizuna, tmp_path: Path, lived: Path) -> None:
    """`--keep` after `--no-keep` lives them."""
    data(kizuna, tmp_path / "out", "--runs", "3", "--jobs", "1", "--no-keep")
    assert "lived again: 1, 2, 3" in resumed(kizuna, tmp_path / "out", lived)


def test_what_is_left_of_a_run_makes_room_for_it(kizuna: Kizuna, out: Path, lived: Path) -> None:
    """Neither lost manifests nor a lost copy of the packs keeps it from being lived; what is not its own stays."""
    for name in ("manifest.json", "manifest.first.json"):
        (folder_of(out, 1) / name).unlink()
    (folder_of(out, 1) / "notes.txt").write_text("mine", encoding="utf-8")
    shutil.rmtree(folder_of(out, 2) / "pack")
    (folder_of(out, 2) / "events-000000.seg").unlink()
    resumed(kizuna, out, lived)
    assert (folder_of(out, 1) / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_another_run_in_its_place_is_left_alone(kizuna: Kizuna, out: Path) -> None:
    """K602, and nothing in it is changed."""
    shutil.rmtree(folder_of(out, 2))
    shutil.copytree(folder_of(out, 3), folder_of(out, 2))
    ran = kizuna(*WORDS, "--runs", "3", "--jobs", "1", "--resume", "--out", str(out))
    assert ran.code == 1
    assert "run 2 " in ran.err
    assert "K602" in ran.err
    assert manifests(out)[1] == manifests(out)[2]


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"measures": {}}', '{"measures": [1]}', "[" * 100_000, "\udcff", "other", "uncounted"]
)
def test_what_a_run_came_to_is_counted_again_if_it_cannot_be_read(
    kizuna: Kizuna, out: Path, lived: Path, text: str
) -> None:
    """An export names the file and leaves the run out; going on mends it."""
    row = json.loads((out / "000002.json").read_text("utf-8"))
    if text == "other":
        text = (out / "000003.json").read_text("utf-8")
    elif text == "uncounted":
        text = json.dumps({**row, "measures": {"run": {}}})
    (out / "000002.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    ran = kizuna("export", str(out), "--to", "jsonl", "--out", str(out.with_name("out.jsonl")))
    assert ran.code == 1
    assert "000002.json  error[K601" in ran.err
    resumed(kizuna, out, lived)


@pytest.mark.parametrize("text", ["", "[]", "[" * 100_000, '{"pack": "../mill"}'])
def test_a_damaged_plan_is_said(kizuna: Kizuna, out: Path, text: str) -> None:
    """K601, whatever stands there."""
    (out / "ensemble.json").write_text(text, encoding="utf-8")
    for words in ((*WORDS, "--resume", "--out", str(out)), ("export", str(out), "--to", "csv")):
        ran = kizuna(*words)
        assert ran.code == 1
        assert "K601" in ran.err


def test_two_ensembles_in_one_folder_are_one_too_many(kizuna: Kizuna, out: Path, tmp_path: Path) -> None:
    """As of a run: K604 for whoever comes second, in an old folder and in a new one, and nothing is touched."""
    for folder, more in ((out, ("--resume",)), (tmp_path / "new", ())):
        folder.mkdir(exist_ok=True)
        held = hold(folder, Sink())
        assert held is not None
        before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
        ran = kizuna(*WORDS, "--runs", "4", "--jobs", "1", "--out", str(folder), *more)
        assert (ran.code, "K604" in ran.err, "is being written by" in ran.err) == (1, True, True)
        assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
        held.end()
        assert kizuna(*WORDS, "--runs", "3", "--jobs", "1", "--out", str(folder), *more).code == 0


def test_an_ensemble_holds_its_folder_until_it_is_killed(
    begun: subprocess.Popen[bytes], kizuna: Kizuna, tmp_path: Path
) -> None:
    """Whatever comes second is refused; with the first the hold ends, and it is seen that another plan stands there."""
    words = ("ensemble", MILL, "--days", "1", "--runs", "1", "--resume", "--out", str(tmp_path / "out"))
    ran = kizuna(*words)
    assert (ran.code, "K604" in ran.err) == (1, True)
    begun.kill()
    begun.wait()
    ran = kizuna(*words)
    assert (ran.code, "K602" in ran.err) == (1, True)


def test_a_folder_without_a_plan_cannot_be_gone_on_with(kizuna: Kizuna, out: Path) -> None:
    """Nobody is told to do what he has just done."""
    (out / "ensemble.json").unlink()
    ran = kizuna(*WORDS, "--resume", "--out", str(out))
    assert ran.code == 1
    assert "K601" in ran.err
    assert "--resume" not in ran.err


def test_a_plan_that_was_cut_short_is_no_ensemble(kizuna: Kizuna, tmp_path: Path) -> None:
    """The folder is as free as before."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".ensemble.json.new").touch()
    data(kizuna, tmp_path / "out", "--runs", "1", "--no-keep", "--resume")


def test_an_export_says_which_runs_are_missing(kizuna: Kizuna, out: Path) -> None:
    """A chronicle that should be there is damage, a run that is not finished is not; the others are written."""
    shutil.rmtree(folder_of(out, 1))
    (out / "000002.json").unlink()
    exported = out.with_name("out.jsonl")
    ran = kizuna("export", str(out), "--to", "jsonl", "--out", str(exported))
    assert ran.code == 1
    assert "error[K601 damaged-run]  the chronicle of run 1" in ran.err
    assert "warning[K601 damaged-run]  run 2 is not finished" in ran.err
    assert {json.loads(line)["run"] for line in exported.read_text(encoding="utf-8").splitlines()} == {1, 3}


def test_an_export_is_not_worded_by_a_changed_copy_of_the_packs(kizuna: Kizuna, out: Path) -> None:
    """It is told, and the next run's copy is as good."""
    with open(folder_of(out, 1) / "pack" / "mill" / "pack.yaml", "a", encoding="utf-8") as file:
        file.write("# more\n")
    ran = kizuna("export", str(out), "--to", "jsonl", "--out", str(out.with_name("out.jsonl")))
    assert ran.code == 1
    assert f"{folder_of(out, 1) / 'pack'}  error[K602" in ran.err
    assert "1 error" in ran.err


def test_every_group_of_measures_is_read_back() -> None:
    """The file of a run has what is counted, and nothing else."""
    assert list(MeasuresFile.model_fields) == list(GROUPS)


def test_an_ensemble_is_exported_with_the_number_of_each_run(kizuna: Kizuna, tmp_path: Path) -> None:
    """Every form; the events are those of the runs, and what each came to is there without its chronicle, too."""
    import sqlite3
    from contextlib import closing

    found = data(kizuna, tmp_path / "out", "--runs", "2", "--jobs", "1")
    events = {row["number"]: row["measures"]["run"]["events"] for row in found["runs"]}
    for form in ("sqlite", "csv", "parquet", "jsonl"):
        ran = kizuna("export", str(tmp_path / "out"), "--to", form, "--out", str(tmp_path / form))
        assert ran.code == 0, ran.err
    with closing(sqlite3.connect(tmp_path / "sqlite")) as base:
        assert dict(base.execute("SELECT run, count(*) FROM events GROUP BY run")) == events
        assert dict(base.execute("SELECT run, value FROM measures WHERE name = 'events'")) == events
        assert dict(base.execute("SELECT run, stream FROM runs")) == dict(enumerate(streams(found), 1))
        [(sentence,)] = base.execute("SELECT sentence FROM events WHERE run = 2 AND seq = 3")
    alone = tmp_path / "alone.jsonl"
    assert kizuna("export", str(folder_of(tmp_path / "out", 2)), "--to", "jsonl", "--out", str(alone)).code == 0
    assert json.loads(alone.read_text(encoding="utf-8").splitlines()[3])["sentence"] == sentence
    lines = [json.loads(line) for line in (tmp_path / "jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["seed"] for line in lines[:2]] == [str(row["seed"]) for row in found["runs"]]
    assert len(lines) == 2 + sum(events.values())
    assert sum(line["run"] == 2 for line in lines[2:]) == events[2]
    assert (tmp_path / "csv" / "measures.csv").exists()
    data(kizuna, tmp_path / "gone", "--runs", "2", "--jobs", "1", "--no-keep")
    assert kizuna("export", str(tmp_path / "gone"), "--to", "csv", "--out", str(tmp_path / "bare")).code == 0
    assert (tmp_path / "bare" / "measures.csv").stat().st_size > 100
