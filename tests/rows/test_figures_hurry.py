"""How soon somebody sets out without leave who has a dear reason to: the same night (001)."""

from __future__ import annotations

from functools import cache

import pytest

from tests.rows.desks import HANDS, desk, mission, out, set_all
from tests.rows.support import HOUR, NEVER


@cache
def departure(noted_at: int, dear: float, seed: int = 1) -> tuple[float, float]:
    """Hours until Bea, to whom Aki is dear, goes after Aki, whose team is noted as late at an hour; and at which hour.

    Nobody directs them; (-1, -1) if Bea has not gone within three days.
    """
    play = desk(seed=seed)
    m = mission(play, "escort")
    out(play, m, "Aki", "Eva")
    for name in ("Aki", "Eva"):
        play.choose("person.mind", name, "unconscious")
        play.put("person.lying", name, 1)
    for name in HANDS:
        play.put("care", name, dear if name == "Bea" else 0, "Aki")
    play.choose("person.situation", "Kay", "hospital")
    play.live(((noted_at - 6) % 24) * HOUR)
    set_all(play, m, late=1)
    play.put("person.place", "Bea", play.thing("home"))
    play.choose("person.situation", "Bea", "home")
    play.put("person.went_to_work_at", "Bea", NEVER)
    play.machine.autonomy = True
    began = play.machine.now
    for _ in range(3 * 48):
        play.live(HOUR / 2)
        if play.get("person.absent", "Bea"):
            return (play.machine.now - began) / HOUR, play.value("clock / 1 h")
    return -1.0, -1.0


@pytest.mark.parametrize("noted_at", [8, 13, 18, 21])
def test_MIS_18_whoever_has_a_dear_reason_is_gone_the_same_night(noted_at: int) -> None:
    """At whatever hour of the day it is known: after dark, and before that night is over."""
    waits, hour = departure(noted_at, 0.9)
    assert 0 < waits <= 28 - noted_at
    assert hour >= 20 or hour < 4.5


def test_MIS_18_for_nobody_less_dear_does_anybody_go() -> None:
    """The same absence of somebody whom he merely likes is left to the desk."""
    assert departure(18, 0.5) == (-1, -1)
