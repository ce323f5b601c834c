"""REL-4: what two give for each other in turn, what it proves, and that it can be told."""

from __future__ import annotations

import pytest

from .couples import pair
from .desks import desk, holds, hurt, mission, out, set_all
from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, Play
from .test_tec_transfer import CHAKRA, IRUKA, KAKASHI, TSUNADE, WHEN, at_the_bed, gather

MORE = """
things:
  foreign side: {is: side}
  knife: {is: weapon}
"""
ANSWERED, COUNTED = "a sacrifice is answered", "a sacrifice counts"


def two(**changed: str) -> Play:
    """Aki and Ren, out in a fight, and Mio, who throws knives; they are fond of each other."""
    play = pair(together=False, more=MORE, **changed)
    play.put("person.side", "Mio", play.thing("foreign side"))
    for who in ("Aki", "Ren", "Mio"):
        play.choose("person.situation", who, "danger")
        play.put("person.place", who, play.thing("market"))
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("care", one, 0.5, other)
    play.live(0)
    play.counts()
    return play


def shields(play: Play, protector: str = "Aki", victim: str = "Ren") -> None:
    """The one takes for the other what is thrown at him."""
    before = set(play.all("missile"))
    for who in (protector, victim):
        play.choose("person.mind", who, "awake")
        play.put("person.lying", who, 0)
        play.put("person.steadiness", who, 1)
    assert play.act("throw at", attacker="Mio", victim=victim, weapon="knife"), play.refused(
        "throw at", attacker="Mio", victim=victim, weapon="knife")
    (m,) = set(play.all("missile")) - before
    assert play.act("shield", protector=protector, victim=victim, m=m)
    play.live(0)


def test_REL_4_a_proof_makes_surer_of_what_is_held_already() -> None:
    """It does not tell more than he had worked out, nor make him less sure of it."""
    for held, sure in ((1, 1.0), (0, 0.9)):
        play = two()
        play.machine.set_belief(
            play.thing("Ren"), "person>person.care", [play.thing("Aki"), play.thing("Ren")], "known", 0.3
        )
        if not held:
            play.put("person.self_regard", "Ren", 0.2)
            assert play.act("doubt", p="Ren", x="Aki")
            play.put("person.self_regard", "Ren", 0.7)
        shields(play)
        assert play.value("belief(q, care(p, q))", p="Aki", q="Ren") == pytest.approx(0.3)
        assert play.value("certainty(q, care(p, q))", p="Aki", q="Ren") == pytest.approx(sure)


def given(play: Play) -> list[int]:
    """The sacrifices, in the order in which they were made."""
    return sorted(play.all("sacrifice"), key=lambda s: (play.get("sacrifice.given_on", s), s))


def care(play: Play, one: str, other: str) -> float:
    """How dear the other is to the one."""
    return float(play.bond("care", one, other))


def test_REL_4_a_sacrifice_proves_what_the_other_feels() -> None:
    """To him for whom it is done, who knows of it at once; he is surer the more he thinks of himself."""
    for regard, sure, deeds in ((0.7, 0.9, 1), (0.2, 0.9 * 0.4, 1)):
        play = two()
        play.put("person.self_regard", "Ren", regard)
        shields(play)
        assert play.count(COUNTED) == 1
        assert play.value("belief(q, care(p, q))", p="Aki", q="Ren") == pytest.approx(0.5)
        assert play.value("certainty(q, care(p, q))", p="Aki", q="Ren") == pytest.approx(sure)
        assert play.bond("deeds", "Ren", "Aki") == deeds
        assert care(play, "Ren", "Aki") == pytest.approx(0.55)
        assert care(play, "Aki", "Ren") == pytest.approx(0.5)
        (s,) = given(play)
        assert (play.get("sacrifice.step", s), play.get("sacrifice.answer_to", s)) == (1, 0)


