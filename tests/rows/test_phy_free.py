"""PHY-10, PHY-11 and PHY-13 in free runs: a start is set, and then nobody directs anything."""

from __future__ import annotations

from functools import cache

import pytest

from kizuna.engine.api import Directed

from .bodies import CHAKRA, IRUKA, KAKASHI, MIND, TIRED, together
from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, NEVER, Play, shipped

FOE, CAPACITY = "the Puppeteer", "person.capacity"


def place(play: Play, where: str, situation: str, *people: str) -> None:
    """Puts people into one place and one sort of hour, awake and rested."""
    together(play, where, situation, *people)
    for who in people:
        play.put(TIRED, who, 0.2)


# PHY-10


ISLANDS = "roads:\n  - {between: [far islands, Kakashi's flat], length: 800 km, modes: [direct]}"
FLAT = "Kakashi's flat"


def coming_home(rule: str = "", tired: float = 0.3, debt: float = 3.0, **values: str) -> Play:
    """Kakashi comes home at eight in the evening to his partner Iruka: from the islands, or without a rule so tired."""
    play = Play(leaf_with(f"{ISLANDS}\n{parameters(**values)}" if values else ISLANDS), 3)
    for who, other in ((KAKASHI, IRUKA), (IRUKA, KAKASHI)):
        play.put("person.partner", who, play.thing(other))
        play.put("person.home", who, play.thing(FLAT))
        play.put("care", who, 0.9, other)
        play.put("greeted_at", who, NEVER, other)
    start = "far islands" if rule else "village"
    camps = 9 * HOUR * play.value("nights(a, b)", a=start, b=FLAT) if rule == "travel to" else 0.0
    way = play.value("running_time(a, b)", a=start, b=FLAT) + camps
    play.live((14 * HOUR - way) % DAY)
    place(play, start, "home", KAKASHI)
    if not rule:
        play.put("person.tiredness", KAKASHI, tired)
        play.put("person.sleep_debt", KAKASHI, debt * HOUR)
    play.machine.start(Directed(f"action/{rule or 'run to'}", {"p": play.thing(KAKASHI), "to": play.thing(FLAT)}))
    play.live(way - 1)
    place(play, FLAT, "home", IRUKA)
    play.put("person.loneliness", IRUKA, 0.8)
    play.counts()
    play.machine.autonomy = True
    play.live(2)
    assert play.value("clock / 1 h") == pytest.approx(20, abs=0.01)
    return play


def welcome(play: Play) -> tuple[bool, bool]:
    """Whether the partner was answered, and whether he found somebody awake when he had washed."""
    answered = float(play.get("person.loneliness", IRUKA)) < 0.6
    play.live(30 * MINUTE)
    counts = play.counts()
    assert counts["come home to the partner"] == 1
    assert counts["wash"] >= 2
    return answered, not counts.get("find the partner asleep", 0)


def test_PHY_10_who_has_run_through_the_nights_sleeps_before_his_partner_has_showered() -> None:
    """The same journey by day's marches leaves him awake and with an ear for the other."""
    through, rested = coming_home("run to"), coming_home("travel to")
    assert welcome(through) == (False, False)
    assert welcome(rested) == (True, True)
    through.live(2 * HOUR)
    assert through.word(MIND, KAKASHI) == "asleep"
    for play in (through, rested):
        play.choose(MIND, KAKASHI, "awake")
    assert through.value("attention(p)", p=KAKASHI) < rested.value("attention(p)", p=KAKASHI) - 0.15


def test_PHY_10_the_more_sleep_is_missing_the_less_the_partner_gets() -> None:
    """First the answers go, with the hours missing; and the tired sleep, with or without them."""
    answers = [welcome(coming_home(debt=debt))[0] for debt in (3, 15, 25, 40, 80)]
    assert answers == sorted(answers, reverse=True)
    assert (answers[0], answers[-1]) == (True, False)
    tired = [welcome(coming_home(tired=tired)) for tired in (0.1, 0.3, 0.5, 0.7, 0.85, 0.95)]
    assert tired == [(True, True)] * 4 + [(False, False)] * 2
    assert welcome(coming_home(tired=0.85, drowsy_from="95 %"))[0]
    assert not welcome(coming_home(tired=0.7, drowsy_from="50 %"))[0]


