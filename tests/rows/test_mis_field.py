"""Rows MIS-4, MIS-6 to MIS-9, MIS-11, MIS-16 and MIS-19: what happens out there."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.rows.desks import decide, desk, holds, hurt, mission, out, send, set_all
from tests.rows.leaf import parameters
from tests.rows.support import DAY, HOUR, MINUTE, Play

TEAM = ("Aki", "Bea", "Cid", "Eva", "Fio")


def arrive(play: Play, *team: str, task: str = "retrieval", **values: str | float) -> int:
    """A team that has just come to the hills."""
    m = mission(play, task, **values)
    send(play, m, *team)
    assert play.act("lead out", leader=team[0])
    play.live(0)
    return m


def met_the_trap(task: str, **skills: float) -> set[str]:
    """Who of the team has to do with a trap on the low road, over some seeds; skills differ from the usual."""
    met = set()
    for seed in range(4):
        play = desk(seed=seed)
        for name, skill in skills.items():
            play.put("person.skill", name, skill)
        play.put("trap.at", play.all("trap")[0], play.thing("hills"))
        play.put("trap.hidden", play.all("trap")[0], 1)
        arrive(play, *TEAM, task=task)
        play.live(MINUTE)
        met |= hit(play)
    return met


def hit(play: Play) -> set[str]:
    """Who has a wound."""
    return {name for name in TEAM if holds(play, "any(w in wounds(p) where yes)", p=name)}


def test_MIS_4_the_low_road_meets_the_trap_and_a_swap_of_roles_swaps_the_victim() -> None:
    """Seniors in the trees are never hit, the others are; with the skills exchanged, so are the victims."""
    usual = met_the_trap("retrieval")
    assert usual
    assert usual <= {"Eva", "Fio"}
    swapped = met_the_trap("retrieval", Aki=0.3, Bea=0.3, Cid=0.3, Eva=0.9, Fio=0.9)
    assert swapped
    assert swapped <= {"Aki", "Bea", "Cid"}


def test_MIS_4_the_formation_is_one_of_searches() -> None:
    """On an escort nobody takes to the trees, and it is over when the team turns home."""
    play = desk()
    arrive(play, *TEAM, task="escort")
    assert not any(play.get("person.scouts_above", name) for name in TEAM)
    play = desk()
    m = arrive(play, *TEAM)
    assert [bool(play.get("person.scouts_above", name)) for name in TEAM] == [True, True, True, False, False]
    assert play.refused("spread out", leader="Aki") == "not yet"
    set_all(play, m, deployed=0, objective="reached")
    assert play.act("spread out", leader="Aki")
    assert play.act("turn homeward", leader="Aki")
    assert play.act("lead home", leader="Aki")
    assert not any(play.get("person.scouts_above", name) for name in TEAM)


def test_MIS_6_absent_guards_are_suspicious_before_any_evidence() -> None:
    """Where guards are to be expected and none are met the leader wonders; where they are met he fights."""
    seen = {}
    for task in ("retrieval", "escort"):
        for plan in ("none", "guarded", "held_back"):
            play = desk()
            m = mission(play, task)
            set_all(play, m, opposition=plan)
            send(play, m, *TEAM)
            assert play.act("lead out", leader="Aki")
            play.live(0)
            wonders = holds(play, "wonders(p, opposition(m))", p="Aki", m=m)
            seen[task, plan] = wonders, bool(play.get("mission.contact", m))
    assert seen == {
        ("retrieval", "none"): (True, False), ("retrieval", "guarded"): (False, True),
        ("retrieval", "held_back"): (True, False), ("escort", "none"): (False, False),
        ("escort", "guarded"): (False, True), ("escort", "held_back"): (False, False),
    }


def test_MIS_6_forces_are_held_back_until_the_trap() -> None:
    """Foes come as the trap goes off, if they were held back; else while the team is at work, or on the way home."""
    for plan, comes in (("held_back", True), ("on_the_way_back", False), ("none", False)):
        play = desk()
        m = mission(play, "retrieval")
        set_all(play, m, opposition=plan)
        out(play, m, *TEAM)
        hurt(play, "Eva")
        assert bool(play.get("mission.contact", m)) is comes
    for plan, when in (("held_back", "at work"), ("on_the_way_back", "turn homeward"), ("none", "")):
        play = desk()
        m = mission(play, "escort", wanted=2)
        set_all(play, m, opposition=plan, days=float(2 * DAY))
        send(play, m, "Aki", "Eva")
        assert play.act("lead out", leader="Aki"), play.refused("lead out", leader="Aki")
        counts = decide(play, 40 * HOUR)
        assert counts.get("ambush at the goal", 0) == (when == "at work")
        if when == "at work":
            assert counts.get("fight it out", 0) > 0
            continue
        set_all(play, m, objective="reached")
        assert play.act("turn homeward", leader="Aki"), play.refused("turn homeward", leader="Aki")
        play.live(0)
        assert bool(play.get("mission.contact", m)) is (when == "turn homeward")


def test_MIS_6_MIS_7_they_come_while_there_is_something_to_be_had() -> None:
    """A team that foes fall upon at its work still has to get what it came for, and a mate goes for it in the fight."""
    gone_for = 0
    for seed in range(6):
        play = desk(seed=seed)
        m = mission(play, "retrieval", foes=1)
        set_all(play, m, opposition="held_back", days=float(DAY))
        send(play, m, *TEAM)
        assert play.act("lead out", leader="Aki"), play.refused("lead out", leader="Aki")
        counts = decide(play, 30 * HOUR)
        assert counts.get("ambush at the goal", 0) == 1
        gone_for += counts.get("secure the objective", 0)
    assert gone_for > 0


def test_MIS_6_a_mate_who_falls_makes_one_beside_himself() -> None:
    """Foes close in over the fallen; whoever is fond of him and awake is in a rage, the others are not."""
    for plan, rages in (("held_back", {"Bea"}), ("none", set())):
        play = desk()
        m = mission(play, "retrieval")
        set_all(play, m, opposition=plan)
        out(play, m, *TEAM)
        for name, care in (("Bea", 0.9), ("Cid", 0.1), ("Fio", 0.9)):
            play.put("care", name, care, "Eva")
        play.choose("person.mind", "Fio", "unconscious")
        play.counts()
        hurt(play, "Eva")
        assert {name for name in TEAM if name != "Eva" and play.get("person.surge", name) > 0.5} == rages


def test_MIS_6_only_rage_falls_upon_them_all() -> None:
    """Beside himself, and under attack; in cold blood nobody does, whoever has fallen."""
    for values, why in (
        ({}, ""), ({"surge": 0.3}, "beside himself"), ({"situation": "home"}, "out there"),
        ({"on_mission": 0}, "on a mission"), ({"contact": 0}, "under attack"), ({"lying": 1}, "on his feet"),
    ):
        play = desk()
        m = mission(play, "retrieval")
        out(play, m, *TEAM)
        set_all(play, m, contact=1)
        play.put("person.surge", "Bea", 0.95)
        for name, value in values.items():
            if name == "contact":
                set_all(play, m, contact=0)
            elif isinstance(value, str):
                play.choose(f"person.{name}", "Bea", value)
            else:
                play.put(f"person.{name}", "Bea", value)
        assert play.refused("fall upon the foes", p="Bea") == why
    hurt(play, "Bea")
    play.choose("person.mind", "Bea", "awake")
    for name, value in (("lying", 0), ("steadiness", 1), ("surge", 0.95)):
        play.put(f"person.{name}", "Bea", value)
    assert play.refused("fall upon the foes", p="Bea") == ""
    play.choose("person.aid", "Bea", "two_crutches")
    assert play.refused("fall upon the foes", p="Bea") == "can strike", "both hands taken, and one leg lame"


def won(seen: bool, seeds: int = 12) -> float:
    """How often a team beats off foes who were seen in time, or not."""
    wins = 0
    for seed in range(seeds):
        play = desk(seed=seed)
        m = mission(play, "retrieval", foes=2.5)
        set_all(play, m, warned=int(seen), contact=1)
        out(play, m, "Aki", "Bea")
        assert play.act("fight it out", leader="Aki")
        wins += play.word("mission.objective", m) != "missed"
    return wins / seeds


def test_MIS_7_each_is_hit_by_a_blow_of_his_own() -> None:
    """Of two who are hurt in one fight neither has the other's wound."""
    both = []
    for seed in range(40):
        play = desk(parameters(wounding="100 %"), seed)
        m = mission(play, "retrieval", foes=2.5)
        set_all(play, m, contact=1)
        out(play, m, "Aki", "Bea")
        assert play.act("fight it out", leader="Aki")
        assert not any(play.get("person.struck", who) for who in ("Aki", "Bea"))
        wounds = {int(play.get("wound.patient", w)): w for w in play.all("wound")}
        if len(wounds) == 2:
            both.append([(play.word("wound.site", w), float(play.get("wound.depth", w))) for w in wounds.values()])
    assert len(both) > 10
    assert all(one[1] != other[1] for one, other in both)
    assert {one[0] == other[0] for one, other in both} == {True, False}


