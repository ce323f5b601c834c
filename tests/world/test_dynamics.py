"""What moves, what is watched, what can never be, and what has no order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.world.rings import rings
from kizuna.world.stretches import Stretch, compared, meet

from .conftest import Build

BASE = """\
kinds:
  person:
    agent: yes
    meters:
      calm: {rate: 1 %/h, levels: {low: 0 %, high: 50 %}}
      heat: {toward: 50 %, within: 1 h, levels: {cool: 0 %, hot: 60 %}}
      fame: {levels: {small: 0 %, great: 50 %}}
    numbers: {edge: {range: 0..1, start: 50 %}, size: {range: 1..9}}
    flags: {awake: {start: yes}, glad: {believed: yes}}
    choices: {duty: {of: [guard, clerk, medic]}}
    refs: {place: {to: place, inverse: people, seen: all}, idol: {to: person}}
    dates: {back: {}}
  wound:
    meters: {depth: {rate: 0 - 1 %/h, levels: {slight: 0 %, deep: 50 %}}}
    refs: {patient: {to: person, inverse: wounds}}
bonds:
  care: {from: person, to: person, rate: 0 - 1 %/day}
"""
PEOPLE = "cast: {Ada: {}, Ben: {}}\n"
LIMIT = """\
parameters: {limit: {default: 3, range: 1..5, about: how many}}
definitions:
  alike(person a, person b): a == b or duty(a) == duty(b)
