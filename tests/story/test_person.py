"""`person`: how somebody stands, what he can and cannot do, and until when."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.story.person import person
from kizuna.story.person_page import Person

from .run_support import DAY, HOUR, recorded

WORLD = """
units: {l: {}}
choices: {side: [left, right], mood: [merry, sad], when: [work, rest]}
kinds:
  person:
    agent: yes
    decides: {by: hour, every: {}, while: awake(self)}
    perceives: awake(self)
    meters:
      water: {unit: l, range: 0..10, start: 8 l, rate: 0 l/day - 1 l/day, levels: {dry: 0 %, low: 10 %, fair: 40 %}}
      rest: {range: 0..1, start: 90 %, toward: 1, within: 1 day, levels: {weary: 0 %, fresh: 50 %}}
      depth: {range: 0..1, start: 50 %}
      skill: {range: 0..1, start: 10 %, levels: {none: 0 %, some: 50 %}}
    numbers: {reach: {start: 1, range: 0..9}}
    flags:
      awake: {start: yes, seen: all, phrases: {yes: "{self} is awake", no: "{self} is asleep"}}
      tall: {start: no}
    choices: {mood: {of: mood, start: merry}, hour: {of: when, start: rest}}
    dates: {washed: {start: now}}
    refs:
      place: {to: place, inverse: people, seen: all}
      carrier: {to: person, inverse: carried, seen: all}
  jug:
    named: "{owner}'s {side} jug"
    refs: {owner: {to: person, inverse: jugs, seen: all}}
    choices: {side: {of: side, start: left, seen: all}, shape: {of: mood, start: sad, seen: all}}
    numbers: {handles: {start: 0}}
    dates: {thrown: {start: now}, mended: {start: now}, sold: {}}
    flags:
      whole: {start: yes, seen: all}
      glazed: {start: no, phrases: {yes: "{self} is glazed", no: "{self} is rough"}}
    meters: {crack: {range: 0..1, start: 0, rate: 10 %/day, levels: {fine: 0 %, split: 50 %}, seen: all}}
places: {well: {inside: town}, town: {}, hill: {}}
cast:
  Mei: {is: person, aliases: [the carrier], place: well, carrier: Ren, skill: 70 %, awake: yes}
  Ren: {is: person, place: well, water: 1 l, rest: 10 %, skill: 70 %, mood: sad, hour: work}
  Ana: {is: person, place: hill, awake: no}
things:
  old jug: {is: jug, owner: Mei, side: right, handles: 2}
  new jug: {is: jug, owner: Mei}
actions:
  pour:
    roles: {giver: person, receiver: person in people(place(giver))}
    requires: {enough: water(giver) >= 2 l and place(giver) == place(receiver), hour: hour(giver) is work}
    phrases: ["{giver} pours for {receiver}"]
  carry water:
    roles: {bearer: person}
    requires: {a sound jug: any(j in jugs(bearer) where whole(j)), merry: mood(bearer) is merry}
    phrases: ["{bearer} carries water"]
  wash:
    roles: {washer: person}
    requires: {not yet: since(washed(washer)) > 5 days, rested: rest(washer) is fresh}
    takes: 1 day
    utility: 1
    phrases: ["{washer} washes"]
  sing:
    roles: {singer: person}
    requires: {grown: tall(singer), skilled: skill(singer) is some}
    phrases: ["{singer} sings"]
  look on:
    roles: {onlooker: person}
    requires: {by day: clock >= 8:00, there: place(onlooker) == well, at work: hour(onlooker) is work}
    phrases: ["{onlooker} looks on"]
triggers:
  breaks:
    roles: {j: jug}
    when: crack(j) is split
    effects: [remove j]
    phrases: ["a jug breaks"]
"""


THROWN = "thrown year 0, January 1, 00:00"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Two days at the well."""
    return recorded(tmp_path_factory.mktemp("person"), "well", WORLD, 2)


def seen(run: Run, name: str, at: int = 0) -> Person:
    """How somebody stands who is there."""
    sink = Sink()
    found = person(run, name, at, sink)
    assert found is not None, [fault.message for fault in sink]
    assert not sink.found
    return found


