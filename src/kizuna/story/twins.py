"""What if: one story played twice with the same luck, once with one thing changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kizuna.chronicle.event import Event
from kizuna.diagnostics import Diagnostic, Sink, Span
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Inverse
from kizuna.pack.tree import Scalar
from kizuna.story.check import CheckReport, reported
from kizuna.story.diff import Causes, EventDiff, aligned, compare
from kizuna.story.diff import Path as Way
from kizuna.story.findings import made
from kizuna.story.fit import Fit
from kizuna.story.footprint import Cell, Footprint, reads, reads_set
from kizuna.story.offer import Change, events_of, offered, select
from kizuna.story.opening import Opened, open_story
from kizuna.story.played import Played
from kizuna.story.stage import place_attr, tables_of
from kizuna.story.start import apply, read_setting
from kizuna.story.states import Difference, differences
from kizuna.world.model import World
from kizuna.world.reads import rule_exprs


@dataclass(slots=True)
class Twins:
    """Both sides of a what-if.

    `base` is the story as it was written, `other` its lines on the other side. `ways` has for each event that is
    gone, new or changed (by id) how it hangs together with the change. `machines` are both worlds at the same last
    moment, `events` all events of both sides by id.
    """

    base: CheckReport
    other: list[Played]
    index: int
    left_out: bool
    told: str
    diff: EventDiff
    ways: dict[int, Way]
    states: list[Difference]
    machines: tuple[Machine, Machine]
    events: dict[int, Event]

    @property
    def skipped(self) -> list[Played]:
        """The lines that could be played on one side and cannot on the other."""
        return [
            item
            for item, was in zip(self.other, self.base.played, strict=True)
            if was.fine and not item.fine and not (self.left_out and item.index == self.index)
        ]

    @property
    def gained(self) -> list[Played]:
        """The lines that can be played on the other side only."""
        return [item for item, was in zip(self.other, self.base.played, strict=True) if item.fine and not was.fine]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is asked: leave out a beat, or set `sets` (expression, value) just before it."""

    beat: str
    sets: tuple[tuple[str, str], ...] = ()


def whatif(
    source: Path | str,
    asked: WhatIf,
    sink: Sink,
    world: World | None = None,
    name: str = "",
    further: int = 0,
    shelves: Sequence[Path] | None = None,
) -> Twins | None:
    """Plays a story on both sides and compares them `further` ms after its end. None after an error in `sink`.

    The findings of the story as it stands are in the report of its side, not in `sink`.
    """
    shown = name or (source.name if isinstance(source, Path) else "story")
    opened = open_story(source, shown, sink, world, shelves)
    if opened is None or sink.failed:
        return None
    try:
        return _twins(opened, asked, sink, further)
    except CascadeError as cascade:
        found = cascade.diagnostic
        sink.add(found.code, found.message, *found.spans, notes=found.notes, hint=found.hint)
        return None


def _twins(opened: Opened, asked: WhatIf, sink: Sink, further: int) -> Twins | None:
    fit = Fit(opened.player)
    fit.play()
    change = _change(opened, fit, asked, sink)
    if change is None:
        return None
    other, stage = offered(fit, change)
    base = reported(opened, fit)
    end = max(fit.stage.machine.now, stage.machine.now) + max(0, further)
    tables = tables_of(opened.world)
    tails = [side.copy_to(end, tables) for side in (fit.stage, stage)]
    events = [events_of(played, more) for played, (_, more) in zip((fit.played, other), tails, strict=True)]
    events[1] = aligned(events[1], _pairs(fit.played, other))
    machines = tails[0][0].machine, tails[1][0].machine
    diff = compare(events[0], events[1])
    ways = _ways(events, diff, _roots(fit, other, change), machines)
    return Twins(
        base,
        other,
        change.index,
        change.leave_out,
        _told(fit, change, asked),
        diff,
        ways,
        differences(*machines),
        machines,
        {event.id: event for event in (*events[1], *events[0])},
    )


def _change(opened: Opened, fit: Fit, asked: WhatIf, sink: Sink) -> Change | None:
    index = select(fit.played, asked.beat, sink)
    if index is None:
        return None
    if not asked.sets:
        if fit.played[index].sort in ("action", "stretch"):
            return Change(index)
        line = fit.played[index].line
        sink.add(
            "K107",
            f"line {line.span.line} cannot be left out: nobody does it",
            line.span,
            hint="leave out a beat that somebody does, or set a value with --set",
        )
        return None
    earlier = _settable(fit.played, index)
    if earlier != index:
        sink.found.append(_not_between(fit.played, index, earlier))
        return None
    nowhere = Span("", 0, 0)
    found = [
        read_setting(Scalar(key, nowhere), Scalar(value, nowhere), opened.scope, sink) for key, value in asked.sets
    ]
    settings = tuple(setting for setting in found if setting is not None)
    trial = fit.saved.at(index).machine
    fine = len(settings) == len(found) and all(apply(setting, trial, opened.scope, sink) for setting in settings)
    return Change(index, False, settings) if fine else None


