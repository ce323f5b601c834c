"""REL-2: who thinks little of himself gives readily, discounts what he is given, and has to be shown often."""

from __future__ import annotations

import pytest

from .couples import pair
from .desks import holds
from .support import DAY, HOUR, Play
from .wards import ward

BOTH = {"p": "Aki", "other": "Ren"}
WON = "comes to believe it"


def two(regard: float, **changed: str) -> Play:
    """Aki and Ren, no couple, at leisure and alone; Ren holds himself worth so much."""
    play = pair(together=False, **changed)
    for who in ("Aki", "Ren"):
        play.choose("person.situation", who, "leisure")
        play.put("person.place", who, play.thing("attic"))
        play.put("person.stress", who, 0.5)
    play.put("person.self_regard", "Ren", regard)
    play.put("person.grief", "Ren", 0.6)
    play.live(0)
    play.counts()
    return play


def deeds(play: Play) -> float:
    """What Ren has been shown by Aki."""
    return float(play.bond("deeds", "Ren", "Aki"))


def test_REL_2_how_much_somebody_doubts_himself() -> None:
    """Not at all from where he takes care for care; wholly who despises himself; the threshold is a parameter."""
    for threshold, expected in (("50 %", [1, 0.6, 0, 0]), ("80 %", [1, 0.75, 0.375, 0]), ("0 %", [0, 0, 0, 0])):
        play = two(0.5, takes_care_for_care=threshold)
        found = []
        for regard in (0.0, 0.2, 0.5, 0.8):
            play.put("person.self_regard", "Ren", regard)
            found.append(play.value("self_doubt(p)", p="Ren"))
        assert found == pytest.approx(expected)


def test_REL_2_it_takes_the_more_deeds_the_less_he_thinks_of_himself() -> None:
    """And as many as the parameter says; until then care is credited in part."""
    for needed, regard, enough in (("5", 0.0, 5), ("5", 0.2, 3), ("10", 0.2, 6), ("5", 0.7, 0)):
        play = two(regard, evidence_needed=needed)
        for count in range(12):
            play.put("deeds", "Ren", count, "Aki")
            full = count >= enough
            assert bool(play.value("if believes_in(p, q) then 1 else 0", p="Ren", q="Aki")) is full
            part = 1 - max(0, (0.5 - regard) / 0.5)
            assert play.value("credit(p, q)", p="Ren", q="Aki") == pytest.approx(1 if full else part)


def test_REL_2_what_he_sees_or_hears_of_love_counts_for_less() -> None:
    """The same sign, taken for fondness by one and not by the other, until he has been shown enough."""
    for regard, shown, taken in ((0.7, 0, 1), (0.2, 0, 0), (0.2, 2, 0), (0.2, 3, 1)):
        play = two(regard)
        play.put("deeds", "Ren", shown, "Aki")
        play.machine.set_belief(
            play.thing("Ren"), "person>person.care", [play.thing("Aki"), play.thing("Ren")], "known", 0.9
        )
        assert play.value("if takes_for_fond(p, q) then 1 else 0", p="Ren", q="Aki") == taken


def test_REL_2_comfort_helps_him_less_and_he_gives_it_more_readily() -> None:
    """In grief and in stress by the credit that he gives; his own comfort has more urge."""
    for regard, share in ((0.7, 1.0), (0.2, 0.4), (0.0, 0.0)):
        play = two(regard)
        play.choose("person.situation", "Aki", "home")
        before = play.again(1)
        before.live(45 * 60_000)
        assert play.act("comfort", **BOTH)
        grief = float(before.get("person.grief", "Ren")) - float(play.get("person.grief", "Ren"))
        stress = float(before.get("person.stress", "Ren")) - float(play.get("person.stress", "Ren"))
        assert grief == pytest.approx(0.08 * share, abs=0.002)
        assert stress == pytest.approx(0.2 * share, abs=0.002)
    for regard, more, urge in ((0.7, "50 %", 0.0), (0.2, "50 %", 0.3), (0.0, "50 %", 0.5), (0.0, "100 %", 1.0)):
        play = two(0.7, gives_readily=more)
        play.put("person.self_regard", "Aki", regard)
        assert play.value("readiness(p)", p="Aki") == pytest.approx(urge)
        tears = 1 if play.get("person.weeping", "Ren") else 0
        assert play.urge("comfort", **BOTH) == pytest.approx(0.6 + 0.9 + urge + tears)
        assert play.urge("lay a hand on the shoulder", **BOTH) == pytest.approx(0.4 + 0.9 + urge)


