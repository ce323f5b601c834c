"""Comparisons of two things that exclude each other, whatever the two are: `a == b` and `a != b`, or `a == Ada` and
`a == Ben`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from kizuna.lang.ast import Compare, Expr, Not, Thing
from kizuna.world.reads import without_places

_LESS, _SAME, _MORE = 1, 2, 4
_STANDS = {
    "<": _LESS, "<=": _LESS | _SAME, "==": _SAME, "!=": _LESS | _MORE, ">=": _SAME | _MORE, ">": _MORE,
}
"""How the left side may stand to the right one, by the comparison."""
_ANYHOW = _LESS | _SAME | _MORE


class Relation(NamedTuple):
    """What a condition says of two expressions, which stand without places."""

    left: Expr
    right: Expr
    stands: int
    said: Expr


def excluding(conditions: Sequence[Expr]) -> tuple[Expr, Expr] | None:
    """Two of the conditions of which never both hold; None if there are none."""
    relations = [relation for condition in conditions if (relation := _relation(condition)) is not None]
    for first, second in combinations(relations, 2):
        if _exclude(first, second):
            return first.said, second.said
    return None


def _relation(expr: Expr) -> Relation | None:
    match expr:
        case Compare(op=op, left=left, right=right):
            return Relation(without_places(left), without_places(right), _STANDS[op], expr)
        case Not(item=Compare(op=op, left=left, right=right)):
            return Relation(without_places(left), without_places(right), _ANYHOW - _STANDS[op], expr)
        case _:
            return None


def _exclude(first: Relation, second: Relation) -> bool:
    if (first.left, first.right) == (second.left, second.right):
        return not first.stands & second.stands
    if (first.left, first.right) == (second.right, second.left):
        return not first.stands & _turned(second.stands)
    return first.stands == second.stands == _SAME and any(
        one == other and _are_two(first_is, second_is)
        for one, first_is in _sides(first)
        for other, second_is in _sides(second)
    )


def _turned(stands: int) -> int:
    return (stands & _SAME) | (_MORE if stands & _LESS else 0) | (_LESS if stands & _MORE else 0)


def _sides(relation: Relation) -> Iterator[tuple[Expr, Expr]]:
    yield relation.left, relation.right
    yield relation.right, relation.left


def _are_two(one: Expr, other: Expr) -> bool:
    """Whether two expressions name two things, or one and nobody."""
    return isinstance(one, Thing) and isinstance(other, Thing) and one.key != other.key
