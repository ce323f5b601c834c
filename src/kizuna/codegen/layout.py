"""Where everything lies in the state: one row of cells per thing, bond and belief."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kizuna.codegen.folded import folded
from kizuna.lang.ast import Get, Literal, Parameter
from kizuna.lang.types import Number, Ref
from kizuna.world.luck import stable
from kizuna.world.model import MOST_AMOUNTS, MOST_ROLES, Attribute, Requirement, Rule, World
from kizuna.world.roles import starts_at_no
from kizuna.world.stairs import Stairs, stairs

MAX_ROLES = MOST_ROLES
MAX_AMOUNTS = MOST_AMOUNTS

# Header of a thing's row.
IDENT, KIND, NEXT_MEMBER, PREV_MEMBER = range(4)
THING_HEADER = 4
# What an agent has besides.
BUSY, ACT, ACT_EVENT, ACT_BASE, ACT_BEGAN, ACT_ENDS, ABLE, ACT_ROLES = range(THING_HEADER, THING_HEADER + 8)
ACT_IDENTS = ACT_ROLES + MAX_ROLES
ACT_AMOUNTS = ACT_IDENTS + MAX_ROLES
AGENT_CELLS = 8 + 2 * MAX_ROLES + MAX_AMOUNTS
# A bond's row.
TIE_FROM, TIE_TO, NEXT_OUT, NEXT_IN = range(4)
TIE_HEADER = 4
# A belief's row; certainty and a numeric value are in `V` of their cells.
HELD_STATUS, HELD_VALUE, HELD_LEARNT = range(3)
HELD_CERTAINTY = HELD_STATUS
HELD_ROW = 3
# The world's own row begins after row 0 ("nobody").
SEED, BEST, BEST_RULE, OUTCOME, PROGRESS, BOUND, AMOUNTS = range(7)
BEST_ROLES = AMOUNTS + MAX_AMOUNTS
WORLD_HEADER = BEST_ROLES + MAX_ROLES
ROOM = 256
"""The world's row, and what comes after it, begin at multiples of this, so that one rule more seldom moves them."""


BITS = 62
"""How many bits of a cell masks use."""


def bit_of(row: int) -> int:
    """The number of the bit that a row has in masks of rows, from 0 to 61."""
    return ((row ^ (row >> 6) ^ (row >> 12)) & 63) * 31 >> 5


@dataclass(frozen=True, slots=True)
class Slots:
    """Offsets of one attribute: its cell, and for a linked reference the member's links and the target's list head.

    `bit` is that of a bond's flag in the source's word of flags, -1 if it has none there.
    """

    index: int
    attribute: Attribute
    offset: int
    linked: bool = False
    next: int = 0
    prev: int = 0
    bit: int = -1


@dataclass(frozen=True, slots=True)
class Table:
    """A bond table: its number, the row's width, and the list heads in the rows of both ends.

    In the cell after each head stands a mask of who may be on that list: see `kizuna.engine.flat.links`. In the next
    one of the source's stands which flags, of those that start at no, any of his bonds ever had.
    """

    index: int
    source: str
    target: str
    width: int
    out: int
    into: int

    @property
    def flags(self) -> int:
        """The cell with the word of flags."""
        return self.out + 2


@dataclass(slots=True)
class KindRow:
    """The row of a kind: its number, its width, and the cell that says who has a claim on it.

    `reusable` rows can be given to another member when theirs ends: nothing that outlives them refers to them.
    """

    index: int
    width: int
    claimed: int = 0
    reusable: bool = True


@dataclass(frozen=True, slots=True)
class Watch:
    """A cell that is looked at again when something it reads changes.

    `sort` is trigger | every | throughout | able | rousing; `owner` is the kind whose rows have the cell, "" for the
    world's row. `again` is after how many ms a trigger fires anew while its condition goes on to hold, 0 for never.
    `condition` is what the kind itself says of its members, if no rule does.
    """

    index: int
    sort: str
    rule: str
    owner: str
    offset: int
    again: int = 0
    condition: Requirement | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """Where a rule counts: `R` has within which bucket last, `V` how often in that bucket, `K` how often in all.

    Cells of which only other columns are used serve for it, so that rows are not half as wide again.
    """

    owner: str
    offset: int


