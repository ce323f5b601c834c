"""Kinds and their attributes: what is declared, what is assumed, and what is refused."""

from __future__ import annotations

import pytest

from kizuna.lang.ast import Binary, Expr, Get, Literal, Thing
from kizuna.lang.types import BOOL, NEVER_WAS, Choice, Ref
from kizuna.world.model import Attribute, Level, Slot

from .conftest import Build

WHOLE = """\
units: {oil: {}, jar: 2 oil}
choices: {post: [clerk, guard]}
kinds:
  person:
    agent: yes
    decides: {by: duty, every: {guard: 5 s, clerk: 3 h}, while: awake(self), reaction: 4 s}
    perceives: awake(self)
    meters:
      lamp: {unit: oil, range: 0..flask, start: 50 %, rate: 0 - 1 oil/day, levels: {dim: 0 %, bright: 40 %}, seen: here}
      calm: {start: low, toward: 60 %, within: 6 h, levels: {low: 0, high: 50 %}}
      jug: {unit: jar, range: 1..9, levels: {scant: 2, ample: 5 jar}}
    numbers: {flask: {unit: oil, start: 40 oil, range: 10..90}, luck: {}}
    flags: {awake: {start: yes, believed: yes, phrases: {yes: "{self} is awake", no: "{self} sleeps"}}}
    choices: {duty: {of: post}, mood: {of: [glad, sad], start: sad}}
    refs: {home: {to: place, inverse: residents}}
    dates: {back: {}}
  wound:
    named: "{patient}'s {site} wound"
    refs: {patient: {to: person, inverse: wounds}}
    choices: {site: {of: [head, arm]}}
"""


def _value(expr: Expr | None) -> float:
    assert isinstance(expr, Literal)
    return float(expr.value)


def _person(build: Build) -> dict[str, Attribute]:
    world = build(WHOLE).sure
    return {attribute.name: attribute for attribute in world.attributes.values() if attribute.owner == "person"}


def test_attributes_stand_in_the_order_of_declaration(build: Build) -> None:
    """A kind lists its attributes as its author did; the table of all is sorted by key."""
    world = build(WHOLE).sure
    assert [key.partition(".")[2] for key in world.kinds["person"].attributes] == [
        "lamp", "calm", "jug", "flask", "luck", "awake", "duty", "mood", "home", "back",
    ]
    assert list(world.attributes) == sorted(world.attributes)
    assert world.attributes["place.inside"].inverse == "contents"


def test_a_meter_keeps_what_is_declared(build: Build) -> None:
    """Unit, range, rate per ms, levels as shares, and a start that is a share of a range with a bearer's bound."""
    lamp = _person(build)["lamp"]
    assert (lamp.unit, lamp.unit_size, lamp.seen) == ("oil", 1.0, "here")
    assert _value(lamp.low) == 0.0
    assert isinstance(lamp.high, Get)
    assert lamp.high.attr == "person.flask"
    assert isinstance(lamp.start, Binary)
    assert lamp.levels == (Level("dim", 0.0), Level("bright", 0.4))
    assert lamp.levels_relative
    assert lamp.rate is not None


def test_what_is_left_out_is_assumed(build: Build) -> None:
    """0..1 for a bare meter, open for a number, the low bound, no, the first value, nobody and never for starts."""
    person = _person(build)
    calm, luck = person["calm"], person["luck"]
    assert (_value(calm.low), _value(calm.high)) == (0.0, 1.0)
    assert (luck.low, luck.high, _value(luck.start)) == (None, None, 0.0)
    assert person["duty"].start == Literal(0, Choice("post", ("clerk", "guard")))
    assert person["home"].start == Thing("", Ref("place"))
    assert _value(person["back"].start) == NEVER_WAS
    assert _value(person["jug"].start) == 2.0
    assert person["awake"].prior == person["awake"].start
    assert person["calm"].prior is None


def test_bare_bounds_and_levels_are_in_the_unit(build: Build) -> None:
    """`range: 1..9` of a meter in jars is in jars, and so are its levels."""
    jug = _person(build)["jug"]
    assert (_value(jug.low), _value(jug.high)) == (2.0, 18.0)
    assert jug.levels == (Level("scant", 4.0), Level("ample", 10.0))
    assert not jug.levels_relative


def test_phrases_stand_under_values(build: Build) -> None:
    """A flag's phrases are filed under yes and no."""
    assert [(phrase.key, phrase.text) for phrase in _person(build)["awake"].phrases] == [
        ("yes", "{self} is awake"), ("no", "{self} sleeps"),
    ]


