"""What expressions mean, told as the text that shows their typed form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lang_samples import (
    ATTRIBUTES,
    CALENDAR,
    FLOW,
    HERE,
    OIL,
    PERSON,
    PLACE,
    POST,
    WOUND,
    attribute,
    bare,
    told,
    world,
)

from kizuna.diagnostics import Sink, Span
from kizuna.lang.ast import (
    And,
    Believed,
    Binary,
    Call,
    Compare,
    Date,
    Everyone,
    Expr,
    Fold,
    Get,
    If,
    Inverse,
    IsChoice,
    IsLevel,
    Literal,
    Negate,
    Not,
    Now,
    Or,
    Outcome,
    Parameter,
    Thing,
    Tie,
    Tied,
    Var,
)
from kizuna.lang.resolve import domain, expression, interval
from kizuna.lang.scope import Definition, Scope
from kizuna.lang.show import show
from kizuna.lang.types import BARE, BOOL, LENGTH, MOMENT, SPAN, Choice, Number, Ref, Type
from kizuna.lang.walk import every

P, Q, W = Var("p", PERSON), Var("q", PERSON), Var("w", WOUND)
OIL_P = Get("person.oil", P, OIL)
CARE = "person>person.care"


def read(text: str, expect: Type | None = None, scope: Scope | None = None) -> Expr:
    """The expression, which has to be free of faults."""
    sink = Sink()
    found = expression(text, HERE, scope or world(), sink, expect)
    assert found is not None, told(sink)
    assert not sink.found
    return found


def number(value: float, kind: Type = BARE) -> Literal:
    return Literal(value, kind)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("12", number(12)),
        ("2.5", number(2.5)),
        ("1e3", number(1000)),
        ("12 oil", number(12, OIL)),
        ("5 %", number(0.05)),
        ("7 %", number(0.07)),
        ("20 ml/min", number(20 / 60_000, Number((("ml", 1), ("time", -1))))),
        ("2 l", number(2000, Number((("ml", 1),)))),
        ("5 m*m", number(5, Number((("length", 2),)))),
        ("1/day", number(1 / 86_400_000, Number((("time", -1),)))),
        ("22:30", number(81_000_000, SPAN)),
        ("24:00", number(86_400_000, SPAN)),
        ("06:30:15", number(23_415_000, SPAN)),
        ("3 days", number(259_200_000, SPAN)),
        ("-3 m", number(-3, Number(LENGTH))),
        ("-(3 m)", Negate(number(3, Number(LENGTH)), Number(LENGTH))),
        ("yes", Literal(1, BOOL)),
        ("5 % of capacity(p)", Binary("*", number(0.05), Get("person.capacity", P, OIL), OIL)),
        ("5 % of oil(p) - 1 oil", Binary("-", Binary("*", number(0.05), OIL_P, OIL), number(1, OIL), OIL)),
        ("regrowth", Parameter("regrowth", FLOW)),
        ("regrowth * 2 days", Binary("*", Parameter("regrowth", FLOW), number(172_800_000, SPAN), OIL)),
        ("1 / patience", Binary("/", number(1), Parameter("patience", SPAN), Number((("time", -1),)))),
        ("1 - 2 - 3", Binary("-", Binary("-", number(1), number(2), BARE), number(3), BARE)),
        ("1 - 2 * 3", Binary("-", number(1), Binary("*", number(2), number(3), BARE), BARE)),
        ("now", Now()),
        ("now - back_at(p)", Binary("-", Now(), Get("person.back_at", P, MOMENT), SPAN)),
        ("3 h + now", Binary("+", Now(), number(10_800_000, SPAN), MOMENT)),
        ("now - 3 h", Binary("-", Now(), number(10_800_000, SPAN), MOMENT)),
        ("since(back_at(p))", Call("since", (Get("person.back_at", P, MOMENT),), SPAN)),
        ("clock", Date("clock", SPAN)),
        ("day_of_year", Date("day_of_year", BARE)),
        ("oil(p) > 0", Compare(">", OIL_P, number(0, OIL))),
        ("0 < oil(p)", Compare("<", number(0, OIL), OIL_P)),
        ("0 + oil(p)", Binary("+", number(0, OIL), OIL_P, OIL)),
        ("min(0, oil(p))", Call("min", (number(0, OIL), OIL_P), OIL)),
        ("if awake(p) then 0 else oil(p)", If(Get("person.awake", P, BOOL), number(0, OIL), OIL_P, OIL)),
        (
            "sqrt(4 m * 9 m)",
            Call(
                "sqrt",
                (Binary("*", number(4, Number(LENGTH)), number(9, Number(LENGTH)), Number((("length", 2),))),),
                Number(LENGTH),
            ),
        ),
        ("awake(p) == yes", Compare("==", Get("person.awake", P, BOOL), Literal(1, BOOL))),
        ("a and b or c", Or((And((Var("a", BOOL), Var("b", BOOL))), Var("c", BOOL)))),
        ("a or b and c", Or((Var("a", BOOL), And((Var("b", BOOL), Var("c", BOOL)))))),
        ("a and (b or c)", And((Var("a", BOOL), Or((Var("b", BOOL), Var("c", BOOL)))))),
        ("a and b and c", And((Var("a", BOOL), Var("b", BOOL), Var("c", BOOL)))),
        ("not a and b", And((Not(Var("a", BOOL)), Var("b", BOOL)))),
        ("not p == q", Not(Compare("==", P, Q))),
        ("home(p) == nobody", Compare("==", Get("person.home", P, PLACE), Thing("", PLACE))),
        ("nobody != home(p)", Compare("!=", Thing("", PLACE), Get("person.home", P, PLACE))),
        ("place(p) == hospital", Compare("==", Get("person.place", P, PLACE), Thing("hospital", PLACE))),
        ("place(p) == Hall of Echoes", Compare("==", Get("person.place", P, PLACE), Thing("Hall of Echoes", PLACE))),
        (
            "place(p) == Gate 7 and a",
            And((Compare("==", Get("person.place", P, PLACE), Thing("Gate 7", PLACE)), Var("a", BOOL))),
        ),
        ("care(Umino Iruka, Copy-Nin)", Tie(CARE, Thing("Umino Iruka", PERSON), Thing("Kakashi", PERSON), BARE)),
        ("care('Umino Iruka', Élodie)", Tie(CARE, Thing("Umino Iruka", PERSON), Thing("Élodie", PERSON), BARE)),
        ("care(p, here)", Tie("person>place.care", P, Var("here", PLACE), BARE)),
        ("knows(p, transfer)", Tie("person>art.knows", P, Thing("transfer", Ref("art")), BOOL)),
        ("open(w)", Get("wound.open", W, BOOL)),
        ("open(here)", Get("place.open", Var("here", PLACE), BOOL)),
        ("duty(p) == teacher", Compare("==", Get("person.duty", P, POST), Literal(0, POST))),
        ("medic == duty(p)", Compare("==", Literal(1, POST), Get("person.duty", P, POST))),
        ("belief(p, alive(q))", Believed("value", P, "person.alive", (Q,), None, BOOL)),
        ("certainty(p, care(q, p))", Believed("certainty", P, CARE, (Q, P), None, BARE)),
        ("learnt(p, alive(q))", Believed("learnt", P, "person.alive", (Q,), None, MOMENT)),
        ("wonders(p, home(q))", Believed("wonders", P, "person.home", (Q,), None, BOOL)),
        ("unknown(p, belief(q, alive(p)))", Believed("unknown", P, "person.alive", (P,), Q, BOOL)),
        ('doing(p, "pour oil")', Call("doing", (P,), BOOL, "pour oil")),
        ("doing(p, 'pour oil')", Call("doing", (P,), BOOL, "pour oil")),
        (
            "distance(here, hospital, on foot)",
            Call("distance", (Var("here", PLACE), Thing("hospital", PLACE)), Number(LENGTH), "on foot"),
        ),
        (
            "distance(here, hospital, on_foot)",
            Call("distance", (Var("here", PLACE), Thing("hospital", PLACE)), Number(LENGTH), "on foot"),
        ),
        ("any(v in wounds(p))", Fold("any", "v", Inverse("wound.patient", P, "wound"), None, None, BOOL)),
        (
            "sum(cost(v) for v in wounds(p) where open(v))",
            Fold(
                "sum",
                "v",
                Inverse("wound.patient", P, "wound"),
                Get("wound.open", Var("v", WOUND), BOOL),
                Get("wound.cost", Var("v", WOUND), FLOW),
                FLOW,
            ),
        ),
        ("count(v in all person)", Fold("count", "v", Everyone("person"), None, None, BARE)),
        ("any(v in knows(p, *))", Fold("any", "v", Tied("person>art.knows", P, "art"), None, None, BOOL)),
        (
            "outcome == flows",
            Compare(
                "==",
                Outcome(Choice("outcome", ("flows", "scatters"))),
                Literal(0, Choice("outcome", ("flows", "scatters"))),
            ),
        ),
    ],
)
def test_an_expression_means_its_typed_form(text: str, meaning: Expr) -> None:
    """Places, and how amounts are spelled, are no part of the meaning."""
    assert bare(read(text, scope=world(a=BOOL, b=BOOL, c=BOOL))) == bare(meaning)


@pytest.mark.parametrize(
    ("words", "bands"),
    [
        ("spent", ((None, 0.1),)),
        ("low", ((0.1, 0.4),)),
        ("full", ((0.9, None),)),
        ("low or fair", ((0.1, 0.9),)),
        ("spent or full", ((None, 0.1), (0.9, None))),
        ("not low", ((None, 0.1), (0.4, None))),
        ("not spent or full", ((0.1, 0.9),)),
        ("at least fair", ((0.4, None),)),
        ("below fair", ((None, 0.4),)),
        ("above low", ((0.4, None),)),
        ("at most fair", ((None, 0.9),)),
        ("not at least fair", ((None, 0.4),)),
        ("not above low", ((None, 0.4),)),
        ("full or low or low", ((0.1, 0.4), (0.9, None))),
    ],
)
def test_levels_are_bands_from_below(words: str, bands: tuple[tuple[float | None, float | None], ...]) -> None:
    """A level reaches up to where the next begins; `not` turns the bands inside out."""
    assert bare(read(f"oil(p) is {words}")) == bare(IsLevel(OIL_P, bands, True, words))


def test_the_first_level_of_a_bond_in_absolute_terms_keeps_its_lower_end() -> None:
    """Only a share of 0 is known to be the end of the range."""
    assert bare(read("care(p, q) is none")) == bare(IsLevel(Tie(CARE, P, Q, BARE), ((0.0, 0.3),), False, "none"))
    held = Believed("value", P, CARE, (Q, P), None, BARE)
    at_least = IsLevel(held, ((0.3, None),), False, "at least fond")
    assert bare(read("belief(p, care(q, p)) is at least fond")) == bare(at_least)
    assert bare(read("calm(p) is upset")) == bare(IsLevel(Get("person.calm", P, BARE), ((0.2, 0.5),), True, "upset"))


@pytest.mark.parametrize(
    ("text", "values", "negated"),
    [
        ("duty(p) is teacher or clerk", (0, 2), False),
        ("duty(p) is not medic", (1,), True),
        ("season is summer", (2,), False),
        ("weekday is not Sunday", (2,), True),
        ("part is dusk", (1,), False),
        ("outcome is flows", (0,), False),
        ("belief(p, duty(q)) is clerk", (2,), False),
    ],
)
def test_a_choice_is_one_of_some_values(text: str, values: tuple[int, ...], negated: bool) -> None:
    """Also the calendar's and luck's."""
    found = read(text)
    assert isinstance(found, IsChoice)
    assert (found.values, found.negated) == (values, negated)


def test_after_is_an_or_goes_on_with_values_only_where_no_new_condition_begins() -> None:
    """A word before a bracket or comparison begins a condition of its own."""
    assert isinstance(read("duty(p) is teacher or awake(p)"), Or)
    assert isinstance(read("season is summer or weekday is Sunday"), Or)
    assert isinstance(read("duty(p) is teacher or clock > 22:00"), Or)
    assert isinstance(read("duty(p) is teacher or medic or clerk"), IsChoice)


@pytest.mark.parametrize(
    ("text", "expect", "meaning"),
    [
        ("teacher", POST, Literal(0, POST)),
        ("hospital", Ref("place"), Thing("hospital", PLACE)),
        ("0", OIL, number(0, OIL)),
        ("no", BOOL, Literal(0, BOOL)),
        ("nobody", PERSON, Thing("", PERSON)),
        ("Copy-Nin", Ref(""), Thing("Kakashi", PERSON)),
        ("if yes then medic else clerk", POST, If(Literal(1, BOOL), Literal(1, POST), Literal(2, POST), POST)),
        ("if yes then nobody else p", PERSON, If(Literal(1, BOOL), Thing("", PERSON), P, PERSON)),
        ("if yes then 0 else 0", OIL, If(Literal(1, BOOL), number(0, OIL), number(0, OIL), OIL)),
    ],
)
def test_the_expected_type_gives_bare_words_and_zero_their_meaning(text: str, expect: Type, meaning: Expr) -> None:
    """As on the right of an effect, or in an entry of the cast."""
    assert bare(read(text, expect)) == bare(meaning)


def test_a_value_of_a_choice_goes_before_a_role_of_the_same_name() -> None:
    """Where that choice is expected; elsewhere the role is meant."""
    scope = world(teacher=PERSON)
    assert bare(read("duty(teacher) == teacher", scope=scope)) == bare(
        Compare("==", Get("person.duty", Var("teacher", PERSON), POST), Literal(0, POST))
    )


def test_a_number_of_the_bearer_may_be_written_bare() -> None:
    """In the expressions of a kind's own attributes."""
    scope = world(self=PERSON)
    assert bare(read("capacity / 2", scope=scope)) == bare(read("capacity(self) / 2", scope=scope))


