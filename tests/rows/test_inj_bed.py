"""INJ-10 and INJ-16: who sits at the bed, and what weeks in it cost, in a village that is left to itself."""

from __future__ import annotations

from functools import cache

import pytest

from kizuna.engine.api import Directed

from .leaf import leaf_with
from .sickbeds import STUMP, WEEK
from .support import DAY, HOUR, MINUTE, Play, compiled, written
from .wards import until_ten, ward

PATIENT = "Patient 0"
LOSS = """
cast:
  Patient 0: {is: person, place: east room, bed: east room, home: staff house, situation: hospital, lying: yes,
              capacity: 100 chakra, chakra: 60 chakra, tiredness: 20 %, infirmary: hospital, despair: 90 %}
things:
  stump: {is: wound, patient: Patient 0, site: leg, sort: loss, cause: blast, depth: 85 %, permanent: yes,
          ache: 40 %, bandaged: yes, clean: yes, faced: yes}
"""


def begins_watch(play: Play, who: str) -> bool:
    """Somebody begins a turn at Aki's bed, if he may."""
    may = play.refused("sit watch", nurse=who, p="Aki") == ""
    if may:
        play.machine.start(Directed("action/sit watch", {"nurse": play.thing(who), "p": play.thing("Aki")}))
    return may


def at_risk() -> Play:
    """Aki, who must not be left alone, in the morning; a second nurse is on duty, too."""
    second = "  Ito: {is: person, age: 30, post: medic, medicine: 60 %, workplace: clinic, home: clinic,"
    play = ward(STUMP, second + " infirmary: clinic, place: clinic, situation: work}\n")
    until_ten(play)
    for who in ("Nao", "Ito"):
        play.put("person.went_to_work_at", who, play.machine.now)
        play.choose("person.mind", who, "awake")
    play.put("person.despair", "Aki", 0.9)
    play.live(1)
    assert play.get("person.watched", "Aki")
    return play


def test_INJ_10_whoever_watches_is_at_the_bed_until_another_takes_over() -> None:
    """A turn takes hours and is sat at the bed; nobody else has one meanwhile; when it ends the next can begin."""
    play = at_risk()
    bed = play.get("person.place", "Aki")
    assert begins_watch(play, "Nao")
    assert play.refused("sit watch", nurse="Ito", p="Aki") == "nobody sits there"
    turn = play.value("watch_turn / 1 h")
    for _ in range(int(turn) - 1):
        play.live(HOUR)
        assert play.get("person.watcher", "Aki") == play.thing("Nao")
        assert play.get("person.place", "Nao") == bed
    play.live(HOUR)
    assert play.get("person.watcher", "Aki") == 0
    assert play.get("person.place", "Nao") == play.thing("clinic")
    assert begins_watch(play, "Ito")
    assert play.get("person.watcher", "Aki") == play.thing("Ito")
    assert play.get("person.watched_last", "Aki") == play.thing("Ito")


def test_INJ_10_who_is_called_away_leaves_an_empty_chair() -> None:
    """The turn ends with whoever is interrupted, follows whoever is moved, and ends with the risk."""
    play = at_risk()
    assert begins_watch(play, "Nao")
    play.put("person.place", "Aki", play.thing("spare room"))
    play.live(1)
    assert play.get("person.place", "Nao") == play.thing("spare room")
    play.choose("person.mind", "Nao", "unconscious")
    play.live(1)
    assert play.get("person.watcher", "Aki") == 0
    assert play.get("person.unwatched_at", "Aki") == play.thing("clinic")
    assert begins_watch(play, "Ito")
    assert play.get("person.unwatched_at", "Aki") == 0
    play.put("person.despair", "Aki", 0.1)
    play.live(1)
    assert not play.get("person.watched", "Aki")
    assert not play.machine.doing(play.thing("Ito"))
    assert play.get("person.place", "Ito") == play.thing("clinic")
    assert play.get("person.unwatched_at", "Aki") == 0


