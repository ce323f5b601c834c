"""The packs and worlds that come with the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.pack import library


@pytest.fixture
def shelves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with a pack `body` and a world `leaf`."""
    for name in ("packs/body", "worlds/leaf", "worlds/body"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "pack.yaml").write_text("pack: x\n")
    (tmp_path / "pyproject.toml").write_text("")
    monkeypatch.setattr(library, "_PACKAGE", tmp_path / "src" / "kizuna")
    return tmp_path


def test_a_checkout_uses_its_own_folders(shelves: Path) -> None:
    assert library.libraries() == (shelves / "packs", shelves / "worlds")
    assert library.names(library.libraries()) == ["body", "leaf"]


def test_an_installed_package_uses_the_folders_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kizuna" / "library" / "packs").mkdir(parents=True)
    monkeypatch.setattr(library, "_PACKAGE", tmp_path / "kizuna")
    assert library.libraries() == (tmp_path / "kizuna" / "library" / "packs",)


def test_a_world_is_found_by_name_first_among_the_worlds_or_by_path(shelves: Path) -> None:
    assert library.find_world("leaf") == shelves / "worlds" / "leaf"
    assert library.find_world("body") == shelves / "worlds" / "body"
    assert library.find_world(str(shelves / "packs" / "body")) == shelves / "packs" / "body"
    assert library.find_world(str(shelves / "packs" / "body" / "pack.yaml")) == shelves / "packs" / "body"


def test_what_is_not_there_is_none(shelves: Path) -> None:
    for name in ("sea", "", "..", "/", "a\x00b", "x" * 5000, str(shelves)):
        assert library.find_world(name) is None


def test_a_name_is_never_taken_as_a_path(shelves: Path) -> None:
    assert library.find_pack("../worlds/leaf", library.libraries()) is None
