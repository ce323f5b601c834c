"""PHY-14: what the body shows."""

from __future__ import annotations

import pytest

from .bodies import GENMA, IRUKA, KAKASHI, MIND, STRESS, TSUNADE, together
from .leaf import leaf_with, parameters
from .support import HOUR, MINUTE, Play, shipped

STEPS = [(0.3, "no_sign"), (0.5, "pale"), (0.65, "sick"), (0.8, "breathless"), (0.95, "knees_give")]


def stressed(stress: float, world: str = "") -> Play:
    """Iruka under so much stress, with Kakashi, who does not hold him up, beside him and Tsunade elsewhere."""
    play = Play(leaf_with(world or parameters(comrades_hold="0 %")), 3)
    together(play, "market", "leisure", IRUKA, KAKASHI)
    together(play, "gate", "leisure", TSUNADE)
    play.live(2 * HOUR)
    together(play, "market", "leisure", IRUKA, KAKASHI)
    play.put(STRESS, IRUKA, stress)
    play.live(1)
    return play


def test_PHY_14_stress_maps_to_signs() -> None:
    """The higher the stress the further the sign, in one order, upwards at once and downwards as it passes."""
    for stress, sign in STEPS:
        play = stressed(stress)
        assert play.word("person.sign", IRUKA) == sign
        assert (float(play.get("person.steadiness", IRUKA)) < 0.5) == (sign == "knees_give")
    seen = []
    for _ in range(60):
        seen.append(play.word("person.sign", IRUKA))
        play.live(10 * MINUTE)
    order = [sign for _, sign in reversed(STEPS)]
    assert sorted(set(seen), key=order.index) == order
    assert seen == sorted(seen, key=order.index)
    lying = stressed(0.2)
    lying.put("person.lying", IRUKA, 1)
    lying.put(STRESS, IRUKA, 0.95)
    lying.live(1)
    assert float(lying.get("person.steadiness", IRUKA)) > 0.9


def test_PHY_14_a_sleeper_shows_nothing_and_a_mask_hides_pallor() -> None:
    """Masked, only what shakes the body shows."""
    for stress, sign in STEPS[1:]:
        play = stressed(0.2)
        play.put("person.masked", IRUKA, 1)
        play.put(STRESS, IRUKA, stress)
        play.live(1)
        assert play.word("person.sign", IRUKA) == ("no_sign" if sign == "pale" else sign)
        asleep = stressed(0.2)
        asleep.choose(MIND, IRUKA, "asleep")
        asleep.put(STRESS, IRUKA, stress)
        asleep.live(1)
        assert asleep.word("person.sign", IRUKA) == "no_sign"


def test_PHY_14_witnesses_see_it_and_act() -> None:
    """Whoever is there may bring a chair, and left to himself does; whoever is elsewhere cannot."""
    helped = []
    for stress, sign in STEPS:
        play = stressed(stress)
        refusal = play.refused("bring a chair", helper=KAKASHI, p=IRUKA)
        assert refusal == ("" if sign in ("breathless", "knees_give") else "sees it")
        play = stressed(0.2)
        play.machine.autonomy = True
        play.counts()
        play.put(STRESS, IRUKA, stress)
        moved = float(play.get(STRESS, KAKASHI))
        play.live(MINUTE)
        assert (float(play.get(STRESS, KAKASHI)) > moved) == (sign in ("breathless", "knees_give"))
        helped.append(play.counts(IRUKA).get("bring a chair", 0))
    assert helped == [0, 0, 0, 1, 1]
    play = stressed(0.95)
    steadiness = float(play.get("person.steadiness", IRUKA))
    assert play.act("bring a chair", helper=KAKASHI, p=IRUKA)
    assert float(play.get(STRESS, IRUKA)) < 0.82
    assert float(play.get("person.steadiness", IRUKA)) > steadiness + 0.25
    assert play.refused("bring a chair", helper=KAKASHI, p=IRUKA) in ("nobody has helped yet", "sees it")
    play.put(STRESS, IRUKA, 0.8)
    play.live(1)
    assert play.refused("bring a chair", helper=KAKASHI, p=IRUKA) == "nobody has helped yet"
    assert play.refused("bring a chair", helper=IRUKA, p=IRUKA) == "not oneself"
    down = stressed(0.8)
    down.put("person.lying", IRUKA, 1)
    assert down.refused("bring a chair", helper=KAKASHI, p=IRUKA) == "on his feet"