@pytest.mark.parametrize(("attr", "value"), [("went_to_work_at", -15 * HOUR), ("medicine", 0.0), ("workplace", 0)])
def test_INJ_10_nobody_of_the_house_sits_who_has_gone_off_duty(attr: str, value: float) -> None:
    """The hours of a turn are hours of duty, of those who belong there and know something of it."""
    play = at_risk()
    play.put(f"person.{attr}", "Nao", play.machine.now + value if attr == "went_to_work_at" else value)
    assert not begins_watch(play, "Nao")
    assert begins_watch(play, "Ito")


def test_INJ_10_friends_sit_where_the_house_has_nobody() -> None:
    """From home, if they are fond of him, neither worn out nor shut out; a stranger does not."""
    play = at_risk()
    assert not begins_watch(play, "Sei")
    for who in ("Ren", "Mio"):
        play.choose("person.mind", who, "awake")
        play.put("person.tiredness", who, 0.3)
    play.put("barred_from", "Mio", 1, "Aki")
    assert not begins_watch(play, "Mio")
    play.put("person.tiredness", "Ren", 0.9)
    assert not begins_watch(play, "Ren")
    play.put("person.tiredness", "Ren", 0.3)
    assert begins_watch(play, "Ren")
    assert play.get("person.place", "Ren") == play.get("person.place", "Aki")


@cache
def watched_week(people: int) -> tuple[float, float, dict[str, int], list[str]]:
    """A week of one at risk in the free village, looked at every half hour: seats taken, at the bed, by whom, rota."""
    play = Play(compiled(written({"tried.yaml": LOSS}, "leaf"), people, 7), 1, autonomy=True)
    play.live(6 * HOUR)
    looks = taken = there = 0
    turns: dict[str, int] = {}
    rota: list[str] = []
    for _ in range(7 * 48):
        play.live(30 * MINUTE)
        assert play.get("person.watched", PATIENT)
        looks += 1
        who = int(play.get("person.watcher", PATIENT))
        name = play.machine.label(who) if who else ""
        if who:
            taken += 1
            there += play.get("person.place", who) == play.get("person.place", PATIENT)
            assert play.word("person.mind", who) == "awake"
        if name and (not rota or rota[-1] != name):
            turns[name] = turns.get(name, 0) + 1
        rota.append(name)
    return taken / looks, there / looks, turns, rota


def test_INJ_10_the_rota_of_a_free_week() -> None:
    """Nobody directs it: nearly always somebody sits at the bed, awake, and several share the week in turns."""
    taken, there, turns, rota = watched_week(60)
    print(f"taken {taken:.0%}, at the bed {there:.0%}, turns {turns}")
    for day in range(7):
        print(" | ".join(name or "-" for name in rota[day * 48 : day * 48 + 48 : 4]))
    assert there == taken
    assert there > 0.85
    assert len(turns) >= 4
    assert max(turns.values()) < 0.5 * sum(turns.values()), "nobody bears it alone"
    longest = max(len(run) for run in "".join("x" if name else " " for name in rota).split("x"))
    assert longest <= 16, "never empty for longer than a night"


SIX_WEEKS = """
cast:
  Patient 0: {is: person, place: hospital, home: staff house, situation: hospital, lying: yes, infirmary: hospital,
              capacity: 100 chakra, chakra: 60 chakra, tiredness: 20 %}
things:
  gash: {is: wound, patient: Patient 0, site: back, sort: stab, depth: 60 %, ache: 40 %, bleeding: 2 ml/min}
  left shin: {is: wound, patient: Patient 0, site: leg, sort: bone, depth: 40 %, ache: 20 %, open: no}
  right shin: {is: wound, patient: Patient 0, site: leg, sort: bone, depth: 40 %, ache: 20 %, open: no}
"""
FRIENDS = ("Hagane Kotetsu", "Kamizuki Izumo")
DAILY = {"wake rested", "go to sleep", "sleep overtakes", "visit the sick", "chat", "grow fonder"}


