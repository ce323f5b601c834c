"""TEC-9, TEC-17 and TEC-18: vanishing, knowing somebody by his chakra, and not being found."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .leaf import leaf_with, parameters
from .support import HOUR, MINUTE, Play, shipped

KAKASHI, IRUKA, NARUTO, GENMA = "Hatake Kakashi", "Umino Iruka", "Uzumaki Naruto", "Shiranui Genma"
WHERE = "person.whereabouts"


def go(play: Play, place: str, situation: str, *people: str) -> None:
    """Puts people into one place and situation."""
    for who in people:
        play.put("person.place", who, play.thing(place))
        play.choose("person.situation", who, situation)


def fresh(play: Play, *people: str) -> None:
    """Awake, rested, fed and content."""
    for who in people:
        play.choose("person.mind", who, "awake")
        play.put("person.lying", who, 0)
        for meter, value in (("tiredness", 0.2), ("hunger", 0.0), ("loneliness", 0.0), ("stress", 0.1)):
            play.put(f"person.{meter}", who, value)


def idea(play: Play, holder: str, of: str) -> tuple[str, int]:
    """Whether and where somebody believes another to be."""
    held = play.machine.held(play.thing(holder), WHERE, [play.thing(of)])
    return held.status, int(held.value)


# TEC-9


def parted(shuns: bool = True, knows: bool = True) -> Play:
    """Iruka comes upon Kakashi in the market, who may not want to meet him; some minutes go by."""
    play = Play(shipped("leaf"), 3)
    play.live(6 * HOUR)
    go(play, "market", "leisure", KAKASHI, IRUKA)
    fresh(play, KAKASHI, IRUKA)
    play.put("knows", KAKASHI, int(knows), "vanishing")
    play.put("person.rank", KAKASHI, play.words("person.rank").index("jounin" if knows else "chunin"))
    play.put("shuns", KAKASHI, int(shuns), IRUKA)
    play.put("person.heeds", KAKASHI, play.thing(IRUKA))
    play.machine.autonomy = True
    play.live(HOUR)
    return play


def test_TEC_9_the_encounter_ends_and_leaves_no_trace() -> None:
    """Directed: gone at once; no reply reaches him, and where he is remains an open question."""
    play = Play(shipped("leaf"), 3)
    play.live(1)
    go(play, "classroom", "work", KAKASHI, IRUKA, NARUTO)
    play.put("person.stress", KAKASHI, 0.5)
    before = float(play.get("person.chakra", KAKASHI))
    assert play.act("vanish", p=KAKASHI, other=IRUKA, to="memorial")
    assert play.machine.now == 1001
    assert float(play.get("person.chakra", KAKASHI)) < before
    assert idea(play, IRUKA, KAKASHI)[0] == "open"
    assert idea(play, NARUTO, KAKASHI)[0] == "unknown"
    assert play.get("person.misses", IRUKA) == play.thing(KAKASHI)
    assert play.get("person.place", KAKASHI) != play.get("person.place", IRUKA)


def test_TEC_9_only_the_able_and_only_so_far() -> None:
    """Technique, a free hand, chakra and a short way; whoever is calm does not run from anybody he does not shun."""
    play = Play(shipped("leaf"), 3)
    play.live(1)
    go(play, "market", "leisure", KAKASHI, IRUKA, NARUTO)
    play.put("person.stress", KAKASHI, 0.5)

    def refused(who: str = KAKASHI, to: str = "memorial") -> str:
        return play.refused("vanish", p=who, other=IRUKA, to=to)

    assert refused() == ""
    assert refused(NARUTO) == "an elite"
    assert refused(to="border forest") == "in range"
    play.put("person.stress", KAKASHI, 0.1)
    assert refused() == "wants to get away"
    play.put("shuns", KAKASHI, 1, IRUKA)
    assert refused() == ""
    play.put("person.chained", KAKASHI, 1)
    assert refused() == "hands for the signs"
    play.put("person.chakra", KAKASHI, 1)
    assert refused() == "something to do it with"


def test_TEC_9_people_vanish_of_themselves() -> None:
    """Whoever shuns the other is gone within the hour; else he stays."""
    play = parted()
    assert play.count("vanish") >= 1
    assert parted(shuns=False).count("vanish") == 0


def test_TEC_9_jounin_learn_it_with_their_rank() -> None:
    """All of that rank can, the others cannot."""
    play = Play(shipped("leaf"))
    play.live(1)
    assert play.bond("knows", GENMA, "vanishing")
    assert play.bond("knows", KAKASHI, "concealment")
    assert not play.bond("knows", IRUKA, "vanishing")


def test_TEC_9_a_quarrel_too_many_makes_one_shun() -> None:
    """Whoever had enough before it shuns the other and grows wary; it passes with the grudge."""
    for stress, shuns in ((0.1, False), (0.6, True)):
        play = Play(shipped("leaf"), 3)
        play.live(100 * HOUR)
        go(play, "market", "leisure", KAKASHI, IRUKA)
        fresh(play, KAKASHI, IRUKA)
        play.put("person.stress", KAKASHI, 0.6)
        play.put("person.stress", IRUKA, stress)
        assert play.act("quarrel", p=KAKASHI, other=IRUKA)
        play.live(1)
        assert bool(play.bond("shuns", IRUKA, KAKASHI)) == shuns
        assert bool(play.get("person.wary", IRUKA)) == shuns
        play.live(30 * 24 * HOUR)
        assert not play.bond("shuns", IRUKA, KAKASHI)
        assert not play.get("person.wary", IRUKA)


# TEC-17


def tracked(place: str = "tea house", heeds: bool = True, **values: str) -> Play:
    """Iruka in the market, keeping track of Kakashi, who is somewhere else."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    play.live(6 * HOUR)
    go(play, "market", "leisure", IRUKA)
    go(play, place, "leisure", KAKASHI)
    fresh(play, IRUKA, KAKASHI)
    play.put("shuns", IRUKA, 1, KAKASHI)
    play.live(1)
    if heeds:
        assert play.act("keep track of", p=IRUKA, x=KAKASHI)
    play.live(1)
    return play


