"""TEC-7, TEC-8 and TEC-10: God's Step, the craters it leaves, and killing intent."""

from __future__ import annotations

from itertools import pairwise

import pytest

from .leaf import leaf_with, parameters
from .support import DAY, MINUTE, Play, shipped

KAKASHI, IRUKA, TSUNADE, NURSE, SAKURA = "Hatake Kakashi", "Umino Iruka", "Tsunade", "the nurse", "Haruno Sakura"
CHAKRA, ENEMY, GENMA = "person.chakra", "the Puppeteer", "Shiranui Genma"
WAY = ("southern hills", "south forest", "hospital")
STEP = "take the God Step"


def clearing(knows: bool = True, care: float = 0.8, **values: str) -> Play:
    """Kakashi, rested, and Iruka, who lies there torn open, three day's marches from the village."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 4)
    for who in (KAKASHI, IRUKA):
        play.put("person.place", who, play.thing("southern clearing"))
        play.choose("person.situation", who, "danger")
    play.put("knows", KAKASHI, int(knows), "the God Step")
    play.put("care", KAKASHI, care, IRUKA)
    play.choose("person.mind", IRUKA, "unconscious")
    play.put("person.lying", IRUKA, 1)
    play.put("person.steadiness", IRUKA, 0)
    return play


def at(play: Play, who: str) -> str:
    """Where somebody is."""
    names = ("southern clearing", *WAY)
    return next((name for name in names if play.get("person.place", who) == play.thing(name)), "")


def craters(play: Play) -> list[int]:
    """The craters, the oldest first."""
    return sorted(play.all("crater"), key=lambda c: play.get("crater.nth", c))


def share(play: Play, who: str = KAKASHI) -> float:
    """What is left of somebody's reserve."""
    return float(play.get(CHAKRA, who)) / float(play.get("person.capacity", who))


def home_with(passenger: bool, steps: int = 3, **values: str) -> Play:
    """After so many steps, directed, with Iruka in the arms or alone."""
    play = clearing(True, 0.8, **values)
    if passenger:
        assert play.act("gather up", p=KAKASHI, mate=IRUKA)
    for to in WAY[:steps]:
        assert play.act(STEP, p=KAKASHI, to=to)
    return play


def test_TEC_7_a_step_is_a_days_march_in_a_second() -> None:
    """Any number of steps: so many seconds for so many day's marches, and whoever is carried arrives too."""
    for steps, to in enumerate(WAY, 1):
        play = home_with(True, steps)
        assert play.machine.now == steps * 1000
        assert at(play, KAKASHI) == at(play, IRUKA) == to
        days = play.value(f"running_time(southern clearing, {to}) / day_march")
        assert steps - 1 < days <= steps
        assert play.get("person.steps_in_row", KAKASHI) == steps
    play.put(CHAKRA, KAKASHI, 200)
    assert play.refused(STEP, p=KAKASHI, to="southern hills") == "a day off at most"
    assert play.word("person.situation", IRUKA) == "hospital"
    assert play.get("person.carried_by", IRUKA) == 0


def test_TEC_7_three_leave_him_in_the_critical_band_and_a_fourth_kills_or_fails() -> None:
    """Each takes more than the last; he staggers, then drops; the next one is more than he has."""
    left = [share(home_with(True, steps)) for steps in (0, 1, 2, 3)]
    spent = [before - after for before, after in pairwise(left)]
    assert spent[0] > 0.2
    assert spent == sorted(spent)
    assert 0.02 < left[3] < 0.12 < left[2]
    play = home_with(True)
    assert play.refused(STEP, p=KAKASHI, to="south forest") == "enough for it, or more at stake"
    other = play.machine.copy()
    play.live(10 * MINUTE)
    assert play.word("person.mind", KAKASHI) == "unconscious"
    counts = play.counts(KAKASHI)
    assert counts.get("stagger", 0) >= 1
    assert counts.get("faint", 0) == 1
    ends = set()
    for outcome in ("lands", "comes undone", "breaks him"):
        play.machine = other.copy()
        play.put("knows", KAKASHI, 0, "that overspending kills")
        chances = play.value("step_goes_wrong(p)", p=KAKASHI)
        assert chances == 1
        if outcome != "lands":
            assert play.act(STEP, outcome=outcome, p=KAKASHI, to="south forest")
            assert at(play, KAKASHI) == "hospital"
            play.live(MINUTE)
            ends.add((outcome, bool(play.get("person.arrest", KAKASHI)), play.word("person.mind", KAKASHI)))
    assert ends == {("comes undone", False, "unconscious"), ("breaks him", True, "unconscious")}


