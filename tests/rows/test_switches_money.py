"""SOC-10: what a limb costs, and where the money comes from."""

from __future__ import annotations

import pytest

from .desks import desk, mission, out, set_all
from .leaf import leaf_with, parameters
from .support import DAY, Play, shipped

TAMIYA, CARTER, WAGON = "Tamiya", "Ono Heiji", "the covered wagon"
STRANGER = """
cast:
  the stranger: {is: person, place: metal workshop, situation: away, capacity: 80 chakra, mobility: 60 %,
                 mobility_limit: 74 %, aid: one_crutch, home: gate, tiredness: 10 %}
  the companion: {is: person, place: metal workshop, situation: away, home: staff house}
things:
  the stump: {is: wound, patient: the stranger, site: leg, sort: loss, depth: 90 %, open: no, permanent: yes,
              mend: 90 %, faced: yes}
"""


def customer(**values: str) -> Play:
    """A stranger with a healed stump at the mechanic's, and somebody who came along."""
    return Play(leaf_with(STRANGER + (parameters(**values) if values else "")), 3)


def refusal(play: Play) -> str:
    """Why he gets no leg, if so."""
    return play.refused("build a limb", maker=TAMIYA, p="the stranger")


@pytest.mark.parametrize(("price", "savings", "sold"), [
    ("400 coin", "300 coin", False), ("400 coin", "400 coin", True), ("200 coin", "300 coin", True),
    ("0 coin", "0 coin", True), ("1 coin", "0 coin", False), ("5000 coin", "4000 coin", False),
])
def test_SOC_10_the_limb_has_a_price(price: str, savings: str, sold: bool) -> None:
    """Whoever has it gets the leg and has so much less, which the mechanic has; whoever has not gets none."""
    play = customer(limb_price=price, usual_savings=savings)
    assert refusal(play) == ("" if sold else "his own or paid for")
    assert play.act("build a limb", maker=TAMIYA, p="the stranger") == sold
    paid = float(price.split()[0]) if sold else 0.0
    had = float(savings.split()[0])
    assert play.get("person.savings", "the stranger") == had - paid
    assert play.get("person.savings", TAMIYA) == had + paid
    assert play.value("count(l in artificial_limbs(p))", p="the stranger") == sold


def test_SOC_10_those_who_share_a_purse_pay_together() -> None:
    """A partner, or one of the same house, who is there pays his part, by what each has; others pay nothing."""
    for tie in ("", "partner", "home", "elsewhere"):
        play = customer()
        play.put("person.savings", "the companion", 500)
        if tie == "partner":
            play.put("person.partner", "the companion", play.thing("the stranger"))
        if tie in ("home", "elsewhere"):
            play.put("person.home", "the companion", play.thing("gate"))
        if tie == "elsewhere":
            play.put("person.place", "the companion", play.thing("hospital"))
        assert refusal(play) == ("" if tie in ("partner", "home") else "his own or paid for"), tie
        if tie in ("partner", "home"):
            assert play.act("build a limb", maker=TAMIYA, p="the stranger")
            left = [float(play.get("person.savings", who)) for who in ("the stranger", "the companion")]
            assert left == pytest.approx([150, 250])


def test_SOC_10_the_maker_owes_himself_nothing() -> None:
    """His own leg has no price."""
    play = customer(usual_savings="0 coin")
    leg = play.thing("Tamiya's leg")
    play.put("artificial_limb.wearer", leg, 0)
    play.put("wound.patient", "the stump", play.thing(TAMIYA))
    assert play.refused("build a limb", maker=TAMIYA, p=TAMIYA) == ""


def test_SOC_10_of_himself_he_builds_for_whoever_can_pay() -> None:
    """Nobody tells the mechanic to."""
    made = {}
    for price in ("300 coin", "301 coin"):
        play = customer(limb_price=price)
        play.machine.autonomy = True
        play.live(DAY)
        made[price] = play.counts(TAMIYA).get("build a limb", 0) > 0
    assert made == {"300 coin": True, "301 coin": False}


@pytest.mark.parametrize(("objective", "pays"), [("reached", True), ("missed", False)])
def test_SOC_10_a_mission_pays_each_who_comes_back(objective: str, pays: bool) -> None:
    """With the report, unless it missed its aim; whoever was not on it has nothing of it."""
    play = desk()
    m = mission(play, "escort")
    out(play, m, "Aki", "Eva")
    set_all(play, m, objective=objective, homeward=1, back=1)
    for name in ("Aki", "Eva"):
        play.put("person.place", name, play.thing("desk room"))
    had = [float(play.get("person.savings", name)) for name in ("Aki", "Eva", "Kay")]
    assert play.act("report", leader="Aki", clerk="Kay")
    more = [float(play.get("person.savings", name)) for name in ("Aki", "Eva", "Kay")]
    pay = play.value("mission_pay / 1 coin") if pays else 0.0
    assert more == [had[0] + pay, had[1] + pay, had[2]]
    assert not pays or pay > 0


def test_SOC_10_a_load_of_produce_brings_money() -> None:
    """The carter has so much more by each load that he sells."""
    play = Play(shipped("leaf"))
    play.put("person.place", CARTER, play.get("person.trades_with", CARTER))
    play.put("wagon.stands_at", WAGON, play.get("person.trades_with", CARTER))
    play.put("wagon.bound_to", WAGON, 0)
    play.put("wagon.laden", WAGON, 1)
    play.choose("person.situation", CARTER, "away")
    had = float(play.get("person.savings", CARTER))
    assert play.act("sell the load", p=CARTER, w=WAGON), play.refused("sell the load", p=CARTER, w=WAGON)
    assert play.get("person.savings", CARTER) == had + play.value("load_price / 1 coin")
