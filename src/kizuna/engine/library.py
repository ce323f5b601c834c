"""Generated functions, each compiled when it is first called."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FunctionType

from kizuna.codegen.units import Units
from kizuna.engine.runtime import NAMES

Function = Callable[..., int]


class Library:
    """The functions of one world by unit name. The same source serves every machine of that world."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self._space: dict[str, object] = {**NAMES, "__builtins__": {}}
        self._made: dict[str, Function] = {}

    def get(self, name: str) -> Function:
        """The function of a unit; generated and compiled at the first call."""
        made = self._made.get(name)
        if made is None:
            code = compile(self.units.source(name), f"<{name}>", "exec")
            body = next(item for item in code.co_consts if isinstance(item, CodeType))
            defaults: Function = FunctionType(body, self._space)
            self._made[name] = made = defaults
        return made
