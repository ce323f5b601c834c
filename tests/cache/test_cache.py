"""The cache: what it keeps, what it refuses, and where it lies."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.cache import Cache, open_cache, packed, unpacked
from kizuna.cache import store as store_module
from kizuna.cache.folder import cache_folder

posix = pytest.mark.skipif(os.name != "posix", reason="modes and owners are POSIX")


def entries(folder: Path) -> list[Path]:
    """The files of entries in a cache folder."""
    return sorted(path for path in folder.iterdir() if path.name != "key")


def test_what_is_put_comes_back_to_a_later_process(tmp_path: Path) -> None:
    """Another `Cache` over the same folder reads it; kinds and keys keep apart."""
    Cache(tmp_path / "c").put("world", "leaf", b"one")
    again = Cache(tmp_path / "c")
    assert again.get("world", "leaf") == b"one"
    assert again.get("world", "sand") is None
    assert again.get("machine", "leaf") is None
    again.put("world", "leaf", b"two")
    assert Cache(tmp_path / "c").get("world", "leaf") == b"two"


@posix
def test_folder_key_and_entries_are_private(tmp_path: Path) -> None:
    """0700 for the folder, 0600 for all in it, whatever the umask; no unfinished file is left."""
    old = os.umask(0)
    try:
        Cache(tmp_path / "c").put("world", "leaf", b"one")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "c").stat().st_mode) == 0o700
    names = sorted(path.name for path in (tmp_path / "c").iterdir())
    assert len(names) == 2
    assert all(stat.S_IMODE((tmp_path / "c" / name).stat().st_mode) == 0o600 for name in names)


@given(cut=st.integers(0, 60), flip=st.integers(0, 59), bit=st.integers(0, 7))
def test_a_damaged_entry_is_missing_and_is_written_over(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int, bit: int
) -> None:
    """Cut anywhere or with any bit flipped it is not there; a put mends it."""
    cache = Cache(tmp_path_factory.mktemp("c"))
    cache.put("world", "leaf", b"twenty bytes of it..")
    (path,) = entries(cache.folder or Path())
    whole = path.read_bytes()
    assert len(whole) == 60
    path.write_bytes(whole[:cut])
    assert (cache.get("world", "leaf") is None) == (cut < 60)
    path.write_bytes(whole[:flip] + bytes([whole[flip] ^ (1 << bit)]) + whole[flip + 1 :])
    assert cache.get("world", "leaf") is None
    cache.put("world", "leaf", b"mended")
    assert cache.get("world", "leaf") == b"mended"


def test_an_entry_of_another_user_or_another_key_is_missing(tmp_path: Path) -> None:
    """Signed with another secret, or moved to where another entry belongs, it is not read."""
    mine, other = Cache(tmp_path / "a"), Cache(tmp_path / "b")
    mine.put("world", "leaf", b"mine")
    mine.put("world", "sand", b"sand")
    other.put("world", "leaf", b"other")
    (foreign,) = entries(tmp_path / "b")
    place = tmp_path / "a" / foreign.name
    own = place.read_bytes()
    place.write_bytes(foreign.read_bytes())
    assert mine.get("world", "leaf") is None
    (sand,) = [path for path in entries(tmp_path / "a") if path != place]
    sand.write_bytes(own)
    assert mine.get("world", "sand") is None


@posix
def test_folders_and_files_that_others_may_write_are_not_used(tmp_path: Path) -> None:
    """A folder open to others keeps nothing; a link or an open file is no entry; an open key is replaced."""
    open_folder = tmp_path / "open"
    open_folder.mkdir()
    open_folder.chmod(0o777)
    Cache(open_folder).put("world", "leaf", b"one")
    assert not list(open_folder.iterdir())
    cache = Cache(tmp_path / "c")
    cache.put("world", "leaf", b"one")
    (path,) = entries(tmp_path / "c")
    path.chmod(0o666)
    assert cache.get("world", "leaf") is None
    path.chmod(0o600)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert cache.get("world", "leaf") is None
    (tmp_path / "c" / "key").chmod(0o644)
    fresh = Cache(tmp_path / "c")
    assert fresh.get("world", "leaf") is None
    fresh.put("world", "leaf", b"new")
    assert fresh.get("world", "leaf") == b"new"
    assert stat.S_IMODE((tmp_path / "c" / "key").stat().st_mode) == 0o600
    (tmp_path / "link").symlink_to(tmp_path / "c")
    assert Cache(tmp_path / "link").get("world", "leaf") is None


def test_a_damaged_key_is_made_anew(tmp_path: Path) -> None:
    """What it had signed is gone; what is put from then on is kept."""
    Cache(tmp_path / "c").put("world", "leaf", b"one")
    (tmp_path / "c" / "key").write_bytes(b"short")
    cache = Cache(tmp_path / "c")
    assert cache.get("world", "leaf") is None
    cache.put("world", "leaf", b"two")
    assert Cache(tmp_path / "c").get("world", "leaf") == b"two"


def test_a_full_disk_or_a_file_in_the_way_fails_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A put that cannot be written leaves the old entry; a file where the folder should be means no cache."""
    cache = Cache(tmp_path / "c")
    cache.put("world", "leaf", b"old")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store_module, "write_private", full)
    cache.put("world", "leaf", b"new")
    assert cache.get("world", "leaf") == b"old"
    (tmp_path / "file").write_bytes(b"")
    blocked = Cache(tmp_path / "file")
    blocked.put("world", "leaf", b"one")
    assert blocked.get("world", "leaf") is None


