"""Typed expressions written out read back as the same tree."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lang_samples import HERE, OIL, bare, told, world

from kizuna.diagnostics import Sink, Span
from kizuna.lang.ast import Binary, Literal, Negate, Var
from kizuna.lang.lexer import Tokens
from kizuna.lang.resolve import expression
from kizuna.lang.show import quoted, show
from kizuna.lang.types import BARE, TIME, Number

names = st.sampled_from(["p", "q", "Umino Iruka", "Copy-Nin", "nobody"])
people = st.one_of(names, st.just("patient(w)"))

wholes = st.integers(0, 10**6).map(str)
numbers = st.one_of(wholes, st.floats(0, 1e9, allow_nan=False).map(repr), st.sampled_from(["5 %", "1e-7", "-3"]))


def amounts() -> st.SearchStrategy[str]:
    """Texts of values in one dimension."""
    plain = st.one_of(
        wholes.map(lambda n: f"{n} oil"),
        people.map(lambda p: f"oil({p})"),
        people.map(lambda p: f"capacity({p})"),
        st.just("dose"),
        st.just("5 % of oil(p)"),
        st.just("regrowth * 1 day"),
        st.just("most(cost(v) for v in wounds(p)) * 2 h"),
    )
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
            st.tuples(inner, st.sampled_from("*/"), numbers).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
            inner.map(lambda x: f"-({x})"),
            inner.map(lambda x: f"-{x}"),
            st.tuples(inner, inner).map(lambda t: f"min({t[0]}, {t[1]})"),
            st.tuples(truths_of(st.just("awake(p)")), inner, inner).map(
                lambda t: f"(if {t[0]} then {t[1]} else {t[2]})"
            ),
            inner.map(lambda x: f"abs({x})"),
            st.tuples(inner, inner).map(lambda t: f"clamp({t[0]}, 0, {t[1]})"),
        ),
        max_leaves=6,
    )


def truths_of(plain: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Truths joined in every way."""
    return st.recursive(
        plain,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(" ".join),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
            inner.map(lambda x: f"not {x}"),
            inner.map(lambda x: f"not ({x})"),
            inner.map(lambda x: f"any(v{len(x)} in wounds(p) where open(v{len(x)}) or ({x}))"),
            st.tuples(inner, inner).map(lambda t: f"({t[0]}) == ({t[1]})"),
        ),
        max_leaves=5,
    )


compared = st.tuples(amounts(), st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), amounts()).map(" ".join)
levels = st.tuples(
    people,
    st.sampled_from(
        [
            "low",
            "not low",
            "low or full",
            "not low or fair",
            "at least fair",
            "not at least fair",
            "below full",
            "above low",
            "at most fair",
            "not spent or full",
        ]
    ),
).map(lambda t: f"oil({t[0]}) is {t[1]}")
others = st.sampled_from(
    [
        "duty(p) is teacher or clerk",
        "duty(p) is not medic",
        "duty(p) == teacher",
        "season is summer",
        "weekday is not Sunday",
        "outcome is flows",
        "clock >= 22:30",
        "since(back_at(p)) > 2 h",
        "now - back_at(q) > 3 days",
        "back_at(p) + 3 h < now",
        "care(p, q) is devoted",
        "knows(p, transfer)",
        "belief(p, alive(q))",
        "belief(p, belief(q, alive(p)))",
        "certainty(p, alive(q)) > 50 %",
        "unknown(p, duty(q))",
        "wonders(p, care(q, p))",
        "learnt(p, alive(q)) > now - 1 day",
        "belief(p, duty(q)) is clerk",
        "all(v in wounds(p) where open(v))",
        "count(r in all person where awake(r)) > 3",
        'doing(p, "pour oil")',
        "busy(q)",
        "touching(p, q)",
        "hurt(q)",
        "worse(q, p)",
        "sunny()",
        "home(p) == nobody",
        "p != q",
        "any(a in knows(p, *) where a == transfer)",
        "sqrt(4) == floor(2.5)",
        "day_of_year > 100",
        "distance(here, hospital, on foot) < 5 km",
        "distance(here, place(p), carried) / 2 > 1 m",
        "inside(here, Hall of Echoes)",
        "part is dusk or month is June",
    ]
)
truths = truths_of(st.one_of(compared, levels, others))


def again(text: str, expect: object = None) -> None:
    """Read, write, read: the same meaning, and the same text from then on."""
    sink = Sink()
    first = expression(text, HERE, world(), sink, expect)  # type: ignore[arg-type]
    if first is None:
        assert {d.code for d in sink.found} == {"K006"}, (text, told(sink))
        return
    shown = show(first)
    second = expression(shown, HERE, world(), sink, first.type)
    assert second is not None, (text, shown, told(sink))
    assert bare(second) == bare(first), shown
    assert show(second) == shown


@given(truths)
@settings(max_examples=400, deadline=None)
def test_truths_written_out_read_back_as_the_same_tree(text: str) -> None:
    """Brackets appear where they are needed."""
    again(text)


@given(amounts())
@settings(max_examples=300, deadline=None)
def test_amounts_written_out_read_back_as_the_same_tree(text: str) -> None:
    """Numbers are not changed by being written."""
    again(text, OIL)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([(), TIME, OIL.dim, (("length", 2),), (("time", -1),), (("oil", 1), ("time", -2))]),
)
def test_an_amount_without_a_spelling_of_its_own_is_written_exactly(
    value: float, dim: tuple[tuple[str, int], ...]
) -> None:
    """Whatever folding yields can be shown and read, as far as spans go."""
    assume(dim != TIME or abs(value) <= 1 << 61)
    sink = Sink()
    read = expression(show(Literal(value, Number(dim))), HERE, world(), sink)
    assert isinstance(read, Literal), (value, told(sink))
    assert (read.value, read.type) == (value, Number(dim))


def test_a_minus_before_a_number_is_not_confused_with_a_negative_number() -> None:
    """Both forms keep their tree."""
    assert show(Negate(Literal(5.0, BARE), BARE)) == "-(5)"
    assert show(Literal(-5.0, BARE)) == "-5"
    assert (
        show(Binary("-", Var("p", BARE), Binary("-", Literal(1.0, BARE), Literal(-2.0, BARE), BARE), BARE))
        == "p - (1 - -2)"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Umino Iruka", "Umino Iruka"),
        ("Copy-Nin", "'Copy-Nin'"),
        ("Hall of Echoes", "'Hall of Echoes'"),
        ("it's", "'it''s'"),
        ("Gate 7", "'Gate 7'"),
        ("Élodie", "Élodie"),
        ("all person", "'all person'"),
    ],
)
def test_names_are_quoted_where_words_alone_would_not_do(name: str, shown: str) -> None:
    """Quotes within a name are doubled."""
    assert quoted(name) == shown


def test_an_apostrophe_within_a_word_belongs_to_it() -> None:
    """What an author writes of a place that is somebody's; quotes still open where a word begins."""
    tokens = Tokens("place(p) == Iruka's flat or care(p, 'it''s')", Span("", 1, 1), Sink())
    assert [text for kind, text in zip(tokens.kinds, tokens.texts, strict=True) if kind in ("name", "quoted")] == [
        "place", "p", "Iruka's", "flat", "care", "p", "'it''s'",
    ]
