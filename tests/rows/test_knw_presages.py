"""KNW-7: what kind of news is coming is read off who stands there, and off his face, before a word is said."""

from __future__ import annotations

import pytest

from .desks import holds
from .offices import office, put, to_bed
from .support import DAY, HOUR, NEVER, Play

KEY = "person.expects_news"


def at_home(omen: str = "Oda", **changed: str) -> Play:
    """Mio is at home; somebody, as a rule the chief, comes in."""
    play = office(**changed)
    put(play, "Mio", place="home", situation="home", stress=0.1)
    put(play, omen, home="haven")
    play.live(0)
    play.counts()
    put(play, omen, place="home")
    play.live(0)
    return play


def at_the_bed(ominous: bool = True, care: float = 0.8, **changed: str) -> Play:
    """Aki lies in a sickbed, and Mio, who is fond of him, is there; Ito comes in, whose office may be feared."""
    play = office(**changed)
    to_bed(play, "Aki")
    play.put("care", "Mio", care, "Aki")
    put(play, "Mio", place="sickroom", situation="leisure", stress=0.1, mind="awake")
    put(play, "Ito", ill_omen=0.8 if ominous else 0.0)
    play.live(0)
    play.counts()
    put(play, "Ito", place="sickroom")
    play.live(0)
    return play


@pytest.mark.parametrize("omen", ["Oda", "Emi"])
def test_KNW_7_somebody_from_above_in_ones_house_means_news(omen: str) -> None:
    """The chief, or her right hand; nothing has been said yet."""
    play = at_home(omen)
    assert play.counts()["a presence tells of news"] == 1
    assert play.word(KEY, "Mio") == "news_from_above"
    assert play.get("person.alarmed_for", "Mio") == play.thing("Mio")
    assert float(play.get("person.stress", "Mio")) == pytest.approx(0.3)
    weighs = at_home(omen, presence_weighs="30 %")
    assert float(weighs.get("person.stress", "Mio")) == pytest.approx(0.4)


@pytest.mark.parametrize("who", ["a nurse", "housemate", "friend", "near", "in the street", "asleep", "lately"])
def test_KNW_7_who_means_nothing(who: str) -> None:
    """Whoever has no say, lives there, or is a friend; in the street nobody thinks of it, nor asleep, nor once more."""
    play = office()
    put(play, "Mio", place="home", situation="home", stress=0.1)
    put(play, "Oda", home="home" if who == "housemate" else "haven")
    if who == "friend":
        play.put("care", "Mio", 0.5, "Oda")
    elif who == "near":
        play.put("closeness", "Mio", 0.5, "Oda")
    elif who == "in the street":
        put(play, "Mio", place="market")
    elif who == "asleep":
        put(play, "Mio", mind="asleep", tiredness=0.9)
    elif who == "lately":
        put(play, "Mio", alarmed_at=play.machine.now - 4 * DAY)
    play.counts()
    put(play, "Nao" if who == "a nurse" else "Oda", place="market" if who == "in the street" else "home")
    play.live(0)
    assert play.word(KEY, "Mio") == "no_news"
    if who in ("a nurse", "housemate", "in the street"):
        assert "a presence tells of news" not in play.counts()


def test_KNW_7_how_soon_somebody_is_alarmed_again() -> None:
    """After some days a presence means something again, sooner where the world says so."""
    for pause, happens in (("5 days", False), ("1 h", True)):
        play = office(alarmed_again=pause)
        put(play, "Mio", place="home", situation="home", alarmed_at=play.machine.now - 2 * HOUR)
        put(play, "Oda", home="haven", place="home")
        play.live(0)
        assert (play.word(KEY, "Mio") == "news_from_above") is happens


def test_KNW_7_a_feared_office_at_the_bed_means_something_worse_than_wounds() -> None:
    """There has to be something in the blood that nobody can see: an open question from then on."""
    play = at_the_bed()
    assert play.word(KEY, "Mio") == "worse_than_wounds"
    assert play.get("person.alarmed_for", "Mio") == play.thing("Aki")
    assert holds(play, "wonders(x, poison(p))", x="Mio", p="Aki")
    found = play.counts()
    assert found["an office tells of worse"] == 1
    assert found["unknown cause weighs"] == 1
    for other in (at_the_bed(ominous=False), at_the_bed(care=0.2)):
        assert other.word(KEY, "Mio") == "no_news"
        assert not holds(other, "wonders(x, poison(p))", x="Mio", p="Aki")


@pytest.mark.parametrize("sign", ["pale", "sick", "breathless", "knees_give", "tears"])
def test_KNW_7_a_face_says_it_before_a_word(sign: str) -> None:
    """Of whoever was there first, a healer or a friend; what is inferred is less sure than what is said."""
    play = at_the_bed(ominous=False)
    assert play.word(KEY, "Mio") == "no_news"
    if sign == "tears":
        put(play, "Ito", weeping=1, wept_at=play.machine.now)
    else:
        put(play, "Ito", sign=sign)
    play.live(0)
    assert play.word(KEY, "Mio") == "bad_by_the_face"
    assert play.get("person.alarmed_for", "Mio") == play.thing("Aki")
    assert holds(play, "belief(x, outlook(p)) is uncertain", x="Mio", p="Aki")
    assert play.value("certainty(x, outlook(p))", x="Mio", p="Aki") == pytest.approx(0.4)