def test_PHY_10_nobody_falls_asleep_in_the_doorway() -> None:
    """However tired, he comes in first; how long that takes is a parameter."""
    for coming_in, minutes in (("10 min", 10), ("1 h", 60)):
        play = coming_home(tired=0.95, coming_in=coming_in)
        play.machine.autonomy = False
        play.live((minutes - 1) * MINUTE)
        assert play.word(MIND, KAKASHI) == "awake"
        play.live(2 * MINUTE)
        assert play.word(MIND, KAKASHI) == "asleep"


# PHY-11


def team(left: float, mates: float = 0.9, leader: str = KAKASHI, seed: int = 3, **values: str) -> Play:
    """Two at the coast whose mission is done: one has so much of his chakra left, the other so much.

    They are comrades and no more, so that neither gives the other of his own.
    """
    errand = (
        "things:\n  the errand: {is: mission, sort: river delivery, goal: coast, desk: mission desk, "
        f"led_by: {leader}, stage: out, objective: reached, homeward: yes, left_at: now}}"
    )
    play = Play(leaf_with(f"{errand}\n{parameters(**values)}" if values else errand), seed)
    m = play.thing("the errand")
    play.put("mission.due", m, play.machine.now + 12 * DAY)
    place(play, "coast", "mission", IRUKA, KAKASHI)
    for who, share in ((IRUKA, left), (KAKASHI, mates)):
        play.put("person.on_mission", who, m)
        play.put("person.leader", who, play.thing(leader))
        play.choose("person.post", who, "field")
        play.put("person.workplace", who, play.thing("mission desk"))
        play.put(CHAKRA, who, share * float(play.get(CAPACITY, who)))
    play.put("care", KAKASHI, 0.2, IRUKA)
    play.counts()
    play.machine.autonomy = True
    return play


@cache
def homecoming(left: float, mates: float = 0.9, leader: str = KAKASHI) -> tuple[float, bool, dict[str, int]]:
    """How many hours the way home took, whether the weaker was carried on it, and what happened to him.

    At the gate he gets down from the other's back, unless next to nothing is left in him.
    """
    play = team(left, mates, leader)
    began, carried = play.machine.now, False
    while play.get("person.place", IRUKA) == play.thing("coast") and play.machine.now < 2 * DAY:
        carried |= play.get("person.carried_by", IRUKA) == play.thing(KAKASHI)
        if play.machine.doing(play.thing(leader)) != "action/lead home":
            began = play.machine.now
        play.live(5 * MINUTE)
    assert not play.get("person.carried_by", IRUKA), "at home he is set down"
    lies_in_bed = left < play.value("critical_level")
    assert play.get("person.place", IRUKA) == play.thing("hospital" if lies_in_bed else "mission desk")
    assert play.get("person.place", KAKASHI) == play.thing("mission desk")
    return (play.machine.now - began) / HOUR, carried, play.counts(IRUKA)


def test_PHY_11_of_himself_a_comrade_calls_a_rest_and_carries_on_whom_it_does_not_help() -> None:
    """Below the warning level he is made to rest once, then shouldered, and the way takes longer; above it not."""
    fresh = homecoming(0.9)[0]
    for left in (0.9, 0.5, 0.35, 0.28, 0.2, 0.1, 0.03):
        hours, carried, events = homecoming(left)
        assert carried == (left < 0.3), left
        assert events.get("shoulder", 0) == int(carried)
        assert (events.get("call a rest", 0) > 0) == carried
        if carried:
            assert hours / fresh == pytest.approx(1 / 0.6, abs=0.03)
        else:
            assert hours == pytest.approx(fresh, abs=0.1)


def test_PHY_11_two_who_are_spent_go_slower_and_neither_is_carried() -> None:
    """Nobody shoulders another who is near the end of his own strength: each rests, and the pace drops."""
    hours, carried, events = homecoming(0.2, 0.2)
    assert not carried
    assert events["call a rest"] >= 2
    assert hours / homecoming(0.9)[0] == pytest.approx(1.8, abs=0.03)


def test_PHY_11_a_leader_who_is_spent_is_held_up_in_the_middle_of_setting_out() -> None:
    """He would lead on; the other makes him stop, and carries him."""
    hours, carried, events = homecoming(0.2, leader=IRUKA)
    assert carried
    assert events["lead home"] >= 1
    assert hours / homecoming(0.9)[0] == pytest.approx(1 / 0.6, abs=0.03)


