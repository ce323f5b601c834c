"""TEC-14 and TEC-16: sealed doors, and notes that burn."""

from __future__ import annotations

import pytest

from .leaf import leaf_with, parameters
from .support import DAY, HOUR, MINUTE, Play, shipped

KAKASHI, IRUKA, NARUTO, TSUNADE = "Hatake Kakashi", "Umino Iruka", "Uzumaki Naruto", "Tsunade"
ENEMY, CLERK, SEAL, FLAT = "the Puppeteer", "Hagane Kotetsu", "Iruka's seal", "Iruka's flat"
CHAKRA = "person.chakra"


def go(play: Play, place: str, situation: str, *people: str) -> None:
    """Puts people into one place and situation."""
    for who in people:
        play.put("person.place", who, play.thing(place))
        play.choose("person.situation", who, situation)


def test_TEC_14_who_was_shown_the_signs_comes_in() -> None:
    """Two are shown them and enter freely; a third is refused every way in, until the owner asks her in."""
    play = Play(shipped("leaf"))
    go(play, FLAT, "home", IRUKA, KAKASHI, NARUTO)
    for who in (KAKASHI, NARUTO):
        had = float(play.get(CHAKRA, IRUKA))
        assert play.act("show how to open", host=IRUKA, p=who)
        assert play.bond("may_enter", who, FLAT)
        assert play.get(CHAKRA, IRUKA) < had
    go(play, "academy", "leisure", KAKASHI, NARUTO, TSUNADE, IRUKA)
    for who in (KAKASHI, NARUTO):
        assert play.refused("walk to", p=who, to=FLAT) == ""
        assert play.act("let oneself in", p=who, s=SEAL)
        assert play.get("person.place", who) == play.thing(FLAT)
    for rule in ("walk to", "hurry to", "run to"):
        assert play.refused(rule, p=TSUNADE, to=FLAT) == "may go in"
    assert play.refused("let oneself in", p=TSUNADE, s=SEAL) == "knows the signs"
    go(play, FLAT, "home", IRUKA)
    play.put("person.at_door", TSUNADE, play.thing(FLAT))
    assert play.refused("ask in", host=IRUKA, p=TSUNADE) == "waits there still"
    play.put("person.place", TSUNADE, play.thing("Iruka's street"))
    assert play.act("ask in", host=IRUKA, p=TSUNADE)
    assert play.get("person.place", TSUNADE) == play.thing(FLAT)


def test_TEC_14_on_crutches_or_on_anothers_back_the_same_door() -> None:
    """Crutches open no seal; whoever carries the owner is let in with him."""
    play = Play(shipped("leaf"))
    go(play, "academy", "leisure", TSUNADE, IRUKA)
    play.put("person.aid", TSUNADE, 3)
    play.put("person.mobility", TSUNADE, 0.6)
    assert play.refused("climb to", p=TSUNADE, to=FLAT) == "may go in"
    play.put("person.aid", TSUNADE, 0)
    play.put("person.mobility", TSUNADE, 1)
    play.put("person.carried_by", NARUTO, play.thing(TSUNADE))
    assert play.refused("carry to", p=TSUNADE, to=FLAT) == "may go in"
    play.put("person.carried_by", IRUKA, play.thing(TSUNADE))
    assert play.refused("carry to", p=TSUNADE, to=FLAT) == ""


def signs(aid: str, slung: bool = False) -> tuple[float, float]:
    """Time and chakra that the owner's own door takes him, the walk included."""
    play = Play(shipped("leaf"))
    go(play, "academy", "leisure", IRUKA)
    play.choose("person.aid", IRUKA, aid)
    play.put("person.slung", IRUKA, int(slung))
    began, had = play.machine.now, float(play.get(CHAKRA, IRUKA))
    assert play.act("let oneself in", p=IRUKA, s=SEAL)
    return play.machine.now - began, had - float(play.get(CHAKRA, IRUKA))


