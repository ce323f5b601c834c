"""PHY-1, PHY-5 and PHY-7: what spends the reserve, and what that leaves behind."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .energies import CHAKRA, IRUKA, KAKASHI, PAIN, TSUNADE, alive, gather, share
from .leaf import leaf_with, parameters
from .support import HOUR, MINUTE, Play, shipped

RULE = "that overspending kills"


def overspenders(missing: list[float], each: int) -> str:
    """A section with healers who lack so many chakra to close the wound of a friend, and those friends."""
    cast, things = ["cast:"], ["things:"]
    for number, lack in enumerate(lack for lack in missing for _ in range(each)):
        cast.append(
            f"  Healer {number}: {{is: person, place: coast, situation: mission, capacity: 100 chakra, "
            f"chakra: {30 - lack} chakra, self_regard: 40 %, knows: [field healing], care: {{Friend {number}: 80 %}}}}"
        )
        cast.append(f"  Friend {number}: {{is: person, place: coast, situation: mission}}")
        things.append(f"  gash {number}: {{is: wound, patient: Friend {number}, depth: 75 %}}")
    return "\n".join([*cast, *things])


def heals(play: Play, rule: str, one: int) -> bool:
    """Whether a healer could close the gash of his friend that way; he then did."""
    return play.act(rule, healer=f"Healer {one}", patient=f"Friend {one}", w=f"gash {one}")


def refused(play: Play, rule: str, one: int) -> str:
    """What keeps a healer from closing the gash of his friend that way, "" for nothing."""
    return play.refused(rule, healer=f"Healer {one}", patient=f"Friend {one}", w=f"gash {one}")


def test_PHY_1_overspending_kills() -> None:
    """The further a healing goes beyond the reserve, the more healers die of it; within the reserve none does."""
    missing, each = [1.0, 10.0, 20.0, 29.0], 15
    play = Play(leaf_with(overspenders(missing, each)))
    number, dead = 0, []
    for lack in missing:
        ours = range(number, number := number + each)
        for one in ours:
            healer, friend = f"Healer {one}", f"Friend {one}"
            play.put(CHAKRA, healer, 30 - lack)
            assert refused(play, "close a wound", one) == "something to heal with"
            assert play.get("wound.open", f"gash {one}")
            assert heals(play, "heal beyond all means", one)
            assert not play.get("wound.open", f"gash {one}")
            assert play.get("wound.bleeding", f"gash {one}") == 0
            assert play.get("wound.closed_by", f"gash {one}") == play.thing(healer)
            assert play.bond("saved_by", friend, healer)
            assert share(play, healer) < 0.05
        play.live(1)
        fallen = [one for one in ours if play.get("person.arrest", f"Healer {one}")]
        for one in fallen:
            assert play.word("person.mind", f"Healer {one}") == "unconscious"
            assert play.get("person.lying", f"Healer {one}")
            assert play.get("person.steadiness", f"Healer {one}") < 0.01
        play.live(HOUR)
        dead.append(sum(not alive(play, f"Healer {one}") for one in ours))
        assert dead[-1] == len(fallen)
    assert dead == sorted(dead)
    assert dead[0] <= 2
    assert 1 <= dead[1] < dead[2] + 1
    assert dead[3] - dead[0] >= each / 2

    sound = Play(leaf_with(overspenders([-20.0, -5.0], 1)))
    for one in (0, 1):
        assert refused(sound, "heal beyond all means", one) == "not enough for it"
        had = float(sound.get(CHAKRA, f"Healer {one}"))
        assert heals(sound, "close a wound", one)
        assert had - float(sound.get(CHAKRA, f"Healer {one}")) == pytest.approx(30, abs=1)
        assert not sound.get("wound.open", f"gash {one}")
        assert sound.get("wound.bleeding", f"gash {one}") == 0
        assert sound.get("wound.closed_by", f"gash {one}") == sound.thing(f"Healer {one}")
        assert sound.bond("saved_by", f"Friend {one}", f"Healer {one}")
    sound.live(HOUR)
    assert alive(sound, "Healer 0")
    assert alive(sound, "Healer 1")


def test_PHY_1_the_overdraft_that_kills_is_a_parameter() -> None:
    """With a body that bears ten times as much hardly anybody dies of what kills most where it bears little."""
    dead = {}
    for bearable in ("5 %", "100 %"):
        play = Play(leaf_with(overspenders([12.0], 20) + "\n" + parameters(deadly_overdraft=bearable)))
        for one in range(20):
            play.put(CHAKRA, f"Healer {one}", 18)
            heals(play, "heal beyond all means", one)
        play.live(HOUR)
        dead[bearable] = sum(not alive(play, f"Healer {one}") for one in range(20))
    assert dead["5 %"] == 20
    assert dead["100 %"] <= 8


@pytest.mark.parametrize(("schooled", "care", "regard", "goes_ahead"), [
    (True, 0.8, 0.4, True), (True, 0.3, 0.4, False), (False, 0.3, 0.4, True),
])
def test_PHY_1_the_rule_is_broken_for_a_stronger_motive_only(
    schooled: bool, care: float, regard: float, goes_ahead: bool
) -> None:
    """Who knows the rule breaks it for somebody dearer than himself; who does not know it, for anybody."""
    play = Play(leaf_with(overspenders([10.0], 1)))
    play.put("knows", "Healer 0", int(schooled), RULE)
    play.put("care", "Healer 0", care, "Friend 0")
    play.put("person.self_regard", "Healer 0", regard)
    refusal = "" if goes_ahead else "does not know the rule, or has a stronger motive"
    assert refused(play, "heal beyond all means", 0) == refusal


def test_PHY_1_left_to_themselves_they_choose_it_for_somebody_dearer_than_themselves() -> None:
    """Nobody directs it: of five healers who know the rule those overspend whose friend outweighs themselves."""
    play = Play(leaf_with(overspenders([10.0], 5)))
    cares = (0.0, 0.2, 0.35, 0.6, 0.9)
    for one, care in enumerate(cares):
        play.put("knows", f"Healer {one}", 1, RULE)
        play.put("care", f"Healer {one}", care, f"Friend {one}")
        for who in (f"Healer {one}", f"Friend {one}"):
            play.choose("person.situation", who, "danger")
    play.counts()
    play.machine.autonomy = True
    play.live(HOUR)
    chose = [play.get("wound.closed_by", f"gash {one}") == play.thing(f"Healer {one}") for one in range(5)]
    assert chose == [False, False, False, True, True]


@pytest.mark.parametrize(("attr", "value", "refusal"), [
    ("knows how", 0, "knows how"), ("person.chained", 1, "hands free"), ("person.situation", 0, "in need"),
])
def test_PHY_1_needs_skill_free_hands_and_need(attr: str, value: int, refusal: str) -> None:
    """Nobody overspends without knowing how to heal, in chains, or at home."""
    play = Play(leaf_with(overspenders([10.0, -20.0], 1)))
    for one, rule in enumerate(("heal beyond all means", "close a wound")):
        if attr == "knows how":
            play.put("knows", f"Healer {one}", 0, "field healing")
        else:
            play.put(attr, f"Healer {one}", value)
        assert refused(play, rule, one) in (refusal, "on duty or in need")


def test_PHY_1_everybody_who_was_schooled_holds_the_rule() -> None:
    """Each of a village's shinobi knows it and, before any lesson, none of its civilians but those who were told."""
    play = Play(shipped("leaf", 60, 7))
    play.live(HOUR)
    schooled = [p for p in play.all("person") if play.word("person.rank", p) != "civilian"]
    told = [p for p in play.all("person") if play.machine.tie("person>lore.knows", p, play.thing(RULE))]
    assert len(schooled) > 15
    assert set(schooled) <= set(told)
    civilians = set(play.all("person")) - set(schooled)
    assert len(civilians & set(told)) < len(civilians) / 4


