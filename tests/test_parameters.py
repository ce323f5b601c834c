"""Every named constant of the packs is swept, or at least used, by some test of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("packs/body", "packs/minds", "packs/places", "packs/duty", "worlds/leaf")
DECLARED = re.compile(r"^parameters:\n(?:(?:[ #].*)?\n)*", re.MULTILINE)
"""The section of a file; parsing the whole files would take seconds."""


def declared(folder: str) -> Iterator[str]:
    """The names of the parameters that the files of a folder declare."""
    for path in sorted((ROOT / folder).rglob("*.yaml")):
        for section in DECLARED.findall(path.read_text(encoding="utf-8") + "\n"):
            found: dict[str, Any] = yaml.safe_load(section)
            yield from found["parameters"] or {}


@pytest.fixture(scope="module")
def words() -> set[str]:
    """All words of the tests of rows."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "rows").glob("*.py"))
    return set(re.findall(r"\w+", "\n".join(texts)))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_parameter_is_named_by_a_test_of_a_row(folder: str, words: set[str]) -> None:
    """A constant that nothing sweeps may be read by nothing, or the wrong way round."""
    names = list(declared(folder))
    assert len(names) > 20
    assert [name for name in names if name not in words] == []
