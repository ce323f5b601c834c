"""REL-7: the ladder of touch, what each step takes, and what a touch does."""

from __future__ import annotations

import pytest

from .couples import pair
from .desks import holds
from .support import DAY, HOUR, MINUTE, Play

HAND, FACE, SLEEP = "lay a hand on the shoulder", "take the face in both hands", "an arm laid over in sleep"
BOTH = {"p": "Aki", "other": "Ren"}


def two(care: float = 0.9, stress: float = 0.5, **changed: str) -> Play:
    """Aki and Ren, no couple, alone; Ren, to whom Aki is so dear, is upset."""
    play = pair(together=False, **changed)
    play.put("care", "Ren", care, "Aki")
    for who in ("Aki", "Ren"):
        play.choose("person.situation", who, "leisure")
        play.put("person.place", who, play.thing("attic"))
        play.put("person.stress", who, stress if who == "Ren" else 0)
        play.put("closeness", who, 0.2, "Aki" if who == "Ren" else "Ren")
    play.live(0)
    play.counts()
    return play


def stress(play: Play, who: str = "Ren") -> float:
    """How upset somebody is."""
    return float(play.get("person.stress", who))


def near(play: Play, one: str = "Ren", other: str = "Aki") -> float:
    """How near the one is to the other."""
    return float(play.bond("closeness", one, other))


def test_REL_7_a_hand_on_the_shoulder_steadies_body_and_mind() -> None:
    """By what the hand is to him whom it touches; it brings the two nearer, each as far as the other is dear to him."""
    for care in (0.2, 0.5, 1.0):
        play = two(care)
        play.put("person.steadiness", "Ren", 0.3)
        assert play.act(HAND, **BOTH)
        worth = 0.2 + 0.8 * care
        assert stress(play) == pytest.approx(0.5 - 0.2 * worth)
        assert float(play.get("person.steadiness", "Ren")) == pytest.approx(0.3 + 0.3 * worth, abs=0.001)
        assert near(play) == pytest.approx(0.2 + 0.05 * worth)
        assert near(play, "Aki", "Ren") == pytest.approx(0.2 + 0.05 * 0.92)
        assert stress(play, "Aki") == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(("changed", "drop", "held", "bound"), [
    ({"touch_calms": "10 %"}, 0.1, 0.3, 0.05), ({"touch_steadies": "10 %"}, 0.2, 0.1, 0.05),
    ({"touch_binds": "10 %"}, 0.2, 0.3, 0.1), ({"touch_of_a_stranger": "0 %"}, 0.2, 0.3, 0.05),
])
def test_REL_7_how_much_a_touch_does_is_a_parameter(
    changed: dict[str, str], drop: float, held: float, bound: float
) -> None:
    """Calm, hold and nearness, each by its own; and what a stranger's hand is worth."""
    stranger = 0.0 if "touch_of_a_stranger" in changed else 0.2
    worth = stranger + (1 - stranger) * 0.6
    play = two(0.6, **changed)
    play.put("person.steadiness", "Ren", 0.3)
    assert play.act(HAND, **BOTH)
    assert stress(play) == pytest.approx(0.5 - drop * worth)
    assert float(play.get("person.steadiness", "Ren")) == pytest.approx(0.3 + held * worth, abs=0.001)
    assert near(play) == pytest.approx(0.2 + bound * worth)


