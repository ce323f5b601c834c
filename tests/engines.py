"""Every machine of a test on two engines: what it lives is lived by CPython beside it, and must come to the same.

With `--engine flat`, `compiled` or `saved` the machines that a test makes live on buffers under CPython, compiled, or
through a file in their middle. A second kernel in the same state lives each stretch as CPython does; then the streams
and the states are compared.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from kizuna.engine import machine as machines
from kizuna.engine.flat.bundle import FAMILIES
from kizuna.engine.flat.image import Image
from kizuna.engine.flat.names import space_of
from kizuna.engine.flat.step import live
from kizuna.engine.flat.world import FlatWorld
from kizuna.engine.happenings import CascadeError
from kizuna.engine.kernel import Kernel
from kizuna.engine.library import Family, Function, function
from kizuna.engine.machine import Machine
from kizuna.engine.player import COMPILED, PYTHON, Player
from kizuna.engine.save import load_state, save_state
from kizuna.engine.state import State
from kizuna.engine.tables import Tables

if TYPE_CHECKING:
    from kizuna.engine.flat.native import Native

LLVM = find_spec("llvmlite") is not None
ENGINES = ("python", "flat", "compiled") if LLVM else ("python", "flat")
MIXED = "mixed"
CHOICES = ("python", "flat", "compiled", "fast", "saved", MIXED)
"""What `--engine` takes; mixed is flat for one test in three, saved for another, and not in each of their stretches."""
ALWAYS, THEN = 4, 4
"""So many stretches of a mixed test are lived on both engines, then one of so many."""
CELLS = {MIXED: 4_000_000}
"""How many cells of states may be compared within a test, 40 million if not said; a million takes half a second."""


MOST_WORLDS = 6
"""Of how many worlds, those played last, what other engines need is kept: a suite has hundreds."""
_played: WeakKeyDictionary[Tables, None] = WeakKeyDictionary()


def played(tables: Tables) -> None:
    """Notes that a world is played, and lets what was made for those that have not been for longest go."""
    _played.pop(tables, None)
    _played[tables] = None
    for oldest in list(_played)[:-MOST_WORLDS]:
        del _played[oldest]
        oldest.kept.clear()


def flat_world(tables: Tables) -> tuple[FlatWorld, dict[str, Family]]:
    """What all flat machines of a world share: its tables as numbers, and its functions over buffers, for CPython."""
    found: tuple[FlatWorld, dict[str, Family]] | None = tables.kept.get("flat")
    if found is None:
        space = {**space_of(tables), "__builtins__": {}}
        library = tables.library

        def make(name: str) -> Function:
            return function(library.code(name), space)

        families = {name: Family(make, letters) for name, letters in FAMILIES.items()}
        found = tables.kept["flat"] = FlatWorld(tables), families
    return found


def flat_image(kernel: Kernel) -> Image:
    """A kernel's state in buffers, with the functions that work on them under CPython."""
    world, families = flat_world(kernel.tables)
    image = Image(world, kernel)
    for name, family in families.items():
        setattr(image.flat, name, family)
    image.flat.hooks = [image.ask]
    return image


class FlatPlayer(Player):
    """Plays in buffers under CPython, with next to no room in them, so that they grow all the time."""

    def live(self, until: int, room: int) -> int:
        """As `Player.live`, there and back each time."""
        kernel = self.kernel
        if kernel.said_outcome or kernel.said_chances:
            return kernel.live(until, room)
        image = flat_image(kernel)
        done = live(image.flat, until, room)
        ints, floats = image.records()
        kernel.ints += ints
        kernel.floats += floats
        image.leave()
        if image.flat.why:
            raise CascadeError(kernel.cascade())
        return done


class SavedPlayer(Player):
    """Plays as CPython does, but everything goes through a file after some events."""

    def live(self, until: int, room: int) -> int:
        """As `Player.live`."""
        kernel = self.kernel
        cut = min(room, Random(kernel.recorded).randint(0, 40))
        done = kernel.live(until, cut)
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "state.npz")
            save_state(path, kernel)
            fresh = Kernel(State(kernel.tables, 0), kernel.tables)
            load_state(path, fresh)
        for name in ("recorded", "autonomy", "instant_at", "instant", "said_outcome", "said_chances"):
            setattr(kernel, name, getattr(fresh, name))
        vars(kernel.s).update(vars(fresh.s))
        return done + kernel.live(until, room - done) if done == cut else done


class FastPlayer(Player):
    """Plays compiled with all that is done to make code fast."""

    def _native(self, until: int) -> Native | None:
        from kizuna.codegen.lower.target import Level
        from kizuna.engine.flat.native import Native

        tables = self.kernel.tables
        found: Native | None = tables.kept.get("fast")
        if found is None:
            found = tables.kept["fast"] = Native(tables, Level.FAST)
        return found


PLAYERS: dict[str, Callable[[Kernel], Player]] = {
    "flat": lambda kernel: FlatPlayer(kernel, PYTHON),
    "compiled": lambda kernel: Player(kernel, COMPILED),
    "fast": lambda kernel: FastPlayer(kernel, COMPILED),
    "saved": lambda kernel: SavedPlayer(kernel, PYTHON),
}


