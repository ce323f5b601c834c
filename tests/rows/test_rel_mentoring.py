"""REL-30: what long teaching leaves behind, and what it is to be looked after by whom one taught."""

from __future__ import annotations

import pytest

from .leaf import parameters
from .support import DAY, HOUR, Play, town
from .wards import until_ten

SHARED = "infirmary: clinic, hunger: 10 %, tiredness: 5 %, loneliness: 10 %"
TOWN = f"""
places:
  flat: {{inside: town}}
  school: {{inside: town}}
roads:
  - {{between: [home, flat], length: 900 m, modes: all}}
  - {{between: [home, school], length: 700 m, modes: all}}
cast:
  Aki: {{is: person, age: 40, {SHARED}, home: home, place: home, post: teacher, workplace: school, pride: 80 %}}
  Ren: {{is: person, age: 22, {SHARED}, home: flat, place: flat, post: clerk, workplace: market}}
  Kim: {{is: person, age: 10, {SHARED}, home: flat, place: flat, post: pupil, workplace: school}}
"""
COMES = "come home to look after"


def school(**changed: str) -> Play:
    """A teacher, a pupil, and somebody who has been one."""
    play = Play(town(TOWN + (parameters(**changed) if changed else "")))
    until_ten(play)
    for name in ("Aki", "Ren", "Kim"):
        play.choose("person.mind", name, "awake")
        play.put("person.tiredness", name, 0.05)
        play.put("person.stress", name, 0.2)
    return play


def helpless(lessons: int = 400, care: float = 0.8, **changed: str) -> Play:
    """Aki, who taught Ren long ago, is alone at home on two crutches."""
    play = school(**changed)
    play.put("lessons", "Ren", lessons, "Aki")
    play.put("care", "Ren", care, "Aki")
    for name in ("Aki", "Ren"):
        play.choose("person.situation", name, "home")
        play.put("person.place", name, int(play.get("person.home", name)))
    play.put("person.mobility", "Aki", 0.35)
    play.put("person.mobility_limit", "Aki", 0.4)
    play.choose("person.aid", "Aki", "two_crutches")
    play.live(0)
    play.counts()
    return play


@pytest.mark.parametrize(("words", "share"), [("0.3 %", 0.003), ("2 %", 0.02)])
def test_REL_30_each_lesson_ties_the_two(words: str, share: float) -> None:
    """The pupil grows fond of the teacher and the teacher of the pupil; only those who are there, and pupils."""
    play = school(lesson_endears=words)
    for name in ("Aki", "Kim", "Ren"):
        play.put("person.place", name, play.thing("school"))
        play.choose("person.situation", name, "work")
    before = play.bond("care", "Kim", "Aki")
    assert play.act("teach", p="Aki")
    assert play.bond("lessons", "Kim", "Aki") == 1
    assert play.bond("care", "Aki", "Kim") == pytest.approx(share)
    assert play.bond("care", "Kim", "Aki") > before
    assert play.bond("lessons", "Ren", "Aki") == 0


def test_REL_30_what_long_teaching_left_is_there_years_later() -> None:
    """The familiarity is gone, the attachment is not, and it is enough to give up one's own home."""
    play = helpless()
    play.put("closeness", "Ren", 0.6, "Aki")
    play.live(500 * DAY)
    assert play.bond("closeness", "Ren", "Aki") < 0.01
    until_ten(play)
    for name in ("Aki", "Ren"):
        play.choose("person.mind", name, "awake")
        play.choose("person.situation", name, "home")
        play.put("person.lying", name, 0)
        play.choose("person.aid", name, "two_crutches" if name == "Aki" else "no_aid")
    assert play.refused(COMES, p="Ren", teacher="Aki") == ""


def test_REL_30_the_grown_pupil_comes_to_live_with_his_teacher() -> None:
    """He gives up his own home for it, and they are nearer to each other."""
    play = helpless()
    assert play.urge(COMES, p="Ren", teacher="Aki") == pytest.approx(1.8)
    near = [play.bond("closeness", a, b) for a, b in (("Ren", "Aki"), ("Aki", "Ren"))]
    assert play.act(COMES, p="Ren", teacher="Aki")
    assert play.get("person.home", "Ren") == play.get("person.place", "Ren") == play.thing("home")
    assert play.bond("may_enter", "Ren", "home")
    for (a, b), was in zip((("Ren", "Aki"), ("Aki", "Ren")), near, strict=True):
        assert play.bond("closeness", a, b) == pytest.approx(was + 0.1, abs=0.001)
    assert play.get("person.looks_after", "Ren") == play.thing("Aki")
    assert play.refused(COMES, p="Ren", teacher="Aki") == "lives elsewhere"
    play.choose("person.aid", "Aki", "no_aid")
    play.live(0)
    assert play.get("person.home", "Ren") == play.get("person.place", "Ren") == play.thing("flat")
    assert (play.get("person.looks_after", "Ren"), play.get("person.came_from", "Ren")) == (0, 0)


