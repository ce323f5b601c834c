"""A machine on which a story is being played, with what the story's reader has to remember between two beats."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kizuna.chronicle.codec import decode
from kizuna.chronicle.event import Event, Tables
from kizuna.codegen.layout import ACT_ENDS
from kizuna.engine.machine import OUTSIDE, Machine
from kizuna.story.begun import Begun, note_ends
from kizuna.story.mentions import Memory
from kizuna.world.luck import stable
from kizuna.world.model import World

if TYPE_CHECKING:
    from kizuna.story.turns import Turns

FOREVER = 1 << 60


def tables_of(world: World) -> Tables:
    """What the hashes in event records stand for."""
    return Tables(
        {stable(name): name for name in (*world.rules, OUTSIDE)},
        {stable(key): key for key in world.attributes},
        {stable(name): name for name in world.kinds},
    )


@dataclass(slots=True)
class Stage:
    """The state of a play.

    `scene` is the index of the open scene, `place` the handle of its place (0: none said), `latest` the last moment
    at which the scene may open or be joined. `last` has for each one the line that he took part in last, and when it
    ended. `fresh` are the events since the last happening began. `free` marks a stretch that lasts until the next
    scene. `busy` is when what was begun with a `meanwhile` ends. `made` are the journeys (who, where to, as identities)
    that people were sent on since a line began; if `allowed` is given, no others are made. `turns` says how
    what happens by itself turns out. `opened` is when the open scene has opened. `begun` are actions that lines have
    begun, by the ids of their ends, until a line tells the end.
    """

    machine: Machine
    memory: Memory
    scene: int = -1
    place: int = 0
    latest: int = FOREVER
    last: dict[int, tuple[int, int]] = field(default_factory=dict)
    fresh: tuple[Event, ...] = ()
    free: bool = False
    busy: int = 0
    made: list[tuple[int, int]] = field(default_factory=list)
    allowed: frozenset[tuple[int, int]] | None = None
    turns: Turns | None = None
    opened: int = 0
    begun: dict[int, Begun] = field(default_factory=dict)

    def copy(self) -> Stage:
        """An independent stage in the same state."""
        other = replace(
            self, machine=self.machine.copy(), memory=self.memory.copy(), last=dict(self.last), made=list(self.made),
            begun=dict(self.begun),
        )
        if self.turns is not None:
            other.expects(self.turns.on(other))
        return other

    def expects(self, turns: Turns) -> None:
        """From here on the lines to come say how what happens by itself turns out."""
        self.turns = turns
        self.machine.kernel.turn = turns

    def share_of(self, index: int) -> float:
        """How likely the outcome was that a line says of something that happens by itself."""
        return self.turns.shares.get(index, 1.0) if self.turns is not None else 1.0

    def turns_from(self, moment: int) -> None:
        """Lines to come are asked from this moment on."""
        if self.turns is not None:
            self.turns.since = moment

    def live(self, until: int, tables: Tables) -> list[Event]:
        """Plays up to `until`, all of the present at the least, and hands over what happened."""
        self.machine.live(max(until, self.machine.now))  # even now something may still follow
        return self.taken(tables)

    def copy_to(self, end: int, tables: Tables) -> tuple[Stage, list[Event]]:
        """A copy of the stage at a later moment, and what happened until then; this one stays as it is."""
        later = self.copy()
        later.machine.autonomy = False
        return later, later.live(end, tables)

    def taken(self, tables: Tables) -> list[Event]:
        """The events since they were taken last."""
        events = list(decode(*self.machine.drain(), tables))
        self.fresh += tuple(events)
        note_ends(self.begun, events)
        return events

    def place_of(self, handle: int) -> int:
        """Where somebody or something is; 0 if it has no place."""
        attr = place_attr(self.machine.kind_of(handle), self.machine.world)
        return int(self.machine.get(attr, handle)) if attr and handle else 0

    def is_at(self, handle: int, place: int) -> bool:
        """Whether somebody is at a place or inside it; who has no place is everywhere."""
        here = self.place_of(handle)
        return not here or self.within(here, place)

    def within(self, inner: int, outer: int) -> bool:
        """Whether a place is another or lies inside it."""
        seen: set[int] = set()
        while inner and inner not in seen:
            if inner == outer:
                return True
            seen.add(inner)
            inner = (
                int(self.machine.get("place.inside", inner)) if "place.inside" in self.machine.world.attributes else 0
            )
        return False

    def ends(self, doer: int) -> int:
        """When what somebody is doing ends; now if he does nothing."""
        return self.machine.state.X[doer + ACT_ENDS] if self.machine.doing(doer) else self.machine.now


def place_attr(kind: str, world: World) -> str:
    """The attribute that says where members of a kind are; "" if there is none."""
    key = f"{kind}.place"
    return key if key in world.attributes and world.attributes[key].form == "ref" else ""
