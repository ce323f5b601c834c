"""The same test over the functions as they are and over their compiled form."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest


class Flavour:
    """The functions of a module by name, and the buffers that they take."""

    def __init__(self, functions: dict[str, Callable[..., Any]], compiled: bool) -> None:
        self.functions, self.compiled = functions, compiled

    def __getattr__(self, name: str) -> Callable[..., Any]:
        try:
            return self.functions[name]
        except KeyError:
            raise AttributeError(name) from None

    def ints(self, values: list[int]) -> Any:
        """A buffer of integers."""
        return array("q", values) if self.compiled else values

    def floats(self, values: list[float]) -> Any:
        """A buffer of floats."""
        return array("d", values) if self.compiled else values


def flavours(module: ModuleType) -> pytest.MarkDecorator:
    """Parametrises a test with `flavour`, the functions of a module in each of their forms."""
    return pytest.mark.parametrize("flavour", [pytest.param(Flavour(vars(module), False), id="python")])