def test_TEC_14_full_hands_make_the_signs_slow_and_dear() -> None:
    """Free hands, one crutch or a sling, two crutches: each takes longer and more."""
    free, sling, one, two = signs("no_aid"), signs("no_aid", True), signs("one_crutch"), signs("two_crutches")
    assert free[0] < one[0] == sling[0] < two[0]
    assert free[1] < one[1] == pytest.approx(sling[1], abs=0.1)
    assert one[1] < two[1]


def test_TEC_14_going_home_with_full_hands_costs_the_owner() -> None:
    """Of itself, at each homecoming; nothing with free hands, or at a door without a seal."""
    cost = {}
    for slung in (0, 1):
        for who in (IRUKA, NARUTO):
            play = Play(shipped("leaf"))
            go(play, "market", "leisure", who)
            play.live(2 * HOUR)
            play.put("person.slung", who, slung)
            assert play.act("go home", p=who)
            cost[slung, who] = play.count("signs with full hands")
    assert cost == {(0, IRUKA): 0, (0, NARUTO): 0, (1, IRUKA): 1, (1, NARUTO): 0}


@pytest.mark.parametrize(("strength", "inside"), [("0 %", False), ("100 %", True)])
def test_TEC_14_an_enemy_who_forces_it_is_wounded(strength: str, inside: bool) -> None:
    """Of himself, and in vain unless the seal is weak; friends and those who know the signs do not try."""
    play = Play(leaf_with(parameters(seal_broken=strength)), 3)
    go(play, "academy", "danger", ENEMY)
    go(play, "classroom", "danger", TSUNADE)
    play.put("person.skill", ENEMY, 1)
    play.machine.autonomy = True
    play.live(5 * MINUTE)
    hurt = {int(play.get("wound.patient", w)) for w in play.all("wound") if play.word("wound.site", w) == "hand"}
    assert hurt == {play.thing(ENEMY)}
    sealed = [play.thing(FLAT), play.thing("Kakashi's flat")]
    assert (play.get("person.place", ENEMY) in sealed) == inside


def thrown_back(name: str, **values: str) -> int:
    """Of twelve enemies who force Iruka's or Kakashi's door how many die of it within two days, untended."""
    begun = Play(leaf_with(parameters(seal_broken="0 %", **values)), 3)
    go(begun, "academy", "danger", ENEMY)
    died = 0
    for seed in range(1, 13):
        play = begun.again(seed)
        assert play.act("force the door", p=ENEMY, s=name)
        assert play.get("person.place", ENEMY) == play.thing("academy")
        play.live(2 * DAY)
        died += not play.get("person.alive", ENEMY)
    return died


def test_TEC_14_the_traps_of_a_door_can_kill() -> None:
    """Some die of what it tears in them, and more of the better seal; none where it does not bleed."""
    iruka, kakashi = thrown_back(SEAL), thrown_back("Kakashi's seal")
    assert 1 <= iruka < 12
    assert iruka <= kakashi
    assert thrown_back(SEAL, seal_bleeding="0 %") == 0


@pytest.mark.parametrize("why", ["", "calm", "no grudge", "not at home", "shown", "fear", "chained"])
def test_TEC_14_whoever_is_beside_himself_sets_off_the_traps(why: str) -> None:
    """In his anger at who is behind it, or his fear for him, he does not wait to be asked in; in cold blood he does."""
    play = Play(shipped("leaf"), 3)
    play.live(34 * HOUR)
    go(play, FLAT if why != "not at home" else "market", "home", IRUKA)
    go(play, "Iruka's street", "leisure", NARUTO)
    for who in (IRUKA, NARUTO):
        play.choose("person.mind", who, "awake")
    play.put("grudge", NARUTO, 0 if why in ("no grudge", "fear") else 0.9, IRUKA)
    play.put("care", NARUTO, 0.95, IRUKA)
    play.put("may_enter", NARUTO, int(why == "shown"), FLAT)
    play.put("person.chained", NARUTO, int(why == "chained"))
    if why == "fear":
        value = play.words("person.outlook").index("uncertain")
        play.machine.set_belief(play.thing(NARUTO), "person.outlook", [play.thing(IRUKA)], "known", value)
    play.live(0)
    play.machine.autonomy = True
    play.put("person.stress", NARUTO, 0.2 if why == "calm" else 0.85)
    refused = {"calm": "reason enough", "no grudge": "reason enough", "not at home": "reason enough",
               "shown": "not his to open", "chained": "not in chains"}.get(why, "")
    assert play.refused("force the door", p=NARUTO, s=SEAL) == refused
    play.live(10 * MINUTE)
    burnt = {int(play.get("wound.patient", w)) for w in play.all("wound") if play.word("wound.site", w) == "hand"}
    if why != "chained":  # He may break his chains.
        assert (play.thing(NARUTO) in burnt) == (not refused)


