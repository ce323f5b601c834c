"""Letting go of the dead and of teams in the shipped worlds: leaf with its techniques, pass with its pagers."""

from __future__ import annotations

import pytest

from kizuna.engine.api import Directed

from .leaf import leaf_with, parameters
from .support import HOUR, MINUTE, Play, shipped
from .test_letting_go import HELD_DEAD, dies, holds_dead
from .test_tec_hiding import fresh, go
from .test_tec_step import GENMA, IRUKA, KAKASHI, STEP, clearing
from .test_tec_transfer import TRANSFER, TSUNADE, at_the_bed

# God's Step


def test_the_dead_are_not_sinking() -> None:
    """Who is dead is past the help that a step could bring him to."""
    play = clearing()
    assert play.refused("gather up", p=KAKASHI, mate=IRUKA) == ""
    dies(play, IRUKA)
    assert play.refused("gather up", p=KAKASHI, mate=IRUKA) == "sinking"


def test_the_last_step_goes_to_the_infirmary() -> None:
    """With help in reach the landing is where the healers are, whatever the luck, and not in the house beside."""
    play = clearing()
    play.put("person.chakra", KAKASHI, float(play.get("person.capacity", KAKASHI)))
    for who in (KAKASHI, IRUKA):
        play.put("person.place", who, play.thing("south forest"))
    play.put("person.carried_by", IRUKA, play.thing(KAKASHI))
    for seed in range(6):
        once = play.again(seed)
        once.machine.autonomy = True
        once.live(10 * MINUTE)
        assert once.counts(KAKASHI).get(STEP, 0) > 0
        assert once.get("person.place", IRUKA) == once.thing("hospital")
        assert once.get("person.carried_by", IRUKA) == 0


# Concealment and notes


def searching(**values: str) -> Play:
    """Kakashi misses Iruka, who is elsewhere and does not hide, and has the time to look for him."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    play.live(6 * HOUR)
    go(play, "market", "leisure", KAKASHI)
    go(play, "memorial", "leisure", IRUKA)
    fresh(play, KAKASHI, IRUKA)
    play.put("care", KAKASHI, 0.8, IRUKA)
    play.put("person.misses", KAKASHI, play.thing(IRUKA))
    return play


def test_nobody_searches_for_whom_he_holds_to_be_dead_or_who_lives_elsewhere() -> None:
    """It is in the village that one looks round, for somebody whom one may hope to find."""
    play = searching()
    assert play.refused("search for", p=KAKASHI, x=IRUKA) == ""
    home = int(play.get("person.home", IRUKA))
    play.put("person.home", IRUKA, play.thing("border market"))
    assert play.refused("search for", p=KAKASHI, x=IRUKA) == "in one town"
    play.put("person.home", IRUKA, home)
    holds_dead(play, KAKASHI, IRUKA)
    assert play.refused("search for", p=KAKASHI, x=IRUKA) == HELD_DEAD


@pytest.mark.parametrize(
    ("where", "share", "misses"), [("market", "100 %", False), ("memorial", "100 %", True), ("market", "0 %", True)]
)
def test_a_search_that_finds_somebody_in_the_same_place_is_over(where: str, share: str, misses: bool) -> None:
    """Whoever comes by meanwhile and hides is missed until he is found; so is whom he only knows to be elsewhere."""
    play = searching(hidden_find=share, open_find=share)
    roles = {"p": play.thing(KAKASHI), "x": play.thing(IRUKA)}
    play.machine.start(Directed("action/search for", roles))
    play.put("person.place", IRUKA, play.thing(where))
    play.put("person.lies_low", IRUKA, 1)
    play.live(3 * HOUR)
    assert play.bond("searched_at", KAKASHI, IRUKA) == play.machine.now - HOUR
    assert (play.get("person.misses", KAKASHI) == play.thing(IRUKA)) is misses


@pytest.mark.parametrize("dead", [GENMA, IRUKA])
def test_no_sealed_note_to_the_dead_or_about_them(dead: str) -> None:
    """She writes neither to whom she holds to be dead nor of him."""
    play = Play(shipped("leaf"), 3)
    play.live(0)
    fresh(play, TSUNADE)
    play.choose("person.situation", TSUNADE, "work")
    play.put("person.partner", GENMA, play.thing(IRUKA))
    play.put("person.dismissed", IRUKA, 1)
    for who in (GENMA, IRUKA):
        play.put("care", TSUNADE, 0.5, who)
    asked = {"p": TSUNADE, "reader": GENMA, "x": IRUKA}
    assert play.refused("write a sealed note", **asked) == ""
    holds_dead(play, TSUNADE, dead)
    assert play.refused("write a sealed note", **asked) == "holds both to be alive"


# The transfer


@pytest.mark.parametrize("sign", ["arrest", "reeling"])
def test_chakra_is_given_to_the_living(sign: str) -> None:
    """He pours it into one whose heart stands still or who reels, and none into a body that looks the same."""
    found = []
    for alive in (True, False):
        play = at_the_bed(0.9, 0.3, 0.0)
        play.put("knows", IRUKA, 1, TRANSFER)
        play.choose("person.worn", KAKASHI, "reeling" if sign == "reeling" else "fresh")
        if sign == "arrest":
            play.put("person.arrest", KAKASHI, 1)
        if not alive:
            dies(play, KAKASHI)
        fresh(play, IRUKA)
        play.counts()
        play.machine.autonomy = True
        play.live(30 * MINUTE)
        found.append(play.count("pour chakra") > 0)
    assert found == [True, False]


# The pass

VEIT, JANA, TONI, BASTI = "Veit Auer", "Jana Kofler", "Toni Egger", "Basti Huber"


def test_whoever_comes_back_alone_leads_nobody_any_more() -> None:
    """Neither those who came with him nor those who went another way still follow him, nor he himself."""
    play = Play(shipped("pass"), 1)
    play.live(0)
    for who in (VEIT, JANA, TONI):
        play.put("person.leader", who, play.thing(VEIT))
        play.put("person.place", who, play.thing("churchyard" if who == TONI else "saddle"))
        play.choose("person.situation", who, "mission")
    play.put("person.on_rescue", VEIT, 1)
    assert play.act("come back alone", leader=VEIT), play.refused("come back alone", leader=VEIT)
    assert play.get("person.place", JANA) == play.get("person.home", JANA)
    assert [play.get("person.leader", who) for who in (VEIT, JANA, TONI)] == [0, 0, 0]


def test_no_pager_of_the_dead_goes_off() -> None:
    """The list is called, and whoever of it lives is paged."""
    play = Play(shipped("pass"), 1)
    play.live(0)
    dies(play, TONI)
    play.put("place.called_from", "rescue station", play.thing("saddle"))
    play.live(MINUTE)
    assert play.get("person.paged", BASTI)
    assert not play.get("person.paged", TONI)
