"""INJ-2: whose turn it is when several are brought in, and who is given blood."""

from __future__ import annotations

import pytest

from .support import HOUR, MINUTE, Play
from .wards import ward


def brought_in(lost: float = 0.0, more: str = "", **attrs: float) -> Play:
    """Aki in the hall with so much blood lost, and a healer on duty."""
    play = ward("", more)
    play.put("person.bed", "Aki", 0)
    play.put("person.place", "Aki", play.thing("clinic"))
    play.put("person.blood", "Aki", float(play.get("person.volume", "Aki")) * (1 - lost))
    for attr, value in {"steadiness": 1.0, **attrs}.items():
        play.put(f"person.{attr}", "Aki", value)
    play.choose("person.mind", "Aki", "awake")
    return play


def sorted_as(play: Play) -> str:
    """What a healer sorts Aki as."""
    assert play.act("sort the wounded", healer="Nao", patient="Aki")
    return play.word("person.triage", "Aki")


def test_INJ_2_the_class_of_the_haemorrhage_says_whose_turn_it_is() -> None:
    """Awake and without a wound to be seen: class I waits, II waits an hour, III and IV are treated at once."""
    found = [sorted_as(brought_in(lost)) for lost in (0.0, 0.1, 0.2, 0.28, 0.33, 0.43)]
    assert found == ["minor", "minor", "delayed", "delayed", "immediate", "immediate"]


@pytest.mark.parametrize(("pulse", "lost"), [(100, 0.16), (110, 0.24)])
def test_INJ_2_a_racing_pulse_does_too(pulse: int, lost: float) -> None:
    """From which pulse on is a parameter."""
    more = f"\nparameters:\n  triage_pulse: {{extend: yes, default: {pulse}}}\n"
    assert sorted_as(brought_in(lost, more)) == "immediate"
    assert sorted_as(brought_in(lost - 0.1, more)) != "immediate"


def test_INJ_2_a_high_fever_does_not_wait_all_day() -> None:
    """A slight one does."""
    assert [sorted_as(brought_in(fever=fever)) for fever in (0.0, 0.4, 0.9)] == ["minor", "minor", "delayed"]


def test_INJ_2_the_immediate_are_seen_to_first() -> None:
    """Left alone a healer begins with whoever has lost most, whoever came first."""
    first: dict[str, str] = {}
    for worse in ("Aki", "Ren"):
        play = brought_in()
        play.put("person.place", "Ren", play.thing("clinic"))
        play.choose("person.situation", "Ren", "hospital")
        play.put("person.blood", worse, float(play.get("person.volume", worse)) * 0.65)
        for name in ("Aki", "Ren"):
            play.put("person.lying", name, 0)
            play.put("person.tiredness", name, 0.2)
        for name in ("Aki", "Ren"):
            assert play.act("sort the wounded", healer="Nao", patient=name)
        play.machine.autonomy = True
        began = play.machine.now
        while worse not in first and play.machine.now < began + 5 * HOUR:
            play.live(MINUTE)
            seen = {n: play.get("person.bed", n) or play.get("person.examined_at", n) >= began for n in ("Aki", "Ren")}
            done = [name for name, by_now in seen.items() if by_now]
            first |= {worse: done[0]} if len(done) == 1 else {}
    assert first == {"Aki": "Aki", "Ren": "Ren"}


@pytest.mark.parametrize("deficit", [2, 6])
def test_INJ_2_blood_is_given_by_the_base_deficit(deficit: int) -> None:
    """From a deficit on that is a parameter."""
    more = f"\nparameters:\n  transfusion_deficit: {{extend: yes, default: {deficit}}}\n"
    given = []
    for lost in (0.05, 0.13, 0.2, 0.28, 0.33):
        play = brought_in(lost, more)
        before = float(play.get("person.blood", "Aki"))
        assert play.act("see to", healer="Nao", patient="Aki")
        given.append(float(play.get("person.blood", "Aki")) > before + 100)
    assert given == [False, False, deficit == 2, deficit == 2, True]
