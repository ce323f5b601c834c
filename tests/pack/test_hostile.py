"""Whatever stands in the files of a stranger: nothing is raised, nothing hangs, and every place is a place."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.pack.load import load_pack
from kizuna.pack.markdown import read_story
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.pack.yaml import read_yaml

TOKENS = [
    "a",
    "b c",
    "絆",
    "😀",
    ":",
    ": ",
    "- ",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ",",
    ", ",
    "'",
    '"',
    "\\",
    "#",
    " #",
    "&x ",
    "*x",
    "!t ",
    "|",
    ">",
    "|2\n",
    ">-\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "    ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "<<",
    "~",
    "yes",
    "f(x, y)",
    "(",
    ")",
    "\ufeff",
    "\x00",
    "\x85",
    "\u2028",
    "@",
    "`",
    "%",
    "''",
    '""',
    "\\x41",
    "override: yes",
    "extend: yes",
    "remove: yes",
]
MARKDOWN = [
    "---\n",
    "---",
    "world: x\n",
    "# ",
    "## H\n",
    "- ",
    "* a\n",
    "+ b",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "```",
    "```\n",
    "~~~\n",
    "<!--",
    "-->",
    "…",
    "text ",
    "\x00",
    "\ufeff",
    "1. ",
    "> ",
    "#",
    "-",
    "\u2028",
]
SECTIONS = [
    "cast",
    "kinds",
    "roads",
    "units",
    "choices",
    "calendar",
    "actions",
    "definitions",
    "acitons",
    "pack",
    "includes",
    "language",
]
yamlish = st.lists(st.sampled_from(TOKENS), max_size=60).map("".join)
markdownish = st.lists(st.sampled_from(MARKDOWN), max_size=60).map("".join)
entries = st.recursive(
    st.sampled_from(["yes", "1", "[a]", "{}", "'q'", "''"]),
    lambda inner: st.dictionaries(
        st.sampled_from(["x", "y", "override", "extend", "remove", "value", "place"]), inner, max_size=3
    ).map(lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"),
    max_leaves=6,
)
sectioned = st.dictionaries(st.sampled_from(SECTIONS), entries, max_size=4).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs.items())
)
manifests = st.tuples(
    st.sampled_from(["a", "b", "w", "../b", ""]),
    st.lists(st.sampled_from(["a", "b", "w", "c", "/etc", "."]), max_size=3),
).map(lambda parts: f"pack: {parts[0]}\nincludes: [{', '.join(parts[1])}]\n")
contents = st.one_of(sectioned, yamlish, manifests).map(lambda text: text.encode("utf-8", "replace")) | st.binary(
    max_size=80
)
names = st.sampled_from(
    ["x.yaml", "y.yaml", "d/x.yaml", ".h.yaml", "d/pack.yaml", "n.md", "z.yaml/q.yaml", "\udcff.yaml", "a\nb.yaml"]
)
packs = st.dictionaries(
    st.sampled_from(["w", "lib/a", "lib/b"]),
    st.tuples(st.one_of(manifests.map(str.encode), contents), st.dictionaries(names, contents, max_size=3)),
    max_size=3,
)


def sane(node: Node, file: str, lines: int) -> None:
    """Every span lies inside the file."""
    assert node.span.file == file
    assert 1 <= node.span.line <= lines
    assert node.span.column >= 1
    if isinstance(node, Scalar):
        assert node.span.width >= 1
    elif isinstance(node, Seq):
        for item in node.items:
            sane(item, file, lines)
    else:
        assert isinstance(node, Map)
        assert len({key.text for key, _ in node}) == len(node.items)
        for key, value in node:
            sane(key, file, lines)
            sane(value, file, lines)


def told(sink: Sink, source: str = "") -> None:
    """What was found can be shown, and has places that exist."""
    format_text(sink, lambda _: source).encode("utf-8")
    for found in sink:
        assert all(span.line >= 1 and span.column >= 1 and span.width >= 1 for span in found.spans)


def check_yaml(source: str | bytes) -> None:
    sink = Sink()
    node = read_yaml(source, "f", sink)
    text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
    told(sink, text)
    if node is None:
        assert sink.failed
    else:
        sane(node, "f", len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


@given(st.binary(max_size=300))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    check_yaml(data)


@given(st.text(st.characters(), max_size=200))
def test_random_text_is_read_or_refused(text: str) -> None:
    check_yaml(text)


@settings(max_examples=600)
@given(yamlish)
def test_text_that_looks_like_yaml_is_read_or_refused(text: str) -> None:
    check_yaml(text)


@settings(max_examples=300)
@given(st.one_of(markdownish, markdownish.map(lambda text: "---\nworld: x\n---\n" + text), st.binary(max_size=200)))
def test_text_that_looks_like_a_story_is_read_or_refused(source: str | bytes) -> None:
    sink = Sink()
    story = read_story(source, "s.md", sink)
    told(sink, source if isinstance(source, str) else "")
    if story is None:
        assert sink.failed
        return
    text = source.decode() if isinstance(source, bytes) else source
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for scene in story.scenes:
        for item in scene.items:
            assert item.text.strip()
            assert lines[item.span.line - 1][item.span.column - 1 :].startswith(item.text.split(" ")[0][:1])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(packs)
def test_random_folders_are_loaded_or_refused(found: dict[str, tuple[bytes, dict[str, bytes]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for pack, (manifest, files) in found.items():
            for name, data in {"pack.yaml": manifest, **files}.items():
                path = Path(folder) / pack / name
                if path.parent.exists() and not path.parent.is_dir():
                    continue
                path.parent.mkdir(parents=True, exist_ok=True)
                if not path.exists():
                    path.write_bytes(data)
        sink = Sink()
        loaded = load_pack(Path(folder) / "w", sink, [Path(folder) / "lib"])
        told(sink)
        assert loaded is not None or sink.failed
        if loaded is not None:
            assert [name for name, _ in loaded.files] == sorted(loaded.sources)


@pytest.mark.parametrize(
    "line",
    [
        "# " + " " * 1_000_000 + "x",
        "# " + "# " * 500_000 + "x",
        "- " * 500_000 + "x",
        "- * " * 400_000,
        "`" * 1_000_000 + "x`",
        "<!--" * 400_000,
        "- a\n" + "  b\n" * 400_000,
        "<!-- -->" * 200_000,
        "\t" * 1_000_000 + "- x",
        "--- " * 400_000,
    ],
)
def test_stories_of_hostile_lines_do_not_hang(line: str) -> None:
    began = time.process_time()
    assert read_story("---\nworld: x\n---\n" + line + "\n- last\n", "s.md", Sink()) is not None
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "(" * 2_000_000,
        "{" + "a, " * 500_000,
        "- [" * 500_000,
        "a: " + " " * 2_000_000 + "b: c",
        "? " * 900_000,
        "&a " * 600_000,
        "a:\n" * 400_000,
        "".join(f"a{number}:\n" for number in range(140_000)),
        "'" * 2_000_000,
        "\n" * 2_000_000 + "\t",
        "a: |\n" * 300_000,
        "[" + "f(a, " * 300_000,
        "{" + "a: {b}, " * 200_000,
        "a: " + "{b} " * 500_000,
        "a:\n  b\n" * 200_000,
        '"' + "\\q" * 900_000,
    ],
    ids=range(16),
)
def test_files_of_hostile_yaml_do_not_hang(text: str, tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("pack: w\n")
    (tmp_path / "a.yaml").write_text(text)
    began = time.process_time()
    sink = Sink()
    load_pack(tmp_path, sink, [])
    assert sink.failed
    format_text(sink, lambda _: text)
    assert time.process_time() - began < 5
