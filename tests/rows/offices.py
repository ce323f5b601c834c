"""A town with a chief, her right hand, a nurse and a house of the sick, for the rows of institutions and law.

To make a world takes longer than to live in it, so the tests share few of them and set the scene by hand.
"""

from __future__ import annotations

from itertools import permutations

from tests.rows.leaf import parameters
from tests.rows.support import DAY, HOUR, Play, town

LONG_AGO = -400 * DAY
TOWN = """
cast:
  Oda: {is: person, age: 50, post: chief, medicine: 90 %, first_aid: 90 %, workplace: clinic, place: clinic,
        situation: work, home: home, infirmary: clinic, hunger: 10 %, tiredness: 5 %}
  Emi: {is: person, age: 30, post: medic, medicine: 80 %, workplace: clinic, place: clinic, situation: work,
        assists: Oda, home: home, infirmary: clinic, hunger: 10 %, tiredness: 5 %}
  Nao: {is: person, age: 40, post: medic, medicine: 60 %, workplace: clinic, place: clinic, situation: work,
        home: home, infirmary: clinic, hunger: 10 %, tiredness: 5 %}
  Aki: {is: person, age: 30, home: home, place: home, infirmary: clinic, hunger: 10 %, tiredness: 5 %, haven: haven}
  Ren: {is: person, age: 31, home: home, place: home, infirmary: clinic, hunger: 10 %, tiredness: 5 %}
  Mio: {is: person, age: 33, home: home, place: home, infirmary: clinic, hunger: 10 %, tiredness: 5 %}
  Ito: {is: person, age: 60, home: home, place: home, infirmary: clinic, hunger: 10 %, tiredness: 5 %}
  Kei: {is: person, age: 12, home: home, place: home, infirmary: clinic, hunger: 10 %, tiredness: 5 %}
places:
  desk: {inside: town, sheltered: yes}
  school: {inside: town}
  yard: {inside: town}
  haven: {}
  at 20 m: {inside: town}
  at 199 m: {inside: town}
  at 201 m: {inside: town}
  at 299 m: {inside: town}
  at 500 m: {inside: town}
roads:
  - {between: [clinic, desk], length: 900 m, modes: all}
  - {between: [clinic, school], length: 900 m, modes: all}
  - {between: [school, yard], length: 30 m, modes: all}
  - {between: [clinic, haven], length: 90 km, modes: [foot, direct]}
  - {between: [market, at 20 m], length: 20 m, modes: all}
  - {between: [market, at 199 m], length: 199 m, modes: all}
  - {between: [market, at 201 m], length: 201 m, modes: all}
  - {between: [market, at 299 m], length: 299 m, modes: all}
  - {between: [market, at 500 m], length: 500 m, modes: all}
things:
  the stump:
    {is: wound, patient: Ito, site: leg, sort: loss, cause: blast, depth: 85 %, permanent: yes,
     ache: 5 %, open: no, mend: 100 %}
  the class: {is: class, room: school, yard: yard}
  the spring term: {is: term, school: school, begins_on: 112, ends_on: 300}
"""


def office(seed: int = 1, autonomy: bool = False, **changed: str) -> Play:
    """The town, with other parameters if given. The stump is old Ito's; nobody has done anything lately."""
    play = Play(town(TOWN + (parameters(**changed) if changed else "")), seed, autonomy)
    people = play.all("person")
    for key in (key for key, a in play.world.attributes.items() if a.form == "date"):
        if key.startswith("person."):
            for who in people:
                play.put(key, who, LONG_AGO)
    for one, other in permutations(("Aki", "Ren", "Mio", "Ito"), 2):
        for date in ("visited_at", "turned_away_at"):
            play.put(date, one, LONG_AGO, other)
    play.live(0)
    return play


def put(play: Play, name: str, **values: float | str) -> None:
    """Sets attributes of a person: a number, a word of a choice, or the name of a thing."""
    for attr, value in values.items():
        key = f"person.{attr}"
        if isinstance(value, (int, float)):
            play.put(key, name, value)
        elif play.world.attributes[key].form == "choice":
            play.choose(key, name, value)
        else:
            play.put(key, name, play.thing(value))


def to_bed(play: Play, name: str, room: str = "sickroom", lying: bool = True) -> None:
    """Somebody lies in a sickroom from now on."""
    put(play, name, bed=room, place=room, situation="hospital", lying=int(lying), admitted_at=play.machine.now)


def until(play: Play, hour: float) -> None:
    """Plays on to the next time the clock says so many hours."""
    now = play.value("clock / 1 h")
    play.live(((hour - now) % 24 or 24) * HOUR)


def lived(play: Play, days: float) -> dict[str, int]:
    """Plays on for so many days; how often each rule happened."""
    play.counts()
    play.live(days * DAY)
    return play.counts()
