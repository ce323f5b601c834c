"""Rules that the second story brought, each as a contrast."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, Play
from .wards import admit, until_ten, ward

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
    """How far up the ladder so many days lead him who was taken on for therapy, and whose wound is some days old."""
    play.choose("wound.phase", "the stump", "building")
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


@pytest.mark.parametrize(("anaesthetic_holds", "hours", "mind"), [
    ("195 min", 2, "unconscious"), ("195 min", 3.5, "awake"), ("20 min", 0.5, "awake"), ("5 h", 3.5, "unconscious"),
])
def test_INJ_3_nobody_comes_round_in_theatre(anaesthetic_holds: str, hours: float, mind: str) -> None:
    """However steady he is, the anaesthetic holds for its time, in which he neither wakes nor falls asleep."""
    play = amputee(parameters(anaesthetic_holds=anaesthetic_holds))
    play.put("person.steadiness", NAMED, 1.0)
    play.put("person.tiredness", NAMED, 0.1)
    roles = {"healer": "Tsunade", "patient": NAMED, "w": "the stump"}
    play.machine.start(Directed("action/operate on", {role: play.thing(name) for role, name in roles.items()}))
    play.live(hours * HOUR)
    assert play.word("person.mind", NAMED) == mind


@pytest.mark.parametrize(("site", "depth", "hours", "rests_from", "rests"), [
    ("leg", 0.6, 2, "30 %", True),
    ("foot", 0.6, 2, "30 %", True),
    ("arm", 0.6, 2, "30 %", False),
    ("leg", 0.2, 2, "30 %", False),
    ("leg", 0.2, 2, "10 %", True),
    ("leg", 0.6, 12 * 24, "30 %", False),
])
def test_INJ_12_a_fresh_wound_of_the_leg_rests(
    site: str, depth: float, hours: float, rests_from: str, rests: bool
) -> None:
    """Nobody practises walking on it, alone or bidden, before its first inflammation is down."""
    wound = f"w: site: {site}, sort: cut, cause: blade, depth: {depth * 100:.0f} %"
    play = ward(wound, parameters(rests_from=rests_from))
    assert admit(play)
    play.live(hours * HOUR)
    until_ten(play)
    play.put("person.pain", "Aki", 0.1)
    play.put("person.fever", "Aki", 0.0)
    play.put("person.mobility", "Aki", 0.3)
    play.choose("person.mind", "Aki", "awake")
    play.put("person.practised_at", "Aki", play.machine.now - 2 * DAY)
    wanted = "no fresh wound of the leg" if rests else ""
    assert play.refused("practise walking", p="Aki") == wanted
    play.choose("person.situation", "Nao", "work")
    assert play.refused("give therapy", therapist="Nao", p="Aki") == wanted
    play.put("person.therapist", "Aki", play.thing("Nao"))
    play.live(DAY)
    assert (play.counts().get("therapy hour", 0) == 0) is rests


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
