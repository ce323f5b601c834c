"""TEC-6, TEC-12, TEC-13 and TEC-15: healing in the field, possession, throwing oneself before another, the dog."""

from __future__ import annotations

from functools import cache

import pytest

from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, Play, shipped

KAKASHI, IRUKA, TSUNADE, ENEMY = "Hatake Kakashi", "Umino Iruka", "Tsunade", "the Puppeteer"
GENMA, RAIDO = "Shiranui Genma", "Namiashi Raido"
CHAKRA = "person.chakra"
GASH = f"things:\n  the gash: {{is: wound, patient: {IRUKA}, depth: 75 %, bleeding: 20 ml/min}}"


def gather(play: Play, place: str, situation: str, *people: str) -> None:
    """Puts people into one place and situation."""
    for who in people:
        play.put("person.place", who, play.thing(place))
        play.choose("person.situation", who, situation)


def field(chakra: float) -> Play:
    """Kakashi and a torn Iruka in the woods, with Genma awake and Raido not."""
    play = Play(leaf_with(GASH), 3)
    gather(play, "border forest", "danger", KAKASHI, IRUKA, GENMA, RAIDO)
    play.put(CHAKRA, KAKASHI, chakra)
    play.choose("person.mind", IRUKA, "unconscious")
    play.put("person.steadiness", IRUKA, 0)
    play.put("person.lying", IRUKA, 1)
    play.choose("person.mind", RAIDO, "unconscious")
    play.put("person.steadiness", RAIDO, 0)
    play.put("person.lying", RAIDO, 1)
    return play


@pytest.mark.parametrize("chakra", [35.0, 45.0, 50.0])
def test_TEC_6_a_fighter_closes_a_great_wound_with_his_last_chakra_and_faints(chakra: float) -> None:
    """Of himself, whatever he has left of it; the wound is closed, he is in the critical band and drops."""
    play = field(chakra)
    play.machine.autonomy = True
    play.live(40 * MINUTE)
    assert not play.get("wound.open", "the gash")
    assert play.get("wound.closed_by", "the gash") == play.thing(KAKASHI)
    assert float(play.get(CHAKRA, KAKASHI)) / 200 < 0.12
    assert play.word("person.mind", KAKASHI) == "unconscious"


def test_TEC_6_who_sees_it_knows_what_he_can_do() -> None:
    """The witness learns it, the unconscious do not, and are told."""
    play = field(100)
    known = f"belief(p, closes_wounds({KAKASHI}))"
    assert not any(play.value(known, p=who) for who in (GENMA, RAIDO, IRUKA))
    assert play.act("close a wound", healer=KAKASHI, patient=IRUKA, w="the gash")
    assert [play.value(known, p=who) for who in (GENMA, RAIDO, IRUKA)] == [1, 0, 0]
    gather(play, "border forest", "work", TSUNADE)
    assert play.act("examine", healer=TSUNADE, patient=IRUKA)
    play.choose("person.mind", IRUKA, "awake")
    assert play.act("tell who closed a wound", teller=TSUNADE, hearer=IRUKA, w="the gash")
    assert play.value(known, p=IRUKA) == 1


def test_TEC_6_it_is_a_skill_of_the_person() -> None:
    """Whoever has not learned it cannot, whatever his chakra and rank."""
    play = field(100)
    assert play.refused("close a wound", healer=GENMA, patient=IRUKA, w="the gash") == "knows how"
    play.put("knows", KAKASHI, 0, "field healing")
    assert play.refused("close a wound", healer=KAKASHI, patient=IRUKA, w="the gash") == "knows how"


# TEC-12


def controlled(knows: bool = True, chained: bool = True) -> Play:
    """An enemy with two captives before him, who does as he likes for a quarter of an hour."""
    play = Play(shipped("leaf"), 3)
    gather(play, "left cell", "captive", KAKASHI, IRUKA)
    gather(play, "left cell", "danger", ENEMY)
    for who in (KAKASHI, IRUKA):
        play.put("person.chained", who, int(chained))
        play.put("person.held", who, 1)
        play.put(CHAKRA, who, 5)
    play.put("knows", ENEMY, int(knows), "possession")
    play.machine.autonomy = True
    play.live(15 * MINUTE)
    return play


def test_TEC_12_a_captive_is_made_to_wound_his_partner() -> None:
    """Of himself the enemy does it: the wounds name the hand and the will; the hand feels guilt, the will is blamed."""
    play = controlled()
    wounds = [w for w in play.all("wound") if play.get("wound.willed_by", w)]
    assert len(wounds) >= 2
    for wound in wounds:
        puppet, victim = int(play.get("wound.author", wound)), int(play.get("wound.patient", wound))
        names = {play.thing(name): name for name in (KAKASHI, IRUKA)}
        assert play.get("wound.willed_by", wound) == play.thing(ENEMY)
        assert {names[puppet], names[victim]} == {KAKASHI, IRUKA}
        assert float(play.bond("guilt_towards", names[puppet], names[victim])) > 0.2
        assert float(play.bond("grudge", names[victim], ENEMY)) > 0.3
        assert float(play.bond("grudge", names[victim], names[puppet])) == 0
    assert play.get("person.own_master", KAKASHI) or play.get("person.moved_by", KAKASHI)


