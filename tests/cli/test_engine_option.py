"""`kizuna run --engine`: the same bytes from both, and a plain word where nothing compiles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kizuna.cli.main import main

MILL = str(Path(__file__).parents[1] / "worlds" / "mill")


def test_compiled_without_a_compiler_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """K608 says what to install; nothing is begun."""
    monkeypatch.setattr("kizuna.engine.workshop.compiler", lambda: False)
    assert main(["run", MILL, "--days", "1", "--engine", "compiled", "--out", str(tmp_path / "run")]) == 1
    assert "K608" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_both_engines_write_the_same_stream(tmp_path: Path) -> None:
    """The digest in the manifest is the same."""
    found = []
    for engine in ("python", "auto"):
        out = tmp_path / engine
        assert main(["run", MILL, "--days", "2", "--people", "20", "--engine", engine, "--out", str(out)]) == 0
        found.append(json.loads((out / "manifest.json").read_text(encoding="utf-8"))["stream"])
    assert found[0] == found[1]
