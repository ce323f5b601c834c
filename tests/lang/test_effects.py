"""Effects: what each form means, and what is said about the broken ones."""

from __future__ import annotations

import pytest
from lang_samples import FLOW, HERE, OIL, PERSON, PLACE, POST, SITE, WOUND, bare, told, tree, world

from kizuna.diagnostics import Sink
from kizuna.lang.ast import (
    Assign,
    Believe,
    Believed,
    Binary,
    Chance,
    Create,
    Each,
    Effect,
    Get,
    Interrupt,
    Inverse,
    Literal,
    Move,
    Now,
    Remove,
    Thing,
    Tie,
    Var,
    When,
)
from kizuna.lang.effects import effects
from kizuna.lang.types import BARE, BOOL, MOMENT, SPAN

P, Q, W = Var("p", PERSON), Var("q", PERSON), Var("w", WOUND)
OIL_P, OIL_Q = Get("person.oil", P, OIL), Get("person.oil", Q, OIL)
AWAKE = Get("person.awake", P, BOOL)
ALIVE = Believed("value", P, "person.alive", (Q,), None, BOOL)
BACK = Get("person.back_at", P, MOMENT)


def read(items: object) -> tuple[Effect, ...]:
    """The effects, which have to be free of faults."""
    sink = Sink()
    found = effects(tree(items), world(), sink)
    assert not sink.found, told(sink)
    return found


@pytest.mark.parametrize(
    ("item", "meaning"),
    [
        ("oil(p) = 5 oil", Assign(OIL_P, "=", Literal(5.0, OIL))),
        ("oil(p) = 0", Assign(OIL_P, "=", Literal(0.0, OIL))),
        ("oil(p) -= dose", Assign(OIL_P, "-=", Var("dose", OIL))),
        ("calm(p) += 10 %", Assign(Get("person.calm", P, BARE), "+=", Literal(0.1, BARE))),
        ("cost(w) -= 1 oil/day", Assign(Get("wound.cost", W, FLOW), "-=", Literal(1 / 86_400_000, FLOW))),
        ("care(p, q) += 5 %", Assign(Tie("person>person.care", P, Q, BARE), "+=", Literal(0.05, BARE))),
        ("duty(p) = medic", Assign(Get("person.duty", P, POST), "=", Literal(1, POST))),
        ("awake(p) = no", Assign(AWAKE, "=", Literal(0, BOOL))),
        ("home(p) = nobody", Assign(Get("person.home", P, PLACE), "=", Thing("", PLACE))),
        ("back_at(p) = now + 3 h", Assign(BACK, "=", Binary("+", Now(), Literal(10_800_000.0, SPAN), MOMENT))),
        ("back_at(p) += 3 h", Assign(BACK, "+=", Literal(10_800_000.0, SPAN))),
        ("move dose from oil(p) to oil(q)", Move(Var("dose", OIL), OIL_P, OIL_Q)),
        ("move 5 % of oil(p) from oil(p) to oil(q)", Move(Binary("*", Literal(0.05, BARE), OIL_P, OIL), OIL_P, OIL_Q)),
        ("remove w", Remove(W)),
        ("interrupt patient(w)", Interrupt(Get("wound.patient", W, PERSON))),
        ("create wound v", Create("wound", "v", ())),
        ("belief(p, alive(q)) = no", Believe(ALIVE, "known", Literal(0, BOOL), None)),
        ("belief(p, alive(q)) = no with certainty 80 %", Believe(ALIVE, "known", Literal(0, BOOL), Literal(0.8, BARE))),
        ("belief(p, alive(q)) = unknown", Believe(ALIVE, "unknown", None, None)),
        ("belief(p, alive(q)) = open", Believe(ALIVE, "open", None, None)),
        ("forget belief(p, alive(q))", Believe(ALIVE, "forget", None, None)),
        (
            {"if awake(p)": ["interrupt p"], "else": ["interrupt q"]},
            When(AWAKE, (Interrupt(P),), (Interrupt(Q),)),
        ),
        ({"if awake(p)": []}, When(AWAKE, (), ())),
        (
            {"for each v in wounds(p) where open(v)": ["remove v"]},
            Each(
                "v",
                Inverse("wound.patient", P, "wound"),
                Get("wound.open", Var("v", WOUND), BOOL),
                (Remove(Var("v", WOUND)),),
            ),
        ),
        (
            {"create wound v": {"patient": "p", "site": "head", "cost": "0"}},
            Create(
                "wound",
                "v",
                (
                    ("wound.patient", P),
                    ("wound.site", Literal(0, SITE)),
                    ("wound.cost", Literal(0.0, FLOW)),
                ),
            ),
        ),
        ({"chance 30 %": ["interrupt p"]}, Chance(Literal(0.3, BARE), (Interrupt(P),), (), 0)),
    ],
    ids=str,
)
def test_an_effect_means_its_typed_form(item: object, meaning: Effect) -> None:
    """Each form of the language's table."""
    assert bare(read([item])) == bare((meaning,))


