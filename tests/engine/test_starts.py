"""What is so before anything has happened: a bond that nobody has changed begins at what its pack says."""

from __future__ import annotations

from kizuna.engine.machine import Machine

from .support import world_of

WORLD = """
parameters: {first_liking: {default: 20 %, range: 0..1, about: how much strangers like each other}}
kinds:
  person:
    agent: yes
    numbers: {years: {start: 3, range: 0..90, seen: all, believed: yes, prior: 1 + 2 * first_liking}}
    refs: {place: {to: place, inverse: people}}
bonds:
  liking: {from: person, to: person, range: 0..1, start: 2 * first_liking + 5 %}
places: {hall: {}}
cast: {Ada: {place: hall}, Ben: {place: hall}}
"""


def test_a_bond_and_a_prior_begin_at_what_is_calculated_from_parameters() -> None:
    """And not at nothing."""
    machine = Machine.begin(world_of(starts=WORLD), 1)
    ada, ben = (machine.handle(name) for name in ("Ada", "Ben"))
    assert machine.tie("person>person.liking", ada, ben) == 0.45
    assert machine.held(ada, "person.years", (ben,)).value == 1.4
