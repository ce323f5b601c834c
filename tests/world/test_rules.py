"""Actions and triggers: roles and their sets, amounts, outcomes, luck, witnesses, causes."""

from __future__ import annotations

import pytest

from kizuna.lang.ast import Chance, Everyone, Inverse, Tied, Var, When
from kizuna.lang.types import TIME, Choice, Number
from kizuna.world.model import Bucket, Perceived, Rule
from kizuna.world.reads import (
    all_effects,
    attributes_read,
    attributes_written,
    kinds_created,
    rule_effects,
    rule_exprs,
    variables,
    walk,
)

from .conftest import Build

BASE = """\
units: {oil: {}}
kinds:
  person:
    agent: yes
    meters: {lamp: {unit: oil, range: 0..40}}
    flags: {awake: {start: yes, seen: here}}
    refs: {place: {to: place, inverse: people, seen: all}, home: {to: place, inverse: residents, seen: all}}
  letter:
    refs: {receiver: {to: person, inverse: letters}}
  tune: {}
bonds:
  knows: {from: person, to: tune, form: flag}
  care: {from: person, to: person}
places: {mill: {}}
things: {march: {is: tune}}
"""


def _action(body: str, name: str = "act") -> str:
    return f"{BASE}actions:\n  {name}:\n    " + body.replace("\n", "\n    ") + "\n"


def _trigger(body: str, name: str = "event") -> str:
    return f"{BASE}triggers:\n  {name}:\n    " + body.replace("\n", "\n    ") + "\n"


def _rule(build: Build, text: str) -> Rule:
    (rule,) = build(text).sure.rules.values()
    return rule


def test_a_role_is_looked_for_in_its_set(build: Build) -> None:
    """The doer has no set; the others' may read the roles before them."""
    rule = _rule(build, _action("roles: {p: person, q: person in people(place(p)), l: letter in letters(q)}"))
    p, q, l = rule.roles  # noqa: E741
    assert p.domain is None
    assert isinstance(q.domain, Inverse)
    assert q.domain.attr == "person.place"
    assert isinstance(l.domain, Inverse)
    assert variables(l.domain.of) == {"q"}


def test_a_set_follows_from_a_requirement(build: Build) -> None:
    """An equality with a reference, from either side, and a flag that starts at no both narrow the search."""
    rule = _rule(
        build,
        _action(
            "roles: {p: person, q: person, r: person, t: tune}\n"
            "requires:\n"
            "  neighbours: home(q) == home(p)\n"
            "  here: mill == place(r)\n"
            "  learnt: knows(p, t)"
        ),
    )
    domains = [role.domain for role in rule.roles[1:]]
    assert [type(domain) for domain in domains] == [Inverse, Inverse, Tied]
    assert [variables(domain.of) for domain in domains if isinstance(domain, Inverse)] == [{"p"}, frozenset()]


def test_no_set_follows_from_nobody(build: Build) -> None:
    """Who refers to nobody is kept in no set, so `home(q) == nobody` narrows nothing."""
    rule = _rule(build, _action("roles: {p: person, q: person in all person}\nrequires: {homeless: home(q) == nobody}"))
    assert isinstance(rule.roles[1].domain, Everyone)
    loose = _rule(build, _action("roles: {p: person, t: person}\nrequires: {homeless: home(t) == nobody}"))
    assert isinstance(loose.roles[1].domain, Everyone)


def test_a_wide_search_is_told(build: Build) -> None:
    """Agents and what is made are many; other kinds are what is named, and what is said outright is no search."""
    many = build(_action("roles: {p: person, q: person}\nrequires: {other: p != q}"))
    assert [line.partition(" ")[2] for line in many.told] == [
        "K407 the role 'q' of 'act' is looked for among all of kind 'person'"
    ]
    assert many.hints == ["say where: `q: person in …`; if you mean all: `q: person in all person`"]
    assert build(_action("roles: {p: person, t: tune}")).told == []
    assert build(_action("roles: {p: person, q: person in all person}")).told == []
    assert build(_action("roles: {p: person, h: place}\nrequires: {at home: h == home(p)}")).told == []
    making = _action("roles: {p: person, l: letter}\neffects: [create letter m: {receiver: p}]")
    assert build(making).codes == ["K407"]


def test_the_first_role_of_a_trigger_is_among_all(build: Build) -> None:
    """Somebody has to be watched: that is no wide search."""
    built = build(_trigger("roles: {p: person}\nwhen: awake(p)"))
    assert built.told == []
    (role,) = built.sure.rules["trigger/event"].roles
    assert isinstance(role.domain, Everyone)


