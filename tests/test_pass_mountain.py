"""The second world's slopes: when snow comes down, how long whoever lies under it lives, and who falls."""

from __future__ import annotations

import pytest

from tests.rows.support import DAY, HOUR, MINUTE, Play, shipped
from tests.test_pass_rescue import BASTI, COULOIR, TONI, lies, on_the_slope

SURVIVAL = {9.9: 0.91, 20: 0.61, 30: 0.31, 80: 0.19, 130: 0.07, 721: 0.0}
"""Which share is alive if dug out after so many minutes: Rauch 2024, straight between its bends, and then the cold."""


def test_air_under_the_snow_lasts_as_the_survival_curve_says() -> None:
    """Fifteen hundred are buried at once in as many worlds: so many live so long."""
    first = Play(shipped("pass"))
    on_the_slope(first, TONI)
    lasts = []
    for seed in range(1500):
        play = first.again(seed)
        play.put("person.buried", TONI, 1)
        play.live(1)
        lasts.append(play.get("person.air_for", TONI) / MINUTE)
    shares = {minutes: sum(air > minutes for air in lasts) / len(lasts) for minutes in SURVIVAL}
    assert shares == pytest.approx(SURVIVAL, abs=0.04)
    assert min(lasts) >= 1


def under_the_snow(minutes: float) -> Play:
    """Toni, who has air for so long, has just been buried."""
    play = Play(shipped("pass"))
    on_the_slope(play, TONI)
    lies(play, TONI, buried=True)
    play.live(1)
    play.put("person.air_for", TONI, minutes * MINUTE)
    play.counts()
    return play


def test_whoever_lies_under_the_snow_dies_when_the_air_is_used_up() -> None:
    """Not before, and not of anything else that comes round every so often."""
    play = under_the_snow(40)
    play.live(39 * MINUTE)
    assert not play.get("person.arrest", TONI)
    play.live(2 * MINUTE)
    assert play.get("person.arrest", TONI)
    play.live(HOUR)
    assert not play.get("person.alive", TONI)
    assert play.counts()["stifle under the snow"] == 1


def test_whoever_is_dug_out_in_time_can_be_buried_again() -> None:
    """The air of the first time is not reckoned against him in the second."""
    play = under_the_snow(40)
    on_the_slope(play, BASTI)
    play.live(10 * MINUTE)
    assert play.act("dig out", amounts={"searching": 20 * MINUTE}, p=BASTI, other=TONI)
    assert play.get("person.air_for", TONI) == 0
    play.live(DAY)
    play.put("person.buried", TONI, 1)
    play.live(1)
    play.put("person.air_for", TONI, 25 * MINUTE)
    play.live(20 * MINUTE)
    assert not play.get("person.arrest", TONI)
    play.live(6 * MINUTE)
    assert play.get("person.arrest", TONI)


def test_snow_comes_down_at_an_hour_of_its_own() -> None:
    """One slope gives way at noon, the other in the afternoon, and not before."""
    play = Play(shipped("pass"))
    play.live(5.5 * HOUR)
    on_the_slope(play, TONI)
    play.put("person.crux_after", TONI, 20 * HOUR)
    play.put("person.went_up_at", TONI, play.machine.now + 2 * HOUR)
    play.put("place.laden_with_snow", COULOIR, 1)
    play.put("place.weak_from", COULOIR, 14 * HOUR)
    play.live(2 * HOUR)
    assert not play.count("avalanche")
    play.live(HOUR)
    assert play.count("avalanche") == 1
    assert not play.get("place.laden_with_snow", COULOIR)


def test_most_whom_an_avalanche_catches_it_leaves_on_top() -> None:
    """A quarter lies under it; of the others on the slope about half are caught; whoever lies free crawls out."""
    first = Play(shipped("pass"))
    first.live(6.5 * HOUR)
    on_the_slope(first, TONI, BASTI)
    first.live(1)
    worlds, buried, caught = 600, 0, 0
    for seed in range(worlds):
        play = first.again(seed)
        play.put("place.laden_with_snow", COULOIR, 1)
        play.live(10)
        counts = play.counts()
        under = sum(bool(play.get("person.buried", who)) for who in (TONI, BASTI))
        assert counts["avalanche"] == 1
        assert counts.get("crawl out of the snow", 0) == 1 + counts.get("caught as well", 0) - under
        assert sum(bool(play.get("person.lying", who)) for who in (TONI, BASTI)) == under
        caught += counts.get("caught as well", 0)
        buried += under
    assert caught / worlds == pytest.approx(0.55, abs=0.06)
    assert buried / (worlds + caught) == pytest.approx(0.23, abs=0.05)


def test_where_no_snow_lies_any_more_none_comes_down() -> None:
    """A slope that was laden on the last day of spring is bare on the first of summer."""
    play = Play(shipped("pass"))
    play.live(119.5 * DAY)
    assert play.value("if season is spring then 1 else 0")
    play.put("place.laden_with_snow", COULOIR, 1)
    play.live(DAY)
    assert play.value("if season is summer then 1 else 0")
    assert not play.get("place.laden_with_snow", COULOIR)
    assert play.value("slip(x)", x=COULOIR) == pytest.approx(0.03 * 0.3)


def test_everybody_comes_to_the_worst_place_at_a_time_of_his_own() -> None:
    """The one who follows an hour later is not spared because another is still up there."""
    play = Play(shipped("pass"))
    play.live(HOUR)
    for who in (TONI, BASTI):
        on_the_slope(play, who)
        play.put("person.crux_after", who, 90 * MINUTE)
        play.live(HOUR)
    play.live(HOUR)
    assert play.counts().get("fall on the slope") == 2


def test_most_falls_let_him_come_down_by_himself() -> None:
    """Three tours in a hundred to the worst slope end in a fall, one of them so that he lies there."""
    first = Play(shipped("pass"))
    on_the_slope(first, TONI)
    first.live(1)
    hurt = lying = 0
    for seed in range(1500):
        play = first.again(seed)
        play.put("person.crux_after", TONI, 0)
        play.live(1)
        wounds = play.value("count(w in wounds(p))", p=TONI)
        grave = play.value("if any(w in wounds(p) where open(w)) then 1 else 0", p=TONI)
        assert play.get("person.lying", TONI) == grave
        hurt += round(wounds)
        lying += round(grave)
    assert hurt / 1500 == pytest.approx(0.03, abs=0.01)
    assert lying / hurt == pytest.approx(1 / 3, abs=0.15)
