"""Rates and conditions: what is looked at again when something they read has changed, or when its time has come."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.layout import Watch
from kizuna.engine.base import Base
from kizuna.engine.curves import NEVER
from kizuna.engine.library import never
from kizuna.engine.runtime import STOP
from kizuna.engine.state import CHECK, EVERY, FIRE, LINE, order_of


class Watches(Base):
    """Gives meters their lines and looks at conditions."""

    def settle(self) -> None:
        """Give the marked meters their new lines, then look at the marked conditions."""
        s = self.s
        while s.N or s.M:
            while s.N:
                index, cell = s.N.pop(), s.N.pop()
                s.D[cell] = 0
                self._reline(cell, index)
            while s.M and not s.N:
                index, cell = s.M.pop(), s.M.pop()
                s.D[cell] = 0
                self._check(self.layout.watches[index], cell)

    def _reline(self, cell: int, index: int) -> None:
        s = self.s
        slot = s.by_index[index]
        row = cell - slot.offset
        if s.X[row + (at.TIE_FROM if slot.attribute.bond else at.KIND)] == 0:
            return
        rate = float(self.library["rate"][index](s.V, s.R, s.K, s.X, s.T, row, s.now))
        pace = s.V[self.layout.world_row + at.BOUND] if slot.attribute.toward is not None else 0.0
        if rate != s.R[cell] or pace != s.K[cell]:
            value = float(self.writer.value(slot, row))
            s.V[cell], s.X[cell], s.R[cell], s.K[cell] = value, s.now, rate, pace
            s.Z[cell] = s.event
            self.writer.touch_row(slot, row)
        when = self.library["flip"][index](s.V, s.R, s.K, s.X, s.T, row, s.now)
        if when < NEVER:
            s.push(when, LINE, self._row_ident(row, slot.attribute.owner), cell, index, self.tables.hashes[index])
        else:
            s.Q[cell] = 0

    def _check(self, watch: Watch, cell: int) -> None:
        """Look at a condition: fire it, stop or resume somebody, and note when it may change by itself."""
        s = self.s
        row = cell - watch.offset
        if watch.owner and s.X[row + at.KIND] == 0:
            return
        if watch.sort == "every":
            self.wake(watch, cell)
            return
        holds = self.library["check"][watch.index](s.V, s.R, s.K, s.X, s.T, row, s.now)
        if watch.sort == "able":
            self._ability(row, holds)
        elif watch.sort == "throughout":
            if holds:
                s.queue.append((STOP, row, s.event))
        elif watch.sort == "rousing":
            if holds and s.X[cell] == 0 and self.autonomy:
                self.rouse(row)
            s.X[cell] = holds
        elif holds and s.X[cell] == 0:
            self.look_at(watch, cell, s.now, FIRE)
            s.W[cell] = s.event
            return
        elif not holds:
            s.X[cell] = 0
        ahead = self.library["next"][watch.index]
        when = NEVER if ahead is never else ahead(s.V, s.R, s.K, s.X, s.T, row, s.now)
        if s.X[cell] and watch.again and s.V[cell] <= when:
            self.look_at(watch, cell, int(s.V[cell]), FIRE)
        elif when < NEVER:
            self.look_at(watch, cell, when, CHECK)
        else:
            s.Q[cell] = 0

    def sleeps(self, watch: Watch, row: int) -> bool:
        """Whether what a schedule asks of whom it is about waits for a write, and its moments pass unseen."""
        s = self.s
        return self.library["next"][watch.index](s.V, s.R, s.K, s.X, s.T, row, s.now) == NEVER

    def wake(self, watch: Watch, cell: int) -> None:
        """Put a schedule that is not on the agenda there, unless it sleeps: for this very instant, too, if its turn is
        still to come. Whatever is new, as its cell says since when, waits for a moment after its first."""
        s, row = self.s, cell - watch.offset
        if s.Q[cell] or self.sleeps(watch, row):
            return
        when = self.next_time(watch, s.now - 1)
        order = order_of(EVERY, s.ident(row), self.tables.watch_keys[watch.index])
        if when == s.now and (s.X[cell] == s.now or order <= s.past):
            when = self.next_time(watch, s.now)
        self.look_at(watch, cell, when, EVERY)

    def next_time(self, watch: Watch, now: int) -> int:
        """The next moment of a schedule after `now`."""
        calendar, schedule = self.world.calendar, self.world.rules[watch.rule].every
        assert schedule is not None
        if schedule.weekday >= 0:
            days = (schedule.weekday - calendar.weekday(now)) % len(calendar.week)
            when = now - calendar.clock(now) + days * calendar.day + schedule.at
            return when if when > now else when + len(calendar.week) * calendar.day
        offset = calendar.offset % calendar.day
        turns = (now + offset - schedule.at) // schedule.period + 1
        return turns * schedule.period + schedule.at - offset

    def _ability(self, row: int, able: int) -> None:
        s = self.s
        if s.X[row + at.ABLE] == able:
            return
        s.X[row + at.ABLE] = able
        if not able:
            s.Q[row + at.BUSY] = s.Q[row + at.BUSY] if s.X[row + at.ACT] else 0
            if s.X[row + at.ACT]:
                s.queue.append((STOP, row, s.event))
        elif self.autonomy and not s.X[row + at.ACT]:
            self.think(row, s.now + self._reaction(row))
