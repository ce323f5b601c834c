"""Many conditions foreseen in one pass."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import Sink, Span
from kizuna.engine.foresee import foresee
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Expr
from kizuna.lang.resolve import expression
from kizuna.lang.types import BOOL, Ref
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.model import World
from kizuna.world.scope_of import scope_of

HOUR = 3_600_000
PACK = """
kinds:
  person:
    agent: yes
    decides: {every: {}}
    meters:
      water: {range: 0..1, start: 80 %, rate: 0 - 10 %/h, levels: {dry: 0 %, low: 30 %, fair: 60 %}}
      rest: {range: 0..1, start: 20 %, toward: 1, within: 4 h}
    flags: {thirsty: {start: no}}
    refs: {place: {to: place, inverse: people, seen: all}}
places: {well: {}}
cast: {Mei: {is: person, place: well}}
triggers:
  thirst:
    roles: {p: person}
    when: water(p) is low
    effects: [thirsty(p) = yes]
    phrases: ["{p} is thirsty"]
"""
CONDITIONS = ("water(p) is low", "water(p) is dry", "thirsty(p)", "rest(p) > 50 %", "clock >= 3:00", "water(p) is fair",
              "rest(p) > 60 % and water(p) < 20 %", "not thirsty(p)", "rest(p) > 2")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Somebody at a well."""
    folder = tmp_path_factory.mktemp("packs") / "well"
    folder.mkdir()
    (folder / "pack.yaml").write_text("pack: well\nabout: A well.\nlanguage: 1\n", encoding="utf-8")
    (folder / "world.yaml").write_text(PACK, encoding="utf-8")
    sink = Sink()
    pack = load_pack(folder, sink, [])
    assert pack is not None
    found = build_world(pack, sink, 0, 1)
    assert found is not None, [fault.message for fault in sink]
    return found


def read(world: World, text: str) -> Expr:
    """A condition on `p`."""
    found = expression(text, Span("", 1, 1), scope_of(world).inside(p=Ref("person")), Sink(), BOOL)
    assert found is not None
    return found


def foreseen(world: World, texts: tuple[str, ...], until: int, lived: int | None = None) -> list[tuple[str, int]]:
    """What comes when, from the world's first moment."""
    machine = Machine.begin(world, 1)
    conditions = {text: read(world, text) for text in texts}
    roles = {"p": machine.handle("Mei")}
    found = [(key, later.now) for key, later in foresee(machine, conditions, roles, until, lived)]
    assert machine.now == 0
    return found


def test_conditions_come_in_order_of_time(world: World) -> None:
    """80 % at 10 % an hour: below 60 % after two hours, when the trigger finds it, below 30 % after five."""
    found = foreseen(world, CONDITIONS, 24 * HOUR)
    assert [time for _, time in found] == sorted(time for _, time in found)
    when = dict(found)
    assert when["water(p) is fair"] == when["not thirsty(p)"] == 0
    assert when["water(p) is low"] == pytest.approx(2 * HOUR, abs=1)
    assert when["thirsty(p)"] == pytest.approx(2 * HOUR, abs=1)
    assert when["clock >= 3:00"] == 3 * HOUR
    assert when["water(p) is dry"] == pytest.approx(5 * HOUR, abs=1)
    assert "rest(p) > 2" not in when


@settings(max_examples=30, deadline=None)
@given(texts=st.sets(st.sampled_from(CONDITIONS), min_size=1), until=st.integers(0, 24 * HOUR))
def test_all_together_are_foreseen_as_each_is_alone(world: World, texts: set[str], until: int) -> None:
    """`would` asks one condition at a time."""
    machine = Machine.begin(world, 1)
    roles = {"p": machine.handle("Mei")}
    found = dict(foreseen(world, tuple(sorted(texts)), until))
    assert {text: machine.would(read(world, text), roles, until) for text in texts} == {
        text: found.get(text) for text in texts
    }


def test_after_what_is_lived_everything_keeps_its_course(world: World) -> None:
    """The meter goes on, the trigger does not happen any more."""
    found = dict(foreseen(world, ("water(p) is dry", "thirsty(p)"), 24 * HOUR, HOUR))
    assert found == {"water(p) is dry": pytest.approx(5 * HOUR, abs=1)}
