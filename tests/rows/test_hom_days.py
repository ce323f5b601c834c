"""HOM-9: working days and free days, which create meetings and prevent them."""

from __future__ import annotations

from typing import Any

import pytest

from .desks import desk, mission, send
from .diners import DAY, HOUR, Play, bring, diner, refusals, sets
from .offices import put, until
from .support import WEEK, today
from .test_figures_days import WEEKEND, visits
from .test_ins_school import TERM, schooling

SPEND, LEFT = "spend the day off with", "is left on a day off"


def rota(days: tuple[str, str] = ("", ""), at: float = 10, autonomy: bool = False, **changed: Any) -> Play:
    """Aki and Nao, guards who are fond of each other, with days off; today's unless said otherwise."""
    play = diner(at=at, **changed)
    for who, other, day in (("Aki", "Nao", days[0]), ("Nao", "Aki", days[1])):
        play.choose("person.post", who, "guard")
        play.put("person.workplace", who, play.thing("market"))
        play.choose("person.free_day", who, day or today(play))
        play.put("care", who, 0.6, other)
        play.put("person.hunger", who, 0.1)
        play.put("person.loneliness", who, 0.5)
    play.machine.autonomy = autonomy
    return play


def test_HOM_9_what_a_day_off_together_takes() -> None:
    """Both off, both at home, and nothing between them."""
    play = rota()
    tomorrow = WEEK[(WEEK.index(today(play)) + 1) % 7]
    cases = {
        "at home": sets("situation", "Aki", "work"),
        "off today": sets("free_day", "Aki", tomorrow),
        "the other is off, too": sets("free_day", "Nao", tomorrow),
        "dear to him": sets("care", "Aki", 0.3, "Nao"),
        "no grudge": sets("grudge", "Aki", 0.4, "Nao"),
        "wants company, or is his partner": sets("loneliness", "Aki", 0.1),
        "in daylight": lambda play: play.live(5.5 * HOUR) and None,
        "at home, as far as one can see": lambda play: bring(play, "market", "Nao"),
        "not so soon again": sets("day_off_with_at", "Aki", float(play.machine.now), "Nao"),
        "awake enough": sets("tiredness", "Aki", 0.9),
        "bears the pain": sets("pain", "Aki", 0.8),
        "gets along a street": sets("mobility", "Aki", 0.1),
    }
    refusals(play, SPEND, cases, p="Aki", other="Nao")
    shy = play.again(1)
    shy.put("shuns", "Aki", 1, "Nao")
    assert shy.refused(SPEND, p="Aki", other="Nao") == "no grudge"
    assert play.refused(SPEND, p="Aki", other="Aki") == "not oneself"
    idle = play.again(1)
    idle.choose("person.post", "Aki", "no_post")
    assert idle.refused(SPEND, p="Aki", other="Nao") == "off today", "who has no post has no day off"
    plain = play.urge(SPEND, p="Aki", other="Nao")
    assert plain == pytest.approx(0.6)
    play.put("person.partner", "Aki", play.thing("Nao"))
    assert play.urge(SPEND, p="Aki", other="Nao") == pytest.approx(0.9)
    play.put("care", "Aki", 0.1, "Nao")
    play.put("person.loneliness", "Aki", 0)
    assert play.refused(SPEND, p="Aki", other="Nao") == ""


@pytest.mark.parametrize(("changed", "much"), [({}, 0.25), ({"day_off_together": "60 %"}, 0.6)])
def test_HOM_9_what_a_day_off_together_gives(changed: dict[str, Any], much: float) -> None:
    """Joy and nearness to both; and he is home again; who finds the other asleep has come for nothing."""
    for asleep in (False, True):
        play = rota(**changed)
        for who in ("Aki", "Nao"):
            play.put("person.joy", who, 0.15)
            play.put("person.loneliness", who, 0.8)
        if asleep:
            play.choose("person.mind", "Nao", "asleep")
            play.put("person.tiredness", "Nao", 0.95)
        play.act(SPEND, p="Aki", other="Nao")
        assert play.get("person.place", "Aki") == play.thing("home")
        for who, other in (("Aki", "Nao"), ("Nao", "Aki")):
            assert float(play.get("person.joy", who)) == pytest.approx(0.15 + (0 if asleep else much), abs=0.001)
            assert (float(play.get("person.loneliness", who)) < 0.5) is not asleep
            assert float(play.bond("closeness", who, other)) == pytest.approx(0 if asleep else much / 3, abs=0.001)
            assert float(play.bond("day_off_with_at", who, other)) > play.machine.now - 5 * HOUR
    again = rota(day_off_again="1 day")
    again.put("day_off_with_at", "Aki", again.machine.now - 2 * DAY, "Nao")
    assert again.refused(SPEND, p="Aki", other="Nao") == ""


