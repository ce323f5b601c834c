"""Rows INS-1 to INS-4 and INS-17: the house of the sick as an institution, its chief and its rules."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kizuna.engine.api import Directed
from tests.rows.offices import TOWN, office, put, to_bed, until
from tests.rows.support import DAY, HOUR, MINUTE, WEEK, Play, shipped, today, town


def two_patients(seed: int = 1, autonomy: bool = False, stress: float = 0.6, care: float = 0.8, **changed: str) -> Play:
    """Aki and Ren lie in two sickrooms, and Aki is fond of Ren."""
    play = office(seed, **changed)
    for name, room in (("Aki", "sickroom"), ("Ren", "spare room")):
        to_bed(play, name, room)
        put(play, name, mobility=0.2, triage="delayed", examined_at=play.machine.now)
    play.put("care", "Aki", care, "Ren")
    play.put("care", "Ren", 0.7, "Aki")
    until(play, 10)
    for name in ("Aki", "Ren"):
        put(play, name, mind="awake", stress=stress, place="sickroom" if name == "Aki" else "spare room")
    for name in ("Oda", "Emi", "Nao"):
        put(play, name, went_to_work_at=play.machine.now)
    play.counts()
    play.machine.autonomy = autonomy
    return play


def asked(play: Play) -> str:
    """Aki asks the chief to be let in to Ren; "allows" or "refuses"."""
    assert play.act("ask to visit", p="Aki", chief="Oda", x="Ren")
    assert play.act("allow the visit", chief="Oda", p="Aki", x="Ren")
    return "allows" if play.bond("may_visit", "Aki", "Ren") else "refuses"


def test_INS_1_triage_decides_whose_turn_it_is() -> None:
    """Of several who are brought in at once the worst is treated first, in whatever order they lie there."""
    for worst in ("Aki", "Ren", "Mio"):
        play = office()
        until(play, 10)
        for name in ("Aki", "Ren", "Mio"):
            put(play, name, place="clinic", situation="hospital", lying=1, mobility=0.05, tiredness=0.1)
            if name == worst:
                put(play, name, mind="unconscious", steadiness=0.1, blood=2900)
        for name in ("Oda", "Emi"):
            put(play, name, place="home", situation="home", mind="asleep", tiredness=0.9)
        put(play, "Nao", mind="awake", situation="work", went_to_work_at=play.machine.now)
        play.machine.autonomy = True
        put(play, "Nao", situation="work", mind="awake")
        admitted: list[str] = []
        while not admitted:
            play.live(MINUTE)
            assert play.value("clock / 1 h") < 14
            admitted = [name for name in ("Aki", "Ren", "Mio") if play.get("person.bed", name)]
        assert admitted == [worst]
        assert play.word("person.triage", worst) == "immediate"
        assert play.count("sort the wounded") >= 3


def free_days(play: Play, *names: str) -> dict[str, set[str]]:
    """On which days of a week each of them has no need to go to work."""
    found: dict[str, set[str]] = {name: set() for name in names}
    for _ in WEEK:
        until(play, 7)
        for name in names:
            put(play, name, place="home", situation="home", mind="awake", shift_from=6 * HOUR)
            if play.refused("go to work", p=name) == "a working day":
                found[name].add(today(play))
    return found


def test_INS_1_the_doors_are_never_shut() -> None:
    """Healers and guards have each a day off of their own, all others Sunday; whoever is needed at a bed comes in."""
    play = office()
    for name, post, house, day in (
        ("Nao", "medic", "clinic", "Tuesday"), ("Emi", "medic", "clinic", "Sunday"), ("Ren", "guard", "desk", "Friday"),
        ("Mio", "clerk", "desk", "Tuesday"), ("Aki", "shopkeeper", "market", "Monday"),
    ):
        put(play, name, post=post, workplace=house, free_day=day)
    own = {"Nao": {"Tuesday"}, "Emi": {"Sunday"}, "Ren": {"Friday"}, "Mio": {"Sunday"}, "Aki": {"Sunday"}}
    assert free_days(play, *own) == own
    for name in ("Nao", "Emi", "Oda"):
        put(play, name, free_day=today(play), place="home", situation="home", tiredness=0.1)
    assert play.refused("go to work", p="Nao") == "a working day"
    to_bed(play, "Ito")
    assert play.refused("go to work", p="Nao") == ""


def test_INS_1_one_chief_is_a_bottleneck() -> None:
    """Without her petitions wait until her right hand takes them up; each costs her time; her discretion decides."""
    taken = {}
    for there in (True, False):
        play = office(deputy_after="4 days", consideration="6 h")
        put(play, "Ito", dismissed=1, lost_workplace="school", mobility=0.9, mobility_limit=1.0, aid="artificial_leg")
        until(play, 9)
        assert play.act("apply again", p="Ito", chief="Oda")
        assert play.refused("decide", chief="Oda", m=play.all("petition")[0]) == "ripe"
        if not there:
            put(play, "Oda", place="home", situation="away")
        play.machine.autonomy = True
        began = play.machine.now
        while play.all("petition") and play.word("petition.verdict", play.all("petition")[0]) == "pending":
            play.live(6 * HOUR)
            assert play.machine.now - began < 12 * DAY
        taken[there] = (play.machine.now - began) / DAY
    assert taken[True] <= 2
    assert taken[False] >= 4
    play = office(deputy_after="4 days", consideration="6 h")
    put(play, "Ito", dismissed=1, lost_workplace="school", mobility=0.9, mobility_limit=1.0, aid="artificial_leg")
    until(play, 9)
    assert play.act("apply again", p="Ito", chief="Oda")
    stands_in = {"deputy": "Emi", "m": play.all("petition")[0]}
    for days, who, situation, why in (
        (0, "Emi", "work", "ripe"), (1, "Emi", "work", "has lain for long"), (4, "Emi", "home", "on duty"),
        (0, "Emi", "work", ""), (0, "Nao", "work", "a right hand"),
    ):
        play.live(days * DAY)
        put(play, who, situation=situation)
        assert play.refused("decide for the chief", **stands_in | {"deputy": who}) == why
    allowed = {}
    for base in ("-90 %", "60 %"):
        play = two_patients(visit_base=base, guess_opens_doors="0 %")
        allowed[base] = sum(asked(play.again(seed)) == "allows" for seed in range(6))
    assert allowed["-90 %"] <= 1
    assert allowed["60 %"] >= 5


def test_INS_1_she_sits_over_the_files_and_comes_when_called() -> None:
    """While somebody may die she is away over the files; a call to a heart that stops interrupts that."""
    play = two_patients()
    assert play.refused("sit over the files", chief="Oda") == "somebody past known remedies"
    put(play, "Ren", chances=0.5, crisis_over=1)
    put(play, "Oda", place="spare room")
    assert play.act("examine", healer="Oda", patient="Ren")
    put(play, "Oda", place="clinic")
    assert play.refused("sit over the files", chief="Oda") == ""
    put(play, "Nao", place="spare room")
    play.machine.autonomy = True
    play.live(3 * HOUR)
    assert play.count("sit over the files") >= 1
    assert play.refused("call the chief", nurse="Nao", patient="Ren", chief="Oda") == "in danger"
    put(play, "Nao", place="spare room", situation="work", mind="awake")
    put(play, "Ren", place="spare room", bed="spare room")
    put(play, "Oda", place="clinic", situation="work", mind="awake")
    put(play, "Ren", drained=1, arrest=1)
    play.live(4 * MINUTE)
    found = play.counts()
    assert found.get("alarm at the bed", 0) >= 1
    assert found.get("call the chief", 0) >= 1
    assert found.get("come when called", 0) >= 1
    put(play, "Oda", called_to="Ren")
    assert play.refused("come when called", chief="Oda", patient="Aki") == "to him"
    assert play.refused("come when called", chief="Oda", patient="Ren") == ""


def test_INS_2_permission_rises_with_closeness_and_distress() -> None:
    """The dearer the other and the more the asker suffers, the likelier he is let in; a bare face helps."""
    shares = []
    for care, stress in ((0.45, 0.1), (0.6, 0.4), (0.9, 0.9)):
        play = two_patients(stress=stress, care=care)
        shares.append(sum(asked(play.again(seed)) == "allows" for seed in range(10)))
    assert all(b > a for a, b in pairwise(shares))
    assert shares[-1] >= 9
    play = two_patients()
    bare = play.value("leave_for(p, x)", p="Aki", x="Ren")
    put(play, "Aki", masked=1)
    assert play.value("leave_for(p, x)", p="Aki", x="Ren") < bare


def test_INS_2_a_visit_has_an_escort_and_an_end() -> None:
    """Nobody directs it: asked, let in, brought in a wheelchair, fetched again; longer visits end later."""
    ends = []
    for length in ("10 min", "90 min"):
        play = two_patients(autonomy=True, visit_base="100 %", visit_length=length)
        put(play, "Aki", mobility=0.05)
        began, seen = play.machine.now, 0.0
        while play.machine.now - began < 30 * HOUR:
            play.live(5 * MINUTE)
            if play.get("person.at_bed_of", "Aki"):
                seen = seen or play.machine.now
                assert play.word("person.aid", "Aki") == "wheelchair"
                assert play.get("person.escort", "Aki")
            elif seen:
                break
        assert seen, "she was brought"
        ends.append(play.machine.now - seen)
        assert int(play.get("person.place", "Aki")) == play.thing("sickroom")
        found = play.counts()
        for rule in ("ask to visit", "allow the visit", "bring to another bed", "come to fetch", "take back to bed"):
            assert found.get(rule, 0) >= 1, rule
    assert ends[0] >= 5 * MINUTE
    assert ends[1] >= 85 * MINUTE


def test_INS_2_one_is_brought_by_a_nurse_on_duty_in_visiting_hours() -> None:
    """Between eight and nine; by nobody who has gone home, and only where leave was given."""
    play = two_patients()
    put(play, "Aki", asks_for="Ren", waits_at="clinic")
    brought = {"nurse": "Nao", "p": "Aki", "x": "Ren"}
    assert play.refused("bring to another bed", **brought) == "may visit him"
    play.put("may_visit", "Aki", 1, "Ren")
    for hour, situation, why in (
        (12, "work", ""), (12.5, "home", "on duty"), (20.5, "work", ""), (21.5, "work", "visiting hours"),
        (7, "work", "visiting hours"),
    ):
        until(play, hour)
        put(play, "Nao", situation=situation, place="clinic", mind="awake", tiredness=0.1)
        put(play, "Aki", mind="awake")
        assert play.refused("bring to another bed", **brought) == why, hour


def test_INS_2_nobody_is_brought_to_a_bed_that_was_given_back() -> None:
    """Whoever is discharged on the way has no bed any more, and the guest, or who would sit up, stays where he is."""
    guest = {"asks_for": "Ren", "waits_at": "clinic"}
    for rule, gone, handles, known in (
        ("bring to another bed", "Ren", {"nurse": "Nao", "p": "Aki", "x": "Ren"}, guest),
        ("take back to bed", "Aki", {"nurse": "Nao", "p": "Aki"}, {"at_bed_of": "Ren", "place": "spare room"}),
        ("send back to bed", "Aki", {"nurse": "Nao", "p": "Aki"}, {"place": "clinic"}),
        ("ask to stay the night", "Ren", {"nurse": "Nao", "p": "Mio", "x": "Ren"}, {"situation": "home"}),
    ):
        for discharged in (False, True):
            play, goes = two_patients(stay_ease="100 %"), handles["p"]
            put(play, goes, **known)
            play.put("may_visit", "Aki", 1, "Ren")
            before = play.get("person.place", goes)
            roles = {role: play.thing(name) for role, name in handles.items()}
            play.machine.start(Directed(f"action/{rule}", roles))
            play.live(MINUTE)
            if discharged:
                play.put("person.bed", gone, 0)
            play.live(20 * MINUTE)
            assert (play.get("person.place", goes) == before) is discharged, (rule, discharged)


def test_INS_2_a_crowd_by_day_and_one_companion_by_night() -> None:
    """A bed has room for so many visitors; at night they are sent home but one, who is let stay and goes at seven."""
    def visitors(limit: str) -> int:
        play = office(crowd_limit=limit)
        to_bed(play, "Aki")
        until(play, 10)
        count = 0
        for name in ("Ren", "Mio", "Ito"):
            put(play, name, situation="home", mind="awake", pain=0, mobility=1)
            play.put("care", name, 0.9, "Aki")
            play.put("closeness", name, 0.9, "Aki")
            if play.refused("visit the sick", p=name, patient="Aki") == "":
                count += 1
                put(play, name, place="sickroom")
        return count

    assert [visitors(limit) for limit in ("1", "2", "4")] == [1, 2, 3]
    play = office()
    to_bed(play, "Aki")
    for name in ("Ren", "Mio", "Ito"):
        put(play, name, place="sickroom", situation="leisure")
    put(play, "Oda", place="sickroom")
    assert play.act("allow to stay", chief="Oda", p="Ren", x="Aki")
    assert play.refused("allow to stay", chief="Oda", p="Mio", x="Aki") == "nobody else"
    until(play, 21)
    for name in ("Ren", "Mio", "Ito"):
        put(play, name, place="sickroom", situation="leisure")
    put(play, "Oda", place="sickroom", situation="work", mind="awake")
    assert play.act("send the crowd home", chief="Oda", x="Aki")
    left = [name for name in ("Ren", "Mio", "Ito") if int(play.get("person.place", name)) == play.thing("sickroom")]
    assert left == ["Ren"]


def test_INS_2_night_companions_come_of_themselves() -> None:
    """Whoever is devoted to somebody who may die sits up with him, where allowed; nobody does for a light case."""
    stays = {}
    for ease, outlook in (("100 %", "uncertain"), ("-100 %", "uncertain"), ("100 %", "quick_recovery")):
        play = office(stay_ease=ease)
        to_bed(play, "Aki")
        put(play, "Aki", outlook=outlook, mobility=0.1, crisis_over=1)
        play.put("care", "Mio", 0.9, "Aki")
        play.put("closeness", "Mio", 0.7, "Aki")
        put(play, "Mio", situation="home")
        play.machine.autonomy = True
        play.live(26 * HOUR)
        found = play.counts()
        stays[ease, outlook] = found.get("night companion goes", 0)
        assert int(play.get("person.place", "Mio")) != play.thing("sickroom")
    assert stays == {("100 %", "uncertain"): 1, ("-100 %", "uncertain"): 0, ("100 %", "quick_recovery"): 0}
    play = office()
    to_bed(play, "Aki")
    put(play, "Aki", outlook="uncertain", crisis_over=1)
    play.put("care", "Mio", 0.9, "Aki")
    play.machine.set_belief(play.thing("Mio"), "person.outlook", [play.thing("Aki")], "known",
                            play.words("person.outlook").index("uncertain"))
    asks = {"p": "Mio", "x": "Aki", "nurse": "Nao"}
    for hour, situation, medicine, why in (
        (17.5, "work", 0.6, "in the evening"), (19, "work", 0.6, ""), (19, "work", 0.1, "in charge"),
        (19, "home", 0.6, "in charge"), (22.5, "work", 0.6, "in the evening"),
    ):
        until(play, hour)
        put(play, "Nao", situation=situation, medicine=medicine)
        put(play, "Mio", situation="home", mind="awake")
        assert play.refused("ask to stay the night", **asks) == why, hour


def wandering(
    seed: int = 1, reprimands: int = 0, stress: float = 0.6, masked: int = 0, **changed: str
) -> dict[str, int]:
    """Refused, Aki steals out of bed; what the nurse in the hall does, nobody directing it."""
    play = two_patients(seed, stress=stress, **changed)
    put(play, "Aki", refused_visit=1, asks_for="Ren", asked_visit_at=play.machine.now, masked=masked)
    put(play, "Nao", reprimands=reprimands)
    for name in ("Oda", "Emi"):
        put(play, name, place="home", situation="away")
    play.machine.autonomy = True
    found: dict[str, int] = {"lenient": 0}
    for _ in range(8):
        play.live(30 * MINUTE)
        for rule, count in play.counts().items():
            found[rule] = found.get(rule, 0) + count
    found["lenient"] = int("give in" in found)
    return found


def test_INS_3_a_nurse_stops_him_and_yields_to_a_plea() -> None:
    """He is stopped, pleads, and is brought to the other after all; who shows no face is sent back to bed."""
    found = wandering()
    for rule in ("steal out of bed", "forbid to wander", "plead", "give in", "bring to another bed"):
        assert found.get(rule, 0) >= 1, rule
    masked = wandering(masked=1)
    assert masked.get("forbid to wander", 0) >= 1
    assert (masked.get("plead", 0), masked["lenient"]) == (0, 0)
    assert masked.get("send back to bed", 0) >= 1


def test_INS_2_whoever_waits_for_somebody_who_has_gone_waits_no_longer() -> None:
    """Let go to him by one nurse, he is not forbidden to by the next; once nobody lies there, he is sent to bed."""
    play = two_patients()
    put(play, "Aki", place="clinic", asks_for="Ren", refused_visit=1)
    for nurse in ("Nao", "Emi"):
        put(play, nurse, place="clinic", situation="work", medicine=0.6)
    assert play.act("forbid to wander", nurse="Nao", p="Aki")
    assert play.act("plead", p="Aki", nurse="Nao")
    assert play.act("give in", nurse="Nao", p="Aki", x="Ren")
    assert play.refused("forbid to wander", nurse="Emi", p="Aki") == "has no leave"
    play.put("person.bed", "Ren", 0)
    play.live(MINUTE)
    assert play.counts().get("waits in vain") == 1
    assert play.get("person.waits_at", "Aki") == 0
    assert play.refused("forbid to wander", nurse="Emi", p="Aki") == ""
    play.counts()
    play.machine.autonomy = True
    play.live(HOUR)
    found = play.counts()
    assert play.get("person.place", "Aki") == play.get("person.bed", "Aki")
    assert found.get("forbid to wander", 0) <= 4
    assert "give in" not in found
    put(play, "Aki", refused_visit=1, examined_at=play.machine.now - DAY, situation="hospital", mind="awake")
    assert play.refused("steal out of bed", p="Aki", x="Ren") == "lies there"


def test_INS_3_leniency_has_a_price_that_adds_up() -> None:
    """The more often she was lectured, the more distress it takes; the lecture comes once the bent rule is known."""
    yields = {r: [wandering(reprimands=r, stress=s)["lenient"] for s in (0.1, 0.6, 1.0)] for r in (0, 2, 5)}
    totals = [sum(found) for found in yields.values()]
    assert totals[0] > totals[1] > totals[2]
    assert all(b >= a for found in yields.values() for a, b in pairwise(found)), "distress never works against him"
    lectures = {}
    for share in ("0 %", "100 %"):
        play = two_patients(found_out=share)
        put(play, "Aki", place="clinic", asks_for="Ren")
        assert play.act("forbid to wander", nurse="Nao", p="Aki")
        assert play.act("plead", p="Aki", nurse="Nao")
        calm = play.get("person.stress", "Nao")
        assert play.act("give in", nurse="Nao", p="Aki", x="Ren")
        assert play.get("person.stress", "Nao") > calm, "she expects a lecture"
        put(play, "Nao", stress=0.1)
        play.machine.autonomy = True
        play.live(4 * HOUR)
        lectures[share] = play.get("person.reprimands", "Nao")
    assert lectures == {"0 %": 0, "100 %": 1}
    play = two_patients()
    put(play, "Nao", found_lenient=1)
    for place, why in (("clinic", ""), ("market", "here")):
        put(play, "Oda", place="clinic", situation="work")
        put(play, "Nao", place=place)
        assert play.refused("lecture", chief="Oda", nurse="Nao") == why


def test_INS_4_privacy_overrides_a_pending_order() -> None:
    """Coming on two who hold hands the nurse goes again, and the order stays undone; else he is taken back."""
    for hands, weight, undone in ((True, "100 %", True), (True, "0 %", False), (False, "100 %", False)):
        play = two_patients(privacy=weight)
        put(play, "Aki", place="spare room", at_bed_of="Ren", escort="Nao", lying=0, fetch_at=play.machine.now + MINUTE)
        play.put("may_visit", "Aki", 1, "Ren")
        put(play, "Nao", place="spare room", stress=0)
        if hands:
            play.put("holds_hand", "Aki", 1, "Ren")
            play.put("holds_hand", "Ren", 1, "Aki")
        else:
            play.put("care", "Aki", 0.1, "Ren")
        play.machine.autonomy = True
        play.live(20 * MINUTE)
        found = play.counts()
        assert (found.get("leave undisturbed", 0) > 0) is undone
        assert (int(play.get("person.place", "Aki")) == play.thing("spare room")) is undone
        assert bool(play.bond("may_visit", "Aki", "Ren")) is undone
    assert found.get("take back to bed", 0) >= 1


def test_REL_7_a_hand_that_was_let_go_before_others_is_let_be_for_a_while() -> None:
    """Of one who sits up in bed; the two do not take it and let go of it again from second to second."""
    play = two_patients(hand_let_be="2 h")
    put(play, "Aki", place="spare room", at_bed_of="Ren", lying=0, fetch_at=play.machine.now + 9 * HOUR)
    put(play, "Ren", lying=0, mind="awake")
    put(play, "Mio", place="spare room", situation="hospital", mind="awake")
    assert play.urge("hold on at the bedside", p="Aki", x="Ren") > 1
    assert play.act("hold on at the bedside", p="Aki", x="Ren")
    play.live(MINUTE)
    assert play.count("lets go before others") == 1
    for waited, again in ((0, False), (1.9, False), (0.2, True)):
        play.live(waited * HOUR)
        assert play.refused("hold on at the bedside", p="Aki", x="Ren") == ""
        assert (play.urge("hold on at the bedside", p="Aki", x="Ren") > 0) is again


def test_INS_2_nobody_is_fetched_before_the_time_or_from_another_bed() -> None:
    """She comes when the time is up, to the bed where he is a guest, and takes him back from there."""
    play = two_patients()
    put(play, "Nao", place="clinic", situation="work", mind="awake", tiredness=0.1)
    put(play, "Aki", place="spare room", at_bed_of="Ren", escort="Nao", fetch_at=play.machine.now + HOUR)
    assert play.refused("come to fetch", nurse="Nao", p="Aki", x="Ren") == "time is up"
    put(play, "Nao", place="spare room")
    assert play.refused("take back to bed", nurse="Nao", p="Aki") == "time is up"
    play.live(HOUR)
    assert play.refused("take back to bed", nurse="Nao", p="Aki") == ""
    put(play, "Nao", place="clinic")
    assert play.refused("come to fetch", nurse="Nao", p="Aki", x="Mio") == "a guest"
    assert play.refused("come to fetch", nurse="Nao", p="Aki", x="Ren") == ""


@pytest.mark.parametrize(("promised", "fetches"), [("work", "Nao"), ("home", "Emi")])
def test_INS_2_whoever_promised_it_fetches_or_one_on_duty_in_her_place(promised: str, fetches: str) -> None:
    """The nurse who brought him is reminded; gone home meanwhile, she is not, and another is."""
    play = two_patients()
    put(play, "Oda", place="home", situation="home")
    for name in ("Nao", "Emi"):
        put(play, name, place="clinic", situation="work", mind="awake", tiredness=0.1)
    put(play, "Nao", situation=promised, place="clinic" if promised == "work" else "home")
    put(play, "Aki", place="spare room", at_bed_of="Ren", escort="Nao", fetch_at=play.machine.now + 5 * MINUTE)
    play.live(4 * MINUTE)
    assert play.count("time to fetch") == 0
    play.live(2 * MINUTE)
    assert play.get("person.escort", "Aki") == play.thing(fetches)


@pytest.mark.parametrize(("situation", "guest"), [("hospital", True), ("home", False), ("work", False)])
def test_INS_2_nobody_is_fetched_from_a_bed_that_he_has_left(situation: str, guest: bool) -> None:
    """Whoever goes home straight from the other's bed is no guest there any more, and has no leave to come again."""
    play = two_patients()
    put(play, "Aki", place="spare room", at_bed_of="Ren", escort="Nao", fetch_at=play.machine.now + HOUR)
    play.put("may_visit", "Aki", 1, "Ren")
    if not guest:
        put(play, "Aki", situation=situation, place="home", bed=0)
    play.live(MINUTE)
    assert bool(play.get("person.at_bed_of", "Aki")) is guest
    assert bool(play.get("person.escort", "Aki")) is guest
    assert bool(play.bond("may_visit", "Aki", "Ren")) is guest