def test_PHY_11_a_rest_holds_up_whoever_is_on_the_way() -> None:
    """Ten minutes during which nobody leads on, at the price of a little vexation."""
    play = team(0.2, leader=IRUKA)
    play.machine.autonomy = False
    play.live(1)
    iruka, stress = play.thing(IRUKA), float(play.get("person.stress", IRUKA))
    play.machine.start(Directed("action/lead home", {"leader": iruka}))
    play.live(HOUR)
    assert play.machine.doing(iruka) == "action/lead home"
    began = play.machine.now
    assert play.act("call a rest", p=KAKASHI, mate=IRUKA)
    assert not play.machine.doing(iruka)
    assert play.machine.now - began == 10 * MINUTE
    assert float(play.get("person.stress", IRUKA)) > stress * 0.7 + 0.05
    assert play.get("person.place", IRUKA) == play.thing("coast")


def test_PHY_11_whoever_is_carried_lies_and_gets_down_at_home_unless_he_is_spent() -> None:
    """The merely winded walk again from the gate on; those with next to nothing left lie there."""
    for left, lies in ((0.2, False), (0.05, True)):
        play = team(left)
        play.machine.autonomy = False
        play.live(1)
        play.choose(MIND, IRUKA, "awake")
        play.put("person.steadiness", IRUKA, 0.8)
        play.put("person.rested", IRUKA, 1)
        assert play.act("shoulder", p=KAKASHI, mate=IRUKA)
        assert play.get("person.lying", IRUKA)
        assert play.act("lead home", leader=KAKASHI)
        assert bool(play.get("person.lying", IRUKA)) == lies
        assert not play.get("person.carried_by", IRUKA)


def aftermath(stress: float, seed: int) -> dict[str, int]:
    """What happens to a leader who has been under so much stress all along when a few foes come upon the team."""
    play = team(0.95, leader=IRUKA, seed=seed, hard_pressed="0 %")
    m = play.thing("the errand")
    play.put("mission.contact", m, 1)
    play.put("mission.foes", m, 0.001)
    for _ in range(8 * 6):
        play.put("person.stress", IRUKA, max(stress, float(play.get("person.stress", IRUKA))))
        play.live(10 * MINUTE)
    assert not play.get("person.flagging", IRUKA)
    return play.counts(IRUKA)


def test_PHY_11_who_has_only_run_too_hard_is_himself_again_after_the_rest() -> None:
    """A leader beside himself does not spare himself; he flags, is made to rest, and leads home on his own feet."""
    driven = {}
    for stress in (0.1, 0.3, 0.5, 0.6):
        events = aftermath(stress, 1)
        assert events["fight it out"] == 2
        driven[stress] = "overexert oneself" in events
        assert ("get the second wind" in events) == driven[stress]
        assert "shoulder" not in events
    assert driven == {0.1: False, 0.3: False, 0.5: True, 0.6: True}


@pytest.mark.parametrize(("pressed", "share"), [("0 %", "mission_spends"), ("100 %", "trouble_spends")])
def test_PHY_1_a_fight_takes_more_of_whoever_is_hard_pressed(pressed: str, share: str) -> None:
    """Of each who is awake the share of a plain mission, or so much more; of whoever lies in a faint nothing."""
    for faints in (False, True):
        play = team(0.95, leader=IRUKA, hard_pressed=pressed, wounding="0 %")
        play.machine.autonomy = False
        play.put("mission.contact", play.thing("the errand"), 1)
        if faints:
            play.choose(MIND, KAKASHI, "unconscious")
            play.put("person.steadiness", KAKASHI, 0)
            play.put("person.lying", KAKASHI, 1)
        had = {who: float(play.get(CHAKRA, who)) for who in (IRUKA, KAKASHI)}
        assert play.act("fight it out", leader=IRUKA)
        left = {who: float(play.get(CHAKRA, who)) / had[who] for who in had}
        assert left[IRUKA] == pytest.approx(1 - play.value(share), abs=0.01)
        assert left[KAKASHI] == pytest.approx(1 if faints else 1 - play.value(share), abs=0.01)


@pytest.mark.parametrize(("attr", "value", "refusal"), [
    ("person.flagging", 1, "strong enough"), ("person.pain", 0.5, "sound enough"),
    ("person.situation", 0, "out there"), ("person.on_mission", 0, "of one team"),
])
def test_PHY_11_only_a_sound_comrade_of_the_same_team_carries(attr: str, value: float, refusal: str) -> None:
    """The weak, the hurt, those at home and strangers do not."""
    play = team(0.2)
    play.machine.autonomy = False
    play.live(1)
    assert play.refused("shoulder", p=KAKASHI, mate=IRUKA) == "a rest did not help"
    assert play.act("call a rest", p=KAKASHI, mate=IRUKA)
    assert play.refused("shoulder", p=KAKASHI, mate=IRUKA) == ""
    play.put(attr, KAKASHI, value)
    assert play.refused("shoulder", p=KAKASHI, mate=IRUKA) == refusal


