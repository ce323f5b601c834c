"""INJ-12 to INJ-16: getting about again, and going home."""

from __future__ import annotations

import pytest

from tests.rows.support import DAY, HOUR, MINUTE, Play
from tests.rows.wards import admit, until_ten, ward

from .sickbeds import STUMP, WEEK, days_old, rung


def test_INJ_12_mobility_ladder() -> None:
    """Practice leads up rung by rung; each rung unlocks and speeds up; the first street walk takes thrice as long."""
    play = days_old(ward(STUMP))
    play.live(12 * HOUR)
    reached: dict[str, int] = {}
    paces: list[float] = []
    unlocked: list[tuple[bool, ...]] = []
    ladder = ["room", "corridor", "street", "stairs", "one_crutch"]
    play.choose("person.aid", "Aki", "two_crutches")
    for day in range(1, 120):
        until_ten(play)
        play.choose("person.mind", "Aki", "awake")
        play.put("person.pain", "Aki", 0.1)
        assert play.act("practise walking", p="Aki") or rung(play, "one_crutch")
        for name in ladder:
            if rung(play, name) and name not in reached:
                reached[name] = day
                paces.append(play.value("pace(p)", p="Aki"))
                here = play.get("person.place", "Aki")
                ways = [play.refused("hobble to", p="Aki", to=to) == "" for to in ("clinic", "spare room", "home")]
                play.put("person.place", "Aki", play.thing("home"))
                ways.append(play.refused("climb to", p="Aki", to="attic") == "")
                play.put("person.place", "Aki", int(here))
                unlocked.append(tuple(ways))
    days = [reached[name] for name in ladder]
    assert days == sorted(days)
    assert len(set(days)) == len(days)
    assert 10 <= reached["street"] <= 28
    assert paces == sorted(paces)
    assert unlocked == [
        (True, False, False, False),
        (True, True, False, False),
        (True, True, True, False),
        (True, True, True, True),
        (True, True, True, True),
    ]
    assert not rung(play, "artificial"), "further than that only another leg leads"


def falls(rule: str, mobility: float, rounds: int = 90, **helper: str) -> list[float]:
    """How high up the flight somebody fell, for each fall in a number of tries; 1 is the top."""
    heights = []
    for seed in range(rounds):
        play = ward(STUMP, seed=seed)
        play.put("person.panic", "Aki", 0)
        play.put("person.mobility", "Aki", mobility)
        play.put("person.place", "Aki", play.thing("attic" if "down" in rule else "home"))
        play.put("person.pain", "Aki", 0.0)
        assert play.act(rule, p="Aki", to="home" if "down" in rule else "attic", **helper)
        heights += [
            play.get("wound.depth", w) / 0.4 for w in play.all("wound") if play.word("wound.cause", w) == "fall"
        ]
    return heights


def test_INJ_12_stairs() -> None:
    """Up is hard, down easy; half-way is where one falls; a steadying hand makes it safe, and so does practice."""
    up = falls("climb to", 0.45)
    middle = [height for height in up if 0.25 < height < 0.75]
    assert len(up) > 30
    assert len(middle) > 0.6 * len(up)
    assert len(falls("climb down to", 0.45)) < 0.6 * len(up)
    assert len(falls("climb with a hand to", 0.45, helper="Ren")) < 0.4 * len(up)
    assert len(falls("climb to", 0.6)) < 0.6 * len(up)


TOWER = """
places: {tower: {inside: town}}
roads: [{between: [home, tower], length: 30 m, modes: [foot], stairs: 3}]
"""


def on_the_stairs(here: str, mobility: float, seed: int = 1) -> Play:
    """Aki, who has lost a leg, on crutches at some place."""
    play = ward(STUMP, TOWER, seed)
    play.put("person.panic", "Aki", 0)
    play.choose("person.aid", "Aki", "two_crutches")
    play.put("person.mobility", "Aki", mobility)
    play.put("person.place", "Aki", play.thing(here))
    for who in ("Aki", "Ren"):
        play.put("person.place", who, play.thing(here))
    return play


