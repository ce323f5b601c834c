"""The parameters of packs/places: each changes what its sentence says, and in that direction."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed
from tests.rows.couples import pair
from tests.rows.leaf import parameters
from tests.rows.offices import put
from tests.rows.support import HOUR, MINUTE, Play, town
from tests.rows.sweeps import DOWN, UP, Case, in_town, lets, lives, most, odds, says, swept, takes

CRUTCHES = "Ren.aid = two_crutches; Ren.mobility = 45 %"
HOBBLES = "hobble to: p is Ren, to is market"
OUT_ON_CRUTCHES = f"{CRUTCHES}; Ren.place = market; Ren.situation = leisure"
UPSTAIRS = f"{OUT_ON_CRUTCHES}; Ren.home = attic"
STUMBLES = "steady home / stumbles: helper is Aki, p is Ren"
ON_CRUTCHES = (
    lives("crutch_pain", UP, "pain(Ren)", CRUTCHES, HOBBLES),
    lives("crutch_sweat", UP, "tiredness(Ren)", CRUTCHES, HOBBLES),
    lives("crutch_pain", UP, "pain(Ren)", CRUTCHES, "go out: p is Ren"),
    lives("crutch_pain", UP, "pain(Ren)", OUT_ON_CRUTCHES, "go home: p is Ren"),
    lives("crutch_sweat", UP, "tiredness(Ren)", CRUTCHES, "go out: p is Ren"),
    lives("fall_depth", UP, "sum(depth(w) for w in wounds(Ren))", UPSTAIRS, "climb home / falls: p is Ren"),
    lives("fall_depth", UP, "sum(depth(w) for w in wounds(Ren))", UPSTAIRS, STUMBLES),
    odds("steadying_hand", UP, STUMBLES, UPSTAIRS),
    odds("spill_risk", UP, "cook with hands taken / spilt: p is Ren", CRUTCHES),
    lives("crutch_pain", UP, "pain(Ren)", CRUTCHES, "cook with hands taken / spilt: p is Ren"),
    lets("first_flights", UP, "go out / comes up again: p is Ren", f"{CRUTCHES}; Ren.place = loft; Ren.haunt = home"),
    odds("spill_risk", UP, "cook a meal / spilt: p is Ren", CRUTCHES),
    says("stair_time", UP, "trip_time(Ren, home, attic)", CRUTCHES),
    says("stair_ease", UP, "trip_time(Ren, attic, home)", CRUTCHES),
    lets("first_flights", UP, "climb to / no more flights than he manages: p is Ren, to is loft", CRUTCHES),
    says("slowest_pace", DOWN, "trip_time(Ren, home, market)", "Ren.mobility = 0"),
)
FALLS_SILENT = "people fall silent: p is Ren, to is market"
BEING_SEEN = (
    lives("gaze_shame", UP, "shyness(Ren)", "", FALLS_SILENT),
    lives("gaze_shame", UP, "stress(Ren)", "", FALLS_SILENT),
    lives("gaze_effort", UP, "tiredness(Ren)", "", FALLS_SILENT),
    lives("gaze_shame", UP, "shyness(Ren)", "", "talk stops: p is Ren"),
    lives("gaze_shame", UP, "stress(Ren)", "", "talk stops: p is Ren"),
    lives("gaze_effort", UP, "tiredness(Ren)", "", "talk stops: p is Ren"),
    lives("kind_word", UP, "stress(Ren)", "", "stop in the street: q is Mio, p is Ren"),
    lives("kind_word", DOWN, "stress(Ren)", "Ren.stress = 90 %", "step between: p is Aki, x is Ren"),
    lives("kind_words_tire", UP, "tiredness(Ren)", "", "stop in the street: q is Mio, p is Ren"),
    lets("feared_company", DOWN, "step between / feared: p is Aki, x is Ren", "Aki.skill = 70 %"),
)
TAKEN_OUT = "take out on the arm: helper is Aki, p is Ren"
OUTINGS = (
    says("shyness_weight", DOWN, "outing_draw(Ren)", "Ren.shyness = 50 %"),
    lives("seclusion_time", DOWN, "shyness(Ren)", "Ren.aid = two_crutches", after="1 day"),
    lives("price_of_an_arm", UP, "stress(Ren)", "Ren.loneliness = 90 %", TAKEN_OUT),
    lives("price_of_a_back", UP, "stress(Ren)", "", "carry up to: helper is Aki, p is Ren, to is attic"),
    lives("helped_outing", DOWN, "shyness(Ren)", "Ren.shyness = 100 %; Ren.loneliness = 90 %", TAKEN_OUT),
    lives("housekeeping_bond", UP, "closeness(Ren, Aki)", "", "keep house for: p is Aki, other is Ren"),
)
TELLS = "speak of somebody dear: p is Ren, listener is Aki, x is Mio"
AGAIN = "insist on both / not again so soon: friend is Aki"
AT_THE_DOOR = (
    lives("threshold_warmth", UP, "closeness(Ren, Aki)", "", "ask in: host is Aki, p is Ren"),
    lives(
        "threshold_warmth",
        DOWN,
        "closeness(Ren, Aki)",
        "Ren.closeness.Aki = 80 %",
        "leave at the door: host is Aki, p is Ren",
    ),
    lets("wait_at_door", DOWN, "nobody opens / long enough: p is Ren", "Ren.knocked_at = 30 min ago"),
    lets(
        "doorway",
        UP,
        "come home to the partner / has come in just now: p is Ren, other is Aki",
        "Ren.came_in_at = 10 min ago",
    ),
    takes("wash_time", UP, "wash: p is Ren"),
    lives("unburdened", DOWN, "stress(Ren)", "Ren.stress = 90 %", TELLS),
    lets("insists_again_after", DOWN, AGAIN, "Aki.last_brought_together = 60 days ago"),
    lives("bag_lasts", DOWN, "since(stocked_until(home))", "Ren.bags = 1", "put the shopping away: p is Ren"),
    lets("unburdens_again", DOWN, "speak of somebody dear / not just now: p is Ren", "Ren.unburdened_at = 5 days ago"),
    lets(
        "shares_home_from",
        DOWN,
        "go to live with the partner / both want it: p is Ren, host is Aki",
        "Ren.shares_home = 50 %; Ren.closeness.Aki = 60 %",
    ),
)
AVOIDS = "keeping.who = Ren; Ren.care.Aki = 100 %; Ren.shuns.Aki = yes"
SHUNNING = (
    lives("crossing_pain", UP, "stress(Ren)", AVOIDS, "come upon somebody shunned: a is keeping"),
    lets("shunned_after", DOWN, "begin to shun / furious: p is Ren, other is Aki", "Ren.grudge.Aki = 50 %"),
    says("pain_of_meeting", UP, "relocation_gain(Ren, far town)", AVOIDS),
    says("often_enough", DOWN, "relocation_gain(Ren, far town)", AVOIDS),
    says("weight_of_ties", DOWN, "relocation_gain(Ren, far town)", "Ren.care.Mio = 90 %; Ren.closeness.Mio = 50 %"),
    says("weight_of_discomfort", DOWN, "relocation_gain(Ren, far town)", "far town.discomfort = 50 %"),
    lets("sure_to_move", DOWN, "move away to / worth it: p is Ren, to is far town", AVOIDS),
)
ROADS = (
    takes("wheeling_speed", DOWN, "wheel to: p is Aki, other is Ren, to is market"),
    takes("running_speed", DOWN, "run to: p is Ren, to is far town"),
    takes("carrying_share", DOWN, "carry on foot to: p is Ren, to is market"),
    takes("night_camp", UP, "travel to: p is Ren, to is far town"),
    takes("sound_pace", DOWN, "hurry to: p is Ren, to is market"),
    lets(
        "letter_time",
        DOWN,
        "letter arrives / long enough on its way: reader is Ren, l is post",
        "post.sent_at = 5 days ago",
    ),
    odds("calm_way", DOWN, "hurry to / overshoots: p is Ren, to is market", "Ren.stress = 50 %"),
    odds("calm_way", DOWN, "hurry to the side of / overshoots: p is Ren, x is Aki", "Ren.stress = 80 %"),
    odds("lost_way", UP, "hurry to the side of / overshoots: p is Ren, x is Aki", "Ren.stress = 80 %"),
    takes("disguise_time", UP, "get up as a farmer: p is Ren"),
)
WAGONS = (
    says("wagon_speed", DOWN, "wagon_time(cart)"),
    says("wagon_day", DOWN, "wagon_time(cart)"),
    most("wagon_luck", UP, "drive on / luck: p is Mio, w is cart"),
    lets(
        "rest_from_hauling",
        DOWN,
        "take the reins / has rested: p is Mio",
        "Mio.trades_with = far town; Mio.hauled_at = 5 days ago",
    ),
    says("farmer_lure", UP, "raid_chance(cart)", "cart.laden = yes; Mio.guise = farmer"),
    says("farmer_lure", UP, "raid_chance(cart)", "cart.laden = yes; Mio.skill = 20 %"),
    says("deterrence", UP, "raid_chance(cart)", "cart.laden = yes; Mio.skill = 90 %"),
    odds("odds_power", UP, "strike down a robber / fells: p is Ren, b is gang", "Ren.skill = 100 %"),
    odds("odds_power", DOWN, "strike down a robber / fells: p is Ren, b is gang", "Ren.skill = 30 %"),
    lives("robbers_gather", UP, "men(gang)", "gang.men = 2", "robbers gather anew: b is gang"),
)


@pytest.mark.parametrize("case", ON_CRUTCHES, ids=str)
def test_INJ_13_what_crutches_cost(case: Case) -> None:
    """Pain and sweat by the way, what is spilt, the time of a flight up and down, and how many he manages."""
    swept(case, in_town())


@pytest.mark.parametrize("case", BEING_SEEN, ids=str)
def test_SOC_2_what_looks_and_kind_words_cost(case: Case) -> None:
    """Shame, effort, and the stress of being asked, which a feared companion spares."""
    swept(case, in_town())


@pytest.mark.parametrize("case", OUTINGS, ids=str)
def test_PLC_2_what_an_outing_costs_and_gives(case: Case) -> None:
    """Dread that grows indoors and goes on an arm, and the price of arm, back and of being kept house for."""
    swept(case, in_town())


@pytest.mark.parametrize("case", AT_THE_DOOR, ids=str)
def test_PLC_9_what_doors_and_a_home_together_take(case: Case) -> None:
    """How much warmth a threshold gives or costs, how long one waits, and what is said and shared behind it."""
    swept(case, in_town())


@pytest.mark.parametrize("case", SHUNNING, ids=str)
def test_PLC_8_what_drives_away_and_what_holds(case: Case) -> None:
    """Meeting whom one shuns hurts, and pain avoided is weighed against ties and discomfort."""
    swept(case, in_town())


@pytest.mark.parametrize("case", ROADS, ids=str)
def test_PLC_3_how_long_ways_take(case: Case) -> None:
    """On foot, running, with a wheelchair, with somebody on the back, camping, and for a letter."""
    swept(case, in_town())


@pytest.mark.parametrize("case", WAGONS, ids=str)
def test_PLC_6_how_a_wagon_goes_and_who_stops_it(case: Case) -> None:
    """Speed, hours and luck of a wagon; what lures robbers, what deters them, and who wins."""
    swept(case, in_town())


RAID = """
cast:
  Mio: {is: person, home: market, place: market, situation: danger, skill: 1}
