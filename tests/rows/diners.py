"""A town with a counter at which people eat, and a few who know one another."""

from __future__ import annotations

from collections.abc import Callable

from tests.rows.leaf import parameters
from tests.rows.support import DAY, HOUR, MINUTE, NEVER, Play, town

SHARED = "age: 30, infirmary: clinic, hunger: 70 %, tiredness: 5 %, loneliness: 10 %"
TOWN = f"""
places:
  stand: {{inside: town, lively: yes, counter: yes}}
  flat: {{inside: town}}
  office: {{inside: town}}
roads:
  - {{between: [home, stand], length: 200 m, modes: all}}
  - {{between: [market, stand], length: 60 m, modes: all}}
  - {{between: [home, flat], length: 900 m, modes: all}}
  - {{between: [home, office], length: 700 m, modes: all}}
cast:
  Aki: {{is: person, {SHARED}, home: home, place: home, haunt: stand}}
  Ren: {{is: person, {SHARED}, home: flat, place: flat, haunt: stand}}
  Mio: {{is: person, {SHARED}, home: flat, place: flat, haunt: market, post: shopkeeper, workplace: stand}}
  Nao: {{is: person, {SHARED}, home: office, place: office, haunt: market}}
"""
PEOPLE = ("Aki", "Ren", "Mio", "Nao")


def diner(seed: int = 1, autonomy: bool = False, at: float = 12, **changed: str) -> Play:
    """The town at an hour of its first day."""
    play = Play(town(TOWN + (parameters(**changed) if changed else "")), seed)
    play.live(at * HOUR - 6 * HOUR)
    play.machine.autonomy = autonomy
    for who in PEOPLE:
        play.put("person.hunger", who, 0.7)
        play.put("person.stress", who, 0.15)
        play.put("person.joy", who, 0.2)
    play.counts()
    return play


def bring(play: Play, place: str, *people: str, situation: str = "leisure") -> None:
    """Puts people somewhere."""
    for who in people:
        play.put("person.place", who, play.thing(place))
        play.choose("person.situation", who, situation)


def refusals(play: Play, rule: str, cases: dict[str, Callable[[Play], None]], **roles: str | int) -> None:
    """An action that may happen, and each change by which one of its requirements is no longer met."""
    assert play.refused(rule, **roles) == ""
    for name, change in cases.items():
        once = play.again(1)
        change(once)
        assert once.refused(rule, **roles) == name


def sets(attr: str, who: str, value: float | str, target: str = "") -> Callable[[Play], None]:
    """A change: an attribute, or a bond, has another value; words are choices, and after a colon people and places."""

    def change(play: Play) -> None:
        if isinstance(value, str) and value.startswith(":"):
            play.put(f"person.{attr}", who, play.thing(value[1:]))
        elif isinstance(value, str):
            play.choose(f"person.{attr}", who, value)
        else:
            play.put(attr if target else f"person.{attr}", who, value, target)

    return change


def waits(hours: float) -> Callable[[Play], None]:
    """A change: so many hours pass."""
    return lambda play: play.live(hours * HOUR) and None


__all__ = ["DAY", "HOUR", "MINUTE", "NEVER", "PEOPLE", "Play", "bring", "diner", "refusals", "sets", "waits"]
