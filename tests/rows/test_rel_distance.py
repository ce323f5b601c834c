"""REL-13 and KNW-16: small signs of distance, what is read into them, and the talk that comes in time or too late."""

from __future__ import annotations

from typing import Any

import pytest

from .couples import days, pair
from .desks import desk, holds, mission, send
from .offices import until
from .support import DAY, HOUR, MINUTE, Play


def dread(play: Play, who: str = "Ren", of: str = "Aki") -> float:
    """How far somebody dreads that another leaves."""
    return float(play.bond("dread", who, of))


def believes(play: Play, who: str = "Ren", of: str = "Aki") -> bool:
    """Whether somebody takes it that another is on the way out."""
    return holds(play, "belief(p, drifts_away(x, p))", p=who, x=of)


def drifting(pull: float = 0.5, **changed: Any) -> Play:
    """Aki has a grudge that weighs so much, and is drifting away from Ren."""
    play = pair(**changed)
    play.put("person.unforgivingness", "Aki", 1)
    play.put("grudge", "Aki", pull, "Ren")
    play.put("drifts_away", "Aki", 1, "Ren")
    return play


def among_people(play: Play, *others: str) -> None:
    """The two, and others, at the market in the evening."""
    for who in ("Aki", "Ren", *others):
        play.put("person.place", who, play.thing("market"))
        play.choose("person.situation", who, "leisure")
        play.put("person.loneliness", who, 0.9)


def greets(play: Play, first: str) -> int:
    """Aki chats with somebody; how often it is taken for turning to others first."""
    play.put("person.loneliness", "Aki", 0.9)
    play.counts()
    assert play.act("chat", p="Aki", other=first), play.refused("chat", p="Aki", other=first)
    return play.count("turns to others first")


@pytest.mark.parametrize(("weight", "knows"), [("20 %", False), ("20 %", True), ("40 %", False), ("0 %", False)])
def test_REL_13_whoever_greets_others_first_gives_a_sign(weight: str, knows: bool) -> None:
    """Before the partner's eyes, once; less of one where love is known."""
    play = pair(weight_of_a_sign=weight)
    if knows:
        play.machine.set_belief(
            play.thing("Ren"), "person>person.care", [play.thing("Aki"), play.thing("Ren")], "known", 0.9
        )
    among_people(play, "Mio")
    assert greets(play, "Mio") == 1
    assert dread(play) == pytest.approx(float(weight[:-2]) / 100 * (0.6 if knows else 1))
    assert dread(play, "Aki", "Ren") == 0
    assert greets(play, "Mio") == 0, "it has been seen"
    play.live(13 * HOUR)
    among_people(play, "Mio")
    for who in ("Aki", "Ren", "Mio"):
        play.choose("person.mind", who, "awake")
        play.put("person.tiredness", who, 0.1)
    assert greets(play, "Mio") == 1, "the next time is a sign of its own"


def test_REL_13_the_partner_has_to_be_there_awake_and_not_yet_spoken_to() -> None:
    """A word with him first, and it is none; nor where he is elsewhere, or asleep, or no partner."""
    for case, seen in (("", 1), ("first", 0), ("elsewhere", 0), ("asleep", 0), ("single", 0)):
        play = pair(together=case != "single")
        among_people(play, "Mio")
        if case == "first":
            assert greets(play, "Ren") == 0
        if case == "elsewhere":
            play.put("person.place", "Ren", play.thing("home"))
        if case == "asleep":
            play.choose("person.mind", "Ren", "asleep")
        assert greets(play, "Mio") == seen, case
    play = pair(passed_over_after="2 h")
    among_people(play, "Mio")
    assert greets(play, "Ren") == 0
    play.live(3 * HOUR)
    assert greets(play, "Mio") == 1


def test_REL_13_an_evening_with_others_or_asleep_is_no_evening_together() -> None:
    """Hardly an answer, a guest in the room, the partner asleep after the bath: each is a sign for who waits."""
    for debt, guest, rule in ((0, "", ""), (36, "", ""), (0, "Mio", "one of many"), (36, "Mio", "")):
        play = pair()
        if guest:
            play.put("person.place", guest, play.thing("home"))
            play.choose("person.mind", guest, "awake")
        for who in ("Aki", "Ren"):
            play.put("person.sleep_debt", who, debt * HOUR if who == "Aki" else 0)
            play.choose("person.mind", who, "awake")
        play.put("greeted_at", "Ren", play.machine.now, "Aki")
        play.put("person.came_in_at", "Aki", play.machine.now)
        play.counts()
        play.live(MINUTE)
        found = play.counts()
        assert found["come home to the partner"] == 1
        assert found.get("one of many", 0) == bool(rule)
        assert dread(play) == pytest.approx(0.2 if debt or guest else 0, abs=1e-3)
        assert dread(play, "Aki", "Ren") == 0
    for asleep in (False, True):
        play = pair()
        play.put("greeted_at", "Ren", play.machine.now, "Aki")
        if asleep:
            play.choose("person.mind", "Aki", "asleep")
            play.put("person.tiredness", "Aki", 0.9)
        assert play.act("wash", p="Ren")
        assert dread(play) == pytest.approx(0.2 if asleep else 0, abs=1e-3)


