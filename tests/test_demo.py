"""`make demo` shows what it says it shows."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, in a folder of its own that has the worlds."""
    for name in ("worlds", "packs", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    spec = importlib.util.spec_from_file_location("demo", ROOT / "scripts" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_beats_that_the_demo_changes_are_in_the_story(demo: ModuleType, tmp_path: Path) -> None:
    """One beat is replaced and nothing else; the one that is left out is there."""
    before = (ROOT / demo.STORY).read_text(encoding="utf-8").splitlines()
    after = demo.broken_copy(tmp_path).read_text(encoding="utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert demo.BROKEN in changed[0]
    assert any(line.startswith(f"- {demo.LEFT_OUT} ") for line in before)


@pytest.mark.slow
def test_the_demo_runs_to_its_end_within_a_hundred_columns(
    demo: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """All four parts end as they should; only what an author wrote, and commands, may be wider."""
    assert demo.demo() == 0
    out = capsys.readouterr().out
    assert "0 errors" in out
    assert "What happened to whom" in out
    wide = [line for line in out.splitlines() if len(line) > 100 and not line.startswith(("$ ", "/", "      "))]
    assert not wide