def test_REL_7_a_hand_takes_somebody_who_needs_it_and_one_who_likes_him() -> None:
    """Each requirement by itself; shock or a stagger will do as well as stress."""
    play = two()
    assert play.refused(HAND, **BOTH) == ""
    assert play.refused(HAND, p="Aki", other="Aki") == "not oneself"
    for attr, who, word, why in (
        ("mind", "Ren", "unconscious", "awake"), ("situation", "Aki", "danger", "no fight"),
    ):
        play = two()
        play.choose(f"person.{attr}", who, word)
        assert play.refused(HAND, **BOTH) == why
    assert two(stress=0.2).refused(HAND, **BOTH) == "sees that he needs it"
    play = two(stress=0.1)
    play.choose("person.sign", "Ren", "pale")
    assert play.refused(HAND, **BOTH) == ""
    play = two(stress=0.1)
    play.put("person.steadiness", "Ren", 0.3)
    assert play.refused(HAND, **BOTH) == ""
    play = two()
    play.put("care", "Aki", 0.3, "Ren")
    assert play.refused(HAND, **BOTH) == "fond of him"
    play = two()
    assert play.urge(HAND, **BOTH) == pytest.approx(0.4 + 0.9)
    assert play.act(HAND, **BOTH)
    play.put("person.stress", "Ren", 0.6)
    assert play.refused(HAND, **BOTH) == "not so soon again"
    play.put("person.stress", "Aki", 0.6)
    assert play.refused(HAND, p="Ren", other="Aki") == "not so soon again"
    play.live(5 * DAY + HOUR)
    play.choose("person.mind", "Ren", "awake")
    play.choose("person.mind", "Aki", "awake")
    play.put("person.stress", "Ren", 0.6)
    assert play.refused(HAND, **BOTH) == ""
    brief = two(touches_again_after="1 h")
    assert brief.act(HAND, **BOTH)
    brief.live(2 * HOUR)
    brief.put("person.stress", "Ren", 0.6)
    assert brief.refused(HAND, **BOTH) == ""


@pytest.mark.parametrize("bar", ["care", "grudge", "wall"])
def test_REL_7_nobody_is_touched_gladly_whom_he_does_not_let_near(bar: str) -> None:
    """Not by one who is nothing to him, in deep anger, or behind a wall: it upsets, and is not tried again so soon."""
    for rule in (HAND, "embrace"):
        play = two()
        play.put("person.weeping", "Ren", 1)
        if bar == "care":
            play.put("care", "Ren", 0.1, "Aki")
        elif bar == "grudge":
            play.put("grudge", "Ren", 0.8, "Aki")
        else:
            play.put("person.heartbreak", "Ren", 0.9)
            play.put("person.wall", "Ren", 0.8)
        assert play.act(rule, **BOTH)
        assert stress(play) == pytest.approx(0.58)
        assert near(play) == pytest.approx(0.2)
        assert not play.bond("welcomes", "Aki", "Ren")
        assert play.urge("embrace", **BOTH) == 0
        assert play.refused(HAND, **BOTH) == ("has not shrunk from it")
    play = two(unwanted_touch="20 %")
    play.put("care", "Ren", 0.1, "Aki")
    assert play.act(HAND, **BOTH)
    assert stress(play) == pytest.approx(0.7)


def test_REL_7_a_hand_comes_before_the_arms_unless_there_is_a_moment_for_it() -> None:
    """Who is merely fond of him embraces after a hand, or when there are tears, grief, joy or a word of love."""
    why = "a hand before, or so dear, or a moment for it"

    def fond() -> Play:
        play = two()
        play.put("care", "Aki", 0.5, "Ren")
        return play

    assert fond().refused("embrace", **BOTH) == why
    for attr, who, value in (("weeping", "Ren", 1), ("grief", "Ren", 0.6), ("joy", "Aki", 0.9)):
        play = fond()
        play.put(f"person.{attr}", who, value)
        assert play.refused("embrace", **BOTH) == ""
        assert play.urge("embrace", **BOTH) == pytest.approx(2.5 if attr == "weeping" else 1.5)
    play = fond()
    play.put("person.weeping", "Ren", 1)
    play.put("person.masked", "Ren", 1)
    assert play.refused("embrace", **BOTH) == why, "nobody sees tears under a mask"
    play = fond()
    play.put("declared", "Ren", 1, "Aki")
    assert play.refused("embrace", **BOTH) == ""
    play = fond()
    assert play.act(HAND, **BOTH)
    assert play.refused("embrace", **BOTH) == ""
    assert play.urge("embrace", **BOTH) == 0, "may, but has no reason to"
    assert two().refused("embrace", **BOTH) == ""
    for situation in ("danger", "work"):
        play = fond()
        play.put("person.weeping", "Ren", 1)
        play.choose("person.situation", "Aki", situation)
        assert play.urge("embrace", **BOTH) == 0


