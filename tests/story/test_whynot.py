"""`why-not`: the first requirement that fails at a moment of a run, who brought it about, and when it will hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.story.whynot import why_not

from .run_support import DAY, asked, recorded

WORLD = """
units:
  l: {}
kinds:
  person:
    agent: yes
    decides: {every: {}, while: awake(self)}
    perceives: awake(self)
    meters:
      water:
        {unit: l, range: 0..10, start: 5 l, rate: 0 l/day - 1 l/day, levels: {dry: 0 %, low: 10 %, fair: 40 %},
         seen: all}
      rest: {range: 0..1, start: 20 %, rate: 1 %/h, levels: {weary: 0 %, fresh: 50 %}, seen: all}
    flags: {awake: {start: yes, seen: all}}
    refs: {place: {to: place, inverse: people, seen: all}}
  jug:
    named: "{owner}'s {size} jug"
    refs: {owner: {to: person, inverse: jugs, seen: all}}
    choices: {size: {of: [small, large], start: small, seen: all}}
    flags: {whole: {start: yes, seen: all}}
places: {well: {}, hill: {}}
modes: {on foot: {}}
roads: [{between: [well, hill], length: 400 m, modes: all}]
cast:
  Mei: {is: person, aliases: [the carrier], place: well}
  Ren: {is: person, place: well}
  Ana: {is: person, place: hill}
things:
  old jug: {is: jug, owner: Mei, size: large, whole: no}
actions:
  pour:
    roles: {giver: person, receiver: person in people(place(giver))}
    requires:
      not oneself: giver != receiver
      enough: water(giver) >= 2 l
      has a jug: any(j in jugs(giver))
    utility: 1
    takes: 1 h
    effects: [move 1 l from water(giver) to water(receiver)]
    phrases: ["{giver} pours water for {receiver}"]
  dance:
    roles: {dancer: person}
    requires: {rested: rest(dancer) is fresh, at the well: place(dancer) == well}
    phrases: ["{dancer} dances"]
  mend:
    roles: {mender: person, jug: jug in jugs(mender)}
    requires: {broken: not whole(jug)}
    works if: {wet: water(mender) >= 9 l}
    phrases: ["{mender} mends the {size(jug)} jug", "{mender} mends {jug}"]
  greet:
    roles: {greeter: person, greeted: person}
    requires: {others: greeter != greeted}
    phrases: ["{greeter} greets {greeted}", "{greeter} nods"]
