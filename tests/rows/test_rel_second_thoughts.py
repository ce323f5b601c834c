"""REL-24: a change of heart by near death."""

from __future__ import annotations

from typing import Any

import pytest

from .couples import answer, pair, parted
from .diners import DAY, HOUR, Play, refusals, sets
from .support import NEVER

SEEK = "seek out whom one left"
NEWS = "hears that the one he left was nearly killed"


def ended(days: float = 30, separation_regime: str = "1", **changed: Any) -> Play:
    """Aki has left Ren, without a grudge that lasts; some days have gone by."""
    play = parted(separation_regime=separation_regime, **changed)
    play.live(days * DAY)
    for who in ("Aki", "Ren"):
        play.choose("person.mind", who, "awake")
        play.put("person.stress", who, 0.15)
    play.put("grudge", "Aki", 0, "Ren")
    play.put("grudge", "Ren", 0, "Aki")
    play.put("care", "Aki", 0.8, "Ren")
    play.counts()
    return play


SCARRED = """
things:
  the gash: {is: wound, patient: Ren, site: leg, sort: cut, depth: %d %%, open: no}
"""


def test_REL_24_when_somebody_came_near_death_is_remembered() -> None:
    """By a wound so deep, and by no other."""
    for depth, near in ((70, True), (50, False)):
        play = pair(more=SCARRED % depth)
        assert (play.get("person.near_death_at", "Ren") != NEVER) is near


@pytest.mark.parametrize(
    ("care", "changed", "thoughts"),
    [(0.8, {}, 0.64), (0.3, {}, 0.24), (0.8, {"shock_of_nearly_losing": "40 %"}, 0.32)],
)
def test_REL_24_word_of_it_shakes_the_one_who_left(care: float, changed: dict[str, Any], thoughts: float) -> None:
    """As far as he loves; what he had given up he may try again."""
    play = ended(near_death_gets_about="100 %", **changed)
    play.put("care", "Aki", care, "Ren")
    play.put("rebuffs", "Aki", 3, "Ren")
    play.live(5 * HOUR)
    assert play.counts().get(NEWS, 0) == 0
    play.put("person.near_death_at", "Ren", play.machine.now)
    stress = 0.0
    while not play.bond("second_thoughts", "Aki", "Ren"):
        stress = float(play.get("person.stress", "Aki"))
        play.live(HOUR / 60)
    assert float(play.bond("second_thoughts", "Aki", "Ren")) == pytest.approx(thoughts, abs=0.001)
    assert float(play.get("person.stress", "Aki")) == pytest.approx(stress + 0.3 * care, abs=0.002)
    assert play.bond("rebuffs", "Aki", "Ren") == 0
    assert play.bond("second_thoughts", "Ren", "Aki") == 0
    assert play.value("if belief(p, nearly_killed(x)) then 1 else 0", p="Aki", x="Ren") == 1
    play.counts()
    play.live(3 * DAY)
    assert play.counts().get(NEWS, 0) == 0, "once"
    assert float(play.bond("second_thoughts", "Aki", "Ren")) < thoughts


def test_REL_24_they_pass_with_time() -> None:
    """By their time constant."""
    for changed, left in (({}, 0.5 * 0.6065), ({"second_thoughts_time": "15 days"}, 0.5 * 0.1353)):
        play = ended(**changed)
        play.put("second_thoughts", "Aki", 0.5, "Ren")
        play.live(30 * DAY)
        assert float(play.bond("second_thoughts", "Aki", "Ren")) == pytest.approx(left, abs=0.001)


def test_REL_24_who_hears_nothing_of_it_is_not_shaken() -> None:
    """Of the other's fall, of his own, of one before the end or long ago: none of these is such news."""
    for case in ("his own", "before the end", "long ago", "dead", "never", "kept quiet"):
        play = ended(near_death_gets_about="0 %" if case == "kept quiet" else "100 %")
        if case == "before the end":
            play.put("person.near_death_at", "Ren", play.machine.now - 31 * DAY)
        elif case == "long ago":
            play.put("parted_at", "Aki", play.machine.now - 200 * DAY, "Ren")
            play.put("parted_at", "Ren", play.machine.now - 200 * DAY, "Aki")
            play.put("person.near_death_at", "Ren", play.machine.now - 61 * DAY)
        elif case != "never":
            play.put("person.near_death_at", "Aki" if case == "his own" else "Ren", play.machine.now)
        if case == "dead":
            play.put("person.alive", "Ren", 0)
        play.live(3 * DAY)
        assert play.bond("shaken_at", "Aki", "Ren") == NEVER
        assert play.bond("shaken_at", "Ren", "Aki") == NEVER
        assert not play.bond("second_thoughts", "Aki", "Ren")


def found(**changed: Any) -> Play:
    """Aki has second thoughts, and Ren is at home, by day."""
    play = ended(**changed)
    play.live(5 * HOUR)
    for who, place in (("Aki", "home"), ("Ren", "flat")):
        play.put("person.home", who, play.thing(place))
        play.put("person.place", who, play.thing(place))
        play.choose("person.situation", who, "home")
        play.choose("person.mind", who, "awake")
    play.put("second_thoughts", "Aki", 0.6, "Ren")
    play.put("shaken_at", "Aki", play.machine.now, "Ren")
    return play