def test_PHY_1_running_dry_stops_whatever_is_done() -> None:
    """A heart that stops for want of chakra ends the act, and is dead for good after the time of an arrest."""
    play = Play(shipped("leaf"))
    gather(play, "gate", IRUKA)
    play.machine.start(directed("walk to", play, p=IRUKA, to="coast"))
    assert play.machine.doing(play.thing(IRUKA))
    play.put(CHAKRA, IRUKA, 0.5)
    play.live(1)
    assert not play.machine.doing(play.thing(IRUKA))
    assert play.get("person.arrest", IRUKA)
    play.live(HOUR)
    assert not alive(play, IRUKA)
    assert play.count("run dry") == 1


def test_PHY_1_who_sleeps_does_not_sleep_on_when_the_heart_stops() -> None:
    """A sleeper without chakra is unconscious like anybody else, and a little chakra starts his heart again."""
    play = Play(shipped("leaf"))
    play.choose("person.mind", IRUKA, "asleep")
    play.put(CHAKRA, IRUKA, 0.5)
    play.live(1)
    assert play.word("person.mind", IRUKA) == "unconscious"
    play.live(2 * MINUTE)
    play.put(CHAKRA, IRUKA, 30)
    play.live(1)
    assert not play.get("person.arrest", IRUKA)


