"""A check as text for people and as plain data for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kizuna.chronicle.event import Event
from kizuna.diagnostics.formatter import Style, format_text
from kizuna.diagnostics.payload import as_payload
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.story.check import CheckReport
from kizuna.story.played import Played
from kizuna.story.unsaid import Narrowed
from kizuna.story.wording import Teller

SHOWN = 6
"""How many witnesses a transcript names."""


def text_report(
    report: CheckReport, sources: Callable[[str], str | None] | None = None, style: Style | None = None
) -> str:
    """The findings, what was accepted, what the story leaves open only within limits, and the closing line."""
    findings = format_text(report.findings, sources, style).split("\n")[:-1]
    accepted = [
        f"line {item.finding.spans[0].line}  accepted[{item.finding.code} {item.finding.name}]  {item.finding.message}"
        + (f": {item.reason}" if item.reason else "")
        for item in report.accepted
    ]
    return "\n".join([*findings, *accepted, *narrowed_lines(report), report.closing()])


def narrowed_lines(report: CheckReport) -> list[str]:
    """Such as `line 9: dose at most 3 oil, because of line 14`."""
    told = []
    for item in report.narrowed:
        line, because = _number(report, item.what.line), _number(report, item.because)
        told.append(f"line {line}: {_within(item, report)}, because of line {because}")
    return told


def _number(report: CheckReport, index: int) -> int:
    return report.played[index].line.span.line


def _within(item: Narrowed, report: CheckReport) -> str:
    what = item.what
    if what.options:
        name, share = what.options[int(item.chosen)]
        if what.name == "outcome":
            return f"the outcome is {name} ({share:.0%})"
        return f"the chance {'comes off' if name == 'yes' else 'does not come off'} ({share:.0%})"
    low, high = (_amount(what.amount(share), item, report) for share in (item.low, item.high))
    if item.low <= 0.0:
        return f"{what.name} at most {high}"
    return f"{what.name} at least {low}" if item.high >= 1.0 else f"{what.name} from {low} to {high}"


def _amount(value: float, item: Narrowed, report: CheckReport) -> str:
    machine = report.machine
    event = next(
        (event for event in report.played[item.what.line].events if event.id in report.played[item.what.line].own), None
    )
    rule = machine.world.rules.get(event.rule) if machine is not None and event is not None else None
    if machine is None or rule is None:
        return f"{value:g}"
    amount = next(amount for amount in rule.amounts if amount.name == item.what.name)
    return Words(machine, {}).plain(amount.high, value)


def as_data(report: CheckReport) -> dict[str, Any]:
    """The whole report as dictionaries and lists that `json` can write. Event ids are whole numbers below 2**63."""
    return {
        "story": report.name,
        "passes": report.passes,
        "closing": report.closing(),
        "beats": [_beat(item, report) for item in report.played],
        "findings": [dict(as_payload(item)) for item in report.findings],
        "accepted": [{**as_payload(item.finding), "reason": item.reason} for item in report.accepted],
        "narrowed": [_narrowed(item, report) for item in report.narrowed],
        "probability": report.probability,
    }


def _beat(item: Played, report: CheckReport) -> dict[str, Any]:
    machine = report.machine
    assert machine is not None
    return {
        "line": item.line.span.line,
        "written": item.line.sentence,
        "sentence": item.sentence,
        "sort": item.sort,
        "verdict": item.verdict,
        "time": item.time,
        "ends": item.ends,
        "when": machine.world.calendar.text(item.time),
        "place": machine.label(item.place) if item.place else "",
        "follows": _number(report, item.root) if item.root >= 0 else None,
        "events": [event.id for event in item.events],
    }


def _narrowed(item: Narrowed, report: CheckReport) -> dict[str, Any]:
    what = item.what
    return {
        "line": _number(report, what.line),
        "name": what.name,
        "because": _number(report, item.because),
        "low": what.amount(item.low),
        "high": what.amount(item.high),
        "probability": item.probability,
        "option": what.options[int(item.chosen)][0] if what.options else None,
        "text": _within(item, report),
    }


def transcript(report: CheckReport) -> list[str]:
    """The play, beat by beat: time, place, sentence; under it what changed, what happened by itself, and who saw it."""
    machine = report.machine
    if machine is None:
        return []
    teller = Teller([machine], {ident: name for item in report.played for ident, name in item.names.items()})
    return [line for item in report.played for line in _scene_lines(item, machine, teller)]


def _scene_lines(item: Played, machine: Machine, teller: Teller) -> Iterator[str]:
    """One beat of a transcript."""
    at = machine.world.calendar.text
    place = machine.label(item.place) if item.place else ""
    head = "  ".join(filter(None, (at(item.time), place, item.sentence or item.line.sentence or "…")))
    aside = [event for event in item.events if event.id not in item.own]
    own = [event for event in item.events if event.id in item.own]
    for event in (event for event in aside if event.time < item.time):
        yield from _aside(event, machine, teller)
    yield head if item.fine else f"{head}  [{item.verdict}]"
    for event in own:
        yield from (f"      {change}" for change in teller.changes(event))
    seen = dict.fromkeys(teller.label(who) for event in own for who in event.witnesses)
    if seen:
        yield f"      seen by {_named(list(seen))}"
    for event in (event for event in aside if event.time >= item.time):
        yield from _aside(event, machine, teller)


def _aside(event: Event, machine: Machine, teller: Teller) -> Iterator[str]:
    """Something that happened besides."""
    yield f"    {machine.world.calendar.text(event.time)}  {teller.sentence(event)}"
    yield from (f"      {change}" for change in teller.changes(event))


def _named(names: list[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
