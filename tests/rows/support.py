"""Small worlds on top of the packs, and short words for living in them."""

from __future__ import annotations

import os
from collections import deque
from copy import copy
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from kizuna.chronicle.codec import records, roles_of
from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.formatter import format_text
from kizuna.engine.api import Directed
from kizuna.engine.evaluate import evaluate
from kizuna.engine.machine import Machine
from kizuna.engine.tables import Tables
from kizuna.lang.resolve import expression
from kizuna.lang.types import NEVER_WAS, Choice, Ref
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.draft import Draft
from kizuna.world.kept import open_world
from kizuna.world.luck import stable
from kizuna.world.model import World
from kizuna.world.reuse import Marks, Reuse
from kizuna.world.scope_of import scope_of
from tests.economy import uncollected

CHECKOUT = Path(__file__).resolve().parents[2]
ROOT = Path(os.environ.get("KIZUNA_ROWS_PACKS") or CHECKOUT)
WRITTEN = CHECKOUT / ".pytest_cache" / "rows"
"""Where the small packs of tests are written, each in a folder of its own, so that their worlds can be kept."""
MOST_WORLDS = 8
"""How many worlds of each sort are at hand, those used last: the rows have hundreds, of 40 MiB and more."""
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NEVER = NEVER_WAS
"""What a date is that was never set."""

CALENDAR = "calendar:\n  start: year 12, April 1, 06:00\n"

PLACES = """
places:
  town: {}
  clinic: {inside: town}
  sickroom: {inside: town, house: clinic}
  spare room: {inside: town, house: clinic}
  home: {inside: town}
  attic: {inside: town}
  market: {inside: town, lively: yes}
roads:
  - {between: [clinic, sickroom], length: 20 m, modes: all}
  - {between: [clinic, spare room], length: 25 m, modes: all}
  - {between: [clinic, home], length: 800 m, modes: all}
  - {between: [home, market], length: 300 m, modes: all}
  - {between: [home, attic], length: 12 m, modes: [foot, direct], stairs: 1}
"""


class Alike(Reuse):
    """Takes over what was made for whichever world was made before in which names mean the same."""

    known: ClassVar[dict[str, tuple[Marks, World]]] = {}

    def begin(self, draft: Draft) -> None:
        """Note what names mean, and look for a world like it."""
        super().begin(draft)
        if self.now.base in self.known:
            self.before, world = self.known[self.now.base]
            self.rules, self.attributes = world.rules, world.attributes


def compiled(root: Path, people: int = 0, seed: int = 0) -> World:
    """The world of a pack folder that may include any pack of the tested folder; fails with the diagnostics."""
    sink, shelves = Sink(), (ROOT / "packs", ROOT / "worlds")
    with uncollected():
        if ROOT == CHECKOUT:
            made = Alike()
            _, world = open_world(root, sink, people, seed, shelves, made)
            if world is not None and made.now.base:
                Alike.known.pop(made.now.base, None)
                Alike.known[made.now.base] = made.now, world
                while len(Alike.known) > MOST_WORLDS:
                    Alike.known.pop(next(iter(Alike.known)))
        else:
            # Packs from elsewhere are mutants, each of them met once: keeping their worlds would only push out others.
            pack = load_pack(root, sink, shelves)
            world = build_world(pack, sink, people, seed, doubts=False) if pack is not None else None
    assert world is not None, format_text(list(sink), None)
    return world


def written(files: dict[str, str], includes: str) -> Path:
    """The folder of a small pack with these files; the same files are always in the same folder."""
    manifest = f"pack: tried\nabout: A test.\nlanguage: 1\nincludes: [{includes}]\n"
    texts = {"pack.yaml": manifest, **files}
    root = WRITTEN / sha256(repr(texts).encode()).hexdigest()[:20] / "tried"
    root.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = root / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    return root


@lru_cache(maxsize=MOST_WORLDS)
def shipped(name: str, people: int = 0, seed: int = 0) -> World:
    """A world that comes with the project."""
    return compiled(ROOT / "worlds" / name, people, seed)


@lru_cache(maxsize=MOST_WORLDS)
def town(text: str, includes: str = "duty") -> World:
    """A small town with a clinic, a home with an attic and a market; `text` has the sections that a test adds."""
    places = PLACES if includes != "body" else "places:\n  sickroom: {}\n"
    return compiled(written({"places.yaml": places, "calendar.yaml": CALENDAR, "tried.yaml": text}, includes))


_LATEST: deque[Tables] = deque(maxlen=MOST_WORLDS)


def begun(world: World, seed: int) -> Machine:
    """A machine at the world's first moment; what is made of a world once is kept for the tests that live it next."""
    machine = Machine.begin(world, seed)
    tables = machine.kernel.tables
    if tables in _LATEST:
        _LATEST.remove(tables)
    _LATEST.append(tables)
    return machine


