"""HOM-7: food and places of comfort."""

from __future__ import annotations

import pytest

from .couples import answer, parted
from .diners import DAY, HOUR, MINUTE, Play, bring, diner, refusals, sets, waits


def number(play: Play, attr: str, who: str = "Aki") -> float:
    """An attribute of a person."""
    return float(play.get(f"person.{attr}", who))


@pytest.mark.parametrize(("stress", "left"), [(0.15, 0.1), (0.35, 0.1), (0.45, 0.26), (0.55, 0.42)])
def test_HOM_7_a_meal_shrinks_with_dread(stress: float, left: float) -> None:
    """Whoever is tense eats less, at his own table and at a counter."""
    for rule, place in (("eat at home", "home"), ("eat out", "stand")):
        play = diner()
        bring(play, place, "Aki", situation="home" if place == "home" else "leisure")
        play.put("person.hunger", "Aki", 0.9)
        play.put("person.stress", "Aki", stress)
        assert play.act(rule, p="Aki")
        assert number(play, "hunger") == pytest.approx(left, abs=0.001)


def test_HOM_7_dread_beyond_that_lets_nobody_eat() -> None:
    """The stomach turns; and however little was eaten, there is no second meal at once."""
    play = diner(dread_spoils="400 %")
    bring(play, "stand", "Aki")
    play.put("person.stress", "Aki", 0.59)
    play.put("person.hunger", "Aki", 0.9)
    assert play.act("eat out", p="Aki")
    assert number(play, "hunger") > 0.85
    for hours, refused in ((0, "has not just eaten"), (1.9, "has not just eaten"), (0.2, "")):
        play.live(hours * HOUR)
        play.put("person.stress", "Aki", 0.3)
        play.put("person.hunger", "Aki", 0.9)
        assert play.refused("eat out", p="Aki") == refused
        bring(play, "home", "Aki", situation="home")
        assert play.refused("eat at home", p="Aki") == refused
        bring(play, "stand", "Aki")
    for sign, refused in (("sick", "has an appetite"), ("pale", "")):
        play.choose("person.sign", "Aki", sign)
        assert play.refused("eat out", p="Aki") == refused
    hasty = diner(between_meals="1 min")
    bring(hasty, "stand", "Aki")
    assert hasty.act("eat out", p="Aki")
    hasty.live(2 * MINUTE)
    hasty.put("person.hunger", "Aki", 0.9)
    assert hasty.refused("eat out", p="Aki") == ""


@pytest.mark.parametrize(
    ("away", "changed", "missed"), [(9, {}, 0), (11, {}, 1), (11, {"own_food_missed_after": "12 days"}, 0)]
)
def test_HOM_7_ones_own_table_is_missed(away: int, changed: dict[str, str], missed: int) -> None:
    """After long enough without it; once, and not at the next meal."""
    play = diner(**changed)
    for days, expected in ((away, missed), (1, 0)):
        play.live(days * DAY)
        play.put("person.stress", "Aki", 0.15)
        play.put("person.hunger", "Aki", 0.7)
        play.put("person.joy", "Aki", 0.2)
        play.counts()
        assert play.act("eat at home", p="Aki")
        assert play.count("has missed the own table") == expected
        assert number(play, "joy") == pytest.approx(0.35 if expected else 0.2, abs=0.001)
    glad = diner(own_food_gladdens="40 %")
    glad.live(11 * DAY)
    glad.put("person.joy", "Aki", 0.2)
    assert glad.act("eat at home", p="Aki")
    assert number(glad, "joy") == pytest.approx(0.6, abs=0.001)


