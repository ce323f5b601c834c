"""Rows INS-6 to INS-8, INS-16, MIS-11, PLC-8: how a burning ends that the bound one cannot flee; who comes back."""

from __future__ import annotations

import pytest

from .desks import desk, mission, send
from .offices import office, put, to_bed, until
from .support import DAY, HOUR, MINUTE, Play
from .test_ins_ward import bedridden, borne, burns, comes, ward, warded
from .towns import far


def asked(play: Play, who: str, other: str) -> int:
    """A petition that somebody has made for a ward, as it lies before the chief."""
    play.put("grudge", who, 0.9, other)
    put(play, who, situation="home", mind="awake", lying=0, left_by=other, separated=1)
    play.put("parted_at", who, play.machine.now, other)
    assert play.act("ask for a ward after the end", p=who, x=other, chief="Oda")
    return next(m for m in play.all("petition") if int(play.get("petition.petitioner", m)) == play.thing(who))


def test_INS_6_one_order_keeps_two_apart() -> None:
    """What two have asked for against each other is granted to whoever was first; the other is kept off as it is."""
    play = office(wards_granted="100 %")
    put(play, "Ren", home="at 500 m", place="at 500 m")
    put(play, "Aki", home="market", place="market")
    until(play, 10)
    first, second = asked(play, "Ren", "Aki"), asked(play, "Aki", "Ren")
    play.live(1.1 * DAY)
    put(play, "Oda", situation="work", mind="awake")
    assert [play.value("merit(m)", m=m) for m in (first, second)] == [1, 1]
    assert play.act("decide", "grants", chief="Oda", m=first)
    play.live(MINUTE)
    assert len(play.all("ward")) == 1
    assert play.value("merit(m)", m=second) == 0
    play.put("ward.in_force", ward(play), 0)
    assert play.value("merit(m)", m=second) == 1, "nothing keeps the other off any more"


@pytest.mark.parametrize("weeping", [0, 16, 100])
def test_INS_7_a_burn_goes_on_losing_as_deep_as_it_is(weeping: int) -> None:
    """Whoever is left in the burning loses more with each minute, by what the world says of burns."""
    play = bedridden(burn_weeping=f"{weeping} ml/min")
    before = play.get("person.blood", "Aki")
    comes(play, "sickroom")
    play.live(10 * MINUTE + 1)
    wound = int(play.get("ward.burn", ward(play)))
    lost, depth = play.get("wound.bleeding", wound), burns(play)[0]
    assert lost == pytest.approx(play.value(f"{weeping} ml/min") * depth, rel=0.01)
    assert (play.get("person.blood", "Aki") < before) == bool(weeping)


def test_INS_7_who_is_not_carried_out_of_it_dies() -> None:
    """A ward that nobody ends kills in some hours."""
    play = bedridden()
    comes(play, "sickroom")
    play.live(6 * HOUR)
    assert not play.get("person.alive", "Aki")


@pytest.mark.parametrize(("lying", "grudge", "refused"), [
    (1, 0, ""), (0, 0, "cannot get away by himself"), (1, 0.9, "not for good riddance"),
])
def test_INS_7_the_one_it_protects_makes_way(lying: int, grudge: float, refused: str) -> None:
    """For whoever cannot flee, unless he hates him."""
    play = bedridden()
    put(play, "Aki", lying=lying, mobility=0.2 if lying else 1)
    play.put("grudge", "Ren", grudge, "Aki")
    comes(play, "sickroom")
    assert play.refused("make way for the bound", p="Ren", w=ward(play), to="at 500 m") == refused


def test_INS_7_nobody_flees_into_the_house_of_others() -> None:
    """He runs to where nobody lives, or to where he lives himself."""
    play = warded()
    put(play, "Mio", home="at 201 m")
    comes(play, "at 20 m")
    assert play.refused("flee from the ward", p="Aki", to="at 201 m") == "somewhere to stay"
    assert play.refused("flee from the ward", p="Aki", to="at 500 m") == ""
    put(play, "Aki", home="at 201 m")
    assert play.refused("flee from the ward", p="Aki", to="at 201 m") == ""


@pytest.mark.parametrize("certified", [0, 1])
def test_MIS_11_who_is_certified_dead_is_buried_whatever_became_of_the_others(certified: int) -> None:
    """A body that was brought in does not lie there until the mission is over."""
    play = desk()
    on = mission(play, "escort")
    send(play, on, "Bea")
    play.choose("mission.stage", on, "out")
    play.put("mission.due", on, play.machine.now + 9 * DAY)
    put(play, "Aki", alive=0, certified=certified, on_mission=0, memorial_stone="market", place="desk room")
    play.put("person.on_mission", "Aki", on)
    play.live(1.1 * DAY)
    assert (play.get("person.place", "Aki") == play.thing("market")) == bool(certified)


