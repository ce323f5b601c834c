"""REL-1: who has lost alike, how it becomes known, and what it does between two who know it."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .couples import pair
from .leaf import parameters
from .support import DAY, HOUR, MINUTE, Play
from .wards import ward

BOTH = {"p": "Aki", "other": "Ren"}
NAME, SPEAKS, SEES = "name the likeness", "speaks of the dead", "sees the likeness"


def two(one: str = "family", other: str = "family", near: float = 0.7, **changed: str) -> Play:
    """Aki and Ren, at leisure and alone, who have lost so and are near each other; nobody has spoken of it."""
    play = pair(together=False, **changed)
    for who, lost in (("Aki", one), ("Ren", other)):
        play.choose("person.situation", who, "leisure")
        play.put("person.place", who, play.thing("market"))
        play.put("person.stress", who, 0.2)
        if lost:
            play.put(f"person.lost_{lost}", who, 1)
    for who, whom in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("closeness", who, near, whom)
        play.put("care", who, 0.5, whom)
    play.live(0)
    play.counts()
    return play


def chats(play: Play) -> None:
    """They talk."""
    play.put("person.loneliness", "Aki", 0.9)
    assert play.act("chat", **BOTH)
    play.live(0)


def alike(play: Play) -> tuple[int, int]:
    """Whether Aki is aware of it, and whether Ren is."""
    return int(play.bond("likeness", "Aki", "Ren")), int(play.bond("likeness", "Ren", "Aki"))


@pytest.mark.parametrize(("one", "other", "found"), [
    ("family", "family", (1, 1)), ("friend", "friend", (1, 1)), ("family", "friend", (0, 0)), ("family", "", (0, 0)),
    ("", "", (0, 0)),
])
def test_REL_1_likeness_is_a_matter_of_what_was_lost_and_known(
    one: str, other: str, found: tuple[int, int]
) -> None:
    """Two orphans are alike, an orphan and one who lost a comrade are not; before they speak of it nobody knows."""
    play = two(one, other)
    assert alike(play) == (0, 0)
    for _ in range(2):
        chats(play)
    assert alike(play) == found
    assert play.bond("knows_loss", "Aki", "Ren") == int(bool(other))
    assert play.bond("knows_loss", "Ren", "Aki") == int(bool(one))


def test_REL_1_of_the_dead_somebody_speaks_to_whom_he_is_close() -> None:
    """Or near, while it weighs; once to each, and each of his own."""
    for near, grief, speaks in ((0.7, 0, 2), (0.4, 0, 0), (0.4, 0.2, 2), (0.1, 0.2, 0)):
        play = two(near=near)
        for who in ("Aki", "Ren"):
            play.put("person.grief", who, grief)
        for _ in range(3):
            chats(play)
        assert play.count(SPEAKS) == speaks
    play = two(other="")
    play.put("closeness", "Aki", 0.4, "Ren")
    chats(play)
    assert play.count(SPEAKS) == 0
    play.put("closeness", "Aki", 0.7, "Ren")
    before = float(play.get("person.stress", "Aki"))
    chats(play)
    assert play.count(SPEAKS) == 1
    assert float(play.get("person.stress", "Aki")) == pytest.approx(before - 0.05, abs=0.001)


def test_REL_1_who_comforts_somebody_hears_of_the_loss() -> None:
    """And sees the likeness by himself; the one who is comforted does not, until he hears of the other's."""
    play = two(near=0.0)
    play.put("person.grief", "Ren", 0.6)
    assert play.act("comfort", **BOTH)
    play.live(0)
    assert alike(play) == (1, 0)
    assert play.count(SEES) == 1
    play = two(other="", near=0.0)
    play.put("person.grief", "Ren", 0.6)
    assert play.act("comfort", **BOTH)
    play.live(0)
    assert not play.bond("knows_loss", "Aki", "Ren")


def kindred(both: bool, **changed: str) -> Play:
    """Two who are alike, and of whom both or only one knows it."""
    play = two(near=0.1, **changed)
    play.put("likeness", "Aki", 1, "Ren")
    play.put("likeness", "Ren", int(both), "Aki")
    return play


@pytest.mark.parametrize(("both", "binds", "times"), [
    (True, "200 %", 2), (False, "200 %", 1), (True, "400 %", 4), (True, "100 %", 1),
])
def test_REL_1_two_who_know_it_of_each_other_grow_fond_faster(both: bool, binds: str, times: int) -> None:
    """By talk and by comfort, in care and in nearness; not while only one knows."""
    play = kindred(both, likeness_binds=binds)
    chats(play)
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        assert float(play.bond("care", one, other)) == pytest.approx(0.5 + 0.02 * times)
        assert float(play.bond("closeness", one, other)) == pytest.approx(0.1 + 0.04 * times, abs=0.001)
    play = kindred(both, likeness_binds=binds)
    play.put("person.grief", "Ren", 0.6)
    near = {one: float(play.bond("closeness", one, other)) for one, other in (("Aki", "Ren"), ("Ren", "Aki"))}
    assert play.act("comfort", **BOTH)
    assert float(play.bond("care", "Ren", "Aki")) == pytest.approx(0.5 + 0.04 * times)
    assert float(play.bond("closeness", "Ren", "Aki")) == pytest.approx(near["Ren"] + 0.06 * times, abs=0.001)
    assert float(play.bond("closeness", "Aki", "Ren")) == pytest.approx(near["Aki"] + 0.06 * times, abs=0.001)


