"""TEC-19: the limb that is fused with its wearer's chakra."""

from __future__ import annotations

import pytest

from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, Play

TAMIYA, KAKASHI, NARUTO, IRUKA = "Tamiya", "Hatake Kakashi", "Uzumaki Naruto", "Umino Iruka"
EACH = 20


def patients() -> str:
    """So many who have lost a leg, whose stumps have healed, and their new legs."""
    cast, things = ["cast:"], ["things:"]
    for n in range(EACH):
        cast.append(
            f"  Patient {n}: {{is: person, place: metal workshop, situation: away, capacity: 80 chakra, "
            "mobility: 60 %, mobility_limit: 74 %, aid: one_crutch, tiredness: 10 %}"
        )
        things.append(
            f"  stump {n}: {{is: wound, patient: Patient {n}, site: leg, sort: loss, depth: 90 %, open: no, "
            "permanent: yes, mend: 90 %, faced: yes}"
        )
        things.append(
            f"  leg {n}: {{is: artificial_limb, wearer: Patient {n}, maker: {TAMIYA}, chakra_moved: yes, infused: yes}}"
        )
    return "\n".join([*cast, *things])


def workshop(holders: int = 2, **values: str) -> Play:
    """All of them at the mechanic's, with two friends who hold them."""
    play = Play(leaf_with(patients() + "\n" + (parameters(**values) if values else "")), 3)
    for who in (KAKASHI, NARUTO):
        play.put("person.place", who, play.thing("metal workshop"))
    for n in range(EACH):
        for holder in (KAKASHI, NARUTO)[:holders]:
            assert play.act("hold down", q=holder, p=f"Patient {n}")
    return play


def fused(play: Play) -> int:
    """How many of the fittings took; each is looked at closely."""
    taken = 0
    for n in range(EACH):
        who, leg = f"Patient {n}", f"leg {n}"
        assert play.act("fuse the limb", maker=TAMIYA, p=who, l=leg)
        took = bool(play.get("artificial_limb.fused", leg))
        taken += took
        assert float(play.get("person.pain", who)) > 0.9
        assert not play.get("artificial_limb.infused", leg)
        assert bool(play.get("artificial_limb.attached", leg)) == took
        assert (play.word("person.aid", who) == "artificial_leg") == took
        assert (float(play.get("person.mobility", who)) > 0.74) == took
        assert not play.bond("holds_down", KAKASHI, who)
    return taken


def test_TEC_5_the_open_eye_sees_what_becomes_of_a_fitting() -> None:
    """Whoever watches with it knows how much chakra is left in the wearer; covered, it shows what others see."""
    for opened in (True, False):
        play = workshop(fusion_takes="100 %")
        play.put("person.eye_open", KAKASHI, int(opened))
        play.counts()
        assert play.act("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0")
        play.live(0)
        assert play.count("see the chakra move") == opened
        left = float(play.get("person.chakra", "Patient 0"))
        held = [play.machine.held(play.thing(q), "person.chakra", [play.thing("Patient 0")]) for q in (KAKASHI, NARUTO)]
        assert held[1].status == "none", "who has no eye for it does not know"
        assert (held[0].status, held[0].value == left) == (("known", True) if opened else ("none", False))


@pytest.mark.parametrize("noticed", [True, False])
def test_MIS_16_MIS_19_a_stranger_on_metal_keeps_a_messenger_from_his_errand(noticed: bool) -> None:
    """Somebody dear at home has lost a leg, and here one walks on his own: he cannot help but ask, if he saw him."""
    play = workshop()
    assert play.act("fuse the limb", outcome="takes", maker=TAMIYA, p="Patient 0", l="leg 0")
    play.put("person.curious", KAKASHI, 1)
    play.put("noticed", KAKASHI, int(noticed), "Patient 0")
    ask = {"p": KAKASHI, "maker": "Patient 0"}
    assert play.refused("ask about the leg", **ask) == ("" if noticed else "has noticed him")
    assert play.refused("ask about the leg", **ask | {"maker": NARUTO}) != ""
    if noticed:
        assert play.act("ask about the leg", **ask)
        assert play.bond("knows_of_leg", KAKASHI, "Patient 0")
        assert not play.get("person.curious", KAKASHI), "his mind is free again"
        assert play.refused("ask about the leg", **ask) == "cannot get it out of his mind"


