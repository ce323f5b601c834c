"""The shape of the code: who imports whom, how long files are, what is documented."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "kizuna"
ROOMS = ["diagnostics", "cache", "pack", "lang", "world", "codegen", "engine", "chronicle", "story", "cli"]
"""A room imports itself and the rooms before it in this list."""

THIRD_PARTY = {
    "diagnostics": set(),
    "cache": set(),
    "pack": {"yaml"},
    "lang": set(),
    "world": set(),
    "codegen": {"llvmlite"},
    "engine": {"numpy"},
    "chronicle": {"numpy", "pyarrow", "duckdb", "pydantic", "isal"},
    "story": {"numpy"},
    "cli": {"typer", "rich"},
}
"""What each room may use that is not part of Python."""

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    """How a module is called in a failing test."""
    return str(path.relative_to(SOURCE))


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every imported module with its line, wherever in the file it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            yield node.module or "", node.lineno
            if node.module == "kizuna":
                yield from ((f"kizuna.{alias.name}", node.lineno) for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_rooms_before_it_and_its_own_libraries(path: Path) -> None:
    """The table of rooms is the architecture; lazily imported modules count as well."""
    import sys

    room = path.relative_to(SOURCE).parts[0]
    if room not in ROOMS:
        assert name_of(path) in {"__init__.py", "__main__.py"}, f"{path} stands in no room"
        return
    below = set(ROOMS[: ROOMS.index(room) + 1])
    for module, line in imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = module.split(".")
        if parts[0] == "kizuna":
            inner = parts[1] if len(parts) > 1 else ""
            allowed = not inner or inner in below or inner == "__version__"
            assert allowed, f"{path}:{line}: {room} must not import {module}"
        elif parts[0] not in sys.stdlib_module_names:
            assert parts[0] in THIRD_PARTY[room], f"{path}:{line}: {room} must not import {module}"


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
KEEPERS = {
    "world/kept.py": "pickle", "engine/codes.py": "marshal", "codegen/lower/link.py": "ctypes",
    "story/orphan.py": "ctypes",
}
"""The files that keep what they made in the user's own cache, which signs every entry, the one that calls it, and the
one that asks the system to end a process with the one that began it."""
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "random", "secrets", "subprocess", "socket", "ctypes"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_that_runs_text_or_draws_luck_from_a_stream_is_used(path: Path) -> None:
    """One file compiles the module that was generated, one calls machine code; nothing else runs text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for module, line in imports(tree):
        known = module.split(".")[0]
        assert known not in FORBIDDEN_MODULES or KEEPERS.get(name_of(path)) == known, f"{path}:{line}: {module}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            assert path.name == "library.py", f"{path}:{node.lineno}: {node.func.id}()"


def test_text_is_compiled_in_one_place_only() -> None:
    """The generated module is the only source text that is ever run, and one function runs it."""
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS
    ]
    assert len(found) == 1, found
    assert found[0].startswith("engine/")


def test_modules_are_small() -> None:
    """Half of them have at most 120 lines, none more than 600."""
    lengths = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in MODULES if p.name != "__init__.py"}
    long = {name: count for name, count in lengths.items() if count > 600}
    assert not long
    assert statistics.median(lengths.values()) <= 120


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """Public functions and classes of a module, and public methods of public classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (n for n in node.body if isinstance(n, ast.FunctionDef) and is_public_method(n))


def is_public_method(node: ast.FunctionDef) -> bool:
    """Setters are told by their getters."""
    setter = any(isinstance(mark, ast.Attribute) and mark.attr == "setter" for mark in node.decorator_list)
    return not node.name.startswith("_") and not setter


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_everything_public_says_what_it_is(path: Path) -> None:
    """Modules, and the public functions, classes and methods in them, have a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{path}:1: the module has no docstring"
    silent = [f"{path}:{node.lineno}: {node.name}" for node in public(tree) if not ast.get_docstring(node)]
    assert not silent, "\n".join(silent)


def test_functions_are_short() -> None:
    """Nine of ten have at most 35 lines."""
    lengths = [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert statistics.quantiles(lengths, n=10)[-1] <= 35
