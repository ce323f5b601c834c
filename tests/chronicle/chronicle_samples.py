"""Events to write and read back: small ones by hand and any by Hypothesis."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from kizuna.chronicle.event import CAUSES, FORMS, HELD, STATUSES, Cause, Change, Event, Tables
from kizuna.chronicle.manifest import FILE, signed
from kizuna.chronicle.writer import RunWriter
from kizuna.diagnostics import Sink
from kizuna.engine.machine import Machine
from kizuna.pack.load import Pack, load_pack
from kizuna.world.build import build_world
from kizuna.world.luck import stable
from kizuna.world.model import World

RULES = ["action/pour", "trigger/overflow", "directed"]
ATTRIBUTES = ["person.water", "person.awake", "person>person.care", "jug.owner"]
KINDS = ["jug", "person"]
TABLES = Tables(
    {stable(name): name for name in RULES}, {stable(name): name for name in ATTRIBUTES},
    {stable(name): name for name in KINDS},
)

words = st.integers(-(1 << 63), (1 << 63) - 1)
idents = st.integers(0, (1 << 63) - 1)
reals = st.floats(allow_nan=False, width=64)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Any change that a record can hold."""
    form = draw(st.sampled_from(FORMS))
    belief = draw(st.booleans())
    value = reals if form == "float" else words
    return Change(
        form, draw(st.sampled_from(KINDS if form in ("created", "removed") else ATTRIBUTES)),
        draw(idents), draw(idents), draw(idents), draw(idents), belief, draw(value), draw(value),
        draw(st.sampled_from(HELD)), draw(st.sampled_from(HELD)),
        draw(reals) if belief else 0.0, draw(reals) if belief else 0.0,
    )


def events(number: int = 0) -> st.SearchStrategy[Event]:
    """Any event that a record can hold."""
    return st.builds(
        Event, st.just(number), idents, words, st.sampled_from([*RULES, "#1f"]), st.sampled_from(STATUSES), idents,
        st.integers(-1, 50), st.lists(idents, max_size=4).map(tuple),
        st.lists(st.builds(Cause, st.sampled_from(CAUSES[1:]), idents), max_size=8).map(tuple),
        st.lists(idents, max_size=5).map(tuple), st.lists(changes(), max_size=4).map(tuple),
        st.lists(reals, max_size=3).map(tuple),
    )


histories = st.lists(events(), max_size=8).map(
    lambda found: [
        Event(number, *(getattr(e, name) for name in Event.__slots__[1:])) for number, e in enumerate(found)
    ]
)


def simple(number: int, *, time: int | None = None, causes: tuple[Cause, ...] = ()) -> Event:
    """A small event whose id tells its number."""
    change = Change("float", "person.water", 7, old=float(number), new=number + 0.5)
    return Event(
        number, 1000 + number, number * 60_000 if time is None else time, "action/pour", "done", 3, -1, (7, 8), causes,
        (8,), (change,), (0.5,),
    )


WELL = Path(__file__).parent / "packs" / "well"
DAY = 86_400_000


def change_manifest(folder: Path, to: Path | None = None, **changes: object) -> None:
    """Rewrites a run's manifest, or one in another folder, with other content and the checksum that belongs to it."""
    content = json.loads((folder / FILE).read_text(encoding="utf-8"))
    text = json.dumps(content | changes, indent=1)
    ((to or folder) / FILE).write_bytes(signed(text.encode()))


class Lived(NamedTuple):
    """A run on the disk, the world it was made of, and what the machine handed over."""

    out: Path
    pack: Pack
    world: World
    ints: list[int]
    floats: list[float]


def well() -> tuple[Pack, World]:
    """The pack of the tests, and its world."""
    sink = Sink()
    pack = load_pack(WELL, sink, [])
    assert pack is not None
    world = build_world(pack, sink, 0, 1)
    assert world is not None
    return pack, world


def live_well(out: Path, days: int = 10, checkpoint: int = 4, stop: int | None = None) -> Lived:
    """Lives the well and records it; with `stop` the writer is left as if it had been killed after that day."""
    pack, world = well()
    sink = Sink()
    writer = RunWriter.create(out, world, pack, sink, seed=1, people=0, days=float(days))
    assert writer is not None
    machine = Machine.begin(world, 1)
    all_ints: list[int] = []
    all_floats: list[float] = []
    for day in range(1, days + 1):
        machine.live(day * DAY)
        ints, floats = machine.drain()
        assert writer.append(ints, floats)
        all_ints += ints
        all_floats += floats
        if day == checkpoint:
            assert writer.checkpoint(machine)
        if day == stop:
            writer.abandon()
            return Lived(out, pack, world, all_ints, all_floats)
    assert writer.close(machine.now)
    assert not sink.found
    return Lived(out, pack, world, all_ints, all_floats)
