"""What actions and triggers have in common: requirements, amounts, outcomes, witnesses, luck and phrases."""

from __future__ import annotations

from dataclasses import replace

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.ast import Chance, Each, Effect, Expr, Literal, When
from kizuna.lang.scope import Scope
from kizuna.lang.types import BARE, BOOL, Choice, Ref, Type
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.amounts import check_rises
from kizuna.world.constants import literal
from kizuna.world.draft import Draft
from kizuna.world.model import MOST_AMOUNTS, Amount, Bucket, OutcomeCase, Perceived, Phrase, Requirement, Role
from kizuna.world.phrases import build_phrases
from kizuna.world.shapes import BARE_WORDS, as_map, as_text, as_texts, entries, is_name, is_word

_ROUNDING = 1e-9    # of a sum of shares

def read_requirements(draft: Draft, node: Node | None, key: str, scope: Scope) -> tuple[Requirement, ...]:
    """Named conditions; a lone expression is a condition that is called as the key."""
    if isinstance(node, Scalar):
        line = as_text(node, f"`{key}`", draft.sink)
        expr = draft.expression(line, scope, BOOL) if line is not None else None
        return (Requirement(key, expr, node.span),) if expr is not None else ()
    found: list[Requirement] = []
    for name, value in entries(node, f"`{key}`", draft.sink):
        line = as_text(value, f"{shorten(name.text)!r}", draft.sink)
        expr = draft.expression(line, scope, BOOL) if line is not None else None
        if is_name(name, "a requirement", draft.sink) and expr is not None:
            found.append(Requirement(name.text, expr, name.span))
    return tuple(found)


def read_amounts(
    draft: Draft, node: Node | None, by: str, scope: Scope, before: tuple[Amount, ...] = ()
) -> tuple[Amount, ...]:
    """Amounts of one sort after those `before`; each sees the ones before it. `by` is choice or luck."""
    found = list(before)
    key = "chooses" if by == "choice" else "varies"
    for name, value in entries(node, f"`{key}`", draft.sink):
        inner = scope.inside(**{amount.name: amount.type for amount in found})
        good = is_word(name, "an amount", draft.sink, BARE_WORDS)
        if name.text in inner.vars:
            message = f"{name.text!r} is a role or an amount already"
            draft.sink.add("K104", message, name.span, hint="choose another name")
            good = False
        made = _amount(draft, name, value, by, inner) if good else None
        if made is None:
            draft.broken.add(name.text)
        elif len(found) < MOST_AMOUNTS:
            found.append(made)
        else:
            message = f"more than {MOST_AMOUNTS} amounts of one action or trigger"
            draft.sink.add("K006", message, name.span, hint="work some of them out of the others")
            break
    return tuple(found[len(before) :])


def _amount(draft: Draft, name: Scalar, node: Node, by: str, scope: Scope) -> Amount | None:
    table = node if isinstance(node, Map) else None
    if table is not None:
        check_keys(table, "amount", draft.sink)
        if table.get("range") is None:
            draft.sink.add("K103", f"the amount {name.text!r} needs a range", name.span)
    line = as_text(table.get("range") if table is not None else node, f"the amount {name.text!r}", draft.sink)
    found = draft.interval(line, scope) if line is not None else None
    if line is None or found is None:
        return None
    low, high = found
    if low is None or high is None:
        message = f"the amount {name.text!r} is open: {shorten(line.text)}"
        draft.sink.add("K102", message, line.span, hint="give both ends")
        return None
    kind = high.type if high.type != BARE else low.type
    best_line = as_text(table.get("best"), "best", draft.sink) if table is not None else None
    best = draft.expression(best_line, scope, kind) if best_line is not None else None
    if best_line is not None and by == "luck":
        draft.sink.add("K102", f"luck prefers no amount of {name.text!r}", best_line.span, hint="leave `best` out")
    check_rises(low, high, name.span, draft.sink)
    if best_line is not None and best is not None:
        _check_best(draft, name.text, best_line, best, (low, high))
    return Amount(name.text, low, high, best, by, kind, name.span)


