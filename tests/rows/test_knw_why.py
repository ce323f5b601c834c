"""KNW-18 and KNW-11: why somebody left, and the letters that ask for it: sent, found, read and answered."""

from __future__ import annotations

from typing import Any

import pytest

from .couples import pair, parted
from .desks import holds
from .offices import put, until
from .support import DAY, HOUR, MINUTE, NEVER, Play

WHY = {"p": "Ren", "x": "Aki"}
WRITE = {"p": "Ren", "reader": "Aki"}


def wonders(play: Play) -> bool:
    """Whether Ren asks himself why Aki left."""
    return holds(play, "wonders(p, parting_motive(x, p))", **WHY)


def left(reasons: str = "0 %", **changed: Any) -> Play:
    """Ren has been left by Aki; Aki has moved to the inn, and is there."""
    play = parted(reasons_given=reasons, separation_regime="0", **changed)
    put(play, "Aki", place="inn", situation="home", mind="awake", stress=0.1, tiredness=0.1)
    put(play, "Ren", situation="home", mind="awake", stress=0.1, tiredness=0.1)
    play.live(0)
    play.counts()
    return play


def heart(play: Play, moves: bool = False) -> int:
    """Ren's letter to Aki, which lies at the inn unread."""
    put(play, "Aki", mind="asleep", tiredness=0.9)
    assert play.act("write to the one who left", **WRITE), play.refused("write to the one who left", **WRITE)
    (letter,) = play.all("letter")
    play.put("letter.moves", letter, int(moves))
    return letter


def finds(play: Play, **state: float) -> dict[str, int]:
    """Aki wakes and finds what lies there; events."""
    put(play, "Aki", mind="awake", tiredness=0.1, sleep_debt=0, **({"stress": 0.1} | state))
    play.counts()
    play.live(MINUTE)
    return play.counts()


# Why


def test_KNW_18_a_reason_that_does_not_fit_leaves_the_question_open() -> None:
    """As likely as the parameter says, and only to whoever is sure of the other's love."""
    for hollow, sure, asks in (("100 %", True, True), ("0 %", True, False), ("100 %", False, False)):
        play = pair(reasons_given="100 %", rings_hollow=hollow)
        if sure:
            who = [play.thing("Aki"), play.thing("Ren")]
            play.machine.set_belief(play.thing("Ren"), "person>person.care", who, "known", 0.9)
        play.put("grudge", "Aki", 0.9, "Ren")
        put(play, "Aki", unforgivingness=0.9)
        play.counts()
        assert play.act("part from the partner", p="Aki", other="Ren")
        assert play.count("the reason rings hollow") == int(sure)
        assert wonders(play) is asks
        assert asks or holds(play, "belief(p, parting_motive(x, p)) is hurt", **WHY)
    play = left()
    assert wonders(play)
    play.live(DAY)
    assert wonders(play), "nobody learns it by waiting"


@pytest.mark.parametrize(
    ("changed", "state", "nights"),
    [
        ({}, {}, 2),
        ({"broods_again": "2 days"}, {}, 5),
        ({}, {"wall": 0.7}, 0),
        ({}, {"heartbreak": 0.3}, 0),
        ({}, {"situation": "leisure"}, 0),
        ({}, {"left_by": 0}, 0),
        ({"reasons": "100 %"}, {}, 0),
    ],
)
def test_KNW_18_the_question_keeps_him_awake(changed: dict[str, Any], state: dict[str, Any], nights: int) -> None:
    """Every few nights, as long as it is open and the heart is broken."""
    play = left(**changed)
    put(play, "Ren", **state)
    play.live(9 * DAY)
    assert play.count("lies awake over why") == nights


def test_KNW_18_what_a_night_of_it_costs_and_makes_him_do() -> None:
    """Stress and grief; and he will not run into the one who knows, unless they have talked."""
    for price, talked in (("10 %", 0), ("30 %", 1)):
        play = left(brooding=price)
        play.put("talks", "Ren", talked, "Aki")
        until(play, 22.49)
        put(play, "Ren", stress=0.2, grief=0.3, wept_at=play.machine.now)
        play.live(MINUTE)
        share = float(price[:-2]) / 100
        assert float(play.get("person.stress", "Ren")) == pytest.approx(0.2 + share, abs=0.005)
        assert float(play.get("person.grief", "Ren")) == pytest.approx(0.3 + share / 2, abs=0.005)
        assert bool(play.bond("shuns", "Ren", "Aki")) is not bool(talked)
        assert not play.bond("shuns", "Aki", "Ren")
        assert play.count("will not run into the question") == int(not talked)


