"""The tables that the engine makes of a world, as buffers of numbers; nothing in them changes."""

from __future__ import annotations

from kizuna.codegen.layout import Watch
from kizuna.engine.tables import Tables
from kizuna.lang.types import Ref
from kizuna.world.model import Rule, Schedule

RW, AW, WW, KW, TW = 24, 20, 12, 40, 16
"""Words of a rule, attribute, condition, kind and table of bonds."""
(
    R_HASH, R_KEY, R_OWNED, R_COUNTER, R_GRAIN, R_ROLES, R_AMOUNTS, R_OUTCOMES, R_BEGINS, R_TAKES, R_ACTION, R_CLAIMS,
    R_REACT, R_REACTIONS, R_CLAIMED,
) = range(15)  # fmt: skip
DAY, OCCURRENCE, OTHER = range(3)
(
    A_FORM, A_MOVING, A_BOND, A_LINKED, A_OFFSET, A_NEXT, A_PREV, A_HEAD, A_HASH, A_TOUCH, A_BELIEVED, A_LOW, A_HIGH,
    A_TOWARD, A_TABLE, A_BOUNDED, A_BOUNDS, A_HELD, A_FLAGS, A_FLAG,
) = range(20)  # fmt: skip
W_SORT, W_RULE, W_OWNER, W_OFFSET, W_AGAIN, W_KEY, W_WEEKDAY, W_PERIOD, W_AT = range(9)
TRIGGER, SCHEDULED, THROUGHOUT, ABILITY, ROUSING = range(5)
_SORTS = {"trigger": TRIGGER, "every": SCHEDULED, "throughout": THROUGHOUT, "able": ABILITY, "rousing": ROUSING}
(
    K_AGENT, K_WIDTH, K_REUSABLE, K_PLACE, K_SITUATION, K_REACTION, K_MEMBERS, K_ABLE, K_HASH, K_PAUSES, K_OPTIONS,
    K_ACT, K_TOUCH, K_TEMPLATE, K_TEMPLATES, K_LINE, K_LINES, K_WATCH, K_WATCHES, K_FITTED, K_FITS, K_EVERY, K_EVERIES,
    K_LINK, K_LINKS, K_POINTER, K_POINTERS, K_TIE, K_TIES, K_CLAIMED,
) = range(30)  # fmt: skip
(
    T_WIDTH, T_OUT, T_INTO, T_ROWS, T_TEMPLATE, T_TEMPLATES, T_LINE, T_LINES, T_ATTR, T_ATTRS, T_SOURCE, T_TARGET,
) = range(12)  # fmt: skip


