"""KNW-6: who tells somebody how it stands with the one he fears for, and what it costs to say and to hear it."""

from __future__ import annotations

import pytest

from .desks import holds
from .offices import office, put, to_bed, until
from .support import DAY, HOUR, NEVER, Play

ASK = "ask what is to be expected"
CALM = {"stress": 0.3, "mind": "awake"}


def at_the_bed(outlook: str = "uncertain", knowing: tuple[str, ...] = ("Ren", "Ito"), **changed: str) -> Play:
    """Mio, who is devoted to Aki, stands at his bed with Ren and Ito; the healers are elsewhere."""
    play = office(**changed)
    to_bed(play, "Aki")
    put(play, "Aki", outlook=outlook, mobility=0.1, crisis_over=1)
    play.put("care", "Mio", 0.8, "Aki")
    put(play, "Ren", skill=0.6)
    put(play, "Ito", skill=0.3)
    for name in ("Oda", "Emi", "Nao"):
        put(play, name, place="market", situation="away")
    for name in knowing:
        knows(play, name)
    play.live(0)
    for name in ("Mio", "Ren", "Ito"):
        put(play, name, place="sickroom", situation="leisure", went_out_at=play.machine.now, **CALM)
    put(play, "Mio", alarmed_at=play.machine.now)
    play.counts()
    return play


def knows(play: Play, name: str) -> None:
    """That person knows what is to be expected of Aki."""
    outlook = play.get("person.outlook", "Aki")
    play.machine.set_belief(play.thing(name), "person.outlook", [play.thing("Aki")], "known", outlook)


OUTCOMES = {
    "tells": "if knows_the_best(q, x) or knows_the_worst(q, x) and ranks_highest(q, p, x) then 1 else 0",
    "looks away": "if knows_the_worst(q, x) and not ranks_highest(q, p, x) then 1 else 0",
    "does not know": "if knows_the_best(q, x) or knows_the_worst(q, x) then 0 else 1",
}


def asks(play: Play, whom: str) -> str:
    """Mio asks somebody; how it turns out."""
    assert play.refused(ASK, p="Mio", asked=whom, patient="Aki") == ""
    turns = [word for word, text in OUTCOMES.items() if play.value(text, q=whom, p="Mio", x="Aki")]
    assert play.act(ASK, p="Mio", asked=whom, patient="Aki")
    (turned,) = turns
    return turned


def stress(play: Play, name: str) -> float:
    """How beside himself somebody is."""
    return float(play.get("person.stress", name))


@pytest.mark.parametrize("outlook", ["uncertain", "barely_alive", "dead_or_dying", "never_the_same"])
def test_KNW_6_bad_news_is_left_to_the_one_who_ranks_highest(outlook: str) -> None:
    """The one below him looks away, and so much more of it is feared; then he says it."""
    play = at_the_bed(outlook)
    assert asks(play, "Ito") == "looks away"
    assert stress(play, "Mio") == pytest.approx(0.36, abs=0.01)
    assert stress(play, "Ito") == pytest.approx(0.3 + 0.3 * 0.2 / 2, abs=0.01)
    assert not play.value("certainty(q, outlook(x))", q="Mio", x="Aki")
    assert play.get("person.left_unanswered_at", "Mio") == play.machine.now
    assert play.refused(ASK, p="Mio", asked="Ito", patient="Aki") == "has not asked him yet"
    put(play, "Mio", stress=0.3)
    put(play, "Ren", stress=0.3)
    assert asks(play, "Ren") == "tells"
    assert holds(play, f"belief(q, outlook(x)) is {outlook}", q="Mio", x="Aki")
    assert stress(play, "Mio") == pytest.approx(0.3 + 0.3 * 0.8, abs=0.01)
    assert stress(play, "Ren") == pytest.approx(0.3 + 0.3 * 0.2, abs=0.01)
    assert play.refused(ASK, p="Mio", asked="Ito", patient="Aki") == "has not been told"


@pytest.mark.parametrize("outlook", ["quick_recovery", "slow_recovery"])
def test_KNW_6_good_news_anybody_tells(outlook: str) -> None:
    """It costs nothing, and lightens."""
    play = at_the_bed(outlook)
    assert asks(play, "Ito") == "tells"
    assert holds(play, f"belief(q, outlook(x)) is {outlook}", q="Mio", x="Aki")
    assert stress(play, "Mio") == pytest.approx(0.3 - 0.2 * 0.8, abs=0.01)
    assert stress(play, "Ito") == pytest.approx(0.3, abs=0.01)