def test_amounts_have_the_type_of_their_ends(build: Build) -> None:
    """A share of something is in its unit; later amounts see earlier ones; time and luck see both."""
    rule = _rule(
        build,
        _action(
            "roles: {p: person}\n"
            "chooses: {dose: {range: 5 %..90 % of lamp(p), best: 2 oil}, half: 0..dose}\n"
            "varies: {pause: 1 min..dose / 1 oil * 1 min}\n"
            "takes: pause\n"
            "effects: [lamp(p) -= dose]"
        ),
    )
    oil = Number((("oil", 1),))
    assert [(a.name, a.by, a.type) for a in rule.amounts] == [
        ("dose", "choice", oil), ("half", "choice", oil), ("pause", "luck", Number(TIME)),
    ]
    assert rule.amounts[0].best is not None
    assert isinstance(rule.takes, Var)


def test_outcomes_keep_their_order(build: Build) -> None:
    """And are known in effects."""
    rule = _rule(
        build,
        _action(
            "roles: {p: person}\n"
            "outcomes: {well: 90 %, badly: 10 %}\n"
            "effects: [{if outcome is badly: [lamp(p) -= 1 oil]}]\n"
            "phrases: {well: '{p} plays', badly: '{p} stumbles'}"
        ),
    )
    assert [case.name for case in rule.outcomes] == ["well", "badly"]
    (effect,) = rule.effects
    assert isinstance(effect, When)
    assert [item.type for item in walk(effect.test) if item.type != effect.test.type] == [
        Choice("outcome", ("well", "badly"))
    ]


def test_chances_are_numbered_through_a_rule(build: Build) -> None:
    """No two chances of one rule share their luck, whichever list they stand in."""
    chance = "{chance 50 %: [lamp(p) -= 1 oil]}"
    rule = _rule(
        build,
        _action(
            f"roles: {{p: person}}\nbegins: [{chance}]\neffects: [{{chance 5 %: [{chance}]}}]\nfails: [{chance}]"
        ),
    )
    numbers = [effect.number for effect in all_effects(rule_effects(rule)) if isinstance(effect, Chance)]
    assert numbers == [0, 1, 2, 3]


def test_witnesses_luck_claims_and_journeys(build: Build) -> None:
    """Each is kept as it is written; left out, all at hand perceive it and luck counts by day."""
    rule = _rule(
        build,
        _action(
            "roles: {p: person, q: person in people(place(p)), to: place}\n"
            "perceived by: [q, residents(place(p))]\n"
            "unnoticed by: [p]\n"
            "claims: [q]\n"
            "luck per: home(p)\n"
            "journey: {who: p, to: to}"
        ),
    )
    assert not rule.perceived.here
    assert rule.perceived.roles == ("q",)
    assert [type(each) for each in rule.perceived.sets] == [Inverse]
    assert rule.perceived.unnoticed == ("p",)
    assert (rule.claims, rule.bucket.grain, rule.journey) == (("q",), "of", ("p", "to"))
    plain = _rule(build, _action("roles: {p: person}"))
    assert (plain.perceived, plain.bucket) == (Perceived(), Bucket())
    assert not _rule(build, _action("roles: {p: person}\nperceived by: [nobody]")).perceived.here


def test_a_trigger_follows_another_rule(build: Build) -> None:
    """It has that rule's roles, in a chain too, whatever order they stand in."""
    world = build(
        BASE
        + """\
triggers:
  echo: {on: reply, roles: {l: letter in letters(q)}, effects: [lamp(q) -= 1 oil]}
  reply: {on: call, when: awake(q)}
actions:
  call: {roles: {p: person, q: person in people(place(p))}}
"""
    ).sure
    echo = world.rules["trigger/echo"]
    assert echo.on == "trigger/reply"
    assert [(role.name, role.domain is None) for role in echo.roles] == [("p", True), ("q", True), ("l", False)]


