"""REL-27: hope as an unwanted force."""

from __future__ import annotations

from typing import Any

import pytest

from .couples import answer, parted
from .diners import DAY, HOUR, Play
from .support import NEVER

ASK = "ask for a talk"


def left(trust: float = 0.5, **changed: Any) -> Play:
    """Aki has left Ren, who loves him still; they meet at the market."""
    play = parted(**{"separation_regime": "0", **changed})
    for who in ("Aki", "Ren"):
        play.put("person.place", who, play.thing("market"))
        play.choose("person.situation", who, "leisure")
        play.put("person.stress", who, 0.15)
        play.put("person.grief", who, 0)
    play.put("grudge", "Ren", 0, "Aki")
    play.put("trust", "Ren", trust, "Aki")
    play.counts()
    return play


def hope(play: Play, who: str = "Ren", other: str = "Aki") -> float:
    """How much somebody hopes."""
    return float(play.bond("hope", who, other))


@pytest.mark.parametrize("outcome", ["meets stone", "finds an ear"])
@pytest.mark.parametrize(
    ("trust", "changed", "much"),
    [
        (0.5, {}, 0.08),
        (0.9, {}, 0.08),
        (0.25, {}, 0.04),
        (0.0, {}, 0.0),
        (0.0, {"trust_makes_credible": "50 %"}, 0.04),
        (0.5, {"hope_of_an_approach": "30 %"}, 0.3),
    ],
)
def test_REL_27_hope_stirs_when_the_other_asks(
    outcome: str, trust: float, changed: dict[str, Any], much: float
) -> None:
    """Listened to or not, as far as he can be believed; in the one who is asked."""
    play = left(trust, **changed)
    if outcome == "finds an ear":
        play.put("person.lying", "Ren", 1)
        play.put("rebuffs", "Aki", 2, "Ren")
    assert play.act(ASK, outcome, p="Aki", other="Ren")
    play.live(0)
    assert hope(play) == pytest.approx(much, abs=0.001)
    assert hope(play, "Aki", "Ren") == 0


def test_REL_27_only_who_loves_still_hopes() -> None:
    """And only for one from whom he has parted."""
    play = left()
    play.put("care", "Ren", 0.3, "Aki")
    assert play.act(ASK, "meets stone", p="Aki", other="Ren")
    play.live(0)
    assert (play.count("hope stirs"), hope(play)) == (0, 0)
    mended = left()
    mended.put("person.left_by", "Ren", 0)
    for person, other in (("Ren", "Aki"), ("Aki", "Ren")):
        assert mended.value("if loves_still(p, x) then 1 else 0", p=person, x=other) == 0


@pytest.mark.parametrize(("against", "hurts"), [("", 0.0), ("wall", 0.048), ("grudge", 0.048), ("stone", 0.048)])
def test_REL_27_against_the_will_it_hurts(against: str, hurts: float) -> None:
    """Whoever has walled himself up, is angry or has turned to stone feels it as pain, and hopes all the same."""
    plain, marked = left(), left()
    if against == "wall":
        marked.put("person.wall", "Ren", 0.3)
    elif against == "grudge":
        marked.put("grudge", "Ren", 0.4, "Aki")
    elif against == "stone":
        marked.put("person.turned_to_stone", "Ren", 1)
    for play in (plain, marked):
        assert play.act(ASK, "meets stone", p="Aki", other="Ren")
        play.live(0)
    assert hope(marked) == pytest.approx(0.08, abs=0.001)
    stress = [float(play.get("person.stress", "Ren")) for play in (plain, marked)]
    assert stress[1] - stress[0] == pytest.approx(hurts, abs=0.001)
    sorer = left(hope_hurts="200 %")
    sorer.put("grudge", "Ren", 0.4, "Aki")
    assert sorer.act(ASK, "meets stone", p="Aki", other="Ren")
    sorer.live(0)
    assert float(sorer.get("person.stress", "Ren")) - stress[0] == pytest.approx(0.16, abs=0.001)


@pytest.mark.parametrize(("changed", "much"), [({}, 0.2), ({"hope_of_an_honest_word": "35 %"}, 0.35)])
@pytest.mark.parametrize("angry", [False, True])
@pytest.mark.parametrize("rule", ["give the reason", "vow to look after"])
def test_REL_27_it_grows_with_each_honest_sentence(
    rule: str, angry: bool, changed: dict[str, Any], much: float
) -> None:
    """A reason that is given, a vow; on top of what there is, and with the same pain."""
    play = left(**changed)
    play.put("hope", "Ren", 0.1, "Aki")
    if angry:
        play.put("grudge", "Ren", 0.4, "Aki")
    play.put("person.lying", "Ren", 1)
    play.choose_bond("motive", "Aki", "guilt", "Ren")
    roles = {"doer": "Aki", "asker": "Ren"} if rule == "give the reason" else {"p": "Aki", "other": "Ren"}
    before = float(play.get("person.stress", "Ren"))
    assert play.act(rule, **roles)
    play.live(0)
    assert hope(play) == pytest.approx(0.1 + much, abs=0.001)
    assert float(play.get("person.stress", "Ren")) == pytest.approx(before + (0.6 * much if angry else 0), abs=0.001)
    indifferent = left()
    indifferent.put("care", "Ren", 0.2, "Aki")
    indifferent.put("person.lying", "Ren", 1)
    indifferent.choose_bond("motive", "Aki", "guilt", "Ren")
    assert indifferent.act(rule, **roles)
    indifferent.live(0)
    assert hope(indifferent) == 0


