"""Worlds out of the cache: the same as when built, only while nothing has changed, and nothing else is made."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from kizuna.cache import open_cache
from kizuna.diagnostics import Sink
from kizuna.engine.machine import Machine
from kizuna.world import kept
from kizuna.world.kept import open_world

MILL = Path(__file__).parents[1] / "worlds" / "mill"
DAY = 86_400_000


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a small world, and an empty cache of one's own."""
    monkeypatch.setenv("KIZUNA_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copytree(MILL, tmp_path / "mill"))


def opened(root: Path, monkeypatch: pytest.MonkeyPatch | None = None) -> kept.World | None:
    """The world; with a `monkeypatch` only if it comes out of the cache."""
    if monkeypatch is not None:
        with monkeypatch.context() as patch:
            patch.setattr("kizuna.world.build.build_world", lambda *_, **__: None)
            return open_world(root, Sink())[1]
    return open_world(root, Sink())[1]


def test_a_kept_world_is_the_world_that_was_built(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal as data, and lived the same to the byte."""
    first = opened(root)
    again = opened(root, monkeypatch)
    assert first is not None
    assert again is not None
    assert again == first
    streams = []
    for world in (first, again):
        machine = Machine.begin(world, 5)
        machine.live(3 * DAY)
        streams.append(machine.drain())
    assert streams[0] == streams[1]
    assert streams[0][0]


def test_a_kept_pack_has_the_texts_and_files_of_its_folder(root: Path) -> None:
    """Only its tree is empty."""
    first, again = open_world(root, Sink())[0], open_world(root, Sink())[0]
    assert first is not None
    assert again is not None
    assert (again.sources, again.files, again.folders) == (first.sources, first.files, first.folders)
    assert again.tree.items == ()


@pytest.mark.parametrize("change", ["edit", "add", "remove", "rename", "link"])
def test_any_change_to_the_files_makes_it_anew(root: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Edited, added, removed and renamed files are noticed."""
    files = sorted(path for path in root.glob("*.yaml") if path.name != "pack.yaml")
    assert opened(root) is not None
    assert opened(root, monkeypatch) is not None
    match change:
        case "edit":
            files[0].write_text(files[0].read_text() + "\n")
        case "add":
            (root / "more.yaml").write_text("choices: {hue: [red, blue]}\n")
        case "remove":
            files[0].unlink()
        case "rename":
            files[0].rename(root / "another.yaml")
        case "link":
            (root / "out.yaml").symlink_to(MILL / "pack.yaml")
    assert opened(root, monkeypatch) is None


def test_another_number_of_people_is_another_world(root: Path) -> None:
    """How many people there are is part of the key; what code is made for stays the same."""
    assert opened(root) is not None
    small, large = open_world(root, Sink(), 0)[1], open_world(root, Sink(), 30)[1]
    assert small is not None
    assert large is not None
    assert len(small.entities) < len(large.entities)
    assert small.origin == large.origin


def test_a_faulty_pack_is_never_kept(root: Path) -> None:
    """Its findings are told each time."""
    (root / "wrong.yaml").write_text("actions: {leap: {roles: {p: nobodyhere}}}\n")
    for _ in range(2):
        sink = Sink()
        assert open_world(root, sink)[1] is None
        assert sink.failed


class Trap:
    """Would run something when it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("ran",)


@pytest.mark.parametrize("payload", [pickle.dumps(Trap()), b"", b"nonsense", pickle.dumps([1, 2])[:-2]])
def test_an_entry_makes_nothing_but_worlds(root: Path, payload: bytes, monkeypatch: pytest.MonkeyPatch,
                                           capsys: pytest.CaptureFixture[str]) -> None:
    """Even one with a good signature is refused where it asks for anything else."""
    keys: list[str] = []
    put = kept.open_cache().__class__.put
    monkeypatch.setattr("kizuna.cache.store.Cache.put", lambda self, kind, key, data: (keys.append(key),
                                                                                     put(self, kind, key, data))[1])
    assert opened(root) is not None
    open_cache().put(kept.KIND, keys[0], payload)
    assert opened(root) is not None
    assert "ran" not in capsys.readouterr().out
