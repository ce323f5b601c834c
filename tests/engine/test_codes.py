"""Compiled units out of the user's cache."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kizuna.cache import open_cache
from kizuna.diagnostics import Sink
from kizuna.engine import codes, library
from kizuna.engine.machine import Machine
from kizuna.world.kept import open_world
from kizuna.world.model import World

MILL = Path(__file__).parents[1] / "worlds" / "mill"
DAY = 86_400_000


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A small world of which what is compiled may be kept, in an empty cache."""
    monkeypatch.setenv("KIZUNA_CACHE", str(tmp_path / "cache"))
    found = open_world(Path(shutil.copytree(MILL, tmp_path / "mill")), Sink())[1]
    assert found is not None
    return found


def lived(world: World) -> tuple[Machine, object]:
    """A machine after three days, and its stream."""
    machine = Machine.begin(world, 3)
    machine.live(3 * DAY)
    return machine, machine.drain()


def test_what_was_compiled_once_is_not_compiled_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second life comes to the same bytes without any unit being generated or compiled."""
    first, stream = lived(world)
    first.kernel.tables.library.codes.keep()
    with monkeypatch.context() as patch:
        patch.delattr(library, "compiled")
        assert lived(world)[1] == stream


def test_a_damaged_entry_is_made_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are no code, though signed, are as good as none."""
    first, stream = lived(world)
    first.kernel.tables.library.codes.keep()
    monkeypatch.setattr(codes.marshal, "loads", lambda data: (_ for _ in ()).throw(ValueError))
    assert lived(world)[1] == stream


def test_of_a_world_without_an_origin_nothing_is_kept(world: World, tmp_path: Path) -> None:
    """Worlds that were changed in the process have none."""
    before = sorted((tmp_path / "cache").iterdir())
    machine, _ = lived(World(**{**{name: getattr(world, name) for name in World.__slots__}, "origin": ""}))
    machine.kernel.tables.library.codes.keep()
    assert sorted((tmp_path / "cache").iterdir()) == before
    assert open_cache().get(codes.KIND, "") is None
