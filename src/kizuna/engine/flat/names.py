"""What generated source means where it works on buffers: the text is that for lists, the names are others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kizuna.codegen.lower.types import FLOAT, FLOATS, INT, INTS, Data, Type
from kizuna.engine import runtime
from kizuna.engine.flat import effects, gathered, links, marks, rows, staged
from kizuna.engine.tables import Tables

FLAT: Mapping[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (
        *(links.tie_out, links.tie_in, links.had, links.held),
        *(marks.mark, gathered.cause, gathered.sees, gathered.overlooks),
        *(effects.lucky, rows.create, staged.stage_f, staged.stage_i, staged.stage_tie_f, staged.stage_tie_i),
        *(staged.stage_belief_f, staged.stage_belief_i, staged.stage_move, staged.stage_remove),
        *(staged.stage_interrupt, staged.stage_created, staged.stage_start),
    )
}
UNSAID: Mapping[str, Type] = {
    **dict.fromkeys(("V", "R", "K", "F"), FLOATS),
    **dict.fromkeys(("X", "W", "Z", "Q", "D", "N", "M", "C", "T", "B", "O"), INTS),
    **dict.fromkeys((*(f"r{i}" for i in range(6)), "now", "base", "middle", "e"), INT),
    "S": Type("bundle", "Flat"),
}
"""The types of what generated functions take."""


def space_of(tables: Tables) -> dict[str, object]:
    """What names in generated source mean."""
    return {**runtime.NAMES, **FLAT, "P": Data(tables.ways)}


def result_of(name: str, tables: Tables) -> Type:
    """What a unit gives."""
    letters = name.rstrip("0123456789")
    number = int(name[len(letters) :])
    if letters in ("takes", "rate") or (letters == "start" and tables.forms[number] == 0):
        return FLOAT
    return INT


__all__ = ["FLAT", "UNSAID", "result_of", "space_of"]