things:
  cart: {is: wagon, driver: Mio, stands_at: market, bound_to: home}
  gang: {is: band, men: 6, strength: 0, stops: cart, lurks_at: market}
"""


def test_PLC_6_how_often_the_robbers_strike() -> None:
    """In the same five minutes of a fight they strike more often where they are quicker."""
    struck = []
    for pause in ("15 s", "120 s"):
        play = Play(town(RAID + parameters(robbers_blow=pause), "places"))
        play.put("band.stopped_at", "gang", play.machine.now)
        play.live(5 * MINUTE)
        struck.append(play.count("a robber strikes"))
    assert struck[0] > 2 * struck[1] > 0


def test_PHY_14_who_fears_for_somebody_hurries_and_loses_the_way() -> None:
    """Of himself, at once and through the streets; the more turns he overshoots the longer it takes."""
    goes = []
    for share in ("0 %", "100 %"):
        play = pair(autonomy=True, lost_way=share)
        put(play, "Aki", place="sickroom", bed="sickroom", situation="hospital")
        put(play, "Ren", stress=0.99)
        play.machine.set_belief(play.thing("Ren"), "person.outlook", [play.thing("Aki")], "open")
        play.counts()
        play.live(30 * MINUTE)
        goes.append(play.count("hurry to the side of"))
    assert 0 < goes[0] < goes[1]


def test_SOC_2_talk_stops_where_somebody_comes_in_on_crutches() -> None:
    """All look up as he comes in, and at nobody who comes on sound legs."""
    for aid, stops in (("two_crutches", 1), ("no_aid", 0)):
        play = pair()
        play.choose("person.aid", "Ren", aid)
        play.put("person.mobility", "Ren", 0.35)
        play.put("person.loneliness", "Ren", 0.9)
        play.machine.start(Directed("action/go out", {"p": play.thing("Ren")}))
        play.live(HOUR)
        assert play.count("talk stops") == stops


def test_INJ_13_whoever_lives_alone_on_crutches_spills_of_himself() -> None:
    """In a free week with nobody to keep house, the more often the likelier it is; on sound legs never."""
    spilt = []
    for share, aid in (("0 %", "two_crutches"), ("100 %", "two_crutches"), ("100 %", "no_aid")):
        play = pair(autonomy=True, spill_risk=share)
        play.choose("person.aid", "Ren", aid)
        if aid != "no_aid":
            put(play, "Ren", mobility=0.35, mobility_limit=0.4)
        put(play, "Aki", home="flat", place="flat")
        times = 0
        for _ in range(12):
            play.live(12 * HOUR)
            times += play.get("person.spilt_at", "Ren") > play.machine.now - 12 * HOUR
        spilt.append(times)
    assert spilt[0] == spilt[2] == 0 < spilt[1]
