"""What actions and triggers do, one behaviour a test, in a world of a few lines."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kizuna.engine.api import Directed
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.world.luck import stable

from .support import DAY, HOUR, records, stream, world_of

MINUTE = 60_000
PEOPLE = """
units: {oil: {}}
choices: {spot: [here, there]}
kinds:
  person:
    agent: yes
    decides: {while: awake(self), reaction: 1 s}
    perceives: awake(self)
    meters:
      warmth: {range: 0..1, start: 50 %, rate: 1 %/h, levels: {cold: 0 %, warm: 60 %, hot: 90 %}}
    numbers:
      oil: {unit: oil, start: 10 oil, range: 0..cellar}
      cellar: {unit: oil, start: 20 oil, range: 0..100}
      tally: {start: 0}
    flags:
      awake: {start: yes, seen: here}
      merry: {start: no, seen: here, believed: yes, phrases: {yes: "{self} is merry", no: "{self} is glum"}}
    refs: {place: {to: place, inverse: people, seen: all}}
    dates: {rang: {}}
  lamp:
    named: "{owner}'s lamp"
    refs: {owner: {to: person, inverse: lamps}, place: {to: place, inverse: lights, seen: all}}
    flags: {lit: {start: no, seen: here}}
bonds:
  fondness: {from: person, to: person, range: 0..1, start: 20 %}
places: {hall: {}, yard: {}}
cast:
  Ada: {place: hall}
  Ben: {place: hall}
  Cid: {place: yard}
"""


def machine_with(**files: str) -> Machine:
    """The people, with further files, before anything has happened."""
    machine = Machine.begin(world_of(people=PEOPLE, **files), 5)
    machine.autonomy = False
    machine.live(0)
    machine.drain()
    return machine


def rules_of(machine: Machine) -> list[tuple[str, int]]:
    """(rule, status) of the events since the last look."""
    names = {stable(rule): rule for rule in machine.world.rules}
    return [(names.get(r[3], "directed"), r[4]) for r in records(machine.drain())]


def do(machine: Machine, rule: str, **who: str) -> None:
    """Direct a happening that must not be refused."""
    roles = {role: machine.handle(name) for role, name in who.items()}
    assert machine.perform(Directed(f"action/{rule}", roles)).refusal is None


BREW = """
actions:
  brew:
    roles: {p: person}
    requires:
      oil enough: oil(p) >= 4 oil
    throughout:
      stays awake: awake(p)
    takes: 2 h
    begins: [tally(p) += 1]
    effects: [oil(p) -= 4 oil, merry(p) = yes]
    interrupted: [oil(p) -= 4 oil * progress]
    phrases: ["{p} brews"]
  nudge:
    roles: {p: person, q: person in people(place(p))}
    requires: {not oneself: p != q}
    effects: [interrupt q]
    phrases: ["{p} nudges {q}"]
"""


def test_an_action_takes_its_time() -> None:
    """It begins, and ends two hours later; effects come at their ends."""
    machine = machine_with(brew=BREW)
    ada = machine.handle("Ada")
    machine.start(Directed("action/brew", {"p": ada}))
    assert machine.get("person.tally", ada) == 1
    assert machine.doing(ada) == "action/brew"
    machine.live(2 * HOUR - 1)
    assert machine.get("person.oil", ada) == 10
    machine.live(2 * HOUR)
    assert machine.get("person.oil", ada) == 6
    assert rules_of(machine) == [("action/brew", 1), ("action/brew", 0)]


@pytest.mark.parametrize("how", ["nudge", "able"])
def test_a_broken_off_action_counts_for_what_was_done(how: str) -> None:
    """A quarter of the time, a quarter of the oil, whoever or whatever stops it."""
    machine = machine_with(brew=BREW)
    ada = machine.handle("Ada")
    machine.start(Directed("action/brew", {"p": ada}))
    machine.live(30 * MINUTE)
    machine.drain()
    if how == "nudge":
        do(machine, "nudge", p="Ben", q="Ada")
    else:
        machine.set_value("person.awake", ada, 0)
        machine.live(machine.now)
    assert machine.get("person.oil", ada) == pytest.approx(9)
    assert machine.get("person.merry", ada) == 0
    assert ("action/brew", 2) in rules_of(machine)
    machine.live(5 * HOUR)
    assert machine.get("person.oil", ada) == pytest.approx(9)


def test_requirements_are_named_when_they_fail() -> None:
    """A refusal says which requirement, and that the doer must be able to act at all comes first."""
    machine = machine_with(brew=BREW)
    ada = machine.handle("Ada")
    machine.set_value("person.oil", ada, 3.0)
    refused = machine.refusal("action/brew", {"p": ada})
    assert refused is not None
    assert (refused.requirement.name, refused.phase) == ("oil enough", "requires")
    machine.set_value("person.awake", ada, 0)
    refused = machine.refusal("action/brew", {"p": ada})
    assert refused is not None
    assert refused.phase == "able"


GRAB = """
actions:
  grab:
    roles: {p: person, l: lamp in lights(place(p))}
    requires: {not lit: not lit(l)}
    utility: 1 + 0.9 * fondness(p, Cid)
    takes: 10 min
    claims: [l]
    effects: [lit(l) = yes, owner(l) = p]
    phrases: ["{p} takes {l}"]
