"""Setting values from outside: a story's `start`, and what an intervention sets."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.engine.api import Machine
from kizuna.engine.evaluate import evaluate
from kizuna.lang.ast import Believed, Expr, Get, Tie
from kizuna.lang.quantity import quantity, spell
from kizuna.lang.resolve import expression
from kizuna.lang.scope import Scope
from kizuna.lang.types import Choice, Type
from kizuna.pack.tree import Scalar
from kizuna.world.model import Attribute

_STATUS = {"unknown": "unknown", "open": "open"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One value to set: what (an attribute, a bond or a belief), and the value as it was written."""

    target: Get | Tie | Believed
    value: Scalar


def read_setting(key: Scalar, value: Scalar, scope: Scope, sink: Sink) -> Setting | None:
    """Reads `likes(One, Another)` with its value. K309 for what cannot be set, besides the faults of expressions."""
    found = expression(key.text, key.span, scope, sink, None)
    if found is None:
        return None
    if isinstance(found, Get | Tie) or (isinstance(found, Believed) and found.ask == "value"):
        return Setting(found, value)
    message = f"{shorten(key.text)!r} cannot be set"
    sink.add("K309", message, key.span, hint="name an attribute, a bond or a belief, such as  place(Name): harbour")
    return None


def apply(setting: Setting, machine: Machine, scope: Scope, sink: Sink) -> int:
    """Sets it at the machine's present; returns the event's id, 0 after a diagnostic (K109, K204 and others)."""
    target = setting.target
    attribute = machine.world.attributes[target.attr]
    if isinstance(target, Believed):
        return _believe(target, attribute, setting.value, machine, scope, sink)
    if isinstance(target, Get):
        bearer, other = _handle(target.of, machine), 0
    else:
        bearer, other = _handle(target.source, machine), _handle(target.target, machine)
    if not bearer or (attribute.bond and not other):
        sink.add("K309", "this names nobody who takes part in the story", setting.target.span)
        return 0
    value = read_value(setting.value, attribute, machine.range_of(attribute.key, bearer, other), machine, scope, sink)
    return machine.set_value(attribute.key, bearer, value, other) if value is not None else 0


def _believe(target: Believed, attribute: Attribute, value: Scalar, machine: Machine, scope: Scope, sink: Sink) -> int:
    holder = _handle(target.holder, machine)
    subjects = [_handle(subject, machine) for subject in target.subjects]
    if target.other is not None:
        sink.add("K309", "a belief about somebody's belief cannot be set here", target.span)
        return 0
    if not holder or not all(subjects):
        sink.add("K309", "this names nobody who takes part in the story", target.span)
        return 0
    status = _STATUS.get(value.text.strip())
    if status:
        return machine.set_belief(holder, attribute.key, subjects, status)
    low, high = machine.range_of(attribute.key, *subjects)
    found = read_value(value, attribute, (low, high), machine, scope, sink)
    return machine.set_belief(holder, attribute.key, subjects, "known", found) if found is not None else 0


def read_value(
    value: Scalar, attribute: Attribute, bounds: tuple[float, float], machine: Machine, scope: Scope, sink: Sink
) -> float | int | None:
    """A value in base units: a level, a share of the range, a value of the choice, or an expression; None after a
    diagnostic."""
    text, kind = value.text.strip(), attribute.type
    number = kind.number(text) if isinstance(kind, Choice) else None
    if number is not None:
        return number
    names = [level.name for level in attribute.levels]
    if text in names:
        return _middle(attribute, names.index(text), bounds)
    if _is_share(text, attribute):
        probe = Sink()
        share = quantity(text, value.span, scope.units, probe)
        if share is not None and share[1] == () and all(map(math.isfinite, bounds)):
            return _checked(_within(share[0], bounds), value, attribute, bounds, sink)
    found = _expression(value, attribute, kind, scope, sink)
    if found is None:
        return None
    return _checked(evaluate(found, {}, machine), value, attribute, bounds, sink)


def _middle(attribute: Attribute, index: int, bounds: tuple[float, float]) -> float:
    """The middle of a level's band, as in a pack; where the last one is open above, where it begins."""
    ends = [_within(level.at, bounds) if attribute.levels_relative else level.at for level in attribute.levels]
    begins = ends[index]
    after = ends[index + 1] if index + 1 < len(ends) else bounds[1]
    return (begins + after) / 2 if math.isfinite(after) else begins


def _expression(value: Scalar, attribute: Attribute, kind: Type, scope: Scope, sink: Sink) -> Expr | None:
    """The expression; a misspelt level or choice is told as such."""
    local = Sink()
    found = expression(value.text, value.span, scope, local, kind)
    words = [level.name for level in attribute.levels] + list(kind.values if isinstance(kind, Choice) else ())
    if found is None and words and value.text.strip().replace("_", "").isalpha():
        message = f"{attribute.name} has no level or value {shorten(value.text)!r}"
        sink.add("K107", message, value.span, hint=did_you_mean(value.text.strip(), words))
        return None
    for item in local.found:
        sink.add(item.code, item.message, *item.spans, notes=item.notes, hint=item.hint, severity=item.severity)
    return found


def _is_share(text: str, attribute: Attribute) -> bool:
    measured = attribute.form == "meter" or (attribute.form == "number" and attribute.unit not in ("", "%"))
    return measured and attribute.unit != "%" and text.endswith("%")


def _within(share: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return low + share * (high - low)


def _checked(
    value: float | int, text: Scalar, attribute: Attribute, bounds: tuple[float, float], sink: Sink
) -> float | int | None:
    """The value if it lies in the range, else None after K109. Whole numbers (flags, dates, handles) have no range."""
    if isinstance(value, float) and not bounds[0] <= value <= bounds[1]:
        low, high = (spell(end, attribute.unit, attribute.unit_size) for end in bounds)
        sink.add("K109", f"{shorten(text.text)} lies outside the range {low} to {high}", text.span)
        return None
    return value


def _handle(expr: Expr, machine: Machine) -> int:
    """Who is named; 0 for nobody, for those who have no part in the story, and for those who are no more."""
    try:
        who = int(evaluate(expr, {}, machine))
    except KeyError:
        return 0
    return who if machine.kind_of(who) else 0
