"""One parameter at several values, in scenes that are otherwise the same: what its sentence promises has to change.

A case says what is so before, what happens, and what is measured; the worlds that are compared differ in one
parameter alone, so a parameter that no rule reads gives the same measure for all of its values.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from functools import cache

from kizuna.codegen import layout
from kizuna.engine.api import Directed
from kizuna.engine.evaluate import evaluate
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Expr
from kizuna.lang.types import Choice, Moment, Ref
from kizuna.world.model import Rule, World
from tests.rows.couples import TOWN
from tests.rows.leaf import leaf_with
from tests.rows.support import Play, town

Find = Callable[[Rule, str], Expr | None]
UP, DOWN = True, False
PLACES = "  far town: {settlement: yes}\n  loft: {inside: town}\n  flat:"
SCENE = TOWN.replace("  flat:", PLACES).replace(
    "roads:",
    "roads:\n  - {between: [town, far town], length: 240 km, modes: all}"
    "\n  - {between: [town, home], length: 200 m, modes: all}"
    "\n  - {between: [attic, loft], length: 10 m, modes: [foot], stairs: 1}",
)
THINGS = """
things:
  cut: {is: wound, site: arm, depth: 40 %, cause: blade}
  knock: {is: wound, site: back, sort: bruise, cause: blow, depth: 30 %, open: no}
  mark: {is: scar, bearer: Ren}
  pill: {is: dose, substance: painkiller}
  draught: {is: dose, substance: sedative}
  errand: {is: task, asked_at_desk: office, goal_of: far town}
  job: {is: mission, sort: errand, desk: office, goal: far town, wanted: 2, days: 3 days}
  order: {is: ward, bound: Ren, protected: Aki, issuer: Oda, in_force: no}
  plea: {is: petition, petitioner: Aki, addressee: Oda, concerns: Ren, asks: transfer}
  form: {is: papers, issuer: Oda, matter: relief}
  cart: {is: wagon, driver: Mio, stands_at: market, bound_to: far town, to_go: 240 km}
  gang: {is: band, men: 6, strength: 60 %, lurks_at: far town}
  peg: {is: artificial_limb, maker: Mio}
  pupils: {is: class, class_teacher: Aki, room: office, yard: market}
  post: {is: letter, writer: Aki}
  keeping: {is: avoidance, whom: Aki, crossings: 5}
  memory: {is: ordeal, by: blade, at_site: arm}
  sling: {is: weapon, worst: 60 %, least_depth: 20 %}
  dart: {is: missile, thrower: Nao, weapon: sling}
  hunt: {is: mission, sort: errand}
  snare: {is: trap, layer: Nao, hidden: 50 %, blast: 80 %}
"""
JOUNIN = "is: person, place: hut, home: hut, rank: jounin, skill: 90 %, capacity: 100 chakra, chakra: 100 chakra"
LEAF = f"""
places:
  hut: {{}}
  den: {{}}
  moor: {{}}
roads:
  - {{between: [hut, den], length: 300 m, modes: all}}
  - {{between: [hut, moor], length: 50 km, modes: all}}
cast:
  Aki: {{{JOUNIN}}}
  Ren: {{{JOUNIN}, infirmary: hut}}
  Oda: {{{JOUNIN}}}
  Mio: {{{JOUNIN}}}
things:
  cut: {{is: wound, site: arm, depth: 40 %, cause: blade}}
  hole: {{is: crater, at: hut}}
  peg: {{is: artificial_limb, maker: Mio, wearer: Ren}}
  lock: {{is: door_seal, door: den, owner: Aki}}
  sack: {{is: goods, bearer: Ren, weight: 20 kg}}
  outing: {{is: mission, goal: hut, days: 1 h, stage: out, led_by: Aki}}
"""


@dataclass(frozen=True)
class Case:
    """A parameter, which way the measure goes with it, and the measure.

    `at` are its values beside the default, else the ends of its range; with `ends` the default is left out, as each
    value is a life. `beside` is what other parameters are meanwhile.
    """

    parameter: str
    grows: bool
    measure: Callable[[Scene, World], float]
    at: tuple[str, ...] = ()
    beside: tuple[tuple[str, float], ...] = ()
    ends: bool = False

    def __str__(self) -> str:
        return self.parameter


class Scene:
    """A small world at one moment, from which each measure sets out anew."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.play = Play(world)

    def given(self, given: str, world: World | None = None, seed: int = 1) -> Play:
        """The scene with some things different, in a world with another parameter if one is given."""
        play = self.play.again(seed) if world is None else self._in(world, seed)
        for line in filter(None, (part.strip() for part in given.split(";"))):
            left, right = (side.strip() for side in line.split(" = "))
            _put(play, left.split("."), right)
        return play

    def _in(self, world: World, seed: int) -> Play:
        """The scene begun in another world, of which nothing is kept."""
        play = copy(self.play)
        play.world, play.machine = world, Machine.begin(world, seed)
        play.machine.autonomy = False
        return play


@cache
def in_town() -> Scene:
    """Five people and their town, by the packs of the library."""
    return Scene(town(SCENE + THINGS))


@cache
def in_leaf() -> Scene:
    """Five jounin in a hut of their own, in the world of leaf."""
    return Scene(leaf_with(LEAF))


def _put(play: Play, left: list[str], right: str) -> None:
    """Sets `Ren.pride` or, towards somebody, `Ren.care.Aki` to a value, a word, a name or a span `ago`."""
    bearer = play.thing(left[0])
    target = play.thing(left[2]) if len(left) > 2 else 0
    kind = play.machine.kind_of(bearer)
    own = f"{kind}.{left[1]}"
    bonds = (key for key in play.world.attributes if key.startswith(f"{kind}>") and key.endswith(f".{left[1]}"))
    key = next(bonds) if target else own
    play.machine.set_value(key, bearer, _value(play, key, right), target)


