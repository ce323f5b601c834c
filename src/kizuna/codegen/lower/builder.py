"""The text of one function: blocks, temporaries, and slots for locals at its head."""

from __future__ import annotations

from collections.abc import Callable

from kizuna.codegen.lower.values import Value


class Builder:
    """Appends instructions. A block that is closed takes no more; what follows a `return` is dropped."""

    def __init__(self) -> None:
        self.head: list[str] = []
        self.lines: list[str] = []
        self.block = "entry"
        self.closed = False
        self._count = 0

    def fresh(self, letter: str = "t") -> str:
        """A new name without its sigil."""
        self._count += 1
        return f"{letter}{self._count}"

    def put(self, line: str) -> None:
        """An instruction without result."""
        if not self.closed:
            self.lines.append(f"  {line}")

    def op(self, instruction: str) -> str:
        """An instruction's result."""
        name = f"%{self.fresh()}"
        self.put(f"{name} = {instruction}")
        return name

    def early(self, instruction: str) -> str:
        """The result of an instruction that stands at the head of the function."""
        name = f"%{self.fresh()}"
        self.head.append(f"  {name} = {instruction}")
        return name

    def jump(self, label: str) -> None:
        """Ends the block."""
        self.put(f"br label %{label}")
        self.closed = True

    def branch(self, test: Value, yes: str, no: str) -> None:
        """Ends the block one way or the other."""
        if test.const is not None:
            self.jump(yes if test.const else no)
            return
        self.put(f"br i1 {test.text}, label %{yes}, label %{no}")
        self.closed = True

    def give(self, text: str) -> None:
        """Ends the block and the function."""
        self.put(f"ret {text}")
        self.closed = True

    def start(self, label: str) -> None:
        """Begins a block; the one before must have been ended."""
        if not self.closed:
            self.jump(label)
        self.lines.append(f"{label}:")
        self.block, self.closed = label, False

    def hole(self) -> int:
        """A gap in the present block that is filled once what belongs there is known."""
        self.lines.append("")
        return -1 if self.closed else len(self.lines) - 1

    def fill(self, hole: int, write: Callable[[], None]) -> None:
        """Puts straight-line instructions into a gap."""
        if hole < 0:
            return
        lines, closed = self.lines, self.closed
        self.lines, self.closed = [], False
        write()
        lines[hole] = "\n".join(self.lines)
        self.lines, self.closed = lines, closed

    def slot(self, kind: str) -> str:
        """A place for a local, zero until it is written."""
        name = self.early(f"alloca {kind}")
        zero = {"i64": "0", "double": "0.0", "i1": "false"}.get(kind, "null")
        self.head.append(f"  store {kind} {zero}, ptr {name}")
        return name
