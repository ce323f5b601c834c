"""What two do together comes to nothing when one of them is gone before the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kizuna.chronicle.codec import records
from kizuna.chronicle.event import STATUSES
from kizuna.engine.api import Directed
from kizuna.world.luck import stable

from .offices import office, put
from .support import HOUR, MINUTE, NEVER, Play, town
from .test_hom_days import rota
from .test_plc_doors import CONFIDING
from .test_rel_belonging import back, mourners
from .test_rel_confession import leaving

Scene = tuple[Play, str, dict[str, str]]
"""A play, what is about to be begun, and by whom; the one who may go comes second."""


def evening() -> Scene:
    """The two at home after a return."""
    return back(), "celebrate a return with", {"p": "Aki", "other": "Ren"}


def intimacy() -> Scene:
    """The two at home, and nobody else; both want it."""
    play = back()
    play.live(HOUR)
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        put(play, one, mind="awake", lying=0, place="home", situation="home")
        play.put("welcomes", one, 1, other)
        play.put("intimate_at", one, NEVER, other)
    for who in ("Mio", "Nao"):
        put(play, who, place="market")
    return play, "become intimate", {"p": "Aki", "other": "Ren"}


def stone() -> Scene:
    """The two at home on a Sunday."""
    return mourners(), "visit the dead hand in hand", {"p": "Aki", "other": "Ren"}


def farewell() -> Scene:
    """Aki has to go on a hard mission tomorrow."""
    return leaving(), "take leave of", {"p": "Aki", "other": "Una"}


def day_off() -> Scene:
    """Both are off, and Nao is at home."""
    return rota(), "spend the day off with", {"p": "Aki", "other": "Nao"}


def shop() -> Scene:
    """Two friends at a stall."""
    play = office()
    play.live(5 * HOUR)
    for who in ("Aki", "Ren", "Ito"):
        put(play, who, place="market", situation="leisure", mind="awake")
    put(play, "Ito", post="shopkeeper", situation="work")
    play.put("place.lively", "market", 1)
    play.put("care", "Aki", 0.8, "Ren")
    return play, "pay for", {"p": "Aki", "seller": "Ito", "x": "Ren"}


def counter() -> Scene:
    """At a counter, with something that weighs."""
    play = Play(town(CONFIDING))
    play.put("person.unburdened_at", "Aki", NEVER)
    play.put("place.counter", "market", 1)
    return play, "speak of somebody dear", {"p": "Aki", "listener": "Mio", "x": "Nao"}


def grief() -> Scene:
    """Ren grieves, and shows it."""
    play = office()
    play.live(5 * HOUR)
    for who in ("Aki", "Ren"):
        put(play, who, place="home", situation="home", mind="awake", lying=0)
    put(play, "Ren", grief=0.8)
    play.put("care", "Aki", 0.8, "Ren")
    return play, "comfort", {"p": "Aki", "other": "Ren"}


def visit() -> Scene:
    """Ren is at home, and Aki close enough to come unasked."""
    play = office()
    play.live(10 * HOUR)
    put(play, "Ren", home="yard", place="yard", situation="home", mind="awake", lying=0)
    put(play, "Aki", situation="home", mind="awake", lying=0, loneliness=0.8, tiredness=0.1)
    play.put("care", "Aki", 0.6, "Ren")
    play.put("closeness", "Aki", 0.9, "Ren")
    return play, "visit a friend", {"p": "Aki", "friend": "Ren"}


TAKEN = {
    "has time for it", "and has time for it", "and has time for him", "the other too", "listens",
    "nobody else has taken him up",
}
"""The requirements of which it is one that nobody else has taken up the other."""
SCENES = [evening, intimacy, stone, farewell, day_off, shop, counter, grief, visit]


def begin(play: Play, rule: str, roles: dict[str, str]) -> None:
    """Somebody begins something, of which a minute passes."""
    play.machine.start(Directed(f"action/{rule}", {name: play.thing(who) for name, who in roles.items()}))
    play.live(MINUTE)


def ends(play: Play, rule: str) -> set[str]:
    """How all of a rule ended that was lived since the last drain, which this is."""
    ints, _ = play.machine.drain()
    return {STATUSES[record[4]] for record in records(ints) if record[3] == stable(f"action/{rule}")} - {"begins"}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
@pytest.mark.parametrize("goes", [False, True])
def test_nobody_has_done_it_with_one_who_was_gone_before_the_end(scene: Callable[[], Scene], goes: bool) -> None:
    """Whoever is elsewhere by then was not there for it; it fails, and says so."""
    play, rule, roles = scene()
    assert play.refused(rule, **roles) == ""
    begin(play, rule, roles)
    if goes:
        put(play, list(roles.values())[1], place="clinic", situation="leisure")
    play.live(6 * HOUR)
    assert ends(play, rule) == {"fails" if goes else "done"}


def test_nobody_becomes_intimate_where_anybody_may_come() -> None:
    """An empty market place in the evening is no home."""
    play, rule, roles = intimacy()
    for who in ("Mio", "Nao"):
        put(play, who, place="home")
    for who in ("Aki", "Ren"):
        put(play, who, place="market")
    assert play.refused(rule, **roles) == "behind a door"
    for who in ("Aki", "Ren"):
        put(play, who, place="attic", home="attic")
    assert play.refused(rule, **roles) == ""


def test_a_caller_who_has_gone_elsewhere_is_not_asked_in() -> None:
    """Whoever is about something else by now does not stand at the door any more, nor goes visiting from there."""
    play, _, roles = visit()
    play.put("person.at_door", "Aki", play.thing("clinic"))
    assert play.refused("visit a friend", **roles) == "not at a door"
    put(play, "Ren", place="yard", situation="home", mind="awake")
    put(play, "Aki", at_door="yard", place="clinic", mind="awake")
    assert play.refused("ask in", host="Ren", p="Aki") == ""
    put(play, "Aki", situation="leisure")
    assert play.refused("ask in", host="Ren", p="Aki") == "waits there still"
    put(play, "Aki", place="yard")
    assert play.refused("ask in", host="Ren", p="Aki") == ""


@pytest.mark.parametrize("scene", [one for one in SCENES if one is not shop], ids=lambda one: one.__name__)
def test_nobody_is_taken_up_by_two_at_once(scene: Callable[[], Scene]) -> None:
    """Whom somebody else does something with has no time, until that is over."""
    play, rule, roles = scene()
    other = list(roles.values())[1]
    play.put("person.taken_up_until", other, play.machine.now + 5 * MINUTE)
    assert play.refused(rule, **roles) in TAKEN
    play.live(6 * MINUTE)
    assert play.refused(rule, **roles) == ""


def test_nobody_is_drawn_away_from_what_he_is_about() -> None:
    """Before the dinner Ren washes, and after that there is time."""
    play, rule, roles = evening()
    play.put("greeted_at", "Ren", play.machine.now, "Aki")
    play.put("person.washed_at", "Ren", NEVER)
    begin(play, "wash", {"p": "Ren"})
    assert play.refused(rule, **roles) == "has time for it"
    play.live(HOUR)
    assert ends(play, "wash") == {"done"}
    assert play.refused(rule, **roles) == ""


def test_a_shopkeeper_goes_on_selling() -> None:
    """To be paid does not keep him from what he is about."""
    play, rule, roles = shop()
    begin(play, "keep shop", {"p": "Ito"})
    begin(play, rule, roles)
    play.live(6 * MINUTE)
    assert ends(play, rule) == {"done"}
    play.live(6 * HOUR)
    assert ends(play, "keep shop") == {"done"}
