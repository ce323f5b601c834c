"""The functions of a program: those of Kizuna's own source by the function, generated ones by their text."""

from __future__ import annotations

import ast
import builtins
import linecache
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import FunctionType, ModuleType

from kizuna.codegen.lower.subset import LoweringError, check_subset, gives_nothing
from kizuna.codegen.lower.types import NAMED, NONE, Bundle, Type, plain


@dataclass(eq=False, slots=True)
class Function:
    """One function to be lowered. `result` is None until it is known, if nothing is said of it."""

    name: str
    text: str
    space: Mapping[str, object]
    program: Program
    origin: str
    result: Type | None = None
    params: tuple[tuple[str, Type], ...] = ()
    symbol: str = ""
    _parsed: ast.FunctionDef | None = None
    _node: ast.FunctionDef | None = None
    _parts: tuple[ast.AST, ...] = ()

    @property
    def node(self) -> ast.FunctionDef:
        """Its syntax tree, checked to be in the subset; the types of what it takes are known from then on."""
        if self._node is None:
            found = self._parsed or ast.parse(self.text).body[0]
            assert isinstance(found, ast.FunctionDef)
            self._node, self._parts = found, tuple(check_subset(found, self.origin))
            self.params = tuple((arg.arg, self._type_of(arg)) for arg in found.args.args)
            if found.returns is not None:
                self.result = self.program.named(ast.unparse(found.returns), self.origin, found.lineno)
            elif gives_nothing(found, self._parts):
                self.result = NONE
        return self._node

    @property
    def parts(self) -> tuple[ast.AST, ...]:
        """All that its tree consists of but annotations."""
        return self._parts if self.node is not None else ()

    def forget(self) -> None:
        """Lets the tree of a generated function go: those of a whole world are a million objects."""
        if self._parsed is None:
            self._node, self._parts = None, ()

    def _type_of(self, arg: ast.arg) -> Type:
        if arg.annotation is not None:
            return self.program.named(ast.unparse(arg.annotation), self.origin, arg.lineno)
        try:
            return self.program.unsaid[arg.arg]
        except KeyError:
            raise LoweringError(f"nothing says what {arg.arg} is", self.origin, arg.lineno) from None

    def fail(self, message: str, node: ast.AST) -> LoweringError:
        """The error that names a line of this function."""
        return LoweringError(message, self.origin, getattr(node, "lineno", 0))

    def resolve(self, node: ast.expr) -> object:
        """What a name, or a name in a module, stands for outside the function. Raises KeyError."""
        if isinstance(node, ast.Attribute):
            owner = self.resolve(node.value)
            if isinstance(owner, ModuleType):
                return vars(owner)[node.attr]
            raise KeyError(node.attr)
        if not isinstance(node, ast.Name):
            raise KeyError("not a name")
        if node.id in self.space:
            return self.space[node.id]
        return vars(builtins)[node.id]


class Program:
    """Hands out each function once. `unsaid` gives the types of parameters without annotation, by name."""

    def __init__(self, bundles: Iterable[Bundle] = (), unsaid: Mapping[str, Type] | None = None) -> None:
        self.bundles = {bundle.name: bundle for bundle in bundles}
        self.unsaid = dict(unsaid or {})
        self._known: dict[object, Function] = {}

    def named(self, annotation: str, where: str, line: int) -> Type:
        """The type that an annotation names."""
        name = plain(annotation)
        if name in self.bundles:
            return Type("bundle", name)
        try:
            return NAMED[name]
        except KeyError:
            raise LoweringError(f"{annotation} is no type of the subset", where, line) from None

    def of(self, function: Callable[..., object]) -> Function:
        """A function of our own source."""
        found = self._known.get(function)
        if found is None:
            if not isinstance(function, FunctionType):
                raise LoweringError(f"{function!r} is no function of ours")
            code = function.__code__
            origin = f"{function.__module__}.{function.__qualname__}"
            try:
                node, text = _functions_in(code.co_filename)[code.co_firstlineno]
            except KeyError:
                raise LoweringError("its source cannot be read", origin, code.co_firstlineno) from None
            found = Function(code.co_name, text, function.__globals__, self, origin, symbol=origin, _parsed=node)
            self._known[function] = found
        return found

    def generated(self, name: str, text: str, space: Mapping[str, object], result: Type | None = None) -> Function:
        """A function whose text was generated; names in it mean what they mean in `space`."""
        key = (name, text)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = Function(name, text, space, self, f"<{name}>", result, symbol=name)
        return found


@lru_cache(maxsize=64)
def _functions_in(file: str) -> dict[int, tuple[ast.FunctionDef, str]]:
    """The functions of one source file with their texts, by the line of their `def`."""
    lines = linecache.getlines(file)
    nodes = [node for node in ast.walk(ast.parse("".join(lines))) if isinstance(node, ast.FunctionDef)]
    return {node.lineno: (node, "".join(lines[node.lineno - 1 : node.end_lineno])) for node in nodes}
