"""Every folder of `samples/` is a small broken pack or story; beside it stands what its author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.chronicle.codec import decode
from kizuna.chronicle.integrity import Faults, findings
from kizuna.cli.opening import sources_of, story_text
from kizuna.diagnostics import Diagnostic, Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.engine.happenings import CascadeError
from kizuna.engine.integrity import faults_at_start
from kizuna.engine.machine import Machine
from kizuna.pack.load import load_pack
from kizuna.story.check import check
from kizuna.story.report import text_report
from kizuna.story.stage import tables_of
from kizuna.story.wording import Teller
from kizuna.world.build import build_world

HERE = Path(__file__).resolve().parent
LIBRARY = HERE / "library"
SAMPLES = sorted(path for path in (HERE / "samples").iterdir() if path.is_dir())


def told(folder: Path) -> str:
    """Everything that is said about a sample, as its author would read it."""
    return told_of_story(folder / "story.md") if (folder / "story.md").exists() else told_of_pack(folder)


def told_of_pack(folder: Path) -> str:
    """The findings of reading and building a pack; a sample that has a `play.txt` is also lived for a day."""
    sink = Sink()
    pack = load_pack(folder, sink, [LIBRARY, folder / "library"])
    world = build_world(pack, sink) if pack is not None else None
    if world is not None:
        machine = Machine.begin(world, 1)
        sink.found += faults_at_start(machine) or (lived(machine) if (folder / "play.txt").exists() else [])
    return format_text(sink, sources_of(folder, pack))


def lived(machine: Machine) -> list[Diagnostic]:
    """What is found in the world's first day."""
    world, faults = machine.world, Faults()
    try:
        machine.live(world.calendar.day)
    except CascadeError as cascade:
        return [cascade.diagnostic]
    for event in decode(*machine.drain(), tables_of(world)):
        faults.see(event)
    teller = Teller([machine], {})
    return list(findings(faults, world, lambda ident: machine.label(machine.of_ident(ident)), teller.sentence))


def told_of_story(path: Path) -> str:
    """The findings of a story, which plays in one of the worlds of `library/`."""
    report = check(path, Sink(), name=path.name, shelves=[LIBRARY])
    text = story_text(path)(str(path))
    return text_report(report, {path.name: text}.get)


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_sample_says_what_is_expected(folder: Path, request: pytest.FixtureRequest) -> None:
    """Compares with `expected.txt`; a sample without one fails, `--update-samples` writes it for review."""
    expected = folder / "expected.txt"
    text = told(folder) + "\n"
    if request.config.getoption("--update-samples"):
        expected.write_text(text, encoding="utf-8")
    assert expected.exists(), f"no {expected}: run `make samples` and read what it writes"
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.name)
def test_a_sample_is_small(folder: Path) -> None:
    """A sample shows one thing: at most 30 lines of the author's."""
    lines = sum(path.read_bytes().count(b"\n") for path in folder.rglob("*") if path.suffix in {".yaml", ".md"})
    assert lines <= 30
