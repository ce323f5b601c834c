"""The village as a town."""

from __future__ import annotations

from pathlib import Path

from kizuna.diagnostics import Severity, Sink
from kizuna.world.kept import open_world

LEAF = Path(__file__).parents[2] / "worlds" / "leaf"


def test_ten_thousand_people_are_no_fault() -> None:
    """No rule of the village goes through so many within so many."""
    sink = Sink()
    _, world = open_world(LEAF, sink, 10_000)
    assert [(found.code, found.message) for found in sink.found if found.severity is Severity.ERROR] == []
    assert world is not None
    assert sum(entity.kind == "person" for entity in world.entities.values()) >= 10_000
