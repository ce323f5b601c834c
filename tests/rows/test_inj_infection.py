"""Dirt in open wounds: when it shows, what it does to the body, how it ends."""

from __future__ import annotations

import pytest

from .leaf import parameters
from .sickbeds import alive
from .support import DAY, HOUR, Play
from .wards import ward

MANY = 40
WOUNDS = "\n".join(f"w{i}: site: back, depth: 20 %" for i in range(MANY))
ONE = "cut: site: arm, depth: 30 %\nother: site: leg, depth: 30 %, open: no"


def festering(depth: float, *care: str, hours: float = 49, more: str = "") -> int:
    """How many of forty wounds of the depth fester after so long, with such care of them."""
    play = ward(WOUNDS, more)
    for i in range(MANY):
        play.put("wound.depth", f"w{i}", depth)
        for flag in care:
            play.put(f"wound.{flag}", f"w{i}", 1)
    play.live(hours * HOUR)
    return sum(int(play.get("wound.infected", f"w{i}")) for i in range(MANY))


def infected(hours: float = 0, depth: float = 0.3, treated: bool = False, seed: int = 1, more: str = "") -> Play:
    """A patient whose cut has festered for so long; the other wound is sound."""
    play = ward(ONE, more, seed)
    for name in ("cut", "other"):
        play.put("wound.bandaged", name, 1)
    play.put("wound.depth", "cut", depth)
    play.put("wound.infected", "cut", 1)
    play.put("wound.infected_at", "cut", play.machine.now)
    if treated:
        play.put("wound.treated", "cut", 1)
        play.put("wound.medicated_at", "cut", play.machine.now)
    play.live(hours * HOUR)
    return play


def test_infection_is_likelier_the_deeper_and_the_dirtier() -> None:
    """Depth makes it likely, a dressing less so, a healer's cleaning hardly."""
    by_depth = [festering(depth) for depth in (0.1, 0.4, 0.9)]
    assert by_depth[0] < by_depth[1] < by_depth[2]
    assert 12 <= by_depth[2] <= 30
    dressed, cleaned = festering(0.9, "bandaged"), festering(0.9, "bandaged", "clean")
    assert by_depth[2] > dressed > cleaned
    never = "\nparameters:\n  infection_risk: {extend: yes, default: 0 %}\n"
    assert festering(0.9, more=never) == 0


@pytest.mark.parametrize("onset", [12, 48, 96])
def test_infection_shows_after_its_time(onset: int) -> None:
    """Nothing an hour before, and all that will come an hour after."""
    more = f"\nparameters:\n  infection_onset: {{extend: yes, default: {onset} h}}\n"
    assert festering(0.9, hours=onset - 1, more=more) == 0
    found = festering(0.9, hours=onset + 1, more=more)
    assert found == festering(0.9, hours=onset + 30, more=more) > 10


def test_closed_wounds_do_not_fester() -> None:
    """Only where the skin is open."""
    play = ward(WOUNDS)
    for i in range(MANY):
        play.put("wound.depth", f"w{i}", 0.9)
        play.put("wound.open", f"w{i}", 0)
    play.live(3 * DAY)
    assert not any(play.get("wound.infected", f"w{i}") for i in range(MANY))


def test_fever_rises_with_it_and_falls_after_it() -> None:
    """Slowly, towards a high fever; as slowly away when the festering is over."""
    play, up, down = infected(), [], []
    for _ in range(5):
        up.append(float(play.get("person.fever", "Aki")))
        play.live(12 * HOUR)
    assert up == sorted(up)
    assert up[0] < 0.01
    assert 0.4 < up[1] < 0.6
    assert up[-1] > 0.9
    play.put("wound.infected", "cut", 0)
    for _ in range(5):
        down.append(float(play.get("person.fever", "Aki")))
        play.live(12 * HOUR)
    assert down == sorted(down, reverse=True)
    assert down[-1] < 0.1


@pytest.mark.parametrize(("fever", "slight", "high"), [(0.05, False, False), (0.4, True, False), (0.9, True, True)])
def test_a_fever_keeps_from_work_from_going_home_and_from_practice(fever: float, slight: bool, high: bool) -> None:
    """A slight one keeps at home or in bed; a high one takes the strength and half of the mind, too."""
    play = ward(ONE)
    for attr, value in (("fever", fever), ("pain", 0.0), ("mobility", 0.5), ("panic", 0)):
        play.put(f"person.{attr}", "Aki", value)
    play.choose("person.mind", "Aki", "awake")
    play.put("person.practised_at", "Aki", play.machine.now - 2 * DAY)
    play.put("person.examined_at", "Aki", play.machine.now)
    assert (play.refused("go home from hospital", p="Aki") == "no fever") == slight
    play.live(3 * HOUR)
    play.choose("person.mind", "Aki", "awake")
    play.put("person.fever", "Aki", fever)
    play.put("person.pain", "Aki", 0.0)
    assert (play.refused("practise walking", p="Aki") == "no high fever") == high
    sound = play.value("attention(p)", p="Ren")
    assert (play.value("attention(p)", p="Aki") < 0.6 * sound) == high
    play.choose("person.situation", "Aki", "home")
    assert (play.refused("go to work", p="Aki") == "no fever") == slight


