"""REL-20 and REL-22: the wall that grows over months after a broken heart, and friends who after a year have enough."""

from __future__ import annotations

from functools import cache

import pytest

from tests.rows.couples import days, pair, parted
from tests.rows.support import DAY, HOUR, Play

WALL, GRIEF, JOY = "person.wall", "person.grief", "person.joy"


def walled(months: int, **changed: str) -> list[float]:
    """Ren's wall at the end of each of so many months after Aki has left."""
    play = parted(**changed)
    found = []
    for _ in range(months):
        days(play, 30)
        found.append(float(play.get(WALL, "Ren")))
    assert play.get(WALL, "Aki") == play.get(WALL, "Mio") == 0, "it is he who was left"
    return found


def test_REL_20_the_wall_is_a_matter_of_months() -> None:
    """Hardly there in the first, complete within a year; how many months it takes is the world's."""
    usual, quick = walled(8), walled(3, wall_time="60 days")
    assert usual[0] < 0.3
    assert usual[1] < usual[2] < usual[3] < 1
    assert usual[-1] == 1
    assert quick == pytest.approx([0.5, 1.0, 1.0], abs=0.01)


def test_REL_20_it_comes_down_when_the_heart_is_whole() -> None:
    """As slowly as it grew; a smaller blow, which time heals, leaves none in the end."""
    play = parted(wall_time="60 days")
    days(play, 60)
    play.put("person.heartbreak", "Ren", 0)
    days(play, 30)
    assert play.get(WALL, "Ren") == pytest.approx(0.5, abs=0.02)
    days(play, 40)
    assert play.get(WALL, "Ren") == 0


@cache
def behind(wall: float, **changed: str) -> Play:
    """The two after one has left the other, who has built so much of a wall, forty days later."""
    play = parted(wall_time="2000 days", brooding="0 %", **changed)
    play.put(WALL, "Ren", wall)
    days(play, 40)
    return play


def test_REL_20_it_covers_pain_and_joy_and_takes_nothing_from_love() -> None:
    """A dull ache, then emptiness: behind a high wall there is less grief and less joy, and as much love."""
    for attr in (GRIEF, JOY):
        felt = [float(behind(wall).get(attr, "Ren")) for wall in (0.0, 0.3, 0.9)]
        assert felt[0] == pytest.approx(felt[1], abs=0.01)
        assert felt[2] == pytest.approx(0.4 * felt[0], abs=0.02)
        assert float(behind(0.9, wall_numbs="0 %").get(attr, "Ren")) == pytest.approx(felt[0], abs=0.01)
    assert behind(0.9).bond("care", "Ren", "Aki") == behind(0.0).bond("care", "Ren", "Aki") == 0.9


def answer(wall: float, **changed: str) -> tuple[str, Play]:
    """What Aki, who has told how dear Ren is, gets for an answer."""
    play = parted(listens_from="20 %", **changed)
    play.act("think better of", p="Aki", other="Ren")
    play.put(WALL, "Ren", wall)
    play.choose("person.situation", "Aki", "leisure")
    for who in ("Aki", "Ren"):
        play.put("person.place", who, play.thing("market"))
    assert play.act("ask for a talk", p="Aki", other="Ren")
    return "talks" if play.bond("talks", "Ren", "Aki") else "stone", play


def test_REL_20_what_reaches_him_is_less() -> None:
    """The same words are heard by whoever has not walled himself up; how much a wall keeps out is the world's."""
    assert [answer(wall)[0] for wall in (0.0, 0.2, 0.5, 0.9)] == ["talks", "talks", "stone", "stone"]
    assert answer(0.9, wall_keeps_out="0 %")[0] == "talks"
    told = [behind(wall).value("legible(x, p)", x="Ren", p="Mio") for wall in (0.0, 0.5, 1.0)]
    assert told[0] > told[1] > told[2]
    won = []
    for wall in (0.0, 0.9):
        play = behind(wall).again(1)
        play.put("saved_by", "Ren", 1, "Aki")
        play.put("motive", "Aki", 1, "Ren")
        play.put("person.place", "Aki", int(play.get("person.place", "Ren")))
        play.choose("person.mind", "Ren", "awake")
        before = play.bond("trust", "Ren", "Aki")
        assert play.act("give the reason", doer="Aki", asker="Ren")
        won.append(play.bond("trust", "Ren", "Aki") - before)
    assert won[0] == pytest.approx(0.2, abs=0.01)
    assert won[1] < 0.1


