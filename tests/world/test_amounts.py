"""Ranges that fall whatever is put in are refused, and no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from kizuna.diagnostics import Sink
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world

WORLD = """
kinds:
  soul:
    agent: yes
    meters:
      warmth: {{range: -5..5, start: 0, seen: all}}
      calm: {{range: 0..1, start: 50 %, seen: all}}
    numbers: {{size: {{range: 0..9, start: 2, seen: all}}}}
cast: {{Al: {{is: soul}}}}
parameters:
  care: {{default: 3, range: 1..5}}
  mood: {{default: 3, range: -1..5}}
actions:
  rest:
    roles: {{p: soul}}
    chooses: {{first: 1..2, dose: {{range: {range}}}}}
    effects: [calm(p) += first + dose]
    phrases: ["{{p}} rests"]
"""


def found(folder: Path, text: str) -> list[str]:
    """The codes of what is wrong with a range."""
    (folder / "pack.yaml").write_text("pack: made\nabout: A test.\nlanguage: 1\n", encoding="utf-8")
    (folder / "world.yaml").write_text(WORLD.format(range=f'"{text}"'), encoding="utf-8")
    sink = Sink()
    pack = load_pack(folder, sink, [])
    assert pack is not None
    build_world(pack, sink, doubts=False)
    return [fault.code for fault in sink]


@pytest.mark.parametrize("text", [
    "2..1", "90 %..5 % of calm(p)", "90 %..5 % of (calm(p) * size(p))", "calm(p)..calm(p) / 2", "first..50 % of first",
    "warmth(p) + 2..warmth(p) + 1", "2 * care..care", "0..-1 * care", "3 * calm(p) + 1..calm(p) - 2",
    "2 * min(calm(p), 3)..min(calm(p), 3)", "2 * count(s in all soul)..count(s in all soul)",
])
def test_a_range_that_falls_is_refused(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == ["K109"]


@pytest.mark.parametrize("text", [
    "1..2", "2..2", "5 %..90 % of calm(p)", "2 * warmth(p)..warmth(p)", "2 * mood..mood", "calm(p)..size(p)",
    "calm(p)..calm(p)", "calm(p) - size(p)..2", "90 %..5 % of (calm(p) - size(p))", "care..2", "2..care",
])
def test_a_range_that_may_rise_is_not(text: str, tmp_path: Path) -> None:
    """Such as one of something that may be below 0: then the greater share is the lower end."""
    assert found(tmp_path, text) == []
