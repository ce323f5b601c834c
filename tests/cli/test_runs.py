"""A run from its beginning to its exports, by the commands that somebody types."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kizuna.chronicle.manifest import signed

LIBRARY = Path(__file__).resolve().parent.parent / "library"
Kizuna = Callable[..., Any]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days of a small harbour, recorded once; tests that change it work on a copy."""
    from kizuna.cli.main import main

    out = tmp_path_factory.mktemp("runs") / "harbour"
    words = ["run", str(LIBRARY / "harbour"), "--days", "2", "--seed", "3", "--out", str(out)]
    assert main([*words, "--format", "json"]) == 0
    return out


def stream(folder: Path) -> str:
    """The hash of everything that happened in a run."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["stream"]
    return str(manifest["stream"])


def an_event(folder: Path, kizuna: Kizuna, tmp_path: Path) -> dict[str, Any]:
    """The last event of a run, as it is exported."""
    out = tmp_path / "events.jsonl"
    assert kizuna("export", str(folder), "--to", "jsonl", "--out", str(out)).code == 0
    return dict(json.loads(out.read_text(encoding="utf-8").splitlines()[-1]))


def test_a_run_says_what_happened_to_whom(kizuna: Kizuna, tmp_path: Path) -> None:
    """Progress goes to standard error as plain lines, the page to standard output."""
    ran = kizuna("run", str(LIBRARY / "harbour"), "--days", "2", "--seed", "3", "--out", str(tmp_path / "run"))
    assert ran.code == 0
    assert "What happened to whom" in ran.out
    assert "Ben Holt" in ran.out
    assert "\x1b" not in ran.out + ran.err
    assert " events" in ran.err


@pytest.mark.parametrize(("days", "said"), [("0", False), ("0.5", False), ("1", True)])
def test_a_pace_is_said_of_whole_days(kizuna: Kizuna, tmp_path: Path, days: str, said: bool) -> None:
    """What a moment or a morning comes to says nothing of a year."""
    ran = kizuna("run", str(LIBRARY / "harbour"), "--days", days, "--seed", "3", "--out", str(tmp_path / "run"))
    assert ran.code == 0
    assert ("events a year for each" in ran.out) == said


def test_the_page_is_made_without_an_event_of_each_record(
    kizuna: Kizuna, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns are counted, and only what is shown is decoded: a year's page costs less than the year."""
    from kizuna.chronicle.index import Index
    from kizuna.chronicle.run import Run

    monkeypatch.setattr(Run, "events", lambda run: pytest.fail("every event is decoded"))
    decoded: list[int] = []
    get = Index.get
    monkeypatch.setattr(Index, "get", lambda index, number: (decoded.append(number), get(index, number))[1])
    words = ("run", str(LIBRARY / "harbour"), "--days", "12", "--seed", "3", "--out", str(tmp_path / "run"))
    ran = kizuna(*words, "--format", "json")
    assert ran.code == 0
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert 0 < len(decoded) < manifest["events"] / 2


def test_a_run_is_the_same_each_time(lived: Path, kizuna: Kizuna, tmp_path: Path) -> None:
    """The same seed gives the same stream, with the progress shown or not."""
    kizuna("run", str(LIBRARY / "harbour"), "--days", "2", "--seed", "3", "--out", str(tmp_path / "run"))
    assert stream(tmp_path / "run") == stream(lived)


def test_a_run_that_is_gone_on_with_is_the_same(lived: Path, kizuna: Kizuna, tmp_path: Path) -> None:
    """One day and then one more are two days."""
    words = ("run", str(LIBRARY / "harbour"), "--seed", "3", "--out", str(tmp_path / "run"))
    assert kizuna(*words, "--days", "1").code == 0
    assert stream(tmp_path / "run") != stream(lived)
    assert kizuna(*words, "--days", "2", "--resume").code == 0
    assert stream(tmp_path / "run") == stream(lived)


