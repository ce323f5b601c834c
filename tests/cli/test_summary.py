"""The page of a run says what changed for good in the world's own sentences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kizuna.cli.summary import rarest_of

WORLD = """
choices:
  post: [idle, guard]
kinds:
  person:
    agent: yes
    decides: {every: {}}
    numbers:
      age: {range: 0..100, start: 30, seen: all}
    flags:
      sworn: {start: no, seen: all, phrases: {yes: "{self} has sworn", no: "{self} has not sworn"}}
      merry: {start: no, seen: all}
      grey: {start: no, seen: all, phrases: {yes: "{self} is grey at {age(self)}", no: "{self} is not grey"}}
    choices:
      post: {of: post, start: idle, seen: all, phrases: {guard: "{self} keeps guard"}}
bonds:
  owes: {from: person, to: person, form: flag, start: no, seen: all, phrases: {yes: "{from} owes {to} a drink"}}
  avoids: {from: person, to: person, form: flag, start: no, seen: all}
cast: {Ada: {}, Ben: {}, Cem: {}}
triggers:
  swear:
    every: day at 08:00
    roles: {p: person, q: person}
    when: q == Ada and p != Ada and not sworn(p)
    effects: [sworn(p) = yes, grey(p) = yes, "owes(p, q) = yes"]
    phrases: ["{p} swears by {q}"]
  rise:
    every: day at 09:00
    roles: {p: person}
    when: p == Ada and post(p) is idle
    effects: ["post(p) = guard", merry(p) = yes, "avoids(p, Ben) = yes"]
    phrases: ["{p} rises"]
"""


def test_what_changed_for_good_is_told_in_sentences(kizuna: Callable[..., Any], tmp_path: Path) -> None:
    """Of a flag what is so now, of a choice what was before, too; of those in one case the first is told and the others
    are named. What has no sentence, or one that names another value, is told by its name."""
    pack = tmp_path / "small"
    pack.mkdir()
    (pack / "pack.yaml").write_text("pack: small\nabout: Small.\nlanguage: 1\n", encoding="utf-8")
    (pack / "world.yaml").write_text(WORLD, encoding="utf-8")
    ran = kizuna("run", str(pack), "--days", "2", "--seed", "1", "--out", str(tmp_path / "run"))
    assert ran.code == 0, ran.err
    told = ran.out.partition("Changed for good\n")[2].partition("\n\n")[0].splitlines()
    assert told == [
        "  avoids: no → yes  Ada for Ben",
        "  Ada is merry",
        "  Ada keeps guard (before: idle)",
        "  grey: no → yes  Ben, Cem",
        "  Ben owes Ada a drink; likewise Cem for Ada",
        "  Ben has sworn; likewise Cem",
    ]


COMET = """
triggers:
  comet: {every: 70 h, phrases: ["a comet is seen"]}
  flood: {every: 40 h, roles: {spot: place}, when: spot == mill, phrases: ["the water rises at {spot}"]}
"""


def test_what_is_rarest_is_seldom_and_not_often(kizuna: Callable[..., Any], tmp_path: Path) -> None:
    """What happens to nobody or to a place included; no rule stands in both."""
    pack = tmp_path / "mill"
    pack.mkdir()
    for file in (Path(__file__).parents[2] / "docs" / "examples" / "mill").glob("*.yaml"):
        (pack / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (pack / "comet.yaml").write_text(COMET, encoding="utf-8")
    words = ["run", str(pack), "--days", "4", "--seed", "1", "--out"]
    ran = kizuna(*words, str(tmp_path / "run"))
    assert ran.code == 0, ran.err
    told = ran.out
    seldom, often = told.partition("Seldom\n")[2].split("\n\n")[:2]
    assert [line.partition("  [")[0] for line in seldom.splitlines()][:2] == [
        "    1 ×  A comet is seen",
        "    2 ×  The water rises at the mill",
    ]
    assert often.startswith("Often: walk 67, grind 26")
    data = json.loads(kizuna(*words, str(tmp_path / "data"), "--format", "json").out)
    rare = [row["rule"] for row in data["rare"]]
    assert rare[:2] == ["comet", "flood"]
    assert not any(f"{rule} {data['rules'][rule]}" in often for rule in rare)


def test_rules_that_come_as_often_are_neither_more_seldom() -> None:
    """A rule is seldom only if all that is common comes more often."""
    assert rarest_of(Counter(a=5, b=5, c=5, d=5)) == []
    assert rarest_of(Counter(a=9, b=5, c=5, d=1)) == ["d"]
    assert rarest_of(Counter(a=9)) == []
    assert rarest_of(Counter()) == []
    assert rarest_of(Counter(a=9, b=1)) == ["b"]