def test_REL_13_a_guest_of_the_house_or_one_asleep_is_no_crowd() -> None:
    """Only somebody who lives elsewhere and is up takes the evening away."""
    for home, mind, seen in (("flat", "awake", 1), ("home", "awake", 0), ("flat", "asleep", 0)):
        play = pair()
        play.put("person.place", "Mio", play.thing("home"))
        play.put("person.home", "Mio", play.thing(home))
        for who in ("Aki", "Ren", "Mio"):
            play.choose("person.mind", who, mind if who == "Mio" else "awake")
        if mind == "asleep":
            play.put("person.tiredness", "Mio", 0.9)
        play.put("greeted_at", "Ren", play.machine.now, "Aki")
        play.put("person.came_in_at", "Aki", play.machine.now)
        play.counts()
        play.live(MINUTE)
        assert play.count("one of many") == seen


def test_REL_13_what_weighs_on_somebody_shows_before_he_leaves() -> None:
    """From a lower weight than it takes to leave, every evening; it ends when the weight is gone."""
    for pull, drifts in ((0.25, True), (0.1, False)):
        play = pair()
        until(play, 19.75)
        play.put("person.unforgivingness", "Aki", 1)
        play.put("grudge", "Aki", pull, "Ren")
        play.live(HOUR / 2)
        assert bool(play.bond("drifts_away", "Aki", "Ren")) is drifts
        assert not play.bond("drifts_away", "Ren", "Aki")
        play.live(HOUR / 2)
        assert dread(play) == pytest.approx(0.2 if drifts else 0, abs=0.01)
        play.choose("person.situation", "Aki", "leisure")
        asked = {"p": "Aki", "other": "Ren"}
        refusal = "not inwardly on the way out" if drifts else ""
        assert play.refused("kiss the partner", **asked) == refusal
        assert play.refused("become intimate", **asked) == refusal
        play.put("grudge", "Aki", 0, "Ren")
        play.live(DAY)
        assert not play.bond("drifts_away", "Aki", "Ren")
    play = pair(drifts_from="60 %")
    until(play, 19.75)
    play.put("person.unforgivingness", "Aki", 1)
    play.put("grudge", "Aki", 0.9, "Ren")
    play.live(HOUR / 2)
    assert play.bond("drifts_away", "Aki", "Ren")
    play.put("grudge", "Aki", 0.5, "Ren")
    play.live(DAY)
    assert play.bond("drifts_away", "Aki", "Ren"), "half of it has to go"


@pytest.mark.parametrize(
    ("who", "attr", "value"),
    [
        ("Aki", "person.situation", "work"),
        ("Ren", "person.place", "market"),
        ("Ren", "person.mind", "asleep"),
        ("Aki", "person.mind", "asleep"),
    ],
)
def test_REL_13_eyes_on_the_window_need_the_two_at_home_and_awake(who: str, attr: str, value: str) -> None:
    """And a partner who is on the way out."""
    play = drifting()
    until(play, 20.4)
    for name in ("Aki", "Ren"):
        play.choose("person.mind", name, "awake")
    if attr == "person.place":
        play.put(attr, who, play.thing(value))
    else:
        play.choose(attr, who, value)
        if value == "asleep":
            play.put("person.tiredness", who, 0.9)
    play.counts()
    play.live(HOUR / 2)
    assert play.count("looks past the partner") == 0


def test_REL_13_love_that_is_known_is_a_parameter() -> None:
    """What is left of a sign to whoever is sure of the other."""
    play = pair(sure_of_love="10 %")
    assert play.value("a_sign(p, x)", p="Ren", x="Aki") == pytest.approx(0.2)
    play.machine.set_belief(
        play.thing("Ren"), "person>person.care", [play.thing("Aki"), play.thing("Ren")], "known", 0.9
    )
    assert play.value("a_sign(p, x)", p="Ren", x="Aki") == pytest.approx(0.02)