def test_REL_24_he_goes_to_see_whom_he_left() -> None:
    """Only he who left, who has second thoughts, and has not given up."""
    play = found()
    cases = {
        "at home": sets("situation", "Aki", "work"),
        "has parted from somebody": sets("separated", "Aki", 0.0),
        "was the one to go": sets("left_by", "Ren", 0.0),
        "has second thoughts": sets("second_thoughts", "Aki", 0.1, "Ren"),
        "in the day": lambda play: play.live(11 * HOUR) and None,
        "where he is to be found": lambda play: play.put("person.place", "Ren", play.thing("market")),
        "has not given up": sets("rebuffs", "Aki", 3.0, "Ren"),
        "not so soon again": sets("sought_out_at", "Aki", float(play.machine.now), "Ren"),
        "bears the pain": sets("pain", "Aki", 0.8),
        "gets along a street": sets("mobility", "Aki", 0.1),
    }
    refusals(play, SEEK, cases, p="Aki", x="Ren")
    lately = play.again(1)
    lately.put("approached_at", "Aki", lately.machine.now, "Ren")
    assert lately.refused(SEEK, p="Aki", x="Ren") == "not so soon again"
    assert play.urge(SEEK, p="Aki", x="Ren") == pytest.approx(1.8)
    sick = play.again(1)
    sick.put("person.bed", "Ren", sick.thing("sickroom"))
    sick.put("person.place", "Ren", sick.thing("sickroom"))
    assert sick.refused(SEEK, p="Aki", x="Ren") == ""
    assert play.act(SEEK, p="Aki", x="Ren")
    assert play.get("person.place", "Aki") == play.thing("flat")
    assert not play.bond("shuns", "Aki", "Ren")
    assert play.value("if motive(p, x) is devotion then 1 else 0", p="Aki", x="Ren") == 1
    cold = found()
    cold.put("care", "Aki", 0.3, "Ren")
    assert cold.act(SEEK, p="Aki", x="Ren")
    assert cold.value("if motive(p, x) is pity then 1 else 0", p="Aki", x="Ren") == 1


SUSPECTS = "if takes_for_pity(other, p) then 1 else 0"


def test_REL_24_the_wounded_one_suspects_pity() -> None:
    """If that is what brings the other; not asleep, and not if he knows better."""
    for case, suspects in (("", 1), ("asleep", 0), ("not shaken", 0), ("knows better", 0)):
        play = found()
        if case == "asleep":
            play.choose("person.mind", "Ren", "asleep")
            play.put("person.tiredness", "Ren", 0.9)
        if case == "not shaken":
            play.put("shaken_at", "Aki", NEVER, "Ren")
        if case == "knows better":
            devotion = play.words("person>person.motive").index("devotion")
            handles = [play.thing("Aki"), play.thing("Ren")]
            play.machine.set_belief(play.thing("Ren"), "person>person.motive", handles, "known", devotion)
        assert play.act(SEEK, p="Aki", x="Ren")
        play.live(0)
        assert play.count("takes it for pity") == suspects
        assert play.value(SUSPECTS, other="Ren", p="Aki") == suspects
        if suspects:
            assert play.value("certainty(o, motive(p, o))", o="Ren", p="Aki") == pytest.approx(0.6)
    play = found(suspicion_of_pity="30 %")
    assert play.act(SEEK, p="Aki", x="Ren")
    play.live(0)
    assert play.value("certainty(o, motive(p, o))", o="Ren", p="Aki") == pytest.approx(0.3)


@pytest.mark.parametrize(("changed", "less"), [({}, 0.25), ({"pity_closes": "5 %"}, 0.05)])
def test_REL_24_what_is_taken_for_pity_counts_for_less(changed: dict[str, Any], less: float) -> None:
    """And whoever is listened to in spite of it says that it is more, if it is."""
    for care in (0.8, 0.45):
        play = ended(**changed)
        plain = play.value("openness_to(o, p)", o="Ren", p="Aki")
        pity = play.words("person>person.motive").index("pity")
        handles = [play.thing("Aki"), play.thing("Ren")]
        play.machine.set_belief(play.thing("Ren"), "person>person.motive", handles, "known", pity)
        assert play.value("openness_to(o, p)", o="Ren", p="Aki") == pytest.approx(plain - less)
        play.put("care", "Aki", care, "Ren")
        assert answer(play) == "stone"
        play.live(0)
        assert play.value(SUSPECTS, other="Ren", p="Aki") == 1
        play.put("approached_at", "Aki", NEVER, "Ren")
        play.put("person.lying", "Ren", 1)
        play.put("rebuffs", "Aki", 2, "Ren")
        play.put("person.ate_at", "Ren", play.machine.now)
        play.put("person.ate_at", "Aki", play.machine.now)
        play.put("person.wall", "Ren", 0)
        assert answer(play) == "talks"
        play.live(0)
        assert play.count("it was no pity") == 1
        assert play.value(SUSPECTS, other="Ren", p="Aki") == 0


def test_REL_24_of_himself_he_tries_to_see_the_one_who_was_nearly_killed() -> None:
    """Before it he keeps away for good; after it he comes, and asks for a talk."""
    tried = {}
    for near in (False, True):
        play = ended(near_death_gets_about="100 %")
        for who, place in (("Aki", "home"), ("Ren", "flat")):
            play.put("person.home", who, play.thing(place))
            play.put("person.place", who, play.thing(place))
            play.choose("person.situation", who, "home")
        if near:
            play.put("person.near_death_at", "Ren", play.machine.now)
        play.machine.autonomy = True
        play.live(6 * DAY)
        counts = play.counts()
        tried[near] = counts.get(SEEK, 0), counts.get("ask for a talk", 0)
    assert tried[False][0] == 0
    assert tried[True][0] >= 2
    assert tried[True][1] > tried[False][1]
