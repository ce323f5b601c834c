"""Short words for whoever lies in a sickbed."""

from __future__ import annotations

from tests.rows.support import DAY, Play

WEEK = 7 * DAY
STUMP = "stump: site: leg, sort: loss, cause: blast, depth: 85 %, permanent: yes, ache: 40 %"


def days_old(play: Play) -> Play:
    """The first inflammation of all wounds is down, so that therapy may begin."""
    for w in play.all("wound"):
        play.choose("wound.phase", w, "building")
    return play


def alive(play: Play, name: str = "Aki") -> bool:
    """Whether somebody lives."""
    return bool(play.get("person.alive", name))


def rung(play: Play, level: str) -> bool:
    """Whether Aki is that high on the ladder."""
    return bool(play.value(f"if mobility(p) is at least {level} then 1 else 0", p="Aki"))
