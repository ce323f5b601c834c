"""Frequent mistakes in YAML are told in the author's terms: the table's own examples."""

from __future__ import annotations

import pytest
import yaml

from kizuna.diagnostics import Sink
from kizuna.pack import yaml as reader
from kizuna.pack.mistakes import MISTAKES, Mistake
from kizuna.pack.yaml import read_yaml

EXAMPLES = [(mistake, example) for mistake in MISTAKES for example in mistake.examples]
ACCEPTED_BY_THE_PURE_PARSER = {"a: {on foot:, carried:}"}


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(("mistake", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_each_example_is_recognised(
    mistake: Mistake,
    example: str,
    loader: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if loader == "SafeLoader" and example in ACCEPTED_BY_THE_PURE_PARSER:
        assert yaml.safe_load(example)
        return
    monkeypatch.setattr(reader, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    sink = Sink()
    assert read_yaml(example, "f", sink) is None
    assert [(d.code, d.message, d.hint) for d in sink] == [(mistake.code, mistake.message, mistake.hint)]


def test_no_two_rows_say_the_same() -> None:
    assert len({mistake.message for mistake in MISTAKES}) == len(MISTAKES)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [1, 2\nb: 3\n", 1, 4),
        ("x: 1\na: 'x\nb: 2\n", 2, 4),
        ("a: [", 1, 4),
        ("a: [b, 'c]\n", 1, 8),
        ("a:\n\tb: 1\n", 2, 1),
        ("a: b: c\n", 1, 5),
    ],
)
def test_the_place_is_where_the_author_has_to_look(text: str, line: int, column: int) -> None:
    sink = Sink()
    read_yaml(text, "f", sink)
    assert [(d.spans[0].line, d.spans[0].column) for d in sink] == [(line, column)]
