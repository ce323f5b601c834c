"""REL-25, REL-26 and KNW-17: how somebody is sent away, by what name, and with whose words."""

from __future__ import annotations

from typing import Any

import pytest

from .couples import pair, parted
from .diners import DAY, HOUR, MINUTE, Play, refusals, sets
from .support import NEVER

ASK, SEND, BACK, LEAVE = "ask for a talk", "send away", "say back the words of", "leave it at that"
STEPS = ("alone", "out", "name", "threat", "mockery", "words", "reasons")


def stone(persistence: float = 1.0, care: float = 0.95, named: bool = True, kept: bool = True, **changed: Any) -> Play:
    """Aki, who left Ren, has asked for a talk at the market and met stone."""
    play = parted(**{"separation_regime": "0", **changed})
    play.live(4 * HOUR)
    for who in ("Aki", "Ren"):
        play.put("person.place", who, play.thing("market"))
        play.choose("person.situation", who, "leisure")
    play.put("person.home", "Aki", play.thing("flat"))
    play.put("care", "Aki", care, "Ren")
    play.put("person.persistence", "Aki", persistence)
    play.choose_bond("name_for", "Aki", "by_first_name" if named else "by_family_name", "Ren")
    if not kept:
        for made in play.all("saying"):
            play.put("saying.said_back_at", made, play.machine.now)
    assert play.act(ASK, "meets stone", p="Aki", other="Ren")
    for who in ("Aki", "Ren"):
        play.put("person.stress", who, 0.15)
    play.put("hope", "Ren", 0, "Aki")
    play.live(0)
    play.counts()
    return play


def said(play: Play) -> int:
    """The sentence that Ren has kept."""
    (made,) = play.all("saying")
    return made


def far(play: Play) -> int:
    """How far Ren has gone."""
    return int(play.bond("refused_so_far", "Ren", "Aki"))


def test_REL_25_somebody_is_sent_away_step_by_step() -> None:
    """Each step in its order costs the one who came, and a little the one who refuses; the pain stays as it is."""
    play = stone()
    broken, grief = play.get("person.heartbreak", "Ren"), play.get("person.grief", "Ren")
    for step, name in enumerate(STEPS):
        assert far(play) == step
        play.put("person.stress", "Aki", 0.15)
        came, stays = float(play.get("person.stress", "Aki")), float(play.get("person.stress", "Ren"))
        if name == "words":
            assert play.refused(SEND, p="Ren", other="Aki") == "has nothing to say back now"
            assert play.act(BACK, p="Ren", x="Aki", s=said(play))
        else:
            assert play.act(SEND, p="Ren", other="Aki")
            assert float(play.get("person.stress", "Aki")) == pytest.approx(came + 0.08, abs=0.004)
            assert float(play.get("person.stress", "Ren")) == pytest.approx(stays + 0.03, abs=0.004)
        assert bool(play.bond("forbids_name", "Ren", "Aki")) is (step >= 2)
    assert (far(play), play.refused(SEND, p="Ren", other="Aki")) == (7, "did not listen")
    assert play.get("person.heartbreak", "Ren") == broken
    assert float(play.get("person.grief", "Ren")) == pytest.approx(float(grief), abs=0.01)
    assert not play.all("wound"), "the threat is not carried out"
    assert play.count("has stayed through it all") == 1
    assert play.refused(ASK, p="Aki", other="Ren") == "", "he may ask once more"
    assert play.bond("rebuffs", "Aki", "Ren") == 1, "with that to speak for him"


def test_REL_25_steps_that_have_no_ground_are_left_out() -> None:
    """No name is forbidden that is not used, and nothing said back that has just been."""
    play = stone(named=False, kept=False)
    steps = []
    while far(play) < 7:
        steps.append(STEPS[int(play.value("refusal_step(p, o)", p="Ren", o="Aki"))])
        assert play.act(SEND, p="Ren", other="Aki")
    assert steps == ["alone", "out", "threat", "mockery", "reasons"]
    assert not play.bond("forbids_name", "Ren", "Aki")