def test_times_of_a_trigger(build: Build) -> None:
    """A calendar's times, and how soon a condition fires again."""
    rule = _rule(build, _trigger("roles: {p: person}\nevery: day at 08:00"))
    assert rule.every is not None
    assert (rule.every.period, rule.every.at) == (86_400_000, 28_800_000)
    assert _rule(build, _trigger("roles: {p: person}\nwhen: awake(p)\nagain: 1 h")).again == 3_600_000


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("about: x", "K103 the action 'act' has no roles"),
        ("roles: {t: tune}", "K204 't' does it, but a tune does not decide for itself"),
        ("roles: {p: person in all person}", "K102 'p' does it and is not looked for in a set"),
        ("roles: {p: persn}", "K107 there is no kind 'persn'"),
        ("roles: {now: person}", "K105 'now' is a word of the language and cannot name a role"),
        ("roles: {P: person}", "K105 'P' cannot name a role"),
        ("roles: {p: person, q: tune in people(place(p))}", "K204 the role 'q' is a tune, but the members of"),
        ("roles: {p: person}\nrequires: {a: lamp(p)}", "K204"),
        ("roles: {p: person}\nrequires: {a: lamp(p) > 2}", "K205"),
        ("roles: {p: person}\nrequires: [awake(p)]", "K102 `requires` is a map, but a list stands here"),
        ("roles: {p: person}\nutility: 2 oil", "K205"),
        ("roles: {p: person}\ntakes: 5", "K205"),
        ("roles: {p: person}\nchooses: {p: 0..1}", "K104 'p' is a role or an amount already"),
        ("roles: {p: person}\nchooses: {x: 0..}", "K102 the amount 'x' is open: 0.."),
        ("roles: {p: person}\nchooses: {x: {best: 1}}", "K103 the amount 'x' needs a range"),
        ("roles: {p: person}\nvaries: {x: {range: 0..1, best: 1}}", "K102 luck prefers no amount of 'x'"),
        ("roles: {p: person}\noutcomes: {}", "K102 `outcomes` has no outcome"),
        ("roles: {p: person}\noutcomes: {good: 2 oil}", "K205"),
        ("roles: {p: person}\nrequires: {a: outcome is good}", "K202"),
        ("roles: {p: person}\nperceived by: [nobody, p]", "K102 `perceived by` names nobody and somebody"),
        ("roles: {p: person}\nperceived by: [q]", "K20"),
        ("roles: {p: person}\nunnoticed by: [q]", "K107 `unnoticed by` names roles, and 'q' is none"),
        ("roles: {p: person}\nclaims: [q]", "K107 `claims` names roles, and 'q' is none"),
        ("roles: {p: person}\nluck per: lamp(p)", "K204 `luck per` is day, occurrence or a reference"),
        ("roles: {p: person}\njourney: {who: p, to: p}", "K107 `to` of a journey is a role that is a place, not 'p'"),
        ("roles: {p: person}\njourney: {who: p}", "K103 `journey` needs `to`, a role"),
        ("roles: {p: person}\nphrases: {sadly: '{p} sings'}", "K107 'phrases' has no use for 'sadly'"),
        ("roles: {p: person}\nphrases: ['{q} sings']", "K107 the phrase has no role 'q'"),
        ("roles: {p: person}\neffects: [lamp(p) = yes]", "K204"),
        ("roles: {p: person}\nefects: []", "K101 unknown key 'efects'"),
        ("roles: {p: person}\neffects: [lamp(p) -= progress * 1 oil]", "K202"),
    ],
)
def test_a_faulty_action_is_told_once(build: Build, body: str, told: str) -> None:
    """One fault, one finding, and no world."""
    built = build(_action(body))
    assert len(built.told) == 1, built.told
    assert told in built.told[0]
    assert built.world is None


