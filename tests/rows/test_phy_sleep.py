"""PHY-10 and PHY-11: lost sleep, and comrades who notice what somebody is spent."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .bodies import CHAKRA, DEBT, IRUKA, KAKASHI, MIND, STRESS, TIRED, together
from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, Play, shipped, town

SLEEPER = "cast:\n  Ann: {is: person, place: sickroom, home: sickroom}\n"


@pytest.mark.parametrize(("upper", "lower", "swing", "onsets"), [
    (67, 17, 12, 48), (75, 9, 7, 36), (75, 50, 7, 72), (75, 58, 7, 96),
])
def test_PHY_10_sleep_comes_as_often_as_published(upper: int, lower: int, swing: int, onsets: int) -> None:
    """The two-process model's onsets in 48 days for four sets of gates (npj Biological Timing and Sleep 2025)."""
    gates = parameters(sleep_gate=f"{upper} %", wake_gate=f"{lower} %", gate_swing=f"{swing} %")
    play = Play(town(SLEEPER + gates, "body"))
    play.live(DAY)
    play.counts()
    play.live(48 * DAY)
    assert play.count("sleep overtakes") == onsets


def test_PHY_10_a_night_is_as_long_as_published() -> None:
    """7.94 hours with the default gates; by day he is on his feet again, and in a sickbed he stays down."""
    play = Play(town(SLEEPER, "body"))
    play.live(5 * DAY)
    spans, was, began = [], True, 0
    for _ in range(4 * 24 * 20):
        play.live(3 * MINUTE)
        asleep = play.word(MIND, "Ann") == "asleep"
        assert bool(play.get("person.lying", "Ann")) == asleep
        if asleep and not was:
            began = play.machine.now
        elif was and not asleep and began:
            spans.append((play.machine.now - began) / HOUR)
        was = asleep
    assert len(spans) >= 3
    assert all(7.8 <= span <= 8.1 for span in spans)
    play.choose("person.situation", "Ann", "hospital")
    play.live(2 * DAY)
    assert play.get("person.lying", "Ann")


def nightly(play: Play, hours: float, nights: int) -> None:
    """Lives so many days with so many hours of sleep."""
    for _ in range(nights):
        play.choose(MIND, "Ann", "awake")
        play.choose("person.situation", "Ann", "work")
        play.live((24 - hours) * HOUR)
        play.choose(MIND, "Ann", "asleep")
        play.put(TIRED, "Ann", 1)
        play.live(hours * HOUR)


def test_PHY_10_short_nights_add_up_to_sleepless_ones() -> None:
    """Six hours a night for two weeks come near two nights without; eight hours come to nothing (Van Dongen 2003)."""
    debts = {}
    for hours, nights in ((8.2, 14), (6.0, 14), (4.0, 14), (0.0, 2)):
        play = Play(town(SLEEPER + parameters(sleep_constant="6 h"), "body"))
        play.put(DEBT, "Ann", 0)
        nightly(play, hours, nights) if hours else sleepless(play, nights)
        debts[hours] = float(play.get(DEBT, "Ann")) / HOUR
    assert debts[8.2] < 4
    assert 0.6 < debts[6.0] / (48 * 0.34) < 2.2
    assert debts[4.0] > debts[6.0] + 10


def sleepless(play: Play, nights: int) -> None:
    """Keeps somebody awake."""
    play.choose("person.situation", "Ann", "work")
    play.live(nights * DAY)


def arrival(rule: str) -> tuple[Play, float]:
    """Kakashi has come home from the far islands; and after how many hours."""
    play = Play(leaf_with("roads:\n  - {between: [far islands, Kakashi's flat], length: 800 km, modes: [direct]}"), 3)
    play.put("person.place", KAKASHI, play.thing("far islands"))
    play.put(TIRED, KAKASHI, 0.1)
    began = play.machine.now
    assert play.act(rule, p=KAKASHI, to="Kakashi's flat")
    return play, (play.machine.now - began) / HOUR


def test_PHY_10_who_runs_through_is_home_earlier_by_the_nights() -> None:
    """Three camps of nine hours less; but he is fit only for sleep, and hears nobody."""
    through, fast = arrival("run to")
    paced, slow = arrival("travel to")
    assert slow - fast == pytest.approx(27, abs=0.1)
    assert not paced.get("person.paced", KAKASHI)
    assert float(through.get(TIRED, KAKASHI)) > 0.85 > 0.55 > float(paced.get(TIRED, KAKASHI))
    assert through.get(DEBT, KAKASHI) > paced.get(DEBT, KAKASHI) + 8 * HOUR
    assert through.value("attention(p)", p=KAKASHI) < paced.value("attention(p)", p=KAKASHI) - 0.05
    through.live(20 * MINUTE)
    paced.live(20 * MINUTE)
    assert through.word(MIND, KAKASHI) == "asleep"
    assert through.get("person.lying", KAKASHI)
    assert paced.word(MIND, KAKASHI) == "awake"


