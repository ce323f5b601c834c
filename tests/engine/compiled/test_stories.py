"""What a story has come to lives on to the same bytes on all engines; so does what lies between its beats."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kizuna.diagnostics import Sink
from kizuna.engine import machine as machines
from kizuna.engine.machine import Machine
from kizuna.story.check import check

from ...engines import ENGINES, TwinPlayer, content, same, use
from ...rows.support import ROOT, shipped
from ..support import HOUR, stream

STORY = ROOT / "worlds" / "leaf" / "stories" / "000-the-returned-sacrifice.md"
OTHERS = [engine for engine in (*ENGINES, "saved") if engine != "python"]


def told() -> Machine:
    """The village as the story leaves it."""
    report = check(STORY, Sink(), shipped("leaf"), STORY.name, (ROOT / "packs", ROOT / "worlds"))
    assert report.passes
    assert report.machine is not None
    return report.machine


@cache
def left() -> Machine:
    """The same, told once; nobody says any more how things turn out, and all decide for themselves."""
    machine = told()
    machine.kernel.turn = None
    machine.autonomy = True
    machine.drain()
    return machine


@pytest.mark.parametrize("engine", OTHERS)
def test_a_story_lives_on(engine: str, tmp_path: Path) -> None:
    """Straight on in CPython; and on another engine, through a file and back."""
    plain, other = use(left().copy(), "python"), use(left().copy(), engine)
    until = plain.now + 12 * HOUR
    wanted = stream(plain, until)
    first = stream(other, until - 5 * HOUR)
    other.save(str(tmp_path / "state.npz"))
    other = use(Machine.load(str(tmp_path / "state.npz"), left().world), engine)
    rest = stream(other, until)
    assert len(wanted[0]) > 100
    same(wanted, (first[0] + rest[0], first[1] + rest[1]))
    assert content(plain.state) == content(other.state)


def test_a_story_is_told_over_buffers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every stretch between its beats is the same over buffers."""
    monkeypatch.setattr(machines, "Player", TwinPlayer)
    monkeypatch.setattr(TwinPlayer, "name", "flat")
    monkeypatch.setattr(TwinPlayer, "left", 1 << 40)
    lived: list[int] = []
    live = TwinPlayer.live

    def counted(self: TwinPlayer, until: int, room: int) -> int:
        lived.append(live(self, until, room))
        return lived[-1]

    monkeypatch.setattr(TwinPlayer, "live", counted)
    told()
    assert sum(lived) > 20
