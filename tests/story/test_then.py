"""What a line says of a trigger is compared with what its event met, not with what is so when the line is read."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink
from kizuna.story.check import CheckReport, check
from kizuna.world.model import World

from .stage_support import built, codes, only

WORLD = """
units: {l: {}}
kinds:
  soul:
    agent: yes
    refs:
      place: {to: place, inverse: people, seen: all}
      pal: {to: soul, seen: all}
    meters: {jug: {unit: l, range: 0..10, start: 6 l, rate: -60 l/h, seen: all, levels: {low: 0 %, high: 50 %}}}
    numbers: {n: {start: 2, range: 0..99, seen: all}, ticks: {start: 2, range: 0..99, seen: all}}
places: {mill: {}}
cast: {Al: {place: mill, pal: Bo}, Bo: {place: mill}, Cy: {place: mill}}
actions:
  wait: {roles: {p: soul}, takes: 1 min, phrases: ["{p} waits"]}
  nap: {roles: {p: soul}, takes: 10 min, phrases: ["{p} naps"]}
  count: {roles: {p: soul}, effects: [n(p) += 1], phrases: ["{p} counts"]}
  cheer on: {roles: {p: soul}, phrases: ["{p} is praised"]}
triggers:
  cheer:
    {on: count, roles: {p: soul}, effects: [n(p) += 1, pal(p) = Cy], phrases: ["{p} is cheered at {n(p)} by {pal(p)}"]}
  drain: {roles: {p: soul}, when: jug(p) <= 3 l, again: 1 day, phrases: ["{p} frowns at {jug(p)}"]}
  tick: {every: 2 min, roles: {p: soul}, effects: [ticks(p) += 1], phrases: ["{p} twitches at {ticks(p)}"]}
  fame:
    on: cheer on
    roles: {p: soul}
    effects: [n(p) += 5]
    phrases: ["{p} is known for {n(p)}"]
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world of `WORLD`."""
    return built(WORLD, tmp_path_factory.mktemp("then"))


def told(world: World, *lines: str) -> CheckReport:
    """The check of one scene at the mill; its first beat is on line 6."""
    beats = "".join(f"- {line}\n" for line in lines)
    return check(f"---\nworld: then\ncast: [Al, Bo, Cy]\n---\n## Day 1, 00:00 · mill\n{beats}", Sink(), world, "s.md")


def test_what_the_trigger_itself_changed_is_named_as_it_was_before(world: World) -> None:
    """As a chronicle tells it."""
    report = told(world, "Al counts", "Al is cheered at 3 by Bo")
    assert codes(report) == []
    assert report.played[1].sentence == "Al is cheered at 3 by Bo"


@pytest.mark.parametrize(("line", "instead", "since"), [
    ("Al is cheered at 4 by Bo", "Al's n is 3", "since year 0, January 1, 00:00, at line 6: Al counts"),
    ("Al is cheered at 3 by Cy", "Al's pal is Bo", "so from the start"),
])
def test_another_value_is_told_with_what_was_so_and_since_when(
    world: World, line: str, instead: str, since: str
) -> None:
    finding = only(told(world, "Al counts", line))
    assert (finding.code, finding.message) == ("K311", line)
    assert finding.notes == (f"instead: {instead}", since)


def test_what_comes_later_is_compared_with_what_is_so_by_then(world: World) -> None:
    """It is waited for; the jug runs dry in the meantime."""
    report = told(world, "Al waits", "Al frowns at low, 3 l")
    assert codes(report) == []
    finding = only(told(world, "Al waits", "Al frowns at high, 5 l"))
    assert (finding.code, finding.notes[0]) == ("K311", "instead: Al's jug is low, 3 l")


def test_what_is_past_is_compared_with_what_was_so_then(world: World) -> None:
    """Though the jug has run on since, and of two events the one is meant that met the value."""
    assert codes(told(world, "Al naps", "Al frowns at low, 3 l")) == []
    assert codes(told(world, "Al naps", "Al twitches at 3", "Al twitches at 5")) == []
    assert codes(told(world, "Al naps", "Al twitches at 90")) == ["K311"]
    assert codes(told(world, "Al is praised", "Al is known for 2", "Al is praised", "Al is known for 7")) == []
    finding = only(told(world, "Al is praised", "Al is praised", "Al is known for 2"))
    assert finding.notes[0] == "instead: Al's n is 7"