@pytest.mark.parametrize("asks", ["Ren", "Aki"])
def test_KNW_18_a_talk_may_bring_it_out_at_last(asks: str) -> None:
    """Whoever of them asked for it, if it is listened to; mostly it does not."""
    other = "Aki" if asks == "Ren" else "Ren"
    rule = "says why at last" if asks == "Ren" else "explains it unasked"
    for late, ear, said in (("100 %", True, True), ("0 %", True, False), ("100 %", False, False)):
        play = left(says_why_late=late, listens_from="0 %" if ear else "200 %")
        for who in ("Aki", "Ren"):
            put(play, who, place="market", situation="leisure")
        for one, two in (("Aki", "Ren"), ("Ren", "Aki")):
            play.put("grudge", one, 0, two)
        play.counts()
        assert play.act("ask for a talk", p=asks, other=other)
        found = play.counts()
        assert (found.get(rule, 0), bool(play.bond("talks", "Ren", "Aki"))) == (int(ear), ear)
        assert wonders(play) is not said
        if said:
            assert holds(play, "belief(p, parting_motive(x, p)) == parting_motive(x, p)", **WHY)
            play.put("approached_at", asks, NEVER, other)
            play.put("approached_at", other, NEVER, asks)
            assert play.act("ask for a talk", p=asks, other=other)
            assert play.count(rule) == 0, "it is no question any more"


# Letters


def test_KNW_18_the_question_is_written_down() -> None:
    """By whoever was left and asks himself why; twice, and no more unless it is answered."""
    play = left()
    assert play.refused("write to the one who left", **WRITE) == ""
    for attr, value, refusal in (
        ("situation", "leisure", "at home"),
        ("left_by", 0, "was left by him"),
        ("wall", 0.7, "feels it"),
        ("wrote_at", play.machine.now, "not so soon again"),
        ("place", "haven", "in one town"),
    ):
        again = play.again(1)
        if value != "haven":
            put(again, "Ren", **{attr: value})
            assert again.refused("write to the one who left", **WRITE) == refusal
    again = play.again(1)
    again.put("care", "Ren", 0.3, "Aki")
    assert again.refused("write to the one who left", **WRITE) == "fond of him still"
    again = play.again(1)
    again.machine.set_belief(again.thing("Ren"), "person.alive", [again.thing("Aki")], "known", 0)
    assert again.refused("write to the one who left", **WRITE) == "does not hold him to be dead"
    assert left("100 %").refused("write to the one who left", **WRITE) == "does not know why"
    for most in (2, 1):
        play = left(gives_up_writing=str(most))
        for _ in range(most):
            put(play, "Ren", wrote_at=NEVER, situation="home", mind="awake")
            assert play.act("write to the one who left", **WRITE)
        assert play.bond("letters_unanswered", "Ren", "Aki") == most
        put(play, "Ren", wrote_at=NEVER)
        assert play.refused("write to the one who left", **WRITE) == "has not given up"
    for pause, refusal in (("10 days", "not so soon again"), ("1 day", "")):
        play = left(writes_again_after=pause)
        put(play, "Ren", wrote_at=play.machine.now - 2 * DAY)
        assert play.refused("write to the one who left", **WRITE) == refusal


def test_KNW_11_sent_found_read_and_answered_are_four_states() -> None:
    """One after the other; whoever wrote it knows that it was sent."""
    play = left(reads_of_the_left="100 %", letters_move="100 %")
    letter = heart(play)
    state = [play.get(f"letter.{name}", letter) for name in ("found_at", "read_at", "answered_at")]
    assert state == [NEVER, NEVER, NEVER]
    play.live(HOUR)
    assert play.get("letter.found_at", letter) == NEVER, "nobody finds it asleep"
    found = finds(play)
    assert (found["letter arrives"], found["open the letter"]) == (1, 1)
    assert play.get("letter.found_at", letter) != NEVER
    assert play.get("letter.read_at", letter) != NEVER
    assert play.get("letter.answered_at", letter) == NEVER
    assert holds(play, "belief(x, care(p, x)) >= 40 %", **WHY)
    assert play.bond("letters_unanswered", "Ren", "Aki") == 1
    assert wonders(play)
    assert play.refused("answer the letter", p="Aki", l=letter) == ""
    put(play, "Ren", mind="asleep", tiredness=0.9)
    assert play.act("answer the letter", p="Aki", l=letter)
    assert play.get("letter.answered_at", letter) != NEVER
    assert play.refused("answer the letter", p="Aki", l=letter) == "not answered yet"
    before = float(play.get("person.heartbreak", "Ren"))
    put(play, "Ren", mind="awake", tiredness=0.1, sleep_debt=0, stress=0.1)
    play.live(MINUTE)
    assert not wonders(play)
    assert holds(play, "belief(p, parting_motive(x, p)) == parting_motive(x, p)", **WHY)
    assert play.bond("letters_unanswered", "Ren", "Aki") == 0
    assert float(play.get("person.heartbreak", "Ren")) == pytest.approx(before - 0.15)
    assert len(play.all("letter")) == 1, "the answer is read, the question lies about"
    play.live(61 * DAY)
    assert play.all("letter") == []


