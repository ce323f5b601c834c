"""Typed expressions back to text, which reads as the same tree."""

from __future__ import annotations

from collections.abc import Callable

from kizuna.lang import ast
from kizuna.lang.ast import Domain, Expr
from kizuna.lang.lexer import KEYWORDS, STOPS
from kizuna.lang.quantity import exact
from kizuna.lang.types import NEVER_WAS, Bool, Choice, Moment

_OR, _AND, _NOT, _COMPARE, _PLUS, _TIMES, _MINUS, _TIGHT = range(1, 9)
_POWER = {"+": _PLUS, "-": _PLUS, "*": _TIMES, "/": _TIMES}
_ASKS = {"value": "belief"}


def show(expr: Expr) -> str:
    """The expression in the world language. Amounts stand as the author wrote them, or exactly, in base units."""
    return _SHOW[type(expr)](expr)[0]


def show_domain(domain: Domain) -> str:
    """A set in the world language; one that no author named goes by its reference."""
    match domain:
        case ast.Everyone(kind=kind):
            return f"all {kind}"
        case ast.Tied(attr=attr, source=source):
            return f"{_plain(attr)}({show(source)}, *)"
        case ast.Inverse(attr=attr, name=name, of=of):
            return f"{name or _plain(attr)}({show(of)})"


def quoted(name: str) -> str:
    """A name as it can stand in an expression: in single quotes unless it is made of plain words."""
    words = name.split(" ")
    plain = all(
        word.isidentifier() and word not in KEYWORDS and word not in STOPS and word not in ("all", "each")
        for word in words
    )
    return name if plain else "'" + name.replace("'", "''") + "'"


def _plain(key: str) -> str:
    return key.split(".", 1)[1]


def _within(expr: Expr, power: int) -> str:
    """The expression, in brackets where it binds less tightly than `power`."""
    text, own = _SHOW[type(expr)](expr)
    return text if own >= power else f"({text})"


Shown = tuple[str, int]


def _literal(expr: ast.Literal) -> Shown:
    match expr.type:
        case Bool():
            return ("yes" if expr.value else "no"), _TIGHT
        case Choice(values=values):
            return quoted(values[int(expr.value)]), _TIGHT
        case Moment() if expr.value == NEVER_WAS:
            return "never", _TIGHT
        case Moment():
            return exact(float(expr.value), ()), _TIGHT
    if expr.text:
        return expr.text, _MINUS if expr.text.startswith("-") else _TIGHT
    assert not isinstance(expr.type, Bool | Choice | Moment)
    text = exact(float(expr.value), getattr(expr.type, "dim", ()))
    return text, _MINUS if text.startswith("-") else _TIGHT


def _believed(expr: ast.Believed) -> Shown:
    about = f"{_plain(expr.attr)}({', '.join(show(subject) for subject in expr.subjects)})"
    if expr.other is not None:
        about = f"belief({show(expr.other)}, {about})"
    return f"{_ASKS.get(expr.ask, expr.ask)}({show(expr.holder)}, {about})", _TIGHT


def _binary(expr: ast.Binary) -> Shown:
    power = _POWER[expr.op]
    return f"{_within(expr.left, power)} {expr.op} {_within(expr.right, power + 1)}", power


def _negate(expr: ast.Negate) -> Shown:
    text = _within(expr.item, _MINUS)
    return f"-{text}" if not text[0].isdigit() else f"-({text})", _MINUS


def _compare(expr: ast.Compare) -> Shown:
    return f"{_within(expr.left, _PLUS)} {expr.op} {_within(expr.right, _PLUS)}", _COMPARE


def _is(expr: ast.IsLevel | ast.IsChoice) -> Shown:
    return f"{_within(expr.item, _PLUS)} is {expr.words}", _COMPARE


def _and(expr: ast.And) -> Shown:
    return " and ".join(_within(item, _NOT) for item in expr.items), _AND


def _or(expr: ast.Or) -> Shown:
    return " or ".join(_within(item, _AND) for item in expr.items), _OR


def _not(expr: ast.Not) -> Shown:
    return f"not {_within(expr.item, _NOT)}", _NOT


def _if(expr: ast.If) -> Shown:
    return f"if {show(expr.test)} then {show(expr.then)} else {show(expr.other)}", 0


def _fold(expr: ast.Fold) -> Shown:
    where = f" where {show(expr.where)}" if expr.where is not None else ""
    over = f"{expr.var} in {show_domain(expr.domain)}{where}"
    return f"{expr.how}({show(expr.value)} for {over})" if expr.value is not None else f"{expr.how}({over})", _TIGHT


def _call(expr: ast.Call) -> Shown:
    args = [show(arg) for arg in expr.args]
    if expr.name in ("distance", "stairs"):
        args.append(quoted(expr.word))
    elif expr.name == "doing":
        args.append(f'"{expr.word}"' if '"' not in expr.word else "'" + expr.word.replace("'", "''") + "'")
    return f"{expr.name}({', '.join(args)})", _TIGHT


_SHOW: dict[type, Callable[..., Shown]] = {
    ast.Literal: _literal,
    ast.Parameter: lambda expr: (expr.name, _TIGHT),
    ast.Thing: lambda expr: (quoted(expr.key) if expr.key else "nobody", _TIGHT),
    ast.Var: lambda expr: (expr.name, _TIGHT),
    ast.Get: lambda expr: (f"{_plain(expr.attr)}({show(expr.of)})", _TIGHT),
    ast.Tie: lambda expr: (f"{_plain(expr.attr)}({show(expr.source)}, {show(expr.target)})", _TIGHT),
    ast.Believed: _believed,
    ast.Binary: _binary,
    ast.Negate: _negate,
    ast.Compare: _compare,
    ast.IsLevel: _is,
    ast.IsChoice: _is,
    ast.And: _and,
    ast.Or: _or,
    ast.Not: _not,
    ast.If: _if,
    ast.Fold: _fold,
    ast.Call: _call,
    ast.Now: lambda expr: ("now", _TIGHT),
    ast.Date: lambda expr: (expr.part, _TIGHT),
    ast.Outcome: lambda expr: ("outcome", _TIGHT),
}
