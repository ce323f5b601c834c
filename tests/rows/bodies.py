"""Short words for people who are awake, sore or driven."""

from __future__ import annotations

from .support import Play

KAKASHI, IRUKA, TSUNADE, GENMA = "Hatake Kakashi", "Umino Iruka", "Tsunade", "Shiranui Genma"
CHAKRA, PAIN, STRESS, SURGE = "person.chakra", "person.pain", "person.stress", "person.surge"
TIRED, DEBT, MIND = "person.tiredness", "person.sleep_debt", "person.mind"


def together(play: Play, place: str, situation: str, *people: str) -> None:
    """Puts people into one place and one sort of hour, awake."""
    for who in people:
        play.put("person.place", who, play.thing(place))
        play.choose("person.situation", who, situation)
        play.choose(MIND, who, "awake")
