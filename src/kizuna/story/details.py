"""What a sentence and its brackets say of a happening besides who takes part: its outcome and its amounts."""

from __future__ import annotations

from dataclasses import replace

from kizuna.diagnostics import Diagnostic, Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.engine.api import Directed, View
from kizuna.engine.evaluate import evaluate
from kizuna.engine.explain_words import Words
from kizuna.lang.resolve import expression
from kizuna.lang.scope import Scope
from kizuna.lang.types import Ref
from kizuna.pack.tree import Scalar
from kizuna.story.beats import RuleBeat
from kizuna.story.script import Line
from kizuna.story.unsaid import range_of
from kizuna.world.model import Amount


def details_of(beat: RuleBeat, line: Line, view: View, scope: Scope, findings: list[Diagnostic]) -> Directed | None:
    """What the sentence and its brackets say of a happening: outcome and amounts; None after a finding."""
    said = Directed(beat.rule.id, dict(beat.roles))
    names = [case.name for case in beat.rule.outcomes]
    if beat.key in names:
        said.outcome = beat.key
    sink = Sink()
    given = [(name, Scalar(value, line.span)) for name, value in beat.details]
    given += [(detail.name, Scalar(detail.value, detail.span)) for detail in line.details]
    amounts = {amount.name: amount for amount in beat.rule.amounts}
    for name, value in given:
        if name == "outcome":
            _outcome(value, names, said, sink)
        elif name in amounts:
            found = _value(amounts[name], value, beat, view, scope, sink)
            if found is not None:
                said.amounts[name] = found
        else:
            known = [*amounts, *(["outcome"] if names else [])]
            sink.add(
                "K101",
                f"{beat.rule.name!r} has no detail {shorten(name)!r}",
                value.span,
                hint=did_you_mean(name, known),
            )
    findings += sink.found
    return None if sink.failed else said


def _outcome(value: Scalar, names: list[str], said: Directed, sink: Sink) -> None:
    if value.text in names:
        said.outcome = value.text
    else:
        sink.add(
            "K107", f"there is no outcome {shorten(value.text)!r}", value.span, hint=did_you_mean(value.text, names)
        )


def _value(amount: Amount, value: Scalar, beat: RuleBeat, view: View, scope: Scope, sink: Sink) -> float | None:
    roles = {role.name: Ref(role.kind) for role in beat.rule.roles if role.name in beat.roles}
    own = Sink()
    expr = expression(value.text, value.span, scope.inside(**roles), own, amount.type)
    found = float(evaluate(expr, beat.roles, view)) if expr is not None else None
    try:
        low, high = range_of(amount, beat.roles, view)
    except KeyError:
        sink.found += own.found
        return found
    words = Words(view, beat.roles)
    note = f"it can be from {words.plain(amount.high, low)} to {words.plain(amount.high, high)}"
    sink.found += [replace(item, notes=(*item.notes, note)) for item in own.found]
    if found is None or low <= found <= high:
        return found
    message = f"{amount.name} of {shorten(value.text)} lies outside what is possible here"
    sink.add("K109", message, value.span, notes=(note,))
    return None