def test_TEC_12_it_takes_the_technique_and_somebody_bound() -> None:
    """Without either nobody's hand is moved."""
    for play in (controlled(knows=False), controlled(chained=False)):
        assert not [w for w in play.all("wound") if play.get("wound.willed_by", w)]


def test_TEC_12_he_is_let_go_and_the_wounds_stay() -> None:
    """Own master again; what he did is there, and he remembers."""
    play = Play(shipped("leaf"), 3)
    gather(play, "left cell", "captive", KAKASHI, IRUKA)
    gather(play, "left cell", "danger", ENEMY)
    play.put("person.chained", IRUKA, 1)
    assert play.act("possess", controller=ENEMY, puppet=IRUKA)
    assert not play.get("person.own_master", IRUKA)
    assert play.act("march to", controller=ENEMY, puppet=IRUKA, to="hideout")
    assert play.get("person.place", IRUKA) == play.thing("hideout")
    assert play.act("march to", controller=ENEMY, puppet=IRUKA, to="left cell")
    for rule, site in (("make stab", "shoulder"), ("make slash", "arm")):
        assert play.act(rule, controller=ENEMY, puppet=IRUKA, victim=KAKASHI)
        assert play.word("wound.site", play.all("wound")[-1]) == site
    assert play.act("let go of the will", controller=ENEMY, puppet=IRUKA)
    assert play.get("person.own_master", IRUKA)
    assert play.get("person.moved_by", IRUKA) == 0
    assert len(play.all("wound")) == 2
    assert float(play.bond("guilt_towards", IRUKA, KAKASHI)) >= 0.5


# TEC-13


@cache
def met(**values: str) -> Play:
    """An enemy meets Kakashi and Iruka."""
    play = Play(leaf_with(parameters(plain_hit="95 %", **values)))
    gather(play, "border forest", "danger", KAKASHI, IRUKA, ENEMY)
    play.put("care", KAKASHI, 0, IRUKA)
    return play


def thrown(care: float, seed: int, **values: str) -> str:
    """Who is struck then, nobody directing anything."""
    play = met(**values).again(seed)
    play.put("care", IRUKA, care, KAKASHI)
    play.machine.autonomy = True
    play.live(20_000)
    struck = {int(play.get("wound.patient", w)) for w in play.all("wound")}
    shielded = play.count("shield")
    return "Iruka" if shielded and play.thing(IRUKA) in struck else "other"


def shields(care: float, **values: str) -> int:
    """Of twelve throws, how many strike the one who threw himself before the other."""
    return sum(thrown(care, seed, **values) == "Iruka" for seed in range(1, 13))


def test_TEC_13_the_fond_take_it_if_there_is_time() -> None:
    """The longer it flies, the more often somebody fond is before him; who does not care never is."""
    assert shields(0.05, flight_time="5 s") == 0
    quick, slow = shields(0.8, flight_time="300 ms"), shields(0.8, flight_time="5 s")
    assert quick < slow
    assert slow >= 6


def test_TEC_13_it_sits_in_the_back_and_changes_what_the_saved_one_believes() -> None:
    """Deep in the back, bleeding, and survived with care; the saved one owes him a life."""
    play = Play(shipped("leaf"), 3)
    gather(play, "border forest", "danger", KAKASHI, IRUKA, ENEMY)
    assert play.act("throw at", attacker=ENEMY, victim=KAKASHI, weapon="giant shuriken")
    missile = play.all("missile")[0]
    assert play.act("shield", protector=IRUKA, victim=KAKASHI, m=missile)
    assert play.refused("shield", protector=IRUKA, victim=KAKASHI, m=missile) != ""
    play.live(2000)
    wound = play.all("wound")[0]
    assert play.get("wound.patient", wound) == play.thing(IRUKA)
    assert play.word("wound.site", wound) == "back"
    assert float(play.get("wound.depth", wound)) >= 0.3
    assert float(play.get("wound.bleeding", wound)) > 0
    assert play.bond("saved_by", KAKASHI, IRUKA)
    assert float(play.bond("guilt_towards", KAKASHI, IRUKA)) > 0.2
    late = Play(shipped("leaf"), 3)
    gather(late, "border forest", "danger", KAKASHI, IRUKA, ENEMY)
    assert late.act("throw at", attacker=ENEMY, victim=KAKASHI, weapon="giant shuriken")
    flying = late.all("missile")[0]
    late.live(1600)
    assert not late.act("shield", protector=IRUKA, victim=KAKASHI, m=flying)


# TEC-15


