"""Bonds and beliefs in the hash table: how their keys are made of handles, and looked up."""

from __future__ import annotations

from kizuna.codegen.layout import bit_of
from kizuna.codegen.lower.types import Ints
from kizuna.engine.flat.table import look

HALF = 32
"""Handles, and numbers of tables and attributes, have at most 31 bits, so that two fit one word."""


def tie_out(T: Ints, X: Ints, mask: int, table: int, source: int, target: int, default: int) -> int:
    """The row of a bond, or the row of starts; `mask` is the cell in the source's row that says whom he may be tied to.

    Most of those whom somebody meets he is not tied to, and his row is at hand, while the table is far away.
    """
    if X[source + mask] >> bit_of(target) & 1 == 0:
        return default
    return look(T, table, source, target, default)


def tie_in(T: Ints, X: Ints, mask: int, table: int, source: int, target: int, default: int) -> int:
    """The same where the target is at hand; `mask` is the cell in its row that says who may be tied to it."""
    if X[target + mask] >> bit_of(source) & 1 == 0:
        return default
    return look(T, table, source, target, default)


def had(X: Ints, row: int, cell: int, flag: int) -> int:
    """Whether a bond of somebody's ever had a flag."""
    return X[row + cell] & flag


def held(T: Ints, holder: int, attr: int, first: int, second: int, other: int, prior: int) -> int:
    """The row of a belief, or the row of priors."""
    return look(T, held_key(holder, attr), (first << HALF) | second, other, prior)


def held_key(holder: int, attr: int) -> int:
    """The first of a belief's three words; never that of a bond, which is the number of a table."""
    return ((attr + 1) << HALF) | holder
