"""INJ-1: a scar is matched to its event by whoever was there, and told to whoever may ask."""

from __future__ import annotations

import pytest

from .support import HOUR, Play
from .wards import ward

WEEK = 7 * 24 * HOUR
MORE = """
  Kor: {is: person, age: 40, place: sickroom, home: market, situation: danger, side: foreign side}
things:
  foreign side: {is: side}
"""
DID = "if certainty(h, left_by(s)) > 0 and belief(h, left_by(s)) == k then 1 else 0"
WHAT = "if certainty(h, made_by(s)) > 0 and belief(h, made_by(s)) is blade then 1 else 0"


def scarred(mark: str = "arm", there: str = "sickroom") -> Play:
    """Some weeks ago Kor brought Aki down before the eyes of Ren, if he was there; what is left is a scar."""
    play = ward("", MORE)
    play.put("person.place", "Ren", play.thing(there))
    play.put("person.lying", "Aki", 0)
    assert play.act("bring down", p="Kor", foe="Aki")
    (wound,) = play.all("wound")
    for flag in ("bandaged", "clean"):
        play.put(f"wound.{flag}", wound, 1)
    play.put("wound.bleeding", wound, 0.0)
    play.choose("person.situation", "Kor", "away")
    play.put("person.place", "Kor", play.thing("market"))
    play.live(12 * WEEK)
    assert play.get("person.alive", "Aki")
    (scar,) = play.all("scar")
    play.choose("scar.mark", scar, mark)
    return play


def meets(play: Play, who: str, closeness: float = 0.0) -> Play:
    """Somebody comes and passes the time with Aki."""
    for name in (who, "Aki"):
        play.put("person.place", name, play.thing("market"))
        for attr, word in (("mind", "awake"), ("situation", "leisure"), ("sign", "no_sign")):
            play.choose(f"person.{attr}", name, word)
        for attr, value in (("tiredness", 0.1), ("sleep_debt", 0.0), ("loneliness", 0.9), ("stress", 0.1)):
            play.put(f"person.{attr}", name, value)
    play.put("closeness", who, closeness, "Aki")
    assert play.act("chat", p=who, other="Aki")
    return play


def knows(play: Play, who: str, text: str = DID) -> bool:
    """Whether he holds Kor for whoever made the scar, or a blade for what did."""
    roles = {"h": who, "s": play.all("scar")[0]} | ({"k": "Kor"} if "k then" in text else {})
    return bool(play.value(text, **roles))


@pytest.mark.parametrize(("mark", "there", "matched"), [
    ("arm", "sickroom", True), ("face", "sickroom", True), ("chest", "sickroom", False), ("arm", "home", False),
])
def test_INJ_1_whoever_was_there_knows_the_scar_when_he_sees_it(mark: str, there: str, matched: bool) -> None:
    """The same talk: only a witness, and only of what shows; before he sees it he believes nothing of it."""
    play = scarred(mark, there)
    assert not knows(play, "Ren")
    meets(play, "Ren")
    assert knows(play, "Ren") == knows(play, "Ren", WHAT) == matched


@pytest.mark.parametrize(("closeness", "told"), [(0.0, False), (0.1, False), (0.4, True), (0.9, True)])
def test_INJ_1_who_does_not_know_it_asks_if_he_is_near_enough(closeness: float, told: bool) -> None:
    """One threshold; what he is told he believes, both what and who."""
    play = meets(scarred(), "Mio", closeness)
    assert knows(play, "Mio") == knows(play, "Mio", WHAT) == told


def test_INJ_1_a_partner_sees_what_clothes_hide() -> None:
    """The witness who shares his life, not any other witness."""
    for partner in (False, True):
        play = scarred("back")
        if partner:
            play.put("person.partner", "Aki", play.thing("Ren"))
            play.put("person.partner", "Ren", play.thing("Aki"))
        assert knows(meets(play, "Ren"), "Ren") == partner


def test_INJ_1_a_healer_sees_what_made_it_but_not_who() -> None:
    """At an examination."""
    play = scarred("back")
    for name in ("Nao", "Aki"):
        play.put("person.place", name, play.thing("sickroom"))
        play.choose("person.mind", name, "awake")
    assert not knows(play, "Nao", WHAT)
    assert play.act("examine", healer="Nao", patient="Aki")
    assert knows(play, "Nao", WHAT)
    assert not knows(play, "Nao")


def test_INJ_1_left_to_themselves_friends_come_to_know_it() -> None:
    """Nobody directs the talk in which it comes up."""
    play = scarred()
    for name in ("Ren", "Aki"):
        play.choose("person.situation", name, "leisure")
        play.put("person.place", name, play.thing("market"))
        play.choose("person.mind", name, "awake")
        play.put("person.tiredness", name, 0.1)
        play.put("person.loneliness", name, 0.9)
    assert not knows(play, "Ren")
    play.machine.autonomy = True
    play.live(5 * 24 * HOUR)
    assert knows(play, "Ren")