def test_chances_are_numbered_in_the_order_in_which_they_are_written() -> None:
    """From the outside inwards, the branch before its `else`."""
    items = [
        {"chance 10 %": [{"chance 20 %": []}], "else": [{"chance 30 %": []}]},
        {"if awake(p)": [{"chance 40 %": []}], "else": []},
    ]
    found: list[tuple[float, int]] = []

    def gather(some: tuple[Effect, ...]) -> None:
        for item in some:
            if isinstance(item, Chance):
                assert isinstance(item.probability, Literal)
                found.append((item.probability.value, item.number))
            if isinstance(item, Chance | When):
                gather(item.then)
                gather(item.other)

    gather(read(items))
    assert found == [(0.1, 0), (0.2, 1), (0.3, 2), (0.4, 3)]


def test_what_is_created_has_a_name_in_the_effects_after_it_and_only_there() -> None:
    """Also in those nested in them."""
    read([{"create wound v": {}}, {"if open(v)": ["remove v"]}])
    sink = Sink()
    effects(tree(["remove v", {"create wound v": {}}]), world(), sink)
    assert [(d.code, d.message) for d in sink.found] == [("K202", "there is no name 'v'")]
    sink = Sink()
    effects(tree([{"if awake(p)": [{"create wound v": {}}]}, "remove v"]), world(), sink)
    assert [d.code for d in sink.found] == ["K202"]


def test_nothing_written_is_no_effect() -> None:
    """Neither an absent node nor an empty list."""
    assert effects(None, world(), Sink()) == ()
    assert read([]) == ()
    assert read("") == ()


def test_an_effect_at_fault_does_not_hide_the_others() -> None:
    """Each fault is told, and what is sound comes back."""
    sink = Sink()
    found = effects(
        tree(
            [
                "oil(p) = 5",
                "interrupt p",
                "remove x",
                {"if oil(p)": ["cost(w) = 5"], "else": ["remove y"]},
                {"chance 2": []},
            ]
        ),
        world(),
        sink,
    )
    assert bare(found) == bare((Interrupt(P),))
    assert [d.code for d in sink.found] == ["K205", "K202", "K204", "K205", "K202", "K109"]