def test_INS_17_an_office_is_read_as_bad_news() -> None:
    """A feared officer at the bed frightens whoever is fond of the patient, not others, and not where he is nobody."""
    for omen, care, frightened in ((0.8, 0.8, True), (0.1, 0.8, False), (0.8, 0.1, False)):
        play = office()
        to_bed(play, "Aki")
        put(play, "Ito", ill_omen=omen)
        play.put("care", "Mio", care, "Aki")
        put(play, "Mio", place="sickroom", stress=0.1)
        play.live(0)
        assert play.get("person.stress", "Mio") < 0.2
        put(play, "Ito", place="sickroom")
        play.live(0)
        assert (play.get("person.stress", "Mio") > 0.4) is frightened
        believed = "if belief(h, outlook(p)) is uncertain and certainty(h, outlook(p)) > 0 then 1 else 0"
        assert bool(play.value(believed, h="Mio", p="Aki")) is frightened


def test_INS_17_one_person_serves_two_houses() -> None:
    """On a Saturday a guard who teaches as well is at the school for a shift, and a guard she stays."""
    for second, why, where in (("teacher", "", "school"), ("no_post", "has a second post", "home")):
        play = office()
        put(play, "Mio", post="guard", workplace="market", second_post=second, second_workplace="school")
        until(play, 9)
        while today(play) != "Saturday":
            play.live(DAY)
        put(play, "Mio", situation="home", place="home", mind="awake", lying=0)
        assert play.refused("take a shift", p="Mio") == why
        play.act("take a shift", p="Mio")
        assert int(play.get("person.place", "Mio")) == play.thing(where)
        assert play.word("person.post", "Mio") == "guard"


