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

    def put_or(self, local: str, bits: int) -> None:
        """Set bits of a local; together with those that the line before sets."""
        head = "    " * self.depth + f"{local} = {local} | "
        if self.lines[-1].startswith(head):
            bits |= int(self.lines.pop()[len(head) :])
        self.put(f"{local} = {local} | {bits}")

    def fresh(self) -> str:
        """A new local name."""
        self._names += 1
        return f"v{self._names}"

    def once(self, key: str, *lines: str) -> str:
        """A local that holds what `lines` compute (each with {} for its name), shared within the present block."""
        found = self.known(key)
        if found is not None:
            return found
        name = self.fresh()
        for line in lines:
            self.put(line.format(name))
        self._known[-1][key] = name
        return name

    def know(self, key: str, local: str) -> None:
        """Within the present block `local` holds what `key` stands for."""
        self._known[-1][key] = local

    def known(self, key: str) -> str | None:
        """The local that already holds what `key` stands for, None if there is none."""
        return next((known[key] for known in reversed(self._known) if key in known), None)

    def knows(self, key: str) -> bool:
        """Whether a local already holds what `key` stands for."""
        return self.known(key) is not None

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
