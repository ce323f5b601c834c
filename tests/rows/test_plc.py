"""PLC-1 to PLC-3: ways and how long they take, stairs and what they cost, and the ways of the trained."""

from __future__ import annotations

import pytest

from .support import DAY, HOUR, MINUTE, NEVER, Play, shipped, town

HOMES = """
cast:
  Aki: {is: person, age: 30, home: home, place: home, haunt: market, infirmary: clinic, tiredness: 20 %, pride: 60 %}
  Nao: {is: person, age: 40, home: attic, place: attic, haunt: market, infirmary: clinic, tiredness: 20 %, pride: 60 %}
"""
PLACE, STRESS, SHY = "person.place", "person.stress", "person.shyness"


def on_crutches(play: Play, who: str, rung: float = 0.36) -> None:
    """Somebody with two crutches at a rung of the ladder who stays on it."""
    play.choose("person.aid", who, "two_crutches")
    play.put("person.mobility_limit", who, rung)
    play.put("person.mobility", who, rung)


def out(play: Play, who: str, place: str = "market") -> None:
    """Somebody in the middle of an outing."""
    play.put(PLACE, who, play.thing(place))
    play.choose("person.situation", who, "leisure")
    play.put("person.went_out_at", who, NEVER)


def minutes(play: Play, rule: str, **roles: str) -> float:
    """How long something takes."""
    before = play.machine.now
    assert play.act(rule, "", None, **roles), play.refused(rule, **roles)
    return (play.machine.now - before) / MINUTE


def test_PLC_1_a_way_takes_its_length_by_the_speed_of_his_rung() -> None:
    """Ten minutes for the sound, half an hour on new crutches; every rung is faster than the one below."""
    times = []
    for rung in (0.2, 0.36, 0.6, 0.8, 1.0):
        play = Play(town(HOMES))
        play.put("person.mobility", "Aki", rung)
        out(play, "Aki", "clinic")
        times.append(minutes(play, "go home", p="Aki"))
        assert play.get(PLACE, "Aki") == play.thing("home")
        assert play.word("person.situation", "Aki") == "home"
    assert times == sorted(times, reverse=True)
    assert len(set(times)) == len(times)
    assert times[-1] == pytest.approx(10, abs=0.1)
    assert times[1] / times[-1] == pytest.approx(3, abs=0.05)


def test_PLC_1_twice_as_far_takes_twice_as_long() -> None:
    """Travel time is in proportion to the distance, out and back."""
    play = Play(town(HOMES))
    out(play, "Aki", "market")
    near = minutes(play, "go home", p="Aki")
    play.put("person.loneliness", "Aki", 0.9)
    play.live(5 * HOUR)
    play.put("person.loneliness", "Aki", 0.9)
    assert minutes(play, "go out", p="Aki") == pytest.approx(near, abs=0.1)
    out(play, "Aki", "clinic")
    assert minutes(play, "go home", p="Aki") / near == pytest.approx(800 / 300, abs=0.02)


HOUSEMATE = HOMES + "  Ren: {is: person, home: attic, place: attic, haunt: market, care: {Aki: 80 %}}\n"


def outings(home: str, dread: str = "250 %", aid: bool = True, company: bool = False) -> dict[str, int]:
    """What somebody who lives there does in twelve days, twice, on crutches or not."""
    total: dict[str, int] = {}
    world = town(f"{HOUSEMATE}parameters: {{stair_dread: {{extend: yes, default: {dread}}}}}\n")
    for seed in (1, 2):
        play = Play(world, seed, autonomy=True)
        for attr in (PLACE, "person.home"):
            play.put(attr, "Aki", play.thing(home))
            play.put(attr, "Nao", play.thing("clinic"))
            play.put(attr, "Ren", play.thing("attic" if company else "clinic"))
        play.put("closeness", "Aki", 0.8, "Ren")
        if aid:
            on_crutches(play, "Aki")
        play.live(12 * DAY)
        for rule, count in play.counts("Aki").items():
            total[rule] = total.get(rule, 0) + count
    return total