class Play:
    """A machine with names instead of handles. Nobody decides for himself unless `autonomy` is set."""

    def __init__(self, world: World, seed: int = 1, autonomy: bool = False) -> None:
        self.world = world
        self.machine = begun(world, seed)
        self.machine.autonomy = autonomy

    def again(self, seed: int) -> Play:
        """The same moment once more, with other luck from here on; much cheaper than to begin anew."""
        other = copy(self)
        other.machine = self.machine.copy()
        other.machine.state.seed = seed
        return other

    def live(self, span: float) -> int:
        """Plays `span` ms more; how many events were recorded."""
        return self.machine.live(self.machine.now + round(span))

    def thing(self, name: str) -> int:
        """The handle of a named thing."""
        return self.machine.handle(name)

    def all(self, kind: str) -> list[int]:
        """The handles of all members of a kind."""
        return self.machine.members(kind)

    def get(self, attr: str, of: str | int) -> float | int:
        """The value of an attribute, by its key, such as `person.pain`."""
        return self.machine.get(attr, self.thing(of) if isinstance(of, str) else of)

    def word(self, attr: str, of: str | int) -> str:
        """The value of a choice as a word."""
        return self.value_word(attr, self.get(attr, of))

    def value_word(self, attr: str, value: float | int) -> str:
        """What a value of a choice is called."""
        return str(self.words(attr)[int(value)])

    def words(self, attr: str) -> tuple[str, ...]:
        """The words of a choice."""
        kind = self.world.attributes[attr].type
        assert isinstance(kind, Choice)
        return kind.values

    def bond(self, attr: str, source: str, target: str) -> float | int:
        """The value of a bond, by its bare name."""
        return self.machine.tie(self._bond(attr), self.thing(source), self.thing(target))

    def put(self, attr: str, of: str | int, value: float | int, target: str = "") -> None:
        """Sets an attribute, or with `target` a bond, from outside."""
        bearer = self.thing(of) if isinstance(of, str) else of
        if target:
            self.machine.set_value(self._bond(attr), bearer, value, self.thing(target))
        else:
            self.machine.set_value(attr, bearer, value)

    def choose(self, attr: str, of: str | int, word: str) -> None:
        """Sets a choice from outside."""
        self.put(attr, of, self.words(attr).index(word))

    def value(self, text: str, **roles: str | int) -> float:
        """What an expression of the language comes to, with the roles that it names."""
        names = self._roles(roles)
        kinds = {name: Ref(self.machine.kind_of(handle)) for name, handle in names.items()}
        sink = Sink()
        kept = self.machine.kernel.tables.kept
        if "scope" not in kept:
            kept["scope"] = scope_of(self.world)
        expr = expression(text, Span("", 1, 1), kept["scope"].inside(**kinds), sink)
        assert expr is not None, format_text(list(sink), None)
        return float(evaluate(expr, names, self.machine))

    def refused(self, rule: str, **roles: str | int) -> str:
        """The name of the first requirement that fails, "" if it may happen."""
        refusal = self.machine.refusal(self._rule(rule), self._roles(roles))
        return refusal.requirement.name if refusal is not None else ""

    def urge(self, rule: str, **roles: str | int) -> float:
        """The utility of an action with these roles."""
        utility = self.world.rules[self._rule(rule)].utility
        assert utility is not None
        return float(evaluate(utility, self._roles(roles), self.machine))

    def act(self, rule: str, outcome: str = "", amounts: dict[str, float] | None = None, **roles: str | int) -> bool:
        """Makes it happen now and plays until it ends; whether it was possible."""
        directed = Directed(self._rule(rule), self._roles(roles), amounts or {}, outcome)
        return self.machine.perform(directed).refusal is None

    def choose_bond(self, attr: str, source: str, word: str, target: str) -> None:
        """Sets a choice between two from outside."""
        self.put(attr, source, self.words(self._bond(attr)).index(word), target)

    def count(self, rule: str) -> int:
        """How many events of a rule were recorded since the last drain, which this is."""
        return self.counts().get(rule, 0)

    def counts(self, of: str = "") -> dict[str, int]:
        """Events recorded since the last drain by rule, those with `of` in a role only if given; drains."""
        names = {stable(rule.id): rule.name for rule in self.world.rules.values()}
        who = self.machine.ident(self.thing(of)) if of else 0
        ints, _ = self.machine.drain()
        found: dict[str, int] = {}
        for record in records(ints):
            if not of or who in roles_of(record):
                name = names.get(record[3], "?")
                found[name] = found.get(name, 0) + 1
        return found

    def _rule(self, name: str) -> str:
        return f"action/{name}" if f"action/{name}" in self.world.rules else f"trigger/{name}"

    def _roles(self, roles: dict[str, str | int]) -> dict[str, int]:
        return {name: self.thing(who) if isinstance(who, str) else who for name, who in roles.items()}

    def _bond(self, name: str) -> str:
        return next(key for key in self.world.attributes if ">" in key and key.endswith(f".{name}"))


def today(play: Play) -> str:
    """The day of the week."""
    return next(day for day in WEEK if play.value(f"if weekday is {day} then 1 else 0"))
