"""Under what object code is kept: a hash of all that it depends on, found without lowering anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from kizuna import __version__
from kizuna.codegen.lower.types import Type

_WORD = re.compile(r"\b[A-Za-z_]\w*\b")
_NAME = re.compile(r"\Adef \w+\(")


def digest(*parts: str) -> str:
    """A hash of texts in order, as 32 hexadecimal digits."""
    found = blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        found.update(len(data).to_bytes(8, "little"))
        found.update(data)
    return found.hexdigest()


@lru_cache(maxsize=1)
def sources() -> str:
    """A hash of the source that lowers and of all that generated code may call: with either, all code is made anew."""
    rooms = Path(__file__).parents[2]
    files = sorted(path for room in ("engine", "codegen/lower") for path in (rooms / room).rglob("*.py"))
    return digest(__version__, *(path.read_text(encoding="utf-8") for path in files))


class Keys:
    """Keys of generated functions for one target. `unsaid` are the types of parameters that say none."""

    def __init__(self, target: str, unsaid: Mapping[str, Type], bundles: Iterable[str] = ()) -> None:
        said = ",".join(f"{name}:{kind.name}:{kind.bundle}" for name, kind in sorted(unsaid.items()))
        self.base = digest(sources(), target, said, *bundles)

    def of(self, text: str, space: Mapping[str, object], result: Type | None = None) -> str:
        """The key of a function's text: its own name does not count, the numbers that names stand for do."""
        numbers = [
            f"{name}={space[name]!r}"
            for name in sorted(set(_WORD.findall(text)))
            if isinstance(space.get(name), int | float | tuple)
        ]
        return digest(self.base, _NAME.sub("def unit(", text), result.name if result is not None else "", *numbers)