def _check_best(draft: Draft, name: str, line: Scalar, best: Expr, ends: tuple[Expr, Expr]) -> None:
    """K109 for a literal `best` beyond a literal end of its range."""
    value, least, most = literal(best), literal(ends[0]), literal(ends[1])
    if value is not None and ((least is not None and value < least) or (most is not None and value > most)):
        message = f"the best {shorten(line.text)!r} of {name!r} lies outside its range"
        draft.sink.add("K109", message, line.span, hint="choose a value within the range, or widen it")


def read_outcomes(draft: Draft, node: Node | None, scope: Scope) -> tuple[OutcomeCase, ...]:
    """Luck's outcomes in the author's order, each with a weight; K109 for weights that luck cannot keep to."""
    found: list[OutcomeCase] = []
    for name, value in entries(node, "`outcomes`", draft.sink):
        line = as_text(value, f"the weight of {shorten(name.text)!r}", draft.sink)
        weight = draft.expression(line, scope, BARE) if line is not None else None
        if is_name(name, "an outcome", draft.sink) and weight is not None:
            found.append(OutcomeCase(name.text, weight, name.span))
        else:
            draft.broken.add(name.text)
    if isinstance(node, Map) and not node.items:
        draft.sink.add("K102", "`outcomes` has no outcome", node.span, hint="write {good: 70 %, bad: 30 %}")
    elif isinstance(node, Map) and len(found) == len(node.items):
        _check_weights(draft, node, [case.weight for case in found])
    return tuple(found)


def _check_weights(draft: Draft, node: Map, weights: list[Expr]) -> None:
    """K109 for a weight below 0, for weights none of which is above 0, and for literal per cents that are not 100."""
    values = [literal(weight) for weight in weights]
    for (name, line), value in zip(node.items, values, strict=True):
        if value is not None and value < 0:
            message = f"the weight of {shorten(name.text)!r} is less than nothing"
            draft.sink.add("K109", message, line.span, hint="write 0 for what does not happen")
            return
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return
    total = sum(known)
    if not total:
        draft.sink.add("K109", "none of the outcomes can happen: all weights are 0", node.span,
                       hint="write {good: 70 %, bad: 30 %}")
    elif all(map(_is_per_cent, weights)) and abs(total - 1) > _ROUNDING:
        draft.sink.add("K109", f"the outcomes add up to {total * 100:.10g} %, not to 100 %", node.span,
                       hint="write per cents that make 100 %, or weights without a unit, such as 2 and 1")


def _is_per_cent(weight: Expr) -> bool:
    """Whether the author wrote this weight as a literal per cent."""
    return isinstance(weight, Literal) and weight.text.endswith("%")


def with_luck(scope: Scope, amounts: tuple[Amount, ...], outcomes: tuple[OutcomeCase, ...]) -> Scope:
    """The scope in which effects are read: with amounts, and with `outcome` if there are outcomes."""
    ends: dict[str, Type] = {amount.name: amount.type for amount in amounts}
    choice = Choice("outcome", tuple(case.name for case in outcomes)) if outcomes else None
    return replace(scope.inside(**ends), outcomes=choice)


def without_luck(scope: Scope, node: Node | None, key: str, readable: str) -> Scope:
    """The scope in which a rule is asked whether it can be: amounts under `key` are not settled yet.

    `readable` are the parts of a rule in which they can be read.
    """
    names = [name.text for name, _ in node] if isinstance(node, Map) else []
    told = f"an amount of `{key}` is settled when it begins: it can be read in {readable}"
    return replace(scope, withheld={**scope.withheld, **dict.fromkeys(names, told)}) if names else scope


def read_perceived(draft: Draft, node: Map, roles: tuple[Role, ...], scope: Scope) -> Perceived:
    """Who can witness, and whom it escapes after all."""
    names = [role.name for role in roles]
    unnoticed: list[str] = []
    for line in as_texts(node.get("unnoticed by"), "`unnoticed by`", draft.sink):
        if is_role(draft, line, names, "`unnoticed by`"):
            unnoticed.append(line.text.strip())
    if node.get("perceived by") is None:
        return Perceived(unnoticed=tuple(unnoticed))
    lines = as_texts(node.get("perceived by"), "`perceived by`", draft.sink)
    words = [line.text.strip() for line in lines]
    if "nobody" in words and len(words) > 1:
        message = "`perceived by` names nobody and somebody"
        draft.sink.add("K102", message, lines[words.index("nobody")].span, hint="write [nobody] alone")
    sets = [line for line, word in zip(lines, words, strict=True) if word not in (*names, "here", "nobody")]
    found = [domain for line in sets if (domain := draft.domain(line, scope)) is not None]
    return Perceived("here" in words, tuple(word for word in words if word in names), tuple(found), tuple(unnoticed))


