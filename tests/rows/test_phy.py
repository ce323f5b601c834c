"""PHY-1 to PHY-9: the reserve, what spends it, what eats it, and how it comes back."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed
from kizuna.world.luck import stable

from .leaf import leaf_with, parameters, patients
from .support import DAY, HOUR, MINUTE, Play, shipped

KAKASHI, IRUKA, TSUNADE = "Hatake Kakashi", "Umino Iruka", "Tsunade"
CHAKRA, CAPACITY, PAIN = "person.chakra", "person.capacity", "person.pain"
RULE = "that overspending kills"


def alive(play: Play, who: str) -> bool:
    """Whether somebody lives."""
    return bool(play.get("person.alive", who))


def share(play: Play, who: str) -> float:
    """What is left of somebody's reserve."""
    return float(play.get(CHAKRA, who)) / float(play.get(CAPACITY, who))


def gather(play: Play, place: str, *people: str) -> None:
    """Puts people into one place."""
    for who in people:
        play.put("person.place", who, play.thing(place))


# PHY-1


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


def test_PHY_4_a_remedy_that_nobody_knows_is_none() -> None:
    """C2: the same stalled patient beside the same friend; only what the friend has learned makes the difference."""
    lives = {}
    for knows in (1, 0):
        play, _ = dosed(0)
        play.put("knows", KAKASHI, knows, "the chakra transfer")
        play.put(CHAKRA, KAKASHI, 60)
        lives[knows] = play.refused("pour chakra", giver=KAKASHI, receiver="Patient 0")
    assert lives == {1: "", 0: "knows the technique"}


# PHY-2

SWEEP = [0.5, 1.5, 3.0, 4.0, 6.0, 8.0, 10.0, 13.0, 20.0]
EACH = 12


@pytest.fixture(scope="module")
def band() -> tuple[list[int], list[str]]:
    """Of patients with one sort of wound, by reserve at admission: how many of 12 live after three days, and what was
    said of one of them after two hours."""
    play = Play(leaf_with(patients(SWEEP, [30] * len(SWEEP), EACH)), 3)
    play.live(2 * HOUR)
    said = []
    for number in range(0, EACH * len(SWEEP), EACH):
        play.act("examine", healer=TSUNADE, patient=f"Patient {number}")
        said.append(play.word("person.outlook", f"Patient {number}"))
    play.live(3 * DAY)
    lived = [sum(alive(play, f"Patient {n * EACH + k}") for k in range(EACH)) for n in range(len(SWEEP))]
    return lived, said


def test_PHY_2_three_regimes_with_a_steep_middle(band: tuple[list[int], list[str]]) -> None:
    """Fatal below, safe above, and in between the odds climb from nothing to almost all within a few per cent."""
    lived = dict(zip(SWEEP, band[0], strict=True))
    assert lived[0.5] == lived[1.5] == 0
    assert lived[13.0] == lived[20.0] == EACH
    assert lived[3.0] <= lived[4.0] <= lived[6.0] <= lived[8.0] <= lived[10.0]
    assert 1 <= lived[8.0] <= EACH - 1
    assert lived[10.0] - lived[6.0] >= EACH / 2
    assert lived[4.0] == 0


def test_PHY_2_nobody_can_say_in_the_middle_only(band: tuple[list[int], list[str]]) -> None:
    """The healers' word is "uncertain" inside the band and nowhere else."""
    said = dict(zip(SWEEP, band[1], strict=True))
    assert [level for level in SWEEP if said[level] == "uncertain"] == [3.0, 4.0, 6.0, 8.0, 10.0]
    assert said[0.5] == said[1.5] == "dead_or_dying"
    assert said[13.0] in ("quick_recovery", "slow_recovery")


def test_PHY_2_without_wounds_the_same_depth_is_safe() -> None:
    """The danger is a low level together with a slope that is too low."""
    play = Play(leaf_with(patients([1.5, 6.0, 8.0], [0, 0, 0], 5)), 3)
    play.live(4 * DAY)
    assert all(alive(play, f"Patient {number}") for number in range(15))
    assert {play.word("person.reserve", f"Patient {number}") for number in range(15)} <= {"critical", "recovering"}


