"""REL-33: what becomes routine between two who have accepted each other, what it mends, and what it draws home to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kizuna.engine.api import Directed

from .couples import pair
from .desks import desk, holds, mission, out
from .support import DAY, HOUR, MINUTE, Play, today

BOTH = {"p": "Aki", "other": "Ren"}
WINDOW, DINNER, STONE = "be outside the window of", "celebrate a return with", "visit the dead hand in hand"


def until(play: Play, hour: int, *days: str) -> None:
    """Plays on to that hour of such a day, and sees to it that both are up."""
    for _ in range(24 * 8):
        if holds(play, f"clock >= {hour}:00 and clock < {hour + 1}:00") and (not days or today(play) in days):
            break
        play.live(HOUR)
    for who in ("Aki", "Ren"):
        play.choose("person.mind", who, "awake")
        for attr, value in (("lying", 0), ("stress", 0.3), ("hunger", 0.8), ("self_regard", 0.3), ("loneliness", 0.8)):
            play.put(f"person.{attr}", who, value)
    play.live(0)
    play.counts()


def at_work(**changed: str) -> Play:
    """Ren at a desk, with Mio and Nao, and Aki at home in the morning; they are partners."""
    play = pair(**changed)
    for who in ("Ren",):
        play.choose("person.post", who, "clerk")
        play.put("person.workplace", who, play.thing("office"))
    until(play, 10)
    for who in ("Ren", "Mio", "Nao"):
        play.choose("person.situation", who, "work")
        play.choose("person.mind", who, "awake")
        play.put("person.place", who, play.thing("office"))
        play.put("person.went_to_work_at", who, play.machine.now)
    play.live(0)
    play.counts()
    return play


def back(which: str = "Aki", ago: float = 0, **changed: str) -> Play:
    """The two at home in the evening, after one of them has come back from a mission."""
    play = pair(**changed)
    until(play, 18)
    if which:
        play.put("person.back_at", which, play.machine.now - ago)
    return play


def mourners(day: str = "Sunday", **changed: str) -> Play:
    """The two at home on a free day; Aki has lost family, the stone is on the market."""
    play = pair(**changed)
    until(play, 10, day)
    play.put("person.lost_family", "Aki", 1)
    for who in ("Aki", "Ren"):
        play.put("person.memorial_stone", who, play.thing("market"))
        play.put("person.grief", who, 0.3)
        play.put("person.mourned_at", who, play.machine.now - 9 * DAY)
    play.live(0)
    play.counts()
    return play


def regard(play: Play, who: str) -> float:
    """What somebody holds himself worth."""
    return float(play.get("person.self_regard", who))


def test_REL_33_outside_the_window_and_those_within_wonder() -> None:
    """A wave gladdens both; whoever is within and did not know has an idea of it now."""
    play = at_work()
    joy = {who: float(play.get("person.joy", who)) for who in ("Aki", "Ren")}
    assert play.refused(WINDOW, **BOTH) == ""
    assert play.urge(WINDOW, **BOTH) == pytest.approx(0.95)
    assert play.act(WINDOW, **BOTH)
    play.live(0)
    assert float(play.get("person.joy", "Ren")) > joy["Ren"] + 0.07
    assert float(play.get("person.joy", "Aki")) > joy["Aki"] + 0.02
    assert play.count("those within wonder") == 1
    for within in ("Mio", "Nao"):
        assert play.value("belief(q, care(p, x))", q=within, p="Aki", x="Ren") == pytest.approx(0.9)
        assert play.value("certainty(q, care(p, x))", q=within, p="Aki", x="Ren") == pytest.approx(0.5)
    assert play.value("certainty(q, care(p, x))", q="Oda", p="Aki", x="Ren") == 0
    assert play.refused(WINDOW, **BOTH) == "not so soon again"
    assert (play.bond("customs", "Aki", "Ren"), play.bond("customs", "Ren", "Aki")) == (1, 1)


def test_REL_33_whoever_is_outside_the_window_is_nowhere_else() -> None:
    """Meanwhile she is there, and at home afterwards; nobody waves to a window at which he is no more."""
    for stays in (True, False):
        play = at_work()
        play.machine.start(Directed(f"action/{WINDOW}", {name: play.thing(who) for name, who in BOTH.items()}))
        play.live(10 * MINUTE)
        assert play.get("person.place", "Aki") == play.thing("office")
        if not stays:
            play.put("person.place", "Ren", play.thing("market"))
        play.live(5 * HOUR)
        assert play.get("person.place", "Aki") == play.thing("home")
        assert play.bond("customs", "Aki", "Ren") == int(stays)


def test_REL_33_the_window_takes_partners_of_whom_one_works() -> None:
    """Each requirement by itself."""
    play = at_work()
    assert play.refused(WINDOW, p="Aki", other="Mio") == "that one"
    play.put("person.place", "Ren", play.thing("market"))
    assert play.refused(WINDOW, **BOTH) == "is at work"
    play = at_work()
    play.put("person.went_to_work_at", "Ren", play.machine.now - 6 * HOUR)
    assert play.refused(WINDOW, **BOTH) == "for a while yet"
    play = at_work()
    play.put("person.workplace", "Aki", play.thing("office"))
    assert play.refused(WINDOW, **BOTH) == "works elsewhere"
    play = at_work()
    play.choose("person.situation", "Aki", "leisure")
    assert play.refused(WINDOW, **BOTH) == "at home"
    play = at_work()
    play.put("person.partner", "Ren", play.thing("Mio"))
    assert play.refused(WINDOW, **BOTH) == "belong together"
    play = at_work()
    play.put("person.partner", "Aki", 0)
    assert play.refused(WINDOW, **BOTH) == "has a partner"
    play = at_work()
    play.put("at_the_window_at", "Aki", play.machine.now - 5 * DAY, "Ren")
    assert play.refused(WINDOW, **BOTH) == "not so soon again"
    brief = at_work(window_again_after="2 days")
    brief.put("at_the_window_at", "Aki", brief.machine.now - 5 * DAY, "Ren")
    assert brief.refused(WINDOW, **BOTH) == ""


@pytest.mark.parametrize("which", ["Aki", "Ren"])
def test_REL_33_a_return_is_a_dinner_for_two(which: str) -> None:
    """Whichever of them was away, on the day, once; and it is what both want most."""
    play = back(which)
    near = float(play.bond("closeness", "Ren", "Aki"))
    assert play.refused(DINNER, **BOTH) == ""
    assert play.urge(DINNER, **BOTH) == pytest.approx(1.8)
    assert play.act(DINNER, **BOTH)
    for who, other in (("Aki", "Ren"), ("Ren", "Aki")):
        assert float(play.get("person.hunger", who)) < 0.35
        assert float(play.get("person.loneliness", who)) < 0.35
        assert play.bond("customs", who, other) == 1
    assert float(play.bond("closeness", "Ren", "Aki")) == pytest.approx(near + 0.05, abs=0.002)
    assert play.refused(DINNER, **BOTH) == play.refused(DINNER, p="Ren", other="Aki") == "not celebrated yet"


def test_REL_33_no_return_no_dinner() -> None:
    """Each requirement by itself."""
    assert back("").refused(DINNER, **BOTH) == "one of them is back"
    assert back("Aki", 30 * HOUR).refused(DINNER, **BOTH) == "one of them is back"
    play = back()
    play.put("person.partner", "Ren", 0)
    assert play.refused(DINNER, **BOTH) == "belong together"
    play = back()
    play.choose("person.mind", "Ren", "asleep")
    assert play.refused(DINNER, **BOTH) == "awake"
    play = back()
    play.choose("person.situation", "Aki", "work")
    assert play.refused(DINNER, **BOTH) == "off duty"
    play = back()
    play.live(5 * HOUR)
    for who in ("Aki", "Ren"):
        play.choose("person.mind", who, "awake")
    assert play.refused(DINNER, **BOTH) == "in the evening"


def test_REL_33_hands_are_held_at_the_stone() -> None:
    """On the way and there; both are lighter for it, by what the other's hand is to each, and come home."""
    play = mourners()
    assert play.refused(STONE, **BOTH) == ""
    grief = {who: float(play.get("person.grief", who)) for who in ("Aki", "Ren")}
    play.machine.start(directed(play))
    play.live(10 * MINUTE)
    assert play.bond("holds_hand", "Aki", "Ren")
    assert play.get("person.place", "Aki") == play.get("person.place", "Ren") == play.thing("market")
    play.put("person.place", "Mio", play.thing("market"))
    play.live(5 * MINUTE)
    assert play.bond("holds_hand", "Aki", "Ren"), "partners keep it before others"
    play.live(2 * HOUR)
    for who in ("Aki", "Ren"):
        assert play.get("person.place", who) == play.thing("home")
        assert float(play.get("person.grief", who)) < grief[who] - 0.075
    assert not play.bond("holds_hand", "Aki", "Ren")
    assert play.bond("knows_loss", "Ren", "Aki")
    assert play.bond("customs", "Ren", "Aki") == 1
    assert play.refused(STONE, **BOTH) in ("not so soon again", "at home")