things: {red lamp: {is: lamp, place: hall}}
"""


def test_of_two_who_grab_one_thing_the_keener_gets_it() -> None:
    """They choose on one snapshot; the higher score has it, the other finds it claimed."""
    for keen, slow in (("Ada", "Ben"), ("Ben", "Ada")):
        machine = machine_with(grab=GRAB)
        machine.set_value("person>person.fondness", machine.handle(keen), 1.0, machine.handle("Cid"))
        machine.set_value("person>person.fondness", machine.handle(slow), 0.0, machine.handle("Cid"))
        machine.drain()
        kernel = machine.kernel
        kernel.autonomy = True
        for name in (slow, keen):
            kernel.think(machine.handle(name), 1000)
        found = [r for r in records(stream(machine, 20 * MINUTE)) if r[3] == stable("action/grab")]
        assert [(r[4], r[12]) for r in found] == [(1, stable(keen)), (0, stable(keen))]
        assert machine.get("lamp.owner", machine.handle("red lamp")) == machine.handle(keen)


def test_a_claim_ends_with_the_action() -> None:
    """After it, the next one may."""
    machine = machine_with(grab=GRAB)
    do(machine, "grab", p="Ada", l="red lamp")
    machine.set_value("lamp.lit", machine.handle("red lamp"), 0)
    do(machine, "grab", p="Ben", l="red lamp")


def test_right_hand_sides_are_read_before_anything_is_written() -> None:
    """Two who swap have each other's amount afterwards, in whatever order the effects stand."""
    swap = """
actions:
  swap:
    roles: {p: person, q: person in people(place(p))}
    requires: {not oneself: p != q}
    effects: [oil(p) = oil(q), oil(q) = oil(p)]
    phrases: ["{p} swaps with {q}"]
"""
    machine = machine_with(swap=swap)
    ada, ben = machine.handle("Ada"), machine.handle("Ben")
    machine.set_value("person.oil", ada, 2.0)
    machine.set_value("person.oil", ben, 7.0)
    do(machine, "swap", p="Ada", q="Ben")
    assert (machine.get("person.oil", ada), machine.get("person.oil", ben)) == (7.0, 2.0)


@pytest.mark.parametrize(
    ("there", "room", "asked", "moved"), [(10, 20, 4, 4), (3, 20, 5, 3), (10, 6, 9, 6), (9, 20, -2, 0)]
)
def test_moving_conserves(there: float, room: float, asked: float, moved: float) -> None:
    """Never more than there is, never more than fits, never backwards."""
    pour = """
parameters: {asked: {default: %s oil, range: -9 oil..99 oil, about: how much}}
actions:
  pour:
    roles: {p: person, q: person in people(place(p))}
    requires: {not oneself: p != q}
    effects: [move asked from oil(p) to oil(q)]
    phrases: ["{p} pours for {q}"]
"""
    machine = machine_with(pour=pour % asked)
    ada, ben = machine.handle("Ada"), machine.handle("Ben")
    machine.set_value("person.oil", ada, float(there))
    machine.set_value("person.cellar", ben, float(room))
    machine.set_value("person.oil", ben, 0.0)
    do(machine, "pour", p="Ada", q="Ben")
    assert machine.get("person.oil", ada) == there - moved
    assert machine.get("person.oil", ben) == moved


SHOUT = """
actions:
  cheer up:
    roles: {p: person, q: person in people(place(p))}
    effects: [merry(q) = yes]
    perceived by: %s
    unnoticed by: %s
    phrases: ["{p} cheers {q} up"]
"""