def is_role(draft: Draft, line: Scalar, names: list[str], where: str) -> bool:
    """Whether a line names a role; K107 if not."""
    if line.text.strip() in names:
        return True
    if line.text.strip() not in draft.broken:
        message = f"{where} names roles, and {shorten(line.text)!r} is none"
        draft.sink.add("K107", message, line.span, hint=did_you_mean(line.text, names))
    return False


def read_bucket(draft: Draft, node: Node | None, scope: Scope) -> Bucket:
    """What luck is counted within."""
    line = as_text(node, "`luck per`", draft.sink)
    if line is None:
        return Bucket()
    if line.text.strip() in ("day", "occurrence"):
        return Bucket(line.text.strip())
    found = draft.expression(line, scope)
    if found is not None and not isinstance(found.type, Ref):
        message = f"`luck per` is day, occurrence or a reference, not {shorten(line.text)!r}"
        draft.sink.add("K204", message, line.span)
        return Bucket()
    return Bucket("of", found) if found is not None else Bucket()


_ORDINARY = """what happens as it is meant to stands under \"\""""
"""How a map of phrases is told where the ordinary one goes."""


def read_phrases(
    draft: Draft, node: Map, roles: tuple[Role, ...], amounts: tuple[Amount, ...], scope: Scope, keys: list[str]
) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """The sentences that write and read a rule, and those that only write it.

    `keys` are what a map may file them under.
    """
    slots = {role.name: role.kind for role in roles} | {amount.name: "" for amount in amounts}
    read: list[tuple[Phrase, ...]] = []
    for key in ("phrases", "tells"):
        local = Sink()
        phrases = build_phrases(node.get(key), slots, scope, local)
        draft.pass_on(local, [])
        for phrase in phrases:
            if phrase.key and phrase.key not in keys:
                message = f"{key!r} has no use for {shorten(phrase.key)!r}"
                near = did_you_mean(phrase.key, keys)
                hint = near if near.startswith("did you mean") else "; ".join(filter(None, (near, _ORDINARY)))
                draft.sink.add("K107", message, phrase.span, hint=hint)
        read.append(phrases)
    return read[0], read[1]


def numbered(lists: list[tuple[Effect, ...]]) -> list[tuple[Effect, ...]]:
    """The same effects with chances numbered through all lists of a rule, so that no two share their luck."""
    counter = [0]
    return [_numbered(effects, counter) for effects in lists]


def _numbered(effects: tuple[Effect, ...], counter: list[int]) -> tuple[Effect, ...]:
    found: list[Effect] = []
    for effect in effects:
        match effect:
            case Chance():
                number = counter[0]
                counter[0] += 1
                then, other = _numbered(effect.then, counter), _numbered(effect.other, counter)
                found.append(replace(effect, then=then, other=other, number=number))
            case When():
                then, other = _numbered(effect.then, counter), _numbered(effect.other, counter)
                found.append(replace(effect, then=then, other=other))
            case Each():
                found.append(replace(effect, body=_numbered(effect.body, counter)))
            case _:
                found.append(effect)
    return tuple(found)


def conditions(*groups: tuple[Requirement, ...]) -> list[Expr]:
    """The expressions of requirements."""
    return [requirement.expr for group in groups for requirement in group]


def rule_table(draft: Draft, key: Scalar, node: Node, sort: str) -> Map | None:
    """The map of an action or trigger whose name and keys are checked."""
    table = as_map(node, f"the {sort} {shorten(key.text)!r}", draft.sink)
    if table is None or not is_name(key, f"an {sort}" if sort[0] in "aeiou" else f"a {sort}", draft.sink):
        return None
    check_keys(table, sort, draft.sink)
    return table
