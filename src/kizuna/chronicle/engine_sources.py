"""Which engine made a run: a hash of the source files that decide what happens in a world."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_DECIDING = ("codegen", "engine", "lang", "pack", "world")


@cache
def engine_sources() -> str:
    """The sha256 over names and contents of those files, as hexadecimal digits."""
    digest = sha256()
    for folder in _DECIDING:
        for path in sorted((_PACKAGE / folder).rglob("*.py")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(_PACKAGE).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