def test_REL_25_what_lets_somebody_send_another_away() -> None:
    """He has just not listened, and the other is there, and hears it."""
    play = stone()
    cases = {
        "did not listen": sets("stone_at", "Ren", float(play.machine.now - 3 * HOUR), "Aki"),
        "not all is said yet": sets("refused_so_far", "Ren", 7.0, "Aki"),
        "awake": sets("mind", "Aki", "asleep"),
    }
    refusals(play, SEND, cases, p="Ren", other="Aki")
    assert play.refused(SEND, p="Aki", other="Ren") == "did not listen"
    shorter = stone(in_one_conversation="5 min")
    shorter.live(6 * MINUTE)
    assert shorter.refused(SEND, p="Ren", other="Aki") == "did not listen"


@pytest.mark.parametrize(
    ("persistence", "care", "changed", "endured"),
    [
        (1.0, 0.95, {}, 7),
        (0.5, 0.8, {}, 3),
        (0.5, 0.45, {}, 1),
        (0.0, 0.95, {}, 0),
        (0.5, 0.8, {"most_refusals": "4"}, 1),
    ],
)
def test_REL_25_who_is_not_persistent_goes(
    persistence: float, care: float, changed: dict[str, Any], endured: int
) -> None:
    """After as many refusals as he endures, for whom he loves; by then he has had enough, and not before."""
    play = stone(persistence, care, **changed)
    for count in range(7):
        gone = play.refused(LEAVE, p="Aki", other="Ren") == ""
        assert gone is (count >= endured)
        if gone:
            break
        play.put("refused_so_far", "Ren", count + 1, "Aki")
    if endured < 7:
        before = float(play.get("person.stress", "Aki"))
        assert play.act(LEAVE, p="Aki", other="Ren")
        assert (play.get("person.place", "Aki"), play.word("person.situation", "Aki")) == (play.thing("flat"), "home")
        assert float(play.get("person.stress", "Aki")) == pytest.approx(before + 0.08, abs=0.01)
        assert float(play.get("person.came_in_at", "Aki")) == play.machine.now
        assert play.urge(LEAVE, p="Aki", other="Ren") == 6


def test_REL_25_persistence_and_prices_are_set() -> None:
    """For those of whom nothing else is said."""
    play = stone(usual_persistence="20 %", refusal_costs="20 %", cruelty_costs="10 %")
    assert float(play.get("person.persistence", "Mio")) == pytest.approx(0.2)
    assert play.act(SEND, p="Ren", other="Aki")
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.35, abs=0.004)
    assert float(play.get("person.stress", "Ren")) == pytest.approx(0.25, abs=0.004)
    for name, change in {
        "has a home": sets("home", "Aki", ":market"),
        "gets along a street": sets("mobility", "Aki", 0.1),
    }.items():
        once = stone(0.0)
        change(once)
        assert once.refused(LEAVE, p="Aki", other="Ren") == name


@pytest.mark.parametrize(("persistence", "stays"), [(1.0, True), (0.3, False)])
def test_REL_25_of_themselves_one_refuses_and_the_other_stays_or_goes(persistence: float, stays: bool) -> None:
    """Step after step, in minutes, while he is there."""
    play = stone(persistence, 1.0)
    play.put("person.asked_anew_at", "Aki", play.machine.now)
    for who in ("Aki", "Ren"):
        play.put("person.went_out_at", who, play.machine.now)
        play.put("person.grief", who, 0)
    play.machine.autonomy = True
    play.live(HOUR)
    counts = play.counts()
    assert counts.get(SEND, 0) >= 2
    assert (counts.get("has stayed through it all", 0) > 0) is stays
    assert (counts.get(LEAVE, 0) > 0) is not stays


# KNW-17


