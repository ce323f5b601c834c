"""The parameters of worlds/leaf: each changes what its sentence says, and in that direction."""

from __future__ import annotations

import pytest

from tests.rows.support import MINUTE
from tests.rows.sweeps import DOWN, UP, Case, in_leaf, lets, lives, most, odds, says, swept, takes, urge

WOUNDED = "cut.patient = Ren; Ren.chakra = 50 chakra"
GIVES_WAY = "cut.patient = Ren; cut.depth = 60 %; Ren.taxed_at = 0 h ago"
STALLED = f"{GIVES_WAY}; Ren.reserve = stalled; Ren.lying = yes; Ren.stall_level = 3 chakra"
RECOVERY = (
    lives("healing_load", DOWN, "chakra(Ren)", WOUNDED, after="6 h"),
    lives("quick_recovery_time", DOWN, "chakra(Ren)", "Ren.chakra = 60 chakra", after="3 h"),
    lets("crisis_every", DOWN, "body is taxed / time for it: p is Ren", "Ren.taxed_at = 10 h ago"),
    lives("ebb_time", UP, "chakra(Ren)", f"{STALLED}; Ren.chakra = 3 chakra; Ren.reserve = ebbing", after="10 min"),
    lives("stall_time", UP, "chakra(Ren)", f"{STALLED}; Ren.chakra = 5 chakra", after="5 min"),
    lives("signature_time", UP, "foreign(Ren)", "Ren.foreign = 90 %", after="1 day"),
    lets("recognising_time", DOWN, "know the flow / long enough: p is Ren, giver is Aki", "Ren.given_at = 2 h ago"),
)
EYE = (
    lives("far_below", UP, "chakra(Ren)", "Ren.drawing_eye = yes; Ren.eye_open = yes", after="10 min"),
    lives("eye_ache", UP, "pain(Ren)", "", "eye throbs: p is Ren"),
)
SIGNS = (
    lets("winded_below", UP, "grow winded / below the warning level: p is Ren", "Ren.chakra = 40 chakra"),
    lets("winded_below", DOWN, "get the breath back / enough: p is Ren", "Ren.chakra = 40 chakra"),
    lets("cold_below", UP, "hands go cold / lower: p is Ren", "Ren.chakra = 20 chakra"),
    says("hollow_effort", UP, "healing_price(Ren, cut)", "Ren.hollow = yes"),
    says("hollow_effort", UP, "step_price(Ren)", "Ren.hollow = yes"),
    most("touch_error", UP, "feel how much is left in / error: p is Ren, x is Aki"),
    most("touch_error", UP, "lay a hand on / error: p is Ren, x is Aki"),
)
ON_MISSION = "Aki.on_mission = outing; Ren.on_mission = outing; outing.due = 0 h - 10 days ago"
SPENDING = (
    lives("training_spends", DOWN, "chakra(Ren)", "", "train: p is Ren"),
    lives("mission_spends", DOWN, "chakra(Ren)", ON_MISSION, "carry out the mission: leader is Aki"),
    says("closing_cost", UP, "healing_price(Ren, cut)"),
    takes("closing_time", UP, "close a wound: healer is Ren, patient is Aki, w is cut"),
    lets("dog_cost", DOWN, "send a ninja dog / something to call it with: p is Ren", "Ren.chakra = 10 chakra"),
    lets("chain_cost", DOWN, "break the chains / strength enough: p is Ren", "Ren.chakra = 50 chakra"),
    lives("chain_cost", DOWN, "chakra(Ren)", "Ren.chained = yes", "break the chains: p is Ren"),
)
GIFTS = (
    says("gift_wound_danger", UP, "gift_breaks(Ren)", "cut.patient = Ren"),
    says("beyond_self", UP, "shown_care(Aki, Ren)"),
    lets(
        "through_walls",
        UP,
        "pour chakra / in reach: giver is Ren, receiver is Aki",
        "hut.next_door = den; Aki.place = den",
    ),
)
STEPPED = "Ren.steps_in_row = 2; Ren.stepped_at = 10 h ago"
STEP = (
    says("step_load", UP, "step_price(Ren)"),
    says("step_rising", UP, "step_price(Ren)", "Ren.steps_in_row = 2; Ren.stepped_at = 1 h ago"),
    says("step_rest", UP, "step_price(Ren)", STEPPED),
    takes("step_time", UP, "take the God Step: p is Ren, to is moor"),
    odds("step_overdraft", UP, "take the God Step / lands: p is Ren, to is moor", "Ren.chakra = 50 chakra"),
    odds("step_lethality", UP, "take the God Step / breaks him: p is Ren, to is moor", "Ren.chakra = 20 chakra"),
    lives("step_shakes", DOWN, "steadiness(Ren)", "", "take the God Step / lands: p is Ren, to is moor"),
    says("step_worth", DOWN, "if far_from_help(Ren) then 1 else 0", "Ren.place = moor"),
    lives("stone_mending", DOWN, "mended(hole)", "hole.in_stone = yes", after="1 day"),
    lives("forest_mending", DOWN, "mended(hole)", after="1 day"),
    lives("crack_frightens", UP, "stress(Aki)", "", "land with a crack: p is Ren, to is hut"),
)
FURIOUS = "Ren.surge = 100 %; Ren.skill = 100 %"
INTENT = (
    lets("intent_skill", DOWN, "killing intent / an elite: p is Ren", "Ren.skill = 80 %"),
    says("intent_margin", DOWN, "overawed(Ren, Aki)", f"{FURIOUS}; Aki.skill = 20 %"),
    lives("intent_fear", UP, "stress(Aki)", FURIOUS, "killing intent: p is Ren"),
    lives("intent_freeze", UP, "stress(Aki)", f"{FURIOUS}; Aki.skill = 60 %", "killing intent: p is Ren"),
)
HIDING = (
    takes("look_round_time", UP, "search for: p is Ren, x is Aki"),
    odds("open_find", UP, "search for / finds: p is Ren, x is Aki"),
    odds("hidden_find", UP, "search for / finds: p is Ren, x is Aki", "Aki.lies_low = yes; Ren.skill = 30 %"),
    urge("search_again", DOWN, "search for: p is Ren, x is Aki", "Ren.searched_at.Aki = 2 days ago"),
    lets("sensing_capacity", DOWN, "keep track of / feels others: p is Ren"),
    lets("vanish_range", UP, "vanish / in range: p is Ren, to is den"),
    lets("vanish_cost", DOWN, "vanish / something to do it with: p is Ren", "Ren.chakra = 20 chakra"),
    lives("vanish_cost", DOWN, "chakra(Ren)", "", "vanish: p is Ren, other is Aki, to is den"),
    lets(
        "shunned_from",
        DOWN,
        "have enough of somebody / bears a grudge: p is Aki, other is Ren",
        "Ren.grudge.Aki = 50 %",
    ),
    lets(
        "enough_before",
        DOWN,
        "have enough of somebody / had enough before: p is Aki, other is Ren",
        "Ren.stress = 60 %",
    ),
)
OPENS = "let oneself in: p is Ren, s is lock"
DOORS = (
    takes("signs_time", UP, OPENS),
    takes("one_handed_signs", UP, OPENS, "Ren.aid = one_crutch"),
    takes("no_handed_signs", UP, OPENS, "Ren.aid = two_crutches"),
    lives("signs_chakra", DOWN, "chakra(Ren)", "", OPENS),
    urge(
        "note_again",
        DOWN,
        "write a sealed note: p is Oda, reader is Ren, x is Aki",
        "Ren.place = moor; Oda.noted_at.Ren = 10 days ago",
    ),
)
LIMB = (
    takes("fusion_time", UP, "fuse the limb: maker is Mio, p is Ren, l is peg"),
    odds("fusion_own", UP, "fuse the limb / takes: maker is Ren, p is Ren, l is peg"),
    lives("fusion_chakra", DOWN, "chakra(Ren)", "", "fuse the limb: maker is Mio, p is Ren, l is peg"),
    lets(
        "infusing_chakra",
        DOWN,
        "build a limb / something to put into it: maker is Mio, p is Ren",
        "Mio.chakra = 20 chakra",
    ),
    lives("infusing_chakra", DOWN, "chakra(Mio)", "", "infuse it again: maker is Mio, p is Ren, l is peg"),
)
RANKS = (
    lets("chunin_skill", DOWN, "promoted to chunin / can do so much: p is Ren", "Ren.skill = 50 %"),
    lets("jounin_skill", DOWN, "promoted to jounin / can do so much: p is Ren", "Ren.skill = 50 %"),
    lets(
        "jounin_share",
        UP,
        "promoted to jounin / too few seniors: p is Ren",
        "Ren.workplace = hut; Ren.post = field; Ren.rank = chunin",
    ),
)


