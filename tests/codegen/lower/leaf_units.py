"""The generated units of leaf as functions of the subset."""

from __future__ import annotations

from functools import cache

from kizuna.codegen.lower.program import Function, Program
from kizuna.codegen.lower.types import bundle_of
from kizuna.codegen.units import Units
from kizuna.engine.flat.bundle import Flat
from kizuna.engine.flat.names import UNSAID, space_of
from kizuna.engine.tables import Tables

from ...rows.support import shipped


@cache
def leaf() -> tuple[Tables, Program, dict[str, Function]]:
    """Leaf's tables, and each of its units as a function of one program."""
    tables = Tables(shipped("leaf"))
    program = Program([bundle_of(Flat)], UNSAID)
    units, space = Units(tables.layout), space_of(tables)
    return tables, program, {name: program.generated(name, units.source(name), space) for name in units.names()}
