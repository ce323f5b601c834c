"""The table of keys, and the schema made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kizuna.diagnostics import Sink
from kizuna.pack.keys import KEYS, check_keys
from kizuna.pack.schema import json_schema
from kizuna.pack.tree import Map, Node, Seq
from kizuna.pack.yaml import read_yaml

LANGUAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", LANGUAGE, re.S)
FREE = {"place", "thing", "cast", "generate.bond"}  # take the names of attributes and bonds as keys
ALWAYS_NAMED = {"unit", "choice", "mode"}


def maps(node: Node, context: str) -> Iterator[tuple[Map, str]]:
    """Each map of a tree with the context it stands in, as the table has it."""
    if not isinstance(node, Map):
        return
    yield node, context
    for key, value in node:
        spec = KEYS[context].get(key.text)
        if spec is None or not spec.within:
            continue
        below = [value]
        if spec.shape == "entries":
            below = [entry for _, entry in value] if isinstance(value, Map) else []
        elif spec.shape == "records":
            below = list(value.items) if isinstance(value, Seq) else []
        for one in below:
            yield from maps(one, spec.within)


def tree(text: str) -> Map:
    sink = Sink()
    node = read_yaml(text, "language.md", sink)
    assert not sink.found, sink.found
    assert isinstance(node, Map)
    return node


@pytest.mark.parametrize("block", BLOCKS, ids=[block.split(":", 1)[0].strip() for block in BLOCKS])
def test_every_documented_key_is_in_the_table(block: str) -> None:
    node = tree(block)
    root = "pack" if node.get("pack") else "section"
    sink = Sink()
    for found, context in maps(node, root):
        if context not in FREE:
            check_keys(found, context, sink)
    assert [d.message for d in sink] == []


def test_every_key_of_the_table_is_documented() -> None:
    words = {name for context, keys in KEYS.items() if context not in ALWAYS_NAMED for name in keys}
    missing = {word for word in words if not re.search(rf"\b{re.escape(word)}\b", LANGUAGE)}
    assert missing == set()


def test_every_context_named_in_the_table_exists_and_is_reached() -> None:
    named = {spec.within for keys in KEYS.values() for spec in keys.values() if spec.within}
    assert named <= set(KEYS)
    assert set(KEYS) - named == {"pack", "section", "control", "story"}


def test_unknown_keys_are_told_with_the_nearest() -> None:
    sink = Sink()
    check_keys(tree("{utilty: 1, takes: 2, chakra: 3}"), "action", sink, extra={"chakra"})
    assert [(d.code, d.spans[0].column, d.hint) for d in sink] == [("K101", 2, "did you mean 'utility'?")]


def test_the_schema_is_json_and_refers_only_to_what_it_defines() -> None:
    schema = json_schema()
    text = json.dumps(schema)
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    assert set(re.findall(r"#/\$defs/([\w.]+)", text)) <= set(definitions)
    assert set(definitions) == set(KEYS) - {"control"}


def test_the_schema_offers_every_key_with_its_meaning() -> None:
    text = json.dumps(json_schema(), ensure_ascii=False)
    for keys in KEYS.values():
        for name, spec in keys.items():
            assert json.dumps(name, ensure_ascii=False) in text
            assert json.dumps(spec.about, ensure_ascii=False) in text
