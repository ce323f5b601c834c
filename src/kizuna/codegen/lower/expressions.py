"""Expressions to LLVM text, in Python's order of evaluation."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from types import FunctionType

from kizuna.codegen.lower.arithmetic import Refused
from kizuna.codegen.lower.builder import Builder
from kizuna.codegen.lower.calls import BUILTIN, INSTEAD, Builtins, constant_of, no_keywords
from kizuna.codegen.lower.program import Function, Program
from kizuna.codegen.lower.subset import LoweringError
from kizuna.codegen.lower.types import (
    BOOL,
    BUFFERS,
    CALLS,
    FLOAT,
    FLOATS,
    INT,
    INTS,
    NONE,
    WORD,
    Data,
    Type,
    call,
    call_float,
)
from kizuna.codegen.lower.values import FALSE, TRUE, Value, constant, llvm

TAGS = {INT: "!1", FLOAT: "!2", CALLS: "!3"}
"""What a cell is for, so that writing an int is known to leave floats alone; the numbers are those of `module.TAIL`."""


class Expressions(Builtins):
    """Lowers the expressions of one function; `called` gathers the functions that it calls by name."""

    def __init__(self, function: Function, builder: Builder) -> None:
        super().__init__(builder)
        self.function = function
        self.program: Program = function.program
        self.locals: dict[str, tuple[Type, str]] = {}  # the type of a name and where it is kept
        self.fixed: dict[str, Value] = {}  # parameters that are never written
        self.called: dict[Function, None] = {}
        self.tables: dict[str, str] = {}  # constants that are indexed: name and text
        self.data: dict[str, Data] = {}  # those that are linked

    def value(self, node: ast.expr) -> Value:
        """The value of an expression. Raises LoweringError with its line."""
        try:
            method: Callable[[ast.expr], Value] = getattr(self, f"_ex_{type(node).__name__.lower()}")
        except AttributeError:
            raise self.function.fail(f"{type(node).__name__} is no value in the subset", node) from None
        try:
            return method(node)
        except Refused as refused:
            raise self.function.fail(str(refused), node) from None

    def as_type(self, node: ast.expr, kind: Type) -> Value:
        """The value of an expression as one of a type."""
        value = self.value(node)
        try:
            return self.to(value, kind)
        except Refused as refused:
            raise self.function.fail(str(refused), node) from None

    def test(self, node: ast.expr, yes: str, no: str) -> None:
        """Goes on at `yes` where an expression is true, else at `no`; ends the block."""
        if isinstance(node, ast.BoolOp):
            both = isinstance(node.op, ast.And)
            for part in node.values[:-1]:
                after = self.b.fresh("L")
                self.test(part, *((after, no) if both else (yes, after)))
                self.b.start(after)
            self.test(node.values[-1], yes, no)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self.test(node.operand, no, yes)
        else:
            self.b.branch(self.as_type(node, BOOL), yes, no)

    def _ex_constant(self, node: ast.Constant) -> Value:
        if isinstance(node.value, bool):
            return TRUE if node.value else FALSE
        found = constant_of(node.value)
        if found is None:
            raise Refused(f"{node.value!r} is not in the subset")
        return found

    def _ex_name(self, node: ast.Name) -> Value:
        if node.id in self.fixed:
            return self.fixed[node.id]
        held = self.locals.get(node.id)
        if held is not None:
            kind, place = held
            return Value(kind, self.b.op(f"load {llvm(kind)}, ptr {place}"))
        return self._outside(node)

    def _outside(self, node: ast.Name | ast.Attribute) -> Value:
        """A constant of a module, or data that code is linked to."""
        try:
            held = self.function.resolve(node)
        except KeyError:
            held = None
        if isinstance(held, Data):
            name = data_symbol(ast.unparse(node))
            self.data[name] = held
            return Value(FLOATS, f'@"{name}"')
        found = constant_of(held)
        if found is None:
            raise Refused(f"{ast.unparse(node)} is no local, no number and no buffer that was passed")
        return found

    def _ex_attribute(self, node: ast.Attribute) -> Value:
        bundle = self._bundle(node)
        if bundle is None:
            return self._outside(node)
        _, _, kind, address = bundle
        # A buffer may be moved by what is called, so where it lies is looked up anew; a local keeps it.
        return Value(kind, self.b.op(f"load {llvm(kind)}, ptr {self.b.op(address)}, !tbaa {TAGS[CALLS]}"))

    def _bundle(self, node: ast.Attribute) -> tuple[str, str, Type, str] | None:
        """(bundle, field, its type, how its address is got), if this is a field of a bundle."""
        held = self.fixed.get(node.value.id) if isinstance(node.value, ast.Name) else None
        if held is None:
            return None
        kind, place = held.type, held.text
        bundle = self.program.bundles.get(kind.bundle)
        if bundle is None or node.attr not in bundle.fields:
            raise Refused(f"{ast.unparse(node)} is no field that is known")
        offset = 8 * bundle.index(node.attr)
        return place, node.attr, bundle.fields[node.attr], f"getelementptr i8, ptr {place}, i64 {offset}"

    def _ex_subscript(self, node: ast.Subscript) -> Value:
        kind, address = self.cell(node)
        return self.load_cell(kind, address)

    def load_cell(self, kind: Type, address: str) -> Value:
        """What stands in a cell of a buffer."""
        return Value(kind, self.b.op(f"load {llvm(kind)}, ptr {address}, !tbaa {TAGS[kind]}"))

    def cell(self, node: ast.Subscript) -> tuple[Type, str]:
        """The type and the address of a buffer's cell."""
        fixed = self._fixed(node.value)
        buffer = fixed or self.value(node.value)
        if buffer.type not in BUFFERS or buffer.type == CALLS:
            raise self.function.fail(f"{ast.unparse(node.value)} is no buffer of numbers", node)
        kind = FLOAT if buffer.type == FLOATS else INT
        index = self.as_type(node.slice, INT)
        return kind, self.b.op(f"getelementptr {llvm(kind)}, ptr {buffer.text}, i64 {index.text}")

    def _fixed(self, node: ast.expr) -> Value | None:
        """A module's tuple of numbers as a buffer, if this names one."""
        if isinstance(node, ast.Name) and (node.id in self.locals or node.id in self.fixed):
            return None
        try:
            found = self.function.resolve(node)
        except KeyError:
            return None
        if not isinstance(found, tuple) or not found:
            return None
        if isinstance(found, Data):
            name = data_symbol(ast.unparse(node))
            self.data[name] = found
            return Value(FLOATS, f'@"{name}"')
        kind, name, body = _constants(found)
        self.tables[name] = body
        return Value(kind, f'@"{name}"')

    def _ex_binop(self, node: ast.BinOp) -> Value:
        left = self.value(node.left)
        return self.binary(node.op, left, self.value(node.right))

    def _ex_unaryop(self, node: ast.UnaryOp) -> Value:
        if isinstance(node.op, ast.Not):
            found = self.as_type(node.operand, BOOL)
            if found.const is not None:
                return FALSE if found.const else TRUE
            return Value(BOOL, self.b.op(f"xor i1 {found.text}, true"))
        found = self.value(node.operand)
        if isinstance(node.op, ast.UAdd):
            return found
        return self.negate(found) if isinstance(node.op, ast.USub) else self.invert(found)

    def _ex_compare(self, node: ast.Compare) -> Value:
        left = self.value(node.left)
        if len(node.ops) == 1:
            return self._one(node.ops[0], left, node.comparators[0])[0]
        place, done = self.b.slot("i1"), self.b.fresh("L")
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            found, left = self._one(op, left, comparator)
            self.b.put(f"store i1 {found.text}, ptr {place}")
            after = self.b.fresh("L")
            self.b.branch(found, after, done)
            self.b.start(after)
        self.b.start(done)
        return Value(BOOL, self.b.op(f"load i1, ptr {place}"))

    def _one(self, op: ast.cmpop, left: Value, node: ast.expr) -> tuple[Value, Value]:
        """(one comparison, its right side)."""
        if not isinstance(op, ast.In | ast.NotIn):
            right = self.value(node)
            return self.compare(op, left, right), right
        if not isinstance(node, ast.Tuple):
            raise Refused("`in` needs a tuple that is written out")
        found = FALSE
        for item in [self.value(part) for part in node.elts]:
            same = self.compare(ast.Eq(), left, item)
            found = Value(BOOL, self.b.op(f"or i1 {found.text}, {same.text}"))
        if isinstance(op, ast.NotIn):
            found = Value(BOOL, self.b.op(f"xor i1 {found.text}, true"))
        return found, found

    def _ex_boolop(self, node: ast.BoolOp) -> Value:
        """The value of `and` and `or`: that of the first part which decides."""
        both, done = isinstance(node.op, ast.And), self.b.fresh("L")
        parts: list[tuple[int, Value]] = []
        for part in node.values:
            value = self.value(part)
            parts.append((self.b.hole(), value))
            if part is not node.values[-1]:
                after = self.b.fresh("L")
                self.b.branch(self.truth(value), *((after, done) if both else (done, after)))
                self.b.start(after)
        self.b.start(done)
        return self._joined(parts)

    def _ex_ifexp(self, node: ast.IfExp) -> Value:
        yes, no, done = (self.b.fresh("L") for _ in range(3))
        self.test(node.test, yes, no)
        parts: list[tuple[int, Value]] = []
        for label, part in ((yes, node.body), (no, node.orelse)):
            self.b.start(label)
            value = self.value(part)
            parts.append((self.b.hole(), value))
            self.b.jump(done)
        self.b.start(done)
        return self._joined(parts)

    def _joined(self, parts: Sequence[tuple[int, Value]]) -> Value:
        """What one of several blocks has left, as one type."""
        kind = joint([value for _, value in parts])
        place = self.b.slot(llvm(kind))

        def leave(value: Value) -> None:
            self.b.put(f"store {llvm(kind)} {self.to(value, kind).text}, ptr {place}")

        for hole, value in parts:
            self.b.fill(hole, lambda value=value: leave(value))  # type: ignore[misc]
        fits = all(value.fits or (value.const is not None and value.const >= 0) for _, value in parts)
        return Value(kind, self.b.op(f"load {llvm(kind)}, ptr {place}"), fits=fits)

    def _ex_call(self, node: ast.Call) -> Value:
        found = self._call(node)
        if found.type == NONE:
            raise Refused(f"{ast.unparse(node.func)} gives nothing")
        return found

    def _call(self, node: ast.Call) -> Value:
        no_keywords(node)
        try:
            callee = self.function.resolve(node.func)
        except KeyError:
            raise Refused(f"{ast.unparse(node.func)} is not known") from None
        callee = INSTEAD.get(callee, callee) if callable(callee) else callee
        if callee in (call, call_float):
            return self._through(node, INT if callee is call else FLOAT)
        if callee in BUILTIN:
            return BUILTIN[callee](self, *(self.value(arg) for arg in node.args))
        if not isinstance(callee, FunctionType):
            raise Refused(f"{ast.unparse(node.func)} is not in the subset")
        return self.invoke(self.program.of(callee), node)

    def invoke(self, callee: Function, node: ast.Call) -> Value:
        """A call of a function by name."""
        if callee.node is None or len(callee.params) != len(node.args):
            raise Refused(f"{callee.name} takes {len(callee.params)} arguments")
        args = []
        for arg, (_, kind) in zip(node.args, callee.params, strict=True):
            value = self._word(arg) if kind == WORD else self.as_type(arg, kind)
            args.append(f"{llvm(kind)} {value.text}")
        result = callee.result
        if result is None:
            raise Refused(f"nothing says what {callee.name} gives")
        self.called[callee] = None
        text = f'call {llvm(result)} @"{callee.symbol}"({", ".join(args)})'
        if result == NONE:
            self.b.put(text)
            return Value(NONE, "0")
        return Value(result, self.b.op(text))

    def _word(self, node: ast.expr) -> Value:
        """An argument of which only the lowest 64 bits are passed."""
        value = self._plain(self.value(node))
        if value.type == FLOAT or value.type.name not in ("int", "word", "wide"):
            raise Refused("a word is made of ints")
        return Value(WORD, value.text, value.const)

    def _through(self, node: ast.Call, result: Type) -> Value:
        """A call through a table of addresses; what is passed says what the function takes."""
        table, number = self.value(node.args[0]), self.as_type(node.args[1], INT)
        if table.type != CALLS:
            raise Refused("the first argument is a table of calls")
        args = []
        for arg in node.args[2:]:
            value = self._plain(self.value(arg))
            args.append(f"{llvm(value.type)} {value.text}")
        place = self.b.op(f"getelementptr i64, ptr {table.text}, i64 {number.text}")
        address = self.b.op(f"load ptr, ptr {place}, !tbaa {TAGS[CALLS]}")
        return Value(result, self.b.op(f"call {llvm(result)} {address}({', '.join(args)})"))


