"""HOM-8: what is brought to a sickbed, and what is done there besides talking."""

from __future__ import annotations

import pytest

from .desks import holds
from .support import DAY, HOUR, MINUTE, NEVER, Play
from .wards import until_ten, ward

FRIENDS = ("Ren", "Mio", "Sei")


CUT = "cut: site: {site}, sort: cut, cause: accident, depth: {depth} %, ache: {ache} %, bandaged: yes, clean: yes"


def sickbed(wound: str = "", **changed: str) -> Play:
    """Aki lies awake in the sickroom at ten; Ren, Mio and Sei, who like him, are at home."""
    more = "".join(f"  {name}: {{extend: yes, default: {value}}}\n" for name, value in changed.items())
    play = ward(wound, more="\nparameters:\n" + more if more else "")
    until_ten(play)
    for name in FRIENDS:
        play.choose("person.situation", name, "home")
        play.put("person.place", name, int(play.get("person.home", name)))
        play.put("closeness", name, 0.5, "Aki")
        play.put("care", name, 0.9 if name == "Ren" else 0.3, "Aki")
    for name in ("Aki", *FRIENDS, "Nao"):
        play.choose("person.mind", name, "awake")
        play.put("person.pain", name, 0)
        play.put("person.tiredness", name, 0.1)
        play.put("person.hunger", name, 0)
    for attr in ("joy", "loneliness", "stress"):
        play.put(f"person.{attr}", "Aki", 0.5)
    play.live(0)
    return play


def visits(play: Play, name: str) -> dict[str, int]:
    """One more visit; events by rule."""
    play.counts()
    play.put("visited_at", name, NEVER, "Aki")
    assert play.act("visit the sick", p=name, patient="Aki")
    return play.counts()


def flowers(play: Play) -> int:
    """How many bunches stand at Aki's bed."""
    return int(play.value("well_wishers(p)", p="Aki"))


def test_HOM_8_flowers_show_how_many_wish_the_patient_well() -> None:
    """One bunch from each who comes, however often he comes; unseen ones wait until he can take them in."""
    play = sickbed()
    play.choose("person.mind", "Aki", "asleep")
    play.put("person.tiredness", "Aki", 0.95)
    for count, name in enumerate(FRIENDS, 1):
        assert visits(play, name)["flowers are left"] == 1
        assert flowers(play) == count
    play.put("person.tiredness", "Aki", 0.95)
    assert "flowers are left" not in visits(play, "Mio")
    assert flowers(play) == 3
    play.put("person.joy", "Aki", 0.3)
    play.put("person.loneliness", "Aki", 0.8)
    assert play.count("sees the flowers") == 0
    play.choose("person.mind", "Aki", "awake")
    play.live(0)
    assert play.count("sees the flowers") == 1
    assert float(play.get("person.joy", "Aki")) == pytest.approx(0.3 + 3 * 0.05)
    assert float(play.get("person.loneliness", "Aki")) == pytest.approx(0.8 - 3 * 0.05)
    for name in FRIENDS:
        assert play.value("belief(a, care(b, a))", a="Aki", b=name) == pytest.approx(0.2)
    play.live(DAY)
    assert play.count("sees the flowers") == 0


@pytest.mark.parametrize("hindrance", ["eyes_shut", "withdrawn", "elsewhere", "blind", "asleep"])
def test_HOM_8_flowers_gladden_only_whoever_takes_them_in(hindrance: str) -> None:
    """Not with the eyes shut, or put out, not asleep or in withdrawal, and not away from the bed."""
    play = sickbed(CUT.format(site="face", depth=95, ache=0) if hindrance == "blind" else "")
    if hindrance == "elsewhere":
        play.put("person.place", "Aki", play.thing("clinic"))
    elif hindrance == "asleep":
        play.choose("person.mind", "Aki", "asleep")
        play.put("person.tiredness", "Aki", 0.95)
    elif hindrance != "blind":
        play.put(f"person.{hindrance}", "Aki", 1)
    play.live(0)
    play.counts()
    assert play.act("flowers are left", p="Ren", patient="Aki")
    assert flowers(play) == 1
    assert play.count("sees the flowers") == 0


def test_HOM_8_nothing_is_taken_in_through_a_fog() -> None:
    """What is brought waits until the mind has cleared."""
    play = sickbed()
    assert holds(play, "takes_in(p)", p="Aki")
    play.put("person.befogged", "Aki", 1)
    assert not holds(play, "takes_in(p)", p="Aki")