def test_PHY_10_a_journey_that_is_broken_off_ends_the_pacing() -> None:
    """Whoever does not go on does not camp."""
    play = Play(shipped("leaf"), 3)
    play.put("person.place", KAKASHI, play.thing("far islands"))
    roles = {"p": play.thing(KAKASHI), "to": play.thing("gate")}
    play.machine.start(Directed("action/travel to", roles))
    assert play.get("person.paced", KAKASHI)
    play.live(HOUR)
    play.put(CHAKRA, KAKASHI, 0.1)
    play.live(1)
    assert not play.get("person.paced", KAKASHI)


def test_PHY_10_the_sleepless_do_not_hear() -> None:
    """Attention falls with each hour of debt until a call is not heard and no talk is begun."""
    attention, heard = [], []
    for hours in (3, 10, 20, 40, 80):
        play = Play(shipped("leaf"), 3)
        together(play, "market", "leisure", KAKASHI, IRUKA)
        play.put(DEBT, IRUKA, hours * HOUR)
        play.put("person.loneliness", IRUKA, 0.9)
        attention.append(play.value("attention(p)", p=IRUKA))
        assert play.act("call to", p=KAKASHI, other=IRUKA)
        heard.append(float(play.get("person.loneliness", IRUKA)) < 0.88)
        assert (play.refused("chat", p=IRUKA, other=KAKASHI) == "has an ear for it") != heard[-1]
    assert attention == sorted(attention, reverse=True)
    assert attention[0] == 1
    assert heard == [True, True, True, False, False]


def test_PHY_10_nobody_falls_asleep_at_work_or_in_the_middle_of_something() -> None:
    """Sleep overtakes the idle at home; others it has to wait for."""
    play = Play(town(SLEEPER, "body"))
    play.choose("person.situation", "Ann", "work")
    play.live(2 * DAY)
    assert play.word(MIND, "Ann") == "awake"
    play.choose("person.situation", "Ann", "home")
    play.live(1)
    assert play.word(MIND, "Ann") == "asleep"
    busy = Play(shipped("leaf"), 3)
    busy.put(TIRED, IRUKA, 0.5)
    busy.machine.start(Directed("action/visit the dead", {"p": busy.thing(IRUKA)}))
    if busy.machine.doing(busy.thing(IRUKA)):
        busy.put(TIRED, IRUKA, 0.99)
        busy.live(MINUTE)
        assert busy.word(MIND, IRUKA) == "awake"


def pair(left: float) -> Play:
    """Two on a mission, one of whom has so much of his chakra left."""
    play = Play(shipped("leaf"), 3)
    together(play, "coast", "mission", IRUKA, KAKASHI)
    play.put(CHAKRA, IRUKA, 90 * left)
    play.live(1)
    return play


def test_PHY_11_a_partner_sees_it_and_calls_a_rest() -> None:
    """Below the warning level the other sees it and may make him rest; above it nothing is seen."""
    seen = []
    for left in (0.9, 0.5, 0.35, 0.28, 0.2):
        play = pair(left)
        seen.append(bool(play.get("person.flagging", IRUKA)))
        refusal = play.refused("call a rest", p=KAKASHI, mate=IRUKA)
        assert refusal == ("" if seen[-1] else "sees that he is spent")
    assert seen == [False, False, False, True, True]


@pytest.mark.parametrize(("left", "rests"), [(0.9, 0), (0.4, 0), (0.25, 1), (0.15, 1)])
def test_PHY_11_left_to_himself_he_calls_it_within_moments(left: float, rests: int) -> None:
    """Nobody tells him to; it takes no longer than the rest itself, and once is enough."""
    play = pair(0.9)
    play.counts()
    play.machine.autonomy = True
    play.put(CHAKRA, IRUKA, 90 * left)
    stress = float(play.get(STRESS, KAKASHI))
    play.live(1)
    assert (float(play.get(STRESS, KAKASHI)) > stress) == bool(rests)
    play.live(11 * MINUTE)
    assert play.counts(IRUKA).get("call a rest", 0) == 2 * rests


