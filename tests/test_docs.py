"""The documentation is executed, and complete."""

from __future__ import annotations

import importlib.util
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from kizuna.diagnostics import Sink
from kizuna.diagnostics.codes import CODES
from kizuna.diagnostics.formatter import format_text
from kizuna.pack.load import load_pack
from kizuna.pack.manifest import read_manifest
from kizuna.pack.yaml import parse_yaml
from kizuna.story.script import load_script
from kizuna.world.build import build_world

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def fenced(page: Path, language: str) -> list[tuple[int, str]]:
    """The fenced blocks of a language, each with the line that its text begins on."""
    text = page.read_text(encoding="utf-8")
    return [
        (text.count("\n", 0, found.start(2)) + 1, found.group(2))
        for found in FENCE.finditer(text)
        if found.group(1) == language
    ]


def test_every_example_of_the_language_is_one_world_without_errors(tmp_path: Path) -> None:
    """All YAML blocks of the language's page are loaded together; `docs_context.yaml` has what they leave out."""
    folder, around = tmp_path / "page", tmp_path / "around"
    folder.mkdir()
    around.mkdir()
    (folder / "pack.yaml").write_text("pack: page\nlanguage: 1\n", encoding="utf-8")
    (around / "pack.yaml").write_text("pack: around\nlanguage: 1\nincludes: [page]\n", encoding="utf-8")
    context = Path(__file__).with_name("docs_context.yaml").read_text(encoding="utf-8")
    (around / "context.yaml").write_text(context, encoding="utf-8")
    for line, text in fenced(ROOT / "docs" / "language.md", "yaml"):
        if not text.startswith("pack:"):
            (folder / f"line-{line:04}.yaml").write_text(text, encoding="utf-8")
    sink = Sink()
    pack = load_pack(around, sink, [tmp_path])
    if pack is not None:
        build_world(pack, sink)
    assert pack is not None, format_text(sink)
    assert not sink.failed, format_text(sink, pack.sources.get)


def test_the_manifest_of_the_languages_page_is_one() -> None:
    """The block that begins with `pack:` is a manifest."""
    texts = [text for _, text in fenced(ROOT / "docs" / "language.md", "yaml") if text.startswith("pack:")]
    sink = Sink()
    for text in texts:
        node = parse_yaml(text, "pack.yaml", sink)
        assert node is not None
        assert read_manifest(node, "pack.yaml", sink) is not None
    assert texts
    assert not sink.failed, format_text(sink)


def test_the_stories_of_the_languages_page_can_be_read() -> None:
    """The Markdown blocks have front matter, scenes and beats."""
    texts = [text for _, text in fenced(ROOT / "docs" / "language.md", "markdown")]
    for text in texts:
        sink = Sink()
        script = load_script(text, "story.md", sink)
        assert script is not None, format_text(sink)
        assert script.lines
    assert texts


def commands(text: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            assert found, f"a console block begins with a command, not with {line!r}"
            found[-1][1].append(line)
    return found


def agrees(shown: list[str], printed: list[str]) -> bool:
    """Whether what is shown is what was printed; a line `...` stands for any lines, a final ` …` for its rest."""
    pattern = ""
    for line in shown:
        if line.strip() == "...":
            pattern += r"(?:.*\n)*?"
        elif line.endswith(" …"):
            pattern += re.escape(line[:-2]) + r".*\n"
        else:
            pattern += re.escape(line) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


CONSOLES = [page for page in PAGES if fenced(page, "console")]


def open_ended(shown: list[str]) -> bool:
    """Whether lines of an output are left out, which nobody can write anew but a person."""
    return any(line.strip() == "..." or line.endswith(" …") for line in shown)


def rewritten(page: Path, printed: dict[tuple[int, str], list[str]]) -> str:
    """The page with the whole outputs put in that stand for commands, by line of the block and command."""

    def block(found: re.Match[str]) -> str:
        if found.group(1) != "console":
            return found.group(0)
        line = text.count("\n", 0, found.start(2)) + 1
        lines = []
        for command, shown in commands(found.group(2)):
            lines += [f"$ {command}", *(shown if open_ended(shown) else printed.get((line, command), shown))]
        return "\n".join(["```console", *lines, "```"])

    text = page.read_text(encoding="utf-8")
    return FENCE.sub(block, text)


@pytest.mark.parametrize("page", CONSOLES, ids=lambda page: page.name)
def test_what_a_page_shows_in_a_console_is_what_is_printed(
    page: Path, tmp_path: Path, kizuna: Callable[..., tuple[int, str, str]], request: pytest.FixtureRequest
) -> None:
    """Commands of `kizuna` run one after another in a folder that has the worlds; others may stand without output."""
    actual: dict[tuple[int, str], list[str]] = {}
    for name in ("worlds", "packs", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    for line, text in fenced(page, "console"):
        for command, shown in commands(text):
            words = shlex.split(command, comments=True)
            if words[0] != "kizuna":
                assert not shown, f"{page.name}:{line}: the output of {command!r} cannot be compared"
                continue
            code, out, err = kizuna(*words[1:], at=tmp_path)
            fine = (0,) if page.name == "README.md" else (0, 1)      # what the first page shows has to work
            assert code in fine, f"{page.name}:{line}: {command} ends with {code}\n{out}{err}"
            actual[line, command] = printed = (out or err).rstrip("\n").splitlines()
            if not request.config.getoption("--update-docs") or open_ended(shown):
                assert agrees(shown, printed), f"{page.name}:{line}: {command} prints\n" + "\n".join(printed)
    if request.config.getoption("--update-docs"):
        page.write_text(rewritten(page, actual), encoding="utf-8")


def test_every_command_and_option_is_documented() -> None:
    """Each command has a section in docs/commands.md, which names each of its options."""
    from kizuna.cli.app import describe

    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## kizuna ([\w-]+)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL))
    described = describe()
    assert sorted(sections) == sorted(described)
    pairs = [(name, option) for name, options in described.items() for option in options]
    assert not [pair for pair in pairs if f"`{pair[1]}" not in sections[pair[0]]]


def script(name: str) -> ModuleType:
    """One of the project's own scripts as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_diagnostics_is_current() -> None:
    """docs/diagnostics.md is what `make docs` writes."""
    page = (ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert page == script("write_diagnostics").page()


def test_every_code_is_raised_by_a_sample_or_named_in_a_test() -> None:
    """No code is registered that nothing shows."""
    tests = Path(__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in tests.glob("samples/*/expected.txt")]
    texts += [path.read_text(encoding="utf-8") for path in tests.rglob("test_*.py")]
    shown = set(re.findall(r"K\d{3}", "\n".join(texts)))
    assert not sorted(set(CODES) - shown)


LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Relative links point at files that exist."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]
