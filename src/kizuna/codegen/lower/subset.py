"""Which Python can be lowered: one walk over a function's tree, before any types are known."""

from __future__ import annotations

import ast
from collections.abc import Iterable

ALLOWED: frozenset[type[ast.AST]] = frozenset(
    {
        ast.FunctionDef,
        ast.arguments,
        ast.arg,
        ast.Return,
        ast.Assign,
        ast.AugAssign,
        ast.AnnAssign,
        ast.For,
        ast.While,
        ast.If,
        ast.Expr,
        ast.Pass,
        ast.Break,
        ast.Continue,
        ast.BoolOp,
        ast.BinOp,
        ast.UnaryOp,
        ast.IfExp,
        ast.Compare,
        ast.Call,
        ast.Constant,
        ast.Attribute,
        ast.Subscript,
        ast.Name,
        ast.Tuple,
        ast.And,
        ast.Or,
        ast.Not,
        ast.USub,
        ast.UAdd,
        ast.Invert,
        ast.Add,
        ast.Sub,
        ast.Mult,
        ast.Div,
        ast.FloorDiv,
        ast.Mod,
        ast.LShift,
        ast.RShift,
        ast.BitOr,
        ast.BitXor,
        ast.BitAnd,
        ast.Eq,
        ast.NotEq,
        ast.Lt,
        ast.LtE,
        ast.Gt,
        ast.GtE,
        ast.In,
        ast.NotIn,
    }
)

SKIPPED = frozenset({"ctx", "annotation", "returns"})
"""Fields of nodes that are not looked into."""


class LoweringError(Exception):
    """A function is not in the subset: a fault of Kizuna's own code, never of an author's."""

    def __init__(self, message: str, where: str = "", line: int = 0) -> None:
        super().__init__(f"{where}:{line}: {message}" if where else message)
        self.message, self.where, self.line = message, where, line


def parts_of(node: ast.AST) -> list[ast.AST]:
    """A node and all below it, level by level, without annotations and without marks of reading and writing."""
    found = [node]
    for part in found:
        for name in part._fields:
            held = getattr(part, name, None) if name not in SKIPPED else None
            if isinstance(held, list):
                found.extend(inner for inner in held if isinstance(inner, ast.AST))
            elif isinstance(held, ast.AST):
                found.append(held)
    return found


def check_subset(node: ast.FunctionDef, where: str) -> list[ast.AST]:
    """The parts of a function. Raises LoweringError with the line of the first construct that is not in the subset."""
    _check_head(node, where)
    parts, line = parts_of(node), node.lineno
    for part in parts:
        line = getattr(part, "lineno", line)  # operators have none: theirs is that of what was walked last
        if type(part) not in ALLOWED:
            raise LoweringError(f"{type(part).__name__} is not in the subset", where, line)
        if isinstance(part, ast.For | ast.While) and part.orelse:
            raise LoweringError("a loop has no `else` in the subset", where, part.lineno)
        if isinstance(part, ast.FunctionDef) and part is not node:
            raise LoweringError("a function within a function is not in the subset", where, part.lineno)
    if not _ends(node.body) and not gives_nothing(node, parts):
        raise LoweringError("it may end without giving a value", where, node.lineno)
    return parts


def _check_head(node: ast.FunctionDef, where: str) -> None:
    args = node.args
    if args.vararg or args.kwarg or args.kwonlyargs or args.posonlyargs or args.defaults:
        raise LoweringError("parameters are plain: no defaults, none by name only, no *", where, node.lineno)
    if node.decorator_list:
        raise LoweringError("decorators are not in the subset", where, node.lineno)


def gives_nothing(node: ast.FunctionDef, parts: Iterable[ast.AST]) -> bool:
    """Whether a function says, or shows where it says nothing, that it gives no value."""
    if node.returns is not None:
        return isinstance(node.returns, ast.Constant) and node.returns.value is None
    return not any(isinstance(part, ast.Return) and part.value is not None for part in parts)


def _ends(body: list[ast.stmt]) -> bool:
    """Whether control cannot reach the end of a block."""
    last = body[-1]
    if isinstance(last, ast.If):
        return bool(last.orelse) and _ends(last.body) and _ends(last.orelse)
    if isinstance(last, ast.While):
        endless = isinstance(last.test, ast.Constant) and bool(last.test.value)
        return endless and not any(_breaks(part) for part in last.body)
    return isinstance(last, ast.Return | ast.Break | ast.Continue)


def _breaks(part: ast.stmt) -> bool:
    """Whether a statement may break the loop around it."""
    if isinstance(part, ast.If):
        return any(_breaks(inner) for inner in (*part.body, *part.orelse))
    return isinstance(part, ast.Break)
