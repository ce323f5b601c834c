"""KNW-8: by what somebody is known, and what is left of it in a daze."""

from __future__ import annotations

import pytest

from .desks import desk, holds
from .leaf import parameters
from .support import HOUR, Play, town

TOWN = """
cast:
  Aki: {is: person, age: 30, home: home, place: market, situation: work, infirmary: clinic, tiredness: 5 %, hunger: 5 %}
  Ren: {is: person, age: 31, home: home, place: market, situation: work, infirmary: clinic, tiredness: 5 %, hunger: 5 %,
        first_aid: 80 %}
things:
  cut: {is: wound, patient: Aki, site: leg, sort: cut, cause: accident, depth: 30 %, ache: 5 %}
"""
ALL = 1 - (1 - 0.95) * (1 - 0.6) * (1 - 0.6)


def hurt(care: float = 0.6, closeness: float = 0.4, **changed: str) -> Play:
    """Aki has been hurt and lies awake in the market beside Ren, whom Aki knows well."""
    play = Play(town(TOWN + (parameters(**changed) if changed else "")))
    play.live(4 * HOUR)
    for name in ("Aki", "Ren"):
        play.choose("person.mind", name, "awake")
        play.choose("person.situation", name, "work")
        play.put("person.place", name, play.thing("market"))
        play.put("person.pain", name, 0)
        play.put("person.stress", name, 0.3)
    play.put("wound.bandaged", "cut", 0)
    play.put("wound.bleeding", "cut", 0)
    play.put("care", "Aki", care, "Ren")
    play.put("closeness", "Aki", closeness, "Ren")
    play.live(0)
    play.counts()
    return play


def bends(play: Play, outcome: str) -> Play:
    """Ren has dressed Aki's wound, with whatever luck it takes for that outcome."""
    for seed in range(200):
        once = play.again(seed)
        assert once.act("sees who bends over him", helper="Ren", patient="Aki", w="cut")
        placed = float(once.get("person.stress", "Aki")) < float(play.get("person.stress", "Aki")) - 0.02
        if placed is (outcome == "places"):
            return once
    raise AssertionError(outcome)


def placing(play: Play) -> float:
    """How likely Aki knows Ren."""
    return play.value("placing(p, x)", p="Aki", x="Ren")


def test_KNW_8_face_eyes_and_voice_tell_each_by_itself() -> None:
    """Together more than any of them; of a stranger none tells anything."""
    play = hurt()
    assert placing(play) == pytest.approx(ALL)
    assert [play.value(f"{by}(p, x)", p="Aki", x="Ren") for by in ("by_face", "by_eyes", "by_voice")] == pytest.approx(
        [0.95, 0.6, 0.6]
    )
    assert placing(hurt(0, 0)) == 0
    half = hurt(0.25, 0)
    assert [half.value(f"{by}(p, x)", p="Aki", x="Ren") for by in ("by_face", "by_eyes", "by_voice")] == pytest.approx(
        [0.95 / 2, 0.15, 0.15]
    )


@pytest.mark.parametrize("change", ["masked", "never seen", "mute", "eyes shut"])
def test_KNW_8_a_mask_takes_one_channel(change: str) -> None:
    """As does a face never seen, a voice that fails, or keeping the eyes shut to what eyes say."""
    play = hurt()
    if change == "masked":
        play.put("person.masked", "Ren", 1)
    elif change == "never seen":
        play.put("person.wears_mask", "Ren", 1)
    elif change == "mute":
        play.choose("person.sign", "Ren", "breathless")
    else:
        play.put("person.eyes_shut", "Aki", 1)
    left = {"masked": (0, 0.6, 0.6), "never seen": (0, 0.6, 0.6), "mute": (0.95, 0.6, 0), "eyes shut": (0.95, 0, 0.6)}
    face, eyes, voice = left[change]
    assert placing(play) == pytest.approx(1 - (1 - face) * (1 - eyes) * (1 - voice))
    play.put("knows_face", "Aki", 1, "Ren")
    if change == "never seen":
        assert placing(play) == pytest.approx(ALL), "whoever has seen it once knows it"
    elif change == "masked":
        assert placing(play) < ALL


@pytest.mark.parametrize(("attr", "value"), [("steadiness", 0.3), ("blood", 4000), ("pain", 0.8)])
def test_KNW_8_an_injury_takes_from_all(attr: str, value: float) -> None:
    """Who can hardly hold himself up, has lost blood or is in severe pain knows nobody as he would."""
    play = hurt()
    play.put(f"person.{attr}", "Aki", value)
    assert placing(play) == pytest.approx(ALL / 2)
    worse = hurt(daze_leaves="20 %")
    worse.put(f"person.{attr}", "Aki", value)
    assert placing(worse) == pytest.approx(ALL / 5)


def test_KNW_8_what_each_tells_is_a_matter_of_parameters() -> None:
    """Each for itself."""
    play = hurt(face_tells="0 %", eyes_tell="0 %", voice_tells="30 %")
    assert placing(play) == pytest.approx(0.3)
    assert hurt().value("lucidity(p)", p="Aki") == 1