def test_TEC_17_the_estimate_is_good_while_it_is_attended() -> None:
    """It follows him from place to place; out of range it is lost; without attending there is none."""
    play = tracked()
    for place in ("tea house", "noodle counter", "market"):
        play.put("person.place", KAKASHI, play.thing(place))
        play.live(1)
        assert idea(play, IRUKA, KAKASHI) == ("known", play.thing(place))
    play.put("person.place", KAKASHI, play.thing("gate"))
    play.live(1)
    assert idea(play, IRUKA, KAKASHI)[0] == "unknown"
    assert idea(tracked(heeds=False), IRUKA, KAKASHI)[0] == "none"
    assert idea(tracked("gate", sensing_range="2 km"), IRUKA, KAKASHI)[0] == "known"


def test_TEC_17_it_is_stale_while_he_is_occupied() -> None:
    """While he does something he believes what was; afterwards he knows."""
    play = tracked()
    play.put("person.post", IRUKA, play.words("person.post").index("guard"))
    play.choose("person.situation", IRUKA, "work")
    play.machine.start(Directed("action/keep watch", {"p": play.thing(IRUKA)}))
    play.put("person.place", KAKASHI, play.thing("market"))
    play.live(HOUR)
    assert idea(play, IRUKA, KAKASHI) == ("known", play.thing("tea house"))
    play.live(3 * HOUR)
    assert idea(play, IRUKA, KAKASHI) == ("known", play.thing("market"))


def approached(busy: bool) -> tuple[dict[str, int], Play]:
    """Kakashi, who has found out where he is, comes up to Iruka; what then happens to Iruka."""
    play = tracked("noodle counter")
    play.put("person.misses", KAKASHI, play.thing(IRUKA))
    play.machine.set_belief(play.thing(KAKASHI), WHERE, [play.thing(IRUKA)], "known", play.thing("market"))
    if busy:
        play.put("person.post", IRUKA, play.words("person.post").index("guard"))
        play.choose("person.situation", IRUKA, "work")
        play.machine.start(Directed("action/keep watch", {"p": play.thing(IRUKA)}))
    play.count("come up to")
    assert play.act("come up to", x=KAKASHI, p=IRUKA)
    play.live(1)
    assert play.get("person.place", KAKASHI) == play.thing("market")
    return play.counts(KAKASHI), play