def data_symbol(name: str) -> str:
    """The name in object code of what a name stands for as data."""
    return f"data.{name}"


@lru_cache(maxsize=16)
def _constants(found: tuple[int | float, ...]) -> tuple[Type, str, str]:
    """The type of a table of constants as a buffer, its name, and its text."""
    kinds = {type(item) for item in found}
    if kinds not in ({int}, {float}):
        raise Refused("a table of constants holds ints or floats")
    kind, text = (FLOATS, "double") if kinds == {float} else (INTS, "i64")
    body = f"[{len(found)} x {text}] [{', '.join(f'{text} {constant(item).text}' for item in found)}]"
    return kind, f"table.{sha256(body.encode()).hexdigest()[:16]}", body


def joint(values: Sequence[Value]) -> Type:
    """The one type of values of which one is taken: floats where any is, else words, ints, truth. Raises Refused."""
    kinds = {value.type for value in values}
    if len(kinds) == 1:
        return kinds.pop()
    if FLOAT in kinds and kinds <= {FLOAT, INT, BOOL}:
        return FLOAT
    if kinds <= {INT, BOOL}:
        return INT
    if kinds <= {WORD, INT}:
        return INT if all(value.type == INT or value.fits for value in values) else WORD
    raise Refused("what is taken of these has no one type: " + ", ".join(sorted(kind.name for kind in kinds)))


__all__ = ["Expressions", "LoweringError", "joint"]
