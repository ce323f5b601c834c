"""INJ-7 to INJ-11, INJ-17 and INJ-18: what injury and medicine do to a mind."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.rows.support import DAY, HOUR, MINUTE, Play
from tests.rows.wards import until_ten, ward

from .sickbeds import STUMP, WEEK, alive, days_old

MOTIVE = "person>person.motive"


def test_INJ_7_painkillers_and_fog() -> None:
    """The stronger the dose the less pain; he notices nothing, his hand shakes, and what he signs is marked."""

    def treated(numbing: int) -> Play:
        more = f"\nthings:\n  drug: {{is: substance, numbing: {numbing} %, clouding: {numbing} %, lasts: 8 h}}\n"
        more += "  a dose: {is: dose, patient: Aki, substance: drug}\n"
        play = ward("w: site: arm, depth: 40 %, ache: 50 %, open: no", more)
        play.put("dose.given_at", "a dose", play.machine.now)
        play.live(4 * HOUR)
        return play

    pains = [treated(numbing).get("person.pain", "Aki") for numbing in (0, 30, 60, 90)]
    assert all(a > b + 0.05 for a, b in pairwise(pains))
    for numbing, clouded in ((30, False), (60, True)):
        play = treated(numbing)
        assert (play.get("person.befogged", "Aki") == 1) is clouded
        play.put("person.place", "Sei", play.thing("sickroom"))
        assert play.act("make a statement", p="Aki", taker="Sei")
        assert bool(play.get("statement.clouded_then", play.all("statement")[0])) is clouded
        play.put("person.failing", "Sei", 1)
        play.put("person.life", "Sei", 0.05)
        play.put("person.arrest", "Sei", 1)
        play.live(HOUR)
        held = play.machine.held(play.thing("Aki"), "person.alive", [play.thing("Sei")])
        assert (held.status == "known" and not held.value) is not clouded, (
            "what he did not take in he does not remember"
        )
    assert treated(60).value("hand_skill(p)", p="Aki") < treated(30).value("hand_skill(p)", p="Aki") < 1
    play = treated(60)
    play.live(5 * HOUR)
    assert not play.get("person.befogged", "Aki"), "it wears off"
    nurse = ward("w: site: leg, depth: 70 %, ache: 60 %")
    nurse.put("person.place", "Nao", nurse.thing("sickroom"))
    nurse.live(3 * HOUR)
    before = nurse.get("person.pain", "Aki")
    assert nurse.act("give a painkiller", healer="Nao", patient="Aki")
    nurse.live(3 * HOUR)
    assert nurse.get("person.pain", "Aki") < before / 2


@pytest.mark.parametrize("staffed", [True, False])
def test_INJ_8_panic_sedation(staffed: bool) -> None:
    """Who finds the limb gone screams; staff are there within moments, and what follows is withdrawal, not peace."""
    play = ward(STUMP)
    if not staffed:
        play.put("person.place", "Nao", play.thing("market"))
    play.live(0)
    assert play.get("person.panic", "Aki")
    play.live(5 * MINUTE)
    assert bool(play.get("person.panic", "Aki")) is not staffed
    assert (play.word("person.mind", "Aki") == "asleep") is staffed
    play.live(8 * HOUR)
    assert not play.get("person.panic", "Aki")
    assert play.get("person.withdrawn", "Aki"), "he is quiet, and it is not over"
    assert ("sedate" in play.counts("Aki")) is staffed
    unhurt = ward("w: site: leg, depth: 80 %")
    unhurt.live(DAY)
    assert not unhurt.get("person.withdrawn", "Aki"), "only what is gone for good does that"


def days_withdrawn(visitor: str, seed: int) -> int:
    """After how many days somebody speaks again whom one person visits daily from the third day on, at most 30."""
    play = ward(STUMP, seed=seed)
    play.live(HOUR)
    for day in range(1, 31):
        until_ten(play)
        if day >= 3 and visitor:
            play.choose("person.mind", "Aki", "awake")
            play.put("person.place", visitor, play.thing("home"))
            play.choose("person.situation", visitor, "home")
            assert play.act("visit the sick", p=visitor, patient="Aki")
        play.live(2 * HOUR)
        if not play.get("person.withdrawn", "Aki"):
            return day
    return 30


def test_INJ_9_non_responsive_withdrawal() -> None:
    """A pupil's visit ends it, the partner's devotion does not, and time alone seldom."""
    mean = {who: sum(days_withdrawn(who, seed) for seed in range(10)) / 10 for who in ("Mio", "Ren", "")}
    assert mean["Mio"] < 6
    assert mean["Ren"] > 2 * mean["Mio"]
    assert mean[""] > 2 * mean["Mio"]
    assert mean[""] < 30, "time alone ends it in some"


def test_INJ_10_suicide_watch() -> None:
    """The more whom he must not fail, the smaller the risk; a watch stands while it is above the threshold."""
    risks = []
    for anchors in (0, 1, 3, 5):
        people = "".join(f"  Pupil {i}: {{is: person, age: 16, place: market, home: market}}\n" for i in range(anchors))
        play = ward(STUMP, people)
        play.put("care", "Aki", 0.5, "Ren")
        play.put("teaches", "Aki", 0, "Mio")
        for i in range(anchors):
            play.put("teaches", "Aki", 1, f"Pupil {i}")
        most, kept = 0.0, True
        for _ in range(40):
            play.live(12 * HOUR)
            risk = play.get("person.despair", "Aki")
            most = max(most, risk)
            watched = bool(play.get("person.watched", "Aki"))
            kept &= watched == bool(play.value("if despair(p) is deep then 1 else 0", p="Aki"))
            play.put("person.went_to_work_at", "Nao", play.machine.now)
            if watched and not play.refused("sit watch", nurse="Nao", p="Aki"):
                assert play.act("sit watch", nurse="Nao", p="Aki")
        assert kept, "a watch stands exactly while the risk is above the threshold"
        if most > 0.5:
            held = play.machine.held(play.thing("Aki"), MOTIVE, [play.thing("Nao"), play.thing("Aki")])
            assert held.status == "known", "he reads it as duty"
            assert play.value_word(MOTIVE, held.value) == "duty"
        risks.append(play.get("person.despair", "Aki"))
        if anchors == 3:
            play.put("person.despair", "Aki", 0.9)
            play.put("person.withdrawn", "Aki", 0)
            play.live(HOUR)
            assert play.get("person.watched", "Aki")
            play.live(4 * WEEK)
            assert not play.get("person.watched", "Aki"), "the watch ends with the risk"
            assert not play.get("person.watcher", "Aki")
    assert all(a > b + 0.02 for a, b in pairwise(risks))
    unhurt = ward("w: site: leg, depth: 80 %")
    unhurt.live(4 * WEEK)
    assert not unhurt.get("person.watched", "Aki")


def attendance(pride: float, pupil: bool) -> float:
    """The share of twenty sessions that a patient worked through."""
    done = 0
    for seed in range(20):
        play = days_old(ward(STUMP, seed=seed))
        play.put("person.mobility", "Aki", 0.1)
        play.put("person.pride", "Aki", pride)
        play.put("teaches", "Aki", int(pupil), "Nao")
        play.put("person.place", "Nao", play.thing("sickroom"))
        play.put("person.panic", "Aki", 0)
        until_ten(play)
        play.choose("person.mind", "Aki", "awake")
        before = play.get("person.mobility", "Aki")
        assert play.act("give therapy", therapist="Nao", p="Aki")
        done += play.get("person.mobility", "Aki") > before
    return done / 20


def test_INJ_11_therapy_compliance_through_pride() -> None:
    """Before a former pupil the proud do not refuse; before a stranger pride changes nothing and refusals rise."""
    pupil = [attendance(pride, True) for pride in (0.0, 0.3, 0.6)]
    stranger = [attendance(pride, False) for pride in (0.0, 0.6)]
    assert pupil[0] < pupil[1] < pupil[2]
    assert pupil[2] > stranger[1] + 0.3
    assert stranger[0] == stranger[1]
    assert 0.1 < stranger[0] < 0.8
    assert pupil[2] > 0.9


def daily_hours(pupil: bool) -> tuple[int, int]:
    """Of a proud patient's first eight days of therapy with each of six healers: the hours held, and those worked."""
    held = worked = 0
    for seed in range(6):
        play = days_old(ward(STUMP, seed=seed))
        until_ten(play)
        play.live(23 * HOUR + 50 * MINUTE)
        for attr, value in (("person.mobility", 0.1), ("person.pride", 0.6), ("person.panic", 0)):
            play.put(attr, "Aki", value)
        play.put("teaches", "Aki", int(pupil), "Nao")
        play.put("person.therapist", "Aki", play.thing("Nao"))
        play.counts()
        for _ in range(8):
            play.choose("person.situation", "Nao", "work")
            play.choose("person.mind", "Aki", "awake")
            before = play.get("person.mobility", "Aki")
            play.live(20 * MINUTE)
            held += play.count("therapy hour")
            worked += play.get("person.mobility", "Aki") > before
            play.live(DAY - 20 * MINUTE)
    return held, worked


