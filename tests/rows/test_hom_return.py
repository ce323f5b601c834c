"""HOM-6: evenings of return."""

from __future__ import annotations

from typing import Any

import pytest

from .desks import HANDS, desk, mission, out, set_all
from .diners import DAY, HOUR, NEVER, PEOPLE, Play, bring, diner, refusals, sets, waits

GREET, COME, DINE = "greet on coming back", "come by on the return of", "celebrate a return with"
FIRST, AFTER = "is greeted before all others", "is greeted after others"


def back(at: float = 17, days: float = 5, partner: str = "Ren", **changed: Any) -> Play:
    """Aki is back from a mission of some days, and at home; Ren shares his life, the others are fond of him."""
    play = diner(at=at, **changed)
    play.put("person.back_at", "Aki", play.machine.now)
    play.put("person.away_for", "Aki", days * DAY)
    for who in ("Ren", "Mio", "Nao"):
        for one, other in (("Aki", who), (who, "Aki")):
            play.put("care", one, 0.6, other)
            play.put("closeness", one, 0.3, other)
    if partner:
        for one, other in (("Aki", partner), (partner, "Aki")):
            play.put("person.partner", one, play.thing(other))
            play.put("care", one, 0.8, other)
    return play


def test_HOM_6_how_long_somebody_was_away_is_known_from_his_report() -> None:
    """Of all of the team; and nobody has been greeted yet."""
    play = desk()
    team = HANDS[:3]
    m = mission(play, "escort")
    out(play, m, *team, at="desk room")
    play.put("mission.left_at", m, play.machine.now - 4 * DAY)
    set_all(play, m, objective="reached", homeward=1, back=1)
    for who in team:
        play.put("person.greetings", who, 3)
    assert play.act("report", leader=team[0], clerk="Kay")
    for who in team:
        assert float(play.get("person.away_for", who)) == pytest.approx(4 * DAY)
        assert play.get("person.greetings", who) == 0
        assert play.value("if homecoming(x) then 1 else 0", x=who) == 1


@pytest.mark.parametrize(
    ("days", "hours", "changed", "news"),
    [
        (5, 0, {}, 1),
        (2, 0, {}, 0),
        (2, 0, {"celebrated_from": "1 day"}, 1),
        (5, 29, {}, 1),
        (5, 31, {}, 0),
        (5, 31, {"evening_of_return": "2 days"}, 1),
    ],
)
def test_HOM_6_a_return_is_news_for_an_evening(days: float, hours: float, changed: dict[str, Any], news: int) -> None:
    """If he was away for days; and not for ever."""
    play = back(days=days, **changed)
    play.live(hours * HOUR)
    assert play.value("if homecoming(x) then 1 else 0", x="Aki") == news


def test_HOM_6_friends_come_to_the_house() -> None:
    """Whoever is fond of him, has nothing against him, and finds him at home."""
    play = back()
    cases = {
        "at home": sets("situation", "Nao", "work"),
        "in the evening": waits(4.5),
        "just back": sets("away_for", "Aki", 1.0 * DAY),
        "fond of him": sets("care", "Nao", 0.3, "Aki"),
        "no grudge": sets("grudge", "Nao", 0.4, "Aki"),
        "at home, as far as one can see": lambda play: bring(play, "market", "Aki"),
        "not greeted yet": sets("greeted_back_at", "Aki", float(play.machine.now), "Nao"),
        "not every evening": sets("came_by_at", "Nao", float(play.machine.now)),
        "awake enough": sets("tiredness", "Nao", 0.9),
        "bears the pain": sets("pain", "Nao", 0.8),
        "gets along a street": sets("mobility", "Nao", 0.1),
    }
    refusals(play, COME, cases, p="Nao", x="Aki")
    shy = play.again(1)
    shy.put("shuns", "Nao", 1, "Aki")
    assert shy.refused(COME, p="Nao", x="Aki") == "no grudge"
    assert play.refused(COME, p="Aki", x="Aki") in {"not oneself", "at home, as far as one can see"}
    assert play.urge(COME, p="Nao", x="Aki") == pytest.approx(1.2)
    assert back(draw_of_a_return="40 %").urge(COME, p="Nao", x="Aki") == pytest.approx(0.7)
    assert play.act(COME, p="Nao", x="Aki")
    assert play.get("person.place", "Nao") == play.thing("home")
    assert play.word("person.situation", "Nao") == "leisure"
    assert float(play.get("person.went_out_at", "Nao")) == play.machine.now
    often = back(comes_by_again="1 h")
    often.put("person.came_by_at", "Nao", often.machine.now - 2 * HOUR)
    assert often.refused(COME, p="Nao", x="Aki") == ""