def test_what_festers_hurts_and_does_not_mend() -> None:
    """In three days the other wound gets on, this one stands still until the infection is over."""
    play = infected(72)
    assert float(play.get("wound.mend", "cut")) < 0.01 < float(play.get("wound.mend", "other"))
    treated = infected(12 * 24, treated=True)
    assert not treated.get("wound.infected", "cut")
    assert 0.05 < float(treated.get("wound.mend", "cut")) < float(treated.get("wound.mend", "other"))
    ache = []
    for risk in (0, 100):
        more = f"\nparameters:\n  infection_risk: {{extend: yes, default: {risk} %}}\n"
        play = ward("cut: site: arm, depth: 99 %", more)
        play.live(50 * HOUR)
        ache.append(float(play.get("wound.ache", "cut")))
    assert ache[1] == pytest.approx(ache[0] + 0.15, abs=0.01)


@pytest.mark.parametrize("days", [3, 5, 9])
def test_medicine_ends_it_in_its_time(days: int) -> None:
    """Not an hour before, and only where it is given."""
    more = f"\nparameters:\n  infection_course: {{extend: yes, default: {days} days}}\n"
    assert infected(days * 24 - 1, treated=True, more=more).get("wound.infected", "cut")
    assert not infected(days * 24 + 1, treated=True, more=more).get("wound.infected", "cut")
    if days < 7:
        assert infected(days * 24 + 1, more=more).get("wound.infected", "cut")


def test_untreated_it_poisons_the_blood_or_is_overcome() -> None:
    """After a week, and the more likely the deeper the wound; of those who are treated it is in nobody's blood."""
    poisoned = {}
    for depth, treated in ((0.1, False), (0.5, False), (0.95, False), (0.95, True)):
        start, found = infected(6 * 24, depth, treated), 0
        assert bool(start.get("wound.infected", "cut")) != treated
        for seed in range(40):
            play = start.again(seed)
            play.live(25 * HOUR)
            assert alive(play)
            assert bool(play.get("person.septic", "Aki")) == bool(play.get("wound.infected", "cut"))
            found += bool(play.get("person.septic", "Aki"))
        poisoned[depth, treated] = found
    assert poisoned[0.1, False] < poisoned[0.5, False] < poisoned[0.95, False]
    assert 10 <= poisoned[0.95, False] <= 30
    assert poisoned[0.95, True] == 0


def septic(**given: str) -> Play:
    """A patient in whose blood it has been for an hour."""
    play = infected(more=f"\n{parameters(**given)}\n" if given else "")
    play.put("person.septic", "Aki", 1)
    play.put("person.septic_since", "Aki", play.machine.now)
    play.live(1 * HOUR)
    return play


def test_poisoned_blood_takes_the_hold_that_he_has_on_himself() -> None:
    """He is down and not to be woken, with a heart that beats, until it is over."""
    play = septic(sepsis_kills="0 %")
    assert (play.word("person.mind", "Aki"), bool(play.get("person.arrest", "Aki"))) == ("unconscious", False)
    play.live(34 * HOUR)
    assert (play.word("person.mind", "Aki"), play.get("person.septic", "Aki")) == ("unconscious", 1)
    play.live(12 * HOUR)
    assert (play.word("person.mind", "Aki") != "unconscious", play.get("person.septic", "Aki")) == (True, 0)
    assert not play.get("wound.infected", "cut")


@pytest.mark.parametrize("hours", [12, 36, 90])
def test_there_is_a_time_in_which_he_can_be_treated(hours: int) -> None:
    """Nobody dies before, everybody after it whom nothing saves."""
    play = septic(sepsis_course=f"{hours} h", sepsis_kills="100 %")
    play.live((hours - 2) * HOUR)
    assert alive(play)
    play.live(3 * HOUR)
    assert not alive(play)


def test_medicine_saves_two_of_three_whose_blood_is_poisoned() -> None:
    """Given in that time; of the others one in five lives."""
    start, lived = septic(), {}
    for treated in (True, False):
        lived[treated] = 0
        for seed in range(60):
            play = start.again(seed)
            play.put("wound.treated", "cut", treated)
            play.put("wound.medicated_at", "cut", play.machine.now)
            play.live(37 * HOUR)
            lived[treated] += alive(play)
            assert bool(play.get("wound.infected", "cut")) == (treated or not alive(play))
    assert 29 <= lived[True] <= 49
    assert 4 <= lived[False] <= 22
