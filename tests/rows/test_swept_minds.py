"""The parameters of packs/minds: each changes what its sentence says, and in that direction."""

from __future__ import annotations

import pytest

from tests.rows.sweeps import DOWN, UP, Case, in_town, lets, lives, says, swept, takes, urge

FADING = (
    lives("guilt_time", UP, "guilt_towards(Ren, Aki)", "Ren.guilt_towards.Aki = 90 %", after="1 day"),
    lives("grudge_time", UP, "grudge(Ren, Aki)", "Ren.grudge.Aki = 90 %", after="1 day"),
    lives("worry_time", UP, "worry(Ren, Aki)", "Ren.worry.Aki = 90 %", after="1 day"),
    lives("closeness_time", UP, "closeness(Ren, Mio)", "Ren.closeness.Mio = 90 %", after="1 day"),
    lives("grief_time", UP, "grief(Ren)", "Ren.grief = 90 %", after="1 day"),
    lives("joy_time", UP, "joy(Ren)", "Ren.joy = 90 %", after="12 h"),
    lives("stress_time", UP, "stress(Ren)", "Ren.stress = 40 %", after="2 h"),
    lives("fright_time", UP, "fright(Ren)", "Ren.fright = 90 %", after="1 day"),
    lives("need_time", UP, "need(Ren)", "Ren.need = 90 %", after="10 min"),
    lives("loneliness_time", DOWN, "loneliness(Ren)", "Ren.loneliness = 0", after="6 h"),
    lives("grief_of_the_left", UP, "grief(Ren)", "Ren.heartbreak = 90 %", after="1 day"),
)
SLEEPLESS = "Ren.sleep_debt = 30 h"
HEED = (
    says("evening_debt", UP, "attention(Ren)", SLEEPLESS),
    says("lapse_rate", DOWN, "attention(Ren)", SLEEPLESS),
    says("least_attention", UP, "attention(Ren)", "Ren.sleep_debt = 250 h"),
    says("fog_attention", UP, "attention(Ren)", "Ren.befogged = yes"),
    says("fever_attention", UP, "attention(Ren)", "Ren.fever = 90 %"),
    says("narrowing", DOWN, "attention_to_all_else(Ren)", "Ren.surge = 80 %"),
    says("narrowing", DOWN, "heed(Ren)", "Ren.surge = 80 %"),
    lets("ear_for_talk", DOWN, "chat / has an ear for it: p is Ren, other is Aki", "Ren.sleep_debt = 36 h"),
)
LISTENS = "Aki.wall = 80 %"
COMPANY = (
    says("wall_hides", DOWN, "legible(Ren, Aki)", "Ren.wall = 80 %; Ren.readability.Aki = 90 %"),
    lives("talk_breaches", DOWN, "wall(Aki)", LISTENS, "ask for a talk / finds an ear: p is Ren, other is Aki"),
    lets(
        "warms_every",
        DOWN,
        "grow fonder / some days of talk: p is Ren, other is Aki",
        "Ren.warmed_at.Aki = 10 days ago",
    ),
    lets("steam_time", DOWN, "quarrel / has let off no steam of late: p is Ren", "Ren.let_off_steam_at = 15 days ago"),
)
SEVERE = "cut.patient = Ren; Ren.mind = unconscious; Ren.steadiness = 5 %; Ren.lying = yes"
BROUGHT_DOWN = "bring down: p is Ren, foe is Aki"
BLOWS = (
    takes("fight_time", UP, "bring down: p is Ren, foe is Aki"),
    lives("worst_bleeding", UP, "sum(bleeding(w) for w in wounds(Aki))", "", BROUGHT_DOWN),
    lives("wound_ache", UP, "sum(ache(w) for w in wounds(Aki))", "", BROUGHT_DOWN),
    lives(
        "reaction_to_blow",
        DOWN,
        "steadiness(Ren)",
        "dart.target = Ren; dart.taken = yes",
        "strike: victim is Ren, m is dart",
    ),
    lives("terror_surge", UP, "surge(Ren)", "", "terror: p is Ren"),
    lives("speech_steadies", UP, "steadiness(Ren)", SEVERE, "take the hand: p is Aki, other is Ren"),
    lives("speech_steadies", UP, "steadiness(Ren)", SEVERE, "hold on at the bedside: p is Aki, x is Ren"),
    lives("speech_steadies", UP, "steadiness(Ren)", SEVERE, "speak: p is Aki, other is Ren"),
    lives(
        "certain_of_what_he_saw", UP, "certainty(Aki, alive(Ren))", "", "sees a heart stop: x is Ren, witness is Aki"
    ),
)
TEARS = (
    lets("tears_from", DOWN, "tears come / too much, or shut off from the world: p is Ren", "Ren.stress = 50 %"),
    lets(
        "tears_again",
        DOWN,
        "tears come / too much, or shut off from the world: p is Ren",
        "Ren.stress = 80 %; Ren.wept_at = 1 day ago",
    ),
    lets("tears_time", DOWN, "tears dry / long enough: p is Ren", "Ren.wept_at = 30 min ago"),
    urge("tears_move", UP, "comfort: p is Aki, other is Ren", "Ren.weeping = yes"),
)
LIVES = "takes heart: teller is Oda, hearer is Ren, x is Aki"
FOND = "Ren.care.Aki = 80 %"
NEWS = (
    lives("relief_of_news", UP, "joy(Ren)", FOND, LIVES),
    lets(
        "glad_anew_after",
        DOWN,
        "takes heart / has not been glad of it yet: teller is Oda, hearer is Ren, x is Aki",
        "Ren.heartened_at.Aki = 20 days ago",
    ),
    lives("gift_of_the_face", UP, "joy(Ren)", FOND, "is moved by the bare face: p is Ren, other is Aki"),
    lives("hope_of_a_word", DOWN, "stress(Aki)", "Aki.stress = 60 %", "mutter in the faint: p is Aki, other is Ren"),
    says("regret_emboldens", UP, "daring(Ren, Aki)", "Ren.never_told.Aki = yes; Ren.initiative = 0"),
    urge(
        "a_voice_carries",
        UP,
        "open the eyes: p is Ren",
        "Ren.grieving = yes; Ren.grief = 90 %; Ren.called_at = 3 h ago",
    ),
    lives(
        "asks_why_again",
        DOWN,
        "if since(asked_why_at(Ren, Aki)) > asks_why_again then 1 else 0",
        "Ren.asked_why_at.Aki = 40 days ago",
    ),
)
REMEMBERS = "cut.patient = Ren"
DREAMS = (
    lets("ordeal_depth", DOWN, "ordeal stays in the memory / bad enough: p is Ren, w is cut"),
    says("same_cause", UP, "resembles(memory, Ren)", REMEMBERS),
    says("same_site", UP, "resembles(memory, Ren)", REMEMBERS),
    lives("dream_arousal", UP, "stress(Ren)", "", "dream puts another in the place: p is Ren, x is Aki, o is memory"),
)


