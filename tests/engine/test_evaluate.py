"""The plain reading of expressions: every node, and the reads that explanations are made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizuna.codegen.expressions import FAR
from kizuna.engine import arithmetic
from kizuna.engine.api import Held, View
from kizuna.engine.evaluate import Read, evaluate, members, ratio, shift
from kizuna.lang import ast
from kizuna.lang.types import BARE, BOOL, MOMENT, SPAN, Choice, Ref, Type
from kizuna.world.calendar import Calendar
from kizuna.world.model import ParameterDef

HOUR = 3_600_000
PERSON = Ref("person")
POST = Choice("post", ("guard", "cook", "clerk"))


@dataclass
class Small:
    """A world with a calendar and a parameter, and no more."""

    calendar: Calendar = field(default_factory=Calendar)
    parameters: dict[str, ParameterDef] = field(
        default_factory=lambda: {"pace": ParameterDef("pace", BARE, 2.5, None, None, "", "2.5")}
    )


class FakeView:
    """A state written out: attributes by (key, bearer), bonds by (key, source, target)."""

    def __init__(self) -> None:
        self.world = Small()
        self.now = 40 * 24 * HOUR + 23 * HOUR
        self.values: dict[tuple[str, int], float | int] = {
            ("person.water", 1): 3.0,
            ("person.water", 2): 8.0,
            ("person.water", 3): -1.0,
            ("person.post", 1): 1,
            ("person.awake", 1): 1,
            ("person.home", 1): 7,
            ("place.inside", 7): 8,
            ("place.inside", 8): 9,
        }
        self.ties = {("p>p.care", 1, 2): 0.5}

    def get(self, attr: str, bearer: int) -> float | int:
        """The value, 0 if it is not written out."""
        return self.values.get((attr, bearer), 0.0 if attr == "person.water" else 0)

    def tie(self, attr: str, source: int, target: int) -> float | int:
        """The bond, 0.25 where there is none."""
        return self.ties.get((attr, source, target), 0.25)

    def held(self, holder: int, attr: str, subjects: Sequence[int], other: int = 0) -> Held:
        """1 knows about 2, does not know about 3, wonders about 4 and thinks about what 2 holds of it."""
        if other:
            return Held("known", 0, 0.25, 9, 5)
        known = {2: ("known", 1, 0.75, 8, 44), 3: ("unknown", 1, 0.0, 8, 45), 4: ("open", 1, 0.0, 8, 46)}
        return Held(*known.get(subjects[0], ("none", 1, 0.0, 0, 0)))

    def inverse(self, attr: str, of: int) -> list[int]:
        """1, 2 and 3 live with 7."""
        return [1, 2, 3] if of == 7 else []

    def tied(self, attr: str, source: int) -> list[int]:
        """1 has a bond with 2."""
        return [2] if source == 1 else []

    def members(self, kind: str) -> list[int]:
        """Three people."""
        return [1, 2, 3]

    def distance(self, a: int, b: int, mode: str) -> float:
        """400 m on foot, no way otherwise."""
        return 400.0 if mode == "on foot" else math.inf

    def stairs(self, a: int, b: int, mode: str) -> float:
        """3 flights up on foot, none otherwise."""
        return 3.0 if mode == "on foot" else 0.0

    def range_of(self, attr: str, bearer: int, target: int = 0) -> tuple[float, float]:
        """Up to 10; open for 3."""
        return (0.0, 10.0) if bearer != 3 else (-math.inf, math.inf)

    def writer(self, attr: str, bearer: int, target: int = 0) -> int:
        """An id that tells who is asked about."""
        return 100 * bearer + target

    def doing(self, doer: int) -> str:
        """1 cooks."""
        return "action/cook" if doer == 1 else ""

    def handle(self, key: str) -> int:
        """One thing has a name."""
        return {"Inn": 7}[key]


VIEW = cast(View, FakeView())
ROLES = {"a": 1, "b": 2, "c": 3, "d": 4, "home": 7, "dose": 0.5}


def number(value: float) -> ast.Literal:
    """A bare number."""
    return ast.Literal(value, BARE)


def truth(value: bool) -> ast.Literal:
    """Yes or no."""
    return ast.Literal(int(value), BOOL)


def role(name: str, kind: Type = PERSON) -> ast.Var:
    """A variable."""
    return ast.Var(name, kind)


def water(name: str) -> ast.Get:
    """An attribute of a role."""
    return ast.Get("person.water", role(name), BARE)


def held(ask: str, name: str, other: str = "") -> ast.Believed:
    """What `a` holds about a role."""
    return ast.Believed(ask, role("a"), "person.awake", (role(name),), role(other) if other else None, BOOL)


def fold(how: str, where: ast.Expr | None = None, value: ast.Expr | None = None, of: str = "home") -> ast.Fold:
    """Over those whose home is a role."""
    domain = ast.Inverse("person.home", role(of, Ref("place")), "person")
    return ast.Fold(how, "x", domain, where, value, BOOL if how in ("any", "all") else BARE)


def call(name: str, *args: ast.Expr, word: str = "") -> ast.Call:
    """A built-in."""
    return ast.Call(name, args, BARE, word)


def value(expr: ast.Expr, outcome: int = -1) -> float | int:
    """The value with the roles of these tests."""
    return evaluate(expr, ROLES, VIEW, outcome=outcome)


def level(name: str, relative: bool, *bands: tuple[float | None, float | None]) -> ast.IsLevel:
    """A level test of somebody's water."""
    return ast.IsLevel(water(name), bands, relative, "")


