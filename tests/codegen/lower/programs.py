"""Random functions of the subset, as text: nested expressions of ints, floats and truth, in loops and branches."""

from __future__ import annotations

from random import Random

ORDERS = ("<", "<=", "==", "!=", ">", ">=")


class Programs:
    """Writes functions of (a: int, b: int, x: float, y: float)."""

    def __init__(self, luck: Random) -> None:
        self.luck = luck

    def whole(self, depth: int) -> str:
        """An expression that is an int."""
        if depth == 0:
            return self.luck.choice(("a", "b", "p", "3", "-2", "0", "1", "7"))
        one, two, three = (self.whole(depth - 1) for _ in range(3))
        pick = self.luck.choice
        return pick(
            (
                f"({one} {pick('+-&|^')} {two})",
                f"({one} % 1000 * ({two} % 100))",
                f"({one} {pick(('//', '%'))} {two})",
                f"({one} if {self.truth(depth - 1)} else {two})",
                f"({one} {pick(('and', 'or'))} {two})",
                f"{pick(('min', 'max'))}({one}, {two}, {three})",
                f"({one} >> {self.luck.randrange(5)})",
                f"(int({self.real(depth - 1)}) % 977)",
                f"(1 if {self.truth(depth - 1)} else 0)",
            )
        )

    def real(self, depth: int) -> str:
        """An expression that is a float."""
        pick = self.luck.choice
        if depth == 0:
            return pick(("x", "y", "0.5", "-1.25", "2.0"))
        one, two = self.real(depth - 1), self.real(depth - 1)
        return pick(
            (
                f"({one} {pick('+-*')} {two})",
                f"({one} {pick('+-*')} {self.whole(depth - 1)})",
                f"({one} / (abs({two}) + 1.0))",
                f"({one} if {self.truth(depth - 1)} else {two})",
                f"{pick(('min', 'max'))}({one}, {two})",
                f"abs(-{one})",
            )
        )

    def truth(self, depth: int) -> str:
        """An expression that is true or false."""
        pick = self.luck.choice
        if depth == 0:
            return pick(("a < b", "x < y", "a == 3", "not a"))
        one, two, three = (self.whole(depth - 1) for _ in range(3))
        return pick(
            (
                f"({one} {pick(ORDERS)} {two})",
                f"({self.real(depth - 1)} {pick(ORDERS)} {one})",
                f"({self.truth(depth - 1)} {pick(('and', 'or'))} {self.truth(depth - 1)})",
                f"(not {one})",
                f"({one} < {two} <= {three})",
                f"({one} {pick(('in', 'not in'))} ({two}, {three}))",
            )
        )

    def statement(self) -> list[str]:
        """Some lines."""
        luck = self.luck
        return luck.choice(
            (
                [f"p = {self.whole(3)} % 100003"],
                [f"if {self.truth(3)}:", f"    p += {self.whole(2)} % 50", "else:", f"    y = {self.real(2)}"],
                [
                    f"for i in range({self.whole(1)} % 9, {luck.randrange(12)}, {luck.choice((1, 2))}):",
                    f"    p += i * ({self.whole(2)} % 9)",
                    f"    if {self.truth(2)}: {luck.choice(('break', 'continue'))}",
                    f"    x = x * 0.5 + {self.whole(1)}",
                ],
                ["n = 5", f"while n > 0 and {self.truth(2)}:", "    n -= 1", f"    p = (p ^ {self.whole(2)}) % 1000"],
                ["p, a = a, p"],
            )
        )

    def function(self, name: str) -> str:
        """A whole function that gives a float."""
        lines = ["p = a", *(line for _ in range(self.luck.randrange(1, 5)) for line in self.statement())]
        lines.append(f"return {self.real(3)} + p")
        head = f"def {name}(a: int, b: int, x: float, y: float) -> float:\n"
        return head + "".join(f"    {line}\n" for line in lines)
