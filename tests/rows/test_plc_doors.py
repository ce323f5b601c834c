"""PLC-7 to PLC-10: who must not meet, moving away, thresholds, and what a place affords."""

from __future__ import annotations

import pytest

from .offices import put
from .support import DAY, HOUR, MINUTE, NEVER, Play, town

FRIENDS = """
cast:
  Aki: {is: person, age: 30, home: home, place: home, haunt: market, care: {Nao: 60 %}}
  Nao: {is: person, age: 40, home: attic, place: attic, haunt: market, care: {Aki: 30 %}, trust: {Aki: 90 %}}
"""


def friends(autonomy: bool = False) -> Play:
    """Two friends, one of whom lives behind a locked door, in the afternoon."""
    play = Play(town(FRIENDS))
    play.put("place.locked", "attic", 1)
    play.put("place.doorstep", "attic", play.thing("home"))
    for date in ("knocked_at", "unburdened_at"):
        play.put(f"person.{date}", "Aki", NEVER)
    play.live(9 * HOUR + 30 * MINUTE)
    play.put("person.loneliness", "Aki", 0.6)
    play.machine.autonomy = autonomy
    return play


def may_enter(play: Play) -> bool:
    """Whether Aki has standing access to Nao's."""
    return bool(play.bond("may_enter", "Aki", "attic"))


def test_PLC_9_access_and_invitation_are_two_things() -> None:
    """A lock keeps out whoever has neither; each of the two opens by itself, and neither gives the other."""
    play = friends()
    assert play.refused("walk to", p="Aki", to="attic") == "may go in"
    play.put("person.place", "Aki", play.thing("attic"))
    assert play.act("show how to open", host="Nao", p="Aki")
    assert may_enter(play)
    assert not play.bond("invited", "Aki", "attic")
    play.put("person.place", "Aki", play.thing("home"))
    assert play.refused("walk to", p="Aki", to="attic") == ""
    assert play.refused("visit a friend", p="Aki", friend="Nao") == "asked in, or at home there"

    alone = friends()
    alone.put("person.place", "Aki", alone.thing("attic"))
    alone.put("person.home", "Aki", alone.thing("attic"))
    assert alone.refused("show how to open", host="Nao", p="Aki") == "does not live there"

    other = friends()
    other.put("invited", "Aki", 1, "attic")
    assert other.refused("walk to", p="Aki", to="attic") == ""
    assert not may_enter(other)
    other.put("place.locked", "attic", 0)
    other.put("invited", "Aki", 0, "attic")
    assert other.refused("walk to", p="Aki", to="attic") == ""


def test_PLC_9_an_invitation_aloud_opens_the_door_that_evening() -> None:
    """Asked to supper in the market by a friend who likes him, he may call as a guest; standing access he has not."""
    play = friends()
    play.put("care", "Nao", 0.6, "Aki")
    play.put("person.place", "Aki", play.thing("attic"))
    assert play.refused("visit a friend", p="Aki", friend="Nao") == "asked in, or at home there"
    for who in ("Aki", "Nao"):
        play.put("person.place", who, play.thing("market"))
    assert play.refused("ask to supper", host="Nao", p="Aki") == "among people"
    play.choose("person.situation", "Nao", "leisure")
    joy = float(play.get("person.joy", "Aki"))
    assert play.act("ask to supper", host="Nao", p="Aki")
    assert play.get("person.joy", "Aki") > joy
    assert play.bond("invited", "Aki", "attic")
    assert not may_enter(play)
    for who in ("Aki", "Nao"):
        play.put("person.place", who, play.thing("attic"))
    assert play.refused("visit a friend", p="Aki", friend="Nao") != "asked in, or at home there"
    assert play.refused("ask to supper", host="Nao", p="Aki") == "not asked yet"


@pytest.mark.parametrize(
    ("locked", "access", "refused"), [(1, 0, "the door opens to him"), (1, 1, ""), (0, 0, "")]
)
def test_PLC_9_a_close_friend_does_not_walk_through_a_locked_door(locked: int, access: int, refused: str) -> None:
    """Whoever has not been shown how to open it calls, and is asked in; where nothing is locked he just comes."""
    play = friends()
    play.put("place.locked", "attic", locked)
    play.put("closeness", "Aki", 0.9, "Nao")
    play.put("may_enter", "Aki", access, "attic")
    assert play.refused("visit a friend", p="Aki", friend="Nao") == refused
    assert play.refused("call on", p="Aki", friend="Nao") == ""


