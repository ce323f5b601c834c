"""PLC-4 to PLC-6: wagons and who lies in them, disguise, and robbers."""

from __future__ import annotations

import pytest

from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, NEVER, Play, shipped

WAGON, BAND, CARTER = "the covered wagon", "the road robbers", "Ono Heiji"
IRUKA, KAKASHI, GENMA = "Umino Iruka", "Hatake Kakashi", "Shiranui Genma"


def rolling(driver: str = CARTER, laden: bool = True, seed: int = 1, rate: str = "0 %", men: int = 4) -> Play:
    """A wagon that has just rolled out on the south road with somebody on the box."""
    play = Play(leaf_with(parameters(encounter_rate=rate)), seed)
    play.put("person.place", driver, play.thing("gate"))
    play.put("wagon.laden", WAGON, int(laden))
    play.put("band.men", BAND, men)
    play.put("person.hauled_at", driver, NEVER)
    play.choose("person.situation", driver, "home")
    play.live(HOUR)
    assert play.act("take the reins", p=driver, w=WAGON, to="border market"), play.refused(
        "take the reins", p=driver, w=WAGON, to="border market")
    return play


def at_the_gate(*people: str, laden: bool = True) -> Play:
    """They stand at the gate, where the wagon is; the carter has not hauled anything yet, and no robbers are about."""
    play = Play(leaf_with(parameters(encounter_rate="0 %")))
    for who in (*people, CARTER):
        play.put("person.place", who, play.thing("gate"))
    play.put("wagon.laden", WAGON, int(laden))
    play.put("person.hauled_at", CARTER, NEVER)
    return play


def drive(play: Play, driver: str = CARTER) -> float:
    """Days until the wagon stands again, by whatever happens on the way."""
    before = play.machine.now
    play.act("drive on", p=driver, w=WAGON)
    return (play.machine.now - before) / DAY


def test_PLC_4_a_week_by_wagon_more_or_less() -> None:
    """Two hundred and fifty kilometres take about seven days, some more, some less; runners need a fraction."""
    days = [drive(rolling(seed=seed)) for seed in range(1, 7)]
    assert all(6 <= each <= 8 for each in days)
    assert len({round(each, 2) for each in days}) > 3
    play = Play(shipped("leaf"))
    play.put("person.place", KAKASHI, play.thing("gate"))
    assert play.value("running_time(place(p), border market)", p=KAKASHI) < DAY


def test_PLC_4_a_patient_travels_without_walking_and_sees_nothing() -> None:
    """Laid in asleep, there a week later; he is in the wagon all the time, and gets out only once it stands."""
    play = at_the_gate(IRUKA, KAKASHI)
    play.choose("person.mind", IRUKA, "asleep")
    play.put("person.mobility_limit", IRUKA, 0.4)
    play.put("person.mobility", IRUKA, 0.4)
    assert play.refused("lay aboard", helper=KAKASHI, p=CARTER, w=WAGON) == "cannot object, or cannot walk"
    assert play.act("lay aboard", helper=KAKASHI, p=IRUKA, w=WAGON)
    play.live(HOUR)
    assert play.act("take the reins", p=CARTER, w=WAGON, to="border market")
    aboard = play.thing("wagon bed")
    assert play.get("person.place", IRUKA) == aboard
    assert play.refused("walk to", p=IRUKA, to="gate") != ""
    play.choose("person.mind", IRUKA, "awake")
    assert play.refused("get out of the wagon", p=IRUKA, w=WAGON) == "the wagon stands"
    tired = float(play.get("person.tiredness", IRUKA))
    drive(play)
    assert play.get("person.place", CARTER) == play.thing("border market")
    assert play.get("wagon.stands_at", WAGON) == play.thing("border market")
    assert play.get("person.place", IRUKA) == aboard
    assert play.get("person.tiredness", IRUKA) < max(0.6, tired)
    play.choose("person.mind", IRUKA, "awake")
    assert play.act("get out of the wagon", p=IRUKA, w=WAGON)
    assert play.get("person.place", IRUKA) == play.thing("border market")


def test_PLC_4_somebody_who_cannot_get_up_is_lifted_out() -> None:
    """Once the wagon stands, by a hand from outside; a wagon that rolls is not got into."""
    play = rolling()
    play.put("person.place", IRUKA, play.thing("wagon bed"))
    play.put("person.mobility", IRUKA, 0)
    play.put("person.place", KAKASHI, play.thing("gate"))
    assert play.refused("get aboard", p=KAKASHI, w=WAGON) == "standing"
    drive(play)
    play.put("person.place", KAKASHI, play.thing("border market"))
    assert play.act("lift out of the wagon", helper=KAKASHI, w=WAGON, p=IRUKA)
    assert play.get("person.place", IRUKA) == play.thing("border market")
    assert play.act("get aboard", p=KAKASHI, w=WAGON)
    assert play.get("person.place", KAKASHI) == play.thing("wagon bed")