def test_REL_4_what_is_given_in_turn_binds_step_by_step() -> None:
    """A answers B answers A: each answers the one before, and raises what both feel."""
    play = two()
    shields(play)
    play.live(HOUR)
    trust = float(play.bond("trust", "Aki", "Ren"))
    shields(play, "Ren", "Aki")
    first, second = given(play)
    assert (play.get("sacrifice.answer_to", second), play.get("sacrifice.step", second)) == (first, 2)
    assert care(play, "Ren", "Aki") == pytest.approx(0.55 + 0.05)
    assert care(play, "Aki", "Ren") == pytest.approx(0.5 + 0.05 + 0.05)
    assert float(play.bond("trust", "Aki", "Ren")) == pytest.approx(trust + 0.05)
    assert float(play.bond("trust", "Ren", "Aki")) == pytest.approx(trust + 0.05)
    play.live(HOUR)
    shields(play)
    third = given(play)[2]
    assert (play.get("sacrifice.answer_to", third), play.get("sacrifice.step", third)) == (second, 3)
    assert care(play, "Ren", "Aki") == pytest.approx(0.7)
    assert care(play, "Aki", "Ren") == pytest.approx(0.65)


def test_REL_4_giving_twice_the_same_way_answers_nothing() -> None:
    """Nor does what was given to somebody else."""
    play = two()
    shields(play)
    play.live(HOUR)
    shields(play)
    assert play.count(ANSWERED) == 0
    assert care(play, "Ren", "Aki") == pytest.approx(0.6)
    play.put("care", "Nao", 0.5, "Aki")
    play.choose("person.situation", "Nao", "danger")
    play.put("person.place", "Nao", play.thing("market"))
    shields(play, "Nao", "Aki")
    assert play.count(ANSWERED) == 0


@pytest.mark.parametrize(("changed", "once", "twice"), [
    ({"sacrifice_binds": "20 %"}, 0.7, 0.75), ({"answer_binds": "20 %"}, 0.55, 0.75),
])
def test_REL_4_how_much_it_binds_is_a_parameter(changed: dict[str, str], once: float, twice: float) -> None:
    """What one gives, and what it adds that it is given back."""
    play = two(**changed)
    shields(play)
    assert care(play, "Ren", "Aki") == pytest.approx(once)
    play.live(HOUR)
    shields(play, "Ren", "Aki")
    assert care(play, "Ren", "Aki") == pytest.approx(twice)


def test_REL_4_how_much_it_tells_is_a_parameter() -> None:
    """As a deed, and as a proof."""
    play = two(sacrifice_tells="4", sure_of_a_sacrifice="50 %")
    shields(play)
    assert play.bond("deeds", "Ren", "Aki") == 4
    assert play.value("certainty(q, care(p, q))", p="Aki", q="Ren") == pytest.approx(0.5)


def telling() -> Play:
    """Ren, for whom Aki has given, and Aki, for whom Ren has in turn, at leisure with Nao, whom they know."""
    play = two()
    shields(play)
    play.live(HOUR)
    shields(play, "Ren", "Aki")
    play.live(MINUTE)
    for wound in play.all("wound"):
        play.put("wound.depth", wound, 0.01)
        play.put("wound.bleeding", wound, 0)
        play.put("wound.ache", wound, 0)
    play.put("person.place", "Mio", play.thing("home"))
    for who in ("Aki", "Ren", "Nao"):
        for attr, value in (("lying", 0), ("steadiness", 1), ("pain", 0), ("surge", 0), ("fright", 0), ("stress", 0.1)):
            play.put(f"person.{attr}", who, value)
        play.choose("person.situation", who, "leisure")
        play.put("person.place", who, play.thing("market"))
        play.choose("person.mind", who, "awake")
        for friend in ("Aki", "Ren"):
            play.put("closeness", friend, 0.4, who)
    play.live(0)
    play.counts()
    return play


