"""INJ-1 to INJ-6: wounds, what can be said of them, and what cannot be mended."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.rows.support import DAY, HOUR, MINUTE, Play
from tests.rows.wards import admit, until_ten, ward

from .sickbeds import STUMP, WEEK, alive, rung


def test_INJ_1_wounds_are_local_and_itemised() -> None:
    """Every wound names its place, cause and author, and so does the scar by which it is known a year later."""
    made = [
        ("back", "stab", "thrown_blade", "Sei"),
        ("shoulder", "stab", "blade", "Ren"),
        ("arm", "cut", "blade", "Ren"),
        ("back", "lash", "whip", "Sei"),
        ("hand", "cut", "accident", ""),
        ("chest", "bruise", "fall", ""),
    ]
    lines = [
        f"w{i}: site: {site}, sort: {sort}, cause: {cause}, depth: {20 + i} %"
        + (f", author: {author}" if author else "")
        for i, (site, sort, cause, author) in enumerate(made)
    ]
    play = ward("\n".join(lines))
    for i, (site, _, cause, author) in enumerate(made):
        assert play.word("wound.site", f"w{i}") == site
        assert play.word("wound.cause", f"w{i}") == cause
        assert int(play.get("wound.author", f"w{i}")) == (play.thing(author) if author else 0)
    assert admit(play)
    play.live(52 * WEEK)
    assert play.all("wound") == []
    found = {
        (*(play.word(f"scar.{what}", s) for what in ("mark", "look", "made_by")), int(play.get("scar.left_by", s)))
        for s in play.all("scar")
    }
    marks = {(a, b, c, play.thing(d) if d else 0) for a, b, c, d in made if b != "bruise"}
    assert found == marks, "each but the bruise has left a scar that tells who did it and with what"


def test_INJ_2_time_to_hospital_decides() -> None:
    """The later the casualty comes in, the smaller the chances and the fewer live; after three days' march, nobody."""
    delays = [3_000, 5 * MINUTE, 15 * MINUTE, 25 * MINUTE, 40 * MINUTE, 80 * MINUTE, 6 * HOUR, 3 * DAY]
    seeds = range(14)
    lived, chances = [], []
    for delay in delays:
        survivors, given = 0, 0.0
        for seed in seeds:
            play = ward(STUMP + ", bleeding: 60 ml/min", seed=seed)
            play.put("person.bed", "Aki", 0)
            play.live(delay)
            if alive(play):
                admitted = admit(play)
                assert admitted or not alive(play)
                given = play.get("person.chances", "Aki") if admitted else 0.0
                play.live(2 * DAY)
            survivors += alive(play)
        lived.append(survivors / len(seeds))
        chances.append(given)
    assert all(a >= b - 1e-9 for a, b in pairwise(chances))
    assert chances[0] - chances[4] > 0.1
    assert lived[0] > 0.7
    play = ward(STUMP + ", bleeding: 250 ml/min")
    play.live(9 * MINUTE + 5_000)
    assert play.get("person.arrest", "Aki")
    assert play.get("person.lying", "Aki")
    assert play.word("person.mind", "Aki") == "unconscious"
    assert play.get("person.steadiness", "Aki") == 0
    play.live(MINUTE)
    assert alive(play), "the heart stands still, and some minutes are left"
    play.live(10 * MINUTE)
    assert not alive(play)
    assert play.word("person.outlook", "Aki") == "dead_or_dying"
    nights = 0
    for seed in seeds:
        play = ward(STUMP, seed=seed)
        assert admit(play)
        play.put("person.chances", "Aki", 0.5)
        play.live(10 * HOUR)
        assert alive(play), "it is not decided at once"
        play.live(DAY)
        nights += alive(play)
    assert 3 <= nights <= 11, "some come in alive and die in the night"
    assert lived[-3:] == [0, 0, 0], "well before three day-marches nobody lives"


