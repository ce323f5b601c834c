"""What nobody does over and over: coming and going, asking in vain, moving; each of these was found in a long run."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .couples import answer, pair, parted
from .desks import desk, mission, send
from .offices import office, put, to_bed, until
from .support import DAY, HOUR
from .towns import far


def test_MIS_1_whoever_is_summoned_in_the_evening_comes_once() -> None:
    """The chief has gone home; he waits, goes home too, and comes again the next day and not the whole night."""
    play = desk()
    m = mission(play, "errand")
    play.put("task.secret", "errand", 1)
    until(play, 19)
    put(play, "Aki", place="desk room", situation="work")
    assert play.act("summon", chief="Tam", m=m, leader="Aki"), play.refused("summon", chief="Tam", m=m, leader="Aki")
    for who in ("Aki", "Tam"):
        put(play, who, place="home", situation="home")
    assert play.refused("answer the summons", p="Aki") == ""
    play.counts()
    play.machine.autonomy = True
    play.live(9 * HOUR)
    found = play.counts("Aki")
    assert 1 <= found.get("answer the summons", 0) <= 2      # its beginning and its end
    assert found.get("leave work", 0) <= 4


@pytest.mark.parametrize(("since", "waits"), [(-4.0, False), (-2.0, True), (0.0, True), (5.0, True), (7.0, False)])
def test_MIS_1_nobody_goes_home_while_his_team_gathers(since: float, waits: bool) -> None:
    """From three hours before until the leader has waited long enough he stays, or comes; not before, not after."""
    play = desk()
    m = mission(play, "escort")
    send(play, m, "Aki", "Eva", "Fio")
    until(play, 19)
    put(play, "Eva", place="home", situation="home")
    play.put("mission.leaves_at", m, play.machine.now - since * HOUR)
    assert (play.refused("come to the desk", p="Eva") == "") is waits
    put(play, "Eva", place="desk room", situation="work", went_to_work_at=play.machine.now - 12 * HOUR)
    assert (play.refused("leave work", p="Eva") == "no team waits for him") is waits
    assert play.refused("leave work", p="Gus") != "no team waits for him"


def test_MIS_1_a_late_team_does_not_send_its_people_to_and_fro() -> None:
    """Who waits in the evening for a leader who does not come makes the way once."""
    play = desk()
    m = mission(play, "escort")
    send(play, m, "Aki", "Eva", "Fio")
    until(play, 19)
    for who in ("Eva", "Fio"):
        put(play, who, place="home", situation="home")
    put(play, "Aki", place="isles", situation="away")
    play.put("mission.leaves_at", m, play.machine.now)
    play.machine.autonomy = True
    play.live(5 * HOUR)
    found = play.counts("Eva")
    assert 1 <= found.get("come to the desk", 0) <= 2
    assert found.get("leave work", 0) <= 2


@pytest.mark.parametrize(("pause", "after", "again"), [("1 h", 2.0, True), ("20 h", 2.0, False), ("20 h", 21.0, True)])
def test_REL_29_a_heart_that_is_still_raw_is_not_asked_again_at_once(pause: str, after: float, again: bool) -> None:
    """Whoever would begin anew asks, hears that it is too early, and waits before he asks again."""
    play = parted(talks_needed="1", listens_from="0 %", talk_heals="0 %", asks_again_after=pause)
    play.act("think better of", p="Ren", other="Aki")
    play.put("grudge", "Aki", 0, "Ren")
    assert answer(play) == "talks"
    play.put("person.heartbreak", "Ren", 0.9)
    assert play.act("begin anew with", p="Aki", other="Ren")
    assert play.get("person.partner", "Aki") == 0
    play.live(after * HOUR)
    play.put("person.heartbreak", "Ren", 0)
    play.choose("person.situation", "Aki", "leisure")
    for who in ("Aki", "Ren"):
        put(play, who, place="market", mind="awake")
    assert play.refused("begin anew with", p="Aki", other="Ren") == ("" if again else "not so soon again")


@pytest.mark.parametrize(
    ("pause", "days", "again"), [("30 days", 5, False), ("30 days", 31, True), ("3 days", 5, True)]
)
def test_HOM_1_a_no_to_a_home_together_is_taken_for_a_while(pause: str, days: float, again: bool) -> None:
    """Whoever would share a home asks, is refused, and does not ask every evening."""
    play = pair(asks_to_share_after=pause)
    for who, wish in (("Aki", 1.0), ("Ren", 0.0)):
        put(play, who, home="flat" if who == "Ren" else "home", shares_home=wish, situation="home")
    play.put("kissed_at", "Aki", play.machine.now - DAY, "Ren")
    assert play.act("go to live with the partner", p="Aki", host="Ren")
    assert play.get("person.home", "Aki") == play.thing("home")
    play.live(days * DAY)
    play.put("kissed_at", "Aki", play.machine.now - DAY, "Ren")
    put(play, "Aki", place="home", situation="home", mind="awake")
    refused = play.refused("go to live with the partner", p="Aki", host="Ren")
    assert refused == ("the other wants it, too" if again else "not so soon again")


def test_HOM_1_of_two_who_would_share_a_home_one_goes_to_the_other() -> None:
    """Both set out at one hour: only the first comes to live with the other, so that there is a way back for him."""
    play = pair()
    for who in ("Aki", "Ren"):
        put(play, who, home="flat" if who == "Ren" else "home", shares_home=1.0, situation="home")
        play.put("kissed_at", who, play.machine.now - DAY, "Ren" if who == "Aki" else "Aki")
    roles = {"p": play.thing("Aki"), "host": play.thing("Ren")}
    assert play.refused("go to live with the partner", p="Ren", host="Aki") == ""
    play.machine.start(Directed("action/go to live with the partner", roles))
    assert play.refused("go to live with the partner", p="Ren", host="Aki") == "not the other way round"
    play.live(5 * HOUR)
    assert [play.get("person.home", who) for who in ("Aki", "Ren")] == [play.thing("flat")] * 2
    assert [play.get("person.former_home", who) for who in ("Aki", "Ren")] == [play.thing("home"), 0]


def test_PLC_8_whoever_has_moved_stays_for_a_while() -> None:
    """Two who flee from each other do not change places week by week."""
    for ago, settles, moves in ((2, "365 days", False), (2, "1 day", True), (400, "365 days", True)):
        play = far(90, settles_for=settles)
        put(play, "Aki", crossed_at=play.machine.now, moved_at=play.machine.now - ago * DAY)
        refused = play.refused("move away to", p="Aki", to="coast")
        assert refused == ("" if moves else "has not just moved")


def test_INS_4_a_nurse_withdraws_only_from_a_room() -> None:
    """Where there is no ward to go back to she has nowhere to withdraw to, and stays."""
    for room, refused in (("sickroom", ""), ("market", "in a room of the house")):
        play = office()
        to_bed(play, "Ren", room)
        put(play, "Aki", place=room, at_bed_of="Ren", fetch_at=play.machine.now)
        put(play, "Nao", place=room, situation="work")
        for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
            play.put("holds_hand", one, 1, other)
        assert play.refused("leave undisturbed", nurse="Nao", p="Aki", x="Ren") == refused
        if not refused:
            assert play.act("leave undisturbed", nurse="Nao", p="Aki", x="Ren")
        assert play.get("person.place", "Nao") != 0


def test_HOM_4_one_pays_for_one_friend_a_day() -> None:
    """Three friends at a stall do not pay round and round for each other."""
    play = office()
    until(play, 11)
    for who in ("Aki", "Ren", "Mio", "Ito"):
        put(play, who, place="market", situation="leisure", mind="awake")
    put(play, "Ito", post="shopkeeper", situation="work")
    play.put("place.lively", "market", 1)
    for one, other in (("Aki", "Ren"), ("Aki", "Mio"), ("Ren", "Aki"), ("Ren", "Mio")):
        play.put("care", one, 0.8, other)
    asked = [("Aki", "Mio"), ("Ren", "Aki"), ("Ren", "Mio")]
    assert [play.refused("pay for", p=p, seller="Ito", x=x) for p, x in asked] == ["", "", ""]
    assert play.act("pay for", p="Aki", seller="Ito", x="Ren")
    assert [play.refused("pay for", p=p, seller="Ito", x=x) for p, x in asked] == [
        "for nobody else today", "not paid for by him", "",
    ]
    play.live(21 * HOUR)
    put(play, "Ito", situation="work")
    for who in ("Aki", "Ren", "Mio"):
        put(play, who, place="market", situation="leisure", mind="awake")
    assert play.refused("pay for", p="Aki", seller="Ito", x="Mio") == ""


@pytest.mark.parametrize("former", ["", "flat"])
def test_REL_14_whoever_has_moved_out_is_not_at_home_any_more(former: str) -> None:
    """He goes to his room or his former home for the night, and does not stand about where he cannot sleep."""
    play = pair(autonomy=True, separation_regime="0")
    leaver = "Ren" if former else "Aki"
    if former:
        put(play, "Ren", former_home=former)
    put(play, "Aki", unforgivingness=0.9)
    play.put("grudge", "Aki", 0.9, "Ren")
    assert play.act("part from the partner", p="Aki", other="Ren")
    assert play.word("person.situation", leaver) == "leisure"
    for _ in range(3):
        until(play, 3)
        assert play.get("person.place", leaver) == play.get("person.home", leaver) == play.thing(former or "inn")
