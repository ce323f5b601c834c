"""Stories on the quay, for the tests of the room `story`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kizuna.diagnostics import Diagnostic, Sink
from kizuna.pack.load import load_pack
from kizuna.story.check import CheckReport, check
from kizuna.story.twins import Twins, WhatIf, whatif
from kizuna.world.build import build_world
from kizuna.world.model import World

SHELF = Path(__file__).parent / "packs"
QUAY = """\
---
world: quay
cast: [Ada, Bo, Cai]
start:
  trust(Ada, Bo): firm
---
"""


@cache
def quay() -> World:
    """The world of the quay, built once."""
    sink = Sink()
    pack = load_pack(SHELF / "quay", sink)
    world = build_world(pack, sink) if pack is not None else None
    assert world is not None, sink.found
    return world


def built(text: str, folder: Path) -> World:
    """The world of a pack that is one file, which is written into a folder."""
    (folder / "pack.yaml").write_text("pack: made\nabout: A test.\nlanguage: 1\n", encoding="utf-8")
    (folder / "world.yaml").write_text(text, encoding="utf-8")
    sink = Sink()
    pack = load_pack(folder, sink)
    world = build_world(pack, sink) if pack is not None else None
    assert world is not None, sink.found
    return world


def story(body: str, start: str = "") -> str:
    """A story with the usual front matter; `start` are further lines under `start:`, or at its end."""
    return QUAY.replace("firm\n---", f"firm\n{start}---") + body


def checked(body: str, start: str = "") -> CheckReport:
    """The check of a story on the quay."""
    return check(story(body, start), Sink(), quay(), "story.md")


def codes(report: CheckReport) -> list[str]:
    """The codes of what counts, in order."""
    return [item.code for item in report.findings]


def only(report: CheckReport) -> Diagnostic:
    """The one finding of a report."""
    assert len(report.findings) == 1, report.findings
    return report.findings[0]


def twins(body: str, asked: WhatIf, start: str = "", further: int = 0) -> Twins:
    """Both sides of a what-if on the quay."""
    sink = Sink()
    found = whatif(story(body, start), asked, sink, quay(), "story.md", further)
    assert found is not None, sink.found
    return found


def line_of(text: str, part: str) -> int:
    """The number of the first line that contains a text."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if part in line)
