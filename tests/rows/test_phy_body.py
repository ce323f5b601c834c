"""PHY-10 to PHY-14: sleep, comrades who notice, will against pain, surges, and what the body shows."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, Play, shipped, town

KAKASHI, IRUKA, TSUNADE, GENMA = "Hatake Kakashi", "Umino Iruka", "Tsunade", "Shiranui Genma"
CHAKRA, PAIN, STRESS, SURGE = "person.chakra", "person.pain", "person.stress", "person.surge"
TIRED, DEBT, MIND = "person.tiredness", "person.sleep_debt", "person.mind"
SLEEPER = "cast:\n  Ann: {is: person, place: sickroom, home: sickroom}\n"


def together(play: Play, place: str, situation: str, *people: str) -> None:
    """Puts people into one place and one sort of hour, awake."""
    for who in people:
        play.put("person.place", who, play.thing(place))
        play.choose("person.situation", who, situation)
        play.choose(MIND, who, "awake")


# PHY-10


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


# PHY-11


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


# PHY-12


def sore(pain: float, resolve: float = 0.6, surge: float = 0.0) -> Play:
    """Iruka lies there in pain, with so much will and so much of a surge."""
    play = Play(shipped("leaf"), 3)
    together(play, "hospital", "hospital", IRUKA, KAKASHI)
    for who in (IRUKA, KAKASHI):
        play.put("person.lying", who, 1)
    play.put(PAIN, IRUKA, pain)
    play.put("person.resolve", IRUKA, resolve)
    play.put(SURGE, IRUKA, surge)
    return play


@pytest.mark.parametrize("pain", [0.1, 0.4, 0.7])
def test_PHY_12_the_same_wound_another_drive_another_outcome(pain: float) -> None:
    """Over all drives: he rises exactly where the will, or the surge, is at least the pain."""
    for drive in (0.05, 0.3, 0.5, 0.8):
        for surge in (False, True):
            play = sore(pain, 0 if surge else drive, drive if surge else 0)
            assert play.act("rise", p=IRUKA)
            rose = not play.get("person.lying", IRUKA)
            assert rose == (drive >= pain), (pain, drive, surge)


@pytest.mark.parametrize("drive", [0.2, 0.9])
def test_PHY_12_extra_pain_is_booked(drive: float) -> None:
    """Whether he gets up or falls back, it hurts more than before."""
    play = sore(0.5, drive)
    assert play.act("rise", p=IRUKA)
    assert float(play.get(PAIN, IRUKA)) == pytest.approx(0.65, abs=0.01)


def test_PHY_12_emotion_overrides_pain_towards_somebody() -> None:
    """He throws himself upon the other only when driven beyond the pain, and pays for it."""
    for surge, possible in ((0.0, False), (0.5, False), (0.95, True)):
        play = sore(0.8, 0.4, surge)
        stress = float(play.get(STRESS, IRUKA))
        refusal = play.refused("throw oneself upon", p=IRUKA, other=KAKASHI)
        assert refusal == ("" if possible else "driven beyond the pain")
        if possible:
            assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
            assert float(play.get(PAIN, IRUKA)) == pytest.approx(1, abs=0.02)
            assert float(play.get(STRESS, IRUKA)) > stress + 0.05
    play.put("person.lying", KAKASHI, 0)
    assert play.refused("throw oneself upon", p=IRUKA, other=KAKASHI) == "the other lies"
    assert play.refused("throw oneself upon", p=IRUKA, other=IRUKA) == "not oneself"
    upright = sore(0.1)
    upright.put("person.lying", IRUKA, 0)
    assert upright.refused("rise", p=IRUKA) == "lies"
    lame = sore(0.1)
    lame.put("person.mobility", IRUKA, 0)
    assert lame.refused("rise", p=IRUKA) == "legs that bear"


@pytest.mark.parametrize(("strain", "after"), [("0 %", 0.4), ("100 %", 0.8)])
def test_PHY_12_the_strain_is_a_parameter(strain: str, after: float) -> None:
    """How much moving against pain adds."""
    play = Play(leaf_with(parameters(strain=strain)), 3)
    play.put("person.lying", IRUKA, 1)
    play.put(PAIN, IRUKA, 0.4)
    assert play.act("rise", p=IRUKA)
    assert float(play.get(PAIN, IRUKA)) == pytest.approx(after, abs=0.01)


def test_PHY_12_a_surge_passes() -> None:
    """What carried him a moment ago does not an hour later."""
    play = sore(0.8, 0.4, 1.0)
    levels = []
    for _ in range(4):
        levels.append(float(play.get(SURGE, IRUKA)))
        play.live(15 * MINUTE)
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] < 0.1


# PHY-13


def chained(surge: float) -> Play:
    """Iruka in chains with little chakra."""
    play = Play(shipped("leaf"), 3)
    play.put("person.chained", IRUKA, 1)
    play.put("person.held", IRUKA, 1)
    play.put("person.captor", IRUKA, play.thing("the Puppeteer"))
    play.put(CHAKRA, IRUKA, 16)
    play.put(SURGE, IRUKA, surge)
    return play


def test_PHY_13_a_surge_makes_possible_what_was_not() -> None:
    """The same captive with the same chakra: only a strong surge lends what the chains take."""
    assert [chained(s).refused("break the chains", p=IRUKA) == "" for s in (0, 0.2, 0.4, 0.6, 0.9)] == [
        False, False, False, True, True,
    ]
    play = chained(0.9)
    assert play.act("break the chains", p=IRUKA)
    assert not play.get("person.chained", IRUKA)
    assert not play.get("person.held", IRUKA)
    assert play.get("person.captor", IRUKA) == 0
    assert float(play.get(CHAKRA, IRUKA)) < 4
    assert play.refused("break the chains", p=IRUKA) == "in chains"


@pytest.mark.parametrize(("part", "possible"), [("0 %", False), ("100 %", True)])
def test_PHY_13_what_a_surge_lends_is_a_parameter(part: str, possible: bool) -> None:
    """From nothing to as much again as one can have."""
    play = Play(leaf_with(parameters(burst_share=part)), 3)
    play.put("person.chained", IRUKA, 1)
    play.put(CHAKRA, IRUKA, 16)
    play.put(SURGE, IRUKA, 0.3)
    assert (play.refused("break the chains", p=IRUKA) == "") == possible


def test_PHY_13_chakra_goes_over_in_a_surge_only() -> None:
    """Love, contact and reserve alike: without the surge nothing goes over."""
    went, stands = {}, {}
    for surge in (0.0, 0.5, 1.0):
        play = sore(0.1, 0.6, surge)
        play.put("person.self_regard", IRUKA, 0.2)
        play.put("person.steadiness", KAKASHI, 0)
        play.choose(MIND, KAKASHI, "unconscious")
        play.live(HOUR)
        play.put(SURGE, IRUKA, surge)
        play.put(CHAKRA, KAKASHI, 50)
        assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
        play.live(1)
        went[surge] = play.count("chakra goes over")
        given = bool(went[surge])
        assert (float(play.get(CHAKRA, KAKASHI)) > 100) == given
        assert (float(play.get("person.foreign", KAKASHI)) > 0.4) == given
        assert (play.get("person.donor", KAKASHI) == play.thing(IRUKA)) == given
        assert (play.get("person.given_at", KAKASHI) > HOUR - MINUTE) == given
        stands[surge] = play.word(MIND, IRUKA) == "awake"
    assert went == {0.0: 0, 0.5: 0, 1.0: 1}
    assert stands == {0.0: True, 0.5: True, 1.0: False}


def test_PHY_13_attention_narrows_to_the_focus() -> None:
    """The stronger the surge the less is left for anybody but the one it is about."""
    others, focus, heard = [], [], []
    for surge in (0.0, 0.3, 0.6, 0.95):
        play = Play(shipped("leaf"), 3)
        together(play, "market", "leisure", KAKASHI, IRUKA, TSUNADE)
        play.put("person.focus", IRUKA, play.thing(TSUNADE))
        play.put("person.loneliness", IRUKA, 0.9)
        play.put(SURGE, IRUKA, surge)
        others.append(play.value("attention_to(p, x)", p=IRUKA, x=KAKASHI))
        focus.append(play.value("attention_to(p, x)", p=IRUKA, x=TSUNADE))
        assert play.act("call to", p=KAKASHI, other=IRUKA)
        heard.append(float(play.get("person.loneliness", IRUKA)) < 0.88)
        play.put("person.loneliness", IRUKA, 0.9)
        assert play.act("call to", p=TSUNADE, other=IRUKA)
        assert float(play.get("person.loneliness", IRUKA)) < 0.88
    assert others == sorted(others, reverse=True)
    assert others[0] - others[-1] > 0.6
    assert focus == [1, 1, 1, 1]
    assert heard == [True, True, False, False]
    assert others[-1] > 0.1
    play.live(HOUR)
    assert play.value("attention_to(p, x)", p=IRUKA, x=KAKASHI) > 0.9
    assert play.refused("call to", p=IRUKA, other=IRUKA) == "not oneself"


@pytest.mark.parametrize(("part", "left"), [("0 %", 1.0), ("100 %", 0.0)])
def test_PHY_13_how_far_attention_narrows_is_a_parameter(part: str, left: float) -> None:
    """From not at all to blindness."""
    play = Play(leaf_with(parameters(narrowing=part)), 3)
    play.put(SURGE, IRUKA, 1)
    assert play.value("attention_to(p, x)", p=IRUKA, x=KAKASHI) == pytest.approx(left)


def fight(surge: float, **values: str) -> float:
    """How many seconds Kakashi takes to bring the Puppeteer down."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    together(play, "hideout", "danger", KAKASHI, "the Puppeteer")
    play.put("person.side", KAKASHI, play.thing("village's side"))
    play.put(SURGE, KAKASHI, surge)
    began = play.machine.now
    assert play.act("bring down", p=KAKASHI, foe="the Puppeteer")
    wound = play.all("wound")[0]
    assert play.get("wound.author", wound) == play.thing(KAKASHI)
    assert play.get("wound.patient", wound) == play.thing("the Puppeteer")
    assert play.get("person.steadiness", "the Puppeteer") == 0
    return (play.machine.now - began) / 1000