@pytest.mark.parametrize("case", RECOVERY, ids=str)
def test_PHY_3_how_fast_chakra_comes_back_or_ebbs(case: Case) -> None:
    """A working day's is soon back, wounds lengthen it, the last ebbs, and a gift is foreign for a while."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", EYE, ids=str)
def test_PHY_7_how_the_open_eye_draws_and_aches(case: Case) -> None:
    """The further below empty it aims, the more evenly it draws; below some share it hurts."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", SIGNS, ids=str)
def test_PHY_8_where_the_signs_begin_and_what_they_cost(case: Case) -> None:
    """Short of breath, cold hands, hollow, and what a touch tells of it."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", SPENDING, ids=str)
def test_PHY_1_what_spends_the_reserve(case: Case) -> None:
    """Training, missions, closing wounds, calling a dog, breaking chains."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", GIFTS, ids=str)
def test_TEC_2_what_a_gift_risks_shows_and_reaches(case: Case) -> None:
    """Open wounds add to its danger; what it says of love; whether it goes through a wall."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", STEP, ids=str)
def test_TEC_7_what_a_step_costs_and_leaves(case: Case) -> None:
    """Goods, steps in a row and rest; how it goes wrong; what it does to him, to the ground and to who stands there."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", INTENT, ids=str)