@dataclass(slots=True)
class Layout:
    """The layout of one world. All numbers depend on sorted names only, never on the order of files."""

    world: World
    kinds: dict[str, KindRow] = field(default_factory=dict)
    slots: dict[str, Slots] = field(default_factory=dict)
    heads: dict[str, int] = field(default_factory=dict)  # linked reference -> list head in the target's row
    tables: dict[str, Table] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)  # rule id -> number from 1
    watches: list[Watch] = field(default_factory=list)
    counters: dict[str, Counter] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)  # kind -> list head in the world's row
    priors: dict[str, int] = field(default_factory=dict)  # believed attribute -> handle of its row
    defaults: dict[str, int] = field(default_factory=dict)  # bond table -> handle of the row of starts
    place_index: int = 0
    stairs: dict[str, Stairs] = field(default_factory=dict)  # mode -> its flights of stairs, if it has any
    place_order: tuple[str, ...] = ()
    world_row: int = 0
    options: int = 0  # where in the world's row somebody's options are listed
    first_free: int = 0
    things: dict[str, int] = field(default_factory=dict)  # key -> handle

    def fixed(self) -> str:
        """All that generated source says of single things: the same for all who fill a world up."""
        entities = self.world.entities
        named = {key: row for key, row in self.things.items() if not entities[key].generated}
        return repr((named, self.world_row, sorted(self.stairs)))

    def offset(self, key: str) -> int:
        """The offset of an attribute's cell in its row."""
        return self.slots[key].offset

    def rule_named(self, index: int) -> Rule:
        """The rule with this number. Raises IndexError."""
        return self.world.rules[list(self.rules)[index - 1]]

    def bound(self, attribute: Attribute, high: bool) -> tuple[float | None, int]:
        """A bound as (constant, -1) or (None, offset of the number that holds it); open bounds are infinite."""
        expr = attribute.high if high else attribute.low
        if expr is None:
            return (float("inf") if high else float("-inf")), -1
        if isinstance(expr, Literal):
            return float(expr.value), -1
        if isinstance(expr, Parameter):
            return self.world.parameters[expr.name].default, -1
        assert isinstance(expr, Get)
        return None, self.slots[expr.attr].offset


def build_layout(world: World) -> Layout:
    """Lays out a world's rows and gives its named things their handles."""
    layout = Layout(world)
    layout.rules = {rule_id: number for number, rule_id in enumerate(sorted(world.rules), 1)}
    _rows(layout)
    _ties(layout)
    _linked(layout)
    _reusable(layout)
    _watches(layout)
    _counters(layout)
    _world_row(layout)
    _priors(layout)
    _things(layout)
    return layout


def _rows(layout: Layout) -> None:
    world = layout.world
    for number, name in enumerate(sorted(world.kinds), 1):
        kind = world.kinds[name]
        row = KindRow(number, THING_HEADER)
        if kind.agent:
            row.width += AGENT_CELLS
        row.claimed = row.width
        row.width += 1
        layout.kinds[name] = row
    for number, key in enumerate(sorted(world.attributes)):
        attribute = folded(world.attributes[key], world.parameters)
        if attribute.bond:
            layout.slots[key] = Slots(number, attribute, 0)
            continue
        row = layout.kinds[attribute.owner]
        layout.slots[key] = Slots(number, attribute, row.width)
        row.width += 1
    row = layout.kinds["place"]
    layout.place_index = row.width
    row.width += 1


def _ties(layout: Layout) -> None:
    owners = sorted({a.owner for a in layout.world.attributes.values() if a.bond})
    for number, owner in enumerate(owners, 1):
        source, target = owner.split(">")
        width, flags = TIE_HEADER, 0
        for key in sorted(layout.slots):
            slot = layout.slots[key]
            if slot.attribute.owner == owner:
                noted = starts_at_no(slot.attribute) and flags < BITS
                layout.slots[key] = Slots(slot.index, slot.attribute, width, bit=flags if noted else -1)
                flags += noted
                width += 1
        out = layout.kinds[source].width
        layout.kinds[source].width += 3
        into = layout.kinds[target].width
        layout.kinds[target].width += 2
        layout.tables[owner] = Table(number, source, target, width, out, into)


def _linked(layout: Layout) -> None:
    for key in sorted(layout.slots):
        slot = layout.slots[key]
        if slot.attribute.form != "ref" or slot.attribute.bond:
            continue
        row = layout.kinds[slot.attribute.owner]
        layout.slots[key] = Slots(slot.index, slot.attribute, slot.offset, True, row.width, row.width + 1)
        row.width += 2
        target = layout.kinds[slot.attribute.type.kind]  # type: ignore[union-attr]
        layout.heads[key] = target.width  # and in the next cell how many there are
        target.width += 2


def _reusable(layout: Layout) -> None:
    for table in layout.tables.values():
        layout.kinds[table.source].reusable = layout.kinds[table.target].reusable = False
    for slot in layout.slots.values():
        attribute = slot.attribute
        if isinstance(attribute.type, Ref) and not slot.linked:
            layout.kinds[attribute.type.kind].reusable = False
        if attribute.believed:
            for kind in attribute.owner.split(">") + ([attribute.type.kind] if isinstance(attribute.type, Ref) else []):
                layout.kinds[kind].reusable = False