@pytest.mark.parametrize("access", [False, True])
def test_PLC_9_a_caller_waits_until_a_word_is_said(access: bool) -> None:
    """With standing access as without it he stays outside; crossing the threshold brings the two closer."""
    play = friends()
    play.put("may_enter", "Aki", int(access), "attic")
    assert play.act("call on", p="Aki", friend="Nao"), play.refused("call on", p="Aki", friend="Nao")
    assert play.get("person.place", "Aki") == play.thing("home")
    assert play.get("person.at_door", "Aki") == play.thing("attic")
    before = [play.bond("closeness", *pair) for pair in (("Aki", "Nao"), ("Nao", "Aki"))]
    assert play.act("ask in", host="Nao", p="Aki")
    assert play.get("person.place", "Aki") == play.thing("attic")
    assert play.get("person.at_door", "Aki") == 0
    after = [play.bond("closeness", *pair) for pair in (("Aki", "Nao"), ("Nao", "Aki"))]
    assert all(late > early + 0.04 for early, late in zip(before, after, strict=True))


def test_PLC_9_who_waits_at_a_door_begins_nothing_else() -> None:
    """Until a word is said, or nobody has opened; then he goes about what he likes."""
    play = friends()
    assert play.act("call on", p="Aki", friend="Nao")
    assert [play.value("if taken_up(p) then 1 else 0", p=who) for who in ("Aki", "Nao")] == [1, 0]
    once = play.again(1)
    assert once.act("ask in", host="Nao", p="Aki")
    assert once.value("if taken_up(p) then 1 else 0", p="Aki") == 0
    play.live(11 * MINUTE)
    assert play.value("if taken_up(p) then 1 else 0", p="Aki") == 0


def test_PLC_9_nobody_opens_and_an_angry_host_does_not_ask() -> None:
    """A caller goes away again after a while, or is left standing; neither brings anybody closer."""
    play = friends()
    assert play.act("wait at the door of", p="Aki", h="attic")
    play.live(9 * MINUTE)
    assert play.get("person.at_door", "Aki") == play.thing("attic")
    play.live(3 * MINUTE)
    assert play.get("person.at_door", "Aki") == 0
    angry = friends()
    angry.put("grudge", "Nao", 0.5, "Aki")
    assert angry.act("wait at the door of", p="Aki", h="attic")
    assert angry.refused("ask in", host="Nao", p="Aki") == "bears him no grudge"
    assert angry.act("leave at the door", host="Nao", p="Aki")
    assert angry.bond("closeness", "Aki", "Nao") == 0
    assert angry.get("person.stress", "Aki") > 0.3


def test_PLC_9_people_call_on_each_other_of_themselves() -> None:
    """A lonely man calls; whoever is at home and not angry asks him in."""
    play = friends(autonomy=True)
    play.live(4 * DAY)
    counts = play.counts("Aki")
    assert counts.get("call on", 0) >= 1
    assert counts.get("ask in", 0) >= 1


CONFIDING = """
cast:
  Aki: {is: person, age: 30, home: home, place: market, situation: leisure, stress: 60 %, care: {Nao: 90 %},
        closeness: {Ren: 50 %}}
  Nao: {is: person, age: 40, home: attic, place: attic}
  Ren: {is: person, age: 30, home: attic, place: market, situation: leisure}
  Mio: {is: person, age: 30, home: attic, place: market, situation: leisure}
"""


def hearers(**affords: int) -> tuple[str, set[str]]:
    """What refuses Aki to speak of Nao in a place that affords so much, and who has learned of it then."""
    play = Play(town(CONFIDING))
    for flag, value in affords.items():
        play.put(f"place.{flag}", "market", value)
    play.put("person.unburdened_at", "Aki", NEVER)
    refused = play.refused("speak of somebody dear", p="Aki", listener="Ren", x="Nao")
    if not refused:
        stress = float(play.get("person.stress", "Aki"))
        assert play.act("speak of somebody dear", p="Aki", listener="Ren", x="Nao")
        assert play.get("person.stress", "Aki") < stress - 0.1
    known = {who for who in ("Ren", "Mio") if play.value("belief(h, care(p, x))", h=who, p="Aki", x="Nao") > 0.5}
    return refused, known


def test_PLC_10_the_place_decides_who_learns() -> None:
    """At a counter everybody there hears it, in a corner one does, and elsewhere nobody speaks of such things."""
    assert hearers() == ("the place affords it", set())
    assert hearers(counter=1) == ("", {"Ren", "Mio"})
    assert hearers(nook=1) == ("", {"Ren"})


