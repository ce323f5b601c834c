"""REL-18: absence as avoidance."""

from __future__ import annotations

from typing import Any

import pytest

from .desks import CAST, PLACES, TASKS, holds, mission
from .diners import DAY, HOUR, Play, refusals, sets
from .offices import put
from .support import NEVER, town
from .towns import far

ASK, THINKS, STAYS = "ask for long missions", "no mission takes him away any more", "may as well stay"
STUMP = "  the stump: {is: wound, patient: Aki, site: leg, sort: loss, depth: 75 %, permanent: yes, open: no}\n"
ORDER = "  the order: {is: ward, bound: Bea, protected: Una}\n"


def estranged(things: str = "", **changed: Any) -> Play:
    """Aki, of the field, has left Una, a teacher; both live in the town, and Aki is at the desk."""
    lines = "".join(f"  {name}: {{extend: yes, default: {value}}}\n" for name, value in changed.items())
    text = PLACES + TASKS + things + CAST + "\n" + (f"parameters:\n{lines}" if changed else "")
    play = Play(town(text))
    for one, other in (("Aki", "Una"), ("Una", "Aki")):
        play.put("parted_at", one, play.machine.now - 100 * DAY, other)
        play.put("person.separated", one, 1)
    play.put("person.left_by", "Una", play.thing("Aki"))
    play.live(0)
    play.counts()
    return play


def flag(play: Play, attr: str, who: str = "Aki") -> bool:
    """Whether something is so of somebody."""
    return bool(play.get(f"person.{attr}", who))


def test_REL_18_there_is_somebody_to_avoid() -> None:
    """One from whom he has parted, or who is under a ward against him, and lives in the same town."""
    avoids = "somebody_to_avoid(p)"
    play = estranged()
    assert holds(play, avoids, p="Aki")
    assert holds(play, avoids, p="Una")
    assert not holds(play, avoids, p="Bea")
    far_off = estranged()
    put(far_off, "Una", home="isles")
    assert not holds(far_off, avoids, p="Aki")
    homeless = estranged()
    homeless.put("person.home", "Aki", 0)
    assert not holds(homeless, avoids, p="Aki")
    mended = estranged()
    mended.put("person.left_by", "Una", 0)
    assert not holds(mended, avoids, p="Aki")
    shunning = estranged()
    shunning.put("person.left_by", "Una", 0)
    shunning.put("shuns", "Aki", 1, "Una")
    shunning.live(0)
    assert not holds(shunning, avoids, p="Aki"), "a quarrel is no reason for it"
    bound = estranged(ORDER)
    assert holds(bound, avoids, p="Bea")


def test_REL_18_who_would_not_meet_somebody_asks_for_long_missions() -> None:
    """At the desk, of whoever is of the field and fit; and asks no more when there is nobody left to avoid."""
    play = estranged()
    cases = {
        "of the field": sets("post", "Aki", "clerk"),
        "at the desk": sets("situation", "Aki", "leisure"),
        "not yet": sets("seeks_absence", "Aki", 1.0),
        "fit for it": sets("grounded", "Aki", 1.0),
        "somebody to avoid": sets("left_by", "Una", 0.0),
        "a clerk at the desk": sets("post", "Kay", "guard"),
        "awake": sets("mind", "Kay", "asleep"),
    }
    refusals(play, ASK, cases, p="Aki", clerk="Kay")
    idle = play.again(1)
    idle.choose("person.situation", "Kay", "leisure")
    assert idle.refused(ASK, p="Aki", clerk="Kay") == "a clerk at the desk"
    assert play.urge(ASK, p="Aki", clerk="Kay") == 2.5
    assert play.act(ASK, p="Aki", clerk="Kay")
    play.live(DAY)
    assert flag(play, "seeks_absence")
    play.put("person.left_by", "Una", 0)
    play.live(0)
    assert not flag(play, "seeks_absence")
    assert play.count("need not stay away any more") == 1


@pytest.mark.parametrize(("changed", "more"), [({}, 1.0), ({"draw_of_absence": "40 %"}, 0.4)])
def test_REL_18_long_missions_go_to_those_who_ask_for_them(changed: dict[str, Any], more: float) -> None:
    """Clerk and leader see to it; a short one is given out as ever."""
    for days, draws in ((40, more), (0.5, 0.0)):
        play = estranged(**changed)
        m = mission(play, "escort")
        play.put("mission.days", m, days * DAY)
        give = {"clerk": "Kay", "m": m, "leader": "Aki"}
        before = play.urge("give out a mission", **give)
        along = {"leader": "Bea", "mate": "Aki"}
        play.put("person.on_mission", "Bea", m)
        mates = play.urge("take along", **along)
        play.put("person.seeks_absence", "Aki", 1)
        assert play.urge("give out a mission", **give) == pytest.approx(before + draws)
        assert play.urge("take along", **along) == pytest.approx(mates + draws)


