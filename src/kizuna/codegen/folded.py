"""Curves without what parameters settle: an `if` that comes to the same either way asks nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kizuna.lang.ast import Expr, If
from kizuna.lang.walk import rebuilt
from kizuna.world.constants import constant
from kizuna.world.model import Attribute, ParameterDef


def folded(attribute: Attribute, parameters: Mapping[str, ParameterDef]) -> Attribute:
    """The attribute with its rate, or what it goes toward and within, said in the shortest way."""

    def shorter(expr: Expr) -> Expr:
        expr = rebuilt(expr, shorter)
        if isinstance(expr, If):
            value = constant(expr.then, parameters)
            if value is not None and value == constant(expr.other, parameters):
                return expr.then
        return expr

    rate, toward, within = (
        None if expr is None else shorter(expr) for expr in (attribute.rate, attribute.toward, attribute.within)
    )
    return replace(attribute, rate=rate, toward=toward, within=within)
