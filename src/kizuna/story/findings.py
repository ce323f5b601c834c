"""What a play finds fault with, as diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kizuna.chronicle.event import Event
from kizuna.diagnostics import Diagnostic, Severity, Span
from kizuna.diagnostics.codes import CODES
from kizuna.diagnostics.nearest import shorten
from kizuna.engine.api import Directed, Refusal
from kizuna.engine.evaluate import Env, evaluate, members
from kizuna.engine.explain_roles import explain_role
from kizuna.engine.machine import Machine
from kizuna.lang.quantity import spell_time
from kizuna.pack.tree import Scalar
from kizuna.story.assertions import Answer, judge
from kizuna.story.beats import RuleBeat
from kizuna.story.because import Past, causes, holds_again, told, when
from kizuna.story.journeys import arithmetic, barred_by, has_way
from kizuna.story.played import Played
from kizuna.story.set_times import next_told
from kizuna.story.stage import FOREVER, Stage
from kizuna.story.waivers import Mark
from kizuna.world.dates import SceneTime
from kizuna.world.model import Role, Rule
from kizuna.world.wording import say_domain

IMPROBABLE = 0.05
"""Luck that is needed and likelier than this is not worth a word."""
OWN_BEAT = "bring them there in a beat of its own"
Make = Callable[[], Diagnostic]
"""How a finding is made, if anybody wants to hear of it."""


def made(code: str, message: str, *spans: Span, notes: tuple[str, ...] = (), hint: str = "") -> Diagnostic:
    """A diagnostic with its code's severity."""
    return Diagnostic(code, message, spans, notes, hint, Severity(CODES[code].severity))


def accept_hint(code: str) -> str:
    """How to accept a finding knowingly."""
    return f"accept it knowingly: add  <!-- intended {code}: why -->  to the line"


def refused(played: Played, rule: Rule, refusal: Refusal, past: Past) -> Diagnostic:
    """K203: a requirement does not hold, with both values."""
    requirement, roles = refusal.requirement, dict(refusal.roles)
    if refusal.phase == "able":
        roles["self"] = roles[rule.roles[0].name]
    notes = (*causes(refusal, refusal.roles, past), holds_again(requirement.expr, roles, past.machine))
    return made("K203", played.sentence, played.line.span, notes=notes, hint=accept_hint("K203"))


def busy(played: Played, doer: int, until: int, machine: Machine) -> Diagnostic:
    """K203: somebody does something else at the same time."""
    rule = machine.world.rules[machine.doing(doer)]
    note = f"one thing at a time: {machine.label(doer)} is at {rule.name!r} until {_at(until, machine)}"
    return made(
        "K203", played.sentence, played.line.span, notes=(note,), hint="take `meanwhile` away, or let another do it"
    )


def does_not_work(played: Played, refusal: Refusal | None, env: Env, past: Past) -> Diagnostic:
    """K203: it is done, but what it takes to work does not hold."""
    notes: tuple[str, ...] = ("it is begun, but it fails",)
    if refusal is not None:
        notes = (*causes(refusal, env, past), "it is done, but does not work")
    return made("K203", played.sentence, played.line.span, notes=notes, hint=accept_hint("K203"))


def ends_otherwise(played: Played, how: str, expected: str, event: Event | None, past: Past) -> Diagnostic:
    """K203: an action is broken off, or is not broken off as the sentence says."""
    notes = [f"the sentence says: {_ENDS[expected]}; it {_ENDS[how]}"]
    for cause in event.causes if event is not None else ():
        by = (
            next((item for item in played.events if item.id == cause.event and item.rule != event.rule), None)
            if event
            else None
        )
        if by is not None:
            notes.append(f"because of: {by.rule.partition('/')[2]}")
    return made("K203", played.sentence, played.line.span, notes=tuple(notes), hint=accept_hint("K203"))


_ENDS = {
    "done": "is done",
    "begins": "has not ended yet",
    "interrupted": "is broken off",
    "fails": "fails",
    "directed": "is set",
}