def test_REL_18_of_himself_he_asks_and_is_sent() -> None:
    """The clerk gives the long mission to him rather than to another."""
    led = []
    for asks in (False, True):
        play = estranged()
        if not asks:
            play.put("person.left_by", "Una", 0)
        for who in ("Aki", "Bea", "Cid", "Dov"):
            play.put("person.skill", who, 0.7)
            play.put("person.went_to_work_at", who, play.machine.now)
        play.machine.autonomy = True
        play.live(2 * HOUR)
        led.append(flag(play, "seeks_absence"))
    assert led == [False, True]


@pytest.mark.parametrize(
    ("relieved", "grounded", "loss", "ended"),
    [(1, 0, False, True), (0, 1, True, True), (0, 1, False, False), (0, 0, True, False)],
)
def test_REL_18_when_injury_ends_the_missions_the_plan_shifts(
    relieved: int, grounded: int, loss: bool, ended: bool
) -> None:
    """Not for the weeks of a wound, and not for whoever has nobody to avoid."""
    for avoids in (True, False):
        play = estranged(STUMP if loss else "")
        play.put("person.grounded", "Aki", 0)
        play.live(0)
        play.put("person.means_to_emigrate", "Aki", 0)
        play.put("person.seeks_absence", "Aki", 1)
        if not avoids:
            play.put("person.left_by", "Una", 0)
        play.put("person.stress", "Aki", 0.15)
        play.counts()
        play.put("person.relieved", "Aki", relieved)
        play.put("person.grounded", "Aki", grounded)
        play.live(0)
        assert play.count(THINKS) == int(ended and avoids)
        assert flag(play, "means_to_emigrate") is (ended and avoids)
        assert float(play.get("person.stress", "Aki")) == pytest.approx(0.35 if ended and avoids else 0.15, abs=0.001)
        assert flag(play, "seeks_absence") is (avoids and not ended)


def test_REL_18_the_plan_goes_with_its_reason() -> None:
    """The missions are open again, or nobody is left to avoid."""
    for reason in ("missions", "person"):
        play = estranged(blow_of_staying="50 %")
        play.put("person.stress", "Aki", 0.15)
        play.put("person.relieved", "Aki", 1)
        play.live(0)
        assert float(play.get("person.stress", "Aki")) == pytest.approx(0.65, abs=0.001)
        assert play.value("wish_to_leave(p)", p="Aki") == pytest.approx(0.6)
        play.counts()
        play.live(DAY)
        assert play.count(THINKS) == 0
        if reason == "missions":
            play.put("person.relieved", "Aki", 0)
        else:
            play.put("person.left_by", "Una", 0)
        play.live(0)
        assert play.count(STAYS) == 1
        assert play.value("wish_to_leave(p)", p="Aki") == 0


@pytest.mark.parametrize(("changed", "adds"), [({}, 0.6), ({"intent_of_leaving": "20 %"}, 0.2)])
def test_REL_18_who_means_to_go_gains_by_it(changed: dict[str, Any], adds: float) -> None:
    """And goes though he has not met the other of late, where he would not have gone."""
    play = far(**changed)
    play.put("avoidance.crossings", play.all("avoidance")[0], 0)
    before = play.value("relocation_gain(p, to)", p="Aki", to="coast")
    assert play.refused("move away to", p="Aki", to="coast") == "somebody to avoid"
    play.put("parted_at", "Aki", play.machine.now, "Nao")
    play.put("person.left_by", "Aki", play.thing("Nao"))
    play.put("person.relieved", "Aki", 1)
    play.live(0)
    assert flag(play, "means_to_emigrate")
    play.put("avoidance.crossings", play.all("avoidance")[0], 0)
    assert play.value("relocation_gain(p, to)", p="Aki", to="coast") == pytest.approx(before + adds)
    play.put("person.crossed_at", "Aki", NEVER)
    assert play.refused("move away to", p="Aki", to="coast") == ""


def test_REL_18_of_himself_he_emigrates() -> None:
    """Whom no mission takes away any more; whoever may still go out stays."""
    gone = []
    for ended in (False, True):
        play = far(often_enough="1000")
        play.put("avoidance.crossings", play.all("avoidance")[0], 0)
        play.put("place.discomfort", "coast", 0.3)
        for one, other in (("Aki", "Nao"), ("Nao", "Aki")):
            play.put("parted_at", one, play.machine.now - 100 * DAY, other)
        play.put("person.left_by", "Nao", play.thing("Aki"))
        play.put("person.relieved", "Aki", int(ended))
        play.machine.autonomy = True
        play.live(10 * DAY)
        gone.append(play.get("person.home", "Aki") == play.thing("coast"))
    assert gone == [False, True]


def test_REL_18_a_transfer_is_asked_for_without_a_ward() -> None:
    """By one who means to go for good."""
    play = estranged()
    put(play, "Aki", haven="isles", situation="home", place="home")
    assert play.refused("ask for a transfer", p="Aki", chief="Tam") == "kept off somebody"
    play.put("person.relieved", "Aki", 1)
    play.live(0)
    assert play.refused("ask for a transfer", p="Aki", chief="Tam") == ""
    play.put("person.relieved", "Aki", 0)
    play.put("person.grounded", "Aki", 1)
    play.put("person.means_to_emigrate", "Aki", 1)
    assert play.refused("ask for a transfer", p="Aki", chief="Tam") == ""
