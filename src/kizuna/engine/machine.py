"""A world being lived: the one player behind runs, checks, what-ifs and searches."""

from __future__ import annotations

from collections.abc import Sequence

from kizuna.codegen import layout as at
from kizuna.engine.api import Directed, Performed, Refusal
from kizuna.engine.base import DIRECTED
from kizuna.engine.begin import lay_out
from kizuna.engine.evaluate import Env, evaluate, members
from kizuna.engine.foresee import foresee
from kizuna.engine.kernel import Kernel
from kizuna.engine.luck import fold_id, luck
from kizuna.engine.player import Player
from kizuna.engine.state import State
from kizuna.engine.tables import Tables, tables_of
from kizuna.engine.view import STATUSES, StateView
from kizuna.lang import ast
from kizuna.lang.types import Ref
from kizuna.world.luck import stable
from kizuna.world.model import Requirement, Role, Rule, World

OUTSIDE = "directed"
"""The rule name under which changes from outside stand in the chronicle."""


class Machine(StateView):
    """See `kizuna.engine.api.Machine` for what it promises."""

    def __init__(self, tables: Tables, state: State) -> None:
        self._kernel = Kernel(state, tables)
        self.player = Player(self._kernel)
        super().__init__(tables.world, tables.layout, state, self._kernel.writer)

    @property
    def kernel(self) -> Kernel:
        """What plays it in CPython; it is brought home from compiled code for that."""
        self.player.home()
        return self._kernel

    @property
    def state(self) -> State:
        """Its state, brought home likewise."""
        self.player.home()
        return self._kernel.s

    @state.setter
    def state(self, state: State) -> None:
        assert state is self._kernel.s

    @property
    def now(self) -> int:
        """The moment that is read."""
        return self.player.now if self._now is None else self._now

    @classmethod
    def begin(cls, world: World, seed: int = 0) -> Machine:
        """A world at its first moment."""
        tables = tables_of(world)
        machine = cls(tables, State(tables, seed))
        lay_out(machine.state, machine.kernel, machine)
        machine.player.fresh = True
        return machine

    @classmethod
    def load(cls, path: str, world: World) -> Machine:
        """Goes on from a save. Raises OSError, or ValueError if the file is damaged or of another world."""
        # NumPy is what saving is made of, and most of what a check would have to import.
        from kizuna.engine.save import load_state

        tables = tables_of(world)
        machine = cls(tables, State(tables, 0))
        load_state(path, machine.kernel)
        machine.player.fresh = True
        return machine

    @property
    def autonomy(self) -> bool:
        """Whether agents decide for themselves."""
        return self._kernel.autonomy

    @autonomy.setter
    def autonomy(self, free: bool) -> None:
        if free and not self.kernel.autonomy:
            self.kernel.autonomy = True
            for kind in sorted(self.world.kinds):
                if self.world.kinds[kind].agent:
                    for row in self.members(kind):
                        if self.state.X[row + at.ABLE] and not self.state.X[row + at.ACT]:
                            spread = luck(fold_id(self.state.seed, self.ident(row)), self.state.now, 15)
                            self.kernel.think(row, self.state.now + int(spread * self.kernel.pause(row)))
        self.kernel.autonomy = free

    @property
    def recorded(self) -> int:
        """How many events were recorded since the world began."""
        return self.player.recorded

    def live(self, until: int, room: int = 1_000_000_000) -> int:
        """Plays up to and including `until`, or until `room` more events are recorded; returns how many were.

        Raises CascadeError when events follow each other at one instant without end.
        """
        return self.player.live(until, room)

    def drain(self) -> tuple[list[int], list[float]]:
        """Hands over the event records made since the last call and forgets them."""
        ints, floats = self.player.drain()
        return list(ints), list(floats)

    def refusal(self, rule: str, roles: dict[str, int]) -> Refusal | None:
        """The first requirement that fails at `now`: the doer's ability, what he must meet, what must be true."""
        found = self.world.rules[rule]
        number, bound = self.layout.rules[rule], self._bound(found, roles)
        if found.sort == "action" and found.roles:
            able = self._able(found, bound[0])
            if able is not None:
                return Refusal(able, "able", roles)
        for phase, unit in (("requires", "fails"), ("works if", "works")):
            failed = self.kernel.call(unit, number, bound)
            if failed:
                requirement = (found.requires if phase == "requires" else found.works_if)[failed - 1]
                return Refusal(requirement, phase, roles)
        return None

    def _able(self, rule: Rule, doer: int) -> Requirement | None:
        decides = self.world.kinds[rule.roles[0].kind].decides
        if decides is None or decides.able is None or evaluate(decides.able, {"self": doer}, self):
            return None
        return Requirement("able to act", decides.able, rule.roles[0].span)

    def _bound(self, rule: Rule, roles: dict[str, int]) -> tuple[int, ...]:
        return tuple(roles[rule.roles[i].name] if i < len(rule.roles) else 0 for i in range(at.MAX_ROLES))

    def bind(self, rule: str, roles: dict[str, int]) -> dict[str, int] | None:
        """Fills in the roles that are not given, from their domains, so that all requirements hold.

        Those that are given are in their domains, too, as these are with the others.
        """
        found = self.world.rules[rule]
        return self._bind(found, [role for role in found.roles if role.name not in roles], dict(roles))

    def _bind(self, rule: Rule, missing: Sequence[Role], roles: dict[str, int]) -> dict[str, int] | None:
        if not missing:
            strays = self.kernel.call("strays", self.layout.rules[rule.id], self._bound(rule, roles))
            return roles if not strays and self.refusal(rule.id, roles) is None else None
        role, rest = missing[0], missing[1:]
        domain: ast.Domain = role.domain if role.domain is not None else ast.Everyone(role.kind)
        for row in members(domain, roles, self):
            if self.kind_of(row) == role.kind:
                bound = self._bind(rule, rest, {**roles, role.name: row})
                if bound is not None:
                    return bound
        return None

    def perform(self, directed: Directed) -> Performed:
        """Makes it happen at `now` and plays (with the present autonomy) until it ends."""
        refused = self.refusal(directed.rule, directed.roles)
        if refused is not None and refused.phase != "works if":
            return Performed((), refused, self.now)
        began = self.start(directed)
        ends = self.now
        if self.world.rules[directed.rule].sort == "action":
            doer = directed.roles[self.world.rules[directed.rule].roles[0].name]
            if self.state.X[doer + at.ACT_EVENT] == began and self.state.X[doer + at.ACT]:
                ends = self.state.X[doer + at.ACT_ENDS]
        self.live(ends)
        return Performed(
            (began, fold_id(began, 1)) if ends > self.now or ends != self.now else (began,), None, self.now
        )

    def start(self, directed: Directed) -> int:
        """Begins a directed happening without waiting for its end; returns the id of its first event."""
        rule = self.world.rules[directed.rule]
        number, bound = self.layout.rules[directed.rule], self._bound(rule, directed.roles)
        kernel = self.kernel
        if rule.sort == "trigger":
            row = self.layout.world_row
            for index in range(at.MAX_ROLES):
                self.state.X[row + at.BEST_ROLES + index] = bound[index]
            return kernel.trigger(number, 0)
        if self.state.X[bound[0] + at.ACT]:
            kernel.interrupt(bound[0], 0)
        if directed.outcome:
            kernel.said_outcome[bound[0]] = [case.name for case in rule.outcomes].index(directed.outcome)
        if directed.chances:
            kernel.said_chances[bound[0]] = dict(directed.chances)
        return kernel.begin(number, bound, DIRECTED, directed.amounts)

    def set_value(self, attr: str, bearer: int, value: float | int, target: int = 0) -> int:
        """Sets an attribute or bond from outside; returns the event's id."""
        slot = self.layout.slots[attr]

        def write() -> None:
            if slot.attribute.bond:
                self.kernel.writer.set_tie(slot, bearer, target, value)
            else:
                self.kernel.writer.set(slot, bearer, value)

        return self._outside(stable(attr), bearer, target, write)

    def set_belief(self, holder: int, attr: str, subjects: Sequence[int], status: str, value: float | int = 0) -> int:
        """Sets a belief from outside; returns the event's id."""
        first, second = (*subjects, 0)[:2]
        index = self.layout.slots[attr].index

        def write() -> None:
            self.kernel.writer.believe(index, (holder, first, second, 0), STATUSES.index(status), value, 1.0)

        return self._outside(stable(attr) + 1, holder, first, write)

    def _outside(self, what: int, bearer: int, target: int, write: object) -> int:
        s, kernel = self.state, self.kernel
        s.event = fold_id(stable(OUTSIDE), what, s.now, self.ident(bearer), self.ident(target))
        kernel.writer.begin()
        assert callable(write)
        write()
        w = kernel.writer
        body = [
            s.event,
            s.now,
            stable(OUTSIDE),
            DIRECTED,
            s.ident(kernel.place_of(bearer)),
            0,
            1,
            0,
            0,
            w.count,
            0,
            self.ident(bearer),
            *w.changes,
        ]
        kernel.write_record(body, list(w.floats), 0)
        kernel.settle()
        return s.event

    def would(self, expr: ast.Expr, roles: Env, until: int) -> int | None:
        """The first moment up to `until` at which `expr` holds if nobody decides anything, or None."""
        return next((later.now for _, later in foresee(self, {"": expr}, roles, until)), None)

    def next_moment(self, until: int) -> int:
        """When the next entry of the agenda is due, at most one past `until`."""
        if self.state.queue:
            return self.state.now
        due = self.kernel.next_due()
        return until + 1 if due is None else min(due, until + 1)

    def copy(self) -> Machine:
        """An independent machine in the same state (log not included)."""
        state = self.state.copy()
        other = Machine(self.kernel.tables, state)
        other.player.engine = self.player.engine
        other.kernel.recorded = self.kernel.recorded
        other.kernel.autonomy = self.kernel.autonomy
        other.kernel.instant, other.kernel.instant_at = list(self.kernel.instant), self.kernel.instant_at
        other.kernel.said_outcome = dict(self.kernel.said_outcome)
        other.kernel.said_chances = {k: dict(v) for k, v in self.kernel.said_chances.items()}
        return other

    def save(self, path: str) -> None:
        """Writes the whole state to one file, without pickles. Raises OSError."""
        from kizuna.engine.save import save_content, save_state

        image = self.player.image
        if self.player.away and image is not None:
            from kizuna.engine.flat import saved

            save_content(path, saved.content_of(image))
        else:
            save_state(path, self.kernel)

    def agenda(self, most: int = 50) -> list[tuple[int, str, int]]:
        """The next entries: (time, what for, handle of whom it concerns or 0)."""
        s, found = self.state, []
        for time, _, serial, kind, cell, index in sorted(s.heap):
            if s.Q[cell] != serial:
                continue
            found.append((time, *self._entry(kind, cell, index)))
            if len(found) >= most:
                break
        return found

    def _entry(self, kind: int, cell: int, index: int) -> tuple[str, int]:
        if kind == 0:
            slot = self.state.by_index[index]
            row = cell - slot.offset
            return f"rate {slot.attribute.key}", self.state.X[row] if slot.attribute.bond else row
        if kind in (1, 2, 3):
            watch = self.layout.watches[index]
            return (
                f"{('check', 'schedule', 'fire')[kind - 1]} {watch.rule or watch.sort}",
                cell - watch.offset if watch.owner else 0,
            )
        doer = cell - at.BUSY
        return ("end " + self.doing(doer) if kind == 4 else "decide"), doer


__all__ = ["Machine", "Ref"]
