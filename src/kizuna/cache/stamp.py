"""What must be the same for something kept to be used again: this Python, and every source file of ours."""

from __future__ import annotations

import os
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@cache
def stamp() -> str:
    """A digest of the interpreter and of names, sizes and times of our source files, as hexadecimal digits."""
    parts = [sys.version, sys.implementation.cache_tag or ""]
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "library"))
        for name in sorted(files):
            if name.endswith(".py"):
                known = os.stat(os.path.join(folder, name))
                parts.append(f"{folder[len(str(_PACKAGE)):]}/{name} {known.st_size} {known.st_mtime_ns}")
    return sha256("\n".join(parts).encode()).hexdigest()
