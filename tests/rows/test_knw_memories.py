"""KNW-19: one event in two memories, recalled in private and joined in a talk."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink
from kizuna.story.check import check

from .couples import pair
from .desks import holds
from .support import DAY, HOUR, MINUTE, ROOT, Play, shipped

BOTH = {"p": "Aki", "other": "Ren"}
JOINED = "two memories are one"
COMFORT, HAND = "comfort", "lay a hand on the shoulder"


def two(near: float = 0.7, **changed: str) -> Play:
    """Aki and Ren, who grieves, at leisure and alone; they like each other."""
    play = pair(together=False, **changed)
    for who, whom in (("Aki", "Ren"), ("Ren", "Aki")):
        play.choose("person.situation", who, "leisure")
        play.put("person.place", who, play.thing("market"))
        play.put("person.stress", who, 0.5)
        play.put("closeness", who, near, whom)
        play.put("care", who, 0.5, whom)
    play.put("person.grief", "Ren", 0.6)
    play.live(0)
    play.counts()
    return play


def memory(play: Play, keeper: str) -> int:
    """The one memory of somebody."""
    (found,) = [m for m in play.all("remembrance") if play.get("remembrance.keeper", m) == play.thing(keeper)]
    return found


@pytest.mark.parametrize("rule", [COMFORT, HAND])
def test_KNW_19_the_same_hour_is_kept_by_both_from_where_each_stood(rule: str) -> None:
    """One episode, two memories, each of the other; and only of the first such hour."""
    play = two()
    assert play.act(rule, **BOTH)
    play.live(0)
    (episode,) = play.all("episode")
    assert play.get("episode.mourner", episode) == play.thing("Ren")
    assert play.get("episode.companion", episode) == play.thing("Aki")
    for keeper, other, stood in (("Ren", "Aki", "was_comforted"), ("Aki", "Ren", "was_let_near")):
        m = memory(play, keeper)
        assert play.get("remembrance.of_whom", m) == play.thing(other)
        assert play.get("remembrance.episode", m) == episode
        assert play.word("remembrance.stood_there_as", m) == stood
    play.put("person.grief", "Aki", 0.6)
    for roles in (BOTH, {"p": "Ren", "other": "Aki"}):
        for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
            for bond in ("hand_at", "comforted_at"):
                play.put(bond, one, play.machine.now - 9 * DAY, other)
            play.put("person.stress", one, 0.6)
        assert play.act(rule, **roles)
    play.live(0)
    assert len(play.all("episode")) == 1


def test_KNW_19_a_kindness_is_first_between_those_who_are_no_family() -> None:
    """A hand is remembered in grief, and by whoever let it come near."""
    for bond in (("kin", "Aki", "Ren"), ("kin", "Ren", "Aki")):
        play = two()
        play.put(bond[0], bond[1], 1, bond[2])
        for rule in (HAND, COMFORT):
            assert play.act(rule, **BOTH)
        play.live(0)
        assert play.all("episode") == []
    play = two()
    play.put("person.grief", "Ren", 0)
    assert play.act(HAND, **BOTH)
    play.live(0)
    assert play.all("episode") == []
    play = two()
    play.put("care", "Ren", 0.1, "Aki")
    assert play.act(HAND, **BOTH)
    play.live(0)
    assert play.all("episode") == []


def later(days: float = 70, near: float = 0.7, **changed: str) -> Play:
    """So many days after such an hour the two are at leisure again, and near each other."""
    play = two(**changed)
    assert play.act(COMFORT, **BOTH)
    play.live(0)
    play.live(days * DAY)
    for who, whom in (("Aki", "Ren"), ("Ren", "Aki")):
        play.choose("person.mind", who, "awake")
        play.choose("person.situation", who, "leisure")
        play.put("person.place", who, play.thing("market"))
        for attr, value in (("sleep_debt", 0), ("tiredness", 0.1), ("lying", 0), ("loneliness", 0.9), ("surge", 0)):
            play.put(f"person.{attr}", who, value)
        play.put("closeness", who, near, whom)
        play.put("care", who, 0.5, whom)
        play.put("warmed_at", who, play.machine.now, whom)
    play.live(0)
    play.counts()
    return play


def test_KNW_19_two_who_are_close_find_that_it_is_the_same_hour() -> None:
    """Each learns what it was to the other, and both are dearer and nearer for it; once."""
    play = later()
    mine, yours = memory(play, "Aki"), memory(play, "Ren")
    assert holds(play, "unknown(p, stood_there_as(n))", p="Aki", n=yours)
    assert play.act("chat", **BOTH)
    play.live(0)
    assert play.count(JOINED) == 1
    assert holds(play, "belief(p, stood_there_as(n)) is was_comforted", p="Aki", n=yours)
    assert holds(play, "belief(p, stood_there_as(m)) is was_let_near", p="Ren", m=mine)
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        assert float(play.bond("care", one, other)) == pytest.approx(0.55)
        assert float(play.bond("closeness", one, other)) == pytest.approx(0.7 + 0.04 + 0.05, abs=0.001)
    play.put("person.loneliness", "Aki", 0.9)
    assert play.act("chat", **BOTH)
    play.live(0)
    assert play.count(JOINED) == 0


def test_KNW_19_it_is_kept_for_long_and_told_to_somebody_close() -> None:
    """Not in the first weeks, nor to one who is merely near; how long, and how much it binds, are parameters."""
    for days, near, changed, joins in (
        (30, 0.7, {}, 0), (70, 0.5, {}, 0), (70, 0.7, {}, 1), (30, 0.7, {"untold_for": "20 days"}, 1),
    ):
        play = later(days, near, **changed)
        assert play.act("chat", **BOTH)
        play.live(0)
        assert play.count(JOINED) == joins
    play = later(joining_binds="20 %")
    assert play.act("chat", **BOTH)
    play.live(0)
    assert float(play.bond("care", "Aki", "Ren")) == pytest.approx(0.7)


def test_KNW_19_it_comes_up_when_their_likeness_is_named() -> None:
    """Close or not, and once."""
    play = later(near=0.3)
    play.put("likeness", "Aki", 1, "Ren")
    mine, yours = memory(play, "Aki"), memory(play, "Ren")
    assert play.act("name the likeness", **BOTH)
    play.live(0)
    assert play.count("the same hour comes up") == 1
    assert holds(play, "belief(p, stood_there_as(n)) is was_comforted", p="Aki", n=yours)
    assert holds(play, "belief(p, stood_there_as(m)) is was_let_near", p="Ren", m=mine)
    for one, other, more in (("Aki", "Ren", 0.03), ("Ren", "Aki", 0.05)):
        assert float(play.bond("care", one, other)) == pytest.approx(0.5 + more + 0.05)
        assert float(play.bond("closeness", one, other)) == pytest.approx(0.35, abs=0.001)
    assert play.act("name the likeness", **BOTH)
    play.live(0)
    assert play.count("the same hour comes up") == 0


def frightened(**changed: str) -> Play:
    """Ren hears that Aki may die."""
    play = later(**changed)
    play.put("person.place", "Mio", play.thing("market"))
    play.machine.set_belief(
        play.thing("Mio"), "person.outlook", [play.thing("Aki")], "known",
        play.words("person.outlook").index("uncertain"),
    )
    return play


def hears(play: Play) -> int:
    """How often Ren recalls it at the news."""
    for who in ("Mio", "Ren"):
        play.choose("person.mind", who, "awake")
        play.choose("person.sign", who, "no_sign")
        for attr, value in (("sleep_debt", 0), ("tiredness", 0.1), ("stress", 0.1)):
            play.put(f"person.{attr}", who, value)
    play.counts()
    assert play.act("tell how somebody is", teller="Mio", hearer="Ren", x="Aki")
    play.live(0)
    return play.count("recalls it in fear")


def test_KNW_19_it_is_recalled_in_fear_for_the_other() -> None:
    """By himself; it brings the other nearer, and comes to mind again only after some time."""
    play = frightened()
    assert hears(play) == 1
    assert float(play.bond("closeness", "Ren", "Aki")) == pytest.approx(0.73, abs=0.001)
    assert hears(play) == 0
    for pause, again in (("1 day", 1), ("40 days", 0)):
        play = frightened(recalls_again_after=pause, recall_warms="20 %")
        assert hears(play) == 1
        assert float(play.bond("closeness", "Ren", "Aki")) == pytest.approx(0.9, abs=0.001)
        play.live(2 * DAY)
        for who in ("Mio", "Ren"):
            play.choose("person.mind", who, "awake")
            play.put("person.place", who, play.thing("market"))
        assert hears(play) == again


def test_KNW_19_no_memory_of_another_comes_up_in_that_fear() -> None:
    """It is of the one for whom he fears."""
    play = frightened()
    play.put("remembrance.of_whom", memory(play, "Ren"), play.thing("Nao"))
    assert hears(play) == 0


def test_KNW_19_it_is_recalled_at_the_stone() -> None:
    """To himself, with some joy, and not each time."""
    play = later()
    play.put("person.memorial_stone", "Ren", play.thing("market"))
    found = []
    for grief in (0.5, 0.5):
        while not holds(play, "clock >= 9:00 and clock < 10:00"):
            play.live(HOUR)
        play.choose("person.mind", "Ren", "awake")
        play.choose("person.situation", "Ren", "home")
        play.put("person.place", "Ren", play.thing("home"))
        play.put("person.grief", "Ren", grief)
        play.put("person.lying", "Ren", 0)
        play.put("closeness", "Ren", 0.5, "Aki")
        play.counts()
        assert play.act("visit the dead", p="Ren"), play.refused("visit the dead", p="Ren")
        play.live(0)
        found.append(play.count("recalls it at the stone"))
        play.live(7 * DAY + MINUTE)
    assert found == [1, 0]


STORY = "000-the-returned-sacrifice.md"


def test_KNW_19_in_the_first_story_the_rainy_day_is_joined_in_the_talk() -> None:
    """Both have kept it from before the story begins; when it is named that they are alike, it comes up."""
    text = (ROOT / "worlds/leaf/stories" / STORY).read_text(encoding="utf-8")
    named = "- Iruka names what makes Iruka and Kakashi alike <!-- 000-B26 -->\n"
    joined = "- Umino Iruka and Hatake Kakashi find that both were there in that hour\n"
    assert named in text
    end = text.index(named) + len(named)
    report = check(text[:end] + joined, Sink(), shipped("leaf"), STORY)
    assert [finding.message for finding in report.findings] == []
    early = text[: text.index("- Iruka names")] + joined
    assert [finding.code for finding in check(early, Sink(), shipped("leaf"), STORY).findings] != []


def test_KNW_19_in_a_free_village_the_hour_is_kept() -> None:
    """Whoever decides for himself comforts the other, and both will remember it."""
    play = two()
    play.machine.autonomy = True
    play.live(2 * HOUR)
    assert len(play.all("episode")) == 1
    assert len(play.all("remembrance")) == 2
