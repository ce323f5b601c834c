"""Worlds and runs for the engine's tests."""

from __future__ import annotations

import hashlib
import tempfile
from array import array
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kizuna.chronicle import codec
from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.engine.machine import Machine
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.model import World

MILL = Path(__file__).parents[1] / "worlds" / "mill"
HOUR = 3_600_000
DAY = 24 * HOUR

Stream = tuple[list[int], list[float]]


def world_at(root: Path, people: int = 0, seed: int = 0) -> World:
    """The world of a pack folder; fails with the diagnostics if it has errors."""
    sink = Sink()
    pack = load_pack(root, sink)
    world = build_world(pack, sink, people, seed) if pack is not None else None
    assert world is not None, format_text(list(sink), None)
    return world


@cache
def mill(people: int = 12, seed: int = 3) -> World:
    """The mill with some neighbours."""
    return world_at(MILL, people, seed)


def world_of(**files: str) -> World:
    """A world made of the given files' texts, `kinds="…"` being `kinds.yaml`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "tried"
        root.mkdir()
        (root / "pack.yaml").write_text("pack: tried\nabout: Something tried out.\nlanguage: 1\n")
        for name, text in files.items():
            (root / f"{name}.yaml").write_text(text)
        return world_at(root)


def stream(machine: Machine, until: int, room: int = 1_000_000_000) -> Stream:
    """Everything recorded up to `until`, cut every `room` events."""
    ints: list[int] = []
    floats: list[float] = []
    while True:
        done = machine.live(until, room)
        more = machine.drain()
        ints += more[0]
        floats += more[1]
        if done < room:
            return ints, floats


def digest(found: Stream) -> str:
    """A hash of a stream's bytes."""
    return hashlib.sha256(array("q", found[0]).tobytes() + array("d", found[1]).tobytes()).hexdigest()


def records(found: Stream) -> list[tuple[int, ...]]:
    """The records of a stream, without their floats."""
    return [tuple(record) for record in codec.records(found[0])]


def ids(found: Stream) -> list[int]:
    """The event ids of a stream in order."""
    return [record[1] for record in records(found)]


def without(items: Sequence[tuple[int, ...]], idents: set[int]) -> list[tuple[int, ...]]:
    """The records in which none of `idents` has a role."""
    return [r for r in items if not idents & set(r[12 : 12 + r[7]])]