def test_INJ_3_irreparable_loss() -> None:
    """No medicine regrows a limb, however long; a broken leg mends; only substitute function is possible."""
    for wound, whole in ((STUMP, False), ("bone: site: leg, sort: bone, depth: 40 %, open: no", True)):
        play = ward(wound)
        assert admit(play)
        play.live(WEEK)
        assert len(play.all("wound")) == 1
        for _ in range(30):
            play.put("person.examined_at", "Aki", play.machine.now - 30 * DAY)
            assert play.act("see to", healer="Nao", patient="Aki")
            assert play.act("examine", healer="Nao", patient="Aki")
            play.live(2 * WEEK)
        assert alive(play)
        assert (play.value("losses(p)", p="Aki") == 0) is whole
        assert (play.value("lame_legs(p)", p="Aki") == 0) is whole
        assert (play.get("person.mobility_limit", "Aki") == 1) is whole
        if not whole:
            assert play.all("wound") == [play.thing("stump")]
            assert play.word("wound.phase", "stump") == "settling"
            assert play.get("wound.ache", "stump") < 0.05, "it heals, and is still gone"
            play.put("person.mobility", "Aki", 0.73)
            for _ in range(4):
                until_ten(play)
                play.choose("person.mind", "Aki", "awake")
                play.act("practise walking", p="Aki")
            assert rung(play, "one_crutch")
            assert not rung(play, "artificial"), "on one leg practice leads to one crutch and no further"
        else:
            assert play.all("wound") == [], "the bone is as it was"


GRAVE = "a: site: chest, sort: stab, cause: blade, depth: 90 %\nb: site: head, sort: cut, cause: blade, depth: 60 %"


@pytest.mark.parametrize(
    ("wounds", "blood", "word", "low", "high"),
    [
        ("a: site: arm, sort: cut, cause: blade, depth: 30 %", 4500, "quick_recovery", 0.95, 1.0),
        ("a: site: chest, sort: stab, cause: blade, depth: 90 %", 2850, "uncertain", 0.6, 0.99),
        (GRAVE, 2850, "barely_alive", 0.05, 0.55),
        ("a: site: arm, sort: cut, cause: blade, depth: 45 %", 4500, "never_the_same", 0.95, 1.0),
        ("a: site: leg, sort: bone, depth: 40 %, open: no", 4500, "slow_recovery", 0.95, 1.0),
        (GRAVE + "\nc: site: belly, sort: stab, cause: blade, depth: 90 %", 2800, "dead_or_dying", 0.0, 0.2),
    ],
)
def test_INJ_4_prognosis_classes(wounds: str, blood: int, word: str, low: float, high: float) -> None:
    """The healer's word comes before the outcome, has a source, and agrees with how many live."""
    words, lived = set(), 0
    seeds = range(30)
    for seed in seeds:
        play = ward(wounds, seed=seed)
        play.put("person.blood", "Aki", float(blood))
        play.choose("person.mind", "Aki", "unconscious" if blood < 3000 else "awake")
        assert admit(play)
        assert play.act("examine", healer="Nao", patient="Aki")
        belief = play.machine.held(play.thing("Nao"), "person.outlook", [play.thing("Aki")])
        assert belief.status == "known"
        assert belief.source > 0, "it was learnt from an examination"
        assert play.get("person.crisis_over", "Aki") == 0, "said before it is decided"
        words.add(play.value_word("person.outlook", belief.value))
        play.live(3 * DAY)
        lived += alive(play)
    assert words == {word}
    assert low <= lived / len(seeds) <= high