def aimed_at(share: str, fond: float = 0) -> dict[str, int]:
    """What comes of so many fights in which Aki or Bea is struck, where foes throw blades, by rule."""
    found: Counter[str] = Counter()
    sharp = "  blade: {is: weapon, worst: 40 %, least_depth: 10 %}\n"
    for seed in range(24):
        play = desk(parameters(wounding="100 %", thrown_blows=share), seed, things=sharp)
        play.put("task.foes_throw", "retrieval", play.thing("blade"))
        m = mission(play, "retrieval", foes=2.5)
        out(play, m, "Aki", "Bea")
        for one, other in (("Aki", "Bea"), ("Bea", "Aki")):
            play.put("care", one, fond, other)
        set_all(play, m, contact=1)
        play.counts()
        play.machine.autonomy = True
        assert play.act("fight it out", leader="Aki")
        play.live(10_000)
        found.update(play.counts())
    return found


def test_TEC_13_foes_of_a_mission_throw_too_and_a_mate_may_be_before_it() -> None:
    """As many blows as it says are blades in the air; of those whom the other is dear to, some take it for him."""
    none, all_of_them = aimed_at("0 %"), aimed_at("100 %")
    assert "strike" not in none
    assert all_of_them["strike"] == all_of_them["is hit in the fight"] > 5
    assert "shield" not in all_of_them
    assert aimed_at("100 %", fond=0.8)["shield"] >= 5


