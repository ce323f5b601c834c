"""The peers' workload on plain Python objects: what the frameworks are compared with."""

from __future__ import annotations

import random


class Person:
    """Somebody with three meters who meets others at his place."""

    def __init__(self, number: int, town: Town) -> None:
        self.number, self.town = number, town
        self.hunger, self.tiredness, self.mood = 0.2, 0.1, 0.5
        self.liking: dict[int, float] = {}
        self.place = number % town.places

    def step(self) -> int:
        """One decision; how many events came of it."""
        self.hunger = min(1.0, self.hunger + 0.06)
        self.tiredness = min(1.0, self.tiredness + 0.04)
        luck, here = self.town.luck.random, self.town.at[self.place]
        best, choice, whom = 1.0 + 0.25 * luck(), "work", None
        if self.hunger >= 0.3 and 0.6 + self.hunger + 0.25 * luck() > best:
            best, choice = 0.6 + self.hunger, "eat"
        if self.tiredness >= 0.2 and 0.5 + self.tiredness + 0.25 * luck() > best:
            best, choice = 0.5 + self.tiredness, "rest"
        for other in here:
            if other is not self and other.tiredness < 0.9:
                score = 0.8 + self.liking.get(other.number, 0.2) / 2 + 0.25 * luck()
                if score > best:
                    best, choice, whom = score, "chat", other
        return self.act(choice, whom)

    def act(self, choice: str, whom: Person | None) -> int:
        """Do it."""
        if choice == "eat":
            self.hunger = max(0.0, self.hunger - 0.6)
        elif choice == "rest":
            self.tiredness = max(0.0, self.tiredness - 0.5)
        elif whom is not None:
            self.liking[whom.number] = min(1.0, self.liking.get(whom.number, 0.2) + 0.02)
            whom.liking[self.number] = min(1.0, whom.liking.get(self.number, 0.2) + 0.01)
        else:
            self.mood = min(1.0, self.mood + 0.01)
            self.town.move(self)
        self.town.log.append((self.town.now, self.number, choice, -1 if whom is None else whom.number))
        return 1


class Town:
    """The people, the places, and what happened."""

    def __init__(self, people: int, seed: int) -> None:
        self.luck, self.now, self.places = random.Random(seed), 0, max(1, people // 6)
        self.log: list[tuple[int, int, str, int]] = []
        self.people = [Person(number, self) for number in range(people)]
        self.at: list[list[Person]] = [[] for _ in range(self.places)]
        for person in self.people:
            self.at[person.place].append(person)

    def move(self, person: Person) -> None:
        """Somebody goes elsewhere."""
        self.at[person.place].remove(person)
        person.place = self.luck.randrange(self.places)
        self.at[person.place].append(person)

    def step(self) -> None:
        """Everybody decides once."""
        self.now += 1
        for person in self.luck.sample(self.people, len(self.people)):
            person.step()
