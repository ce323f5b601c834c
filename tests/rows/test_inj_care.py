"""INJ-4, INJ-9 to INJ-16 and INJ-18 once more: what visits, therapy, aids, discharge and dreams leave."""

from __future__ import annotations

import pytest

from tests.rows.support import MINUTE, NEVER, Play
from tests.rows.wards import until_ten, ward

from .sickbeds import STUMP, days_old


def calm(play: Play) -> Play:
    """Aki in the morning, awake and without panic or much pain, with the nurse beside him."""
    play.put("person.panic", "Aki", 0)
    until_ten(play)
    play.choose("person.mind", "Aki", "awake")
    play.put("person.pain", "Aki", 0.1)
    play.put("person.place", "Nao", play.thing("sickroom"))
    return play


def test_INJ_9_being_reached_gladdens_and_a_visit_in_vain_does_not() -> None:
    """The same pupil at the same bed: joy comes with the answer only."""
    joys: dict[bool, list[float]] = {True: [], False: []}
    for seed in range(12):
        play = calm(ward(STUMP, seed=seed))
        play.put("person.withdrawn", "Aki", 1)
        assert play.act("visit the sick", p="Mio", patient="Aki")
        play.live(1)
        joys[not play.get("person.withdrawn", "Aki")].append(float(play.get("person.joy", "Aki")))
    assert max(joys[True]) > max(joys[False]) + 0.15


def test_INJ_9_who_sleeps_at_the_hour_does_not_emerge() -> None:
    """Over many days time alone ends it in some of those who are awake, and in nobody who sleeps."""
    emerged = {"awake": 0, "asleep": 0}
    for mind in emerged:
        for seed in range(30):
            play = calm(ward(STUMP, seed=seed))
            play.put("person.withdrawn", "Aki", 1)
            play.put("person.tiredness", "Aki", 0.9 if mind == "asleep" else 0.1)
            play.choose("person.mind", "Aki", mind)
            play.live(70 * MINUTE)
            emerged[mind] += not play.get("person.withdrawn", "Aki")
    assert emerged["asleep"] == 0
    assert 0 < emerged["awake"] < 8


def test_INJ_10_nobody_sits_on_when_the_risk_has_passed() -> None:
    """The watch ends with its watcher; while the risk stands he stays."""
    for despair, kept in ((0.7, True), (0.2, False)):
        play = ward(STUMP)
        play.put("person.watched", "Aki", 1)
        play.put("person.watcher", "Aki", play.thing("Nao"))
        play.put("person.despair", "Aki", despair)
        play.live(1)
        assert bool(play.get("person.watched", "Aki")) == kept
        assert bool(play.get("person.watcher", "Aki")) == kept


@pytest.mark.parametrize(("outcome", "tires"), [("works at it", True), ("refuses", False)])
def test_INJ_11_a_session_tires_or_vexes_and_is_the_days_only_one(outcome: str, tires: bool) -> None:
    """Work makes tired, refusal cross; either way it is over for today."""
    play = calm(days_old(ward(STUMP)))
    play.put("person.mobility", "Aki", 0.1)
    rested = Play(play.world, 1)
    rested.machine = play.machine.copy()
    assert play.act("give therapy", outcome, therapist="Nao", p="Aki")
    rested.live(play.machine.now - rested.machine.now)
    for attr, least, comes in (("person.tiredness", 0.02, tires), ("person.stress", 0.03, not tires)):
        assert (float(play.get(attr, "Aki")) > float(rested.get(attr, "Aki")) + least) == comes
    assert play.refused("give therapy", therapist="Nao", p="Aki") == "not yet today"


def test_INJ_13_the_way_on_crutches_tires_with_its_length() -> None:
    """He gets there on his feet; the longer the way the more it tires."""
    tired = []
    for start, to in (("sickroom", "clinic"), ("home", "market"), ("clinic", "home")):
        play = calm(ward("w: site: foot, depth: 10 %, open: no"))
        play.choose("person.aid", "Aki", "two_crutches")
        play.put("person.mobility", "Aki", 0.35)
        play.put("person.place", "Aki", play.thing(start))
        play.put("person.lying", "Aki", 1)
        rested = Play(play.world, 1)
        rested.machine = play.machine.copy()
        assert play.act("hobble to", p="Aki", to=to)
        assert play.get("person.place", "Aki") == play.thing(to)
        assert not play.get("person.lying", "Aki")
        rested.live(play.machine.now - rested.machine.now)
        tired.append(float(play.get("person.tiredness", "Aki")) - float(rested.get("person.tiredness", "Aki")))
    assert 0 < tired[0] < tired[1] < tired[2]