def test_MIS_7_a_mate_turns_to_whoever_is_hurt() -> None:
    """At once, whatever he is at; not while foes are on them, nor from afar."""
    for here, foes, begins in ((True, False, True), (True, True, False), (False, False, False)):
        play = desk()
        m = mission(play, "escort")
        out(play, m, "Aki", "Bea")
        if not here:
            play.put("person.place", "Aki", play.thing("isles"))
        decide(play, 20 * MINUTE)
        set_all(play, m, contact=int(foes))
        play.put("person.struck", "Bea", 1)
        found = decide(play, MINUTE)
        assert bool(found.get("bandage")) is begins


def test_INJ_18_a_wound_from_a_fight_frightens_as_it_is_deep() -> None:
    """A scratch is slept off; what went deep is strong enough to come back in a dream."""
    found = []
    for seed in range(24):
        play = desk(parameters(wounding="100 %"), seed)
        m = mission(play, "retrieval", foes=2.5)
        set_all(play, m, contact=1)
        out(play, m, "Aki", "Bea")
        assert play.act("fight it out", leader="Aki")
        found += [
            (float(play.get("wound.depth", w)), float(play.get("person.fright", "Aki")))
            for w in play.all("wound") if int(play.get("wound.patient", w)) == play.thing("Aki")
        ]
    frights = [fright for _, fright in sorted(found)]
    assert frights == sorted(frights)
    assert frights[-1] - frights[0] > 0.2
    strong = 0.45
    assert all(fright >= strong for depth, fright in found if depth > 0.4)
    assert all(fright < strong for depth, fright in found if depth < 0.3)


