"""TEC-1 to TEC-5: chakra transfer, what it proves and what it costs, who knows of it, and copying by the eye."""

from __future__ import annotations

import pytest

from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, Play, shipped

KAKASHI, IRUKA, TSUNADE, NURSE = "Hatake Kakashi", "Umino Iruka", "Tsunade", "the nurse"
RAIDO, GENMA = "Namiashi Raido", "Shiranui Genma"
CHAKRA = "person.chakra"
TRANSFER, GIVEN, WHEN = "the chakra transfer", "that chakra can be given", "when chakra goes over"


def gather(play: Play, place: str, *people: str) -> None:
    """Puts people into one place."""
    for who in people:
        play.put("person.place", who, play.thing(place))


def at_the_bed(care: float, regard: float, surge: float = 1.0, place: str = "hospital", **values: str) -> Play:
    """Iruka at the bed of Kakashi, who lies there with next to nothing left."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    gather(play, "hospital", KAKASHI)
    gather(play, place, IRUKA)
    for who in (IRUKA, KAKASHI):
        play.choose("person.situation", who, "hospital")
    play.put("person.lying", KAKASHI, 1)
    play.choose("person.mind", KAKASHI, "unconscious")
    play.put(CHAKRA, KAKASHI, 10)
    play.put("care", IRUKA, care, KAKASHI)
    play.put("person.self_regard", IRUKA, regard)
    play.put("person.surge", IRUKA, surge)
    play.put("person.focus", IRUKA, play.thing(KAKASHI))
    return play


def went_over(care: float, regard: float, place: str = "hospital", stops: bool = True) -> bool:
    """Whether chakra goes over of itself, nobody directing anything, when the other's heart stops."""
    play = at_the_bed(care, regard, 0.0, place)
    if stops:
        play.put(CHAKRA, KAKASHI, 0)
    play.machine.autonomy = True
    play.live(MINUTE)
    return play.count("chakra goes over") > 0


def test_TEC_1_goes_over_where_the_other_matters_more() -> None:
    """A heart stops; he clings to him of himself, and it goes over exactly where care exceeds self-regard."""
    for care, regard in ((0.45, 0.1), (0.45, 0.6), (0.7, 0.8)):
        assert went_over(care, regard), (care, regard)
    for care, regard in ((0.45, 0.7), (0.45, 0.9), (0.7, 0.95), (0.3, 0.4)):
        assert not went_over(care, regard), (care, regard)


def test_TEC_1_takes_contact_and_a_surge() -> None:
    """In the next room, or with nothing to set free a surge, nothing goes over."""
    assert went_over(0.7, 0.3)
    assert not went_over(0.7, 0.3, place="corridor")
    assert not went_over(0.7, 0.3, stops=False)


def concluded(regard: float) -> float:
    """What Tsunade makes of Iruka's care after the gift, if she has that opinion of his regard for himself."""
    play = at_the_bed(0.9, regard)
    assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
    play.live(1)
    gather(play, "hospital", TSUNADE)
    play.put("knows", TSUNADE, 1, WHEN)
    doer, giver = play.thing(TSUNADE), play.thing(IRUKA)
    play.machine.set_belief(doer, "person.donor", [play.thing(KAKASHI)], "known", giver)
    play.machine.set_belief(doer, "person.self_regard", [giver], "known", regard)
    assert play.act("conclude that he cares", p=TSUNADE, giver=IRUKA, receiver=KAKASHI)
    return play.value(f"belief(p, care({IRUKA}, {KAKASHI}))", p=TSUNADE)


def test_TEC_1_success_proves_less_love_in_whoever_despises_himself() -> None:
    """The same gift, other opinions of the giver: the inference is discounted by his known self-regard."""
    told = [concluded(regard) for regard in (0.1, 0.4, 0.7)]
    assert told == sorted(told)
    assert told[2] - told[0] > 0.2
    assert all(care > regard for care, regard in zip(told, (0.1, 0.4, 0.7), strict=True))


def test_TEC_1_words_tell_how_little_somebody_thinks_of_himself() -> None:
    """Who says that he is not worth it changes what the other holds of him."""
    play = Play(shipped("leaf"))
    gather(play, "hospital", KAKASHI, IRUKA)
    assert play.value(f"belief(p, self_regard({KAKASHI}))", p=IRUKA) == pytest.approx(0.7)
    assert play.act("belittle oneself", p=KAKASHI, other=IRUKA)
    assert play.value(f"belief(p, self_regard({KAKASHI}))", p=IRUKA) == pytest.approx(0.2)


