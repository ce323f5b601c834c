"""Editing one rule compiles one rule: how many units are compiled anew after an edit of a world."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kizuna.cache import Cache
from kizuna.engine.tables import Tables

from ..support import MILL, world_at

native = pytest.importorskip("kizuna.engine.flat.native")
from kizuna.codegen.lower.build import Builder, Built  # noqa: E402
from kizuna.codegen.lower.program import Program  # noqa: E402
from kizuna.codegen.lower.target import Level  # noqa: E402
from kizuna.codegen.lower.types import bundle_of  # noqa: E402

PARAMETER = "parameters:\n  enough: {default: 25 %, range: 0..1, about: How strong one must be to mow.}\n"
MOP = """
  mop:
    roles: {p: person}
    requires: {at home: situation(p) is home}
    utility: 0.1
    takes: 1 h
    effects: [mood(p) += 1 %]
    phrases: ["{p} mops"]
  mow:
"""


def folder(at: Path) -> Path:
    """A mill with a parameter."""
    shutil.copytree(MILL, at)
    (at / "parameters.yaml").write_text(PARAMETER)
    edit(at, "strength(p) > 25 %", "strength(p) > enough")
    return at


def edit(at: Path, old: str, new: str) -> None:
    """Puts a text in another's place, in the one file that has it."""
    (path,) = [path for path in at.glob("*.yaml") if old in path.read_text()]
    path.write_text(path.read_text().replace(old, new, 1))


def build(at: Path, cache: Cache) -> Built:
    """The units of a mill as a new process builds them."""
    tables = Tables(world_at(at, 12, 3))
    program = Program([bundle_of(native.Flat)], native.UNSAID)
    builder = Builder(cache, program, native.space_of(tables), [native.live], Level.QUICK)
    stamp = "".join(path.read_text() for path in at.glob("*.yaml"))
    return builder.build("mill", stamp, lambda: native.texts_of(tables))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    """A cache that has the mill."""
    root = tmp_path_factory.mktemp("edits")
    cache = Cache(root / "cache")
    assert build(folder(root / "mill"), cache).compiled > 100
    return cache


@pytest.mark.parametrize(
    ("old", "new", "compiled"),
    [
        ("hunger(p) -= 60 %", "hunger(p) -= 50 %", {"effects"}),
        ("      - mood(p) += 5 %\n", "      - mood(p) += 5 %\n      - patience(p) += 1 %\n", {"effects"}),
        ("utility: 0.6\n", "utility: 0.7\n", {"choose"}),
        ("takes: 40 min", "takes: 41 min", {"takes"}),
        ("else 2 %/h", "else 3 %/h", {"rate"}),
        ("strength(p) > enough", "strength(p) > 26 %", {"fails", "choose", "options"}),
        ("default: 25 %", "default: 26 %", {"fails", "choose", "options"}),
        ("since(made(c)) > 30 h", "since(made(c)) > 31 h", {"check", "next", "fails"}),
        ("length: 600 m", "length: 700 m", set()),
    ],
)  # fmt: skip
def test_what_an_edit_compiles(tmp_path: Path, cache: Cache, old: str, new: str, compiled: set[str]) -> None:
    """At most one unit of each of these concerns; of a road nothing, for distances are no part of the code."""
    base, found = folder(tmp_path / "mill"), folder(tmp_path / "edited")
    edit(found, old, new)
    before = build(base, cache)
    assert before.compiled == 0
    after = build(found, cache)
    changed = [name for name, key in after.names.items() if before.names.get(name) != key]
    assert {name.rstrip("0123456789") for name in changed} == compiled
    assert after.compiled == len(changed) == len(compiled)


def test_a_new_rule_leaves_most_others_alone(tmp_path: Path, cache: Cache) -> None:
    """Their cells stay where they were; only what has the number of a later rule, or names a thing, is made anew."""
    found = folder(tmp_path / "mill")
    edit(found, "\n  mow:\n", MOP)
    assert build(found, cache).compiled < 25
