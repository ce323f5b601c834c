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
    assert "doing  push, until January 1, 00:10:02" in ran.out
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


@pytest.fixture(scope="module")
def sickroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few hours of hurt people, recorded."""
    from kizuna.cli.main import main

    out = tmp_path_factory.mktemp("person") / "infirmary"
    world = str(LIBRARY.parent / "worlds" / "infirmary")
    words = ["run", world, "--days", "0.1", "--seed", "2", "--out", str(out), "--format", "json"]
    assert main(words) == 0
    return out


BLEEDING = """\
Cal Reed, year 0, January 1, 00:10

if nobody does anything: Cal Reed is dead from January 1, 02:17 on; nothing is foreseen beyond

wounds
  belly  stab, depth 60 %, open, bleeding 8 ml/min, bandaged, mend fresh, 0.0238 %, made January 1,
        00:00
  arm    cut, depth 50 %, open, festering, since January 1, 00:00, mend fresh, 0 %, made January 1,
        00:00

blood
  blood              reduced, 3720 ml (usually fair) → low on January 1, 00:37
  haemorrhage class  2
  pulse              114
  systolic pressure  109
  breaths            26

energy
  vital reserve  ample

pain and mind
  pain           moderate, 58.5 % (usually none) → severe on January 1, 00:12
  consciousness  awake, until January 1, 01:44
"""


def test_the_page_of_somebody_wounded_has_the_body_first(sickroom: Path, kizuna: Kizuna) -> None:
    """Wounds, blood with its class, energy, pain and mind, then what he can and what that keeps him from."""
    ran = kizuna("person", str(sickroom), "Cal", "--at", "10 min")
    assert ran.out.startswith(BLEEDING)
    titles = [line for line in ran.out.splitlines() if line and not line.startswith((" ", "--"))]
    assert titles[7:] == [
        "rest and food", "can and cannot", "cannot",
        "doing  nothing", "where  sickroom", "with   Dan Moss, Fay Lark, Joy Hart",
    ]
    assert "(count" not in ran.out
    assert "free hands          1" in ran.out
    assert all(len(line) <= 100 for line in ran.out.splitlines())


def test_nothing_is_foreseen_of_the_dead(sickroom: Path, kizuna: Kizuna) -> None:
    """He bleeds to death in two hours: neither wound nor blood is told to be as usual on any day after that."""
    data = json.loads(kizuna("person", str(sickroom), "Cal", "--at", "10 min", "--format", "json").out)
    assert data["end"] == {"what": "Cal Reed is dead", "date": "year 0, January 1, 02:17:21"}
    dates = [part for part in json.dumps(data).split('"') if part.startswith("year 0, ")]
    assert len(dates) > 5
    assert all(date.startswith("year 0, January 1") for date in dates)
    later = kizuna("person", str(sickroom), "Cal", "--at", "140 min").out
    assert "if nobody does anything" not in later
    assert [line.split() for line in later.splitlines() if line.startswith("  act ")] == [["act", "no"]]


def test_what_comes_back_is_told_with_its_moment(sickroom: Path, kizuna: Kizuna) -> None:
    """A broken arm holds again after three weeks, the painkiller wears off in the morning; a lost leg never comes."""
    fay = kizuna("person", str(sickroom), "Fay", "--at", "10 min").out
    assert "free hands          1, until January 22, 00:00" in fay
    assert "sight               70 %, until January 1, 08:00" in fay
    assert "painkiller  given January 1, 00:00, wears off January 1, 08:00" in fay
    assert "clear mind: mind is clouded, until January 1, 08:00\n      practise walking" in fay
    dan = kizuna("person", str(sickroom), "Dan", "--at", "10 min").out
    assert "  leg  loss, depth 80 %, lost for good, healed February 11" in dan
    assert "  stand               no\n  legs that fail      1\n" in dan
    assert "aid is two crutches; must not be two crutches\n      take two crutches" in dan


def test_the_sound_are_kept_from_nothing(sickroom: Path, kizuna: Kizuna) -> None:
    """What she cannot do as everybody cannot stands behind `--all`, with the long rest."""
    brief = kizuna("person", str(sickroom), "Joy", "--at", "10 min").out
    whole = kizuna("person", str(sickroom), "Joy", "--at", "10 min", "--all").out
    assert "\ncannot" not in brief
    assert "as usual" not in brief.replace("what is as usual", "")
    assert "\nwounds: none\n" in brief
    assert {"cannot as ever", "meters"} < set(whole.splitlines())
    assert "aid: no aid" in whole
    assert "_" not in whole


def test_the_village_adds_its_energy_to_the_page_of_a_body() -> None:
    """Behind the blood, before pain: chakra, and what the reserve allows stands last."""
    from kizuna.diagnostics import Sink
    from kizuna.world.kept import open_world

    root = LIBRARY.parents[1]
    _, world = open_world(root / "worlds" / "leaf", Sink(), shelves=(root / "packs", root / "worlds"))
    assert world is not None
    board = world.boards["person"]
    titles = [table.title for table in board.tables]
    assert titles[:4] == ["wounds", "blood", "energy", "pain and mind"]
    assert titles[-1] == "duty"
    assert "chakra" in [column.name for column in board.tables[2].columns]
    assert board.foresees is not None


def test_a_board_of_one_is_no_board_of_all(sickroom: Path, kizuna: Kizuna) -> None:
    """`kizuna board` says where to ask."""
    ran = kizuna("board", str(sickroom), "person")
    assert ran.code == 1
    assert "K607" in ran.err
    assert "`kizuna person`" in ran.err


LETTERS = """
kinds: {{letter: {{refs: {{writer: {{to: person, inverse: letters}}}}, dates: {{written_at: {{start: now}}}}}}}}
actions:
  write:
    roles: {{p: person}}
    requires:
      not lately: {test}
    utility: 2
    takes: 1 h
    effects:
      - create letter l: {{writer: p}}
    phrases: ["{{p}} writes a letter"]
