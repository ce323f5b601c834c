"""Commands that look at a pack: lint, show, schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent.parent
MILL = TESTS.parent / "docs" / "examples" / "mill"
Kizuna = Callable[..., Any]


def test_a_sound_pack_has_nothing_to_say(kizuna: Kizuna) -> None:
    """Exit code 0 and one line."""
    ran = kizuna("lint", str(MILL))
    assert (ran.code, ran.out) == (0, "no errors\n")


@pytest.mark.parametrize("pack", ["body", "minds", "duty", "places", "leaf"])
def test_the_packs_that_come_with_kizuna_have_no_errors(pack: str, kizuna: Kizuna) -> None:
    """They are found by name."""
    ran = kizuna("lint", pack)
    assert ran.code == 0, ran.out


def test_findings_of_a_pack_are_printed_with_their_lines(kizuna: Kizuna) -> None:
    """As text with the author's line, and as JSON with places that count from 1."""
    folder = TESTS / "samples" / "file-tab-indent"
    ran = kizuna("lint", str(folder))
    assert ran.code == 1
    assert "file-tab-indent/rules.yaml:2:1  error[K003 bad-yaml]" in ran.out
    data = json.loads(kizuna("lint", str(folder), "--format", "json").out)
    assert ("K003", 2) in [(one["code"], one["places"][0]["line"]) for one in data["findings"]]


def test_the_lines_of_other_files_are_never_quoted(kizuna: Kizuna, tmp_path: Path) -> None:
    """A pack whose file is a link to somewhere else is refused, and nothing of that file is shown."""
    pack = tmp_path / "sly"
    pack.mkdir()
    (pack / "pack.yaml").write_text("pack: sly\nlanguage: 1\n", encoding="utf-8")
    (tmp_path / "secret.yaml").write_text("password: swordfish\n", encoding="utf-8")
    (pack / "rules.yaml").symlink_to(tmp_path / "secret.yaml")
    ran = kizuna("lint", str(pack))
    assert ran.code == 1
    assert "K009" in ran.out
    assert "swordfish" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("tree", "mill/world.yaml:6"),
        ("types", "needs trust enough: trust(giver, other) is at least some"),
        ("module", "def "),
        ("agenda", "decide: Mara"),
    ],
)
def test_each_stage_can_be_printed(what: str, said: str, kizuna: Kizuna) -> None:
    """As lines, and as JSON with the same lines."""
    ran = kizuna("show", what, str(MILL))
    assert ran.code == 0, ran.err
    assert said in ran.out
    data = json.loads(kizuna("show", what, str(MILL), "--format", "json").out)
    assert data["lines"] == ran.out.removesuffix("\n").split("\n")


def test_parameters_are_shown_with_range_and_meaning(kizuna: Kizuna) -> None:
    """Of an included pack, too, each with the file and line it is declared in."""
    ran = kizuna("show", "parameters", "body")
    assert ran.code == 0
    assert "  within " in ran.out
    assert "packs/body/" in ran.out


def test_the_schema_is_json_schema(kizuna: Kizuna) -> None:
    """It names its draft and has a definition for each section."""
    data = json.loads(kizuna("schema").out)
    assert data["$schema"].startswith("https://json-schema.org/")
    assert {"action", "trigger", "kind"} <= set(data["$defs"])
