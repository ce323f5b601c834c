"""What a world begins with is settled by whoever plays it first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.diagnostics import Sink
from kizuna.engine.flat.settle import settle
from kizuna.engine.kernel import Kernel
from kizuna.engine.machine import Machine
from kizuna.engine.player import COMPILED, Player
from kizuna.world.kept import open_world
from kizuna.world.model import World

from ...engines import content, flat_image
from ..support import DAY, mill

pytest.importorskip("kizuna.engine.flat.native")
LEAF = Path(__file__).parents[3] / "worlds" / "leaf"


def settled_in_lists(world: World) -> object:
    """What a machine holds that was only looked at."""
    return content(Machine.begin(world, 3).state)


@pytest.mark.parametrize("name", ["mill", "leaf"])
def test_compiled_code_settles_what_it_plays_first(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is settled in lists then, and the state is that which lists would have."""
    world = mill() if name == "mill" else open_world(LEAF, Sink(), 130)[1]
    assert world is not None
    wanted = settled_in_lists(world)
    machine = Machine.begin(world, 3)
    machine.player = Player(machine._kernel, COMPILED)
    machine.player.fresh = True
    with monkeypatch.context() as never:
        never.setattr(Kernel, "settle", None)
        assert machine.live(-1) == 0
        assert machine.player.away
        assert content(machine.state) == wanted


def test_buffers_take_over_what_is_marked() -> None:
    """In the order in which it was marked."""
    wanted = settled_in_lists(mill())
    machine = Machine.begin(mill(), 3)
    machine.player.fresh = False
    kernel = machine.kernel
    assert kernel.s.M
    image = flat_image(kernel)
    settle(image.flat)
    image.leave()
    assert content(machine.state) == wanted


@pytest.mark.parametrize("look", ["state", "save", "copy", "next"])
def test_whoever_looks_sees_it_settled(look: str, tmp_path: Path) -> None:
    """Also if that is a copy or a file."""
    wanted = settled_in_lists(mill())
    machine = Machine.begin(mill(), 3)
    match look:
        case "save":
            machine.save(str(tmp_path / "state.npz"))
            machine = Machine.load(str(tmp_path / "state.npz"), mill())
        case "copy":
            machine = machine.copy()
        case "next":
            assert machine.next_moment(DAY) == min(time for time, *_ in machine.agenda())
    assert content(machine.state) == wanted