@pytest.mark.parametrize("rule", ["comfort", "lay a hand on the shoulder", "think better of"])
def test_REL_2_deeds_are_counted_one_a_day_by_whom_they_have_to_convince(rule: str) -> None:
    """Not by whoever takes care for what it is; and ten in a day tell no more than one."""
    for regard, counted in ((0.2, 1), (0.7, 0)):
        play = two(regard)
        assert play.act(rule, **BOTH)
        play.live(0)
        assert deeds(play) == counted
    play = two(0.0)
    for pause, count in ((0, 1), (HOUR, 1), (12 * HOUR, 2)):
        play.live(pause)
        for who in ("Aki", "Ren"):
            play.choose("person.mind", who, "awake")
            play.put("person.stress", who, 0.6)
            play.put("person.place", who, play.thing("attic"))
        play.put("person.grief", "Ren", 0.6)
        for bond in ("hand_at", "comforted_at"):
            play.put(bond, "Aki", play.machine.now - 9 * DAY, "Ren")
        assert play.act(rule, **BOTH)
        play.live(0)
        assert deeds(play) == count


def test_REL_2_a_hand_from_which_he_shrinks_shows_nothing() -> None:
    """He who does not let the other near takes nothing from it."""
    play = two(0.2)
    play.put("care", "Ren", 0.1, "Aki")
    assert play.act("lay a hand on the shoulder", **BOTH)
    play.live(0)
    assert deeds(play) == 0


@pytest.mark.parametrize(("rule", "roles"), [
    ("visit the sick", {"p": "Ren", "patient": "Aki"}), ("keep near", {"p": "Ren", "x": "Aki"}),
])
def test_REL_2_visits_and_company_after_a_loss_are_deeds(rule: str, roles: dict[str, str]) -> None:
    """To a patient who sees them and thinks little of himself, one a day."""
    for regard, withdrawn, counted in ((0.1, 0, 1), (0.7, 0, 0), (0.1, 1, 0 if rule == "visit the sick" else 1)):
        play = ward("stump: site: leg, sort: loss, depth: 75 %, permanent: yes, faced: yes, open: no")
        play.put("person.self_regard", "Aki", regard)
        play.put("person.withdrawn", "Aki", withdrawn)
        play.choose("person.mind", "Aki", "awake")
        while not holds(play, "clock >= 14:00 and clock < 15:00"):
            play.live(HOUR)
        play.choose("person.mind", "Aki", "awake")
        play.choose("person.mind", "Ren", "awake")
        play.put("person.lying", "Ren", 0)
        assert play.act(rule, **roles), play.refused(rule, **roles)
        play.live(0)
        assert play.bond("deeds", "Aki", "Ren") == counted
        play.put("visited_at", "Ren", play.machine.now - 9 * DAY, "Aki")
        play.put("near_at", "Ren", play.machine.now - 9 * DAY, "Aki")
        play.put("person.place", "Ren", play.thing("home"))
        play.choose("person.situation", "Ren", "home")
        assert play.act(rule, **roles), play.refused(rule, **roles)
        play.live(0)
        assert play.bond("deeds", "Aki", "Ren") == counted