def test_TEC_7_beyond_his_strength_he_steps_for_somebody_dearer_than_himself() -> None:
    """The rule of the Academy holds him back, unless more is at stake."""
    for care, refusal in ((0.1, "enough for it, or more at stake"), (0.8, "")):
        play = clearing(care=care)
        assert play.act("gather up", p=KAKASHI, mate=IRUKA)
        play.put(CHAKRA, KAKASHI, 20)
        assert play.refused(STEP, p=KAKASHI, to="southern hills") == refusal


def test_TEC_7_passengers_and_goods_cost() -> None:
    """Alone it is cheapest; a passenger, a load, weariness in a row each add to the price."""
    play = clearing(step_passenger="20 chakra")
    price = play.value("step_price(p)", p=KAKASHI)
    assert play.act("gather up", p=KAKASHI, mate=IRUKA)
    assert play.value("step_price(p)", p=KAKASHI) == pytest.approx(price + 20)
    loaded = Play(leaf_with(f"things:\n  the trunk: {{is: goods, bearer: {KAKASHI}, weight: 100 kg}}"), 4)
    assert loaded.value("step_price(p)", p=KAKASHI) == pytest.approx(price + 5)
    loaded.put("person.place", IRUKA, loaded.get("person.place", KAKASHI))
    assert loaded.act("hand over", p=KAKASHI, other=IRUKA, item="the trunk")
    assert loaded.value("step_price(p)", p=KAKASHI) == pytest.approx(price)


def test_TEC_7_hand_signs_need_free_hands() -> None:
    """With an arm in a sling, on crutches or in chains he stays where he is."""
    for attr, value in (("person.slung", 1), ("person.aid", 2), ("person.chained", 1)):
        play = clearing()
        play.put(attr, KAKASHI, value)
        assert play.refused(STEP, p=KAKASHI, to="southern hills") == "hands for the signs"
        assert play.refused("gather up", p=KAKASHI, mate=IRUKA) == "hands free"


def free(care: float = 0.8, knows: bool = True, hurt: bool = True, chakra: float = 200) -> Play:
    """One minute of nobody directing."""
    play = clearing(knows, care)
    play.put(CHAKRA, KAKASHI, chakra)
    if not hurt:
        play.choose("person.mind", IRUKA, "awake")
        play.put("person.steadiness", IRUKA, 1)
    play.machine.autonomy = True
    play.live(MINUTE)
    return play


def test_TEC_7_a_captain_with_a_dying_mate_steps_home_of_himself() -> None:
    """He does so if he can and the mate is dying; with too little left, only for one dearer than himself."""
    home = free()
    assert home.counts().get(STEP) == 6, "three begin, three land"
    for who in (KAKASHI, IRUKA):
        assert home.value("place(p) == hospital or house(place(p)) == hospital", p=who)
    assert at(free(knows=False), IRUKA) == "southern clearing"
    assert at(free(hurt=False), KAKASHI) == "southern clearing"
    assert at(free(care=0.1, chakra=40), IRUKA) == "southern clearing"
    assert free(care=0.9, chakra=40).get("person.carried_by", IRUKA) != 0


def team(size: int, leads: str = KAKASHI, steps: int = len(WAY)) -> Play:
    """Kakashi is on a mission with Iruka, who is dying, and others, one of whom leads it; he takes him home."""
    text = (
        "things:\n  the errand: {is: mission, goal: southern clearing, desk: mission desk, "
        "sort: river delivery, stage: out, left_at: now}"
    )
    play = Play(leaf_with(text), 4)
    for who in (KAKASHI, IRUKA, GENMA, "Namiashi Raido")[: size + 2]:
        play.put("person.place", who, play.thing("southern clearing"))
        play.choose("person.situation", who, "mission")
        play.put("person.on_mission", who, play.thing("the errand"))
        play.put("person.leader", who, play.thing(leads))
    play.put("mission.led_by", "the errand", play.thing(leads))
    play.put("mission.due", "the errand", play.machine.now + 12 * DAY)
    play.put("person.carried_by", IRUKA, play.thing(KAKASHI))
    for to in WAY[:steps]:
        assert play.act(STEP, p=KAKASHI, to=to)
    return play


