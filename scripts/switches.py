"""Pages on what a world can set: docs/switches.md and docs/quantities.md, out of lists, packs and tests."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kizuna.diagnostics import Sink
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.pack.yaml import read_yaml

TAG = re.compile(r"\[(C\d+(?:\s*,\s*C\d+)*)\]")
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
SWITCHES = """# Switches

The five source stories contradict each other in {count} points, and are silent on {silent} more. A world has to be
able to go either way in each: by a **parameter** with a default and a range, or by an **attribute** that may be set for
each person, pair, place or sort of mission and begins at a parameter. A test stands here if it names the parameter or
attribute; those that are named after the switch come first.

This page is made by `scripts/rows.py` from [switches.yaml](switches.yaml), the packs and the tests.
"""
QUANTITIES = """# Quantities

The figures that the five source stories name, what has them in the packs, and the test that shows each.

This page is made by `scripts/rows.py` from [quantities.yaml](quantities.yaml), the packs and the tests.
"""


@dataclass(frozen=True, slots=True)
class Declared:
    """Something that a pack declares: a parameter, an attribute, a rule, a thing."""

    sort: str
    name: str
    file: str
    line: int
    default: str
    range: str
    tags: tuple[str, ...]

    @property
    def word(self) -> str:
        """The name by which expressions and tests call it."""
        return self.name.rpartition(".")[2]

    @property
    def rule(self) -> bool:
        """Whether it is nothing that can be set."""
        return self.sort in ("action", "trigger")

    @property
    def link(self) -> str:
        """Its name, to be clicked."""
        return f"[{self.name}](../{self.file}#L{self.line})"

    def row(self, tests: list[Test]) -> str:
        """A line of a table."""
        shown = ", ".join(one.link() for one in tests[:2]) or "no test"
        more = f" and {len(tests) - 2} more" if len(tests) > 2 else ""
        where = f"[{self.file}:{self.line}](../{self.file}#L{self.line})"
        return f"| {self.sort} `{self.name}` | {where} | {cell(self.default)} | {cell(self.range)} | {shown}{more} |"


@dataclass(frozen=True, slots=True)
class Test:
    """A test, and the words that stand in it and in what it calls in its file."""

    name: str
    file: str
    line: int
    words: frozenset[str]

    def link(self) -> str:
        """The test's name, to be clicked."""
        return f"[{self.name}](../{self.file}#L{self.line})"


def cell(text: str) -> str:
    """What may stand between two bars."""
    return f"`{text}`" if text and len(text) <= 40 else ("an expression" if text else "")


def declared(trees: Iterator[tuple[str, Map]]) -> list[Declared]:
    """All that packs and worlds declare with a name, once each, where it is said first."""
    found: dict[tuple[str, str], Declared] = {}
    for file, tree in trees:
        for sort, name, key, entry in named(tree):
            if entry.get("extend") is None:
                found.setdefault((sort, name), one_of(sort, name, file, key.span.line, entry))
    return list(found.values())


def named(tree: Map) -> Iterator[tuple[str, str, Scalar, Map]]:
    """What stands in the sections of one file: its sort and name, its key and entry."""
    for section, entries in tree:
        for key, entry in maps(entries):
            yield section.text.removesuffix("s"), key.text, key, entry
            for form, attributes in entry if section.text == "kinds" else ():
                for word, attribute in maps(attributes):
                    yield form.text.removesuffix("s"), f"{key.text}.{word.text}", word, attribute


def maps(node: Node) -> Iterator[tuple[Scalar, Map]]:
    """The members of a map that are maps."""
    for key, value in node if isinstance(node, Map) else ():
        if isinstance(value, Map):
            yield key, value


def one_of(sort: str, name: str, file: str, line: int, entry: Map) -> Declared:
    """What one entry declares."""
    default = text(entry.get("default")) or text(entry.get("start"))
    tags = tuple(tag for group in TAG.findall(text(entry.get("about"))) for tag in re.split(r"\s*,\s*", group))
    return Declared(sort, name, file, line, default, text(entry.get("range")), tags)


def text(node: Node | None) -> str:
    """The text of a scalar, "" for anything else."""
    return node.text if isinstance(node, Scalar) else ""


def texts(node: Node | None) -> list[str]:
    """The members of a list, or of a line with commas."""
    if isinstance(node, Seq):
        return [text(item) for item in node.items]
    return [part.strip() for part in text(node).split(",") if part.strip()]


