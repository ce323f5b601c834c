"""`why-not` of people who come and go: details, what is under way, sets of roles, and what would be chosen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.engine.choosing import choice_now, under_way
from kizuna.engine.evaluate import evaluate
from kizuna.engine.explain_roles import explain_role, in_set
from kizuna.lang.ast import Inverse, Tied
from kizuna.story.check import check
from kizuna.story.whynot import why_not

from .run_support import DAY, HOUR, asked, machine_at, recorded

WORLD = """
units:
  l: {}
kinds:
  person:
    agent: yes
    decides: {every: {}, while: awake(self)}
    perceives: awake(self)
    meters:
      water: {unit: l, range: 0..10, start: 5 l, rate: 0 l/day - 1 l/day, seen: all}
      rest: {range: 0..1, start: 60 %, rate: if awake(self) then -4 %/h else 9 %/h, seen: all}
    flags: {awake: {start: yes, seen: all, phrases: {yes: "{self} is awake", no: "{self} is asleep"}}}
    refs:
      place: {to: place, inverse: people, seen: all}
      guide: {to: person, inverse: flock, seen: all}
  jug:
    refs: {owner: {to: person, inverse: jugs, seen: all}}
bonds:
  trust: {from: person, to: person, range: 0..1, start: 20 %, seen: all}
places: {well: {}, hill: {}, far shore: {}}
modes: {on foot: {}}
roads:
  - {between: [well, hill], length: 4 km, modes: all}
  - {between: [hill, far shore], length: 9 km, modes: all}
cast:
  Mei: {is: person, place: well, trust: {Ren: 50 %}}
  Ren: {is: person, place: well, guide: Mei}
  Ana Koi: {is: person, place: hill}
  Ana Lind: {is: person, place: hill}
  Bergamot: {is: person, place: hill}
things:
  old jug: {is: jug, owner: Mei}
actions:
  walk:
    roles: {walker: person, goal: place}
    requires: {elsewhere: place(walker) != goal, able: rest(walker) > 10 %}
    utility: 0.4
    takes: distance(place(walker), goal, on_foot) / (4 km/h)
    journey: {who: walker, to: goal}
    effects: [place(walker) = goal]
    phrases: ["{walker} walks to {goal}"]
  lie down:
    roles: {sleeper: person}
    requires: {weary: rest(sleeper) < 20 %}
    utility: 3
    effects: [awake(sleeper) = no]
    phrases: ["{sleeper} lies down"]
  talk:
    roles: {talker: person, other: person in people(place(talker))}
    requires: {others: talker != other}
    utility: 0.3 + trust(talker, other)
    takes: 20 min
    effects: ["trust(talker, other) += 1 %"]
    phrases: ["{talker} talks to {other}", "{talker} talks"]
  pour:
    roles: {giver: person, receiver: person in people(place(giver))}
    requires: {others: giver != receiver}
    chooses: {dose: 1 % of water(giver)..50 % of water(giver)}
    works if: {little: dose <= 2 l}
    utility: 0.3
    takes: 20 min
    effects: [move dose from water(giver) to water(receiver)]
    phrases: ["{giver} pours {dose} for {receiver}", "{giver} pours for {receiver}"]
  thank:
    roles: {thankful: person, thanked: "person in trust(thankful, *)"}
    utility: 0.01
    phrases: ["{thankful} thanks {thanked}"]
  follow:
    roles: {follower: person, met: person in flock(guide(follower))}
    phrases: ["{follower} falls in with {met}"]
  show around:
    roles: {shower: person, seen: person in people(place(guide(shower)))}
    phrases: ["{shower} shows {seen} around", "{shower} shows around"]
  hold up:
    roles: {holder: person, jug: jug in jugs(holder)}
    phrases: ["{holder} holds up {jug}", "{holder} holds something up"]
  wait:
    roles: {waiting: person, spot: place, met: person in people(spot)}
    requires: {here: place(waiting) == spot}
    phrases: ["{waiting} waits for {met}"]
triggers:
  wakes:
    roles: {sleeper: person}
    when: rest(sleeper) >= 95 % and not awake(sleeper)
    effects: [awake(sleeper) = yes]
    phrases: ["{sleeper} wakes"]