def test_KNW_6_who_knows_nothing_says_nothing() -> None:
    """Nor does his rank keep others from telling it."""
    play = at_the_bed(knowing=("Ito",))
    assert asks(play, "Ren") == "does not know"
    assert stress(play, "Mio") == pytest.approx(0.3, abs=0.01)
    assert asks(play, "Ito") == "tells"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("chief", "right hand"),
        ("right hand", "healer"),
        ("healer", "nurse"),
        ("nurse", "skilled"),
        ("skilled", "child"),
    ],
)
def test_KNW_6_rank(one: str, other: str) -> None:
    """The chief, her right hand, healers, nurses, and then by what somebody can do."""
    play = office()
    put(play, "Nao", medicine=0.3)
    put(play, "Ren", medicine=0.6)
    put(play, "Ito", skill=0.9)
    put(play, "Kei", skill=0.1)
    who = {"chief": "Oda", "right hand": "Emi", "healer": "Ren", "nurse": "Nao", "skilled": "Ito", "child": "Kei"}
    assert play.value("authority(q)", q=who[one]) > play.value("authority(q)", q=who[other])


@pytest.mark.parametrize(("near", "share"), [(0.0, 0.2), (0.5, 0.6), (1.0, 1.0)])
def test_KNW_6_telling_costs_the_more_the_closer_they_are(near: float, share: float) -> None:
    """Half of it for looking away."""
    for who, part in (("Ren", 1.0), ("Ito", 0.5)):
        play = at_the_bed()
        play.put("closeness", who, near, "Mio")
        put(play, who, stress=0.1)
        asks(play, who)
        assert stress(play, who) == pytest.approx(0.1 + part * share * 0.3, abs=0.01)


def test_KNW_6_after_the_silence_the_highest_breaks_the_news() -> None:
    """Of himself; not as long as nobody has asked, not if he knows nothing, and not past somebody who ranks higher."""
    play = at_the_bed()
    roles = {"p": "Mio", "patient": "Aki"}
    assert play.refused("break the news", teller="Ren", **roles) == "an answer is owed"
    asks(play, "Ito")
    assert play.refused("break the news", teller="Ren", **roles) == ""
    assert play.urge("break the news", teller="Ren", **roles) == pytest.approx(2.6)
    lower = play.again(1)
    put(lower, "Ito", stress=0.1)
    lower.act("break the news", teller="Ito", **roles)
    assert not lower.value("certainty(q, outlook(x))", q="Mio", x="Aki")
    assert stress(lower, "Ito") == pytest.approx(0.1, abs=0.01)
    put(play, "Mio", stress=0.3)
    put(play, "Ren", stress=0.3)
    assert play.act("break the news", teller="Ren", **roles)
    assert holds(play, "belief(q, outlook(x)) is uncertain", q="Mio", x="Aki")
    assert play.value("certainty(q, alive(x))", q="Mio", x="Aki") > 0
    assert stress(play, "Mio") == pytest.approx(0.54, abs=0.01)
    assert stress(play, "Ren") == pytest.approx(0.36, abs=0.01)
    assert play.get("person.left_unanswered_at", "Mio") == NEVER
    play = at_the_bed(answer_due="30 min")
    asks(play, "Ito")
    play.live(40 * 60_000)
    assert play.refused("break the news", teller="Ren", **roles) == "an answer is owed"
    play = at_the_bed(knowing=("Ren", "Ito"))
    put(play, "Mio", left_unanswered_at=play.machine.now)
    put(play, "Kei", place="sickroom")
    assert play.refused("break the news", teller="Kei", **roles) == "knows it"
    put(play, "Mio", eyes_shut=1)
    assert play.refused("break the news", teller="Ren", **roles) == "listens"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("at work", "free to"),
        ("likes him", "dear to him"),
        ("asleep", "listens"),
        ("elsewhere", "at the bed"),
    ],
)
def test_KNW_6_who_asks(change: str, why: str) -> None:
    """Whoever is fond of him, at his bed, somebody awake; and the same one again after some hours."""
    play = at_the_bed(asks_anew="2 h")
    if change == "at work":
        put(play, "Mio", situation="work")
    elif change == "likes him":
        play.put("care", "Mio", 0.3, "Aki")
    elif change == "asleep":
        put(play, "Ito", mind="asleep")
    else:
        put(play, "Aki", place="spare room")
    assert play.refused(ASK, p="Mio", asked="Ito", patient="Aki") == why
    play = at_the_bed(asks_anew="2 h")
    asks(play, "Ito")
    play.live(3 * HOUR)
    put(play, "Mio", place="sickroom", situation="leisure", mind="awake")
    put(play, "Ito", place="sickroom", mind="awake")
    assert play.refused(ASK, p="Mio", asked="Ito", patient="Aki") == ""
    assert play.urge(ASK, p="Mio", asked="Ito", patient="Aki") == pytest.approx(2.4)


