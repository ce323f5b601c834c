"""`kizuna board` and its shorthands, as somebody types them."""

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

    out = tmp_path_factory.mktemp("board") / "harbour"
    words = ["run", str(LIBRARY / "harbour"), "--days", "2", "--seed", "3", "--out", str(out), "--format", "json"]
    assert main(words) == 0
    return out


def test_a_board_shows_its_tables_in_order(lived: Path, kizuna: Kizuna) -> None:
    """Rows in order, a set as names, a condition as the moment from which it holds, a dash for nothing."""
    ran = kizuna("board", str(lived), "desk", "--at", "Day 1, 03:00")
    assert ran.code == 0
    assert [line.rstrip() for line in ran.out.splitlines()] == SHOWN
    assert kizuna("desk", str(lived), "--at", "Day 1, 03:00").out == ran.out


SHOWN = """\
desk, year 0, January 1, 03:00

at the quay: 3
  sailor     strength            rested
  Col Marsh  spent, 5.33 effort  January 1, 07:40:02
  Ana Reis   weary, 11 effort    January 1, 06:15:02
  Ben Holt   weary, 11 effort    January 1, 06:15:02

places: 1
  place     crew                           cargo
  the quay  Ana Reis, Col Marsh, Ben Holt  the great crate, the red crate

gone: none
""".splitlines()


def test_the_data_has_what_the_page_has(lived: Path, kizuna: Kizuna) -> None:
    """As one JSON document: rows are maps from columns to texts or lists of names."""
    data = json.loads(kizuna("desk", str(lived), "--format", "json").out)
    assert [table["title"] for table in data["tables"]] == ["at the quay", "places", "gone"]
    assert data["tables"][1]["rows"][-1]["cargo"] == ["the great crate", "the red crate"]
    assert data["tables"][2]["rows"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["board", "desc"], 1, "error[K607 no-such-board]  this world has no board 'desc'"),
        (["board", "desc"], 1, "did you mean 'desk'?"),
        (["ward"], 1, "known here: desk"),
        (["desk", "--at", "40 days"], 1, "K605"),
        (["desk", "--at", "some time"], 2, "is no moment"),
    ],
)
def test_what_cannot_be_shown_is_said(words: list[str], code: int, said: str, lived: Path, kizuna: Kizuna) -> None:
    """A board that the world has not, a moment outside the run, no moment at all."""
    ran = kizuna(words[0], str(lived), *words[1:])
    assert ran.code == code
    assert said in ran.err
