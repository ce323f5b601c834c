"""What all stages of the step loop share: the state, the tables made of the world, luck's addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kizuna.codegen import layout as at
from kizuna.codegen.layout import Watch
from kizuna.engine.luck import fold_id, luck_base
from kizuna.engine.runtime import BUCKET, ordinal
from kizuna.engine.state import DECIDE, State
from kizuna.engine.tables import Tables
from kizuna.engine.writes import Writer

DONE, BEGINS, INTERRUPTED, FAILS, DIRECTED = range(5)
ENABLED, TRIGGERED = 1, 2
BEGIN, REACT = 20, 21


class Base:
    """A state with its generated functions. `ints` and `floats` gather the event records."""

    def __init__(self, state: State, tables: Tables) -> None:
        self.s = state
        self.tables = tables
        self.layout = tables.layout
        self.world = tables.world
        self.library = tables.library
        self.rules = tables.rules
        self.writer = Writer(state, tables)
        self.ints: list[int] = []
        self.floats: list[float] = []
        self.recorded = 0
        self.autonomy = True
        self.instant: list[int] = []  # numbers of the rules that happened at this very instant
        self.instant_at = -1
        self.turn: Callable[[int, tuple[int, ...]], int] | None = None  # a script's say in how a trigger turns out
        self.said_outcome: dict[int, int] = {}
        self.said_chances: dict[int, dict[int, bool]] = {}

    def call(self, unit: str, number: int, roles: tuple[int, ...]) -> int:
        """Call a reading unit of a rule."""
        s = self.s
        return self.library[unit][number](s.V, s.R, s.K, s.X, s.T, *roles, s.now)

    def address(self, number: int, roles: tuple[int, ...]) -> tuple[int, int]:
        """(event id, luck base) of the next happening of a rule, and count it."""
        s, rule, tables = self.s, self.rules[number - 1], self.tables
        bucket = self.call("bucket", number, roles)
        counter = tables.counters[number - 1]
        cell = (roles[0] if counter.owner else self.layout.world_row) + counter.offset
        so_often = int(s.K[cell])
        nth = so_often if rule.bucket.grain == "occurrence" else ordinal(s.V, s.R, cell, bucket)
        total = so_often if rule.bucket.grain not in ("day", "occurrence") else 0
        base = luck_base(s.seed, tables.rule_keys[number - 1], s.ident(roles[0]), bucket, nth)
        ident = fold_id(tables.rule_hashes[number - 1], bucket, nth, total, *self.idents_of(roles))
        s.V[cell], s.R[cell], s.K[cell] = float(nth + 1), float(bucket & BUCKET), float(so_often + 1)
        return ident, base

    def _amounts(self, number: int, roles: tuple[int, ...], base: int, given: dict[str, float]) -> None:
        s, rule, row = self.s, self.rules[number - 1], self.layout.world_row
        if not rule.amounts:
            return
        self.library["amounts"][number](s.V, s.R, s.K, s.X, s.T, *roles, s.now, base, s.middle)
        for index, amount in enumerate(rule.amounts):
            if amount.name in given:
                s.V[row + at.AMOUNTS + index] = given[amount.name]

    def _outcome(self, number: int, outcome: int, progress: float) -> None:
        row = self.layout.world_row
        self.s.X[row + at.OUTCOME] = outcome - 1
        self.s.V[row + at.PROGRESS] = progress

    def situation(self, doer: int) -> int:
        """The value of the choice by which somebody decides, 0 if his kind has none."""
        cell = self.tables.situation_cell[self.s.X[doer + at.KIND]]
        return self.s.X[doer + cell] if cell else 0

    def pause(self, doer: int) -> int:
        """How long (ms) somebody idle waits before he thinks again."""
        return self.tables.pauses[self.s.X[doer + at.KIND]][self.situation(doer)]

    def think(self, doer: int, when: int) -> None:
        """Somebody decides at `when`; until he does something, that is what his "ends" cell says."""
        self.s.X[doer + at.ACT_ENDS] = when
        self.s.push(when, DECIDE, self.s.ident(doer), doer + at.BUSY, 0)

    def rouse(self, doer: int) -> None:
        """An idle person thinks again soon, unless he was about to."""
        X = self.s.X
        if X[doer + at.ABLE] and not X[doer + at.ACT]:
            when = self.s.now + self._reaction(doer)
            if self.s.Q[doer + at.BUSY] == 0 or X[doer + at.ACT_ENDS] > when:
                self.think(doer, when)

    def look_at(self, watch: Watch, cell: int, when: int, kind: int) -> None:
        """Put a condition's cell on the agenda."""
        ident = self.s.ident(cell - watch.offset) if watch.owner else 0
        self.s.push(when, kind, ident, cell, watch.index, self.tables.watch_keys[watch.index])

    def idents_of(self, roles: tuple[int, ...]) -> tuple[int, ...]:
        """The identities of roles, for `present` to go by later."""
        X = self.s.X
        return tuple([X[role + at.IDENT] if role else 0 for role in roles])

    def present(self, roles: tuple[int, ...], idents: Sequence[int]) -> tuple[int, ...]:
        """The roles, with nobody for those that have ended meanwhile, whoever has their row by now."""
        X = self.s.X
        return tuple(
            role if role and X[role + at.KIND] and X[role + at.IDENT] == ident else 0
            for role, ident in zip(roles, idents, strict=True)
        )

    def _reaction(self, doer: int) -> int:
        return self.tables.reaction_time[self.s.X[doer + at.KIND]]

    def _row_ident(self, row: int, owner: str) -> int:
        s = self.s
        if ">" in owner:
            return fold_id(s.ident(s.X[row + at.TIE_FROM]), s.ident(s.X[row + at.TIE_TO]))
        return s.ident(row)

    def place_of(self, row: int) -> int:
        """Where something is: its place, or itself if it is one; 0 if nowhere."""
        if row == 0:
            return 0
        kind = self.s.X[row + at.KIND]
        if kind == self.tables.place_kind:
            return row
        offset = self.tables.places.get(kind, -1)
        return self.s.X[row + offset] if offset >= 0 else 0
