"""Checks a story: plays it under its world's rules and says where it cannot happen, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kizuna.diagnostics import Diagnostic, Severity, Sink, Span
from kizuna.diagnostics.nearest import shorten
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.story import findings as told
from kizuna.story.fit import Fit, chance_of
from kizuna.story.integrity import integrity
from kizuna.story.opening import Opened, open_story
from kizuna.story.played import FOLLOWS, Played
from kizuna.story.script import Script
from kizuna.story.unsaid import Narrowed
from kizuna.story.waivers import Accepted, accept, no_mark
from kizuna.world.model import World

OWN = ("K006", "K304", "K305", "K306")
"""Findings that stand for themselves, even on a line that only follows from another."""


@dataclass(slots=True)
class CheckReport:
    """What came of a check. `machine` is the world as the story left it; None if the story could not be opened."""

    name: str
    played: list[Played] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)
    narrowed: list[Narrowed] = field(default_factory=list)
    probability: float = 1.0
    machine: Machine | None = None

    @property
    def beats(self) -> int:
        """How many beats there are; stretches are none."""
        return sum(1 for played in self.played if not played.line.stretch)

    @property
    def passes(self) -> bool:
        """Whether there is no error."""
        return not any(item.severity is Severity.ERROR for item in self.findings)

    @property
    def by_hand(self) -> list[Played]:
        """The lines whose states and beliefs are set by hand; a mark in vain sets nothing."""
        return [played for played in self.played if played.by_hand is not None]

    def closing(self) -> str:
        """Such as `1 error, 0 warnings in 49 beats`."""
        errors, warnings = (
            sum(1 for item in self.findings if item.severity is level) for level in (Severity.ERROR, Severity.WARNING)
        )
        tail = f", {len(self.accepted)} accepted" if self.accepted else ""
        tail += f", {len(self.by_hand)} set by hand" if self.by_hand else ""
        return f"{_many(errors, 'error')}, {_many(warnings, 'warning')} in {_many(self.beats, 'beat')}{tail}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def check(
    source: Path | str, sink: Sink, world: World | None = None, name: str = "", shelves: Sequence[Path] | None = None
) -> CheckReport:
    """Checks the story in a file (or a text). All that counts stands in the report and is added to `sink`.

    `name` is how diagnostics call the story (by default the file's name), `world` one to be taken instead of the front
    matter's, `shelves` where packs are looked for.
    """
    shown = name or (source.name if isinstance(source, Path) else "story")
    own = Sink()
    opened = open_story(source, shown, own, world, shelves)
    report = CheckReport(shown)
    if opened is not None:
        try:
            report = play(opened)
            if not own.failed:  # else there is something else to put right first
                report.findings += without_beats(opened.script)
        except CascadeError as cascade:
            own.found.append(cascade.diagnostic)
    report.findings = [*own.found, *report.findings]
    for item in report.findings:
        sink.add(item.code, item.message, *item.spans, notes=item.notes, hint=item.hint, severity=item.severity)
    return report


def play(opened: Opened) -> CheckReport:
    """Plays an opened story as its author wrote it."""
    fit = Fit(opened.player)
    fit.play()
    return reported(opened, fit)


def reported(opened: Opened, fit: Fit) -> CheckReport:
    """The report of a story that has been played."""
    played = fit.played
    report = CheckReport(opened.script.name, played, machine=fit.stage.machine)
    report.narrowed = sorted(fit.narrowed.values(), key=lambda item: (item.what.line, item.what.name))
    report.probability = chance_of(report.narrowed)
    found = gathered(played, {(waiver.span.line, waiver.code) for waiver in opened.script.waivers})
    found += integrity(played, fit.stage.machine)
    if report.probability < told.IMPROBABLE:
        found.append(_improbable(report))
    waived = Sink()
    report.findings, report.accepted = accept(found, opened.script.waivers, waived)
    report.findings += waived.found
    report.findings += [no_mark(stray) for line in opened.script.lines for stray in line.strays]
    report.findings += overlooked(opened.script)
    return report


def gathered(played: list[Played], waived: set[tuple[int, str]]) -> list[Diagnostic]:
    """The findings of all lines, each cause once: lines that only follow from another are notes of its finding.

    `waived` are the (line number, code) of findings that are accepted; such a one speaks for no other line,
    and none speaks for it.
    """
    speaks = {item.index for item in played if not _accepted(item, waived)}
    first: dict[tuple[object, ...], int] = {}
    after: dict[int, list[Played]] = {}
    for item in played:
        root = item.root if item.verdict == FOLLOWS else item.index
        if root == item.index or root not in speaks:
            alone = not item.cause or item.index not in speaks
            root = item.index if alone else first.setdefault(item.cause, item.index)
        if root != item.index:
            after.setdefault(root, []).append(item)
    merged = {item.index for items in after.values() for item in items}
    found: list[Diagnostic] = []
    for item in played:
        own = item.findings
        if item.index in merged:
            own = [finding for finding in own if finding.code in OWN]
        elif item.index in after and own:
            own = [*own[:-1], told.follows(own[-1], after[item.index])]
        found += own
    return found


def _accepted(item: Played, waived: set[tuple[int, str]]) -> bool:
    """Whether the finding that a line fails with is accepted."""
    return bool(item.findings) and (item.line.span.line, item.findings[-1].code) in waived


def overlooked(script: Script) -> list[Diagnostic]:
    """K301, as a warning, for list items that are no beats."""
    hint = "beats are the items of plain lists: begin the line with `- `"
    return [
        Diagnostic("K301", f"{shorten(item.text)!r} is no beat", (item.span,), (), hint, Severity.WARNING)
        for item in script.overlooked
    ]


def without_beats(script: Script) -> list[Diagnostic]:
    """K301, as a warning, for a story that has no beats at all."""
    if script.lines:
        return []
    place = script.headings[0].span if script.headings else Span(script.name, 1, 1)
    hint = "write what happens as list items, such as `- …`"
    return [Diagnostic("K301", "the story has no beats", (place,), (), hint, Severity.WARNING)]


def _improbable(report: CheckReport) -> Diagnostic:
    """K304: how likely it is, and which lines need luck."""
    lucky = [item for item in report.narrowed if item.probability < 1.0]
    lines = [report.played[item.what.line].line.span for item in lucky]
    notes = tuple(f"line {report.played[item.what.line].line.span.line}: {item.probability:.1%}" for item in lucky)
    message = f"what happens here comes about with a probability of {report.probability:.2%}"
    return told.made(
        "K304", message, *lines, notes=notes, hint="say of the unlikely beats how they turn out, or give them more room"
    )
