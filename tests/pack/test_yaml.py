"""YAML to trees with places."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from kizuna.diagnostics import Sink, Span
from kizuna.pack import yaml as reader
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.pack.yaml import read_yaml


def read(text: str | bytes) -> Node:
    sink = Sink()
    node = read_yaml(text, "f", sink)
    assert not sink.found, sink.found
    assert node is not None
    return node


def faults(text: str | bytes | Path) -> list[tuple[str, int, int]]:
    """Code, line and column of everything found."""
    sink = Sink()
    node = read_yaml(text, "f", sink)
    assert (node is None) == any(d.code not in ("K004", "K010") for d in sink.found)
    return [(d.code, d.spans[0].line, d.spans[0].column) for d in sink]


def at(node: Node, *path: str | int) -> Scalar:
    for step in path:
        found = node.get(step) if isinstance(node, Map) and isinstance(step, str) else None
        if isinstance(node, Seq) and isinstance(step, int):
            found = node.items[step]
        assert found is not None
        node = found
    assert isinstance(node, Scalar)
    return node


def test_yaml_makes_no_guesses() -> None:
    tree = read("{a: yes, b: 12, c: 2001-01-01, d: ~, e: 1e3, f: null, g: 0x1F, h: 12:30}")
    assert isinstance(tree, Map)
    assert [at(tree, key).text for key in "abcdefgh"] == [
        "yes",
        "12",
        "2001-01-01",
        "~",
        "1e3",
        "null",
        "0x1F",
        "12:30",
    ]


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_spans_point_at_the_first_character_of_content(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    text = "a: plain words\nb: 'quoted'\nc: \"double\"\n絆: [x, {y: '😀z'}]\nlong: one\n  two\n"
    tree = read(text)
    assert at(tree, "a").span == Span("f", 1, 4, 11)
    assert at(tree, "b").span == Span("f", 2, 5, 6)
    assert at(tree, "c").span == Span("f", 3, 5, 6)
    assert at(tree, "絆", 0).span == Span("f", 4, 5, 1)
    assert at(tree, "絆", 1, "y").span == Span("f", 4, 13, 2)
    assert at(tree, "long") == Scalar("one two", Span("f", 5, 7, 3))


def test_every_plain_scalar_stands_where_its_span_says() -> None:
    text = "a:\n  b c: [d, e f,\n    g]\n  h: {i: j, k: 5 %..9 % of l(m)}\nn:\n- o\n- p: q\n  r: s\n"
    lines = text.split("\n")

    def check(node: Node) -> int:
        if isinstance(node, Scalar):
            start = node.span.column - 1
            assert lines[node.span.line - 1][start : start + node.span.width] == node.text
            return 1
        children = node.items if isinstance(node, Seq) else [part for pair in node for part in pair]
        return sum(map(check, children))

    assert check(read(text)) == 16


def test_block_scalars_begin_where_their_text_begins() -> None:
    tree = read("a: >\n\n  one\n  two\n\nb: |\n    three\n    four\nc: >-\n")
    assert at(tree, "a") == Scalar("one two", Span("f", 3, 3, 3))
    assert at(tree, "b") == Scalar("three\nfour", Span("f", 7, 5, 5))
    assert at(tree, "c").text == ""


def test_line_ends_and_a_byte_order_mark_do_not_shift_places() -> None:
    for text in ("\ufeffa: 1\r\nb: 2\r\n", "a: 1\rb: 2\r", b"\xef\xbb\xbfa: 1\nb: 2"):
        assert at(read(text), "b").span == Span("f", 2, 4, 1)


def test_a_missing_value_is_empty_text() -> None:
    assert at(read("a:\nb: 1\n"), "a").text == ""
    assert at(read("{a: , b: ''}"), "a").text == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"a: \xff\n", [("K002", 1, 4)]),
        (b"a: 1\nb: \xe9t\xe9\n", [("K002", 2, 4)]),
        ("a: b\x00c\n", [("K003", 1, 5)]),
        ("a: 1\nb: \x1b[0m\n", [("K003", 2, 4)]),
        ("a: b\u2028c\n", [("K003", 1, 5)]),
        ("a: 1\nb: 2\na: 3\n", [("K004", 3, 1)]),
        ("a: {b: 1, 'b': 2}\n", [("K004", 1, 12)]),
        ("a: &x 1\nb: *x\nc: !t 1\nd: &y 2\n", [("K005", 1, 4), ("K005", 2, 4), ("K005", 3, 4)]),
        ("a: *nobody\n", [("K005", 1, 4)]),
        ("%YAML 1.1\n---\na: 1\n", [("K005", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("K003", 2, 1)]),
        ("[a, b]: c\n", [("K102", 1, 1)]),
        ("{a: b}: c\n", [("K102", 1, 1)]),
        ("? - a\n: b\n", [("K102", 1, 3)]),
        ("", [("K010", 1, 1)]),
        ("# nothing\n\n", [("K010", 1, 1)]),
        ("---\n...\n", [("K010", 1, 1)]),
    ],
)
def test_faults_have_their_code_and_place(text: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("{a: care(x, y) > 1}", 5, "quote it or give it a line of its own"),
        ("[care(x, y) += 5 %]", 2, "quote it or give it a line of its own"),
        ("{care(x, y): high}", 2, "quote it or give it a line of its own"),
        ("{a:1}", 2, "write a space after the colon"),
        ("{a: {giver}}", 6, "write `key: value`, or quote a text that has braces"),
    ],
)
def test_what_yaml_accepts_but_nobody_means_is_told_once(text: str, column: int, hint: str) -> None:
    sink = Sink()
    assert read_yaml(text, "f", sink) is None
    assert [(d.code, d.spans[0].column, d.hint) for d in sink] == [("K003", column, hint)]


def test_commas_between_parentheses_are_fine_outside_brackets_and_in_quotes() -> None:
    assert at(read("a: care(x, y) > 1\nb: ['care(x, y)', \"f(x, y)\"]\n"), "b", 0).text == "care(x, y)"


def test_the_offset_of_a_foreign_byte_is_told() -> None:
    sink = Sink()
    read_yaml(b"abc: \xe9", "f", sink)
    assert sink.found[0].message == "not UTF-8: byte 0xE9 at offset 5"


def test_both_places_of_a_key_that_stands_twice_are_told_and_the_first_value_stands() -> None:
    sink = Sink()
    tree = read_yaml("a: 1\nb: 2\na: 3\n", "f", sink)
    assert [d.spans for d in sink] == [(Span("f", 3, 1), Span("f", 1, 1))]
    assert tree is not None
    assert at(tree, "a").text == "1"


def test_limits_of_size_depth_and_number() -> None:
    assert faults("a: " + "x" * 2_100_000) == [("K006", 1, 1)]
    assert faults("[" * 61) == [("K006", 1, 61)]
    assert faults("[" * 60 + "]" * 60) == []
    assert faults("- " * 100) == [("K006", 1, 121)]
    assert faults("[" + "a," * 400_000 + "]")[0][0] == "K006"
    assert faults("[" * 1_000_000) == [("K006", 1, 61)]


def test_a_hopeless_file_is_not_told_of_without_end() -> None:
    assert len(faults("\n".join(f"a{number}: {{b}}" for number in range(5000)))) == 50


def test_what_is_no_readable_file_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path / "missing.yaml") == [("K001", 1, 1)]
    assert faults(tmp_path) == [("K001", 1, 1)]
    assert faults(Path("a\x00b")) == [("K001", 1, 1)]


def test_a_thousand_rules_are_read_in_a_fraction_of_a_second() -> None:
    rule = (
        "  pour {}:\n    roles: {{giver: person, receiver: person in people(place(giver))}}\n    requires:\n"
        "      knows it: knows(giver, transfer)\n      not oneself: giver != receiver\n      near: home(giver)\n"
        "    utility: 2 * care(giver, receiver)\n    takes: 1 min\n    effects:\n      - if outcome is flows:\n"
        "          - move dose from a(giver) to a(receiver)\n        else:\n          - a(giver) -= dose\n"
        + "      - x(y) = 1\n" * 10
        + '    perceived by: [here]\n    phrases: ["{{giver}} pours into {{receiver}}"]\n'
    )
    text = "actions:\n" + "".join(rule.format(number) for number in range(1000))
    assert text.count("\n") > 24_000
    spent = []
    for _ in range(3):
        began = time.process_time()
        read(text)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.8
