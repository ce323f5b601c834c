"""The module that a world compiles to."""

from __future__ import annotations

import ast

from kizuna.codegen.emit import module_text
from kizuna.codegen.layout import build_layout
from kizuna.codegen.units import Units

from .support import mill, world_of

ALLOWED = (
    ast.Module,
    ast.FunctionDef,
    ast.arguments,
    ast.arg,
    ast.Assign,
    ast.AugAssign,
    ast.If,
    ast.IfExp,
    ast.While,
    ast.Return,
    ast.Expr,
    ast.Call,
    ast.Name,
    ast.Constant,
    ast.Subscript,
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.Load,
    ast.Store,
    ast.operator,
    ast.unaryop,
    ast.boolop,
    ast.cmpop,
    ast.Pass,
)


def test_units_keep_to_the_subset() -> None:
    """Two scalar types, buffers, if, while and calls: what can be lowered to machine code."""
    units = Units(build_layout(mill()))
    for name in units.names():
        source = units.source(name)
        for node in ast.walk(ast.parse(source)):
            assert isinstance(node, ALLOWED), f"{name}: {type(node).__name__}\n{source}"


def test_nothing_an_author_wrote_is_run() -> None:
    """Hostile names stay in comments, on one line each; the units do not hold them at all."""
    hostile = """
kinds:
  person: {agent: yes, flags: {awake: {start: yes}}}
actions:
  "import os; exec 1":
    roles: {p: person}
    requires: {"return import os": awake(p)}
    utility: 1
    phrases: ["{p} imports os and exec(1)"]
cast: {"Bobby import": {}}
"""
    world = world_of(hostile=hostile)
    units = Units(build_layout(world))
    assert not any("import" in units.source(name) for name in units.names())
    text = module_text(world)
    assert "import" in text
    assert all(line.startswith("#") for line in text.splitlines() if "import" in line)
    ast.parse(text)


def test_every_unit_is_printed_with_its_meaning() -> None:
    """`show module` explains each function by the author's own names."""
    text = module_text(mill())
    units = Units(build_layout(mill()))
    assert text.count("\ndef ") == len(units.names())
    assert "# action/chat: looks for the best binding" in text
    assert "# person.strength: its rate, or its target" in text