def test_PHY_13_rage_multiplies_the_speed_of_killing() -> None:
    """The same two: three to four times as fast in a full surge, and no faster where the parameter says so."""
    times = [fight(surge) for surge in (0.0, 0.3, 0.6, 1.0)]
    assert times == sorted(set(times), reverse=True)
    assert times[0] / times[-1] == pytest.approx(4, abs=0.2)
    assert fight(1.0, surge_force="0") == fight(0.0)
    assert fight(0.0) / fight(1.0, surge_force="10") == pytest.approx(11, rel=0.05)
    play = Play(shipped("leaf"), 3)
    together(play, "hideout", "home", KAKASHI, "the Puppeteer")
    assert play.refused("bring down", p=KAKASHI, foe="the Puppeteer") == "in a fight"
    together(play, "hideout", "danger", KAKASHI, "the Puppeteer", GENMA)
    assert play.refused("bring down", p=KAKASHI, foe=GENMA) == "foes"
    play.put("person.lying", KAKASHI, 1)
    assert play.refused("bring down", p=KAKASHI, foe="the Puppeteer") == "on his feet"


def struck(care: float, situation: str = "danger") -> Play:
    """Iruka is struck before Kakashi's eyes."""
    play = Play(shipped("leaf"), 3)
    together(play, "hideout", "danger", KAKASHI, IRUKA, "the Puppeteer")
    play.choose("person.situation", KAKASHI, situation)
    play.put("care", KAKASHI, care, IRUKA)
    assert play.act("throw at", attacker="the Puppeteer", victim=IRUKA, weapon="kunai")
    m = play.all("missile")[0]
    play.put("missile.taken", m, 1)
    play.live(2000)
    assert play.all("wound")
    return play


