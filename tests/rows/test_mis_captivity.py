"""Row MIS-9: staying behind of one's own will, and what goes through the wall of a cell."""

from __future__ import annotations

from tests.rows.desks import desk
from tests.rows.support import Play, shipped

KAKASHI, IRUKA, ENEMY = "Hatake Kakashi", "Umino Iruka", "the Puppeteer"


def test_MIS_9_whoever_stays_behind_of_his_own_will_is_seized_without_a_fight() -> None:
    """He could have gone on, and it is his choice; who has not made it cannot be seized while he stands."""
    play = Play(shipped("leaf"), 3)
    for who in (KAKASHI, IRUKA, ENEMY):
        play.put("person.place", who, play.thing("border forest"))
        play.choose("person.situation", who, "danger")
    play.put("person.lying", IRUKA, 1)
    play.put("care", KAKASHI, 0.1, IRUKA)
    stays, seized = {"p": KAKASHI, "x": IRUKA}, {"captor": ENEMY, "x": KAKASHI, "prison": "left cell"}
    assert play.refused("stay behind with", **stays) == "fond of him"
    play.put("care", KAKASHI, 0.9, IRUKA)
    assert play.refused("seize", **seized) == "cannot or will not defend himself"
    guilt = float(play.bond("guilt_towards", IRUKA, KAKASHI))
    assert play.act("stay behind with", **stays)
    assert play.bond("guilt_towards", IRUKA, KAKASHI) > guilt + 0.05
    assert play.act("seize", **seized)
    assert play.word("person.situation", KAKASHI) == "captive"
    assert play.get("person.place", KAKASHI) == play.thing("left cell")


def test_MIS_9_one_reproaches_the_other_through_the_wall() -> None:
    """Neighbours in two cells: words go through, and leave a grudge on one side and guilt on the other."""
    play = desk()
    play.put("place.next_door", "cave", play.thing("attic"))
    for name, cell in (("Aki", "cave"), ("Eva", "attic")):
        play.put("person.place", name, play.thing(cell))
    assert play.refused("reproach through the wall", p="Aki", other="Eva") == "captive"
    play.choose("person.situation", "Aki", "captive")
    assert play.urge("reproach through the wall", p="Aki", other="Eva") > 0
    assert play.act("reproach through the wall", p="Aki", other="Eva")
    assert play.bond("grudge", "Aki", "Eva") > 0.05
    assert play.bond("guilt_towards", "Eva", "Aki") > 0.05
    assert play.act("reproach through the wall", p="Aki", other="Eva")
    assert play.urge("reproach through the wall", p="Aki", other="Eva") == 0, "what is said is said"