def test_a_folder_that_is_not_empty_is_left_alone(lived: Path, kizuna: Kizuna) -> None:
    """K604, and nothing is changed."""
    before = sorted((path.name, path.stat().st_mtime_ns) for path in lived.iterdir())
    ran = kizuna("run", str(LIBRARY / "harbour"), "--out", str(lived))
    assert ran.code == 1
    assert "K604" in ran.err
    assert sorted((path.name, path.stat().st_mtime_ns) for path in lived.iterdir()) == before


def test_a_folder_that_cannot_be_written_is_said(kizuna: Kizuna, tmp_path: Path) -> None:
    """K606 for a folder below a file."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = kizuna("run", str(LIBRARY / "harbour"), "--out", str(tmp_path / "file" / "run"))
    assert ran.code == 1
    assert "K606" in ran.err


def test_why_tells_the_causes_of_an_event(lived: Path, kizuna: Kizuna, tmp_path: Path) -> None:
    """The first letters of an id will do; JSON has the same tree."""
    event = an_event(lived, kizuna, tmp_path)
    ran = kizuna("why", str(lived), event["id"][:8])
    assert ran.code == 0
    assert event["sentence"] in ran.out
    data = json.loads(kizuna("why", str(lived), event["id"], "--format", "json").out)
    assert data["id"] == event["id"]
    assert json.loads(kizuna("why", str(lived), f"[{event['id']}]", "--format", "json").out) == data


def test_an_event_that_is_not_there_is_said(lived: Path, kizuna: Kizuna) -> None:
    """K603."""
    told = json.loads(kizuna("why", str(lived), "zzzzzzzz", "--format", "json").out)
    assert [fault["code"] for fault in told["findings"]] == ["K603"]
    ran = kizuna("why", str(lived), "zzzzzzzz")
    assert "no errors" not in ran.err
    assert ran.code == 1
    assert "K603" in ran.err


def test_why_not_names_the_requirement_with_both_values(lived: Path, kizuna: Kizuna) -> None:
    """The crate is too heavy; the requirement's name and both numbers are said."""
    ran = kizuna("why-not", str(lived), "Ben lifts the great crate", "--at", "Day 1, 00:10")
    assert ran.code == 0
    assert "strong enough" in ran.out
    assert "55 effort" in ran.out
    words = ("why-not", str(lived), "Ben lifts the great crate", "--at", "10 min")
    data = json.loads(kizuna(*words, "--format", "json").out)
    assert data["possible"] is False


@pytest.mark.parametrize(
    ("sentence", "at", "code", "said"),
    [
        ("Ben sings of home", "1 h", 1, "K301"),
        ("Ben lifts the great crate (colour: 3)", "1 h", 1, "K101"),
        ("Ben lifts the great crate", "40 days", 1, "K605"),
        ("Ben lifts the great crate", "at some time", 2, "is no moment"),
        ("Ben lifts the great crate", "nan days", 2, "is no moment"),
        ("Ben lifts the great crate", "-1 h", 1, "K605"),
    ],
)
def test_why_not_says_what_it_cannot_answer(
    sentence: str, at: str, code: int, said: str, lived: Path, kizuna: Kizuna
) -> None:
    """An unknown sentence, a moment outside the run, what is no moment at all."""
    ran = kizuna("why-not", str(lived), sentence, "--at", at)
    assert ran.code == code
    assert said in ran.err


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "sqlite"])
def test_a_run_is_exported(form: str, lived: Path, kizuna: Kizuna, tmp_path: Path) -> None:
    """Each form is written once, and not over something that is there."""
    out = tmp_path / "out"
    ran = kizuna("export", str(lived), "--to", form, "--out", str(out))
    assert ran.code == 0
    assert "events" in ran.out
    assert out.exists()
    assert "K604" in kizuna("export", str(lived), "--to", form, "--out", str(out)).err


def test_a_run_without_its_packs_is_exported(lived: Path, kizuna: Kizuna, tmp_path: Path) -> None:
    """In sentences of no pack; what is wrong is told when all is written, and the exit code is 1."""
    copy, out = tmp_path / "copy", tmp_path / "out.jsonl"
    shutil.copytree(lived, copy)
    shutil.rmtree(copy / "pack")
    ran = kizuna("export", str(copy), "--to", "jsonl", "--out", str(out))
    assert ran.code == 1
    assert ran.out.startswith(f"{out}: ")
    assert f"{copy / 'pack'}  error[K602" in ran.err
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    assert len(out.read_text(encoding="utf-8").splitlines()) == manifest["events"]