def at_home(fond: bool = True, shown: bool = False) -> Play:
    """Iruka, off duty at home, and Kakashi, who has time; an evening goes by."""
    play = Play(shipped("leaf"), 3)
    go(play, FLAT, "home", IRUKA)
    go(play, FLAT if not shown else "market", "leisure", KAKASHI)
    play.live(38.5 * HOUR)
    play.put("person.grounded", IRUKA, 1)
    play.put("care", IRUKA, 0.9 if fond else 0.3, KAKASHI)
    play.put("trust", IRUKA, 0.3, KAKASHI)
    play.put("care", KAKASHI, 0.9, IRUKA)
    play.put("may_enter", KAKASHI, int(shown), FLAT)
    for who in (IRUKA, KAKASHI):
        play.put("person.hunger", who, 0)
        play.put("person.tiredness", who, 0.2)
        play.choose("person.mind", who, "awake")
        play.put("person.lying", who, 0)
    play.machine.autonomy = True
    play.live(3 * HOUR)
    return play


def test_TEC_14_people_show_the_signs_and_use_them_of_themselves() -> None:
    """To somebody one is fond of; who knows them looks in on somebody who may not go out."""
    assert at_home().bond("may_enter", KAKASHI, FLAT)
    assert not at_home(fond=False).bond("may_enter", KAKASHI, FLAT)
    assert at_home(shown=True).count("let oneself in") >= 1


def test_TEC_14_others_wait() -> None:
    """Whoever looks for the owner and was not shown the signs waits outside, and sees him only if he is there."""
    for home in (True, False):
        play = Play(shipped("leaf"), 3)
        go(play, "market", "leisure", KAKASHI)
        go(play, FLAT if home else "coast", "home", IRUKA)
        play.live(22 * HOUR)
        play.put("person.misses", KAKASHI, play.thing(IRUKA))
        assert play.act("wait at the door", p=KAKASHI, s=SEAL)
        believed = play.machine.held(play.thing(KAKASHI), "person.whereabouts", [play.thing(IRUKA)])
        assert (int(believed.value) == play.thing(FLAT)) == home


# TEC-16


LETTER = f"things:\n  the letter: {{is: papers, matter: dismissal, subject: {IRUKA}, issuer: {TSUNADE}}}\n"


def dismissed(**values: str) -> Play:
    """Kakashi, who has Iruka for his partner, is away; Shizune has read out to Iruka that he is dismissed."""
    play = Play(leaf_with(LETTER + (parameters(**values) if values else "")), 3)
    go(play, "coast", "mission", KAKASHI)
    go(play, "tower office", "work", TSUNADE, CLERK, "Shizune", IRUKA)
    play.live(8 * DAY)
    for who in (TSUNADE, CLERK, "Shizune", IRUKA):
        play.choose("person.mind", who, "awake")
    play.put("person.partner", KAKASHI, play.thing(IRUKA))
    assert play.refused("write a sealed note", p=TSUNADE, reader=KAKASHI, x=IRUKA) == "news of him"
    go(play, "tower office", "work", TSUNADE, "Shizune", IRUKA)
    assert play.act("serve", a="Shizune", f="the letter", p=IRUKA)
    play.live(0)
    return play