def test_PHY_14_appetite_and_speech_go() -> None:
    """Sick with fear nobody eats, and without breath nobody says a word, nor at the worst."""
    eats, calls, talks = [], [], []
    for stress, _ in STEPS:
        play = stressed(stress)
        play.put("person.hunger", IRUKA, 0.9)
        play.choose("person.situation", IRUKA, "home")
        play.put("person.home", IRUKA, play.thing("market"))
        eats.append(play.refused("eat at home", p=IRUKA) == "")
        calls.append(play.refused("call to", p=IRUKA, other=KAKASHI) == "")
        says = [play.refused(rule, p=IRUKA, other=KAKASHI) != "can speak" for rule in ("speak", "reproach")]
        assert len(set(says)) == 1
        talks += says[:1]
    assert eats == [True, True, False, False, False]
    assert calls == talks == [True, True, True, False, False]


def grieving(grief: float, stress: float, masked: bool = False, shut: bool = False) -> Play:
    """Iruka, so sad and so stressed, with Kakashi, who likes him."""
    play = stressed(0.2)
    play.put("care", KAKASHI, 0.5, IRUKA)
    for attr, value in (("masked", masked), ("eyes_shut", shut), ("grief", grief), ("stress", stress)):
        play.put(f"person.{attr}", IRUKA, float(value) if attr in ("grief", "stress") else int(value))
    play.counts()
    play.live(1)
    return play


def test_PHY_14_tears_come_unbidden_and_show_unless_masked() -> None:
    """It takes heavy grief, and stress or shut eyes; whoever is there sees them, except behind a mask."""
    came = {(g, s): grieving(g, s).counts().get("tears come", 0) for g in (0.0, 0.3, 0.8) for s in (0.15, 0.28, 0.5)}
    assert came == {(g, s): int(g == 0.8 and s == 0.5) for g, s in came}
    assert grieving(0.8, 0.15, shut=True).counts().get("tears come", 0) == 1
    assert grieving(0.3, 0.15, shut=True).counts().get("tears come", 0) == 0
    for masked in (False, True):
        play = grieving(0.8, 0.5, masked)
        assert bool(play.get("person.weeping", IRUKA)) != masked
        seen = play.counts()
        assert seen.get("tears come") == 1
        assert seen.get("tears are seen", 0) == int(not masked)
    asleep = stressed(0.2)
    asleep.choose(MIND, IRUKA, "asleep")
    asleep.put("person.grief", IRUKA, 0.8)
    asleep.put(STRESS, IRUKA, 0.5)
    asleep.live(1)
    assert not asleep.get("person.weeping", IRUKA)


def test_PHY_14_tears_dry_and_come_again() -> None:
    """Some minutes each time, and after some hours anew while the grief lasts."""
    play = grieving(0.9, 0.5)
    wet = []
    for _ in range(9 * 6):
        wet.append(bool(play.get("person.weeping", IRUKA)))
        play.put("person.grief", IRUKA, 0.9)
        play.put(STRESS, IRUKA, 0.5)
        play.choose(MIND, IRUKA, "awake")
        play.live(10 * MINUTE)
    assert wet[0]
    assert not any(wet[2:23])
    assert 2 <= sum(wet) <= 6
    assert any(wet[23:27])


def test_PHY_14_tears_move_others_to_comfort() -> None:
    """Of himself a friend leaves the talk with another for whoever weeps; behind a mask nothing calls him."""
    turned = {}
    for masked in (True, False):
        play = stressed(0.2)
        together(play, "market", "leisure", GENMA)
        play.put("closeness", KAKASHI, 0.9, GENMA)
        for attr, value in (("loneliness", 0.9), ("tiredness", 0.2), ("hunger", 0.1)):
            play.put(f"person.{attr}", KAKASHI, value)
        play.put("care", KAKASHI, 0.5, IRUKA)
        play.put("care", GENMA, 0.0, IRUKA)
        play.put("person.masked", IRUKA, int(masked))
        play.machine.autonomy = True
        play.put("person.grief", IRUKA, 0.8)
        play.put(STRESS, IRUKA, 0.5)
        play.live(MINUTE)
        turned[masked] = play.counts(KAKASHI).get("comfort", 0)
    assert turned == {True: 0, False: 1}


