"""A clinic with a patient, a nurse and people who come to see him."""

from __future__ import annotations

from tests.rows.support import HOUR, Play, town

CAST = """
cast:
  Aki: {is: person, age: 30, post: teacher, workplace: market, home: home, infirmary: clinic, place: sickroom,
        bed: sickroom, situation: hospital, lying: yes, tiredness: 10 %, teaches: [Mio], care: {Ren: 80 %, Mio: 50 %}}
  Nao: {is: person, age: 40, post: medic, medicine: 80 %, first_aid: 80 %, workplace: clinic, home: clinic,
        infirmary: clinic, place: clinic, situation: work}
  Ren: {is: person, age: 31, home: home, infirmary: clinic, place: home, closeness: {Aki: 80 %}, care: {Aki: 90 %}}
  Mio: {is: person, age: 17, home: home, infirmary: clinic, place: home, closeness: {Aki: 40 %}, care: {Aki: 50 %}}
  Sei: {is: person, age: 35, post: guard, workplace: market, home: market, place: market, infirmary: clinic}
"""


def ward(wounds: str = "", more: str = "", seed: int = 1, autonomy: bool = False) -> Play:
    """The clinic; each line of `wounds` is `name: attributes` of one of Aki's wounds, made at this moment."""
    lines = [line.strip() for line in wounds.strip().splitlines()]
    parts = [line.partition(": ") for line in lines]
    things = "".join(f"  {name}: {{is: wound, patient: Aki, {rest}}}\n" for name, _, rest in parts)
    text = CAST + more
    if things:
        begun = text if "\nthings:\n" in text else f"{text}\nthings:\n"
        text = begun.replace("\nthings:\n", "\nthings:\n" + things, 1)
    play = Play(town(text), seed, autonomy)
    play.live(0)
    return play


def admit(play: Play) -> bool:
    """Aki, who lies in the clinic's hall, is taken in and dressed by the nurse."""
    play.put("person.bed", "Aki", 0)
    play.put("person.place", "Aki", play.thing("clinic"))
    done = play.act("admit", healer="Nao", patient="Aki", room="sickroom")
    play.put("person.place", "Nao", play.thing("sickroom"))
    return done and play.act("see to", healer="Nao", patient="Aki")


def until_ten(play: Play) -> None:
    """Plays on to the next ten o'clock; the calendar of the town begins at its start hour."""
    hours = play.value("clock / 1 h")
    play.live(((10 - hours) % 24 or 24) * HOUR)
