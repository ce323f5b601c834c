"""`kizuna whatif STORY --without BEAT`: what becomes different because of one beat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kizuna.cli.numbers import days_option
from kizuna.cli.output import Format, FormatOption, folded, print_json


def whatif(
    story: Annotated[Path, typer.Argument(help="a Markdown file with its front matter")],
    without: Annotated[str, typer.Option(metavar="BEAT", help="leave this beat out: its line, or its sentence")] = "",
    before: Annotated[str, typer.Option(metavar="BEAT", help="change something just before this beat")] = "",
    sets: Annotated[list[str] | None, typer.Option("--set", metavar="WHAT=VALUE", help="with --before: what")] = None,
    further: Annotated[float, days_option("days to live on after the story's end", 36_500)] = 0,
    most: Annotated[int, typer.Option(min=1, help="entries to list of each sort")] = 40,
    form: FormatOption = Format.text,
) -> None:
    """Show what becomes different without one beat, with the same luck."""
    from kizuna.cli.opening import Worlds, find_story, stop_with, story_text
    from kizuna.diagnostics import Sink
    from kizuna.story.twins import WhatIf
    from kizuna.story.twins import whatif as compare
    from kizuna.story.twins_report import twins_data, twins_text

    if bool(without) == bool(before) or bool(before) != bool(sets):
        raise typer.BadParameter("say either --without BEAT, or --before BEAT with --set WHAT=VALUE")
    asked = WhatIf(without or before, tuple(_setting(text) for text in sets or ()))
    sink = Sink()
    path = find_story(story)
    answer = compare(path, asked, sink, Worlds(form).of(path), name=str(story), further=round(further * 86_400_000))
    if answer is None or sink.failed:
        stop_with(sink, form, story_text(path))
    if form is Format.json:
        print_json(twins_data(answer))
    else:
        print("\n".join(part for line in twins_text(answer, most) for part in folded(line)))


def _setting(text: str) -> tuple[str, str]:
    what, sign, value = text.rpartition("=")
    if not sign or not what.strip() or not value.strip():
        raise typer.BadParameter(f"{text!r} is not of the form WHAT=VALUE, such as 'lit(Mei)=no'")
    return what.strip(), value.strip()