def test_TEC_17_he_comes_close_while_the_other_is_busy() -> None:
    """Busy, he does not notice; attending, he knows him without looking up, and is gone of himself."""
    seen, play = approached(True)
    assert seen.get("stand there unnoticed", 0) == 1
    assert seen.get("know who stands there", 0) == 0
    warned, play = approached(False)
    assert warned.get("stand there unnoticed", 0) == 0
    assert warned.get("know who stands there", 0) == 1
    play.choose("person.situation", KAKASHI, "away")
    play.machine.autonomy = True
    play.live(90 * MINUTE)
    assert play.counts(IRUKA).get("steer clear of", 0) == 2, "begun and done"
    assert play.get("person.place", IRUKA) != play.thing("market")


def test_TEC_17_who_has_found_him_comes_up_to_him_of_himself() -> None:
    """Whoever misses him and has an idea where he is goes there; if he has left, the question is open again."""
    for there in (True, False):
        play = tracked("noodle counter")
        play.put("person.misses", KAKASHI, play.thing(IRUKA))
        play.machine.set_belief(play.thing(KAKASHI), WHERE, [play.thing(IRUKA)], "known", play.thing("market"))
        if not there:
            go(play, "gate", "away", IRUKA)
        play.choose("person.situation", IRUKA, "away")
        play.machine.autonomy = True
        play.live(45 * MINUTE)
        assert (play.get("person.misses", KAKASHI) == 0) == there
        assert play.counts(KAKASHI).get("come up to", 0) >= 1


def test_TEC_17_only_a_familiar_chakra_is_known() -> None:
    """A stranger's says nothing, and one needs chakra of one's own."""
    play = tracked(heeds=False)
    assert play.refused("keep track of", p=IRUKA, x=KAKASHI) == ""
    play.put("care", IRUKA, 0, KAKASHI)
    play.put("closeness", IRUKA, 0, KAKASHI)
    assert play.refused("keep track of", p=IRUKA, x=KAKASHI) == "knows his chakra"
    play.put("person.capacity", IRUKA, 10)
    assert play.refused("keep track of", p=IRUKA, x=KAKASHI) == "feels others"


def called_on(rule: str, familiar: bool = True, busy: bool = False, mind: str = "awake") -> Play:
    """Kakashi comes to Iruka's door and waits there; Iruka is at home."""
    play = Play(shipped("leaf"), 3)
    play.live(34 * HOUR)
    go(play, "Iruka's flat", "home", IRUKA)
    fresh(play, IRUKA, KAKASHI)
    for who, other in ((KAKASHI, IRUKA), (IRUKA, KAKASHI)):
        play.put("care", who, 0.6 if familiar or who == KAKASHI else 0, other)
        play.put("closeness", who, 0.6 if familiar or who == KAKASHI else 0, other)
    play.put("person.loneliness", KAKASHI, 0.6)
    play.put("person.knocked_at", KAKASHI, 0)
    play.put("invited", KAKASHI, 0, "Iruka's flat")
    if busy:
        play.choose("person.post", IRUKA, "guard")
        play.choose("person.situation", IRUKA, "work")
        play.machine.start(Directed("action/keep watch", {"p": play.thing(IRUKA)}))
    play.choose("person.mind", IRUKA, mind)
    play.put("person.tiredness", IRUKA, 0.2 if mind == "awake" else 0.9)
    go(play, "Kakashi's flat", "home", KAKASHI)
    roles: dict[str, str | int] = {"p": KAKASHI}
    if rule == "call on":
        roles["friend"] = IRUKA
    elif rule == "wait at the door of":
        go(play, "Iruka's street", "leisure", KAKASHI)
        roles["h"] = "Iruka's flat"
    else:
        go(play, "Iruka's street", "leisure", KAKASHI)
        play.put("person.misses", KAKASHI, play.thing(IRUKA))
        roles["s"] = "Iruka's seal"
    assert play.refused(rule, **roles) == ""
    assert play.act(rule, **roles)
    play.live(1)
    return play


