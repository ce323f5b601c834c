"""What a world can set is listed, is found where the lists say, and says by itself what it means."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import Script

ROOT = Path(__file__).resolve().parent.parent
LEANS = re.compile(
    r"^(the same\b(?! team)|that |it\b|they\b)|\bsame source\b|\bsuch a one\b"
    r"|\b(that|this) (likelihood|practice|band|hour|wish|visit|price|note|sort|weight|effect|rate|danger)\b"
    r"|\b(adds to|share of|left of|stress of|tiredness of|takes from|freezes in) it\b|\bhurts then\b|\bmeanwhile$"
    r"|^what it (takes|adds|costs)$|^how (long|much) it (takes|hurts)$"
)
"""What shows that a sentence leans on another, which stands elsewhere in a list by the alphabet."""


@pytest.fixture(scope="module")
def rows(script: Script) -> ModuleType:
    """The script that writes the pages."""
    return script("rows")


@pytest.fixture(scope="module")
def packs(rows: Any) -> Any:
    """All that packs and worlds declare."""
    return rows.switches.declared(rows.pack_trees(ROOT))


@pytest.fixture(scope="module")
def tests(rows: Any) -> Any:
    """The tests of the rows."""
    return rows.switches.read_tests(ROOT / "tests" / "rows", ROOT)


def test_the_pages_of_switches_and_quantities_are_current(rows: Any) -> None:
    """They are what `python scripts/rows.py` writes."""
    for path, text in rows.further_pages().items():
        assert path.read_text(encoding="utf-8") == text


def test_every_switch_has_a_setting_and_a_test_or_is_named_as_missing(rows: Any, packs: Any, tests: Any) -> None:
    """C1 to C24, without a gap, each by a parameter or an attribute; and no pack names one that does not exist."""
    listed = dict(rows.switches.maps(rows.switches.read_list(ROOT / "docs" / "switches.yaml", "switches")))
    entries = {key.text: entry for key, entry in listed.items()}
    assert list(entries) == [f"C{number}" for number in range(1, 25)]
    for switch, entry in entries.items():
        own = [one for one in packs if switch in one.tags and not one.rule]
        shown = [test for one in own for test in rows.switches.shown_by(switch, one, tests)]
        assert (own and shown) or entry.get("lacks") is not None, switch
    assert {tag for one in packs for tag in one.tags} <= set(entries)


def test_every_silence_of_the_stories_has_a_parameter_or_is_named_as_missing(rows: Any, packs: Any) -> None:
    """What the list names is a parameter of a pack; where it names none it says what is missing."""
    parameters = {one.name for one in packs if one.sort == "parameter"}
    for key, entry in rows.switches.maps(rows.switches.read_list(ROOT / "docs" / "switches.yaml", "silent")):
        names = rows.switches.texts(entry.get("by"))
        assert set(names) <= parameters, key.text
        assert names or entry.get("lacks") is not None, key.text


def test_whatever_holds_or_shows_a_quantity_exists(rows: Any, packs: Any, tests: Any) -> None:
    """Nothing is claimed that is not there, and what has no rule or no test says so."""
    assert rows.switches.unknown_quantities(ROOT, packs, tests) == []


def test_every_parameter_says_by_itself_what_it_means(rows: Any) -> None:
    """`kizuna show parameters` sorts them by name: no sentence may lean on the one before it in its file."""
    leaning = {}
    for file, tree in rows.pack_trees(ROOT):
        section = tree.get("parameters")
        for key, entry in rows.switches.maps(section) if section is not None else ():
            about = rows.switches.text(entry.get("about"))
            if LEANS.search(re.sub(r"\s*\[[^]]*\]", "", about)):
                leaning[f"{file}:{key.span.line} {key.text}"] = about
    assert leaning == {}


def test_a_leaning_sentence_is_found() -> None:
    """What refers to another sentence, and what does not."""
    assert all(LEANS.search(about) for about in ("the same on two crutches", "what it takes", "joy (the same source)"))
    assert not any(LEANS.search(about) for about in ("how long a shower takes", "chakra that a technique takes"))
