"""Lines of generated source with temporaries, nested blocks, and values that are read once per block."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Body:
    """The body of one generated function. Names are `v0`, `v1`, …; nothing an author wrote ever gets in."""

    def __init__(self, head: str) -> None:
        self.lines = [head]
        self.depth = 1
        self._names = 0
        self._known: list[dict[str, str]] = [{}]

    def put(self, line: str) -> None:
        """Append a line at the present depth."""
        self.lines.append("    " * self.depth + line)

    def fresh(self) -> str:
        """A new local name."""
        self._names += 1
        return f"v{self._names}"

    def once(self, key: str, *lines: str) -> str:
        """A local that holds what `lines` compute (each with {} for its name), shared within the present block."""
        for known in reversed(self._known):
            if key in known:
                return known[key]
        name = self.fresh()
        for line in lines:
            self.put(line.format(name))
        self._known[-1][key] = name
        return name

    def know(self, key: str, local: str) -> None:
        """Within the present block `local` holds what `key` stands for."""
        self._known[-1][key] = local

    def knows(self, key: str) -> bool:
        """Whether a local already holds what `key` stands for."""
        return any(key in known for known in self._known)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """A nested block such as `if x:`; what is read inside is forgotten after it."""
        self.put(head)
        self.depth += 1
        self._known.append({})
        mark = len(self.lines)
        yield
        if len(self.lines) == mark:
            self.put("pass")
        self._known.pop()
        self.depth -= 1

    def text(self) -> str:
        """The function's source."""
        return "\n".join(self.lines) + "\n"