def test_how_an_agent_decides(build: Build) -> None:
    """Times by situation in the order of its values, and who can decide."""
    decides = build(WHOLE).sure.kinds["person"].decides
    assert decides is not None
    assert decides.by == "person.duty"
    assert decides.every == (("clerk", 10_800_000), ("guard", 5_000))
    assert (decides.default_every, decides.reaction) == (7_200_000, 4_000)
    assert decides.able is not None
    assert decides.able.type == BOOL


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("{range: 5..1, start: 3}", "write the lower end first: 1..5"),
        ("{range: 5 oil..1 oil, unit: oil, start: 0 oil}", "write the lower end first: 1 oil..5 oil"),
        ("{range: 5..1 oil, unit: oil, start: 0 oil}", "write the lower end first"),
        ("{range: 5..5}", "give it two ends that differ"),
    ],
)
def test_of_a_range_that_does_not_rise_nothing_else_is_told(build: Build, written: str, hint: str) -> None:
    """What lies outside it, or can never hold within it, is not at fault."""
    built = build(
        f"units: {{oil: {{}}}}\nkinds:\n  person:\n    agent: yes\n    numbers: {{size: {written}}}\n"
        "cast: {Ada: {size: 3}}\ntriggers: {event: {roles: {p: person}, every: day, when: size(p) > 0}}\n"
    )
    told = [item for item in built.found if not item.code.startswith("K5")]
    assert [(item.code, item.hint) for item in told if "size" in item.message] == [("K109", hint)]


def test_a_template_names_members(build: Build) -> None:
    """Text and attributes alternate."""
    named = build(WHOLE).sure.kinds["wound"].named
    assert named == (Slot("self", "wound.patient"), "'s ", Slot("self", "wound.site"), " wound")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("meters: {calm: {unit: oyl}}", "4:27 K207 there is no unit 'oyl'"),
        ("meters: {calm: {range: 1..0}}", "K109 the range 1..0 of 'calm' does not rise"),
        ("meters: {calm: {range: 0..0}}", "K109 the range 0..0 of 'calm' does not rise"),
        ("meters: {calm: {range: 0..edge(self)}}", "K202"),
        ("meters: {calm: {range: 0..other}, other: {}}", "K202 there is no name 'other'"),
        ("meters: {calm: {range: 0..10, start: 11}}", "K109 calm is 11, outside its range 0..10"),
        ("meters: {calm: {rate: 5 %}}", "K205"),
        ("meters: {calm: {rate: 5 %/h, toward: 60 %, within: 1 h}}", "K102 'calm' has both a `rate` and a `toward`"),
        ("meters: {calm: {toward: 60 %}}", "K103 'calm' has `toward` and needs `within`, too"),
        ("meters: {calm: {toward: 60 %, within: 0 h}}", "K109 `within` of 'calm' is a time greater than 0"),
        ("meters: {calm: {levels: {low: 10 %, high: 10 %}}}", "K110 the level 'high' begins at 10 %, not above"),
        ("meters: {calm: {range: 0..9, levels: {low: 1, high: 50 %}}}",
         "K110 levels mix a share (50 %) with an amount (1)"),
        ("meters: {calm: {levels: {low: 0, high: 120 %}}}", "K110 the level 'high' of 'calm' begins outside"),
        ("meters: {calm: {range: 0.., levels: {low: 10 %}}}",
         "K110 levels of 'calm' are in per cent, but its range 0.. is open"),
        ("meters: {calm: {levels: {low: 10 m}}}", "K205 the level begins at 10 m"),
        ("meters: {calm: {seen: her}}", "K102 `seen` is one of self, here, all, nobody, not 'her'"),
        ("meters: {calm: {phrases: {low: '{self} frets'}}}", "K107 'calm' has no value or level 'low'"),
        ("meters: {calm: {start: abc}}", "K202 there is no name 'abc'"),
        ("meters: {Calm: {}}", "K105 'Calm' cannot name an attribute"),
        ("meters: {sum: {}}", "K105 'sum' is a word of the language and cannot name an attribute"),
        ("meters: {calm: {of: [a]}}", "K101 unknown key 'of'"),
        ("meters: {calm: {}}\n    numbers: {calm: {}}", "K104 'person' has two attributes called 'calm'"),
        ("flags: {awake: {start: maybe}}", "K202 there is no name 'maybe'"),
        ("flags: {awake: {believed: perhaps}}", "K102 believed is yes or no, but 'perhaps' stands here"),
        ("flags: {awake: {phrases: '{self} is awake'}}", "K102 a phrase of 'awake' does not say of which value"),
        ("flags: {awake: {phrases: {yes: '{he} is awake'}}}", "K107 the phrase has no role 'he'"),
        ("choices: {duty: {}}", "K103 the choice 'duty' needs `of`"),
        ("choices: {duty: {of: pst}}", "K107 there is no choice 'pst'"),
        ("choices: {day: {of: weekdays}}", "K107 there is no choice 'weekdays'"),
        ("choices: {day: {of: weekday, start: Moonday}}", "K202 there is no value of weekday 'Moonday'"),
        ("choices: {duty: {of: [a, b], start: c}}", "K202 there is no value of duty 'c'"),
        ("refs: {home: {}}", "K103 the ref 'home' needs `to`"),
        ("refs: {home: {to: plaice}}", "K107 there is no kind 'plaice'"),
        ("refs: {home: {to: place, inverse: folk}, bed: {to: place, inverse: folk}}",
         "K104 'place' would have two things called 'folk': person.bed and person.home"),
        ("refs: {home: {to: place, inverse: contents}}", "K104 'place' would have two things called 'contents'"),
        ("numbers: {a: {start: b(self)}, b: {start: a(self)}}",
         "K408 starts depend on each other in a circle: a → b → a"),
        ("decides: {by: duty}", "K107 `by` is a choice of 'person', not 'duty'"),
        ("choices: {duty: {of: [a, b]}}\n    decides: {by: duty, every: {c: 1 h}}", "K107 'c' is no value of 'duty'"),
        ("choices: {duty: {of: [a, b]}}\n    decides: {by: duty, every: {a: 1 m}}", "K205"),
        ("decides: {every: {a: 1 h}}", "K103 `every` goes by situation and needs `by`"),
        ("decides: {reaction: 0 s}", "K109 0 s is not a time of at least 100 ms and at most 100 years of 365 days"),
        ("decides: {while: 5}", "K204"),
        ("perceives: blnk(self)", "K202"),
        ("named: '{hom} of somebody'", "K202 'person' has no attribute 'hom'"),
        ("named: '{home of somebody'", "K201 braces do not match"),
    ],
)
def test_a_faulty_kind_is_told_once(build: Build, body: str, told: str) -> None:
    """One fault, one finding, and no world."""
    built = build(f"kinds:\n  person:\n    agent: yes\n    {body}\n")
    assert len(built.told) == 1, built.told
    assert told in built.told[0]
    assert built.world is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kinds: {wound: {decides: {}}}", "K102 'wound' decides, but is no agent"),
        ("kinds: {place: {agent: yes}}", "K102 a place cannot decide for itself"),
        ("kinds: {place: {refs: {inside: {to: place}}}}", "K104 'place' has two attributes called 'inside'"),
        ("kinds: {Person: {}}", "K105 'Person' cannot name a kind"),
        ("kinds: {person: {metres: {}}}", "K101 unknown key 'metres'"),
    ],
)
def test_a_kind_itself_can_be_at_fault(build: Build, text: str, told: str) -> None:
    """Faults of the entry as such."""
    built = build(text)
    assert len(built.told) == 1, built.told
    assert told in built.told[0]