@pytest.mark.parametrize(("chance", "low", "high"), [("0 %", 0, 0), ("60 %", 6, 18), ("100 %", EACH, EACH)])
def test_TEC_19_two_outcomes(chance: str, low: int, high: int) -> None:
    """It takes, and he walks within minutes; or it was pain for nothing. As often as the parameter says."""
    assert low <= fused(workshop(fusion_takes=chance)) <= high


def test_TEC_19_several_must_hold_him() -> None:
    """One pair of hands is not enough; how many are is a parameter."""
    play = workshop(1)
    assert play.refused("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0") == "held fast"
    play = workshop(1, fusion_holders="1")
    assert play.refused("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0") == ""
    assert play.refused("hold down", q=NARUTO, p=NARUTO) == "not oneself"


def test_TEC_19_it_is_not_just_put_on() -> None:
    """A leg that chakra moves has to be fused once; it takes its maker and a healed stump."""
    play = workshop()
    assert play.refused("fit the leg", maker=TAMIYA, p="Patient 0", l="leg 0") == "nothing to be fused"
    assert play.refused("fuse the limb", maker=KAKASHI, p="Patient 0", l="leg 0") == "knows how"
    play.put("wound.mend", "stump 0", 0.1)
    assert play.refused("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0") == "stump has healed"
    play.put("wound.mend", "stump 0", 0.9)
    play.put("artificial_limb.fused", "leg 0", 1)
    assert play.refused("fit the leg", maker=TAMIYA, p="Patient 0", l="leg 0") == ""


def test_TEC_19_in_its_maker_it_hardly_ever_fails() -> None:
    """The same leg, on the one who built it."""
    play = workshop(fusion_takes="0 %")
    play.put("wound.patient", "stump 0", play.thing(TAMIYA))
    taken = 0
    for n in range(EACH):
        play.put("artificial_limb.wearer", f"leg {n}", play.thing(TAMIYA))
        play.put("person.chakra", TAMIYA, 90)
        for holder in (KAKASHI, NARUTO):
            play.put("holds_down", holder, 1, TAMIYA)
        assert play.act("fuse the limb", maker=TAMIYA, p=TAMIYA, l=f"leg {n}")
        taken += int(play.get("artificial_limb.fused", f"leg {n}"))
    assert taken >= EACH - 4


def test_TEC_19_whoever_watches_with_the_eye_sees_it_happen() -> None:
    """That the limb lives all who stand there see; only with the eye open he sees the chakra move in it."""
    for opened in (1, 0):
        play = workshop(fusion_takes="100 %")
        play.put("person.eye_open", KAKASHI, opened)
        assert play.act("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0")
        held = play.machine.held(play.thing(KAKASHI), "artificial_limb.fused", [play.thing("leg 0")])
        assert play.count("see the chakra move") == opened
        assert held.status == "known"
        assert held.value == 1


def test_TEC_19_measured_built_held_and_fused_of_themselves() -> None:
    """A man who has lost a leg comes with two friends: within days he has a new one, nobody directing it."""
    stump = f"things:\n  the stump: {{is: wound, patient: {IRUKA}, site: leg, sort: loss, depth: 90 %, open: no, " \
            "permanent: yes, mend: 90 %, faced: yes}\n"
    done = {}
    for friends in (2, 0):
        play = Play(leaf_with(stump + parameters(fusion_takes="100 %", limb_building="1 day")), 3)
        for who in (IRUKA, KAKASHI, NARUTO)[: 1 + friends]:
            play.put("person.place", who, play.thing("metal workshop"))
            play.choose("person.situation", who, "away")
        play.put("person.savings", IRUKA, 1000)
        play.put("person.mobility", IRUKA, 0.6)
        play.machine.autonomy = True
        play.live(6 * DAY + HOUR + MINUTE)
        done[friends] = play.word("person.aid", IRUKA) == "artificial_leg"
        assert len(play.all("artificial_limb")) == 2
    assert done == {2: True, 0: False}


def test_TEC_19_after_a_failure_it_can_be_tried_again() -> None:
    """Its maker puts chakra into it once more; the next attempt may take."""
    play = workshop(fusion_takes="0 %")
    assert play.act("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0")
    assert play.refused("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0") == "held fast"
    for holder in (KAKASHI, NARUTO):
        assert play.act("hold down", q=holder, p="Patient 0")
    assert play.refused("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0") == "holds his chakra"
    assert play.act("infuse it again", maker=TAMIYA, p="Patient 0", l="leg 0")
    play.choose("person.mind", TAMIYA, "awake")
    assert play.refused("fuse the limb", maker=TAMIYA, p="Patient 0", l="leg 0") == ""
