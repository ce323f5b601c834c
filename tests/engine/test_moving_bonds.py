"""Bonds that move by themselves are watched as meters are."""

from __future__ import annotations

from pathlib import Path

from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.engine.machine import Machine
from kizuna.pack.load import load_pack
from kizuna.world.build import build_world

HOUR = 3_600_000
TEXT = """\
kinds:
  keeper:
    agent: yes
    flags: {missed: {start: no}}
bonds:
  trust: {from: keeper, to: keeper, range: 0..1, start: 0, toward: 1, within: 1 h, levels: {none: 0 %, some: 50 %}}
triggers:
  trust grows:
    roles: {p: keeper, q: "keeper in trust(p, *)"}
    when: trust(p, q) is some
    effects: [missed(p) = yes]
    phrases: ["{p} trusts {q}"]
cast: {Ada: {trust: {Bram: 0 %}}, Bram: {}}
"""


def test_a_trigger_sees_a_moving_bond_reach_a_level(tmp_path: Path) -> None:
    """From 0 towards 1 within an hour, half of it is reached after ln 2 hours; nobody is trusted before."""
    (tmp_path / "pack.yaml").write_text("pack: bonds\nlanguage: 1\n", encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(TEXT, encoding="utf-8")
    sink = Sink()
    pack = load_pack(tmp_path, sink, [])
    assert pack is not None
    world = build_world(pack, sink)
    assert world is not None, format_text(sink)
    machine = Machine.begin(world, 1)
    ada = machine.handle("Ada")
    machine.live(int(0.693 * HOUR))
    assert not machine.get("keeper.missed", ada)
    machine.live(int(0.694 * HOUR))
    assert machine.get("keeper.missed", ada)
    assert not machine.get("keeper.missed", machine.handle("Bram"))