def test_PHY_13_rage_comes_of_a_comrades_wound_and_terror_of_ones_own() -> None:
    """Who is fond of him sees red, and nobody but whoever did it; a stranger does not; the victim is in terror."""
    play = struck(0.7)
    assert float(play.get(SURGE, KAKASHI)) > 0.9
    assert play.get("person.focus", KAKASHI) == play.thing("the Puppeteer")
    assert float(play.get(SURGE, IRUKA)) > 0.7
    assert float(play.get(SURGE, "the Puppeteer")) == 0
    assert play.get("person.focus", IRUKA) == 0
    assert float(struck(0.1).get(SURGE, KAKASHI)) == 0
    assert float(struck(0.7, "home").get(SURGE, KAKASHI)) == 0
    sleeping = Play(shipped("leaf"), 3)
    sleeping.choose(MIND, IRUKA, "asleep")
    sleeping.put("person.fright", IRUKA, 0.9)
    sleeping.live(1)
    assert sleeping.get(SURGE, IRUKA) == 0


def test_PHY_13_need_sets_a_surge_free() -> None:
    """Who sees a dear one's heart stop is driven, with his whole mind on him; a stranger is not."""
    for care, driven in ((0.6, True), (0.25, False)):
        play = Play(shipped("leaf"), 3)
        together(play, "hospital", "hospital", IRUKA, KAKASHI)
        play.put("care", IRUKA, care, KAKASHI)
        stress = float(play.get(STRESS, IRUKA))
        play.put("person.arrest", KAKASHI, 1)
        play.live(1)
        assert (float(play.get(SURGE, IRUKA)) > 0.9) == driven
        assert (play.get("person.focus", IRUKA) == play.thing(KAKASHI)) == driven
        assert (float(play.get("person.need", IRUKA)) > 0.9) == driven
        assert (float(play.get(STRESS, IRUKA)) > stress + 0.3) == driven
        assert (float(play.bond("care", IRUKA, KAKASHI)) > care + 0.1) == driven


