"""From the merged tree of a pack to the typed world."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kizuna.diagnostics import Sink
from kizuna.lang.scope import Scope
from kizuna.pack.keys import check_keys
from kizuna.pack.load import Pack
from kizuna.pack.tree import Map
from kizuna.world.actions import Rules, build_actions
from kizuna.world.amounts import check_amounts
from kizuna.world.attributes import Declared
from kizuna.world.blame import blame
from kizuna.world.boards import build_boards
from kizuna.world.bonds import by_name, declare_bonds
from kizuna.world.breadth import check_breadth, check_curves, crowd
from kizuna.world.calendar_section import build_calendar
from kizuna.world.cast import build_entities
from kizuna.world.choices import build_choices
from kizuna.world.conditions import check_conditions
from kizuna.world.definitions import check_definitions, collect_definitions, definitions_of
from kizuna.world.draft import Draft
from kizuna.world.dynamics import check_dynamics, check_searches, check_watched
from kizuna.world.gather import gather
from kizuna.world.generate import generate
from kizuna.world.integrity import build_integrity
from kizuna.world.kinds import KindNode, build_kinds, built_in, collect_kinds, declare_attributes, inverses
from kizuna.world.knowing import check_knowing
from kizuna.world.lint import lint
from kizuna.world.model import Attribute, ParameterDef, World
from kizuna.world.names import collect_names
from kizuna.world.parameters import build_parameters
from kizuna.world.places import build_modes, build_roads
from kizuna.world.reads import things_in, things_named
from kizuna.world.reuse import Reuse
from kizuna.world.scope_of import calendar_choices
from kizuna.world.sentences_clash import clashes
from kizuna.world.triggers import build_triggers
from kizuna.world.units import build_units
from kizuna.world.values import Definer


def build_world(
    pack: Pack, sink: Sink, people: int = 0, seed: int = 0, *, doubts: bool = True, reuse: Reuse | None = None
) -> World | None:
    """The typed world of a pack with at least `people` agents, of whom `generate` makes those that the cast lacks.

    None if there are errors, all of which are in the sink then; if loading the pack lost whole sections, only those,
    for what they declare would be missed everywhere. `seed` draws what `generate` leaves open; without `doubts` only
    errors are looked for, nothing that is merely unused; `reuse` as in `found_world`. Two passes: what
    everything is called and of which type it is, then what expressions say; so the order of files does not matter.
    """
    founded = found_world(pack, sink, people, seed, reuse)
    if founded is None:
        return None
    if doubts:
        lint(founded.world, pack, sink)
    else:
        clashes(founded.world, sink)
    return founded.world


@dataclass(frozen=True, slots=True)
class Founded:
    """A world that can be peopled again: `world` as it was at first, and what people are made from."""

    world: World
    draft: Draft
    bare: World

    def peopled(self, people: int, seed: int) -> World:
        """The same world with other people, as `build_world` would make it."""
        made = _peopled(self.draft, self.bare, people, seed)
        return replace(made, named=self.world.named, origin=self.world.origin)


def found_world(
    pack: Pack, sink: Sink, people: int = 0, seed: int = 0, reuse: Reuse | None = None
) -> Founded | None:
    """A pack's world with what it takes to people it anew, without a look for what is doubtful; see `build_world`.

    `reuse` has the rules of an earlier build, of which those are taken over that would come out the same; it knows
    afterwards what this one was made of.
    """
    if any(found.code in ("K101", "K102") for found in sink.found):
        return None
    draft, parameters = _begin(pack.tree, sink)
    kinds, declared = _signatures(draft)
    definitions = collect_definitions(draft, pack.tree.get("definitions"))
    same: dict[str, Attribute] = {}
    if reuse is not None:
        reuse.begin(draft)
        same = reuse.same_attributes(declared, draft.scope.definitions)
    defined = check_definitions(draft, definitions) if reuse is None or not reuse.alike() else None
    attributes = _attributes(draft, declared, parameters, same)
    if reuse is not None:
        reuse.looked_at(draft, set(things_in(defined)) if defined is not None else None)
    rules = Rules(reuse=reuse)
    build_actions(draft, pack.tree.get("actions"), kinds, attributes, rules)
    build_triggers(draft, pack.tree.get("triggers"), parameters, attributes, rules)
    build_integrity(draft, pack.tree.get("integrity"), attributes, rules)
    scope = draft.scope
    bare = World(
        name=pack.name,
        about=pack.about,
        units=dict(sorted(scope.units.items())),
        choices=dict(sorted(scope.choices.items())),
        parameters=parameters,
        kinds=build_kinds(draft, kinds, attributes, [item.signature.key for item in declared], parameters),
        attributes=attributes,
        rules=dict(sorted(rules.built.items())),
        entities={},
        roads=(),
        modes=tuple(sorted(scope.modes)),
        calendar=draft.calendar,
        definitions=definitions_of(definitions),
        files=pack.files,
        boards=build_boards(draft, pack.tree.get("boards"), [name for name, kind in kinds.items() if kind.agent]),
    )
    world = replace(_peopled(draft, bare, people, seed), named=frozenset(things_named(bare)))
    _check(draft, world, rules)
    if sink.failed:
        gather(sink)
        blame(sink, pack.removed)
        return None
    return Founded(world, draft, bare)


def _begin(tree: Map, sink: Sink) -> tuple[Draft, dict[str, ParameterDef]]:
    """What hangs on nothing else: calendar, units, choices, parameters, modes, names of actions."""
    check_keys(tree, "section", sink)
    calendar = build_calendar(tree.get("calendar"), sink)
    own = calendar_choices(calendar)
    units, bad_units = build_units(tree.get("units"), sink)
    choices, bad_choices = build_choices(tree.get("choices"), own, sink)
    parameters, bad_parameters = build_parameters(tree.get("parameters"), units, sink)
    actions = tree.get("actions")
    scope = Scope(
        units=units,
        choices=choices,
        parameters={name: each.type for name, each in parameters.items()},
        modes=frozenset(build_modes(tree.get("modes"), sink)),
        rules=frozenset(key.text for key, _ in actions) if isinstance(actions, Map) else frozenset(),
        calendar=own,
    )
    draft = Draft(tree, sink, scope, calendar, bad_units | bad_choices | bad_parameters)
    return draft, parameters


def _signatures(draft: Draft) -> tuple[dict[str, KindNode], list[Declared]]:
    """The first pass: kinds, attributes, bonds, and names of things, all of which go into the scope."""
    kinds = collect_kinds(draft, draft.tree.get("kinds"))
    own = [built_in(), *declare_attributes(draft, kinds)]
    bonds = declare_bonds(draft, draft.tree.get("bonds"))
    draft.add_to_scope(
        attributes={item.signature.key: item.signature for item in sorted(own, key=lambda each: each.signature.key)},
        bonds=by_name(bonds),
        inverses=inverses(draft, own),
        things=collect_names(draft.tree, draft.scope.kinds, draft.sink),
    )
    return kinds, own + bonds


def _attributes(
    draft: Draft, declared: list[Declared], parameters: dict[str, ParameterDef], same: dict[str, Attribute]
) -> dict[str, Attribute]:
    """The second pass over attributes, by key, but for those that are the `same` as they were."""
    definer, keys = Definer(draft, parameters), {item.signature.key: item for item in declared}
    return {key: same[key] if key in same else definer.attribute(item) for key, item in sorted(keys.items())}


def _peopled(draft: Draft, world: World, people: int, seed: int) -> World:
    """The world with its places, things, cast and roads, and with those whom `generate` makes."""
    tree, sink = draft.tree, draft.sink
    local = Sink()
    entities = build_entities(tree, draft.scope, world.attributes, world.kinds, local, draft.calendar)
    draft.pass_on_others(local)
    places = {name: key for name, (key, kind) in draft.scope.things.items() if kind == "place"}
    roads = build_roads(tree.get("roads"), world.modes, places, sink, world.units)
    world = replace(world, entities=entities, roads=roads)
    local = Sink()
    more, further = generate(tree, draft.scope, world, people, seed, local)
    draft.pass_on_others(local)
    return replace(world, entities=dict(sorted((entities | more).items())), roads=(*roads, *further))


def _check(draft: Draft, world: World, rules: Rules) -> None:
    """What can be said of the whole: who can know what, what can be watched, what is searched.

    Of a rule by itself that was taken out of a world that stood there is nothing to be said.
    """
    reuse, count = rules.reuse or Reuse(), crowd(world)
    for rule in world.rules.values():
        told = Sink()
        if rule.id not in reuse.sound():
            check_knowing(rule, world.attributes, world.kinds, told)
            check_watched(rule, world.attributes, told)
            check_conditions(rule, world, told)
            check_amounts(rule, world, told)
        if rule.id not in reuse.sound(count):
            check_breadth(rule, world, count, told)
        reuse.told(rule.id, told)
        draft.sink.found += told.found
    reuse.end(world.named, rules.wide, count)
    check_dynamics(world, draft.sink)
    check_curves(world, count, draft.sink)
    made = frozenset({"place"}) if draft.tree.get("generate") is not None else frozenset()
    check_searches(world, rules.wide, made, draft.sink)