@pytest.mark.parametrize(
    ("perceived", "unnoticed", "knowing"),
    [
        ("[here]", "[]", {"Ada", "Ben"}),
        ("[q]", "[]", {"Ben"}),
        ("[here]", "[p]", {"Ben"}),
        ("[nobody]", "[]", set()),
        ('["all person"]', "[]", {"Ada", "Ben", "Cid"}),
    ],
)
def test_who_perceives_it_learns_of_it(perceived: str, unnoticed: str, knowing: set[str]) -> None:
    """Witnesses believe what they saw change; the others go on believing what they did."""
    machine = machine_with(shout=SHOUT % (perceived, unnoticed))
    do(machine, "cheer up", p="Ada", q="Ben")
    ben = machine.handle("Ben")
    held = {name: machine.held(machine.handle(name), "person.merry", [ben]) for name in ("Ada", "Ben", "Cid")}
    assert {name for name, belief in held.items() if belief.value} == knowing
    assert machine.get("person.merry", ben) == 1
    assert all(belief.source for name, belief in held.items() if name in knowing)


def test_who_sleeps_perceives_nothing() -> None:
    """Perceiving has its own condition."""
    machine = machine_with(shout=SHOUT % ("[here]", "[]"))
    machine.set_value("person.awake", machine.handle("Ada"), 0)
    kernel = machine.kernel
    kernel.autonomy = False
    roles = {"p": machine.handle("Ben"), "q": machine.handle("Ben")}
    assert machine.perform(Directed("action/cheer up", roles)).refusal is None
    assert machine.held(machine.handle("Ada"), "person.merry", [machine.handle("Ben")]).status == "none"


MAKE = """
actions:
  make a lamp:
    roles: {p: person}
    effects:
      - create lamp l: {owner: p, lit: yes, place: place(p)}
    phrases: ["{p} makes a lamp"]
  break all:
    roles: {p: person}
    effects:
      - for each l in lamps(p) where lit(l):
          - remove l
          - tally(p) += 1
    phrases: ["{p} breaks all lit lamps"]
"""


def test_things_are_made_and_ended() -> None:
    """They have an identity of their own, a name by their kind, and leave every list when they end."""
    machine = machine_with(make=MAKE)
    ada = machine.handle("Ada")
    for _ in range(3):
        do(machine, "make a lamp", p="Ada")
    lamps = machine.inverse("lamp.owner", ada)
    assert len({machine.ident(lamp) for lamp in lamps}) == 3
    assert {machine.label(lamp) for lamp in lamps} == {"Ada's lamp"}
    do(machine, "break all", p="Ada")
    assert machine.inverse("lamp.owner", ada) == []
    assert machine.members("lamp") == []
    assert machine.inverse("lamp.place", machine.handle("hall")) == []
    assert machine.get("person.tally", ada) == 3


WARM = """
triggers:
  glow:
    roles: {p: person}
    when: warmth(p) is at least warm
    effects: [merry(p) = yes]
    phrases: ["{p} glows"]
  cheer the glowing:
    on: glow
    roles: {p: person, q: person in people(place(p))}
    when: p != q
    effects: ["fondness(q, p) += 10 %"]
    phrases: ["{q} warms to {p}"]
  sweat:
    roles: {p: person}
    when: warmth(p) is hot
    again: 30 min
    effects: [tally(p) += 1]
    phrases: ["{p} sweats"]
"""


def test_a_threshold_is_met_at_its_millisecond() -> None:
    """Ten per cent at one per cent an hour are ten hours; it happens once, and what follows follows at once."""
    machine = machine_with(warm=WARM)
    found = records(stream(machine, 12 * HOUR))
    glows = [r for r in found if r[3] == stable("trigger/glow")]
    assert [r[2] for r in glows] == [10 * HOUR] * 3
    follows = [r for r in found if r[3] == stable("trigger/cheer the glowing")]
    assert [r[2] for r in follows] == [10 * HOUR] * 2
    assert {r[14:16] for r in follows} == {(2, r[1]) for r in glows if r[12] != stable("Cid")}


def test_a_trigger_happens_anew_only_when_its_condition_becomes_true_anew() -> None:
    """Cooling down and warming up again makes it happen again."""
    machine = machine_with(warm=WARM)
    ada = machine.handle("Ada")
    machine.live(11 * HOUR)
    rules_of(machine)
    machine.set_value("person.warmth", ada, 0.55)
    machine.live(12 * HOUR)
    assert ("trigger/glow", 0) not in rules_of(machine)
    machine.live(17 * HOUR)
    assert rules_of(machine).count(("trigger/glow", 0)) == 1