def test_PLC_2_trips_grow_rarer_with_the_stairs() -> None:
    """The more stairs are dreaded the fewer outings; on sound legs, or on the ground floor, they hinder nobody."""
    flat, sound = outings("home").get("go out", 0), outings("attic", aid=False).get("go out", 0)
    dreaded, plain = outings("attic").get("go out", 0), outings("attic", "0 %").get("go out", 0)
    assert dreaded < plain / 2
    assert sound > 2 * max(1, dreaded)
    assert flat > 2 * max(1, dreaded)


@pytest.mark.parametrize(("hours", "why"), [(3, "the hour for it"), (5, ""), (13, ""), (14.5, "the hour for it")])
def test_PLC_2_an_outing_has_its_hours(hours: float, why: str) -> None:
    """From ten in the morning to eight in the evening; the day begins at six."""
    play = Play(town(HOMES))
    play.live(hours * HOUR)
    play.choose("person.mind", "Aki", "awake")
    play.put("person.loneliness", "Aki", 0.9)
    play.put("person.tiredness", "Aki", 0.1)
    assert play.refused("go out", p="Aki") == why


def test_PLC_2_an_arm_removes_the_barrier() -> None:
    """Whoever is taken out by somebody of his house is out again in spite of the stairs, and gets home."""
    alone, helped = outings("attic"), outings("attic", company=True)
    assert helped.get("take out on the arm", 0) >= 2
    assert "take out on the arm" not in alone
    assert helped.get("steady home", 0) + helped.get("climb home", 0) + helped.get("carry up to", 0) >= 2


@pytest.mark.parametrize(("rule", "outcome"), [
    ("take out on the arm", ""), ("steady home", ""), ("carry up to", "bears it"), ("carry up to", "hits out"),
])
def test_PLC_2_help_has_its_price_in_pride(rule: str, outcome: str) -> None:
    """The prouder, the more it galls; being carried galls more than an arm, and the two come closer all the same."""
    galled = []
    for pride in (0.0, 0.5, 1.0):
        ren = "  Ren: {is: person, home: attic, haunt: market, care: {Aki: 80 %}}\n"
        text = HOMES.replace("home: home", "home: attic") + ren
        play = Play(town(text))
        play.put("person.pride", "Aki", pride)
        play.put("person.loneliness", "Aki", 0.9)
        play.put("person.taken_out_at", "Aki", NEVER)
        play.put(SHY, "Aki", 0.5)
        on_crutches(play, "Aki")
        for who in ("Aki", "Ren"):
            if rule == "take out on the arm":
                play.put(PLACE, who, play.thing("attic"))
            else:
                out(play, who)
        play.live(5 * HOUR)
        before = float(play.get(STRESS, "Aki"))
        shy = float(play.get(SHY, "Aki"))
        roles = {"helper": "Ren", "p": "Aki"} | ({"to": "attic"} if rule == "carry up to" else {})
        assert play.act(rule, outcome, None, **roles), play.refused(rule, **roles)
        galled.append(float(play.get(STRESS, "Aki")) - before)
        assert play.get(PLACE, "Aki") == play.get(PLACE, "Ren")
        assert play.get(PLACE, "Aki") == play.thing("market" if rule == "take out on the arm" else "attic")
        assert play.bond("closeness", "Aki", "Ren") > 0.04
        if rule != "carry up to":
            assert play.get(SHY, "Aki") < shy
    assert galled[0] < galled[1] < galled[2]
    assert galled[2] > (0.3 if rule == "carry up to" else 0.1)


def test_PLC_2_the_dread_of_the_street_grows_indoors_and_goes_on_an_arm() -> None:
    """A proud man on crutches is afraid of the street after two weeks; a hand on the stairs ends it."""
    play = Play(town(HOMES.replace("pride: 60 %", "pride: 90 %", 1)))
    on_crutches(play, "Aki")
    play.live(14 * DAY + 5 * HOUR)
    assert play.value("shyness(p)", p="Aki") > 0.5
    assert play.get(SHY, "Nao") == 0
    play.put(PLACE, "Nao", play.thing("home"))
    play.choose("person.mind", "Aki", "awake")
    assert play.act("climb with a hand to", "arrives", p="Aki", helper="Nao", to="attic")
    play.live(MINUTE)
    assert play.get(SHY, "Aki") < 0.01


