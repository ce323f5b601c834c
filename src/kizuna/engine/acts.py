"""Actions: they begin, take their time, and end well, fail, or are broken off."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.engine.base import BEGINS, DONE, FAILS, INTERRUPTED
from kizuna.engine.happenings import Happenings
from kizuna.engine.luck import fold_id
from kizuna.engine.state import END

LONGEST = 1 << 50
AFTER_INSTANT = 1_000
"""How long (ms) after the beginning of something that took less time than that somebody decides again."""


class Acts(Happenings):
    """Carries actions out."""

    def is_claimed(self, number: int, roles: tuple[int, ...]) -> bool:
        """Whether somebody else has a claim on a role that the rule claims."""
        rule = self.rules[number - 1]
        for name in rule.claims:
            index = next(i for i, role in enumerate(rule.roles) if role.name == name)
            cell = roles[index] + self.layout.kinds[rule.roles[index].kind].claimed
            if roles[index] and self.s.X[cell] not in (0, roles[0]):
                return True
        return False

    def _claim(self, number: int, roles: tuple[int, ...], holder: int) -> None:
        """Note who has a claim on the roles that the rule claims, or with nobody as `holder` that the doer has none."""
        rule = self.rules[number - 1]
        for index, role in enumerate(rule.roles):
            if role.name in rule.claims and roles[index]:
                cell = roles[index] + self.layout.kinds[role.kind].claimed
                if holder or self.s.X[cell] == roles[0]:
                    self.s.X[cell] = holder

    def begin(self, number: int, roles: tuple[int, ...], sort: int, amounts: dict[str, float] | None = None) -> int:
        """Somebody begins an action whose requirements hold; returns the id of the first event."""
        s, rule = self.s, self.rules[number - 1]
        doer, row = roles[0], self.layout.world_row
        ident, base = self.address(number, roles)
        s.base = base
        self._amounts(number, roles, base, amounts or {})
        span = self.call("takes", number, roles) if rule.takes is not None else 0.0
        takes = int(min(max(0.0, span if span == span else 0.0), float(LONGEST)))
        if takes == 0 and not rule.begins:
            self._finish(number, roles, ident, base, 0)
            if self.autonomy and s.X[doer + at.ABLE]:
                self.think(doer, s.now + AFTER_INSTANT)
            return ident
        s.X[doer + at.ACT], s.X[doer + at.ACT_EVENT], s.X[doer + at.ACT_BASE] = number, ident, base
        s.X[doer + at.ACT_BEGAN], s.X[doer + at.ACT_ENDS] = s.now, s.now + takes
        s.X[doer + at.ACT_ROLES : doer + at.ACT_ROLES + at.MAX_ROLES] = roles
        s.X[doer + at.ACT_IDENTS : doer + at.ACT_IDENTS + at.MAX_ROLES] = self.idents_of(roles)
        for i in range(len(rule.amounts)):
            s.V[doer + at.ACT_AMOUNTS + i] = s.V[row + at.AMOUNTS + i]
        self._claim(number, roles, doer)
        s.push(s.now + takes, END, s.ident(doer), doer + at.BUSY, 0)
        self.happen(number, roles, BEGINS, ident, base, "begins", 0, moved=True)
        self._touch_act(doer)
        self.settle()
        return ident

    def _end(self, doer: int) -> None:
        """An action has taken its time."""
        s = self.s
        number = s.X[doer + at.ACT]
        if number == 0:
            return
        known, roles = self._taking_part(doer)
        begun, base = s.X[doer + at.ACT_EVENT], s.X[doer + at.ACT_BASE]
        for i in range(len(self.rules[number - 1].amounts)):
            s.V[self.layout.world_row + at.AMOUNTS + i] = s.V[doer + at.ACT_AMOUNTS + i]
        self._idle(doer, number, roles)
        if roles != known:
            self._outcome(number, 0, 1.0)
            self.happen(number, roles, FAILS, fold_id(begun, 1), base, "misfires", begun)
        else:
            self._finish(number, roles, fold_id(begun, 1), base, begun)
        self._touch_act(doer)
        self.settle()
        if self.autonomy and s.X[doer + at.ABLE] and not s.Q[doer + at.BUSY]:
            self.think(doer, max(s.now, s.X[doer + at.ACT_BEGAN] + AFTER_INSTANT))

    def _taking_part(self, doer: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The roles of what somebody does, as they were when he began and without those that have ended."""
        X, first, idents = self.s.X, doer + at.ACT_ROLES, doer + at.ACT_IDENTS
        known = tuple(X[first + i] for i in range(at.MAX_ROLES))
        return known, self.present(known, [X[idents + i] for i in range(at.MAX_ROLES)])

    def _idle(self, doer: int, number: int, roles: tuple[int, ...]) -> None:
        self.s.X[doer + at.ACT] = 0
        self._claim(number, roles, 0)

    def _finish(self, number: int, roles: tuple[int, ...], ident: int, base: int, begun: int) -> None:
        """The end of an action: it works, with an outcome, or it fails."""
        s, doer = self.s, roles[0]
        s.base = base
        failed = self.call("works", number, roles)
        outcome = 0
        if not failed and self.rules[number - 1].outcomes:
            said = self.said_outcome.pop(doer, None)
            unit = self.library["weights"][number]
            picked = said if said is not None else unit(s.V, s.R, s.K, s.X, s.T, *roles, s.now, base, s.middle)
            outcome = picked + 1
        self._outcome(number, outcome, 1.0)
        s.said = self.said_chances.pop(doer, {})
        status, unit_name = (FAILS, "misfires") if failed else (DONE, "effects")
        self.happen(number, roles, status, ident, base, unit_name, begun, moved=not begun)
        s.said = {}

    def interrupt(self, doer: int, event: int) -> None:
        """Somebody is stopped in what he does; who does nothing thinks again soon."""
        s = self.s
        if s.X[doer + at.KIND] not in self.tables.agents:
            return
        if s.X[doer + at.ACT] == 0:
            if self.autonomy:
                self.rouse(doer)
            return
        number = s.X[doer + at.ACT]
        _, roles = self._taking_part(doer)
        begun, began, ends = (s.X[doer + cell] for cell in (at.ACT_EVENT, at.ACT_BEGAN, at.ACT_ENDS))
        for i in range(len(self.rules[number - 1].amounts)):
            s.V[self.layout.world_row + at.AMOUNTS + i] = s.V[doer + at.ACT_AMOUNTS + i]
        self._outcome(number, 0, (s.now - began) / (ends - began) if ends > began else 1.0)
        self._idle(doer, number, roles)
        s.Q[doer + at.BUSY] = 0
        self.happen(number, roles, INTERRUPTED, fold_id(begun, 1), s.X[doer + at.ACT_BASE], "interrupted", begun, event)
        self._touch_act(doer)
        self.settle()
        if self.autonomy and s.X[doer + at.ABLE]:
            self.think(doer, s.now + self._reaction(doer))

    def _touch_act(self, doer: int) -> None:
        """What reads whether or what somebody does is looked at again; the present event is the one that changed it."""
        kind = self.s.X[doer + at.KIND]
        if kind:
            self.s.W[doer + at.ACT] = self.s.event
            self.writer.touch(f"{self.s.kind_names[kind]}.@act", doer)