BROKEN = [
    (
        "oil(p) == 5 oil",
        "K201",
        7,
        "`==` compares and sets nothing",
        "to set a value, write =",
    ),
    (
        "oil(p) is low",
        "K201",
        7,
        "`is` compares and sets nothing",
        "to set a value, write =",
    ),
    (
        "oil(p) < 5 oil",
        "K201",
        0,
        "this is no effect",
        "an effect is `name(x) = value`, `+=`, `-=`, `move … from … to …`, `create`, `remove`, `interrupt` or `forget`",
    ),
    (
        "oil(p) *= 2",
        "K201",
        7,
        "`*=` is not known",
        "write name(x) = name(x) * …",
    ),
    (
        "oil(p) = = 5 oil",
        "K201",
        7,
        "`= =` has no meaning here",
        "to set a value, write = once",
    ),
    (
        "oil(p)",
        "K201",
        0,
        "this is no effect",
        "an effect is `name(x) = value`, `+=`, `-=`, `move … from … to …`, `create`, `remove`, `interrupt` or `forget`",
    ),
    (
        "oil(p) 5 oil",
        "K201",
        0,
        "this is no effect",
        "an effect is `name(x) = value`, `+=`, `-=`, `move … from … to …`, `create`, `remove`, `interrupt` or `forget`",
    ),
    (
        "5 = 5",
        "K201",
        0,
        "this is no effect",
        "an effect is `name(x) = value`, `+=`, `-=`, `move … from … to …`, `create`, `remove`, `interrupt` or `forget`",
    ),
    (
        "teleport p to hospital",
        "K201",
        0,
        "this is no effect",
        "an effect is `name(x) = value`, `+=`, `-=`, `move … from … to …`, `create`, `remove`, `interrupt` or `forget`",
    ),
    (
        "mov dose from oil(p) to oil(q)",
        "K201",
        0,
        "this is no effect",
        "did you mean 'move'?",
    ),
    (
        "interupt p",
        "K201",
        0,
        "this is no effect",
        "did you mean 'interrupt'?",
    ),
    (
        "p = q",
        "K209",
        0,
        "'p' is a role or variable and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "clock = 5 h",
        "K209",
        0,
        "'clock' is the calendar and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "now = 5",
        "K209",
        0,
        "'now' is the calendar and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "outcome = flows",
        "K209",
        0,
        "'outcome' is the outcome and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "regrowth = 5 oil/day",
        "K209",
        0,
        "'regrowth' is a parameter and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "dose -= 1 oil",
        "K209",
        0,
        "'dose' is a role or variable and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "hospital = p",
        "K209",
        0,
        "'hospital' is a thing and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "touching(p, q) = yes",
        "K209",
        0,
        "the definition 'touching' cannot be set",
        "set the attributes that it reads",
    ),
    (
        "wounds(p) = w",
        "K209",
        0,
        "the set 'wounds' cannot be set",
        "set the reference whose inverse it is: patient(…)",
    ),
    (
        "min(1, 2) = 3",
        "K209",
        0,
        "'min(1, 2)' is the result of an expression and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "awake(p) += 1",
        "K204",
        0,
        "'awake(p)' is yes or no and cannot be added to",
        "write = and the new value",
    ),
    (
        "duty(p) += medic",
        "K204",
        0,
        "'duty(p)' is one of post (teacher, medic, clerk) and cannot be added to",
        "write = and the new value",
    ),
    (
        "oil(p) += 5",
        "K205",
        10,
        "'5' is a bare number, but an amount of oil is needed",
        "give it a unit: 5 oil",
    ),
    (
        "oil(p) += 5 m",
        "K205",
        10,
        "'5 m' is a length, but an amount of oil is needed",
        "write an amount of oil, such as 1 oil",
    ),
    (
        "oil(p) = low",
        "K204",
        9,
        "'low' is a level of oil, not a value",
        "set an amount; levels (spent, low, fair, full) are asked for with `is`",
    ),
    (
        "oil(p) = awake(p)",
        "K204",
        9,
        "'awake(p)' is yes or no, but an amount of oil is needed",
        "write if awake(p) then 1 oil else 0 oil",
    ),
    (
        "duty(p) = techer",
        "K202",
        10,
        "there is no value of post 'techer'",
        "did you mean 'teacher'?",
    ),
    (
        "home(p) = p",
        "K204",
        10,
        "'p' is a person, but a place is needed",
        "",
    ),
    (
        "back_at(p) += 5 oil",
        "K205",
        14,
        "'5 oil' is an amount of oil, but a span of time is needed",
        "write a span of time, such as 1 h",
    ),
    (
        "back_at(p) = 5 h",
        "K204",
        13,
        "'5 h' is a span of time, but a moment is needed",
        "a moment is written now + 3 h",
    ),
    (
        "belief(p, awake(q)) = no",
        "K204",
        10,
        "no beliefs are held about 'awake'",
        "declare it with `believed: yes` in person",
    ),
    (
        "belief(p, alive(q)) += 1",
        "K201",
        20,
        "a belief has no `+=`",
        "write =",
    ),
    (
        "belief(p, alive(q)) = 5",
        "K204",
        22,
        "'5' is a bare number, but yes or no is needed",
        "write yes or no",
    ),
    (
        "belief(p, alive(q)) = no with 80 %",
        "K201",
        30,
        "'80' stands where `certainty` is needed",
        "write … = value with certainty 80 %",
    ),
    (
        "belief(p, alive(q)) = no with certainty 80 m",
        "K205",
        40,
        "'80 m' is a length, but a bare number is needed",
        "leave the unit out: 80",
    ),
    (
        "belief(p, alive(q)) = no with certainty 120 %",
        "K109",
        40,
        "a certainty of 120 % does not exist",
        "certainties run from 0 % to 100 %",
    ),
    (
        "certainty(p, alive(q)) = 80 %",
        "K209",
        0,
        "`certainty` cannot be set",
        "write belief(holder, name(subject)) = …",
    ),
    (
        "forget alive(q)",
        "K209",
        7,
        "'alive(q)' is no belief",
        "write forget belief(holder, name(subject))",
    ),
    (
        "forget certainty(p, alive(q))",
        "K209",
        7,
        "'certainty(p, alive(q))' is no belief",
        "write forget belief(holder, name(subject))",
    ),
    (
        "move dose to oil(p)",
        "K201",
        10,
        "'to' stands where `from` is needed",
        "write move amount from one to another",
    ),
    (
        "move dose from oil(p)",
        "K201",
        21,
        "the text ends where `to` is needed",
        "write move amount from one to another",
    ),
    (
        "move dose from oil(p) to calm(q)",
        "K205",
        25,
        "'oil(p)' (an amount of oil) and 'calm(q)' (a bare number) do not hold the same",
        "what is moved keeps its unit",
    ),
    (
        "move 5 from oil(p) to oil(q)",
        "K205",
        5,
        "'5' is a bare number, but an amount of oil is needed",
        "give it a unit: 5 oil",
    ),
    (
        "move 5 % from care(p, q) to care(q, p)",
        "K204",
        14,
        "'care(p, q)' is a bond; what is moved lies in a meter or number of one bearer",
        "",
    ),
    (
        "move 5 from awake(p) to awake(q)",
        "K204",
        12,
        "'awake(p)' is yes or no, but `move` needs a meter or number",
        "",
    ),
    (
        "move dose from oil(p) to q",
        "K209",
        25,
        "'q' is a role or variable and cannot be set",
        "attributes, bonds and beliefs can be set",
    ),
    (
        "remove",
        "K201",
        6,
        "the text ends where a value is needed",
        "",
    ),
    (
        "remove 5",
        "K204",
        7,
        "'5' is a bare number, but somebody or something is needed",
        "",
    ),
    (
        "remove nobody",
        "K204",
        7,
        "nobody cannot be removed",
        "",
    ),
    (
        "interrupt p q",
        "K202",
        10,
        "there is no name 'p q'",
        "",
    ),
    (
        "create wound",
        "K201",
        7,
        "`create` needs a kind and a word for what is made",
        "write create kind name: {…}",
    ),
    (
        "create wond v",
        "K202",
        7,
        "there is no kind 'wond'",
        "did you mean 'wound'?",
    ),
    (
        "create wound w",
        "K104",
        13,
        "the name 'w' is taken",
        "choose another word for what is made",
    ),
    (
        "create wound now",
        "K104",
        13,
        "the name 'now' is taken",
        "choose another word for what is made",
    ),
    (
        "else",
        "K201",
        0,
        "`else` stands alone",
        "write it beside `if …:` or `chance …:`, in the same map",
    ),
    (
        "if open(w)",
        "K201",
        0,
        "`if` has no effects",
        "write if condition: […]",
    ),
    (
        "for each v in wounds(p)",
        "K201",
        0,
        "`for` has no effects",
        "write for each x in set: […]",
    ),
    (
        "chance 30 %",
        "K201",
        0,
        "`chance` has no effects",
        "write chance 30 %: […]",
    ),
    (
        ["interrupt p"],
        "K102",
        0,
        "a list stands where an effect is needed",
        "take one pair of [ ] away",
    ),
    (
        {},
        "K102",
        0,
        "an empty map is no effect",
        "",
    ),
    (
        {"else": ["interrupt p"]},
        "K201",
        0,
        "`else` stands alone",
        "write it beside `if …:` or `chance …:`, in the same map",
    ),
    (
        {"if open(w)": ["interrupt p"], "interrupt p": ""},
        "K102",
        0,
        "two effects stand in one map",
        "begin each effect with `- `",
    ),
    (
        {"if open(w)": [], "else if awake(p)": []},
        "K201",
        0,
        "'else if awake(p)' is not known",
        "write `else:` with an `if …:` of its own in its list",
    ),
    (
        {"": []},
        "K201",
        0,
        "'' begins no effect",
        "known here: if condition: […], for each x in set: […], chance 30 %: […], create kind name: {…}",
    ),
    (
        {"when open(w)": []},
        "K201",
        0,
        "'when open(w)' begins no effect",
        "to set a value, write when open(w) = …",
    ),
    (
        {"iff open(w)": []},
        "K201",
        0,
        "'iff open(w)' begins no effect",
        "to set a value, write iff open(w) = …",
    ),
    (
        {"if open(w)": "interrupt p"},
        "K102",
        0,
        "effects are a list",
        "write each on a line of its own that begins with `- `",
    ),
    (
        {"if": []},
        "K201",
        2,
        "the text ends where a value is needed",
        "`if` needs something after it",
    ),
    (
        {"if open(w) then": []},
        "K201",
        11,
        "no `then` stands in effects",
        "write if condition: […]",
    ),
    (
        {"for v in wounds(p)": []},
        "K201",
        4,
        "'v' stands where `each` is needed",
        "write for each x in set",
    ),
    (
        {"for each v in p": []},
        "K204",
        14,
        "'p' is not a set",
        "a set is the inverse of a reference, a bond with *, or all of a kind",
    ),
    (
        {"for each p in wounds(p)": []},
        "K104",
        9,
        "the name 'p' is taken",
        "choose another word for each member of the set",
    ),
    (
        {"for each v in wounds(p)": [], "else": []},
        "K201",
        0,
        "this `else` has no `if` or `chance`",
        "",
    ),
    (
        {"chance 150 %": []},
        "K109",
        7,
        "a chance of 150 % does not exist",
        "chances run from 0 % to 100 %",
    ),
    (
        {"chance p": []},
        "K204",
        7,
        "'p' is a person, but a bare number is needed",
        "",
    ),
    (
        {"create wound v": {"sit": "head"}},
        "K202",
        0,
        "a wound has no attribute 'sit'",
        "did you mean 'site'?",
    ),
    (
        {"create wound v": {"site": "haed"}},
        "K202",
        0,
        "there is no value of site 'haed'",
        "did you mean 'head'?",
    ),
    (
        {"create wound v": {"site": ["head"]}},
        "K102",
        0,
        "a value is needed for 'site', but a list stands here",
        "",
    ),
    (
        {"create wound v": ["head"]},
        "K102",
        0,
        "what is created has a map of its attributes, but a list stands here",
        "write {attribute: value}",
    ),
    (
        {"create wound v": "head"},
        "K102",
        0,
        "what is created has a map of its attributes, but text stands here",
        "write {attribute: value}",
    ),
    (
        {"oil(p)": "5 oil"},
        "K201",
        0,
        "'oil(p)' begins no effect",
        "to set a value, write oil(p) = …",
    ),
]


@pytest.mark.parametrize(("item", "code", "at", "message", "hint"), BROKEN, ids=[str(row[0]) for row in BROKEN])
def test_a_broken_effect_is_told_once_with_a_hint(item: object, code: str, at: int, message: str, hint: str) -> None:
    """The table is the documentation of the hints."""
    sink = Sink()
    effects(tree([item]), world(), sink)
    assert [(d.code, d.spans[0].column - HERE.column, d.message, d.hint) for d in sink.found] == [
        (code, at, message, hint)
    ]