def test_TEC_10_from_whom_intent_goes_out_and_what_it_does(case: Case) -> None:
    """Of how much skill, how far beyond another's nerve, and what it is to those who fear and those who freeze."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", HIDING, ids=str)
def test_TEC_18_who_is_found_felt_and_lost(case: Case) -> None:
    """How long and how well one searches, who feels others, how far and at what price one vanishes, and from whom."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", DOORS, ids=str)
def test_TEC_14_what_signs_cost_with_hands_taken(case: Case) -> None:
    """Time and chakra at a sealed door; and how soon another burning note is written."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", LIMB, ids=str)
def test_TEC_19_what_fusing_takes(case: Case) -> None:
    """Time and chakra of maker and wearer, and whose own work takes most surely."""
    swept(case, in_leaf())


@pytest.mark.parametrize("case", RANKS, ids=str)
def test_MIS_3_what_a_rank_asks_for(case: Case) -> None:
    """Skill, and for the highest a want of seniors at the desk."""
    swept(case, in_leaf())


def test_PHY_8_a_mate_feels_of_himself_how_much_is_left() -> None:
    """Out there whoever flags has his arm taken, once, and what the touch tells is rough; nobody does so at home."""
    for situation, felt in (("mission", 1), ("home", 0)):
        play = in_leaf().given(
            f"{ON_MISSION}; Ren.flagging = yes; Ren.chakra = 20 chakra; Oda.place = den; Mio.place = den"
        )
        for who in ("Aki", "Ren"):
            play.choose("person.situation", who, situation)
        play.machine.autonomy = True
        play.counts()
        play.live(20 * MINUTE)
        assert play.counts("Aki").get("feel how much is left in", 0) == felt
        if felt:
            told = play.value("belief(Aki, chakra(Ren))")
            assert 0.6 * 20 < told < 1.4 * 22
