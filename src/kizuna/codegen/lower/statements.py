"""Statements to LLVM text: one function at a time."""

from __future__ import annotations

import ast

from kizuna.codegen.lower.arithmetic import Refused
from kizuna.codegen.lower.builder import Builder
from kizuna.codegen.lower.calls import PAIRS
from kizuna.codegen.lower.expressions import TAGS, Expressions
from kizuna.codegen.lower.program import Function
from kizuna.codegen.lower.types import BOOL, BUFFERS, CALLS, FLOAT, INT, NONE, SCALARS, WIDE, WORD, Type
from kizuna.codegen.lower.values import ZERO, Value, constant, llvm


class Statements(Expressions):
    """Lowers the statements of one function."""

    def __init__(self, function: Function) -> None:
        super().__init__(function, Builder())
        self._loops: list[tuple[str, str]] = []  # (where the next turn begins, where the loop has ended)
        self._nested = 0
        written = {part.id for part in function.parts if isinstance(part, ast.Name) and _stores(part)}
        for name, kind in function.params:
            self._take(name, kind, name in written)

    def _take(self, name: str, kind: Type, written: bool) -> None:
        inside = WIDE if kind == WORD else kind
        if not written:
            self.fixed[name] = Value(inside, f"%a.{name}")
            return
        self.locals[name] = (inside, self.b.slot(llvm(kind)))
        self.b.head.append(f"  store {llvm(kind)} %a.{name}, ptr {self.locals[name][1]}")

    def run(self) -> None:
        """Lowers the whole body."""
        self._body(self.function.node.body)
        if not self.b.closed:
            self.b.give("i64 0" if self.function.result == NONE else f"{llvm(self._result())} {_nil(self._result())}")

    def _result(self) -> Type:
        assert self.function.result is not None
        return self.function.result

    def _body(self, body: list[ast.stmt]) -> None:
        for statement in body:
            if self.b.closed:
                return
            try:
                getattr(self, f"_st_{type(statement).__name__.lower()}")(statement)
            except Refused as refused:
                raise self.function.fail(str(refused), statement) from None

    def _inner(self, body: list[ast.stmt]) -> None:
        self._nested += 1
        self._body(body)
        self._nested -= 1

    def _st_pass(self, node: ast.Pass) -> None:
        """Nothing."""

    def _st_expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._call(node.value)
        elif not isinstance(node.value, ast.Constant):
            self.value(node.value)

    def _st_return(self, node: ast.Return) -> None:
        nothing = node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None)
        if nothing:
            if self.function.result != NONE:
                raise Refused("nothing is returned")
            self.b.give("i64 0")
            return
        assert node.value is not None
        value = self.value(node.value)
        if self.function.result is None:
            self.function.result = INT if value.type == BOOL else value.type
        if self._result() == NONE:
            raise Refused("a value is returned by what gives nothing")
        found = self.to(value, self._result())
        self.b.give(f"{llvm(self._result())} {found.text}")

    def _st_assign(self, node: ast.Assign) -> None:
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Tuple):
            self._parallel(node.targets[0], node.value)
            return
        value = self.value(node.value)
        for target in node.targets:
            self._store(target, value)

    def _parallel(self, target: ast.Tuple, source: ast.expr) -> None:
        """`a, b = x, y`: all is read before anything is written."""
        if isinstance(source, ast.Call) and len(source.args) == 1 and len(target.elts) == 2:
            pair = PAIRS.get(self.function.resolve(source.func))
            if pair is not None:
                for part, function in zip(target.elts, pair, strict=True):
                    self._store(part, self.invoke(self.program.of(function), source))
                return
        if not isinstance(source, ast.Tuple) or len(source.elts) != len(target.elts):
            raise Refused("a tuple is given one value for each name")
        values = [self.value(part) for part in source.elts]
        for part, value in zip(target.elts, values, strict=True):
            self._store(part, value)

    def _st_annassign(self, node: ast.AnnAssign) -> None:
        if node.value is None or not isinstance(node.target, ast.Name):
            raise Refused("an annotation stands with a name and its first value")
        kind = self.program.named(ast.unparse(node.annotation), self.function.origin, node.lineno)
        value = self._word(node.value) if kind == WORD else self.as_type(node.value, kind)
        self._declare(node.target.id, kind)
        self._store(node.target, value)

    def _declare(self, name: str, kind: Type) -> str:
        place = self.b.slot(llvm(kind))
        self.locals[name] = (kind, place)
        return place

    def _store(self, target: ast.expr, value: Value) -> None:
        if isinstance(target, ast.Name):
            self._keep(target.id, value)
        elif isinstance(target, ast.Subscript):
            kind, address = self.cell(target)
            self._write(kind, address, value)
        elif isinstance(target, ast.Attribute):
            self._set_field(target, value)
        else:
            raise Refused(f"{ast.unparse(target)} cannot be written")

    def _keep(self, name: str, value: Value) -> None:
        """Writes a local; the first value that the text gives it says what it holds."""
        value = self._plain(value)
        held = self.locals.get(name)
        if held is None or (held[0] == WIDE and value.type == WORD and not self._nested):
            if value.type not in (*SCALARS, *BUFFERS, WIDE):
                raise Refused(f"a local cannot hold this: {value.type.name}")
            held = value.type, self._declare(name, value.type)
        kind, place = held
        if kind == INT and value.type == FLOAT:
            raise Refused(f"{name} holds an int; a float would be another thing in Python")
        self.b.put(f"store {llvm(kind)} {self.to(value, kind).text}, ptr {place}")

    def _write(self, kind: Type, address: str, value: Value) -> None:
        if kind == INT and value.type == FLOAT:
            raise Refused("a float is written into a buffer of ints")
        self.b.put(f"store {llvm(kind)} {self.to(value, kind).text}, ptr {address}, !tbaa {TAGS[kind]}")

    def _set_field(self, target: ast.Attribute, value: Value) -> None:
        found = self._bundle(target)
        if found is None or found[2] not in SCALARS:
            raise Refused(f"{ast.unparse(target)} cannot be written")
        kind, address = found[2], self.b.op(found[3])
        self.b.put(f"store {llvm(kind)} {self.to(value, kind).text}, ptr {address}, !tbaa {TAGS[CALLS]}")

    def _st_augassign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Subscript):
            kind, address = self.cell(node.target)
            before = self.load_cell(kind, address)
            self._write(kind, address, self.binary(node.op, before, self.value(node.value)))
            return
        before = self.value(node.target)
        self._store(node.target, self.binary(node.op, before, self.value(node.value)))

    def _st_if(self, node: ast.If) -> None:
        yes, done = self.b.fresh("L"), self.b.fresh("L")
        no = self.b.fresh("L") if node.orelse else done
        self.test(node.test, yes, no)
        self.b.start(yes)
        self._inner(node.body)
        if node.orelse:
            if not self.b.closed:
                self.b.jump(done)
            self.b.start(no)
            self._inner(node.orelse)
        self.b.start(done)

    def _st_while(self, node: ast.While) -> None:
        again, inside, done = (self.b.fresh("L") for _ in range(3))
        self.b.start(again)
        self.test(node.test, inside, done)
        self.b.start(inside)
        self._loop(node.body, again, done)
        if not self.b.closed:
            self.b.jump(again)
        self.b.start(done)

    def _loop(self, body: list[ast.stmt], again: str, done: str) -> None:
        self._loops.append((again, done))
        self._inner(body)
        self._loops.pop()

    def _st_for(self, node: ast.For) -> None:
        """`for i in range(…)`: the count is the loop's own, whatever its body does with the name."""
        first, last, step = self._range(node.iter)
        if not isinstance(node.target, ast.Name):
            raise Refused("a loop counts with a name")
        again, inside, turn, done = (self.b.fresh("L") for _ in range(4))
        count = self.b.slot("i64")
        self.b.put(f"store i64 {first.text}, ptr {count}")
        self.b.start(again)
        now = self.b.op(f"load i64, ptr {count}")
        order = "slt" if step > 0 else "sgt"
        self.b.branch(Value(BOOL, self.b.op(f"icmp {order} i64 {now}, {last.text}")), inside, done)
        self.b.start(inside)
        self._keep(node.target.id, Value(INT, now))
        self._loop(node.body, turn, done)
        self.b.start(turn)
        held = self.b.op(f"load i64, ptr {count}")
        self.b.put(f"store i64 {self.b.op(f'add i64 {held}, {step}')}, ptr {count}")
        self.b.jump(again)
        self.b.start(done)

    def _range(self, node: ast.expr) -> tuple[Value, Value, int]:
        if not isinstance(node, ast.Call) or self.function.resolve(node.func) is not range or node.keywords:
            raise Refused("loops are over range(…)")
        parts = [self.as_type(arg, INT) for arg in node.args]
        step = parts[2] if len(parts) == 3 else constant(1)
        if not step.const:
            raise Refused("the step of a range is a number that is known, and not 0")
        first, last = (ZERO, parts[0]) if len(parts) == 1 else (parts[0], parts[1])
        return first, last, int(step.const)

    def _st_break(self, node: ast.Break) -> None:
        self.b.jump(self._loops[-1][1])

    def _st_continue(self, node: ast.Continue) -> None:
        self.b.jump(self._loops[-1][0])


def _stores(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _nil(kind: Type) -> str:
    return "0.0" if kind == FLOAT else "0"