def test_REL_4_what_was_given_is_told_and_shows_what_the_two_are_to_each_other() -> None:
    """The first deed tells of the giver; the answer tells of both, and is the more worth telling."""
    play = telling()
    first, second = given(play)
    tell = "tell of a sacrifice"
    assert play.urge(tell, p="Ren", hearer="Nao", s=first) == pytest.approx(0.8, abs=0.01)
    assert play.urge(tell, p="Aki", hearer="Nao", s=second) == pytest.approx(1.1, abs=0.01)
    assert play.refused(tell, p="Ren", hearer="Aki", s=first) == "not oneself"
    near = float(play.bond("closeness", "Nao", "Ren"))
    assert play.act(tell, p="Ren", hearer="Nao", s=first)
    assert float(play.bond("closeness", "Nao", "Ren")) == pytest.approx(near + 0.03, abs=0.001)
    known = "belief(h, care(p, q))"
    assert play.value(known, h="Nao", p="Aki", q="Ren") == pytest.approx(care(play, "Aki", "Ren"))
    assert play.value(f"certainty{known[6:]}", h="Nao", p="Aki", q="Ren") == pytest.approx(0.9)
    assert play.value(f"certainty{known[6:]}", h="Nao", p="Ren", q="Aki") == 0
    assert play.refused(tell, p="Ren", hearer="Nao", s=first) == "not told him yet"
    assert play.act(tell, p="Aki", hearer="Nao", s=second)
    assert play.value(f"certainty{known[6:]}", h="Nao", p="Ren", q="Aki") == pytest.approx(0.9)


def test_REL_4_it_is_told_to_those_who_are_near_and_not_all_the_time() -> None:
    """Each requirement by itself."""
    tell = "tell of a sacrifice"
    play = telling()
    first, _ = given(play)
    roles = {"p": "Ren", "hearer": "Nao", "s": first}
    assert play.refused(tell, **roles) == ""
    play.put("closeness", "Ren", 0.1, "Nao")
    assert play.refused(tell, **roles) == "near enough"
    play.put("closeness", "Ren", 0.4, "Nao")
    play.choose("person.situation", "Ren", "work")
    assert play.refused(tell, **roles) == "free hours"
    play.choose("person.situation", "Ren", "leisure")
    play.put("person.eyes_shut", "Nao", 1)
    assert play.refused(tell, **roles) == "listens"
    play.put("person.eyes_shut", "Nao", 0)
    play.put("sacrifice.is_proof", first, 0)
    play.put("sacrifice.is_known", first, 0)
    assert play.refused(tell, **roles) == "a proof to him"
    play.put("sacrifice.is_proof", first, 1)
    assert play.act(tell, **roles)
    play.put("person.place", "Mio", play.thing("market"))
    play.put("closeness", "Ren", 0.4, "Mio")
    assert play.refused(tell, p="Ren", hearer="Mio", s=first) == "has not just told it"
    play.put("person.told_a_sacrifice_at", "Ren", play.machine.now - 4 * DAY)
    assert play.refused(tell, p="Ren", hearer="Mio", s=first) == ""
    long = two(tells_again_after="100 days")
    shields(long)
    long.put("person.told_a_sacrifice_at", "Ren", long.machine.now - 4 * DAY)
    for who in ("Ren", "Nao"):
        long.choose("person.situation", who, "leisure")
        long.put("person.place", who, long.thing("market"))
    long.put("closeness", "Ren", 0.4, "Nao")
    assert long.refused(tell, p="Ren", hearer="Nao", s=given(long)[0]) == "has not just told it"


def test_REL_4_in_a_free_village_they_tell_it() -> None:
    """Whoever decides for himself tells his friends what was given for him."""
    play = telling()
    play.machine.autonomy = True
    play.live(2 * HOUR)
    assert play.count("tell of a sacrifice") >= 1


# in leaf