def test_HOM_9_schedules_create_and_prevent_meetings() -> None:
    """Two who are off on one day spend it together, of themselves; on different days never."""
    met = {}
    for days in (("Tuesday", "Tuesday"), ("Tuesday", "Thursday")):
        play = rota(days, autonomy=True)
        play.counts()
        play.live(21 * DAY)
        counts = play.counts()
        assert counts["go to work"] > 20
        met[days[1]] = counts.get(SPEND, 0)
    assert met["Tuesday"] >= 2
    assert met["Thursday"] == 0


@pytest.mark.parametrize(
    ("off", "beside", "changed", "stress"),
    [
        ("today", "", {}, 0.2),
        ("another", "", {}, 0.0),
        ("today", "goes along", {}, 0.0),
        ("today", "no partner", {}, 0.0),
        ("today", "", {"left_on_a_day_off": "50 %"}, 0.5),
    ],
)
def test_HOM_9_a_departure_on_the_day_off_hurts_more(
    off: str, beside: str, changed: dict[str, Any], stress: float
) -> None:
    """Of whoever stays behind at home; on a working day it is a departure like any other."""
    more = "parameters:\n" + "".join(
        f"  {name}: {{extend: yes, default: {value}}}\n" for name, value in changed.items()
    )
    play = desk(more if changed else "")
    day = WEEK[(WEEK.index(today(play)) + (off != "today")) % 7]
    put(play, "Wim", place="home", situation="home", free_day=day)
    if beside != "no partner":
        play.put("person.partner", "Aki", play.thing("Wim"))
        play.put("person.partner", "Wim", play.thing("Aki"))
    m = mission(play, "escort")
    send(play, m, "Aki", "Eva", "Wim" if beside == "goes along" else "Fio")
    play.put("person.stress", "Wim", 0.15)
    play.put("person.loneliness", "Wim", 0)
    play.counts()
    assert play.act("lead out", leader="Aki")
    play.live(0)
    assert play.count(LEFT) == (1 if stress else 0)
    assert float(play.get("person.stress", "Wim")) == pytest.approx(0.15 + stress, abs=0.02)
    if stress:
        assert stress < float(play.get("person.loneliness", "Wim")) < stress + 0.2


def test_HOM_9_papers_are_marked_over_lunch() -> None:
    """By the same teacher who gave the lessons of the morning; and on Saturdays she sits at the desk."""
    play = schooling(autonomy=True)
    put(play, "Mio", second_post="clerk", second_workplace="desk")
    hours, shifts = [], []
    for _ in range(14):
        until(play, 6)
        day, graded, shift = today(play), play.get("person.graded_at", "Mio"), False
        for _ in range(36):
            play.live(HOUR / 2)
            shift = shift or play.get("person.place", "Mio") == play.thing("desk")
        if play.get("person.graded_at", "Mio") != graded:
            at = float(play.get("person.graded_at", "Mio"))
            hours.append(24 - (play.machine.now - at) / HOUR)
        if shift:
            shifts.append(day)
    assert len(hours) >= 6
    assert all(9.5 <= hour <= 13 for hour in hours)
    assert set(shifts) == {"Saturday"}
    assert TERM > 0


def test_HOM_9_the_weekend_is_for_the_memorial() -> None:
    """Who has lost somebody goes there on free days, unless his grief is heavy."""
    assert set(visits()) <= WEEKEND
    assert set(visits(grief=0.9)) - WEEKEND
