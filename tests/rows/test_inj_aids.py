"""INJ-7 and INJ-12: crutches taken up and put away, legs that bear again, and what a dose leaves behind."""

from __future__ import annotations

import pytest

from .sickbeds import STUMP
from .support import DAY, HOUR, Play
from .wards import ward

TWO, ONE, AWAY = "take two crutches", "take one crutch", "put the crutches away"
ARMS = "w: site: arm, sort: bone, depth: 40 %, open: no\nv: site: arm, sort: bone, depth: 40 %, open: no\n"

DRUG = """
things:
  drug: {is: substance, clouding: 80 %}
  a dose: {is: dose, patient: Aki, substance: drug}
"""


def on_rung(mobility: float, aid: str = "no_aid", wounds: str = STUMP, more: str = "") -> Play:
    """Aki, awake in his sickbed, so far up the ladder."""
    play = ward(wounds, more)
    play.put("person.mobility", "Aki", mobility)
    play.choose("person.aid", "Aki", aid)
    play.put("person.panic", "Aki", 0)
    play.choose("person.mind", "Aki", "awake")
    return play


@pytest.mark.parametrize(("mobility", "aid", "rule"), [
    (0.05, "no_aid", ""), (0.1, "no_aid", TWO), (0.3, "no_aid", TWO), (0.5, "wheelchair", TWO),
    (0.5, "two_crutches", ""),
    (0.56, "two_crutches", ONE), (0.7, "no_aid", ONE), (0.7, "one_crutch", ""), (0.8, "one_crutch", ""),
    (0.95, "one_crutch", AWAY), (0.95, "two_crutches", AWAY), (0.95, "no_aid", ""), (0.95, "wheelchair", ""),
])
def test_INJ_12_the_aid_follows_the_rung(mobility: float, aid: str, rule: str) -> None:
    """Two crutches up to the stairs, one on its own rung, none at the top; and whoever has the right aid keeps it."""
    play = on_rung(mobility, aid)
    play.put("person.lying", "Aki", 1)
    open_to = [each for each in (TWO, ONE, AWAY) if play.refused(each, p="Aki") == ""]
    assert open_to == ([rule] if rule else [])
    if rule:
        assert play.act(rule, p="Aki")
        assert play.word("person.aid", "Aki") == {TWO: "two_crutches", ONE: "one_crutch", AWAY: "no_aid"}[rule]
        assert bool(play.get("person.lying", "Aki")) == (rule == AWAY)


def test_INJ_12_crutches_take_hands() -> None:
    """Two for two, one for one; and on an artificial leg nobody takes one."""
    for lame, two, one in ((0, "", ""), (1, "hands for them", ""), (2, "hands for them", "a hand for it")):
        play = on_rung(0.3, wounds=ARMS)
        for arm in ("w", "v")[lame:]:
            play.put("wound.patient", arm, 0)
        play.live(1)
        assert play.refused(TWO, p="Aki") == two
        play.put("person.mobility", "Aki", 0.6)
        assert play.refused(ONE, p="Aki") == one
    leg = "\nthings:\n  a leg: {is: artificial_limb, wearer: Aki, maker: Sei, attached: yes}\n"
    assert on_rung(0.6, more=leg).refused(ONE, p="Aki") == "no artificial leg"


@pytest.mark.parametrize(("mobility", "aid", "then"), [
    (0.3, "no_aid", "two_crutches"), (0.6, "two_crutches", "one_crutch"), (0.95, "one_crutch", "no_aid"),
])
def test_INJ_12_of_himself_he_takes_the_aid_of_his_rung(mobility: float, aid: str, then: str) -> None:
    """Nobody tells him to, within a day in hospital."""
    play = on_rung(mobility, aid)
    play.machine.autonomy = True
    play.live(DAY)
    assert play.word("person.aid", "Aki") == then


def test_INJ_12_one_leg_after_the_other_bears_again() -> None:
    """With both useless practice leads nowhere, with one as far as one crutch, with none all the way."""
    play = ward("a: site: leg, sort: bone, depth: 40 %, open: no\nb: site: foot, sort: bone, depth: 40 %, open: no")
    limits = []
    for mended in ("", "a", "b"):
        if mended:
            play.put("wound.mend", mended, 0.6)
        play.live(1)
        limits.append(float(play.get("person.mobility_limit", "Aki")))
        if mended == "a":
            assert play.refused("practise walking", p="Aki") != "room for more"
    none, one = play.value("no_leg_limit"), play.value("one_leg_limit")
    assert limits == pytest.approx([none, one, 1])
    counts = play.counts("Aki")
    assert (counts["one leg bears again"], counts["regain the use of both legs"]) == (1, 1)


def test_INJ_12_of_a_single_broken_leg_nothing_is_left_of_the_limit() -> None:
    """One that could stand all along does not learn it anew; and a lost leg stays a limit."""
    for permanent, limit in ((0, 1.0), (1, 0.74)):
        play = ward("a: site: leg, sort: bone, depth: 40 %, open: no")
        play.put("wound.permanent", "a", permanent)
        play.live(1)
        assert play.get("person.mobility_limit", "Aki") == pytest.approx(0.74)
        play.put("wound.mend", "a", 0.6)
        play.live(1)
        assert play.get("person.mobility_limit", "Aki") == pytest.approx(limit)
        assert play.counts("Aki").get("one leg bears again", 0) == 0


def test_INJ_7_a_dose_works_its_time_unless_it_is_kept_up() -> None:
    """The fog goes with the last dose, neither sooner nor later, and comes back with the next."""
    for hours in (2, 8, 24):
        for kept_up in (0, 1):
            play = ward("w: site: arm, depth: 30 %, open: no", DRUG)
            play.put("substance.lasts", "drug", float(hours * HOUR))
            play.put("dose.given_at", "a dose", play.machine.now)
            play.put("dose.kept_up", "a dose", kept_up)
            play.live((hours - 1) * HOUR)
            assert play.get("person.befogged", "Aki")
            play.live(2 * HOUR)
            assert bool(play.get("person.befogged", "Aki")) == bool(kept_up)
            assert len(play.all("dose")) == kept_up
            assert play.counts().get("fog lifts", 0) == 1 - kept_up
