"""TEC-11: the buried trap; who notices it, who treads on it, and half a second."""

from __future__ import annotations

import pytest

from .leaf import leaf_with, parameters
from .support import HOUR, MINUTE, Play

WALKERS, KAKASHI, ENEMY = 24, "Hatake Kakashi", "the Puppeteer"


def glades(each: str = "skill: 50 %", **values: str) -> Play:
    """So many glades, a trap in each, and a walker for each who is about to step into it."""
    places = "\n".join(f"  glade {n}: {{}}" for n in range(WALKERS))
    roads = "\n".join(f"  - {{between: [border forest, glade {n}], length: 1 km, modes: all}}" for n in range(WALKERS))
    things = "\n".join(f"  mine {n}: {{is: trap, at: glade {n}}}" for n in range(WALKERS))
    cast = "\n".join(
        f"  Walker {n}: {{is: person, place: border forest, situation: mission, tiredness: 5 %, "
        f"sleep_debt: 0 h, {each}}}"
        for n in range(WALKERS)
    )
    text = f"places:\n{places}\nroads:\n{roads}\nthings:\n{things}\ncast:\n{cast}\n"
    play = Play(leaf_with(text + (parameters(**values) if values else "")), 3)
    play.machine.autonomy = False
    return play


def walk(play: Play, span: float = 2000) -> Play:
    """Each of them steps into his glade."""
    for n in range(WALKERS):
        play.put("person.place", f"Walker {n}", play.thing(f"glade {n}"))
    play.live(span)
    return play


def hit(play: Play) -> int:
    """How many have been torn by a blast."""
    found = {int(play.get("wound.patient", w)) for w in play.all("wound") if play.word("wound.cause", w) == "blast"}
    return len(found)


def seen(play: Play) -> int:
    """How many of the traps were noticed in time."""
    return sum(bool(play.get("trap.spotted", trap)) for trap in play.all("trap"))


def test_TEC_11_detection_hangs_on_skill() -> None:
    """The more skilled, the more notice it and the fewer tread on it."""
    green, able = (walk(glades(f"skill: {skill} %", trap_footfall="100 %")) for skill in (10, 100))
    assert seen(green) + 4 < seen(able)
    assert hit(able) + 4 < hit(green)
    assert hit(green) + seen(green) == hit(able) + seen(able) == WALKERS


def test_TEC_11_detection_hangs_on_attention_and_on_how_well_it_is_hidden() -> None:
    """The sleepless and the clouded tread on what they would have seen; what is not hidden at all most see."""
    found = {}
    for case in ("sharp", "foggy", "hidden"):
        play = glades("skill: 100 %", trap_detection="100 %")
        for n in range(WALKERS):
            play.put("person.befogged", f"Walker {n}", int(case == "foggy"))
            play.put("trap.hidden", f"mine {n}", 0.7 if case == "hidden" else 0)
        found[case] = seen(walk(play))
    assert found["sharp"] == WALKERS
    assert found["foggy"] <= WALKERS - 5
    assert found["hidden"] <= WALKERS - 10


def test_TEC_11_the_low_ground_is_hit_and_scouts_above_see_little() -> None:
    """The same people in the trees: nobody is hit, and hardly one of them sees it."""
    low, high = glades("skill: 50 %"), glades("skill: 50 %")
    for n in range(WALKERS):
        high.put("person.scouts_above", f"Walker {n}", 1)
    walk(low)
    walk(high)
    assert hit(low) >= 5
    assert hit(high) == 0
    assert seen(high) <= 3


@pytest.mark.parametrize(("state", "looks"), [
    ("", WALKERS), ("armed", 0), ("spotted", 0), ("layer", 0), ("passed", 0),
])
def test_TEC_11_who_looks_down_on_it_does_so_once(state: str, looks: int) -> None:
    """From the trees each passes a trap once; not one that is dug out, spotted already, or his own."""
    play = glades("skill: 100 %", from_above="100 %", trap_detection="100 %")
    for n in range(WALKERS):
        play.put("person.scouts_above", f"Walker {n}", 1)
        play.put("trap.hidden", f"mine {n}", 0)
        if state == "passed":
            play.put("passed_by", f"Walker {n}", 1, f"mine {n}")
        elif state == "layer":
            play.put("trap.layer", f"mine {n}", play.thing(f"Walker {n}"))
        elif state:
            play.put(f"trap.{state}", f"mine {n}", int(state == "spotted"))
    walk(play, MINUTE)
    assert play.count("look down on a trap") == looks
    assert seen(play) == (WALKERS if state in ("", "spotted") else 0)


def test_TEC_11_the_one_who_trod_on_it_is_hit_whatever_his_rank() -> None:
    """A friend of whoever buried it, and somebody who is carried, pass unharmed; a trap hits once."""
    play = glades("skill: 0 %", trap_footfall="100 %")
    for n in range(WALKERS):
        if n % 3 == 1:
            play.put("trap.layer", f"mine {n}", play.thing(f"Walker {n}"))
        if n % 3 == 2:
            play.put("person.carried_by", f"Walker {n}", play.thing(KAKASHI))
    walk(play)
    assert hit(play) == WALKERS // 3
    left = len(play.all("trap"))
    assert left == WALKERS * 2 // 3
    play.put("person.place", "Walker 1", play.thing("glade 0"))
    play.live(HOUR)
    assert hit(play) == WALKERS // 3