def test_HOM_8_what_is_known_of_his_love_is_not_made_less_by_flowers() -> None:
    """They say that one is liked, and nothing to somebody who knows more."""
    play = sickbed()
    assert play.act("think better of", p="Ren", other="Aki")
    assert play.value("belief(a, care(b, a))", a="Aki", b="Ren") == pytest.approx(0.9)
    visits(play, "Ren")
    assert play.value("belief(a, care(b, a))", a="Aki", b="Ren") == pytest.approx(0.9)


def test_HOM_8_whose_flowers_stand_brings_something_to_eat() -> None:
    """But not every time; it is eaten at once, and gladdens; what finds him asleep waits for him."""
    play = sickbed()
    visits(play, "Ren")
    play.live(HOUR)
    assert "food is left" not in visits(play, "Ren")
    play.live(7 * DAY)
    play.choose("person.situation", "Ren", "home")
    for attr, name in (("tiredness", "Ren"), ("tiredness", "Aki")):
        play.put(f"person.{attr}", name, 0.1)
    for name in ("Ren", "Aki"):
        play.choose("person.mind", name, "awake")
    play.put("person.pain", "Aki", 0.7)
    play.put("closeness", "Aki", 0.2, "Ren")
    until_ten(play)
    play.put("person.pain", "Aki", 0.7)
    assert play.act("food is left", p="Ren", patient="Aki")
    play.counts()
    assert flowers(play) == 1, "food is no flowers"
    play.put("person.joy", "Aki", 0.2)
    before = play.bond("closeness", "Aki", "Ren")
    play.choose("person.mind", "Aki", "asleep")
    play.put("person.pain", "Aki", 0)
    play.live(0)
    assert play.count("eats what was brought") == 0
    play.choose("person.mind", "Aki", "awake")
    play.live(0)
    assert play.count("eats what was brought") == 1
    assert float(play.get("person.joy", "Aki")) == pytest.approx(0.28)
    assert play.bond("closeness", "Aki", "Ren") == pytest.approx(before + 0.02)
    assert len(play.all("gift")) == 1


@pytest.mark.parametrize(("span", "left"), [("10 days", 1), ("2 days", 0)])
def test_HOM_8_flowers_wilt_and_nothing_stays_when_he_goes_home(span: str, left: int) -> None:
    """After some days, so that the same visitor brings new ones; at once where the bed is his no more."""
    play = sickbed(flowers_stand=span)
    visits(play, "Ren")
    play.live(3 * DAY)
    assert flowers(play) == left
    assert play.refused("flowers are left", p="Ren", patient="Aki") == ("none of his there" if left else "")
    play.put("person.bed", "Aki", 0)
    play.live(0)
    assert not play.all("gift")
    assert play.refused("flowers are left", p="Ren", patient="Aki") == "still lies there"
    assert play.refused("food is left", p="Ren", patient="Aki") == "still lies there"


@pytest.mark.parametrize("share", [0.0, 0.2])
def test_HOM_8_how_much_gifts_gladden_is_a_matter_of_parameters(share: float) -> None:
    """Flowers, and what is eaten, and how near that brings the giver; how often the same visitor brings something."""
    text = f"{100 * share:.0f} %"
    play = sickbed(flowers_gladden=text, treat_gladdens=text, treat_endears=text, treats_every="2 h")
    play.put("closeness", "Aki", 0.1, "Ren")
    play.put("person.joy", "Aki", 0.2)
    assert play.act("flowers are left", p="Ren", patient="Aki")
    assert float(play.get("person.joy", "Aki")) == pytest.approx(0.2 + share)
    assert play.refused("food is left", p="Ren", patient="Aki") == "not lately"
    play.live(3 * HOUR)
    play.put("person.joy", "Aki", 0.2)
    near = play.bond("closeness", "Aki", "Ren")
    assert play.act("food is left", p="Ren", patient="Aki")
    assert float(play.get("person.joy", "Aki")) == pytest.approx(0.2 + share)
    assert play.bond("closeness", "Aki", "Ren") == pytest.approx(near + share)


