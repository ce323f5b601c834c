"""SOC-7: comrades who come all at once to a sickbed, and what it is worth that they are there."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .support import DAY, HOUR, MINUTE, NEVER, Play
from .wards import until_ten, ward

FRIENDS = ("Ren", "Mio", "Sei")
CUT = "cut: site: back, sort: cut, cause: accident, depth: 50 %, ache: 5 %, bandaged: yes, clean: yes"

STUMPS = "".join(
    f"  arm {n}: {{is: wound, patient: Mio, site: arm, sort: loss, depth: 85 %, permanent: yes}}\n" for n in (1, 2)
)


def brought_in(ago: float = HOUR, things: str = "", **changed: str) -> Play:
    """Aki has just been brought in, badly hurt; it is ten, and Ren, Mio and Sei, who like him, are at home."""
    more = "".join(f"  {name}: {{extend: yes, default: {value}}}\n" for name, value in changed.items())
    play = ward(CUT, more=(f"\nthings:\n{things}" if things else "") + ("\nparameters:\n" + more if more else ""))
    until_ten(play)
    for name in FRIENDS:
        play.choose("person.situation", name, "home")
        play.put("person.place", name, int(play.get("person.home", name)))
        play.put("closeness", name, 0.5, "Aki")
        play.put("care", name, 0.3, "Aki")
    for name in ("Aki", *FRIENDS, "Nao"):
        play.choose("person.mind", name, "awake")
        play.put("person.lying", name, name == "Aki")
        for attr, value in (("pain", 0), ("tiredness", 0.1), ("hunger", 0), ("stress", 0.15), ("loneliness", 0)):
            play.put(f"person.{attr}", name, value)
    play.put("person.admitted_at", "Aki", play.machine.now - ago)
    play.live(0)
    play.counts()
    return play


def at_the_bed(play: Play, *names: str) -> Play:
    """These are there, too, and have time."""
    for name in names:
        play.put("person.place", name, play.thing("sickroom"))
        play.choose("person.situation", name, "leisure")
        play.put("person.went_out_at", name, play.machine.now)
    play.live(0)
    return play


def turnout(network: int, told: bool = True) -> int:
    """How many of those who like him are at the bed within half an hour of his admission, left to themselves."""
    play = brought_in()
    for name in FRIENDS:
        play.put("closeness", "Aki", 0.5, name)
        play.put("person.place", name, play.thing("home"))
        play.put("care", name, 0.3 if name in FRIENDS[:network] else 0.1, "Aki")
    play.put("person.bed", "Aki", 0)
    play.machine.autonomy = True
    play.live(MINUTE)
    play.put("person.bed", "Aki", play.thing("sickroom"))
    play.counts()
    if told:
        assert play.act("it gets about who was brought in", healer="Nao", patient="Aki", room="sickroom")
    play.live(30 * MINUTE)
    return play.counts().get("rally to the bed", 0) // 2


def test_SOC_7_as_many_come_as_he_has_friends_and_all_at_once() -> None:
    """Left to themselves they come as soon as it gets about, however many; whoever does not like him stays away."""
    assert [turnout(network) for network in (0, 1, 3)] == [0, 1, 3]
    assert turnout(3, told=False) == 0, "nobody knows of it yet"


def test_SOC_7_they_come_once_and_stay_a_while() -> None:
    """They see that he lives, keep him company and are out, so that they go home in their own time."""
    play = brought_in()
    play.put("person.loneliness", "Aki", 0.5)
    play.put("visited_at", "Ren", NEVER, "Aki")
    assert play.urge("rally to the bed", p="Ren", patient="Aki") == pytest.approx(2.3)
    assert play.act("rally to the bed", p="Ren", patient="Aki")
    assert play.get("person.place", "Ren") == play.thing("sickroom")
    assert play.word("person.situation", "Ren") == "leisure"
    assert play.get("person.went_out_at", "Ren") == play.machine.now
    assert play.bond("visited_at", "Ren", "Aki") == play.machine.now
    assert play.value("certainty(p, alive(x))", p="Ren", x="Aki") == 1
    assert not play.value("certainty(p, outlook(x))", p="Ren", x="Aki")
    assert float(play.get("person.loneliness", "Aki")) == pytest.approx(0.4, abs=0.01)
    assert play.refused("rally to the bed", p="Ren", patient="Aki") == "not there yet"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("late", "just brought in"),
        ("up", "just brought in"),
        ("work", "free hours"),
        ("dislike", "likes him"),
        ("pain", "bears the pain"),
        ("lame", "gets along a street"),
        ("barred", "not shut out"),
        ("staff", "does not see him there anyway"),
        ("child", "no child before somebody who only stares"),
        ("night", "waking hours"),
    ],
)
def test_SOC_7_who_does_not_come(change: str, why: str) -> None:
    """Nobody a day later, nobody at work, in pain, lame, shut out, or in the night."""
    play = brought_in(ago=25 * HOUR if change == "late" else HOUR)
    if change == "up":
        play.put("person.bed", "Aki", 0)
    elif change == "work":
        play.choose("person.situation", "Ren", "work")
    elif change == "dislike":
        play.put("care", "Ren", 0.1, "Aki")
    elif change == "pain":
        play.put("person.pain", "Ren", 0.5)
    elif change == "lame":
        play.put("person.mobility", "Ren", 0.2)
    elif change == "staff":
        play.put("person.workplace", "Ren", int(play.get("person.infirmary", "Aki")))
    elif change == "barred":
        play.put("barred_from", "Ren", 1, "Aki")
    elif change == "child":
        play.put("teaches", "Aki", 1, "Ren")
        assert play.refused("rally to the bed", p="Ren", patient="Aki") == "", "pupils rally, too"
        play.put("person.withdrawn", "Aki", 1)
    elif change == "night":
        play.live(10 * HOUR)
        play.choose("person.situation", "Ren", "home")
    assert play.refused("rally to the bed", p="Ren", patient="Aki") == why
    assert brought_in(ago=25 * HOUR, rally_time="3 days").refused("rally to the bed", p="Ren", patient="Aki") == ""


def test_SOC_7_who_has_been_discharged_meanwhile_is_not_found() -> None:
    """He comes to an empty bed, and is where he was."""
    play = brought_in()
    play.put("person.home", "Ren", play.thing("market"))
    play.put("person.place", "Ren", play.thing("market"))
    play.machine.start(Directed("action/rally to the bed", {"p": play.thing("Ren"), "patient": play.thing("Aki")}))
    play.put("person.bed", "Aki", 0)
    play.live(HOUR)
    assert play.get("person.place", "Ren") == play.thing("market")


@pytest.mark.parametrize(("share", "words"), [(0.1, "10 %"), (0.3, "30 %")])
def test_SOC_7_they_hold_each_other(share: float, words: str) -> None:
    """Each who is there holds whoever is worst hit once, so that the more there are the calmer he is."""
    left = {}
    for network in (0, 1, 2):
        play = at_the_bed(brought_in(grief_shared=words), *FRIENDS)
        play.put("care", "Ren", 0.9, "Aki")
        play.put("person.alarmed_at", "Ren", play.machine.now)
        play.put("person.stress", "Ren", 0.9)
        for comrade in ("Mio", "Sei")[:network]:
            play.put("person.stress", comrade, 0.5)
            near = play.bond("closeness", "Ren", comrade)
            assert play.urge("share the grief", p=comrade, other="Ren", patient="Aki") == pytest.approx(1.4)
            assert play.act("share the grief", p=comrade, other="Ren", patient="Aki")
            assert play.bond("closeness", "Ren", comrade) == pytest.approx(near + 0.02, abs=0.001)
            assert float(play.get("person.stress", comrade)) == pytest.approx(0.5 - share, abs=0.03)
            assert play.refused("share the grief", p="Ren", other=comrade, patient="Aki") in (
                "not just now",
                "sees that he needs it",
            )
            assert play.refused("share the grief", p=comrade, other="Ren", patient="Aki") in (
                "not just now",
                "sees that he needs it",
            )
        play.put("person.stress", "Mio", 0.15)
        left[network] = float(play.get("person.stress", "Ren"))
    assert left[0] - left[1] == pytest.approx(share, abs=0.03)
    assert left[1] - left[2] == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("calm", "sees that he needs it"),
        ("foe", "no foe"),
        ("nurse", "visitors both"),
        ("asleep", "awake"),
        ("stranger", "likes him"),
        ("on duty", "has the time"),
    ],
)
def test_SOC_7_who_is_not_held(change: str, why: str) -> None:
    """Nobody who is calm or asleep, no nurse, nobody by a foe or a stranger; a patient who is there as a guest is."""
    play = at_the_bed(brought_in(), "Ren", "Mio")
    play.put("person.stress", "Ren", 0.15 if change == "calm" else 0.6)
    if change == "foe":
        play.put("grudge", "Mio", 0.9, "Ren")
    elif change == "nurse":
        play.choose("person.situation", "Ren", "work")
    elif change == "asleep":
        play.choose("person.mind", "Ren", "asleep")
    elif change == "stranger":
        play.put("care", "Mio", 0.1, "Aki")
    elif change == "on duty":
        play.choose("person.situation", "Mio", "work")
    assert play.refused("share the grief", p="Mio", other="Ren", patient="Aki") == why
    play = at_the_bed(brought_in(shared_again="10 min"), "Ren", "Mio")
    play.put("person.grief", "Ren", 0.6)
    play.put("person.bed", "Ren", play.thing("spare room"))
    assert play.refused("share the grief", p="Mio", other="Ren", patient="Aki") == "visitors both"
    play.put("person.at_bed_of", "Ren", play.thing("Aki"))
    assert play.refused("share the grief", p="Mio", other="Ren", patient="Aki") == ""
    assert play.act("share the grief", p="Mio", other="Ren", patient="Aki")
    play.live(15 * MINUTE)
    assert play.refused("share the grief", p="Mio", other="Ren", patient="Aki") == ""


@pytest.mark.parametrize(("held", "kept"), [("70 %", 0.835), ("0 %", 0.45), ("100 %", 1.0)])
def test_SOC_7_comrades_hold_up_whoever_collapses(held: str, kept: float) -> None:
    """With one who likes him beside him he loses a share of what he loses alone, and does not stagger."""
    for there in (False, True):
        play = at_the_bed(brought_in(comrades_hold=held), "Ren", *(("Mio",) if there else ()))
        play.put("care", "Mio", 0.5, "Ren")
        play.counts()
        play.put("person.stress", "Ren", 0.95)
        play.live(0)
        assert float(play.get("person.steadiness", "Ren")) == pytest.approx(kept if there else 0.45, abs=0.001)
        found = play.counts()
        assert found["knees give way"] == 1
        assert ("stagger" in found) is (not there or held == "0 %")
    play = at_the_bed(brought_in(collapse="20 %"), "Ren")
    play.put("person.stress", "Ren", 0.95)
    play.live(0)
    assert float(play.get("person.steadiness", "Ren")) == pytest.approx(0.8, abs=0.001)


@pytest.mark.parametrize("change", ["", "dislikes", "asleep", "lies", "no hands"])
def test_SOC_7_who_cannot_hold_anybody_up(change: str) -> None:
    """Nobody who is a stranger to him, sleeps, lies there or has no arm to hold him with."""
    play = at_the_bed(brought_in(things=STUMPS if change == "no hands" else ""), "Ren", "Mio")
    play.put("care", "Mio", 0.1 if change == "dislikes" else 0.5, "Ren")
    if change == "asleep":
        play.choose("person.mind", "Mio", "asleep")
    elif change == "lies":
        play.put("person.lying", "Mio", 1)
    assert bool(play.value("if supported(p) then 1 else 0", p="Ren")) is (change == "")


def test_SOC_7_the_promise_to_be_back_next_morning_is_kept() -> None:
    """It comforts; the next day it brings him back before he would come of himself, and he is trusted more for it."""
    play = at_the_bed(brought_in(), "Ren", "Mio")
    play.live(8 * HOUR)
    at_the_bed(play, "Ren", "Mio")
    play.put("person.stress", "Mio", 0.5)
    play.put("visit_gap", "Ren", 5 * DAY, "Aki")
    play.put("visited_at", "Ren", play.machine.now, "Aki")
    assert play.refused("promise to be back", p="Ren", other="Mio", patient="Aki") == ""
    assert play.urge("promise to be back", p="Ren", other="Mio", patient="Aki") == pytest.approx(0.85)
    assert play.act("promise to be back", p="Ren", other="Mio", patient="Aki")
    assert float(play.get("person.stress", "Mio")) == pytest.approx(0.45)
    assert play.refused("promise to be back", p="Ren", other="Aki", patient="Aki") == "not promised yet"
    for name in FRIENDS:
        play.put("person.place", name, int(play.get("person.home", name)))
        play.choose("person.situation", name, "home")
    assert play.refused("visit the sick", p="Ren", patient="Aki") == "not so soon again"
    play.live(16 * HOUR)
    play.choose("person.situation", "Ren", "home")
    play.choose("person.mind", "Ren", "awake")
    assert play.refused("visit the sick", p="Ren", patient="Aki") == ""
    assert play.urge("visit the sick", p="Ren", patient="Aki") == pytest.approx(1.8)
    play.counts()
    trust = play.bond("trust", "Aki", "Ren")
    assert play.act("visit the sick", p="Ren", patient="Aki")
    assert play.count("keeps the promise") == 1
    assert play.bond("trust", "Aki", "Ren") == pytest.approx(trust + 0.05)
    assert play.bond("promised_to_return_at", "Ren", "Aki") == NEVER
    assert not play.act("keeps the promise", p="Ren", patient="Aki"), "there is nothing left to keep"


def test_SOC_7_what_a_promise_is_worth_is_a_matter_of_parameters() -> None:
    """What it comforts, and what it is worth to keep it, and until when that is."""
    play = at_the_bed(brought_in(promise_comforts="20 %", promise_kept="30 %", promise_lasts="6 h"), "Ren", "Mio")
    play.live(8 * HOUR)
    at_the_bed(play, "Ren", "Mio")
    play.put("person.stress", "Mio", 0.5)
    assert play.act("promise to be back", p="Ren", other="Mio", patient="Aki")
    assert float(play.get("person.stress", "Mio")) == pytest.approx(0.3)
    trust = play.bond("trust", "Aki", "Ren")
    assert play.again(1).act("keeps the promise", p="Ren", patient="Aki")
    assert play.act("keeps the promise", p="Ren", patient="Aki")
    assert play.bond("trust", "Aki", "Ren") == pytest.approx(trust + 0.3)
    play.put("promised_to_return_at", "Ren", play.machine.now, "Aki")
    play.live(7 * HOUR)
    assert play.refused("keeps the promise", p="Ren", patient="Aki") == "has promised it"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("noon", "the end of the day"),
        ("stranger", "likes the patient"),
        ("nurse", "to the patient, or to whoever is there for him"),
        ("asleep", "listens"),
        ("busy", "has the time"),
    ],
)
def test_SOC_7_who_promises_nothing(change: str, why: str) -> None:
    """Nobody at noon, no stranger, nobody on duty; and nobody is promised it who sleeps or works there."""
    play = brought_in()
    if change != "noon":
        play.live(7 * HOUR)
    at_the_bed(play, "Ren", "Mio")
    if change == "stranger":
        play.put("care", "Ren", 0.1, "Aki")
    elif change == "nurse":
        play.choose("person.situation", "Mio", "work")
    elif change == "asleep":
        play.choose("person.mind", "Mio", "asleep")
    elif change == "busy":
        play.choose("person.situation", "Ren", "work")
    assert play.refused("promise to be back", p="Ren", other="Mio", patient="Aki") == why


def test_SOC_7_a_village_holds_and_promises_of_itself() -> None:
    """In an afternoon at the bed those who fear for him hold each other, and promise to come again."""
    play = brought_in()
    play.live(4 * HOUR)
    play.put("person.admitted_at", "Aki", play.machine.now)
    at_the_bed(play, "Ren", "Mio")
    play.put("person.stress", "Ren", 0.7)
    play.counts()
    play.machine.autonomy = True
    play.live(2 * HOUR)
    found = play.counts()
    assert found["share the grief"] >= 1
    assert found["promise to be back"] >= 1
    play.live(DAY)
    assert play.counts()["keeps the promise"] >= 1