def test_PLC_4_who_sits_on_the_box_goes_where_the_wagon_goes() -> None:
    """Beside the driver he is fond of; he arrives with him, by the same road."""
    play = at_the_gate(IRUKA)
    beside = {"p": IRUKA, "driver": CARTER, "w": WAGON}
    assert play.refused("sit on the box", **beside) == "fond of him"
    play.put("care", IRUKA, 0.8, CARTER)
    play.live(HOUR)
    assert play.act("sit on the box", **beside), play.refused("sit on the box", **beside)
    assert play.get("person.beside", IRUKA) == play.thing(CARTER)
    assert play.act("take the reins", p=CARTER, w=WAGON, to="border market")
    assert play.refused("sit on the box", **beside | {"p": KAKASHI}) == "standing"
    drive(play)
    assert play.get("person.place", IRUKA) == play.thing("border market")


def test_PLC_4_PLC_6_inside_one_learns_of_a_stop_when_a_robber_climbs_in() -> None:
    """Nothing is to be seen from the bed of the wagon; whoever sleeps there does not even wake up to it.

    A single robber has enough to do with the man on the box.
    """
    for mind, men, alarmed in (("awake", 4, True), ("asleep", 4, False), ("awake", 1, False)):
        play = rolling(rate="100 %", men=men)
        play.put("person.place", IRUKA, play.thing("wagon bed"))
        play.choose("person.situation", IRUKA, "away")
        play.choose("person.mind", IRUKA, mind)
        play.put("band.stops", BAND, play.thing(WAGON))
        play.put("band.stopped_at", BAND, play.machine.now)
        play.live(10_000)
        assert play.word("person.situation", IRUKA) == "away"
        play.live(20_000)
        assert (play.word("person.situation", IRUKA) == "danger") is alarmed


def test_PLC_4_a_carter_hauls_of_himself() -> None:
    """In six weeks of a free run he loads, drives out, sells and comes back, and the guards see him go."""
    play = Play(shipped("leaf"), autonomy=True)
    play.live(42 * DAY)
    counts = play.counts(CARTER)
    assert all(counts.get(rule, 0) >= 2 for rule in ("load up", "take the reins", "drive on", "sell the load"))


@pytest.mark.parametrize("dies", [True, False])
def test_PLC_4_a_wagon_stands_whose_driver_has_died(dies: bool) -> None:
    """It is nobody's and goes nowhere, and whoever lies in it can get out where it stands."""
    play = rolling()
    play.put("person.place", IRUKA, play.thing("wagon bed"))
    play.choose("person.situation", IRUKA, "away")
    asked = {"p": IRUKA, "w": WAGON}
    assert play.refused("get out of the wagon", **asked) == "the wagon stands"
    if dies:
        play.put("person.failing", CARTER, 1)
        play.put("person.arrest", CARTER, 1)
        play.put("person.life", CARTER, 0.0)
        play.live(MINUTE)
        assert not play.get("person.alive", CARTER)
    assert (play.get("wagon.driver", WAGON) == 0) is (play.get("wagon.bound_to", WAGON) == 0) is dies
    assert (play.refused("get out of the wagon", **asked) == "") is dies


@pytest.mark.parametrize("fever", [0.0, 0.3])
def test_PLC_4_with_a_fever_nobody_hauls(fever: float) -> None:
    """The trade waits, as any work does; who has to get away can drive all the same."""
    play = Play(shipped("leaf"), autonomy=True)
    play.put("wagon.laden", WAGON, 1)
    play.put("person.hauled_at", CARTER, NEVER)
    for _ in range(6):
        play.put("person.fever", CARTER, fever)
        play.live(HOUR)
    assert (play.counts(CARTER).get("take the reins", 0) == 0) == (fever > 0)
    play = at_the_gate()
    play.put("person.fever", CARTER, fever)
    assert play.act("take the reins", p=CARTER, w=WAGON, to="border market")


def passes(guise: str, laden: bool, sought: bool = True, tries: int = 120) -> float:
    """How often Genma at the gate recognises Kakashi, who drives out."""
    known = 0
    play = Play(shipped("leaf"))
    play.put("person.sought", KAKASHI, int(sought))
    play.put("wagon.laden", WAGON, int(laden))
    for who in (KAKASHI, GENMA):
        play.put("person.place", who, play.thing("gate"))
    play.live(HOUR)
    play.choose("person.situation", GENMA, "work")
    for _ in range(tries):
        play.choose("person.guise", KAKASHI, guise)
        play.put("person.held", KAKASHI, 0)
        play.put("person.looked_over_at", KAKASHI, NEVER)
        play.choose("person.situation", KAKASHI, "leisure")
        assert play.act("look a traveller over", guard=GENMA, p=KAKASHI)
        play.live(1)
        known += int(play.get("person.held", KAKASHI))
        play.live(MINUTE)
    return known / tries