def test_the_longest_unused_go_when_it_is_full(tmp_path: Path) -> None:
    """Reading counts as use; the newest always stays, and so does the key."""
    cache = Cache(tmp_path / "c", most=2_500)
    for key in ("a", "b"):
        cache.put("world", key, bytes(1_000))
    for age, path in enumerate(entries(tmp_path / "c"), 1):
        os.utime(path, (age, age))
    used, unused = ("a", "b") if cache.get("world", "a") else ("b", "a")
    cache.put("world", "c", bytes(1_000))
    assert cache.get("world", unused) is None
    assert cache.get("world", used) is not None
    assert cache.get("world", "c") is not None
    cache.put("world", "d", bytes(5_000))
    assert [cache.get("world", key) is not None for key in ("a", "b", "c", "d")] == [False, False, False, True]


def test_where_it_lies() -> None:
    """KIZUNA_CACHE, then XDG_CACHE_HOME, then HOME; relative paths and `off` mean none."""
    home = {"HOME": "/home/a"}
    assert cache_folder(home) == Path("/home/a/.cache/kizuna")
    assert cache_folder(home | {"XDG_CACHE_HOME": "/x"}) == Path("/x/kizuna")
    assert cache_folder(home | {"XDG_CACHE_HOME": "x"}) == Path("/home/a/.cache/kizuna")
    assert cache_folder(home | {"KIZUNA_CACHE": "/y"}) == Path("/y")
    assert cache_folder(home | {"KIZUNA_CACHE": "packs/y"}) is None
    assert cache_folder(home | {"KIZUNA_CACHE": "off"}) is None
    assert cache_folder({}) is None
    off = open_cache({"KIZUNA_CACHE": "off"})
    off.put("world", "leaf", b"one")
    assert off.get("world", "leaf") is None


def test_a_kind_is_a_plain_word(tmp_path: Path) -> None:
    """It becomes part of a file's name; keys may be any text."""
    cache = Cache(tmp_path / "c")
    for kind in ("", "../x", "a/b", "A", "1a"):
        with pytest.raises(ValueError, match="not a kind"):
            cache.put(kind, "k", b"")
    cache.put("world", "../../x\n\ud800", b"odd")
    assert cache.get("world", "../../x\n\ud800") == b"odd"


@given(
    st.dictionaries(st.text(max_size=5).filter(str.isprintable), st.binary(max_size=9), max_size=6), st.integers(0, 99)
)
def test_an_archive_gives_back_its_items_and_refuses_what_is_cut(items: dict[str, bytes], cut: int) -> None:
    """In their order; any shorter or longer byte string is no archive."""
    data = packed(items)
    found = unpacked(data)
    assert found == items
    assert list(found or {}) == list(items)
    assert unpacked(data + b"x") is None
    if cut < len(data):
        assert unpacked(data[:cut]) is None