class FlatWorld:
    """The buffers `RU`, `AT`, `AF`, `WA`, `KI`, `TA`, `LS` and `NU` of a world."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.layout, self.world = tables, tables.layout, tables.world
        self.LS: list[int] = [0]
        self.NU: list[float] = [0.0]
        self.touches = {key: number + 1 for key, number in tables.touches.items()}
        self.AT: list[int] = []
        self.AF: list[float] = []
        for index in range(len(tables.slots)):
            self.AT += self._attribute(index)
            for bound, _ in tables.bounds[index]:
                self.AF.append(0.0 if bound is None else bound)
        self.RU = [0] * RW
        for number, rule in enumerate(tables.rules, 1):
            self.RU += self._rule(number, rule)
        self.WA = [word for watch in self.layout.watches for word in self._watch(watch)]
        self.KI = [0] * KW
        for name, row in sorted(self.layout.kinds.items(), key=lambda item: item[1].index):
            self.KI += self._kind(name, row.index)
        self.TA = [0] * TW
        for owner, _ in sorted(self.layout.tables.items(), key=lambda item: item[1].index):
            self.TA += self._table(owner)

    def _list(self, words: list[int]) -> int:
        first = len(self.LS)
        self.LS += words
        return first

    def _attribute(self, index: int) -> list[int]:
        tables, layout = self.tables, self.layout
        slot = tables.slots[index]
        attribute = slot.attribute
        bounded = [other.index for other in tables.bounded.get(index, ())]
        (_, low), (_, high) = tables.bounds[index]
        key = attribute.key
        held = [self.touches.get(f"{key}.@held by {kind}", 0) for kind in sorted(layout.kinds)]
        words = [
            tables.forms[index], tables.moving[index], bool(attribute.bond), slot.linked, slot.offset, slot.next,
            slot.prev, layout.heads.get(key, 0), tables.hashes[index], self.touches.get(key, 0),
            bool(attribute.believed), low, high, attribute.toward is not None,
            layout.tables[attribute.owner].index if attribute.bond else 0, self._list(bounded), len(bounded),
            self._list([0, *held]), layout.tables[attribute.owner].flags if slot.bit >= 0 else 0, 1 << max(0, slot.bit),
        ]  # fmt: skip
        return _padded(words, AW)

    def _rule(self, number: int, rule: Rule) -> list[int]:
        tables, layout = self.tables, self.layout
        counter = tables.counters[number - 1]
        claims = sum(1 << i for i, role in enumerate(rule.roles) if role.name in rule.claims)
        grain = {"day": DAY, "occurrence": OCCURRENCE}.get(rule.bucket.grain, OTHER)
        given = {role.name: i for i, role in enumerate(rule.roles)}
        listeners = tables.reactions.get(number, [])
        reactions: list[int] = []
        for listener in listeners:
            own = tables.rules[listener - 1].roles
            reactions += [listener, *(given.get(own[i].name, -1) if i < len(own) else -1 for i in range(6))]
        words = [
            tables.rule_hashes[number - 1], tables.rule_keys[number - 1], bool(counter.owner), counter.offset, grain,
            len(rule.roles), len(rule.amounts), len(rule.outcomes), bool(rule.begins), rule.takes is not None,
            rule.sort == "action", claims, self._list(reactions), len(listeners),
            *(layout.kinds[role.kind].claimed for role in rule.roles),
        ]  # fmt: skip
        return _padded(words, RW)

    def _watch(self, watch: Watch) -> list[int]:
        schedule = Schedule(0)
        if watch.sort == "every":
            found = self.world.rules[watch.rule].every
            assert found is not None
            schedule = found
        words = [
            _SORTS[watch.sort], self.layout.rules[watch.rule] if watch.rule else 0,
            self.layout.kinds[watch.owner].index if watch.owner else 0,
            watch.offset if watch.owner else self.layout.world_row + watch.offset, watch.again,
            self.tables.watch_keys[watch.index], schedule.weekday, schedule.period, schedule.at,
        ]  # fmt: skip
        return _padded(words, WW)

    def _template(self, owner: str) -> tuple[int, int]:
        """(offset, whether it is a number, value or where in `NU` it is) of each constant start."""
        numbers, others = self.tables.templates.get(owner, ((), ()))
        words = [word for offset, value in others for word in (offset, 0, value)]
        for offset, number in numbers:
            words += [offset, 1, len(self.NU)]
            self.NU.append(number)
        return self._list(words), len(numbers) + len(others)

    def _kind(self, name: str, index: int) -> list[int]:
        tables, layout = self.tables, self.layout
        row = layout.kinds[name]
        agent = index in tables.agents
        watches = tables.watches_of[name]
        still = [w.index for w in watches if w.sort != "every"]
        timed = [w.index for w in watches if w.sort == "every"]
        lines = [slot.index for slot in tables.lines_of.get(name, ())]
        fitted = [slot.index for slot in tables.fitted.get(name, ())]
        links = self._links(name)
        pointers = [slot.index for slot in tables.pointers.get(name, ())]
        ties = [
            word
            for table in layout.tables.values()
            if name in (table.source, table.target)
            for word in (table.index, table.source == name, table.target == name)
        ]
        pauses, options = [], []
        if agent:
            pauses = [tables.pauses[index][value] for value in range(len(tables.pauses[index]))]
            options = [tables.options[index].get(value, -1) for value in range(len(tables.pauses[index]))]
        words = [
            agent, row.width, row.reusable, -2 if index == tables.place_kind else tables.places.get(index, -1),
            tables.situation_cell.get(index, 0), tables.reaction_time.get(index, 0), layout.members[name],
            name in tables.able, tables.kind_hashes[index], self._list(pauses), self._list(options),
            self.touches.get(f"{name}.@act", 0), self.touches.get(f"{name}.@members", 0), *self._template(name),
            self._list(lines), len(lines), self._list(still), len(still), self._list(fitted), len(fitted),
            self._list(timed), len(timed), self._list(links), len(links) // 4, self._list(pointers), len(pointers),
            self._list(ties), len(ties) // 3, row.claimed,
        ]  # fmt: skip
        return _padded(words, KW)

    def _links(self, name: str) -> list[int]:
        """(attribute, list head, whether members of the kind are referred to by it, whether they have it)."""
        words: list[int] = []
        for key, head in self.layout.heads.items():
            slot = self.layout.slots[key]
            kind = slot.attribute.type
            referred = isinstance(kind, Ref) and kind.kind == name
            if referred or slot.attribute.owner == name:
                words += [slot.index, head, int(referred), int(slot.attribute.owner == name)]
        return words

    def _table(self, owner: str) -> list[int]:
        tables, table = self.tables, self.layout.tables[owner]
        lines = [slot.index for slot in tables.lines_of.get(owner, ())]
        own = [slot.index for slot in tables.of_owner[owner]]
        words = [
            table.width, table.out, table.into, self.touches.get(f"{owner}.@rows", 0), *self._template(owner),
            self._list(lines), len(lines), self._list(own), len(own), self.layout.kinds[table.source].index,
            self.layout.kinds[table.target].index,
        ]  # fmt: skip
        return _padded(words, TW)


def _padded(words: list[int], width: int) -> list[int]:
    assert len(words) <= width
    return [*map(int, words), *[0] * (width - len(words))]
