"""The few builtins that the subset has, and what is called in place of functions of `math`."""

from __future__ import annotations

import ast
import builtins
import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from kizuna.codegen.lower.arithmetic import Refused
from kizuna.codegen.lower.compare import Comparing
from kizuna.codegen.lower.exact import bits_of, exponent, from_bits, ldexp_, mantissa
from kizuna.codegen.lower.types import FLOAT, INT, WORD
from kizuna.codegen.lower.values import Value, constant


class Builtins(Comparing):
    """Emits the builtins that need no function of ours. Each takes values and gives one."""

    def absolute(self, value: Value) -> Value:
        """abs(x)."""
        value = self._plain(value)
        if value.type == FLOAT:
            return Value(FLOAT, self.b.op(f"call double @llvm.fabs.f64(double {value.text})"))
        value = self.to(value, INT)
        minus = self.b.op(f"sub i64 0, {value.text}")
        below = self.b.op(f"icmp slt i64 {value.text}, 0")
        return Value(INT, self.b.op(f"select i1 {below}, i64 {minus}, i64 {value.text}"))

    def least(self, *values: Value) -> Value:
        """min(a, b, …): of equal ones the first, and what cannot be compared loses against the first."""
        return self._extreme("olt", "slt", values)

    def most(self, *values: Value) -> Value:
        """max(a, b, …)."""
        return self._extreme("ogt", "sgt", values)

    def _extreme(self, floats: str, ints: str, values: tuple[Value, ...]) -> Value:
        plain = [self._plain(value) for value in values]
        kind = plain[0].type
        if kind not in (INT, FLOAT) or len(plain) < 2 or any(value.type != kind for value in plain):
            raise Refused("min and max take two or more ints, or two or more floats")
        best = plain[0].text
        text, how = ("double", f"fcmp {floats}") if kind == FLOAT else ("i64", f"icmp {ints}")
        for value in plain[1:]:
            better = self.b.op(f"{how} {text} {value.text}, {best}")
            best = self.b.op(f"select i1 {better}, {text} {value.text}, {text} {best}")
        return Value(kind, best)

    def whole(self, value: Value) -> Value:
        """int(x). What is no int in Python (nan) or needs more than 64 bits is 0 or the nearest."""
        if value.type != FLOAT:
            return self.to(value, INT)
        if value.const is not None:
            return constant(int(value.const))
        return Value(INT, self.b.op(f"call i64 @llvm.fptosi.sat.i64.f64(double {value.text})"))

    def real(self, value: Value) -> Value:
        """float(x)."""
        return self.to(value, FLOAT)

    def true(self, value: Value) -> Value:
        """bool(x)."""
        return self.truth(value)

    def floor(self, value: Value) -> Value:
        """math.floor(x)."""
        below = self.b.op(f"call double @llvm.floor.f64(double {self.to(value, FLOAT).text})")
        return self.whole(Value(FLOAT, below))

    def root(self, value: Value) -> Value:
        """math.sqrt(x), which IEEE requires to be exact."""
        return Value(FLOAT, self.b.op(f"call double @llvm.sqrt.f64(double {self.to(value, FLOAT).text})"))

    def bits(self, value: Value) -> Value:
        """The bits of a float."""
        return Value(INT, self.b.op(f"bitcast double {self.to(value, FLOAT).text} to i64"))

    def unbits(self, value: Value) -> Value:
        """The float with these bits."""
        if value.type == WORD:
            return Value(FLOAT, self.b.op(f"bitcast i64 {value.text} to double"))
        return Value(FLOAT, self.b.op(f"bitcast i64 {self.to(value, INT).text} to double"))


BUILTIN: Final[Mapping[object, Callable[..., Value]]] = {
    builtins.abs: Builtins.absolute,
    builtins.min: Builtins.least,
    builtins.max: Builtins.most,
    builtins.int: Builtins.whole,
    builtins.float: Builtins.real,
    builtins.bool: Builtins.true,
    math.floor: Builtins.floor,
    math.sqrt: Builtins.root,
    bits_of: Builtins.bits,
    from_bits: Builtins.unbits,
}
"""What is emitted in place."""
INSTEAD: Final[Mapping[object, Callable[..., Any]]] = {math.ldexp: ldexp_}
"""What is called in another's place."""
PAIRS: Final[Mapping[object, tuple[Callable[..., Any], Callable[..., Any]]]] = {math.frexp: (mantissa, exponent)}
"""What gives two values at once, by the two functions that give one each."""


def constant_of(found: object) -> Value | None:
    """The value of a name that stands for a number, if it does."""
    if isinstance(found, bool | int | float):
        return constant(float(found) if isinstance(found, float) else int(found))
    return None


def no_keywords(node: ast.Call) -> None:
    """Raises Refused for what only the interpreter can sort out."""
    if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
        raise Refused("arguments are given in order, without names or *")