def test_INJ_12_flights_are_counted() -> None:
    """One flight alone when stairs are new, three with a hand or with one crutch; down needs no such practice."""
    alone = {"p": "Aki", "to": "tower"}
    assert on_the_stairs("home", 0.45).refused("climb to", **alone) == "no more flights than he manages"
    assert on_the_stairs("home", 0.45).refused("climb to", p="Aki", to="attic") == ""
    assert on_the_stairs("home", 0.35).refused("climb to", p="Aki", to="attic") == "stairs learned"
    assert on_the_stairs("home", 0.35).refused("climb with a hand to", helper="Ren", **alone) == ""
    assert on_the_stairs("home", 0.6).refused("climb to", **alone) == ""
    assert on_the_stairs("home", 0.6).refused("climb to", p="Aki", to="market") == "stairs that lead up"
    assert on_the_stairs("home", 0.6).refused("climb down to", **alone) == "stairs that lead down"
    assert on_the_stairs("tower", 0.35).refused("climb down to", p="Aki", to="home") == ""
    assert on_the_stairs("tower", 0.6).refused("climb to", p="Aki", to="home") == "stairs that lead up"
    assert on_the_stairs("tower", 0.6).refused("climb down to", p="Aki", to="attic") == "none that lead up"
    assert on_the_stairs("home", 0.6).refused("hobble to", p="Aki", to="tower") == "no stairs on the way"


def test_INJ_12_each_flight_takes_its_time_and_its_risk() -> None:
    """Three flights up take and endanger more than one, and more than three down."""
    minutes, safe = {}, {}
    ways = (("climb to", "home", "attic"), ("climb to", "home", "tower"), ("climb down to", "tower", "home"))
    for rule, here, to in ways:
        play = on_the_stairs(here, 0.6)
        safe[here, to] = play.value("safe_climb(p, place(p), to)", p="Aki", to=to)
        held = play.value("safe_climb_held(p, place(p), to)", p="Aki", to=to)
        assert 1 > held > safe[here, to]
        began = play.machine.now
        assert play.act(rule, "arrives", p="Aki", to=to)
        level = play.value("distance(a, b, foot) / 45 m", a=here, b=to)
        minutes[here, to] = (play.machine.now - began) / MINUTE - level
    assert minutes == pytest.approx({("home", "attic"): 2, ("home", "tower"): 6, ("tower", "home"): 3}, abs=0.01)
    assert safe["home", "tower"] == pytest.approx(safe["home", "attic"] ** 3)
    assert safe["home", "tower"] < safe["tower", "home"] < 1


def test_INJ_13_limits_of_crutches() -> None:
    """With both hands taken meals are spilt, with help they are not; pain and sweat grow with the way."""

    def spilt(aid: str) -> int:
        count = 0
        for seed in range(16):
            play = ward("w: site: foot, depth: 10 %", seed=seed)
            play.choose("person.aid", "Aki", aid)
            play.put("person.lying", "Aki", 0)
            play.choose("person.situation", "Aki", "home")
            play.put("person.hunger", "Aki", 0.9)
            assert play.act("cook a meal", p="Aki")
            count += play.get("person.hunger", "Aki") > 0.5
        return count

    both, one, none = spilt("two_crutches"), spilt("one_crutch"), spilt("no_aid")
    assert both > one > none
    assert both > 10
    pains = []
    for to in ("clinic", "home", "market"):
        play = ward("w: site: foot, depth: 10 %")
        play.choose("person.aid", "Aki", "two_crutches")
        play.put("person.mobility", "Aki", 0.35)
        if to == "market":
            play.put("person.place", "Aki", play.thing("clinic"))
        tired = play.get("person.tiredness", "Aki")
        assert play.act("hobble to", p="Aki", to=to)
        pains.append(play.get("person.pain", "Aki"))
        assert play.get("person.tiredness", "Aki") > tired
    assert pains[0] < pains[1] < pains[2]
    play = ward("w: site: foot, depth: 10 %")
    play.put("person.hunger", "Aki", 0.9)
    play.put("person.place", "Ren", play.thing("sickroom"))
    assert play.act("cook for", helper="Ren", p="Aki")
    assert play.get("person.hunger", "Aki") < 0.5
    play.choose("person.aid", "Ren", "two_crutches")
    assert play.refused("cook for", helper="Ren", p="Aki") == "hands for it"