def test_a_unit_gives_way_to_a_variable_of_the_same_name_after_a_slash_with_blanks() -> None:
    """A role called `h` is no hour there; directly after a number only a unit can stand."""
    scope = world(h=OIL)
    assert bare(read("1 oil / h", scope=scope)) == bare(Binary("/", number(1, OIL), Var("h", OIL), BARE))
    assert bare(read("1/h", scope=scope)) == bare(read("1 / h", scope=scope))
    assert bare(read("1 h", scope=scope)) == bare(number(3_600_000, SPAN))


@pytest.mark.parametrize("text", ["5 oil/h", "5 %/h", "-5 %/h", "0.5 /h", "2 oil*h"])
def test_a_unit_written_without_blanks_stays_one_whatever_is_called_so(text: str) -> None:
    """`rate: -10 %/h` is the same rate in a pack with a parameter `h`."""
    assert bare(read(text, scope=world(h=OIL))) == bare(read(text))


def test_the_ends_of_a_bond_are_variables_although_the_words_part_other_names() -> None:
    """`from` and `to`."""
    scope = world(**{"from": PERSON, "to": PERSON})
    assert bare(read("care(from, to)", scope=scope)) == bare(Tie(CARE, Var("from", PERSON), Var("to", PERSON), BARE))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hurt(q)", "any(w_2 in wounds(q) where open(w_2))"),
        ("hurt(patient(w))", "any(w_2 in wounds(patient(w)) where open(w_2))"),
        (
            "any(v in wounds(p) where hurt(patient(v)))",
            "any(v in wounds(p) where any(w_2 in wounds(patient(v)) where open(w_2)))",
        ),
        ("touching(p, q)", "place(p) == place(q) and awake(p)"),
        ("touching(q, p)", "place(q) == place(p) and awake(q)"),
        ("not touching(p, q)", "not (place(p) == place(q) and awake(p))"),
        ("sunny()", "season is summer"),
        ("worse(p, patient(w))", "count(w_2 in wounds(p)) > count(w_2 in wounds(patient(w)))"),
    ],
)
def test_definitions_are_put_in_without_catching_the_callers_names(text: str, shown: str) -> None:
    """A loop variable of the definition steps aside for one of the same name in the text that uses it."""
    assert show(read(text)) == shown


