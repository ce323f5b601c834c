"""The cache itself: bytes by kind and key, each entry signed with a key that never leaves this user's folder.

An entry is a magic word, an HMAC-SHA256 over the kind, the key and the payload, and the payload. Whatever is damaged,
cut short, signed with another key, or lies where another entry belongs is as good as missing: it is made anew.
"""

from __future__ import annotations

import hmac
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from kizuna.cache.folder import cache_folder, read_private, ready, write_private

MAGIC = b"KIZUNA1\n"
DIGEST = 32
SECRET = 32
LARGEST = 1 << 28
"""Entries above 256 MiB are neither kept nor read."""
MOST = 1 << 29
"""How many bytes all entries may have together before the longest unused go."""
STRAY = 3_600
"""After how many seconds an unfinished file belongs to nobody any more."""


class Cache:
    """Entries under one folder; without a folder nothing is kept. No method ever fails for what lies on the disk."""

    def __init__(self, folder: Path | None, most: int = MOST) -> None:
        self.folder = folder if folder is not None and ready(folder) else None
        self.most = most
        self._secret: bytes | None = None

    def get(self, kind: str, key: str) -> bytes | None:
        """The bytes put there, or None."""
        path, secret = self._path(kind, key), self._signing()
        if path is None or secret is None:
            return None
        data = read_private(path, LARGEST)
        if data is None or not data.startswith(MAGIC):
            return None
        start = len(MAGIC) + DIGEST
        payload = memoryview(data)[start:]
        if not hmac.compare_digest(data[len(MAGIC) : start], _signature(secret, kind, key, payload)):
            return None
        with suppress(OSError):
            os.utime(path)  # the longest unused go first
        return bytes(payload)

    def put(self, kind: str, key: str, payload: bytes) -> None:
        """Keeps bytes; quietly not, where the disk says no."""
        path, secret = self._path(kind, key), self._signing()
        if path is None or secret is None or len(payload) + len(MAGIC) + DIGEST > LARGEST:
            return
        with suppress(OSError):
            write_private(path, [MAGIC, _signature(secret, kind, key, memoryview(payload)), payload])
            self._evict(path)

    def _path(self, kind: str, key: str) -> Path | None:
        if not re.fullmatch("[a-z][a-z0-9-]{0,31}", kind):
            raise ValueError(f"not a kind of cache entry: {kind!r}")
        if self.folder is None:
            return None
        return self.folder / f"{kind}-{sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"

    def _signing(self) -> bytes | None:
        """The key that entries are signed with, made at first use."""
        if self._secret is None and self.folder is not None:
            path = self.folder / "key"
            self._secret = _secret(path)
            with suppress(OSError):
                if self._secret is None:
                    # One that is damaged, or readable by others, has signed its last entry.
                    path.unlink(missing_ok=True)
                    write_private(path, [os.urandom(SECRET)], keep=True)
            self._secret = self._secret or _secret(path)
        return self._secret

    def _evict(self, newest: Path) -> None:
        """Removes the longest unused entries beyond the limit, and what unfinished writes left."""
        assert self.folder is not None
        found: list[tuple[float, int, Path]] = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name != "key" and entry.is_file(follow_symlinks=False):
                    known = entry.stat(follow_symlinks=False)
                    found.append((known.st_mtime, known.st_size, Path(entry.path)))
        total = sum(size for _, size, _ in found)
        latest = max(when for when, _, _ in found)
        for when, size, path in sorted(found):
            stray = path.name.startswith(".") and when < latest - STRAY
            if stray or (total > self.most and path != newest):
                path.unlink(missing_ok=True)
                total -= size


def _secret(path: Path) -> bytes | None:
    found = read_private(path, SECRET + 1)
    if found is None or len(found) != SECRET:
        return None
    with suppress(OSError):
        if os.name != "posix" or not os.lstat(path).st_mode & 0o077:
            return found
    return None


def _signature(secret: bytes, kind: str, key: str, payload: memoryview) -> bytes:
    head = f"{kind}\n{len(key)}\n{key}\n".encode("utf-8", "surrogatepass")
    signing = hmac.new(secret, MAGIC, "sha256")
    signing.update(head)
    signing.update(payload)
    return signing.digest()


def open_cache(environ: Mapping[str, str] | None = None) -> Cache:
    """The user's cache, or one that keeps nothing where it is off or the folder cannot be had."""
    return Cache(cache_folder(os.environ if environ is None else environ))
