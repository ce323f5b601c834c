"""Writes docs/rows.md: for each row of docs/rows.yaml what carries it, its tests, and where stories use it.

docs/switches.md and docs/quantities.md are written, too: see switches.py.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import switches

from kizuna.diagnostics import Sink
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.pack.yaml import read_yaml
from kizuna.story.check import check

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "docs" / "rows.yaml"
PAGE = ROOT / "docs" / "rows.md"
SHELVES = ("packs", "worlds")
CARRIES = re.compile(r"\[([A-Z]{3}-\d+(?:\s*,\s*[A-Z]{3}-\d+)*)\]\s*\.?\s*$")
NUMBERED = re.compile(r"\b[A-Z]{3}-\d+\b")
TEST = re.compile(r"test((?:_[A-Z]{3}_\d+)+)(?:_|$)")
RULES = {"actions": "action", "triggers": "trigger"}
INTRO = """# Rows

The five source stories, read as one village that has rules, ask for {rows} mechanisms. Each is a **row**. A rule,
attribute or parameter of a pack carries a row when its `about` ends with the row's id in brackets; a test shows a row
when its name begins with it, as `test_PHY_3_…` does; a story uses a row when a rule that carries it plays a beat.
`make long` takes what carries a row away, piece by piece, and says which pieces no test of the row misses.

This page is made by `scripts/rows.py` from [rows.yaml](rows.yaml), the packs, the tests and the stories.
{carried} rows are carried, {open} are open.
"""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Something declared that carries rows: where it stands in its file's tree and on which line."""

    rows: tuple[str, ...]
    sort: str
    name: str
    file: str
    line: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Something with a name on a line of a file; `file` is relative to the project."""

    name: str
    file: str
    line: int


@dataclass(slots=True)
class Rows:
    """All there is to say of the rows. `tests` and `beats` are by row; `strays` are rows named where none are read."""

    groups: dict[str, str]
    titles: dict[str, str]
    carriers: list[Carrier]
    tests: dict[str, list[Place]]
    beats: dict[str, list[Place]] = field(default_factory=dict)
    strays: list[Place] = field(default_factory=list)

    def carried_by(self, row: str) -> list[Carrier]:
        """What carries a row: rules first, then attributes, then parameters."""
        found = [carrier for carrier in self.carriers if row in carrier.rows]
        order = {"action": 0, "trigger": 0, "parameter": 2}
        return sorted(found, key=lambda one: (order.get(one.sort, 1), one.file, one.line))


def read_rows(root: Path = ROOT, stories: bool = True) -> Rows:
    """Everything out of the project's files; without `stories` none is played. Raises ValueError for a faulty list."""
    groups, titles = (texts(switches.read_list(LIST, name)) for name in ("groups", "rows"))
    carriers, strays = read_carriers(root)
    rows = Rows(groups, titles, carriers, read_tests(root), strays=strays)
    if stories:
        rows.beats = read_beats(root, carriers)
    return rows


def texts(tree: Map) -> dict[str, str]:
    """A map of names to lines."""
    return {key.text: value.text for key, value in tree if isinstance(value, Scalar)}


def pack_trees(root: Path) -> Iterator[tuple[str, Map]]:
    """Each YAML file of the packs and worlds: its name relative to `root`, its tree. ValueError for a faulty one."""
    for shelf in SHELVES:
        for path in sorted((root / shelf).glob("**/*.yaml")):
            name = path.relative_to(root).as_posix()
            sink = Sink()
            tree = read_yaml(path, name, sink)
            if sink.failed or not isinstance(tree, Map):
                raise ValueError(f"{name} cannot be read: {[item.message for item in sink]}")
            yield name, tree


def read_carriers(root: Path) -> tuple[list[Carrier], list[Place]]:
    """All that carries rows, in order of files and lines, and the `about`s that name rows otherwise."""
    found: list[Carrier] = []
    strays: list[Place] = []
    for file, tree in pack_trees(root):
        for path, key, entry in entries(tree, ()):
            about = entry.get("about")
            if not isinstance(about, Scalar):
                continue
            match = CARRIES.search(about.text)
            rows = tuple(re.split(r"\s*,\s*", match.group(1))) if match else ()
            if rows:
                sort, name = called(path)
                found.append(Carrier(rows, sort, name, file, key.span.line, path))
            if set(NUMBERED.findall(about.text)) - set(rows):
                strays.append(Place(about.text, file, about.span.line))
    return found, strays


def entries(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar, Map]]:
    """Every map that stands under a key: the keys that lead to it, the last of them, and the map."""
    for key, value in node if isinstance(node, Map) else ():
        inner = (*path, key.text)
        if isinstance(value, Map):
            yield inner, key, value
            yield from entries(value, inner)


