"""KNW-14: what is told to somebody who hardly knows one, and asks twice."""

from __future__ import annotations

from typing import Any

import pytest

from .desks import holds
from .diners import DAY, HOUR, MINUTE, Play, bring, diner, refusals, sets, waits

ASK = "ask what is wrong"
HEARS = "hears everything"


def counter(seed: int = 1, near: float = 0.15, **changed: Any) -> Play:
    """Aki sits at the counter, with something on his mind; Mio serves there."""
    play = diner(seed, **{"asks_twice_after": "1 min", **changed})
    bring(play, "stand", "Aki")
    bring(play, "stand", "Mio", situation="work")
    play.put("person.stress", "Aki", 0.5)
    play.put("closeness", "Aki", near, "Mio")
    play.put("person.kindness", "Mio", 1)
    play.put("care", "Aki", 0.8, "Ren")
    return play


@pytest.mark.parametrize(
    ("near", "asked", "changed", "told"),
    [
        (0.15, 0, {}, 0.15),
        (0.15, 1, {}, 1.0),
        (0.0, 1, {}, 1 - 0.15 / 0.35),
        (0.325, 1, {}, 0.5),
        (0.6, 1, {}, 0.0),
        (0.4, 1, {"weak_tie": "40 %"}, 1.0),
        (0.325, 1, {"weak_tie_span": "70 %"}, 0.75),
        (0.15, 0, {"first_answer": "60 %"}, 0.6),
    ],
)
def test_KNW_14_it_is_told_to_a_weak_tie_who_asks_twice(
    near: float, asked: int, changed: dict[str, Any], told: float
) -> None:
    """Neither to a stranger nor to a friend; at the first question seldom; and by half to one half as kind."""
    play = counter(near=near, **changed)
    if asked:
        play.put("askings", "Mio", asked, "Aki")
        play.put("asked_what_is_wrong_at", "Mio", play.machine.now, "Aki")
    assert play.value("disclosure(p, q)", p="Aki", q="Mio") == pytest.approx(told, abs=0.001)
    play.put("person.kindness", "Mio", 0.5)
    assert play.value("disclosure(p, q)", p="Aki", q="Mio") == pytest.approx(told / 2, abs=0.001)
    play.live(5.1 * DAY)
    if near == 0.15 and not changed:
        play.put("closeness", "Aki", 0.15, "Mio")
        assert play.value("disclosure(p, q)", p="Aki", q="Mio") == pytest.approx(0.075), "it counts as the first again"


def test_KNW_14_kindness_is_a_matter_of_the_person() -> None:
    """As kind as people are of whom nothing is said; whoever is not kind at all does not ask."""
    play = diner(usual_kindness="70 %")
    assert float(play.get("person.kindness", "Nao")) == pytest.approx(0.7)
    play = counter()
    assert play.urge(ASK, q="Mio", p="Aki") == pytest.approx(1.5)


def test_KNW_14_what_lets_somebody_ask() -> None:
    """A place for it, and something that shows; and she asks neither at once again, nor for ever."""
    play = counter()
    cases = {
        "behind a counter, or at leisure": sets("situation", "Mio", "home"),
        "the place affords it": lambda play: bring(play, "market", "Aki", "Mio"),
        "sees that something is": sets("stress", "Aki", 0.3),
        "out": sets("situation", "Aki", "home"),
        "awake": sets("mind", "Aki", "asleep"),
        "kind enough": sets("kindness", "Mio", 0.0),
        "not just asked": sets("asked_what_is_wrong_at", "Mio", float(play.machine.now), "Aki"),
        "has not been told": sets("confided_at", "Aki", float(play.machine.now), "Mio"),
    }
    refusals(play, ASK, cases, q="Mio", p="Aki")
    assert play.refused(ASK, q="Mio", p="Mio") in {"sees that something is", "not oneself"}
    play.put("person.stress", "Aki", 0)
    play.put("person.grief", "Aki", 0.2)
    assert play.refused(ASK, q="Mio", p="Aki") == ""
    play.put("askings", "Mio", 3, "Aki")
    play.put("asked_what_is_wrong_at", "Mio", play.machine.now - 2 * MINUTE, "Aki")
    assert play.refused(ASK, q="Mio", p="Aki") == "not in vain too often"
    play.put("askings", "Mio", 2, "Aki")
    assert play.refused(ASK, q="Mio", p="Aki") == ""
    patient = counter(most_askings="2", asks_twice_after="1 h", lets_it_rest_for="3 h")
    patient.put("askings", "Mio", 2, "Aki")
    patient.put("asked_what_is_wrong_at", "Mio", patient.machine.now - 50 * MINUTE, "Aki")
    assert patient.refused(ASK, q="Mio", p="Aki") == "not just asked"
    waits(0.5)(patient)
    assert patient.refused(ASK, q="Mio", p="Aki") == "not in vain too often"
    waits(2)(patient)
    assert patient.refused(ASK, q="Mio", p="Aki") in {"", "sees that something is"}


def test_KNW_14_in_vain_it_is_counted_and_told_it_eases() -> None:
    """Each question in vain is one more; what was told is asked no more, and the two are closer by it."""
    play = counter()
    for count in (1, 2):
        assert play.act(ASK, outcome="hears nothing", q="Mio", p="Aki")
        play.live(0)
        assert play.bond("askings", "Mio", "Aki") == count
        assert play.count("puts a fear into words") == 0
        play.live(MINUTE)
        play.put("person.stress", "Aki", 0.5)
    near = float(play.bond("closeness", "Aki", "Mio"))
    assert play.act(ASK, outcome=HEARS, q="Mio", p="Aki")
    play.live(0)
    assert play.bond("askings", "Mio", "Aki") == 0
    assert float(play.bond("closeness", "Aki", "Mio")) == pytest.approx(near + 0.05, abs=0.001)
    assert float(play.bond("closeness", "Mio", "Aki")) == pytest.approx(0.05, abs=0.001)
    assert play.refused(ASK, q="Mio", p="Aki") in {"not just asked", "sees that something is"}
    assert holds(play, "since(unburdened_at(p)) < 1 h", p="Aki")