def test_again_repeats_while_it_holds() -> None:
    """Every half hour from the moment it became true, until it is false."""
    machine = machine_with(warm=WARM)
    ada = machine.handle("Ada")
    machine.set_value("person.warmth", ada, 0.9)
    machine.live(machine.now + 2 * HOUR + MINUTE)
    assert machine.get("person.tally", ada) == 5
    machine.set_value("person.warmth", ada, 0.1)
    machine.live(machine.now + 4 * HOUR)
    assert machine.get("person.tally", ada) == 5


def test_the_bell_rings_by_the_calendar() -> None:
    """Once a day at eight for everybody, on Sundays at nine for nobody in particular."""
    bells = """
calendar: {start: "year 1, January 3, 06:00"}
triggers:
  bell: {every: day at 08:00, roles: {p: person}, effects: [rang(p) = now], phrases: ["{p} hears the bell"]}
  mass: {every: Sunday at 09:00, phrases: ["mass is read"]}
"""
    machine = machine_with(bells=bells)
    found = records(stream(machine, 14 * DAY))
    calendar = machine.world.calendar
    rings = [r[2] for r in found if r[3] == stable("trigger/bell")]
    assert len(rings) == 3 * 14
    assert {calendar.clock(at) for at in rings} == {8 * HOUR}
    masses = [r[2] for r in found if r[3] == stable("trigger/mass")]
    assert [(calendar.week[calendar.weekday(at)], calendar.clock(at)) for at in masses] == [("Sunday", 9 * HOUR)] * 2
    assert machine.get("person.rang", machine.handle("Ada")) == rings[-1]


def test_a_cascade_names_its_rules() -> None:
    """Two rules that call each other at one instant are stopped with both names."""
    loop = """
triggers:
  ping: {roles: {p: person}, when: tally(p) == 1, effects: [tally(p) = 2], phrases: ["{p} pings"]}
  pong: {roles: {p: person}, when: tally(p) == 2, effects: [tally(p) = 1], phrases: ["{p} pongs"]}
"""
    machine = machine_with(loop=loop)
    machine.set_value("person.tally", machine.handle("Ada"), 1.0)
    with pytest.raises(CascadeError) as fault:
        machine.live(HOUR)
    assert "'ping'" in fault.value.diagnostic.message
    assert "'pong'" in fault.value.diagnostic.message
    assert [span.file for span in fault.value.diagnostic.spans] == ["tried/loop.yaml"] * 2


def test_what_happens_anew_every_millisecond_is_a_cascade() -> None:
    """A threshold that is put where a falling meter stands is crossed again as soon as time runs."""
    loop = """
kinds: {person: {extend: yes, meters: {candle: {range: 0..1, start: 1, rate: 0 - 10 %/h}}}}
triggers:
  sink: {roles: {p: person}, when: candle(p) < tally(p), effects: [tally(p) = candle(p)], phrases: ["{p} sinks"]}
"""
    machine = machine_with(loop=loop)
    machine.set_value("person.tally", machine.handle("Ada"), 1.0)
    with pytest.raises(CascadeError) as fault:
        machine.live(HOUR)
    assert "'sink'" in fault.value.diagnostic.message


TRY = """
actions:
  light:
    roles: {p: person, l: lamp in lights(place(p))}
    works if: {oil in it: oil(p) > 5 oil}
    outcomes: {bright: 3, dim: 1}
    varies: {waste: 0 oil..2 oil}
    effects:
      - oil(p) -= waste
      - if outcome is bright: [lit(l) = yes]
    fails: [tally(p) += 1]
    luck per: occurrence
    phrases: {bright: ["{p} lights {l}"], dim: ["{p} half lights {l}"], fails: ["{p} cannot light {l}"]}
things: {blue lamp: {is: lamp, place: hall}}
"""


def test_a_doer_may_try_in_vain() -> None:
    """What he cannot know is no requirement: the action takes place and fails."""
    machine = machine_with(light=TRY)
    ada = machine.handle("Ada")
    machine.set_value("person.oil", ada, 2.0)
    do(machine, "light", p="Ada", l="blue lamp")
    assert machine.get("person.tally", ada) == 1
    assert machine.get("lamp.lit", machine.handle("blue lamp")) == 0
    assert ("action/light", 3) in rules_of(machine)


