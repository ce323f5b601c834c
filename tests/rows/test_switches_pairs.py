"""Switches C9 to C11: who speaks of love first, who can read whom, who leaves whom and why."""

from __future__ import annotations

from typing import Any

from tests.rows.couples import days, pair, share
from tests.rows.support import DAY, HOUR

SAID = "if declared(p, other) then 1 else 0"
KNOWS = "if takes_for_fond(p, other) then 1 else 0"


def first_words(initiative: str, span: int = 20) -> int:
    """How many of ten pairs speak of love within some days of free hours together."""
    found = 0
    for seed in range(10):
        play = pair(seed, together=False, usual_initiative=initiative)
        for who in ("Aki", "Ren"):
            play.choose("person.situation", who, "leisure")
        play.machine.autonomy = True
        days(play, span)
        found += play.value(SAID, p="Aki", other="Ren") + play.value(SAID, p="Ren", other="Aki") > 0
    return found


def test_C_9_who_speaks_first_is_a_trait_and_no_role() -> None:
    """With initiative 0 nobody speaks, with 1 at once; between, the more the likelier, whoever of the two it is."""
    for first, second in (("Aki", "Ren"), ("Ren", "Aki")):
        shares = []
        for initiative in (0.05, 0.3, 0.9):
            play = pair(together=False)
            play.choose("person.situation", first, "leisure")
            play.put("person.initiative", first, initiative)
            shares.append(share(play, "declare love", SAID, p=first, other=second))
        assert shares == sorted(shares)
        assert shares[0] < 0.25
        assert shares[2] > 0.7
        play.put("person.initiative", first, 0)
        assert play.refused("declare love", p=first, other=second) == "would speak of it"


def test_C_9_the_parameter_decides_of_whom_nothing_is_set() -> None:
    """In free hours nobody ever speaks first at 0, most do at 100 %."""
    found = [first_words(initiative) for initiative in ("0 %", "100 %")]
    assert found[0] == 0
    assert found[1] >= 8


def test_C_9_an_answer_needs_no_initiative() -> None:
    """Whoever would never speak first says it in reply."""
    play = pair(together=False, usual_initiative="0 %")
    play.put("declared", "Aki", 1, "Ren")
    assert play.refused("love in return", p="Ren", other="Aki") == ""


def test_C_9_a_sign_of_love_makes_bold() -> None:
    """Who takes it that the other is fond of him speaks sooner, by `encouragement`; and he waits between attempts."""
    for encouragement, bold in (("0 %", 0.3), ("100 %", 0.6), ("200 %", 0.9)):
        play = pair(together=False, encouragement=encouragement)
        assert play.value("daring(p, other)", p="Aki", other="Ren") == 0.3
        assert play.value("belief(p, care(other, p))", p="Aki", other="Ren") < 0.4
        play.choose("person.situation", "Ren", "leisure")
        play.put("person.initiative", "Ren", 1)
        assert play.act("declare love", p="Ren", other="Aki")
        assert abs(play.value("daring(p, other)", p="Aki", other="Ren") - bold) < 1e-9
    play = pair(together=False)
    play.choose("person.situation", "Aki", "leisure")
    play.put("kept_back_at", "Aki", play.machine.now, "Ren")
    assert play.refused("declare love", p="Aki", other="Ren") == "has not just kept it back"
    play.put("kept_back_at", "Aki", play.machine.now - 8 * DAY, "Ren")
    assert play.refused("declare love", p="Aki", other="Ren") == ""


def chats(readability: float, masked: bool = False, **changed: Any) -> float:
    """How often Aki knows after one chat that Ren is fond of him."""
    play = pair(together=False, **changed)
    play.put("readability", "Ren", readability, "Aki")
    play.put("person.masked", "Ren", masked)
    play.choose("person.situation", "Aki", "leisure")
    play.put("person.loneliness", "Aki", 0.9)
    return share(play, "chat", KNOWS, p="Aki", other="Ren")


def test_C_10_an_opaque_partner_and_a_transparent_one() -> None:
    """How often one talk shows how dear one is rises with the pair's readability, and a mask takes much of it."""
    shares = [chats(r, familiarity_reads="0 %") for r in (0, 0.4, 1)]
    assert shares[0] == 0
    assert 0.15 < shares[1] < 0.7
    assert shares[2] == 1
    assert 0.15 < chats(1, masked=True, familiarity_reads="0 %") < 0.7
    assert chats(1, masked=True, familiarity_reads="0 %", mask_hides="0 %") == 1
    assert chats(0) > 0.1


def test_C_10_it_is_the_ordered_pair_that_is_readable() -> None:
    """Aki may be an open book to Ren, and Ren a closed one to Aki."""
    play = pair(together=False, usual_readability="0 %", familiarity_reads="0 %")
    play.put("readability", "Aki", 1, "Ren")
    assert play.value("legible(x, p)", x="Aki", p="Ren") == 1
    assert play.value("legible(x, p)", x="Ren", p="Aki") == 0
    assert pair(usual_readability="70 %", familiarity_reads="0 %").value("legible(x, p)", x="Ren", p="Aki") == 0.7


