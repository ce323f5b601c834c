"""Reading a state by names: what `View` of `kizuna.engine.api` promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from kizuna.codegen import layout as at
from kizuna.codegen.layout import Layout
from kizuna.engine.api import Held
from kizuna.engine.curves import clamped
from kizuna.engine.state import State
from kizuna.engine.ways import flights, metres
from kizuna.engine.writes import Writer
from kizuna.lang.types import NEVER_WAS, Number, Ref
from kizuna.world.absence import none_word
from kizuna.world.model import World

STATUSES = ("none", "known", "unknown", "open")


class StateView:
    """Reads one state at one moment; `now` may be set to look at the curves of another moment."""

    def __init__(self, world: World, layout: Layout, state: State, writer: Writer, now: int | None = None) -> None:
        self.world = world
        self.layout = layout
        self.state = state
        self.writer_ = writer
        self._now = now

    @property
    def now(self) -> int:
        """The moment that is read."""
        return self.state.now if self._now is None else self._now

    @contextmanager
    def looking_at(self, moment: int) -> Iterator[None]:
        """Reads the curves of another moment meanwhile."""
        before, self._now = self._now, moment
        try:
            yield
        finally:
            self._now = before

    def get(self, attr: str, bearer: int) -> float | int:
        """The value of an attribute of a bearer; of nobody, 0, and never for a date."""
        slot = self.layout.slots[attr]
        if bearer == 0 and slot.attribute.form == "date":
            return NEVER_WAS
        s, cell = self.state, bearer + slot.offset
        if not isinstance(slot.attribute.type, Number):
            return s.X[cell]
        if bearer == 0 or not self.writer_.moving[slot.index]:
            return s.V[cell]
        low, high = self.writer_.low(slot.index, bearer), self.writer_.high(slot.index, bearer)
        return clamped(s.V, s.R, s.K, s.X, cell, low, high, self.now)

    def _tie_row(self, attr: str, source: int, target: int) -> int:
        owner = self.layout.slots[attr].attribute.owner
        key = (self.layout.tables[owner].index, source, target)
        return self.state.T.get(key, self.layout.defaults[owner])

    def tie(self, attr: str, source: int, target: int) -> float | int:
        """The value of a bond; its start where there is no row."""
        return self.get(attr, self._tie_row(attr, source, target))

    def _held_row(self, holder: int, attr: str, subjects: Sequence[int], other: int) -> int:
        first, second = (*subjects, 0)[:2]
        key = (holder, self.layout.slots[attr].index, first, second, other)
        return self.state.T.get(key, self.layout.priors[attr])

    def held(self, holder: int, attr: str, subjects: Sequence[int], other: int = 0) -> Held:
        """What somebody believes; with `other`, what he believes that the other believes."""
        row, s = self._held_row(holder, attr, subjects, other), self.state
        cell = row + at.HELD_VALUE
        numeric = isinstance(self.layout.slots[attr].attribute.type, Number)
        return Held(
            STATUSES[s.X[row + at.HELD_STATUS]],
            s.V[cell] if numeric else s.X[cell],
            s.V[row + at.HELD_CERTAINTY],
            s.W[row + at.HELD_STATUS],
            s.X[row + at.HELD_LEARNT],
        )

    def beliefs(self) -> list[tuple[int, str, tuple[int, ...], int]]:
        """All beliefs there are, as (holder, attribute key, subjects, other holder), ordered by identity."""
        found = []
        for key in self.state.T:
            if len(key) == 5:
                holder, index, first, second, other = key
                subjects = (first, second) if second else (first,)
                found.append((holder, self.state.attribute(index).key, subjects, other))
        return sorted(found, key=lambda b: (self.ident(b[0]), b[1], [self.ident(x) for x in b[2]], self.ident(b[3])))

    def ties(self) -> list[tuple[str, int, int]]:
        """All rows of bonds there are, as (table, source, target), ordered by identity."""
        names = {table.index: owner for owner, table in self.layout.tables.items()}
        found = [(names[key[0]], key[1], key[2]) for key in self.state.T if len(key) == 3]
        return sorted(found, key=lambda t: (t[0], self.ident(t[1]), self.ident(t[2])))

    def inverse(self, attr: str, of: int) -> list[int]:
        """Those whose reference is `of`, ordered by identity."""
        if of == 0:
            return []
        return self._follow(self.state.X[of + self.layout.heads[attr]], self.layout.slots[attr].next)

    def tied(self, attr: str, source: int) -> list[int]:
        """Those with whom `source` has a row in the bond's table, ordered by identity."""
        if source == 0:
            return []
        table, X, found = self.layout.tables[self.layout.slots[attr].attribute.owner], self.state.X, []
        row = X[source + table.out]
        while row:
            found.append(X[row + at.TIE_TO])
            row = X[row + at.NEXT_OUT]
        return sorted(found, key=self.ident)

    def members(self, kind: str) -> list[int]:
        """All living rows of a kind, ordered by identity."""
        return self._follow(self.state.X[self.layout.members[kind]], at.NEXT_MEMBER)

    def _follow(self, row: int, step: int) -> list[int]:
        found = []
        while row:
            found.append(row)
            row = self.state.X[row + step]
        return sorted(found, key=self.ident)

    def distance(self, a: int, b: int, mode: str) -> float:
        """Metres by the shortest way, infinite if none."""
        found = metres(self.state.tables.ways, self._mode(mode), *self._numbers(a, b))
        return found if found < 1e17 else float("inf")

    def stairs(self, a: int, b: int, mode: str) -> float:
        """Flights up on the shortest way; 0 if there is none."""
        if mode not in self.layout.stairs:
            return 0.0
        return flights(self.state.tables.ways, self._mode(mode), *self._numbers(a, b))

    def _mode(self, mode: str) -> int:
        return self.world.modes.index(mode)

    def _numbers(self, a: int, b: int) -> tuple[int, int]:
        X, index = self.state.X, self.layout.place_index
        return X[a + index], X[b + index]

    def range_of(self, attr: str, bearer: int, target: int = 0) -> tuple[float, float]:
        """The bounds of a meter or number."""
        slot = self.layout.slots[attr]
        row = self._tie_row(attr, bearer, target) if slot.attribute.bond else bearer
        return self.writer_.low(slot.index, row), self.writer_.high(slot.index, row)

    def writer(self, attr: str, bearer: int, target: int = 0) -> int:
        """Id of the event that last wrote an attribute or bond; 0 if none did."""
        slot = self.layout.slots[attr]
        row = self._tie_row(attr, bearer, target) if slot.attribute.bond else bearer
        return self.state.W[row + slot.offset]

    def doing(self, doer: int) -> str:
        """The id of the rule that somebody is carrying out, "" if none."""
        kind = self.world.kinds.get(self.kind_of(doer))
        if kind is None or not kind.agent or not self.state.X[doer + at.ACT]:
            return ""
        return self.layout.rule_named(self.state.X[doer + at.ACT]).id

    def handle(self, key: str) -> int:
        """The handle of a named thing. Raises KeyError."""
        return self.layout.things[key]

    def ident(self, handle: int) -> int:
        """The identity of a row."""
        return self.state.ident(handle)

    def of_ident(self, ident: int) -> int:
        """The handle of an identity, 0 if there is none (any more)."""
        return self.state.idents.get(ident, 0)

    def is_row(self, handle: int) -> bool:
        """Whether this history has a thing under a handle, which may come from another one."""
        return 0 < handle + at.KIND < len(self.state.X) and bool(self.kind_of(handle))

    def kind_of(self, handle: int) -> str:
        """The name of the kind of a row, "" of nobody and of what is no more."""
        return self.state.kind_names.get(self.state.X[handle + at.KIND], "") if handle else ""

    def label(self, handle: int) -> str:
        """How a thing is called: its name, or its kind's template filled in."""
        if handle == 0:
            return "nobody"
        key = self.keys.get(handle)
        if key is not None:
            return self.world.entities[key].name
        kind = self.world.kinds.get(self.kind_of(handle))
        if kind is None:
            return "something that is no more"
        if not kind.named:
            return f"a {kind.name}"
        return "".join(part if isinstance(part, str) else self.spell(part.attr, handle) for part in kind.named)

    @property
    def keys(self) -> dict[int, str]:
        """Keys of named things by handle."""
        if not hasattr(self, "_keys"):
            self._keys = {handle: key for key, handle in self.layout.things.items()}
        return self._keys

    def spell(self, attr: str, bearer: int) -> str:
        """An attribute's value in words: a name, a choice, yes or no, or a number."""
        attribute = self.layout.slots[attr].attribute
        value = self.get(attr, bearer)
        if isinstance(attribute.type, Ref):
            return self.label(int(value)) if value else none_word(attribute.type.kind, self.world.kinds)
        if attribute.form == "choice":
            return str(attribute.type.values[int(value)])  # type: ignore[union-attr]
        if attribute.form == "flag":
            return "yes" if value else "no"
        if attribute.form == "date":
            return self.world.calendar.date(int(value))
        return f"{float(value) / attribute.unit_size:g}{' ' if attribute.unit else ''}{attribute.unit}"
