"""What the engine makes of a world once and every machine of that world shares."""

from __future__ import annotations

from typing import Any
from weakref import WeakValueDictionary

from kizuna.codegen.layout import Layout, Slots, build_layout
from kizuna.codegen.unit_base import rule_key
from kizuna.codegen.units import Units
from kizuna.engine.library import Library
from kizuna.engine.ways import table_of_ways
from kizuna.lang import ast
from kizuna.lang.types import Choice, Moment, Number, Ref
from kizuna.world.constants import constant
from kizuna.world.luck import stable
from kizuna.world.model import Rule, World

FLOAT, INT, REFERENCE, DATE = range(4)


class Tables:
    """Layout, functions and look-up tables of one world; nothing in it changes while the world is lived."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.layout: Layout = build_layout(world)
        self.units = Units(self.layout)
        self.ways = table_of_ways(self.layout)
        self.library = Library(self.units, self.ways)
        layout = self.layout
        self.kind_names = {row.index: name for name, row in layout.kinds.items()}
        self.kind_hashes = {row.index: stable(name) for name, row in layout.kinds.items()}
        self.agents = {row.index for name, row in layout.kinds.items() if world.kinds[name].agent}
        self.named = frozenset(layout.things.values())
        self.place_kind = layout.kinds["place"].index
        self.places = {
            row.index: layout.slots[f"{name}.place"].offset if f"{name}.place" in layout.slots else -1
            for name, row in layout.kinds.items()
        }
        self._attributes()
        self._rules()
        said = [w.condition.name if w.condition is not None else w.rule for w in layout.watches]
        self.watch_keys = [stable(f"{w.sort} {name} {w.owner}") for w, name in zip(layout.watches, said, strict=True)]
        self.watches_of = {name: [w for w in layout.watches if w.owner == name] for name in layout.kinds}
        self.able = {w.owner for w in layout.watches if w.sort == "able"}
        self.kept: dict[str, Any] = {}
        """What others make of the world once, by name; it refers to us, so that it must not be kept elsewhere."""

    def _attributes(self) -> None:
        layout = self.layout
        self.slots = sorted(layout.slots.values(), key=lambda slot: slot.index)
        self.hashes = [stable(slot.attribute.key) for slot in self.slots]
        self.forms = [_form(slot.attribute.type) for slot in self.slots]
        self.moving = [s.attribute.moves for s in self.slots]
        self.bounds = [(layout.bound(s.attribute, False), layout.bound(s.attribute, True)) for s in self.slots]
        self.bounded: dict[int, list[Slots]] = {}  # a number's index -> the meters and numbers that it bounds
        self.fitted: dict[str, list[Slots]] = {}  # kind -> those of its attributes that numbers bound
        for slot in self.slots:
            bounds = [b for b in (slot.attribute.low, slot.attribute.high) if isinstance(b, ast.Get)]
            for key in dict.fromkeys(bound.attr for bound in bounds):
                self.bounded.setdefault(layout.slots[key].index, []).append(slot)
            if bounds:
                self.fitted.setdefault(slot.attribute.owner, []).append(slot)
        self.touches = self.units.touch_numbers()
        self.touched = [self.touches.get(slot.attribute.key) for slot in self.slots]
        tied = [slot for slot in self.slots if slot.attribute.bond]
        self.pointers = {kind: [slot for slot in tied if slot.attribute.type == Ref(kind)] for kind in layout.kinds}
        self.of_owner: dict[str, list[Slots]] = {owner: [] for owner in layout.tables}
        for slot in self.slots:
            self.of_owner.setdefault(slot.attribute.owner, []).append(slot)
        self.lines_of = {owner: [s for s in own if self.moving[s.index]] for owner, own in self.of_owner.items()}
        self.templates = {owner: self._template(own) for owner, own in self.of_owner.items()}

    def _template(self, slots: list[Slots]) -> tuple[list[tuple[int, float]], list[tuple[int, int]]]:
        """What a fresh row begins with: (offset, value) of numbers, and of all else that is not zero anyway."""
        numbers, others = [], []
        for slot in slots:
            if slot.attribute.form != "ref":
                value = self.constant(slot.attribute.start)
                if isinstance(slot.attribute.type, Number):
                    numbers.append((slot.offset, float(value)))
                elif int(value):
                    others.append((slot.offset, int(value)))
        return numbers, others

    def constant(self, expr: ast.Expr | None) -> float | int:
        """The value of a start that is a constant, else 0."""
        if isinstance(expr, ast.Literal):
            return expr.value
        if isinstance(expr, ast.Thing):
            return self.layout.things.get(expr.key, 0)
        return (constant(expr, self.world.parameters) or 0) if expr is not None else 0

    def _rules(self) -> None:
        layout, world = self.layout, self.world
        self.rules: list[Rule] = [world.rules[rule_id] for rule_id in layout.rules]
        self.rule_hashes = [stable(rule.id) for rule in self.rules]
        self.rule_keys = [rule_key(rule.id) for rule in self.rules]
        self.counters = [layout.counters[rule.id] for rule in self.rules]
        self.reactions: dict[int, list[int]] = {}
        for number, rule in enumerate(self.rules, 1):
            if rule.on:
                self.reactions.setdefault(layout.rules[rule.on], []).append(number)
        self.options: dict[int, dict[int, int]] = {}
        self.situation_cell: dict[int, int] = {}
        self.pauses: dict[int, dict[int, int]] = {}
        self.reaction_time: dict[int, int] = {}
        for name in layout.kinds:
            if world.kinds[name].agent:
                self._agent(name)

    def _agent(self, name: str) -> None:
        """Which actions a kind of agents looks at in which situation, and how often its members think."""
        row, decides = self.layout.kinds[name].index, self.world.kinds[name].decides
        by = decides.by if decides is not None else ""
        choice = self.world.attributes[by].type if by else Choice("", ("",))
        assert isinstance(choice, Choice)
        self.situation_cell[row] = self.layout.offset(by) if by else 0
        self.reaction_time[row] = decides.reaction if decides is not None else 2_000
        every = dict(decides.every) if decides is not None else {}
        default = decides.default_every if decides is not None else 7_200_000
        self.pauses[row] = {value: every.get(word, default) for value, word in enumerate(choice.values)}
        names = enumerate(self.units.candidates)
        self.options[row] = {value: unit for unit, (kind, value) in names if kind == name}


_MADE: WeakValueDictionary[int, Tables] = WeakValueDictionary()


def tables_of(world: World) -> Tables:
    """The tables of a world, the same ones for all machines that live it as long as one of them is kept."""
    made = _MADE.get(id(world))
    if made is None or made.world is not world:
        made = _MADE[id(world)] = Tables(world)
    return made


def _form(kind: object) -> int:
    if isinstance(kind, Number):
        return FLOAT
    if isinstance(kind, Ref):
        return REFERENCE
    return DATE if isinstance(kind, Moment) else INT
