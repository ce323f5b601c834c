"""Where the cache lies, and whether the folder there is ours alone to write."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

OFF = frozenset({"off", "0", "no", "none"})


def cache_folder(environ: Mapping[str, str]) -> Path | None:
    """The folder that KIZUNA_CACHE names, else $XDG_CACHE_HOME/kizuna, else ~/.cache/kizuna; None where it is off.

    Relative paths are ignored: they would depend on where a command is started, and could lead into a pack.
    """
    said = environ.get("KIZUNA_CACHE", "").strip()
    if said.lower() in OFF:
        return None
    if said:
        return Path(said) if os.path.isabs(said) else None
    for base, below in ((environ.get("XDG_CACHE_HOME", ""), ""), (environ.get("HOME", ""), ".cache")):
        if os.path.isabs(base):
            return Path(base) / below / "kizuna"
    return None


def ready(folder: Path) -> bool:
    """Makes the folder (0700) if it is not there; False if it is not ours, or others may write in it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and ours(found)


def ours(found: os.stat_result) -> bool:
    """Whether a file or folder belongs to who runs this, and nobody else may write it."""
    if os.name != "posix":  # elsewhere the profile folder's own access list says so
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def read_private(path: Path, most: int) -> bytes | None:
    """The bytes of a file of ours; None if there is none, if it is a link, not ours, or longer than `most`."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError:
        return None
    try:
        with open(handle, "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode) or not ours(found) or found.st_size > most:
                return None
            return file.read(most)
    except OSError:
        return None


def write_private(path: Path, parts: list[bytes], *, keep: bool = False) -> None:
    """Writes a file (0600) beside its place and moves it there in one step; with `keep`, only where none is.

    Nothing is synced: what a crash damages is recognised by its signature and made anew. Raises OSError.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(beside, flags, 0o600), "wb") as file:
            file.writelines(parts)
        if keep:
            os.link(beside, path)
        else:
            os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
