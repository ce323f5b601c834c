"""PHY-13 on missions: whoever sees a mate fall is beside himself and falls upon the foes."""

from __future__ import annotations

import pytest

from .desks import desk, hurt, mission, out, set_all, trap
from .support import MINUTE, Play

SURGE, CAPTAIN, MATE = "person.surge", "Aki", "Bea"


def ambushed(care: float, foes: float = 0.001, opposition: str = "held_back") -> Play:
    """A mine goes off under Cid; Bea is so fond of him, and so many foes come out of hiding."""
    play = desk()
    m = mission(play, "escort")
    out(play, m, CAPTAIN, MATE, "Cid")
    set_all(play, m, opposition=opposition, foes=foes)
    play.put("care", MATE, care, "Cid")
    hurt(play, "Cid")
    return play


def test_PHY_13_the_fond_are_beside_themselves_when_foes_come_upon_the_fallen() -> None:
    """Of those who see him fall only who is fond of him; and it takes foes that come, not the wound alone."""
    driven = {care: float(ambushed(care).get(SURGE, MATE)) > 0.75 for care in (0.1, 0.25, 0.4, 0.9)}
    assert driven == {0.1: False, 0.25: False, 0.4: True, 0.9: True}
    assert float(ambushed(0.9, opposition="none").get(SURGE, MATE)) < 0.75
    assert float(ambushed(0.9).get(SURGE, CAPTAIN)) < 0.75


@pytest.mark.parametrize(("outcome", "over"), [("kills them", True), ("is beaten back", False)])
def test_PHY_13_in_a_rage_one_falls_upon_the_foes_alone(outcome: str, over: bool) -> None:
    """Either none of them is left, or he is hurt and the rage is spent."""
    play = ambushed(0.9, foes=0.5)
    m = play.all("mission")[0]
    assert play.refused("fall upon the foes", p=CAPTAIN) == "beside himself"
    assert play.act("fall upon the foes", p=MATE, outcome=outcome)
    assert bool(play.get("mission.contact", m)) != over
    arms = [w for w in play.all("wound") if play.get("wound.patient", w) == play.thing(MATE)]
    assert len(arms) == int(not over)
    assert (float(play.get(SURGE, MATE)) == 0) != over


def seconds(surge: float, foes: float) -> float:
    """How long it takes with so much of a surge against so many."""
    play = ambushed(0.9, foes)
    play.put(SURGE, MATE, surge)
    began = play.machine.now
    assert play.act("fall upon the foes", p=MATE, outcome="kills them")
    return (play.machine.now - began) / 1000


def test_PHY_13_the_greater_the_rage_the_faster_they_fall() -> None:
    """And the more there are the longer it takes."""
    assert seconds(1.0, 0.5) < seconds(0.9, 0.5) < seconds(0.76, 0.5)
    assert seconds(1.0, 0.5) == pytest.approx(5, abs=0.5)
    assert seconds(1.0, 2.0) == pytest.approx(4 * seconds(1.0, 0.5), rel=0.1)


def test_PHY_13_left_to_himself_he_does() -> None:
    """Nobody directs it; without a surge he leaves it to the captain to fight it out."""
    seen = {}
    for care in (0.1, 0.9):
        play = desk()
        m = mission(play, "escort")
        out(play, m, CAPTAIN, MATE, "Cid")
        set_all(play, m, opposition="held_back", foes=0.001)
        play.put("care", MATE, care, "Cid")
        play.put("trap.armed", trap(play, "Cid", 0.6), 0)
        play.counts()
        play.machine.autonomy = True
        play.live(5 * MINUTE)
        seen[care] = play.counts().get("fall upon the foes", 0) > 0
    assert seen == {0.1: False, 0.9: True}
