"""Random functions of the subset, compiled against CPython."""

from __future__ import annotations

import struct
import warnings
from random import Random
from typing import Any

import pytest

from kizuna.codegen.lower.module import Lowering
from kizuna.codegen.lower.program import Function, Program
from kizuna.codegen.lower.subset import LoweringError

from .programs import Programs

link = pytest.importorskip("kizuna.codegen.lower.link")
from kizuna.codegen.lower.target import Level  # noqa: E402


def written(luck: Random, count: int) -> list[tuple[Function, Any]]:
    """Functions with their interpreted form; those in which a constant cannot be worked out are left out."""
    program, found = Program(), []
    for number in range(count):
        text = Programs(luck).function(f"f{number}")
        function, space = program.generated(f"f{number}", text, {}), dict[str, Any]()
        try:
            Lowering().of(function)
        except LoweringError as error:
            if "zero" not in error.message and "worked out" not in error.message:
                raise
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            exec(text, space)
        found.append((function, space[function.name]))
    return found


@pytest.mark.parametrize(
    "seed", [1, 2, pytest.param(3, marks=pytest.mark.slow), pytest.param(4, marks=pytest.mark.slow)]
)
def test_a_random_function_gives_the_same_bits(seed: int) -> None:
    """Wherever Python has an answer, and nothing on the way was divided by zero or had no 64 bits."""
    luck, compared = Random(seed), 0
    functions = written(luck, 100)
    for level in Level:
        code = link.linked([function for function, _ in functions], Lowering(), level)
        for function, plain in functions:
            made = code.function(function)
            for _ in range(20):
                real = luck.choice((0.0, -0.0, luck.uniform(-5.0, 5.0), float(luck.randint(-3, 3))))
                given = (luck.randint(-20, 20), luck.randint(-2_000, 2_000), real, luck.uniform(-100.0, 100.0))
                try:
                    wanted = float(plain(*given))
                except (ArithmeticError, ValueError):
                    continue
                compared += 1
                assert struct.pack("<d", made(*given)) == struct.pack("<d", wanted), (function.text, given)
    assert compared > 2_000