def test_REL_27_hope_that_nothing_feeds_goes() -> None:
    """By its time constant."""
    for changed, share in (({}, 0.3679), ({"hope_time": "20 days"}, 0.1353)):
        play = left(**changed)
        play.put("hope", "Ren", 0.8, "Aki")
        play.live(40 * DAY)
        assert hope(play) == pytest.approx(0.8 * share, abs=0.001)


def test_REL_27_hope_softens_refusals() -> None:
    """It speaks for whoever asks, and makes what is said milder."""
    for changed, share in (({}, 0.25), ({"hope_softens": "100 %"}, 1.0)):
        play = left(**changed)
        plain = play.value("openness_to(o, p)", o="Ren", p="Aki")
        play.put("hope", "Ren", 0.6, "Aki")
        assert play.value("openness_to(o, p)", o="Ren", p="Aki") == pytest.approx(plain + 0.6 * share)
    play = left()
    play.put("person.lying", "Ren", 1)
    assert answer(play) == "stone"
    hopeful = left()
    hopeful.put("person.lying", "Ren", 1)
    hopeful.put("hope", "Ren", 0.6, "Aki")
    assert answer(hopeful) == "talks"
    for changed, milder in (({}, 0.024), ({"hope_stays_the_hand": "100 %"}, 0.04)):
        stress = []
        for hoped in (0, 0.5):
            play = left(**changed)
            play.put("stone_at", "Ren", play.machine.now, "Aki")
            play.put("hope", "Ren", hoped, "Aki")
            assert play.act("send away", p="Ren", other="Aki")
            stress.append(float(play.get("person.stress", "Aki")))
        assert stress[0] - stress[1] == pytest.approx(milder, abs=0.0005)


@pytest.mark.parametrize(("changed", "share"), [({}, 0.5), ({"hope_breaks": "100 %"}, 1.0)])
def test_REL_27_hope_makes_vulnerable(changed: dict[str, Any], share: float) -> None:
    """If the other shares his life with a third, or has given up, the heart breaks anew, where there was hope."""
    for case in ("a third", "has given up", "no hope", "back with one"):
        play = left(**changed)
        play.put("person.heartbreak", "Ren", 0.2)
        if case != "no hope":
            play.put("hope", "Ren", 0.5, "Aki")
        play.live(0)
        assert play.count("hope is disappointed") == 0
        if case == "has given up":
            play.put("rebuffs", "Aki", 3, "Ren")
        else:
            play.put("person.partner", "Aki", play.thing("Ren" if case == "back with one" else "Mio"))
        play.live(0)
        hit = case in {"a third", "has given up"}
        assert play.count("hope is disappointed") == int(hit)
        assert float(play.get("person.heartbreak", "Ren")) == pytest.approx(
            0.2 + (0.5 * share if hit else 0), abs=0.001
        )
        if hit:
            assert hope(play) == 0
            play.live(10 * DAY)
            assert play.count("hope is disappointed") == 0, "once"


def test_REL_27_hope_that_is_fulfilled_is_joy() -> None:
    """Of each as far as he hoped; and over with that."""
    play = left()
    for who, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("talks", who, 5, other)
        play.put("grudge", who, 0, other)
        play.put("person.heartbreak", who, 0)
        play.put("person.joy", who, 0.1)
        handles = [play.thing(other), play.thing(who)]
        play.machine.set_belief(play.thing(who), "person>person.care", handles, "known", 0.9)
    play.put("hope", "Ren", 0.4, "Aki")
    play.put("person.asked_anew_at", "Aki", NEVER)
    assert play.act("begin anew with", p="Aki", other="Ren")
    play.live(0)
    assert float(play.get("person.joy", "Aki")) == pytest.approx(0.5, abs=0.001)
    assert float(play.get("person.joy", "Ren")) == pytest.approx(0.7, abs=0.001)
    assert hope(play) == 0


def test_REL_27_of_itself_hope_comes_with_the_one_who_comes() -> None:
    """Nobody decides to hope."""
    play = left()
    for who in ("Aki", "Ren"):
        play.put("person.went_out_at", who, play.machine.now)
    play.put("care", "Aki", 1.0, "Ren")
    play.machine.autonomy = True
    play.live(3 * HOUR)
    assert play.count("hope stirs") >= 1
    assert hope(play) > 0.05
