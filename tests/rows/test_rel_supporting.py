"""REL-8: help as much as is needed, more than is needed, and less."""

from __future__ import annotations

import pytest

from .leaf import parameters
from .support import HOUR, NEVER, Play, town

HOMES = """
cast:
  Aki: {is: person, age: 30, home: attic, place: attic, haunt: market, infirmary: clinic, tiredness: 10 %, pride: 80 %,
        hunger: 0 %}
  Ren: {is: person, age: 30, home: attic, place: attic, haunt: market, infirmary: clinic, tiredness: 10 %, hunger: 0 %,
        care: {Aki: 80 %}}
"""
ROOM, STREET, STAIRS, ONE = 0.2, 0.36, 0.5, 0.6
STAND_BY = "stand by on the way home"


def on_the_way(rung: float, **changed: str) -> Play:
    """Aki, on crutches at a rung of the ladder, is out with Ren, and has stairs before his door."""
    play = Play(town(HOMES + (parameters(**changed) if changed else "")))
    play.live(5 * HOUR)
    play.choose("person.aid", "Aki", "one_crutch" if rung == ONE else "two_crutches")
    play.put("person.mobility_limit", "Aki", rung)
    play.put("person.mobility", "Aki", rung)
    for who in ("Aki", "Ren"):
        play.put("person.place", who, play.thing("market"))
        play.choose("person.situation", who, "leisure")
        play.choose("person.mind", who, "awake")
        play.put("person.went_out_at", who, NEVER)
        play.put("person.stress", who, 0.15)
    play.live(0)
    return play


def trust(play: Play) -> float:
    """How far Aki trusts his legs."""
    return float(play.get("person.confidence", "Aki"))


def stress(play: Play) -> float:
    """How beside himself Aki is."""
    return float(play.get("person.stress", "Aki"))


@pytest.mark.parametrize(("rung", "gain", "galls"), [(ROOM, 0.1, 0.4 * 0.3), (STREET, -0.05, 0.4)])
def test_REL_8_a_back_is_too_much_for_whoever_needs_an_arm(rung: float, gain: float, galls: float) -> None:
    """It costs pride and confidence, and the helper has learned it; who cannot get along a street is glad of it."""
    play = on_the_way(rung)
    assert play.urge("carry up to", helper="Ren", p="Aki", to="attic") == pytest.approx(1.3)
    assert play.act("carry up to", "bears it", helper="Ren", p="Aki", to="attic")
    assert trust(play) == pytest.approx(0.5 + gain)
    assert stress(play) == pytest.approx(0.15 + galls * 0.8, abs=0.001)
    assert bool(play.bond("took_over", "Ren", "Aki")) is (rung == STREET)
    again = play.urge("carry up to", helper="Ren", p="Aki", to="attic")
    assert again == pytest.approx(1.3 - (0.6 if rung == STREET else 0))


@pytest.mark.parametrize(("rung", "gain", "galls"), [(STREET, 0.1, 0.0), (STAIRS, -0.05, 0.15), (ONE, -0.1, 0.3)])
@pytest.mark.parametrize("rule", ["steady home", "take out on the arm"])
def test_REL_8_an_arm_is_right_for_who_has_not_learned_stairs(
    rule: str, rung: float, gain: float, galls: float
) -> None:
    """It emboldens him; above that rung each step too much galls and daunts."""
    play = on_the_way(rung)
    if rule == "take out on the arm":
        for who in ("Aki", "Ren"):
            play.put("person.place", who, play.thing("attic"))
            play.choose("person.situation", who, "home")
        play.put("person.loneliness", "Aki", 0.9)
        play.put("person.taken_out_at", "Aki", NEVER)
        assert play.act(rule, helper="Ren", p="Aki")
    else:
        assert play.act(rule, "arrives", helper="Ren", p="Aki")
    assert trust(play) == pytest.approx(0.5 + gain)
    assert stress(play) == pytest.approx(0.15 + 0.8 * (0.15 + galls), abs=0.005)


def test_REL_8_who_stands_by_lends_a_hand_only_at_the_slip() -> None:
    """As much as is needed on the rung of stairs: it emboldens, and the dread vanishes with the slip."""
    play = on_the_way(STAIRS)
    play.put("person.shyness", "Aki", 0.5)
    near = [play.bond("closeness", a, b) for a, b in (("Aki", "Ren"), ("Ren", "Aki"))]
    assert play.urge(STAND_BY, helper="Ren", p="Aki") == pytest.approx(1.2)
    assert play.urge("steady home", helper="Ren", p="Aki") == pytest.approx(0.7 - 0.6 + 0.4)
    for outcome, trusts, dread in (("arrives", 0.6, False), ("slips", 0.6, True), ("falls", 0.3, False)):
        once = play.again(1)
        assert once.act(STAND_BY, outcome, helper="Ren", p="Aki")
        assert trust(once) == pytest.approx(trusts)
        assert (float(once.get("person.shyness", "Aki")) == 0) is dread
        assert stress(once) == pytest.approx(0.15, abs=0.02), "it costs no pride"
        assert once.get("person.place", "Aki") == once.get("person.place", "Ren") == once.thing("attic")
        assert once.word("person.situation", "Aki") == once.word("person.situation", "Ren") == "home"
        assert once.value("count(w in wounds(p))", p="Aki") == (outcome == "falls")
        assert once.bond("closeness", "Aki", "Ren") == pytest.approx(near[0] + 0.05, abs=0.001)
        assert once.bond("closeness", "Ren", "Aki") == pytest.approx(near[1] + 0.03, abs=0.001)