def test_KNW_17_the_sentence_that_hurt_is_kept_for_a_year() -> None:
    """With its speaker, its place and how hard it hit; by the one who was left, and by nobody else."""
    play = parted()
    made = said(play)
    assert play.get("saying.speaker", made) == play.thing("Aki")
    assert play.get("saying.keeper", made) == play.thing("Ren")
    assert play.get("saying.said_in", made) == play.thing("home")
    assert play.word("saying.said_about", made) == "it_is_over"
    assert float(play.get("saying.sting", made)) == pytest.approx(0.8, abs=0.02)
    play.live(365 * DAY)
    assert play.all("saying") == [made]
    play.put("saying.said_at", made, play.machine.now - 1001 * DAY)
    play.live(0)
    assert play.all("saying") == []
    short = parted(words_stay_for="10 days")
    short.live(11 * DAY)
    assert short.all("saying") == []
    mended = parted()
    mended.put("person.partner", "Ren", mended.thing("Aki"))
    mended.live(0)
    assert mended.all("saying") == []


def test_KNW_17_what_did_not_hit_runs_off() -> None:
    """Below that measure; and a second sentence of the same one is not kept beside the first."""
    assert parted(blow_of_being_left="10 %", words_stay_from="65 %").all("saying") == []
    for stress, care, kept in ((0.5, 0.9, 1), (0.3, 0.9, 0), (0.5, 0.3, 0)):
        play = pair()
        play.put("person.stress", "Aki", 0.6)
        play.put("person.stress", "Ren", stress)
        play.put("care", "Ren", care, "Aki")
        assert play.act("quarrel", p="Aki", other="Ren")
        play.live(0)
        assert len(play.all("saying")) == kept
        if kept:
            assert play.word("saying.said_about", said(play)) == "in_anger"
            play.put("quarrelled_at", "Aki", NEVER, "Ren")
            for who in ("Aki", "Ren"):
                play.put("person.let_off_steam_at", who, NEVER)
            assert play.act("quarrel", p="Aki", other="Ren")
            play.live(0)
            assert len(play.all("saying")) == 1
            play.put("grudge", "Aki", 0.4, "Ren")
            play.put("quarrelled_at", "Aki", NEVER, "Ren")
            assert play.act("make up", p="Aki", other="Ren")
            play.live(0)
            assert play.all("saying") == [], "he has taken it back"
    for stress, kept in ((0.7, 1), (0.5, 0)):
        play = pair(together=False)
        play.put("declared", "Ren", 1, "Aki")
        play.put("care", "Aki", 0.1, "Ren")
        play.choose("person.situation", "Aki", "leisure")
        play.put("person.stress", "Ren", stress)
        assert play.act("decline love", p="Aki", other="Ren")
        play.live(0)
        assert len(play.all("saying")) == kept
        if kept:
            assert play.word("saying.said_about", said(play)) == "no_love"
    left = parted()
    left.put("grudge", "Aki", 0.4, "Ren")
    left.put("quarrelled_at", "Aki", NEVER, "Ren")
    assert left.act("make up", p="Aki", other="Ren")
    left.live(0)
    assert len(left.all("saying")) == 1, "what was said at the end is not taken back so"


