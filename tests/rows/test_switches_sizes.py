"""Switches C9, C10, C17 and C24: how long and how much, by the smaller parameters beside the switch itself."""

from __future__ import annotations

from tests.rows.couples import pair, parted
from tests.rows.support import DAY, Play


def test_C_9_how_long_until_the_next_occasion() -> None:
    """Three days after he kept it back he may speak where two are enough, and may not where a week is wanted."""
    for after, may in (("2 days", True), ("7 days", False)):
        play = pair(together=False, speaks_again_after=after)
        play.choose("person.situation", "Aki", "leisure")
        play.put("kept_back_at", "Aki", play.machine.now - 3 * DAY, "Ren")
        assert (play.refused("declare love", p="Aki", other="Ren") == "") == may


def test_C_10_how_long_a_face_is_taken_as_read() -> None:
    """Two days after he last looked a further talk tells him something or nothing, by the parameter."""
    for after, looks in (("1 day", 1), ("5 days", 0)):
        play = pair(together=False, reads_again_after=after)
        play.put("readability", "Ren", 1, "Aki")
        play.put("looked_into_at", "Aki", play.machine.now - 2 * DAY, "Ren")
        play.put("person.loneliness", "Aki", 0.9)
        play.choose("person.situation", "Aki", "leisure")
        assert play.act("chat", p="Aki", other="Ren")
        assert play.value("if takes_for_fond(p, other) then 1 else 0", p="Aki", other="Ren") == looks


def met(play: Play) -> float:
    """Ren's stress at the moment at which, under an order, he meets Aki before a clerk."""
    for who in ("Ren", "Aki", "Mio"):
        play.put("person.place", who, play.thing("market"))
    play.put("person.stress", "Ren", 0.1)
    assert play.act("lay the ward", chief="Oda", x="Ren", protected="Aki")
    play.live(0)
    return float(play.get("person.stress", "Ren"))


def test_C_17_how_much_a_rebuke_and_a_frown_cost() -> None:
    """What an official says, or what people's looks do, where an order does not act by itself."""
    for enforcement, name in (("1", "rebuke"), ("0", "frown")):
        costs = [met(parted(usual_enforcement=enforcement, **{name: share})) for share in ("0 %", "40 %")]
        assert abs(costs[1] - costs[0] - 0.4) < 0.01


def test_C_24_how_much_the_looks_of_others_count() -> None:
    """The same approval brings joy in proportion, and none at 0."""
    joys = []
    for share in ("0 %", "10 %", "20 %"):
        play = pair(approval_moves=share, usual_approval="100 %")
        for who in ("Aki", "Ren", "Mio"):
            play.put("person.place", who, play.thing("market"))
        play.choose("person.situation", "Aki", "leisure")
        assert play.act("kiss the partner", p="Aki", other="Ren")
        joys.append(float(play.get("person.joy", "Ren")))
    assert abs(joys[1] - joys[0] - 0.1) < 0.01
    assert abs(joys[2] - joys[0] - 0.2) < 0.01
