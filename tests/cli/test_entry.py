"""The way in: exit codes, usage, and that no traceback is ever shown."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from kizuna import __version__
from kizuna.cli import app as application
from kizuna.cli.main import main


class Ran(Protocol):
    """What the fixture `kizuna` gives back."""

    code: int
    out: str
    err: str


class Kizuna(Protocol):
    """The fixture `kizuna`."""

    def __call__(self, *words: str, at: Path | None = None) -> Ran: ...


def test_the_version_is_printed(kizuna: Kizuna) -> None:
    """`kizuna --version` prints one line."""
    ran = kizuna("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"kizuna {__version__}\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ("chek", "story.md"),
        ("run", "leaf", "--dayz", "3"),
        ("run", "leaf", "--days", "many"),
        ("run",),
        ("check",),
        ("check", "there-is-no-such-story.md"),
        ("show", "everything", "leaf"),
        ("lint", "there-is-no-such-pack"),
        ("export", "there-is-no-such-run", "--to", "word"),
        ("export", "/", "--to", "csv"),
        ("whatif", "story.md"),
        ("whatif", "story.md", "--without", "1", "--further", "nan"),
        ("lint", "pa\x1b[31mck"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_what_is_wrong(words: tuple[str, ...], kizuna: Kizuna) -> None:
    """Nothing goes to standard output, nothing looks like Python."""
    ran = kizuna(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize("command", ["run", "ensemble"])
@pytest.mark.parametrize(
    ("option", "value", "limits"),
    [
        ("--days", "nan", "0<=x<=1000000"),
        ("--days", "inf", "0<=x<=1000000"),
        ("--days", "-1", "0<=x<=1000000"),
        ("--seed", str(1 << 63), f"{-(1 << 63)}<=x<={(1 << 63) - 1}"),
        ("--seed", str(-(1 << 63) - 1), f"{-(1 << 63)}<=x<={(1 << 63) - 1}"),
    ],
)
def test_a_number_that_no_run_can_have_is_wrong_usage(
    command: str, option: str, value: str, limits: str, kizuna: Kizuna, tmp_path: Path
) -> None:
    """The limits are said, and nothing is begun."""
    ran = kizuna(command, "leaf", option, value, "--out", str(tmp_path / "run"))
    assert (ran.code, limits in ran.err) == (2, True), ran.err
    assert not (tmp_path / "run").exists()


def test_a_misspelt_pack_is_answered_with_the_nearest_name(kizuna: Kizuna) -> None:
    """`lef` is near `leaf`."""
    assert "leaf" in kizuna("lint", "lef").err


def test_without_words_the_commands_are_listed(kizuna: Kizuna) -> None:
    """Every command is there with its sentence."""
    ran = kizuna()
    assert all(name in ran.out + ran.err for name in application.COMMANDS)


@pytest.mark.parametrize("name", sorted(application.COMMANDS))
def test_each_command_has_help(name: str, kizuna: Kizuna) -> None:
    """`--help` ends well and names the usage."""
    ran = kizuna(name, "--help")
    assert ran.code == 0
    assert f"Usage: kizuna {name}" in ran.out


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "stopped"),
        (MemoryError(), 1, "not enough memory"),
        (PermissionError(13, "Permission denied", "runs/x"), 1, "runs/x: Permission denied"),
        (ValueError("a number went astray"), 70, "fault of Kizuna"),
        (RecursionError("too deep"), 70, "fault of Kizuna"),
    ],
)
def test_whatever_goes_wrong_ends_in_a_sentence(
    fault: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even a fault of our own is told in words, with a code of its own."""

    def fail(words: list[str]) -> int:
        raise fault

    monkeypatch.delenv("KIZUNA_DEBUG", raising=False)
    monkeypatch.setattr(application, "run_words", fail)
    assert main(["lint", "leaf"]) == code
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_a_reader_that_leaves_early_is_no_fault() -> None:
    """`kizuna schema | head -1` ends without a word on standard error."""
    with subprocess.Popen(
        [sys.executable, "-m", "kizuna", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_who_stops_a_command_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C within any command ends with a word and a code of its own."""

    def stop(data: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kizuna.cli.schema.print_json", stop)
    assert main(["schema"]) == 130
    assert capsys.readouterr().err.strip() == "stopped"


@pytest.mark.parametrize("words", [("--version",), ("lint", "pass"), ("schema",), ("chek",)])
def test_closed_outputs_take_nothing(words: tuple[str, ...]) -> None:
    """`kizuna lint pass >&- 2>&-` ends as it would."""
    script = (
        "import os, sys; os.close(1); os.close(2);"
        "os.execv(sys.executable, [sys.executable, '-m', 'kizuna', *sys.argv[1:]])"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], check=False)
    assert done.returncode == (2 if words == ("chek",) else 0)


def test_a_terminal_without_unicode_gets_an_answer() -> None:
    """What cannot be shown is written out; nothing fails."""
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "kizuna", "lint", "no-süch-pack"], env=env, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_json_is_json_whatever_the_output_takes(encoding: str, tmp_path: Path) -> None:
    """JSON is UTF-8; where that cannot be had it says all in ASCII."""
    (tmp_path / "zoë.md").write_text("---\nworld: Zoë\n---\n- Zoë dances\n", encoding="utf-8")
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "kizuna", "check", str(tmp_path / "zoë.md"), "--format", "json"], env=env,
        capture_output=True, check=False,
    )
    assert "Zoë" in json.dumps(json.loads(done.stdout.decode("utf-8")), ensure_ascii=False)


HEAVY = {"numpy", "pyarrow", "duckdb", "pydantic", "rich"}


def imported_by(*words: str) -> set[str]:
    """The top-level modules that a whole process of the command line imports."""
    script = "import sys; from kizuna.cli.main import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stderr.splitlines()[-1].split()}


def test_starting_imports_nothing_heavy() -> None:
    """Neither the version nor the help of a command waits for a library that it does not use."""
    assert not HEAVY & imported_by("--version")
    assert "typer" not in imported_by("--version")
    assert not HEAVY & imported_by("check", "--help")


def test_checking_imports_nothing_heavy() -> None:
    """A check needs the standard library, YAML and the command line, and nothing that takes long to load."""
    story = Path(__file__).resolve().parents[2] / "docs" / "examples" / "mill" / "stories" / "flood-mended.md"
    assert not HEAVY & imported_by("check", str(story))
