"""The dead: nothing heals in them, they are brought home or found, and nobody is left without word of it."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .desks import desk, mission
from .leaf import leaf_with, patients
from .offices import office, put, until
from .support import DAY, HOUR, MINUTE, Play
from .test_ins_ward import bedridden, borne
from .test_letting_go import HELD_DEAD, dies, holds_dead, posted, thinks_alive
from .wards import ward

HURT = "Patient 0"


@pytest.mark.parametrize(
    ("rule", "state"),
    [
        ("get the breath back", {"worn": "winded", "chakra": 90}),
        ("body is taxed", {"reserve": "stalled", "chakra": 10, "taxed_at": -DAY}),
        ("ebb away", {"reserve": "stalled", "chakra": 0.5}),
        ("healing lets go", {"reserve": "ebbing", "chakra": 10}),
        ("strength is back", {"reserve": "recovering", "chakra": 100}),
        ("overdoing is seen", {"flagging": 1}),
        ("fog lifts", {"befogged": 1}),
        ("throat is better", {"hoarse": 1}),
    ],
)
@pytest.mark.parametrize("alive", [True, False])
def test_nothing_goes_on_in_the_dead(rule: str, state: dict[str, str | float], alive: bool) -> None:
    """What had begun in a body neither gets better nor worse."""
    play = Play(leaf_with(patients([90], [30 if rule == "body is taxed" else 0])))
    put(play, HURT, bed=0, alive=int(alive), mind="unconscious")
    put(play, "Tsunade", place="hospital", situation="mission", mind="awake")
    play.counts()
    put(play, HURT, **state)
    play.live(MINUTE)
    assert (play.counts(HURT).get(rule, 0) > 0) is alive


@pytest.mark.parametrize("alive", [True, False])
def test_wounds_of_the_dead_neither_heal_nor_fester(alive: bool) -> None:
    """Not in two months; those of the living have changed by then."""
    play = Play(leaf_with(patients([90], [30])))
    (wound,) = (w for w in play.all("wound") if play.get("wound.patient", w) == play.thing(HURT))
    if not alive:
        dies(play, HURT)
    play.put("wound.clean", wound, 0)
    play.counts()
    play.live(20 * DAY)
    found = play.counts()
    assert (float(play.get("wound.mend", wound)) > 0) is alive
    assert (float(play.get("wound.firmness", wound)) > 0) is alive
    assert {rule for rule in ("inflammation goes down", "wound may fester") if found.get(rule)} == (
        {"inflammation goes down", "wound may fester"} if alive else set()
    )
    for attr, value in (("infected", 1), ("treated", 1), ("medicated_at", 0)):
        play.put(f"wound.{attr}", wound, value)
    play.live(60 * DAY)
    assert bool(play.get("wound.infected", wound)) is not alive


def test_nobody_treats_whom_he_holds_to_be_dead() -> None:
    """Neither a dressing nor a healer's hand, and nobody carries him in; what is believed counts."""
    play = Play(leaf_with(patients([90], [30])))
    (wound,) = (w for w in play.all("wound") if play.get("wound.patient", w) == play.thing(HURT))
    play.put("wound.bandaged", wound, 0)
    put(play, "Tsunade", place="hospital", situation="work", mind="awake")
    asked = {"patient": HURT, "w": wound}
    for why in ("", HELD_DEAD):
        assert play.refused("bandage", helper="Tsunade", **asked) == why
        assert play.refused("close a wound", healer="Tsunade", **asked) == why
        holds_dead(play, "Tsunade", HURT)
    play = Play(leaf_with(patients([90], [30])))
    put(play, "Tsunade", place="hospital", situation="work", mind="awake")
    (wound,) = (w for w in play.all("wound") if play.get("wound.patient", w) == play.thing(HURT))
    play.put("wound.bandaged", wound, 0)
    play.put("person.certified", HURT, 1)
    for rule, by in (("close a wound", "healer"), ("bandage", "helper")):
        assert play.refused(rule, **{by: "Tsunade"}, patient=HURT, w=wound) == "not known to be dead"


def test_nobody_carries_in_whom_he_holds_to_be_dead() -> None:
    """The senseless are, and so is a dead man who is not known to be one."""
    play = office()
    put(play, "Ito", place="market", lying=1, mind="unconscious")
    play.put("wound.open", "the stump", 1)
    play.put("wound.bleeding", "the stump", 5)
    put(play, "Aki", place="market", situation="leisure", mind="awake", lying=0)
    asked = {"p": "Aki", "x": "Ito"}
    assert play.refused("carry in", **asked) == ""
    holds_dead(play, "Aki", "Ito")
    assert play.refused("carry in", **asked) == "not held to be dead"