def test_PHY_2_the_body_holds_for_a_while_whatever_the_level() -> None:
    """The first crisis comes hours after the reserve gave out, late in a stay as well as at its beginning."""
    play = Play(leaf_with(patients([50.0] * 8, [30] * 8)), 3)
    play.live(2 * DAY)
    for number in range(8):
        play.put(CHAKRA, f"Patient {number}", 3.0)
    play.live(5 * HOUR)
    assert {play.word("person.reserve", f"Patient {number}") for number in range(8)} == {"stalled"}
    play.live(DAY)
    assert "ebbing" in {play.word("person.reserve", f"Patient {number}") for number in range(8)}


@pytest.mark.parametrize(("values", "word"), [
    ({}, "stalled"), ({"healing_competes": "0"}, "critical"), ({"stalling_wounds": "50 %"}, "critical"),
    ({"critical_level": "4 %", "fatal_level": "1 %"}, "ample"),
])
def test_PHY_2_what_next_to_nothing_means_is_a_switch(values: dict[str, str], word: str) -> None:
    """C1: the same patient hangs in the balance (000), needs weeks (001), or is a case like others (003)."""
    play = Play(leaf_with(patients([8.0], [30]) + "\n" + parameters(**values)), 3)
    play.live(HOUR)
    assert play.word("person.reserve", "Patient 0") == word


# PHY-3


def gained(play: Play, who: str, span: int) -> float:
    """By how much a reserve rises in a time, per day."""
    before = share(play, who)
    play.live(span)
    return (share(play, who) - before) / (span / DAY)


def test_PHY_3_healing_eats_recovery() -> None:
    """The same depletion: no slope with open wounds however deep, a clear one without; treatment gives it back."""
    depths = [0, 1, 10, 25, 40]
    play = Play(leaf_with(patients([10.5] * 5, depths)), 3)
    play.live(HOUR)
    slopes = {}
    for number, depth in enumerate(depths):
        other = Play(play.world, 3)
        other.live(HOUR)
        slopes[depth] = gained(other, f"Patient {number}", 12 * HOUR)
    assert slopes[0] > 0.04
    assert slopes[1] > 0.03
    assert all(abs(slopes[depth]) < 0.001 for depth in depths[2:])
    gather(play, "hospital", TSUNADE)
    play.choose("person.situation", TSUNADE, "work")
    assert play.word("person.reserve", "Patient 3") == "stalled"
    assert play.act("close a wound", healer=TSUNADE, patient="Patient 3", w="wound 3")
    assert play.word("person.reserve", "Patient 3") == "critical"
    assert gained(play, "Patient 3", DAY) > 0.04
    assert gained(play, "Patient 4", DAY) < 0.001


def test_PHY_3_what_is_spent_in_that_state_does_not_come_back() -> None:
    """A little given is eaten again; a little taken is gone."""
    play = Play(leaf_with(patients([9.0], [30])), 3)
    play.live(HOUR)
    play.put(CHAKRA, "Patient 0", 11.0)
    play.live(6 * HOUR)
    assert share(play, "Patient 0") == pytest.approx(0.09, abs=0.003)


@pytest.mark.parametrize(("switch", "slope"), [("1", False), ("0", True)])
def test_PHY_3_the_competition_can_be_switched_off(switch: str, slope: bool) -> None:
    """C1: a world in which the wounded regain chakra as others do."""
    play = Play(leaf_with(patients([8.0], [30]) + "\n" + parameters(healing_competes=switch)), 3)
    assert (gained(play, "Patient 0", DAY) > 0.04) == slope


# PHY-4


def dosed(parts: int, after: int = HOUR, tired: float = 0.2, **values: str) -> tuple[Play, float]:
    """A stalled patient who is given 10 chakra in so many parts, four hours apart; and the pain before the last."""
    text = patients([9.0], [30], more=", mind: unconscious, steadiness: 30 %, self_regard: 50 %")
    play = Play(leaf_with(text + ("\n" + parameters(**values) if values else "")), 3)
    gather(play, "hospital", KAKASHI)
    play.put("knows", KAKASHI, 1, "the chakra transfer")
    play.put("care", KAKASHI, 0.9, "Patient 0")
    play.put("wound.ache", "wound 0", 0.2)
    play.live(after)
    play.put("person.tiredness", "Patient 0", tired)
    pain = 0.0
    for _ in range(parts):
        play.put(CHAKRA, KAKASHI, 20)
        pain = float(play.get(PAIN, "Patient 0"))
        assert play.act("pour chakra", giver=KAKASHI, receiver="Patient 0", amounts={"dose": 10 / parts})
        if parts > 1:
            play.live(4 * HOUR - MINUTE)
    return play, pain


