"""Generated functions, each compiled when it is first called."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FunctionType

from kizuna.codegen.units import Units
from kizuna.engine.codes import Codes
from kizuna.engine.curves import NEVER
from kizuna.engine.runtime import NAMES

Function = Callable[..., int]


NOTHING = "    return 0\n"
"""The body of a unit that has nothing to do; about half of all have, and need no compiling."""
UNMOVED = f"    best = {NEVER}\n    return best\n"


def never(*_: object) -> int:
    """The unit of what cannot change by itself."""
    return NEVER


def _nothing(*_: object) -> int:
    return 0


PLAIN = (_nothing, never)
"""The functions of units that need no code, by what `Codes` has for them."""


class Family(dict[int, Function]):
    """The functions of one concern by number; each is made, from the name of its unit, when it is first asked for."""

    def __init__(self, make: Callable[[str], Function], letters: str) -> None:
        super().__init__()
        self._make, self._letters = make, letters

    def __missing__(self, number: int) -> Function:
        made = self[number] = self._make(f"{self._letters}{number}")
        return made


class Families(dict[str, Family]):
    """Functions by concern and number."""

    def __init__(self, make: Callable[[str], Function]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, letters: str) -> Family:
        made = self[letters] = Family(self._make, letters)
        return made


class Library(Families):
    """The functions of one world by concern and number. The same source serves every machine of that world."""

    def __init__(self, units: Units, ways: list[float]) -> None:
        super().__init__(self.make)
        self.units = units
        self.codes = Codes(units.layout)
        self._space: dict[str, object] = {**NAMES, "P": ways, "__builtins__": {}}

    def make(self, name: str) -> Function:
        """One unit's function."""
        return function(self.code(name), self._space)

    def code(self, name: str) -> CodeType | int:
        """As `compiled`; the source is generated and compiled unless what it comes to is known."""
        code = self.codes.get(name)
        if code is None:
            code = self.codes[name] = compiled(name, self.units.source(name))
        return code


def function(code: CodeType | int, space: dict[str, object]) -> Function:
    """What runs a unit's code with these names around it."""
    return PLAIN[code] if isinstance(code, int) else FunctionType(code, space)


def compiled(name: str, source: str) -> CodeType | int:
    """The code of a unit, or which of `PLAIN` it is. The only place where generated text becomes code."""
    if source.endswith(NOTHING) and source.count("\n") == 2:
        return 0
    if source.endswith(UNMOVED) and source.count("\n") == 3:
        return 1
    code = compile(source, f"<{name}>", "exec")
    return next(item for item in code.co_consts if isinstance(item, CodeType))