@cache
def read_tests(folder: Path, root: Path) -> tuple[Test, ...]:
    """The tests of a folder, with the words of helpers of the same file among their own."""
    found = []
    for path in sorted(folder.glob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        pieces = dict(named_pieces(ast.parse(source)))
        words = {name: set(WORD.findall(ast.get_source_segment(source, node) or "")) for name, node in pieces.items()}
        for name, node in pieces.items():
            if name.startswith("test_"):
                found.append(Test(name, path.relative_to(root).as_posix(), node.lineno, reached(name, words)))
    return tuple(found)


def named_pieces(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """The functions and constants of a file."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node


def reached(name: str, words: dict[str, set[str]]) -> frozenset[str]:
    """The words of a piece of a file and of all that it names there."""
    found: set[str] = set()
    open_names = {name}
    while open_names:
        new = set().union(*(words[piece] for piece in open_names)) - found
        found |= new
        open_names = new & words.keys()
    return frozenset(found)


def shown_by(switch: str, one: Declared, tests: tuple[Test, ...]) -> list[Test]:
    """The tests of what belongs to a switch: of the switch, by name, first; then those that name it."""
    begins = f"test_{switch.replace('C', 'C_').replace('-', '_')}_"
    naming = [test for test in tests if one.word in test.words]
    return sorted(naming, key=lambda test: (not test.name.startswith(begins), test.file, test.line))


def read_list(path: Path, section: str) -> Map:
    """One section of a list of ours. Raises ValueError if it is not there."""
    sink = Sink()
    tree = read_yaml(path, path.name, sink)
    found = tree.get(section) if isinstance(tree, Map) else None
    if not isinstance(found, Map) or sink.failed:
        raise ValueError(f"{path} has no `{section}`: {[item.message for item in sink]}")
    return found


def switches_page(root: Path, packs: list[Declared], tests: tuple[Test, ...]) -> str:
    """docs/switches.md."""
    path = root / "docs" / "switches.yaml"
    switches, silent = read_list(path, "switches"), read_list(path, "silent")
    parts = [SWITCHES.format(count=len(switches.items), silent=len(silent.items))]
    parts.append("## Contradictions\n")
    for key, entry in maps(switches):
        parts.append(section(key.text, entry, [one for one in packs if key.text in one.tags], tests))
    parts.append("## Silences\n")
    for key, entry in maps(silent):
        own = [one for one in packs if one.sort == "parameter" and one.name in texts(entry.get("by"))]
        parts.append(section(key.text, entry, own, tests))
    return "\n".join(parts)


def section(name: str, entry: Map, own: list[Declared], tests: tuple[Test, ...]) -> str:
    """One switch, or one silence."""
    lines = [f"### {name} {text(entry.get('asks'))}\n"]
    settings, rules = [one for one in own if not one.rule], [one for one in own if one.rule]
    if settings:
        lines += ["| what | where | default | range | tests |", "|---|---|---|---|---|"]
        order = sorted(settings, key=lambda one: (one.sort != "parameter", one.file, one.line))
        lines += [one.row(shown_by(name, one, tests)) for one in order]
        lines.append("")
    if rules:
        lines.append(f"Read by {', '.join(f'{one.sort} {one.link}' for one in rules)}.\n")
    if text(entry.get("lacks")) or not own:
        lines.append(f"Missing: {text(entry.get('lacks')) or 'everything'}.\n")
    return "\n".join(lines)


def quantities_page(root: Path, packs: list[Declared], tests: tuple[Test, ...]) -> str:
    """docs/quantities.md."""
    known = {f"{one.sort} {one.name}": one for one in packs}
    by_name = {test.name: test for test in tests}
    lines = [QUANTITIES, "| figure | value | said in | held by | shown by | missing |", "|---|---|---|---|---|---|"]
    for key, entry in maps(read_list(root / "docs" / "quantities.yaml", "quantities")):
        own = [known[name] for name in texts(entry.get("by")) if name in known]
        held = [f"[{one.sort} {one.name}](../{one.file}#L{one.line})" for one in own]
        shown = [by_name[name].link() for name in texts(entry.get("tests")) if name in by_name]
        cells = [key.text, text(entry.get("value")), text(entry.get("where")), ", ".join(held), ", ".join(shown)]
        lines.append(f"| {' | '.join([*cells, text(entry.get('lacks'))])} |")
    return "\n".join([*lines, ""])


def unknown_quantities(root: Path, packs: list[Declared], tests: tuple[Test, ...]) -> list[str]:
    """What the list of quantities names and nobody has, and quantities without a test that do not say so."""
    known = {f"{one.sort} {one.name}" for one in packs} | {test.name for test in tests}
    wrong = []
    for key, entry in maps(read_list(root / "docs" / "quantities.yaml", "quantities")):
        names = texts(entry.get("by")) + texts(entry.get("tests"))
        wrong += [f"{key.text}: {name}" for name in names if name not in known]
        if not (texts(entry.get("by")) and texts(entry.get("tests"))) and not text(entry.get("lacks")):
            wrong.append(f"{key.text}: nothing holds or shows it, and nothing is said to be missing")
    return wrong