@pytest.mark.parametrize(("care", "regard", "why"), [
    (0.45, 0.3, ""), (0.45, 0.6, "love outweighs self"), (0.7, 0.6, ""), (0.7, 0.75, "love outweighs self"),
])
def test_TEC_1_what_has_been_learned_asks_for_the_same(care: float, regard: float, why: str) -> None:
    """Whoever knows how to chooses the amount, and still cannot where he matters more to himself."""
    play = at_the_bed(care, regard)
    play.put("knows", IRUKA, 1, TRANSFER)
    pour = {"giver": IRUKA, "receiver": KAKASHI}
    assert play.refused("pour chakra", **pour) == why
    had = float(play.get(CHAKRA, IRUKA))
    assert play.act("pour chakra", "flows", {"dose": 0.3 * had}, **pour) is not why
    assert (float(play.get(CHAKRA, KAKASHI)) > 10 + 0.2 * had) is (not why)


def test_TEC_1_the_saved_one_works_out_whose_it_is_and_what_it_says() -> None:
    """What runs in him is not his; of somebody who thinks little of himself the gift says less."""
    found = {}
    for regard in (0.1, 0.6):
        play = at_the_bed(0.9, regard)
        play.put("knows", KAKASHI, 1, WHEN)
        assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
        play.live(1)
        giver = play.thing(IRUKA)
        play.machine.set_belief(play.thing(KAKASHI), "person.self_regard", [giver], "known", regard)
        play.choose("person.mind", KAKASHI, "awake")
        play.put("person.lying", IRUKA, 1)
        play.choose("person.mind", IRUKA, "unconscious")
        refused = play.refused("work out the giver", p=KAKASHI, giver=IRUKA)
        play.live(MINUTE)
        assert play.act("work out the giver", p=KAKASHI, giver=IRUKA), (refused, play.refused(
            "work out the giver", p=KAKASHI, giver=IRUKA))
        assert play.value("if belief(p, donor(p)) == q then 1 else 0", p=KAKASHI, q=IRUKA)
        assert play.bond("saved_by", KAKASHI, IRUKA)
        found[regard] = play.value("belief(p, care(q, p))", p=KAKASHI, q=IRUKA)
    assert 0.1 < found[0.1] < found[0.6] - 0.2


# TEC-2


EACH = 20


def givers() -> str:
    """Twenty unhurt givers and as many with an open wound, and a body that bears little of it."""
    cast, things = ["cast:"], ["things:"]
    for n in range(2 * EACH):
        cast.append(
            f"  Giver {n}: {{is: person, place: coast, rank: chunin, capacity: 100 chakra, self_regard: 20 %, "
            f"knows: [{TRANSFER}], care: {{{KAKASHI}: 80 %}}}}"
        )
        if n >= EACH:
            things.append(f"  cut {n}: {{is: wound, patient: Giver {n}, depth: 40 %, bandaged: yes}}")
    return "\n".join([*cast, *things, parameters(gift_danger="50 %")])


def deaths(share: float) -> tuple[int, int]:
    """How many of the givers die who pour out that share of their chakra: of the unhurt, and of the hurt."""
    play = Play(leaf_with(givers()))
    gather(play, "coast", KAKASHI)
    for n in range(2 * EACH):
        play.put(CHAKRA, KAKASHI, 10)
        dose = share * float(play.get(CHAKRA, f"Giver {n}"))
        assert play.act("pour chakra", giver=f"Giver {n}", receiver=KAKASHI, amounts={"dose": dose})
    play.live(30 * MINUTE)
    dead = [not play.get("person.alive", f"Giver {n}") for n in range(2 * EACH)]
    return sum(dead[:EACH]), sum(dead[EACH:])


def test_TEC_2_the_danger_grows_with_the_share_and_with_wounds() -> None:
    """A tenth harms nobody; most of it kills some, and more of those who are hurt already."""
    assert deaths(0.1) == (0, 0)
    unhurt, hurt = deaths(0.8)
    assert 1 <= unhurt < hurt - 4


def test_TEC_2_the_trained_choose_and_the_others_empty_themselves() -> None:
    """Untrained, nearly all is gone whatever there was; trained, what was chosen."""
    for had in (30.0, 80.0):
        play = at_the_bed(0.9, 0.3)
        play.put(CHAKRA, IRUKA, had)
        assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
        play.live(1)
        assert float(play.get(CHAKRA, IRUKA)) < 5
        taught = at_the_bed(0.9, 0.3)
        taught.put(CHAKRA, IRUKA, had)
        taught.put("knows", IRUKA, 1, TRANSFER)
        assert taught.act("pour chakra", giver=IRUKA, receiver=KAKASHI, amounts={"dose": 0.2 * had})
        assert float(taught.get(CHAKRA, IRUKA)) == pytest.approx(0.8 * had, abs=1)