def test_INJ_14_accepting_and_refusing_aids() -> None:
    """A wheelchair is taken when it buys access to somebody dear, and refused out of pride when it means being seen."""

    def takes(pride: float, goal: bool, hospital: bool) -> bool:
        play = ward(STUMP)
        play.put("person.panic", "Aki", 0)
        play.put("person.pride", "Aki", pride)
        play.put("may_visit", "Aki", int(goal), "Ren")
        play.choose("person.situation", "Aki", "hospital" if hospital else "home")
        play.put("person.place", "Nao", play.thing("sickroom"))
        assert play.act("offer a wheelchair", helper="Nao", p="Aki")
        return play.word("person.aid", "Aki") == "wheelchair"

    prides = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    at_home = [takes(pride, False, False) for pride in prides]
    for_him = [takes(pride, True, False) for pride in prides]
    in_house = [takes(pride, True, True) for pride in prides]
    assert sum(at_home) == 2, "only those without much pride"
    assert sum(for_him) == 5, "all but the proudest"
    assert at_home == sorted(at_home, reverse=True), "one threshold"
    assert sum(in_house) == len(prides)


LEG = """
  Tam: {is: person, age: 60, place: sickroom, home: market}
  Kor: {is: person, age: 40, place: sickroom, home: market, situation: danger}
things:
  the metal leg: {is: artificial_limb, wearer: Aki, maker: Tam}
"""


def fitted(seed: int = 1) -> Play:
    """A patient eight weeks after the loss, with a new leg."""
    play = ward(STUMP, LEG, seed)
    assert admit(play)
    assert play.refused("fit the leg", maker="Tam", p="Aki", l="the metal leg") == "stump has healed"
    play.live(8 * WEEK)
    for name in ("Tam", "Kor"):
        play.choose("person.mind", name, "awake")
    assert play.act("fit the leg", maker="Tam", p="Aki", l="the metal leg")
    play.put("person.lying", "Aki", 0)
    return play


def test_INJ_15_prosthesis_properties() -> None:
    """Stronger and slower than flesh; a hit harder than its hold takes it off, and then only its maker helps."""
    play = fitted()
    assert play.refused("fit the leg", maker="Kor", p="Aki", l="the metal leg") == "made it"
    assert play.value("kick(p)", p="Aki") > play.value("kick(p)", p="Ren") == 1
    crutch = play.value("one_crutch_pace / 1 m/min")
    assert crutch < play.value("pace(p) / 1 m/min", p="Aki") < play.value("pace(p) / 1 m/min", p="Ren")
    assert play.value("free_hands(p)", p="Aki") == 2
    play.choose("person.situation", "Aki", "work")
    assert play.refused("walk to", p="Aki", to="clinic") == ""
    came_off = []
    for force in (0.05, 0.15, 0.3, 0.6, 0.95):
        play = fitted()
        how = {"force": force}
        assert play.act("strike at the artificial leg", amounts=how, attacker="Kor", victim="Aki", l="the metal leg")
        came_off.append(not play.get("artificial_limb.attached", "the metal leg"))
    assert came_off == [False, False, True, True, True]
    assert rung(play, "one_crutch")
    assert not rung(play, "artificial"), "back on the rung of the crutch"
    assert play.refused("walk to", p="Aki", to="clinic") != ""
    assert play.refused("fit the leg", maker="Tam", p="Aki", l="the metal leg") == "whole"
    assert play.refused("mend the leg", maker="Kor", l="the metal leg") == "made it"
    play.live(4 * WEEK)
    assert play.get("artificial_limb.damaged", "the metal leg"), "it does not mend by itself"
    play.choose("person.mind", "Tam", "awake")
    assert play.act("mend the leg", maker="Tam", l="the metal leg")
    assert play.act("fit the leg", maker="Tam", p="Aki", l="the metal leg")
    assert rung(play, "artificial")