def test_INS_7_a_healer_stays_clear_of_a_bound_patient() -> None:
    """Whoever works where the bound one lies goes when he burns, and comes again when he is gone."""
    play = bedridden()
    put(play, "Ren", post="medic", workplace="clinic", medicine=0.6, shift_from=8)
    comes(play, "sickroom")
    assert play.act("make way for the bound", p="Ren", w=ward(play), to="at 500 m")
    play.live(0)
    assert not play.get("ward.takes_hold", ward(play))
    stays: list[tuple[float, str]] = []
    for place in ("sickroom", "at 199 m"):
        put(play, "Aki", place=place)
        play.live(0)
        put(play, "Ren", place="home", situation="home", mind="awake", lying=0)
        stays.append((play.get("ward.made_way_at", ward(play)), play.refused("go to work", p="Ren")))
    assert stays[0] == (play.thing("sickroom"), "no ward in the way")
    assert stays[1][0] == 0
    assert stays[1][1] != "no ward in the way"


def test_INS_7_nobody_goes_to_be_tested_where_he_has_just_made_way() -> None:
    """Nor does he come and go all day; when the bound one is gone, he comes."""
    play = bedridden()
    until(play, 10)
    comes(play, "sickroom")
    assert play.act("make way for the bound", p="Ren", w=ward(play), to="at 500 m")
    for place, stays in (("sickroom", True), ("at 199 m", False)):
        put(play, "Aki", place=place)
        play.live(0)
        put(play, "Ren", place="home", situation="home", mind="awake", lying=0, enlisted=1, grounded=1)
        assert (play.refused("go to the field test", p="Ren") == "no ward in the way") is stays


@pytest.mark.parametrize(("mercy", "minutes", "lifts"), [
    ("20 min", 10, False), ("20 min", 25, True), ("1 h", 25, False),
])
def test_INS_8_the_chief_has_mercy(mercy: str, minutes: int, lifts: bool) -> None:
    """Of somebody who cannot get away the chief has the ward lifted unasked, after a time; he is not told."""
    play = bedridden(autonomy=True, mercy_after=mercy)
    until(play, 10)
    play.put("grudge", "Ren", 1, "Aki")
    put(play, "Oda", situation="work", mind="awake", place="desk", tiredness=0.1)
    put(play, "Ren", held=1)
    comes(play, "sickroom")
    play.live(minutes * MINUTE)
    put(play, "Oda", situation="work")
    play.live(8 * MINUTE)
    assert bool(play.get("ward.in_force", ward(play))) is not lifts


def test_INS_16_it_is_borne_for_a_while() -> None:
    """Nobody leaves his town on the day on which he is kept off somebody."""
    for borne_for, days, refused in (
        ("30 days", 20, "kept off somebody"), ("30 days", 31, ""), ("10 days", 20, ""),
    ):
        play = borne(bedridden(borne_for=borne_for), days)
        assert play.refused("ask for a transfer", p="Aki", chief="Oda") == refused, (borne_for, days)


def test_INS_16_whoever_has_left_for_good_is_at_home_there() -> None:
    """He lives where he has gone to: he eats and sleeps there, and has left a home behind."""
    play = warded(autonomy=True)
    put(play, "Aki", bound_for="haven", mobility=1, situation="home", place="market")
    house = play.get("person.home", "Aki")
    assert play.act("leave for good", p="Aki", to="haven")
    play.counts()
    play.live(2 * DAY)
    done = play.counts("Aki")
    assert play.get("person.haunt", "Aki") == play.thing("haven")
    assert done.get("eat at home", 0) >= 2
    assert done.get("go to sleep", 0) >= 1
    assert play.get("person.left_home", "Aki") == house


POST = {"post": "clerk", "workplace": "clinic", "second_post": "guard", "second_workplace": "market"}


def test_INS_16_whoever_leaves_for_good_leaves_every_post() -> None:
    """Neither the first nor the second post is held from another town."""
    play = warded()
    put(play, "Aki", bound_for="haven", mobility=1, **POST)
    assert play.act("leave for good", p="Aki", to="haven")
    assert not play.get("person.workplace", "Aki")
    assert not play.get("person.second_workplace", "Aki")
    assert (play.word("person.post", "Aki"), play.word("person.second_post", "Aki")) == ("no_post", "no_post")