def test_TEC_7_the_others_go_on_with_their_mission() -> None:
    """Whoever led them, or the most skilled of those left behind, leads on; with nobody left the mission is over."""
    for led, leads in ((KAKASHI, GENMA), (IRUKA, GENMA), (GENMA, GENMA), ("Namiashi Raido", "Namiashi Raido")):
        play = team(2, led)
        assert play.get("mission.led_by", "the errand") == play.thing(leads)
        for who in (GENMA, "Namiashi Raido"):
            assert play.get("person.leader", who) == play.thing(leads)
            assert play.get("person.on_mission", who) == play.thing("the errand")
    for who in (KAKASHI, IRUKA):
        assert play.get("person.on_mission", who) == 0
        assert play.get("person.leader", who) == 0
    assert play.word("person.situation", KAKASHI) == "leisure"
    under_way = team(2, steps=1)
    assert under_way.get("mission.led_by", "the errand") == under_way.thing(KAKASHI), "nobody is brought home yet"
    assert under_way.get("person.on_mission", IRUKA) == under_way.thing("the errand")
    assert team(0, steps=1).get("person.on_mission", KAKASHI) != 0
    alone = team(0)
    assert alone.get("person.on_mission", KAKASHI) == alone.get("person.on_mission", IRUKA) == 0
    assert alone.get("person.leader", IRUKA) == 0
    assert alone.word("person.situation", KAKASHI) == "leisure"


# TEC-8


def test_TEC_8_each_landing_leaves_a_crater_and_frightens() -> None:
    """As many craters as landings, in stone and forest; who stands there starts."""
    for steps in (1, 2, 3):
        play = clearing()
        calm = float(play.get("person.stress", NURSE))
        play.put("person.place", NURSE, play.thing("hospital"))
        for to in WAY[:steps]:
            assert play.act(STEP, p=KAKASHI, to=to)
        left = craters(play)
        assert len(left) == steps
        assert [bool(play.get("crater.in_stone", c)) for c in left] == [False, False, True][:steps]
        assert (float(play.get("person.stress", NURSE)) > calm + 0.1) == (steps == 3)


def trackers(start: str = "southern clearing") -> Play:
    """Two who were left behind without a leader, and decide for themselves."""
    play = home_with(True)
    for who in (GENMA, "Namiashi Raido"):
        play.put("person.place", who, play.thing(start))
        play.choose("person.situation", who, "mission")
        play.put("person.leader", who, play.thing(GENMA))
        play.put("person.on_mission", who, 0)
    play.put("person.leader", GENMA, 0)
    play.put("care", GENMA, 0.5, KAKASHI)
    play.put("person.tiredness", GENMA, 0)
    play.machine.autonomy = True
    play.live(3 * DAY)
    return play


def known(play: Play, number: int) -> tuple[bool, int, int]:
    """What Genma believes of a crater: whether he knows who made it, whence, and the how manieth it was."""
    crater, genma = craters(play)[number], play.thing(GENMA)
    held = [play.machine.held(genma, f"crater.{name}", [crater]) for name in ("left_by", "came_from", "nth")]
    return int(held[0].value) == play.thing(KAKASHI), int(held[1].value), int(held[2].value)


def test_TEC_8_those_left_behind_follow_and_infer_route_and_count() -> None:
    """From crater to crater; who came in half-way counts fewer than there were."""
    play = trackers()
    route = [play.thing(name) for name in ("southern clearing", *WAY[:2])]
    assert [known(play, number) for number in range(3)] == [(True, route[n], n + 1) for n in range(3)]
    assert known(trackers("south forest"), 2)[2] < 3


def test_TEC_8_strangers_do_not_know_who_it_was() -> None:
    """The crater tells whence, not who, to somebody who does not care for him."""
    play = home_with(True)
    crater = craters(play)[0]
    play.put("person.place", GENMA, play.thing(WAY[0]))
    play.put("care", GENMA, 0, KAKASHI)
    assert play.act("read a crater", p=GENMA, c=crater)
    assert known(play, 0) == (False, play.thing("southern clearing"), 1)
    play.put("person.skill", IRUKA, 0.1)
    play.put("person.place", IRUKA, play.thing(WAY[0]))
    play.choose("person.mind", IRUKA, "awake")
    assert play.refused("read a crater", p=IRUKA, c=crater) == "an eye for tracks"


def test_TEC_8_mending_is_slow() -> None:
    """Weeks later the floor is still not whole; in time it is, and long before the forest."""
    play = home_with(False)
    stone = craters(play)[2]
    play.live(35 * DAY)
    assert 0.4 < float(play.get("crater.mended", stone)) < 0.6
    play.live(50 * DAY)
    assert len(craters(play)) == 2