MANY = ast.Compare(">", water("x"), number(2))
NIGHT = ast.Binary("+", ast.Now(), ast.Literal(90.5, SPAN), MOMENT)


@pytest.mark.parametrize(
    ("expr", "wanted"),
    [
        (number(2), 2.0),
        (truth(True), 1),
        (ast.Parameter("pace", BARE), 2.5),
        (ast.Thing("Inn", PERSON), 7),
        (ast.Thing("", PERSON), 0),
        (role("b"), 2),
        (role("dose", BARE), 0.5),
        (water("a"), 3.0),
        (water("d"), 0.0),
        (ast.Tie("p>p.care", role("a"), role("b"), BARE), 0.5),
        (ast.Tie("p>p.care", role("b"), role("a"), BARE), 0.25),
        (held("value", "b"), 1),
        (held("certainty", "b"), 0.75),
        (held("learnt", "b"), 44),
        (held("unknown", "c"), 1),
        (held("unknown", "b"), 0),
        (held("unknown", "a"), 1),
        (held("wonders", "d"), 1),
        (held("wonders", "c"), 0),
        (held("value", "d", other="b"), 0),
        (held("certainty", "d", other="b"), 0.25),
        (ast.Binary("+", water("a"), water("b"), BARE), 11.0),
        (ast.Binary("-", water("a"), water("b"), BARE), -5.0),
        (ast.Binary("*", water("a"), water("b"), BARE), 24.0),
        (ast.Binary("/", water("b"), water("a"), BARE), 8 / 3),
        (ast.Binary("/", water("b"), number(0), BARE), 0.0),
        (ast.Negate(water("a"), BARE), -3.0),
        (NIGHT, VIEW.now + 90),
        (ast.Binary("-", ast.Now(), ast.Literal(90.5, SPAN), MOMENT), VIEW.now - 91),
        (ast.Binary("-", ast.Now(), ast.Literal(VIEW.now - 5, MOMENT), SPAN), 5.0),
        (ast.And((truth(True), truth(True))), 1),
        (ast.And((truth(True), truth(False))), 0),
        (ast.And(()), 1),
        (ast.Or((truth(False), truth(True))), 1),
        (ast.Or((truth(False),)), 0),
        (ast.Not(truth(False)), 1),
        (ast.If(truth(True), number(1), number(2), BARE), 1.0),
        (ast.If(truth(False), number(1), number(2), BARE), 2.0),
        (level("a", True, (0.3, 0.4)), 1),
        (level("a", True, (0.0, 0.3)), 0),
        (level("a", True, (None, 0.1)), 0),
        (level("a", True, (0.9, None), (0.1, 0.4)), 1),
        (level("a", False, (3.0, 4.0)), 1),
        (level("a", False), 0),
        (level("a", False, (None, 3.0)), 0),
        (level("c", True, (None, 0.0)), 1),
        (ast.IsChoice(ast.Get("person.post", role("a"), POST), (1, 2), False, ""), 1),
        (ast.IsChoice(ast.Get("person.post", role("a"), POST), (1, 2), True, ""), 0),
        (ast.IsChoice(ast.Get("person.post", role("a"), POST), (0,), True, ""), 1),
        (fold("count"), 3.0),
        (fold("count", MANY), 2.0),
        (fold("sum", None, water("x")), 10.0),
        (fold("sum", MANY, water("x")), 11.0),
        (fold("least", None, water("x")), -1.0),
        (fold("most", None, water("x")), 8.0),
        (fold("any", MANY), 1),
        (fold("any", of="a"), 0),
        (fold("least", None, water("x"), of="a"), 0.0),
        (fold("most", None, water("x"), of="a"), 0.0),
        (fold("sum", None, water("x"), of="a"), 0.0),
        (fold("all", MANY), 0),
        (fold("all", MANY, of="a"), 1),
        (fold("all", ast.Compare("<", water("x"), number(9))), 1),
        (fold("any"), 1),
        (ast.Fold("sum", "x", ast.Tied("p>p.care", role("a"), "person"), None, water("x"), BARE), 8.0),
        (ast.Fold("count", "x", ast.Everyone("person"), MANY, None, BARE), 2.0),
        (call("min", number(2), number(1), number(3)), 1.0),
        (call("max", number(2), number(1), number(3)), 3.0),
        (call("abs", number(-2)), 2.0),
        (call("floor", number(-1.5)), -2.0),
        (call("sqrt", number(9)), 3.0),
        (call("sqrt", number(-9)), 0.0),
        (call("clamp", number(5), number(0), number(2)), 2.0),
        (call("clamp", number(-5), number(0), number(2)), 0.0),
        (call("since", ast.Literal(VIEW.now - 7, MOMENT)), 7.0),
        (call("distance", role("a"), role("b"), word="on foot"), 400.0),
        (call("distance", role("a"), role("b"), word="by boat"), FAR),
        (call("stairs", role("a"), role("b"), word="on foot"), 3.0),
        (call("inside", role("home"), ast.Literal(9, PERSON)), 1),
        (call("inside", role("home"), role("home")), 1),
        (call("inside", role("home"), role("a")), 0),
        (call("doing", role("a"), word="cook"), 1),
        (call("doing", role("a"), word="eat"), 0),
        (call("doing", role("b"), word="cook"), 0),
        (call("busy", role("a")), 1),
        (call("busy", role("b")), 0),
        (ast.Now(), VIEW.now),
        (ast.Date("clock", SPAN), 23.0 * HOUR),
        (ast.Date("weekday", POST), 5),
        (ast.Date("month", POST), 1),
        (ast.Date("season", POST), 0),
        (ast.Date("part", POST), 6),
        (ast.Date("day_of_year", BARE), 41.0),
        (ast.Outcome(POST), 2),
    ],
)
def test_every_expression_has_its_documented_value(expr: ast.Expr, wanted: float | int) -> None:
    """Numbers are floats, all else is an int."""
    found = value(expr, outcome=2)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!="])