def test_MIS_6_scouts_who_see_them_take_the_surprise_away() -> None:
    """The team stands better against foes who were seen from the trees; only somebody in the trees sees them."""
    assert won(True) > won(False)
    found = {}
    for plan in ("none", "held_back"):
        found[plan] = 0
        for seed in range(4):
            play = desk(seed=seed)
            m = mission(play, "retrieval")
            set_all(play, m, opposition=plan)
            out(play, m, *TEAM)
            play.put("person.scouts_above", "Aki", 1)
            assert play.refused("scout from above", p="Eva") == "in the trees"
            assert play.act("scout from above", p="Aki")
            found[plan] += int(play.get("mission.warned", m))
    assert found["none"] == 0
    assert 0 < found["held_back"] <= 4


def test_MIS_7_objective_and_casualties_are_two_things() -> None:
    """All four combinations of reached or missed, hurt or unhurt stand in the record side by side."""
    for objective in ("reached", "missed"):
        for wounded in (True, False):
            play = desk()
            m = mission(play, "retrieval")
            out(play, m, *TEAM)
            if wounded:
                hurt(play, "Eva")
            set_all(play, m, objective=objective)
            assert play.word("mission.objective", m) == objective
            assert play.value("count(c in casualties(m) where sufferer(c) == p)", m=m, p="Eva") == int(wounded)
            assert play.get("mission.fallen", m) == 0
    for depth, entered in ((0.1, 0), (0.3, 1)):
        play = desk()
        m = mission(play, "retrieval")
        out(play, m, *TEAM)
        hurt(play, "Eva", depth)
        assert len(play.all("wound")) > 0
        assert play.value("count(c in casualties(m))", m=m) == entered, "a scratch is no casualty"


def test_MIS_7_a_mate_gets_it_in_the_fight_and_the_leader_carries_it() -> None:
    """Somebody other than the leader fetches it while foes are busy, hands it over."""
    play = desk()
    m = mission(play, "retrieval")
    out(play, m, *TEAM)
    assert play.refused("secure the objective", p="Bea") == "foes are busy"
    set_all(play, m, contact=1)
    assert play.refused("secure the objective", p="Aki") == "not the leader"
    assert decide(play, 3 * HOUR).get("secure the objective", 0) > 0
    play = desk()
    m = mission(play, "retrieval")
    out(play, m, *TEAM)
    set_all(play, m, contact=1)
    play.put("person.place", "Aki", play.thing("office"))
    assert play.act("secure the objective", "gets it", p="Bea")
    play.put("person.place", "Aki", play.thing("hills"))
    assert play.word("mission.objective", m) == "reached"
    assert play.act("hand over the objective", p="Bea", leader="Aki")
    assert play.get("mission.bearer", m) == play.thing("Aki")
    play.put("person.place", "Aki", play.thing("office"))
    play.choose("person.situation", "Aki", "hospital")
    assert holds(play, "unknown(p, objective(m))", p="Aki", m=m)
    assert play.refused("ask what came of it", p="Aki", other="Tam", m=m) == "back from it"
    play.put("person.on_mission", "Aki", 0)
    set_all(play, m, led_by=play.thing("Bea"), bearer=0)
    assert play.refused("ask what came of it", p="Aki", other="Tam", m=m) == "led it, bore it or was hurt on it"
    set_all(play, m, bearer=play.thing("Aki"))
    set_all(play, m, stage="open")
    assert play.refused("ask what came of it", p="Aki", other="Tam", m=m) == "back from it", "it has yet to begin"
    set_all(play, m, stage="out")
    assert play.act("ask what came of it", p="Aki", other="Tam", m=m)
    assert holds(play, "belief(p, objective(m)) == reached", p="Aki", m=m)


def test_MIS_8_one_goes_with_the_casualty_and_the_rest_walk() -> None:
    """He takes what they came for along, is home long before the rest, and another leads them."""
    play = desk()
    m = mission(play, "retrieval")
    out(play, m, *TEAM)
    set_all(play, m, objective="reached")
    assert play.refused("charge with the casualty", p="Bea", carrier="Aki", casualty="Eva") == "a casualty"
    hurt(play, "Eva")
    set_all(play, m, contact=0)
    play.put("person.steadiness", "Aki", 1)
    assert play.act("charge with the casualty", p="Bea", carrier="Aki", casualty="Eva")
    assert play.get("mission.bearer", m) == play.thing("Aki")
    assert play.get("mission.led_by", m) == play.thing("Bea")
    assert play.act("carry the casualty home", carrier="Aki")
    assert play.get("person.place", "Eva") == play.thing("clinic")
    assert play.word("person.situation", "Eva") == "hospital"
    assert all(play.get("person.place", name) == play.thing("hills") for name in ("Bea", "Cid", "Fio"))
    assert play.get("person.on_mission", "Aki") == 0