@pytest.mark.parametrize("change", ["masked", "stranger", "asleep", "knows", "no bed", "lately"])
def test_KNW_7_a_face_that_says_nothing(change: str) -> None:
    """Behind a mask, or to a stranger, or whoever does not look or has been told already."""
    play = at_the_bed(ominous=False, care=0.2 if change == "stranger" else 0.8)
    if change == "masked":
        put(play, "Ito", masked=1)
    elif change == "asleep":
        put(play, "Mio", mind="asleep", tiredness=0.9)
    elif change == "no bed":
        put(play, "Aki", place="spare room")
    elif change == "lately":
        put(play, "Mio", alarmed_at=play.machine.now)
    elif change == "knows":
        put(play, "Nao", place="sickroom", situation="work", mind="awake")
        assert play.act("examine", healer="Nao", patient="Aki")
        assert play.act("tell how somebody is", teller="Nao", hearer="Mio", x="Aki")
    play.counts()
    put(play, "Ito", sign="pale")
    play.live(0)
    assert "a face tells before a word" not in play.counts()


def test_KNW_7_what_a_face_weighs_is_a_matter_of_parameters() -> None:
    """And how sure one is of it."""
    play = at_the_bed(ominous=False, face_weighs="50 %", sure_of_a_sign="70 %")
    put(play, "Mio", stress=0.1)
    put(play, "Ito", sign="pale")
    play.live(0)
    assert float(play.get("person.stress", "Mio")) == pytest.approx(0.6, abs=0.06)
    assert play.value("certainty(x, outlook(p))", x="Mio", p="Aki") == pytest.approx(0.7)


def test_KNW_7_false_alarms_are_possible_and_wear_off() -> None:
    """No news comes: a weight goes, what was inferred is forgotten, and the next time frightens less."""
    play = at_the_bed()
    play.live(11 * HOUR)
    assert play.word(KEY, "Mio") == "worse_than_wounds"
    play.counts()
    put(play, "Mio", stress=0.5)
    play.live(HOUR)
    assert play.counts()["it was a false alarm"] == 1
    assert play.word(KEY, "Mio") == "no_news"
    assert play.get("person.false_alarms", "Mio") == 1
    assert not holds(play, "wonders(x, poison(p))", x="Mio", p="Aki")
    assert not play.value("certainty(x, outlook(p))", x="Mio", p="Aki")
    before = at_home()
    put(before, "Mio", expects_news="no_news", false_alarms=1, alarmed_at=NEVER, stress=0.1)
    put(before, "Oda", place="market")
    before.live(0)
    put(before, "Oda", place="home")
    before.live(0)
    assert float(before.get("person.stress", "Mio")) == pytest.approx(0.2), "half as much"
    quick = at_home(alarm_lasts="1 h")
    put(quick, "Oda", place="market")
    put(quick, "Mio", stress=0.6)
    quick.live(HOUR)
    assert quick.get("person.false_alarms", "Mio") == 1
    assert quick.word(KEY, "Mio") == "no_news"


def test_KNW_7_a_false_alarm_takes_half_of_what_it_weighed() -> None:
    """At once."""
    play = at_home()
    put(play, "Mio", stress=0.6)
    assert play.act("it was a false alarm", p="Mio") is False, "it is too early"
    put(play, "Mio", alarmed_at=play.machine.now - 13 * HOUR)
    play.live(0)
    assert float(play.get("person.stress", "Mio")) == pytest.approx(0.5)


def test_KNW_7_what_was_feared_is_said() -> None:
    """Then it was no false alarm: whoever is told, or served with papers, waits for nothing more."""
    play = at_the_bed()
    put(play, "Mio", false_alarms=3)
    play.live(HOUR)
    put(play, "Aki", outlook="uncertain")
    put(play, "Oda", place="sickroom", situation="work", mind="awake")
    assert play.act("examine", healer="Oda", patient="Aki")
    assert play.act("tell how somebody is", teller="Oda", hearer="Mio", x="Aki")
    play.live(0)
    assert play.word(KEY, "Mio") == "no_news"
    assert play.get("person.false_alarms", "Mio") == 0
    served = at_home()
    served.live(HOUR)
    put(served, "Mio", false_alarms=2, served_last_at=served.machine.now)
    served.live(0)
    assert served.word(KEY, "Mio") == "no_news"
    assert served.get("person.false_alarms", "Mio") == 0
    unknown = at_home()
    put(unknown, "Mio", served_last_at=unknown.machine.now - HOUR)
    unknown.live(0)
    assert unknown.word(KEY, "Mio") == "news_from_above", "of papers that came before it nothing is said"


def test_KNW_7_papers_come_after_the_fear_of_them() -> None:
    """Left to itself the office brings them: her right hand in his room is news, and the papers are what it was."""
    play = office()
    put(play, "Ito", place="home", situation="home", post="guard", workplace="desk", mobility=0.9, mobility_limit=1.0)
    put(play, "Emi", home="haven")
    play.counts()
    play.machine.autonomy = True
    play.live(3 * DAY)
    found = play.counts()
    assert found.get("serve", 0) >= 1
    assert found.get("a presence tells of news", 0) >= 1
    assert found.get("the news comes", 0) >= 1
    assert play.word(KEY, "Ito") == "no_news"
