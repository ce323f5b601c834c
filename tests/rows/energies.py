"""Short words for the reserve of people in leaf."""

from __future__ import annotations

from .support import Play

KAKASHI, IRUKA, TSUNADE = "Hatake Kakashi", "Umino Iruka", "Tsunade"
CHAKRA, CAPACITY, PAIN = "person.chakra", "person.capacity", "person.pain"


def alive(play: Play, who: str) -> bool:
    """Whether somebody lives."""
    return bool(play.get("person.alive", who))


def share(play: Play, who: str) -> float:
    """What is left of somebody's reserve."""
    return float(play.get(CHAKRA, who)) / float(play.get(CAPACITY, who))


def gather(play: Play, place: str, *people: str) -> None:
    """Puts people into one place."""
    for who in people:
        play.put("person.place", who, play.thing(place))