def test_HOM_8_a_sore_throat_is_a_weak_voice_until_water_is_poured() -> None:
    """Whoever has lain unconscious or has screamed is hoarse; water helps, a nurse pours it or a visitor."""
    for cause in ("faint", "scream"):
        play = sickbed()
        if cause == "faint":
            play.choose("person.mind", "Aki", "unconscious")
            play.put("person.steadiness", "Aki", 0.1)
        else:
            play.put("person.panicked_at", "Aki", play.machine.now)
            play.put("person.panic", "Aki", 1)
        play.live(0)
        assert holds(play, "hoarse(p)", p="Aki")
        play.put("person.steadiness", "Aki", 1)
        play.choose("person.mind", "Aki", "awake")
        play.put("person.panic", "Aki", 0)
        play.live(0)
        assert play.value("speech(p)", p="Aki") == pytest.approx(0.6)
        play.put("person.place", "Nao", play.thing("sickroom"))
        play.choose("person.situation", "Nao", "work")
        assert play.urge("pour water", p="Nao", patient="Aki") == pytest.approx(1.6)
        play.put("person.stress", "Aki", 0.5)
        other = play.again(2)
        assert play.act("pour water", p="Nao", patient="Aki")
        assert play.value("speech(p)", p="Aki") == 1
        assert float(play.get("person.stress", "Aki")) == pytest.approx(0.45, abs=0.004)
        assert play.refused("pour water", p="Nao", patient="Aki") == "sore"
        visits(other, "Ren")
        assert not holds(other, "hoarse(p)", p="Aki")
    play = sickbed(hoarse_voice="100 %")
    play.choose("person.mind", "Aki", "unconscious")
    play.put("person.steadiness", "Aki", 0.1)
    play.live(0)
    play.put("person.place", "Nao", play.thing("sickroom"))
    assert play.refused("pour water", p="Nao", patient="Aki") == "awake"
    play.choose("person.mind", "Aki", "awake")
    assert play.value("speech(p)", p="Aki") == 1
    play.put("person.bed", "Aki", 0)
    play.live(0)
    assert not holds(play, "hoarse(p)", p="Aki"), "it is better once he is up again"


def test_HOM_8_nobody_is_hoarse_from_fainting_in_the_street() -> None:
    """Only who lies long; nor from being awake in a bed."""
    play = sickbed()
    assert not holds(play, "hoarse(p)", p="Aki")
    play.choose("person.mind", "Sei", "unconscious")
    play.put("person.steadiness", "Sei", 0.1)
    play.live(0)
    assert not holds(play, "hoarse(p)", p="Sei")


def passed(play: Play, name: str, outcome: str) -> bool:
    """Whether that visitor may pass the time so."""
    return play.act("passes the time at the bed", outcome=outcome, p=name, patient="Aki")


def test_HOM_8_a_visitor_holds_the_hand_or_plays_cards() -> None:
    """Hands are for those who are dear, cards for those who are awake and clear; nothing is left for others."""
    play = sickbed()
    for attr in ("stress", "joy"):
        play.put(f"person.{attr}", "Ren", 0.5)
    other = play.again(2)
    assert passed(play, "Ren", "hand")
    assert play.refused("passes the time at the bed", p="Ren", patient="Aki") == "not lately, but for water"
    for name, by in (("Ren", "Aki"), ("Aki", "Ren")):
        touch = 0.2 + 0.8 * float(play.bond("care", name, by))
        assert float(play.get("person.stress", name)) == pytest.approx(0.5 - 0.2 * touch)
        assert touch > 0.6
    play = other
    for name in ("Ren", "Aki"):
        play.put("person.joy", name, 0.3)
    assert passed(play, "Ren", "cards")
    for name in ("Ren", "Aki"):
        assert float(play.get("person.joy", name)) == pytest.approx(0.4)
    assert play.refused("play cards", p="Aki", patient="Ren") != ""
    hits = dict.fromkeys(("hand", "cards"), 0)
    for seed in range(60):
        once = play.again(seed)
        once.put("passed_time_at", "Ren", NEVER, "Aki")
        once.put("person.joy", "Aki", 0.3)
        assert once.act("passes the time at the bed", p="Ren", patient="Aki")
        hits["cards" if float(once.get("person.joy", "Aki")) > 0.35 else "hand"] += 1
    assert 15 <= hits["hand"] <= 45
    play.choose("person.mind", "Aki", "unconscious")
    assert play.refused("passes the time at the bed", p="Mio", patient="Aki") == "there is something"
    play.put("passed_time_at", "Ren", NEVER, "Aki")
    assert play.refused("passes the time at the bed", p="Ren", patient="Aki") == ""
    play.put("person.steadiness", "Aki", 0.1)
    play.put("person.stress", "Aki", 0.5)
    assert play.act("passes the time at the bed", p="Ren", patient="Aki")
    assert float(play.get("person.stress", "Aki")) < 0.4, "a held hand reaches the unconscious"