"""


@pytest.mark.parametrize(
    "test",
    [
        "not any(x in letters(p) where since(written_at(x)) < 2 days)",
        "all(x in letters(p) where since(written_at(x)) >= 2 days)",
        "not any(x in letters(p) where writer(x) == p and (since(written_at(x)) < 2 days or written_at(x) == never))",
        "count(x in letters(p) where since(written_at(x)) < 2 days) < 1",
        "least(since(written_at(x)) for x in letters(p)) > 2 days or count(x in letters(p)) < 1",
    ],
)
def test_what_is_asked_of_each_of_a_set_has_no_one_to_be_told_of(test: str, kizuna: Kizuna, tmp_path: Path) -> None:
    """The formula within a set's condition hangs on a member that stands for nobody outside of it."""
    mill = tmp_path / "mill"
    mill.mkdir()
    for file in (LIBRARY.parent.parent / "docs" / "examples" / "mill").glob("*.yaml"):
        (mill / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (mill / "letters.yaml").write_text(LETTERS.format(test=test), encoding="utf-8")
    run = str(tmp_path / "run")
    assert kizuna("run", str(mill), "--days", "1", "--seed", "1", "--out", run).code == 0
    ran = kizuna("person", run, "Mara")
    assert ran.code == 0, ran.err
    assert "not lately" in ran.out


def test_several_of_one_name_are_told_by_their_number(kizuna: Kizuna, tmp_path: Path) -> None:
    """And only the one by which it fails is a cause."""
    mill = tmp_path / "mill"
    mill.mkdir()
    for file in (LIBRARY.parent.parent / "docs" / "examples" / "mill").glob("*.yaml"):
        (mill / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    test = "not any(x in letters(p) where since(written_at(x)) < 2 days)"
    (mill / "letters.yaml").write_text(LETTERS.format(test=test), encoding="utf-8")
    run = str(tmp_path / "run")
    assert kizuna("run", str(mill), "--days", "4", "--seed", "1", "--out", run).code == 0
    ran = kizuna("why-not", run, "Mara writes a letter", "--at", "Day 3, 16:00")
    assert "of 2 × letter, 1 must not be so:" in ran.out
    assert ran.out.count("a letter's written at: ") == 1