def test_REL_7_arms_do_twice_what_a_hand_does() -> None:
    """To both, by what each is to the other; and one who is held may hold in return."""
    play = two(0.5)
    play.put("person.stress", "Aki", 0.5)
    joy = float(play.get("person.joy", "Aki"))
    assert play.urge("embrace back", p="Ren", other="Aki") == 0
    assert play.act("embrace", **BOTH)
    assert stress(play) == pytest.approx(0.5 - 0.2 * 0.6)
    assert stress(play, "Aki") == pytest.approx(0.5 - 0.2 * 0.92)
    assert float(play.get("person.joy", "Aki")) == pytest.approx(joy + 0.2)
    assert near(play) == pytest.approx(0.2 + 0.1 * 0.6)
    assert near(play, "Aki", "Ren") == pytest.approx(0.2 + 0.1 * 0.92)
    assert play.urge("embrace back", p="Ren", other="Aki") == 2
    play.put("person.weeping", "Ren", 1)
    assert play.urge("embrace", **BOTH) == 0, "not so soon again"
    play.live(11 * MINUTE)
    assert play.urge("embrace back", p="Ren", other="Aki") == 0
    play = two(a_moment="1 h")
    assert play.act("embrace", **BOTH)
    play.live(11 * MINUTE)
    assert play.urge("embrace back", p="Ren", other="Aki") == 2
    assert play.act("embrace back", p="Ren", other="Aki")
    assert play.urge("embrace back", p="Ren", other="Aki") == 0


def held() -> Play:
    """Aki has Ren in the arms, and is held in return."""
    play = two()
    assert play.act("embrace", **BOTH)
    assert play.act("embrace back", p="Ren", other="Aki")
    return play


def test_REL_7_the_face_comes_after_the_arms_and_a_kiss_after_the_face() -> None:
    """Each in the moment that the step before has made; at the end they have kissed, and it is said."""
    assert two().refused(FACE, **BOTH) == "wants it"
    play = held()
    assert play.urge("kiss", **BOTH) == 0
    assert play.refused(FACE, **BOTH) == ""
    before, joy = stress(play), float(play.get("person.joy", "Ren"))
    assert play.act(FACE, **BOTH)
    assert stress(play) == pytest.approx(before - 0.2 * 0.92)
    assert float(play.get("person.joy", "Ren")) == pytest.approx(joy + 0.1)
    assert (play.urge("kiss", **BOTH), play.urge("kiss", p="Ren", other="Aki")) == (2, 2)
    assert play.refused(FACE, **BOTH) == "not yet"
    assert play.act("kiss", **BOTH)
    assert play.bond("kissed", "Ren", "Aki")
    assert play.bond("declared", "Ren", "Aki")
    assert (play.urge("kiss", **BOTH), play.urge("kiss", p="Ren", other="Aki")) == (0, 0)
    late = held()
    late.live(11 * MINUTE)
    assert late.refused(FACE, **BOTH) == "in his arms just now"


def test_REL_7_the_face_is_for_two_alone_grown_up_free_and_devoted() -> None:
    """Each requirement by itself."""
    play = held()
    play.put("person.place", "Mio", play.thing("attic"))
    assert play.refused(FACE, **BOTH) == "alone with him"
    for bond, who, whom, why in (
        ("teaches", "Aki", "Ren", "both grown up and neither the teacher"),
        ("kin", "Ren", "Aki", "both grown up and neither the teacher"),
        ("parted_at", "Aki", "Ren", "never parted"),
    ):
        play = held()
        play.put(bond, who, 1, whom)
        assert play.refused(FACE, **BOTH) == why
    for attr, who, value, why in (
        ("age", "Ren", 17, "both grown up and neither the teacher"), ("initiative", "Aki", 0, "would begin"),
    ):
        play = held()
        play.put(f"person.{attr}", who, value)
        assert play.refused(FACE, **BOTH) == why
    play = held()
    play.put("person.partner", "Ren", play.thing("Mio"))
    assert play.refused(FACE, **BOTH) == "both free"
    play = held()
    play.put("care", "Aki", 0.6, "Ren")
    assert play.refused(FACE, **BOTH) == "devoted"
    play = held()
    play.choose("person.situation", "Aki", "work")
    assert play.refused(FACE, **BOTH) == "free hours"
    play = held()
    play.choose("person.mind", "Ren", "asleep")
    assert play.refused(FACE, **BOTH) == "awake"