def test_what_refers_to_somebody_is_grouped_by_its_first_choice(run: Run) -> None:
    """Both jugs, the left one first as the choice declares it, with what is to be said of them.

    The date at which they were thrown is told once, though that of the mending began with it.
    """
    left, right = seen(run, "Mei").things
    assert [(thing.sort, thing.group, thing.name) for thing in (left, right)] == [
        ("jugs", "left", "new jug"), ("jugs", "right", "old jug"),
    ]
    assert sorted(right.details) == ["handles 2", "rough", "shape sad", THROWN, "whole"]
    assert sorted(left.details) == ["rough", "shape sad", THROWN, "whole"]


def test_it_is_solved_until_when_a_thing_lasts(run: Run) -> None:
    """10 % a day: split after five days, and gone at that very moment."""
    [_, jug] = seen(run, "Mei").things
    assert jug.gone == "year 0, January 6, 00:00"
    assert seen(run, "Mei", DAY).things[1].gone == jug.gone
    assert "fine, 10 %" in seen(run, "Mei", DAY).things[1].line()


def test_of_somebody_who_is_no_more_it_is_told_since_when(tmp_path: Path) -> None:
    text = """
kinds: {elf: {agent: yes, flags: {up: {start: yes}}}}
cast: {Puck: {}, Moth: {}}
triggers:
  fade:
    roles: {e: elf}
    every: day at 08:00
    when: count(o in all elf) > 1
    effects: [remove e]
    phrases: ["{e} fades"]
"""
    run, sink = recorded(tmp_path, "well", text, 2), Sink()
    gone = next(event for event in run.events() if event.roles)
    name = run.names.label(gone.roles[0])
    assert person(run, name, DAY, sink) is None
    [fault] = sink.found
    assert (fault.code, fault.message) == ("K312", f"{name} is no more")
    assert fault.notes[0].startswith(f"since year 0, January 1, 08:00  {name} fades")
    assert person(run, name, HOUR, Sink()) is not None


def test_meters_say_the_level_first_and_the_furthest_from_usual_stand_on_top(run: Run) -> None:
    """Ren's water is low where it starts fair, his rest weary; the meter without levels comes last."""
    meters = seen(run, "Ren").meters
    assert [meter.name for meter in meters] == ["rest", "water", "skill", "depth"]
    rest, water = meters[:2]
    assert (water.value, water.usual) == ("low, 1 l", "fair")
    assert rest.value == "weary, 10 %"
    assert [meter.name for meter in seen(run, "Ana").meters][-1] == "depth"


def test_the_next_level_is_solved_for_and_when_it_is_usual_again(run: Run) -> None:
    """From 8 l at 1 l a day below 4 l after four days; from 10 % half way to all in 0.588 days."""
    water = next(meter for meter in seen(run, "Mei").meters if meter.name == "water")
    assert (water.becomes, water.becomes_at[:20]) == ("low", "year 0, January 5, 0")
    rest = seen(run, "Ren").meters[0]
    assert (rest.becomes, rest.usual) == ("fresh", "fresh")
    assert rest.becomes_at == rest.usual_at
    assert rest.becomes_at.startswith("year 0, January 1, 14:06")


def test_what_moves_by_itself_is_usual_at_its_start_and_what_does_not_as_declared(run: Run) -> None:
    """Ren was declared skilled and sad, so he is as usual; with little water he is not."""
    found = seen(run, "Ren")
    skill = next(meter for meter in found.meters if meter.name == "skill")
    assert skill.usual == skill.level == "some"
    assert next(state for state in found.states if state.name == "mood").usual


def test_states_are_told_without_the_name(run: Run) -> None:
    """`Mei is awake` is `awake` on Mei's own page."""
    told = [state.told for state in seen(run, "Mei").states]
    assert sorted(told) == ["awake", "hour: rest", "mood: merry", "not tall"]


def test_requirements_on_others_on_the_place_and_on_the_hour_do_not_count(run: Run) -> None:
    """Of `pour` only the part on the giver's own water is asked; `look on` has no part that is his own."""
    mei, ren = seen(run, "Mei"), seen(run, "Ren")
    assert "pour" in mei.able
    assert "look on" not in mei.able
    assert not [barrier for barrier in mei.barriers if barrier.name in ("hour", "by day", "there", "at work")]
    [enough] = [barrier for barrier in ren.barriers if barrier.name == "enough"]
    assert enough.actions == ["pour"]
    assert enough.why == ("Ren's water is low, 1 l; needs at least 2 l",)