def test_INJ_11_the_daily_hours_depend_on_who_gives_them() -> None:
    """One a day whoever has taken him on; a stranger's are refused more often, a pupil's hardly ever."""
    (held, pupil), (strangers, stranger) = daily_hours(True), daily_hours(False)
    assert held == strangers == 48
    assert pupil > 44
    assert 12 < stranger < 40


DEAD = """
things:
  the father: {is: departed}
  the comrade: {is: departed}
"""


def test_INJ_17_near_death_vision() -> None:
    """Dying takes minutes and can be broken off, the sooner the likelier; what was seen is remembered, and whom."""

    def dying(seed: int, comrade: float, dear: float = 0.5) -> Play:
        play = ward("w: site: arm, depth: 20 %", DEAD, seed)
        for dead, weight in (("the father", 0.5), ("the comrade", comrade)):
            play.put("lost", "Aki", 1, dead)
            play.put("unfinished", "Aki", weight, dead)
        play.put("dearness", "Aki", dear, "the comrade")
        play.put("person.place", "Nao", play.thing("sickroom"))
        play.put("person.blood", "Aki", 2500.0)
        play.live(0)
        assert play.get("person.arrest", "Aki")
        assert play.get("person.at_the_stream", "Aki")
        return play

    cases = ((0.9, 0.5, "the comrade"), (0.2, 0.5, "the father"), (0.9, 0.1, "the father"), (0.35, 0.95, "the comrade"))
    for comrade, dear, seen in cases:
        play = dying(1, comrade, dear)
        play.live(3 * MINUTE)
        assert alive(play)
        play.put("person.blood", "Aki", 4000.0)
        play.live(MINUTE)
        assert not play.get("person.arrest", "Aki")
        assert not play.get("person.at_the_stream", "Aki"), "called back"
        play.live(DAY)
        assert [int(play.get("vision.shade", v)) for v in play.all("vision")] == [play.thing(seen)]
    late = dying(1, 0.9)
    late.live(7 * MINUTE)
    late.put("person.blood", "Aki", 4000.0)
    late.live(HOUR)
    assert not alive(late), "the interval has an end"
    started = []
    for wait in (0, 2, 4):
        count = 0
        for seed in range(30):
            play = dying(seed, 0.9)
            play.put("person.failing", "Aki", 1)
            play.put("person.blood", "Aki", 4000.0)
            play.live(wait * MINUTE)
            assert play.act("press the chest", helper="Nao", patient="Aki")
            count += not play.get("person.arrest", "Aki")
        started.append(count)
    assert started[0] > started[1] > started[2]


