"""Generated source does not depend on who fills a world up: code is made once for all seeds."""

from __future__ import annotations

from pathlib import Path

from kizuna.diagnostics import Sink
from kizuna.engine.tables import Tables
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world

MILL = Path(__file__).parents[1] / "worlds" / "mill"


def tables(people: int, seed: int) -> Tables:
    """What the engine makes of the mill."""
    pack = load_pack(MILL, Sink())
    assert pack is not None
    world = build_world(pack, Sink(), people, seed)
    assert world is not None
    return Tables(world)


def test_the_source_of_all_units_is_the_same_for_other_people() -> None:
    """Other seeds and numbers of people have other handles, homes and roads, and the same source."""
    worlds = [tables(people, seed) for people, seed in ((12, 1), (12, 2), (30, 3), (400, 1))]
    first, *others = worlds
    assert len({len(one.layout.things) for one in worlds}) > 1
    assert len({tuple(one.ways) for one in worlds}) == 4
    for other in others:
        assert other.layout.fixed() == first.layout.fixed()
        assert list(other.units.names()) == list(first.units.names())
        for name in first.units.names():
            assert other.units.source(name) == first.units.source(name)
