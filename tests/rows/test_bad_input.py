"""Bad input that a village's author may give: found by lint where it stands, or while it is lived, after the event."""

from __future__ import annotations

import pytest

from kizuna.engine.integrity import faults_at_start
from kizuna.engine.machine import Machine

from .offices import TOWN, office
from .support import HOUR, Play, town

WARD = "  {name}: {{is: ward, bound: Aki, protected: Ren}}\n"
TWO_WARDS = TOWN.replace("things:\n", "things:\n" + WARD.format(name="one") + WARD.format(name="two"))
NO_CLERK = TOWN.replace("post: medic, medicine: 60 %, workplace: clinic", "post: field, workplace: desk")
NO_PLACE = TOWN.replace("Mio: {is: person, age: 33, home: home, place: home,", "Mio: {is: person, age: 33, home: home,")
NO_TERM = TOWN.replace("begins_on: 112, ends_on: 300", "begins_on: 300, ends_on: 112")


def found(text: str) -> list[str]:
    """What lint would find wrong with a town at its first moment."""
    return [fault.message for fault in faults_at_start(Machine.begin(town(text), 1))]


@pytest.mark.parametrize(("text", "says"), [
    (TOWN, ""), (TWO_WARDS, "one person under two wards"), (NO_CLERK, "a desk that cannot be staffed"),
    (NO_TERM, "a term that never begins"), (NO_PLACE, "somebody is nowhere"),
])
def test_lint_finds_it_where_it_stands(text: str, says: str) -> None:
    """Two wards between the same two, a desk without a clerk, a term that ends before it begins, somebody in no place;
    else nothing."""
    faults = found(text)
    assert bool(faults) == bool(says)
    assert all(fault.startswith(says) for fault in faults)


def wrong(play: Play) -> dict[str, int]:
    """How often each rule of integrity was found broken since the last look."""
    return {rule: n for rule, n in play.counts().items() if rule in ("one person under two wards", LAST, DEAD, NOWHERE)}


LAST, DEAD, NOWHERE = "a desk that cannot be staffed", "a post is held by the dead", "somebody is nowhere"


def test_whoever_is_sent_nowhere_is_noticed_at_that_moment() -> None:
    """Only of the living: where the dead are is nobody's business."""
    for alive, found_wrong in ((1, {NOWHERE: 1}), (0, {})):
        play = office()
        play.put("person.alive", "Mio", alive)
        play.live(0)
        assert wrong(play) == {}
        play.put("person.place", "Mio", 0)
        play.live(0)
        assert wrong(play) == found_wrong


def test_a_second_ward_is_refused_and_noticed() -> None:
    """By order it cannot be laid; whatever else makes one is noticed at that moment."""
    play = office()
    assert play.act("lay the ward", chief="Oda", x="Aki", protected="Ren")
    assert play.act("lay the ward", chief="Oda", x="Aki", protected="Mio")
    assert play.refused("lay the ward", chief="Oda", x="Aki", protected="Ren") == "none yet"
    play.live(HOUR)
    assert wrong(play) == {}
    play.put("ward.protected", play.all("ward")[1], play.get("ward.protected", play.all("ward")[0]))
    play.live(0)
    assert wrong(play) == {"one person under two wards": 2}


def test_the_dead_leave_their_posts_and_the_last_clerk_is_missed() -> None:
    """Dying empties the post, so that the first rule never breaks; who keeps the desk is missed at that moment."""
    text = TOWN.replace("post: medic, medicine: 60 %, workplace: clinic", "post: clerk, workplace: desk")
    text = text.replace("Mio: {is: person, age: 33,", "Mio: {is: person, age: 33, post: field, workplace: desk,")
    play = Play(town(text))
    play.live(0)
    assert wrong(play) == {}
    play.put("person.blood", "Nao", 0)
    play.live(HOUR)
    assert not play.get("person.alive", "Nao")
    assert play.word("person.post", "Nao") == "no_post"
    assert wrong(play) == {LAST: 1}