def test_MIS_8_who_goes_ahead_is_not_led_home() -> None:
    """Of two who start at once one goes alone with the casualty, and the others come home without them."""
    play = desk()
    m = mission(play, "retrieval")
    out(play, m, *TEAM)
    set_all(play, m, objective="reached")
    hurt(play, "Eva")
    set_all(play, m, contact=0)
    play.put("person.steadiness", "Aki", 1)
    assert play.act("charge with the casualty", p="Bea", carrier="Aki", casualty="Eva")
    assert play.act("turn homeward", leader="Bea")
    set_all(play, m, led_by=play.thing("Aki"))
    assert play.refused("lead home", leader="Aki") == "goes with them", "he has another way, and leads nobody on it"
    set_all(play, m, led_by=0)
    assert play.refused("take command", p="Aki") == "goes with them"
    set_all(play, m, led_by=play.thing("Bea"))
    assert play.act("lead home", leader="Bea")
    assert play.get("person.place", "Cid") == play.thing("desk room")
    for name in ("Aki", "Eva"):
        assert play.get("person.place", name) == play.thing("hills"), "they have a way of their own"
    assert play.get("person.carried_by", "Eva") == play.thing("Aki")
    assert play.act("report", leader="Bea", clerk="Kay")
    assert play.word("person.situation", "Aki") == "mission"
    assert play.act("carry the casualty home", carrier="Aki")
    assert play.get("person.place", "Eva") == play.thing("clinic")
    assert play.get("person.on_mission", "Aki") == 0


@pytest.mark.parametrize(("fast", "carrier"), [("Aki", "Aki"), ("Cid", "Cid")])
def test_MIS_8_whoever_is_known_to_be_fast_goes(fast: str, carrier: str) -> None:
    """The others bid him go, and he bids nobody else."""
    play = desk()
    m = mission(play, "retrieval")
    out(play, m, *TEAM)
    set_all(play, m, objective="reached")
    play.put("person.fast", fast, 20)
    hurt(play, "Eva")
    set_all(play, m, contact=0)
    for name in TEAM:
        play.put("person.steadiness", name, 1)
    assert decide(play, 3 * HOUR).get("charge with the casualty", 0) == 1
    assert play.get("person.carried_by", "Eva") == play.thing(carrier)


def test_MIS_8_it_comes_about_by_itself_for_the_badly_hurt_only() -> None:
    """A team with a man down sends somebody ahead; with nobody hurt nobody goes alone."""
    sent = {}
    for wounded in (True, False):
        play = desk()
        m = mission(play, "retrieval")
        out(play, m, *TEAM)
        if wounded:
            hurt(play, "Eva")
        sent[wounded] = decide(play, 4 * HOUR).get("charge with the casualty", 0)
    assert sent[True] == 1
    assert sent[False] == 0


def test_MIS_8_whoever_saw_him_brought_in_can_tell_him() -> None:
    """The casualty was too far gone to know; a nurse who stood in the hall tells her once, because she saw it."""
    play = desk()
    m = mission(play, "retrieval")
    out(play, m, *TEAM)
    hurt(play, "Eva")
    set_all(play, m, contact=0)
    play.put("person.steadiness", "Aki", 1)
    play.put("care", "Nao", 0.6, "Eva")
    told = {"teller": "Nao", "hearer": "Eva", "rescuer": "Aki"}
    assert play.act("charge with the casualty", p="Bea", carrier="Aki", casualty="Eva")
    assert play.act("carry the casualty home", carrier="Aki")
    play.live(0)
    eva = play.thing("Eva")
    play.machine.set_belief(eva, "person.brought_in_by", [eva], "known")
    play.choose("person.mind", "Eva", "asleep")
    assert play.get("person.saw_a_rescue", "Nao")
    assert not play.get("person.saw_a_rescue", "Una"), "who was elsewhere saw nothing"
    assert not holds(play, "belief(p, brought_in_by(p)) == q", p="Eva", q="Aki")
    assert play.refused("tell of the rescue", **told) == "listens"
    play.choose("person.mind", "Eva", "awake")
    assert play.act("tell of the rescue", **told)
    assert holds(play, "belief(p, brought_in_by(p)) == q and saved_by(p, q)", p="Eva", q="Aki")
    assert play.refused("tell of the rescue", **told) == "not told him yet"