def test_C_10_whoever_has_looked_does_not_look_again_at_once() -> None:
    """What a face did not tell it does not tell at the next word either, until some days have passed."""
    play = pair(together=False)
    play.put("readability", "Ren", 1, "Aki")
    play.put("looked_into_at", "Aki", play.machine.now - DAY, "Ren")
    play.put("person.loneliness", "Aki", 0.9)
    play.choose("person.situation", "Aki", "leisure")
    assert play.act("chat", p="Aki", other="Ren")
    assert play.value(KNOWS, p="Aki", other="Ren") == 0


def leaves(worry: float, grudge: float, avoidance: float, unforgiving: float, **changed: Any) -> str:
    """What keeps Aki from leaving Ren, "" if nothing does."""
    play = pair(**changed)
    play.put("worry", "Aki", worry, "Ren")
    play.put("grudge", "Aki", grudge, "Ren")
    play.put("person.attachment_avoidance", "Aki", avoidance)
    play.put("person.unforgivingness", "Aki", unforgiving)
    return play.refused("part from the partner", p="Aki", other="Ren")


def test_C_11_two_motives_each_with_its_trait_and_its_weight() -> None:
    """Worry drives out the avoidant, a grudge the unforgiving; neither trait nor cause alone is enough."""
    stays = "more than he bears"
    assert leaves(0.9, 0, 0.9, 0) == ""
    assert leaves(0.9, 0, 0.1, 0.9) == stays
    assert leaves(0.1, 0, 0.9, 0) == stays
    assert leaves(0, 0.9, 0, 0.9) == ""
    assert leaves(0, 0.9, 0.9, 0.1) == stays
    assert leaves(0.9, 0, 0.9, 0, worry_weight="0 %") == stays
    assert leaves(0, 0.9, 0, 0.9, hurt_weight="0 %") == stays
    assert leaves(0.9, 0, 0.9, 0, parting_from="95 %") == stays
    for usual, kept in (("10 %", stays), ("90 %", "")):
        play = pair(usual_avoidance=usual, usual_unforgivingness="0 %")
        play.put("worry", "Aki", 0.9, "Ren")
        assert play.refused("part from the partner", p="Aki", other="Ren") == kept


def test_C_11_either_of_the_two_may_leave_and_love_stays_as_it_was() -> None:
    """Who leaves is whoever has the trait; one alone ends it, at once, and what they feel does not change."""
    for leaver, left in (("Aki", "Ren"), ("Ren", "Aki")):
        for cause, trait, motive in (("worry", "attachment_avoidance", "worry"), ("grudge", "unforgivingness", "hurt")):
            play = pair()
            for who, other in ((leaver, left), (left, leaver)):
                play.put(cause, who, 0.9, other)
            play.put(f"person.{trait}", leaver, 0.9)
            play.put(f"person.{trait}", left, 0)
            assert play.refused("part from the partner", p=left, other=leaver) == "more than he bears"
            assert play.act("part from the partner", p=leaver, other=left)
            assert play.get("person.partner", left) == play.get("person.partner", leaver) == 0
            assert play.get("person.left_by", left) == play.thing(leaver)
            assert play.value(f"if parting_motive(p, x) is {motive} then 1 else 0", p=leaver, x=left)
            assert play.bond("care", left, leaver) == play.bond("care", leaver, left) == 0.9
            assert play.get("person.heartbreak", left) > 0.5
            assert play.get("person.heartbreak", leaver) == 0


def test_C_11_whether_a_reason_is_given() -> None:
    """At 0 the left one is left with an open question, at 1 with the motive."""
    for given in (0, 100):
        play = pair(reasons_given=f"{given} %")
        play.put("worry", "Aki", 0.9, "Ren")
        play.put("person.attachment_avoidance", "Aki", 0.9)
        assert play.act("part from the partner", p="Aki", other="Ren")
        assert play.value("if wonders(p, parting_motive(x, p)) then 1 else 0", p="Ren", x="Aki") == (given == 0)
        told = play.value("if belief(p, parting_motive(x, p)) is worry then 1 else 0", p="Ren", x="Aki")
        assert told == (given == 100)


def test_C_11_it_happens_of_itself_and_only_alone() -> None:
    """Nobody directs them: within a day the one who cannot bear it has left, but not before others."""
    for avoidance, gone in ((0.1, False), (0.9, True)):
        play = pair(autonomy=True)
        play.put("worry", "Aki", 0.95, "Ren")
        play.put("person.attachment_avoidance", "Aki", avoidance)
        play.live(14 * HOUR)
        assert (play.get("person.partner", "Ren") == 0) == gone
    play = pair()
    play.put("grudge", "Aki", 0.9, "Ren")
    play.put("person.unforgivingness", "Aki", 0.9)
    play.put("person.place", "Mio", play.thing("home"))
    assert play.refused("part from the partner", p="Aki", other="Ren") == "alone with him"


def test_C_11_worry_comes_from_departures_and_wounds() -> None:
    """Each time the partner goes into danger adds to it, by a parameter."""
    for each in (10, 30):
        play = pair(worry_of_danger=f"{each} %", thought_safe="100 %")
        levels = []
        for _ in range(2):
            play.choose("person.situation", "Ren", "mission")
            play.live(HOUR)
            levels.append(play.bond("worry", "Aki", "Ren"))
            play.choose("person.situation", "Ren", "home")
            play.live(HOUR)
        assert abs(levels[0] - each / 100) < 0.01
        assert abs(levels[1] - each / 50) < 0.02
        assert play.bond("worry", "Mio", "Ren") == 0