def test_REL_13_two_days_of_signs_create_dread_and_days_without_take_it() -> None:
    """Four signs in two days are enough; the same number in three weeks is not; it fades in its time."""
    for apart, sure in ((9, True), (100, False)):
        play = pair()
        for _ in range(4):
            play.live(apart * HOUR)
            play.put("dread", "Ren", min(1.0, dread(play) + play.value("a_sign(p, x)", p="Ren", x="Aki")), "Aki")
        assert holds(play, "dread(p, x) is sure", p="Ren", x="Aki") is sure
    for time, left in (("5 days", 0.8187), ("1 day", 0.3679)):
        play = pair(dread_time=time)
        play.put("dread", "Ren", 1, "Aki")
        play.live(DAY)
        assert dread(play) == pytest.approx(left, abs=1e-3)


def test_REL_13_who_cannot_speak_of_it_speaks_only_when_the_dread_is_full() -> None:
    """Frankness lowers what it takes; without any dread nobody asks."""
    asked = {"p": "Ren", "other": "Aki"}
    for frankness, fears, dares in (
        (0, 0.89, False),
        (0, 0.91, True),
        (0.5, 0.44, False),
        (0.5, 0.46, True),
        (1, 0.2, False),
        (1, 0.3, True),
    ):
        play = pair()
        play.put("person.frankness", "Ren", frankness)
        play.put("dread", "Ren", fears, "Aki")
        assert play.refused("ask about the two", **asked) == ("" if dares else "dares to"), (frankness, fears)
    play = pair(last_courage="60 %", usual_frankness="0 %")
    play.put("dread", "Ren", 0.61, "Aki")
    assert play.refused("ask about the two", **asked) == ""
    for attr, of, value, refusal in (
        ("person.partner", "Ren", "", "has a partner"),
        ("person.place", "Mio", "home", "alone with him"),
        ("person.place", "Aki", "market", "alone with him"),
    ):
        again = play.again(1)
        again.put(attr, of, again.thing(value) if value else 0)
        assert again.refused("ask about the two", **asked) == refusal
    for attr, who, word, refusal in (("situation", "Ren", "work", "time for it"), ("mind", "Aki", "asleep", "awake")):
        again = play.again(1)
        again.choose(f"person.{attr}", who, word)
        assert again.refused("ask about the two", **asked) == refusal


def test_REL_13_asked_in_time_much_is_mended_and_the_later_the_less() -> None:
    """By what the dread has left of it; the parameter says how much at best, and for a while he asks no more."""
    for fears, best, hurt in ((0.5, "80 %", 0), (0.95, "80 %", 0.26), (0.5, "20 %", 0.2)):
        play = drifting(pull=0.3, a_word_in_time=best)
        play.put("dread", "Ren", fears, "Aki")
        play.put("worry", "Aki", 0.3, "Ren")
        play.put("person.frankness", "Ren", 1)
        before = float(play.bond("closeness", "Ren", "Aki"))
        assert play.act("ask about the two", p="Ren", other="Aki")
        share = float(best[:-2]) / 100 * (1 - fears)
        assert float(play.bond("grudge", "Aki", "Ren")) == pytest.approx(hurt, abs=0.01)
        assert float(play.bond("worry", "Aki", "Ren")) == pytest.approx(hurt, abs=0.01)
        assert dread(play) == pytest.approx(fears - share, abs=0.01)
        assert float(play.bond("closeness", "Ren", "Aki")) == pytest.approx(before + 0.05, abs=0.01)
        assert float(play.bond("closeness", "Aki", "Ren")) == pytest.approx(before + 0.05, abs=0.01)
        play.put("dread", "Ren", 0.95, "Aki")
        assert play.refused("ask about the two", p="Ren", other="Aki") == "not so soon again"
        play.live(11 * DAY)
        play.put("dread", "Ren", 0.95, "Aki")
        play.choose("person.situation", "Ren", "home")
        for who in ("Aki", "Ren"):
            play.put("person.place", who, play.thing("home"))
            play.choose("person.mind", who, "awake")
        assert play.refused("ask about the two", p="Ren", other="Aki") == ""
    play = pair(asks_about_us_again="100 days")
    play.put("asked_about_us_at", "Ren", play.machine.now, "Aki")
    play.live(11 * DAY)
    assert holds(play, "since(asked_about_us_at(p, x)) < asks_about_us_again", p="Ren", x="Aki")


def test_REL_13_a_false_alarm_ends_in_a_plain_answer() -> None:
    """Where nothing is wrong the dread is gone, and he knows that he is loved."""
    play = pair()
    play.put("dread", "Ren", 0.7, "Aki")
    play.live(0)
    assert believes(play)
    joy = float(play.get("person.joy", "Ren"))
    assert play.act("ask about the two", p="Ren", other="Aki")
    play.live(0)
    assert dread(play) == 0
    assert not believes(play)
    assert holds(play, "takes_for_fond(p, x)", p="Ren", x="Aki")
    assert float(play.get("person.joy", "Ren")) == pytest.approx(joy + 0.1, abs=0.01)