def test_REL_1_it_is_named_at_moments_that_decide_something() -> None:
    """In heavy grief or tears, after a question, after a word of love; once, and then both know."""
    moments = {
        "none": 0, "grief": 1.7, "weeping": 1.7, "asked": 1.7, "spoken": 1.7,
        "quiet grief": 0, "long ago": 0, "mask": 0,
    }
    for moment, urge in moments.items():
        play = kindred(False)
        if moment == "grief":
            play.put("person.grief", "Ren", 0.6)
        elif moment == "quiet grief":
            play.put("person.grief", "Ren", 0.2)
        elif moment in ("weeping", "mask"):
            play.put("person.weeping", "Ren", 1)
            play.put("person.masked", "Ren", int(moment == "mask"))
        elif moment == "asked":
            play.put("asked_why_at", "Ren", play.machine.now, "Aki")
        elif moment in ("spoken", "long ago"):
            play.put("spoke_at", "Ren", play.machine.now - (2 * HOUR if moment == "long ago" else 0), "Aki")
        assert play.urge(NAME, **BOTH) == pytest.approx(urge), moment
    play = kindred(False)
    play.put("person.grief", "Ren", 0.6)
    assert play.refused(NAME, p="Ren", other="Aki") == "knows of it"
    assert play.act(NAME, **BOTH)
    assert alike(play) == (1, 1)
    assert play.bond("knows_loss", "Ren", "Aki")
    assert float(play.bond("care", "Ren", "Aki")) == pytest.approx(0.55)
    play.put("person.grief", "Aki", 0.6)
    assert play.urge(NAME, **BOTH) == play.urge(NAME, p="Ren", other="Aki") == 0
    play.live(101 * DAY)
    play.put("person.grief", "Ren", 0.6)
    assert play.urge(NAME, **BOTH) > 1
    play = kindred(False, names_it_again_after="1 day")
    assert play.act(NAME, **BOTH)
    play.live(2 * DAY)
    play.put("person.grief", "Ren", 0.6)
    assert play.urge(NAME, **BOTH) > 1


def test_REL_1_somebody_is_lost_for_good_when_he_is_found_dead() -> None:
    """Family or friend, by what he was; whoever is only held to be dead leaves no such loss."""
    for kin, partner, found, lost in (
        (1, 0, 1, (1, 0)), (0, 0, 1, (0, 1)), (0, 1, 1, (1, 0)), (0, 0, 0, (0, 0)), (1, 0, 0, (0, 0)),
    ):
        play = two("", "")
        play.put("kin", "Ren", kin, "Aki")
        if partner:
            play.put("person.partner", "Ren", play.thing("Aki"))
        play.put("person.place", "Aki", play.thing("home"))
        play.machine.set_belief(play.thing("Ren"), "person.alive", [play.thing("Aki")], "known", 0)
        play.live(MINUTE)
        assert play.bond("mourns_for", "Ren", "Aki")
        play.put("person.certified", "Aki", found)
        play.live(MINUTE)
        assert (play.get("person.lost_family", "Ren"), play.get("person.lost_friend", "Ren")) == lost


def test_REL_1_two_who_meet_at_the_stone_know_of_each_other() -> None:
    """Each on his own errand; nobody learns of one who was not there."""
    play = two()
    for who in ("Aki", "Ren", "Mio"):
        play.put("person.lost_family", who, 1)
        play.put("person.memorial_stone", who, play.thing("market"))
        play.put("person.grief", who, 0.5)
        play.put("person.place", who, play.thing("home"))
        play.choose("person.situation", who, "home")
    play.live(3 * HOUR)
    for who in ("Ren", "Aki"):
        play.choose("person.mind", who, "awake")
        play.put("person.lying", who, 0)
        play.machine.start(Directed("action/visit the dead", {"p": play.thing(who)}, {}, ""))
        play.live(10 * MINUTE)
    play.put("person.place", "Mio", play.thing("market"))
    play.live(2 * HOUR)
    assert play.count("meet at the stone") == 1
    assert alike(play) == (1, 1)
    assert not play.bond("knows_loss", "Aki", "Mio")
    assert not play.bond("knows_loss", "Ren", "Mio")


@pytest.mark.parametrize(("teacher", "pupil", "fonder"), [(1, 1, True), (0, 1, False), (1, 0, False)])
def test_REL_1_a_teacher_takes_to_a_pupil_who_has_lost_what_he_has(teacher: int, pupil: int, fonder: bool) -> None:
    """He knows what the children have lost; from lesson to lesson the child is dearer to him, though to nobody else."""
    play = ward(more="\n" + parameters(lesson_endears="0 %"))
    play.put("person.place", "Aki", play.thing("market"))
    play.put("person.bed", "Aki", 0)
    play.put("person.lying", "Aki", 0)
    play.put("person.place", "Mio", play.thing("market"))
    play.choose("person.post", "Mio", "pupil")
    play.put("care", "Aki", 0.1, "Mio")
    play.put("person.lost_family", "Aki", teacher)
    play.put("person.lost_family", "Mio", pupil)
    for lesson in range(3):
        play.choose("person.situation", "Aki", "work")
        play.put("person.worked_at", "Aki", play.machine.now - DAY)
        assert play.act("teach", p="Aki"), play.refused("teach", p="Aki")
        play.live(0)
        assert float(play.bond("care", "Aki", "Mio")) == pytest.approx(0.1 + (0.01 * lesson if fonder else 0))
    assert play.bond("knows_loss", "Aki", "Mio") == pupil


def test_REL_1_in_a_free_village_it_comes_to_be_known() -> None:
    """Two close friends who decide for themselves talk, speak of the dead, and know that they are alike."""
    play = two()
    for who in ("Aki", "Ren"):
        play.put("person.loneliness", who, 0.9)
        play.put("person.hunger", who, 0)
    play.machine.autonomy = True
    play.live(6 * HOUR)
    assert alike(play) == (1, 1)