def test_REL_7_who_does_not_want_it_turns_the_face_away() -> None:
    """Who does not hold in return is not asked; who has grown cold is not kissed, and it is not tried again."""
    play = two()
    assert play.act("embrace", **BOTH)
    assert play.refused(FACE, **BOTH) == "held in return"
    for bond, value in (("care", 0.3), ("grudge", 0.8)):
        play = held()
        play.put(bond, "Ren", value, "Aki")
        before = stress(play)
        assert play.act(FACE, **BOTH)
        assert stress(play) == pytest.approx(before + 0.08)
        assert holds(play, "since(kept_back_at(p, q)) < 1 min and since(shrank_at(q, p)) < 1 min", p="Aki", q="Ren")
        assert play.refused(FACE, **BOTH) == "not yet"


@pytest.mark.parametrize(("kissed", "third", "lies", "kept"), [
    (0, 1, 0, 0), (0, 0, 0, 1), (1, 1, 0, 1), (0, 1, 1, 1), (0, 2, 0, 1),
])
def test_REL_7_a_hand_is_kept_before_others_by_those_who_have_kissed(
    kissed: int, third: int, lies: int, kept: int
) -> None:
    """Others let go when somebody comes in who is awake, unless one of them lies there."""
    play = two()
    play.put("kissed", "Aki", kissed, "Ren")
    play.put("kissed", "Ren", kissed, "Aki")
    assert play.act("take the hand", **BOTH)
    play.put("person.lying", "Ren", lies)
    if third:
        play.choose("person.mind", "Mio", "asleep" if third == 2 else "awake")
        play.put("person.tiredness", "Mio", 0.5)
        play.put("person.place", "Mio", play.thing("attic"))
    play.live(0)
    assert play.bond("holds_hand", "Aki", "Ren") == play.bond("holds_hand", "Ren", "Aki") == kept


def test_REL_7_hands_part_with_those_who_hold_them() -> None:
    """Whoever goes takes the hand along; partners keep it in company."""
    play = two()
    assert play.act("take the hand", **BOTH)
    play.put("person.place", "Ren", play.thing("home"))
    play.live(0)
    assert not play.bond("holds_hand", "Aki", "Ren")
    assert not play.bond("holds_hand", "Ren", "Aki")
    play = pair()
    play.put("person.place", "Mio", play.thing("home"))
    assert play.act("take the hand", **BOTH)
    play.live(0)
    assert play.bond("holds_hand", "Aki", "Ren")


def test_REL_7_partners_go_hand_in_hand_where_others_would_not() -> None:
    """Only at leisure, only who welcomes it, and not all the time."""
    play = pair()
    assert play.urge("take the hand", **BOTH) == 0
    play.choose("person.situation", "Aki", "leisure")
    assert play.urge("take the hand", **BOTH) == pytest.approx(0.7)
    play.put("welcomes", "Ren", 0, "Aki")
    assert play.urge("take the hand", **BOTH) == 0
    play.put("welcomes", "Ren", 1, "Aki")
    play.choose("person.mind", "Ren", "asleep")
    assert play.urge("take the hand", **BOTH) == 0
    play.choose("person.mind", "Ren", "awake")
    assert play.act("take the hand", **BOTH)
    assert play.urge("take the hand", **BOTH) == 0
    other = two()
    assert other.urge("take the hand", **BOTH) == 0