def test_definitions_of_definitions_are_put_in_too() -> None:
    """With their arguments swapped on the way."""
    definitions = {
        "near": Definition("near", (("person", "a"), ("person", "b")), "place(a) == place(b)", Span("d", 1, 1)),
        "swap": Definition(
            "swap",
            (("person", "b"), ("person", "a")),
            "near(a, b) and any(w in wounds(b) where near(a, patient(w)))",
            Span("d", 2, 1),
        ),
    }
    found = read("swap(p, q)", scope=replace(world(), definitions=definitions, memory={}))
    assert show(found) == ("place(q) == place(p) and any(w_2 in wounds(p) where place(q) == place(patient(w_2)))")


def test_definitions_that_double_at_every_step_are_too_large() -> None:
    """Forty lines must not fill the memory."""
    definitions = {"d0": Definition("d0", (("person", "p"),), "awake(p)", Span("d", 1, 1))}
    for step in range(1, 40):
        text = f"d{step - 1}(p) and d{step - 1}(p)"
        definitions[f"d{step}"] = Definition(f"d{step}", (("person", "p"),), text, Span("d", step, 1))
    sink = Sink()
    assert expression("d39(p)", HERE, replace(world(), definitions=definitions, memory={}), sink) is None
    assert [d.code for d in sink.found] == ["K006"]
    small = read("d5(p)", scope=replace(world(), definitions=definitions, memory={}))
    assert sum(isinstance(item, Get) for item in every(small)) == 32