def test_PLC_10_a_counter_loosens_tongues_before_strangers() -> None:
    """In a corner one speaks to whom one trusts; at a counter the listener need not be near."""
    play = Play(town(CONFIDING))
    play.put("person.unburdened_at", "Aki", NEVER)
    play.put("place.nook", "market", 1)
    roles = {"p": "Aki", "listener": "Mio", "x": "Nao"}
    assert play.refused("speak of somebody dear", **roles) == "trusts him, or is safe from him"
    play.put("place.counter", "market", 1)
    assert play.refused("speak of somebody dear", **roles) == ""
    play.put("person.stress", "Aki", 0)
    assert play.refused("speak of somebody dear", **roles) == "something weighs"


def test_PLC_10_a_home_has_a_kitchen_corner() -> None:
    """Where somebody lives a word is heard by one alone, in a generated house, too; not in a lodging house."""
    for lodging, refused in ((0, ""), (1, "the place affords it")):
        play = Play(town(CONFIDING))
        play.put("person.unburdened_at", "Aki", NEVER)
        play.put("place.lodging", "home", lodging)
        for who in ("Aki", "Ren", "Mio"):
            play.put("person.place", who, play.thing("home"))
        roles = {"p": "Aki", "listener": "Ren", "x": "Nao"}
        assert play.refused("speak of somebody dear", **roles) == refused
        if not refused:
            assert play.act("speak of somebody dear", **roles)
            assert play.value("belief(h, care(p, x))", h="Mio", p="Aki", x="Nao") < 0.5


def contacts(metres: int, near: str = "200 m", away: bool = False, days: int = 7) -> float:
    """How often a week two who must not meet come too near each other in a village of such a size."""
    text = f"""
places:
  Aki's: {{inside: town}}
  Nao's: {{inside: town}}
  square: {{inside: town, lively: yes}}
  pond: {{inside: town, lively: yes}}
  mill: {{inside: town}}
  coast: {{}}
roads:
  - {{between: [square, Aki's], length: {metres} m, modes: all}}
  - {{between: [square, Nao's], length: {metres} m, modes: all}}
  - {{between: [square, pond], length: {metres} m, modes: all}}
  - {{between: [square, mill], length: {metres} m, modes: all}}
  - {{between: [square, clinic], length: {metres} m, modes: all}}
  - {{between: [square, coast], length: 160 km, modes: all}}
cast:
  Aki: {{is: person, home: Aki's, place: Aki's, haunt: square, post: guard, workplace: mill, shuns: [Nao]}}
  Nao: {{is: person, home: Nao's, place: Nao's, haunt: pond, post: shopkeeper, workplace: square}}
parameters: {{too_near: {{extend: yes, default: {near}}}}}
"""
    total = 0.0
    for seed in (1, 2):
        play = Play(town(text), seed, autonomy=True)
        if away:
            play.put("person.place", "Aki", play.thing("coast"))
            play.choose("person.situation", "Aki", "away")
        play.live(days * DAY)
        total += play.value("sum(crossings(a) for a in avoidances(p))", p="Aki")
    return total / (2 * days / 7)


def test_PLC_7_a_small_village_brings_them_together() -> None:
    """The smaller the village, the more often they meet in a week; far away on duty hardly ever."""
    sizes = [contacts(metres) for metres in (60, 2000)]
    assert sizes[0] > 2 * sizes[1]
    assert sizes[0] >= 3
    assert contacts(60, away=True) <= sizes[0] / 4


def test_PLC_7_the_radius_decides() -> None:
    """With a wider circle the same two come too near each other more often."""
    radii = [contacts(400, near) for near in ("10 m", "450 m")]
    assert radii[0] < radii[1]


def test_PLC_7_meeting_hurts_the_one_who_shuns() -> None:
    """At 201 m nothing, at 199 m the start of it; once it is over, nothing again."""
    for metres, met in ((201, 0), (199, 1)):
        text = f"places: {{well: {{}}}}\nroads: [{{between: [well, home], length: {metres} m, modes: all}}]"
        play = Play(town(FRIENDS.replace("care: {Nao: 60 %}", "shuns: [Nao]") + text))
        play.live(MINUTE)
        play.put("person.place", "Nao", play.thing("clinic"))
        play.live(HOUR)
        before = float(play.get("person.stress", "Aki"))
        play.counts()
        play.put("person.place", "Nao", play.thing("well"))
        play.live(MINUTE)
        assert play.count("come upon somebody shunned") == met
        assert (float(play.get("person.stress", "Aki")) > before + 0.05) == bool(met)
        play.put("shuns", "Aki", 0, "Nao")
        play.live(MINUTE)
        assert play.value("count(a in avoidances(p))", p="Aki") == 0


