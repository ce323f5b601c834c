"""`kizuna whatif STORY --without BEAT`: what becomes different because of one beat."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kizuna.cli.output import Format, FormatOption, print_json


def whatif(
    story: Annotated[Path, typer.Argument(help="a Markdown file with its front matter")],
    without: Annotated[str, typer.Option(metavar="BEAT", help="the beat to leave out: its line, or its sentence")],
    form: FormatOption = Format.text,
) -> None:
    """Show what becomes different without one beat, with the same luck."""
    from kizuna.cli.opening import find_story, stop_with, story_text
    from kizuna.diagnostics import Sink
    from kizuna.diagnostics.formatter import harmless
    from kizuna.story.twins import whatif as compare

    sink = Sink()
    answer = compare(find_story(story), without, sink, name=str(story))
    if answer is None or sink.failed:
        stop_with(sink, form, story_text(story))
    if form is Format.json:
        print_json(answer.json())
    else:
        print("\n".join(map(harmless, answer.text().splitlines())))
