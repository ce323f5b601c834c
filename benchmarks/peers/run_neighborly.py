"""A town in Neighborly, with definitions of our own, since its wheel brings none. Run where it is installed."""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version

from neighborly.components.character import Character
from neighborly.config import LoggingConfig, SimulationConfig
from neighborly.ecs import Active
from neighborly.libraries import (
    BusinessLibrary,
    CharacterLibrary,
    DistrictLibrary,
    JobRoleLibrary,
    ResidenceLibrary,
    SettlementLibrary,
    TraitLibrary,
)
from neighborly.life_event import GlobalEventHistory
from neighborly.plugins import default_events
from neighborly.simulation import Simulation
from neighborly.tracery import Tracery

FIRST = ["Aki", "Ben", "Cara", "Dai", "Emi", "Finn"]
LAST = ["Ito", "Maeda", "Ono", "Sugita", "Ueda", "Wada"]
STATS = (
    "health", "fertility", "kindness", "courage", "stewardship", "sociability", "intelligence", "discipline", "charm",
)  # fmt: skip
TRADES = ("clerk", "baker")
PERSONAL = ("friendly", "flirtatious", "grumpy", "ambitious")
EVENTS_NEED = ("boss", "ex_partner", "ex_spouse")  # named by its events, defined by content only


def town(people: int, seed: int) -> Simulation:
    """A settlement with as many homes as people, work for half of them, and traits that some share."""
    sim = Simulation(SimulationConfig(seed=seed, settlement="town", logging=LoggingConfig(logging_enabled=False)))
    default_events.load_plugin(sim)
    tracery = sim.world.resource_manager.get_resource(Tracery)
    tracery.add_rules({
        "settlement_name": ["Leaf"],
        "character::first_name::masculine": FIRST,
        "character::first_name::feminine": FIRST,
        "character::first_name": FIRST,
        "character::last_name": LAST,
    })
    resource = sim.world.resource_manager.get_resource
    traits = resource(TraitLibrary)
    traits.add_definition_from_obj({
        "definition_id": "human", "definition_type": "DefaultSpeciesDef", "display_name": "Human",
        "adolescent_age": 13, "young_adult_age": 20, "adult_age": 30, "senior_age": 65, "lifespan": 80,
        "can_physically_age": True, "tags": ["species"],
    })  # fmt: skip
    for name in PERSONAL:
        traits.add_definition_from_obj({
            "definition_id": name, "display_name": name, "spawn_frequency": 1, "tags": ["personality"],
        })  # fmt: skip
    for name in EVENTS_NEED:
        traits.add_definition_from_obj({"definition_id": name, "display_name": name})
    for role in TRADES:
        resource(JobRoleLibrary).add_definition_from_obj({"definition_id": role, "display_name": role})
        resource(BusinessLibrary).add_definition_from_obj({
            "definition_id": f"{role}s", "name": f"{role}s", "owner_role": role, "employee_roles": {role: people // 8},
        })  # fmt: skip
    resource(ResidenceLibrary).add_definition_from_obj({"definition_id": "house", "display_name": "House"})
    resource(CharacterLibrary).add_definition_from_obj({
        "definition_id": "person", "species": "human",
        "stats": [{"stat": stat, "value_range": "0 - 100"} for stat in STATS],
        "traits": [{"with_tags": ["personality"]}] * 3,
    })  # fmt: skip
    resource(DistrictLibrary).add_definition_from_obj({
        "definition_id": "quarter", "name": "quarter", "business_slots": 4, "residential_slots": people,
        "business_types": [{"with_id": f"{role}s"} for role in TRADES],
        "residence_types": [{"with_id": "house"}], "character_types": [{"with_id": "person"}],
    })  # fmt: skip
    resource(SettlementLibrary).add_definition_from_obj({
        "definition_id": "town", "display_name": "Leaf", "districts": [{"with_id": "quarter"}],
    })  # fmt: skip
    return sim


def main(people: int, years: int) -> None:
    """Print seconds and events as JSON; a step is a month."""
    sim = town(people, 1)
    begin = time.process_time()
    lived = 0
    for _ in range(12 * years):
        sim.step()
        lived += len(sim.world.get_components((Active, Character)))
    seconds = time.process_time() - begin
    events = len(list(sim.world.resource_manager.get_resource(GlobalEventHistory)))
    said = {"seconds": seconds, "events": events, "years": lived / 12, "version": f"Neighborly {version('neighborly')}"}
    print(json.dumps(said))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