def test_MIS_11_one_dies_and_the_other_comes_back() -> None:
    """The record has the dead by name; the survivor grieves and feels guilt."""
    play = desk()
    m = mission(play, "top rank")
    out(play, m, "Aki", "Bea", at="isles")
    play.put("person.arrest", "Bea", 1)
    play.put("person.failing", "Bea", 1)
    play.put("person.life", "Bea", 0)
    play.live(MINUTE)
    assert not play.get("person.alive", "Bea")
    assert play.get("mission.fallen", m) == 1
    (entry,) = play.all("casualty")
    assert (play.word("casualty.fate", entry), play.get("casualty.sufferer", entry)) == ("dead", play.thing("Bea"))
    assert play.bond("guilt_towards", "Aki", "Bea") > 0.1
    assert play.get("person.grief", "Aki") > 0.1
    assert play.get("person.field_weight", "Aki") > 0.3
    assert play.get("person.field_weight", "Cid") == 0
    assert holds(play, "belief(p, alive(q)) == no", p="Aki", q="Bea")
    play.put("person.place", "Aki", play.thing("school"))
    assert play.act("tell who came back", teller="Aki", hearer="Una", dead="Bea", survivor="Aki")
    assert holds(play, "belief(p, alive(q)) == no", p="Una", q="Bea")


@pytest.mark.parametrize("rule", ["lead home", "hurry home"])
def test_MIS_11_who_has_fallen_is_brought_to_the_healers(rule: str) -> None:
    """Not to the desk, where everybody would find him again; one of them certifies it as he is brought in."""
    play = desk()
    m = mission(play, "top rank")
    out(play, m, "Aki", "Bea", at="isles")
    play.put("mission.homeward", m, 1)
    play.put("person.partner", "Aki", play.thing("Una"))
    play.put("mission.left_at", m, play.machine.now - 60 * DAY)
    for attr, value in (("arrest", 1), ("failing", 1), ("life", 0.0)):
        play.put(f"person.{attr}", "Bea", value)
    play.live(MINUTE)
    assert not play.get("person.alive", "Bea")
    assert play.act(rule, leader="Aki"), play.refused(rule, leader="Aki")
    assert play.get("person.place", "Aki") == play.thing("desk room")
    assert play.get("person.place", "Bea") == play.thing("clinic")
    play.put("person.place", "Nao", play.thing("clinic"))
    play.choose("person.situation", "Nao", "work")
    play.live(MINUTE)
    assert play.get("person.certified", "Bea")


SEES_ALL = parameters(encounter_time="1 min", idle_interest="100 %")


@pytest.mark.parametrize(("values", "lost", "low", "high"), [
    ({}, False, 1, 9), ({"idle_interest": "0 %"}, False, 0, 0), ({"idle_interest": "0 %"}, True, 7, 20),
    ({"idle_interest": "0 %", "encounter_time": "24 h"}, True, 0, 6),
])
def test_MIS_16_a_long_wait_and_a_private_interest(values: dict[str, str], lost: bool, low: int, high: int) -> None:
    """Not every stranger is noticed: the longer the wait, and the more he has to do with what is on one's mind."""
    noticed = 0
    for seed in range(20):
        stump = "  stump: {is: wound, patient: Wim, site: hand, sort: loss, permanent: yes}\n" if lost else ""
        play = desk(parameters(**values) if values else "", seed=seed, things=stump)
        m = mission(play, "errand")
        out(play, m, "Aki")
        play.put("person.place", "Wim", play.thing("hills"))
        assert play.act("wait for the contact", p="Aki")
        play.live(0)
        noticed += play.bond("noticed", "Aki", "Wim")
    assert low <= noticed <= high


