"""PHY-12 and PHY-13: will against pain, and surges."""

from __future__ import annotations

import pytest

from .bodies import CHAKRA, GENMA, IRUKA, KAKASHI, MIND, PAIN, STRESS, SURGE, TSUNADE, together
from .leaf import leaf_with, parameters
from .support import HOUR, MINUTE, Play, shipped


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


GASH = "things:\n  gash: {is: wound, patient: Umino Iruka, site: back, depth: 50 %, ache: 55 %, open: no}"


def test_PHY_12_of_one_wound_the_drive_decides() -> None:
    """The same wound and its pain: the weak-willed lie there, the strong-willed and the driven rise."""
    rose, pains = [], []
    for resolve, surge in ((0.2, 0.0), (0.4, 0.0), (0.7, 0.0), (0.2, 1.0)):
        play = Play(leaf_with(GASH), 3)
        together(play, "hospital", "hospital", IRUKA, KAKASHI)
        play.put("person.lying", IRUKA, 1)
        play.live(3 * HOUR)
        play.choose(MIND, IRUKA, "awake")
        play.put("person.resolve", IRUKA, resolve)
        play.put(SURGE, IRUKA, surge)
        pains.append(float(play.get(PAIN, IRUKA)))
        assert play.act("rise", p=IRUKA)
        rose.append(not play.get("person.lying", IRUKA))
    assert pains == pytest.approx([pains[0]] * 4)
    assert 0.5 < pains[0] < 0.6, "it is the wound that hurts"
    assert rose == [False, False, True, True]


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