@pytest.mark.parametrize("rule", ["call on", "wait at the door of", "wait at the door"])
def test_TEC_17_a_familiar_chakra_is_known_at_the_door(rule: str) -> None:
    """Whoever is at home and minds it knows who stands outside; not a stranger's, asleep or with his mind elsewhere."""
    play = called_on(rule)
    there = ("known", play.thing("Iruka's flat"))
    assert idea(play, IRUKA, KAKASHI) == there
    for other in (called_on(rule, familiar=False), called_on(rule, mind="asleep"), called_on(rule, busy=True)):
        assert idea(other, IRUKA, KAKASHI) != there


def test_TEC_17_who_shuns_keeps_track_of_himself_and_stops() -> None:
    """Of himself, as long as there is a reason."""
    play = tracked(heeds=False)
    play.machine.autonomy = True
    play.live(2 * HOUR)
    assert play.get("person.heeds", IRUKA) == play.thing(KAKASHI)
    play.put("shuns", IRUKA, 0, KAKASHI)
    play.put("person.wary", IRUKA, 0)
    play.live(5 * HOUR)
    assert play.get("person.heeds", IRUKA) == 0


# TEC-18

SEEKERS = 30


def searched(low: bool, skill: int = 95, **values: str) -> list[int]:
    """Thirty who miss Kakashi look for him once: how many find him, and how many hear of him."""
    cast = "\n".join(
        f"  Seeker {n}: {{is: person, place: market, situation: leisure, skill: 40 %, care: {{{KAKASHI}: 80 %}}}}"
        for n in range(SEEKERS)
    )
    play = Play(leaf_with(f"cast:\n{cast}\n" + (parameters(**values) if values else "")), 3)
    play.live(26 * HOUR)
    go(play, "memorial", "leisure", KAKASHI)
    play.put("person.skill", KAKASHI, skill / 100)
    play.put("person.lies_low", KAKASHI, int(low))
    for n in range(SEEKERS):
        play.put("person.misses", f"Seeker {n}", play.thing(KAKASHI))
        play.choose("person.mind", f"Seeker {n}", "awake")
        roles = {"p": play.thing(f"Seeker {n}"), "x": play.thing(KAKASHI)}
        assert play.refused("search for", **roles) == ""
        play.machine.start(Directed("action/search for", roles))
    play.live(3 * HOUR)
    for n in range(SEEKERS):
        assert not play.machine.doing(play.thing(f"Seeker {n}"))
    found = [idea(play, f"Seeker {n}", KAKASHI) == ("known", play.thing("memorial")) for n in range(SEEKERS)]
    heard = [
        play.machine.held(play.thing(f"Seeker {n}"), "person.alive", [play.thing(KAKASHI)]).status == "known"
        for n in range(SEEKERS)
    ]
    return [sum(found), sum(heard)]


def test_TEC_18_an_elite_who_does_not_want_to_be_found_is_not() -> None:
    """Open he is found nearly always; lying low hardly ever, though word of him is heard; a clumsy one is found."""
    openly, hidden, clumsy = searched(False)[0], searched(True), searched(True, skill=10)[0]
    assert openly >= SEEKERS * 0.75
    assert hidden[0] <= 1
    assert 3 <= hidden[1] <= 15
    assert clumsy > 3
    assert searched(True, hearsay="0 %")[1] == 0


@pytest.mark.parametrize(("place", "low", "mind", "seen"), [
    ("market", False, "awake", True),
    ("market", True, "awake", False),
    ("market", False, "asleep", False),
    ("village", False, "awake", False),
    ("memorial", False, "awake", False),
])
def test_TEC_18_whoever_stands_there_is_not_looked_for(place: str, low: bool, mind: str, seen: bool) -> None:
    """In one room or street the other is seen again, unless he hides, or it is wide; asleep nobody sees him."""
    play = Play(shipped("leaf"), 3)
    play.live(6 * HOUR)
    go(play, place, "leisure", KAKASHI)
    go(play, "village" if place == "village" else "market", "leisure", IRUKA)
    fresh(play, KAKASHI, IRUKA)
    play.choose("person.mind", IRUKA, mind)
    play.put("person.tiredness", IRUKA, 0.2 if mind == "awake" else 0.9)
    play.put("person.lies_low", KAKASHI, int(low))
    play.put("person.misses", IRUKA, play.thing(KAKASHI))
    refused = play.refused("search for", p=IRUKA, x=KAKASHI)
    assert refused == {"asleep": "able to act"}.get(mind, "" if place == "memorial" else "not here")
    play.live(MINUTE)
    assert (play.get("person.misses", IRUKA) == 0) is seen
    assert (idea(play, IRUKA, KAKASHI) == ("known", play.thing(place))) is seen