# PHY-14

STEPS = [(0.3, "no_sign"), (0.5, "pale"), (0.65, "sick"), (0.8, "breathless"), (0.95, "knees_give")]


def stressed(stress: float, world: str = "") -> Play:
    """Iruka under so much stress, with Kakashi beside him and Tsunade elsewhere."""
    play = Play(leaf_with(world) if world else shipped("leaf"), 3)
    together(play, "market", "leisure", IRUKA, KAKASHI)
    together(play, "gate", "leisure", TSUNADE)
    play.live(2 * HOUR)
    together(play, "market", "leisure", IRUKA, KAKASHI)
    play.put(STRESS, IRUKA, stress)
    play.live(1)
    return play


def test_PHY_14_stress_maps_to_signs() -> None:
    """The higher the stress the further the sign, in one order, upwards at once and downwards as it passes."""
    for stress, sign in STEPS:
        play = stressed(stress)
        assert play.word("person.sign", IRUKA) == sign
        assert (float(play.get("person.steadiness", IRUKA)) < 0.5) == (sign == "knees_give")
    seen = []
    for _ in range(60):
        seen.append(play.word("person.sign", IRUKA))
        play.live(10 * MINUTE)
    order = [sign for _, sign in reversed(STEPS)]
    assert sorted(set(seen), key=order.index) == order
    assert seen == sorted(seen, key=order.index)
    lying = stressed(0.2)
    lying.put("person.lying", IRUKA, 1)
    lying.put(STRESS, IRUKA, 0.95)
    lying.live(1)
    assert float(lying.get("person.steadiness", IRUKA)) > 0.9


def test_PHY_14_a_sleeper_shows_nothing_and_a_mask_hides_pallor() -> None:
    """Masked, only what shakes the body shows."""
    for stress, sign in STEPS[1:]:
        play = stressed(0.2)
        play.put("person.masked", IRUKA, 1)
        play.put(STRESS, IRUKA, stress)
        play.live(1)
        assert play.word("person.sign", IRUKA) == ("no_sign" if sign == "pale" else sign)
        asleep = stressed(0.2)
        asleep.choose(MIND, IRUKA, "asleep")
        asleep.put(STRESS, IRUKA, stress)
        asleep.live(1)
        assert asleep.word("person.sign", IRUKA) == "no_sign"


def test_PHY_14_witnesses_see_it_and_act() -> None:
    """Whoever is there may bring a chair, and left to himself does; whoever is elsewhere cannot."""
    helped = []
    for stress, sign in STEPS:
        play = stressed(stress)
        refusal = play.refused("bring a chair", helper=KAKASHI, p=IRUKA)
        assert refusal == ("" if sign in ("breathless", "knees_give") else "sees it")
        play = stressed(0.2)
        play.machine.autonomy = True
        play.counts()
        play.put(STRESS, IRUKA, stress)
        moved = float(play.get(STRESS, KAKASHI))
        play.live(MINUTE)
        assert (float(play.get(STRESS, KAKASHI)) > moved) == (sign in ("breathless", "knees_give"))
        helped.append(play.counts(IRUKA).get("bring a chair", 0))
    assert helped == [0, 0, 0, 1, 1]
    play = stressed(0.95)
    steadiness = float(play.get("person.steadiness", IRUKA))
    assert play.act("bring a chair", helper=KAKASHI, p=IRUKA)
    assert float(play.get(STRESS, IRUKA)) < 0.82
    assert float(play.get("person.steadiness", IRUKA)) > steadiness + 0.25
    assert play.refused("bring a chair", helper=KAKASHI, p=IRUKA) in ("nobody has helped yet", "sees it")
    play.put(STRESS, IRUKA, 0.8)
    play.live(1)
    assert play.refused("bring a chair", helper=KAKASHI, p=IRUKA) == "nobody has helped yet"
    assert play.refused("bring a chair", helper=IRUKA, p=IRUKA) == "not oneself"
    down = stressed(0.8)
    down.put("person.lying", IRUKA, 1)
    assert down.refused("bring a chair", helper=KAKASHI, p=IRUKA) == "on his feet"