def test_TEC_2_whoever_gives_by_accident_may_die_of_it() -> None:
    """With a body that bears little his heart stops at once, and he dies unless somebody starts it."""
    deadly: dict[str, str] = {"gift_danger": "100 %", "transfer_share": "100 %", "donor_floor": "1 %"}
    for values, lives in ((deadly, False), ({}, True)):
        play = at_the_bed(0.9, 0.3, 1.0, "hospital", **values)
        gather(play, "hideout", IRUKA, KAKASHI)
        assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
        play.live(30 * MINUTE)
        assert bool(play.get("person.alive", IRUKA)) == lives


# TEC-3


def captives(gift: bool) -> Play:
    """Two captives in chains, wall to wall, who decide for themselves; one may have what the other lacks."""
    play = Play(shipped("leaf"), 2, autonomy=True)
    for who, cell in ((KAKASHI, "left cell"), (IRUKA, "right cell")):
        gather(play, cell, who)
        play.choose("person.situation", who, "captive")
        play.put("person.chained", who, 1)
        play.put("person.held", who, 1)
        play.put("person.hunger", who, 0)
    play.put(CHAKRA, IRUKA, 12)
    play.put(CHAKRA, KAKASHI, 28)
    play.put("knows", KAKASHI, int(gift), TRANSFER)
    play.put("person.served_in", KAKASHI, 0)
    play.live(2 * 60 * MINUTE)
    return play


def test_TEC_3_a_gift_through_the_wall_breaks_the_chains() -> None:
    """The drained prisoner cannot break them; after the gift he does, and the giver is the weaker for it."""
    play = captives(True)
    assert not play.get("person.chained", IRUKA)
    assert play.count("pour chakra") >= 1
    given = float(play.get(CHAKRA, KAKASHI))
    play = captives(False)
    assert play.get("person.chained", IRUKA)
    assert given < float(play.get(CHAKRA, KAKASHI)) - 3


# TEC-4


def test_TEC_4_a_remedy_is_there_and_nobody_can_use_it() -> None:
    """The chief medic, at the bed with all her chakra, is refused for want of the knowledge alone."""
    play = at_the_bed(0.9, 0.3)
    gather(play, "hospital", TSUNADE)
    play.put("care", TSUNADE, 0.95, KAKASHI)
    play.put("person.self_regard", TSUNADE, 0.2)
    assert play.refused("pour chakra", giver=TSUNADE, receiver=KAKASHI) == "knows the technique"
    play.put("knows", TSUNADE, 1, TRANSFER)
    assert play.refused("pour chakra", giver=TSUNADE, receiver=KAKASHI) == ""


def inquiring(hint: bool, friend: bool, **values: str) -> Play:
    """Tsunade at work for some days, with a patient's hint or without, with somebody at hand who knows or without."""
    play = Play(leaf_with(parameters(**values)), 5)
    gather(play, "hospital", TSUNADE, NURSE)
    play.choose("person.situation", TSUNADE, "work")
    play.put("knows", TSUNADE, int(hint), GIVEN)
    play.put("knows", NURSE, int(friend), WHEN)
    play.machine.autonomy = True
    play.live(8 * 60 * MINUTE)
    return play


def test_TEC_4_a_hint_starts_research_and_others_are_asked() -> None:
    """Without the hint nothing is begun; with it she asks around, and learns from whoever knows."""
    assert not inquiring(False, True).bond("inquires", TSUNADE, GIVEN)
    assert inquiring(True, False).bond("inquires", TSUNADE, GIVEN)
    play = inquiring(True, True)
    assert play.bond("knows", TSUNADE, WHEN)
    assert not play.bond("inquires", TSUNADE, GIVEN)


def test_TEC_4_research_takes_its_time_and_may_be_in_vain() -> None:
    """Nothing before its time; then as often as its yield says."""
    found = {}
    for chance in ("0 %", "100 %"):
        play = inquiring(True, False, research_time="20 days", research_yield=chance)
        play.machine.autonomy = False
        play.live(15 * DAY)
        assert not play.bond("knows", TSUNADE, WHEN)
        assert play.bond("inquires", TSUNADE, GIVEN)
        play.live(6 * DAY)
        assert not play.bond("inquires", TSUNADE, GIVEN)
        found[chance] = bool(play.bond("knows", TSUNADE, WHEN))
    assert found == {"0 %": False, "100 %": True}


# TEC-5