def noted(burns: str) -> tuple[Play, int]:
    """Tsunade has written Kakashi a line about Iruka; he is back and has read it."""
    play = dismissed(paper_burns=burns)
    assert play.act("write a sealed note", p=TSUNADE, reader=KAKASHI, x=IRUKA)
    note = play.all("sealed_note")[0]
    go(play, "mission desk", "mission", KAKASHI)
    go(play, "mission desk", "work", CLERK)
    play.choose("person.mind", CLERK, "awake")
    assert play.refused("read a sealed note", p=CLERK, n=note) == "has it"
    assert play.act("hand over a sealed note", clerk=CLERK, n=note, reader=KAKASHI)
    assert not word(play, KAKASHI), "under its seal"
    assert play.act("read a sealed note", p=KAKASHI, n=note)
    return play, note


def word(play: Play, who: str) -> bool:
    """Whether somebody believes that Iruka is dismissed."""
    return bool(play.value(f"belief(p, dismissed({IRUKA}))", p=who))


def test_TEC_16_only_the_addressee_learns_it_and_nothing_is_left() -> None:
    """The content reaches him alone; he is alarmed; there is no paper to be found."""
    play, _ = noted("1")
    assert word(play, KAKASHI)
    assert not word(play, CLERK)
    assert not play.all("sealed_note")
    assert float(play.get("person.stress", KAKASHI)) > 0.5


def test_TEC_16_paper_that_does_not_burn_is_found() -> None:
    """Where it is the reader's act and he does not burn it, the next one to come reads it; burnt, nobody does."""
    play, note = noted("0")
    assert play.act("find a paper", p=CLERK, n=note)
    assert word(play, CLERK)
    play, note = noted("0")
    assert play.refused("burn the paper", p=CLERK, n=note) == "his own"
    assert play.act("burn the paper", p=KAKASHI, n=note)
    assert not play.all("sealed_note")


def test_TEC_16_another_cannot_open_it() -> None:
    """The seal opens to the addressee, whoever has it in his hand."""
    play = Play(leaf_with(f"things:\n  the line: {{is: sealed_note, addressee: {KAKASHI}, subject: {IRUKA}}}"))
    play.put("sealed_note.held_by", "the line", play.thing(CLERK))
    assert play.refused("read a sealed note", p=CLERK, n="the line") == "for him alone"
    play.put("sealed_note.held_by", "the line", play.thing(KAKASHI))
    assert play.refused("read a sealed note", p=KAKASHI, n="the line") == ""


def test_TEC_16_the_same_is_told_once_and_of_nobody_who_has_died() -> None:
    """A post that was lost by dying is no news; a dismissal is news for each reader once, however long he is away."""
    play, _ = noted("1")
    go(play, "coast", "mission", KAKASHI)
    asked = {"p": TSUNADE, "reader": KAKASHI, "x": IRUKA}
    play.live(8 * DAY)
    assert play.refused("write a sealed note", **asked) == "not told already"
    play.put("person.partner", NARUTO, play.thing(IRUKA))
    assert play.refused("write a sealed note", **asked | {"reader": NARUTO}) != "not told already"
    play.put("person.partner", KAKASHI, play.thing(NARUTO))
    go(play, "border forest", "away", NARUTO)
    play.put("person.blood", NARUTO, 0)
    play.live(HOUR)
    assert play.word("person.post", NARUTO) == "no_post"
    assert play.value(f"belief(p, alive({NARUTO}))", p=TSUNADE), "nobody saw it"
    assert play.refused("write a sealed note", **asked | {"x": NARUTO}) == "news of him"