def test_HOM_6_the_order_of_greeting_is_read_as_a_rank() -> None:
    """The first is glad; the later the more hurt, and the less he believes; who does not love him reads nothing."""
    play = back()
    bring(play, "home", "Ren", "Mio", "Nao")
    play.put("care", "Nao", 0.8, "Aki")
    for who in ("Ren", "Mio", "Nao"):
        play.put("person.stress", who, 0.2)
        play.machine.set_belief(
            play.thing(who), "person>person.care", [play.thing("Aki"), play.thing(who)], "known", 0.7
        )
    expected = {"Nao": (0.3, 0.2, 0.7, FIRST), "Mio": (0.2, 0.2, 0.7, ""), "Ren": (0.2, 0.3, 0.6, AFTER)}
    for place, (who, (joy, stress, belief, event)) in enumerate(expected.items()):
        assert play.refused(GREET, x="Aki", p=who) == ""
        play.put("person.joy", who, 0.2)
        play.put("person.stress", who, 0.2)
        near = float(play.bond("closeness", who, "Aki"))
        play.counts()
        assert play.act(GREET, x="Aki", p=who)
        play.live(0)
        assert play.bond("place_in_line", "Aki", who) == place
        assert float(play.bond("closeness", who, "Aki")) == pytest.approx(near + 0.02)
        assert float(play.get("person.joy", who)) == pytest.approx(joy, abs=0.001)
        assert float(play.get("person.stress", who)) == pytest.approx(stress, abs=0.001)
        assert play.value("belief(p, care(x, p))", p=who, x="Aki") == pytest.approx(belief)
        counts = play.counts()
        assert {rule for rule in (FIRST, AFTER) if rule in counts} == ({event} if event else set())
        assert play.refused(GREET, x="Aki", p=who) == "not greeted yet"
    assert play.get("person.greetings", "Aki") == 3


def test_HOM_6_rank_weighs_as_it_is_said_to() -> None:
    """By its parameters; no more than for four who came before; and an unknown love stays unknown."""
    play = back(hurt_of_the_line="10 %", joy_of_being_first="30 %")
    bring(play, "home", "Ren")
    once = play.again(1)
    once.put("person.joy", "Ren", 0.2)
    assert once.act(GREET, x="Aki", p="Ren")
    once.live(0)
    assert float(once.get("person.joy", "Ren")) == pytest.approx(0.5, abs=0.001)
    play.put("person.greetings", "Aki", 9)
    play.put("person.stress", "Ren", 0.2)
    assert play.act(GREET, x="Aki", p="Ren")
    play.live(0)
    assert float(play.get("person.stress", "Ren")) == pytest.approx(0.6, abs=0.001)
    assert play.value("certainty(p, care(x, p))", p="Ren", x="Aki") == 0


def comes_back_too(play: Play) -> None:
    """Nao was on that mission."""
    play.put("person.away_for", "Nao", 5 * DAY)
    play.put("person.back_at", "Nao", play.machine.now)


def test_HOM_6_whom_he_greets_first_is_a_matter_of_his_ways() -> None:
    """Those dearest to him first, or last; of whoever is no more than a face he takes no notice."""
    play = back()
    bring(play, "home", "Ren", "Mio", "Nao")
    assert play.urge(GREET, x="Aki", p="Ren") == pytest.approx(2.5 + 0.8 * 0.4)
    play.put("person.guests_first", "Aki", 1)
    assert play.urge(GREET, x="Aki", p="Ren") == pytest.approx(2.5 - 0.8)
    assert float(back(usual_guests_first="80 %").get("person.guests_first", "Nao")) == pytest.approx(0.8)
    cases = {
        "just back": sets("away_for", "Aki", 1.0 * DAY),
        "off duty": sets("situation", "Aki", "work"),
        "was not with him": comes_back_too,
        "somebody to him": sets("care", "Aki", 0.1, "Nao"),
        "awake": sets("mind", "Nao", "asleep"),
    }
    refusals(play, GREET, cases, x="Aki", p="Nao")
    cases = {
        "somebody to him": sets("closeness", "Aki", 0.1, "Nao"),
        "awake": sets("mind", "Nao", "asleep"),
    }
    refusals(play, GREET, cases, x="Aki", p="Nao")
    play.put("care", "Aki", 0.1, "Ren")
    assert play.refused(GREET, x="Aki", p="Ren") == "", "his partner is always somebody to him"
    assert play.refused(GREET, x="Aki", p="Aki") == "not oneself"


def test_HOM_6_of_themselves_friends_crowd_the_home() -> None:
    """They come, and are greeted each once, the partner among them: each has a place in the line."""
    play = back()
    bring(play, "home", "Ren")
    for who in ("Ren", "Aki"):
        play.put("person.hunger", who, 0.1)
    play.machine.autonomy = True
    play.live(3 * HOUR)
    counts = play.counts()
    assert counts[COME] >= 2
    assert counts[GREET] == 3
    assert sorted(play.bond("place_in_line", "Aki", who) for who in ("Ren", "Mio", "Nao")) == [0, 1, 2]


