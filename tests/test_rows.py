"""docs/rows.md is current, and what the first two groups of rows ask for is carried and tested."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import Script

ROOT = Path(__file__).resolve().parent.parent
COUNTS = {
    "PHY": 14, "TEC": 19, "INJ": 18, "MIS": 21, "INS": 19, "PLC": 10, "KNW": 20, "REL": 33, "HOM": 9, "SOC": 10,
}
FINISHED = ("PHY", "INJ")
"""Groups of which every row has to be carried and tested."""


@pytest.fixture(scope="module")
def scripts(script: Script) -> ModuleType:
    """The script that writes the page."""
    return script("rows")


@pytest.fixture(scope="module")
def rows(scripts: ModuleType) -> Any:
    """All rows of the project."""
    return scripts.read_rows()


def test_every_row_is_listed_once_with_a_title(rows: Any) -> None:
    """173 rows in ten groups, numbered without a gap."""
    expected = [f"{group}-{number}" for group, count in COUNTS.items() for number in range(1, count + 1)]
    assert sorted(rows.titles) == sorted(expected)
    assert list(rows.groups) == list(COUNTS)
    assert all(rows.titles.values())


def test_the_page_of_rows_is_current(rows: Any, scripts: ModuleType) -> None:
    """docs/rows.md is what `python scripts/rows.py` writes."""
    assert (ROOT / "docs" / "rows.md").read_text(encoding="utf-8") == scripts.page(rows)


def test_every_row_of_the_finished_groups_is_carried_and_tested(rows: Any) -> None:
    """At least one rule, attribute or parameter, and one test."""
    wanted = [row for row in rows.titles if row.startswith(FINISHED)]
    assert [row for row in wanted if not rows.carried_by(row)] == [], "carried by nothing"
    assert [row for row in wanted if row not in rows.tests] == [], "without a test"


def test_only_rows_that_exist_are_named(rows: Any) -> None:
    """In the packs, in the names of tests, and at the end of an `about` only."""
    named = {row: f"{one.file}:{one.line}" for one in rows.carriers for row in one.rows}
    named |= {row: f"{one.file}:{one.line}" for row, tests in rows.tests.items() for one in tests}
    assert {row: place for row, place in named.items() if row not in rows.titles} == {}
    assert rows.strays == []


def test_what_carries_a_row_is_found_by_the_end_of_its_about(scripts: ModuleType, tmp_path: Path) -> None:
    """Rules, attributes and parameters, in block and flow style; a row named in the middle of a sentence is a stray."""
    (tmp_path / "packs" / "mill").mkdir(parents=True)
    (tmp_path / "packs" / "mill" / "rules.yaml").write_text(
        """
parameters:
  pace: {default: 1, range: 0..2, about: "how fast [PHY-1, PHY-2]"}
kinds:
  wheel:
    meters:
      turns:
        about: rounds [PHY-2]
triggers:
  stops:
    about: as PHY-1 says
""", encoding="utf-8",
    )
    carriers, strays = scripts.read_carriers(tmp_path)
    assert [(one.rows, one.sort, one.name, one.line) for one in carriers] == [
        (("PHY-1", "PHY-2"), "parameter", "pace", 3),
        (("PHY-2",), "meter", "wheel.turns", 7),
    ]
    assert [place.line for place in strays] == [11]


def test_a_page_lists_what_is_open_apart(scripts: ModuleType) -> None:
    """A carried row has its carrier, its test and its story lines; the other stands under Open."""
    carrier = scripts.Carrier(("PHY-1",), "trigger", "stops", "packs/mill/rules.yaml", 9, ("triggers", "stops"))
    rows = scripts.Rows(
        {"PHY": "Energy"}, {"PHY-1": "Runs out", "PHY-2": "Comes back"}, [carrier],
        {"PHY-1": [scripts.Place("test_PHY_1_stops", "tests/rows/test_phy.py", 5)]},
        {"PHY-1": [scripts.Place("000", "worlds/mill/stories/000-a.md", line) for line in (7, 8)]},
    )
    text = scripts.page(rows)
    carried, left = text.split("## Open")
    assert "- trigger `stops` [packs/mill/rules.yaml:9](../packs/mill/rules.yaml#L9)" in carried
    assert "- test `test_PHY_1_stops` [tests/rows/test_phy.py:5]" in carried
    assert "lines [7](../worlds/mill/stories/000-a.md#L7), [8](" in carried
    assert "PHY-2" not in carried
    assert "- PHY-2 Comes back" in left