@pytest.mark.parametrize("opened", [True, False])
def test_TEC_5_what_the_open_eye_sees_is_learned(opened: bool) -> None:
    """Four techniques shown before the eye: open it has them all, covered none."""
    play = Play(shipped("leaf"))
    enemy = "the Puppeteer"
    gather(play, "coast", KAKASHI, IRUKA, TSUNADE, enemy)
    new = (TRANSFER, "field healing", "possession", "the God Step")
    play.put("person.served_in", KAKASHI, 0)
    for lore in new:
        play.put("knows", KAKASHI, 0, lore)
    play.put("person.eye_open", KAKASHI, int(opened))
    for lore in (TRANSFER, "the God Step"):
        play.put("knows", TSUNADE, 1, lore)
    play.put("care", TSUNADE, 0.95, IRUKA)
    play.choose("person.rank", TSUNADE, "jounin")
    play.put(CHAKRA, IRUKA, 10)
    assert play.act("pour chakra", giver=TSUNADE, receiver=IRUKA, amounts={"dose": 30})
    play.choose("person.situation", TSUNADE, "mission")
    play.put("person.chained", IRUKA, 1)
    assert play.act("possess", controller=enemy, puppet=IRUKA)
    assert play.act("make slash", controller=enemy, puppet=IRUKA, victim=enemy) is False
    assert play.act("make slash", controller=enemy, puppet=IRUKA, victim=KAKASHI)
    wound = play.all("wound")[0]
    play.put("wound.patient", wound, play.thing(IRUKA))
    assert play.act("close a wound", healer=TSUNADE, patient=IRUKA, w=wound)
    assert play.act("take the God Step", outcome="lands", p=TSUNADE, to="hospital")
    assert [bool(play.bond("knows", KAKASHI, lore)) for lore in new] == [opened] * 4


def test_TEC_5_the_eye_is_opened_in_a_fight() -> None:
    """Of his own accord, where it is worth it and he can bear it."""
    opened = {}
    for situation, share in (("danger", 1.0), ("home", 1.0), ("danger", 0.2)):
        play = Play(shipped("leaf"))
        gather(play, "coast", KAKASHI)
        play.choose("person.situation", KAKASHI, situation)
        play.put(CHAKRA, KAKASHI, 200 * share)
        play.machine.autonomy = True
        play.live(MINUTE)
        opened[situation, share] = bool(play.get("person.eye_open", KAKASHI))
    assert opened == {("danger", 1.0): True, ("home", 1.0): False, ("danger", 0.2): False}


def beset(*, eye: bool = True, plan: str = "held_back", chakra: float = 200) -> Play:
    """Kakashi is out with Raido, Genma, who closes wounds, and Iruka, who treads on a trap. A minute goes by."""
    held = "things:\n  the mine: {is: trap, at: south forest, hidden: 100 %}\n" \
           "  the job: {is: mission, sort: scroll retrieval, goal: south forest, desk: mission desk, stage: out, " \
           f"led_by: {RAIDO}}}\n"
    play = Play(leaf_with(held + parameters(trap_footfall="100 %", closing_time="2 min")), 3)
    for who in (KAKASHI, RAIDO, GENMA, IRUKA):
        play.put("person.on_mission", who, play.thing("the job"))
        play.put("person.leader", who, play.thing(RAIDO))
    play.choose("mission.opposition", "the job", plan)
    play.put("mission.due", "the job", 20 * DAY)
    play.put("person.drawing_eye", KAKASHI, int(eye))
    play.put("knows", KAKASHI, 0, "field healing")
    play.put("knows", GENMA, 1, "field healing")
    play.put("person.capacity", GENMA, 200)
    play.put(CHAKRA, GENMA, 200)
    play.put(CHAKRA, KAKASHI, chakra)
    for who in (KAKASHI, RAIDO, GENMA):
        play.put("care", who, 0, IRUKA)
    play.put("person.skill", IRUKA, 0)
    gather(play, "south forest", KAKASHI, RAIDO, GENMA, IRUKA)
    for who in (KAKASHI, RAIDO, GENMA, IRUKA):
        play.choose("person.situation", who, "mission")
        play.choose("person.mind", who, "awake")
    play.machine.autonomy = True
    play.live(MINUTE)
    return play


def test_TEC_5_on_a_mission_that_is_set_upon_he_opens_it_and_copies() -> None:
    """Foes close in: he opens it before all else, and what a mate then does before it he can do from then on."""
    play = beset()
    assert play.get("person.eye_open", KAKASHI)
    play.live(2 * HOUR)
    assert play.count("copy the healing") == 1
    assert play.bond("knows", KAKASHI, "field healing")
    assert not play.get("person.eye_open", KAKASHI), "covered again when they are gone"
    for how in ({"eye": False}, {"plan": "none"}, {"chakra": 30}):
        other = beset(**how)
        assert not other.get("person.eye_open", KAKASHI)
        other.live(2 * HOUR)
        counts = other.counts()
        assert counts.get("close a wound", 0) >= 1 or how == {"plan": "none"}
        assert not counts.get("copy the healing", 0)
        assert not other.bond("knows", KAKASHI, "field healing")
