"""Comparisons. An int and a float are compared exactly, as Python does, not after rounding the int."""

from __future__ import annotations

import ast
from typing import Final

from kizuna.codegen.lower.arithmetic import EXACT, Arithmetic, Refused
from kizuna.codegen.lower.types import BOOL, FLOAT, INT, WIDE, WORD
from kizuna.codegen.lower.values import Value

SIGNED: Final = {ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "slt", ast.LtE: "sle", ast.Gt: "sgt", ast.GtE: "sge"}
ORDERED: Final = {ast.Eq: "oeq", ast.NotEq: "une", ast.Lt: "olt", ast.LtE: "ole", ast.Gt: "ogt", ast.GtE: "oge"}
MIRRORED: Final = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
LIMIT = "0x43E0000000000000"
"""2^63, the first float above all ints."""


class Comparing(Arithmetic):
    """Emits comparisons."""

    def compare(self, op: ast.cmpop, left: Value, right: Value) -> Value:
        """One comparison of two numbers."""
        left, right = self._plain(left), self._plain(right)
        if type(op) not in SIGNED:
            raise Refused(f"{type(op).__name__} is not in the subset")
        if left.type == right.type == FLOAT:
            return Value(BOOL, self.b.op(f"fcmp {ORDERED[type(op)]} double {left.text}, {right.text}"))
        if left.type == FLOAT:
            return self._mixed(MIRRORED.get(type(op), type(op))(), right, left)
        if right.type == FLOAT:
            return self._mixed(op, left, right)
        name = SIGNED[type(op)]
        if WIDE in (left.type, right.type):
            raise Refused("a number that is too wide is masked before it is compared")
        if WORD in (left.type, right.type):
            left, right = self.to(left, WORD), self.to(right, WORD)
            name = name.replace("s", "u", 1)
        return Value(BOOL, self.b.op(f"icmp {name} i64 {left.text}, {right.text}"))

    def _mixed(self, op: ast.cmpop, whole: Value, real: Value) -> Value:
        """An int against a float."""
        whole = self.to(whole, INT)
        rounded = self.to(whole, FLOAT)
        text = self.b.op(f"fcmp {ORDERED[type(op)]} double {rounded.text}, {real.text}")
        if any(abs(v.const) < EXACT for v in (whole, real) if v.const is not None):
            return Value(BOOL, text)
        # Rounding is monotone: only where the rounded int is the float itself can it have hidden a difference.
        same = self.b.op(f"fcmp oeq double {rounded.text}, {real.text}")
        beyond = self.b.op(f"fcmp oge double {real.text}, {LIMIT}")
        cut = self.b.op(f"call i64 @llvm.fptosi.sat.i64.f64(double {real.text})")
        below = self.b.op(f"icmp {SIGNED[type(op)]} i64 {whole.text}, {cut}")
        above = "true" if isinstance(op, ast.Lt | ast.LtE | ast.NotEq) else "false"
        exact = self.b.op(f"select i1 {beyond}, i1 {above}, i1 {below}")
        return Value(BOOL, self.b.op(f"select i1 {same}, i1 {exact}, i1 {text}"))