def test_REL_20_a_decisive_encounter_turns_it_to_stone() -> None:
    """Turned away from behind a high wall, it stays for good; where he listens, it is breached."""
    for wall, stone in ((0.5, 0), (0.9, 1)):
        said, play = answer(wall)
        assert said == "stone"
        assert play.get("person.turned_to_stone", "Ren") == stone
        play.put("person.heartbreak", "Ren", 0)
        days(play, 200)
        assert play.get(WALL, "Ren") == pytest.approx(0.9 if stone else 0, abs=0.02)
    said, play = answer(0.9, wall_keeps_out="0 %")
    assert said == "talks"
    assert play.get(WALL, "Ren") == pytest.approx(0.6, abs=0.02)


def friend(parted_days: float, **changed: str) -> Play:
    """Mio, who likes both, meets Ren so long after Aki left."""
    play = parted(**changed)
    for other in ("Aki", "Ren"):
        play.put("care", "Mio", 0.5, other)
        play.put("parted_at", other, play.machine.now - parted_days * DAY, "Ren" if other == "Aki" else "Aki")
    play.choose("person.situation", "Mio", "leisure")
    play.put("person.haunt", "Mio", play.thing("market"))
    for who in ("Mio", "Ren"):
        play.put("person.place", who, play.thing("office"))
    return play


ROLES = {"friend": "Mio", "p": "Ren", "other": "Aki"}


def test_REL_22_friends_have_enough_of_it_after_more_than_a_year() -> None:
    """Not within the first year, nor before the time that the world says."""
    asks = [friend(after).refused("insist on both", **ROLES) for after in (30, 365, 410, 800)]
    assert asks == ["long enough", "long enough", "", ""]
    sooner = [friend(after, brought_together_after="60 days").refused("insist on both", **ROLES) for after in (30, 90)]
    assert sooner == ["long enough", ""]


def test_REL_22_only_a_friend_of_both_and_only_where_they_keep_apart() -> None:
    """Whoever likes one alone does not, and those who do not shun each other need nobody for it."""
    for other in ("Aki", "Ren"):
        play = friend(410)
        play.put("care", "Mio", 0, other)
        assert play.refused("insist on both", **ROLES) == "friend of both"
    play = friend(410, separation_regime="0")
    assert play.refused("insist on both", **ROLES) == "keep apart"


def met(after: float) -> bool:
    """Whether the two, who live apart and keep apart, are at one place within four days, whom nobody directs."""
    play = friend(after)
    play.put("person.home", "Ren", play.thing("flat"))
    play.put("person.home", "Aki", play.thing("inn"))
    for who in ("Aki", "Ren"):
        play.put("person.haunt", who, 0)
    play.put("person.place", "Aki", play.thing("inn"))
    play.put("person.place", "Ren", play.thing("flat"))
    play.put("person.place", "Mio", play.thing("flat"))
    play.machine.autonomy = True
    for _ in range(4 * 24):
        play.choose("person.situation", "Mio", "leisure")
        play.live(HOUR)
        if play.get("person.place", "Aki") == play.get("person.place", "Ren"):
            return True
    return False


def test_REL_22_it_leads_to_a_meeting_of_itself() -> None:
    """After so long they sit at one table within days, who otherwise would not meet."""
    assert [met(after) for after in (100, 410)] == [False, True]
    assert pair().get("person.wanted_at", "Ren") == 0
