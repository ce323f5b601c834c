"""The same test over the functions as they are and over their compiled form."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from inspect import isfunction
from types import ModuleType
from typing import Any

import pytest

LLVM = find_spec("llvmlite") is not None


class Flavour:
    """The functions of a module by name, and the buffers that they take."""

    def __init__(self, module: ModuleType, compiled: bool) -> None:
        self.module, self.compiled = module, compiled

    def __getattr__(self, name: str) -> Callable[..., Any]:
        functions = compiled(self.module) if self.compiled else vars(self.module)
        try:
            return functions[name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None

    def ints(self, values: list[int]) -> Any:
        """A buffer of integers."""
        return array("q", values) if self.compiled else values

    def floats(self, values: list[float]) -> Any:
        """A buffer of floats."""
        return array("d", values) if self.compiled else values


@cache
def compiled(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """All functions of a module that are in the subset, compiled."""
    from kizuna.codegen.lower.link import linked
    from kizuna.codegen.lower.module import Lowering
    from kizuna.codegen.lower.program import Program
    from kizuna.codegen.lower.subset import LoweringError

    program, lowering, found = Program(), Lowering(), {}
    for name, function in vars(module).items():
        if isfunction(function) and function.__module__ == module.__name__:
            try:
                found[name] = program.of(function)
                lowering.closure([found[name]])
            except LoweringError:
                del found[name]
    code = linked(found.values(), lowering)
    return {name: code.function(function) for name, function in found.items()}


def flavours(module: ModuleType) -> pytest.MarkDecorator:
    """Parametrises a test with `flavour`, the functions of a module in each of their forms."""
    forms = {"python": False, "compiled": True} if LLVM else {"python": False}
    return pytest.mark.parametrize("flavour", [pytest.param(Flavour(module, f), id=name) for name, f in forms.items()])
