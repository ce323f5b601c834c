"""Figures of the stories that are lengths and loads: the stump at the fitting, and what hands carry from the market."""

from __future__ import annotations

import pytest

from tests.rows.desks import desk, hurt
from tests.rows.leaf import parameters
from tests.rows.sickbeds import STUMP
from tests.rows.support import DAY, HOUR, NEVER, Play, town
from tests.rows.wards import ward

LEG = """
  Tam: {is: person, age: 45, place: sickroom, home: home}
things:
  the metal leg: {is: artificial_limb, wearer: Aki, maker: Tam}
"""


def fitting(left: str, shortest: str = "10 cm") -> str:
    """What keeps a leg from being fitted once the stump has healed, with so much of the thigh left; "" if nothing."""
    stump = STUMP + (f", stump: {left}" if left else "")
    play = ward(stump, LEG + parameters(shortest_stump=shortest))
    play.put("wound.mend", "stump", 0.9)
    return play.refused("fit the leg", maker="Tam", p="Aki", l="the metal leg")


def test_INJ_15_a_leg_needs_a_stump_to_hold_on() -> None:
    """About a foot is long enough, next to nothing is not, and what counts as such is the world's."""
    assert [fitting(left) for left in ("4 cm", "9 cm", "11 cm", "")] == [*["stump is long enough"] * 2, "", ""]
    assert fitting("11 cm", "20 cm") == "stump is long enough"


def test_INJ_3_what_a_blast_leaves_of_a_leg() -> None:
    """At or just above the knee: about a foot of the thigh, more or less, each time another length."""
    lengths = []
    for seed in range(12):
        play = desk(seed=seed)
        hurt(play, "Aki", 0.99)
        (lost,) = [w for w in play.all("wound") if play.get("wound.permanent", w)] or [0]
        lengths += [float(play.get("wound.stump", lost))] if lost else []
    assert len(lengths) >= 6
    assert len(set(lengths)) == len(lengths)
    assert all(0.2 <= length <= 0.4 for length in lengths)
    assert sum(lengths) / len(lengths) == pytest.approx(0.3, abs=0.05)


MARKET = """
places:
  market: {extend: yes, stalls: yes}
cast:
  Aki: {is: person, age: 30, home: home, place: market, situation: leisure, haunt: market, infirmary: clinic,
        tiredness: 10 %}
  Nao: {is: person, age: 40, home: home, place: clinic, situation: away, infirmary: clinic}
"""


def bought(aid: str = "no_aid", **changed: str) -> float:
    """How many bags somebody carries away from the market who goes by an aid."""
    play = Play(town(MARKET + parameters(**changed)))
    play.choose("person.aid", "Aki", aid)
    play.act("do the shopping", p="Aki")
    return play.get("person.bags", "Aki")


def test_INJ_13_crutches_leave_few_hands_for_bags_or_none() -> None:
    """The fewer the more crutches he needs."""
    assert bought("two_crutches") == 0 < bought("one_crutch") < bought("no_aid")


def test_HOM_3_three_full_bags_are_what_two_hands_carry() -> None:
    """Whoever needs a crutch carries less, and who needs two nothing at all; how much two hands do is the world's."""
    assert [bought(aid) for aid in ("no_aid", "one_crutch", "two_crutches")] == [3, 1, 0]
    assert [bought(aid, bags_at_once="6") for aid in ("no_aid", "one_crutch", "two_crutches")] == [6, 3, 0]


def test_HOM_3_what_was_bought_lasts_by_those_who_live_there() -> None:
    """Twice as many eat it up in half of the time; nobody shops before it is gone."""
    for both, lasts in ((False, 6), (True, 3)):
        play = Play(town(MARKET))
        if not both:
            play.put("person.home", "Nao", play.thing("clinic"))
        assert play.act("do the shopping", p="Aki")
        play.put("person.place", "Aki", play.thing("home"))
        play.live(0)
        assert play.get("person.bags", "Aki") == 0
        assert play.get("place.stocked_until", "home") - play.machine.now == pytest.approx(lasts * DAY)
        play.put("person.place", "Aki", play.thing("market"))
        assert play.refused("do the shopping", p="Aki") == "the house runs short"
        play.live(lasts * DAY + HOUR)
        assert play.refused("do the shopping", p="Aki") == ""


def test_HOM_3_it_is_done_of_itself_and_not_on_two_crutches() -> None:
    """Within a week somebody sound has been at the market and at home with it."""
    found = {}
    for aid in ("no_aid", "two_crutches"):
        play = Play(town(MARKET), autonomy=True)
        play.choose("person.aid", "Aki", aid)
        for rung in ("mobility_limit", "mobility"):
            play.put(f"person.{rung}", "Aki", 1 if aid == "no_aid" else 0.36)
        play.put("person.went_out_at", "Aki", NEVER)
        play.live(8 * DAY)
        found[aid] = play.counts("Aki").get("put the shopping away", 0)
    assert found["no_aid"] >= 1
    assert found["two_crutches"] == 0