def days_in_bed(wound: str, blood: float) -> int:
    """After how many days a patient may go home who is seen to and practises daily."""
    play = ward(wound)
    play.put("person.blood", "Aki", blood)
    assert admit(play)
    play.put("person.chances", "Aki", 1.0)
    for day in range(1, 150):
        until_ten(play)
        play.choose("person.mind", "Aki", "awake")
        play.put("person.despair", "Aki", 0.0)
        play.put("person.withdrawn", "Aki", 0)
        play.put("person.place", "Nao", play.thing("sickroom"))
        play.put("person.examined_at", "Aki", play.machine.now - DAY)
        assert play.act("see to", healer="Nao", patient="Aki")
        play.act("practise walking", p="Aki")
        if not play.refused("go home from hospital", p="Aki"):
            return day
    return 150


def test_INJ_12_further_rungs() -> None:
    """A therapist brings more than practice alone, and on an artificial leg practice leads back to fighting."""
    gains = []
    for rule, roles in (("practise walking", {"p": "Aki"}), ("give therapy", {"therapist": "Nao", "p": "Aki"})):
        play = days_old(ward(STUMP))
        play.live(12 * HOUR)
        until_ten(play)
        play.choose("person.mind", "Aki", "awake")
        play.put("person.pain", "Aki", 0.1)
        play.put("person.place", "Nao", play.thing("sickroom"))
        outcome = "works at it" if rule == "give therapy" else ""
        assert play.act(rule, outcome, **roles)
        gains.append(play.get("person.mobility", "Aki"))
    assert 0 < gains[0] < gains[1]
    play = fitted()
    assert rung(play, "artificial")
    for _ in range(14):
        until_ten(play)
        play.choose("person.mind", "Aki", "awake")
        assert play.act("practise walking", p="Aki") or rung(play, "fighting")
    assert rung(play, "fighting")


def test_INJ_16_length_of_stay_and_return_to_work_hurt() -> None:
    """The stay depends on the injury: days with closed wounds, weeks without a leg; a sling does not bar teaching."""
    stays = [
        days_in_bed("w: site: arm, depth: 30 %, ache: 30 %, open: no", 4400.0),
        days_in_bed("w: site: back, depth: 55 %, ache: 40 %", 3800.0),
        days_in_bed(STUMP, 4000.0),
    ]
    assert stays[0] <= 5
    assert stays[0] < stays[1] < stays[2]
    assert 14 <= stays[2] <= 70

    def barred(wound: str, slung: bool, post: str, more: str = "", mobility: float = 1.0) -> bool:
        play = ward(wound, more)
        play.put("person.mobility", "Aki", mobility)
        play.put("person.slung", "Aki", int(slung))
        play.choose("person.post", "Aki", post)
        play.put("person.place", "Aki", play.thing("home"))
        play.choose("person.situation", "Aki", "home")
        play.put("person.bed", "Aki", 0)
        until_ten(play)
        play.choose("person.mind", "Aki", "awake")
        play.put("person.pain", "Aki", 0.0)
        return play.refused("go to work", p="Aki") == "fit for the post"

    arm = "w: site: arm, depth: 30 %"
    assert not barred(arm, True, "teacher"), "light work hurt"
    assert barred(arm, True, "field")
    assert not barred(arm, False, "field")
    assert barred(STUMP, False, "teacher", mobility=0.6), "a permanent loss ends it"
    lenient = "\nparameters:\n  permanent_bars: {override: yes, default: 0, range: 0..1, about: as in this test}\n"
    assert not barred(STUMP, False, "teacher", lenient, 0.6), "unless only getting about counts"


@pytest.mark.parametrize(("hunger", "refused"), [(0.1, "hungry"), (0.9, "")])
def test_INJ_13_whoever_is_on_crutches_cooks_only_when_hunger_drives_him(hunger: float, refused: str) -> None:
    """It costs too much to be done for less; nobody spills soup on a full stomach."""
    play = ward(STUMP)
    until_ten(play)
    for attr, value in (("hunger", hunger), ("lying", 0), ("boarded", 0), ("mobility", 0.5), ("mobility_limit", 1.0)):
        play.put(f"person.{attr}", "Aki", value)
    play.choose("person.aid", "Aki", "two_crutches")
    play.choose("person.situation", "Aki", "home")
    play.choose("person.mind", "Aki", "awake")
    play.put("person.place", "Aki", int(play.get("person.home", "Aki")))
    assert play.refused("cook with hands taken", p="Aki") == refused