def test_PHY_14_appetite_and_speech_go() -> None:
    """Sick with fear nobody eats, and without breath nobody calls."""
    eats, calls = [], []
    for stress, _ in STEPS[:4]:
        play = stressed(stress)
        play.put("person.hunger", IRUKA, 0.9)
        play.choose("person.situation", IRUKA, "home")
        play.put("person.home", IRUKA, play.thing("market"))
        eats.append(play.refused("eat at home", p=IRUKA) == "")
        calls.append(play.refused("call to", p=IRUKA, other=KAKASHI) == "")
    assert eats == [True, True, False, False]
    assert calls == [True, True, True, False]


def lost(stress: float, guide: bool = False, **values: str) -> int:
    """How many of sixty villagers under so much stress do not find the way to the hospital in a hurry."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf", 60, 7), 3)
    missed = 0
    for p in play.all("person"):
        if play.word(MIND, p) != "awake" or p == play.thing(TSUNADE) or play.get("person.held", p):
            continue
        for who in (p, TSUNADE):
            play.put("person.place", who, play.thing("market"))
        play.put("person.lying", p, 1)
        play.put(STRESS, p, stress)
        if guide:
            assert play.act("guide to", guide=TSUNADE, p=p, to="hospital")
            assert play.get("person.place", TSUNADE) == play.thing("hospital")
            assert float(play.get(STRESS, p)) < stress
        else:
            assert play.act("hurry to", p=p, to="hospital")
        assert not play.get("person.lying", p)
        there = play.get("person.place", p) == play.thing("hospital")
        if not there:
            assert float(play.get(STRESS, p)) > stress * 0.99
        missed += not there
        play.choose(MIND, TSUNADE, "awake")
    return missed


def test_PHY_14_haste_and_fear_overshoot_a_turn_and_a_guide_mends_it() -> None:
    """None when calm, more with more stress, none with somebody who leads."""
    missed = [lost(stress) for stress in (0.1, 0.5, 0.95)]
    assert missed[0] == 0
    assert missed[0] < missed[1] < missed[2]
    assert lost(0.95, guide=True) == 0
    play = stressed(0.2)
    assert play.refused("guide to", guide=IRUKA, p=IRUKA, to="gate") == "not oneself"
    play.choose(MIND, KAKASHI, "asleep")
    assert play.refused("guide to", guide=IRUKA, p=KAKASHI, to="gate") == "awake"
    assert play.refused("hurry to", p=IRUKA, to="coast") == "a way on foot"
    play.put("person.held", IRUKA, 1)
    assert play.refused("hurry to", p=IRUKA, to="gate") == "can leave"


@pytest.mark.parametrize(("part", "all_of_them"), [("0 %", False), ("100 %", True)])
def test_PHY_14_how_easily_one_gets_lost_is_a_parameter(part: str, all_of_them: bool) -> None:
    """From never to always."""
    missed = lost(1.0, lost_way=part)
    assert (missed > 5) == all_of_them
    assert (missed == 0) != all_of_them


@pytest.mark.parametrize(("name", "value", "stress", "sign"), [
    ("pale_from", "20 %", 0.3, "pale"), ("pale_from", "60 %", 0.5, "no_sign"),
    ("sick_from", "46 %", 0.5, "sick"), ("sick_from", "75 %", 0.7, "pale"),
    ("breathless_from", "62 %", 0.7, "breathless"), ("breathless_from", "85 %", 0.8, "sick"),
    ("knees_from", "80 %", 0.85, "knees_give"), ("knees_from", "100 %", 0.95, "breathless"),
])
def test_PHY_14_each_sign_has_its_level(name: str, value: str, stress: float, sign: str) -> None:
    """The thresholds are parameters."""
    assert stressed(stress, parameters(**{name: value})).word("person.sign", IRUKA) == sign
