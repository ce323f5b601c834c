"""The step loop: what is due next, and what follows at the same instant."""

from __future__ import annotations

from heapq import heappop

from kizuna.codegen import layout as at
from kizuna.codegen.layout import Watch
from kizuna.engine.base import BEGIN
from kizuna.engine.decisions import Decisions
from kizuna.engine.luck import fold_id, luck
from kizuna.engine.runtime import CREATED, STOP
from kizuna.engine.state import CHECK, END, EVERY, FIRE, LINE, OVER


class Kernel(Decisions):
    """Plays one state."""

    def live(self, until: int, room: int) -> int:
        """Plays what is due up to `until`, at most `room` events; returns how many were recorded."""
        self.settle()   # what the world begins with
        first = self.recorded
        while self.recorded - first < room:
            if not self.step(until):
                self.rest(until)
                break
        return self.recorded - first

    def rest(self, until: int) -> None:
        """Nothing more is due up to `until`."""
        if until >= self.s.now:
            self.s.now, self.s.past = until, OVER

    def step(self, until: int) -> bool:
        """One thing that is due up to `until`; False if nothing is."""
        s = self.s
        if s.queue:
            self._follow(s.queue.pop(0))
            return True
        entry = self._due(until)
        if entry is None:
            return False
        time, _, _, kind, cell, index = entry
        s.now = time
        s.event = 0
        if kind == LINE:
            s.N += (cell, index)
            s.D[cell] = 1
            self.settle()
        elif kind == CHECK:
            self._check(self.layout.watches[index], cell)
        elif kind == FIRE:
            self._fire(self.layout.watches[index], cell)
        elif kind == EVERY:
            self._every(self.layout.watches[index], cell)
        elif kind == END:
            self._end(cell - at.BUSY)
        else:
            self._decide_all(cell - at.BUSY)
        return True

    def _due(self, until: int) -> tuple[int, int, int, int, int, int] | None:
        due = self.next_due()
        if due is None or due > until:
            return None
        entry = heappop(self.s.heap)
        self.s.past = entry[1]
        self.s.Q[entry[4]] = 0
        return entry

    def next_due(self) -> int | None:
        """When the next entry of the agenda is due; those that were called off are dropped from its head."""
        heap, Q = self.s.heap, self.s.Q
        while heap and Q[heap[0][4]] != heap[0][2]:
            heappop(heap)
        return heap[0][0] if heap else None

    def _follow(self, item: tuple[int, ...]) -> None:
        """What still follows at this instant."""
        if item[0] == STOP:
            self.interrupt(item[1], item[2])
        elif item[0] == CREATED:
            self.awaken(item[1])
        elif item[0] == BEGIN:
            self._take_up(item)
        else:
            self._react(item)

    def _fire(self, watch: Watch, cell: int) -> None:
        s = self.s
        row = cell - watch.offset
        rule = self.world.rules[watch.rule]
        if watch.owner and s.X[row + at.KIND] == 0:
            return
        if not self.library["check"][watch.index](s.V, s.R, s.K, s.X, s.T, row, s.now):
            s.X[cell] = 0
            self._check(watch, cell)
            return
        s.X[cell] = 1
        if watch.again:     # when it may fire again though it has held all along
            s.V[cell] = float(s.now + watch.again)
        because = s.W[cell]
        self.trigger(self.layout.rules[rule.id], because)
        if not s.Q[cell]:
            self._check(watch, cell)

    def _every(self, watch: Watch, cell: int) -> None:
        s = self.s
        row = cell - watch.offset
        if watch.owner and s.X[row + at.KIND] == 0:
            return
        holds = self.library["check"][watch.index](s.V, s.R, s.K, s.X, s.T, row, s.now)
        if holds or not self.sleeps(watch, row):
            self.look_at(watch, cell, self.next_time(watch, s.now), EVERY)
        if holds:
            self.trigger(self.layout.rules[watch.rule], 0)

    def awaken(self, row: int) -> None:
        """Put a new row's schedules and decisions on the agenda."""
        s = self.s
        kind = s.X[row + at.KIND]
        if kind == 0:  # ended by what made it
            return
        name = s.kind_names[kind]
        for watch in self.tables.watches_of.get(name, ()):
            if watch.sort == "every":
                s.X[row + watch.offset] = s.now
                self.wake(watch, row + watch.offset)
        if kind in self.tables.agents:
            if name not in self.tables.able:
                s.X[row + at.ABLE] = 1
            if self.autonomy and not s.X[row + at.ACT]:
                spread = luck(fold_id(s.seed, s.ident(row)), 0, 14)
                self.think(row, s.now + int(spread * self.pause(row)))