@given(left=st.integers(-2, 2), right=st.integers(-2, 2))
def test_comparisons_compare(op: str, left: int, right: int) -> None:
    """By Python's own operators."""
    wanted = {
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
        "==": left == right,
        "!=": left != right,
    }[op]
    assert value(ast.Compare(op, number(left), number(right))) == int(wanted)


floats = st.floats(allow_nan=False)


@given(st.integers(-(1 << 60), 1 << 60), floats)
def test_moments_are_shifted_as_generated_code_does(moment: int, span: float) -> None:
    """Rounded down, and kept within bounds."""
    assert shift(moment, span) == arithmetic.shift(moment, span)


@given(floats, floats)
def test_arithmetic_is_that_of_generated_code(a: float, b: float) -> None:
    """Quotients, roots, floors, least and most."""
    assert ratio(a, b) == arithmetic.ratio(a, b) or math.isnan(ratio(a, b))
    assert value(call("sqrt", number(a))) == arithmetic.root(a)
    assert value(call("floor", number(a))) == arithmetic.whole(a)
    assert value(call("min", number(a), number(b))) == arithmetic.least(a, b)
    assert value(call("max", number(a), number(b))) == arithmetic.most(a, b)
    assert value(call("abs", number(a))) == arithmetic.size(a)


def reads_of(expr: ast.Expr) -> list[Read]:
    """What an expression reads."""
    reads: list[Read] = []
    evaluate(expr, ROLES, VIEW, reads=reads)
    return reads


def test_reads_are_gathered_with_their_writers() -> None:
    """Attributes, bonds and beliefs, in the order of reading."""
    both = ast.Binary("+", water("a"), ast.Tie("p>p.care", role("a"), role("b"), BARE), BARE)
    assert reads_of(both) == [Read("person.water", 1, 0, 3.0, 100), Read("p>p.care", 1, 2, 0.5, 102)]
    assert reads_of(held("value", "b")) == [Read("person.awake", 1, 2, 1, 8, True)]
    assert reads_of(level("b", True, (0.5, None))) == [Read("person.water", 2, 0, 8.0, 200)]


def test_only_what_is_needed_is_read() -> None:
    """`and`, `or` and `if` stop early; a set is read whole, membership included."""
    assert reads_of(ast.And((truth(False), MANY))) == []
    assert reads_of(ast.Or((truth(True), MANY))) == []
    assert reads_of(ast.If(truth(True), water("a"), water("b"), BARE)) == [Read("person.water", 1, 0, 3.0, 100)]
    found = reads_of(fold("any", MANY))
    assert [(read.attr, read.bearer) for read in found] == [
        *(("person.home", who) for who in (1, 2, 3)),
        *(("person.water", who) for who in (1, 2, 3)),
    ]


def test_nobody_is_asked_for_nothing() -> None:
    """An attribute of nobody is 0 and no read."""
    assert reads_of(ast.Get("person.water", ast.Thing("", PERSON), BARE)) == []


def test_the_members_of_a_set_are_handed_out() -> None:
    """For looking for roles."""
    assert members(ast.Inverse("person.home", role("home"), "person"), ROLES, VIEW) == [1, 2, 3]
    assert members(ast.Everyone("person"), {}, VIEW) == [1, 2, 3]


def test_a_name_that_is_not_there_is_a_key_error() -> None:
    """Of a role and of a thing."""
    for expr in (role("nobody"), ast.Thing("Nowhere", PERSON), ast.Parameter("none", BARE)):
        with pytest.raises(KeyError):
            value(expr)
