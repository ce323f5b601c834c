"""Levels: the named bands of a meter, from below."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from kizuna.diagnostics import Span
from kizuna.diagnostics.nearest import shorten
from kizuna.lang.quantity import quantity
from kizuna.lang.types import Dim
from kizuna.pack.tree import Node, Scalar
from kizuna.world.draft import Draft
from kizuna.world.shapes import as_text, entries, is_word


class Levels(NamedTuple):
    """Where each level begins: base units, or shares of the range if `relative`; `places` are where that is written."""

    names: tuple[str, ...] = ()
    at: tuple[float, ...] = ()
    relative: bool = True
    places: tuple[Span, ...] = ()

    @property
    def pairs(self) -> tuple[tuple[str, float], ...]:
        """(name, where it begins)."""
        return tuple(zip(self.names, self.at, strict=True))


def is_share(text: str, unit: str) -> bool:
    """Whether a quantity is a share of the range: a literal in per cent, unless that is the attribute's own unit."""
    return unit != "%" and text.strip().endswith("%")


def read_levels(draft: Draft, node: Node | None, unit: str, dim: Dim, size: float) -> Levels:
    """The levels of an attribute that is read in `unit` (of dimension `dim`, `size` base units).

    K110 where they do not rise or mix shares with amounts, K205 for another dimension. A bare number is in the unit;
    0 is either. Levels at fault are left out.
    """
    lines: list[tuple[Scalar, Scalar]] = []
    for key, value in entries(node, "`levels`", draft.sink):
        line = as_text(value, f"the level {shorten(key.text)!r}", draft.sink)
        if is_word(key, "a level", draft.sink) and line is not None:
            lines.append((key, line))
    shares = [line for _, line in lines if is_share(line.text, unit)]
    amounts = [line for _, line in lines if not is_share(line.text, unit) and not _is_zero(line.text)]
    if shares and amounts:
        hint = "give all of them in per cent of the range, or all of them in the unit"
        message = f"levels mix a share ({shares[0].text}) with an amount ({amounts[0].text})"
        draft.sink.add("K110", message, amounts[0].span, shares[0].span, hint=hint)
        return Levels()
    relative = not amounts and bool(shares or unit == "")
    found = [(key, line, at) for key, line in lines if (at := _begin(draft, line, relative, dim, size)) is not None]
    for (below, _, a), (above, line, b) in pairwise(found):
        if b <= a:
            message = f"the level {above.text!r} begins at {line.text}, not above the level {below.text!r} before it"
            hint = "write levels from below, each higher than the last"
            draft.sink.add("K110", message, line.span, below.span, hint=hint)
    return Levels(
        tuple(key.text for key, _, _ in found),
        tuple(at for _, _, at in found),
        relative,
        tuple(line.span for _, line, _ in found),
    )


def _begin(draft: Draft, line: Scalar, relative: bool, dim: Dim, size: float) -> float | None:
    found = quantity(line.text, line.span, draft.scope.units, draft.sink)
    if found is None:
        return None
    value, given = found
    if relative or (given == dim and not _is_bare(line.text)):
        return value
    if given == ():
        return value * size
    message = f"the level begins at {shorten(line.text)}, which is in another unit than the meter"
    draft.sink.add("K205", message, line.span)
    return None


def _is_bare(text: str) -> bool:
    """Whether a quantity is a number without any unit."""
    return text.strip().replace(" ", "").replace("_", "").lstrip("+-").replace(".", "", 1).isdigit()


def _is_zero(text: str) -> bool:
    return _is_bare(text) and not set(text) & set("123456789")
