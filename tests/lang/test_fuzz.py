"""No text whatever raises: it is read, or there is a diagnostic."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lang_samples import HERE, PERSON, tree, world

from kizuna.diagnostics import Sink
from kizuna.lang.effects import effects
from kizuna.lang.quantity import quantity, quantity_range
from kizuna.lang.resolve import domain, expression, interval
from kizuna.lang.show import show
from kizuna.lang.types import BOOL, MOMENT, Choice, Number, Ref, Type

SCOPE = world(self=PERSON)
words = st.sampled_from(
    [
        "(",
        ")",
        ",",
        "*",
        "+",
        "-",
        "/",
        "<",
        "<=",
        ">",
        ">=",
        "==",
        "!=",
        "=",
        "+=",
        "-=",
        "%",
        "..",
        "'",
        '"',
        ".",
        ":",
        "&&",
        "!",
        "[",
        "]",
        "{",
        "}",
        "and",
        "or",
        "not",
        "is",
        "if",
        "then",
        "else",
        "where",
        "for",
        "each",
        "in",
        "of",
        "all",
        "any",
        "count",
        "sum",
        "least",
        "most",
        "at",
        "above",
        "below",
        "yes",
        "no",
        "nobody",
        "p",
        "q",
        "w",
        "oil",
        "oil(p)",
        "capacity",
        "awake",
        "duty(p)",
        "teacher",
        "care",
        "care(p, q)",
        "care(p, *)",
        "wounds(p)",
        "belief",
        "belief(p, alive(q))",
        "hurt(p)",
        "strange(q)",
        "12",
        "0",
        "5 %",
        "22:30",
        "3 days",
        "1 oil/day",
        "Umino",
        "Iruka",
        "Copy",
        "Nin",
        "Gate",
        "7",
        "low",
        "now",
        "clock",
        "season",
        "outcome",
        "min",
        "distance(",
        "doing(p,",
        '"pour oil"',
        "on foot",
        "move",
        "from",
        "to",
        "remove",
        "interrupt",
        "create",
        "wound",
        "chance",
        "with",
        "certainty",
        "forget",
        "unknown",
        "open",
        "self",
        "regrowth",
        "1e400",
        "é",
        "\n",
        "٣",
        "²",
        "ſ",
        "\x00",
        "😀",
    ]
)
soup = st.lists(words, max_size=14).flatmap(lambda ws: st.sampled_from([" ", ""]).map(lambda glue: glue.join(ws)))
texts = st.one_of(soup, st.text(max_size=40))
types = st.sampled_from(
    [None, BOOL, MOMENT, Number(), Number((("oil", 1),)), Ref(""), Ref("person"), Choice("post", ("teacher",))]
)


@given(texts, types)
@settings(max_examples=800, deadline=None)
def test_any_text_is_an_expression_or_gives_a_diagnostic(text: str, expect: Type | None) -> None:
    """An expression that is read can be shown; one that is not has been told about, at a place within its text."""
    sink = Sink()
    found = expression(text, HERE, SCOPE, sink, expect)
    assert (found is None) is sink.failed
    if found is not None:
        show(found)
    for item in sink.found:
        assert item.spans[0].file == "defs.yaml" or 5 <= item.spans[0].column <= 5 + len(text)


@given(texts, types)
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_set_a_range_and_a_quantity_or_gives_a_diagnostic(text: str, expect: Type | None) -> None:
    """The smaller readers are as safe as the large one."""
    for read in (
        lambda sink: domain(text, HERE, SCOPE, sink),
        lambda sink: interval(text, HERE, SCOPE, sink, expect),
        lambda sink: quantity(text, HERE, SCOPE.units, sink),
        lambda sink: quantity_range(text, HERE, SCOPE.units, sink),
    ):
        sink = Sink()
        assert (read(sink) is None) is sink.failed


blocks = st.recursive(
    texts,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                texts,
                st.sampled_from(
                    [
                        "if awake(p)",
                        "else",
                        "chance 30 %",
                        "for each x in wounds(p)",
                        "create wound x",
                        "create",
                        "for",
                        "if",
                        "chance",
                    ]
                ),
            ),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=8,
)


@given(blocks)
@settings(max_examples=500, deadline=None)
def test_any_tree_is_a_list_of_effects_or_gives_a_diagnostic(item: object) -> None:
    """Whatever shape stands under `effects`."""
    sink = Sink()
    found = effects(tree(item), SCOPE, sink)
    if isinstance(item, list) and not sink.failed:
        assert len(found) == len(item)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000 + "1" + ")" * 5000,
        "not " * 3000 + "yes",
        "-" * 3000 + "1",
        " + ".join(["1"] * 4000),
        "if yes then 1 else " * 900 + "1",
        "min(1, " * 1000 + "2" + ")" * 1000,
        " and ".join(["yes"] * 3000),
        "5 % of " * 1500 + "1",
        "1" * 9000,
        "a" * 200_000,
        "any(x in wounds(p) where " * 300,
        "yes or yes and 1 < 1 + 1 * (" * 100,
        "1 - " * 2000 + "1",
        "oil(" * 2000,
        "1 < " * 2000 + "1",
        "yes or " * 1400 + "no",
        "1 * (1 + (" * 90,
        "a " * 4000,
    ],
)
def test_depth_and_length_have_limits_and_never_exhaust_the_stack(text: str) -> None:
    """What is too much is K006 or some other diagnostic; what is merely long is read."""
    sink = Sink()
    found = expression(text, HERE, SCOPE, sink)
    if found is None:
        assert sink.failed
    else:
        show(found)


def test_effects_within_effects_have_a_limit() -> None:
    """A tower of conditions ends in K006."""
    block: object = ["interrupt p"]
    for _ in range(60):
        block = [{"if awake(p)": block}]
    sink = Sink()
    effects(tree(block), SCOPE, sink)
    assert [d.code for d in sink.found] == ["K006"]