def not_among(played: Played, role: Role, roles: Mapping[str, int], past: Past) -> Diagnostic:
    """K203: the one in a role is not where the rule looks for him."""
    machine = past.machine
    if role.domain is None:
        return made(
            "K203",
            played.sentence,
            played.line.span,
            notes=(f"there is no {role.kind} to be the {role.name}",),
            hint=accept_hint("K203"),
        )
    found = members(role.domain, roles, machine)
    there = ", ".join(machine.label(item) for item in found[:6]) or "nobody"
    who = machine.label(roles[role.name]) if role.name in roles else f"a {role.kind}"
    note = f"{role.name}: needs {who} to be one of {say_domain(role.domain)}; there is {there}"
    stray = explain_role(role, roles, machine) if role.name in roles else None
    why = (*told(stray, past), holds_again(stray.part, roles, machine)) if stray is not None else ()
    return made("K203", played.sentence, played.line.span, notes=(note, *why), hint=accept_hint("K203"))


def not_so(played: Played, answer: Answer, past: Past, code: str = "K303") -> Diagnostic:
    """K303, or the code of what happens: what is so instead, and since when."""
    return made(code, played.sentence, played.line.span, notes=_instead(answer, past), hint=accept_hint(code))


def _instead(answer: Answer, past: Past) -> tuple[str, ...]:
    """What is so instead of a claim, and since when."""
    notes = [f"instead: {answer.instead}"]
    made_by = past.made_by(answer.since)
    if made_by is not None:
        line, event = made_by
        notes.append(f"since {_at(event.time, past.machine)}, {when(line, event, past.machine)}")
    elif not answer.since:
        notes.append("so from the start")
    return tuple(notes)


def undone(row: Sequence[Played], past: Past) -> list[Diagnostic]:
    """K308 for each line of a row set by hand whose state or belief did not outlast the instant."""
    answers = [(item.line.mark, judge(item.by_hand, past.machine)) for item in row if item.by_hand is not None]
    message = "this is set by hand, but is undone at once"
    hint = "set what keeps it so, too, in a line before this one"
    return [
        made("K308", message, mark.span, notes=_instead(answer, past), hint=hint)
        for mark, answer in answers if mark is not None and not answer.holds
    ]


def is_no_more(played: Played, who: int, past: Past) -> Diagnostic:
    """K312: somebody or something that a line names has been removed, and in which line."""
    machine = past.machine
    removed_by = past.removed_by(machine.ident(who))
    notes: tuple[str, ...] = ()
    if removed_by is not None:
        line, event = removed_by
        notes = (f"since {_at(event.time, machine)}, {when(line, event, machine)}",)
    message = f"{machine.label(who)} is no more"
    return made("K312", message, played.line.span, notes=notes, hint=accept_hint("K312"))


def set_in_vain(mark: Mark, why: str) -> Diagnostic:
    """K308: a mark in a line that needs none."""
    return made("K308", why, mark.span, hint="take the comment out of the line")


def runs_back(heading: Scalar, time: SceneTime, machine: Machine) -> Diagnostic:
    """K306: the scene would open before the present, or before the story begins."""
    if machine.now == 0:
        means = f"the story begins at {_at(0, machine)}; the heading means {_at(time.latest, machine)} at the latest"
        early = "give the scene a later time, or the story an earlier  begin:  in its front matter"
        message = f"the scene {heading.text!r} opens before the story begins"
        return made("K306", message, heading.span, notes=(means,), hint=early)
    note = f"it is {_at(machine.now, machine)} by then; the heading means {_at(time.latest, machine)} at the latest"
    hint = "give the scene a later time, or the beats before it less to do"
    return made(
        "K306",
        f"the scene {heading.text!r} opens before the one before it has ended",
        heading.span,
        notes=(note,),
        hint=hint,
    )