@pytest.mark.parametrize(("guests_first", "place"), [(0.0, 0), (1.0, 2)])
def test_HOM_6_the_partner_is_first_or_last_in_line(guests_first: float, place: int) -> None:
    """All are there when he turns to them."""
    play = back()
    play.put("person.guests_first", "Aki", guests_first)
    bring(play, "home", "Ren", "Mio", "Nao")
    for who in PEOPLE:
        play.put("person.hunger", who, 0.1)
        play.put("person.went_out_at", who, play.machine.now)
    play.machine.autonomy = True
    play.live(1.6 * HOUR)
    assert play.counts()[GREET] == 3
    assert play.bond("place_in_line", "Aki", "Ren") == place


def with_nowhere_to_go(play: Play) -> None:
    """A third is there, and they have no place to go out to."""
    bring(play, "home", "Nao")
    play.put("person.haunt", "Aki", 0)


def test_HOM_6_dinner_for_two_is_at_home_and_out_by_turns() -> None:
    """For two alone, once for a return; it feeds, and gladdens both."""
    play = back(at=17)
    bring(play, "home", "Ren", "Aki", situation="home")
    cases = {
        "has a partner": sets("partner", "Aki", 0.0),
        "one of them is back": sets("back_at", "Aki", NEVER),
        "off duty": sets("situation", "Ren", "work"),
        "at the home of one": lambda play: bring(play, "market", "Aki", "Ren"),
        "for two": with_nowhere_to_go,
        "awake": sets("mind", "Ren", "asleep"),
        "in the evening": waits(5.5),
        "not celebrated yet": sets("dined_on_return_at", "Aki", float(play.machine.now), "Ren"),
        "has an appetite": sets("hunger", "Aki", 0.2),
    }
    refusals(play, DINE, cases, p="Aki", other="Ren")
    assert play.refused(DINE, p="Ren", other="Aki") == ""
    strangers = play.again(1)
    strangers.put("person.partner", "Aki", play.thing("Nao"))
    assert strangers.refused(DINE, p="Aki", other="Ren") == "belong together"
    for where, third in (("home", ""), ("stand", ""), ("stand", "Nao"), ("home", "")):
        bring(play, "home", "Ren", "Aki", situation="home")
        bring(play, "home" if third else "office", "Nao")
        play.put("person.hunger", "Nao", 0.9)
        play.put("dined_on_return_at", "Aki", NEVER, "Ren")
        for who in ("Aki", "Ren"):
            play.put("person.joy", who, 0.2)
            play.put("person.hunger", who, 0.7)
            play.put("closeness", who, 0.2, "Ren" if who == "Aki" else "Aki")
        assert play.act(DINE, p="Aki", other="Ren")
        for who, other in (("Aki", "Ren"), ("Ren", "Aki")):
            assert play.get("person.place", who) == play.thing(where)
            assert play.word("person.situation", who) == ("home" if where == "home" else "leisure")
            assert float(play.get("person.joy", who)) == pytest.approx(0.4, abs=0.02)
            assert float(play.get("person.hunger", who)) == pytest.approx(0, abs=0.001)
            assert float(play.bond("closeness", who, other)) == pytest.approx(0.25, abs=0.001)
        assert float(play.get("person.hunger", "Nao")) >= 0.9
        assert play.word("person.situation", "Nao") == "leisure"
    assert play.refused(DINE, p="Ren", other="Aki") == "not celebrated yet"
    plain = back(at=18, joy_of_a_return_dinner="50 %")
    bring(plain, "home", "Ren", "Aki", situation="home")
    plain.machine.autonomy = True
    plain.live(1.5 * HOUR)
    assert plain.counts()[DINE] == 2, "of themselves, begun and ended"
    assert float(plain.get("person.joy", "Ren")) > 0.6


def test_HOM_6_a_bed_shared_and_slept_in() -> None:
    """On that evening, with the partner who lies there already."""
    for partner, asleep, days, close in (("Ren", 1, 5, 1), ("", 1, 5, 0), ("Ren", 0, 5, 0), ("Ren", 1, 1, 0)):
        play = back(days=days, partner=partner)
        bring(play, "home", "Ren", "Aki", situation="home")
        for who in ("Aki", "Ren"):
            play.put("person.tiredness", who, 0.9)
            play.put("person.loneliness", who, 0.5)
        if asleep:
            play.choose("person.mind", "Ren", "asleep")
        assert play.act("go to sleep", p="Aki")
        play.live(0)
        assert play.count("sleeps at the side of the one who is back") == close
        for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
            assert float(play.get("person.loneliness", one)) == pytest.approx(0.2 if close else 0.5, abs=0.001)
            assert float(play.bond("closeness", one, other)) == pytest.approx(0.33 if close else 0.3, abs=0.001)
