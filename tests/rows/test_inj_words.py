"""INJ-3 and INJ-4: what healers say against what comes, and what all their arts together cannot do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import sqrt
from random import Random
from typing import NamedTuple

import pytest

from .sickbeds import STUMP, WEEK, alive, days_old
from .support import DAY, NEVER, Play
from .wards import admit, until_ten, ward

BODY = """
a: site: chest, sort: stab, cause: blade, depth: 30 %, bandaged: yes
b: site: head, sort: cut, cause: blade, depth: 10 %, bandaged: yes
c: site: belly, sort: stab, cause: blade, depth: 10 %, bandaged: yes
d: site: leg, sort: bone, depth: 40 %, open: no
e: site: arm, sort: cut, cause: blade, depth: 50 %, bandaged: yes
"""


class Case(NamedTuple):
    """What was said of somebody brought in, and what came."""

    word: str
    chances: float
    lives: bool
    about: bool
    impaired: bool


def brought_in(luck: Random, seed: int, base: Play) -> Case:
    """Somebody hurt at random, what the healer says of him, and what comes."""
    play = base.again(seed)
    for name in ("a", "b", "c"):
        play.put("wound.depth", name, luck.choice((0.05, 0.2, 0.45, 0.65, 0.9, 0.9)))
    play.put("wound.patient", "d", play.thing("Aki") if luck.random() < 0.5 else 0)
    play.put("wound.patient", "e", play.thing("Aki") if luck.random() < 0.4 else 0)
    blood = luck.uniform(2800.0, 5000.0)
    play.put("person.blood", "Aki", blood)
    play.choose("person.mind", "Aki", "unconscious" if blood < 3300 else "awake")
    assert admit(play)
    chances = float(play.get("person.chances", "Aki"))
    assert play.act("examine", healer="Nao", patient="Aki")
    held = play.machine.held(play.thing("Nao"), "person.outlook", [play.thing("Aki")])
    assert held.status == "known"
    assert not play.get("person.crisis_over", "Aki"), "said before it is decided"
    play.live(3 * DAY)
    lives = alive(play)
    if lives and play.value("count(w in wounds(p) where crippling(w) or on_leg(w))", p="Aki"):
        play.live(4 * WEEK)
    word, about = play.value_word("person.outlook", held.value), play.value("lame_legs(p)", p="Aki") == 0
    return Case(word, chances, lives, about, bool(play.get("person.impaired", "Aki")))


@cache
def cases() -> dict[str, list[Case]]:
    """Some hundred of them by the healer's word."""
    base, luck = ward(BODY), Random(4)
    found: dict[str, list[Case]] = {}
    for seed in range(200):
        case = brought_in(luck, seed, base)
        found.setdefault(case.word, []).append(case)
    return found


FIVE = ["quick_recovery", "uncertain", "barely_alive", "slow_recovery", "never_the_same"]
"""What is said in the stories; and besides there is that nothing can be hoped for any more."""


@pytest.mark.parametrize("word", ["dead_or_dying", *FIVE])
def test_INJ_4_of_each_class_as_many_live_as_was_said(word: str) -> None:
    """Over many cases the survivors of a class are as many as its chances come to, within three standard errors."""
    found = cases()[word]
    expected = sum(case.chances for case in found)
    lived = sum(case.lives for case in found)
    error = sqrt(sum(case.chances * (1 - case.chances) for case in found))
    print(f"{word}: {len(found)} cases, {expected:.1f} ± {error:.1f} expected to live, {lived} do")
    assert len(found) >= 5
    assert abs(lived - expected) <= 3 * error + 0.5


def test_INJ_4_the_classes_are_in_order() -> None:
    """The better the word the more live; slow ones are not about again when quick ones are."""
    shares = {word: sum(case.lives for case in found) / len(found) for word, found in cases().items()}
    assert shares["dead_or_dying"] < shares["barely_alive"] < shares["uncertain"]
    assert shares["uncertain"] < min(shares[word] for word in ("slow_recovery", "quick_recovery", "never_the_same"))
    about = {word: [case.about for case in found if case.lives] for word, found in cases().items()}
    assert all(about["quick_recovery"])
    assert not all(about["slow_recovery"])


def test_INJ_4_of_those_in_question_as_many_stay_impaired_as_is_likely() -> None:
    """Whoever is promised a recovery is what he was; of whom that is not known some are not, by lasting_harm."""
    found = {word: [case.impaired for case in group if case.lives] for word, group in cases().items()}
    assert not any(found["quick_recovery"] + found["slow_recovery"])
    asked, likely = found["never_the_same"], ward().value("lasting_harm")
    assert abs(sum(asked) - likely * len(asked)) <= 3 * sqrt(likely * (1 - likely) * len(asked)) + 0.5
    assert 0 < sum(asked) < len(asked)