def warned(outlook: str, care: float = 0.8, **changed: str) -> Play:
    """Mio comes running to Aki's bed while Nao, who has examined him, is on duty."""
    play = office(**changed)
    until(play, 10)
    to_bed(play, "Aki")
    put(play, "Aki", outlook=outlook, mobility=0.1, crisis_over=1)
    play.put("care", "Mio", care, "Aki")
    play.put("closeness", "Mio", 0.7, "Aki")
    for name in ("Oda", "Emi"):
        put(play, name, place="market", situation="away")
    put(play, "Nao", place="clinic", situation="work", mind="awake", stress=0.1)
    knows(play, "Nao")
    put(play, "Mio", place="home", situation="home", stress=0.3, mind="awake", tiredness=0.1)
    play.live(0)
    play.counts()
    return play


def test_KNW_6_a_warning_before_the_sight_frightens_however_well_it_is_meant() -> None:
    """Good as the prognosis is, the fear rises; the same words in answer to a question lighten."""
    for outlook, rise in (("slow_recovery", 0.15 * 0.8), ("quick_recovery", 0.15 * 0.8), ("uncertain", 0.3 * 0.8)):
        play = warned(outlook)
        assert play.act("is warned before the sight", p="Mio", patient="Aki", healer="Nao")
        assert stress(play, "Mio") == pytest.approx(0.3 + rise, abs=0.01)
        assert stress(play, "Nao") == pytest.approx(0.1 + 0.3 * 0.2 / 2, abs=0.01)
        assert holds(play, f"belief(q, outlook(x)) is {outlook}", q="Mio", x="Aki")
        assert play.refused("is warned before the sight", p="Mio", patient="Aki", healer="Nao") == "does not know it"
    assert (
        warned("slow_recovery", care=0.3).refused("is warned before the sight", p="Mio", patient="Aki", healer="Nao")
        == "dear to him"
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("off duty", "on duty within reach"),
        ("far", "on duty within reach"),
        ("unknown", "it is known"),
    ],
)
def test_KNW_6_who_warns(change: str, why: str) -> None:
    """A healer on duty in the house, when it is known."""
    play = warned("slow_recovery")
    if change == "off duty":
        put(play, "Nao", situation="home")
    elif change == "far":
        put(play, "Nao", place="market")
    else:
        put(play, "Aki", outlook="unknown_yet")
    assert play.refused("is warned before the sight", p="Mio", patient="Aki", healer="Nao") == why


def test_KNW_6_what_it_weighs_is_a_matter_of_parameters() -> None:
    """To say, to hear, to be met with silence, and to be reassured."""
    play = at_the_bed(telling_weighs="50 %", least_telling="100 %", silence_frightens="20 %", bad_news_weighs="60 %")
    asks(play, "Ito")
    assert stress(play, "Mio") == pytest.approx(0.5, abs=0.01)
    assert stress(play, "Ito") == pytest.approx(0.55, abs=0.01)
    put(play, "Mio", stress=0.3)
    asks(play, "Ren")
    assert stress(play, "Mio") == pytest.approx(0.78, abs=0.01)
    assert stress(play, "Ren") == pytest.approx(0.8, abs=0.02)
    play = at_the_bed("slow_recovery", good_news_lightens="30 %")
    asks(play, "Ito")
    assert stress(play, "Mio") == pytest.approx(0.06, abs=0.01)
    play = warned("slow_recovery", reassurance_frightens="50 %")
    assert play.act("is warned before the sight", p="Mio", patient="Aki", healer="Nao")
    assert stress(play, "Mio") == pytest.approx(0.7, abs=0.01)


def test_KNW_6_whoever_is_fond_of_him_is_not_told_by_arriving() -> None:
    """Others hear in passing what is to be expected."""
    for care, hears in ((0.3, True), (0.8, False)):
        play = warned("slow_recovery", care)
        put(play, "Nao", situation="home", place="home")
        assert play.act("rally to the bed", p="Mio", patient="Aki")
        assert (play.value("certainty(q, outlook(x))", q="Mio", x="Aki") > 0) is hears


def test_KNW_6_a_village_asks_and_is_told() -> None:
    """Left to themselves those at the bed ask; one looks away, the one who ranks highest says it."""
    play = at_the_bed()
    put(play, "Ren", home="haven")
    play.machine.autonomy = True
    play.live(HOUR)
    found = play.counts()
    assert found[ASK] >= 2
    assert holds(play, "belief(q, outlook(x)) is uncertain", q="Mio", x="Aki")
    running = warned("slow_recovery")
    running.machine.autonomy = True
    running.live(DAY)
    assert running.counts()["is warned before the sight"] >= 1
