"""Switches C1, C3, C4, C6, C8 and C22, and the hour of INS-3: each by its parameters."""

from __future__ import annotations

from typing import Any

from tests.rows.couples import pair
from tests.rows.leaf import leaf_with, parameters, patients
from tests.rows.offices import put
from tests.rows.support import DAY, HOUR, MINUTE, Play

KAKASHI = "Hatake Kakashi"


def test_C_1_how_steeply_the_danger_rises_through_the_band() -> None:
    """Half-way through the band it is a half, a fourth or an eighth, and anything between: no steps."""
    found = []
    for steepness in ("1", "1.5", "2", "2.5", "3"):
        play = Play(leaf_with(parameters(crisis_steepness=steepness) + "\n" + patients([7], [30])))
        play.put("person.stall_level", "Patient 0", 7)
        found.append(play.value("giving_ground(p)", p="Patient 0"))
    assert [round(share, 4) for share in found] == [round(0.5**power, 4) for power in (1, 1.5, 2, 2.5, 3)]


def test_C_1_where_the_fatal_band_begins() -> None:
    """The same reserve of three per cent ebbs away where the fatal level lies above it."""
    fates = {}
    for level in ("1 %", "4 %"):
        play = Play(leaf_with(parameters(fatal_level=level) + "\n" + patients([3], [30])))
        play.live(10 * MINUTE)
        fates[level] = play.word("person.reserve", "Patient 0")
    assert fates["4 %"] == "ebbing"
    assert fates["1 %"] != "ebbing"


def test_C_3_what_a_step_costs() -> None:
    """The dearer a use of God's Step is, the fewer there are in one reserve."""
    uses = []
    for cost in ("20 chakra", "52 chakra", "150 chakra"):
        play = Play(leaf_with(parameters(step_cost=cost)))
        uses.append(200 // play.value("step_price(p)", p=KAKASHI))
    assert uses[0] > uses[1] > uses[2] == 1


def bleeding(skill: float, share: str) -> float:
    """What goes on bleeding under a bandage of Aki's, as a share of what bled before."""
    more = "things:\n  cut: {is: wound, patient: Ren, site: arm, depth: 40 %, bleeding: 20 ml/min}\n"
    play = pair(more=more, bandage_share=share)
    put(play, "Aki", first_aid=skill, situation="danger")
    before = play.get("wound.bleeding", "cut")
    assert play.act("bandage", helper="Aki", patient="Ren", w="cut")
    return float(play.get("wound.bleeding", "cut") / before)


def test_C_4_who_can_help_in_the_field_is_a_skill_of_his_own() -> None:
    """The same bandage stops more by a practised hand, and how much an unpractised one stops is set."""
    assert bleeding(0.9, "20 %") < bleeding(0, "20 %") < bleeding(0, "60 %")


def desk(**changed: Any) -> Play:
    """A desk with two field hands, of whom one is hurt, and a teacher of some skill at the school in its reserve."""
    term = "things:\n  the term: {is: term, school: market, begins_on: 300, ends_on: 350}\n"
    play = pair(more=term, **changed)
    for who, free in (("Mio", 0), ("Nao", 1)):
        put(play, who, post="field", workplace="office", grounded=1 - free)
    put(play, "Aki", post="teacher", workplace="market", skill=0.5)
    play.put("place.reserve_of", "office", play.thing("market"))
    return play


def test_C_6_from_when_on_a_desk_is_short_of_hands() -> None:
    """With half of its hands free a desk is short where more are wanted, and is not where fewer are enough."""
    for level, short in (("35 %", 0), ("49 %", 0), ("60 %", 1), ("100 %", 1)):
        play = desk(staffing_level=level)
        play.live(DAY)
        assert play.get("place.short_handed", "office") == short


def test_C_6_how_able_whoever_is_called_up_has_to_be() -> None:
    """The same teacher of some skill is called up where that is enough, and is not where it is not."""
    for least, called in (("30 %", 1), ("70 %", 0)):
        play = desk(draft_skill=least)
        play.put("place.short_handed", "office", 1)
        assert play.value("to_be_called_up(d)", d="office") == called


def test_C_8_pride_against_goal() -> None:
    """With the same pride and the same goal a wheelchair is taken or refused, by what each weighs."""
    found = {}
    for name in ("goal_weight", "pride_weight"):
        for weight in ("0 %", "300 %"):
            play = pair(**{name: weight})  # type: ignore[arg-type]
            put(play, "Aki", pride=0.7, lying=1, mobility=0.1)
            play.put("may_visit", "Aki", 1, "Ren")
            found[name, weight] = play.value("if takes_aid(p) then 1 else 0", p="Aki")
    assert found == {
        ("goal_weight", "0 %"): 0, ("goal_weight", "300 %"): 1,
        ("pride_weight", "0 %"): 1, ("pride_weight", "300 %"): 0,
    }


def test_C_22_withdrawal_that_time_alone_ends_or_does_not() -> None:
    """With nobody who matters it lasts for ever where time does nothing, a day or two where it does all."""
    for daily, ends in (("0 %", False), ("50 %", True)):
        play = pair(alone_exit=daily)
        put(play, "Ren", withdrawn=1, mind="awake")
        play.live(20 * DAY)
        assert bool(play.get("person.withdrawn", "Ren")) != ends


def test_INS_3_he_steals_out_of_bed_a_little_over_an_hour_after_the_round() -> None:
    """Refused a visit, he waits until nobody has looked at him for a while; for how long is set."""
    for after, waits in (("70 min", 70), ("5 min", 5)):
        play = pair(wanders_after=after)
        put(play, "Ren", bed="clinic", place="clinic", situation="hospital", refused_visit=1, asks_for="Aki")
        play.live(3 * HOUR)
        put(play, "Ren", examined_at=play.machine.now)
        for minutes in (waits - 2, waits + 2):
            play.live(minutes * MINUTE if minutes < waits else 4 * MINUTE)
            refused = play.refused("steal out of bed", p="Ren", x="Aki") == "left to himself for long enough"
            assert refused == (minutes < waits)