"""
PEOPLE = ("Mei", "Ren", "Ana Koi", "Ana Lind", "Bergamot")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Three days of people who walk about."""
    return recorded(tmp_path_factory.mktemp("roles"), "shore", WORLD, 3)


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ("", ""), ("(dose: 1 l)", ""), ("(dose: 9 l)", "K109"), ("(dose: 0 l)", "K109"), ("(colour: 3)", "K101"),
        ("(dose: 1 l, colour: 3)", "K101"), ("(dose: 1 l; colour: 3)", "K101"), ("(dose: well)", "K204"),
        ("(outcome: splendid)", "K107"), ("(meanwhile)", ""),
    ],
)
def test_details_are_refused_as_those_of_a_beat_are(run: Run, details: str, code: str) -> None:
    """The same code and the same words, of the same moment."""
    sentence, sink, world = f"Mei pours for Ren {details}".strip(), Sink(), run.world(Sink())
    assert world is not None
    assert (why_not(run, sentence, 0, sink) is None) == bool(code)
    report = check(f"---\nworld: shore\ncast: [Mei, Ren]\n---\n- {sentence}\n", Sink(), world, "story.md")
    told = [(fault.code, fault.message, fault.notes, fault.hint) for fault in report.findings]
    assert [(fault.code, fault.message, fault.notes, fault.hint) for fault in sink] == told
    assert [fault.code for fault in sink] == ([code] if code else [])


def test_a_range_is_that_of_the_moment(run: Run) -> None:
    """What could be given at first cannot be given of what is left later."""
    assert asked(run, "Mei pours for Ren (dose: 2.4 l)").sentence == "Mei pours for Ren (dose: 2.4 l)"
    machine = machine_at(run, 2 * DAY)
    most = float(machine.get("person.water", machine.handle("Mei"))) / 2
    for share, possible in ((0.99, True), (1.01, False)):
        sink = Sink()
        found = why_not(run, f"Mei pours for Ren (dose: {share * most} l)", 2 * DAY, sink)
        assert (found is not None) == possible
        assert [fault.code for fault in sink] == ([] if possible else ["K109"])


def test_what_works_may_hang_on_an_amount(run: Run) -> None:
    """One that is said, in the sentence or in brackets; of one that is not, the likely one."""
    assert asked(run, "Mei pours for Ren").explanation is None
    for sentence in ("Mei pours for Ren (dose: 2.2 l)", "Mei pours 2.2 l for Ren"):
        found = asked(run, sentence)
        assert found.explanation is not None
        assert (found.explanation.phase, found.explanation.name) == ("works if", "little")
        assert found.explanation.lines == ("dose is 2.2 l; needs at most 2 l",)


@settings(max_examples=40, deadline=None)
@given(moment=st.integers(0, 3 * DAY), who=st.sampled_from(PEOPLE))
def test_what_somebody_does_is_said_to_be_under_way(run: Run, moment: int, who: str) -> None:
    """With exactly the roles and amounts that it is done with; anything else would break it off."""
    machine = machine_at(run, moment)
    act = under_way(machine, machine.handle(who))
    if act is None:
        return
    rule = machine.world.rules[act.rule]
    phrase = {"walk": "{} walks to {}", "talk": "{} talks to {}", "pour": "{} pours for {}"}[rule.name]
    sentence = phrase.format(*(machine.label(handle) for handle in act.roles.values()))
    found, date = asked(run, sentence, moment), machine.world.calendar.text
    assert found.since == date(act.since)
    assert f"{who} is at it, since {date(act.since)}, until {date(act.until)}" in found.text()
    read = json.loads(json.dumps(found.json()))
    assert (read["possible"], read["since"], "requirement" in read) == (True, found.since, False)
    for name, amount in act.amounts.items():
        assert asked(run, f"{sentence} ({name}: {amount!r} l)", moment).since
        least = 0.011 * float(machine.get("person.water", machine.handle(who)))
        assert not asked(run, f"{sentence} ({name}: {least} l)", moment).since
    other = next(name for name in PEOPLE if machine.handle(name) not in act.roles.values())
    if rule.name != "walk":
        assert not asked(run, phrase.format(who, other), moment).since