def directed(play: Play) -> Directed:
    """The visit hand in hand, to be begun."""
    return Directed(f"action/{STONE}", {"p": play.thing("Aki"), "other": play.thing("Ren")}, {}, "")


def test_REL_33_the_stone_is_for_free_days_and_those_who_mourn() -> None:
    """Each requirement by itself."""
    assert mourners("Wednesday").refused(STONE, **BOTH) == "a free day"
    for attr, who, value, why in (
        ("mourned_at", "Aki", None, "not so soon again"), ("memorial_stone", "Aki", 0, "a place for it"),
        ("partner", "Ren", 0, "belong together"), ("pain", "Aki", 0.5, "bears the pain"),
    ):
        play = mourners()
        play.put(f"person.{attr}", who, play.machine.now - 3 * DAY if value is None else value)
        assert play.refused(STONE, **BOTH) == why
    play = mourners()
    play.put("person.lost_family", "Aki", 0)
    assert play.refused(STONE, **BOTH) == "", "grief is enough"
    play.put("person.grief", "Aki", 0)
    assert play.refused(STONE, **BOTH) == "has somebody to mourn"
    play = mourners()
    play.choose("person.situation", "Ren", "leisure")
    assert play.refused(STONE, **BOTH) == "the other too"


@pytest.mark.parametrize("rule", [WINDOW, DINNER, STONE])
@pytest.mark.parametrize(("before", "heals", "worth", "after"), [
    (0.3, "1 %", "75 %", 0.31), (0.3, "5 %", "75 %", 0.35), (0.74, "5 %", "75 %", 0.75), (0.9, "5 %", "75 %", 0.9),
    (0.5, "5 %", "40 %", 0.5),
])
def test_REL_33_each_such_hour_mends_some_of_ones_worth(
    rule: str, before: float, heals: str, worth: str, after: float
) -> None:
    """In both, slowly, and up to a point; what somebody has from elsewhere stays."""
    made: dict[str, Callable[..., Play]] = {WINDOW: at_work, DINNER: back, STONE: mourners}
    play = made[rule](belonging_heals=heals, belonging_worth=worth)
    for who in ("Aki", "Ren"):
        play.put("person.self_regard", who, before)
    assert play.act(rule, **BOTH)
    for who in ("Aki", "Ren"):
        assert regard(play, who) == pytest.approx(after)


