"""A world of any size: people who fill it up after its cast, with families, homes, posts and bonds.

Everything is drawn at an address made of the seed, the group's name and an ordinal, so that the first people of a
large world are those of a small one, and a further group, share or bond moves nobody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp, log

from kizuna.diagnostics import Sink
from kizuna.lang.ast import Expr, Thing
from kizuna.lang.scope import Scope
from kizuna.lang.types import Ref
from kizuna.pack.tree import Map
from kizuna.world.generate_names import Namer
from kizuna.world.generate_plan import Drawn, Group, Planner, Ties
from kizuna.world.generate_quarters import Quarter, copies, quarter, roads_within
from kizuna.world.generate_spec import luck_of, sample
from kizuna.world.luck import draw, pick, stable
from kizuna.world.model import Entity, Road, World

_SIZE, _LENGTH, _OTHER, _POST = stable("size"), stable("length"), stable("other"), stable("post")
_RETRIES = 8        # draws of an acquaintance that is not yet one

Bond = tuple[str, str, Expr]


def generate(
    tree: Map, scope: Scope, world: World, people: int, seed: int, sink: Sink
) -> tuple[dict[str, Entity], tuple[Road, ...]]:
    """The world's entities with generated people and homes added, by key, and the roads to the homes.

    People are added until there are `people` agents; several groups take turns. Reports faults of the section even if
    nobody has to be added.
    """
    entities, kinds = world.entities, world.kinds
    groups = Planner(scope, world.attributes, kinds, world.calendar, sink).groups(tree.get("generate"))
    agents = sum(kinds[entity.kind].agent for entity in entities.values())
    names = {name.casefold() for entity in entities.values() for name in (entity.name, entity.key, *entity.aliases)}
    namer = Namer(seed, names | {name.casefold() for name in scope.things})
    crowds = [_Crowd(group, seed, namer, world) for group in groups]
    for number in range(max(0, people - agents) if crowds else 0):
        crowds[number % len(crowds)].add()
    made = {**entities}
    for crowd in crowds:
        made.update((entity.key, entity) for entity in crowd.entities())
    return dict(sorted(made.items())), tuple(road for crowd in crowds for road in crowd.roads)


@dataclass(slots=True)
class _Person:
    key: str
    name: str
    household: int
    values: dict[str, Expr]
    bonds: dict[tuple[str, str], Expr] = field(default_factory=dict)


@dataclass(slots=True)
class _Crowd:
    """One group while it grows."""

    group: Group
    seed: int
    namer: Namer
    world: World
    people: list[_Person] = field(default_factory=list)
    homes: list[Entity] = field(default_factory=list)
    copies: list[Entity] = field(default_factory=list)
    roads: list[Road] = field(default_factory=list)
    families: list[str] = field(default_factory=list)
    quarter: Quarter = field(default_factory=Quarter)   # that of the last household
    room: int = 0                                       # how many more the last household takes
    quarters: int = 0                                   # how many there are beyond the first
    begins: int = 0                                     # the first ordinal of the last quarter
    posts: dict[int, Drawn] = field(default_factory=dict)      # ordinal -> the post that it is reserved for

    @property
    def address(self) -> int:
        return stable(self.group.name)

    def add(self) -> None:
        """One person more."""
        group, ordinal = self.group, len(self.people)
        if not self.room:
            self._household()
        self.room -= 1
        household = len(self.families) - 1
        name = self._name(ordinal, self.families[household])
        person = _Person(f"{group.name}/{ordinal + 1}", name, household, {})
        self._settle(person, ordinal)
        self.people.append(person)
        for ties in group.ties:
            for other in self._partners(ties, ordinal):
                self._tie(ties, person, self.people[other])

    def entities(self) -> Iterator[Entity]:
        """The homes and people made."""
        yield from self.homes
        yield from self.copies
        for person in self.people:
            bonds = tuple((attr, other, value) for (attr, other), value in person.bonds.items())
            yield Entity(person.key, self.group.kind, person.name, values=tuple(sorted(person.values.items())),
                         bonds=bonds, generated=True)

    def _name(self, ordinal: int, family: str) -> str:
        names = self.group.names
        if not names.template:
            return self.namer.numbered(f"{self.group.name} {ordinal + 1}")
        return self.namer.person(names, self.address, ordinal, family)

    def _household(self) -> None:
        """Opens the next household, with its home."""
        group, number = self.group, len(self.families)
        self._quarter()
        low, high = group.size
        self.room = low + pick(self.seed, high - low + 1, self.address, number, _SIZE)
        family = self.namer.family(group.names, self.address, number)
        self.families.append(family)
        home = group.home
        if home is None:
            return
        key = f"{group.name}/home/{number + 1}"
        named = home.named.replace("{family}", family) if home.named else f"{group.name} home {number + 1}"
        values: dict[str, Expr] = {}
        if home.inside and home.kind == "place":
            values["place.inside"] = Thing(self.quarter.of(home.inside), Ref("place"))
        name = self.namer.numbered(named)
        self.homes.append(Entity(key, home.kind, name, values=tuple(values.items()), generated=True))
        if home.near and home.kind == "place":
            near = self.quarter.of(home.near)
            shortest, longest = home.length
            length = shortest + draw(self.seed, self.address, number, _LENGTH) * (longest - shortest)
            self.roads.append(Road(min(near, key), max(near, key), length, self.world.modes))

    def _quarter(self) -> None:
        """Opens the next quarter, if the last one is full."""
        quarters = self.group.quarters
        number = len(self.people) // quarters.people if quarters is not None else 0
        if quarters is not None and number > self.quarters:
            self.quarters, self.begins = number, len(self.people)
            self.quarter = quarter(self.group.name, number, quarters)
            self.copies += copies(self.quarter, self.world.entities, self.namer)
            self.roads += roads_within(self.quarter, self.world.roads)

    def _settle(self, person: _Person, ordinal: int) -> None:
        """Home, place, and what is drawn; a post comes before the shares."""
        group = self.group
        place = f"{group.kind}.place"
        if group.home is not None:
            home = Thing(self.homes[person.household].key, Ref(group.home.kind))
            if group.home.sets:
                person.values[group.home.sets] = home
            if group.home.kind == "place" and place in self.world.attributes:
                person.values[place] = home
        if group.place and place in self.world.attributes:
            person.values.setdefault(place, Thing(self.quarter.of(group.place), Ref("place")))
        special = dict(self._post(ordinal))
        drawn = [pair for pair in group.drawn if pair[0] not in special]
        for attribute, spec in sorted((*special.items(), *drawn), key=lambda pair: pair[0].form != "number"):
            luck = luck_of(self.seed, self.address, ordinal, stable(attribute.key))
            value = sample(spec, attribute, person.values, luck)
            if value is not None:
                person.values[attribute.key] = self.quarter.value(value)

    def _post(self, ordinal: int) -> Drawn:
        """The post that this person is reserved for: in each quarter the least numbers come first, also before what
        the quarter before had no people for, then one in each `per` people."""
        within = ordinal - self.begins
        if not within:
            earlier, self.posts = self.posts, {}
            for post in self.group.posts:
                for _ in range(post.least):
                    self._keep_seat(ordinal, post.drawn)
            for seat, drawn in earlier.items():
                self._keep_seat(seat, drawn)
        for number, post in enumerate(self.group.posts):
            if post.per and within % post.per == 0 and within // post.per >= post.least:
                self._keep_seat(ordinal + pick(self.seed, post.per, self.address, ordinal, _POST, number), post.drawn)
        return self.posts.pop(ordinal, ())

    def _keep_seat(self, seat: int, drawn: Drawn) -> None:
        """For a person to come, or the next one who has no post."""
        while seat in self.posts:
            seat += 1
        self.posts[seat] = drawn

    def _partners(self, ties: Ties, ordinal: int) -> Iterator[int]:
        """Ordinals of earlier people with whom this one has bonds: the household, or half as many as are wanted.

        The other half is among those who come later. How far back one is looked for is drawn log-uniformly, so that
        everybody has about as many and no two are far apart (Kleinberg 2000).
        """
        mine = self.people[ordinal].household
        if not ties.others:
            back = ordinal - 1
            while back >= 0 and self.people[back].household == mine:
                yield back
                back -= 1
            return
        odd = ties.others % 2 and draw(self.seed, self.address, ordinal, _OTHER) < 0.5
        wanted = min(ordinal, ties.others // 2 + (1 if odd else 0))
        found: set[int] = set()
        for number in range(wanted):
            for attempt in range(_RETRIES):
                share = draw(self.seed, self.address, ordinal, _OTHER, number + 1, attempt)
                other = ordinal - min(ordinal, int(exp(share * log(ordinal + 1))))
                if other not in found and self.people[other].household != mine:
                    found.add(other)
                    yield other
                    break

    def _tie(self, ties: Ties, one: _Person, two: _Person) -> None:
        """Draws the bonds of each towards the other; a pair that has a bond already keeps it."""
        for attribute, spec in ties.drawn:
            for source, target in ((one, two), (two, one)):
                at = (attribute.key, target.key)
                if at not in source.bonds:
                    luck = luck_of(self.seed, stable(attribute.key), stable(source.key), stable(target.key))
                    value = sample(spec, attribute, {}, luck)
                    if value is not None:
                        source.bonds[at] = value
