"""The healing calendar of the benchmarks, and the step back after a concussion."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from statistics import median
from types import ModuleType

import pytest

from .support import DAY, HOUR, MINUTE, Play, shipped
from .wards import until_ten, ward

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
BLOW = "blow: site: head, sort: concussion, depth: 30 %, open: no"


@pytest.fixture(scope="module")
def healing() -> ModuleType:
    """The script of the calendar, which finds its neighbours beside it."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import healing as script
    finally:
        sys.path.remove(str(BENCHMARKS))
    return script


def test_every_sort_of_wound_is_on_the_calendar(healing: ModuleType) -> None:
    """Whatever can be done to flesh or bone has a case with a band."""
    tried = {sort for case in healing.CASES for sort in re.findall(r"sort: (\w+)", case.wound)}
    assert tried == set(shipped("leaf").choices["sort"].values)


def test_the_calendar_keeps_to_its_bands_and_the_drawing_is_as_it_is_measured(healing: ModuleType) -> None:
    """Each milestone lies in the band of its source, and `healing.svg` is what the script draws today."""
    found = [(case, median(healing.days_of(case))) for case in healing.CASES]
    assert [case.name for case, days in found if not healing.within(case, days)] == []
    assert (BENCHMARKS / "healing.svg").read_text(encoding="utf-8") == healing.svg(found)


def test_the_calendar_is_one_of_the_benchmarks(healing: ModuleType) -> None:
    """`make bench` runs it and shows its drawing."""
    text = (BENCHMARKS / "all.py").read_text(encoding="utf-8")
    assert '"The healing calendar": healing.figures' in text
    assert '"The healing calendar": "healing.svg"' in text
    assert healing.DRAWING == BENCHMARKS / "healing.svg"


def overdone(situation: str, after: float, seed: int) -> tuple[float, float]:
    """The stage reached before and after somebody with a concussion does something else than lie still."""
    play = ward(BLOW, seed=seed)
    play.live(after)
    before = play.value("stage_of_return(w)", w="blow")
    play.choose("person.situation", "Aki", situation)
    play.live(MINUTE)
    return before, play.value("stage_of_return(w)", w="blow")


@pytest.mark.parametrize(("situation", "after", "strains"), [
    ("hospital", 3, False), ("home", 3, False), ("leisure", 3, False),
    ("work", 1, True), ("work", 3, False), ("mission", 3, True), ("danger", 3, True), ("mission", 7.6, False),
])
def test_symptoms_come_back_to_whoever_does_more_than_his_stage_bears(
    situation: str, after: float, strains: bool
) -> None:
    """Rest never throws back; work only in the first stage, a fight until the last; as often as the parameter says."""
    stages = [overdone(situation, after * DAY, seed) for seed in range(24)]
    steps = [before - now for before, now in stages]
    if strains:
        assert set(steps) <= {0, min(1, stages[0][0])}
        if stages[0][0] > 0:
            assert 5 <= sum(steps) <= 19
    else:
        assert set(steps) == {0}


def test_a_day_of_strain_is_one_step_back_however_often_it_is_broken() -> None:
    """A fight with many pauses does not throw back once for each."""
    play = ward(BLOW)
    play.live(3 * DAY)
    play.counts()
    for _ in range(20):
        for situation in ("danger", "leisure"):
            play.choose("person.situation", "Aki", situation)
            play.live(10 * MINUTE)
    assert play.counts().get("symptoms come back", 0) == 1
    play.live(DAY)
    play.choose("person.situation", "Aki", "danger")
    play.live(MINUTE)
    assert play.counts().get("symptoms come back", 0) == 1


def test_each_step_back_costs_its_day_and_hurts() -> None:
    """Who goes out day after day is whole later than who rests, and aches for it."""

    def days_to_heal(out: bool, seed: int) -> tuple[int, float]:
        play, worst = ward(BLOW, seed=seed), 0.0
        for day in range(1, 90):
            play.live(8 * HOUR)
            if out and 3 <= day <= 8:
                play.choose("person.situation", "Aki", "mission")
                play.live(4 * HOUR)
                play.choose("person.situation", "Aki", "hospital")
                play.live(12 * HOUR)
            else:
                play.live(16 * HOUR)
            if not play.all("wound"):
                return day, worst
            worst = max(worst, float(play.get("wound.ache", "blow")))
        raise AssertionError("never whole")

    rested = [days_to_heal(False, seed) for seed in range(4)]
    driven = [days_to_heal(True, seed) for seed in range(4)]
    assert len({day for day, _ in rested}) == 1
    assert min(day for day, _ in driven) > rested[0][0]
    assert min(ache for _, ache in driven) > rested[0][1]


def test_falls_in_training_leave_concussions_of_themselves() -> None:
    """A share of those who slip hit their heads; the others bruise a leg."""
    play = ward(autonomy=False)
    until_ten(play)
    sorts: dict[str, int] = {}
    for seed in range(60):
        one: Play = play.again(seed)
        for attr, word in (("mind", "awake"), ("situation", "work"), ("post", "field")):
            one.choose(f"person.{attr}", "Ren", word)
        assert one.act("train", "slips", p="Ren")
        (wound,) = one.all("wound")
        found = one.word("wound.sort", wound)
        assert one.word("wound.site", wound) == ("head" if found == "concussion" else "leg")
        sorts[found] = sorts.get(found, 0) + 1
    assert set(sorts) == {"bruise", "concussion"}
    assert sorts["bruise"] > 3 * sorts["concussion"]