"""


def _meter(body: str) -> str:
    return BASE.replace("      fame:", f"      extra: {{{body}}}\n      fame:")


@pytest.mark.parametrize(
    "body",
    [
        "rate: if calm(self) is low then 1 %/h else 2 %/h",
        "rate: if extra(self) is full then 0 else 1 %/h, levels: {full: 90 %}",
        "rate: fame(self) * 1 %/h",
        "rate: if season is winter or clock > 22:00 then 1 %/h else 0",
        "rate: if since(back(self)) > 2 h then 1 %/h else 0",
        "rate: count(w in wounds(self) where depth(w) is deep) * 1 %/h",
        "toward: if heat(self) is hot then 0 else edge(self), within: 2 h",
    ],
)
def test_a_rate_reads_what_changes_at_moments(build: Build, body: str) -> None:
    """Levels, what moves only by effects, the calendar and the time by comparison."""
    assert build(_meter(f'"rate": 0, {body}'.replace('"rate": 0, ', ""))).told == []


@pytest.mark.parametrize(
    ("body", "told", "hint"),
    [
        ("rate: calm(self) * 1 %/h", "`rate` of 'extra' reads the value of calm(self), which moves",
         "read it through a level: `calm(self) is low`"),
        ("rate: 0 - extra(self) / 1 h", "`rate` of 'extra' reads the value of extra(self)",
         "for a change that slows down as it goes, write `toward` and `within` instead of `rate`"),
        ("rate: if calm(self) > 50 % then 1 %/h else 0", "reads the value of calm(self)", "calm(self) is low"),
        ("toward: heat(self), within: 1 h", "`toward` of 'extra' reads the value of heat(self)", "heat(self) is cool"),
        ("toward: 5 %, within: heat(self) * 1 h", "`within` of 'extra' reads the value of heat(self)", "is cool"),
        ("rate: sum(depth(w) for w in wounds(self)) / 1 h", "reads the value of depth(w)", "depth(w) is slight"),
        ("rate: clock / 1 day * 1 %/h", "`rate` of 'extra' reads clock as a number", "compare it"),
    ],
)
def test_a_rate_cannot_read_a_moving_value(build: Build, body: str, told: str, hint: str) -> None:
    """K402 names both meters and the way out."""
    built = build(_meter(body))
    assert built.codes == ["K402"]
    assert told in built.told[0]
    assert hint in built.hints[0]


def test_rates_in_a_circle_are_named(build: Build) -> None:
    """K401 names the ring, with a place for each."""
    built = build(
        """\
        kinds:
          person:
            meters:
              a: {rate: if b(self) is full then 1 %/h else 0, levels: {full: 90 %}}
              b: {rate: if c(self) is full then 1 %/h else 0, levels: {full: 90 %}}
              c: {rate: if a(self) is full then 1 %/h else 0, levels: {full: 90 %}}
              d: {rate: if a(self) is full then 1 %/h else 0, levels: {full: 90 %}}
        """
    )
    assert built.told == ["p/w.yaml:4:7 K401 rates depend on each other in a circle: a → b → c → a"]
    assert [span.line for span in built.found[0].spans] == [4, 5, 6]


def _when(condition: str) -> str:
    return f"{BASE}triggers: {{event: {{roles: {{p: person, q: person in people(place(p))}}, when: '{condition}'}}}}\n"


@pytest.mark.parametrize(
    "condition",
    [
        "calm(p) > 50 %",
        "edge(p) < heat(p)",
        "calm(p) > heat(q)",
        "care(p, q) > calm(p)",
        "calm(p) is high and heat(q) is hot",
        "calm(p) > edge(p) * 2 - fame(q)",
        "clock >= 22:30",
        "since(back(p)) > 2 h",
        "now >= back(p) + 2 h",
        "back(p) < now",
        "season is winter and weekday is Monday",
        "if awake(p) then calm(p) > 5 % else heat(p) > 5 %",
        "any(w in wounds(p) where depth(w) is deep)",
        "count(w in wounds(p)) > 2",
        "sum(if depth(w) is deep then 2 else 1 for w in wounds(p)) > 3",
    ],
)
def test_a_solvable_condition_can_be_watched(build: Build, condition: str) -> None:
    """One meter with what stands still, two meters, levels, the clock and spans since a date."""
    assert build(_when(condition)).told == []


@pytest.mark.parametrize(
    ("condition", "told", "hint"),
    [
        ("calm(p) * 2 > 50 %", "calm(p) moves", "compare calm(p) by itself"),
        ("calm(p) + heat(p) > 50 %", "calm(p) moves", "declare a level of calm"),
        ("heat(p) >= calm(p) + 5 %", "calm(p) moves", "compared only as they are: heat(p) >= calm(p)"),
        ("calm(p) - heat(p) > 5 %", "calm(p) moves", "compared only as they are: calm(p) >= heat(p)"),
        ("calm(p) >= calm(p) * 2", "calm(p) moves", "compare calm(p) by itself"),
        ("sum(depth(w) for w in wounds(p)) > 1", "depth(w) moves", "make w a role"),
        ("min(calm(p), heat(p)) > 10 %", "calm(p) moves", "compare calm(p) by itself"),
        ("now - back(p) > 2 h", "now moves", "write `since(…)`"),
        ("clock > since(back(p))", "compares the time with something that moves", "compare each with"),
        ("calm(p) == 50 %", "exactly something", "use <= or >=, or a level"),
        ("any(w in wounds(p) where depth(w) / 2 > 1 %)", "depth(w) moves", "compare depth(w) by itself"),
    ],
)
def test_what_cannot_be_solved_for_cannot_be_watched(build: Build, condition: str, told: str, hint: str) -> None:
    """K406 says what moves and the way out."""
    built = build(_when(condition))
    assert built.codes == ["K406"]
    assert told in built.told[0]
    assert hint in built.hints[0]


def test_a_trigger_of_an_event_or_time_asks_at_that_instant(build: Build) -> None:
    """Whatever is compared: nothing has to be solved for."""
    sound = "when: calm(p) + heat(p) > 50 %"
    assert build(f"{BASE}triggers: {{event: {{roles: {{p: person}}, every: day, {sound}}}}}\n").told == []
    following = f"triggers: {{event: {{on: act, {sound}}}}}\n"
    assert build(f"{BASE}actions: {{act: {{roles: {{p: person}}}}}}\n{following}").told == []


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("awake(p) and calm(p) > 5 %", []),
        ("place(p) == mill", []),
        ("clock < 22:00", []),
        ("awake(q)", ["K406"]),
        ("place(p) == place(q)", ["K406"]),
        ("care(p, q) > 5 %", ["K406"]),
        ("count(w in wounds(p)) < 3", ["K406"]),
        ("belief(q, glad(p))", ["K406"]),
        ("calm(p) * 2 > 5 %", ["K406"]),
    ],
)
def test_throughout_reads_only_the_doer(build: Build, condition: str, codes: list[str]) -> None:
    """What is watched all along hangs on one agent."""
    roles = "{p: person, q: person in people(place(p))}"
    text = f"actions: {{act: {{roles: {roles}, throughout: {{a: '{condition}'}}}}}}\n"
    built = build(f"{BASE}places: {{mill: {{}}}}\n{text}")
    assert built.codes == codes


def test_who_can_decide_reads_only_himself(build: Build) -> None:
    """`while` is watched all along, too."""
    decides = BASE.replace("    agent: yes\n", "    agent: yes\n    decides: {while: awake(idol(self))}\n")
    built = build(decides)
    assert built.codes == ["K406"]
    assert "`while` of 'person' is watched all along and reads only self" in built.told[0]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("fame(p) > 120 %", "fame(p) > 120 % can never hold in 'when': 'fame' lies within 0..1"),
        ("size(p) < 1", "size(p) < 1 can never hold in 'when': 'size' lies within 1..9"),
        ("size(p) >= 1", "size(p) >= 1 always holds in 'when'"),
        ("awake(p) or size(p) > 10", "size(p) > 10 can never hold"),
        ("fame(p) > 60 % and fame(p) < 40 %", "fame(p) > 60 % and fame(p) < 40 % exclude each other"),
        ("fame(p) is small and fame(p) is great", "fame(p) is small and fame(p) is great exclude each other"),
        ("duty(p) is guard and duty(p) is clerk or medic", "exclude each other"),
        ("awake(p) and not awake(p)", "exclude each other"),
        ("idol(p) == p and not p == idol(p)", "exclude each other"),
        ("idol(p) == p and idol(p) != p", "idol(p) == p and idol(p) != p exclude each other"),
        ("idol(p) == Ada and idol(p) == Ben", "idol(p) == Ada and idol(p) == Ben exclude each other"),
        ("nobody == idol(p) and idol(p) == Ada", "exclude each other"),
        ("size(p) < size(q) and size(q) <= size(p)", "exclude each other"),
        ("fame(p) is small and fame(p) >= 95 %", "fame(p) is small and fame(p) >= 95 % exclude each other"),
        ("no", "no can never hold in 'when'"),
        ("awake(p) and (yes or calm(p) > 5 %)", "yes always holds"),
        ("awake(p) and 1 > 2", "1 > 2 can never hold"),
        ("size(p) < 3 - 2", "size(p) < 3 - 2 can never hold"),
        ("p != p", "p != p can never hold"),
        ("clock >= 24:00", "clock >= 24:00 can never hold"),
        ("day_of_year < 1", "day_of_year < 1 can never hold in 'when': 'day_of_year' lies within 1..365"),
        ("awake(p) and day_of_year <= 365", "day_of_year <= 365 always holds"),
        ("count(w in wounds(p)) >= 0", "always holds in 'when': a count is at least 0"),
        ("limit > 7", "limit > 7 can never hold in 'when', whatever 'limit' is set to within its range"),
    ],
)
def test_a_condition_that_settles_nothing_is_told(build: Build, condition: str, told: str) -> None:
    """K403 is a warning: the world is made all the same."""
    built = build(_when(condition) + LIMIT + PEOPLE)
    assert built.codes == ["K403"]
    assert told in built.told[0]
    assert built.world is not None


@pytest.mark.parametrize(
    "condition",
    [
        "fame(p) > 40 % and fame(p) < 60 %",
        "fame(p) > 60 % or fame(p) < 40 %",
        "fame(p) > 60 % and fame(q) < 40 %",
        "idol(p) == Ada and idol(q) == Ben",
        "idol(p) == Ada and idol(p) != Ben",
        "idol(p) == Ada or idol(p) == Ben",
        "idol(p) == p and idol(p) == q",
        "size(p) < size(q) and size(q) > size(p)",
        "size(p) <= size(q) and size(q) <= size(p)",
        "fame(p) is great and fame(p) >= 95 %",
        "duty(p) is guard or clerk and awake(p)",
        "duty(p) is not guard and duty(p) is not clerk",
        "size(p) > 1",
        "fame(p) is great",
        "clock >= 23:59",
        "day_of_year == 365",
        "count(w in wounds(p)) > 0",
        "limit > 3",
        "awake(p) and (if awake(p) then no else yes)",
        "alike(p, p)",
    ],
)
def test_a_condition_that_can_go_either_way_is_silent(build: Build, condition: str) -> None:
    """Nothing is told of what may hold and may not."""
    assert build(_when(condition) + LIMIT + PEOPLE).told == []


def test_requirements_of_one_action_can_exclude_each_other(build: Build) -> None:
    """By whatever names they go."""
    requires = "requires: {famous: fame(p) > 60 %, unknown to all: fame(p) <= 40 %}"
    built = build(f"{BASE}actions: {{act: {{roles: {{p: person}}, {requires}}}}}\n")
    assert [line.partition(" ")[2] for line in built.told] == [
        "K403 'act' can never happen: fame(p) > 60 % and fame(p) <= 40 % exclude each other"
    ]


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("every: day, effects: [glad(p) = yes]", "every: day, effects: [glad(p) = no]", ["K404"]),
        ("every: day, effects: [glad(p) = yes]", "every: day, effects: [glad(p) = yes]", []),
        ("every: day, effects: [glad(p) = yes]", "every: hour, effects: [glad(p) = no]", []),
        ("every: day, effects: [glad(p) = yes]", "every: day, effects: [awake(p) = no]", []),
        ("every: day, when: awake(p), effects: [glad(p) = yes]",
         "every: day, when: not awake(p), effects: [glad(p) = no]", []),
        ("every: day, when: awake(p), effects: [glad(p) = yes]", "every: day, effects: [glad(p) = no]", ["K404"]),
        ("when: awake(p), effects: [glad(p) = yes]", "when: awake(p), effects: [glad(p) = no]", ["K404"]),
        ("when: awake(p), effects: [glad(p) = yes]", "when: not awake(p), effects: [glad(p) = no]", []),
        ("every: day, effects: [fame(p) += 1 %]", "every: day, effects: [fame(p) += 2 %]", []),
        ("every: day, effects: [{if awake(p): [glad(p) = yes]}]", "every: day, effects: [glad(p) = no]", []),
    ],
)
def test_two_triggers_of_one_instant_write_in_no_order(build: Build, one: str, other: str, codes: list[str]) -> None:
    """K404 where both set one attribute of the same one to different values, whatever the role is called."""
    other = other.replace("(p)", "(r)")
    text = f"triggers:\n  first: {{roles: {{p: person}}, {one}}}\n  second: {{roles: {{r: person}}, {other}}}\n"
    built = build(BASE + text)
    assert built.codes == codes
    assert built.world is not None


@given(st.dictionaries(st.sampled_from("abcde"), st.frozensets(st.sampled_from("abcde"))))
def test_a_ring_leads_back_along_edges(edges: dict[str, frozenset[str]]) -> None:
    """Each ring is a way round, no two share a name, and without its names nothing goes round."""
    found = rings(edges)
    for ring in found:
        assert all(after in edges[name] for name, after in zip(ring, (*ring[1:], ring[0]), strict=True))
    told = [name for ring in found for name in ring]
    assert len(told) == len(set(told))
    left = {name: ends - set(told) for name, ends in edges.items() if name not in told}
    assert rings(left) == []


_ends = st.sampled_from([0.0, 1.0, 2.0, 3.0])
_stretches = st.builds(Stretch, _ends, _ends, st.booleans(), st.booleans())


def _has(stretches: tuple[Stretch, ...], value: float) -> bool:
    return any(
        (part.low < value or (part.low == value and part.with_low))
        and (value < part.high or (value == part.high and part.with_high))
        for part in stretches
    )


@given(st.lists(_stretches, max_size=3), st.lists(_stretches, max_size=3))
def test_what_is_in_both_is_in_each(one: list[Stretch], other: list[Stretch]) -> None:
    """The common part has exactly the numbers that both have."""
    both = meet(tuple(one), tuple(other))
    for half in range(-1, 8):
        value = half / 2
        assert _has(both, value) == (_has(tuple(one), value) and _has(tuple(other), value))


def test_a_comparison_is_a_stretch() -> None:
    """And `!=` is two."""
    assert [_has(compared("<=", 1.0), value) for value in (0.0, 1.0, 2.0)] == [True, True, False]
    assert [_has(compared("!=", 1.0), value) for value in (0.0, 1.0, 2.0)] == [True, False, True]
    assert [_has(compared("==", 1.0), value) for value in (0.0, 1.0, 2.0)] == [False, True, False]
    assert [_has(compared(">", 1.0), value) for value in (0.0, 1.0, 2.0)] == [False, False, True]