def test_REL_4_what_goes_over_counts_when_the_saved_one_knows_whose_it_is() -> None:
    """Not while he lies there; once he has worked it out, it answers what he himself had given."""
    play = at_the_bed(0.9, 0.1)
    play.put("knows", KAKASHI, 1, WHEN)
    assert play.act("throw oneself upon", p=IRUKA, other=KAKASHI)
    play.live(1)
    (s,) = given(play)
    assert play.get("sacrifice.from_whom", s) == play.thing(IRUKA)
    assert play.get("sacrifice.for_whom", s) == play.thing(KAKASHI)
    assert not play.get("sacrifice.is_known", s)
    assert play.count(COUNTED) == 0
    play.choose("person.mind", KAKASHI, "awake")
    play.put("person.lying", IRUKA, 1)
    play.choose("person.mind", IRUKA, "unconscious")
    play.live(MINUTE)
    assert play.act("work out the giver", p=KAKASHI, giver=IRUKA)
    play.live(0)
    assert play.count(COUNTED) == 1
    assert play.get("sacrifice.is_proof", s)


@pytest.mark.parametrize("awake", [True, False])
def test_REL_4_what_is_poured_counts_at_once_for_whoever_is_awake(awake: bool) -> None:
    """And for whoever is not when he is told whose chakra runs in him."""
    play = at_the_bed(0.9, 0.1)
    play.put("knows", IRUKA, 1, "the chakra transfer")
    play.choose("person.mind", KAKASHI, "awake" if awake else "unconscious")
    play.put("person.steadiness", KAKASHI, int(awake))
    assert play.act("pour chakra", "flows", {"dose": 20}, giver=IRUKA, receiver=KAKASHI)
    play.live(0)
    assert play.count(COUNTED) == int(awake)
    if not awake:
        gather(play, "hospital", TSUNADE)
        play.choose("person.mind", KAKASHI, "awake")
        play.machine.set_belief(
            play.thing(TSUNADE), "person.donor", [play.thing(KAKASHI)], "known", play.thing(IRUKA)
        )
        assert play.act("tell whose chakra", teller=TSUNADE, hearer=KAKASHI, x=KAKASHI)
        play.live(0)
        assert play.count(COUNTED) == 1


def test_REL_4_he_who_knows_the_flow_knows_what_was_given() -> None:
    """By himself, after a while, of one he knows well."""
    play = at_the_bed(0.9, 0.1)
    play.put("knows", IRUKA, 1, "the chakra transfer")
    assert play.act("pour chakra", "flows", {"dose": 20}, giver=IRUKA, receiver=KAKASHI)
    play.live(0)
    play.choose("person.mind", KAKASHI, "awake")
    play.put("person.steadiness", KAKASHI, 1)
    play.counts()
    for _ in range(48):
        play.live(HOUR)
        play.choose("person.mind", KAKASHI, "awake")
        if play.get("sacrifice.is_proof", given(play)[0]):
            break
    assert play.get("sacrifice.is_proof", given(play)[0])


def healed(chakra: float, fond: float = 0.6) -> Play:
    """Kakashi closes a wound of Iruka's, who is unconscious, with so much chakra."""
    text = f"things:\n  the gash: {{is: wound, patient: {IRUKA}, site: back, depth: 40 %}}\n"
    play = Play(leaf_with(text + parameters(closing_time="1 min")), 3)
    gather(play, "coast", KAKASHI, IRUKA)
    play.choose("person.mind", IRUKA, "unconscious")
    play.put("person.lying", IRUKA, 1)
    play.put("person.steadiness", IRUKA, 0)
    play.choose("person.situation", KAKASHI, "mission")
    play.put("care", KAKASHI, fond, IRUKA)
    price = play.value("healing_price(p, w)", p=KAKASHI, w="the gash")
    play.put(CHAKRA, KAKASHI, price + chakra)
    assert play.act("close a wound", healer=KAKASHI, patient=IRUKA, w="the gash")
    play.live(0)
    return play


def test_REL_4_a_wound_closed_at_the_last_of_ones_chakra_is_a_sacrifice() -> None:
    """Not one that was closed out of plenty, nor for somebody of whom the healer is not fond; told of, it counts."""
    assert given(healed(100)) == []
    assert given(healed(4, fond=0.2)) == []
    play = healed(4)
    (s,) = given(play)
    assert not play.get("sacrifice.is_known", s)
    play.choose("person.mind", IRUKA, "awake")
    gather(play, "coast", TSUNADE)
    gash = [play.thing("the gash")]
    play.machine.set_belief(play.thing(TSUNADE), "wound.closed_by", gash, "known", play.thing(KAKASHI))
    assert play.act("tell who closed a wound", teller=TSUNADE, hearer=IRUKA, w="the gash")
    play.live(0)
    assert play.count(COUNTED) == 1


