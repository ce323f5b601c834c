"""Which events to name as causes: the last writers of what a requirement, a utility or an amount read."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.expressions import Env, Expressions
from kizuna.lang import ast
from kizuna.world.reads import children

ENABLED, TRIGGERED, AMOUNT, MOVED = 1, 2, 3, 4


class Causes:
    """Emits `cause(C, type, event)` for everything an expression reads."""

    def __init__(self, expressions: Expressions, sort: int) -> None:
        self.e = expressions
        self.sort = sort
        self.done: set[str] = set()

    def emit(self, expr: ast.Expr, env: Env) -> None:
        """Emit for one expression and its parts."""
        match expr:
            case ast.Get():
                self.emit(expr.of, env)
                slot = self.e.layout.slots[expr.attr]
                self._cell(f"{self.e.emit(expr.of, env)} + {slot.offset}", slot.attribute.moves)
            case ast.Tie():
                self.emit(expr.source, env)
                self.emit(expr.target, env)
                slot, row = self.e.tie(expr, env)
                self._cell(f"{row} + {slot.offset}", slot.attribute.moves)
            case ast.Believed():
                self._cell(f"{self.e.held(expr, env)} + {at.HELD_STATUS}", False)
            case ast.Fold():
                done, self.done = self.done, set()

                def inner(member: str) -> None:
                    inside = {**env, expr.var: member}
                    test = self.e.truth(expr.where, inside) if expr.where is not None else "True"
                    with self.e.body.block(f"if {test}:"):
                        for part in (expr.where, expr.value):
                            if part is not None:
                                self.emit(part, inside)
                        if isinstance(expr.domain, ast.Inverse):
                            self._cell(f"{member} + {self.e.layout.offset(expr.domain.attr)}", False)

                self.e.each(expr.domain, env, inner)
                self.done = done
            case ast.Call(name="doing" | "busy"):
                self._cell(f"{self.e.emit(expr.args[0], env)} + {at.ACT}", False)
            case _:
                for part in children(expr):
                    self.emit(part, env)

    def _cell(self, index: str, moving: bool) -> None:
        if index in self.done:
            return
        self.done.add(index)
        self.e.body.put(f"cause(C, {self.sort}, W[{index}])")
        if moving:
            self.e.body.put(f"cause(C, {self.sort}, Z[{index}])")
