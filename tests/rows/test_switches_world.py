"""Switches C2, C14 to C16, C18 and C20: remedies, who was nearly killed, pupils, faces, posts and teams."""

from __future__ import annotations

from typing import Any

from tests.rows.couples import pair
from tests.rows.support import DAY

THINGS = """
things:
  the poultice: {is: lore}
  poultices: {is: remedy, common: no, technique: the poultice}
  an errand: {is: task}
  a siege: {is: task, team_size: 5}
"""


def test_C_2_a_list_of_remedies_that_is_closed() -> None:
    """The head of a house who has learned something puts it on the list, unless the list is what it is."""
    for is_open, refusal in (("1", ""), ("0", "the list is open")):
        play = pair(more=THINGS, list_open=is_open)
        play.choose("person.situation", "Oda", "work")
        play.put("person.medicine", "Oda", 0.9)
        play.put("knows", "Oda", 1, "the poultice")
        assert play.refused("take up a remedy", p="Oda", r="poultices") == refusal


def worry(deep: int, **changed: Any) -> float:
    """What Ren's going into danger adds to Aki's worry after a wound of Ren's of so many per cent."""
    more = THINGS + f"  old wound: {{is: wound, patient: Ren, site: back, depth: {deep} %, open: no}}\n"
    play = pair(more=more, **changed)
    before = play.bond("worry", "Aki", "Ren")
    play.choose("person.situation", "Ren", "mission")
    play.live(0)
    return float(play.bond("worry", "Aki", "Ren") - before)


def test_C_14_who_was_nearly_killed_is_worried_about_more() -> None:
    """Of whom nothing bad is known one thinks that nothing happens to him; how much of the worry is left is set."""
    assert abs(worry(70) - 0.3) < 1e-6
    assert abs(worry(30) - 0.15) < 1e-6
    assert abs(worry(30, near_death_depth="25 %") - 0.3) < 1e-6
    assert worry(30, thought_safe="0 %") == 0


def test_C_14_only_whoever_has_heard_of_it_knows() -> None:
    """The fact and what others believe of it are two things: his partner knows, a stranger elsewhere does not."""
    play = pair(more=THINGS + "  old wound: {is: wound, patient: Ren, site: back, depth: 80 %, open: no}\n")
    assert play.get("person.nearly_killed", "Ren")
    known = {who: play.value("if belief(p, nearly_killed(x)) then 1 else 0", p=who, x="Ren") for who in ("Aki", "Mio")}
    assert known == {"Aki": 1, "Mio": 0}


def test_C_15_a_pupil_away_with_a_master_and_for_how_long() -> None:
    """Who trains with whom is set for each person; for how long by a parameter."""
    for years in (10, 900):
        play = pair(apprentice_years=f"{years} days")
        for one, other in (("Ren", "Nao"), ("Nao", "Ren")):
            play.put("care", one, 0.5, other)
        for attr, who, value in (("age", "Ren", 16), ("skill", "Nao", 0.9), ("haven", "Ren", play.thing("office"))):
            play.put(f"person.{attr}", who, value)
        play.choose("person.post", "Nao", "no_post")
        began = play.machine.now
        assert play.act("leave to train", p="Ren", master="Nao", to="office")
        assert play.get("person.apprenticed_to", "Ren") == play.thing("Nao")
        assert abs(play.get("person.training_until", "Ren") - began - years * DAY) < DAY


def test_C_16_the_face_is_for_the_partner_or_for_nobody() -> None:
    """Whoever goes masked shows it to his partner at home where that is the custom, and to nobody else."""
    for custom, knows in (("1", 1), ("0", 0)):
        play = pair(face_for_partners=custom, more=THINGS)
        play.put("person.wears_mask", "Ren", 1)
        play.put("person.place", "Mio", play.thing("home"))
        play.live(0)
        assert (play.bond("knows_face", "Aki", "Ren"), play.bond("knows_face", "Mio", "Ren")) == (knows, 0)


def test_C_18_two_posts_at_a_time_or_one() -> None:
    """A clerk's shift beside another post only where people hold two; whoever lost the first has it either way."""
    for several, beside in (("1", True), ("0", False)):
        for post, works in (("teacher", beside), ("no_post", True)):
            play = pair(second_posts=several)
            play.choose("person.post", "Ren", post)
            play.choose("person.second_post", "Ren", "clerk")
            play.put("person.second_workplace", "Ren", play.thing("office"))
            assert (play.refused("take a shift", p="Ren") != "may hold two") == works


def test_C_20_how_many_go_is_said_for_each_sort_of_mission() -> None:
    """A sort of which nothing is said takes the usual team, whatever that is; the others keep their own."""
    for usual in (1, 2, 5):
        play = pair(more=THINGS, usual_team_size=str(usual))
        assert [play.get("task.team_size", task) for task in ("an errand", "a siege")] == [usual, 5]
