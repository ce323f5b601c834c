"""Rows INS-10, INS-13 and INS-14 in a village of two schools: each has its year, its class and its cover."""

from __future__ import annotations

from functools import lru_cache

from tests.rows.support import DAY, Play, compiled, written

PEOPLE = 260
STUMP = """
things:
  the stump:
    {is: wound, patient: Arya, site: leg, sort: loss, cause: blast, depth: 85 %, permanent: yes,
     ache: 5 %, open: no, mend: 100 %}
"""


@lru_cache(maxsize=1)
def begun_in_august() -> Play:
    """A village with two quarters, in the long holidays."""
    calendar = "calendar: {start: 'year 12, August 22, 06:00'}\n"
    return Play(compiled(written({"tried.yaml": calendar + STUMP}, "leaf"), PEOPLE, 3))


def village() -> Play:
    """The same village once more."""
    return begun_in_august().again(1)


def rooms(play: Play) -> list[int]:
    """The rooms that the classes have."""
    return [int(play.get("class.room", c)) for c in play.all("class")]


def teachers(play: Play, room: int) -> list[int]:
    """Who teaches in a room."""
    teacher = "if post(p) is teacher and workplace(p) == s then 1 else 0"
    return [p for p in play.all("person") if play.value(teacher, p=p, s=room)]


def test_INS_13_the_second_school_has_the_year_of_the_first() -> None:
    """Both have holidays at the same time and terms at the same time, and neither is without a year."""
    play = village()
    assert len(set(rooms(play))) == 2
    first, second = ([], [])
    for _ in range(12):
        for days, room in zip((first, second), rooms(play), strict=True):
            days.append(bool(play.value("if in_term(s) then 1 else 0", s=room)))
        play.live(2 * DAY)
    assert first == second
    assert set(second) == {True, False}
    assert all(play.value("count(t in terms(s))", s=room) == 3 for room in rooms(play))


def test_INS_14_each_school_has_a_class_with_a_teacher_and_cover_of_its_own() -> None:
    """The second class has one who works there, and clerks to take it when he cannot; the first keeps its own."""
    play = village()
    play.live(2 * DAY)
    first, second = play.all("class")
    assert play.get("class.class_teacher", first) == play.thing("Umino Iruka")
    assert play.get("class.class_teacher", second) in teachers(play, int(play.get("class.room", second)))
    for c in (first, second):
        assert play.value("count(p in cover(k))", k=c) >= 2
        room = int(play.get("class.room", c))
        assert play.value("count(p in staff(s) where post(p) is pupil)", s=room) >= 4
    assert play.get("class.yard", second) != play.get("class.yard", first)


def test_INS_14_a_class_whose_teacher_has_died_gets_another() -> None:
    """Of those at its school who have none; as long as he lives it stays his, whether he comes or not."""
    play = village()
    play.live(2 * DAY)
    second = play.all("class")[1]
    his = int(play.get("class.class_teacher", second))
    play.choose("person.situation", his, "away")
    play.live(2 * DAY)
    assert play.get("class.class_teacher", second) == his
    play.put("person.alive", his, 0)
    play.live(DAY)
    assert play.get("class.class_teacher", second) not in (0, his)


def test_INS_10_a_teacher_of_the_second_school_is_reviewed_before_its_term() -> None:
    """His fitness is decided in the week before, as it is at the first school."""
    play = village()
    for room in rooms(play):
        maimed = teachers(play, room)[-1]
        tried = play.again(1)
        tried.put("wound.patient", "the stump", maimed)
        tried.put("wound.made_at", "the stump", tried.machine.now - 200 * DAY)
        tried.put("person.reviewed_at", maimed, tried.machine.now - 400 * DAY)
        tried.counts()
        tried.live(DAY)
        assert tried.counts().get("fitness review", 0) == 0, "not before the last week"
        tried.live(6 * DAY)
        assert tried.counts().get("fitness review", 0) == 1
