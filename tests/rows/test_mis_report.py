"""MIS-12 where the leader is not at hand: he serves elsewhere by now, or lies in a sickbed."""

from __future__ import annotations

import pytest

from kizuna.story.board import listing
from tests.rows.desks import HANDS, decide, set_all
from tests.rows.offices import put
from tests.rows.support import DAY, HOUR, Play
from tests.rows.test_mis_return import at_home, back


def dismissed(**leader: str) -> tuple[Play, int]:
    """Aki and Eva came back at night and were sent home; it is morning, and Aki's post may be another one by now."""
    play, m = back()
    play.choose("person.situation", "Kay", "home")
    assert play.act("dismiss the team", leader="Aki")
    at_home(play, "Aki", "Eva")
    for key, value in leader.items():
        put(play, "Aki", **{key: value})
    play.live(((9 - play.value("clock / 1 h")) % 24) * HOUR)
    for name in ("Kay", "Aki", "Eva"):
        put(play, name, mind="awake", lying=0)
    put(play, "Kay", situation="work", place="desk room")
    put(play, "Aki", place="home", situation="home")
    return play, m


@pytest.mark.parametrize(("where", "refused"), [("desk room", "serves elsewhere"), ("gate", "")])
def test_MIS_12_whoever_serves_elsewhere_comes_over_with_the_report(where: str, refused: str) -> None:
    """Who comes to the desk every day reports when he is there; a guard at the gate walks over, and it is closed."""
    play, m = dismissed(workplace=where, post="field" if where == "desk room" else "guard")
    assert play.refused("bring the report", leader="Aki") == refused
    if not refused:
        assert play.act("bring the report", leader="Aki")
        assert play.get("person.place", "Aki") == play.thing("desk room")
        assert play.act("report", leader="Aki", clerk="Kay")
        assert play.word("mission.stage", m) == "closed"


def test_MIS_12_he_does_so_by_himself_and_not_over_and_over() -> None:
    """Nobody directs it; a desk that nobody mans is tried again later, not at once."""
    play, m = dismissed(workplace="gate", post="guard")
    found = decide(play, 6 * HOUR)
    assert found.get("bring the report", 0) == 2   # begun and done
    assert play.word("mission.stage", m) == "closed"
    play, m = dismissed(workplace="gate", post="guard")
    put(play, "Kay", post="guard")
    assert play.act("bring the report", leader="Aki")
    put(play, "Aki", place="home", situation="home")
    assert play.refused("bring the report", leader="Aki") == "not in vain just now"


def test_MIS_12_of_a_leader_in_a_sickbed_another_takes_the_report() -> None:
    """Nobody waits for months to be free of a mission that is over; before they are back, he leads from where he is."""
    for over in (False, True):
        play, m = dismissed()
        set_all(play, m, back=int(over))
        put(play, "Eva", situation="work", place="desk room")
        assert play.refused("take command", p="Eva") == "nobody leads"
        put(play, "Aki", situation="hospital", bed="sickroom", place="sickroom", lying=1)
        assert play.refused("take command", p="Eva") == ("" if over else "nobody leads")
    assert play.act("take command", p="Eva")
    assert play.act("report", leader="Eva", clerk="Kay")
    assert [play.get("person.on_mission", name) for name in HANDS] == [0] * len(HANDS)


def test_MIS_12_the_desk_lists_apart_who_is_back_without_a_report() -> None:
    """They are not out any more, and not overdue either, however long ago they were expected."""
    play, m = dismissed(workplace="gate", post="guard")
    play.put("mission.due", m, play.machine.now - 9 * DAY)
    board = {table.title: table for table in play.world.boards["desk"].tables}
    listed = {
        title: any(member == m for _, _, member in listing(play.machine, board[title], {}))
        for title in ("out", "overdue", "back and not reported")
    }
    assert listed == {"out": False, "overdue": False, "back and not reported": True}