def test_definitions_follow_the_tables_they_are_read_in() -> None:
    """A scope with fuller tables, made from an earlier one, does not get the earlier meaning."""
    scope = world()
    assert isinstance(read("sunny()", scope=scope), IsChoice)
    short = {**CALENDAR, "season": Choice("season", ("summer",))}
    later = read("sunny()", scope=replace(scope, calendar=short))
    assert isinstance(later, IsChoice)
    assert later.values == (0,)


def test_an_attribute_that_several_kinds_have_is_looked_up_by_its_bearer() -> None:
    """Nobody has whatever one kind alone has."""
    attributes = {**ATTRIBUTES, "art.oil": attribute("art", "oil", "number", BARE)}
    scope = replace(world(), attributes=attributes, memory={})
    assert read("oil(p)", scope=scope).type == OIL
    assert read("oil(transfer)", scope=scope).type == BARE
    assert read("duty(nobody)", scope=scope).type == POST


def test_the_place_of_each_part_is_known() -> None:
    """Columns count from where the text begins."""
    found = read("oil(p) > 5 oil")
    assert isinstance(found, Compare)
    assert (found.span, found.left.span, found.right.span) == (
        Span("f.yaml", 3, 5, 14),
        Span("f.yaml", 3, 5, 6),
        Span("f.yaml", 3, 14, 5),
    )


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("wounds(p)", Inverse("wound.patient", P, "wound")),
        ("knows(p, *)", Tied("person>art.knows", P, "art")),
        ("all place", Everyone("place")),
        ("people(place(p))", Inverse("person.place", Get("person.place", P, PLACE), "person")),
        ("people(hospital)", Inverse("person.place", Thing("hospital", PLACE), "person")),
    ],
)
def test_a_set_is_an_inverse_a_bond_or_all_of_a_kind(text: str, meaning: object) -> None:
    """The three ways to name many."""
    sink = Sink()
    assert bare(domain(text, HERE, world(), sink)) == bare(meaning), told(sink)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5 %..90 % of oil(p)", "5 % * oil(p)", "90 % * oil(p)"),
        ("5..90 % of oil(p)", "0.05 * oil(p)", "90 % * oil(p)"),
        ("0..capacity", "0", "capacity(self)"),
        ("1 oil/day..60 oil/day", "1 oil/day", "60 oil/day"),
        ("5..90 %", "0.05", "90 %"),
        ("10..40 m", "10 m", "40 m"),
        ("-5..5", "-5", "5"),
        ("0..", "0", None),
        ("..5 oil", None, "5 oil"),
        ("0..90 % of oil(p)", "0", "90 % * oil(p)"),
        ("(1 + 2)..9", "1 + 2", "9"),
    ],
)
def test_the_upper_end_of_a_range_lends_its_unit_to_the_lower_one(text: str, low: str | None, high: str | None) -> None:
    """And the share of what it is taken of."""
    sink = Sink()
    found = interval(text, HERE, world(self=PERSON), sink)
    assert found is not None, told(sink)
    assert [end and show(end) for end in found] == [low, high]
    assert not {end.type for end in found if end is not None} - {(found[1] or found[0]).type}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expect", "code", "message"),
    [
        ("1 m..5 oil", None, "K205", "'1 m' is a length, but an amount of oil is needed"),
        ("1..5", OIL, "K205", "'1' is a bare number, but an amount of oil is needed"),
        ("1", None, "K201", "the text ends where `..` is needed"),
        ("..", None, "K201", "the text ends where a value is needed"),
        ("1..2..3", None, "K201", "'..' does not belong here"),
        ("awake(p)..5", BARE, "K204", "'awake(p)' is yes or no, but a bare number is needed"),
    ],
)
def test_a_range_at_fault_is_told_about(text: str, expect: Type | None, code: str, message: str) -> None:
    """Both ends have one dimension, the expected one."""
    sink = Sink()
    assert interval(text, HERE, world(), sink, expect) is None
    assert [(d.code, d.message) for d in sink.found] == [(code, message)]


def test_a_thousand_rules_are_read_in_half_a_second_of_work() -> None:
    """Few of the parser's steps per expression keep it so: counted, since clocks differ between machines."""
    import sys

    texts = [
        "care(p, q) > calm(p)",
        "oil(p) is not low or fair",
        "regrowth - sum(cost(v) for v in wounds(p) where open(v))",
    ]
    calls = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    scope = world()
    sys.setprofile(count)
    try:
        for text in texts:
            expression(text, HERE, scope, Sink())
    finally:
        sys.setprofile(None)
    assert calls / len(texts) < 250
