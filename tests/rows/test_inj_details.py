"""INJ-1 to INJ-8, INJ-15 and INJ-17 once more: what an event of theirs leaves behind, each with its contrast."""

from __future__ import annotations

import pytest

from tests.rows.support import DAY, HOUR, MINUTE, Play
from tests.rows.wards import admit, ward

STUMP = "stump: site: leg, sort: loss, cause: blast, depth: 85 %, permanent: yes, ache: 40 %"
WEEK = 7 * DAY


@pytest.mark.parametrize("wound", [STUMP, "bone: site: leg, sort: bone, depth: 40 %, open: no, ache: 40 %"])
def test_INJ_1_what_a_wound_leaves(wound: str) -> None:
    """What is lost goes on changing and aches less; what is not lost is gone, and leaves a scar only if it was cut."""
    healed(wound)


def test_INJ_3_only_a_loss_stays() -> None:
    """A stump settles and stays on the list; a cut leaves a scar instead, and a broken bone nothing."""
    healed(STUMP)
    scars = {}
    for sort in ("cut", "bone"):
        play = ward(f"w: site: arm, sort: {sort}, depth: 40 %, ache: 10 %")
        assert admit(play)
        play.live(7 * WEEK)
        assert play.all("wound") == []
        scars[sort] = len(play.all("scar"))
    assert scars == {"cut": 1, "bone": 0}


def healed(wound: str) -> None:
    """A wound beside a cut of the arm, three months later: the sling is off, and what stays hardly aches."""
    play = ward(f"{wound}\narm: site: arm, depth: 30 %, ache: 10 %")
    assert admit(play)
    assert play.get("person.slung", "Aki")
    play.live(WEEK)
    name = wound.partition(":")[0]
    fresh = float(play.get("wound.ache", name))
    play.live(13 * WEEK)
    assert not play.get("person.slung", "Aki"), "nothing is left that needs a sling"
    if name == "stump":
        assert play.all("wound") == [play.thing("stump")]
        assert play.word("wound.phase", "stump") == "settling"
        assert float(play.get("wound.ache", "stump")) < 0.3 * fresh
    else:
        assert play.all("wound") == []
    assert [play.word("scar.mark", scar) for scar in play.all("scar")] == ["arm"]


def test_INJ_2_a_stopped_heart_throws_down_whoever_stands() -> None:
    """Of two levels of blood only the deadly one does."""
    for blood, falls in ((3200.0, False), (2600.0, True)):
        play = ward("w: site: arm, depth: 20 %, open: no")
        play.put("person.lying", "Aki", 0)
        play.put("person.blood", "Aki", blood)
        play.live(0)
        assert bool(play.get("person.arrest", "Aki")) == falls
        assert bool(play.get("person.lying", "Aki")) == falls


def night(chances: float, seed: int) -> tuple[bool, Play]:
    """Whether somebody with these chances comes through the night in which it is decided; he sleeps, out of bed."""
    play = ward("w: site: chest, depth: 60 %, open: no", seed=seed)
    play.live(20 * HOUR)
    assert admit(play)
    play.put("person.chances", "Aki", chances)
    play.live(11 * HOUR)
    assert not play.get("person.crisis_over", "Aki"), "not before its time"
    assert not play.get("person.arrest", "Aki")
    play.choose("person.mind", "Aki", "asleep")
    play.put("person.tiredness", "Aki", 0.9)
    play.put("person.lying", "Aki", 0)
    play.live(70 * MINUTE)
    return bool(play.get("person.alive", "Aki")) and not play.get("person.arrest", "Aki"), play


def decided(lives: bool, play: Play, miracle: bool) -> None:
    """What the night leaves behind."""
    assert play.get("person.crisis_over", "Aki")
    if lives:
        assert play.get("person.chances", "Aki") == 1, "it is not asked again"
        assert bool(play.get("person.miracle", "Aki")) == miracle
        assert play.word("person.mind", "Aki") == "asleep"
    else:
        assert play.word("person.mind", "Aki") == "unconscious"
        assert play.get("person.lying", "Aki")
        assert not play.get("person.miracle", "Aki")


def nights(chances: float, miracle: bool) -> None:
    """Of ten some live and some die, each with what belongs to it."""
    found = [night(chances, seed) for seed in range(10)]
    assert {lives for lives, _ in found} == {True, False}
    for lives, play in found:
        decided(lives, play, miracle)


def test_INJ_2_the_night_decides_once() -> None:
    """Some come through and some do not, and neither is asked again."""
    nights(0.5, False)


def test_INJ_4_what_was_said_is_decided_in_one_night() -> None:
    """After it nothing hangs in the balance any more: who lives is out of danger."""
    nights(0.6, False)
    for lives, play in (night(0.1, seed) for seed in range(24)):
        decided(lives, play, True)


def test_INJ_5_only_against_long_odds_it_is_a_miracle() -> None:
    """Whoever lives with chances of a quarter is no wonder, with a tenth he is."""
    nights(0.25, False)
    for lives, play in (night(0.1, seed) for seed in range(24)):
        decided(lives, play, True)


