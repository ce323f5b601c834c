"""`kizuna person`, as somebody types it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

LIBRARY = Path(__file__).resolve().parent.parent / "library"
Kizuna = Callable[..., Any]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days of a small harbour, recorded."""
    from kizuna.cli.main import main

    out = tmp_path_factory.mktemp("person") / "harbour"
    words = ["run", str(LIBRARY / "harbour"), "--days", "2", "--seed", "3", "--out", str(out), "--format", "json"]
    assert main(words) == 0
    return out


def test_how_somebody_stands_is_told_level_first(lived: Path, kizuna: Kizuna) -> None:
    """By an alias, at a moment; at the run's end without one."""
    ran = kizuna("person", str(lived), "Ben", "--at", "Day 1, 00:10")
    assert ran.code == 0
    assert ran.out.startswith("Ben Holt, ")
    assert "strength  weary, 19.5 effort (usually fresh)" in ran.out
    assert "doing  push, until year 0, January 1, 00:10:02" in ran.out
    assert "where  the quay" in ran.out
    assert all(len(line) <= 100 for line in ran.out.splitlines())
    end = json.loads((lived / "manifest.json").read_text(encoding="utf-8"))["last_time"]
    assert kizuna("person", str(lived), "Ben").out == kizuna("person", str(lived), "Ben", "--at", f"{end} ms").out


def test_the_data_has_what_the_page_has(lived: Path, kizuna: Kizuna) -> None:
    """As one JSON document."""
    data = json.loads(kizuna("person", str(lived), "Ana", "--at", "1 h", "--format", "json").out)
    assert data["name"] == "Ana Reis"
    assert [meter["name"] for meter in data["meters"]] == ["strength"]
    assert {"things", "states", "cannot", "can", "doing", "place", "with", "ties"} < set(data)


@pytest.mark.parametrize(
    ("name", "at", "code", "said"),
    [
        ("Bem", "1 h", 1, "Ben"),
        ("the red crate", "1 h", 1, "K307"),
        ("Ben", "40 days", 1, "K605"),
        ("Ben", "some time", 2, "is no moment"),
    ],
)
def test_what_cannot_be_shown_is_said(
    name: str, at: str, code: int, said: str, lived: Path, kizuna: Kizuna
) -> None:
    """A name that nobody has, a thing, a moment outside the run, no moment at all."""
    ran = kizuna("person", str(lived), name, "--at", at)
    assert ran.code == code
    assert said in ran.err


def test_a_folder_that_is_no_run_is_wrong_usage(kizuna: Kizuna, tmp_path: Path) -> None:
    """Exit code 2 without a folder, 1 with one that has no manifest."""
    assert kizuna("person", str(tmp_path / "none"), "Ben").code == 2
    assert kizuna("person", str(tmp_path), "Ben").code == 1