@pytest.mark.parametrize("key", ["chooses", "varies"])
@pytest.mark.parametrize("reader", ["requires: {enough: x > 1}", "throughout: {enough: x > 1}", "utility: x"])
def test_an_amount_that_is_read_before_it_is_settled_is_told_where_it_can_be(
    build: Build, key: str, reader: str
) -> None:
    """It is declared a line further on, so that it is not there would tell nothing."""
    built = build(_action(f"roles: {{p: person}}\n{reader}\n{key}: {{x: 0..4}}"))
    assert [(item.code, item.message) for item in built.found if item.code == "K202"] == [
        ("K202", "'x' is declared, but cannot be read here")
    ]
    assert [item.hint for item in built.found if item.code == "K202"] == [
        f"an amount of `{key}` is settled when it begins: it can be read in `works if`, `takes`, `outcomes` and effects"
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("2 to 4", "a range is written with two points: 2..4"),
        ("2 - 4", "a range is written with two points: 1..5"),
    ],
)
def test_a_range_in_words_is_told_how_it_is_written(build: Build, written: str, hint: str) -> None:
    """Both where it is worked out and where it has to be constant."""
    built = build(_action(f"roles: {{p: person}}\nchooses: {{x: {written}}}"))
    assert [item.hint for item in built.found] == [hint]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("done", 'known here: begins, fails, interrupted; what happens as it is meant to stands under ""'),
        ("begin", "did you mean 'begins'?"),
    ],
)
def test_a_key_of_phrases_that_is_none_is_told_where_the_ordinary_one_goes(build: Build, key: str, hint: str) -> None:
    """It stands under no word, which nobody guesses."""
    built = build(_action(f"roles: {{p: person}}\nphrases: {{{key}: '{{p}} sings'}}"))
    assert [item.hint for item in built.found if item.code == "K107"] == [hint]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("roles: {p: person}", "K103 the trigger 'event' never happens: it has no `when`, no `every` and no `on`"),
        ("roles: {p: person}\nevery: day\non: x", "K10"),
        ("on: nothing", "K107 there is no action or trigger 'nothing'"),
        ("on: event", "K405 triggers follow each other in a circle: event → event"),
        ("roles: {p: person}\nevery: Munday", "K108"),
        ("every: day\nagain: 1 h", "K102 `again` is for triggers that watch a condition"),
        ("roles: {p: person}\nwhen: awake(p)\nagain: 0 h", "K109 `again` is a fixed time of at least 1 s, not '0 h'"),
        ("roles: {p: person}\nwhen: awake(p)\nchooses: {x: 0..1}", "K101 unknown key 'chooses'"),
        ("roles: {p: person}\nwhen: awake(q)", "K202"),
    ],
)
def test_a_faulty_trigger_is_told_once(build: Build, body: str, told: str) -> None:
    """One fault, one finding, and no world."""
    built = build(_trigger(body))
    assert len(built.told) == 1, built.told
    assert told in built.told[0]
    assert built.world is None


def test_rules_share_no_names(build: Build) -> None:
    """`on:` and `doing` could mean either."""
    both = BASE + "actions: {act: {roles: {p: person}}}\ntriggers: {act: {every: day}}\n"
    assert [line.partition(" ")[2] for line in build(both).told] == ["K104 'act' is the name of an action already"]


def test_a_given_role_keeps_its_kind(build: Build) -> None:
    """A trigger cannot make another of a role that comes with what it follows."""
    text = _action("roles: {p: person}") + "triggers: {event: {on: act, roles: {p: tune}}}\n"
    assert build(text).codes == ["K104"]


def test_one_faulty_rule_hides_no_other(build: Build) -> None:
    """Each rule is read by itself."""
    built = build(
        BASE
        + """\
actions:
  one: {roles: {p: person}, requires: {a: lmp(p) > 2 oil}}
  two: {roles: {p: person}, requires: {a: awake(p) > 2}}
triggers:
  three: {on: one, when: glw(p) > 3 oil}
"""
    )
    assert built.codes == ["K202", "K204", "K202"]


def test_what_a_rule_reads_and_writes(build: Build) -> None:
    """The walks find attributes in effects inside effects, in sets and in what is made."""
    rule = _rule(
        build,
        _action(
            "roles: {p: person}\n"
            "effects:\n"
            "  - for each l in letters(p) where receiver(l) == p: [{if awake(p): [lamp(p) = 1 oil]}]\n"
            "  - create letter m: {receiver: p}"
        ),
    )
    assert attributes_written(rule.effects) == {"person.lamp", "letter.receiver"}
    assert kinds_created(rule.effects) == {"letter"}
    read = frozenset().union(*(attributes_read(expr) for expr in rule_exprs(rule)))
    assert read == {"letter.receiver", "person.awake"}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "roles: {a: person, b: person in all person, c: person in all person, d: person in all person, "
            "e: person in all person, f: person in all person, g: person in all person}",
            "K006 more than 6 roles of one action or trigger",
        ),
        (
            "roles: {a: person}\nvaries: {b: 0..1, c: 0..1, d: 0..1, e: 0..1, f: 0..1, g: 0..1, h: 0..1, i: 0..1, "
            "j: 0..1}",
            "K006 more than 8 amounts of one action or trigger",
        ),
    ],
)
def test_there_is_room_for_so_many_roles_and_amounts(build: Build, body: str, told: str) -> None:
    """One too many is refused."""
    built = build(_action(body))
    assert len(built.told) == 1, built.told
    assert told in built.told[0]