@pytest.mark.parametrize("shuns", [True, False])
def test_TEC_18_he_drops_out_of_sight_and_is_looked_for(shuns: bool) -> None:
    """Who shuns somebody is of himself not to be found for friends and seekers, till there is no reason left."""
    play = Play(shipped("leaf"), 3)
    play.live(30 * HOUR)
    go(play, "Kakashi's flat", "home", KAKASHI)
    go(play, "market", "leisure", IRUKA)
    fresh(play, KAKASHI, IRUKA, NARUTO)
    play.put("shuns", KAKASHI, int(shuns), IRUKA)
    play.put("grudge", KAKASHI, 0.9, IRUKA)
    play.machine.autonomy = True
    play.live(4 * HOUR)
    assert bool(play.get("person.lies_low", KAKASHI)) == shuns
    counts = play.counts()
    assert (counts.get("search for", 0) >= 1) == shuns
    if shuns:
        assert idea(play, IRUKA, KAKASHI)[0] == "open"
        go(play, "staff house", "home", NARUTO)
        play.put("person.loneliness", NARUTO, 0.6)
        play.put("invited", NARUTO, 1, "Kakashi's flat")
        assert play.refused("visit a friend", p=NARUTO, friend=KAKASHI) == "is to be found"
        play.put("shuns", KAKASHI, 0, IRUKA)
        fresh(play, KAKASHI)
        play.live(6 * HOUR)
        assert not play.get("person.lies_low", KAKASHI)


@pytest.mark.parametrize(("shared", "post", "hides"), [
    ("", "", True), ("home", "", False), ("workplace", "teacher", False), ("workplace", "field", True),
])
def test_TEC_18_nobody_hides_from_his_own_house_or_desk(shared: str, post: str, hides: bool) -> None:
    """He drops out of sight for those he neither lives nor works indoors with, and they get no word out of him."""
    play = Play(shipped("leaf"), 3)
    play.live(30 * HOUR)
    go(play, "Kakashi's flat", "home", KAKASHI)
    go(play, "market", "leisure", IRUKA)
    for what in ("home", "workplace"):
        play.put(f"person.{what}", KAKASHI, play.thing({"home": "Kakashi's flat", "workplace": "gate"}[what]))
    if shared:
        play.put(f"person.{shared}", KAKASHI, play.get(f"person.{shared}", IRUKA))
        if post:
            play.choose("person.post", KAKASHI, post)
    fresh(play, KAKASHI, IRUKA)
    play.put("shuns", KAKASHI, 1, IRUKA)
    play.put("grudge", KAKASHI, 0.5, IRUKA)
    play.put("grudge", IRUKA, 0.5, KAKASHI)
    play.live(0)
    assert play.refused("lie low", p=KAKASHI) == ("" if hides else "somebody to keep from")
    play.machine.autonomy = True
    play.live(4 * HOUR)
    assert bool(play.get("person.lies_low", KAKASHI)) == hides
    go(play, "market", "leisure", KAKASHI, IRUKA)
    fresh(play, KAKASHI, IRUKA)
    for who in (KAKASHI, IRUKA):
        play.put("person.loneliness", who, 0.8)
    play.put("shuns", KAKASHI, 1, IRUKA)
    play.put("grudge", IRUKA, 0.5, KAKASHI)
    for p, other in ((KAKASHI, IRUKA), (IRUKA, KAKASHI)):
        assert (play.refused("chat", p=p, other=other) == "neither hides from the other") == hides
    assert (play.refused("make up", p=IRUKA, other=KAKASHI) == "gets hold of him") == hides
    assert play.refused("make up", p=KAKASHI, other=IRUKA) != "gets hold of him", "he may come himself"