def test_a_set_that_somebody_is_not_in_is_told_with_values_events_and_the_time(run: Run) -> None:
    """Where both are, who brought that about, and when they will be in one place: somebody is on his way."""
    seen = 0
    for moment in range(0, 3 * DAY, 2 * HOUR):
        machine = machine_at(run, moment)
        one, two = machine.handle("Mei"), machine.handle("Bergamot")
        places = [int(machine.get("person.place", who)) for who in (one, two)]
        writers = [machine.writer("person.place", who) for who in (two, one)]
        if places[0] == places[1] or not all(writers):
            continue
        seen += 1
        found = asked(run, "Mei pours for Bergamot", moment)
        assert found.explanation is not None
        assert (found.explanation.phase, found.explanation.name) == ("roles", "receiver")
        here, there = (machine.label(place) for place in places)
        line = f"Bergamot's place is {there}, Mei's place is {here}; they must be the same"
        assert found.explanation.lines == (line,)
        assert [past.ident for past in found.past] == writers
        assert all("'s place: " in past.change for past in found.past)
        rule = machine.world.rules["action/pour"]
        assert isinstance(rule.roles[1].domain, Inverse)
        when = machine.would(
            in_set(rule.roles[1], rule.roles[1].domain), {"giver": one, "receiver": two}, moment + 60 * DAY
        )
        assert (machine.world.calendar.text(when) if when is not None else "does not come to hold") in found.holds
    assert seen > 3


def test_a_set_of_bonds_is_told_in_the_worlds_words(run: Run) -> None:
    """Mei knows Ren from the start; nobody else has a bond yet."""
    assert asked(run, "Mei thanks Ren").explanation is None
    found = asked(run, "Ren thanks Mei")
    assert found.explanation is not None
    assert found.explanation.lines == ("there is no bond of trust from Ren to Mei",)
    assert found.explanation.text == "trust(Ren, *)"


def test_what_belongs_to_somebody_else_and_the_set_of_nobody_are_told(run: Run) -> None:
    """The jug is Mei's; nobody guides Bergamot, and so nobody is of his flock."""
    found = asked(run, "Ren holds up old jug")
    assert found.explanation is not None
    assert found.explanation.lines == ("old jug's owner is Mei; needs Ren",)
    found = asked(run, "Bergamot falls in with Ana Koi")
    assert found.explanation is not None
    assert found.explanation.lines == ("Bergamot's guide is nobody; needs anything but nobody",)
    assert asked(run, "Ren falls in with Ren").explanation is None


def test_a_set_without_anybody_is_told_with_when_there_will_be_somebody(run: Run) -> None:
    """Nobody will come to have a jug by himself; of the set of nobody it is said who is not there."""
    found = asked(run, "Ren holds something up")
    assert found.explanation is not None
    assert (found.explanation.text, found.explanation.lines) == ("jug whose owner is Ren", ("there is none such",))
    assert found.holds == "does not come to hold within 60 days, if nobody does anything"
    for sentence in ("Bergamot shows around", "Bergamot shows Mei around"):
        found = asked(run, sentence)
        assert found.explanation is not None
        assert found.explanation.lines == ("Bergamot's guide is nobody; needs anything but nobody",)
    assert asked(run, "Mei holds something up").roles["jug"] == "old jug"
    assert asked(run, "Ren shows around").explanation is None


def test_a_set_that_hangs_on_an_open_role_is_looked_at_with_all_that_may_have_it(run: Run) -> None:
    """Where they wait is open: it can only be where both are."""
    assert asked(run, "Mei waits for Ren").roles["spot"] == "well"
    found = asked(run, "Mei waits for Bergamot")
    assert found.explanation is not None
    assert "nor with any other of 3 choices of spot" in found.notes


@settings(max_examples=25, deadline=None)
@given(moment=st.integers(0, 3 * DAY), who=st.permutations(PEOPLE))
def test_who_is_kept_out_of_his_set_is_exactly_who_is_not_in_it(run: Run, moment: int, who: list[str]) -> None:
    """The condition that is told and waited for is the set, of both sorts."""
    machine = machine_at(run, moment)
    for rule in machine.world.rules.values():
        roles = dict(zip([role.name for role in rule.roles], map(machine.handle, who), strict=False))
        for role in rule.roles:
            if isinstance(role.domain, Inverse | Tied) and role.kind == "person" and "spot" not in roles:
                kept = explain_role(role, roles, machine)
                assert (kept is None) == bool(evaluate(in_set(role, role.domain), roles, machine))
                assert kept is None or (kept.lines and not kept.holds)


