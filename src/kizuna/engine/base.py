"""What all stages of the step loop share: the state, the tables made of the world, luck's addresses."""

from __future__ import annotations

from kizuna.codegen import layout as at
from kizuna.codegen.layout import Watch
from kizuna.codegen.units import Units, rule_key
from kizuna.engine.library import Library
from kizuna.engine.luck import fold_id, luck_base
from kizuna.engine.runtime import ordinal
from kizuna.engine.state import DECIDE, State
from kizuna.engine.writes import Writer
from kizuna.lang import ast
from kizuna.world.luck import stable
from kizuna.world.model import Rule
from kizuna.world.reads import conjuncts

DONE, BEGINS, INTERRUPTED, FAILS, DIRECTED = range(5)
ENABLED, TRIGGERED = 1, 2
BEGIN, REACT = 20, 21


class Base:
    """A state with its generated functions. `ints` and `floats` gather the event records."""

    def __init__(self, state: State, library: Library, units: Units) -> None:
        self.s = state
        self.library = library
        self.layout = state.layout
        self.world = state.layout.world
        self.writer = Writer(state, library, units)
        self.rules: list[Rule] = [self.world.rules[rule_id] for rule_id in self.layout.rules]
        self.hashes = [stable(rule.id) for rule in self.rules]
        self.keys = [rule_key(rule.id) for rule in self.rules]
        self.watch_keys = [stable(f"{w.sort} {w.rule} {w.owner}") for w in self.layout.watches]
        self.ints: list[int] = []
        self.floats: list[float] = []
        self.recorded = 0
        self.autonomy = True
        self.instant: list[int] = []  # numbers of the rules that happened at this very instant
        self.instant_at = -1
        self.said_outcome: dict[int, int] = {}
        self.said_chances: dict[int, dict[int, bool]] = {}
        self._index_actions()
        self._index_reactions()
        self._places = {
            row.index: self.layout.slots[f"{name}.place"].offset if f"{name}.place" in self.layout.slots else -1
            for name, row in self.layout.kinds.items()
        }
        self._agents = {row.index for name, row in self.layout.kinds.items() if self.world.kinds[name].agent}
        self._able = {w.owner: w for w in self.layout.watches if w.sort == "able"}
        self._place_kind = self.layout.kinds["place"].index

    def _index_actions(self) -> None:
        """Actions by agent kind and by the value of the choice that indexes them."""
        self.actions: dict[int, dict[int, list[int]]] = {}
        for name, row in self.layout.kinds.items():
            decides = self.world.kinds[name].decides
            if not self.world.kinds[name].agent:
                continue
            by = decides.by if decides is not None else ""
            table: dict[int, list[int]] = {}
            values = range(len(self.world.attributes[by].type.values)) if by else range(1)  # type: ignore[union-attr]
            for value in values:
                table[value] = [
                    number
                    for number, rule in enumerate(self.rules, 1)
                    if rule.sort == "action"
                    and rule.utility is not None
                    and rule.roles
                    and rule.roles[0].kind == name
                    and (not by or value in situations(rule, by, len(values)))
                ]
            self.actions[row.index] = table

    def _index_reactions(self) -> None:
        self.reactions: dict[int, list[int]] = {}
        for number, rule in enumerate(self.rules, 1):
            if rule.on:
                self.reactions.setdefault(self.layout.rules[rule.on], []).append(number)

    def call(self, unit: str, number: int, roles: tuple[int, ...]) -> int:
        """Call a reading unit of a rule."""
        s = self.s
        return self.library.get(f"{unit}{number}")(s.V, s.R, s.K, s.X, s.T, *roles, s.now)

    def address(self, number: int, roles: tuple[int, ...]) -> tuple[int, int]:
        """(event id, luck base) of the next happening of a rule, and count it."""
        s, rule = self.s, self.rules[number - 1]
        bucket = self.call("bucket", number, roles)
        counter = self.layout.counters[rule.id]
        cell = (roles[0] if counter.owner else self.layout.world_row) + counter.offset
        nth = s.X[cell] if rule.bucket.grain == "occurrence" else ordinal(s.X, cell, bucket)
        total = s.X[cell] if rule.bucket.grain not in ("day", "occurrence") else 0
        base = luck_base(s.seed, self.keys[number - 1], s.ident(roles[0]), bucket, nth)
        ident = fold_id(self.hashes[number - 1], bucket, nth, total, *(s.ident(role) for role in roles))
        s.X[cell] += 1
        s.X[cell + 1], s.X[cell + 2] = bucket, (nth + 1 if s.X[cell + 1] == bucket else 1)
        return ident, base

    def _amounts(self, number: int, roles: tuple[int, ...], base: int, given: dict[str, float]) -> None:
        s, rule, row = self.s, self.rules[number - 1], self.layout.world_row
        if not rule.amounts:
            return
        unit = self.library.get(f"amounts{number}")
        unit(s.V, s.R, s.K, s.X, s.T, *roles, s.now, base, s.middle)
        for index, amount in enumerate(rule.amounts):
            if amount.name in given:
                s.V[row + at.AMOUNTS + index] = given[amount.name]

    def _outcome(self, number: int, outcome: int, progress: float) -> None:
        row = self.layout.world_row
        self.s.X[row + at.OUTCOME] = outcome - 1
        self.s.V[row + at.PROGRESS] = progress

    def pause(self, doer: int) -> int:
        """How long (ms) somebody idle waits before he thinks again."""
        kind = self.world.kinds[self.s.kind_names[self.s.X[doer + at.KIND]]]
        if kind.decides is None:
            return 7_200_000
        if kind.decides.by:
            choice = self.world.attributes[kind.decides.by].type
            value = choice.values[self.s.X[doer + self.layout.offset(kind.decides.by)]]  # type: ignore[union-attr]
            for name, every in kind.decides.every:
                if name == value:
                    return every
        return kind.decides.default_every

    def think(self, doer: int, when: int) -> None:
        """Somebody decides at `when`; until he does something, that is what his "ends" cell says."""
        self.s.X[doer + at.ACT_ENDS] = when
        self.s.push(when, DECIDE, self.s.ident(doer), doer + at.BUSY, 0)

    def look_at(self, watch: Watch, cell: int, when: int, kind: int) -> None:
        """Put a condition's cell on the agenda."""
        ident = self.s.ident(cell - watch.offset) if watch.owner else 0
        self.s.push(when, kind, ident, cell, watch.index, self.watch_keys[watch.index])

    def _reaction(self, doer: int) -> int:
        decides = self.world.kinds[self.s.kind_names[self.s.X[doer + at.KIND]]].decides
        return decides.reaction if decides is not None else 2_000

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
        if kind == self._place_kind:
            return row
        offset = self._places.get(kind, -1)
        return self.s.X[row + offset] if offset >= 0 else 0


def situations(rule: Rule, by: str, count: int) -> set[int]:
    """The values of the doer's indexing choice at which an action's requirements can hold."""
    allowed = set(range(count))
    doer = rule.roles[0].name
    for requirement in rule.requires:
        for part in conjuncts(requirement.expr):
            if not isinstance(part, ast.IsChoice) or not isinstance(part.item, ast.Get) or part.item.attr != by:
                continue
            if isinstance(part.item.of, ast.Var) and part.item.of.name == doer:
                allowed &= set(range(count)) - set(part.values) if part.negated else set(part.values)
    return allowed
