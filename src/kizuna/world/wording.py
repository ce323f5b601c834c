"""Expressions as their author would write them, for messages."""

from __future__ import annotations

from kizuna.lang.ast import (
    And,
    Believed,
    Binary,
    Call,
    Compare,
    Date,
    Domain,
    Everyone,
    Expr,
    Fold,
    Get,
    If,
    Inverse,
    IsChoice,
    IsLevel,
    Literal,
    Negate,
    Not,
    Now,
    Or,
    Outcome,
    Parameter,
    Thing,
    Tie,
    Tied,
    Var,
)
from kizuna.lang.types import Bool, Choice


def bare(key: str) -> str:
    """The name of an attribute or bond without its owner."""
    return key.rpartition(".")[2]


def say(expr: Expr) -> str:
    """The expression on one line. Sets over references are told by the reference: close enough for a message."""
    match expr:
        case Literal():
            return _literal(expr)
        case Parameter(name=name) | Var(name=name):
            return name
        case Thing(key=key):
            return key or "nobody"
        case Get(attr=attr, of=of):
            return f"{bare(attr)}({say(of)})"
        case Tie(attr=attr, source=source, target=target):
            return f"{bare(attr)}({say(source)}, {say(target)})"
        case Believed():
            return _believed(expr)
        case Binary(op=op, left=left, right=right) | Compare(op=op, left=left, right=right):
            return f"{say(left)} {op} {say(right)}"
        case Negate(item=item):
            return f"-{say(item)}"
        case IsLevel(item=item, words=words):
            return f"{say(item)} is {words}"
        case IsChoice(item=item, words=words):
            return f"{say(item)} is {words}"
        case And(items=items):
            return " and ".join(say(item) for item in items)
        case Or(items=items):
            return " or ".join(say(item) for item in items)
        case Not(item=item):
            return f"not {say(item)}"
        case _:
            return _rarer(expr)


def _rarer(expr: Expr) -> str:
    match expr:
        case If(test=test, then=then, other=other):
            return f"if {say(test)} then {say(then)} else {say(other)}"
        case Fold(how=how, var=var, domain=domain, where=where, value=value):
            head = f"{say(value)} for {var}" if value is not None else var
            tail = f" where {say(where)}" if where is not None else ""
            return f"{how}({head} in {say_domain(domain)}{tail})"
        case Call(name=name, args=args, word=word):
            return f"{name}({', '.join([*(say(arg) for arg in args), *([word] if word else [])])})"
        case Now():
            return "now"
        case Date(part=part):
            return part
        case Outcome():
            return "outcome"
        case _:
            return ""


def say_domain(domain: Domain) -> str:
    """A set on one line."""
    match domain:
        case Inverse(attr=attr, of=of, kind=kind):
            return f"{kind} whose {bare(attr)} is {say(of)}"
        case Tied(attr=attr, source=source):
            return f"{bare(attr)}({say(source)}, *)"
        case Everyone(kind=kind):
            return f"all {kind}"


def _literal(expr: Literal) -> str:
    if expr.text:
        return expr.text
    if isinstance(expr.type, Choice) and 0 <= int(expr.value) < len(expr.type.values):
        return expr.type.values[int(expr.value)]
    if isinstance(expr.type, Bool):
        return "yes" if expr.value else "no"
    return f"{expr.value:g}"


def _believed(expr: Believed) -> str:
    about = f"{bare(expr.attr)}({', '.join(say(item) for item in expr.subjects)})"
    if expr.other is not None:
        about = f"belief({say(expr.other)}, {about})"
    ask = "belief" if expr.ask == "value" else expr.ask
    return f"{ask}({say(expr.holder)}, {about})"