def away(customs: int, days: float, **changed: str) -> Play:
    """A leader on the way home after so many days, with a partner at home, with whom there were so many such hours."""
    more = "\n".join(f"  {name}: {{extend: yes, default: {value}}}" for name, value in changed.items())
    play = desk(f"parameters:\n{more}\n" if more else "")
    m = mission(play, "escort")
    out(play, m, "Aki", "Bea")
    play.put("mission.homeward", m, 1)
    play.put("mission.contact", m, 0)
    play.put("mission.left_at", m, play.machine.now - days * DAY)
    play.put("person.partner", "Aki", play.thing("Una"))
    play.put("customs", "Aki", customs, "Una")
    return play


def test_REL_33_the_more_there_is_to_come_home_to_the_sooner_he_runs() -> None:
    """Ten days without, five with ten such hours; never without somebody who waits."""
    why = "was away for long"
    for customs, days, refused in ((0, 9, why), (0, 11, ""), (10, 4, why), (10, 6, ""), (30, 3, "")):
        assert away(customs, days).refused("hurry home", leader="Aki") == refused
    assert away(10, 6, homecoming_draws="0 %").refused("hurry home", leader="Aki") == why
    play = away(10, 20)
    play.put("person.partner", "Aki", 0)
    assert play.refused("hurry home", leader="Aki") == "somebody waits"


def test_REL_33_in_a_free_village_it_recurs() -> None:
    """Of two who decide for themselves the one who came home is not alone at table, and so time and again."""
    play = back()
    play.machine.autonomy = True
    play.live(4 * HOUR)
    assert play.counts().get(DINNER, 0) == 2, "begun and ended once"
    play.machine.autonomy = False
    play.put("person.back_at", "Aki", play.machine.now + 3 * DAY)
    play.live(3 * DAY)
    until(play, 18)
    for who in ("Aki", "Ren"):
        play.choose("person.situation", who, "home")
        play.put("person.place", who, play.thing("home"))
    play.put("person.back_at", "Aki", play.machine.now)
    play.machine.autonomy = True
    play.live(3 * HOUR)
    assert play.bond("customs", "Aki", "Ren") >= 2
