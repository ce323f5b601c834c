"""Deciding: who looks at what, chooses what, and who gets it when two want the same."""

from __future__ import annotations

from heapq import heappop

from kizuna.codegen import layout as at
from kizuna.engine.acts import Acts
from kizuna.engine.base import BEGIN
from kizuna.engine.state import DECIDE

NOBODY = (0,) * at.MAX_ROLES


class Decisions(Acts):
    """Lets agents decide."""

    def _decide_all(self, first: int) -> None:
        """All who decide at this instant choose on one snapshot; then they begin, the keenest first."""
        s = self.s
        deciders = [first]
        while s.heap and s.heap[0][0] == s.now and s.heap[0][3] == DECIDE:
            entry = heappop(s.heap)
            if s.Q[entry[4]] == entry[2]:
                s.Q[entry[4]] = 0
                deciders.append(entry[4] - at.BUSY)
        if not self.autonomy:
            return
        chosen: list[tuple[float, int, tuple[int, ...]]] = []
        for doer in deciders:
            picked = self.choose(doer)
            if picked is None:
                self._think_later(doer)
            else:
                score, number, roles = picked
                chosen.append((-score, s.ident(doer), (BEGIN, doer, number, *roles, *self.idents_of(roles))))
        s.queue += [item for _, _, item in sorted(chosen)]

    def choose(self, doer: int) -> tuple[float, int, tuple[int, ...]] | None:
        """The best action for somebody: (score, rule number, roles), or None if there is none."""
        s, row = self.s, self.layout.world_row
        s.V[row + at.BEST] = 0.0
        s.X[row + at.BEST_RULE] = 0
        s.X[row + at.BEST_ROLES : row + at.BEST_ROLES + at.MAX_ROLES] = NOBODY
        choose, V, R, K, X, T, now = self.library["choose"], s.V, s.R, s.K, s.X, s.T, s.now
        for number in self.options(doer):
            choose[number](V, R, K, X, T, doer, now)
        number = s.X[row + at.BEST_RULE]
        if number == 0:
            return None
        count = len(self.rules[number - 1].roles)
        first = row + at.BEST_ROLES
        roles = (*s.X[first : first + count], *NOBODY[count:])
        return s.V[row + at.BEST], number, roles

    def lister(self, doer: int) -> int:
        """The number of the unit that lists somebody's options, by his kind and situation."""
        return self.tables.options[self.s.X[doer + at.KIND]][self.situation(doer)]

    def options(self, doer: int) -> list[int]:
        """The numbers of the actions that somebody looks at, as he and his situation are."""
        s, first = self.s, self.layout.options
        count = self.library["options"][self.lister(doer)](s.V, s.R, s.K, s.X, s.T, doer, s.now)
        return sorted(s.X[first : first + count])

    def _think_later(self, doer: int) -> None:
        self.think(doer, self.s.now + max(1, self.pause(doer)))

    def _take_up(self, item: tuple[int, ...]) -> None:
        """Begin what was chosen on the snapshot, if it is still possible; else choose again."""
        doer, number, chosen = item[1], item[2], item[3 : 3 + at.MAX_ROLES]
        roles = self.present(chosen, item[3 + at.MAX_ROLES :])
        if not roles[0] or self.s.X[doer + at.ACT] or not self.s.X[doer + at.ABLE]:
            return
        gone = roles != chosen or self.call("strays", number, roles)
        if gone or self.call("fails", number, roles) or self.is_claimed(number, roles):
            self.think(doer, self.s.now + 1)
            return
        self.begin(number, roles, 0)
