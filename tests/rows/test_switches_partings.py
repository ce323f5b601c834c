"""Switches C12, C13, C17, C21, C22, C24: what keeps two apart, who listens, where they live, who stands by them."""

from __future__ import annotations

from typing import Any

from tests.rows.couples import answer, days, pair, parted
from tests.rows.support import DAY, HOUR

ASKS = "ask for a ward after the end"


def test_C_12_what_keeps_two_apart_after_an_end() -> None:
    """Nothing, each of himself, or an order as well: the regimes differ in avoidance and in what may be asked for."""
    found = []
    for regime in range(4):
        play = parted(separation_regime=str(regime))
        play.put("grudge", "Ren", 0.9, "Aki")
        refusal = play.refused(ASKS, p="Ren", x="Aki", chief="Oda")
        found.append((play.bond("shuns", "Ren", "Aki"), play.bond("shuns", "Aki", "Ren"), refusal))
    apart = "there are such orders"
    assert found == [(0, 0, apart), (1, 1, apart), (1, 1, ""), (1, 1, "")]


def test_C_12_a_ward_acts_by_itself_only_where_there_are_such() -> None:
    """The same order is upheld by offices under regime 2 and acts by itself under 3."""
    for regime, burns in (("2", False), ("3", True)):
        play = parted(separation_regime=regime)
        assert play.act("lay the ward", chief="Oda", x="Ren", protected="Aki")
        play.put("person.place", "Ren", play.thing("home"))
        play.put("person.place", "Aki", play.thing("home"))
        play.live(HOUR)
        assert (len(play.all("wound")) > 0) == burns


def test_C_12_who_may_ask_for_it() -> None:
    """Only whoever left, only whoever was left, or either."""
    for asked_by, leaver_may, left_may in (("0", True, False), ("1", False, True), ("2", True, True)):
        play = parted(separation_asked_by=asked_by)
        for one, other in (("Aki", "Ren"), ("Ren", "Aki")):
            play.put("grudge", one, 0.9, other)
        for who, x, may in (("Aki", "Ren", leaver_may), ("Ren", "Aki", left_may)):
            refusal = play.refused(ASKS, p=who, x=x, chief="Oda")
            assert refusal == ("" if may else "may ask for it")


def test_C_13_stone_or_talks_is_a_matter_of_thresholds() -> None:
    """Near-death, persistence and disclosure each add; what is enough for talks in one world is not in another."""
    worlds: tuple[tuple[dict[str, Any], str, str, str, str, str], ...] = (
        ({}, "stone", "stone", "stone", "talks", "stone"),
        ({"listens_from": "35 %"}, "stone", "talks", "stone", "talks", "stone"),
        ({"listens_from": "35 %", "near_death_opens": "0 %"}, "stone", "stone", "stone", "stone", "stone"),
        ({"disclosure_opens": "60 %"}, "stone", "stone", "talks", "talks", "stone"),
        ({"persistence_opens": "30 %"}, "stone", "stone", "stone", "talks", "talks"),
        ({"listens_from": "0 %"}, "talks", "talks", "talks", "talks", "talks"),
    )
    for changed, bare, lying, sure, both, stubborn in worlds:
        found = []
        for hurt, told, tried in ((0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 0, 2)):
            play = parted(**changed)
            play.put("person.lying", "Aki", hurt)
            if told:
                play.act("think better of", p="Aki", other="Ren")
            play.put("rebuffs", "Aki", tried, "Ren")
            found.append(answer(play))
        assert found == [bare, lying, sure, both, stubborn]


def test_C_13_anger_closes_the_ear_and_attempts_come_to_an_end() -> None:
    """A grudge weighs against all that speaks for him; after `gives_up_after` attempts he stops."""
    play = parted(listens_from="0 %")
    play.put("grudge", "Ren", 0.5, "Aki")
    assert answer(play) == "stone"
    for limit in (1, 3):
        play = parted(gives_up_after=str(limit), asks_again_after="1 h")
        tries = 0
        while play.refused("ask for a talk", p="Aki", other="Ren") != "has not given up":
            assert answer(play) == "stone"
            tries += 1
            play.put("approached_at", "Aki", play.machine.now - DAY, "Ren")
        assert tries == limit


def test_C_13_more_than_one_talk_before_they_begin_anew() -> None:
    """As many as the parameter says; the love was there all the time."""
    for needed in (1, 3):
        play = parted(talks_needed=str(needed), listens_from="0 %", talk_heals="50 %", asks_again_after="1 h")
        play.act("think better of", p="Ren", other="Aki")
        count = 0
        while play.get("person.partner", "Aki") == 0:
            count += 1
            assert count < 9
            play.put("grudge", "Aki", 0, "Ren")
            play.put("approached_at", "Aki", play.machine.now - DAY, "Ren")
            assert answer(play) == "talks"
            play.act("begin anew with", p="Aki", other="Ren")
        assert count == needed
        assert play.get("person.left_by", "Ren") == 0


def upheld(changed: dict[str, Any], official: bool, others: bool) -> tuple[bool, bool, bool]:
    """Whether an order burns, sends off, or is frowned at, with or without an official or others who look on."""
    play = parted(**changed)
    for who in ("Ren", "Aki", *(("Nao",) if others else ()), *(("Mio",) if official else ())):
        play.put("person.place", who, play.thing("market"))
    play.choose("person.post", "Nao", "no_post")
    assert play.act("lay the ward", chief="Oda", x="Ren", protected="Aki")
    play.live(HOUR / 6)
    (order,) = play.all("ward")
    burnt = len(play.all("wound")) > 0
    return burnt, play.get("person.place", "Ren") != play.thing("market"), play.get("ward.contacts", order) > 0


