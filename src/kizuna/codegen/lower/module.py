"""Functions to the text of LLVM modules: each is lowered once, and small ones are pasted where they are called."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kizuna.codegen.lower.program import Function
from kizuna.codegen.lower.statements import Statements
from kizuna.codegen.lower.subset import LoweringError
from kizuna.codegen.lower.types import FLOAT, Data
from kizuna.codegen.lower.values import llvm

SMALL = 50
"""A function without a loop is pasted into its callers if its tree has at most so many parts."""

TAIL = """
declare double @llvm.fabs.f64(double)
declare double @llvm.floor.f64(double)
declare double @llvm.sqrt.f64(double)
declare i64 @llvm.fptosi.sat.i64.f64(double)
attributes #0 = { nounwind }
attributes #1 = { nounwind alwaysinline }
!0 = !{!"cells"}
!4 = !{!"int", !0}
!5 = !{!"float", !0}
!6 = !{!"fixed", !0}
!1 = !{!4, !4, i64 0}
!2 = !{!5, !5, i64 0}
!3 = !{!6, !6, i64 0}
"""
"""What each module ends with: the instructions that are written as calls, and what may alias what."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A function's text between its braces, and the functions that it calls by name."""

    text: str
    called: tuple[Function, ...]
    small: bool
    tables: Mapping[str, str]
    data: Mapping[str, Data]


class Lowering:
    """Lowers functions, each once."""

    def __init__(self) -> None:
        self._known: dict[Function, Lowered] = {}

    def of(self, function: Function) -> Lowered:
        """A function's text. Raises LoweringError for what is not in the subset."""
        found = self._known.get(function)
        if found is None:
            found = self._known[function] = _lower(function)
            function.forget()
        return found

    def closure(self, functions: Iterable[Function]) -> list[Function]:
        """The functions and all that they call, directly or not."""
        found: dict[Function, None] = {}
        todo = list(functions)
        while todo:
            function = todo.pop()
            if function not in found:
                found[function] = None
                todo.extend(self.of(function).called)
        return list(found)

    def module(self, functions: Iterable[Function]) -> str:
        """A module that defines these functions; others are pasted if they are small, else left to be linked."""
        own = dict.fromkeys(functions)
        parts = [self._define(function, "", "#0") for function in own]
        pasted = dict[Function, None]()
        todo = [called for function in own for called in self.of(function).called]
        while todo:
            function = todo.pop()
            if function not in own and function not in pasted:
                pasted[function] = None
                if self.of(function).small:
                    todo.extend(self.of(function).called)
        for function in sorted(pasted, key=lambda f: f.symbol):
            small = self.of(function).small
            parts.append(self._define(function, "internal ", "#1") if small else _declare(function))
        inside = [*own, *(function for function in pasted if self.of(function).small)]
        tables = {name: text for function in inside for name, text in self.of(function).tables.items()}
        parts += [f'@"{name}" = private unnamed_addr constant {text}' for name, text in sorted(tables.items())]
        parts += [outside(name) for name in sorted(self.data(inside))]
        return "\n".join(parts) + TAIL

    def data(self, functions: Iterable[Function]) -> dict[str, Data]:
        """What functions are linked to, by the name that it has in object code."""
        return {name: data for function in functions for name, data in self.of(function).data.items()}

    def _define(self, function: Function, linkage: str, attributes: str) -> str:
        text = self.of(function).text
        return f"define {linkage}{_head(function, True)} {attributes} {{\n{text}\n}}\n"


def outside(name: str) -> str:
    """A line of a module that speaks of data which lies elsewhere."""
    return f'@"{name}" = external constant double'


def _lower(function: Function) -> Lowered:
    try:
        lowering = _run(function)
    except LoweringError:
        # Of a function that says nothing, an early `return 0` may have said too little.
        if function.node.returns is not None or function.result is None:
            raise
        function.result = FLOAT
        lowering = _run(function)
    nodes = function.parts
    loops = any(isinstance(node, ast.For | ast.While) for node in nodes)
    small = not loops and len(nodes) <= SMALL and function not in lowering.called
    lines = ["entry:", *lowering.b.head, "  br label %begin", "begin:", *(line for line in lowering.b.lines if line)]
    return Lowered("\n".join(lines), tuple(lowering.called), small, lowering.tables, lowering.data)


def _run(function: Function) -> Statements:
    lowering = Statements(function)
    lowering.run()
    return lowering


def _head(function: Function, named: bool) -> str:
    assert function.result is not None
    params = [f"{llvm(kind)}{f' %a.{name}' if named else ''}" for name, kind in function.params]
    return f'{llvm(function.result)} @"{function.symbol}"({", ".join(params)})'


def _declare(function: Function) -> str:
    return f"declare {_head(function, False)} #0\n"