def test_a_damaged_run_is_said_to_be_damaged(lived: Path, kizuna: Kizuna, tmp_path: Path) -> None:
    """K601 for a manifest that is no JSON, K602 for another engine's; no traceback for either."""
    copy = tmp_path / "copy"
    shutil.copytree(lived, copy)
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    (copy / "manifest.json").write_text("{", encoding="utf-8")
    assert "K601" in kizuna("why", str(copy), "aaaa").err
    (copy / "manifest.json").write_bytes(signed(json.dumps({**manifest, "engine": "0.0.1"}, indent=1).encode()))
    assert "K602" in kizuna("why-not", str(copy), "Ben lifts the great crate", "--at", "1 h").err
    assert kizuna("why", str(tmp_path), "aaaa").code == 1


def test_ctrl_c_keeps_what_happened(
    kizuna: Kizuna, tmp_path: Path, lived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first Ctrl-C stops between two events; `--resume` goes on to the same end."""
    import signal

    from kizuna.chronicle import living

    monkeypatch.setattr(living, "STEP", 1)
    words = ("run", str(LIBRARY / "harbour"), "--seed", "3", "--days", "2", "--out", str(tmp_path / "run"))
    pressed: list[int] = []

    def press(now: int, events: int) -> None:
        if events >= 1 and not pressed:
            pressed.append(events)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("kizuna.cli.progress._lines", lambda calendar, begin, until: press)
    stopped = kizuna(*words)
    assert stopped.code == 130
    assert "--resume" in stopped.err
    assert stream(tmp_path / "run") != stream(lived)
    assert kizuna(*words, "--resume").code == 0
    assert stream(tmp_path / "run") == stream(lived)


@pytest.mark.parametrize(
    "words", [("run", "--days", "0.1"), ("ensemble", "--days", "0.1", "--runs", "1"), ("show", "agenda")]
)
def test_people_that_cannot_be_made_are_said_to_be_missing(
    words: tuple[str, ...], kizuna: Kizuna, tmp_path: Path
) -> None:
    """K501 where a world has nothing to make them with; not for as many as it has, nor for one that makes them."""
    well = str(Path(__file__).resolve().parents[1] / "chronicle" / "packs" / "well")
    for number, (pack, people, lacking) in enumerate([(well, 500, True), (well, 3, False), ("pass", 30, False)]):
        out = () if words[0] == "show" else ("--out", str(tmp_path / str(number)))
        ran = kizuna(*words, pack, "--people", str(people), *out)
        assert ran.code == 0
        assert ("K501" in ran.err) == lacking
        assert (f"--people {people} makes nobody: well has its cast of 3" in ran.err) == lacking
        if lacking and words[0] == "show":
            [fault] = json.loads(kizuna(*words, pack, "--people", str(people), "--format", "json").out)["findings"]
            assert (fault["code"], fault["severity"]) == ("K501", "warning")


@pytest.mark.parametrize(
    "command", [["why", "abc"], ["board", "ward"], ["person", "Ana"], ["why-not", "Ana rests", "--at", "1 h"]]
)
def test_a_folder_that_holds_something_else_is_said_to(command: list[str], kizuna: Kizuna, tmp_path: Path) -> None:
    """An ensemble names its first run, a pack how a run is made of it."""
    many = tmp_path / "many"
    assert kizuna("ensemble", str(LIBRARY / "harbour"), "--runs", "2", "--days", "0", "--out", str(many)).code == 0
    ran = kizuna(command[0], str(many), *command[1:])
    assert ran.code == 2
    assert "is an ensemble of 2 recorded runs; its first is" in _unfolded(ran.err)
    assert "000001" in ran.err
    ran = kizuna(command[0], str(LIBRARY / "harbour"), *command[1:])
    assert ran.code == 2
    assert "is a pack, not a run of it" in _unfolded(ran.err)


def _unfolded(text: str) -> str:
    return " ".join(text.split())