def test_REL_8_less_than_is_needed_risks_a_fall() -> None:
    """Who has not learned stairs falls oftener alone than with somebody behind him, and so least with an arm."""
    play = on_the_way(STREET)
    chances = [
        play.value(f"{name}(p, market, attic)", p="Aki")
        for name in ("safe_climb", "safe_climb_stood_by", "safe_climb_held")
    ]
    assert chances[0] == pytest.approx(0.65)
    assert chances[1] == pytest.approx(1 - 0.35 * 0.3)
    assert chances[0] < chances[1] < chances[2]
    assert play.refused(STAND_BY, helper="Ren", p="Aki") == "has learned stairs"
    easy = on_the_way(STREET, caught_at_the_slip="0 %")
    assert easy.value("safe_climb_stood_by(p, market, attic)", p="Aki") == 1


@pytest.mark.parametrize(("outcome", "trusts"), [("arrives", 0.6), ("falls", 0.3)])
def test_REL_8_alone_he_wins_or_loses_confidence(outcome: str, trusts: float) -> None:
    """And a hand that does not hold loses as much of it."""
    play = on_the_way(STREET)
    assert play.act("climb home", outcome, p="Aki")
    assert trust(play) == pytest.approx(trusts)
    if outcome == "falls":
        play = on_the_way(STREET)
        assert play.act("steady home", "stumbles", helper="Ren", p="Aki")
        assert trust(play) == pytest.approx(0.3)


def test_REL_8_confidence_makes_stairs_less_of_a_barrier() -> None:
    """The dread goes down with it, and is what it was for whoever is neither bold nor timid."""
    play = on_the_way(STREET)
    costs = {}
    for value in (0.0, 0.5, 1.0):
        play.put("person.confidence", "Aki", value)
        costs[value] = play.value("stairs_cost(p, attic, market)", p="Aki")
    assert costs[0.0] == pytest.approx(1.5 * costs[0.5])
    assert costs[1.0] == pytest.approx(0.5 * costs[0.5])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("home", "out"),
        ("sound", "on crutches"),
        ("asleep", "awake"),
        ("stranger", "likes him"),
        ("crutch", "hands for it"),
        ("ground floor", "stairs there"),
        ("at home already", "on the way out, too"),
    ],
)
def test_REL_8_who_does_not_stand_by(change: str, why: str) -> None:
    """Nobody who is at home, or does not like him, or has no hand free; nobody needs it without stairs or crutches."""
    play = on_the_way(STAIRS)
    if change == "home":
        play.choose("person.situation", "Ren", "home")
    elif change == "sound":
        play.choose("person.aid", "Aki", "no_aid")
    elif change == "asleep":
        play.choose("person.mind", "Aki", "asleep")
    elif change == "stranger":
        play.put("care", "Ren", 0.2, "Aki")
    elif change == "crutch":
        play.choose("person.aid", "Ren", "one_crutch")
    elif change == "ground floor":
        play.put("person.home", "Aki", play.thing("home"))
    else:
        play.choose("person.situation", "Aki", "home")
    assert play.refused(STAND_BY, helper="Ren", p="Aki") == why


def test_REL_8_how_much_it_does_is_a_matter_of_parameters() -> None:
    """Fit help, too much of it, a fall, and what the helper learns."""
    play = on_the_way(
        STAIRS,
        fit_help_emboldens="30 %",
        too_much_galls="50 %",
        too_much_daunts="20 %",
        fall_daunts="40 %",
        learns_to_hold_back="20 %",
        needed_back_galls="100 %",
    )
    assert play.urge("steady home", helper="Ren", p="Aki") == pytest.approx(0.9)
    once = play.again(1)
    assert once.act(STAND_BY, "arrives", helper="Ren", p="Aki")
    assert trust(once) == pytest.approx(0.8)
    once = play.again(1)
    assert once.act(STAND_BY, "falls", helper="Ren", p="Aki")
    assert trust(once) == pytest.approx(0.1)
    assert play.act("steady home", "arrives", helper="Ren", p="Aki")
    assert trust(play) == pytest.approx(0.3)
    assert stress(play) == pytest.approx(0.15 + 0.8 * 0.65, abs=0.01)
    carried = on_the_way(ROOM, needed_back_galls="100 %")
    assert carried.act("carry up to", "bears it", helper="Ren", p="Aki", to="attic")
    assert stress(carried) == pytest.approx(0.15 + 0.4 * 0.8, abs=0.001)


def test_REL_8_whoever_has_learned_stairs_is_let_walk() -> None:
    """Left to themselves: behind him and not at his elbow."""
    play = on_the_way(STAIRS)
    play.put("person.wants_home", "Aki", 1)
    play.counts()
    play.machine.autonomy = True
    play.live(2 * HOUR)
    found = play.counts()
    assert found.get(STAND_BY, 0) >= 1
    assert "steady home" not in found
    assert "carry up to" not in found