def test_INJ_5_the_news_stirs_whoever_once_cared_and_corrects_whoever_mourned() -> None:
    """It costs him his composure and part of his grudge, and he learns that the other lives."""
    play = next(play for lives, play in (night(0.1, seed) for seed in range(24)) if lives)
    assert 0.3 < float(play.get("person.stress", "Ren")) < 0.8
    fresh = ward("w: site: chest, depth: 60 %, open: no")
    aki, ren, sei = (fresh.thing(name) for name in ("Aki", "Ren", "Sei"))
    fresh.put("grudge", "Ren", 0.9, "Aki")
    for who in (ren, sei):
        fresh.machine.set_belief(who, "person.alive", [aki], "known", 0)
    fresh.put("person.miracle", "Aki", 1)
    fresh.live(1)
    assert fresh.machine.held(ren, "person.alive", [aki]).value
    assert not fresh.machine.held(sei, "person.alive", [aki]).value, "a stranger does not listen"
    assert float(fresh.bond("grudge", "Ren", "Aki")) == pytest.approx(0.6, abs=0.02)


def test_INJ_4_an_examination_finds_the_state_and_who_closed_what() -> None:
    """The state, the hour and the hand are known afterwards, and were not before."""
    play = ward("w: site: arm, depth: 30 %, open: no, closed_by: Ren\nv: site: leg, depth: 20 %")
    play.live(2 * HOUR)
    nao = play.thing("Nao")
    play.put("person.place", "Nao", play.thing("sickroom"))
    assert play.machine.held(nao, "wound.closed_by", [play.thing("w")]).status != "known"
    assert play.word("person.outlook", "Aki") == "unknown_yet"
    assert play.act("examine", healer="Nao", patient="Aki")
    assert play.word("person.outlook", "Aki") == "quick_recovery"
    assert play.get("person.examined_at", "Aki") == play.machine.now
    held = play.machine.held(nao, "wound.closed_by", [play.thing("w")])
    assert (held.status, int(held.value)) == ("known", play.thing("Ren"))
    assert play.machine.held(nao, "wound.closed_by", [play.thing("v")]).status != "known"


@pytest.mark.parametrize(("chances", "word"), [
    (0.05, "dead_or_dying"), (0.2, "barely_alive"), (0.5, "uncertain"), (0.85, "uncertain"), (0.94, "quick_recovery"),
])
def test_INJ_4_each_word_has_its_chances(chances: float, word: str) -> None:
    """Dying below a tenth, barely alive up to four, uncertain up to nine."""
    play = ward("w: site: arm, depth: 30 %, open: no")
    play.put("person.place", "Nao", play.thing("sickroom"))
    play.put("person.chances", "Aki", chances)
    assert play.act("examine", healer="Nao", patient="Aki")
    assert play.word("person.outlook", "Aki") == word


def test_INJ_4_the_deeper_the_wound_the_higher_its_grade() -> None:
    """Six grades by depth, of which limbs and skin know three and a leg four; the severity score rises with them."""
    depths = {14: 1, 16: 2, 29: 2, 31: 3, 49: 3, 51: 4, 69: 4, 71: 5, 97: 5, 99: 6}
    play = ward("w: site: chest, depth: 20 %, open: no")
    for site, highest in (("chest", 6), ("leg", 4), ("arm", 3)):
        play.choose("wound.site", "w", site)
        scores = []
        for depth, grade in depths.items():
            play.put("wound.depth", "w", depth / 100)
            assert play.value("grade(w)", w="w") == min(grade, highest)
            scores.append(play.value("iss(p)", p="Aki"))
        assert scores == sorted(scores)
        assert scores[-1] == (75 if highest == 6 else highest**2)


def test_INJ_4_each_healer_who_looks_knows_it() -> None:
    """A second one who finds what the first has found knows it as well; whoever has not looked does not."""
    play = ward("w: site: arm, depth: 30 %, open: no")
    play.put("person.medicine", "Ren", 0.9)
    for healer in ("Nao", "Ren"):
        play.put("person.place", healer, play.thing("sickroom"))
        assert play.machine.held(play.thing(healer), "person.outlook", [play.thing("Aki")]).status != "known"
        assert play.act("examine", healer=healer, patient="Aki")
        held = play.machine.held(play.thing(healer), "person.outlook", [play.thing("Aki")])
        assert play.value_word("person.outlook", held.value) == "quick_recovery"


VENOM = """
things:
  venom: {is: substance, hindering: 80 %, lasts: 2000 h}
  a dose of it: {is: dose, patient: Aki, substance: venom}
"""