def test_REL_2_he_who_cannot_believe_it_returns_no_love_until_he_is_shown() -> None:
    """Told, he holds it for hardly possible; deeds make it certain, and then he can answer."""
    play = two(0.1)
    assert play.act("declare love", "says it", **BOTH)
    assert play.value("certainty(p, care(q, p))", p="Ren", q="Aki") == pytest.approx(0.2)
    assert play.refused("love in return", p="Ren", other="Aki") == "believes it"
    assert play.refused("doubt", p="Ren", x="Aki") == ""
    for shown in (1, 2, 3):
        play.put("deeds", "Ren", shown, "Aki")
        play.live(0)
        assert play.count(WON) == 0
    joy = float(play.get("person.joy", "Ren"))
    play.put("deeds", "Ren", 4, "Aki")
    play.live(0)
    assert play.count(WON) == 1
    assert float(play.get("person.joy", "Ren")) == pytest.approx(joy + 0.2)
    assert play.value("certainty(p, care(q, p))", p="Ren", q="Aki") == pytest.approx(0.9)
    assert play.value("belief(p, care(q, p))", p="Ren", q="Aki") == pytest.approx(0.9)
    assert play.refused("love in return", p="Ren", other="Aki") == ""
    assert play.refused("doubt", p="Ren", x="Aki") == "not shown often enough"
    worthy = two(0.7)
    assert worthy.act("declare love", "says it", **BOTH)
    assert worthy.value("certainty(p, care(q, p))", p="Ren", q="Aki") == 1
    assert worthy.refused("love in return", p="Ren", other="Aki") == ""


def test_REL_2_nobody_comes_to_believe_what_he_has_no_sign_of() -> None:
    """Deeds alone do not speak of love; and who thinks enough of himself had no need of them."""
    play = two(0.1)
    play.put("deeds", "Ren", 9, "Aki")
    play.live(0)
    assert play.count(WON) == 0


def test_REL_2_he_protests_and_is_contradicted() -> None:
    """When he has just been told, and not again for days; whoever is fond of him disputes it, once."""
    play = two(0.2)
    protest, dispute = ("belittle oneself", {"p": "Ren", "other": "Aki"}), ("think better of", BOTH)
    assert play.urge(protest[0], **protest[1]) == 0
    assert play.act("declare love", "says it", **BOTH)
    assert play.urge(protest[0], **protest[1]) == pytest.approx(1.8)
    assert play.urge(dispute[0], **dispute[1]) == 0
    assert play.act(protest[0], **protest[1])
    assert play.urge(protest[0], **protest[1]) == 0
    assert play.urge(dispute[0], **dispute[1]) == pytest.approx(2.4)
    assert play.act(dispute[0], **dispute[1])
    assert play.urge(dispute[0], **dispute[1]) == 0
    assert float(play.get("person.self_regard", "Ren")) == pytest.approx(0.25)
    assert play.value("certainty(p, care(q, p))", p="Ren", q="Aki") == pytest.approx(0.4)
    play.put("deeds", "Ren", 9, "Aki")
    play.put("belittled_at", "Ren", play.machine.now - 11 * DAY, "Aki")
    assert play.urge(protest[0], **protest[1]) == 0, "he believes it now"
    play.put("deeds", "Ren", 0, "Aki")
    assert play.urge(protest[0], **protest[1]) == pytest.approx(1.8)
    play = two(0.2, protests_again_after="1 h")
    assert play.act("declare love", "says it", **BOTH)
    assert play.act(protest[0], **protest[1])
    play.live(2 * HOUR)
    assert play.urge(protest[0], **protest[1]) == pytest.approx(1.8)
    play.live(DAY)
    assert play.urge(protest[0], **protest[1]) == 0


def test_REL_2_in_a_free_village_who_despises_himself_is_won_late() -> None:
    """Told of love, both are answered; the one within the day, the other only when comfort has gone on for days."""
    partners = {}
    for regard in (0.7, 0.05):
        play = two(regard)
        play.put("person.initiative", "Ren", 0)
        assert play.act("declare love", "says it", **BOTH)
        play.machine.autonomy = True
        play.live(6 * HOUR)
        partners[regard] = bool(play.get("person.partner", "Ren"))
        if not partners[regard]:
            assert deeds(play) >= 1
    assert partners == {0.7: True, 0.05: False}
