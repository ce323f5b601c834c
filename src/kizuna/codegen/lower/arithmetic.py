"""Operators with Python's meaning: what is mixed is made a float, division rounds down, words wrap."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Final

from kizuna.codegen.lower.builder import Builder
from kizuna.codegen.lower.types import BOOL, FLOAT, INT, WIDE, WORD, Type
from kizuna.codegen.lower.values import MASK, Value, constant

FOLD: Final[Mapping[type[ast.operator], Callable[..., int | float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
FLOATING: Final = {ast.Add: "fadd", ast.Sub: "fsub", ast.Mult: "fmul", ast.Div: "fdiv"}
RING: Final = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul"}
BITS: Final = {ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor"}
EXACT = 1 << 53


class Refused(Exception):
    """An operation that is not in the subset; whoever knows the line says where."""


class Arithmetic:
    """Emits operations into a builder."""

    def __init__(self, builder: Builder) -> None:
        self.b = builder

    def to(self, value: Value, kind: Type) -> Value:
        """A value as one of another type, where Python would see no difference. Raises Refused."""
        have = value.type
        if have == kind:
            return value
        if kind == BOOL:
            return self.truth(value)
        if have == BOOL and kind in (INT, FLOAT, WORD, WIDE):
            if value.const is not None:
                return self.to(constant(value.const), kind)
            return self.to(Value(INT, self.b.op(f"zext i1 {value.text} to i64"), fits=True), kind)
        if kind == FLOAT and have in (INT, WORD):
            if value.const is not None:
                return constant(float(value.const))
            cast = "sitofp" if have == INT or value.fits else "uitofp"
            return Value(FLOAT, self.b.op(f"{cast} i64 {value.text} to double"))
        if kind == INT and have == WORD and value.fits:
            return Value(INT, value.text, value.const, fits=True)
        if kind == WIDE and have in (INT, WORD):
            return Value(WIDE, value.text, value.const)
        if kind == WORD and have == INT and (value.fits or (value.const is not None and value.const >= 0)):
            return Value(WORD, value.text, value.const, value.fits)
        raise Refused(f"{_a(have)} cannot stand for {_a(kind)}")

    def truth(self, value: Value) -> Value:
        """Whether Python takes a value for true."""
        if value.type == BOOL:
            return value
        if value.const is not None:
            return Value(BOOL, "true" if value.const else "false", 1 if value.const else 0)
        if value.type == FLOAT:
            return Value(BOOL, self.b.op(f"fcmp une double {value.text}, 0.0"))
        if value.type in (INT, WORD):
            return Value(BOOL, self.b.op(f"icmp ne i64 {value.text}, 0"))
        raise Refused(f"{_a(value.type)} is neither true nor false")

    def binary(self, op: ast.operator, left: Value, right: Value) -> Value:
        """One binary operation."""
        left, right = self._plain(left), self._plain(right)
        if left.const is not None and right.const is not None:
            return self._fold(op, left.const, right.const)
        if FLOAT in (left.type, right.type):
            return self._floating(op, left, right)
        if isinstance(op, ast.Div):
            raise Refused("int / int: say float(a) / b")
        if type(op) in BITS:
            return self._bits(op, left, right)
        if isinstance(op, ast.LShift | ast.RShift):
            return self._shift(op, left, right)
        if type(op) in RING:
            text = self.b.op(f"{RING[type(op)]} i64 {left.text}, {right.text}")
            return Value(INT if left.type == right.type == INT else WIDE, text)
        if isinstance(op, ast.FloorDiv | ast.Mod):
            return self._divide(op, self.to(left, INT), self.to(right, INT))
        raise Refused(f"{type(op).__name__} is not in the subset")

    def _plain(self, value: Value) -> Value:
        """Truth counts as 0 or 1, and a word that fits as an int."""
        if value.type == BOOL or (value.type == WORD and value.fits):
            return self.to(value, INT)
        return value

    def _fold(self, op: ast.operator, left: int | float, right: int | float) -> Value:
        try:
            return constant(FOLD[type(op)](left, right))
        except (ArithmeticError, ValueError, KeyError) as error:
            raise Refused(f"a constant that cannot be worked out: {error}") from None

    def _floating(self, op: ast.operator, left: Value, right: Value) -> Value:
        if type(op) not in FLOATING:
            raise Refused(f"{type(op).__name__} of floats is not in the subset")
        left, right = self.to(left, FLOAT), self.to(right, FLOAT)
        return Value(FLOAT, self.b.op(f"{FLOATING[type(op)]} double {left.text}, {right.text}"))

    def _bits(self, op: ast.operator, left: Value, right: Value) -> Value:
        kinds = {left.type, right.type}
        known = next((v for v in (left.const, right.const) if v is not None), None)
        text = f"{BITS[type(op)]} i64 {left.text}, {right.text}"
        if isinstance(op, ast.BitAnd) and known is not None and 0 <= known <= MASK:
            kind = INT if known >> 63 == 0 else WORD  # type: ignore[operator]
            return Value(kind, self.b.op(text), fits=kind == INT)
        if WIDE in kinds:
            raise Refused("only `& mask` makes sense of a number that is too wide")
        if kinds == {INT}:
            return Value(INT, self.b.op(text))
        if not isinstance(op, ast.BitAnd):
            # A negative int would make the result negative in Python.
            left, right = self.to(left, WORD), self.to(right, WORD)
        return Value(WORD, self.b.op(text))

    def _shift(self, op: ast.operator, left: Value, right: Value) -> Value:
        if left.type == WIDE and isinstance(op, ast.RShift):
            raise Refused("a number that is too wide is masked before it is shifted")
        by = self.to(right, INT)
        if isinstance(op, ast.LShift):
            inside = self._within(by)
            text = self.b.op(f"shl i64 {left.text}, {inside}")
            if by.const is None:
                text = self.b.op(f"select i1 {self._small(by)}, i64 {text}, i64 0")
            return Value(INT if left.type == INT else WIDE, text)
        if left.type == INT:
            return Value(INT, self.b.op(f"ashr i64 {left.text}, {self._within(by)}"))
        text = self.b.op(f"lshr i64 {left.text}, {self._within(by)}")
        if by.const is None:
            text = self.b.op(f"select i1 {self._small(by)}, i64 {text}, i64 0")
        return Value(WORD, text, fits=by.const is not None and by.const >= 1)

    def _small(self, by: Value) -> str:
        return self.b.op(f"icmp ult i64 {by.text}, 64")

    def _within(self, by: Value) -> str:
        """An amount to shift by that is not beyond 63."""
        if by.const is not None:
            if by.const < 0:
                raise Refused("a shift by less than nothing")
            return str(min(int(by.const), 63))
        return self.b.op(f"select i1 {self._small(by)}, i64 {by.text}, i64 63")

    def _divide(self, op: ast.operator, left: Value, right: Value) -> Value:
        """Rounded down, the rest with the divisor's sign; 0 where Python would raise for a zero."""
        floor = isinstance(op, ast.FloorDiv)
        if right.const == 0:
            raise Refused("division by zero")
        divisor = right.text
        if right.const is None or right.const == -1:
            # Neither zero nor the one quotient that does not fit may reach the processor: it would stop the process.
            odd = self.b.op(f"add i64 {right.text}, 1")
            odd = self.b.op(f"icmp ult i64 {odd}, 2")
            divisor = self.b.op(f"select i1 {odd}, i64 1, i64 {right.text}")
        rest = self.b.op(f"srem i64 {left.text}, {divisor}")
        mixed = self.b.op(f"xor i64 {rest}, {divisor}")
        below = self.b.op(f"icmp slt i64 {mixed}, 0")
        some = self.b.op(f"icmp ne i64 {rest}, 0")
        fix = self.b.op(f"and i1 {below}, {some}")
        if not floor:
            moved = self.b.op(f"add i64 {rest}, {divisor}")
            return Value(INT, self.b.op(f"select i1 {fix}, i64 {moved}, i64 {rest}"))
        quotient = self.b.op(f"sdiv i64 {left.text}, {divisor}")
        less = self.b.op(f"sub i64 {quotient}, 1")
        text = self.b.op(f"select i1 {fix}, i64 {less}, i64 {quotient}")
        if divisor != right.text:
            # Of a zero: 0 times the dividend. Of minus one: minus one times it.
            other = self.b.op(f"mul i64 {left.text}, {right.text}")
            text = self.b.op(f"select i1 {odd}, i64 {other}, i64 {text}")
        return Value(INT, text)

    def negate(self, value: Value) -> Value:
        """-x."""
        value = self._plain(value)
        if value.const is not None:
            return constant(-value.const)
        if value.type == FLOAT:
            return Value(FLOAT, self.b.op(f"fneg double {value.text}"))
        return Value(INT if value.type == INT else WIDE, self.b.op(f"sub i64 0, {value.text}"))

    def invert(self, value: Value) -> Value:
        """~x of an int."""
        value = self.to(value, INT)
        return Value(INT, self.b.op(f"xor i64 {value.text}, -1"))


def _a(kind: Type) -> str:
    said = {WIDE: "a number that may be too wide for 64 bits", WORD: "an unsigned word"}
    return said.get(kind, f"{kind.bundle or kind.name}")