@pytest.mark.parametrize("case", FADING, ids=str)
def test_PHY_14_how_long_feelings_last(case: Case) -> None:
    """Each fades with a time of its own; grief is held up by a heart that is broken."""
    swept(case, in_town())


@pytest.mark.parametrize("case", HEED, ids=str)
def test_PHY_10_what_attention_is_left(case: Case) -> None:
    """To the sleepless, the clouded and the feverish, and how much of it a talk takes."""
    swept(case, in_town())


@pytest.mark.parametrize("case", COMPANY, ids=str)
def test_KNW_10_how_soon_talk_warms_and_tempers_give_way_again(case: Case) -> None:
    """Some days of talk make fonder, and words clear the air for a while."""
    swept(case, in_town())


@pytest.mark.parametrize("case", BLOWS, ids=str)
def test_PHY_13_what_blows_terror_and_voices_do(case: Case) -> None:
    """How long a fight takes and what its wounds do; what terror sets free; what a hand and a voice give back."""
    swept(case, in_town())


@pytest.mark.parametrize("case", TEARS, ids=str)
def test_PHY_14_when_tears_come_and_what_they_do(case: Case) -> None:
    """From which stress, how soon again, for how long, and how much they move others."""
    swept(case, in_town())


@pytest.mark.parametrize("case", NEWS, ids=str)
def test_KNW_1_what_news_and_a_bare_face_do(case: Case) -> None:
    """How glad they make, how soon again, and how long a question rests that was asked."""
    swept(case, in_town())


@pytest.mark.parametrize("case", DREAMS, ids=str)
def test_INJ_18_what_a_dream_is_made_of(case: Case) -> None:
    """What is remembered, which memory is most alike, and how much a dream stirs."""
    swept(case, in_town())