@pytest.mark.parametrize(("changed", "hit"), [({}, 0.5), ({"own_words_hit": "25 %"}, 0.25)])
def test_KNW_17_said_back_it_hits_the_one_who_said_it(changed: dict[str, Any], hit: float) -> None:
    """A year later he knows it at once; and it takes nothing from the one who kept it."""
    play = stone(**changed)
    play.put("refused_so_far", "Ren", 5, "Aki")
    made = said(play)
    play.put("saying.said_at", made, play.machine.now - 365 * DAY)
    play.put("saying.sting", made, 0.8)
    play.put("person.stress", "Aki", 0.15)
    before = play.get("person.heartbreak", "Ren"), play.get("person.stress", "Ren")
    cases = {
        "they are his": lambda play: play.put("saying.speaker", made, play.thing("Mio")),
        "the two are at it": sets("approached_at", "Aki", NEVER, "Ren"),
        "hears it": sets("mind", "Aki", "asleep"),
        "hurts still": sets("heartbreak", "Ren", 0.0),
        "not said back of late": lambda play: play.put("saying.said_back_at", made, play.machine.now - 99 * DAY),
        "has not just begun": sets("refused_so_far", "Ren", 4.0, "Aki"),
    }
    refusals(play, BACK, cases, p="Ren", x="Aki", s=made)
    assert play.urge(BACK, p="Ren", x="Aki", s=made) == pytest.approx(3.8)
    angry = play.again(1)
    angry.put("person.heartbreak", "Ren", 0)
    angry.put("grudge", "Ren", 0.5, "Aki")
    assert angry.refused(BACK, p="Ren", x="Aki", s=made) == ""
    assert play.act(BACK, p="Ren", x="Aki", s=made)
    play.live(0)
    assert play.count("knows the own words") == 1
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.15 + 0.8 * hit, abs=0.003)
    assert float(play.bond("guilt_towards", "Aki", "Ren")) == pytest.approx(0.8 * hit, abs=0.003)
    assert (play.get("person.heartbreak", "Ren"), play.get("person.stress", "Ren")) == before
    assert far(play) == 6
    quarrel = stone(says_back_again="1 day")
    quarrel.put("approached_at", "Aki", NEVER, "Ren")
    quarrel.put("stone_at", "Ren", NEVER, "Aki")
    quarrel.put("quarrelled_at", "Ren", quarrel.machine.now, "Aki")
    quarrel.put("saying.said_back_at", said(quarrel), quarrel.machine.now - 2 * DAY)
    assert quarrel.refused(BACK, p="Ren", x="Aki", s=said(quarrel)) == ""
    assert quarrel.act(BACK, p="Ren", x="Aki", s=said(quarrel))
    assert far(quarrel) == 0, "nobody is sent away here"


# REL-26


def name(play: Play, who: str, other: str) -> str:
    """By what name somebody calls another."""
    return play.value_word("person>person.name_for", play.bond("name_for", who, other))


def chatting(**changed: Any) -> Play:
    """Mio and Nao are at the market; Oda looks on."""
    play = pair(**changed)
    for who in ("Mio", "Nao", "Oda"):
        play.put("person.place", who, play.thing("market"))
        play.put("person.home", who, play.thing({"Mio": "flat", "Nao": "inn", "Oda": "clinic"}[who]))
        play.choose("person.situation", who, "leisure")
        play.put("person.stress", who, 0.15)
    return play


def chat(play: Play, who: str = "Mio", other: str = "Nao") -> dict[str, int]:
    """The two have a chat; events of it by rule."""
    play.put("person.loneliness", who, 0.9)
    play.counts()
    assert play.act("chat", p=who, other=other)
    play.live(0)
    return play.counts()


def fits(play: Play, who: str = "Mio", other: str = "Nao") -> str:
    """What name would be fitting."""
    words = play.words("person>person.name_for")
    found = [word for word in words if play.value(f"if fitting_name(p, o) is {word} then 1 else 0", p=who, o=other)]
    return found[0].removeprefix("by_")


def test_REL_26_a_name_is_a_matter_of_rank_roof_and_closeness() -> None:
    """Strangers, friends, kin, partners, a teacher, a chief, whoever lives with one, whoever one has left."""
    play = chatting()
    assert fits(play) == "family_name"
    for change, value in (("closeness", 0.7), ("kin", 1)):
        once = play.again(1)
        once.put(change, "Mio", value, "Nao")
        assert fits(once) == "first_name"
    once = play.again(1)
    once.put("person.partner", "Mio", once.thing("Nao"))
    assert fits(once) == "first_name"
    once = play.again(1)
    once.put("teaches", "Nao", 1, "Mio")
    once.put("closeness", "Mio", 0.7, "Nao")
    assert (fits(once), fits(once, "Nao", "Mio")) == ("title", "family_name")
    once.put("person.home", "Nao", once.thing("flat"))
    assert fits(once) == "first_name", "under one roof there is no teacher"
    assert fits(play, "Mio", "Oda") == "title"
    once = play.again(1)
    once.put("person.home", "Nao", once.thing("flat"))
    assert fits(once) == "first_name"
    once.put("forbids_name", "Nao", 1, "Mio")
    assert fits(once) == "family_name"
    assert fits(parted(), "Aki", "Ren") == fits(parted(), "Ren", "Aki") == "family_name"