def _settable(played: list[Played], index: int) -> int:
    """The last line before which a value can be set so that it comes before a beat; -1 if there is none.

    It is an earlier one if the beat came about by itself in the course of that, or while time passed after it.
    """
    own = set(played[index].own)
    for item in played[: index + 1]:
        at = next((at for at, event in enumerate(item.events) if event.id in own), -1)
        if at >= 0:
            line = item.index if at >= item.earlier else item.index - 1
            return line if line in (-1, index) else _settable(played, line)
    return index


def _not_between(played: list[Played], index: int, earlier: int) -> Diagnostic:
    """K107: there is no moment just before a beat."""
    line = played[index].line.span
    hint = "set the value in the story's  start:"
    if earlier >= 0:
        hint = f"set the value earlier, with  --before {played[earlier].line.span.line}"
    message = f"line {line.line} has come about by itself before its turn: nothing can be set just before it"
    return made("K107", message, line, hint=hint)


def _pairs(left: list[Played], right: list[Played]) -> dict[int, int]:
    """Ids of a line's own events on the right to those on the left."""
    return {
        new: old
        for was, item in zip(left, right, strict=True)
        if item.fine and was.fine
        for old, new in zip(was.own, item.own, strict=False)
    }


def _roots(fit: Fit, other: list[Played], change: Change) -> list[int]:
    """The events of the beat that is gone, or those that set a value."""
    if change.leave_out:
        return list(fit.played[change.index].own)
    return list(other[change.index].settings)


def _told(fit: Fit, change: Change, asked: WhatIf) -> str:
    line = fit.played[change.index]
    text = f"line {line.line.span.line} ({line.sentence or line.line.sentence or '…'})"
    if change.leave_out:
        return f"without {text}"
    return f"with {', '.join(f'{key} = {value}' for key, value in asked.sets)} before {text}"


def _ways(
    events: list[list[Event]], diff: EventDiff, roots: list[int], machines: tuple[Machine, Machine]
) -> dict[int, Way]:
    """How each difference hangs together with the change."""
    seen: dict[int, frozenset[tuple[str, int, int]]] = {}
    changed = {item.right.id for item in diff.changed if not {"place", "witnesses"}.issuperset(item.aspects)}

    def read(event: Event) -> frozenset[tuple[str, int, int]]:
        if event.id not in seen:
            overwritten = event.changes if event.id in changed else ()
            seen[event.id] = frozenset(
                (cell.attr, view.ident(cell.bearer), view.ident(cell.target))
                for view in machines
                for cell in read_by(event, view, event.id in changed).cells
            ) | {(change.attr, change.bearer, change.second) for change in overwritten}
        return seen[event.id]

    causes = Causes(events[0], events[1], diff, roots, read)
    differing = [*diff.gone, *diff.new, *(item.right for item in diff.changed)]
    return {event.id: causes.path(event) for event in differing}


def read_by(event: Event, view: Machine, whole: bool = False) -> Footprint:
    """What has to be so for an event: its conditions, the sets its roles are looked for in, the doer's ability, where
    it happens; with `whole` also what says how it goes on."""
    rule = view.world.rules.get(event.rule)
    if rule is None:
        return Footprint()
    roles = {role.name: view.of_ident(ident) for role, ident in zip(rule.roles, event.roles, strict=False)}
    total = Footprint()
    exprs = rule_exprs(rule) if whole else (item.expr for item in (*rule.requires, *rule.works_if))
    for expr in exprs:
        total |= reads(expr, roles, view)
    for role in rule.roles:
        if role.domain is not None:
            total |= reads_set(role.domain, roles, view)
            attr = getattr(role.domain, "attr", "")
            total |= Footprint(frozenset({Cell(attr, roles[role.name])} if isinstance(role.domain, Inverse) else ()))
    doer = rule.roles[0] if rule.sort == "action" and rule.roles else None
    decides = view.world.kinds[doer.kind].decides if doer is not None else None
    if doer is not None and decides is not None and decides.able is not None:
        total |= reads(decides.able, {"self": roles[doer.name]}, view)
    first = rule.roles[0] if rule.roles else None  # it happens where he is
    if first is not None and place_attr(first.kind, view.world):
        total |= Footprint(frozenset({Cell(place_attr(first.kind, view.world), roles[first.name])}))
    return total
