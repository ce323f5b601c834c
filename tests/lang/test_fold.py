"""Constants are worked out with the arithmetic that a run uses."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lang_samples import HERE, bare, told, world

from kizuna.diagnostics import Sink
from kizuna.lang.ast import Literal
from kizuna.lang.fold import divide, fold, root, whole
from kizuna.lang.resolve import expression
from kizuna.lang.show import show
from kizuna.lang.walk import every

PARAMETERS = {"regrowth": 12 / 86_400_000, "patience": 7_200_000.0}


def folded(text: str) -> str:
    """The expression after folding, as text."""
    sink = Sink()
    found = expression(text, HERE, world(), sink)
    assert found is not None, told(sink)
    return show(fold(found, PARAMETERS))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", "7"),
        ("patience / 2", "1 h"),
        ("regrowth * 1 day", "12 oil"),
        ("1 / 0", "0"),
        ("0 / 0", "0"),
        ("sqrt(0 - 4)", "0"),
        ("sqrt(9)", "3"),
        ("floor(2.9)", "2"),
        ("floor(-2.1)", "-3"),
        ("abs(-3)", "3"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("clamp(9, 0, 5)", "5"),
        ("clamp(3, 5, 1)", "5"),
        ("1 < 2", "yes"),
        ("2 h == 120 min", "yes"),
        ("yes and no", "no"),
        ("yes or awake(p)", "yes"),
        ("no or awake(p)", "awake(p)"),
        ("yes and awake(p)", "awake(p)"),
        ("no and awake(p)", "no"),
        ("not yes", "no"),
        ("if 1 < 2 then oil(p) else dose", "oil(p)"),
        ("if awake(p) then 1 + 1 else 2", "if awake(p) then 2 else 2"),
        ("oil(p) - 2 * 3 oil", "oil(p) - 6 oil"),
        ("-(1 + 2)", "-3"),
        ("5 % of 200 m", "10 m"),
        ("awake(p) and no or alive(p)", "alive(p)"),
        ("yes == no", "no"),
        (
            "sum(cost(v) * (1 + 1) for v in wounds(p) where 1 < 2 and open(v))",
            "sum(cost(v) * 2 for v in wounds(p) where open(v))",
        ),
        ("clock > 20:00 + 2 h", "clock > 22 h"),
        ("1e308 * 10", "1e308 * 10"),
        ("oil(p) is low", "oil(p) is low"),
        ("now + 1 h", "now + 1 h"),
    ],
)
def test_constants_are_worked_out_and_all_else_stays(text: str, result: str) -> None:
    """Division by zero gives 0, and what overflows is left to the run."""
    assert folded(text) == result


def test_a_parameter_without_a_value_stays() -> None:
    """It may be given later."""
    found = expression("regrowth * (1 day + 1 day)", HERE, world(), Sink())
    assert found is not None
    assert show(fold(found, {})) == "regrowth * 2 days"


@given(
    st.recursive(
        st.integers(-9, 9).map(lambda n: f"({n})"),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda t: f"{t[0]}({t[1]}, {t[2]})"),
            inner.map(lambda x: f"floor({x})"),
            inner.map(lambda x: f"sqrt({x})"),
            st.tuples(inner, inner, inner).map(lambda t: f"(if {t[0]} < {t[1]} then {t[1]} else {t[2]})"),
        ),
        max_leaves=12,
    )
)
def test_closed_arithmetic_folds_to_one_number_and_folding_again_changes_nothing(text: str) -> None:
    """Whatever the operators."""
    found = expression(text, HERE, world(), Sink())
    assert found is not None
    once = fold(found, PARAMETERS)
    assert isinstance(once, Literal)
    assert math.isfinite(once.value)
    assert bare(fold(once, PARAMETERS)) == bare(once)
    assert sum(1 for _ in every(once)) == 1


def test_the_helpers_of_the_arithmetic_have_a_value_everywhere() -> None:
    """No exception for any number."""
    assert (divide(1.0, 0.0), divide(1.0, 4.0), root(-1.0), whole(math.inf), whole(-0.5)) == (
        0.0,
        0.25,
        0.0,
        math.inf,
        -1.0,
    )