def test_TEC_11_half_a_second_is_too_short() -> None:
    """Nothing before the blast; where the fuse is long, those who are on their guard leap off it."""
    play = walk(glades("skill: 0 %", trap_footfall="100 %"), 400)
    assert hit(play) == 0
    assert all(play.get("trap.tripped_by", trap) for trap in play.all("trap"))
    play.live(200)
    assert hit(play) == WALKERS
    torn = {}
    for fuse in ("500 ms", "20 s"):
        play = glades("skill: 0 %", trap_footfall="100 %", trap_delay=fuse)
        for n in range(WALKERS):
            play.choose("person.situation", f"Walker {n}", "danger")
        play.machine.autonomy = True
        torn[fuse] = hit(walk(play, 30_000))
    assert torn["20 s"] == 0
    assert torn["500 ms"] >= WALKERS - 4


def test_TEC_11_it_takes_the_leg_and_bleeds() -> None:
    """Many cuts and burns, many legs gone for good; whoever is hit falls."""
    play = walk(glades("skill: 0 %", trap_footfall="100 %"))
    legs = [w for w in play.all("wound") if play.word("wound.site", w) == "leg"]
    gone = [w for w in legs if play.get("wound.permanent", w)]
    assert WALKERS / 4 < len(gone) < WALKERS
    for wound in legs:
        assert (float(play.get("wound.depth", wound)) >= 0.7) == bool(play.get("wound.permanent", wound))
        assert float(play.get("wound.bleeding", wound)) * MINUTE > 20
    assert sum(play.word("wound.site", w) == "chest" for w in play.all("wound")) == WALKERS
    assert all(play.word("person.mind", f"Walker {n}") == "unconscious" for n in range(WALKERS))


@pytest.mark.parametrize(("share", "low", "high"), [("0 %", 0, 0), ("100 %", WALKERS, WALKERS), ("50 %", 5, 19)])
def test_TEC_11_what_the_foot_does_is_a_parameter(share: str, low: int, high: int) -> None:
    """Meant for the first foot, or for whoever happens to tread on it."""
    assert low <= hit(walk(glades("skill: 0 %", trap_footfall=share))) <= high


def test_TEC_11_the_best_sense_it_only_as_it_goes_off() -> None:
    """Kakashi, in the trees above, feels it too late; a lesser man feels nothing."""
    felt = {}
    for skill in (0.95, 0.5):
        play = glades("skill: 0 %", trap_footfall="100 %")
        play.put("person.place", KAKASHI, play.thing("glade 3"))
        play.put("person.scouts_above", KAKASHI, 1)
        play.put("person.skill", KAKASHI, skill)
        walk(play)
        felt[skill] = play.counts(KAKASHI).get("sense it too late", 0)
    assert felt == {0.95: 1, 0.5: 0}


@pytest.mark.parametrize(("situation", "why"), [
    ("mission", ""), ("danger", ""), ("leisure", "out there"), ("home", "out there"),
])
def test_TEC_11_one_takes_to_the_trees_out_there(situation: str, why: str) -> None:
    """Of a team on a mission or in danger, the able ones; nobody does at his leisure."""
    play = glades("skill: 80 %")
    play.put("person.leader", "Walker 0", play.thing("Walker 0"))
    play.choose("person.situation", "Walker 0", situation)
    assert play.refused("take to the trees", p="Walker 0") == why
    play.put("person.skill", "Walker 0", 0.5)
    assert play.refused("take to the trees", p="Walker 0") == (why or "able")


def test_TEC_11_traps_are_laid_spotted_and_dug_out_of_themselves() -> None:
    """An enemy who waits buries one; what was spotted is dug out; the best of a team take to the trees."""
    play = glades("skill: 80 %")
    play.machine.autonomy = True
    play.live(36 * HOUR)
    laid = [t for t in play.all("trap") if play.get("trap.layer", t) == play.thing(ENEMY)]
    assert len(laid) == 1
    play = glades("skill: 80 %")
    for n in range(WALKERS):
        play.put("trap.spotted", f"mine {n}", 1)
        play.put("person.leader", f"Walker {n}", play.thing(f"Walker {n}"))
        play.put("person.place", f"Walker {n}", play.thing(f"glade {n}"))
    play.machine.autonomy = True
    play.live(12 * HOUR)
    counts = play.counts()
    assert counts.get("dig out the trap", 0) >= WALKERS / 2
    assert counts.get("take to the trees", 0) >= WALKERS / 2


def test_TEC_11_goals_of_hard_missions_may_be_trapped() -> None:
    """As often as the parameters say, with foes who wait for it or without; never for an easy mission."""
    made = {}
    for share, plan in (("0 %", "none"), ("100 %", "none"), ("0 %", "held_back")):
        text = "things:\n  the job: {is: mission, goal: coast, desk: mission desk, wanted: 1}\n"
        for difficulty in ("hard", "easy"):
            play = Play(leaf_with(text + parameters(trapped_sites=share, trapped_with_foes="100 %")), 3)
            play.choose("mission.difficulty", "the job", difficulty)
            play.choose("mission.opposition", "the job", plan)
            for who in ("Hagane Kotetsu", KAKASHI, "Uzumaki Naruto"):
                play.put("person.place", who, play.thing("mission desk"))
                play.choose("person.situation", who, "work")
            assert play.act("give out a mission", clerk="Hagane Kotetsu", m="the job", leader=KAKASHI)
            made[difficulty, share, plan] = len(play.all("trap"))
    assert {case for case, traps in made.items() if traps} == {("hard", "100 %", "none"), ("hard", "0 %", "held_back")}