def test_INJ_5_improbable_survival() -> None:
    """A few live against the odds; word of that, and not of an ordinary survival, moves even the estranged."""

    def rumour(chances: float, seed: int) -> tuple[bool, bool, float]:
        play = ward("w: site: chest, depth: 60 %", seed=seed)
        play.put("grudge", "Ren", 0.9, "Aki")
        assert admit(play)
        play.put("person.chances", "Aki", chances)
        play.live(14 * HOUR)
        known = play.machine.held(play.thing("Ren"), "person.miracle", [play.thing("Aki")])
        return alive(play), known.status == "known" and bool(known.value), float(play.bond("grudge", "Ren", "Aki"))

    odds = [rumour(0.08, seed) for seed in range(40)]
    lived = [one for one in odds if one[0]]
    assert 1 <= len(lived) <= 10, "tail outcomes exist and stay rare"
    plain = [one for one in (rumour(0.6, seed) for seed in range(12)) if one[0]]
    assert all(heard for _, heard, _ in lived)
    assert not any(heard for _, heard, _ in plain)
    assert not any(heard for living, heard, _ in odds if not living)
    assert max(grudge for _, _, grudge in lived) < min(grudge for _, _, grudge in plain)


VENOM = """
things:
  venom: {{is: substance, hindering: 80 %, lasts: 2000 h}}
  a dose of it: {{is: dose, patient: Aki, substance: venom}}
parameters:
  laboratory_time: {{override: yes, default: {hours} h, range: 1 h..14 days, about: as in this test}}
"""


@pytest.mark.parametrize("hours", [6, 24, 72])
def test_INJ_6_unknown_substance(hours: int) -> None:
    """A test has an owner and a due time; till then nobody knows, nothing helps, and it frightens more than a wound."""

    def begun(poisoned: bool) -> Play:
        play = ward("w: site: arm, depth: 40 %", VENOM.format(hours=hours))
        play.put("person.tests_blood", "Sei", 1)
        if poisoned:
            play.put("dose.given_at", "a dose of it", play.machine.now)
            play.put("person.poison", "Aki", play.thing("venom"))
        else:
            play.put("dose.patient", "a dose of it", 0)
        assert admit(play)
        return play

    sick, sound = begun(True), begun(False)
    before = sick.get("person.stress", "Ren")
    sick.put("person.blood_taken_at", "Aki", sick.machine.now - 5 * MINUTE)
    assert sick.refused("draw blood", nurse="Nao", patient="Aki", keeper="Sei") == "nobody is at it"
    sick.put("person.blood_taken_at", "Aki", sick.machine.now - HOUR)
    assert sick.act("draw blood", nurse="Nao", patient="Aki", keeper="Sei")
    assert sick.get("person.blood_taken_at", "Aki") == sick.machine.now - 5 * MINUTE
    sick.live(0)
    assert sick.get("person.stress", "Ren") > before + 0.1, "whoever cares dreads what nobody can name"
    assert sound.get("person.stress", "Ren") <= before + 0.01
    sample = sick.all("sample")[0]
    assert int(sick.get("sample.keeper", sample)) == sick.thing("Sei")
    assert sick.refused("draw blood", nurse="Nao", patient="Aki", keeper="Sei") == "no test yet"
    sick.live(hours * HOUR - 10 * MINUTE)
    poison = ("person.poison", [sick.thing("Aki")])
    assert sick.machine.held(sick.thing("Nao"), *poison).status == "open"
    assert sick.refused("give the antidote", healer="Nao", patient="Aki") == "knows what it is"
    sick.live(20 * MINUTE)
    found = sick.machine.held(sick.thing("Sei"), *poison)
    assert (found.status, int(found.value)) == ("known", sick.thing("venom"))
    day = max(1.0, 4 - hours / 24) * DAY
    held_up = sick.get("wound.mend", "w")
    sound.live(hours * HOUR + 15 * MINUTE)
    assert held_up < 0.5 * sound.get("wound.mend", "w"), "it works while nobody knows of it"
    assert sick.act("give the antidote", healer="Nao", patient="Aki")
    before = sick.get("wound.mend", "w")
    sick.live(day)
    healthy = sound.get("wound.mend", "w")
    sound.live(day)
    assert sick.get("wound.mend", "w") - before == pytest.approx(sound.get("wound.mend", "w") - healthy, rel=0.02)