def outing(aid: str) -> tuple[float, float] | str:
    """The pain and the weariness that an outing to the market brings, or why there is none."""
    play = calm(ward("w: site: foot, depth: 10 %, open: no"))
    play.put("person.bed", "Aki", 0)
    play.put("person.lying", "Aki", 0)
    play.choose("person.aid", "Aki", aid)
    for attr, value in (("mobility", 0.75), ("loneliness", 0.9), ("tiredness", 0.1), ("shyness", 0)):
        play.put(f"person.{attr}", "Aki", value)
    for attr, place in (("place", "home"), ("haunt", "market")):
        play.put(f"person.{attr}", "Aki", play.thing(place))
    play.choose("person.situation", "Aki", "home")
    refused = play.refused("go out", p="Aki")
    before = [float(play.get(attr, "Aki")) for attr in ("person.pain", "person.tiredness")]
    if refused or not play.act("go out", p="Aki"):
        return refused
    pain, tired = (float(play.get(attr, "Aki")) for attr in ("person.pain", "person.tiredness"))
    return pain - before[0], tired - before[1]


def test_INJ_13_an_outing_on_crutches_hurts_and_tires() -> None:
    """On sound legs the same way costs nothing to speak of; one crutch costs, too."""
    sound, two, one = outing("no_aid"), outing("two_crutches"), outing("one_crutch")
    for crutched in (two, one):
        assert not isinstance(crutched, str), crutched
        assert not isinstance(sound, str), sound
        assert crutched[0] > sound[0] + 0.01
        assert crutched[1] > sound[1] + 0.01


def test_INJ_13_what_is_spilt_hurts_and_what_is_cooked_for_two_feeds_two() -> None:
    """A spilt meal leaves him hungry and sore; a helper eats along."""
    for outcome in ("good", "spilt"):
        play = calm(ward("w: site: foot, depth: 10 %, open: no"))
        play.choose("person.situation", "Aki", "home")
        play.put("person.lying", "Aki", 0)
        play.put("person.hunger", "Aki", 0.9)
        rested = Play(play.world, 1)
        rested.machine = play.machine.copy()
        assert play.act("cook a meal", outcome, p="Aki")
        rested.live(play.machine.now - rested.machine.now)
        assert (float(play.get("person.hunger", "Aki")) < 0.5) == (outcome == "good")
        assert (float(play.get("person.pain", "Aki")) > float(rested.get("person.pain", "Aki")) + 0.03) == (
            outcome == "spilt"
        )
    for who in ("Aki", "Nao"):
        play.put("person.hunger", who, 0.9)
    assert play.act("cook for", helper="Nao", p="Aki")
    assert max(float(play.get("person.hunger", who)) for who in ("Aki", "Nao")) < 0.5


@pytest.mark.parametrize(("pride", "takes"), [(0.1, True), (0.9, False)])
def test_INJ_14_who_takes_it_sits_up_and_who_refuses_is_cross(pride: float, takes: bool) -> None:
    """The offer either gets him out of bed or costs him his composure."""
    play = calm(ward(STUMP))
    play.put("person.pride", "Aki", pride)
    play.choose("person.situation", "Aki", "home")
    play.put("person.lying", "Aki", 1)
    stress = float(play.get("person.stress", "Aki"))
    assert play.act("offer a wheelchair", helper="Nao", p="Aki")
    assert bool(play.get("person.lying", "Aki")) != takes
    assert (float(play.get("person.stress", "Aki")) > stress + 0.03) != takes


@pytest.mark.parametrize("reserve", ["ample", "recovering"])
def test_INJ_16_discharge_leaves_nothing_of_the_sickbed(reserve: str) -> None:
    """Home, on his feet, no bed, no wheelchair; grounded still, for only the test of the field ends that."""
    play = ward("w: site: arm, depth: 20 %, open: no")
    until_ten(play)
    for attr, value in (("grounded", 1), ("eyes_shut", 1), ("lying", 1), ("examined_at", play.machine.now)):
        play.put(f"person.{attr}", "Aki", value)
    play.choose("person.aid", "Aki", "wheelchair")
    play.choose("person.reserve", "Aki", reserve)
    play.choose("person.mind", "Aki", "awake")
    assert play.act("go home from hospital", p="Aki")
    assert play.get("person.place", "Aki") == play.thing("home")
    assert play.word("person.situation", "Aki") == "home"
    assert play.word("person.aid", "Aki") == "no_aid"
    assert [play.get(f"person.{attr}", "Aki") for attr in ("bed", "lying", "eyes_shut")] == [0, 0, 0]
    assert play.get("person.grounded", "Aki")


def test_INJ_18_a_fright_wears_out_in_being_dreamt() -> None:
    """Each nightmare takes some of it, until none is left to wake anybody."""
    play = ward("w: site: foot, depth: 10 %, open: no")
    play.put("person.fright", "Aki", 0.9)
    frights = []
    for _ in range(4):
        play.choose("person.mind", "Aki", "asleep")
        play.put("person.tiredness", "Aki", 0.19)
        play.live(1)
        frights.append(float(play.get("person.fright", "Aki")))
        if play.word("person.mind", "Aki") == "asleep":
            break
        play.live(10 * MINUTE)
    assert frights == sorted(frights, reverse=True)
    assert frights[0] == pytest.approx(0.6, abs=0.02)
    assert frights[-1] < 0.45


