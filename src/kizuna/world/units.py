"""The section `units`: new dimensions, and multiples of units that are known."""

from __future__ import annotations

import math

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.lang.quantity import quantity
from kizuna.lang.scope import BUILTIN_UNITS
from kizuna.lang.types import Dim
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.shapes import entries, is_empty, is_word, shown

Units = dict[str, tuple[Dim, float]]


def build_units(node: Node | None, sink: Sink) -> tuple[Units, set[str]]:
    """All units with their dimension and size in base units, and the names whose declaration was refused.

    K105 for a name that is no word, K104 for one that the language has, K102 and K207 for a multiple that cannot be
    read, K107 for multiples that hang on each other in a circle.
    """
    units: Units = dict(BUILTIN_UNITS)
    waiting: dict[str, tuple[Scalar, Scalar]] = {}
    broken: set[str] = set()
    for key, value in entries(node, "`units`", sink):
        if key.text in BUILTIN_UNITS:
            sink.add("K104", f"the unit {key.text!r} is part of the language", key.span, hint="choose another name")
        elif not is_word(key, "a unit", sink):
            broken.add(key.text)
        elif is_empty(value) or (isinstance(value, Map) and not value.items):
            units[key.text] = (((key.text, 1),), 1.0)
        elif isinstance(value, Scalar):
            waiting[key.text] = (key, value)
        else:
            hint = "write {} for a new dimension, or a multiple such as `1000 ml`"
            sink.add("K102", f"the unit {key.text!r} is {shown(value)}", value.span, hint=hint)
            broken.add(key.text)
    _multiples(waiting, units, broken, sink)
    return units, broken


def _multiples(waiting: dict[str, tuple[Scalar, Scalar]], units: Units, broken: set[str], sink: Sink) -> None:
    """Settle multiples in whatever order they hang on each other."""
    while ready := sorted(name for name in waiting if not _missing(waiting[name][1], waiting)):
        for name in ready:
            key, line = waiting.pop(name)
            found = None if _missing(line, broken) else _size(key, line, units, sink)
            if found is None:
                broken.add(name)
            else:
                units[name] = found
    if waiting:
        names = sorted(waiting)
        message = "units are multiples of each other in a circle: " + ", ".join(names)
        sink.add("K107", message, *(waiting[name][0].span for name in names),
                 hint="make one of them a new dimension: {}")
        broken.update(names)


def _missing(line: Scalar, names: dict[str, tuple[Scalar, Scalar]] | set[str]) -> bool:
    """Whether a multiple names one of these units."""
    return any(word in names for word in line.text.replace("/", " ").replace("*", " ").split())


def _size(key: Scalar, line: Scalar, units: Units, sink: Sink) -> tuple[Dim, float] | None:
    found = quantity(line.text, line.span, units, sink)
    if found is None:
        return None
    value, dim = found
    if not math.isfinite(value) or value <= 0:
        message = f"the unit {key.text!r} is {shorten(line.text)!r}: a multiple is greater than 0"
        sink.add("K109", message, line.span)
        return None
    return dim, value