@pytest.mark.parametrize(("outcome", "change"), [("places", -0.1), ("cannot place", 0.05)])
def test_KNW_8_the_one_who_bends_over_him_is_placed_or_not(outcome: str, change: float) -> None:
    """It calms to know whose hands they are, and not to know it leaves a question."""
    play = hurt()
    play.put("person.pain", "Aki", 0.8)
    play.put("person.steadiness", "Aki", 0.3)
    play = bends(play, outcome)
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.3 + change, abs=0.01)
    assert play.get("person.helped_by", "Aki") == play.thing("Ren")
    knows = "belief(p, helped_by(p)) == q and certainty(p, helped_by(p)) > 0"
    assert holds(play, knows, p="Aki", q="Ren") is (outcome == "places")
    assert holds(play, "wonders(p, helped_by(p))", p="Aki") is (outcome == "cannot place")


def test_KNW_8_what_he_could_not_place_he_works_out_with_a_clear_head() -> None:
    """At the next meeting, and not as long as he is dazed, or the other is elsewhere."""
    play = hurt()
    play.put("person.steadiness", "Aki", 0.3)
    play.put("person.pain", "Aki", 0.8)
    play = bends(play, "cannot place")
    assert holds(play, "wonders(p, helped_by(p))", p="Aki")
    play.put("person.place", "Ren", play.thing("home"))
    play.put("person.steadiness", "Aki", 1)
    play.put("person.pain", "Aki", 0)
    play.live(0)
    assert holds(play, "wonders(p, helped_by(p))", p="Aki")
    play.put("person.stress", "Aki", 0.3)
    play.put("person.place", "Ren", play.thing("market"))
    play.live(0)
    assert play.count("places him later") == 1
    assert holds(play, "belief(p, helped_by(p)) == q", p="Aki", q="Ren")
    assert float(play.get("person.stress", "Aki")) == pytest.approx(0.2, abs=0.01)
    soon = hurt(placed_from="20 %")
    soon.put("person.steadiness", "Aki", 0.3)
    soon.put("person.pain", "Aki", 0.8)
    assert soon.again(1).value("lucidity(p)", p="Aki") == pytest.approx(0.25)
    soon.machine.set_belief(soon.thing("Aki"), "person.helped_by", [soon.thing("Aki")], "open")
    soon.put("person.helped_by", "Aki", soon.thing("Ren"))
    soon.live(0)
    assert soon.count("places him later") == 1
    for change in ("blind", "never seen", "asleep"):
        play = hurt()
        play.put("person.eyes_shut", "Aki", change == "blind")
        play.put("person.wears_mask", "Ren", change == "never seen")
        if change == "asleep":
            play.choose("person.mind", "Aki", "asleep")
            play.put("person.tiredness", "Aki", 0.9)
        play.machine.set_belief(play.thing("Aki"), "person.helped_by", [play.thing("Aki")], "open")
        play.put("person.helped_by", "Aki", play.thing("Ren"))
        play.live(0)
        assert play.count("places him later") == 0


def test_KNW_8_nobody_wonders_about_a_stranger_or_in_a_faint() -> None:
    """Nor about his own hands."""
    for change, why in (("stranger", "somebody whom he knows"), ("faint", "awake")):
        play = hurt(0.1, 0) if change == "stranger" else hurt()
        if change == "faint":
            play.choose("person.mind", "Aki", "unconscious")
        assert play.refused("sees who bends over him", helper="Ren", patient="Aki", w="cut") == why
    assert hurt().refused("sees who bends over him", helper="Aki", patient="Aki", w="cut") == "another"


def test_KNW_8_strange_hands_and_known_ones_are_a_matter_of_parameters() -> None:
    """As far as they calm or frighten."""
    for outcome, change in (("places", -0.25), ("cannot place", 0.3)):
        play = hurt(known_face_calms="25 %", strange_hands="30 %")
        play.put("person.pain", "Aki", 0.8)
        play.put("person.steadiness", "Aki", 0.3)
        play = bends(play, outcome)
        assert float(play.get("person.stress", "Aki")) == pytest.approx(0.3 + change, abs=0.01)


def test_KNW_8_a_bandage_left_to_itself_is_seen() -> None:
    """Whoever is at hand dresses the wound, and is known by it, in a daze one time of four."""
    play = hurt()
    play.put("wound.bleeding", "cut", 5)
    play.machine.autonomy = True
    play.live(3 * HOUR)
    found = play.counts()
    assert found["bandage"] >= 1
    play = hurt()
    play.put("person.steadiness", "Aki", 0.3)
    play.put("person.pain", "Aki", 0.8)
    placed = 0
    for seed in range(60):
        once = play.again(seed)
        once.counts()
        assert once.act("sees who bends over him", helper="Ren", patient="Aki", w="cut")
        placed += float(once.get("person.stress", "Aki")) < 0.29
    assert 6 <= placed <= 27


def test_KNW_8_who_is_too_dazed_to_know_his_rescuer_owes_him_nothing_yet() -> None:
    """He has to be told by whom he was brought in."""
    for pain, knows in ((0.0, True), (0.9, False)):
        play = desk()
        play.put("care", "Eva", 0.9, "Aki")
        for name in ("Aki", "Eva"):
            play.put("person.place", name, play.thing("clinic"))
        play.put("person.lying", "Eva", 1)
        play.choose("person.situation", "Eva", "hospital")
        play.put("person.pain", "Eva", pain)
        assert play.act("comes in with a casualty", carrier="Aki")
        assert bool(play.bond("saved_by", "Eva", "Aki")) is knows