@pytest.mark.parametrize(("km", "keeps"), [(3, True), (90, False)])
def test_PLC_8_a_second_post_is_given_up_as_the_first_is(km: int, keeps: bool) -> None:
    """By moving away beyond a day trip, and by coming back from there, for what he has taken up meanwhile."""
    play = far(km)
    play.put("person.crossed_at", "Aki", play.machine.now)
    put(play, "Aki", **POST)
    assert play.act("move away to", p="Aki", to="coast")
    for key, value in POST.items():
        word = "post" in key
        found = play.word(f"person.{key}", "Aki") if word else play.get(f"person.{key}", "Aki")
        none = "no_post" if word else 0
        assert found == ((value if word else play.thing(value)) if keeps else none), key
    put(play, "Aki", post="clerk", workplace="coast", second_post="guard", second_workplace="coast")
    play.put("person.moved_at", "Aki", play.machine.now - 800 * DAY)
    play.put("avoidance.crossings", play.thing("keeping"), 0)
    for attr in ("closeness", "care"):
        play.put(attr, "Aki", 0.9, "Sei")
    put(play, "Aki", situation="home", mind="awake", lying=0)
    assert play.act("come back to live", p="Aki"), play.refused("come back to live", p="Aki")
    for key in ("post", "second_post"):
        assert (play.word(f"person.{key}", "Aki") != "no_post") is keeps
    for key in ("workplace", "second_workplace"):
        assert bool(play.get(f"person.{key}", "Aki")) is keeps


@pytest.mark.parametrize(("years", "ties", "crossings", "refused"), [
    (2, 0.9, 0, ""), (0.5, 0.9, 0, "not just moved"), (2, 0.0, 0, "worth it"), (2, 0.9, 12, "worth it"),
])
def test_PLC_8_who_comes_back(years: float, ties: float, crossings: int, refused: str) -> None:
    """Ties that are there draw back whoever has moved away, unless he would meet there what he fled from."""
    play = far(90)
    play.put("person.crossed_at", "Aki", play.machine.now)
    assert play.act("move away to", p="Aki", to="coast")
    assert play.get("person.left_home", "Aki") == play.thing("home")
    play.put("person.moved_at", "Aki", play.machine.now - years * 365 * DAY)
    play.put("avoidance.crossings", play.thing("keeping"), crossings)
    for attr in ("closeness", "care"):
        play.put(attr, "Aki", ties, "Sei")
    put(play, "Aki", situation="home", mind="awake", lying=0)
    assert play.refused("come back to live", p="Aki") == refused
    if not refused:
        assert play.act("come back to live", p="Aki")
        assert play.get("person.home", "Aki") == play.thing("home")
        assert play.get("person.haunt", "Aki") == play.thing("market")
        assert play.get("person.left_home", "Aki") == 0


def test_PLC_8_a_ward_keeps_from_coming_back() -> None:
    """Whoever believes that a ward still keeps him off the other's town stays where he is."""
    refused = {}
    for thinks in (1, 0):
        play = warded()
        put(play, "Aki", bound_for="haven", mobility=1)
        assert play.act("leave for good", p="Aki", to="haven")
        play.put("person.moved_at", "Aki", play.machine.now - 800 * DAY)
        play.put("ward.in_force", ward(play), thinks)
        if not thinks:
            play.machine.set_belief(play.thing("Aki"), "ward.in_force", [ward(play)], "known", 0)
        put(play, "Aki", situation="home", mind="awake", lying=0)
        refused[thinks] = play.refused("come back to live", p="Aki")
    assert refused == {1: "no ward in the way", 0: ""}


@pytest.mark.parametrize(("x", "refused"), [
    ({}, ""), ({"mind": "awake"}, "senseless"), ({"lying": 0}, "senseless"), ({"bed": "sickroom"}, "not cared for"),
    ({"situation": "mission"}, "not out there"), ({"certified": 1}, "not held to be dead"),
])
def test_INJ_1_whoever_lies_senseless_is_carried_in(x: dict[str, float | str], refused: str) -> None:
    """Somebody who comes upon a hurt and senseless man takes him to the house of the sick."""
    play = warded()
    to_bed(play, "Ren")
    comes(play, "sickroom", "Aki")
    play.live(MINUTE)
    put(play, "Aki", **({"lying": 1, "mind": "unconscious", "place": "market", "bed": 0, "situation": "leisure"} | x))
    play.put("wound.depth", int(play.get("ward.burn", ward(play))), 0.5)
    put(play, "Mio", place="market", situation="leisure", mind="awake", steadiness=1)
    assert play.refused("carry in", p="Mio", x="Aki") == refused
    if not refused:
        put(play, "Ren", place="at 500 m", bed=0)
        assert play.act("carry in", p="Mio", x="Aki")
        assert play.get("person.place", "Aki") == play.thing("clinic")
        assert play.word("person.situation", "Aki") == "hospital"