def test_REL_7_the_hand_of_the_dearest_does_most_for_the_unconscious() -> None:
    """It calms and wakes him by what the other is to him; who holds it is calmed half as much."""
    for care in (0.0, 0.9):
        play = two(care)
        play.choose("person.mind", "Ren", "unconscious")
        play.put("person.steadiness", "Ren", 0)
        play.put("person.stress", "Aki", 0.5)
        assert play.act("take the hand", **BOTH)
        worth = 0.2 + 0.8 * care
        assert stress(play) == pytest.approx(0.5 - 0.2 * worth)
        assert float(play.get("person.steadiness", "Ren")) == pytest.approx(0.12 * worth, abs=0.001)
        assert play.value("since(hand_at(p, q)) / 1 s", p="Ren", q="Aki") == 0


@pytest.mark.parametrize(("share", "gone"), [("30 %", 0.3), ("60 %", 0.6), ("0 %", 0.0)])
def test_REL_7_an_arm_laid_over_in_sleep_soothes_an_ache(share: str, gone: float) -> None:
    """By night, of the partner who sleeps there, by what he is to the one who aches."""
    left = night(arm_soothes=share)
    lone = night(together=False, arm_soothes=share)
    assert left / lone == pytest.approx(1 - gone * 0.92, abs=0.01)


def night(
    together: bool = True, there: bool = True, asleep: bool = True, angry: bool = False, arm_soothes: str = "30 %"
) -> float:
    """Ren's grief after a night beside Aki, or not."""
    play = pair(together=together, arm_soothes=arm_soothes)
    play.live(HOUR)
    while not holds(play, "clock >= 2:50 and clock < 3:00"):
        play.live(10 * MINUTE)
    play.put("person.grief", "Ren", 0.3)
    play.put("grudge", "Ren", 0.9 if angry else 0, "Aki")
    for who in ("Aki", "Ren"):
        play.choose("person.mind", who, "asleep" if asleep or who == "Ren" else "awake")
        play.put("person.tiredness", who, 0.5)
    if not there:
        play.put("person.place", "Aki", play.thing("attic"))
    play.counts()
    play.live(15 * MINUTE)
    return float(play.get("person.grief", "Ren"))


def test_REL_7_no_arm_is_laid_over_from_afar_awake_or_in_anger() -> None:
    """Each keeps the ache as it was."""
    bare = night(together=False)
    assert night() < 0.8 * bare
    for case in (night(there=False), night(asleep=False), night(angry=True)):
        assert case == pytest.approx(bare, abs=0.001)


def test_REL_7_an_arm_is_for_an_ache_in_body_or_mind() -> None:
    """Pain, grief or stress; who sleeps well is let sleep."""
    for attr, value, times in (("pain", 0.5, 1), ("stress", 0.5, 1), ("grief", 0.3, 1), ("grief", 0.0, 0)):
        play = pair()
        while not holds(play, "clock >= 2:59 and clock < 3:00"):
            play.live(MINUTE)
        for who in ("Aki", "Ren"):
            play.choose("person.mind", who, "asleep")
            play.put("person.tiredness", who, 0.5)
            for each in ("pain", "stress", "grief"):
                play.put(f"person.{each}", who, 0)
        play.put(f"person.{attr}", "Ren", value)
        play.counts()
        before = float(play.get(f"person.{attr}", "Ren"))
        play.live(2 * MINUTE)
        assert play.count(SLEEP) == times
        if times:
            assert float(play.get(f"person.{attr}", "Ren")) < 0.8 * before


def test_REL_7_in_a_free_village_one_step_leads_to_the_next() -> None:
    """Two who are devoted, alone, and one of them in tears: within an evening they have gone the whole ladder."""
    play = two()
    for who in ("Aki", "Ren"):
        play.put("person.initiative", who, 1)
        play.put("person.hunger", who, 0)
        play.put("person.loneliness", who, 0)
    play.put("person.grief", "Ren", 0.6)
    play.machine.autonomy = True
    play.live(5 * HOUR)
    done = play.counts()
    assert all(done.get(rule) for rule in ("embrace", "embrace back", FACE, "kiss", "love in return")), done
    assert play.get("person.partner", "Aki") == play.thing("Ren")