def called(path: tuple[str, ...]) -> tuple[str, str]:
    """What sort of thing stands at a path, and its name: `("meter", "person.blood")`."""
    match path:
        case (section, name) if section in RULES:
            return RULES[section], name
        case ("kinds", kind, form, name):
            return form.removesuffix("s"), f"{kind}.{name}"
        case (section, *rest):
            return section.removesuffix("s"), ".".join(rest)
    return "entry", ""


def read_tests(root: Path) -> dict[str, list[Place]]:
    """The tests of each row, in order of files and lines."""
    found: dict[str, list[Place]] = {}
    for path in sorted((root / "tests" / "rows").glob("test_*.py")):
        file = path.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match = TEST.match(node.name) if isinstance(node, ast.FunctionDef) else None
            if match and isinstance(node, ast.FunctionDef):
                for group, number in re.findall(r"([A-Z]+)_(\d+)", match.group(1)):
                    found.setdefault(f"{group}-{number}", []).append(Place(node.name, file, node.lineno))
    return {row: sorted(tests, key=lambda one: (one.file, one.line)) for row, tests in found.items()}


def read_beats(root: Path, carriers: Iterable[Carrier]) -> dict[str, list[Place]]:
    """The beats that are played by a rule that carries a row, by row; lines that cannot be read have none."""
    rows: dict[str, set[str]] = {}
    for carrier in carriers:
        if carrier.sort in RULES.values():
            rows.setdefault(f"{carrier.sort}/{carrier.name}", set()).update(carrier.rows)
    found: dict[str, list[Place]] = {}
    for path in sorted(root.glob("worlds/*/stories/*.md")):
        file = path.relative_to(root).as_posix()
        for played in check(path, Sink(), name=file).played:
            rules = {event.rule for event in played.events if event.id in played.own}
            for row in sorted(set().union(*(rows.get(rule, set()) for rule in rules))):
                found.setdefault(row, []).append(Place(path.stem[:3], file, played.line.span.line))
    return found


def page(rows: Rows) -> str:
    """The whole page."""
    carried = [row for row in rows.titles if rows.carried_by(row)]
    left = [row for row in rows.titles if row not in carried]
    parts = [INTRO.format(rows=len(rows.titles), carried=len(carried), open=len(left))]
    for group, title in rows.groups.items():
        own = [row for row in carried if row.startswith(f"{group}-")]
        if own:
            parts.append(f"## {title}\n")
            parts += [section(rows, row) for row in own]
    parts.append("## Open\n")
    parts.append("Nothing carries these rows yet.\n" if left else "There are none.\n")
    for group, title in rows.groups.items():
        own = [f"- {row} {rows.titles[row]}" for row in left if row.startswith(f"{group}-")]
        if own:
            parts.append("\n".join([f"### {title}: open\n", *own, ""]))
    return "\n".join(parts)


def section(rows: Rows, row: str) -> str:
    """One carried row."""
    lines = [f"### {row} {rows.titles[row]}\n"]
    lines += [f"- {one.sort} `{one.name}` {link(one.file, one.line)}" for one in rows.carried_by(row)]
    lines += [f"- test `{one.name}` {link(one.file, one.line)}" for one in rows.tests.get(row, [])] or ["- no test"]
    beats: dict[tuple[str, str], list[Place]] = {}
    for beat in rows.beats.get(row, []):
        beats.setdefault((beat.name, beat.file), []).append(beat)
    for (name, file), own in beats.items():
        numbers = ", ".join(f"[{beat.line}](../{file}#L{beat.line})" for beat in own)
        lines.append(f"- story {name}: `{file}` {'line' if len(own) == 1 else 'lines'} {numbers}")
    return "\n".join([*lines, ""])


def link(file: str, line: int) -> str:
    """A place that can be clicked."""
    return f"[{file}:{line}](../{file}#L{line})"


def further_pages(root: Path = ROOT) -> dict[Path, str]:
    """The pages on switches and on quantities, by the file that each belongs into."""
    packs, tests = switches.declared(pack_trees(root)), switches.read_tests(root / "tests" / "rows", root)
    return {
        root / "docs" / "switches.md": switches.switches_page(root, packs, tests),
        root / "docs" / "quantities.md": switches.quantities_page(root, packs, tests),
    }


def write(path: Path, text: str) -> None:
    """Writes one page."""
    path.write_text(text, encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    for target, content in further_pages().items():
        write(target, content)
    if "--further" not in sys.argv[1:]:
        write(PAGE, page(read_rows()))