def test_REL_4_healing_beyond_all_means_is_one() -> None:
    """Before the eyes of the one who is healed."""
    text = f"things:\n  the gash: {{is: wound, patient: {IRUKA}, site: back, depth: 40 %}}\n"
    play = Play(leaf_with(text + parameters(closing_time="1 min")), 3)
    gather(play, "coast", KAKASHI, IRUKA)
    play.choose("person.situation", KAKASHI, "mission")
    play.put("care", KAKASHI, 0.9, IRUKA)
    play.put("person.self_regard", KAKASHI, 0.2)
    play.put("person.capacity", KAKASHI, 20)
    play.put(CHAKRA, KAKASHI, 0.9 * play.value("healing_price(p, w)", p=KAKASHI, w="the gash"))
    assert play.act("heal beyond all means", "lives", healer=KAKASHI, patient=IRUKA, w="the gash")
    play.live(0)
    assert play.count(COUNTED) == 1
    assert holds(play, "deeds(p, q) > 0", p=IRUKA, q=KAKASHI)


# on a mission


@pytest.mark.parametrize("awake", [True, False])
def test_REL_4_to_take_a_casualty_home_is_a_sacrifice(awake: bool) -> None:
    """Known to whoever is awake, else when he is told by whom he was brought in."""
    play = desk()
    m = mission(play, "retrieval")
    out(play, m, "Aki", "Bea", "Eva")
    hurt(play, "Eva")
    set_all(play, m, contact=0)
    play.put("person.steadiness", "Aki", 1)
    play.choose("person.mind", "Eva", "awake" if awake else "unconscious")
    play.put("person.steadiness", "Eva", int(awake))
    play.counts()
    assert play.act("charge with the casualty", p="Bea", carrier="Aki", casualty="Eva")
    play.live(0)
    (s,) = given(play)
    assert play.get("sacrifice.from_whom", s) == play.thing("Aki")
    assert play.get("sacrifice.for_whom", s) == play.thing("Eva")
    assert play.count(COUNTED) == int(awake)
    if not awake:
        assert play.act("carry the casualty home", carrier="Aki")
        play.choose("person.mind", "Eva", "awake")
        play.put("care", "Nao", 0.6, "Eva")
        play.put("person.saw_a_rescue", "Nao", 1)
        play.put("person.place", "Nao", play.get("person.place", "Eva"))
        eva = play.thing("Eva")
        play.machine.set_belief(play.thing("Nao"), "person.brought_in_by", [eva], "known", play.thing("Aki"))
        assert play.act("tell of the rescue", teller="Nao", hearer="Eva", rescuer="Aki")
        play.live(0)
        assert play.count(COUNTED) == 1


def test_REL_4_to_carry_a_spent_comrade_on_is_one_and_may_be_answered() -> None:
    """The one today, the other on another way; in a free team it happens by itself."""
    play = desk()
    m = mission(play, "escort")
    out(play, m, "Aki", "Bea")
    for one, other in (("Aki", "Bea"), ("Bea", "Aki")):
        play.put("person.flagging", other, 1)
        play.put("person.rested", other, 1)
        play.put("person.flagging", one, 0)
        play.put("person.carried_by", one, 0)
        play.put("person.lying", one, 0)
        play.put("person.steadiness", one, 1)
        assert play.act("shoulder", p=one, mate=other), play.refused("shoulder", p=one, mate=other)
        play.live(0)
        play.put("person.carried_by", other, 0)
    first, second = given(play)
    assert (play.get("sacrifice.answer_to", second), play.get("sacrifice.step", second)) == (first, 2)
    assert holds(play, "care(p, q) > 0 and care(q, p) > 0", p="Aki", q="Bea")