@pytest.mark.parametrize(
    ("state", "buried"),
    [
        ({"place": "desk room"}, True),
        ({"place": "desk room", "on": "out"}, False),
        ({"place": "desk room", "on": "back"}, True),
        ({"place": "desk room", "on": "closed"}, True),
        ({"place": "hills"}, False),
        ({"place": "hills", "days": 9}, True),
        ({"place": "hills", "days": 9, "on": "out"}, False),
        ({"place": "hills", "certified": 1}, True),
    ],
)
def test_the_dead_are_buried_when_they_are_at_home_or_have_been_found(state: dict[str, object], buried: bool) -> None:
    """With a team they come home when it does; whoever fell on his own far off lies there for `lies_unfound`."""
    play = desk()
    put(play, "Aki", memorial_stone="market", place=state["place"])
    dies(play, "Aki", certified=bool(state.get("certified")))
    put(play, "Aki", died_at=play.machine.now - int(state.get("days", 0)) * DAY)
    if "on" in state:
        m = mission(play, "escort")
        play.choose("mission.stage", m, "closed" if state["on"] == "closed" else "out")
        play.put("mission.due", m, play.machine.now + 30 * DAY)
        play.put("mission.back", m, int(state["on"] == "back"))
        play.put("person.on_mission", "Aki", m)
    play.live(DAY)
    assert (play.get("person.place", "Aki") == play.thing("market")) is buried


def test_a_mission_whose_last_has_been_buried_is_struck_off() -> None:
    """Its leader lies in the house of the sick and is no longer on it; nobody else could report."""
    play = desk()
    m = mission(play, "escort")
    play.choose("mission.stage", m, "out")
    play.put("mission.back", m, 1)
    play.put("mission.led_by", m, play.thing("Bea"))
    put(play, "Aki", memorial_stone="market", place="desk room")
    play.put("person.on_mission", "Aki", m)
    dies(play, "Aki")
    play.live(DAY)
    assert play.word("mission.stage", m) == "closed"


def mourners() -> Play:
    """Ren is about to be buried; Mio, who is not fond of him, Ito and Aki, who is far away, have not heard of it."""
    play = office()
    for who, care in (("Aki", 0.8), ("Ito", 0.8), ("Mio", 0.05)):
        play.put("care", who, care, "Ren")
        play.put("care", "Ren", 0.5, who)
        put(play, who, mind="awake", lying=0)
    put(play, "Aki", place="haven", situation="away")
    put(play, "Ren", memorial_stone="market", place="clinic")
    dies(play, "Ren", certified=True)
    return play


def test_whoever_was_fond_of_the_dead_is_told_and_mourns() -> None:
    """At the burial those in town, and whoever was away when he is back; the others are not."""
    play = mourners()
    until(play, 10)
    assert thinks_alive(play, "Ito", "Ren")
    until(play, 12)
    assert [thinks_alive(play, who, "Ren") for who in ("Ito", "Aki", "Mio")] == [False, True, True]
    found = play.counts()
    assert (found["word of a death"], found["mourn"]) == (1, 1)
    put(play, "Aki", place="home", situation="home", mind="awake")
    play.live(MINUTE)
    assert not thinks_alive(play, "Aki", "Ren")
    play.counts()
    play.live(2 * DAY)
    assert play.count("word of a death") == 0


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({}, True),
        ({"mind": "asleep", "tiredness": 1}, False),
        ({"eyes_shut": 1}, False),
        ({"situation": "danger"}, False),
    ],
)
def test_word_of_a_death_waits_until_it_can_be_taken_in(state: dict[str, str | float], told: bool) -> None:
    """Not into sleep, shut eyes or a fight."""
    play = mourners()
    until(play, 10.9)
    put(play, "Ito", **state)
    until(play, 11.1)
    assert thinks_alive(play, "Ito", "Ren") is not told


def test_who_has_come_back_by_night_is_told_in_the_morning() -> None:
    """Nobody is woken for it."""
    play = mourners()
    until(play, 22)
    put(play, "Aki", place="home", situation="home", mind="awake")
    play.live(HOUR)
    assert thinks_alive(play, "Aki", "Ren")
    until(play, 9)
    put(play, "Aki", mind="awake")
    play.live(MINUTE)
    assert not thinks_alive(play, "Aki", "Ren")