def directed(rule: str, play: Play, **roles: str) -> Directed:
    """An action to be begun without waiting for its end."""
    return Directed(f"action/{rule}", {name: play.thing(who) for name, who in roles.items()})


def test_PHY_1_healing_is_a_skill_of_the_person_and_not_of_the_rank() -> None:
    """C4: of two of one rank whoever has learned it closes the wound, and whoever has not can only bandage it."""
    for rank in ("genin", "jounin"):
        play = Play(leaf_with(overspenders([-20.0, -20.0], 1)))
        for one, knows in ((0, 1), (1, 0)):
            play.choose("person.rank", f"Healer {one}", rank)
            play.put("knows", f"Healer {one}", knows, "field healing")
            assert refused(play, "close a wound", one) == ("" if knows else "knows how")
            assert play.refused("bandage", helper=f"Healer {one}", patient=f"Friend {one}", w=f"gash {one}") == ""


def given_over(chakra: float, regard: float = 0.3, **values: str) -> Play:
    """Iruka, beside himself, has thrown himself on Kakashi, who is near the end; his chakra has gone over."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    gather(play, "hospital", IRUKA, KAKASHI, TSUNADE)
    for who in (IRUKA, KAKASHI):
        play.choose("person.situation", who, "hospital")
    play.put("person.lying", KAKASHI, 1)
    play.choose("person.mind", KAKASHI, "unconscious")
    play.put(CHAKRA, KAKASHI, 10)
    play.put(CHAKRA, IRUKA, chakra)
    play.put("person.self_regard", IRUKA, regard)
    play.put("person.surge", IRUKA, 1)
    assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
    play.live(1)
    return play


@pytest.mark.parametrize("chakra", [30.0, 60.0, 90.0])
def test_PHY_5_the_donor_is_left_just_above_the_fatal_band(chakra: float) -> None:
    """Whatever he had: next to nothing is left, he faints, wakes the same day, and is expected to recover."""
    play = given_over(chakra)
    before = share(play, KAKASHI)
    assert 0.02 < share(play, IRUKA) < 0.06
    assert before == pytest.approx((10 + chakra - float(play.get(CHAKRA, IRUKA))) / 200, abs=0.005)
    assert play.word("person.mind", IRUKA) == "unconscious"
    assert play.get("person.lying", IRUKA)
    assert play.get("person.steadiness", IRUKA) < 0.3
    assert play.get("person.donor", KAKASHI) == play.thing(IRUKA)
    assert play.get("person.given_at", KAKASHI) == play.machine.now - 1
    assert float(play.get("person.foreign", KAKASHI)) > 0.6
    assert play.act("examine", healer=TSUNADE, patient=IRUKA)
    assert play.word("person.outlook", IRUKA) == "slow_recovery"
    minds = []
    for _ in range(24):
        play.live(HOUR)
        minds.append(play.word("person.mind", IRUKA))
    assert alive(play, IRUKA)
    assert "awake" in minds, "he wakes the same day"


def test_PHY_5_afterwards_everything_costs_more() -> None:
    """Hollow on waking: the same wound takes three times the chakra, until the reserve is back."""
    spent = {}
    for drained in (True, False):
        play = given_over(60) if drained else Play(shipped("leaf"), 3)
        play.live(20 * HOUR)
        assert bool(play.get("person.hollow", IRUKA)) == drained
        gather(play, "hospital", IRUKA, KAKASHI)
        play.put("knows", IRUKA, 1, "field healing")
        play.choose("person.situation", IRUKA, "work")
        play.choose("person.mind", IRUKA, "awake")
        play.put(CHAKRA, IRUKA, 26)
        wound = wounded(play, KAKASHI)
        depth = float(play.get("wound.depth", wound))
        assert 40 * depth * 3 < 26
        assert play.act("close a wound", healer=IRUKA, patient=KAKASHI, w=wound)
        spent[drained] = (26 - float(play.get(CHAKRA, IRUKA))) / depth
        assert not play.get("wound.open", wound)
        assert play.get("wound.bleeding", wound) == 0
        assert play.get("wound.closed_by", wound) == play.thing(IRUKA)
        assert play.bond("saved_by", KAKASHI, IRUKA)
    assert spent[True] / spent[False] == pytest.approx(3, rel=0.2)


def wounded(play: Play, victim: str) -> int:
    """A shallow new wound of somebody who is in one place with the others."""
    play.put("person.place", "the Puppeteer", int(play.get("person.place", victim)))
    play.put("person.moved_by", TSUNADE, play.thing("the Puppeteer"))
    play.put("person.place", TSUNADE, int(play.get("person.place", victim)))
    known = set(play.all("wound"))
    for who in ("the Puppeteer", victim, TSUNADE):
        play.choose("person.mind", who, "awake")
    assert play.act("make slash", controller="the Puppeteer", puppet=TSUNADE, victim=victim, amounts={"depth": 0.15})
    return (set(play.all("wound")) - known).pop()


@pytest.mark.parametrize(("floor", "low", "high"), [("1 %", 0.008, 0.06), ("20 %", 0.19, 0.21)])
def test_PHY_5_what_a_body_keeps_is_a_parameter(floor: str, low: float, high: float) -> None:
    """The floor holds, whatever the share that is given."""
    assert low < share(given_over(90, donor_floor=floor, transfer_share="100 %"), IRUKA) < high


def opened(chakra: float, **values: str) -> Play:
    """Kakashi with so much chakra has opened the drawing eye."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    play.put(CHAKRA, KAKASHI, chakra)
    assert play.act("open the drawing eye", p=KAKASHI)
    play.live(1)
    return play


