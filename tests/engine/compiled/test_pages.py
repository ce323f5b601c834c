"""Large buffers on pages of their own, and what is threaded through the columns of a state."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from kizuna.engine import state
from kizuna.engine.machine import Machine
from kizuna.engine.player import Player

from ...engines import content, use
from ..support import DAY, HOUR, mill, stream, world_of

native = pytest.importorskip("kizuna.engine.flat.native")
from kizuna.codegen.lower.link import address  # noqa: E402
from kizuna.codegen.lower.pages import pages  # noqa: E402
from kizuna.engine.flat.saved import content_of  # noqa: E402


@pytest.mark.parametrize("real", [False, True])
def test_pages_begin_as_zeroes_and_lie_where_they_say(real: bool) -> None:
    """What is written at one end does not reach the other."""
    made = pages(1 << 18, real)
    assert (len(made), made[0], made[-1]) == (1 << 18, 0, 0)
    made[0], made[-1] = (0.5, -0.0) if real else (1, -(1 << 63))
    assert (made[0], made[1], made[-1]) == ((0.5, 0.0, 0.0) if real else (1, 0, -(1 << 63)))
    assert address(made) % 8 == 0


def test_on_pages_it_is_the_same_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every buffer outgrows its page again and again; what was handed over stays, and so does what is saved."""
    monkeypatch.setattr(native, "LARGE", 16)
    plain, other = use(Machine.begin(mill(), 5), "python"), use(Machine.begin(mill(), 5), "compiled")
    wanted, handed = stream(plain, 3 * DAY), []
    while other.now < 3 * DAY:
        other.live(3 * DAY, 150)
        handed.append(other.drain())
        if len(handed) == 4:
            other.save(str(tmp_path / "state.npz"))
            other = use(Machine.load(str(tmp_path / "state.npz"), mill()), "compiled")
    assert other.player.image is not None
    assert isinstance(other.player.image.buffers["V"], memoryview)
    assert wanted[0] == [word for ints, _ in handed for word in ints]
    assert wanted[1] == [word for _, floats in handed for word in floats]
    assert content(plain.state) == content(other.state)


def unread(machine: Machine, engine: str) -> Machine:
    """Lets a machine that nobody has read, and whose state lies in arrays, go on with this engine alone."""
    assert isinstance(machine._kernel.s.X, array)
    machine.player = Player(machine._kernel, engine)
    machine.player.fresh = True
    return machine


@pytest.mark.parametrize("engine", ["python", "compiled"])
def test_a_large_state_begins_in_arrays(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the same life, also for one that is loaded; CPython lives on lists all the same."""
    wanted = stream(use(Machine.begin(mill(), 5), engine), 3 * DAY)
    monkeypatch.setattr(state, "PACKED", 1)
    machine, path = unread(Machine.begin(mill(), 5), engine), str(tmp_path / "state.npz")
    machine.live(DAY)
    before = machine.drain()
    machine.save(path)
    machine = unread(Machine.load(path, mill()), engine)
    assert wanted == tuple(first + rest for first, rest in zip(before, stream(machine, 3 * DAY), strict=True))
    assert isinstance(machine.state.X, list)


CHIPS = """
kinds:
  board: {}
  chip: {refs: {wood: {to: board, inverse: chips}}}
places: {hall: {}}
things:
  the board: {is: board}
triggers:
  cut:
    every: 2 h
    roles: {b: board}
    phrases: ["{b} is cut"]
    effects:
      - create chip one: {wood: b}
      - create chip two: {wood: b}
      - create chip three: {wood: b}
  sweep:
    every: 5 h
    roles: {b: board}
    phrases: ["{b} is swept"]
    effects: [for each c in chips(b): [remove c]]
"""


def test_threads_of_free_rows_are_not_saved() -> None:
    """Rows of what has ended wait on a thread through a column that is empty in every save."""
    machine = use(Machine.begin(world_of(chips=CHIPS), 1), "compiled")
    machine.live(5 * HOUR + 1, 10_000)
    image = machine.player.image
    assert image is not None
    free = image.free_rows()
    assert [len(rows) for rows in free.values()] == [6]
    assert sum(image.buffers["D"][: image.flat.cells]) > 0
    saved = content_of(image)
    assert not saved.buffers["D"].any()
    assert saved.rest["free"] == {str(kind): rows for kind, rows in free.items()}
    machine.player.home()
    assert not any(machine.kernel.s.D)
    assert machine.kernel.s.free == free