def spent(dog: bool) -> Play:
    """Kakashi, nearly spent, with Iruka unconscious in the woods; guards stand at the gate; two days go by."""
    play = Play(shipped("leaf"), 3)
    gather(play, "border forest", "danger", KAKASHI, IRUKA)
    gather(play, "gate", "work", GENMA, RAIDO, "Tatami Iwashi")
    play.put(CHAKRA, KAKASHI, 20)
    play.put("person.lying", IRUKA, 1)
    play.choose("person.mind", IRUKA, "unconscious")
    play.put("person.steadiness", IRUKA, 0)
    play.put(CHAKRA, IRUKA, 5)
    play.put("knows", KAKASHI, int(dog), "the dog summons")
    play.machine.autonomy = True
    play.live(8 * HOUR)
    return play


def test_TEC_15_the_dog_brings_a_rescue_party() -> None:
    """Sent of himself: it runs, a party sets out and brings them in; without it nobody comes that day."""
    play = spent(True)
    counts = play.counts()
    assert counts.get("send a ninja dog") == 1
    assert counts.get("set out to the rescue", 0) >= 1
    assert counts.get("bring in", 0) >= 1
    assert play.value("inside(place(p), village)", p=IRUKA)
    alone = spent(False)
    assert alone.get("person.place", IRUKA) == alone.thing("border forest")
    assert alone.counts().get("set out to the rescue", 0) == 0


def test_TEC_15_with_too_few_hands_the_worst_is_brought_in_and_the_call_goes_on() -> None:
    """A party of one finds two: he carries home who lies senseless, and is called to the same place again."""
    play = Play(shipped("leaf"), 3)
    gather(play, "gate", "work", GENMA)
    gather(play, "border forest", "danger", KAKASHI, IRUKA)
    for who in play.all("person"):
        if play.get("person.leader", who) == play.thing(GENMA):
            play.put("person.leader", who, 0)
    for who, mind in ((KAKASHI, "awake"), (IRUKA, "unconscious")):
        play.put("person.lying", who, 1)
        play.choose("person.mind", who, mind)
        play.put(CHAKRA, who, 40)
    play.put("person.place", GENMA, play.thing("border forest"))
    play.put("person.on_rescue", GENMA, 1)
    assert play.refused("bring in the worst", leader=GENMA, x=GENMA) == "lies there"
    assert play.act("bring in the worst", leader=GENMA, x=IRUKA), play.refused(
        "bring in the worst", leader=GENMA, x=IRUKA)
    home = play.get("person.infirmary", GENMA)
    assert play.get("person.place", IRUKA) == home
    assert play.word("person.situation", IRUKA) == "hospital"
    assert play.get("person.place", KAKASHI) == play.thing("border forest")
    assert play.get("place.called_from", int(home)) == play.thing("border forest")


def test_TEC_15_nobody_is_brought_in_from_the_house_of_the_sick() -> None:
    """Back with the worst of them, where others lie too, there is nothing to carry: the rescue ends there."""
    play = Play(shipped("leaf"), 3)
    play.live(0)
    assert play.value("infirmary(p) == hospital", p=GENMA)
    gather(play, "hospital", "mission", GENMA, RAIDO)
    gather(play, "hospital", "hospital", KAKASHI, IRUKA)
    for who in (KAKASHI, IRUKA):
        play.put("person.lying", who, 1)
        play.put("person.leader", who, play.thing(GENMA))
    play.put("person.on_rescue", GENMA, 1)
    assert play.refused("bring in the worst", leader=GENMA, x=IRUKA) == "out there"
    assert play.refused("bring in", leader=GENMA, to="hospital") == "out there"
    play.put("person.lying", GENMA, 1)
    assert play.refused("come back alone", leader=GENMA) == "up"
    play.put("person.lying", GENMA, 0)
    assert play.act("come back alone", leader=GENMA), play.refused("come back alone", leader=GENMA)
    assert not play.get("person.on_rescue", GENMA)
    assert play.get("person.place", KAKASHI) == play.thing("hospital"), "whoever lies in hospital stays there"


def test_TEC_15_nobody_there_any_more() -> None:
    """The party comes home again with nobody."""
    play = Play(shipped("leaf"), 3)
    gather(play, "gate", "work", GENMA, RAIDO)
    gather(play, "border forest", "mission", KAKASHI)
    assert play.act("send a ninja dog", p=KAKASHI, a="Pakkun", to="gate")
    gather(play, "coast", "mission", KAKASHI)
    play.live(MINUTE)
    assert play.get("animal.place", "Pakkun") != play.thing("gate"), "it is running"
    play.live(2 * HOUR)
    assert play.get("animal.place", "Pakkun") == play.thing("gate")
    play.machine.autonomy = True
    play.live(HOUR)
    play.live(HOUR * 5)
    counts = play.counts()
    assert counts.get("come back alone", 0) >= 1
    assert not play.get("person.on_rescue", GENMA)
    assert play.get("person.place", GENMA) != play.thing("border forest")
    play.live(DAY)
