"""KNW-3: what a gift of chakra proves, to whom, and who hears of it last."""

from __future__ import annotations

import pytest

from .desks import holds
from .support import MINUTE, Play
from .test_tec_transfer import GIVEN, IRUKA, KAKASHI, NURSE, TRANSFER, TSUNADE, WHEN, at_the_bed, gather

TELL = "tell whose chakra"
CONCLUDE = "conclude that he cares"


def given(autonomy: bool = False) -> Play:
    """Iruka's chakra has gone over to Kakashi, who is awake beside him and knows when that happens."""
    play = at_the_bed(0.9, 0.4)
    play.put("knows", KAKASHI, 1, WHEN)
    play.put("knows", KAKASHI, 0, GIVEN)
    assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
    play.live(1)
    play.choose("person.mind", KAKASHI, "awake")
    play.put("person.steadiness", KAKASHI, 1)
    play.put("person.chakra", KAKASHI, 100)
    play.put("person.lying", IRUKA, 1)
    play.choose("person.mind", IRUKA, "unconscious")
    for who in (IRUKA, KAKASHI):
        for attr in ("arrest", "failing"):
            play.put(f"person.{attr}", who, 0)
    play.live(MINUTE)
    play.counts()
    play.machine.autonomy = autonomy
    return play


def holds_for_dear(play: Play, holder: str, one: str, other: str) -> float:
    """How dear, as the holder has it, the other is to the one."""
    return play.value("if certainty(h, care(p, q)) > 0 then belief(h, care(p, q)) else 0", h=holder, p=one, q=other)


def test_KNW_3_only_who_knows_the_condition_infers_love() -> None:
    """The same gift, the same drained man on the floor: without the rule it is only a question whose it was."""
    play = given()
    play.put("knows", KAKASHI, 0, WHEN)
    assert play.refused("work out the giver", p=KAKASHI, giver=IRUKA) == "knows when it happens"
    play.put("knows", KAKASHI, 1, WHEN)
    assert play.act("work out the giver", p=KAKASHI, giver=IRUKA)
    believed = holds_for_dear(play, KAKASHI, IRUKA, KAKASHI)
    assert believed > play.value("belief(p, self_regard(q))", p=KAKASHI, q=IRUKA)
    assert believed == pytest.approx(play.value("shown_care(p, q)", p=KAKASHI, q=IRUKA))


def told(knows: bool, direction: tuple[str, str] = (IRUKA, KAKASHI)) -> Play:
    """The leader, with the rule or without, holds that the one gave to the other."""
    play = given()
    gather(play, "hospital", TSUNADE)
    play.put("knows", TSUNADE, int(knows), WHEN)
    giver, receiver = direction
    play.machine.set_belief(
        play.thing(TSUNADE), "person.donor", [play.thing(receiver)], "known", play.thing(giver)
    )
    return play


@pytest.mark.parametrize("direction", [(IRUKA, KAKASHI), (KAKASHI, IRUKA)])
def test_KNW_3_the_leader_infers_it_of_both(direction: tuple[str, str]) -> None:
    """Of whichever gave, for the other; not without the rule, not of one who gave nothing, and once."""
    giver, receiver = direction
    roles = {"p": TSUNADE, "giver": giver, "receiver": receiver}
    assert told(False, direction).refused(CONCLUDE, **roles) == "knows when it happens"
    play = told(True, direction)
    assert play.refused(CONCLUDE, p=TSUNADE, giver=receiver, receiver=giver) == "knows who gave"
    assert holds_for_dear(play, TSUNADE, giver, receiver) == 0
    assert play.act(CONCLUDE, **roles)
    assert holds_for_dear(play, TSUNADE, giver, receiver) == pytest.approx(
        play.value("shown_care(p, q)", p=TSUNADE, q=giver)
    )
    assert holds_for_dear(play, TSUNADE, receiver, giver) == 0
    assert play.refused(CONCLUDE, **roles) == "new to him"


def test_KNW_3_the_giver_does_not_know_what_he_did() -> None:
    """Neither that it went over, nor to whom; being told is what teaches him, and takes of his guilt."""
    play = given()
    play.put("knows", IRUKA, 1, WHEN)
    assert holds(play, "certainty(p, donor(q)) == 0", p=IRUKA, q=KAKASHI)
    play.choose("person.mind", IRUKA, "awake")
    assert play.refused(CONCLUDE, p=IRUKA, giver=IRUKA, receiver=KAKASHI) == "knows who gave"
    assert play.refused(TELL, teller=IRUKA, hearer=KAKASHI, x=KAKASHI) == "knows it"
    play.choose("person.mind", IRUKA, "unconscious")
    play.put("person.lying", IRUKA, 1)
    assert play.act("work out the giver", p=KAKASHI, giver=IRUKA)
    play.choose("person.mind", IRUKA, "awake")
    play.put("guilt_towards", IRUKA, 0.8, KAKASHI)
    assert play.act(TELL, teller=KAKASHI, hearer=IRUKA, x=KAKASHI)
    play.live(0)
    assert play.count("learn of his own gift") == 1
    assert float(play.bond("guilt_towards", IRUKA, KAKASHI)) == pytest.approx(0.4, abs=0.01)
    assert holds(play, "belief(p, donor(q)) == p", p=IRUKA, q=KAKASHI)


def test_KNW_3_the_saved_one_tells_healers_and_the_giver_once_each() -> None:
    """Of his own; not whoever happens to stand there."""
    play = given()
    gather(play, "hospital", TSUNADE, NURSE)
    play.choose("person.mind", IRUKA, "awake")
    roles = {"teller": KAKASHI, "x": KAKASHI}
    play.machine.set_belief(play.thing(KAKASHI), "person.donor", [play.thing(KAKASHI)], "known", play.thing(IRUKA))
    assert play.urge(TELL, hearer=TSUNADE, **roles) == pytest.approx(1.5)
    assert play.urge(TELL, hearer=IRUKA, **roles) == pytest.approx(1.5)
    assert play.urge(TELL, hearer=NURSE, **roles) == 0
    assert play.act(TELL, hearer=TSUNADE, **roles)
    assert play.urge(TELL, hearer=TSUNADE, **roles) == 0
    assert play.urge(TELL, teller=TSUNADE, hearer=IRUKA, x=KAKASHI) == 0, "it is not hers to tell"
    assert play.urge(TELL, hearer=IRUKA, **roles) == pytest.approx(1.5)


def test_KNW_3_left_to_themselves_the_healer_knows_before_the_giver() -> None:
    """The saved one works it out and tells her; she concludes; the giver, who lies there, knows nothing yet."""
    play = given(autonomy=True)
    gather(play, "hospital", TSUNADE)
    play.put("knows", KAKASHI, 0, TRANSFER)
    play.put("knows", TSUNADE, 1, WHEN)
    for who, situation in ((KAKASHI, "leisure"), (TSUNADE, "leisure")):
        play.choose("person.situation", who, situation)
        for attr, value in (("hunger", 0), ("tiredness", 0.1), ("stress", 0.1), ("loneliness", 0), ("lying", 0)):
            play.put(f"person.{attr}", who, value)
        play.put("person.went_out_at", who, play.machine.now)
    for _ in range(20):
        if holds_for_dear(play, TSUNADE, IRUKA, KAKASHI) > 0.4:
            break
        play.live(5 * MINUTE)
    assert holds(play, "belief(p, donor(p)) == q", p=KAKASHI, q=IRUKA)
    assert holds_for_dear(play, TSUNADE, IRUKA, KAKASHI) > 0.4
    assert holds(play, "certainty(p, donor(q)) == 0", p=IRUKA, q=KAKASHI)