TASKS = ("river delivery", "harvest guard", "merchant escort", "border patrol")
DANGEROUS = "things:\n" + "\n".join(f"  {task}: {{extend: yes, danger: 100 %}}" for task in TASKS)


def test_PHY_11_over_weeks_in_a_village_it_happens_without_anybodys_help() -> None:
    """Where foes press everybody hard, teams rest and carry; where fights take little, nobody has to."""
    seen = {}
    for spent, pressed in (("20 %", "0 %"), ("95 %", "50 %")):
        text = parameters(trouble_spends=spent, hard_pressed=pressed, wounding="0 %")
        play = Play(leaf_with(f"{text}\n{DANGEROUS}"), 5, autonomy=True)
        play.live(12 * DAY)
        counts = play.counts()
        seen[pressed] = (counts.get("fight it out", 0), counts.get("call a rest", 0), counts.get("shoulder", 0))
    assert seen["0 %"][0] > 3
    assert seen["0 %"][1:] == (0, 0)
    assert seen["50 %"][1] > 0
    assert seen["50 %"][2] > 0


# PHY-13


def melee(care: float, foe: bool = True, **values: str) -> dict[str, int]:
    """What Kakashi does of himself within three minutes of seeing Iruka struck, of whom he is so fond."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    place(play, "hideout", "danger", KAKASHI, IRUKA, FOE)
    play.put("care", KAKASHI, care, IRUKA)
    if not foe:
        play.choose("person.situation", FOE, "home")
    else:
        assert play.act("throw at", attacker=FOE, victim=IRUKA, weapon="kunai")
        play.put("missile.taken", play.all("missile")[0], 1)
    play.counts()
    play.machine.autonomy = True
    play.live(3 * MINUTE)
    return play.counts(KAKASHI)


def test_PHY_13_in_a_rage_somebody_fights_of_himself_and_not_without() -> None:
    """The fonder, the surer; nobody fights for a stranger, without a wound, or where rage has no force."""
    assert [melee(care).get("bring down", 0) > 0 for care in (0.1, 0.35, 0.45, 0.9)] == [False, False, True, True]
    assert melee(0.9).get("rage") == 1
    assert melee(0.9, foe=False).get("bring down", 0) == 0
    assert melee(0.9, rage_surge="0 %").get("bring down", 0) == 0
    assert melee(0.9, rage_drives="0").get("bring down", 0) == 0


def test_PHY_13_whoever_is_fought_hand_to_hand_cannot_throw() -> None:
    """Until it is over, or broken off."""
    for broken_off in (False, True):
        play = Play(shipped("leaf"), 3)
        place(play, "hideout", "danger", KAKASHI, FOE)
        play.live(1)
        assert play.refused("throw at", attacker=FOE, victim=KAKASHI, weapon="kunai") == ""
        play.machine.start(Directed("action/bring down", {"p": play.thing(KAKASHI), "foe": play.thing(FOE)}))
        play.live(5_000)
        assert play.refused("throw at", attacker=FOE, victim=KAKASHI, weapon="kunai") == "hands free for it"
        if broken_off:
            play.put("person.steadiness", KAKASHI, 0)
        play.live(MINUTE)
        assert bool(play.get("person.lying", FOE)) != broken_off
        assert not play.get("person.assailant", FOE)


@pytest.mark.parametrize("foe", [False, True])
def test_PHY_14_in_a_fight_only_ones_own_side_brings_help(foe: bool) -> None:
    """Neither a chair nor a bandage comes from whoever has struck the blow."""
    play = Play(shipped("leaf"), 3)
    place(play, "hideout", "danger", KAKASHI, IRUKA, FOE)
    assert play.act("throw at", attacker=FOE, victim=IRUKA, weapon="kunai")
    play.put("missile.taken", play.all("missile")[0], 1)
    play.live(2_000)
    play.choose("person.sign", IRUKA, "knees_give")
    helper, refusal = (FOE, ("no foe", "no foe in a fight")) if foe else (KAKASHI, ("", ""))
    chair = play.refused("bring a chair", helper=helper, p=IRUKA)
    bandage = play.refused("bandage", helper=helper, patient=IRUKA, w=play.all("wound")[0])
    assert (chair, bandage) == refusal
