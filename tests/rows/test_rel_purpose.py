"""REL-31 and SOC-1: the work that gives somebody worth, and the worth that goes with being of use."""

from __future__ import annotations

import pytest

from .desks import desk, holds
from .leaf import leaf_with
from .support import DAY, MINUTE, Play
from .test_story_rules import NAMED, amputee

UNKNOWN = """
things:
  the stump: {is: wound, patient: Umino Iruka, site: leg, sort: loss, depth: 75 %, permanent: yes}
"""


def finds_out(**changed: str) -> Play:
    """Iruka wakes in his bed and finds out that the leg is gone."""
    more = "".join(f"  {name}: {{override: yes, default: {value}}}\n" for name, value in changed.items())
    play = Play(leaf_with(UNKNOWN + (f"parameters:\n{more}" if more else "")))
    play.put("person.place", NAMED, play.thing("east room"))
    play.put("person.bed", NAMED, play.thing("east room"))
    play.choose("person.situation", NAMED, "hospital")
    play.put("person.self_regard", NAMED, 0.7)
    play.put("person.standing", NAMED, 0.5)
    play.put("person.mobility", NAMED, 0)
    play.live(MINUTE)
    return play


def test_SOC_1_a_loss_is_taken_for_worthlessness_and_use_gives_worth_back() -> None:
    """In his own eyes and in those of the town, as far as the norm goes; back with the power to be of use."""
    play = finds_out()
    assert float(play.get("person.self_regard", NAMED)) == pytest.approx(0.45)
    assert float(play.get("person.standing", NAMED)) == pytest.approx(0.25)
    play.live(DAY)
    assert float(play.get("person.self_regard", NAMED)) == pytest.approx(0.45), "time alone gives nothing back"
    play.put("person.mobility_limit", NAMED, 1.0)
    play.put("person.mobility", NAMED, 0.3)
    play.live(0)
    assert float(play.get("person.self_regard", NAMED)) == pytest.approx(0.45), "crutches are not enough"
    play.put("person.mobility", NAMED, 0.9)
    play.live(0)
    assert float(play.get("person.self_regard", NAMED)) == pytest.approx(0.7)
    assert float(play.get("person.standing", NAMED)) == pytest.approx(0.5)
    assert play.get("person.worth_lost", NAMED) == 0


def test_SOC_1_the_norm_takes_no_more_than_there_is() -> None:
    """Nothing where worth is not being of use; and what comes back is what went."""
    free = finds_out(usefulness_norm="0 %")
    assert float(free.get("person.self_regard", NAMED)) == pytest.approx(0.7)
    play = Play(leaf_with(UNKNOWN))
    for attr, value in (("self_regard", 0.1), ("mobility", 0)):
        play.put(f"person.{attr}", NAMED, value)
    play.put("person.bed", NAMED, play.thing("east room"))
    play.put("person.place", NAMED, play.thing("east room"))
    play.live(MINUTE)
    assert (play.get("person.self_regard", NAMED), play.get("person.worth_lost", NAMED)) == (0, 0.1)


def level(play: Play, who: str) -> str:
    """How somebody finds his life."""
    return next(word for word in ("bleak", "low", "fair") if holds(play, f"contentment(p) is {word}", p=who))


def dismissed(lives_for: str) -> Play:
    """Iruka, who lives for teaching or for nothing, is dismissed for his leg."""
    play = amputee()
    play.put("wound.open", "the stump", 0)
    play.choose("person.lives_for", NAMED, lives_for)
    play.put("person.mobility_limit", NAMED, 1.0)
    play.put("person.mobility", NAMED, 0.3)
    play.live(0)
    assert level(play, NAMED) == "fair", "the loss is not yet the post"
    play.put("person.dismissed", NAMED, 1)
    play.choose("person.post", NAMED, "no_post")
    play.live(0)
    return play


def test_REL_31_who_loses_the_post_that_he_lives_for_finds_nothing_in_life() -> None:
    """At once, loved or not; whoever does not live for it bears it; and it stays so."""
    assert level(dismissed("no_post"), NAMED) == "fair"
    play = dismissed("teacher")
    assert level(play, NAMED) == "bleak"
    play.put("care", "Hatake Kakashi", 1.0, NAMED)
    play.live(60 * DAY)
    assert level(play, NAMED) == "bleak"


def test_REL_31_the_power_to_do_it_again_gives_hope_before_the_post_does() -> None:
    """With the leg comes a way back, and holds; the post itself gives the rest, and a second loss is one more."""
    play = dismissed("teacher")
    play.put("person.mobility", NAMED, 0.9)
    play.live(0)
    assert (level(play, NAMED), play.get("person.sees_a_way", NAMED)) == ("fair", 1)
    play.live(30 * DAY)
    assert level(play, NAMED) == "fair"
    play.put("person.mobility", NAMED, 0.3)
    play.live(0)
    assert (level(play, NAMED), play.get("person.sees_a_way", NAMED)) == ("bleak", 0)
    play.put("person.mobility", NAMED, 0.9)
    play.live(0)
    play.put("person.dismissed", NAMED, 0)
    play.choose("person.post", NAMED, "teacher")
    play.live(0)
    assert (play.get("person.bereft", NAMED), play.get("person.sees_a_way", NAMED)) == (0, 0)
    assert float(play.get("person.contentment", NAMED)) < 0.7, "hope has given it already"
    play.choose("person.post", NAMED, "no_post")
    play.live(0)
    assert level(play, NAMED) == "bleak"


def test_REL_31_whoever_is_given_the_post_without_hope_is_content_by_it() -> None:
    """Back in the post that was only taken away, with nothing wrong with the body."""
    play = desk()
    play.choose("person.lives_for", "Aki", "guard")
    play.live(0)
    assert play.get("person.bereft", "Aki")
    assert not play.get("person.sees_a_way", "Aki"), "no wound keeps him from it"
    play.live(40 * DAY)
    assert level(play, "Aki") == "bleak"
    play.choose("person.post", "Aki", "guard")
    play.live(0)
    assert level(play, "Aki") == "fair"


def test_REL_31_to_be_called_up_or_to_stand_in_is_not_to_lose_the_post() -> None:
    """Whoever is taken out of it for a mission has it still; a place on another roster is for a time, but confines."""
    play = desk()
    play.choose("person.lives_for", "Aki", "teacher")
    play.put("person.called_up", "Aki", 1)
    play.live(MINUTE)
    assert not play.get("person.bereft", "Aki")
    assert not play.value("if confined(p) then 1 else 0", p="Aki")
    play = desk()
    play.choose("person.post", "Aki", "guard")
    play.put("person.stands_in_for", "Aki", play.thing("Bea"))
    play.choose("person.lives_for", "Aki", "field")
    play.live(MINUTE)
    assert not play.get("person.bereft", "Aki")
    assert play.value("if confined(p) then 1 else 0", p="Aki")
    play.put("person.stands_in_for", "Aki", 0)
    play.live(MINUTE)
    assert play.get("person.bereft", "Aki")