def _value(play: Play, key: str, text: str) -> float | int:
    form = play.world.attributes[key].type
    if isinstance(form, Choice):
        return form.values.index(text)
    if isinstance(form, Ref):
        return 0 if text == "nobody" else play.thing(text)
    if isinstance(form, Moment):
        return play.machine.now - round(play.value(text.removesuffix(" ago")))
    return play.value(text) if text not in ("yes", "no") else int(text == "yes")


def _of(text: str) -> tuple[str, str, dict[str, str]]:
    """`rule / part: role is Name, ...` taken apart."""
    head, _, tail = text.partition(":")
    rule, _, part = head.partition(" / ")
    pairs = (each.split(" is ") for each in tail.split(",") if each.strip())
    return rule.strip(), part.strip(), {role.strip(): name.strip() for role, name in pairs}


def _rule(world: World, name: str) -> str:
    return f"action/{name}" if f"action/{name}" in world.rules else f"trigger/{name}"


def says(parameter: str, grows: bool, text: str, given: str = "", at: tuple[str, ...] = ()) -> Case:
    """What an expression comes to."""

    def measure(scene: Scene, world: World) -> float:
        play = scene.given(given)
        play.machine.world = world
        return play.value(text)

    return Case(parameter, grows, measure, at)


def _part(parameter: str, grows: bool, of: str, given: str, at: tuple[str, ...], find: Find) -> Case:
    rule, part, roles = _of(of)

    def measure(scene: Scene, world: World) -> float:
        play = scene.given(given)
        play.machine.world = world
        handles = {role: play.thing(name) for role, name in roles.items()}
        found = find(world.rules[_rule(world, rule)], part)
        assert found is not None
        return float(evaluate(found, handles, play.machine))

    return Case(parameter, grows, measure, at)


def takes(parameter: str, grows: bool, of: str, given: str = "", at: tuple[str, ...] = ()) -> Case:
    """How long an action takes."""
    return _part(parameter, grows, of, given, at, lambda rule, _: rule.takes)


def urge(parameter: str, grows: bool, of: str, given: str = "", at: tuple[str, ...] = ()) -> Case:
    """How much somebody wants to do it."""
    return _part(parameter, grows, of, given, at, lambda rule, _: rule.utility)


def lets(parameter: str, grows: bool, of: str, given: str = "", at: tuple[str, ...] = ()) -> Case:
    """Whether a requirement of a rule, `rule / requirement: ...`, is met."""

    def find(rule: Rule, part: str) -> Expr | None:
        return next(each.expr for each in (*rule.requires, *rule.works_if) if each.name == part)

    return _part(parameter, grows, of, given, at, find)


def most(parameter: str, grows: bool, of: str, given: str = "", at: tuple[str, ...] = ()) -> Case:
    """How high an amount, `rule / amount: ...`, can be."""
    return _part(parameter, grows, of, given, at, _high)


def _high(rule: Rule, part: str) -> Expr | None:
    return next(each.high for each in rule.amounts if each.name == part)


def odds(parameter: str, grows: bool, of: str, given: str = "", at: tuple[str, ...] = ()) -> Case:
    """How likely a rule turns out so, `rule / outcome: ...`."""

    def find(rule: Rule, part: str) -> Expr | None:
        return next(case.weight for case in rule.outcomes if case.name == part)

    return _part(parameter, grows, of, given, at, find)


def lives(
    parameter: str,
    grows: bool,
    text: str,
    given: str = "",
    does: str = "",
    after: str = "",
    at: tuple[str, ...] = (),
    free: bool = False,
    seed: int = 1,
    **beside: float,
) -> Case:
    """What an expression comes to after something was made to happen, or after a while, or both.

    With `free` all decide for themselves; `seed` says with which luck.
    """
    rule, outcome, roles = _of(does)

    def measure(scene: Scene, world: World) -> float:
        play = scene.given(given, world, seed)
        play.machine.autonomy = free
        if rule:
            handles = {role: play.thing(name) for role, name in roles.items()}
            began = play.machine.start(Directed(_rule(world, rule), handles, {}, outcome))
            play.machine.live(_end(play, handles, began))
        play.live(play.value(after) if after else 0)
        return play.value(text)

    return Case(parameter, grows, measure, at, tuple(beside.items()), ends=True)


def _end(play: Play, handles: dict[str, int], began: int) -> int:
    """When what somebody has begun is to end."""
    doer = next(iter(handles.values()), 0)
    state = play.machine.state
    busy = doer and state.X[doer + layout.ACT] and state.X[doer + layout.ACT_EVENT] == began
    return state.X[doer + layout.ACT_ENDS] if busy else play.machine.now


def swept(case: Case, scene: Scene) -> None:
    """Asserts that the measure goes with the parameter, from one end of what is tried to the other."""
    declared = scene.world.parameters[case.parameter]
    ends = (declared.low, declared.high)
    values = [scene.play.value(text) for text in case.at] or [end for end in ends if end is not None]
    found = []
    for value in sorted({*values, *(() if case.ends else (declared.default,))}):
        changed = dict(scene.world.parameters)
        for name, other in (*case.beside, (case.parameter, value)):
            changed[name] = replace(changed[name], default=other)
        found.append(case.measure(scene, replace(scene.world, parameters=changed, origin="")))
    assert found == sorted(found, reverse=not case.grows), found
    assert found[0] != found[-1], found