def test_PHY_4_only_a_bolus_restarts_the_flow() -> None:
    """Equal totals in 1, 2, 5 and 10 parts: only the one large dose crosses the restart level."""
    crossed = {}
    for parts in (1, 2, 5, 10):
        play, _ = dosed(parts)
        crossed[parts] = play.word("person.reserve", "Patient 0") == "recovering"
        assert crossed[parts] == (play.count("circulation restarts") == 1)
    assert crossed == {1: True, 2: False, 5: False, 10: False}


def test_PHY_4_the_patient_is_alert_within_moments_and_as_sore_as_before() -> None:
    """After the bolus he is awake; his wound and his pain are what they were."""
    play, pain = dosed(1)
    play.live(MINUTE)
    assert play.word("person.mind", "Patient 0") == "awake"
    assert float(play.get(PAIN, "Patient 0")) == pytest.approx(pain, rel=0.1)
    assert play.get("wound.open", "wound 0")
    assert play.get("wound.depth", "wound 0") == 0.3
    drip, _ = dosed(10)
    assert drip.word("person.mind", "Patient 0") != "awake"
    assert share(drip, "Patient 0") < 0.12


def test_PHY_4_a_bolus_wakes_the_tired_as_well() -> None:
    """It reaches whoever would otherwise pass from the faint into sleep."""
    for parts, minds in ((1, {"awake"}), (10, {"unconscious", "asleep"})):
        play, _ = dosed(parts, after=9 * HOUR, tired=0.7)
        play.live(MINUTE)
        assert play.word("person.mind", "Patient 0") in minds


def test_PHY_4_who_has_enough_left_needs_no_bolus() -> None:
    """Only below the critical level do wounds eat what is regained."""
    play = Play(leaf_with(patients([50.0, 20.0, 11.0], [30, 30, 30])), 3)
    play.live(3 * HOUR)
    words = [play.word("person.reserve", f"Patient {number}") for number in range(3)]
    assert words == ["ample", "ample", "stalled"]
    assert gained(play, "Patient 0", DAY) > 0.05


def test_PHY_4_a_small_gift_is_eaten_within_hours_and_not_at_once() -> None:
    """An hour later more than half of it is still there, a day later none."""
    play = Play(leaf_with(patients([9.0], [30])), 3)
    play.live(HOUR)
    play.put(CHAKRA, "Patient 0", 12.0)
    play.live(HOUR)
    assert 10.5 < float(play.get(CHAKRA, "Patient 0")) < 11.5
    play.live(DAY)
    assert float(play.get(CHAKRA, "Patient 0")) < 9.1


def test_PHY_4_the_restart_level_is_a_parameter() -> None:
    """Where it is high the same bolus is not large enough; where it is low a drip would do."""
    assert dosed(1, restart_level="40 %")[0].word("person.reserve", "Patient 0") == "stalled"
    assert dosed(2, restart_level="12 %", critical_level="10 %")[0].count("circulation restarts") == 1


def test_PHY_4_a_giver_gives_what_he_has_to_somebody_dearer_than_himself() -> None:
    """The dose leaves one and arrives in the other; it takes the technique, reach and love."""
    play, _ = dosed(1)
    play.put(CHAKRA, KAKASHI, 100)
    before = share(play, "Patient 0")
    assert play.act("pour chakra", giver=KAKASHI, receiver="Patient 0", amounts={"dose": 20})
    assert float(play.get(CHAKRA, KAKASHI)) == pytest.approx(80, abs=1)
    assert share(play, "Patient 0") - before == pytest.approx(0.2, abs=0.01)
    assert play.bond("saved_by", "Patient 0", KAKASHI)
    assert play.bond("knows", "Patient 0", "that chakra can be given")
    for attr, of, value, refusal in (
        ("care", KAKASHI, 0.1, "love outweighs self"), ("knows", KAKASHI, 0, "knows the technique"),
    ):
        other = play.machine.copy()
        play.put(attr, of, value, "Patient 0" if attr == "care" else "the chakra transfer")
        assert play.refused("pour chakra", giver=KAKASHI, receiver="Patient 0") == refusal
        play.machine = other
    gather(play, "coast", KAKASHI)
    assert play.refused("pour chakra", giver=KAKASHI, receiver="Patient 0") == "in reach"