def test_the_dead_wait_for_nobody() -> None:
    """Whoever was left alone and has died himself is not told of a return."""
    found = []
    for alive in (True, False):
        play = office()
        play.put("person.partner", "Aki", play.thing("Ren"))
        play.put("person.partner", "Ren", play.thing("Aki"))
        put(play, "Ren", situation="mission")
        if not alive:
            dies(play, "Aki")
        play.live(MINUTE)
        put(play, "Aki", alone_since=1, situation="home")
        play.counts()
        put(play, "Ren", situation="home")
        play.live(MINUTE)
        found.append(play.count("waits no longer") > 0)
    assert found == [True, False]


def test_no_word_comes_that_the_dead_are_on_the_way_home() -> None:
    """What their leader sends ahead is of the living."""
    found = []
    for alive in (True, False):
        play = desk()
        if not alive:
            dies(play, "Aki")
        put(play, "Aki", word_due=1, word_at=play.machine.now)
        play.counts()
        play.live(MINUTE)
        found.append(play.count("word of a return") > 0)
    assert found == [True, False]


def test_no_guard_looks_at_those_who_are_carried_past() -> None:
    """Whoever lies passes nobody on his own feet."""
    play = desk()
    put(play, "Aki", place="gate", situation="leisure", mind="awake", lying=0)
    asked = {"guard": "Wim", "p": "Aki"}
    assert play.refused("look a traveller over", **asked) == ""
    put(play, "Aki", lying=1)
    assert play.refused("look a traveller over", **asked) == "on his own feet"


@pytest.mark.parametrize("certified", [False, True])
def test_who_is_found_to_be_dead_while_he_is_admitted_is_no_patient(certified: bool) -> None:
    """The chief comes in, sees it, and the admission comes to nothing."""
    play = ward()
    put(play, "Nao", place="clinic", situation="work", mind="awake")
    put(play, "Aki", place="clinic", bed=0, situation="hospital", lying=1)
    roles = {"healer": "Nao", "patient": "Aki", "room": "sickroom"}
    assert play.refused("admit", **roles) == ""
    play.machine.start(Directed("action/admit", {name: play.thing(who) for name, who in roles.items()}))
    play.live(5 * MINUTE)
    put(play, "Aki", certified=int(certified))
    play.live(6 * MINUTE)
    assert bool(play.get("person.bed", "Aki")) is not certified


@pytest.mark.parametrize("writes_again", [True, False])
def test_a_letter_says_that_he_lived_when_he_wrote_it(writes_again: bool) -> None:
    """Whoever has heard since that the writer is dead does not take it for a sign of life."""
    play = posted()
    play.live(HOUR)
    holds_dead(play, "Ren", "Aki")
    if writes_again:
        play.live(HOUR)
        put(play, "Aki", wrote_at=-400 * DAY)
        assert play.act("write a letter", p="Aki", reader="Ren")
    play.live(4 * DAY)
    put(play, "Ren", place="home", situation="home", mind="awake")
    play.live(MINUTE)
    assert play.count("open the letter") > 0
    assert thinks_alive(play, "Ren", "Aki") is writes_again


def test_nobody_pleads_for_the_post_of_whom_he_holds_to_be_dead() -> None:
    """What he believes counts."""
    play = office()
    until(play, 10)
    put(play, "Ren", place="clinic", impaired=1)
    put(play, "Aki", place="clinic", situation="leisure", mind="awake")
    play.put("care", "Aki", 0.8, "Ren")
    asked = {"p": "Aki", "official": "Oda", "x": "Ren"}
    assert play.refused("plead for his post", **asked) == ""
    holds_dead(play, "Aki", "Ren")
    assert play.refused("plead for his post", **asked) == HELD_DEAD


def test_a_petition_about_the_dead_is_decided_without_asking_them() -> None:
    """Nobody is told of it any more, and it does not wait for that."""
    play = borne(bedridden())
    assert play.act("ask for a transfer", p="Aki", chief="Oda")
    (m,) = play.all("petition")
    play.live(1.1 * DAY)
    put(play, "Oda", situation="work", mind="awake")
    told = {"chief": "Oda", "m": m, "x": "Ren"}
    assert play.refused("tell of the petition", **told) == ""
    assert play.refused("decide", chief="Oda", m=m) == "not over the head of whom it concerns"
    dies(play, "Ren", certified=True)
    assert play.refused("tell of the petition", **told) == "not known to be dead"
    assert play.refused("decide", chief="Oda", m=m) == ""
