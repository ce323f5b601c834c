"""Figures of the stories about those at home: an absence of more than a few days, help for the first months."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from tests.rows.couples import days, pair
from tests.rows.desks import desk, mission, send, set_all
from tests.rows.leaf import parameters
from tests.rows.support import DAY, HOUR, Play, town


def worries(count: int, **changed: str) -> list[float]:
    """Aki's worry about Ren, who is away and has named no day, in the middle of each of so many days."""
    play = pair(thought_safe="100 %", worry_time="1000 days", **changed)
    play.choose("person.situation", "Ren", "mission")
    play.live(DAY / 2)
    found = []
    for _ in range(count):
        found.append(float(play.bond("worry", "Aki", "Ren")))
        days(play, 1)
    return found


@pytest.mark.parametrize("few", [1, 3, 6])
def test_REL_15_an_absence_of_more_than_a_few_days_is_dreaded(few: int) -> None:
    """Nothing is read into it for as long as the parameter says; from then on every day adds to the worry."""
    found = worries(9, few_days=f"{few} days", worry_of_silence="6 %")
    grows = [later > before + 0.04 for before, later in pairwise(found)]
    assert grows == [day + 1 >= few for day in range(8)]
    assert found[few - 1] == pytest.approx(0.3, abs=0.02)


def test_REL_15_three_days_are_a_few() -> None:
    """Where nothing else is said it is on the fourth day that the dread begins, and none where none is meant to."""
    found = worries(5)
    assert found[2] < 0.31
    assert found[3] > 0.35
    assert max(worries(5, worry_of_silence="0 %")) < 0.31


def test_REL_15_each_absence_is_counted_anew() -> None:
    """Once he is back nothing more is read into it, and three days of the next one pass before anything is."""
    play = pair(worry_time="1000 days", worry_of_danger="0 %")
    found = []
    for situation, span in (("mission", 4), ("home", 3), ("mission", 2.5), ("mission", 1)):
        play.choose("person.situation", "Ren", situation)
        before = play.bond("worry", "Aki", "Ren")
        play.live(span * DAY)
        found.append(float(play.bond("worry", "Aki", "Ren") - before) > 0.05)
    assert found == [True, False, False, True]


def dread(task: str, work: float, after: float) -> float:
    """How much more Una worries about Aki, who led a team out, so many days later than a day after he went."""
    play = desk()
    m = mission(play, task)
    play.put("mission.days", m, work * DAY)
    for one, other in (("Aki", "Una"), ("Una", "Aki")):
        play.put("person.partner", one, play.thing(other))
    send(play, m, "Aki", "Bea", "Eva")
    set_all(play, m, wanted=3)
    assert play.act("lead out", leader="Aki")
    play.live(DAY)
    before = play.bond("worry", "Una", "Aki")
    play.live((after - 1) * DAY)
    return float(play.bond("worry", "Una", "Aki") - before)


def test_REL_15_a_day_that_was_named_spares_the_dread_until_it_has_passed() -> None:
    """Months are known at departure; a few days are not counted at home, and of a secret mission nothing is said."""
    assert dread("escort", 20, 6) < 0
    assert dread("escort", 3, 6) > 0.1
    assert dread("top rank", 20, 6) > 0.1
    assert dread("escort", 20, 34) > 0.1, "the day that was named has passed"


HOUSE = """
cast:
  Aki: {is: person, age: 30, home: home, place: home, infirmary: clinic, tiredness: 20 %, aid: two_crutches,
        mobility: 36 %, mobility_limit: 36 %}
  Ren: {is: person, age: 30, home: home, place: home, infirmary: clinic, tiredness: 20 %, care: {Aki: 80 %}}
"""


@cache
def kept(term: str, sound_after: int, span: int) -> list[bool]:
    """Whether somebody keeps house for Aki on each of so many days, who can do it himself after some of them."""
    play = Play(town(HOUSE + parameters(house_kept_for=term)), autonomy=True)
    found = []
    for day in range(span):
        if day == sound_after:
            play.choose("person.aid", "Aki", "no_aid")
            play.put("person.mobility_limit", "Aki", 1)
            play.put("person.mobility", "Aki", 1)
        play.live(DAY)
        found.append(bool(play.get("person.housekeeper", "Aki")))
    return found


@pytest.mark.parametrize("term", [5, 12])
def test_INJ_13_help_at_home_has_its_term(term: int) -> None:
    """It begins of itself, lasts for as long as is expected, and is not taken up again while he stays as he is."""
    assert kept(f"{term} days", 99, 20) == [day < term for day in range(20)]


def test_INJ_13_help_at_home_ends_with_the_need_for_it() -> None:
    """Whoever regains what he lost does it himself from that day; should he lose it once more, the term begins anew."""
    assert kept("12 days", 4, 8) == [day < 4 for day in range(8)]
    play = Play(town(HOUSE + parameters(house_kept_for="5 days")), autonomy=True)
    days(play, 8)
    assert not play.get("person.housekeeper", "Aki")
    play.choose("person.aid", "Aki", "no_aid")
    play.live(HOUR)
    play.choose("person.aid", "Aki", "two_crutches")
    days(play, 1)
    assert play.get("person.housekeeper", "Aki")


def test_INJ_13_the_first_few_months() -> None:
    """How long it is where nothing else is said."""
    assert 60 <= Play(town(HOUSE)).value("house_kept_for / 1 day") <= 120