def test_PHY_7_open_it_draws_and_covered_it_does_not() -> None:
    """Two chakra a minute while it is open; none under the cover."""
    play = opened(160)
    assert float(play.get(CHAKRA, KAKASHI)) == pytest.approx(155, abs=0.2)
    play.live(20 * MINUTE)
    assert float(play.get(CHAKRA, KAKASHI)) == pytest.approx(115, abs=2)
    assert play.act("cover the drawing eye", p=KAKASHI)
    play.live(20 * MINUTE)
    assert float(play.get(CHAKRA, KAKASHI)) >= 115 - 2
    assert not play.get("person.eye_open", KAKASHI)


def test_PHY_7_near_nothing_opening_it_means_collapse() -> None:
    """Under what it draws the heart stops; with more he faints before that, the later the more there is."""
    minutes, stopped = [], []
    for chakra in (3.0, 6.0, 9.0, 40.0, 60.0, 90.0):
        play = opened(chakra)
        lasted = 0
        while play.word("person.mind", KAKASHI) == "awake" and lasted < 60:
            play.live(MINUTE)
            lasted += 1
        minutes.append(lasted)
        stopped.append(bool(play.get("person.arrest", KAKASHI)))
        assert play.word("person.mind", KAKASHI) == "unconscious"
        assert play.get("person.lying", KAKASHI)
        assert play.get("person.steadiness", KAKASHI) < 0.3
        play.live(1)
        assert not play.get("person.eye_open", KAKASHI)
        play.live(HOUR)
        assert alive(play, KAKASHI) != stopped[-1]
    assert minutes == sorted(minutes)
    assert minutes[0] == 0
    assert minutes[-1] > 20
    assert stopped == [True, True, True, False, False, False]
    covered = Play(shipped("leaf"), 3)
    covered.put(CHAKRA, KAKASHI, 12.0)
    covered.live(HOUR)
    assert alive(covered, KAKASHI)
    assert not covered.get("person.arrest", KAKASHI)