# PHY-5


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
    play.live(14 * HOUR)
    assert alive(play, IRUKA)
    assert play.word("person.mind", IRUKA) != "unconscious"


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


# PHY-6


def believes(play: Play, holder: str) -> tuple[str, int, float]:
    """What somebody holds of whose chakra runs in him."""
    held = play.machine.held(play.thing(holder), "person.donor", [play.thing(holder)])
    return held.status, int(held.value), held.certainty


def poured(dose: float, care: float = 0.6, asleep: int = 0) -> Play:
    """Iruka has poured chakra into Kakashi, who slept the time given and then woke."""
    play = Play(shipped("leaf"), 3)
    gather(play, "hospital", IRUKA, KAKASHI)
    play.put("knows", IRUKA, 1, "the chakra transfer")
    play.put("care", IRUKA, 0.9, KAKASHI)
    play.put("care", KAKASHI, care, IRUKA)
    play.put(CHAKRA, KAKASHI, 40)
    play.choose("person.mind", KAKASHI, "asleep")
    play.put("person.tiredness", KAKASHI, 1)
    assert play.act("pour chakra", giver=IRUKA, receiver=KAKASHI, amounts={"dose": dose})
    assert float(play.get(CHAKRA, KAKASHI)) == pytest.approx(40 + dose, abs=1)
    for _ in range(asleep // (4 * HOUR)):
        play.live(4 * HOUR)
        play.put("person.tiredness", KAKASHI, 1)
    play.choose("person.mind", KAKASHI, "awake")
    return play


def test_PHY_6_the_receiver_knows_whose_it_is_though_nobody_tells_him() -> None:
    """First he wonders; an hour later he knows, and surer the larger the gift was."""
    sure = []
    for dose in (15.0, 30.0, 60.0):
        play = poured(dose)
        play.live(1)
        assert believes(play, KAKASHI)[0] == "open"
        assert play.counts(IRUKA).get("tell whose chakra", 0) == 0
        play.live(HOUR)
        status, giver, certainty = believes(play, KAKASHI)
        assert (status, giver) == ("known", play.thing(IRUKA))
        sure.append(certainty)
    assert sure == sorted(sure)
    assert sure[-1] - sure[0] > 0.2


def test_PHY_6_it_takes_a_while_to_know_whose_it_is() -> None:
    """Late in a life as well: half an hour after the gift he still wonders, an hour after it he knows."""
    play = Play(shipped("leaf"), 3)
    play.live(5 * HOUR)
    gather(play, "hospital", IRUKA, KAKASHI)
    play.put("knows", IRUKA, 1, "the chakra transfer")
    for giver, receiver in ((IRUKA, KAKASHI), (KAKASHI, IRUKA)):
        play.put("care", giver, 0.9, receiver)
        play.choose("person.mind", giver, "awake")
    play.put(CHAKRA, KAKASHI, 40)
    play.choose("person.mind", KAKASHI, "asleep")
    play.put("person.tiredness", KAKASHI, 1)
    assert play.act("pour chakra", giver=IRUKA, receiver=KAKASHI, amounts={"dose": 40})
    play.choose("person.mind", KAKASHI, "awake")
    assert play.bond("saved_by", KAKASHI, IRUKA)
    assert play.bond("knows", KAKASHI, "that chakra can be given")
    play.live(30 * MINUTE)
    assert believes(play, KAKASHI)[0] == "open"
    play.live(30 * MINUTE)
    assert believes(play, KAKASHI)[0] == "known"


def test_PHY_6_a_strangers_flow_stays_a_riddle() -> None:
    """It feels foreign all the same; but to attribute it one has to know the giver."""
    play = poured(40, care=0.1)
    play.live(3 * HOUR)
    assert believes(play, KAKASHI)[0] == "open"


def test_PHY_6_the_signature_fades() -> None:
    """It gets weaker day by day, and who sleeps until then never feels it."""
    play = poured(40)
    felt = []
    for _ in range(4):
        felt.append(float(play.get("person.foreign", KAKASHI)))
        play.live(3 * DAY)
    assert felt == sorted(felt, reverse=True)
    assert felt[0] > 0.45
    assert felt[-1] < 0.05
    late = poured(40, asleep=9 * DAY)
    late.live(HOUR)
    assert believes(late, KAKASHI)[0] == "none"


def test_PHY_6_nobody_feels_his_own_chakra_as_foreign() -> None:
    """Without a gift there is nothing to wonder about."""
    play = Play(shipped("leaf"), 3)
    play.live(3 * HOUR)
    assert believes(play, KAKASHI)[0] == "none"


# PHY-7


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


# PHY-8

SIGNS = ["grow winded", "hands go cold", "begin to reel", "stagger", "faint"]


def signs_of(steps: int, capacity: float, hours: float) -> list[str]:
    """In which order the signs come while a reserve is spent in so many steps."""
    play = Play(shipped("leaf"), 3)
    play.put(CAPACITY, IRUKA, capacity)
    play.put(CHAKRA, IRUKA, capacity)
    order = []
    for step in range(1, steps + 1):
        play.put(CHAKRA, IRUKA, capacity * (1 - 0.95 * step / steps))
        order += in_order(play)
        play.live(hours * HOUR)
        order += in_order(play)
    return [sign for sign in order if sign in SIGNS]


def in_order(play: Play) -> list[str]:
    """The names of what was recorded since the last time, in order."""
    names = {stable(rule.id): rule.name for rule in play.world.rules.values()}
    ints, _ = play.machine.drain()
    found, cut = [], 0
    while cut < len(ints):
        found.append(names.get(ints[cut + 3], ""))
        cut += ints[cut]
    return found


@pytest.mark.parametrize(("steps", "capacity", "hours"), [(1, 90, 1), (3, 40, 0.2), (10, 200, 0.1), (30, 90, 0.05)])
def test_PHY_8_the_signs_come_in_one_order(steps: int, capacity: float, hours: float) -> None:
    """Spent at once or little by little, by the strong and by the weak."""
    assert signs_of(steps, capacity, hours) == SIGNS


def test_PHY_8_half_way_only_the_first_signs_have_come() -> None:
    """Each has its level, and they go when the reserve is back."""
    play = Play(shipped("leaf"), 3)
    for left, worn in ((0.5, "fresh"), (0.25, "winded"), (0.15, "cold_handed"), (0.08, "reeling")):
        play.put(CHAKRA, IRUKA, 90 * left)
        play.live(1)
        assert play.word("person.worn", IRUKA) == worn
    assert play.get("person.flagging", IRUKA)
    play.live(5 * HOUR)
    assert play.word("person.mind", IRUKA) != "unconscious"
    assert play.get("person.hollow", IRUKA)
    play.put(CHAKRA, IRUKA, 50)
    play.live(1)
    assert play.word("person.worn", IRUKA) == "fresh"
    assert not play.get("person.hollow", IRUKA)
    assert not play.get("person.flagging", IRUKA)


def test_PHY_8_a_touch_gives_a_rough_estimate() -> None:
    """Many hands: right on the whole, wrong one by one, and never further off than the parameter says."""
    play = Play(shipped("leaf", 60, 7), 3)
    hands = [p for p in play.all("person") if p != play.thing(KAKASHI) and play.get(CAPACITY, p) >= 20]
    mean = []
    for chakra in (20.0, 80.0, 160.0):
        play.put(CHAKRA, KAKASHI, chakra)
        felt = []
        for hand in hands:
            play.put("person.place", hand, int(play.get("person.place", KAKASHI)))
            assert play.act("lay a hand on", p=hand, x=KAKASHI)
            held = play.machine.held(hand, "person.chakra", [play.thing(KAKASHI)])
            felt.append(float(held.value) / float(play.get(CHAKRA, KAKASHI)))
        assert sum(felt) / len(felt) == pytest.approx(1, abs=0.08)
        assert max(felt) - min(felt) > 0.3
        assert min(felt) >= 0.69
        assert max(felt) <= 1.31
        mean.append(sum(felt) / len(felt) * chakra)
    assert mean == sorted(mean)
    assert play.refused("lay a hand on", p=KAKASHI, x=KAKASHI) == "not oneself"
    play.put(CAPACITY, IRUKA, 10)
    assert play.refused("lay a hand on", p=IRUKA, x=KAKASHI) == "has chakra of his own to feel with"


# PHY-9


def back_after(left: float, **values: str) -> float:
    """After how many days somebody unhurt with so much left may pass the test for the field; 100 if not by then."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    play.put(CHAKRA, IRUKA, 90 * left)
    play.live(HOUR)
    for day in range(100):
        play.live(11 * HOUR if day == 0 else DAY)
        if play.word("person.fitness", IRUKA) == "full_duty" or not play.refused("pass the field test", p=IRUKA):
            return day
    return 100


def test_PHY_9_recovery_to_full_duty_takes_weeks() -> None:
    """Three to seven weeks after near-fatal spending, a day or two after a hard day."""
    near_fatal = [back_after(left) for left in (0.03, 0.06, 0.10)]
    assert all(21 <= days <= 45 for days in near_fatal)
    assert near_fatal == sorted(near_fatal, reverse=True)
    assert back_after(0.3) <= 3
    assert back_after(0.05, slow_recovery_time="4 days") < 14 < 60 < back_after(0.05, slow_recovery_time="6 weeks")
    assert back_after(0.05, field_level="50 %") < back_after(0.05) - 7


def test_PHY_9_the_class_follows_the_reserve_and_not_the_calendar() -> None:
    """A reserve that is filled in the first week brings him back in the first week."""
    play = Play(shipped("leaf"), 3)
    clerk = "Hagane Kotetsu"
    gather(play, "mission desk", KAKASHI, clerk)
    seen = []
    for left in (1, 0.05, 0.2, 0.92):
        play.put(CHAKRA, KAKASHI, 200 * left)
        play.live(12 * HOUR)
        seen.append((play.word("person.fitness", KAKASHI), bool(play.get("person.grounded", KAKASHI))))
    assert seen == [
        ("full_duty", False), ("no_duty", True), ("light_duty", True), ("light_duty", True),
    ]
    play.choose("person.situation", KAKASHI, "work")
    play.choose("person.mind", KAKASHI, "awake")
    play.live((9 - (play.machine.now // HOUR + 6) % 24) % 24 * HOUR)
    play.choose("person.mind", KAKASHI, "awake")
    assert play.refused("pass the field test", p=KAKASHI) == ""
    assert play.act("pass the field test", p=KAKASHI)
    assert play.word("person.fitness", KAKASHI) == "full_duty"
    assert not play.get("person.grounded", KAKASHI)
    assert play.refused("pass the field test", p=KAKASHI) == "grounded"


def test_PHY_9_light_duty_is_work_in_the_village_and_no_mission() -> None:
    """The recovering go to work, but are not fit to be sent out."""
    play = Play(shipped("leaf"), 3)
    play.put(CHAKRA, KAKASHI, 10)
    play.live(MINUTE)
    play.put(CHAKRA, KAKASHI, 60)
    play.live(2 * HOUR)
    assert play.value("if fit(p) then 1 else 0", p=KAKASHI) == 0
    assert play.refused("pass the field test", p=KAKASHI) == "strength back"
    play.choose("person.mind", KAKASHI, "awake")
    assert play.refused("go to work", p=KAKASHI) == ""


@pytest.mark.parametrize(("values", "state", "faster"), [
    ({"regain_asleep": "300 %"}, "asleep", 1), ({"regain_hungry": "20 %"}, "hungry", -1),
    ({"regain_by_age": "0.05"}, "old", -1), ({}, "asleep", 0), ({}, "hungry", 0), ({}, "old", 0),
])
def test_PHY_9_what_else_recovery_hangs_on_is_open(values: dict[str, str], state: str, faster: int) -> None:
    """Sleep, food and age: no story says it, so nothing hangs on them unless a world says so."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    plain = Play(play.world, 3)
    for each in (play, plain):
        each.put(CHAKRA, IRUKA, 40)
    if state == "asleep":
        play.choose("person.mind", IRUKA, "asleep")
        play.put("person.tiredness", IRUKA, 1)
    elif state == "hungry":
        play.put("person.hunger", IRUKA, 0.9)
    else:
        play.put("person.age", IRUKA, 70)
    gains = [gained(each, IRUKA, 2 * HOUR) for each in (play, plain)]
    assert (gains[0] > 1.05 * gains[1]) == (faster > 0)
    assert (gains[0] < 0.95 * gains[1]) == (faster < 0)