def test_INJ_6_the_test_has_its_day() -> None:
    """It is nobody's knowledge for most of a day; then everybody knows who asked, and the antidote ends it."""
    play = ward("w: site: arm, depth: 40 %", VENOM)
    play.put("person.tests_blood", "Sei", 1)
    play.put("person.poison", "Aki", play.thing("venom"))
    assert admit(play)
    calm = float(play.get("person.stress", "Ren"))
    assert play.act("draw blood", nurse="Nao", patient="Aki", keeper="Sei")
    play.live(1)
    assert 0.15 < float(play.get("person.stress", "Ren")) - calm < 0.5
    poison = ("person.poison", [play.thing("Aki")])
    sample = play.all("sample")[0]
    for hours, status, tested in ((1, "open", 0), (20, "open", 0), (4, "known", 1)):
        play.live(hours * HOUR)
        assert [play.machine.held(play.thing(who), *poison).status for who in ("Nao", "Sei", "Ren")] == [status] * 3
        assert play.get("sample.tested", sample) == tested
    assert play.get("person.poison", "Aki")
    assert play.act("give the antidote", healer="Nao", patient="Aki")
    assert not play.get("person.poison", "Aki")
    assert play.all("dose") == []


def test_INJ_8_a_minute_of_panic_then_sleep() -> None:
    """He finds it out once; screams for the moments that help takes; and is put to sleep by a drug."""
    play = ward(STUMP.replace("permanent: yes", "permanent: no"))
    play.live(3 * HOUR)
    assert not play.get("person.panic", "Aki"), "nothing is lost yet"
    before = [float(play.get(attr, "Aki")) for attr in ("person.stress", "person.grief", "person.tiredness")]
    play.put("wound.permanent", "stump", 1)
    play.live(30_000)
    assert play.get("person.panic", "Aki")
    after = [float(play.get(attr, "Aki")) for attr in ("person.stress", "person.grief")]
    assert after[0] > before[0] + 0.5
    assert after[1] > before[1] + 0.4
    assert play.all("dose") == []
    play.live(31_000)
    assert not play.get("person.panic", "Aki")
    assert play.word("person.mind", "Aki") == "asleep"
    assert [play.get("dose.substance", d) for d in play.all("dose")] == [play.thing("sedative")]
    assert float(play.get("person.tiredness", "Aki")) > before[2] + 0.4
    assert play.value("numbed(p)", p="Aki") == pytest.approx(0.5, abs=0.2)
    assert 0.8 < play.value("clouded(p)", p="Aki") < 1
    play.live(3 * DAY)
    assert play.counts("Aki").get("discover the loss") == 1


LEG = """
  Tam: {is: person, age: 60, place: sickroom, home: market}
  Kor: {is: person, age: 40, place: sickroom, home: market, situation: danger}
things:
  the metal leg: {is: artificial_limb, wearer: Aki, maker: Tam}
"""


def test_INJ_15_on_and_off_again() -> None:
    """Fitted he stands, and practice may lead all the way; struck off he lies there, staggered, and gets less far."""
    play = ward(STUMP, LEG)
    assert admit(play)
    play.live(8 * WEEK)
    for name in ("Tam", "Kor"):
        play.choose("person.mind", name, "awake")
    play.put("person.lying", "Aki", 1)
    limit = float(play.get("person.mobility_limit", "Aki"))
    assert limit < 0.75
    assert play.act("fit the leg", maker="Tam", p="Aki", l="the metal leg")
    assert play.get("person.mobility_limit", "Aki") == 1
    assert not play.get("person.lying", "Aki")
    assert 1 < play.value("kick(p)", p="Aki") < 2
    steadiness = float(play.get("person.steadiness", "Aki"))
    blow = {"force": 0.9}
    assert play.act("strike at the artificial leg", amounts=blow, attacker="Kor", victim="Aki", l="the metal leg")
    assert play.get("person.mobility_limit", "Aki") == limit
    assert play.word("person.aid", "Aki") == "no_aid"
    assert play.get("person.lying", "Aki")
    assert float(play.get("person.steadiness", "Aki")) < steadiness - 0.25


def test_INJ_17_called_back_and_seen_to_live() -> None:
    """Pressing the chest helps against a failing heart and not against lack of blood; who held him dead sees it."""
    for blood, back in ((2500.0, False), (4000.0, True)):
        play = ward("w: site: arm, depth: 20 %, open: no")
        for who in ("Nao", "Ren"):
            play.put("person.place", who, play.thing("sickroom"))
        play.put("person.failing", "Aki", 1)
        play.put("person.arrest", "Aki", 1)
        play.put("person.blood", "Aki", blood)
        play.live(5 * MINUTE)
        play.machine.set_belief(play.thing("Ren"), "person.alive", [play.thing("Aki")], "known", 0)
        left = float(play.get("person.life", "Aki"))
        assert (play.value("started_by_hand(p)", p="Aki") > 0) == back
        assert play.act("press the chest", "starts", helper="Nao", patient="Aki")
        play.live(1)
        assert not play.get("person.failing", "Aki")
        assert bool(play.get("person.arrest", "Aki")) != back
        assert (float(play.get("person.life", "Aki")) > left + 0.08) == back
        assert bool(play.machine.held(play.thing("Ren"), "person.alive", [play.thing("Aki")]).value) == back
        play.live(10 * MINUTE)
        assert (play.word("person.outlook", "Aki") == "dead_or_dying") != back