FOND = "if certainty(p, care(x, p)) > 0 then belief(p, care(x, p)) else -1"


@pytest.mark.parametrize("truth", [0.0, 1.0])
@pytest.mark.parametrize(("rosy", "view", "stress"), [("100 %", 0.9, 0.15), ("0 %", 0.1, 0.45)])
def test_KNW_14_her_view_from_outside_is_honest_and_knows_nothing(
    rosy: str, view: float, stress: float, truth: float
) -> None:
    """Whatever he whom it is about feels: she believes what she says, and something of it stays with who is told."""
    play = counter(rosy_view=rosy)
    play.put("care", "Ren", truth, "Aki")
    assert play.act(ASK, outcome=HEARS, q="Mio", p="Aki")
    play.live(0)
    assert play.count("puts a fear into words") == 1
    assert play.bond("in_words", "Aki", "Ren")
    assert float(play.bond("worry", "Aki", "Ren")) == pytest.approx(0.15, abs=0.001)
    assert float(play.get("person.stress", "Aki")) == pytest.approx(stress, abs=0.003)
    assert play.value("belief(q, care(p, x))", q="Mio", p="Aki", x="Ren") == pytest.approx(0.8)
    assert play.value("belief(q, care(x, p))", q="Mio", p="Aki", x="Ren") == pytest.approx(view)
    assert play.value("certainty(q, care(x, p))", q="Mio", p="Aki", x="Ren") == pytest.approx(0.5)
    assert play.value(FOND, p="Aki", x="Ren") == pytest.approx(view)
    assert play.value("certainty(p, care(x, p))", p="Aki", x="Ren") == pytest.approx(0.3)


def test_KNW_14_what_one_knows_oneself_weighs_more_than_a_strangers_word() -> None:
    """Her word is for whoever is not sure; and weighs as much as it does."""
    play = counter(said_aloud="40 %", weight_of_a_strangers_word="50 %", rosy_view="100 %")
    handles = [play.thing("Ren"), play.thing("Aki")]
    play.machine.set_belief(play.thing("Aki"), "person>person.care", handles, "known", 0.2)
    assert play.act(ASK, outcome=HEARS, q="Mio", p="Aki")
    play.live(0)
    assert play.value(FOND, p="Aki", x="Ren") == pytest.approx(0.2)
    assert float(play.bond("worry", "Aki", "Ren")) == pytest.approx(0.4, abs=0.001)
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.05, abs=0.003)


def test_KNW_14_it_is_what_weighs_most_and_of_whom_she_hardly_knows() -> None:
    """Whom he worries about rather than whom he loves as much; whom she knows well he does not name to her."""
    for worried, mourned, left, known, named in (
        ("Nao", "", "", "", "Nao"),
        ("", "Nao", "", "", "Nao"),
        ("", "", "Nao", "", "Nao"),
        ("Nao", "", "", "Nao", "Ren"),
        ("", "", "", "", "Ren"),
    ):
        play = counter()
        play.put("care", "Aki", 0.7, "Nao")
        if worried:
            play.put("worry", "Aki", 0.5, worried)
        if mourned:
            play.put("person.grief", "Aki", 0.6)
            play.machine.set_belief(play.thing("Aki"), "person.alive", [play.thing(mourned)], "known", 0)
            play.put("mourns_for", "Aki", 1, mourned)
        if left:
            play.put("person.heartbreak", "Aki", 0.6)
            play.put("person.left_by", "Aki", play.thing(left))
        if known:
            play.put("closeness", "Mio", 0.8, known)
        assert play.act(ASK, outcome=HEARS, q="Mio", p="Aki")
        play.live(0)
        assert [x for x in ("Ren", "Nao") if play.bond("in_words", "Aki", x)] == [named]
    play = counter()
    play.put("care", "Aki", 0.3, "Ren")
    assert play.act(ASK, outcome=HEARS, q="Mio", p="Aki")
    play.live(0)
    assert play.count("puts a fear into words") == 0, "nobody is dear to him"


def test_KNW_14_of_herself_she_asks_twice() -> None:
    """In an evening at the counter everything comes out, as a rule not at the first question."""
    told, questions = 0, []
    for seed in range(8):
        play = counter(seed, autonomy=True, asks_twice_after="10 min")
        play.put("person.worked_at", "Mio", play.machine.now)
        play.put("person.unburdened_at", "Aki", play.machine.now)
        for _ in range(12):
            play.live(HOUR / 4)
            bring(play, "stand", "Aki")
            bring(play, "stand", "Mio", situation="work")
            play.put("person.stress", "Aki", 0.5)
            play.put("person.unburdened_at", "Aki", play.machine.now)
            play.put("person.went_out_at", "Aki", play.machine.now)
            for attr in ("worked_at", "went_to_work_at"):
                play.put(f"person.{attr}", "Mio", play.machine.now)
        counts = play.counts()
        told += counts.get("puts a fear into words", 0)
        questions.append(counts[ASK])
    assert told == 8
    assert 24 < sum(questions) <= 34, "each has a beginning and an end"
