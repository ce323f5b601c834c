"""Figures of the stories that are days: visits to the dead at weekends, the team due tomorrow, the night before."""

from __future__ import annotations

from functools import cache

import pytest

from kizuna.diagnostics import Severity, Sink
from kizuna.story import fit
from kizuna.story.check import check
from tests.rows.desks import HANDS, desk, mission, send
from tests.rows.leaf import parameters
from tests.rows.support import DAY, HOUR, ROOT, Play, shipped, today, town

MOURNER = """
things:
  the father: {is: departed}
cast:
  Aki: {is: person, age: 30, home: home, place: home, memorial_stone: market, infirmary: clinic, tiredness: 10 %,
        lost: [the father]}
"""
WEEKEND = {"Saturday", "Sunday"}


def visits(working_days: str = "0 %", grief: float = 0.0, weeks: int = 4) -> list[str]:
    """The days of the week on which somebody who lives by himself visits the dead, in order."""
    play = Play(town(MOURNER + parameters(working_day_visits=working_days)), autonomy=True)
    found, last = [], play.get("person.mourned_at", "Aki")
    for _ in range(7 * weeks):
        if grief:
            play.put("person.grief", "Aki", grief)
        day = today(play)
        play.live(DAY)
        if play.get("person.mourned_at", "Aki") != last:
            found.append(day)
            last = play.get("person.mourned_at", "Aki")
    return found


def test_the_dead_are_visited_at_weekends() -> None:
    """Each week once and on a free day; on any day only in heavy grief, or where people are said to do so."""
    assert len(visits()) == 4
    assert set(visits()) <= WEEKEND
    assert len(visits(grief=0.2)) == 4
    assert set(visits(grief=0.2)) <= WEEKEND
    assert set(visits(grief=0.9)) - WEEKEND
    assert set(visits("100 %")) - WEEKEND


@cache
def returned(days: float, slack: str, seed: int) -> float:
    """How many days before (or, if negative, after) its due date a team of three that met nobody was back."""
    play = desk(parameters(due_slack=slack), seed)
    m = mission(play, "escort")
    play.put("mission.days", m, days * DAY)
    send(play, m, "Aki", "Eva", "Fio")
    for name in HANDS:
        play.put("person.went_to_work_at", name, play.machine.now)
    play.machine.autonomy = True
    play.live(4 * HOUR)
    due = play.get("mission.due", m)
    assert due > play.machine.now
    for _ in range(30):
        if play.get("mission.back", m):
            break
        play.live(6 * HOUR)
    return float(due - play.machine.now) / DAY


def test_a_team_that_is_due_tomorrow_is_back_tomorrow() -> None:
    """Whatever the work takes, most are home within the day before they are due, and with more slack much earlier."""
    for days in (1, 2):
        early = [returned(days, "12 h", seed) for seed in range(1, 6)]
        assert sum(0 <= one < 1 for one in early) >= 4
        assert returned(days, "4 days", 1) == pytest.approx(early[0] + 3.5, abs=0.3)


STORY = (ROOT / "worlds/leaf/stories/000-the-returned-sacrifice.md").read_text(encoding="utf-8")
BATTLE = "## Day 1, 22:00 · border forest"
FIGHT, MORNING = "The Puppeteer throws giant shuriken at Hatake Kakashi", "Umino Iruka wakes from a nightmare"


def times(text: str) -> tuple[dict[str, float], list[str]]:
    """At which hour, from the midnight before its first day, each beat of the story happens; what is found in it."""
    report = check(text, Sink(), shipped("leaf"), "story.md")
    begins = 14
    return {played.sentence: begins + played.time / HOUR for played in report.played}, [
        finding.message for finding in report.findings if finding.severity is Severity.ERROR
    ]


def test_the_battle_is_in_the_night_before_the_day_in_hospital(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is dark when they fight and the next morning when they wake; after a battle at dawn nobody lies there yet."""
    assert STORY.count(BATTLE) == 1
    found, errors = times(STORY)
    assert errors == []
    assert 21 <= found[FIGHT] < 29
    assert 30 <= found[MORNING] < 36
    assert found[MORNING] - found[FIGHT] < 12
    monkeypatch.setattr(fit, "AT_MOST", 3)
    morning = STORY[: STORY.index("\n", STORY.index("- Iruka wakes from a nightmare"))]
    assert times(morning)[1] == []
    _, errors = times(morning.replace(BATTLE, BATTLE.replace("Day 1, 22:00", "Day 2, 06:30")))
    assert errors