def test_KNW_16_the_end_is_foreseen_before_it_is_said() -> None:
    """When the dread is full, and not before; it stays so until hardly any is left."""
    play = pair()
    play.put("dread", "Ren", 0.55, "Aki")
    play.live(0)
    assert not believes(play)
    play.put("person.stress", "Ren", 0.2)
    play.put("dread", "Ren", 0.65, "Aki")
    play.live(0)
    assert believes(play)
    assert float(play.get("person.stress", "Ren")) == pytest.approx(0.4, abs=0.01)
    assert not play.bond("drifts_away", "Aki", "Ren"), "it need not be true"
    assert not believes(play, "Mio", "Aki")
    play.live(DAY)
    assert believes(play)
    days(play, 5)
    assert not believes(play)
    play = pair(blow_of_seeing_it_come="0 %")
    play.put("person.stress", "Ren", 0.2)
    play.put("dread", "Ren", 0.65, "Aki")
    play.live(0)
    assert float(play.get("person.stress", "Ren")) == pytest.approx(0.2, abs=0.01)


def test_KNW_16_the_dead_and_the_single_foresee_nothing() -> None:
    """Nor do they breathe again."""
    for together, alive in ((False, True), (True, False)):
        play = pair(together=together)
        if not alive:
            play.put("person.alive", "Ren", 0)
        play.put("dread", "Ren", 0.9, "Aki")
        play.counts()
        play.live(MINUTE)
        assert play.count("sees it come") == 0


def test_KNW_16_the_one_who_is_to_be_left_speaks_first_and_hastens_it() -> None:
    """Too late to ask: the dread is full, and the answer is the end, of itself and within the hour."""
    play = drifting(pull=0.9, autonomy=True)
    play.machine.autonomy = False
    play.put("dread", "Ren", 0.95, "Aki")
    play.live(0)
    learnt = play.value("since(learnt(p, drifts_away(x, p)))", p="Ren", x="Aki")
    assert learnt == 0
    assert believes(play)
    before = play.urge("part from the partner", p="Aki", other="Ren")
    play.put("person.stress", "Ren", 0.2)
    assert play.act("ask about the two", p="Ren", other="Aki")
    assert dread(play) == 1
    assert float(play.get("person.stress", "Ren")) == pytest.approx(0.4, abs=0.02)
    assert play.bond("grudge", "Aki", "Ren") > 0.85, "nothing is mended"
    assert play.urge("part from the partner", p="Aki", other="Ren") == pytest.approx(before + 2, abs=0.05)
    play.machine.autonomy = True
    play.live(2 * HOUR)
    assert play.get("person.partner", "Ren") == 0
    assert play.get("person.left_by", "Ren") == play.thing("Aki")


def test_KNW_16_a_departure_without_a_day_and_a_long_absence_are_signs() -> None:
    """Not of whoever names a day, nor of a few days; and every further day of an unexplained absence is one."""
    for length, seen in ((5, 1), (2, 0), (60, 0)):
        play = desk()
        play.put("person.partner", "Bea", play.thing("Aki"))
        play.put("person.partner", "Aki", play.thing("Bea"))
        m = mission(play, "escort")
        play.put("mission.days", m, length * DAY)
        send(play, m, "Bea", "Eva", "Fio")
        play.counts()
        assert play.act("lead out", leader="Bea"), play.refused("lead out", leader="Bea")
        assert play.count("names no day") == seen
        assert dread(play, "Aki", "Bea") == pytest.approx(0.2 * seen, abs=0.02)
    play = pair()
    play.choose("person.situation", "Ren", "mission")
    play.live(3 * DAY + HOUR)
    assert dread(play, "Aki", "Ren") == pytest.approx(0.2, abs=0.01)
    play.live(DAY)
    assert dread(play, "Aki", "Ren") == pytest.approx(0.2 + 0.2 * 0.8187, abs=0.01)


def test_KNW_16_left_to_themselves_one_draws_back_and_the_other_foresees_it() -> None:
    """Evening after evening; of himself he asks in time, if he is frank, and does not see the end come."""
    for frankness, foresees in ((0, True), (1, False)):
        play = pair(autonomy=True)
        play.put("person.attachment_avoidance", "Aki", 1)
        play.put("person.frankness", "Ren", frankness)
        play.put("person.forbearance", "Ren", 1 - frankness)
        play.put("person.attachment_avoidance", "Ren", 0)
        asked = seen = 0
        for _ in range(14):
            play.put("worry", "Aki", 0.34, "Ren")
            play.live(DAY)
            found = play.counts()
            asked += found.get("ask about the two", 0)
            seen += found.get("sees it come", 0)
            if asked:
                break
        assert (seen > 0, asked > 0) == (foresees, not foresees)
