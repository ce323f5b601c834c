"""PHY-2, PHY-3, PHY-4 and PHY-9: what eats the reserve, and how it comes back."""

from __future__ import annotations

import pytest

from .energies import CHAKRA, IRUKA, KAKASHI, PAIN, TSUNADE, alive, gather, share
from .leaf import leaf_with, parameters, patients
from .support import DAY, HOUR, MINUTE, Play, shipped


def test_PHY_4_a_remedy_that_nobody_knows_is_none() -> None:
    """C2: the same stalled patient beside the same friend; only what the friend has learned makes the difference."""
    lives = {}
    for knows in (1, 0):
        play, _ = dosed(0)
        play.put("knows", KAKASHI, knows, "the chakra transfer")
        play.put(CHAKRA, KAKASHI, 60)
        lives[knows] = play.refused("pour chakra", giver=KAKASHI, receiver="Patient 0")
    assert lives == {1: "", 0: "knows the technique"}


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
    assert play.count("ebb away") == 0


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
    for parts, minds in ((1, {"awake"}), (2, {"unconscious", "asleep"}), (4, {"unconscious", "asleep"})):
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


def back_after(left: float, **values: str) -> float:
    """After how many days somebody unhurt with so much left may pass the test for the field; 100 if not by then."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    play.put(CHAKRA, IRUKA, 90 * left)
    play.live(HOUR)
    for day in range(100):
        play.live(11 * HOUR if day == 0 else DAY)
        if play.word("person.fitness", IRUKA) == "full_duty" or not play.refused("go to the field test", p=IRUKA):
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


def test_PHY_9_MIS_15_the_class_follows_the_reserve_and_not_the_calendar() -> None:
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
    assert play.act("go to the field test", p=KAKASHI), play.refused("go to the field test", p=KAKASHI)
    play.put("person.tiredness", KAKASHI, 0)
    test = {"p": KAKASHI, "healer": "Tsunade"}
    gather(play, "hospital", "Tsunade")
    play.choose("person.mind", "Tsunade", "awake")
    play.choose("person.situation", "Tsunade", "work")
    assert play.act("take the field test", "passes", **test), play.refused("take the field test", **test)
    assert play.word("person.fitness", KAKASHI) == "full_duty"
    assert not play.get("person.grounded", KAKASHI)
    assert play.refused("take the field test", **test) == "grounded"


def test_PHY_9_light_duty_is_work_in_the_village_and_no_mission() -> None:
    """The recovering go to work, but are not fit to be sent out."""
    play = Play(shipped("leaf"), 3)
    play.put(CHAKRA, KAKASHI, 10)
    play.live(MINUTE)
    play.put(CHAKRA, KAKASHI, 60)
    play.live(2 * HOUR)
    assert play.value("if fit(p) then 1 else 0", p=KAKASHI) == 0
    assert play.refused("go to the field test", p=KAKASHI) == "feels fit"
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