def test_MIS_16_what_was_on_his_mind_stays_behind() -> None:
    """On the way home nobody thinks of the stranger any more."""
    play = desk(SEES_ALL)
    m = mission(play, "errand")
    out(play, m, "Aki")
    play.put("person.place", "Wim", play.thing("hills"))
    assert play.act("wait for the contact", p="Aki")
    play.live(0)
    assert play.get("person.curious", "Aki")
    assert play.act("hand off the scroll", p="Aki")
    assert play.act("turn homeward", leader="Aki")
    assert not play.get("person.curious", "Aki")


@cache
def fumbles(setting: str, seeds: int = 14) -> float:
    """How often a handoff is clumsy for somebody who is free of care, worried, or curious."""
    clumsy = 0
    for seed in range(seeds):
        play = desk(SEES_ALL, seed=seed)
        m = mission(play, "errand")
        out(play, m, "Aki")
        if setting == "worried":
            play.put("care", "Aki", 0.9, "Una")
            play.put("person.bed", "Una", play.thing("sickroom"))
        if setting == "stranger":
            play.put("person.place", "Wim", play.thing("hills"))
        assert play.act("wait for the contact", p="Aki")
        play.live(0)
        before = float(play.get("person.stress", "Aki"))
        assert play.act("hand off the scroll", p="Aki")
        assert play.word("mission.objective", m) == "reached"
        clumsy += play.get("person.stress", "Aki") > before + 0.1
    return clumsy / seeds


def test_MIS_16_waiting_makes_encounters_and_distraction_makes_clumsy() -> None:
    """A stranger noticed while waiting costs finesse; without one, and without a wait, there is nothing of it."""
    plain, stranger = fumbles("plain"), fumbles("stranger")
    assert plain < 0.2 < stranger
    play = desk(SEES_ALL)
    m = mission(play, "errand")
    out(play, m, "Aki")
    assert play.refused("hand off the scroll", p="Aki") == "has waited"
    play.put("person.place", "Wim", play.thing("hills"))
    assert play.act("wait for the contact", p="Aki")
    play.live(0)
    assert play.bond("noticed", "Aki", "Wim")
    assert decide(play, 4 * HOUR).get("hand off the scroll", 0) == 1


def test_MIS_19_attention_is_split_by_attachment() -> None:
    """Worry at home and love for one of the team each take from his heed, and finesse falls with it."""
    play = desk()
    m = mission(play, "escort")
    out(play, m, "Aki", "Eva")
    whole = play.value("heed(p)", p="Aki")
    play.put("care", "Aki", 0.9, "Eva")
    mate = play.value("heed(p)", p="Aki")
    play.put("care", "Aki", 0.9, "Una")
    play.put("person.bed", "Una", play.thing("sickroom"))
    both = play.value("heed(p)", p="Aki")
    assert whole > mate > both
    assert mate == pytest.approx(0.75 * whole)
    assert fumbles("worried") > fumbles("plain") + 0.15
    trap = {"p": "Aki", "t": "mine"}
    seen = play.value("notices(p, t)", **trap)
    play.put("person.bed", "Una", 0)
    assert play.value("notices(p, t)", **trap) > seen, "nor does he see what is in the ground"
    play.put("worry", "Aki", 0.3, "Una")
    assert play.value("notices(p, t)", **trap) == pytest.approx(seen), "worry does it, in bed or not"


def test_MIS_19_the_leader_blames_himself_whatever_his_part() -> None:
    """He feels guilt towards each of his who is hurt, near or far; the others do not."""
    play = desk()
    m = mission(play, "escort")
    out(play, m, "Aki", "Bea", "Eva")
    hurt(play, "Eva")
    assert play.bond("guilt_towards", "Aki", "Eva") == pytest.approx(0.3, abs=0.02)
    assert play.bond("guilt_towards", "Bea", "Eva") == 0
    hurt_leader = desk()
    m = mission(hurt_leader, "escort")
    out(hurt_leader, m, "Aki", "Bea")
    hurt(hurt_leader, "Aki")
    assert hurt_leader.counts().get("leader blames himself", 0) == 0