@pytest.mark.parametrize(("reads", "moves"), [("100 %", "100 %"), ("100 %", "0 %"), ("0 %", "100 %")])
def test_KNW_11_a_letter_of_the_left_one_may_stay_shut_or_unanswered(reads: str, moves: str) -> None:
    """And he never learns whether it was read."""
    play = left(reads_of_the_left=reads, letters_move=moves)
    letter = heart(play)
    finds(play)
    assert (play.get("letter.read_at", letter) != NEVER) is (reads == "100 %")
    refusal = "" if reads == moves else "moved by it" if reads == "100 %" else "has read it"
    assert play.refused("answer the letter", p="Aki", l=letter) == refusal
    assert holds(play, "certainty(x, care(p, x)) > 0", **WHY) is (reads == "100 %")


def test_KNW_11_distress_lets_a_few_words_through() -> None:
    """Whoever is beside himself or half asleep learns that the other lives, and not what he feels."""
    for state, whole in (({}, True), ({"stress": 0.72}, False), ({"sleep_debt": 36.0 * HOUR}, False)):
        play = left(reads_of_the_left="100 %", letters_move="100 %")
        letter = heart(play)
        put(play, "Aki", joy=0.2)
        near = float(play.bond("closeness", "Aki", "Ren"))
        play.machine.set_belief(play.thing("Aki"), "person.alive", [play.thing("Ren")], "known", 0)
        finds_state = dict(state)
        put(play, "Aki", mind="awake", tiredness=0.1, **({"stress": 0.1, "sleep_debt": 0} | finds_state))
        play.live(1000)
        assert play.get("letter.read_at", letter) != NEVER
        assert holds(play, "belief(x, alive(p)) == yes", **WHY)
        assert holds(play, "certainty(x, care(p, x)) > 0", **WHY) is whole
        assert bool(play.get("letter.moves", letter)) is whole
        assert float(play.bond("closeness", "Aki", "Ren")) == pytest.approx(near + (0.05 if whole else 0), abs=0.001)
        assert float(play.get("person.joy", "Aki")) == pytest.approx(0.3 if whole else 0.2, abs=0.01)


def test_KNW_11_an_answer_that_is_not_taken_in_is_lost() -> None:
    """Distress takes it from him, and he goes on asking; how much an answer heals is a parameter."""
    for stress, heals, less in ((0.1, "50 %", 0.5), (0.72, "50 %", 0)):
        play = left(answer_heals=heals)
        put(play, "Ren", mind="asleep", tiredness=0.9)
        letter = heart_of(play)
        assert play.act("answer the letter", p="Aki", l=letter), play.refused("answer the letter", p="Aki", l=letter)
        put(play, "Ren", mind="awake", tiredness=0.1, sleep_debt=0, stress=stress)
        play.live(1000)
        assert wonders(play) is (stress > 0.5)
        assert float(play.get("person.heartbreak", "Ren")) == pytest.approx(0.8 - less)


def heart_of(play: Play) -> int:
    """A letter of Ren's that Aki has read and is moved by."""
    put(play, "Ren", mind="awake")
    letter = heart(play, moves=True)
    play.put("letter.found_at", letter, play.machine.now)
    play.put("letter.read_at", letter, play.machine.now)
    put(play, "Aki", mind="awake", tiredness=0.1)
    put(play, "Ren", mind="asleep", tiredness=0.9)
    return letter


def test_KNW_11_how_long_a_letter_lies_about() -> None:
    """From when it was found, however it was taken."""
    for span, there in (("60 days", True), ("5 days", False)):
        play = left(keeps_letters=span)
        letter = heart(play)
        finds(play)
        play.live(10 * DAY)
        assert (letter in play.all("letter")) is there


def test_KNW_11_what_is_found_neither_comes_back_nor_is_kept_back() -> None:
    """Nobody returns to a writer what lies opened in a drawer."""
    for ward in (False, True):
        play = left()
        letter = heart(play)
        finds(play)
        if ward:
            assert play.act("lay the ward", chief="Oda", x="Ren", protected="Aki")
        else:
            put(play, "Aki", alive=0, certified=1)
        play.counts()
        play.live(8 * DAY)
        found = play.counts()
        assert found.get("letter comes back", 0) == found.get("letter is kept back", 0) == 0
        assert letter in play.all("letter")


def test_KNW_18_left_to_himself_he_writes_twice_and_lies_awake() -> None:
    """In two months, of which the other may live as he likes."""
    play = left(reads_of_the_left="0 %")
    play.machine.autonomy = True
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("rebuffs", one, 3, other)
    for _ in range(6):
        put(play, "Aki", place="inn", situation="hospital")
        play.live(10 * DAY)
    found = play.counts("Ren")
    assert found["write to the one who left"] >= 2
    assert play.bond("letters_unanswered", "Ren", "Aki") == 2
    assert found["lies awake over why"] > 3