OLD = """
things:
  fire: {is: ordeal, dreamer: Aki, at_site: hand, by: burn, weight: 60 %}
  knife: {is: ordeal, dreamer: Aki, at_site: back, by: thrown_blade, weight: 50 %}
  Ren's wound: {is: wound, patient: Ren, site: leg, sort: cut, cause: accident, depth: 20 %}
"""


def dreamt(cause: str, site: str, risk: bool) -> tuple[list[tuple[int, int]], float, Play]:
    """What Aki dreams while Ren is hurt in some way, and how upset he wakes."""
    play = ward("w: site: foot, depth: 10 %", OLD)
    play.choose("wound.cause", "Ren's wound", cause)
    play.choose("wound.site", "Ren's wound", site)
    if risk:
        play.machine.set_belief(play.thing("Aki"), "person.outlook", [play.thing("Ren")], "known", 3)
    play.live(17 * HOUR)
    play.put("person.fright", "Aki", 0.9)
    play.put("person.tiredness", "Aki", 0.15)
    play.choose("person.mind", "Aki", "awake")
    play.live(MINUTE)
    assert play.all("dream") == [], "nobody dreams awake"
    play.put("person.fright", "Aki", 0.9)
    play.put("person.stress", "Aki", 0.2)
    play.put("person.tiredness", "Aki", 0.7)
    play.choose("person.mind", "Aki", "asleep")
    for _ in range(90):
        play.live(10 * MINUTE)
        if play.word("person.mind", "Aki") == "awake":
            break
    found = [(int(play.get("dream.replays", d)), int(play.get("dream.face", d))) for d in play.all("dream")]
    return found, float(play.get("person.stress", "Aki")), play


def test_INJ_18_trauma_dreams() -> None:
    """A dream takes the old injury most like the present one and the face of whoever is at risk, and upsets."""
    threats = [
        ("thrown_blade", "leg", "knife"),
        ("burn", "leg", "fire"),
        ("blow", "back", "knife"),
        ("blow", "hand", "fire"),
    ]
    for cause, site, old in threats:
        found, stress, play = dreamt(cause, site, True)
        assert found == [(play.thing(old), play.thing("Ren"))]
        calm, plain, _ = dreamt(cause, site, False)
        assert calm == [], "nobody is at risk, nobody's face is put in"
        assert plain + 0.1 < stress < plain + 0.4
    assert plain > 0.3, "waking from a nightmare upsets in any case"
    hurt = ward("w: site: back, cause: blade, depth: 50 %")
    hurt.live(0)
    assert len(hurt.all("ordeal")) == 1, "a bad injury becomes an ordeal"