def test_REL_30_he_moves_back_when_the_teacher_dies() -> None:
    """And stays where he is at the moment, if he is out."""
    play = helpless()
    assert play.act(COMES, p="Ren", teacher="Aki")
    play.put("person.place", "Ren", play.thing("market"))
    play.choose("person.situation", "Ren", "work")
    play.put("person.alive", "Aki", 0)
    play.live(0)
    assert play.get("person.home", "Ren") == play.thing("flat")
    assert play.get("person.place", "Ren") == play.thing("market")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("few lessons", "owes him his start"),
        ("little love", "attached enough"),
        ("child", "grown"),
        ("walks", "at home, and helpless there"),
        ("in hospital", "at home, and helpless there"),
        ("kept", "nobody else does it"),
        ("not alone", "nobody else does it"),
        ("crutch", "hands for it"),
        ("night", "the hour for it"),
        ("at work", "at home"),
        ("bound", "looks after nobody yet"),
    ],
)
def test_REL_30_who_does_not_come(change: str, why: str) -> None:
    """Nobody whom he hardly taught or who does not care enough, no child; nobody where he is not needed."""
    play = helpless(lessons=100 if change == "few lessons" else 400, care=0.4 if change == "little love" else 0.8)
    if change == "child":
        play.choose("person.post", "Ren", "pupil")
    elif change == "walks":
        play.choose("person.aid", "Aki", "no_aid")
    elif change == "in hospital":
        play.put("person.place", "Aki", play.thing("clinic"))
    elif change == "kept":
        play.put("person.housekeeper", "Aki", play.thing("Kim"))
    elif change == "not alone":
        play.put("person.home", "Kim", play.thing("home"))
    elif change == "crutch":
        play.choose("person.aid", "Ren", "one_crutch")
    elif change == "night":
        play.live(12 * HOUR)
        play.choose("person.situation", "Ren", "home")
    elif change == "at work":
        play.choose("person.situation", "Ren", "work")
    elif change == "bound":
        play.put("person.looks_after", "Ren", play.thing("Kim"))
    assert play.refused(COMES, p="Ren", teacher="Aki") == why


def test_REL_30_how_long_and_how_dear_is_a_matter_of_parameters() -> None:
    """A grown pupil of whom only the bond is known counts, too."""
    assert helpless(lessons=100, mentoring_takes="50").refused(COMES, p="Ren", teacher="Aki") == ""
    assert helpless(care=0.4, costly_help_from="30 %").refused(COMES, p="Ren", teacher="Aki") == ""
    play = helpless(lessons=0)
    assert play.refused(COMES, p="Ren", teacher="Aki") == "owes him his start"
    play.put("teaches", "Aki", 1, "Ren")
    assert play.refused(COMES, p="Ren", teacher="Aki") == ""


@pytest.mark.parametrize(("words", "share"), [("20 %", 0.2), ("50 %", 0.5)])
def test_REL_30_to_be_looked_after_is_relief_and_humiliation(words: str, share: float) -> None:
    """Joy and company, and stress as far as he is proud: more of it before somebody whom he taught."""
    stress = {}
    for lessons in (0, 400):
        play = helpless(lessons=lessons, reversal_shames=words, legacy="30 %", relief_of_care="25 %")
        play.put("person.despair", "Aki", 0.5)
        for attr in ("joy", "loneliness", "stress"):
            play.put(f"person.{attr}", "Aki", 0.4)
        assert play.act("is looked after", p="Ren", other="Aki")
        assert float(play.get("person.joy", "Aki")) == pytest.approx(0.65)
        assert float(play.get("person.loneliness", "Aki")) == pytest.approx(0.15)
        stress[lessons] = float(play.get("person.stress", "Aki"))
        assert float(play.get("person.despair", "Aki")) == pytest.approx(0.2 if lessons else 0.5)
    assert stress[0] == pytest.approx(0.4)
    assert stress[400] == pytest.approx(0.4 + 0.8 * share)
    play = helpless(lessons=0)
    play.put("teaches", "Aki", 1, "Ren")
    play.put("person.stress", "Aki", 0.2)
    assert play.act("is looked after", p="Ren", other="Aki")
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.2 + 0.8 * 0.2), "whoever is his pupil by name"


def test_REL_30_of_himself_he_comes_and_keeps_house() -> None:
    """Left to themselves: he moves in within a day, cooks and cleans, and the teacher is glad and ashamed."""
    play = helpless()
    play.machine.autonomy = True
    play.live(2 * DAY)
    found = play.counts()
    assert found[COMES] >= 1
    assert found["keep house for"] >= 1
    assert found["is looked after"] >= 1
    assert play.get("person.housekeeper", "Aki") == play.thing("Ren")