def too_far(heading: Scalar, time: SceneTime, limit: int, machine: Machine) -> Diagnostic:
    """K006: a scene would open more than `limit` ms after the present."""
    calendar = machine.world.calendar
    span = spell_time((time.earliest - machine.now) // calendar.day * calendar.day)
    note = f"it is {_at(machine.now, machine)} by then; the heading means {_at(time.earliest, machine)} at the earliest"
    hint = "check the date, or tell what comes so much later as a story of its own, with  begin:  in its front matter"
    message = f"the scene {shorten(heading.text)!r} opens {span} after the one before it"
    return made("K006", f"{message}; {spell_time(limit)} are the limit", heading.span, notes=(note,), hint=hint)


def too_late(played: Played, who: int, stage: Stage, since: int, until: int) -> Diagnostic:
    """K310: the arithmetic of a journey that there is no time for."""
    machine = stage.machine
    by = f" by {_at(until, machine)}" if until < FOREVER else ""
    message = f"{machine.label(who)} cannot be at {machine.label(stage.place)}{by}"
    notes = arithmetic(machine, who, stage.place, since, until)
    if stage.allowed is not None:
        where = f"{machine.label(who)} is at {machine.label(stage.place_of(who))}"
        notes, hint = (f"{where}, and nothing in the story brings anybody over any more",), OWN_BEAT
    else:
        hint, more = _helps(machine, who, stage.place, until)
        notes += more
    return made("K310", message, played.line.span, notes=notes, hint=hint)


def _helps(machine: Machine, who: int, place: int, until: int) -> tuple[str, tuple[str, ...]]:
    """What would bring somebody to a place, with a note about when what he lacks will be so."""
    barred = barred_by(machine, who, place)
    elsewhere = f"let the scene be where {machine.label(who)} is"
    if not has_way(machine, who, place):
        return elsewhere, ()
    if barred is not None:
        roles = {**barred.refusal.roles, "self": who}
        again = holds_again(barred.refusal.requirement.expr, roles, machine)
        if again.startswith("does not"):
            return f"{elsewhere}, or let what the journey needs come about before it", (again,)
        return "give the scene a later time", (again,)
    return "give the scene a later time, or the journey more of it" if until < FOREVER else OWN_BEAT, ()


def lacking(beat: RuleBeat, machine: Machine, later: Machine) -> Refusal | None:
    """What a trigger lacks now, with all roles; rather what it still lacks a little later.

    None if its conditions hold, or its roles cannot be filled.
    """
    roles = dict(beat.roles)
    for role in beat.rule.roles:
        if role.name not in roles:
            found = members(role.domain, roles, machine) if role.domain is not None else machine.members(role.kind)
            if not found:
                return None
            roles[role.name] = found[0]
    missing = [item for item in beat.rule.requires if not evaluate(item.expr, roles, machine)]
    lasting = [item for item in missing if not evaluate(item.expr, roles, later)]
    chosen = next(iter(lasting or missing), None)
    return Refusal(chosen, "requires", roles) if chosen is not None else None


def not_by_itself(played: Played, beat: RuleBeat, refusal: Refusal | None, past: Past) -> Diagnostic:
    """K311: something that nobody decides does not come about."""
    notes: tuple[str, ...]
    if refusal is not None:
        notes = causes(refusal, refusal.roles, past)
    elif beat.rule.on:
        notes = (f"it follows {beat.rule.on.partition('/')[2]!r}, which has not just happened",)
    elif beat.rule.every is not None:
        notes = (f"it happens at set times of the calendar, and this is none: {next_told(beat.rule, past.machine)}",)
    else:
        notes = ("its conditions hold, but they held before: it happens only when they become true",)
    return made("K311", played.sentence, played.line.span, notes=notes, hint=accept_hint("K311"))


def other_outcome(played: Played, beat: RuleBeat, event: Event, past: Past, code: str = "K311") -> Diagnostic:
    """K311, or the code of what is done: it happens, but turns out otherwise."""
    names = [case.name for case in beat.rule.outcomes]
    how = names[event.outcome] if event.outcome >= 0 else "nothing"
    return made(
        code,
        played.sentence,
        played.line.span,
        notes=(f"it happens at {_at(event.time, past.machine)}, but its outcome is {how}",),
        hint=accept_hint(code),
    )


def unlikely(played: Played, rule: Rule, full: Directed, machine: Machine) -> list[Diagnostic]:
    """K304 if the outcome that a sentence says has hardly any chance; its weight may hang on the amounts."""
    outcome, known = full.outcome, {**full.roles, **full.amounts}
    weights = {case.name: max(0.0, float(evaluate(case.weight, known, machine))) for case in rule.outcomes}
    share = weights.get(outcome, 0.0) / (sum(weights.values()) or 1.0)
    return [] if outcome not in weights else hardly(played, outcome, share)


def hardly(played: Played, outcome: str, share: float) -> list[Diagnostic]:
    """K304 if an outcome has hardly any chance."""
    if share >= IMPROBABLE:
        return []
    message = f"{outcome!r} comes about with a probability of {share:.2%}"
    return [made("K304", message, played.line.span, notes=(f"in: {played.sentence}",))]


def follows(root: Diagnostic, lines: list[Played]) -> Diagnostic:
    """A finding with a note for the lines that fail only because of it."""
    notes = tuple(
        f"line {played.line.span.line} follows from this: {played.sentence or played.line.sentence}" for played in lines
    )
    return replace(root, notes=(*root.notes, *notes))


def _at(moment: int, machine: Machine) -> str:
    return machine.world.calendar.text(moment)