def lost(stress: float, guide: bool = False, **values: str) -> int:
    """How many of sixty villagers under so much stress do not find the way to the hospital in a hurry."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf", 60, 7), 3)
    missed = 0
    for p in play.all("person"):
        if play.word(MIND, p) != "awake" or p == play.thing(TSUNADE) or play.get("person.held", p):
            continue
        for who in (p, TSUNADE):
            play.put("person.place", who, play.thing("market"))
        play.put("person.lying", p, 1)
        play.put(STRESS, p, stress)
        if guide:
            assert play.act("guide to", guide=TSUNADE, p=p, to="hospital")
            assert play.get("person.place", TSUNADE) == play.thing("hospital")
            assert float(play.get(STRESS, p)) < stress
        else:
            assert play.act("hurry to", p=p, to="hospital")
        assert not play.get("person.lying", p)
        there = play.get("person.place", p) == play.thing("hospital")
        if not there:
            assert float(play.get(STRESS, p)) > stress * 0.99
        missed += not there
        play.choose(MIND, TSUNADE, "awake")
    return missed


def test_PHY_14_haste_and_fear_overshoot_a_turn_and_a_guide_mends_it() -> None:
    """None when calm, more with more stress, none with somebody who leads."""
    missed = [lost(stress) for stress in (0.1, 0.5, 0.95)]
    assert missed[0] == 0
    assert missed[0] < missed[1] < missed[2]
    assert lost(0.95, guide=True) == 0
    play = stressed(0.2)
    assert play.refused("guide to", guide=IRUKA, p=IRUKA, to="gate") == "not oneself"
    play.choose(MIND, KAKASHI, "asleep")
    assert play.refused("guide to", guide=IRUKA, p=KAKASHI, to="gate") == "awake"
    assert play.refused("hurry to", p=IRUKA, to="coast") == "a way on foot"
    play.put("person.held", IRUKA, 1)
    assert play.refused("hurry to", p=IRUKA, to="gate") == "can leave"


@pytest.mark.parametrize(("part", "all_of_them"), [("0 %", False), ("100 %", True)])
def test_PHY_14_how_easily_one_gets_lost_is_a_parameter(part: str, all_of_them: bool) -> None:
    """From never to always."""
    missed = lost(1.0, lost_way=part)
    assert (missed > 5) == all_of_them
    assert (missed == 0) != all_of_them


@pytest.mark.parametrize(("name", "value", "stress", "sign"), [
    ("pale_from", "20 %", 0.3, "pale"), ("pale_from", "60 %", 0.5, "no_sign"),
    ("sick_from", "46 %", 0.5, "sick"), ("sick_from", "75 %", 0.7, "pale"),
    ("breathless_from", "62 %", 0.7, "breathless"), ("breathless_from", "85 %", 0.8, "sick"),
    ("knees_from", "80 %", 0.85, "knees_give"), ("knees_from", "100 %", 0.95, "breathless"),
])
def test_PHY_14_each_sign_has_its_level(name: str, value: str, stress: float, sign: str) -> None:
    """The thresholds are parameters."""
    assert stressed(stress, parameters(**{name: value})).word("person.sign", IRUKA) == sign


@pytest.mark.parametrize(("bad_day", "bad_day_weighs", "sign"), [
    ("0 %", "45 %", "no_sign"), ("100 %", "45 %", "pale"), ("100 %", "65 %", "sick"), ("100 %", "0 %", "no_sign"),
])
def test_PHY_14_a_bad_day_at_work_shows_at_home(bad_day: str, bad_day_weighs: str, sign: str) -> None:
    """How often there is one, and what it leaves, is the world's."""
    play = Play(leaf_with(parameters(bad_day=bad_day, bad_day_weighs=bad_day_weighs)), 3)
    play.live(9 * HOUR)
    together(play, "gate", "work", GENMA)
    play.put("person.went_to_work_at", GENMA, play.machine.now - 9 * HOUR)
    play.put(STRESS, GENMA, 0.03)
    assert play.act("leave work", p=GENMA), play.refused("leave work", p=GENMA)
    assert play.word("person.sign", GENMA) == sign
