"""What is to be seen of somebody at one moment: his things, meters, states, and those around him."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kizuna.engine.evaluate import evaluate, finite
from kizuna.engine.explain_words import Words
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Call, Expr, Not, Var
from kizuna.lang.types import BOOL, NEVER_WAS, Ref
from kizuna.story.person_ahead import Question, Turn, level_at, no_longer, within_level
from kizuna.story.person_meter import Meter
from kizuna.story.person_page import State, Thing
from kizuna.world.model import Attribute
from kizuna.world.wording import spaced

_STATES = ("flag", "choice")


@dataclass(frozen=True, slots=True)
class SeenMeter:
    """A meter before it is known what will become of it. `away` orders: levels from the usual one, then shares."""

    key: str
    meter: Meter
    away: tuple[int, float]
    levels: tuple[str, ...] = ()


@dataclass(slots=True)
class Look:
    """Looks at one member of a kind, and gathers the questions about what is to come."""

    machine: Machine
    who: int
    questions: dict[str, Question] = field(default_factory=dict)
    roles: dict[str, int] = field(default_factory=dict)
    words: Words = field(init=False)
    _links: dict[int, tuple[Attribute, str]] = field(default_factory=dict)
    _declared: dict[str, Expr] = field(init=False)

    def __post_init__(self) -> None:
        self.roles["self"] = self.who
        self.words = Words(self.machine, self.roles)
        entity = self.machine.world.entities.get(self.machine.keys.get(self.who, ""))
        self._declared = dict(entity.values) if entity is not None else {}

    @property
    def name(self) -> str:
        """What he is called."""
        return self.machine.label(self.who)

    def attributes(self, of: int) -> Iterator[Attribute]:
        """The attributes of a thing, in order of declaration."""
        world = self.machine.world
        return (world.attributes[key] for key in world.kinds[self.machine.kind_of(of)].attributes)

    def meters(self) -> list[SeenMeter]:
        """His meters, the furthest from their usual level first; those without levels come last."""
        me = Var("self", Ref(self.machine.kind_of(self.who)))
        found = [self._meter(a, self.who, f"meter {a.key}", me) for a in self.attributes(self.who) if a.form == "meter"]
        return sorted(found, key=lambda one: (not one.meter.level, -one.away[0], -one.away[1], one.meter.name))

    def _meter(self, attribute: Attribute, of: int, key: str, bearer: Expr) -> SeenMeter:
        """One meter of somebody or something; asks when it leaves its level, and when it is at its usual one again."""
        value, declared = float(self.machine.get(attribute.key, of)), self.usual(attribute, of)
        usual_value = value if declared is None else float(declared)
        low, high = finite(*self.machine.range_of(attribute.key, of))
        span = (high - low) or 1.0
        shares = (value - low) / span, (usual_value - low) / span
        name, told = spaced(attribute.name), self.words.attribute(attribute.key, value, of)
        if not attribute.levels:
            return SeenMeter(key, Meter(name, told, "", ""), (0, abs(shares[0] - shares[1])))
        level = level_at(attribute, shares[0], value)
        usual = level_at(attribute, shares[1], usual_value)
        self._ask_level(attribute, of, key, bearer, (level, usual))
        meter = Meter(name, told, attribute.levels[level].name, attribute.levels[usual].name)
        names = tuple(level.name for level in attribute.levels)
        return SeenMeter(key, meter, (abs(level - usual), abs(shares[0] - shares[1])), names)

    def meter_of(self, attribute: Attribute, of: int, key: str) -> SeenMeter:
        """A meter with levels of his, or of one of his `things`."""
        thing = "self" if of == self.who else self._links[of][1] if of in self._links else ""
        return self._meter(attribute, of, key, Var(thing, Ref(attribute.owner)))

    def until_of(self, thing: int, condition: Expr) -> Expr | None:
        """That one of his things is gone, or that `condition` on `it` has ceased; None if it is none of his."""
        if thing not in self._links:
            return None
        link, name = self._links[thing]
        return no_longer(link, name, "self", condition)

    def _ask_level(self, attribute: Attribute, of: int, key: str, bearer: Expr, levels: tuple[int, int]) -> None:
        level, usual = levels
        ident = self.machine.ident(of)
        if of == self.who:
            leaves: Expr = Not(within_level(attribute, level, bearer))
            if level != usual:
                self.questions[f"{key} usual"] = Question(within_level(attribute, usual, bearer), lambda later: "")
        else:
            within = self.until_of(of, within_level(attribute, level, Var("it", Ref(attribute.owner))))
            if within is None:
                return
            leaves = within

        def tell(later: Machine) -> str:
            now = later.of_ident(ident)
            if not now:
                return ""
            return Words(later, {}).level(attribute, float(later.get(attribute.key, now)), now)

        self.questions[key] = Question(leaves, tell)

    def usual(self, attribute: Attribute, of: int) -> float | int | None:
        """The value that something has as a rule: what it was declared with, or, if it moves by itself, its start."""
        value = attribute.start if attribute.moves else self._declared.get(attribute.key, attribute.start)
        return None if value is None else evaluate(value, {"self": of}, self.machine)

    def is_usual(self, attr: str, of: int) -> bool:
        """Whether an attribute of his is as it is as a rule, a meter with levels in its level.

        Never of others, nor of a date, since the time that has passed since then does not stand still.
        """
        attribute = self.machine.world.attributes[attr]
        if of != self.who or attribute.form == "date":
            return False
        value, usual = self.machine.get(attr, of), self.usual(attribute, of)
        if usual is None or value == usual:
            return True
        level = self.words.level(attribute, float(value), of)
        return bool(level) and level == self.words.level(attribute, float(usual), of)

    def things(self) -> list[tuple[Thing, list[SeenMeter], str]]:
        """What refers to him and decides nothing for itself: by the set's name, then by its first choice's value.

        Each with its meters, and the key of the question when it will be gone.
        """
        found: list[tuple[tuple[str, int, int], Thing, list[SeenMeter], str]] = []
        for link in self._inverses(agents=False):
            for number, handle in enumerate(self.machine.inverse(link.key, self.who)):
                thing = f"{link.inverse} {number}"
                self.roles[thing] = handle
                self._links[handle] = link, thing
                self.questions[f"gone {thing}"] = Question(no_longer(link, thing, "self"), lambda later: "")
                order, group = self._group(handle)
                own = [a for a in self.attributes(handle) if a.form == "meter"]
                meters = [self._meter(a, handle, f"{thing} {a.key}", Var(thing, Ref(link.owner))) for a in own]
                seen = Thing(link.inverse, group, self.machine.label(handle), tuple(self._details(link, handle)))
                found.append(((link.inverse, order, number), seen, meters, f"gone {thing}"))
        return [(thing, meters, gone) for _, thing, meters, gone in sorted(found, key=lambda one: one[0])]

    def _inverses(self, agents: bool) -> Iterator[Attribute]:
        """References to his kind that have an inverse, borne by agents or by things."""
        world, kind = self.machine.world, self.machine.kind_of(self.who)
        for attribute in world.attributes.values():
            meant = attribute.inverse and not attribute.bond and attribute.type == Ref(kind)
            if meant and world.kinds[attribute.owner].agent is agents:
                yield attribute

    def _group(self, thing: int) -> tuple[int, str]:
        choice = next((a for a in self.attributes(thing) if a.form == "choice"), None)
        if choice is None:
            return 0, ""
        return int(self.machine.get(choice.key, thing)), self.words.attribute(
            choice.key, self.machine.get(choice.key, thing), thing
        )

    def _details(self, link: Attribute, thing: int) -> Iterator[str]:
        """What is so of a thing: flags that are on or have a phrase, further choices, what is not 0 or nobody.

        A date is told once: those that begin with the thing say nothing until they are set.
        """
        dates = {NEVER_WAS}
        grouped = next((a.key for a in self.attributes(thing) if a.form == "choice"), "")
        for attribute in self.attributes(thing):
            value, name = self.machine.get(attribute.key, thing), spaced(attribute.name)
            if attribute.form == "meter" or attribute.key in (link.key, grouped):
                continue
            if attribute.form == "date":
                if int(value) not in dates:
                    yield f"{name} {self.words.attribute(attribute.key, value, thing)}"
                dates.add(int(value))
            elif attribute.form == "flag":
                told = self._short(attribute, value, thing)
                if value or attribute.phrases:
                    yield told
            elif value or attribute.form == "choice":
                yield f"{name} {self.words.attribute(attribute.key, value, thing)}"

    def _short(self, attribute: Attribute, value: float | int, of: int) -> str:
        """A state without the name of its bearer and without `is`."""
        if not attribute.phrases and attribute.form != "flag":
            return f"{spaced(attribute.name)}: {self.words.attribute(attribute.key, value, of)}"
        told, name = self.words.state(attribute.key, value, of), self.machine.label(of)
        for lead in (f"{name} is ", f"{name}'s ", f"{name} "):
            told = told.removeprefix(lead)
        return told

    def states(self) -> list[State]:
        """His flags and choices."""
        found: list[State] = []
        for attribute in self.attributes(self.who):
            if attribute.form in _STATES:
                value = self.machine.get(attribute.key, self.who)
                spelled = self.words.attribute(attribute.key, value, self.who)
                name, told = spaced(attribute.name), self._short(attribute, value, self.who)
                found.append(State(name, spelled, told, self.is_usual(attribute.key, self.who)))
        return found

    def doing(self) -> str:
        """The name of what he is at, "" if nothing; asks when he is through with it."""
        rule = self.machine.world.rules.get(self.machine.doing(self.who))
        if rule is None:
            return ""
        me = Var("self", Ref(self.machine.kind_of(self.who)))
        self.questions["doing"] = Question(Not(Call("doing", (me,), BOOL, rule.name)), lambda later: "")
        return rule.name

    def place(self) -> tuple[str, ...]:
        """Where he is, and what that lies in."""
        found: list[str] = []
        at = self._place_of(self.who)
        while at and len(found) < 64:
            found.append(self.machine.label(at))
            at = int(self.machine.get("place.inside", at))
        return tuple(found)

    def _place_of(self, who: int) -> int:
        key = f"{self.machine.kind_of(who)}.place"
        attribute = self.machine.world.attributes.get(key)
        return int(self.machine.get(key, who)) if attribute is not None and attribute.form == "ref" else 0

    def company(self) -> tuple[str, ...]:
        """Those who decide for themselves and are at the same place, by name."""
        here = self._place_of(self.who)
        agents = [kind.name for kind in self.machine.world.kinds.values() if kind.agent]
        others = [who for kind in agents for who in self.machine.members(kind) if who != self.who] if here else []
        return tuple(sorted(self.machine.label(who) for who in others if self._place_of(who) == here))

    def ties(self) -> list[tuple[str, tuple[str, ...]]]:
        """His own references but the place, and who of those who decide refers to him."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for attribute in self.attributes(self.who):
            value = int(self.machine.get(attribute.key, self.who)) if attribute.form == "ref" else 0
            if value and attribute.name != "place":
                found.append((spaced(attribute.name), (self.machine.label(value),)))
        for link in self._inverses(agents=True):
            names = tuple(map(self.machine.label, self.machine.inverse(link.key, self.who)))
            if names:
                found.append((spaced(link.inverse), names))
        return found


def settled(seen: SeenMeter, turns: Mapping[str, Turn], date: Callable[[int], str]) -> Meter:
    """A meter together with what will become of it; when it is usual again only if that is where it goes next."""
    meter, turn, again = seen.meter, turns.get(seen.key), turns.get(f"{seen.key} usual")
    if turn is None or not turn.told or turn.told == meter.level:
        return meter
    meter = replace(meter, becomes=turn.told, becomes_at=date(turn.time))
    level, usual, becomes = (seen.levels.index(name) for name in (meter.level, meter.usual, meter.becomes))
    nearer = abs(becomes - usual) < abs(level - usual)
    return replace(meter, usual_at=date(again.time)) if again is not None and nearer else meter
