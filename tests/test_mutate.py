"""The mutator: what it takes from a pack, and which rows pass when their tests are run on what is left."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from kizuna.diagnostics import Sink
from kizuna.pack.yaml import parse_yaml
from tests.conftest import Script

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = "pack: mill\nabout: A mill.\nlanguage: 1\n"
PACK = """
units: {l: {}}
parameters:
  pace: {default: 2 l/day, range: 1..4 l/day, about: "how fast it fills [PHY-1]"}
  idle: {default: 1, range: 1..1, about: "nothing to set [PHY-2]"}
kinds:
  pond:
    meters:
      water: {unit: l, range: 0..9, start: 1 l, rate: pace, levels: {low: 0 %, full: 50 %}, about: "its water [PHY-1]"}
    flags: {spilling: {start: no}, dry: {start: no}}
things: {upper pond: {is: pond}}
definitions:
  brimming(pond p): water(p) is full
  unused(pond p): water(p) is low
triggers:
  spills:
    about: it runs over [PHY-1]
    roles: {p: pond}
    when:
      full: brimming(p)
      not yet: not spilling(p)
    effects:
      - spilling(p) = yes
      - if dry(p):
          - dry(p) = no
          - water(p) += 1 l
        else:
          - dry(p) = yes
    phrases: ["{p} spills"]
  is heard:
    about: follows on the other
    on: spills
    effects: [dry(p) = no]
    phrases: ["{p} is heard"]