def test_luck_keeps_to_its_weights() -> None:
    """Of 400 tries about three quarters come off, and what is drawn from a range fills the range."""
    machine = machine_with(light=TRY)
    ada = machine.handle("Ada")
    outcomes, wastes = [], []
    for _ in range(400):
        machine.set_value("person.oil", ada, 10.0)
        machine.drain()
        do(machine, "light", p="Ada", l="blue lamp")
        ints, floats = machine.drain()
        outcomes.append(ints[6])
        wastes.append(floats[0])
    # Three standard deviations of a binomial with n = 400, p = 3/4 are 26.
    assert abs(outcomes.count(1) - 300) < 26
    assert min(wastes) < 0.05
    assert max(wastes) > 1.95
    assert abs(sum(wastes) / 400 - 1) < 0.09


def test_what_a_script_says_goes_before_luck() -> None:
    """A directed outcome and amount are taken as they are said."""
    machine = machine_with(light=TRY)
    roles = {"p": machine.handle("Ada"), "l": machine.handle("blue lamp")}
    for outcome, lit in (("dim", 0), ("bright", 1)):
        machine.set_value("person.oil", roles["p"], 10.0)
        machine.perform(Directed("action/light", roles, amounts={"waste": 1.5}, outcome=outcome))
        assert machine.get("lamp.lit", roles["l"]) == lit
        assert machine.get("person.oil", roles["p"]) == 8.5


def test_a_moving_bond_can_be_watched() -> None:
    """A bond that grows by itself towards somebody meets its level, and the trigger knows for whom."""
    bond = """
bonds:
  regard:
    from: person
    to: person
    range: 0..1
    start: 0
    toward: if awake(from) then 80 % else 0
    within: 10 h
    levels: {far: 0 %, near: 50 %}
cast:
  Dan: {place: hall, regard: {Ada: 10 %}}
triggers:
  come near:
    roles: {p: person, q: "person in regard(p, *)"}
    when: regard(p, q) is near
    effects: [merry(p) = yes]
    phrases: ["{p} comes near to {q}"]
"""
    machine = machine_with(bond=bond.replace("regard(p, q) is near", '"regard(p, q) is near"'))
    found = [r for r in records(stream(machine, DAY)) if r[3] == stable("trigger/come near")]
    assert [(r[12], r[13]) for r in found] == [(stable("Dan"), stable("Ada"))]
    # 0.8 - 0.7 e^(-t/10 h) = 0.5 at t = 10 h ln(7/3)
    assert found[0][2] == pytest.approx(8.4729786 * HOUR, abs=2)


def test_who_has_heard_nothing_assumes_and_is_not_certain() -> None:
    """Without a belief the prior is what he goes by, with no certainty; what he sees he is certain of."""
    machine = machine_with(shout=SHOUT % ("[here]", "[]"))
    ada, ben = machine.handle("Ada"), machine.handle("Ben")
    before = machine.held(ada, "person.merry", [ben])
    do(machine, "cheer up", p="Ada", q="Ben")
    after = machine.held(ada, "person.merry", [ben])
    assert (before.status, before.value, before.certainty) == ("none", 0, 0.0)
    assert (after.status, after.value, after.certainty) == ("known", 1, 1.0)


def test_a_chance_within_for_each_is_drawn_for_each() -> None:
    """Of those who run one risk some fare worse than others, about half of the times each."""
    hail = """
triggers:
  hail:
    every: hour
    roles: {p: person}
    when: warmth(p) > 0
    effects:
      - for each q in people(place(p)):
          - for each r in people(place(p)):
              - chance 50 %: [tally(q) += 1]
    phrases: ["it hails on {p}"]
"""
    machine = machine_with(hail=hail)
    hits: list[tuple[int, int]] = []
    for _ in range(60):
        machine.live(machine.now + HOUR)
        hits.append(tuple(int(machine.get("person.tally", machine.handle(name))) for name in ("Ada", "Ben")))
    steps = [(a - c, b - d) for (a, b), (c, d) in pairwise([(0, 0), *hits])]
    assert len(set(steps)) > 12
    # Three standard deviations of a binomial with n = 240, p = 1/2 are 23.
    assert all(abs(count - 120) < 23 for count in hits[-1])