# TEC-10


def rage(where: str = "hospital", skill: float = 0.95, surge: float = 1.0, foe: str = ENEMY, **values: str) -> Play:
    """Kakashi, furious with an enemy, comes to the hospital; twenty helpers of rising nerve are about."""
    cast = "\n".join(f"  Helper {n}: {{is: person, place: corridor, skill: {5 * n} %}}" for n in range(20))
    play = Play(leaf_with(f"cast:\n{cast}\n" + (parameters(**values) if values else "")), 2)
    play.put("person.focus", KAKASHI, play.thing(foe))
    play.put("person.skill", KAKASHI, skill)
    play.put("person.surge", KAKASHI, surge)
    play.put("person.place", KAKASHI, play.thing(where))
    play.live(1000)
    return play


def out(play: Play) -> list[int]:
    """Which of the helpers lie in a faint."""
    return [n for n in range(20) if play.word("person.mind", f"Helper {n}") == "unconscious"]


def test_TEC_10_the_weak_faint_and_veterans_only_fear() -> None:
    """Felt through the wall: many of little nerve faint or freeze, none of much; all are afraid."""
    play = rage()
    fallen = out(play)
    assert 2 <= len(fallen) <= 12
    assert max(fallen) <= 14
    assert sum(n < 8 for n in fallen) > len(fallen) / 2
    stress = [float(play.get("person.stress", f"Helper {n}")) for n in range(20)]
    assert min(stress) > 0.3
    frozen = [n for n in range(20) if stress[n] > 0.7 and n not in fallen]
    assert frozen
    assert max(frozen) < 15
    assert max(stress[15:]) < 0.6, "what they feel, and the shock of others that they see"


def test_TEC_10_only_within_its_radius_and_only_from_a_furious_elite() -> None:
    """Nothing out of range, from a lesser man, without rage, or for fear of losing a friend."""
    assert out(rage())
    for play in (rage("gate"), rage(skill=0.6), rage(surge=0.5), rage(foe=TSUNADE)):
        assert not out(play)
        assert float(play.get("person.stress", "Helper 0")) < 0.3
    assert out(rage("tower office", intent_radius="900 m"))


def test_TEC_10_he_carries_it_to_the_next_place() -> None:
    """As long as he is furious it goes out anew wherever he comes, once in each place."""
    play = rage("gate")
    assert play.count("killing intent") == 1
    play.live(2 * MINUTE)
    assert play.count("killing intent") == 0
    play.put("person.place", KAKASHI, play.thing("hospital"))
    play.live(1000)
    assert play.count("killing intent") == 1
    play.live(60 * MINUTE)
    assert play.get("person.felt_at", KAKASHI) == 0


def trapped(care: float = 0.9, plan: str = "held_back", skill: float = 0.95) -> dict[str, int]:
    """Kakashi is out with Iruka, who treads on a trap; far too many foes may have waited for it."""
    held = "things:\n  the mine: {is: trap, at: south forest, hidden: 100 %}\n" \
           "  the job: {is: mission, sort: scroll retrieval, goal: south forest, desk: mission desk, stage: out, " \
           f"led_by: {KAKASHI}}}\n"
    play = Play(leaf_with(held + parameters(trap_footfall="100 %")), 3)
    play.choose("mission.opposition", "the job", plan)
    play.put("mission.due", "the job", 20 * DAY)
    play.put("care", KAKASHI, care, IRUKA)
    play.put("person.skill", KAKASHI, skill)
    play.put("person.skill", IRUKA, 0)
    play.put("person.scouts_above", KAKASHI, 1)
    for who in (KAKASHI, IRUKA):
        play.put("person.on_mission", who, play.thing("the job"))
        play.choose("person.situation", who, "mission")
        play.choose("person.mind", who, "awake")
        play.put("person.place", who, play.thing("south forest"))
    play.live(5000)
    assert not play.get("person.focus", KAKASHI), "of all of them, not of one"
    return play.counts()


def test_TEC_10_rage_at_the_foes_of_a_mission_goes_out_as_well() -> None:
    """A mate is torn, foes close in: an elite who is fond of him is felt; with nobody to be furious with not."""
    assert trapped().get("killing intent") == 1
    for counts in (trapped(care=0.1), trapped(plan="none"), trapped(skill=0.6)):
        assert counts.get("trap goes off") == 1
        assert "killing intent" not in counts
