"""Every helper that generated code calls, compiled against CPython, to the bit."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.codegen.lower import exact
from kizuna.codegen.lower.module import Lowering
from kizuna.codegen.lower.program import Program
from kizuna.engine import arithmetic, crossings, curves, luck, runtime, series

from ...engine.flat.flavours import compiled
from .draws import compare

pytest.importorskip("llvmlite")

MODULES = (arithmetic, series, curves, crossings, luck)
SLOW = frozenset({"meet", "cross_wave", "_halve", "_halve_wave"})
IN_PYTHON = frozenset({"fold_id"})
"""What takes any number of arguments; `fold` and `folded` are its steps."""
HELPERS = [
    pytest.param(module, name, id=f"{module.__name__.rsplit('.')[-1]}.{name}")
    for module in MODULES
    for name, function in vars(module).items()
    if callable(function) and getattr(function, "__module__", "") == module.__name__ and name not in IN_PYTHON
]


@pytest.mark.parametrize(("module", "name"), HELPERS)
def test_a_helper_gives_the_same_bits_compiled(module: ModuleType, name: str) -> None:
    """On random arguments and extremes; Python has an answer to most of them."""
    plain: Callable[..., Any] = getattr(module, name)
    function = Program().of(plain)
    assert function.node
    turns = 400 if name in SLOW else 10_000
    answered = compare(plain, compiled(module)[name], function, turns, seed=len(name))
    assert answered > turns // 4


@pytest.mark.parametrize("name", ["ordinal", "within"])
def test_what_runtime_has_that_needs_no_list_compiles_as_well(name: str) -> None:
    """`ordinal` and `within` read the state only."""
    lowering, function = Lowering(), Program().of(getattr(runtime, name))
    assert lowering.closure([function]) == [function]


@given(st.floats(allow_nan=False), st.integers(-2_300, 2_300))
def test_ldexp_and_frexp_are_those_of_math(x: float, power: int) -> None:
    """Written in the subset, in both forms; infinite where Python raises."""
    try:
        wanted = math.ldexp(x, power)
    except OverflowError:
        wanted = math.copysign(math.inf, x)
    made = compiled(exact)
    assert exact.ldexp_(x, power) == made["ldexp_"](x, power) == wanted
    mantissa, exponent = math.frexp(x)
    assert exact.mantissa(x) == made["mantissa"](x) == mantissa
    if math.isfinite(x):
        assert exact.exponent(x) == made["exponent"](x) == exponent


@given(st.lists(st.integers(-(1 << 62), 1 << 62), max_size=6))
def test_identities_are_folded_step_by_step(parts: list[int]) -> None:
    """The steps that compiled code takes lead where `fold_id` leads."""
    made = compiled(luck)
    x = y = luck.FOLD
    for part in parts:
        x, y = luck.fold(x, part), made["fold"](y, part)
    assert luck.folded(x) == made["folded"](y) == luck.fold_id(*parts)