def test_PLC_5_nobody_looks_twice_at_a_farmer() -> None:
    """Undisguised he is known at once; got up as a farmer hardly ever, unless he has no goods to show."""
    plain, farmer, empty = passes("no_guise", True), passes("farmer", True), passes("farmer", False)
    assert plain > 0.7
    assert farmer < 0.08
    assert farmer < empty < plain / 2
    assert passes("no_guise", True, sought=False) == 0


def test_PLC_5_the_goods_are_real() -> None:
    """A wagon is loaded by whoever trades, driven off with somebody beside him, and brings money at its market."""
    play = at_the_gate(IRUKA, KAKASHI, laden=False)
    for who in (IRUKA, KAKASHI, CARTER):
        play.choose("person.situation", who, "home")
    load = {"p": CARTER, "w": WAGON}
    assert play.refused("load up", p=KAKASHI, w=WAGON) == "trades"
    assert play.act("load up", **load)
    assert play.get("wagon.laden", WAGON)
    assert play.refused("load up", **load) == "empty"
    play.put("care", IRUKA, 0.8, CARTER)
    assert play.act("sit on the box", p=IRUKA, driver=CARTER, w=WAGON)
    assert play.refused("sell the load", **load) != ""
    market = int(play.get("person.trades_with", CARTER))
    assert play.act("take the reins", **load, to=market)
    drive(play)
    assert play.get("person.place", IRUKA) == market
    savings = float(play.get("person.savings", CARTER))
    assert play.act("sell the load", **load), play.refused("sell the load", **load)
    assert not play.get("wagon.laden", WAGON)
    assert play.get("person.savings", CARTER) > savings


@pytest.mark.parametrize(("guise", "stopped"), [("no_guise", True), ("farmer", False)])
def test_PLC_5_a_wagon_is_waved_out(guise: str, stopped: bool) -> None:
    """The guard looks at the man on the box: he knows the face, or thinks nothing of a farmer."""
    halted = 0
    for seed in range(8):
        play = Play(shipped("leaf"), seed)
        play.put("person.sought", KAKASHI, 1)
        play.put("wagon.laden", WAGON, 1)
        for who in (KAKASHI, GENMA):
            play.put("person.place", who, play.thing("gate"))
        play.put("person.hauled_at", KAKASHI, NEVER)
        play.choose("person.guise", KAKASHI, guise)
        play.live(HOUR)
        play.choose("person.situation", GENMA, "work")
        assert play.act("take the reins", p=KAKASHI, w=WAGON, to="border market")
        play.live(1)
        halted += int(play.get("wagon.bound_to", WAGON) == 0)
        if play.get("person.held", KAKASHI):
            play.live(6 * HOUR)
            assert not play.get("person.held", KAKASHI)
            assert not play.get("person.sought", KAKASHI)
    assert halted >= 5 if stopped else halted <= 1


def test_PLC_5_whoever_is_looked_for_disguises_himself() -> None:
    """Of himself, at home and unseen; and he drops it when nobody looks for him any more."""
    play = Play(shipped("leaf"), autonomy=True)
    play.put("person.place", IRUKA, play.thing("Iruka's flat"))
    play.choose("person.situation", IRUKA, "home")
    assert play.refused("get up as a farmer", p=IRUKA) == "is looked for"
    play.put("person.sought", IRUKA, 1)
    assert play.refused("get up as a farmer", p=IRUKA) == ""
    stranger = play.thing(GENMA)
    play.put("person.place", stranger, play.thing("Iruka's flat"))
    play.put("closeness", IRUKA, 0, GENMA)
    assert play.refused("get up as a farmer", p=IRUKA) == "not seen at it"
    play.put("person.place", stranger, play.thing("gate"))
    play.live(12 * HOUR)
    assert play.count("get up as a farmer") >= 1
    play.put("person.sought", IRUKA, 0)
    play.live(2 * DAY)
    assert play.word("person.guise", IRUKA) == "no_guise"


def attacks(guise: str, laden: bool, skill: float, rate: str = "10 %") -> int:
    """On how many of so many days robbers stop the wagon that somebody of that skill drives."""
    found, driver = 0, KAKASHI
    for seed in range(1, 3):
        play = rolling(driver, laden, seed, rate, men=2)
        play.choose("person.guise", driver, guise)
        play.put("person.skill", driver, skill)
        play.put("person.place", driver, play.thing("south road"))
        play.put("wagon.stands_at", WAGON, play.thing("south road"))
        play.live(4 * HOUR + 45 * MINUTE)
        for _ in range(20):
            play.live(DAY)
            found += int(play.get("band.stops", BAND) != 0)
            play.put("band.stops", BAND, 0)
            play.put("wagon.laden", WAGON, int(laden))
    return found


