"""PHY-6 and PHY-8: whose chakra it is, and what a falling reserve shows."""

from __future__ import annotations

import pytest

from kizuna.chronicle.codec import records
from kizuna.world.luck import stable

from .energies import CAPACITY, CHAKRA, IRUKA, KAKASHI, gather
from .leaf import leaf_with, patients
from .support import DAY, HOUR, MINUTE, Play, shipped


def believes(play: Play, holder: str) -> tuple[str, int, float]:
    """What somebody holds of whose chakra runs in him."""
    held = play.machine.held(play.thing(holder), "person.donor", [play.thing(holder)])
    return held.status, int(held.value), held.certainty


def poured(dose: float, care: float = 0.6, asleep: int = 0) -> Play:
    """Iruka has poured chakra into Kakashi, who slept the time given and then woke."""
    play = Play(shipped("leaf"), 3)
    gather(play, "hospital", IRUKA, KAKASHI)
    play.put("knows", IRUKA, 1, "the chakra transfer")
    play.put("care", IRUKA, 0.9, KAKASHI)
    play.put("care", KAKASHI, care, IRUKA)
    play.put(CHAKRA, KAKASHI, 40)
    play.choose("person.mind", KAKASHI, "asleep")
    play.put("person.tiredness", KAKASHI, 1)
    assert play.act("pour chakra", giver=IRUKA, receiver=KAKASHI, amounts={"dose": dose})
    assert float(play.get(CHAKRA, KAKASHI)) == pytest.approx(40 + dose, abs=1)
    for _ in range(asleep // (4 * HOUR)):
        play.live(4 * HOUR)
        play.put("person.tiredness", KAKASHI, 1)
    play.choose("person.mind", KAKASHI, "awake")
    return play


def test_PHY_6_the_receiver_knows_whose_it_is_though_nobody_tells_him() -> None:
    """First he wonders; an hour later he knows, and surer the larger the gift was."""
    sure = []
    for dose in (15.0, 30.0, 60.0):
        play = poured(dose)
        play.live(1)
        assert believes(play, KAKASHI)[0] == "open"
        assert play.counts(IRUKA).get("tell whose chakra", 0) == 0
        play.live(HOUR)
        status, giver, certainty = believes(play, KAKASHI)
        assert (status, giver) == ("known", play.thing(IRUKA))
        sure.append(certainty)
    assert sure == sorted(sure)
    assert sure[-1] - sure[0] > 0.2


def test_PHY_6_it_takes_a_while_to_know_whose_it_is() -> None:
    """Late in a life as well: half an hour after the gift he still wonders, an hour after it he knows."""
    play = Play(shipped("leaf"), 3)
    play.live(5 * HOUR)
    gather(play, "hospital", IRUKA, KAKASHI)
    play.put("knows", IRUKA, 1, "the chakra transfer")
    for giver, receiver in ((IRUKA, KAKASHI), (KAKASHI, IRUKA)):
        play.put("care", giver, 0.9, receiver)
        play.choose("person.mind", giver, "awake")
    play.put(CHAKRA, KAKASHI, 40)
    play.choose("person.mind", KAKASHI, "asleep")
    play.put("person.tiredness", KAKASHI, 1)
    assert play.act("pour chakra", giver=IRUKA, receiver=KAKASHI, amounts={"dose": 40})
    play.choose("person.mind", KAKASHI, "awake")
    assert play.bond("saved_by", KAKASHI, IRUKA)
    assert play.bond("knows", KAKASHI, "that chakra can be given")
    play.live(30 * MINUTE)
    assert believes(play, KAKASHI)[0] == "open"
    play.live(30 * MINUTE)
    assert believes(play, KAKASHI)[0] == "known"


def test_PHY_6_a_strangers_flow_stays_a_riddle() -> None:
    """It feels foreign all the same; but to attribute it one has to know the giver."""
    play = poured(40, care=0.1)
    play.live(3 * HOUR)
    assert believes(play, KAKASHI)[0] == "open"


def test_PHY_6_the_signature_fades() -> None:
    """It gets weaker day by day, and who sleeps until then never feels it."""
    play = poured(40)
    felt = []
    for _ in range(4):
        felt.append(float(play.get("person.foreign", KAKASHI)))
        play.live(3 * DAY)
    assert felt == sorted(felt, reverse=True)
    assert felt[0] > 0.45
    assert felt[-1] < 0.05
    late = poured(40, asleep=9 * DAY)
    late.live(HOUR)
    assert believes(late, KAKASHI)[0] == "none"


def test_PHY_6_nobody_feels_his_own_chakra_as_foreign() -> None:
    """Without a gift there is nothing to wonder about."""
    play = Play(shipped("leaf"), 3)
    play.live(3 * HOUR)
    assert believes(play, KAKASHI)[0] == "none"


@pytest.mark.parametrize("eye_open", [True, False])
def test_PHY_2_what_is_spent_of_a_stalled_reserve_does_not_come_back(eye_open: bool) -> None:
    """It stays where the spending left it; an open eye goes on drawing, and that is no event at each moment."""
    play = Play(leaf_with(patients([9], [30])), 3)
    who = "Patient 0"
    play.live(1)
    assert play.word("person.reserve", who) == "stalled"
    play.machine.drain()
    play.put(CHAKRA, who, 7.5)
    play.put("person.eye_open", who, eye_open)
    play.live(2 * MINUTE)
    left = float(play.get(CHAKRA, who))
    assert left == pytest.approx(3.5 if eye_open else 7.5, abs=0.01)
    assert play.counts(who).get("sink lower", 0) == (0 if eye_open else 1)
    play.put("person.eye_open", who, 0)
    play.live(40 * MINUTE)
    assert float(play.get(CHAKRA, who)) == pytest.approx(left, abs=0.05)


SIGNS = ["grow winded", "hands go cold", "begin to reel", "stagger", "faint"]


def signs_of(steps: int, capacity: float, hours: float) -> list[str]:
    """In which order the signs come while a reserve is spent in so many steps."""
    play = Play(shipped("leaf"), 3)
    play.put(CAPACITY, IRUKA, capacity)
    play.put(CHAKRA, IRUKA, capacity)
    order = []
    for step in range(1, steps + 1):
        play.put(CHAKRA, IRUKA, capacity * (1 - 0.95 * step / steps))
        order += in_order(play)
        play.live(hours * HOUR)
        order += in_order(play)
    return [sign for sign in order if sign in SIGNS]


def in_order(play: Play) -> list[str]:
    """The names of what was recorded since the last time, in order."""
    names = {stable(rule.id): rule.name for rule in play.world.rules.values()}
    ints, _ = play.machine.drain()
    return [names.get(record[3], "") for record in records(ints)]


@pytest.mark.parametrize(("steps", "capacity", "hours"), [(1, 90, 1), (3, 40, 0.2), (10, 200, 0.1), (30, 90, 0.05)])
def test_PHY_8_the_signs_come_in_one_order(steps: int, capacity: float, hours: float) -> None:
    """Spent at once or little by little, by the strong and by the weak."""
    assert signs_of(steps, capacity, hours) == SIGNS


def test_PHY_8_half_way_only_the_first_signs_have_come() -> None:
    """Each has its level, and they go when the reserve is back."""
    play = Play(shipped("leaf"), 3)
    for left, worn in ((0.5, "fresh"), (0.25, "winded"), (0.15, "cold_handed"), (0.08, "reeling")):
        play.put(CHAKRA, IRUKA, 90 * left)
        play.live(1)
        assert play.word("person.worn", IRUKA) == worn
    assert play.get("person.flagging", IRUKA)
    play.live(5 * HOUR)
    assert play.word("person.mind", IRUKA) != "unconscious"
    assert play.get("person.hollow", IRUKA)
    play.put(CHAKRA, IRUKA, 50)
    play.live(1)
    assert play.word("person.worn", IRUKA) == "fresh"
    assert not play.get("person.hollow", IRUKA)
    assert not play.get("person.flagging", IRUKA)


def test_PHY_8_a_touch_gives_a_rough_estimate() -> None:
    """Many hands: right on the whole, wrong one by one, and never further off than the parameter says."""
    play = Play(shipped("leaf", 60, 7), 3)
    hands = [p for p in play.all("person") if p != play.thing(KAKASHI) and play.get(CAPACITY, p) >= 20]
    mean = []
    for chakra in (20.0, 80.0, 160.0):
        play.put(CHAKRA, KAKASHI, chakra)
        felt = []
        for hand in hands:
            play.put("person.place", hand, int(play.get("person.place", KAKASHI)))
            assert play.act("lay a hand on", p=hand, x=KAKASHI)
            held = play.machine.held(hand, "person.chakra", [play.thing(KAKASHI)])
            felt.append(float(held.value) / float(play.get(CHAKRA, KAKASHI)))
        assert sum(felt) / len(felt) == pytest.approx(1, abs=0.08)
        assert max(felt) - min(felt) > 0.3
        assert min(felt) >= 0.69
        assert max(felt) <= 1.31
        mean.append(sum(felt) / len(felt) * chakra)
    assert mean == sorted(mean)
    assert play.refused("lay a hand on", p=KAKASHI, x=KAKASHI) == "not oneself"
    play.put(CAPACITY, IRUKA, 10)
    assert play.refused("lay a hand on", p=IRUKA, x=KAKASHI) == "has chakra of his own to feel with"