"""
TESTS = '''
"""Rows of the mill."""
import os
from pathlib import Path

from kizuna.diagnostics import Sink
from kizuna.engine.machine import Machine
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world

DAY = 86_400_000


def test_PHY_1_it_spills_on_the_second_day():
    """And not before."""
    pack = load_pack(Path(os.environ["KIZUNA_ROWS_PACKS"]) / "packs" / "mill", Sink(), [])
    machine = Machine.begin(build_world(pack, Sink()), 1)
    pond = machine.handle("upper pond")
    spilling = []
    for day in range(4):
        machine.live(day * DAY)
        spilling.append(machine.get("pond.spilling", pond))
    assert spilling == [0, 0, 1, 1]
'''


@pytest.fixture
def mill(tmp_path: Path) -> Path:
    """A project with one small pack and one row's test."""
    (tmp_path / "packs" / "mill").mkdir(parents=True)
    (tmp_path / "packs" / "mill" / "pack.yaml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "packs" / "mill" / "rules.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "tests" / "rows").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "rows" / "conftest.py", tmp_path / "tests" / "rows")
    (tmp_path / "tests" / "rows" / "test_mill.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def made(script: Script, mill: Path) -> list[Any]:
    """All mutants of the mill."""
    found: list[Any] = script("mutants").mutants(mill, script("rows").read_carriers(mill)[0])
    return found


def tree(text: str) -> Any:
    """A text's tree, which has to be there."""
    sink = Sink()
    found = parse_yaml(text, "rules.yaml", sink)
    assert not sink.failed
    return found


def test_each_piece_of_what_carries_a_row_is_taken_once(made: list[Any]) -> None:
    """The rule, two requirements, the two effects, the two inside one and the other's branch; both ends; the rate;
    and the definition by which one requirement goes."""
    told = [(mutant.sort, mutant.what, mutant.line) for mutant in made if mutant.carrier.sort == "trigger"]
    assert told[:3] == [
        ("rule deleted", "", 16),
        ("requirement negated", "brimming(p)", 20),
        ("requirement negated", "not spilling(p)", 21),
    ]
    assert [(what, line) for sort, what, line in told if sort == "effect deleted" and not what.startswith("{")] == [
        ("spilling(p) = yes", 23), ("dry(p) = no", 25), ("water(p) += 1 l", 26), ("dry(p) = yes", 28),
    ]
    rest = [(mutant.sort, mutant.what) for mutant in made if mutant.carrier.sort != "trigger"]
    assert sorted(rest) == [
        ("negated or halved", "water(p) is full"),
        ("parameter set", "1 l/day instead of 2 l/day"), ("parameter set", "4 l/day instead of 2 l/day"),
        ("rate removed", "pace"),
    ]


def test_a_mutant_differs_from_its_file_in_that_piece_alone(
    made: list[Any], script: Script
) -> None:
    """Everything else reads back as it was."""
    module = script("mutants")
    whole = module.plain(tree(PACK))
    for mutant in made:
        changed = module.plain(tree(mutant.text))
        assert changed != whole
        assert [key for key in whole if changed.get(key) != whole[key]] == [mutant.carrier.path[0]]
    negated = next(mutant for mutant in made if mutant.what == "brimming(p)")
    assert module.plain(tree(negated.text))["triggers"]["spills"]["when"]["full"] == "not (brimming(p))"
    turned = next(mutant for mutant in made if mutant.carrier.sort == "definition")
    assert turned.carrier.rows == ("PHY-1",)
    said = [module.plain(tree(text))["definitions"]["brimming(pond p)"] for text in (turned.text, turned.instead)]
    assert said == ["not (water(p) is full)", "(water(p) is full) * 0.5"]


def test_the_last_effect_of_a_list_takes_the_list_along(script: Script) -> None:
    """An empty list is no list of effects; what holds only that list goes as a whole, and once."""
    module = script("mutants")
    body = tree("- a\n- if x:\n    - b\n- for each w in y:\n    - c\n    - d\n")
    paths = [path for path, _ in module.effects(body, ("effects",))]
    inner = "for each w in y"
    assert paths == [("effects", 0), ("effects", 1), ("effects", 2), ("effects", 2, inner, 0), ("effects", 2, inner, 1)]
    assert [path for path, _ in module.effects(tree("- a\n"), ("effects",))] == [("effects",)]


def test_ends_of_a_range_have_a_unit_both(script: Script) -> None:
    """The lower end may leave it to the upper one; what is no range has no ends."""
    ends = script("mutants").ends
    assert ends("1..4 l/day") == ["1 l/day", "4 l/day"]
    assert ends("30 s..15 min") == ["30 s", "15 min"]
    assert ends("0.5..1.5") == ["0.5", "1.5"]
    assert ends("fast") == []


def test_a_row_passes_when_its_test_misses_what_is_taken(
    mill: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rule that another follows is kept from happening instead; survivors are told with their places."""
    module = script("mutate")
    code = module.main(["--rows", "PHY-1", "--share", "0.5"], mill)
    out = capsys.readouterr().out
    assert "passes" in out, out
    assert code == 0
    assert "packs/mill/rules.yaml:28  trigger `spills`, effect deleted: dry(p) = yes" in out
    assert "rule deleted" not in out
    assert module.main(["--rows", "PHY-1", "--share", "1"], mill) == 1
    assert "too few killed" in capsys.readouterr().out


def test_a_row_fails_when_its_test_does_not_ask_when_the_rule_holds(
    mill: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is red without the rule, and green with the rule turned round: no share of other mutants makes up for that."""
    tests = mill / "tests" / "rows" / "test_mill.py"
    tests.write_text(TESTS.replace("spilling == [0, 0, 1, 1]", "spilling[-1] == 1"), encoding="utf-8")
    assert script("mutate").main(["--rows", "PHY-1", "--share", "0"], mill) == 1
    assert "an inversion is not missed" in capsys.readouterr().out


def test_a_row_fails_when_time_is_up_or_its_test_is_red(
    mill: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was not run proves nothing."""
    module = script("mutate")
    assert module.main(["--minutes", "0", "--rows", "PHY-1"], mill) == 1
    assert "not run" in capsys.readouterr().out
    tests = mill / "tests" / "rows" / "test_mill.py"
    tests.write_text(TESTS.replace("[0, 0, 1, 1]", "[0, 0, 0, 0]"), encoding="utf-8")
    assert module.main([], mill) == 1
    out = capsys.readouterr().out
    assert "red as it is" in out
    assert "no test" in out