def test_HOM_7_a_counter_comforts_who_comes_with_a_sorrow() -> None:
    """Stress, grief or a broken heart; not whoever has none, not at the market, and not every day."""
    sorrows = {"stress": 0.4, "grief": 0.2, "heartbreak": 0.3, "": 0.0}
    for attr, much in sorrows.items():
        play = diner()
        bring(play, "stand", "Aki")
        if attr:
            play.put(f"person.{attr}", "Aki", much)
        before = number(play, "stress"), number(play, "grief")
        assert play.act("eat out", p="Aki")
        play.live(0)
        assert play.count("a meal does good") == (1 if attr else 0)
        assert number(play, "stress") == pytest.approx(max(0, before[0] - (0.2 if attr else 0)))
        assert number(play, "grief") == pytest.approx(max(0, before[1] - (0.05 if attr else 0)))
    play = diner()
    bring(play, "market", "Aki")
    play.put("person.stress", "Aki", 0.4)
    assert play.act("eat out", p="Aki")
    assert play.count("a meal does good") == 0
    play = diner(comfort_of_a_meal="10 %")
    for days, good in ((0, 1), (2.9, 0), (0.2, 1)):
        play.live(days * DAY)
        bring(play, "stand", "Aki")
        play.put("person.hunger", "Aki", 0.7)
        play.put("person.stress", "Aki", 0.4)
        play.counts()
        assert play.act("eat out", p="Aki")
        assert play.count("a meal does good") == good
        assert number(play, "stress") == pytest.approx(0.3 if good else 0.4)


def test_HOM_7_sorrow_leads_to_a_counter() -> None:
    """Of himself, if that is where he goes at all; who has none has no such errand, and needs it only now and then."""
    errand = "take sorrow to the counter"
    play = diner(comfort_again="1 day")
    assert play.refused(errand, p="Aki") == "in sorrow"
    play.put("person.grief", "Aki", 0.5)
    assert play.refused(errand, p="Aki") == ""
    plain = play.urge(errand, p="Aki")
    play.put("person.heartbreak", "Aki", 0.4)
    assert play.urge(errand, p="Aki") == pytest.approx(plain + 0.2)
    play.put("person.haunt", "Aki", play.thing("market"))
    assert play.refused(errand, p="Aki") == "goes to a counter"
    play.put("person.haunt", "Aki", play.thing("stand"))
    play.choose("person.sign", "Aki", "sick")
    assert play.refused(errand, p="Aki") == "could eat"
    play.choose("person.sign", "Aki", "no_sign")
    play.put("person.eaten_for_comfort_at", "Aki", play.machine.now - 0.9 * DAY)
    assert play.refused(errand, p="Aki") == "not lately"
    free = diner(autonomy=True)
    free.put("person.grief", "Aki", 0.5)
    free.live(6 * HOUR)
    counts = free.counts()
    assert (counts[errand], counts["a meal does good"]) == (2, 1), "he sets out, gets there, and it does him good"


def test_HOM_7_great_anger_is_made_up_over_a_meal_only() -> None:
    """What is no longer so may be made up anywhere; a meal that is long over opens nothing."""
    play = diner()
    bring(play, "stand", "Aki", "Ren")
    play.put("person.hunger", "Ren", 0.7)
    for grudge, refused in ((0.75, ""), (0.9, "over a meal if the anger is great")):
        play.put("grudge", "Aki", grudge, "Ren")
        assert play.refused("make up", p="Aki", other="Ren") == refused
    assert play.refused("sit down to a meal with", p="Aki", other="Ren") == "likes him in spite of it"
    play.put("care", "Aki", 0.5, "Ren")
    assert play.act("sit down to a meal with", p="Aki", other="Ren")
    assert (number(play, "hunger"), number(play, "hunger", "Ren")) == pytest.approx((0, 0), abs=0.02)
    assert play.refused("sit down to a meal with", p="Aki", other="Ren") == "has not just eaten"
    assert play.refused("make up", p="Aki", other="Ren") == ""
    for who in ("Aki", "Ren"):
        ate = play.get("person.ate_at", who)
        play.put("person.ate_at", who, play.machine.now - 2.1 * HOUR)
        assert play.refused("make up", p="Aki", other="Ren") == "over a meal if the anger is great"
        play.put("person.ate_at", who, ate)
    play.live(2.1 * HOUR)
    play.put("grudge", "Aki", 0.9, "Ren")
    assert play.refused("make up", p="Aki", other="Ren") == "over a meal if the anger is great"
    mild = diner(needs_a_meal="30 %")
    bring(mild, "stand", "Aki", "Ren")
    mild.put("grudge", "Aki", 0.5, "Ren")
    assert mild.refused("make up", p="Aki", other="Ren") == "over a meal if the anger is great"
    play.put("grudge", "Aki", 0, "Ren")
    play.put("person.hunger", "Aki", 0.7)
    assert play.refused("sit down to a meal with", p="Aki", other="Ren") == "something between them"