class TwinPlayer(Player):
    """Plays on the engine with this name, and beside it as CPython does; fails where they differ."""

    name = PYTHON
    left = 0
    """How many cells may still be compared: of a test that looks after each event only the first are."""

    sparse = False
    stretches = 0

    @classmethod
    def begin(cls, name: str, cells: int, sparse: bool = False) -> None:
        """For the machines of one test; `sparse` as in a mixed one."""
        cls.name, cls.left, cls.sparse, cls.stretches = name, cells, sparse, 0

    def live(self, until: int, room: int) -> int:
        """As `Player.live`."""
        kernel = self.kernel
        profiled = kernel.library is not kernel.tables.library      # only CPython counts what rules cost
        if TwinPlayer.name == PYTHON or TwinPlayer.left < 0 or profiled:
            return super().live(until, room)
        TwinPlayer.stretches += 1
        if TwinPlayer.sparse and TwinPlayer.stretches > ALWAYS and TwinPlayer.stretches % THEN:
            return super().live(until, room)
        if self.away:       # the stretches between may have been lived in buffers
            self.home()
        TwinPlayer.left -= len(kernel.s.V)
        plain = twin(kernel)
        if kernel.turn is not None:
            return self._told(plain, until, room)
        had = len(kernel.ints), len(kernel.floats)
        wanted = _lived(lambda: plain.live(until, room))
        played(kernel.tables)
        player = PLAYERS[TwinPlayer.name](kernel)
        found = _lived(lambda: player.live(until, room))
        player.home()
        same((plain.ints, plain.floats), (kernel.ints[had[0] :], kernel.floats[had[1] :]))
        assert str(wanted) == str(found)
        if isinstance(found, CascadeError):  # in the middle of an event; how much of it was done is not said
            raise found
        compare(plain, kernel)
        return found

    def _told(self, other: Kernel, until: int, room: int) -> int:
        """Where a script may say how something turns out, CPython plays; the other engine, too, if it said nothing."""
        kernel, turn, said = self.kernel, self.kernel.turn, []
        assert turn is not None

        def asked(number: int, roles: tuple[int, ...]) -> int:
            said.append(turn(number, roles))
            return said[-1]

        kernel.turn, had = asked, (len(kernel.ints), len(kernel.floats))
        try:
            done = kernel.live(until, room)
        finally:
            kernel.turn = turn
        if max(said, default=-1) < 0:
            player = PLAYERS[TwinPlayer.name](other)
            assert player.live(until, room) == done
            player.home()
            same((kernel.ints[had[0] :], kernel.floats[had[1] :]), (other.ints, other.floats))
            compare(kernel, other)
        return done


def _lived(play: Callable[[], int]) -> int | CascadeError:
    try:
        return play()
    except CascadeError as cascade:
        return cascade


def twin(kernel: Kernel) -> Kernel:
    """A kernel in the same state, with nothing recorded."""
    other = Kernel(kernel.s.copy(), kernel.tables)
    other.recorded, other.autonomy = kernel.recorded, kernel.autonomy
    other.instant, other.instant_at = list(kernel.instant), kernel.instant_at
    other.said_outcome = dict(kernel.said_outcome)
    other.said_chances = {doer: dict(said) for doer, said in kernel.said_chances.items()}
    return other


def same(wanted: tuple[Any, Any], found: tuple[Any, Any]) -> None:
    """Fails where two streams are not the same bytes."""
    for code, one, other in zip("qd", wanted, found, strict=True):
        if array(code, one).tobytes() != array(code, other).tobytes():
            first = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
            raise AssertionError(f"{'floats' if code == 'd' else 'ints'} differ at {first} of {len(one)}/{len(other)}")


def compare(plain: Kernel, other: Kernel) -> None:
    """Fails where two kernels are not in the same state."""
    assert plain.recorded == other.recorded
    wanted, found = content(plain.s), content(other.s)
    for name, held in wanted.items():
        assert held == found[name], name


def content(state: State) -> dict[str, object]:
    """All that a state holds, whatever order its heap is in."""
    names = ("X", "W", "Z", "Q", "D", "T", "queue", "now", "serial", "idents")
    found: dict[str, object] = {name: getattr(state, name) for name in names}
    found |= {name: array("d", getattr(state, name)).tobytes() for name in ("V", "R", "K")}
    found["heap"] = sorted(state.heap)
    found["free"] = {kind: rows for kind, rows in state.free.items() if rows}
    return found


def use(machine: Machine, engine: str) -> Machine:
    """Let a machine go on with this engine alone."""
    machine.player.home()
    kernel = machine.kernel
    machine.player = PLAYERS[engine](kernel) if engine in PLAYERS else Player(kernel, engine)
    return machine


def watch_all_machines() -> None:
    """From now on every machine that is made has a `TwinPlayer`."""
    machines.Player = TwinPlayer  # type: ignore[attr-defined]
