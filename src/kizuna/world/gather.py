"""One diagnostic for one name that is missing, however often it is used."""

from __future__ import annotations

from dataclasses import replace

from kizuna.diagnostics import Diagnostic, Sink

_MISSING = frozenset({"K107", "K202", "K207"})
"""Codes of names that are not known: what is missing is one cause, wherever it is missed."""


def gather(sink: Sink) -> None:
    """Make those diagnostics of a sink one that tell of the same missing name; the first place leads."""
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for found in sink:
        if found.code in _MISSING and found.spans:
            groups.setdefault((found.code, found.message), []).append(found)
    merged: dict[Diagnostic, Diagnostic] = {}
    for group in groups.values():
        spans = tuple(dict.fromkeys(span for found in group for span in found.spans))
        merged[group[0]] = replace(group[0], spans=spans)
    together = {found for group in groups.values() for found in group[1:]}
    sink.found[:] = [merged.get(found, found) for found in sink.found if found not in together]
