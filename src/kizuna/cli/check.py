"""`kizuna check STORY…`: where a story cannot happen, and why."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_json, style_for


def check(
    stories: Annotated[list[Path], typer.Argument(metavar="STORY…", help="Markdown files, each with its front matter")],
    beats: Annotated[bool, typer.Option("--beats", help="also list every beat as it was played")] = False,
    transcript: Annotated[bool, typer.Option("--transcript", help="also tell what beats changed")] = False,
    most: Annotated[int, typer.Option(min=1, help="findings to print of each story")] = 1_000,
    form: FormatOption = Format.text,
) -> None:
    """Say where stories cannot happen in their worlds, and why.

    They are played under the rules of the world that their front matter names. Luck has no part in the verdict.
    """
    from kizuna.cli.beats import beat_lines
    from kizuna.cli.opening import Worlds, find_story, story_text
    from kizuna.diagnostics import Sink
    from kizuna.diagnostics.formatter import harmless
    from kizuna.story.check import check as check_story
    from kizuna.story.report import as_data, text_report
    from kizuna.story.report import transcript as transcribed

    worlds = Worlds(form)
    paths = [find_story(path) for path in stories]
    reports = [(path, check_story(path, Sink(), worlds.of(path), name=str(path))) for path in paths]
    for number, (path, report) in enumerate(reports if form is Format.text else []):
        lines = [""] if number else []
        lines += transcribed(report) if transcript else []
        lines += beat_lines(report) if beats else []
        told = text_report(replace(report, findings=report.findings[:most]), story_text(path), style_for(sys.stdout))
        lines = [*map(harmless, lines), *told.splitlines()[:-1]]
        lines += [f"… and {len(report.findings) - most} more"] if len(report.findings) > most else []
        print("\n".join([*lines, f"{harmless(str(path))}: {report.closing()}"]))
    if form is Format.json:
        print_json({"stories": [as_data(report) for _, report in reports]})
    raise typer.Exit(int(not all(report.passes for _, report in reports)))