def test_PLC_6_the_disguise_that_hides_from_officials_attracts_robbers() -> None:
    """A farmer's wagon is stopped oftenest, an empty one less, and one with a known fighter on the box least."""
    farmer, empty = attacks("farmer", True, 0.98), attacks("no_guise", False, 0.3)
    fighter = attacks("no_guise", True, 0.98)
    assert farmer > empty > fighter
    assert attacks("farmer", True, 0.98, "0 %") == 0


def raid(skill: float, men: int, seed: int, inside: float = 0.0, strength: float = 0.3) -> Play:
    """What has come of a raid half an hour later."""
    play = rolling(CARTER, True, seed, "100 %", men)
    play.put("person.skill", CARTER, skill)
    play.put("band.strength", BAND, strength)
    play.choose("person.guise", CARTER, "farmer")
    if inside:
        play.put("person.place", IRUKA, play.thing("wagon bed"))
        play.put("person.skill", IRUKA, inside)
        play.choose("person.situation", IRUKA, "away")
    play.put("person.place", CARTER, play.thing("south road"))
    play.put("wagon.stands_at", WAGON, play.thing("south road"))
    play.live(4 * HOUR + 30 * MINUTE)
    play.machine.autonomy = True
    play.live(45 * MINUTE)
    return play


def test_PLC_6_strength_decides() -> None:
    """The stronger the man on the box the oftener the robbers are beaten off, and then they are dead."""
    won = []
    for skill in (0.41, 0.65, 0.98):
        ends = [raid(skill, 3, seed, strength=0.5) for seed in range(4)]
        won.append(sum(play.get("band.men", BAND) < 1 for play in ends))
        for play in ends:
            assert play.get("band.stops", BAND) == 0
            assert bool(play.get("wagon.laden", WAGON)) == (play.get("band.men", BAND) < 1)
    assert won == sorted(won)
    assert won[2] >= won[0] + 2


def test_PLC_6_the_weak_give_up_the_load() -> None:
    """Whoever is no match for them lives and has nothing left."""
    play = raid(0.1, 4, 1)
    assert not play.get("wagon.laden", WAGON)
    assert play.get("band.men", BAND) == 4
    assert play.get("person.alive", CARTER)
    assert play.count("give up the load") == 1


def test_PLC_6_bandits_choose_the_wrong_wagon() -> None:
    """Somebody inside whom they have not seen fights, too, and turns it."""
    ends = [raid(0.3, 2, seed, inside=0.98) for seed in range(4)]
    fought = [play for play in ends if play.counts(IRUKA).get("strike down a robber", 0)]
    assert fought
    assert any(play.get("band.men", BAND) < 1 for play in fought)


def test_PLC_6_a_beaten_band_gathers_anew() -> None:
    """In some weeks others join what is left of it, up to what it was."""
    play = Play(shipped("leaf"))
    play.put("band.men", BAND, 0)
    play.live(100 * DAY)
    assert 2 <= play.get("band.men", BAND) <= 5


@pytest.mark.parametrize(
    ("skill", "men", "beside", "share", "gives"),
    [
        (0.25, 5, 0.0, "17 %", True), (0.25, 1, 0.0, "17 %", False), (0.6, 5, 0.0, "17 %", False),
        (0.25, 5, 0.6, "17 %", False), (0.6, 5, 0.0, "60 %", True),
    ],
)
def test_PLC_6_who_is_outmatched_gives_up_and_who_is_not_fights(
    skill: float, men: int, beside: float, share: str, gives: bool
) -> None:
    """It hangs on how many they are and on who sits on the box; of two that he may do he does the one that fits."""
    play = Play(leaf_with(parameters(gives_up_below=share)))
    play.put("person.skill", CARTER, skill)
    if beside:
        play.put("person.skill", IRUKA, beside)
        play.put("person.beside", IRUKA, play.thing(CARTER))
    play.put("wagon.driver", WAGON, play.thing(CARTER))
    play.put("wagon.laden", WAGON, 1)
    play.put("band.men", BAND, men)
    play.put("band.stops", BAND, play.thing(WAGON))
    play.choose("person.situation", CARTER, "danger")
    asks = {"p": CARTER, "b": BAND}
    assert (play.refused("give up the load", **asks) == "") is gives
    assert gives or play.refused("give up the load", **asks) == "no match for them"
    assert play.urge("give up the load", **asks) > play.urge("strike down a robber", **asks)
