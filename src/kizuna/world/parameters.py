"""The section `parameters`: named constants with their default, range and meaning."""

from __future__ import annotations

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.lang.quantity import quantity, quantity_range
from kizuna.lang.types import Dim, Number
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Node, Scalar
from kizuna.world.model import ParameterDef
from kizuna.world.shapes import BARE_WORDS, as_map, as_text, entries, is_word, plain
from kizuna.world.units import Units


def build_parameters(node: Node | None, units: Units, sink: Sink) -> tuple[dict[str, ParameterDef], set[str]]:
    """The parameters by name, and the names whose declaration was refused.

    K103 without a default, K205 where default and range differ in dimension, K109 where the default lies outside.
    """
    found: dict[str, ParameterDef] = {}
    broken: set[str] = set()
    for key, value in entries(node, "`parameters`", sink):
        made = _parameter(key, value, units, sink) if is_word(key, "a parameter", sink, BARE_WORDS) else None
        if made is None:
            broken.add(key.text)
        else:
            found[key.text] = made
    return dict(sorted(found.items())), broken


def _parameter(key: Scalar, node: Node, units: Units, sink: Sink) -> ParameterDef | None:
    if isinstance(node, Scalar):
        sink.add("K102", f"the parameter {key.text!r} is a map", node.span, hint="write {default: " + node.text + "}")
        return None
    table = as_map(node, f"the parameter {key.text!r}", sink)
    if table is None:
        return None
    check_keys(table, "parameter", sink)
    line = as_text(table.get("default"), "default", sink)
    if line is None:
        if table.get("default") is None:
            sink.add("K103", f"the parameter {key.text!r} has no default", key.span)
        return None
    amount = quantity(line.text, line.span, units, sink)
    if amount is None:
        return None
    value, dim = amount
    low, high = _range(as_text(table.get("range"), "range", sink), line, dim, units, sink)
    if (low is not None and value < low) or (high is not None and value > high):
        limits = as_text(table.get("range"), "range", sink)
        within = limits.text if limits is not None else ""
        message = f"the default {shorten(line.text)} of {key.text!r} lies outside its range {shorten(within)}"
        sink.add("K109", message, line.span)
    about = plain(table.get("about"), sink)
    return ParameterDef(key.text, Number(dim), value, low, high, about, line.text, key.span)


def _range(
    line: Scalar | None, default: Scalar, dim: Dim, units: Units, sink: Sink
) -> tuple[float | None, float | None]:
    found = quantity_range(line.text, line.span, units, sink) if line is not None else None
    if line is None or found is None:
        return None, None
    low, high, range_dim = found
    if range_dim != dim:
        message = f"the range {shorten(line.text)} is in another unit than the default {shorten(default.text)}"
        sink.add("K205", message, line.span, default.span)
        return None, None
    return low, high
