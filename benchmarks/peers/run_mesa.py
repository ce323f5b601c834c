"""The peers' workload in Mesa: the same people, scheduled by the framework. Run in an environment that has it."""

from __future__ import annotations

import json
import sys
import time

import mesa
from plain import Person, Town


class Citizen(mesa.Agent):
    """An agent around somebody."""

    def __init__(self, model: mesa.Model, person: Person) -> None:
        super().__init__(model)
        self.person = person

    def step(self) -> None:
        """One decision."""
        self.person.step()


class Village(mesa.Model):
    """Mesa's model with Mesa's order."""

    def __init__(self, people: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.town = Town(people, seed)
        for person in self.town.people:
            Citizen(self, person)

    def step(self) -> None:
        """Everybody decides once, in an order that Mesa draws."""
        self.town.now += 1
        self.agents.shuffle_do("step")


def main(people: int, steps: int) -> None:
    """Print seconds and events as JSON."""
    village = Village(people, 1)
    begin = time.process_time()
    for _ in range(steps):
        village.step()
    seconds = time.process_time() - begin
    print(json.dumps({"seconds": seconds, "events": len(village.town.log), "version": f"Mesa {mesa.__version__}"}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