SERVICE = """
things:
  night watch: {is: department}
  picking locks: {is: lore, taught_in: night watch}
  reading: {is: lore}
"""


def test_INS_17_past_service_is_a_source_of_techniques() -> None:
    """Whoever was there knows what is taught there, and nothing else; so one in leaf knows the transfer."""
    for served in (True, False):
        play = Play(town(TOWN + SERVICE.removeprefix("\nthings:\n")))
        if served:
            put(play, "Aki", served_in="night watch")
        play.live(MINUTE)
        assert bool(play.bond("knows", "Aki", "picking locks")) is served
        assert not play.bond("knows", "Aki", "reading")
    leaf = Play(shipped("leaf"))
    leaf.live(MINUTE)
    assert leaf.bond("knows", "Hatake Kakashi", "the chakra transfer")
    assert not leaf.bond("knows", "Umino Iruka", "the chakra transfer")


def test_INS_2_a_grave_case_has_a_companion_in_the_first_nights() -> None:
    """Whoever is devoted asks though he has heard nothing; later only from fear; a light case has nobody."""
    for days, first, outlook, asked, stayed in (
        (0, "3 days", "slow_recovery", True, True), (0, "3 days", "quick_recovery", True, False),
        (6, "3 days", "slow_recovery", False, False), (6, "9 days", "slow_recovery", True, True),
    ):
        play = office(stay_ease="100 %", first_nights=first)
        to_bed(play, "Aki")
        put(play, "Aki", outlook=outlook, mobility=0.1, admitted_at=play.machine.now - days * DAY)
        play.put("care", "Mio", 0.9, "Aki")
        until(play, 19)
        put(play, "Mio", situation="home", mind="awake")
        put(play, "Nao", situation="work", place="clinic", mind="awake")
        asks = {"p": "Mio", "x": "Aki", "nurse": "Nao"}
        assert (play.refused("ask to stay the night", **asks) == "") is asked
        if asked:
            play.act("ask to stay the night", **asks)
            assert (play.get("person.companion", "Aki") == play.thing("Mio")) is stayed


