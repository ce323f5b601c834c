"""KNW-9, KNW-13 and REL-5: what slips out, what gets about, and what is said after a fright."""

from __future__ import annotations

import pytest

from .couples import pair, parted, share
from .desks import holds
from .offices import office, put
from .support import DAY, MINUTE, Play
from .wards import ward

SAID = "if declared(p, other) then 1 else 0"


def test_KNW_9_a_half_conscious_patient_lets_slip_whom_he_likes() -> None:
    """Whoever holds his hand learns of it, and takes heart; awake, or not fond of him, the patient says nothing."""
    fond = "if certainty(p, care(other, p)) > 0 then belief(p, care(other, p)) else 0"
    for mind, care, heard in (("unconscious", 0.6, 0.6), ("awake", 0.6, 0.0), ("unconscious", 0.1, 0.0)):
        play = ward()
        play.put("person.place", "Ren", play.thing("sickroom"))
        play.choose("person.mind", "Ren", "awake")
        play.choose("person.mind", "Aki", mind)
        play.put("person.steadiness", "Aki", 0)
        play.put("care", "Aki", care, "Ren")
        play.put("person.stress", "Ren", 0.6)
        assert play.act("take the hand", p="Ren", other="Aki")
        play.live(0)
        assert play.value(fond, p="Ren", other="Aki") == pytest.approx(heard)
        assert float(play.get("person.stress", "Ren")) == pytest.approx(0.4 if heard else 0.5, abs=0.01)


@pytest.mark.parametrize("minutes", [5, 30])
def test_KNW_1_nobody_begins_one_chat_after_the_other(minutes: int) -> None:
    """However lonely; it is no more than a wish, and a second one is possible all the same."""
    play = office(chats_again_after=f"{minutes} min")
    put(play, "Aki", place="market", situation="leisure", mind="awake", loneliness=1.0)
    put(play, "Ren", place="market", situation="leisure", mind="awake")
    asked = {"p": "Aki", "other": "Ren"}
    assert play.urge("chat", **asked) > 0
    assert play.act("chat", **asked)
    for wait, again in ((0, False), (minutes - 1, False), (2, True)):
        play.live(wait * MINUTE)
        put(play, "Aki", loneliness=1.0)
        assert (play.urge("chat", **asked) > 0) is again
        assert play.refused("chat", **asked) == ""


def test_KNW_13_the_end_gets_about_without_either_of_them() -> None:
    """Those who know him hear of it in days, one after the other; who does not know him hears nothing."""
    heard = []
    for seed in range(6):
        play = parted(seed=seed)
        for friend in ("Mio", "Nao"):
            play.put("closeness", "Ren", 0.5, friend)
        days = 0
        while not all(play.bond("heard_of_the_end", friend, "Ren") for friend in ("Mio", "Nao")):
            play.live(DAY)
            days += 1
            assert days < 60
        heard.append(days)
        assert not play.bond("heard_of_the_end", "Oda", "Ren")
    assert len(set(heard)) > 1
    assert 1 < sum(heard) / len(heard) < 15


def test_KNW_13_a_remark_in_passing_is_all_that_the_left_one_hears() -> None:
    """Of whoever meets them both: that the other lives, as that one holds it, and for some days no second word."""
    for near, tells in ((0.5, 1), (0.0, 0)):
        play = parted(leaver="Aki", left="Ren")
        for who in ("Mio", "Ren"):
            play.put("person.place", who, play.thing("market"))
            play.choose("person.situation", who, "leisure")
            play.put("person.stress", who, 0)
        play.put("closeness", "Mio", near, "Aki")
        play.machine.set_belief(play.thing("Ren"), "person.alive", [play.thing("Aki")], "known", 0)
        for times in (tells, 0):
            play.put("person.loneliness", "Mio", 0.9)
            play.counts()
            assert play.act("chat", p="Mio", other="Ren")
            play.live(0)
            assert play.count("hears of him in passing") == times
        assert holds(play, "belief(p, alive(x)) == yes", p="Ren", x="Aki") is bool(tells)


def stops(play: Play) -> None:
    """Ren's heart stops, before Aki's eyes."""
    for attr, value in (("failing", 1), ("life", 0.05), ("arrest", 1)):
        play.put(f"person.{attr}", "Ren", value)
    play.live(0)
    assert play.count("sees a heart stop") == 1


def test_REL_5_who_has_thought_the_other_lost_says_what_was_never_said() -> None:
    """The need comes to light when the heart stops, and emboldens even him who never begins; not if it is said."""
    shares = {}
    for frightened in (False, True):
        play = pair(together=False)
        play.put("person.initiative", "Aki", 0.1)
        play.choose("person.situation", "Aki", "leisure")
        if frightened:
            before = float(play.bond("care", "Aki", "Ren"))
            stops(play)
            assert play.bond("never_told", "Aki", "Ren")
            assert float(play.bond("care", "Aki", "Ren")) > before
            assert float(play.get("person.need", "Aki")) > 0.9
            for attr in ("arrest", "failing"):
                play.put(f"person.{attr}", "Ren", 0)
            play.choose("person.mind", "Ren", "awake")
            play.choose("person.situation", "Aki", "leisure")
        shares[frightened] = share(play, "declare love", SAID, p="Aki", other="Ren")
    assert shares[True] > shares[False] + 0.15
    play = pair(together=False)
    play.put("person.initiative", "Aki", 0)
    assert play.value("daring(p, q)", p="Aki", q="Ren") == 0
    play.put("declared", "Aki", 1, "Ren")
    stops(play)
    assert not play.bond("never_told", "Aki", "Ren")