def prospects(days: float = 0, **values: str) -> Play:
    """Kakashi is away; Tsunade has known for so many days that it is uncertain whether Iruka lives."""
    play = Play(leaf_with(parameters(**values)) if values else shipped("leaf"), 3)
    play.live(8 * DAY)
    go(play, "coast", "mission", KAKASHI)
    play.put("person.partner", KAKASHI, play.thing(IRUKA))
    doubt(play)
    play.live(days * DAY)
    go(play, "hospital", "work", TSUNADE)
    play.choose("person.mind", TSUNADE, "awake")
    return play


def doubt(play: Play, how: str = "uncertain") -> None:
    """She learns that it is uncertain, or otherwise."""
    value = play.words("person.outlook").index(how)
    play.machine.set_belief(play.thing(TSUNADE), "person.outlook", [play.thing(IRUKA)], "known", value)


def test_TEC_16_what_she_wrote_of_his_chances_he_believes() -> None:
    """The reader holds what she held when she wrote it, and fears for him as others do."""
    play = prospects()
    assert play.act("write a sealed note", p=TSUNADE, reader=KAKASHI, x=IRUKA)
    go(play, "mission desk", "mission", KAKASHI)
    go(play, "mission desk", "work", CLERK)
    for who in (CLERK, KAKASHI):
        play.choose("person.mind", who, "awake")
    assert not play.value(f"at_risk(p, {IRUKA})", p=KAKASHI)
    assert play.act("hand over a sealed note", clerk=CLERK, n=play.all("sealed_note")[0], reader=KAKASHI)
    assert play.act("read a sealed note", p=KAKASHI, n=play.all("sealed_note")[0])
    assert play.value(f"at_risk(p, {IRUKA})", p=KAKASHI)


def test_TEC_16_what_is_stale_or_was_told_is_no_news() -> None:
    """Known for too long it is not written; learnt again it is written again only if that is long after."""
    asked = {"p": TSUNADE, "reader": KAKASHI, "x": IRUKA}
    found = {fresh: prospects(12, news_fresh=fresh).refused("write a sealed note", **asked)
             for fresh in ("10 days", "20 days")}
    assert found == {"10 days": "news of him", "20 days": ""}
    for old, why in (("200 days", "not told already"), ("2 days", "")):
        play = prospects(news_old=old)
        assert play.act("write a sealed note", **asked)
        play.live(5 * DAY)
        play.choose("person.mind", TSUNADE, "awake")
        go(play, "hospital", "work", TSUNADE)
        doubt(play, "slow_recovery")
        assert play.refused("write a sealed note", **asked) == "", "other news"
        doubt(play)
        assert play.refused("write a sealed note", **asked) == why


def told(news: str, away: bool = True, dear: bool = True) -> tuple[int, str]:
    """How many notes the leader writes of herself about a man hurt, with such an outlook, and what they say."""
    play = Play(shipped("leaf"), 3)
    play.live(8 * DAY)
    go(play, "coast" if away else "hospital", "mission", KAKASHI)
    go(play, "hospital", "work", TSUNADE)
    play.choose("person.mind", TSUNADE, "awake")
    play.put("person.tiredness", TSUNADE, 0.2)
    play.put("person.hunger", TSUNADE, 0)
    if dear:
        play.put("person.partner", KAKASHI, play.thing(IRUKA))
    if news:
        play.put("person.partner", IRUKA, play.thing(KAKASHI))
        value = play.words("person.outlook").index(news)
        play.machine.set_belief(play.thing(TSUNADE), "person.outlook", [play.thing(IRUKA)], "known", value)
    play.machine.autonomy = True
    play.live(5 * HOUR)
    mine = [n for n in play.all("sealed_note") if play.get("sealed_note.addressee", n) == play.thing(KAKASHI)]
    return len(mine), play.word("sealed_note.news", mine[0]) if mine else ""


def test_TEC_16_the_leader_writes_of_herself() -> None:
    """To somebody away, about one dear to him of whom there is news; else she does not."""
    assert told("uncertain") == (1, "dying")
    assert told("slow_recovery") == (1, "hurt")
    assert told("")[0] == told("uncertain", away=False)[0] == told("uncertain", dear=False)[0] == 0