def on_crutches(home: str = "attic", aid: str = "two_crutches") -> Play:
    """Aki at ten in the morning, ready to go home on crutches; up to the attic there are stairs."""
    play = ward("w: site: foot, depth: 10 %, open: no")
    until_ten(play)
    play.put("person.home", "Aki", play.thing(home))
    play.choose("person.aid", "Aki", aid)
    play.put("person.mobility", "Aki", 0.6)
    play.choose("person.mind", "Aki", "awake")
    play.put("person.bed", "Aki", play.thing("sickroom"))
    for attr, value in (("lying", 1), ("eyes_shut", 1), ("examined_at", play.machine.now)):
        play.put(f"person.{attr}", "Aki", value)
    return play


def test_INJ_16_with_stairs_before_his_door_the_way_home_is_his_own_affair() -> None:
    """He leaves the bed and stands before the house of the sick; who has no stairs, or no crutches, is taken home."""
    assert on_crutches("home").refused("leave the hospital on crutches", p="Aki") == "stairs at home"
    assert on_crutches(aid="no_aid").refused("leave the hospital on crutches", p="Aki") == "on crutches"
    play = on_crutches()
    assert play.act("leave the hospital on crutches", p="Aki")
    assert play.get("person.place", "Aki") == play.thing("clinic")
    assert play.word("person.situation", "Aki") == "leisure"
    assert [play.get(f"person.{attr}", "Aki") for attr in ("bed", "lying", "eyes_shut")] == [0, 0, 0]
    assert play.get("person.went_out_at", "Aki") == play.machine.now


@pytest.mark.parametrize(("attr", "value", "refusal"), [
    ("person.pain", 0.5, "pain bearable"), ("person.examined_at", NEVER, "seen by a healer"),
    ("person.mobility", 0.1, "gets about"), ("person.befogged", 1, "clear mind"),
    ("person.withdrawn", 1, "reachable"), ("person.blood", 2900.0, "strong enough"),
    ("person.situation", 0, "in hospital"),
])
def test_INJ_16_who_is_not_well_enough_stays(attr: str, value: float, refusal: str) -> None:
    """Crutches and stairs or not."""
    play = on_crutches()
    play.put(attr, "Aki", value)
    assert play.refused("leave the hospital on crutches", p="Aki") == refusal


def test_INJ_4_the_first_word_is_said_on_arrival() -> None:
    """Before anybody has examined him, by what he looks like then."""
    words = {}
    for depth, blood in ((0.2, 5000.0), (0.6, 4400.0), (0.9, 2850.0)):
        play = ward("w: site: chest, depth: 20 %, open: no")
        play.choose("wound.cause", "w", "blade")
        play.put("wound.depth", "w", depth)
        play.put("person.blood", "Aki", blood)
        play.put("person.bed", "Aki", 0)
        play.put("person.place", "Aki", play.thing("clinic"))
        play.put("person.lying", "Aki", 1)
        assert play.act("admit", healer="Nao", patient="Aki", room="sickroom")
        held = play.machine.held(play.thing("Nao"), "person.outlook", [play.thing("Aki")])
        words[depth] = play.value_word("person.outlook", held.value)
        assert play.word("person.outlook", "Aki") == words[depth]
        assert play.value("(expected_until(p) - now) / 1 day", p="Aki") >= 2
    assert words[0.2] == "quick_recovery"
    assert words[0.9] == "uncertain"


def test_INJ_12_whoever_has_to_learn_to_walk_is_taken_on_by_one_healer() -> None:
    """Of himself a healer takes him on, once; whoever walks as he can needs none."""
    taken = {}
    for mobility in (0.1, 1.0):
        play = ward("w: site: foot, depth: 10 %, open: no")
        until_ten(play)
        play.put("person.mobility", "Aki", mobility)
        play.put("person.place", "Nao", play.thing("sickroom"))
        play.choose("person.mind", "Aki", "awake")
        refusal = play.refused("take on for therapy", therapist="Nao", p="Aki")
        taken[mobility] = play.act("take on for therapy", therapist="Nao", p="Aki")
        assert (play.get("person.therapist", "Aki") == play.thing("Nao")) == taken[mobility] == (not refusal)
    assert taken == {0.1: True, 1.0: False}


def test_INJ_14_whoever_will_not_be_wheeled_home_leaves_on_his_crutches() -> None:
    """With a wheelchair he has to be taken home; on crutches he stands in the street by himself, and still on them."""
    assert on_crutches(aid="wheelchair").refused("leave the hospital on crutches", p="Aki") == "on crutches"
    play = on_crutches()
    assert play.act("leave the hospital on crutches", p="Aki")
    assert play.word("person.aid", "Aki") == "two_crutches"
    assert play.get("person.place", "Aki") != play.thing("sickroom")