@pytest.mark.parametrize("change", ["foe", "asleep", "at home"])
def test_PHY_11_only_a_comrade_out_there_does(change: str) -> None:
    """An enemy, a sleeper and somebody at home call no rest."""
    play = pair(0.9)
    if change == "foe":
        play.put("person.side", KAKASHI, play.thing("Puppeteer's side"))
    elif change == "asleep":
        play.choose(MIND, KAKASHI, "asleep")
    else:
        play.choose("person.situation", KAKASHI, "home")
    play.counts()
    play.put(CHAKRA, IRUKA, 20)
    play.live(1)
    assert play.count("overdoing is seen") == 0
    expected = {"foe": "no foe", "asleep": "able to act", "at home": "out there"}
    assert play.refused("call a rest", p=KAKASHI, mate=IRUKA) == expected[change]


def test_PHY_11_a_rest_steadies_and_is_taken_once() -> None:
    """It gives hold on himself back, and is not called again before he has slept."""
    play = pair(0.25)
    play.choose("person.reserve", IRUKA, "critical")
    play.put("person.steadiness", IRUKA, 0.3)
    play.put("person.lying", IRUKA, 1)
    before, stress = float(play.get("person.steadiness", IRUKA)), float(play.get(STRESS, IRUKA))
    play.choose("person.reserve", IRUKA, "ample")
    assert play.act("call a rest", p=KAKASHI, mate=IRUKA)
    assert float(play.get("person.steadiness", IRUKA)) > before + 0.35
    assert float(play.get(STRESS, IRUKA)) > stress * 0.95
    assert play.get("person.rested", IRUKA)
    assert play.get("person.flagging", IRUKA)
    assert play.refused("call a rest", p=KAKASHI, mate=IRUKA) == "not rested yet"
    assert play.refused("call a rest", p=KAKASHI, mate=KAKASHI) == "not oneself"
    play.choose(MIND, IRUKA, "asleep")
    play.put(TIRED, IRUKA, 0.01)
    play.live(MINUTE)
    assert not play.get("person.rested", IRUKA)


def test_PHY_11_overexertion_shows_though_the_reserve_is_fair() -> None:
    """Who runs beyond what he can keep up loses hold and chakra and flags; a rest helps it."""
    play = pair(0.9)
    tired = float(play.get(TIRED, IRUKA))
    assert play.act("overexert oneself", p=IRUKA, amounts={"spent": 25})
    assert float(play.get(CHAKRA, IRUKA)) == pytest.approx(57, abs=2)
    assert play.get("person.flagging", IRUKA)
    assert float(play.get("person.steadiness", IRUKA)) < 0.5
    assert float(play.get(TIRED, IRUKA)) > tired + 0.1
    assert play.act("call a rest", p=KAKASHI, mate=IRUKA)
    assert not play.get("person.flagging", IRUKA)
    play.put("person.lying", IRUKA, 1)
    assert play.refused("overexert oneself", p=IRUKA) == "on his feet"
    play.choose("person.situation", IRUKA, "home")
    assert play.refused("overexert oneself", p=IRUKA) == "under way"


def homeward(left: float, carried: bool = False) -> float:
    """How many minutes a team of two takes home from the coast when one has so much left, or is carried."""
    play = pair(left)
    if carried:
        play.put("person.home", KAKASHI, play.thing("gate"))
        assert play.act("take on the back", p=KAKASHI, other=IRUKA)
        began = play.machine.now
        assert play.act("carry to", p=KAKASHI, to="gate")
        assert play.get("person.place", IRUKA) == play.thing("gate")
        return (play.machine.now - began) / MINUTE
    requests(play)
    m = play.all("mission")[0]
    for who in (IRUKA, KAKASHI):
        play.put("person.on_mission", who, m)
        play.put("person.leader", who, play.thing(KAKASHI))
    play.put("mission.led_by", m, play.thing(KAKASHI))
    play.choose("mission.stage", m, "out")
    play.put("mission.due", m, play.machine.now + 5 * DAY)
    play.put("mission.homeward", m, 1)
    play.choose("person.post", IRUKA, "field")
    began = play.machine.now
    assert play.act("lead home", leader=KAKASHI)
    assert play.get("person.place", IRUKA) == play.get("mission.desk", m)
    return (play.machine.now - began) / MINUTE


def requests(play: Play) -> None:
    """A mission to be on."""
    play.put("task.next_asked", "merchant escort", 0)
    play.live(0)
    assert play.all("mission")


def test_PHY_11_a_pair_goes_at_the_pace_of_the_weaker_or_carries_him() -> None:
    """Above the warning level at full speed; below it almost twice as long, and carried not quite so long."""
    times = [homeward(left) for left in (0.9, 0.5, 0.35, 0.28, 0.2)]
    assert times[0] == times[1] == times[2] < times[3] == times[4]
    assert times[3] / times[0] == pytest.approx(1.8, abs=0.01)
    assert homeward(0.2, carried=True) > 1.3 * times[0] * 160 / 163
