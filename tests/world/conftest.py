"""Worlds out of a few lines of text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from kizuna.diagnostics import Diagnostic, Sink
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world
from kizuna.world.model import World


class Built(NamedTuple):
    """What came of a pack: the world, or None, and what was found."""

    world: World | None
    found: tuple[Diagnostic, ...]

    @property
    def sure(self) -> World:
        """The world of a pack that is expected to be sound."""
        assert self.world is not None, self.told
        return self.world

    @property
    def told(self) -> list[str]:
        """`file:line:column code message` of each finding but those about things unused, by place."""
        return [f"{d.spans[0]} {d.code} {d.message}" for d in self.found if not d.code.startswith("K5")]

    @property
    def codes(self) -> list[str]:
        """The codes of `told`."""
        return [d.code for d in self.found if not d.code.startswith("K5")]

    @property
    def hints(self) -> list[str]:
        """The hints of `told`."""
        return [d.hint for d in self.found if not d.code.startswith("K5")]


Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds the pack `p` of one text, the file `w.yaml`, or of several, by their names without the ending."""
    counter = iter(range(1_000_000))

    def run(text: str = "", people: int = 0, **files: str) -> Built:
        root = tmp_path / str(next(counter)) / "p"
        root.mkdir(parents=True)
        (root / "pack.yaml").write_text("pack: p\nabout: a test\nlanguage: 1\n", encoding="utf-8")
        for name, content in (files or {"w": text}).items():
            (root / f"{name}.yaml").write_text(dedent(content), encoding="utf-8")
        sink = Sink()
        pack = load_pack(root, sink)
        world = build_world(pack, sink, people) if pack is not None else None
        return Built(world, tuple(sink))

    return run
