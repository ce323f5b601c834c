"""PLC-8, between two towns: who lives in the one and has his day in the other; and INS-13, who grows out of school."""

from __future__ import annotations

import pytest

from .offices import put
from .support import DAY, HOUR, MINUTE
from .sweeps import in_town
from .towns import far


@pytest.mark.parametrize(
    ("km", "day_trip", "keeps"),
    [(3, "40 km", True), (39, "40 km", True), (41, "40 km", False), (90, "40 km", False), (39, "20 km", False),
     (90, "100 km", True)],
)
def test_PLC_8_a_post_is_kept_only_where_one_still_comes_to_it(km: float, day_trip: str, keeps: bool) -> None:
    """Whoever moves to the next village goes on serving; whoever moves beyond a day trip gives up the post."""
    play = far(km, day_trip=day_trip)
    play.put("person.crossed_at", "Aki", play.machine.now)
    assert play.act("move away to", p="Aki", to="coast"), play.refused("move away to", p="Aki", to="coast")
    assert play.get("person.home", "Aki") == play.thing("coast")
    play.live(MINUTE)
    assert (play.word("person.post", "Aki") == "clerk") == keeps
    assert (play.get("person.workplace", "Aki") != 0) == keeps


WAYS_HOME: dict[str, dict[str, str]] = {"go home": {}, "make the long way home": {"to": "home"}}
"""With the roles that each has besides the one who goes."""


@pytest.mark.parametrize(("km", "way", "other", "refused"), [
    (3, "go home", "make the long way home", "no day trip"), (90, "make the long way home", "go home", "near enough"),
])
def test_PLC_8_whoever_is_out_comes_home_from_any_town(km: int, way: str, other: str, refused: str) -> None:
    """In the same town by himself the same day, else by day's marches; nobody is left standing where he was."""
    play = far(km, post="no_post")
    put(play, "Aki", place="coast", situation="leisure", went_out_at=play.machine.now - 2 * HOUR)
    assert play.refused(way, p="Aki", **WAYS_HOME[way]) == ""
    assert play.refused(other, p="Aki", **WAYS_HOME[other]) == refused
    play.machine.autonomy = True
    play.live(8 * HOUR)
    assert play.get("person.home", "Aki") == play.get("person.place", "Aki")
    found = play.counts()
    assert found.get(way, 0) >= 1
    assert other not in found


def test_PLC_8_nobody_goes_out_to_another_town_for_an_evening() -> None:
    """A haunt that is days away is no place to go to, however lonely he is."""
    for km, refused in ((3, ""), (90, "near enough")):
        play = far(km, post="no_post")
        put(play, "Aki", haunt="coast", loneliness=0.9)
        play.live(6 * HOUR)
        put(play, "Aki", haunt="coast", loneliness=0.9, place="home", situation="home", mind="awake")
        assert play.refused("go out", p="Aki") == refused


@pytest.mark.parametrize(("home", "refused"), [("flat", ""), ("far town", "in one town")])
def test_PLC_8_one_does_not_go_to_live_with_a_partner_in_another_town(home: str, refused: str) -> None:
    """Two homes in one town become one; for the other town somebody would have to travel first."""
    wish = "Ren.shares_home = 100 %; Aki.shares_home = 100 %; Ren.closeness.Aki = 90 %; Aki.closeness.Ren = 90 %"
    pair = "Ren.partner = Aki; Aki.partner = Ren; Ren.kissed_at.Aki = 2 days ago"
    play = in_town().given(f"{wish}; {pair}; Aki.home = {home}")
    assert play.refused("go to live with the partner", p="Ren", host="Aki") == refused


def test_INS_13_pupils_grow_up_and_leave_school() -> None:
    """Everybody is a year older at New Year; a pupil leaves the school in the year in which he is old enough."""
    left = {}
    for leaving in (10, 11):
        play = far(post="pupil", age=9, school_leaving_age=str(leaving))
        while play.word("person.post", "Aki") == "pupil":
            left[leaving] = left.get(leaving, 0) + 1
            play.live(365 * DAY)
            assert play.get("person.age", "Aki") == 9 + left[leaving]
    assert left == {10: 1, 11: 2}


@pytest.mark.parametrize(("home", "refused"), [("home", ""), ("coast", "out")])
def test_PLC_2_nobody_asks_to_go_home_who_is_there(home: str, refused: str) -> None:
    """Whoever has moved away lives where he goes out to: among people and at home at once."""
    play = far(3, post="no_post")
    put(play, "Aki", home=home, place="coast", situation="leisure", aid="one_crutch", stress=0.9, mind="awake")
    put(play, "Nao", place="coast", mind="awake")
    assert play.refused("ask to go home", p="Aki", other="Nao") == refused
