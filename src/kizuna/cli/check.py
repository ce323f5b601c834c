"""`kizuna check STORY…`: where a story cannot happen, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kizuna.cli.output import Format, FormatOption, Sources, print_json, style_for

if TYPE_CHECKING:
    from kizuna.story.check import CheckReport


def check(
    stories: Annotated[list[Path], typer.Argument(metavar="STORY…", help="Markdown files, each with its front matter")],
    beats: Annotated[bool, typer.Option("--beats", help="also print every beat as it was played")] = False,
    form: FormatOption = Format.text,
) -> None:
    """Say where stories cannot happen in their worlds, and why.

    They are played under the rules of the world that their front matter names. Luck has no part in the verdict.
    """
    from kizuna.cli.opening import find_story, story_text
    from kizuna.diagnostics import Sink
    from kizuna.story.check import check as check_story

    reports = [(path, check_story(path, Sink(), name=str(path))) for path in map(find_story, stories)]
    if form is Format.json:
        print_json({"stories": [as_data(path, report, beats) for path, report in reports]})
    else:
        print("\n\n".join("\n".join(told(path, report, beats, story_text(path))) for path, report in reports))
    raise typer.Exit(int(not all(report.passes for _, report in reports)))


def told(path: Path, report: CheckReport, beats: bool, text: Sources) -> Iterator[str]:
    """A report for people: beats if asked for, findings, waivers, a closing line. `text` gives a file's text."""
    from kizuna.cli.beats import beat_lines
    from kizuna.diagnostics.formatter import format_text, harmless

    if beats:
        yield from beat_lines(report)
    if report.findings:
        found = sorted(report.findings, key=lambda one: (one.spans[:1], one.code))
        yield format_text(found, text, style_for(sys.stdout)).rpartition("\n")[0]
    for one in report.accepted:
        place = one.finding.spans[0] if one.finding.spans else path
        yield harmless(f"{place}  accepted[{one.finding.code} {one.finding.name}]  {one.reason or 'no reason given'}")
    yield harmless(f"{path}: {report.closing()}")


def as_data(path: Path, report: CheckReport, beats: bool) -> dict[str, object]:
    """A report for programs."""
    from kizuna.diagnostics.payload import as_payload

    found: dict[str, object] = {
        "story": str(path),
        "passes": report.passes,
        "beats": report.beats,
        "probability": report.probability,
        "findings": [as_payload(one) for one in report.findings],
        "accepted": [{**as_payload(one.finding), "reason": one.reason} for one in report.accepted],
    }
    if beats:
        found["played"] = [
            {
                "line": one.line.span.line, "time_ms": one.time, "sort": one.sort, "verdict": one.verdict,
                "sentence": one.sentence,
            }
            for one in report.played
        ]
    return found