@settings(max_examples=40, deadline=None)
@given(
    moment=st.integers(0, 3 * DAY), who=st.permutations(PEOPLE),
    form=st.sampled_from(["{} talks to {}", "{} pours for {}", "{} talks", "{} walks to hill", "{} lies down"]),
)
def test_what_is_possible_is_told_beside_what_would_be_chosen(run: Run, moment: int, who: list[str], form: str) -> None:
    """It is said to be chosen exactly if the engine chooses it; the numbers are those that it ranks by."""
    machine = machine_at(run, moment)
    doer = machine.handle(who[0])
    best = choice_now(machine, doer)
    found = asked(run, form.format(*who), moment)
    if found.explanation is not None or found.since:
        assert found.weighed is None
        return
    assert found.weighed is not None
    assert best is not None
    assert found.weighed.choice == best
    labels = {name: machine.label(handle) for name, handle in best.roles.items()}
    assert found.weighed.chosen == ((best.rule, labels) == (found.rule, found.roles))
    assert found.weighed.option is not None
    assert found.weighed.chosen or found.weighed.why or found.weighed.option.score <= best.score
    assert f"would {'' if found.weighed.chosen else 'not '}choose it now: utility " in found.text()
    doing = machine.doing(doer).partition("/")[2]
    assert (f"{who[0]} is at {doing!r} until " in found.text()) == bool(doing)
    read = json.loads(json.dumps(found.json()))["weighed"]
    assert read["choice"]["utility"] + read["choice"]["luck"] == pytest.approx(best.score)


def test_what_nobody_chooses_by_himself_is_said_so(run: Run) -> None:
    """It has no utility: it can be made to happen, and does not of itself."""
    found = asked(run, "Mei holds up old jug")
    assert found.weighed is not None
    assert found.weighed.line().startswith("Mei would not choose it now: nobody chooses it by himself; ")
    assert "utility" not in found.weighed.json()


@pytest.mark.parametrize(
    ("sentence", "hint"),
    [
        ("Ana lies down", "did you mean 'Ana Koi' or 'Ana Lind'?"),
        ("Mie lies down", "did you mean 'Mei'?"),
        ("Ana Lindt lies down", "did you mean 'Ana Lind'?"),
        ("Lindt lies down", "did you mean 'Ana Lind'?"),
        ("Bergmot talks to Mei", "did you mean 'Bergamot'?"),
        ("Mei walks to shore", "did you mean 'far shore'?"),
        ("Zzyzx lies down", "known here: Ana Koi, Ana Lind, Bergamot, Mei, Ren"),
        ("He lies down", "write the name"),
    ],
)
def test_a_name_that_nobody_has_is_met_with_those_near_it(run: Run, sentence: str, hint: str) -> None:
    """Those with the same word first, then those spelt much like it."""
    sink = Sink()
    assert why_not(run, sentence, 0, sink) is None
    [fault] = sink.found
    assert (fault.code, fault.hint) == ("K301", hint)


def test_what_the_sentence_says_otherwise_of_somebody_is_in_the_way(tmp_path: Path) -> None:
    """An attribute that a sentence names has to be as it names it, whoever is named."""
    run = recorded(tmp_path, "tally", """
kinds:
  soul:
    agent: yes
    numbers: {n: {start: 2, range: 0..9, seen: all}}
    refs: {place: {to: place, inverse: people, seen: all}}
places: {a: {}}
cast: {Al: {place: a}}
actions:
  count: {roles: {p: soul}, utility: 0, effects: [n(p) += 1], takes: 1 min, phrases: ["{p} counts {n(p)} times"]}
""", 1)
    found = asked(run, "Al counts 7 times")
    assert found.explanation is not None
    assert (found.explanation.name, found.explanation.lines) == ("n", ("Al's n is 2",))
    assert asked(run, "Al counts 2 times").explanation is None