def test_INJ_4_whoever_stays_impaired_is_no_full_shinobi_again() -> None:
    """So deep a wound of a limb may end a life in the field, however well he gets about; a shallow one never does."""
    said: dict[float, set[bool]] = {}
    for depth in (0.3, 0.5):
        for seed in range(7):
            play = ward("w: site: arm, sort: cut, bandaged: yes, clean: yes, treated: yes", seed=seed)
            play.put("wound.depth", "w", depth)
            play.choose("person.post", "Aki", "guard")
            play.live(5 * WEEK)
            play.put("person.mobility", "Aki", 1)
            play.put("person.slung", "Aki", 0)
            if play.all("wound"):
                continue  # festered, and not healed yet
            fit = bool(play.value("if fit_for_post(p) then 1 else 0", p="Aki"))
            assert fit != bool(play.get("person.impaired", "Aki"))
            assert fit == (play.value("if no_use_in_the_field(p) then 1 else 0", p="Aki") == 0)
            said.setdefault(depth, set()).add(fit)
    assert said == {0.3: {True}, 0.5: {True, False}}


DRUGS = """
things:
  venom: {is: substance, hindering: 80 %, lasts: 2000 h}
  a dose of it: {is: dose, patient: Aki, substance: venom}
"""


def bedless(play: Play) -> None:
    """As he is brought in."""
    play.put("person.bed", "Aki", 0)
    for who in ("Aki", "Nao"):
        play.put("person.place", who, play.thing("clinic"))
    play.choose("person.triage", "Aki", "unsorted")


def lifeless(play: Play) -> None:
    """His heart has just stopped."""
    play.put("person.arrest", "Aki", 1)


def poisoned(play: Play) -> None:
    """Something is in his blood, and it is known what."""
    play.put("person.poison", "Aki", play.thing("venom"))
    play.machine.set_belief(play.thing("Nao"), "person.poison", [play.thing("Aki")], "known", play.thing("venom"))


def bare(play: Play) -> None:
    """Nobody has dressed it."""
    play.put("wound.bandaged", "stump", 0)


def at_ten(play: Play) -> None:
    """In the morning, some days later, awake."""
    until_ten(days_old(play))
    play.choose("person.mind", "Aki", "awake")


def rounds(play: Play) -> None:
    """The nurse stands in the hall."""
    play.put("person.place", "Nao", play.thing("clinic"))
    play.put("person.worked_at", "Nao", NEVER)


PREPARED: dict[str, Callable[[Play], None]] = {
    "admit": bedless, "sort the wounded": bedless, "press the chest": lifeless, "give the antidote": poisoned,
    "bandage": bare, "give therapy": at_ten, "do the rounds": rounds, "take on for therapy": at_ten,
}
OF_OTHERS = {"show a remedy"}
"""Done to whoever sits at the bed, not to the patient."""


def test_INJ_3_nothing_that_a_healer_does_regrows_a_limb() -> None:
    """Each action of healers that the packs declare is done to somebody who has lost a leg, and it stays lost."""
    base = ward(STUMP, DRUGS)
    rules = {
        rule.name: [role.name for role in rule.roles]
        for key, rule in base.world.rules.items()
        if key.startswith("action/") and rule.roles and rule.roles[0].name in ("healer", "helper", "therapist")
        and (rule.name in PREPARED or any(r.name == "patient" or r.kind in ("wound", "dose") for r in rule.roles))
    }
    fillings = {"healer": "Nao", "helper": "Nao", "therapist": "Nao", "patient": "Aki", "p": "Aki", "w": "stump",
                "d": "a dose of it", "room": "sickroom"}
    assert len(rules) > 10
    done = set()
    for name in set(rules) - OF_OTHERS:
        play = base.again(3)
        play.put("person.panic", "Aki", 0)
        play.put("person.place", "Nao", play.thing("sickroom"))
        play.put("person.medicine", "Nao", 0.9)
        PREPARED.get(name, lambda _: None)(play)
        roles = {role: fillings[role] for role in rules[name] if role in fillings}
        assert play.act(name, **roles), (name, play.refused(name, **roles))
        done.add(name)
        for attr in ("arrest", "failing"):
            play.put(f"person.{attr}", "Aki", 0)
        play.put("person.life", "Aki", 1)
        play.live(30 * WEEK)
        assert play.value("losses(p)", p="Aki") == 1, name
        assert play.get("person.mobility_limit", "Aki") < 1, name
    assert {"see to", "examine", "operate on", "bandage", "admit", "give a painkiller"} <= done
