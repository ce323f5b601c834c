"""Living a random world moment by moment."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import reject
from hypothesis import strategies as st

from kizuna.diagnostics import Sink
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.engine.trace import Trace
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.model import World

MANIFEST = "pack: tried\nabout: Something tried out.\nlanguage: 1\n"
MINUTE = 60_000
MOST = 250
"""Events after which a life has said enough."""
CROWDED = 6_000
"""Cells of a world in which too much is made to look at it all."""
SPIN = 3000
"""Steps that are many for a few dozen meters and conditions."""


def build(files: dict[str, str]) -> World:
    """The world of generated files; the example is discarded if the language refuses them."""
    sink = Sink()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "tried"
        root.mkdir()
        (root / "pack.yaml").write_text(MANIFEST)
        for name, text in files.items():
            (root / f"{name}.yaml").write_text(text)
        pack = load_pack(root, sink)
        world = build_world(pack, sink, 0, 0) if pack is not None else None
    if world is None or sink.failed:
        reject()
    assert world is not None
    return world


moments = st.lists(st.integers(1, 600), min_size=2, max_size=8)
"""Minutes from one look at a life to the next; looks fall on odd milliseconds."""


def looks(machine: Machine, waits: list[int]) -> Iterator[int]:
    """Lives on and stops at moments when all that is due has happened; ends early when too much happens.

    Fails when the agenda goes round without anything happening.
    """
    for number, wait in enumerate(waits):
        until = machine.now + wait * MINUTE + 7919 * (number + 1) % 60_013
        first, steps = machine.recorded, 0
        try:
            while machine.kernel.step(until):
                steps += 1
                most = SPIN + 20 * (machine.recorded - first) + len(machine.state.V)
                assert steps < most, f"{steps} steps without an event at {machine.agenda(3)}"
                if machine.recorded - first > MOST or len(machine.state.V) > CROWDED:
                    return
        except CascadeError:
            return
        machine.live(until)
        yield machine.now


def lived(
    machine: Machine, until: int, room: int = MOST, trace: Trace | None = None
) -> tuple[tuple[list[int], list[float]], bool]:
    """(what was recorded up to `until` or in `room` events, whether it all went on so far)."""
    whole = True
    try:
        if trace is None:
            machine.live(until, room)
        else:
            whole = trace.live(until, room)
    except CascadeError:
        whole = False
    return machine.drain(), whole


def before(owner: object, name: str, look: Callable[..., None]) -> None:
    """Calls `look` with the arguments of a method of this one object before each call."""
    method = getattr(owner, name)

    def looked(*args: object, **more: object) -> object:
        look(*args, **more)
        return method(*args, **more)

    setattr(owner, name, looked)