def test_INS_2_whoever_has_the_say_lets_one_stay_of_herself() -> None:
    """At the bed in the evening, whom she knows to be dear to the patient; he spends the night there."""
    for dear in (True, False):
        play = office()
        to_bed(play, "Aki")
        until(play, 19)
        put(play, "Ren", place="sickroom", situation="leisure", mind="awake")
        put(play, "Oda", place="sickroom", situation="work", mind="awake")
        if dear:
            put(play, "Ren", partner="Aki")
        assert (play.urge("allow to stay", chief="Oda", p="Ren", x="Aki") > 0) is dear
        if dear:
            assert play.act("allow to stay", chief="Oda", p="Ren", x="Aki")
            assert play.get("person.staying_with", "Ren") == play.thing("Aki")
            until(play, 8)
            assert not play.get("person.companion", "Aki")


def test_INS_1_the_chief_hears_how_the_patients_do() -> None:
    """In the morning from her staff, without having looked at anybody; then she has reason to sit over the files."""
    for outlook, why in (("never_the_same", ""), ("slow_recovery", "somebody past known remedies")):
        play = office()
        to_bed(play, "Aki")
        until(play, 8)
        put(play, "Aki", outlook=outlook)
        put(play, "Oda", situation="work", place="clinic", mind="awake", went_to_work_at=play.machine.now)
        assert play.refused("sit over the files", chief="Oda") == "somebody past known remedies"
        play.live(HOUR)
        assert play.refused("sit over the files", chief="Oda") == why