def test_REL_26_a_nearer_name_is_an_event_that_others_notice() -> None:
    """The first name that is used at all is none; what was used once stays, though closeness fades."""
    play = chatting(a_name_draws_near="10 %", a_name_tells="50 %")
    found = chat(play)
    assert name(play, "Mio", "Nao") == "by_family_name"
    assert not {rule for rule in found if "name" in rule}
    play.put("closeness", "Mio", 0.9, "Nao")
    play.put("closeness", "Nao", 0.2, "Mio")
    found = chat(play)
    assert found["calls by a nearer name"] == found["hears a nearer name"] == 1
    assert name(play, "Mio", "Nao") == "by_first_name"
    assert float(play.bond("closeness", "Nao", "Mio")) == pytest.approx(0.34, abs=0.002)
    assert play.value("belief(q, care(p, o))", q="Oda", p="Mio", o="Nao") == pytest.approx(0.6)
    assert play.value("certainty(q, care(p, o))", q="Oda", p="Mio", o="Nao") == pytest.approx(0.5)
    assert play.value("certainty(q, care(p, o))", q="Nao", p="Mio", o="Nao") == 0
    play.put("closeness", "Mio", 0.3, "Nao")
    assert not {rule for rule in chat(play) if "name" in rule}
    assert name(play, "Mio", "Nao") == "by_first_name"


@pytest.mark.parametrize(
    ("care", "back", "changed"), [(0.6, 0.6, {}), (0.6, 0.1, {}), (0.1, 0.6, {"a_name_hurts": "30 %"})]
)
def test_REL_26_a_more_distant_name_hurts_both(care: float, back: float, changed: dict[str, Any]) -> None:
    """Each of the two to whom the other is dear; and is noticed."""
    play = chatting(**changed)
    hurts = 0.3 if changed else 0.1
    play.choose_bond("name_for", "Mio", "by_first_name", "Nao")
    play.put("forbids_name", "Nao", 1, "Mio")
    play.put("care", "Mio", care, "Nao")
    play.put("care", "Nao", back, "Mio")
    found = chat(play)
    assert found["calls by a more distant name"] == found["hears a more distant name"] == 1
    assert name(play, "Mio", "Nao") == "by_family_name"
    assert float(play.get("person.stress", "Mio")) == pytest.approx(0.15 + (hurts if care > 0.5 else 0), abs=0.002)
    assert float(play.get("person.stress", "Nao")) == pytest.approx(0.15 + (hurts if back > 0.5 else 0), abs=0.002)
    assert play.value("belief(q, care(p, o))", q="Oda", p="Mio", o="Nao") == pytest.approx(0.1)
    assert "calls by a more distant name" not in chat(play), "it is said once"