def test_C_17_people_offices_or_the_order_itself() -> None:
    """Frowned at where others look on, sent off where an official does, burnt whoever looks on or nobody at all."""
    for usual, alone, seen, officially in (
        ("0", (False, False, False), (False, False, True), (False, False, True)),
        ("1", (False, False, False), (False, False, False), (False, True, True)),
        ("2", (True, False, True), (True, False, True), (True, False, True)),
    ):
        changed: dict[str, Any] = {"usual_enforcement": usual}
        assert upheld(changed, official=False, others=False) == alone
        assert upheld(changed, official=False, others=True) == seen
        assert upheld(changed, official=True, others=False) == officially


def test_C_21_partners_share_a_home_or_keep_their_own() -> None:
    """Of themselves within days, where both want it; the parameter decides of whom nothing is set."""
    for usual, one, shared in (("0 %", None, False), ("100 %", None, True), ("100 %", 0, False)):
        play = pair(autonomy=True, usual_shared_home=usual)
        play.put("person.home", "Ren", play.thing("flat"))
        play.put("kissed", "Ren", 1, "Aki")
        play.put("kissed", "Aki", 1, "Ren")
        for who, other in (("Aki", "Ren"), ("Ren", "Aki")):
            play.put("closeness", who, 0.5, other)
        if one is not None:
            play.put("person.shares_home", "Ren", one)
        days(play, 2)
        assert (play.get("person.home", "Ren") == play.get("person.home", "Aki")) == shared


def test_C_21_a_shared_home_is_dissolved_the_same_day() -> None:
    """Who came to it goes back to his former home, or the leaver to a lodging; own homes stay as they are."""
    for former, homes in (("flat", ("home", "flat")), ("", ("inn", "home"))):
        play = pair()
        if former:
            play.put("person.former_home", "Ren", play.thing(former))
        play.put("grudge", "Aki", 0.9, "Ren")
        play.put("person.unforgivingness", "Aki", 0.9)
        assert play.act("part from the partner", p="Aki", other="Ren")
        assert [play.get("person.home", who) for who in ("Aki", "Ren")] == [play.thing(home) for home in homes]


def test_C_22_time_heals_nothing_unless_a_world_says_so() -> None:
    """After a year the heart is as broken as on the first day; with `time_heals` it is whole."""
    for rate, heartbreak in (("0 /day", 0.8), ("0.001 /day", 0.435), ("0.01 /day", 0)):
        play = parted(time_heals=rate)
        days(play, 365)
        assert abs(play.get("person.heartbreak", "Ren") - heartbreak) < 0.01


def test_C_22_events_heal() -> None:
    """A new bond, a deed of the one who left, and a talk each take their share; the same vow of a stranger nothing."""
    healers: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("new_bond_heals", "love in return", {"p": "Mio", "other": "Ren"}),
        ("deed_heals", "vow to look after", {"p": "Aki", "other": "Ren"}),
        ("", "vow to look after", {"p": "Mio", "other": "Ren"}),
    )
    for name, rule, roles in healers:
        for share in (20, 60) if name else (0,):
            changed: dict[str, Any] = {name: f"{share} %"} if name else {}
            play = parted(**changed)
            play.put("person.lying", "Ren", 1)
            play.put("care", "Mio", 0.9, "Ren")
            play.put("declared", "Ren", 1, "Mio")
            play.choose("person.situation", "Mio", "leisure")
            for who in ("Aki", "Ren", "Mio"):
                play.put("person.place", who, play.thing("market"))
            assert play.act(rule, **roles)
            assert abs(play.get("person.heartbreak", "Ren") - (0.8 - share / 100)) < 1e-6


def test_C_22_a_broken_heart_keeps_grieving() -> None:
    """As long as it is raw, grief does not fade below the parameter; a whole heart forgets."""
    for blow, grief in (("80 %", 0.3), ("20 %", 0.0)):
        play = parted(blow_of_being_left=blow, brooding="0 %")
        days(play, 60)
        assert abs(play.get("person.grief", "Ren") - grief) < 0.02


def test_C_24_a_circle_that_makes_room_and_one_that_stares() -> None:
    """The same kiss before the same colleague: joy where the circle approves, stress where it does not."""
    found = {}
    for approval in ("-100 %", "0 %", "100 %"):
        play = pair(usual_approval=approval)
        for who in ("Aki", "Ren", "Mio"):
            play.put("person.place", who, play.thing("market"))
        play.choose("person.situation", "Aki", "leisure")
        assert play.act("kiss the partner", p="Aki", other="Ren")
        found[approval] = (play.get("person.joy", "Ren"), play.get("person.stress", "Ren"))
    assert found["100 %"][0] > found["0 %"][0] == found["-100 %"][0]
    assert found["-100 %"][1] > found["0 %"][1] == found["100 %"][1]
    assert found["0 %"][1] == found["100 %"][1]


def test_C_24_colleagues_stand_by_the_one_who_was_left_or_keep_away() -> None:
    """Within a week both have heard of it; by the loyalty of their place they go on talking to him or not."""
    for loyalty, avoided in (("0 %", 2), ("100 %", 0)):
        play = parted(usual_loyalty=loyalty)
        for who in ("Mio", "Nao"):
            play.put("closeness", "Ren", 0.9, who)
            play.put("person.place", who, play.thing("home"))
        days(play, 30)
        kept = 0.0
        for who in ("Mio", "Nao"):
            assert play.bond("heard_of_the_end", who, "Ren") == 1
            silent = "if since(embarrassed_at(p, other)) > embarrassment_lasts then 0 else 1"
            kept += play.value(silent, p=who, other="Ren")
        assert kept == avoided
