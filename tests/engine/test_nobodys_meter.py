"""A meter of nobody stands at 0, also where nobody's else can: what is asked of it changes when the other side does."""

from __future__ import annotations

import pytest

from kizuna.engine.machine import Machine

from .support import DAY, HOUR, records, stream, world_of

WORLD = """
kinds:
  person:
    agent: yes
    meters:
      warmth: {range: 2..9, start: 3, rate: 1/day}
      chill: {range: -9..9, start: -6, rate: 2/day}
    refs: {place: {to: place, inverse: people}, friend: {to: person, inverse: friends}}
places: {hall: {}}
cast: {Ada: {place: hall}}
triggers:
  note:
    roles: {p: person}
    when: ASKED
    phrases: ["{p} notes it"]
"""


@pytest.mark.parametrize(
    ("asked", "hours"),
    [
        ("warmth(friend(p)) < 1 + 2 * wave(24 h, 12:00)", [4.0, 28.0]),
        ("chill(p) >= warmth(friend(p))", [72.0]),
        ("warmth(friend(p)) <= chill(p)", [72.0]),
    ],
)
def test_it_is_noticed_when_what_it_is_compared_with_passes_it(asked: str, hours: list[float]) -> None:
    """To the ms: the wave passes 0 four hours from its lowest point, the other's meter after three days."""
    machine = Machine.begin(world_of(nobody=WORLD.replace("ASKED", asked)), 2)
    assert machine.world.calendar.clock(machine.now) == 0
    noted = [record[2] / HOUR for record in records(stream(machine, 2 * DAY if "wave" in asked else 4 * DAY))]
    assert noted == pytest.approx(hours, abs=1e-6)