def test_REL_26_the_first_name_is_claimed_or_refused() -> None:
    """Granted if the other is as near; refused, and not claimed again so soon, if he is not."""
    claim = "claim the first name"
    play = chatting(a_name_draws_near="5 %")
    play.choose_bond("name_for", "Mio", "by_family_name", "Nao")
    for who, other in (("Mio", "Nao"), ("Nao", "Mio")):
        play.put("care", who, 0.6, other)
        play.put("closeness", who, 0.4, other)
    cases = {
        "time for it": sets("situation", "Mio", "work"),
        "awake": sets("mind", "Nao", "asleep"),
        "calls him otherwise": lambda play: play.choose_bond("name_for", "Mio", "by_first_name", "Nao"),
        "dear to him": sets("care", "Mio", 0.3, "Nao"),
        "near enough": sets("closeness", "Mio", 0.3, "Nao"),
        "is not forbidden": sets("forbids_name", "Nao", 1.0, "Mio"),
        "no pupil of his": sets("teaches", "Nao", 1.0, "Mio"),
        "not so soon again": sets("asked_for_name_at", "Mio", float(play.machine.now - 59 * DAY), "Nao"),
    }
    refusals(play, claim, cases, p="Mio", other="Nao")
    assert play.urge(claim, p="Mio", other="Nao") == pytest.approx(0.9)
    granted = play.again(1)
    assert granted.act(claim, p="Mio", other="Nao")
    assert name(granted, "Mio", "Nao") == name(granted, "Nao", "Mio") == "by_first_name"
    for who, other in (("Mio", "Nao"), ("Nao", "Mio")):
        assert float(granted.bond("closeness", who, other)) == pytest.approx(0.45, abs=0.002)
    for attr, value in (("closeness", 0.2), ("grudge", 0.5)):
        refused = play.again(1)
        refused.put(attr, "Nao", value, "Mio")
        assert refused.act(claim, p="Mio", other="Nao")
        assert name(refused, "Mio", "Nao") == "by_family_name"
        assert float(refused.get("person.stress", "Mio")) == pytest.approx(0.25, abs=0.002)
        assert refused.refused(claim, p="Mio", other="Nao") == "not so soon again"
    left = parted(separation_regime="0", claims_a_name_from="20 %", claims_again_after="1 h")
    left.choose_bond("name_for", "Aki", "by_family_name", "Ren")
    left.put("grudge", "Ren", 0, "Aki")
    assert left.act(claim, p="Aki", other="Ren")
    assert name(left, "Aki", "Ren") == "by_family_name"
    left.live(2 * HOUR)
    assert left.refused(claim, p="Aki", other="Ren") == ""
    free = chatting()
    free.choose_bond("name_for", "Mio", "by_family_name", "Nao")
    for who, other in (("Mio", "Nao"), ("Nao", "Mio")):
        free.put("care", who, 0.9, other)
        free.put("closeness", who, 0.55, other)
    free.machine.autonomy = True
    free.live(DAY)
    assert free.counts().get(claim, 0) >= 1, "of themselves"


def test_REL_26_names_under_one_roof_and_after_the_end() -> None:
    """Who moves in drops the title; who was left answers by the family name, which hurts both."""
    drops = "drops the title at home"
    for forbidden, dropped in ((0, 1), (1, 0)):
        play = chatting(a_name_draws_near="10 %")
        play.put("person.place", "Mio", play.thing("inn"))
        play.put("person.place", "Nao", play.thing("inn"))
        play.put("care", "Mio", 0.6, "Nao")
        play.put("closeness", "Nao", 0.2, "Mio")
        play.put("forbids_name", "Nao", forbidden, "Mio")
        play.choose_bond("name_for", "Mio", "by_title", "Nao")
        play.counts()
        assert play.act("move in with", p="Mio", host="Nao")
        play.live(0)
        assert play.count(drops) == dropped
        assert name(play, "Mio", "Nao") == ("by_first_name" if dropped else "by_title")
        assert float(play.bond("closeness", "Nao", "Mio")) == pytest.approx(0.3 + 0.1 * dropped, abs=0.002)
    stress = []
    for called, answers in (("by_first_name", 1), ("by_family_name", 0)):
        play = stone()
        play.choose_bond("name_for", "Ren", called, "Aki")
        play.put("approached_at", "Aki", NEVER, "Ren")
        for who in ("Aki", "Ren"):
            play.put("person.stress", who, 0.15)
        assert play.act(ASK, "meets stone", p="Aki", other="Ren")
        play.live(0)
        assert play.count("answers with the family name") == answers
        assert name(play, "Ren", "Aki") == "by_family_name"
        stress.append([float(play.get("person.stress", who)) for who in ("Aki", "Ren")])
    assert stress[0] == pytest.approx([much + 0.1 for much in stress[1]])
    heard = stone()
    heard.put("forbids_name", "Ren", 1, "Aki")
    heard.put("approached_at", "Aki", NEVER, "Ren")
    heard.put("person.lying", "Ren", 1)
    heard.put("grudge", "Ren", 0, "Aki")
    heard.put("rebuffs", "Aki", 2, "Ren")
    assert heard.act(ASK, "finds an ear", p="Aki", other="Ren")
    assert not heard.bond("forbids_name", "Ren", "Aki"), "whoever listens takes that back"