def test_a_place_can_have_more(build: Build) -> None:
    """A pack may declare `place` and add to it."""
    world = build("kinds: {place: {numbers: {beds: {seen: all}}}}").sure
    assert world.kinds["place"].attributes == ("place.inside", "place.beds")


def test_a_bare_meter_is_read_in_its_unit(build: Build) -> None:
    """Per cent as the unit of a meter makes its levels amounts."""
    world = build("kinds: {person: {meters: {calm: {unit: '%', levels: {low: 0 %, high: 50 %}}}}}").sure
    calm = world.attributes["person.calm"]
    assert (calm.unit, calm.unit_size, calm.levels_relative) == ("%", 0.01, False)


@pytest.mark.parametrize("name", ["weekday", "season", "month", "part"])
def test_what_the_calendar_has_is_a_choice(build: Build, name: str) -> None:
    """Somebody's day of the week is one of the calendar's, and can be compared with today's."""
    kinds = f"kinds: {{person: {{choices: {{own: {{of: {name}}}}}}}}}\n"
    world = build(f"{kinds}definitions: {{his(person p): {name} == own(p)}}\n").sure
    kind = world.attributes["person.own"].type
    assert isinstance(kind, Choice)
    assert kind.values == {"weekday": world.calendar.week, "season": tuple(n for n, _ in world.calendar.seasons),
                           "month": tuple(n for n, _ in world.calendar.months),
                           "part": tuple(n for n, _ in world.calendar.parts)}[name]