def test_HOM_7_two_who_are_at_odds_come_to_terms_at_the_counter() -> None:
    """Of themselves: the meal, then the word."""
    play = diner(over_a_meal="6 h", autonomy=True)
    bring(play, "stand", "Aki", "Ren")
    for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
        play.put("care", one, 0.7, other)
        play.put("closeness", one, 0.5, other)
    play.put("grudge", "Aki", 0.95, "Ren")
    play.live(HOUR)
    counts = play.counts()
    assert counts["sit down to a meal with"] >= 1
    assert counts["make up"] == 1


@pytest.mark.parametrize(
    ("ate", "changed", "turns_out"),
    [(False, {}, "stone"), (True, {}, "talks"), (True, {"meal_opens": "5 %"}, "stone")],
)
def test_HOM_7_two_who_parted_talk_over_a_meal(ate: bool, changed: dict[str, str], turns_out: str) -> None:
    """What speaks for the one who asks falls a little short of it without."""
    play = parted(**changed)
    play.put("grudge", "Ren", 0, "Aki")
    play.put("person.lying", "Ren", 1)
    for who in ("Aki", "Ren"):
        play.put("person.wall", who, 0)
        if ate:
            play.put("person.ate_at", who, play.machine.now)
    play.put("grudge", "Ren", 0, "Aki")
    assert play.value("openness_to(o, p)", o="Ren", p="Aki") == pytest.approx(
        0.4 + (0 if not ate else 0.05 if changed else 0.2)
    )
    assert answer(play) == turns_out


def test_HOM_7_what_keeps_somebody_from_the_counter() -> None:
    """Work, the hour, the body, the way there."""
    play = diner()
    play.put("person.grief", "Aki", 0.9)
    cases = {
        "at home": sets("situation", "Aki", "work"),
        "in sorrow": sets("grief", "Aki", 0.0),
        "could eat": sets("hunger", "Aki", 0.3),
        "the hour for it": waits(8.5),
        "awake enough": sets("tiredness", "Aki", 0.85),
        "bears the pain": sets("pain", "Aki", 0.8),
        "gets along a street": sets("mobility", "Aki", 0.1),
    }
    refusals(play, "take sorrow to the counter", cases, p="Aki")


def test_HOM_7_what_keeps_two_from_a_meal() -> None:
    """Each of them has to be there for it, and the place, too."""
    play = diner()
    bring(play, "stand", "Aki", "Ren")
    play.put("care", "Aki", 0.5, "Ren")
    play.put("grudge", "Aki", 0.5, "Ren")
    cases = {
        "out": sets("situation", "Aki", "work"),
        "food is served": lambda play: bring(play, "home", "Aki", "Ren"),
        "awake": sets("mind", "Ren", "asleep"),
        "has not just eaten": sets("ate_at", "Aki", float(play.machine.now)),
        "something between them": sets("grudge", "Aki", 0.1, "Ren"),
        "likes him in spite of it": sets("care", "Aki", 0.1, "Ren"),
        "could eat": sets("sign", "Aki", "sick"),
    }
    refusals(play, "sit down to a meal with", cases, p="Aki", other="Ren")
    play.put("grudge", "Aki", 0, "Ren")
    play.put("parted_at", "Aki", play.machine.now, "Ren")
    assert play.refused("sit down to a meal with", p="Aki", other="Ren") == ""
    assert play.refused("sit down to a meal with", p="Aki", other="Aki") == "not oneself"