triggers:
  dawn:
    every: day at 05:00
    roles: {p: person}
    effects: [rest(p) += 1 %]
    phrases: ["{p} wakes"]
  parched:
    roles: {p: person}
    when: water(p) is dry and awake(p)
    effects: [awake(p) = no]
    phrases: ["{p} faints"]
  sigh:
    on: pour
    effects: [rest(receiver) += 1 %]
    phrases: ["{receiver} sighs"]
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Three days at the well, recorded."""
    return recorded(tmp_path_factory.mktemp("why"), "well", WORLD, 3)


def test_what_can_happen_is_said_to_be_possible(run: Run) -> None:
    """With who would take part."""
    found = asked(run, "The carrier pours water for Ren")
    assert found.explanation is None
    assert found.roles == {"giver": "Mei", "receiver": "Ren"}
    assert "it can happen" in found.text()


def test_the_first_requirement_that_fails_is_explained_with_when_it_will_hold(run: Run) -> None:
    """20 % and 1 % an hour: fresh after thirty hours, less what dawns and sighs add."""
    found = asked(run, "Ren dances")
    assert found.explanation is not None
    assert found.explanation.name == "rested"
    assert found.explanation.lines == ("Ren's rest is weary, 20 %; needs fresh",)
    assert found.holds == "holds on year 0, January 2, 05:00, if nobody does anything"


def test_who_last_changed_what_is_missing_is_told_with_the_event(run: Run) -> None:
    """Once Mei has poured too much, that is the reason."""
    found = asked(run, "Mei pours water for Ren", DAY // 2)
    assert found.explanation is not None
    assert found.explanation.name == "enough"
    [past] = found.past
    event = run.find(past.ident)
    assert event is not None
    change = next(change for change in event.changes if change.attr == "person.water" and change.bearer in event.roles)
    assert event.time <= DAY // 2
    assert run.names.label(change.bearer)
    assert past.change.startswith("Mei's water: ")
    assert "water for" in past.event
    assert "does not come to hold within 60 days" in found.holds


def test_a_role_that_the_sentence_leaves_open_is_looked_for(run: Run) -> None:
    """The nearest miss is told; with somebody who fits, it can happen."""
    assert asked(run, "Ana nods").explanation is None
    assert asked(run, "Mei mends the large jug").roles["jug"] == "old jug"
    found = asked(run, "Ren mends the large jug")
    assert found.explanation is not None
    assert (found.explanation.phase, found.explanation.name) == ("roles", "jug")
    assert found.explanation.text == "jug whose owner is Ren"


def test_somebody_who_is_not_where_the_role_is_looked_for_is_told(run: Run) -> None:
    """Ana is on the hill: both places are told."""
    found = asked(run, "Mei pours water for Ana")
    assert found.explanation is not None
    assert (found.explanation.phase, found.explanation.name) == ("roles", "receiver")
    assert found.explanation.text == "person whose place is place(Mei)"
    assert found.explanation.lines == ("Ana's place is hill, Mei's place is well; they must be the same",)
    assert found.holds == "does not come to hold within 60 days, if nobody does anything"


def test_what_the_doer_cannot_know_is_told_as_works_if(run: Run) -> None:
    """It can be tried, and would not work."""
    found = asked(run, "Mei mends old jug")
    assert found.explanation is not None
    assert (found.explanation.phase, found.explanation.name) == ("works if", "wet")
    assert "works if: wet" in found.text()


def test_a_trigger_is_waited_for_though_it_undoes_its_own_condition(run: Run) -> None:
    """Who faints is no longer awake; the missing part is the thirst."""
    found = asked(run, "Ana faints")
    assert found.explanation is not None
    assert found.explanation.text == "water(Ana) is dry"
    assert found.holds.startswith("holds on year 0, January 5, 00:00")


def test_triggers_that_follow_on_others_or_on_the_clock_say_so(run: Run) -> None:
    """Nothing is required of them, and yet they do not happen at will."""
    assert asked(run, "Ren sighs").notes[0] == "it follows on 'pour' only"
    assert asked(run, "Ren wakes").notes[0] == "it comes at set times only: the next is at year 0, January 1, 05:00"


@pytest.mark.parametrize(
    ("sentence", "at", "code"),
    [
        ("Mei flies", 0, "K301"), ("Bob dances", 0, "K301"), ("", 0, "K301"), ("Mei's water is low", 0, "K301"),
        ("Mei dances", -1, "K605"), ("Mei dances", 4 * DAY, "K605"),
    ],
)
def test_what_cannot_be_answered_is_one_diagnostic(run: Run, sentence: str, at: int, code: str) -> None:
    """A sentence nobody reads, a name nobody has, a time outside the run."""
    sink = Sink()
    assert why_not(run, sentence, at, sink) is None
    assert [fault.code for fault in sink] == [code]


@pytest.mark.parametrize(("sentence", "lived"), [("Mei flies", False), ("Bob dances", True), ("Mei dances", True)])
def test_what_no_phrase_reads_is_said_before_anything_is_lived_again(
    run: Run, sentence: str, lived: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run of years takes minutes; who is called what is known at the moment only."""
    asked_for: list[int] = []
    machine_at = run.machine_at
    monkeypatch.setattr(run, "machine_at", lambda time, sink: asked_for.append(time) or machine_at(time, sink))
    why_not(run, sentence, 0, Sink())
    assert bool(asked_for) == lived


def test_the_json_form_says_the_same(run: Run) -> None:
    """For programs."""
    found = asked(run, "Ren dances").json()
    read = json.loads(json.dumps(found))
    assert read["possible"] is False
    assert read["requirement"]["name"] == "rested"
    assert read["roles"] == {"dancer": "Ren"}


@settings(max_examples=30, deadline=None)
@given(
    sentence=st.sampled_from(["{} pours water for {}", "{} dances", "{} faints", "{} greets {}", "{} wakes"]),
    who=st.permutations(["Mei", "Ren", "Ana"]), at=st.integers(0, 3 * DAY),
)
def test_an_answer_agrees_with_the_machine(run: Run, sentence: str, who: list[str], at: int) -> None:
    """It is possible exactly if the machine does not refuse it at that moment."""
    found = asked(run, sentence.format(*who), at)
    machine = run.machine_at(at, Sink())
    assert machine is not None
    names = [role.name for role in machine.world.rules[found.rule].roles]
    roles = dict(zip(names, map(machine.handle, who), strict=False))
    places = {machine.get("person.place", who) for role, who in roles.items() if role in ("giver", "receiver")}
    allowed = machine.refusal(found.rule, roles) is None and len(places) <= 1
    assert (found.explanation is None) == allowed
    assert found.sentence in found.text()


def test_asking_leaves_the_run_as_it_is(run: Run) -> None:
    """Nothing in its folder changes."""
    before = {path: path.read_bytes() for path in Path(run.folder).rglob("*") if path.is_file()}
    asked(run, "Mei dances", DAY)
    assert {path: path.read_bytes() for path in Path(run.folder).rglob("*") if path.is_file()} == before
