"""Whoever takes away what others need is told so, at the place where it was taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.diagnostics import Diagnostic, Sink
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world

BASE = """
kinds:
  person: {agent: yes, flags: {glad: {start: yes, seen: all}}}
actions:
  smile: {roles: {p: person}, requires: {glad: glad(p)}, phrases: ["{p} smiles"]}
"""
WITHOUT = "kinds: {person: {extend: yes, flags: {glad: {remove: yes}}}}\n"
OWN = 'actions: {sing: {roles: {p: person}, requires: {glad: glad(p)}, phrases: ["{p} sings"]}}\n'


def told(folder: Path, packs: dict[str, tuple[str, str]]) -> list[Diagnostic]:
    """What is found in the last of some packs, each given as what it includes and what its file says."""
    for name, (includes, text) in packs.items():
        (folder / name).mkdir()
        head = f"pack: {name}\nabout: A test.\nlanguage: 1\nincludes: [{includes}]\n"
        (folder / name / "pack.yaml").write_text(head, encoding="utf-8")
        (folder / name / "world.yaml").write_text(text, encoding="utf-8")
    sink = Sink()
    pack = load_pack(folder / list(packs)[-1], sink, [folder])
    assert pack is not None
    build_world(pack, sink)
    return list(sink)


def places(fault: Diagnostic) -> list[str]:
    """The packs in which the places of a finding lie, the leading one first."""
    return [span.file.split("/")[-2] for span in fault.spans]


@pytest.mark.parametrize(
    ("packs", "found"),
    [
        ({"base": ("", BASE), "own": ("base", WITHOUT)}, ["own", "base"]),
        ({"base": ("", BASE), "mid": ("base", WITHOUT), "own": ("mid", "places: {home: {}}\n")}, ["mid", "base"]),
        ({"base": ("", BASE), "own": ("base", WITHOUT + OWN)}, ["own", "base", "own"]),
    ],
)
def test_what_a_library_needs_is_missed_where_it_was_removed(
    packs: dict[str, tuple[str, str]], found: list[str], tmp_path: Path
) -> None:
    """With the places that need it behind, those of the author's own among them."""
    [fault] = told(tmp_path, packs)
    assert fault.code == "K202"
    assert fault.message == "there is no attribute, bond or function 'glad', for it is removed here"
    assert places(fault) == found
    assert fault.spans[0].width == len("remove")


def test_who_builds_on_a_pack_that_removed_something_has_to_do_without(tmp_path: Path) -> None:
    """The author can change what needs it, so that is what is shown."""
    quiet = BASE.replace("glad(p)", "p != p")
    for number, packs in enumerate((
        {"base": ("", quiet), "mid": ("base", WITHOUT), "own": ("mid", OWN)},
        {"base": ("", quiet), "own": ("base", WITHOUT + OWN)},
    )):
        (tmp_path / str(number)).mkdir()
        missing = [fault for fault in told(tmp_path / str(number), packs) if fault.code == "K202"]
        assert [places(fault) for fault in missing] == [["own"]]
        assert "removed" not in missing[0].message
