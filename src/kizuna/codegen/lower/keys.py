"""Under what object code is kept: a hash of all that it depends on, found without lowering anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from kizuna import __version__
from kizuna.codegen.lower.types import Data, Type

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
        self._space: Mapping[str, object] = {}
        self._said: list[tuple[str, str]] = []

    def of(self, text: str, space: Mapping[str, object], result: Type | None = None) -> str:
        """The key of a function's text: its own name does not count, the numbers that names stand for do."""
        if space is not self._space:
            self._space, self._said = space, _said(space)
        numbers = [said for name, said in self._said if name in text and name in _WORD.findall(text)]
        return digest(self.base, _NAME.sub("def unit(", text), result.name if result is not None else "", *numbers)


def _said(space: Mapping[str, object]) -> list[tuple[str, str]]:
    """The names that stand for numbers, and what a key says of each: of data only that they are."""
    numbers = {name: held for name, held in space.items() if isinstance(held, int | float | tuple)}
    return [(name, name if isinstance(held, Data) else f"{name}={held!r}") for name, held in sorted(numbers.items())]