def test_PLC_7_nobody_is_comforted_by_whom_he_will_not_meet() -> None:
    """However fond the other is of him still."""
    play = Play(town(FRIENDS.replace("place: attic", "place: home")))
    for who in ("Aki", "Nao"):
        put(play, who, mind="awake", situation="home", place="home")
    put(play, "Nao", grief=0.8)
    play.put("care", "Aki", 0.9, "Nao")
    assert play.refused("comfort", p="Aki", other="Nao") == ""
    play.put("shuns", "Aki", 1, "Nao")
    assert play.refused("comfort", p="Aki", other="Nao") == "does not keep out of his way"


def test_PLC_7_a_quarrel_too_many_and_making_up() -> None:
    """Who is furious keeps out of the other's way; who has made up need not."""
    play = Play(town(FRIENDS.replace("place: attic", "place: home")))
    play.put("closeness", "Aki", 0.5, "Nao")
    play.put("quarrelled_at", "Aki", NEVER, "Nao")
    play.put("person.stress", "Aki", 0.6)
    play.put("person.lying", "Nao", 1)
    assert play.refused("quarrel", p="Aki", other="Nao") == "spares whoever lies down"
    play.put("person.lying", "Nao", 0)
    assert play.act("quarrel", p="Aki", other="Nao")
    assert not play.bond("shuns", "Aki", "Nao")
    play.put("grudge", "Aki", 0.5, "Nao")
    play.put("quarrelled_at", "Aki", NEVER, "Nao")
    assert play.refused("quarrel", p="Aki", other="Nao") == "has let off no steam of late"
    play.put("person.let_off_steam_at", "Aki", NEVER)
    assert play.act("quarrel", p="Aki", other="Nao")
    assert play.bond("shuns", "Aki", "Nao")
    play.live(13 * HOUR)
    assert play.act("make up", p="Aki", other="Nao")
    assert not play.bond("shuns", "Aki", "Nao")


def gain(discomfort: float = 0, crossings: int = 10, follows: bool = False, friend: float = 0) -> float:
    """What Aki, who shuns Nao, gains by moving to the coast."""
    text = FRIENDS.replace("care: {Nao: 60 %}", "care: {Nao: 60 %}, shuns: [Nao]")
    text += "  Ren: {is: person, home: home, place: market}\n"
    text += "places: {coast: {settlement: yes}}\nroads: [{between: [coast, home], length: 90 km, modes: all}]"
    play = Play(town(text))
    play.live(MINUTE)
    play.put("avoidance.crossings", play.all("avoidance")[0], crossings)
    play.put("place.discomfort", "coast", discomfort)
    if follows:
        play.put("person.haunt", "Nao", play.thing("coast"))
    if friend:
        play.put("care", "Aki", friend, "Ren")
        play.put("closeness", "Aki", 0.5, "Ren")
    return play.value("relocation_gain(p, to)", p="Aki", to="coast")


def test_PLC_8_moving_weighs_pain_against_comfort_and_ties() -> None:
    """It gains by every meeting spared; it loses by scorpions, by friends left behind, and if the other goes there."""
    plain = gain()
    assert plain > 0.5
    assert gain(crossings=2) < plain
    assert gain(discomfort=0.3) == pytest.approx(plain - 0.3)
    assert gain(friend=0.9) < plain - 0.05
    assert gain(follows=True) <= 0


@pytest.mark.parametrize(("often", "discomfort", "moves"), [(12, 0.1, True), (12, 0.95, False), (0, 0.1, False)])
def test_PLC_8_people_move_of_themselves(often: int, discomfort: float, moves: bool) -> None:
    """Whoever meets the other too often leaves for a town that is bearable, and makes it his home."""
    text = FRIENDS.replace("care: {Nao: 60 %}", "care: {Nao: 60 %}, shuns: [Nao]")
    text += "places: {coast: {settlement: yes}}\nroads: [{between: [coast, home], length: 90 km, modes: all}]"
    play = Play(town(text), autonomy=True)
    play.live(MINUTE)
    play.put("avoidance.crossings", play.all("avoidance")[0], often)
    play.put("person.crossed_at", "Aki", play.machine.now if often else NEVER)
    play.put("place.discomfort", "coast", discomfort)
    for attr in ("place", "home", "haunt"):
        play.put(f"person.{attr}", "Nao", play.thing("sickroom"))
    play.live(4 * DAY)
    assert (play.get("person.home", "Aki") == play.thing("coast")) == moves
