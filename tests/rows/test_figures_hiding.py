"""How long somebody hides after an outing among too many people: another week (001)."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from tests.rows.leaf import parameters
from tests.rows.support import DAY, HOUR, MINUTE, Play, town

CROWD = "".join(
    f"  Neighbour {n}: {{is: person, age: 40, home: market, place: market, situation: leisure, infirmary: clinic, "
    "care: {Aki: 60 %}, closeness: {Aki: 50 %}}\n"
    for n in range(4)
)
STREET = """
cast:
  Aki: {is: person, age: 30, home: home, place: home, haunt: market, infirmary: clinic, tiredness: 20 %, pride: 30 %,
        aid: two_crutches, mobility: 36 %, mobility_limit: 36 %, loneliness: 90 %}
"""


@cache
def outings(crowd: bool, days: int = 16, **changed: str) -> list[float]:
    """On which days somebody on crutches goes out of himself, lonely as he is, within so many days."""
    play = Play(town(STREET + (CROWD if crowd else "") + (parameters(**changed) if changed else "")), autonomy=True)
    found, last = [], play.get("person.went_out_at", "Aki")
    for step in range(days * 4):
        play.put("person.loneliness", "Aki", 0.9)
        for n in range(4 if crowd else 0):
            play.choose("person.situation", f"Neighbour {n}", "leisure")
            play.put("person.place", f"Neighbour {n}", play.thing("market"))
        for rung in ("mobility_limit", "mobility"):
            play.put(f"person.{rung}", "Aki", 0.36)
        play.live(DAY / 4)
        if play.get("person.went_out_at", "Aki") != last:
            last = play.get("person.went_out_at", "Aki")
            found.append(step / 4)
    return found


def pauses(found: list[float]) -> list[float]:
    """The times, in days, for which he keeps in, if longer than overnight."""
    return [later - before for before, later in pairwise(found) if later - before >= 1.5]


def test_PLC_2_an_outing_that_goes_badly_costs_another_week() -> None:
    """Where everybody stops him to ask how he is, he hides for a week each time; nothing of it where nobody does."""
    crowded, quiet = pauses(outings(True)), pauses(outings(False, days=6))
    assert len(crowded) >= 2
    assert all(6.5 <= pause <= 8.5 for pause in crowded)
    assert quiet == []


def test_PLC_2_how_long_and_how_strongly_is_the_worlds() -> None:
    """With another time he is back after that, and where the wish weighs nothing he goes out all the same."""
    short = pauses(outings(True, days=8, hides_for="2 days"))
    assert len(short) >= 2
    assert all(1.5 <= pause <= 3.5 for pause in short)
    assert pauses(outings(True, days=8, wish_to_hide="0 %")) == []


def test_PLC_2_nobody_takes_out_on_the_arm_whoever_hides() -> None:
    """He would not be seen: help that he would take otherwise he refuses for as long."""
    for hides, goes in ((0.0, True), (DAY, False)):
        ren = "  Ren: {is: person, age: 30, home: home, place: home, haunt: market, care: {Aki: 80 %}}\n"
        play = Play(town(STREET + ren))
        play.live(5 * HOUR)
        play.put("person.hides_until", "Aki", play.machine.now + hides)
        began = play.machine.now
        play.act("take out on the arm", helper="Ren", p="Aki")
        assert (play.get("person.place", "Aki") == play.thing("market")) == goes
        assert (play.machine.now - began <= MINUTE) != goes, "a refusal is not a walk"
