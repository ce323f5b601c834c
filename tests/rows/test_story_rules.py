"""Rules that the second story brought, each as a contrast."""

from __future__ import annotations

from .leaf import leaf_with
from .support import DAY, HOUR, MINUTE, Play

STUMP = """
things:
  the stump: {is: wound, patient: Umino Iruka, site: leg, sort: loss, depth: 75 %, permanent: yes, faced: yes}
"""
NAMED = "Umino Iruka"


def amputee(extra: str = "") -> Play:
    """Iruka with a stump that he knows of, in the east room, and healers at work."""
    play = Play(leaf_with(STUMP + extra))
    for who, place in ((NAMED, "east room"), ("Haruno Sakura", "east room"), ("Tsunade", "east room")):
        play.put("person.place", who, play.thing(place))
        play.choose("person.situation", who, "hospital" if who == NAMED else "work")
    play.put("person.bed", NAMED, play.thing("east room"))
    play.live(MINUTE)
    return play


def climbed(play: Play, days: int) -> float:
    """How far up the ladder so many days lead him who was taken on for therapy."""
    assert play.act("take on for therapy", therapist="Haruno Sakura", p=NAMED)
    play.live(days * DAY)
    return float(play.get("person.mobility", NAMED))


def test_INJ_12_there_is_an_hour_of_therapy_each_day() -> None:
    """Once a healer has taken him on: at home, and while the healer is not at work, it is less."""
    steady = climbed(amputee(), 8)
    home = amputee()
    home.choose("person.situation", NAMED, "home")
    idle = amputee()
    assert idle.act("take on for therapy", therapist="Haruno Sakura", p=NAMED)
    idle.choose("person.situation", "Haruno Sakura", "home")
    idle.live(8 * DAY)
    assert steady > 2 * climbed(home, 8) > 0 == idle.get("person.mobility", NAMED)


def test_INJ_3_what_is_gone_stays_gone_but_it_is_closed_in_theatre() -> None:
    """Only a surgeon does it, and only the worst wounds; the stump is closed, clean, and as permanent as before."""
    play = amputee()
    assert play.refused("operate on", healer="Haruno Sakura", patient=NAMED, w="the stump") == "a surgeon"
    assert play.act("operate on", healer="Tsunade", patient=NAMED, w="the stump")
    assert (play.get("wound.open", "the stump"), play.get("wound.permanent", "the stump")) == (0, 1)
    assert play.get("person.befogged", NAMED)
    assert play.refused("operate on", healer="Tsunade", patient=NAMED, w="the stump") == "bad enough"


def test_INJ_10_devotion_is_taken_for_a_watch_until_it_is_said() -> None:
    """He who is not told why somebody is always near puts it down to duty."""
    found = []
    for said in (0, 1):
        play = amputee()
        play.put("care", "Hatake Kakashi", 0.9, NAMED)
        play.put("person.self_regard", NAMED, 0.3)
        play.put("declared", "Hatake Kakashi", said, NAMED)
        play.live(4 * HOUR)
        assert play.act("keep near", p="Hatake Kakashi", x=NAMED)
        found.append(play.value("if belief(i, motive(k, i)) is duty then 1 else 0", i=NAMED, k="Hatake Kakashi"))
    assert found == [1, 0]


def test_SOC_3_SOC_4_kind_words_crowd_until_a_feared_companion_steps_between() -> None:
    """Whoever stands out is stopped, whoever does not is let alone, and nobody stops him at an elite's side."""
    play = amputee("cast: {the fruit seller: {extend: yes, place: market, situation: work}}\n")
    for who in (NAMED, "Hatake Kakashi"):
        play.put("person.place", who, play.thing("market"))
        play.choose("person.situation", who, "leisure")

    def refused() -> str:
        return play.refused("stop in the street", q="the fruit seller", p=NAMED)

    assert refused() == "stands out"
    play.choose("person.aid", NAMED, "two_crutches")
    before = float(play.get("person.stress", NAMED))
    assert play.act("stop in the street", q="the fruit seller", p=NAMED)
    assert play.get("person.stress", NAMED) > before
    assert play.act("step between", p="Hatake Kakashi", x=NAMED)
    play.live(DAY)
    assert refused() == "nobody in the way"
    play.put("person.place", "Hatake Kakashi", play.thing("gate"))
    assert refused() == ""