def test_INJ_16_six_weeks_in_bed_cost_little() -> None:
    """Brought into leaf's hospital with two broken legs, nursed, visited, left to himself: fewer than 240 events."""
    totals = []
    for seed in (1, 2, 3):
        play = Play(leaf_with(SIX_WEEKS), seed, autonomy=True)
        for friend in FRIENDS:
            for bond in ("care", "closeness"):
                play.put(bond, friend, 0.6, PATIENT)
        play.machine.drain()
        play.live(6 * WEEK)
        assert play.word("person.situation", PATIENT) == "hospital"
        found = play.counts(PATIENT)
        print(sum(found.values()), found)
        assert {"admit", "give a painkiller", "see to"} <= set(found), "there are healers"
        assert found["visit the sick"] >= 20, "there are visitors"
        rarer = max(count for rule, count in found.items() if rule not in DAILY)
        assert rarer <= 21, "nothing else comes more often than every fourth day, beginnings and ends counted"
        totals.append(sum(found.values()))
    assert 60 < sorted(totals)[1] < 240


def test_INJ_16_the_longer_it_lasts_the_rarer_the_visits() -> None:
    """Every day at first; the friend who cares less stays away sooner, and neither is forgotten in the next stay."""
    visits = {}
    for care in (0.5, 0.95):
        play = Play(leaf_with(SIX_WEEKS), 1, autonomy=True)
        for bond in ("care", "closeness"):
            play.put(bond, FRIENDS[0], care, PATIENT)
        play.machine.drain()
        weeks = []
        for _ in range(6):
            play.live(WEEK)
            weeks.append(play.counts(PATIENT).get("visit the sick", 0) // 2)
        visits[care] = weeks
    assert visits[0.5][0] >= 3
    assert visits[0.95][0] >= 5
    assert sum(visits[0.5][3:]) < visits[0.5][0]
    assert sum(visits[0.95]) > 2 * sum(visits[0.5])


def test_INJ_7_a_course_of_painkillers_has_one_beginning_and_one_end() -> None:
    """Given once it works day and night while the wound is inflamed; the last dose wears off, and the pain is back."""
    play = ward("w: site: leg, depth: 70 %, ache: 60 %, open: no")
    play.put("person.place", "Nao", play.thing("sickroom"))
    assert play.act("give a painkiller", healer="Nao", patient="Aki")
    play.live(3 * HOUR)
    assert play.refused("give a painkiller", healer="Nao", patient="Aki") == "nothing given yet"
    for _ in range(10):
        play.live(8 * HOUR)
        assert play.get("person.befogged", "Aki")
        assert play.get("person.pain", "Aki") < 0.25
    play.live(DAY)
    assert play.word("wound.phase", "w") == "building"
    assert not play.get("person.on_painkillers", "Aki")
    assert not play.get("person.befogged", "Aki")
    assert play.get("person.pain", "Aki") > 0.4
    assert play.refused("give a painkiller", healer="Nao", patient="Aki") == "must be in great pain"
    found = play.counts("Aki")
    for rule in ("fog comes", "fog lifts", "painkillers are stopped"):
        assert found[rule] == 1


def test_INJ_7_whoever_leaves_the_house_gets_no_more() -> None:
    """The course ends with the stay; what he had last still clouds him for its hours."""
    play = ward("w: site: leg, depth: 70 %, ache: 60 %, open: no")
    play.put("person.place", "Nao", play.thing("sickroom"))
    assert play.act("give a painkiller", healer="Nao", patient="Aki")
    play.live(20 * HOUR)
    play.choose("person.situation", "Aki", "home")
    play.live(7 * HOUR)
    assert play.get("person.befogged", "Aki")
    play.live(2 * HOUR)
    assert not play.get("person.befogged", "Aki")
    assert play.all("dose") == []


def test_INJ_16_the_house_feeds_whoever_has_a_bed() -> None:
    """For as long as he lies there he is not hungry; at home hunger grows again."""
    play = ward("w: site: leg, depth: 30 %")
    for _ in range(3):
        play.live(DAY)
        assert play.get("person.hunger", "Aki") == pytest.approx(0.2)
    play.put("person.bed", "Aki", 0)
    play.choose("person.situation", "Aki", "home")
    play.live(DAY)
    assert play.get("person.hunger", "Aki") > 0.6
    found = play.counts("Aki")
    assert (found["meals are brought"], found["meals end"]) == (1, 1)


def three_at_home(play: Play) -> None:
    """The patient leaves his bed, and is at home with the two who live there."""
    for who in ("Aki", "Ren", "Mio"):
        play.put("person.place", who, play.thing("home"))
        play.choose("person.situation", who, "home")
        play.choose("person.mind", who, "awake")
    play.put("person.bed", "Aki", 0)


def test_INJ_13_one_of_the_house_keeps_it_until_he_can_do_it_himself() -> None:
    """A standing arrangement: one begins, nobody else does it as well, he is fed; it ends with the crutches."""
    play = ward("w: site: foot, depth: 10 %, open: no")
    until_ten(play)
    three_at_home(play)
    play.put("person.lying", "Aki", 0)
    assert play.refused("keep house for", p="Ren", other="Aki") == "cannot do it himself"
    play.choose("person.aid", "Aki", "two_crutches")
    before = [play.get("person.stress", "Aki"), play.bond("closeness", "Aki", "Ren")]
    assert play.act("keep house for", p="Ren", other="Aki")
    assert play.get("person.stress", "Aki") > before[0] + 0.03
    assert play.bond("closeness", "Aki", "Ren") > before[1]
    assert play.refused("keep house for", p="Mio", other="Aki") == "nobody does it"
    for _ in range(5):
        play.live(DAY)
        assert play.value("if hunger(p) is hungry then 1 else 0", p="Aki") == 0
    play.choose("person.aid", "Aki", "no_aid")
    play.live(1)
    assert play.get("person.housekeeper", "Aki") == 0
    assert not play.get("person.boarded", "Aki")
    assert play.count("house is kept no longer") == 1


@pytest.mark.parametrize("ends", ["moves out", "goes away", "is hurt"])
def test_INJ_13_whoever_keeps_house_no_longer_can_is_replaced(ends: str) -> None:
    """When the one who did it has moved, is out on a mission or needs crutches himself, another may begin."""
    play = ward("w: site: foot, depth: 10 %, open: no")
    until_ten(play)
    three_at_home(play)
    play.choose("person.aid", "Aki", "two_crutches")
    assert play.act("keep house for", p="Ren", other="Aki")
    if ends == "moves out":
        play.put("person.home", "Ren", play.thing("market"))
    elif ends == "goes away":
        play.choose("person.situation", "Ren", "mission")
    else:
        play.choose("person.aid", "Ren", "one_crutch")
    play.live(1)
    assert play.refused("keep house for", p="Mio", other="Aki") == ""


def test_INJ_12_with_both_legs_broken_nobody_practises_on_crutches() -> None:
    """With two useless legs there is no way out of bed; with one, crutches; with none, all the way."""
    bone = "site: leg, sort: bone, depth: 40 %, open: no"
    play = ward(f"left: {bone}\nright: {bone}")
    play.live(1)
    limits = [play.get("person.mobility_limit", "Aki")]
    for leg in ("left", "right"):
        play.put("wound.mend", leg, 0.6)
        play.live(1)
        limits.append(play.get("person.mobility_limit", "Aki"))
    assert limits == pytest.approx([play.value("no_leg_limit"), play.value("one_leg_limit"), 1])