def _watches(layout: Layout) -> None:
    world = layout.world
    wanted: list[tuple[str, str, str, Requirement | None]] = []
    for name in sorted(world.kinds):
        decides = world.kinds[name].decides
        if not world.kinds[name].agent or decides is None:
            continue
        if decides.able is not None:
            wanted.append(("able", "", name, Requirement("", decides.able)))
        wanted.extend(("rousing", "", name, each) for each in sorted(decides.roused_by, key=lambda r: r.name))
    for rule_id in sorted(world.rules):
        rule = world.rules[rule_id]
        owner = rule.roles[0].kind if rule.roles else ""
        if rule.throughout:
            wanted.append(("throughout", rule_id, owner, None))
        if rule.sort == "trigger" and not rule.on:
            wanted.append(("every" if rule.every else "trigger", rule_id, owner, None))
    for number, (sort, rule_id, owner, condition) in enumerate(wanted):
        offset = -1
        if owner:
            offset = layout.kinds[owner].width
            layout.kinds[owner].width += 1
        again = world.rules[rule_id].again if sort == "trigger" else 0
        layout.watches.append(Watch(number, sort, rule_id, owner, offset, again, condition))


def _counters(layout: Layout) -> None:
    spare = {name: sorted(cells, reverse=True) for name, cells in _spare(layout).items()}
    for rule_id in sorted(layout.world.rules):
        roles = layout.world.rules[rule_id].roles
        if roles:
            owner = roles[0].kind
            row = layout.kinds[owner]
            if spare[owner]:
                offset = spare[owner].pop()
            else:
                offset, row.width = row.width, row.width + 1
            layout.counters[rule_id] = Counter(owner, offset)


def _spare(layout: Layout) -> dict[str, list[int]]:
    """By kind the cells of which `V`, `R` and `K` are free: what is no number, lists, conditions."""
    found: dict[str, list[int]] = {name: [] for name in layout.kinds}
    for slot in layout.slots.values():
        if not slot.attribute.bond and not isinstance(slot.attribute.type, Number):
            found[slot.attribute.owner] += (slot.offset, slot.next, slot.prev) if slot.linked else (slot.offset,)
    for key, head in layout.heads.items():
        found[layout.slots[key].attribute.type.kind] += (head, head + 1)  # type: ignore[union-attr]
    for table in layout.tables.values():
        found[table.source] += (table.out, table.out + 1, table.flags)
        found[table.target] += (table.into, table.into + 1)
    for watch in layout.watches:
        if watch.owner and not watch.again:
            found[watch.owner].append(watch.offset)
    return found


def _world_row(layout: Layout) -> None:
    widest = max([row.width for row in layout.kinds.values()] + [t.width for t in layout.tables.values()] + [HELD_ROW])
    layout.world_row = _rounded(widest)
    width = WORLD_HEADER
    for name in sorted(layout.kinds):
        layout.members[name] = layout.world_row + width  # likewise
        width += 2
    for rule_id in sorted(layout.world.rules):
        if rule_id not in layout.counters:
            layout.counters[rule_id] = Counter("", width)
            width += 1
    for number, watch in enumerate(layout.watches):
        if not watch.owner:
            layout.watches[number] = replace(watch, offset=width)
            width += 1
    layout.options = layout.world_row + width
    width += sum(rule.utility is not None for rule in layout.world.rules.values()) + 1
    layout.place_order = tuple(sorted(k for k, e in layout.world.entities.items() if e.kind == "place"))
    for mode in layout.world.modes:
        flights = stairs(layout.place_order, layout.world.roads, mode)
        if flights is not None:
            layout.stairs[mode] = flights
    layout.first_free = _rounded(layout.world_row + width)


def _rounded(cell: int) -> int:
    return -(-cell // ROOM) * ROOM


def _priors(layout: Layout) -> None:
    for owner in sorted(layout.tables):
        layout.defaults[owner] = layout.first_free
        layout.first_free += layout.tables[owner].width
    for key in sorted(layout.world.attributes):
        if layout.world.attributes[key].believed:
            layout.priors[key] = layout.first_free
            layout.first_free += HELD_ROW


def _things(layout: Layout) -> None:
    """Handles: what the pack names comes first, so that the code which speaks of it is the same with any number of
    people. The order of `things` is that of identities, not of names, files or handles: so lists begin."""
    entities = layout.world.entities
    order = sorted(entities, key=lambda k: (stable(k), k))
    handles: dict[str, int] = {}
    for key in sorted(order, key=lambda k: entities[k].generated):
        handles[key] = layout.first_free
        layout.first_free += layout.kinds[entities[key].kind].width
    layout.things.update((key, handles[key]) for key in order)
