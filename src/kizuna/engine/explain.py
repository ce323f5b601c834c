"""Why a requirement does not hold: the part that fails, both sides with their values, and who last changed them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kizuna.engine.api import Held, Refusal, View
from kizuna.engine.evaluate import Env, Read, Value, evaluate, members
from kizuna.engine.explain_words import Words, clock
from kizuna.lang import ast
from kizuna.lang.types import NEVER_WAS, Bool, Number, Ref
from kizuna.world.model import Requirement
from kizuna.world.reads import conjuncts
from kizuna.world.wording import spaced

MOST_FACTS = 8
MOST_NAMES = 5
MOST_MEMBERS = 3
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_NEEDS = {
    "<": "less than ",
    "<=": "at most ",
    ">": "more than ",
    ">=": "at least ",
    "==": "exactly ",
    "!=": "anything but ",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was read: what it is, its value in words, and the event that last wrote it (0: none did)."""

    what: str
    value: str
    writer: int
    read: Read


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a requirement fails. `text` is the part that fails, as its author wrote it; `holds` if nothing does."""

    name: str
    phase: str
    text: str
    lines: tuple[str, ...]
    facts: tuple[Fact, ...]
    part: ast.Expr
    holds: bool = False

    def sentence(self) -> str:
        """The lines as one, with semicolons between them; an indented one that has some itself stands in brackets."""
        return _joined(self.lines)


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        plain = line.strip()
        part = f"({plain})" if line.startswith(" ") and "; " in plain else plain
        text += part if not text else f" {part}" if text.endswith(":") else f"; {part}"
    return text


def explain(refused: Refusal | Requirement, roles: Env, view: View) -> Explanation:
    """Explains a requirement at `view.now`; what it reads is named with its last writer, eight facts at the most."""
    requirement = refused.requirement if isinstance(refused, Refusal) else refused
    phase = refused.phase if isinstance(refused, Refusal) else ""
    env = {**roles, "self": next(iter(roles.values()), 0)} if phase == "able" else roles
    words = Words(view, env)
    part = _failing(requirement.expr, words)
    reads: list[Read] = []
    holds = bool(evaluate(part, env, view, reads=reads))
    if not holds:
        reads = _of_those_who_fail(part, reads, words)
    lines = () if holds else tuple(_why(part, True, words))
    return Explanation(requirement.name, phase, words.text(part), lines, _facts(reads, words), part, holds)


def _failing(expr: ast.Expr, words: Words) -> ast.Expr:
    """The first part of a conjunction that fails, as deep as conjunctions go."""
    while isinstance(expr, ast.And):
        failed = next((item for item in expr.items if not words.of(item)), None)
        if failed is None:
            return expr
        expr = failed
    return expr


def _of_those_who_fail(part: ast.Expr, reads: list[Read], words: Words) -> list[Read]:
    """Of what was read the part that makes a condition on a set fail: of members that are as asked nothing is told."""
    want = True
    other: ast.Expr | None = None
    while isinstance(part, ast.Not):
        part, want = part.item, not want
    fold: ast.Expr = part
    if isinstance(part, ast.Compare):
        turned = _constant(part.left)
        fold, other, op = (
            (part.right, part.left, _TURNED[part.op]) if turned else (part.left, part.right, part.op)
        )
        want = (op if want else _OPPOSITE[op]) not in ("<", "<=")
    if not isinstance(fold, ast.Fold) or fold.where is None or (fold.how, want) not in _TOLD_BY:
        return reads
    found = list[Read]()
    everybody = members(fold.domain, words.roles, words.view, reads=found)
    inside = {member: {**words.roles, fold.var: member} for member in everybody}
    wrong = {
        member for member, roles in inside.items()
        if bool(evaluate(fold.where, roles, words.view)) is (fold.how != "all")
    }
    by = "" if isinstance(fold.domain, ast.Everyone) else fold.domain.attr
    kept = [read for read in found if read.attr != by or read.bearer in wrong or read.bearer not in inside]
    for member in everybody:
        if member in wrong:
            evaluate(fold.where, inside[member], words.view, reads=kept)
    if other is not None:
        evaluate(other, words.roles, words.view, reads=kept)
    return kept


_TOLD_BY = frozenset({("any", False), ("all", True), ("count", False)})
"""Folds, and whether they are wanted, that fail by some members: those that fit, of `all` those that do not."""


def _facts(reads: list[Read], words: Words) -> tuple[Fact, ...]:
    found: dict[tuple[str, int, int, bool], Fact] = {}
    for read in reads:
        key = (read.attr, read.bearer, read.target, read.held)
        if key in found or len(found) >= MOST_FACTS:
            continue
        if read.held:
            what = f"what {words.label(read.bearer)} believes of {_believed_subject(read, words)}"
            value = words.attribute(read.attr, read.value, read.target)
        else:
            what = words.possessive(read.attr, read.bearer, read.target)
            value = words.attribute(read.attr, read.value, read.bearer, read.target)
        found[key] = Fact(what, value, read.writer, read)
    return tuple(found.values())


def _believed_subject(read: Read, words: Words) -> str:
    name = spaced(words.view.world.attributes[read.attr].name)
    return f"{words.label(read.target)}'s {name}"


def _why(expr: ast.Expr, want: bool, words: Words) -> list[str]:
    """Lines that say why `expr` is not as wanted."""
    return _WHY.get(type(expr), _other)(expr, want, words)


def _not(expr: ast.Not, want: bool, words: Words) -> list[str]:
    return _why(expr.item, not want, words)


def _and(expr: ast.And, want: bool, words: Words) -> list[str]:
    if want:
        failed = next((item for item in expr.items if not words.of(item)), expr.items[0])
        return _why(failed, True, words)
    return ["all of this is so, and must not be:", *_indented(expr.items, False, words)]


def _or(expr: ast.Or, want: bool, words: Words) -> list[str]:
    if want:
        return ["none of this is so:", *_indented(expr.items, True, words)]
    return _why(next((item for item in expr.items if words.of(item)), expr.items[0]), False, words)


def _indented(items: tuple[ast.Expr, ...], want: bool, words: Words) -> list[str]:
    return [f"  {line}" for item in items for line in _why(item, want, words)]


def _if(expr: ast.If, want: bool, words: Words) -> list[str]:
    test = bool(words.of(expr.test))
    head = f"as {words.text(expr.test)} is {'so' if test else 'not so'}:"
    return [head, *_why(expr.then if test else expr.other, want, words)]


def _get(expr: ast.Get | ast.Tie, want: bool, words: Words) -> list[str]:
    value = words.of(expr)
    if isinstance(expr, ast.Get):
        bearer, target = int(words.of(expr.of)), 0
    else:
        bearer, target = int(words.of(expr.source)), int(words.of(expr.target))
    if not bearer or (isinstance(expr, ast.Tie) and not target):
        return [f"{words.text(expr)} asks about nobody"]
    return [words.state(expr.attr, value, bearer, target)]


def _compare(expr: ast.Compare, want: bool, words: Words) -> list[str]:
    left, right, op = expr.left, expr.right, expr.op if want else _OPPOSITE[expr.op]
    if _constant(left) and not _constant(right):
        left, right, op = right, left, _TURNED[op]
    equal = not isinstance(left.type, Number) and op in ("==", "!=")
    said = _constant(right) or (equal and isinstance(right, ast.Var))
    if isinstance(left, ast.Believed) and left.ask == "value" and said:
        if isinstance(left.type, Bool):
            return _believed(left, bool(words.of(right)) == (op == "=="), words)
        wish = words.value(right) if op == "==" else f"anything but {words.value(right)}"
        return [f"{_believes(left, words)}; needs {wish if equal else _NEEDS[op] + words.value(right)}"]
    if equal:
        return [_same(left, right, op == "==", words)]
    head = _believes(left, words) if isinstance(left, ast.Believed) and left.ask == "value" else _stands(left, words)
    hour = isinstance(left, ast.Date) and left.part == "clock" and not isinstance(right, ast.Literal)
    value = clock(float(words.of(right))) if hour else words.value(right)
    if _constant(right):
        return [f"{head}; needs {_NEEDS[op]}{value}"]
    return [f"{head}; needs {_NEEDS[op]}{words.subject(right)}, which is {value}"]


def _stands(expr: ast.Expr, words: Words) -> str:
    """How something stands: `Mei's water is low, 12 l`, `Mei came in 10 min ago`, `2 × jug whose owner is Mei`."""
    match expr:
        case ast.Fold(how="count", domain=domain, where=where):
            asked = None if where is None or _is_always(where) else where
            test = f" where {words.text(asked)}" if asked is not None else ""
            return f"{words.value(expr)} × {words.domain(domain, expr.var if asked is not None else '')}{test}"
        case ast.Call(name="since", args=(date,)) if happened := words.happened(date):
            return f"{happened}: never" if words.of(date) == NEVER_WAS else f"{happened} {words.value(expr)} ago"
        case _ if happened := words.happened(expr):
            return f"{happened}: {words.value(expr)}"
        case _:
            return f"{words.subject(expr)} is {words.value(expr)}"


def _same(left: ast.Expr, right: ast.Expr, same: bool, words: Words) -> str:
    """Two references, dates, choices or truths that should be the same, or should not."""
    if isinstance(left, ast.Var) and not isinstance(right, ast.Var):
        left, right = right, left
    named = _constant(right) or (isinstance(right, ast.Var) and not isinstance(left, ast.Var))
    if named and isinstance(left, ast.Get) and isinstance(left.type, Ref) and words.has_phrases(left.attr):
        head = _get(left, same, words)[0]
        if not same and not words.of(right):
            return head     # that there is nobody says what is missing
        return f"{head}; needs {'' if same else 'anything but '}{words.value(right)}"
    heads = []
    for side in (left, right):
        subject, value = words.subject(side), words.value(side)
        heads.append(subject if subject == value or _constant(side) else _stands(side, words))
    if named:
        return f"{heads[0]}; needs {'' if same else 'anything but '}{words.value(right)}"
    if isinstance(left, ast.Var) and isinstance(right, ast.Var):
        return f"both are {heads[0]}" if not same else f"{heads[0]} and {heads[1]} are not the same"
    return f"{heads[0]}, {heads[1]}; they must {'' if same else 'not '}be the same"


def _constant(expr: ast.Expr) -> bool:
    return isinstance(expr, ast.Literal | ast.Parameter | ast.Thing)


def _named(expr: ast.IsLevel | ast.IsChoice, want: bool, words: Words) -> list[str]:
    if isinstance(expr.item, ast.Believed):
        return [f"{_believes(expr.item, words)}; {_needs(expr.words, want)}"]
    return [f"{words.subject(expr.item)} is {words.value(expr.item)}; {_needs(expr.words, want)}"]


def _needs(wanted: str, want: bool) -> str:
    """`wanted` is what stands behind `is`, a leading `not` included."""
    if wanted.startswith("not "):
        wanted, want = wanted[4:], not want
    return f"needs {spaced(wanted)}" if want else f"must not be {spaced(wanted)}"


def _believed(expr: ast.Believed, want: bool, words: Words) -> list[str]:
    asked = {
        "unknown": ("needs not to know", "needs to know"),
        "wonders": ("needs to wonder", "must not be found to wonder"),
    }.get(expr.ask)
    needs = asked[0 if want else 1] if asked else f"needs to believe that {_content(expr, want, words)}"
    return [f"{_believes(expr, words)}; {needs}"]


def _believes(expr: ast.Believed, words: Words) -> str:
    """What somebody believes, since when."""
    view = words.view
    holder = int(words.of(expr.holder))
    subjects = [int(words.of(subject)) for subject in expr.subjects]
    other = int(words.of(expr.other)) if expr.other is not None else 0
    held = view.held(holder, expr.attr, subjects, other)
    target = subjects[1] if len(subjects) > 1 else 0
    what = _content(expr, held.value, words)
    return f"{words.label(holder)} {_holding(held, what, words.possessive(expr.attr, subjects[0], target), words)}"


def _content(expr: ast.Believed, value: Value, words: Words) -> str:
    """That an attribute has a value, as what somebody believes, or what he believes another to believe."""
    what = words.state(expr.attr, value, *(int(words.of(subject)) for subject in expr.subjects))
    return f"{words.label(int(words.of(expr.other)))} believes that {what}" if expr.other is not None else what


def _holding(held: Held, what: str, subject: str, words: Words) -> str:
    since = f" since {words.view.world.calendar.text(held.learnt)}" if held.learnt != NEVER_WAS else ""
    if held.status == "none":
        return f"has heard nothing and assumes that {what}"
    if held.status == "unknown":
        return f"does not know about {subject}{since}"
    if held.status == "open":
        return f"wonders about {subject}{since}"
    sure = "" if held.certainty >= 1.0 else f" ({held.certainty:.0%} sure)"
    return f"believes that {what}{sure}{since}"


def _fold(expr: ast.Fold, want: bool, words: Words) -> list[str]:
    found = members(expr.domain, words.roles, words.view)
    fits = [
        member
        for member in found
        if expr.where is None or evaluate(expr.where, {**words.roles, expr.var: member}, words.view)
    ]
    if not found:
        return [f"there is no {words.domain(expr.domain)}"]
    of = f"of {len(found)} × {spaced(expr.domain.kind)}"
    misses = [member for member in found if member not in fits]
    asked = [part for part in conjuncts(expr.where) if not _is_always(part)] if expr.where is not None else []
    if expr.how == "any" and want:
        return [f"{of}, none is so:", *_of_each(expr.var, misses, asked, True, words)]
    if expr.how == "any":
        asked = [part for part in asked if not _says_who(part)]
        if not asked:
            return [f"there must be no {words.domain(expr.domain)}, and there is {_names(fits, words)}"]
        return [f"{of}, {_which(fits, found, words)} must not be so:", *_of_each(expr.var, fits, asked, False, words)]
    if want:
        return [f"{of}, {_which(misses, found, words)} must be so:", *_of_each(expr.var, misses, asked, True, words)]
    test = f": {words.text(expr.where)}" if expr.where is not None else ""
    return [f"{of}, all are so, and one must not{test}"]


def _says_who(part: ast.Expr) -> bool:
    """Whether a condition only says who somebody is, or is not."""
    sides = (part.left, part.right) if isinstance(part, ast.Compare) else ()
    return bool(sides) and all(isinstance(side, ast.Var | ast.Thing) for side in sides)


def _of_each(name: str, handles: list[int], asked: Sequence[ast.Expr], want: bool, words: Words) -> list[str]:
    """Why some members of a set are not as wanted, those first for whom least is lacking."""
    where = asked[0] if len(asked) == 1 else ast.And(tuple(asked))
    inside = [Words(words.view, {**words.roles, name: handle}) for handle in handles]
    inside.sort(key=lambda member: sum(bool(member.of(part)) is not want for part in asked))
    lines = [f"  {line}" for member in inside[:MOST_MEMBERS] for line in _why(where, want, member)]
    return lines + ([f"  and {len(inside) - MOST_MEMBERS} more"] if len(inside) > MOST_MEMBERS else [])


def _names(handles: list[int], words: Words) -> str:
    more = f" and {len(handles) - MOST_NAMES} more" if len(handles) > MOST_NAMES else ""
    return ", ".join(words.label(handle) for handle in handles[:MOST_NAMES]) + more


def _which(some: list[int], found: list[int], words: Words) -> str:
    """Which members of a set are meant: by their names, or how many where several have one name."""
    labels = [words.label(handle) for handle in found]
    return _names(some, words) if len(set(labels)) == len(labels) else str(len(some))


def _is_always(part: ast.Expr) -> bool:
    """Whether a condition is a plain `yes`."""
    return isinstance(part, ast.Literal) and bool(part.value)


def _call(expr: ast.Call, want: bool, words: Words) -> list[str]:
    if expr.name == "inside":
        inner, outer = (words.subject(arg) for arg in expr.args)
        names = [words.label(int(words.of(arg))) for arg in expr.args]
        inner, outer = (s if s == n else f"{s} ({n})" for s, n in zip((inner, outer), names, strict=True))
        return [f"{inner} {'does not lie' if want else 'lies'} in {outer}"]
    doer = int(words.of(expr.args[0]))
    does = words.view.doing(doer)
    rule = words.view.world.rules.get(does)
    now = f"is at {rule.name!r}" if rule is not None else "is doing nothing"
    if expr.name == "doing":
        return [f"{words.label(doer)} {now}; {'needs' if want else 'must not be'} {expr.word!r}"]
    return [f"{words.label(doer)} {now}; needs to be {'busy' if want else 'free'}"]


def _other(expr: ast.Expr, want: bool, words: Words) -> list[str]:
    if isinstance(expr, ast.Literal):
        return ["it is never so" if want else "it is always so"]
    value = words.value(expr)
    needs = ("yes" if want else "no") if isinstance(expr.type, Bool) else words.text(expr)
    return [f"{words.text(expr)} is {value}; needs {needs}"]


_WHY: dict[type, Callable[..., list[str]]] = {
    ast.Not: _not,
    ast.And: _and,
    ast.Or: _or,
    ast.If: _if,
    ast.Get: _get,
    ast.Tie: _get,
    ast.Compare: _compare,
    ast.IsLevel: _named,
    ast.IsChoice: _named,
    ast.Believed: _believed,
    ast.Fold: _fold,
    ast.Call: _call,
}
