"""A profile counts exactly, changes nothing that is lived, and is nowhere when nobody asked for it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kizuna.chronicle.codec import decode
from kizuna.chronicle.event import Event, Tables
from kizuna.codegen.counted import COUNTS, CountedUnits
from kizuna.diagnostics import Sink
from kizuna.engine.machine import Machine
from kizuna.engine.profile import Cost, Profile
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.luck import stable
from kizuna.world.model import World

MILL = Path(__file__).parents[1] / "worlds" / "mill"
DAYS = 3 * 86_400_000


@pytest.fixture(scope="module")
def mill() -> World:
    """A small village."""
    pack = load_pack(MILL, Sink())
    assert pack is not None
    world = build_world(pack, Sink(), 15, 2)
    assert world is not None
    return world


@pytest.fixture(scope="module")
def profiled(mill: World) -> tuple[dict[str, Cost], list[Event]]:
    """What three days cost, and what happened in them."""
    machine = Machine.begin(mill, 2)
    machine.player.engine = "python"
    profile = Profile(machine)
    machine.live(DAYS)
    costs, whole = profile.costs()
    assert 0 < sum(cost.nanoseconds for cost in costs) < whole
    tables = Tables({stable(rule): rule for rule in mill.rules})
    return {cost.rule: cost for cost in costs}, list(decode(*machine.drain(), tables))


def test_what_is_lived_is_the_same(mill: World, profiled: tuple[dict[str, Cost], list[Event]]) -> None:
    """Every event."""
    plain = Machine.begin(mill, 2)
    plain.live(DAYS)
    tables = Tables({stable(rule): rule for rule in mill.rules})
    assert list(decode(*plain.drain(), tables)) == profiled[1]


def test_counts_are_those_of_the_chronicle(mill: World, profiled: tuple[dict[str, Cost], list[Event]]) -> None:
    """What happened, happened as often; nothing is chosen more often than it was possible, nor possible unlooked at."""
    costs, events = profiled
    done = Counter(event.rule for event in events if event.status == "done")
    begun = Counter(event.rule for event in events if event.status == "begins")
    for rule in mill.rules:
        cost = costs.get(rule, Cost(rule))
        assert cost.happened == done[rule], rule
        assert cost.possible <= cost.looked
        if mill.rules[rule].sort == "action":
            assert begun[rule] <= cost.chosen <= cost.possible
    assert sum(done.values()) > 100


def test_every_look_at_one_who_fits_or_not_is_accounted_for(
    mill: World, profiled: tuple[dict[str, Cost], list[Event]]
) -> None:
    """An action without other roles is refused as often as it was looked at in vain, and passed otherwise."""
    costs, _ = profiled
    decisions = [cost.looked + cost.passed for rule, cost in costs.items() if rule.startswith("action/")]
    assert decisions.count(max(decisions)) > 2      # those that are open in every situation
    alone = [rule for rule in mill.rules if rule.startswith("action/") and len(mill.rules[rule].roles) == 1]
    for cost in (costs.get(rule, Cost(rule)) for rule in alone):
        assert sum(cost.refused.values()) == cost.looked - cost.possible
    assert any(costs[rule].passed for rule in alone)


def test_a_requirement_is_named_as_its_rule_names_it(
    mill: World, profiled: tuple[dict[str, Cost], list[Event]]
) -> None:
    """Nothing else, but for what only makes it worth while."""
    costs, _ = profiled
    seen = 0
    for rule, cost in costs.items():
        names = {requirement.name for requirement in mill.rules[rule].requires} if rule in mill.rules else set()
        assert {*cost.refused, *cost.glance} - {""} <= names
        seen += bool(cost.refused) + bool(cost.glance)
    assert seen > 5


def test_without_a_profile_no_unit_counts(mill: World) -> None:
    """The units of other machines, of the cache and of the compiler have not a word of it."""
    machine = Machine.begin(mill, 2)
    plain = machine.kernel.tables.units
    counted = CountedUnits(machine.kernel.layout)
    names = plain.names()
    assert not any(COUNTS in plain.source(name) for name in names)
    assert any(COUNTS in counted.source(name) for name in names)
    Profile(machine)
    other = Machine.begin(mill, 2)
    assert other.kernel.library is machine.kernel.tables.library
    assert type(other.kernel.library).__name__ == "Library"


def test_the_page_says_where_each_rule_stands(kizuna: Callable[..., Any], tmp_path: Path) -> None:
    """File and line, in text and in JSON; with compiled code asked for, that this is CPython."""
    words = ("run", str(MILL), "--people", "12", "--days", "2", "--profile")
    ran = kizuna(*words, "--out", str(tmp_path / "one"))
    assert ran.code == 0
    assert "What it cost" in ran.out
    assert "days.yaml:" in ran.out
    assert "refused by" in ran.out
    ran = kizuna(*words, "--format", "json", "--engine", "python", "--out", str(tmp_path / "two"))
    found = json.loads(ran.out)["profile"]
    assert found["engine"] == "python"
    rules = {row["rule"]: row for row in found["rules"]}
    assert rules["action/chat"]["file"].endswith("days.yaml")
    assert rules["action/chat"]["line"] > 0
    assert rules["action/chat"]["chosen"] > 0
    assert sum(row["nanoseconds"] for row in found["rules"]) == found["in_rules"]
    assert "What it cost" not in kizuna("run", str(MILL), "--days", "1", "--out", str(tmp_path / "three")).out