def test_what_somebody_cannot_do_is_told_with_the_moment_when_he_can(run: Run) -> None:
    """The washing is a matter of time; nobody who does nothing gets a jug."""
    found = seen(run, "Ren")
    until = {barrier.name: found.until.get(index, "") for index, barrier in enumerate(found.barriers)}
    assert until["rested"].startswith("year 0, January 1, 14:06")
    assert until["not yet"].startswith("year 0, January 6, 00:00")
    assert until["a sound jug"] == ""


def test_what_hangs_on_nothing_unusual_comes_last(run: Run) -> None:
    """Not being tall is for ever; having too little water is not."""
    found = seen(run, "Ren")
    lasting = [barrier.name for barrier in found.barriers[len(found.barriers) - found.lasting:]]
    assert "grown" in lasting
    assert "enough" not in lasting
    assert any(line.strip() == "sing (grown)" for line in found.lines())


def test_who_cannot_act_can_do_nothing(run: Run) -> None:
    """Ana sleeps: that stands first, and nothing is in her power."""
    found = seen(run, "Ana")
    assert found.able == ()
    first = min(range(len(found.barriers)), key=lambda index: found.barriers[index].name != "able to act")
    assert found.barriers[first].actions == ["anything"]
    assert found.barriers[first].why == ("Ana is asleep",)


def test_where_and_with_whom_somebody_is(run: Run) -> None:
    """The place and what it lies in, those who are there, and who carries whom."""
    mei, ren, ana = (seen(run, name) for name in ("Mei", "Ren", "Ana"))
    assert mei.place == ("well", "town")
    assert mei.company == ("Ren",)
    assert mei.ties == (("carrier", ("Ren",)),)
    assert ren.ties == (("carried", ("Mei",)),)
    assert ana.company == ()


def test_what_somebody_does_has_an_end(run: Run) -> None:
    """Nobody has anything to do at first; once the washing has begun, it takes a day."""
    assert seen(run, "Ana").doing == ""
    busy = [seen(run, "Mei", at) for at in range(0, 2 * DAY + 1, 6 * HOUR)]
    for found in busy:
        assert bool(found.doing) == bool(found.doing_until)


@pytest.mark.parametrize(
    ("name", "said"),
    [("Meo", "Mei"), ("old jug", "decides"), ("", ""), ("\x1b[31m", "")],
)
def test_a_name_that_cannot_be_shown_is_told(run: Run, name: str, said: str) -> None:
    """K307 for nobody, for a thing, for what is no name at all."""
    sink = Sink()
    assert person(run, name, 0, sink) is None
    [found] = sink.found
    assert found.code == "K307"
    assert said in found.hint


def test_a_moment_outside_the_run_is_told(run: Run) -> None:
    """K605."""
    sink = Sink()
    assert person(run, "Mei", 3 * DAY, sink) is None
    assert [found.code for found in sink] == ["K605"]


@settings(max_examples=20, deadline=None)
@given(at=st.integers(0, 2 * DAY), name=st.sampled_from(["Mei", "Ren", "Ana"]))
def test_the_page_and_the_data_say_the_same_at_any_moment(run: Run, at: int, name: str) -> None:
    """Every value, thing and action of the data stands on the page, and the data can be written as JSON."""
    found = seen(run, name, at)
    text, data = "\n".join(found.lines()), json.loads(json.dumps(found.as_data()))
    assert text.startswith(f"{name}, ")
    for part in (*data["meters"], *data["things"]):
        assert part["name"] in text
    for meter in data["meters"]:
        assert meter["value"] in text
    assert all(action in text for one in data["cannot"] for action in one["actions"])
    assert all(action in text for action in data["can"])


def test_looking_changes_nothing(run: Run, tmp_path: Path) -> None:
    """The same page twice."""
    assert seen(run, "Mei", DAY).lines() == seen(run, "Mei", DAY).lines()