def test_PHY_7_it_throbs_when_the_reserve_is_low_and_is_shut_off_duty() -> None:
    """Pain comes below the level, and whoever decides for himself off duty covers it."""
    assert opened(190).get(PAIN, KAKASHI) == 0
    assert opened(50).get(PAIN, KAKASHI) == pytest.approx(0.35, abs=0.01)
    for situation, shut in (("home", True), ("leisure", True), ("hospital", True), ("danger", False)):
        play = opened(190)
        play.choose("person.situation", KAKASHI, situation)
        play.machine.autonomy = True
        play.live(2 * HOUR if shut else 2 * MINUTE)
        assert bool(play.get("person.eye_open", KAKASHI)) != shut
    throbbing = opened(50)
    throbbing.choose("person.situation", KAKASHI, "danger")
    throbbing.machine.autonomy = True
    throbbing.live(2 * MINUTE)
    assert not throbbing.get("person.eye_open", KAKASHI)


@pytest.mark.parametrize(("drain", "minutes"), [("0.1 chakra/min", 0.1), ("10 chakra/min", 10)])
def test_PHY_7_the_drain_is_a_parameter(drain: str, minutes: float) -> None:
    """C5: from ruinous to hardly noticeable."""
    play = opened(180, eye_drain=drain, eye_opening="0 chakra", eye_aches_below="100 %")
    assert play.get(PAIN, KAKASHI) > 0.3
    play.live(10 * MINUTE)
    assert 180 - float(play.get(CHAKRA, KAKASHI)) == pytest.approx(10 * minutes, rel=0.1, abs=0.3)


@pytest.mark.parametrize(("price", "taken"), [("0 chakra", 0.0), ("20 chakra", 20.0)])
def test_PHY_7_a_look_through_it_has_a_price_of_its_own(price: str, taken: float) -> None:
    """C5: watching may cost nothing (001) or much; either way he then knows what the other has left."""
    play = Play(leaf_with(parameters(eye_watching=price)), 3)
    gather(play, "market", IRUKA, KAKASHI)
    for left in (20.0, 70.0):
        play.put(CHAKRA, KAKASHI, 100)
        play.put(CHAKRA, IRUKA, left)
        assert play.act("look through the drawing eye", p=KAKASHI, other=IRUKA)
        held = play.machine.held(play.thing(KAKASHI), "person.chakra", [play.thing(IRUKA)])
        assert float(held.value) == pytest.approx(left, abs=0.5)
        assert float(play.get(CHAKRA, KAKASHI)) == pytest.approx(100 - taken, abs=0.5)
    assert play.refused("look through the drawing eye", p=KAKASHI, other=KAKASHI) == "not oneself"
    assert play.refused("look through the drawing eye", p=IRUKA, other=KAKASHI) == "has one"
    assert play.act("open the drawing eye", p=KAKASHI)
    assert play.refused("look through the drawing eye", p=KAKASHI, other=IRUKA) == "covered"


def test_PHY_7_only_who_has_one_opens_it() -> None:
    """And only once."""
    play = opened(100)
    assert play.refused("open the drawing eye", p=KAKASHI) == "covered"
    assert play.refused("open the drawing eye", p=IRUKA) == "has one"
