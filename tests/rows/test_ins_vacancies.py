"""Vacant posts: who follows, and for which part of a town a house has its people."""

from __future__ import annotations

import pytest

from tests.rows.support import DAY, Play, shipped

GUARDS = "guards of the village"


def unguarded(people: int, missing: int) -> Play:
    """Leaf with so many people, where the guard house lacks some of those whom it is to have."""
    play = Play(shipped("leaf", people), 1)
    house = play.thing("guard house")
    guards = [p for p in play.all("person") if play.value("if post(p) is guard then 1 else 0", p=p)]
    spare = int(play.value("holders(e) - floor(people_served(e) / people_for_each(e))", e=GUARDS))
    for p in [p for p in guards if play.get("person.workplace", p) == house][: spare + missing]:
        play.choose("person.post", p, "no_post")
        play.put("person.workplace", p, 0)
    return play


@pytest.mark.parametrize(("people", "houses"), [(100, 1), (300, 3)])
def test_a_house_is_for_its_part_of_the_town(people: int, houses: int) -> None:
    """Houses of one sort share those who live there, so that a town with three needs no more than one with one."""
    play = Play(shipped("leaf", people), 1)
    own = [e for e in play.all("establishment") if play.value("if needed(e) is guard then 1 else 0", e=e)]
    everybody = play.value("count(q in all person where alive(q) and home(q) != nobody)")
    assert len(own) == houses
    assert all(play.value("people_served(e)", e=e) == pytest.approx(everybody / houses) for e in own)


def test_people_are_counted_on_mondays() -> None:
    """Before posts are filled; and told only where there are more or fewer than before."""
    play = Play(shipped("leaf", 100), 1)
    houses = len(play.all("establishment"))
    dies = next(p for p in play.all("person") if play.value("if post(p) is no_post then 1 else 0", p=p))
    for alive, told in ((1, houses), (1, 0), (0, houses), (0, 0)):
        play.put("person.alive", dies, alive)
        play.live(7 * DAY)
        assert play.count("people are counted") == told
        for e in play.all("establishment"):
            assert play.get("establishment.headcount", e) == play.value("people_served(e)", e=e)


def test_whoever_is_missing_is_followed_one_a_week() -> None:
    """By somebody without a post, until there are as many as the town needs."""
    play = unguarded(100, 2)
    needed = int(play.value("floor(people_served(e) / people_for_each(e))", e=GUARDS))
    found = [int(play.value("holders(e)", e=GUARDS))]
    for _ in range(3):
        play.live(7 * DAY)
        found.append(int(play.value("holders(e)", e=GUARDS)))
    assert found == [needed - 2, needed - 1, needed, needed]


@pytest.mark.parametrize(("limit", "less", "follows"), [
    ("youngest_recruit", 1, False), ("youngest_recruit", 0, True),
    ("oldest_recruit", 1, True), ("oldest_recruit", 0, False),
])
def test_who_is_of_an_age_for_it(limit: str, less: int, follows: bool) -> None:
    """Nobody is given a vacant post before one age, and nobody from another one on; in leaf the first is sixteen."""
    play = unguarded(100, 2)
    assert play.value("youngest_recruit") == 16
    needed = int(play.value("floor(people_served(e) / people_for_each(e))", e=GUARDS))
    for p in play.all("person"):
        if play.word("person.post", p) == "no_post":
            play.put("person.age", p, play.value(limit) - less)
    play.live(7 * DAY)
    assert (int(play.value("holders(e)", e=GUARDS)) > needed - 2) is follows


@pytest.mark.parametrize(("more", "skill", "goes"), [(1, 0.8, True), (0, 0.8, False), (1, 0.05, False)])
def test_MIS_14_a_guard_too_many_goes_to_a_desk_that_lacks_hands(more: int, skill: float, goes: bool) -> None:
    """Guards and field hands take each other's places; nobody goes whom the guard house needs, or who is of no use."""
    play = Play(shipped("leaf", 100), 1)
    guards = int(play.value("holders(e)", e=GUARDS))
    play.put("establishment.people_for_each", GUARDS, play.value("people_served(e)", e=GUARDS) / (guards - more + 0.5))
    for e in play.all("establishment"):
        play.put("establishment.headcount", e, play.value("people_served(e)", e=e))
    assert play.value("is_to_have(e)", e=GUARDS) == guards - more
    desk, post = play.thing("field hands"), "person.post"
    for p in play.all("person"):
        play.put("person.age", p, 70)
        if play.word(post, p) == "guard":
            play.put("person.skill", p, skill)
    hands = [p for p in play.all("person") if play.word(post, p) == "field"]
    needed = int(play.value("is_to_have(e)", e=desk))
    for p in hands[: int(play.value("holders(e)", e=desk)) - needed + 1]:
        play.choose(post, p, "no_post")
    assert play.value("holders(e)", e=desk) == needed - 1
    play.live(7 * DAY)
    assert (play.value("holders(e)", e=desk) == needed) is goes
