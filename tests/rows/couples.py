"""A town with two who share their lives and a few who know them, for the switches of pairs and of partings."""

from __future__ import annotations

from typing import Any

from tests.rows.leaf import parameters
from tests.rows.support import DAY, Play, town

SHARED = "age: 30, infirmary: clinic, hunger: 10 %, tiredness: 5 %, loneliness: 10 %"
TOWN = f"""
places:
  flat: {{inside: town}}
  inn: {{inside: town, lodging: yes}}
  office: {{inside: town}}
roads:
  - {{between: [home, flat], length: 900 m, modes: all}}
  - {{between: [home, inn], length: 700 m, modes: all}}
  - {{between: [home, office], length: 700 m, modes: all}}
cast:
  Aki: {{is: person, {SHARED}, home: home, place: home, haunt: market}}
  Ren: {{is: person, {SHARED}, home: home, place: home, haunt: market}}
  Oda: {{is: person, {SHARED}, home: clinic, place: clinic, post: chief, workplace: clinic}}
  Mio: {{is: person, {SHARED}, home: flat, place: flat, post: clerk, workplace: office}}
  Nao: {{is: person, {SHARED}, home: flat, place: flat, post: clerk, workplace: office}}
"""


def pair(seed: int = 1, autonomy: bool = False, together: bool = True, more: str = "", **changed: str) -> Play:
    """Aki and Ren, dear to each other and as a rule partners, alone at home in the evening."""
    play = Play(town(TOWN + more + (parameters(**changed) if changed else "")), seed, autonomy)
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("care", one, 0.9, other)
        play.put("closeness", one, 0.6, other)
        if together:
            play.put("person.partner", one, play.thing(other))
            play.put("welcomes", one, 1, other)
    play.live(0)
    play.counts()
    return play


def parted(leaver: str = "Aki", left: str = "Ren", **changed: Any) -> Play:
    """The two after one of them, who is furious, has left the other."""
    play = pair(**changed)
    play.put("grudge", leaver, 0.9, left)
    play.put("person.unforgivingness", leaver, 0.9)
    assert play.act("part from the partner", p=leaver, other=left)
    play.counts()
    return play


def answer(play: Play) -> str:
    """How Aki, who left, fares who asks Ren for a talk."""
    play.choose("person.situation", "Aki", "leisure")
    for who in ("Aki", "Ren"):
        play.put("person.place", who, play.thing("market"))
    assert play.act("ask for a talk", p="Aki", other="Ren")
    return "talks" if play.bond("talks", "Ren", "Aki") else "stone"


def share(play: Play, rule: str, outcome: str, draws: int = 60, **roles: Any) -> float:
    """How often an action with luck turns out so, from this moment on."""
    hits = 0
    for seed in range(draws):
        once = play.again(seed)
        once.act(rule, **roles)
        hits += once.value(outcome, p=roles["p"], other=roles["other"]) > 0
    return hits / draws


def days(play: Play, count: int) -> None:
    """Plays on by so many days."""
    play.live(count * DAY)
