"""INJ-16: who is given a bed, and that nobody keeps one who has gone."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .leaf import parameters
from .support import DAY, MINUTE, Play
from .wards import until_ten, ward


def arrived(situation: str = "leisure", depth: str = "40 %", bare: bool = True) -> Play:
    """Aki stands in the clinic's hall with a wound that is not healed, and has no bed."""
    play = ward(f"w: site: arm, depth: {depth}, open: {'yes' if bare else 'no'}")
    until_ten(play)
    for attr, value in (("lying", 0), ("bed", 0), ("place", play.thing("clinic"))):
        play.put(f"person.{attr}", "Aki", value)
    play.choose("person.mind", "Aki", "awake")
    play.choose("person.situation", "Aki", situation)
    play.put("person.place", "Nao", play.thing("clinic"))
    play.choose("person.situation", "Nao", "work")
    return play


@pytest.mark.parametrize(
    ("situation", "depth", "bare", "refusal"),
    [
        ("leisure", "40 %", True, ""),
        ("mission", "40 %", True, ""),
        ("leisure", "40 %", False, "to be nursed or helpless"),
        ("work", "40 %", True, "to be nursed or helpless"),
        ("leisure", "20 %", True, "to be nursed or helpless"),
    ],
)
def test_INJ_16_a_bed_is_for_whoever_comes_badly_hurt(situation: str, depth: str, bare: bool, refusal: str) -> None:
    """Who has business in the house and works with an old wound is not put to bed for it, nor whoever walks in with one
    that has closed: he would be sent home at once."""
    play = arrived(situation, depth, bare)
    assert play.refused("admit", healer="Nao", patient="Aki", room="sickroom") == refusal


@pytest.mark.parametrize(("alarms", "goes"), [("60 days", False), ("4000 days", True)])
def test_INJ_16_pain_that_he_knows_sends_nobody_to_the_healers(alarms: str, goes: bool) -> None:
    """Severe pain of an old wound passes with rest; of a new one it is looked into."""
    for days, looked_into in ((10, True), (100, goes)):
        play = ward("w: site: arm, depth: 40 %, open: no", parameters(pain_alarms=alarms))
        until_ten(play)
        for attr, value in (("bed", 0), ("lying", 0), ("place", play.thing("home"))):
            play.put(f"person.{attr}", "Aki", value)
        play.choose("person.mind", "Aki", "awake")
        play.choose("person.situation", "Aki", "home")
        play.put("person.pain", "Aki", 0.9)
        play.put("person.examined_at", "Aki", play.machine.now - 9 * DAY)
        play.put("wound.made_at", play.all("wound")[0], play.machine.now - days * DAY)
        assert (play.refused("seek treatment", p="Aki") == "") is looked_into


@pytest.mark.parametrize("stays", [True, False])
def test_INJ_16_who_has_gone_meanwhile_is_given_no_bed(stays: bool) -> None:
    """It takes some minutes to take somebody in."""
    play = arrived()
    roles = {"healer": play.thing("Nao"), "patient": play.thing("Aki"), "room": play.thing("sickroom")}
    play.machine.start(Directed("action/admit", roles))
    play.live(5 * MINUTE)
    if not stays:
        play.put("person.place", "Aki", play.thing("home"))
    play.live(10 * MINUTE)
    assert bool(play.get("person.bed", "Aki")) is stays


@pytest.mark.parametrize(("place", "situation", "kept"), [
    ("sickroom", "hospital", True), ("clinic", "hospital", True), ("home", "hospital", True), ("home", "home", False),
])
def test_INJ_16_nobody_has_a_bed_there_who_is_at_home(place: str, situation: str, kept: bool) -> None:
    """Ten years of a village showed beds that were kept for people who had long gone back to their work."""
    play = arrived()
    play.put("person.bed", "Aki", play.thing("sickroom"))
    play.choose("person.situation", "Aki", situation)
    play.put("person.place", "Aki", play.thing(place))
    play.live(MINUTE)
    assert bool(play.get("person.bed", "Aki")) is kept
