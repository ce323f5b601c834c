"""Bonds and beliefs in the hash table: how their keys are made of handles, and looked up."""

from __future__ import annotations

from kizuna.codegen.lower.types import Ints
from kizuna.engine.flat.table import look

HALF = 32
"""Handles, and numbers of tables and attributes, have at most 31 bits, so that two fit one word."""


def tie(T: Ints, table: int, source: int, target: int, default: int) -> int:
    """The row of a bond, or the row of starts."""
    return look(T, table, source, target, default)


def held(T: Ints, holder: int, attr: int, first: int, second: int, other: int, prior: int) -> int:
    """The row of a belief, or the row of priors."""
    return look(T, held_key(holder, attr), (first << HALF) | second, other, prior)


def held_key(holder: int, attr: int) -> int:
    """The first of a belief's three words; never that of a bond, which is the number of a table."""
    return ((attr + 1) << HALF) | holder