def test_PLC_2_going_up_alone_is_where_one_falls() -> None:
    """Home from an outing without a hand: he gets there, or falls and is hurt."""
    for outcome, where in (("arrives", "attic"), ("falls", "market")):
        play = Play(town(HOMES))
        on_crutches(play, "Nao")
        out(play, "Nao")
        assert play.refused("go home", p="Nao") == "no stairs to fear"
        assert play.act("climb home", outcome, p="Nao")
        assert play.get(PLACE, "Nao") == play.thing(where)
        assert play.value("count(w in wounds(p))", p="Nao") == (outcome == "falls")


def falls_on_the_way_home(rule: str, **helper: str) -> int:
    """How many of ninety who come home from an outing on two crutches fall on their stairs."""
    fallen = 0
    ren = "  Ren: {is: person, home: attic, haunt: market, care: {Aki: 80 %}}\n"
    for seed in range(90):
        play = Play(town(HOMES.replace("home: home", "home: attic") + ren), seed)
        on_crutches(play, "Aki")
        for who in ("Aki", "Ren"):
            out(play, who)
        play.live(5 * HOUR)
        assert play.act(rule, p="Aki", **helper), play.refused(rule, p="Aki", **helper)
        fallen += play.value("count(w in wounds(p))", p="Aki") > 0
    return fallen


def test_INJ_12_on_the_way_home_a_hand_at_the_elbow_prevents_most_falls() -> None:
    """Alone many fall on the stairs; with a hand few do."""
    alone, held = falls_on_the_way_home("climb home"), falls_on_the_way_home("steady home", helper="Ren")
    assert alone > 15
    assert held < alone / 2


def test_PLC_3_the_route_graph_differs_by_skill() -> None:
    """Over the roofs it is shorter and faster; who has not been trained keeps to the streets."""
    play = Play(shipped("leaf"))
    play.put(PLACE, "Hatake Kakashi", play.thing("mission desk"))
    roofs = play.value("distance(place(p), home(p), direct)", p="Hatake Kakashi")
    assert roofs < play.value("distance(place(p), home(p), foot)", p="Hatake Kakashi")
    assert play.get("person.goes_direct", "Hatake Kakashi")
    assert not play.get("person.goes_direct", "Ono Heiji")
    play.put(PLACE, "Ono Heiji", play.thing("mission desk"))
    assert play.refused("run to", p="Ono Heiji", to="gate") == "knows the ways"
    ran = minutes(play, "run to", p="Hatake Kakashi", to="gate")
    assert ran < minutes(play, "walk to", p="Ono Heiji", to="gate") / 2


def test_PLC_3_the_carried_share_the_speed() -> None:
    """On the back of somebody trained a man who cannot stand is there as soon as his bearer; a walker is slower."""
    for leaps, rule in ((1, "carry to"), (0, "carry on foot to")):
        play = Play(town(HOMES))
        play.put("person.goes_direct", "Aki", leaps)
        play.put(PLACE, "Nao", play.thing("home"))
        play.put("person.mobility", "Nao", 0)
        assert play.refused("carry on foot to", p="Aki", to="clinic") == "carries somebody"
        assert play.act("take on the back", p="Aki", other="Nao")
        times = minutes(play, rule, p="Aki", to="clinic")
        assert play.get(PLACE, "Nao") == play.get(PLACE, "Aki") == play.thing("clinic")
        assert times < 6 if leaps else times > 12
    assert play.refused("carry to", p="Aki", to="home") == "knows the ways"


def test_PLC_3_bad_news_takes_the_roofs() -> None:
    """Whoever hears that somebody dear may die, and knows the ways, is there before anybody walks; others stay."""
    arrived = []
    for leaps in (1, 0):
        play = Play(town(HOMES), autonomy=True)
        play.put("care", "Aki", 0.95, "Nao")
        play.put("person.goes_direct", "Aki", leaps)
        play.put(PLACE, "Nao", play.thing("clinic"))
        play.put("person.lying", "Nao", 1)
        play.put(STRESS, "Aki", 0.85)
        aki, nao = play.thing("Aki"), play.thing("Nao")
        word = play.words("person.outlook").index("uncertain")
        play.machine.set_belief(aki, "person.outlook", [nao], "known", word)
        play.live(80 * MINUTE)
        arrived.append(play.count("rush to the side of"))
    assert arrived[0] >= 1
    assert arrived[1] == 0

