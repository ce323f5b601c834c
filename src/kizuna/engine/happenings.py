"""Something takes place: its causes, its changes, its witnesses, its record, and what follows at the same instant."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.diagnostics import Diagnostic
from kizuna.engine.base import BEGINS, DONE, FAILS, REACT, TRIGGERED
from kizuna.engine.flat.codes import MOST_AT_ONCE, MOST_EACH, TOGETHER
from kizuna.engine.runtime import Staged, cause
from kizuna.engine.watches import Watches


class CascadeError(Exception):
    """Events follow each other at one instant without end; `diagnostic` names the rules that go round."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Happenings(Watches):
    """Makes events."""

    def happen(
        self,
        number: int,
        roles: tuple[int, ...],
        status: int,
        ident: int,
        base: int,
        unit: str,
        begun: int,
        because: int = 0,
        moved: bool = False,
    ) -> None:
        """Something takes place: all is read, then written, witnessed, recorded, settled and followed up."""
        s, rule = self.s, self.rules[number - 1]
        s.event, s.made, s.base = ident, 0, base
        self.writer.begin()
        C: list[int] = []
        cause(C, TRIGGERED, begun)
        cause(C, TRIGGERED, because)
        reading = (s.V, s.R, s.K, s.X, s.T)
        if status in (DONE, BEGINS, FAILS) and not begun:
            self.library["enabled"][number](*reading, s.W, s.Z, C, *roles, s.now)
        B: list[Staged] = []
        self.library[unit][number](s, *reading, s.W, s.Z, C, B, None, *roles, s.now)
        if moved and rule.sort == "action":
            self.library["moved"][number](*reading, s.W, s.Z, C, *roles, s.now)
        place = self.place_of(roles[0])
        idents = self.idents_of(roles)
        witnesses = self._witnesses(number, roles)
        self.writer.apply(B)
        self.writer.teach(witnesses)
        self._record(number, idents[: len(rule.roles)], status, ident, place, C, witnesses)
        self.settle()
        self._react_to(number, roles, idents, status, ident)

    def _witnesses(self, number: int, roles: tuple[int, ...]) -> list[int]:
        s = self.s
        seen: dict[int, None] = {}
        self.library["perceivers"][number](s.V, s.R, s.K, s.X, s.T, seen, None, *roles, s.now)
        able = [
            row
            for row in seen
            if s.X[row + at.KIND] in self.tables.agents
            and self.library["senses"][s.X[row + at.KIND]](s.V, s.R, s.K, s.X, s.T, row, s.now)
        ]
        return sorted(able, key=s.ident)

    def _record(
        self,
        number: int,
        idents: tuple[int, ...],
        status: int,
        ident: int,
        place: int,
        C: list[int],
        witnesses: list[int],
    ) -> None:
        s, rule, w = self.s, self.rules[number - 1], self.writer
        seen = [s.ident(row) for row in witnesses]
        amounts = [s.V[self.layout.world_row + at.AMOUNTS + i] for i in range(len(rule.amounts))]
        body = [
            ident,
            s.now,
            self.tables.rule_hashes[number - 1],
            status,
            s.ident(place),
            s.X[self.layout.world_row + at.OUTCOME] + 1 if rule.outcomes and status == DONE else 0,
            len(idents),
            len(C) // 2,
            len(seen),
            w.count,
            len(amounts),
            *idents,
            *C,
            *seen,
            *w.changes,
        ]
        self.write_record(body, [*amounts, *w.floats], number)

    def write_record(self, body: list[int], floats: list[float], number: int) -> None:
        """Append one record; raises CascadeError when too much happens at once."""
        s = self.s
        self.ints.append(len(body) + 1)
        self.ints += body
        self.floats += floats
        self.recorded += 1
        if s.now - self.instant_at > TOGETHER:
            self.instant = []
        self.instant_at = s.now
        self.instant.append(number)
        if len(self.instant) > max(MOST_AT_ONCE, MOST_EACH * len(s.idents)):
            raise CascadeError(self.cascade())

    def cascade(self) -> Diagnostic:
        """What is said of events that follow each other without end."""
        ring = sorted({number for number in self.instant[-200:] if number})
        rules = [self.rules[number - 1] for number in ring]
        names = ", ".join(f"'{rule.name}'" for rule in rules[:8])
        return Diagnostic(
            "K405",
            f"events follow each other without end at {self.world.calendar.text(self.s.now)}: {names}",
            tuple(rule.span for rule in rules[:8]),
            hint="let one of them take time, or give a trigger `again:` or a condition that its own effects end",
        )

    def _react_to(self, number: int, roles: tuple[int, ...], idents: tuple[int, ...], status: int, ident: int) -> None:
        s = self.s
        if status == DONE:
            for listener in self.tables.reactions.get(number, ()):
                given = self._inherit(listener, number, roles)
                s.queue.append((REACT, listener, ident, *given, *self._inherit(listener, number, idents)))
        if self.autonomy:
            for row in roles[1:]:
                if row and s.X[row + at.KIND] in self.tables.agents:
                    self.rouse(row)

    def _inherit(self, listener: int, number: int, roles: tuple[int, ...]) -> tuple[int, ...]:
        given = {role.name: roles[i] for i, role in enumerate(self.rules[number - 1].roles)}
        own = self.rules[listener - 1].roles
        return tuple(given.get(own[i].name, 0) if i < len(own) else 0 for i in range(at.MAX_ROLES))

    def _react(self, item: tuple[int, ...]) -> None:
        number, event, idents = item[1], item[2], item[3 + at.MAX_ROLES :]
        roles = self.present(item[3 : 3 + at.MAX_ROLES], idents)
        if idents[0] and not roles[0]:  # the one it would happen to has ended
            return
        if self.call("react", number, roles):
            self.trigger(number, event)

    def trigger(self, number: int, because: int) -> int:
        """A trigger happens with the roles that its search has left in the world's row; returns the event's id."""
        s, rule, row = self.s, self.rules[number - 1], self.layout.world_row
        roles = tuple(s.X[row + at.BEST_ROLES + i] if i < len(rule.roles) else 0 for i in range(at.MAX_ROLES))
        ident, base = self.address(number, roles)
        s.base = base
        self._amounts(number, roles, base, {})
        outcome = 0
        if rule.outcomes:
            unit = self.library["weights"][number]
            said = self.turn(number, roles) if self.turn is not None else -1
            outcome = 1 + (said if said >= 0 else unit(s.V, s.R, s.K, s.X, s.T, *roles, s.now, base, s.middle))
        self._outcome(number, outcome, 1.0)
        self.happen(number, roles, DONE, ident, base, "effects", 0, because)
        return ident