@pytest.mark.parametrize(("attr", "value"), [("befogged", 1), ("withdrawn", 1), ("fever", 0.9), ("pain", 0.5)])
def test_HOM_8_a_game_takes_a_clear_head(attr: str, value: float) -> None:
    """Nobody in a fog, in withdrawal, in a high fever or in pain plays; a stranger then has nothing to do there."""
    play = sickbed()
    assert play.refused("passes the time at the bed", p="Mio", patient="Aki") == ""
    play.put(f"person.{attr}", "Aki", value)
    assert play.refused("passes the time at the bed", p="Mio", patient="Aki") == "there is something"


def roommates(wound: str = "", **changed: str) -> Play:
    """Mio sits with Aki in the sickroom and has all day."""
    play = sickbed(wound, **changed)
    play.put("person.place", "Mio", play.thing("sickroom"))
    play.choose("person.situation", "Mio", "hospital")
    for name in ("Aki", "Mio"):
        play.put("person.loneliness", name, 0.5)
        play.put("person.joy", name, 0.2)
    return play


def test_HOM_8_whoever_sits_there_plays_cards_of_himself() -> None:
    """It gladdens both and brings them nearer; not again on the same day, not in a quarrel, and not in pain."""
    play = roommates()
    assert play.urge("play cards", p="Mio", patient="Aki") == pytest.approx(0.85)
    near = {a: play.bond("closeness", a, b) for a, b in (("Aki", "Mio"), ("Mio", "Aki"))}
    assert play.act("play cards", p="Mio", patient="Aki")
    for a, b in (("Aki", "Mio"), ("Mio", "Aki")):
        assert float(play.get("person.joy", a)) == pytest.approx(0.3, abs=0.01)
        assert float(play.get("person.loneliness", a)) == pytest.approx(0.41, abs=0.01)
        assert play.bond("closeness", a, b) == pytest.approx(near[a] + 0.02, abs=0.001)
    assert play.refused("play cards", p="Mio", patient="Aki") == "not again so soon"
    play.live(MINUTE)
    for attr, value, why in (("pain", 0.5, "up to it himself"), ("befogged", 1, "up to it himself")):
        play = roommates()
        play.put(f"person.{attr}", "Mio", value)
        assert play.refused("play cards", p="Mio", patient="Aki") == why
    play = roommates()
    play.put("grudge", "Mio", 0.9, "Aki")
    assert play.refused("play cards", p="Mio", patient="Aki") == "no deep grudge"
    play = roommates()
    play.put("person.befogged", "Aki", 1)
    assert play.refused("play cards", p="Mio", patient="Aki") == "clear enough for it"
    play = roommates()
    play.put("person.bed", "Aki", 0)
    assert play.refused("play cards", p="Mio", patient="Aki") == "in a sickbed"
    play = roommates()
    play.choose("person.situation", "Mio", "work")
    assert play.refused("play cards", p="Mio", patient="Aki") == "has the time"
    play = roommates(CUT.format(site="leg", depth=30, ache=60))
    play.put("person.pain", "Aki", 0.6)
    began = play.machine.now
    play.act("play cards", p="Mio", patient="Aki")
    assert play.machine.now - began == 2 * MINUTE
    assert float(play.get("person.joy", "Aki")) == pytest.approx(0.2, abs=0.01), "it hurts too much"
    assert play.refused("play cards", p="Mio", patient="Aki") == "not again so soon"


@pytest.mark.parametrize("hours", [1, 3])
def test_HOM_8_nobody_deals_cards_to_one_who_has_just_waved_them_off(hours: int) -> None:
    """Whoever comes next sees that it hurts too much, for some hours."""
    play = roommates(deals_again_after=f"{hours} h")
    play.put("person.pain", "Aki", 0.6)
    play.act("play cards", p="Mio", patient="Aki")
    play.put("played_at", "Mio", NEVER, "Aki")
    play.put("person.pain", "Aki", 0.0)
    for minutes, why in ((0, "not just waved off"), (hours * 60 - 5, "not just waved off"), (10, "")):
        play.live(minutes * MINUTE)
        assert play.refused("play cards", p="Mio", patient="Aki") == why


