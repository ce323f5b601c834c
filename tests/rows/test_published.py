"""Published figures, through the packs' own definitions and by running the machine."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.rows.support import DAY, HOUR
from tests.rows.wards import admit, ward

WEEK = 7 * DAY

TRISS = [
    ("age: 28", "blunt", "a: site: leg, depth: 40 %, cause: fall", "awake", 9, 0.9942),
    (
        "age: 68",
        "blunt",
        "a: site: chest, depth: 40 %, cause: fall\nb: site: leg, depth: 40 %, cause: fall\n"
        "c: site: belly, depth: 20 %, cause: fall",
        "unconscious",
        22,
        0.8253,
    ),
    (
        "age: 60",
        "sharp",
        "a: site: head, depth: 95 %, cause: blade\nb: site: arm, depth: 20 %, cause: blade",
        "awake",
        29,
        0.1834,
    ),
]


@pytest.mark.parametrize(("age", "how", "wounds", "mind", "severity", "chance"), TRISS)
def test_triss_gives_the_worked_cases(age: str, how: str, wounds: str, mind: str, severity: int, chance: float) -> None:
    """Ps 0.9942, 0.8253 and 0.1834 for the cases of the published calculator (Boyd 1987)."""
    play = ward(wounds)
    play.put("person.age", "Aki", float(age.removeprefix("age: ")))
    play.choose("person.mind", "Aki", mind)
    assert play.value("iss(p)", p="Aki") == severity
    assert play.value("if sharp(p) then 1 else 0", p="Aki") == (how == "sharp")
    assert play.value("survival_chance(p)", p="Aki") == pytest.approx(chance, abs=5e-4)


def test_children_under_fifteen_are_scored_as_blunt() -> None:
    """TRISS uses the coefficients for blunt injuries below 15 years."""
    play = ward("a: site: chest, depth: 60 %, cause: blade")
    play.put("person.age", "Aki", 20.0)
    grown = play.value("triss(p)", p="Aki")
    play.put("person.age", "Aki", 14.0)
    child = play.value("triss(p)", p="Aki")
    assert grown == pytest.approx(-2.5355 + 0.9934 * 7.8408 - 0.0651 * 16)
    assert child == pytest.approx(-0.4499 + 0.8085 * 7.8408 - 0.0835 * 16)


def test_only_the_worst_three_regions_count() -> None:
    """ISS: squares of the worst three regions, the worst of each; a grade of 6 makes it 75."""
    play = ward(
        "a: site: chest, depth: 40 %\nb: site: back, depth: 20 %\nc: site: leg, depth: 40 %\n"
        "d: site: face, depth: 40 %\n"
        "e: site: skin, depth: 40 %"
    )
    assert play.value("iss(p)", p="Aki") == 27
    assert ward("a: site: chest, depth: 99 %").value("iss(p)", p="Aki") == 75


@pytest.mark.parametrize(
    ("lost", "grade", "pulse", "deficit"),
    [
        (0.01, 1, (60, 100), (0, 2)),
        (0.149, 1, (60, 100), (0, 2)),
        (0.151, 2, (100, 120), (2, 6)),
        (0.299, 2, (100, 120), (2, 6)),
        (0.301, 3, (120, 140), (6, 10)),
        (0.399, 3, (120, 140), (6, 10)),
        (0.401, 4, (140, 200), (10, 40)),
        (0.44, 4, (140, 200), (10, 40)),
    ],
)
def test_haemorrhage_classes(lost: float, grade: int, pulse: tuple[float, float], deficit: tuple[float, float]) -> None:
    """Classes I to IV at 15, 30 and 40 % lost, with their pulse and base deficit (ATLS; Critical Care 2016)."""
    play = ward()
    volume = play.get("person.volume", "Aki")
    play.put("person.blood", "Aki", volume * (1 - lost))
    assert play.value("haemorrhage_class(p)", p="Aki") == grade
    assert pulse[0] <= play.value("pulse(p)", p="Aki") <= pulse[1]
    assert deficit[0] <= play.value("base_deficit(p)", p="Aki") <= deficit[1]
    assert (play.value("systolic(p)", p="Aki") >= 108) == (grade <= 2), "the pressure falls from class III on"


def test_haemorrhage_class_boundaries_in_millilitres() -> None:
    """At five litres, 750, 1500 and 2000 ml are the boundaries."""
    play = ward()
    found = []
    for lost in range(0, 2200, 10):
        play.put("person.blood", "Aki", 5000.0 - lost)
        found.append((lost, play.value("haemorrhage_class(p)", p="Aki")))
    steps = [lost for (_, old), (lost, new) in pairwise(found) if old != new]
    assert steps == [760, 1510, 2010]


@pytest.mark.parametrize(
    ("site", "transverse", "union", "firm"),
    [("arm", False, 3, 6), ("leg", False, 6, 12), ("arm", True, 6, 12), ("leg", True, 12, 24)],
)
def test_perkins_times(site: str, transverse: bool, union: int, firm: int) -> None:
    """A spiral break of the upper limb unites in 3 weeks; twice that for the lower limb, twice that across."""
    play = ward(f"bone: site: {site}, sort: bone, depth: 40 %, open: no, transverse: {'yes' if transverse else 'no'}")
    play.live(union * WEEK - HOUR)
    assert play.value("if disabling(w) then 1 else 0", w="bone") == 1
    play.live(2 * HOUR)
    assert play.value("if disabling(w) then 1 else 0", w="bone") == 0
    play.live((firm - union) * WEEK - 12 * HOUR)
    assert len(play.all("wound")) == 1
    play.live(DAY)
    assert len(play.all("wound")) == 0


def test_blood_is_replaced_within_the_published_days() -> None:
    """After 550 ml the blood is whole again in 36 ± 11 days (Pottgiesser 2008)."""
    play = ward()
    play.put("person.blood", "Aki", 5000.0 - 550.0)
    days = 0
    while play.get("person.blood", "Aki") < 5000.0 and days < 100:
        play.live(DAY)
        days += 1
    assert 25 <= days <= 47


@pytest.mark.parametrize("depth", [15, 30, 50, 70])
def test_wound_phases(depth: int) -> None:
    """Inflammation for some days, building for days to weeks, then a scar that settles for up to two years."""
    play = ward(f"cut: site: leg, sort: cut, depth: {depth} %")
    assert admit(play)
    day, inflamed, scarred = 0, 0, 0
    while not scarred and day < 100:
        play.live(DAY)
        day += 1
        if not play.all("wound"):
            scarred = day
        elif play.word("wound.phase", "cut") == "inflamed":
            inflamed = day
    assert 1 <= inflamed <= 7
    assert 10 <= scarred <= 45
    mark = play.all("scar")[0]
    play.live(26 * WEEK)
    assert 0 < play.get("scar.settled", mark) < 1
    play.live(104 * WEEK)
    assert play.get("scar.settled", mark) == 1


@pytest.mark.parametrize(
    ("week", "low", "high"), [(1, 0.05, 0.15), (3, 0.15, 0.30), (13, 0.50, 0.80), (52, 0.70, 0.80)]
)
def test_scar_strength(week: int, low: float, high: float) -> None:
    """About 10 % after a week, 20 % after three, 50 to 80 % after three months, and 70 to 80 % in the end."""
    play = ward("cut: site: leg, sort: cut, depth: 30 %")
    assert admit(play)
    play.live(week * WEEK)
    marks = play.all("scar")
    strength = play.get("scar.strength", marks[0]) if marks else play.get("wound.firmness", "cut")
    assert low <= strength <= high


def test_a_concussion_takes_six_stages_of_a_day_each_at_least() -> None:
    """Six stages of the return, 24 hours each at the least."""
    play = ward("blow: site: head, sort: concussion, depth: 30 %, open: no")
    play.live(6 * DAY - HOUR)
    assert len(play.all("wound")) == 1
    play.live(8 * DAY)
    assert len(play.all("wound")) == 0


def test_a_stump_is_ready_for_its_first_fitting_in_the_sixth_to_eighth_week() -> None:
    """Sutures out in week 3 to 4 (closed), first fitting in week 6 to 8, shape stable in month 3 to 6."""
    play = ward("stump: site: leg, sort: loss, depth: 100 %, permanent: yes")
    assert admit(play)
    weeks = {}
    for week in range(1, 27):
        play.live(WEEK)
        for name, state in (
            ("closed", "not open(w)"),
            ("fit", "mend(w) is at least firm"),
            ("stable", "mend(w) is healed"),
        ):
            if play.value(f"if {state} then 1 else 0", w="stump"):
                weeks.setdefault(name, week)
    assert 3 <= weeks["closed"] <= 5
    assert 6 <= weeks["fit"] <= 8
    assert 12 <= weeks["stable"] <= 26