def test_HOM_8_what_a_game_and_a_hand_give_is_a_matter_of_parameters() -> None:
    """As much as the world says, and as often."""
    play = roommates(
        game_amuses="30 %", cards_again="1 h", pastime_again="1 h", water_soothes="20 %",
        touch_calms="40 %", touch_of_a_stranger="100 %",
    )
    assert play.act("play cards", p="Mio", patient="Aki")
    assert float(play.get("person.joy", "Aki")) == pytest.approx(0.5, abs=0.01)
    play.live(2 * HOUR)
    assert play.refused("play cards", p="Mio", patient="Aki") == ""
    play.put("person.stress", "Aki", 0.5)
    assert passed(play, "Ren", "hand")
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.1)
    play.put("person.stress", "Aki", 0.5)
    assert not passed(play, "Ren", "hand")
    play.put("person.hoarse", "Aki", 1)
    assert passed(play, "Ren", "water")
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.3)
    assert play.refused("pour water", p="Mio", patient="Aki") == "sore"
    play.live(2 * HOUR)
    assert play.refused("passes the time at the bed", p="Ren", patient="Aki") == "", "an hour is long enough there"


@pytest.mark.parametrize(("share", "words"), [(0.1, "10 %"), (0.3, "30 %")])
def test_HOM_8_whoever_stays_the_night_sleeps_beside_the_bed(share: float, words: str) -> None:
    """In the chair: he does not lie down; the patient is calmer for it and feels nearer to him."""
    play = sickbed(sleep_beside=words)
    for name, value in (("place", "sickroom"), ("staying_with", "Aki")):
        play.put(f"person.{name}", "Ren", play.thing(value))
    play.choose("person.situation", "Ren", "hospital")
    play.put("person.tiredness", "Ren", 0.8)
    near = play.bond("closeness", "Aki", "Ren")
    play.counts()
    assert play.act("go to sleep", p="Ren")
    assert play.count("sleeps at the bed") == 1
    assert not play.get("person.lying", "Ren")
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.5 - share)
    assert play.bond("closeness", "Aki", "Ren") == pytest.approx(near + share)
    play = sickbed()
    play.put("person.place", "Mio", play.thing("sickroom"))
    play.choose("person.mind", "Mio", "asleep")
    play.live(0)
    assert play.count("sleeps at the bed") == 0, "not whoever only lies there, too"


def test_HOM_8_a_village_brings_flowers_and_pours_water() -> None:
    """Nobody has to be told: within two days they have come, and somebody has thought of his throat."""
    play = sickbed(CUT.format(site="back", depth=50, ache=5))
    play.put("person.hoarse", "Aki", 1)
    play.choose("person.situation", "Nao", "work")
    play.put("person.went_to_work_at", "Nao", play.machine.now)
    play.counts()
    play.machine.autonomy = True
    play.live(2 * DAY)
    found = play.counts()
    assert found["flowers are left"] >= 2
    assert found["sees the flowers"] >= 1
    assert not holds(play, "hoarse(p)", p="Aki")


def test_HOM_8_a_nurse_and_a_companion_do_it_of_themselves() -> None:
    """Water by whoever is on the ward, and cards with whoever sits there."""
    play = roommates(CUT.format(site="back", depth=50, ache=5))
    play.put("person.hoarse", "Aki", 1)
    play.choose("person.situation", "Nao", "work")
    play.put("person.place", "Nao", play.thing("sickroom"))
    play.put("person.went_to_work_at", "Nao", play.machine.now)
    for name in ("Ren", "Sei"):
        play.choose("person.situation", name, "away")
    play.counts()
    play.machine.autonomy = True
    play.live(4 * HOUR)
    found = play.counts()
    assert found["pour water"] >= 1
    assert found["play cards"] >= 1


def test_HOM_8_the_wards_board_counts_the_flowers() -> None:
    """The number of well-wishers can be read off."""
    assert "flowers" in str(sickbed().world.boards["ward"])
