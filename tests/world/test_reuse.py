"""After an edit: what is taken over of the world before, and that nobody could tell."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import Sink
from kizuna.diagnostics.formatter import format_text
from kizuna.lang.ast import Expr
from kizuna.lang.scope import Definition
from kizuna.pack.load import load_pack
from kizuna.pack.tree import Scalar
from kizuna.world import build
from kizuna.world.attributes import Declared
from kizuna.world.build import build_world
from kizuna.world.draft import Draft
from kizuna.world.kept import open_world
from kizuna.world.model import Attribute, World
from kizuna.world.reuse import Reuse
from kizuna.world.values import Definer

MILL = Path(__file__).parents[1] / "worlds" / "mill"
MORE = """
triggers:
  wonders at the noise:
    on: grumbles at the noise
    effects: [mood(p) -= 1 %]
    phrases: ["{p} wonders at the noise"]
  grumbles at the noise:
    every: day at 09:00
    roles: {p: person}
    when: mood(p) is low
    effects: [mood(p) -= 1 %]
    phrases: ["{p} grumbles"]
integrity:
  somebody is too merry:
    roles: {p: person}
    never: mood(p) > 200 %
"""
LINE = re.compile(r"^( *)\S.*$", re.M)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cache of one's own."""
    monkeypatch.setenv("KIZUNA_CACHE", str(tmp_path / "cache"))


def made(root: Path) -> tuple[World | None, str]:
    """The world of a folder with nothing taken over, and what is told about it."""
    sink = Sink()
    pack = load_pack(root, sink)
    world = build_world(pack, sink, doubts=False) if pack is not None and not sink.failed else None
    return world if not sink.failed else None, format_text(list(sink), None)


def opened(root: Path) -> tuple[World | None, str]:
    """The same with what was kept of the time before."""
    sink = Sink()
    _, world = open_world(root, sink)
    return replace(world, origin="") if world is not None else None, format_text(list(sink), None)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The ids of all rules that are taken over from now on."""
    found: set[str] = set()
    whole = Reuse.rule

    def rule(self: Reuse, name: str, *more: object) -> object:
        kept = whole(self, name, *more)  # type: ignore[arg-type]
        if kept is not None:
            found.add(name)
        return kept

    monkeypatch.setattr(Reuse, "rule", rule)
    return found


def rules_of(root: Path) -> set[str]:
    """The ids of a world's rules."""
    world, told = made(root)
    assert world is not None, told
    return set(world.rules)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the mill with one rule more of each sort, opened once."""
    folder = Path(shutil.copytree(MILL, tmp_path / "mill"))
    (folder / "more.yaml").write_text(MORE, encoding="utf-8")
    assert opened(folder) == made(folder)
    return folder


def test_an_edited_rule_is_made_and_all_others_are_taken_over(root: Path, taken: set[str]) -> None:
    """A number within a rule; whoever follows it goes with it."""
    more = root / "more.yaml"
    more.write_text(MORE.replace("is low", "is at most 20 %").replace("mood(p) is at most", "mood(p) <="), "utf-8")
    assert opened(root) == made(root)
    told = {"integrity/somebody is too merry", "trigger/grumbles at the noise", "trigger/wonders at the noise"}
    assert taken == rules_of(root) - told


@pytest.mark.parametrize(("before", "after"), [
    ("mood:", "temper:"), ("levels: {", "levels: {somewhere: 5 %, "), ("range: 0..1", "range: 0..2"),
])
def test_a_name_that_means_something_else_makes_all_anew(root: Path, taken: set[str], before: str, after: str) -> None:
    """Of kinds, bonds, definitions and parameters every rule may speak."""
    file = next(path for path in sorted(root.glob("*.yaml")) if before in path.read_text(encoding="utf-8"))
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    assert opened(root) == made(root)
    assert not taken


DOZING = """
  dozes off:
    roles: {p: person}
    when: mood(p) < 5 %
    again: awake_for(Abernathy)
    effects: [mood(p) -= 1 %]
    phrases: ["{p} dozes off"]
cast:
  Abernathy: {place: mill}
integrity:"""
AGAIN = {"trigger/dozes off"}
TALKERS = {"trigger/grumbles at the noise", "trigger/wonders at the noise"}
WARNED = "integrity/somebody is too merry"


def test_one_more_in_the_cast_makes_no_rule_anew(root: Path, taken: set[str]) -> None:
    """A word means a thing only where it means nothing else."""
    for name in ("Abernathy", "p", "mood", "Abernathy the Elder"):
        taken.clear()
        (root / "more.yaml").write_text(f"{MORE}cast:\n  {name}: {{place: mill}}\n", "utf-8")
        assert opened(root) == made(root)
        assert rules_of(root) - taken == {WARNED}


def test_a_name_of_several_words_is_looked_for_in_the_rules(root: Path, taken: set[str]) -> None:
    """Where they stand together they are read as one."""
    (root / "more.yaml").write_text(MORE + "cast:\n  the noise: {place: mill}\n", "utf-8")
    assert opened(root) == made(root)
    assert rules_of(root) - taken == TALKERS | {WARNED}


@pytest.mark.parametrize("how", ["mood(p) is low and p == Abernathy", "the_oldest(p)"])
def test_whoever_is_named_in_a_rule_is_the_same(root: Path, taken: set[str], how: str) -> None:
    """By itself or in a definition: once the name stands for somebody else all rules are made anew."""
    file = root / "more.yaml"
    said = MORE.replace("mood(p) is low", how) + "definitions:\n  the_oldest(person p): p == Abernathy\n"
    file.write_text(said + "cast:\n  Abernathy: {place: mill}\n", "utf-8")
    assert opened(root) == made(root)
    taken.clear()
    file.write_text(said + "cast:\n  Zoe: {place: mill, aliases: [Abernathy]}\n", "utf-8")
    assert opened(root) == made(root)
    assert not taken


@pytest.mark.parametrize(("change", "anew"), [
    ("how_loud: {default: 60 %", TALKERS), ("how_dull: {default: 60 %", AGAIN),
    ("how_dull: {default: 100 %", AGAIN), ("how_long: {default: 3 h", AGAIN),
    ("how_soft: {default: 60 %", set[str]()),
])
def test_what_a_parameter_is_set_to_concerns_who_names_it(
    root: Path, taken: set[str], change: str, anew: set[str]
) -> None:
    """Where it is a definition that names it a rule is the same, but for what is worked out beforehand; and what is to
    be said of the rule is said again: that nobody's mood is above what it can be at most."""
    file = root / "more.yaml"
    said = MORE.replace("mood(p) -= 1 %", "mood(p) -= how_loud").replace("is low", "is low or is_dull(p)").replace(
        "integrity:", DOZING
    ) + (
        "parameters:\n"
        "  how_loud: {default: 50 %, range: 0..1, about: how loud it is}\n"
        "  how_dull: {default: 50 %, range: 0..1, about: from when on somebody is dull}\n"
        "  how_long: {default: 2 h, range: 1 h..9 h, about: how long somebody is awake}\n"
        "  how_soft: {default: 50 %, range: 0..1, about: nothing}\n"
        "definitions:\n  is_dull(person p): mood(p) > how_dull\n  awake_for(person p): how_long\n"
    )
    file.write_text(said, "utf-8")
    assert opened(root) == made(root)
    taken.clear()
    name = change.partition(":")[0]
    file.write_text(re.sub(rf"{name}: {{default: [^,]+", change, said), "utf-8")
    assert opened(root) == made(root)
    assert rules_of(root) - taken == anew | {WARNED}


def test_a_rule_that_was_warned_of_is_warned_of_again(root: Path) -> None:
    """What was told while a rule was made is told each time, also when another rule was edited."""
    for number in (2, 3, 4):
        (root / "more.yaml").write_text(MORE.replace("1 %", f"{number} %", 1), encoding="utf-8")
        assert opened(root) == made(root)


def test_a_follower_does_not_outlive_whom_it_follows(root: Path) -> None:
    """The rule that it follows is gone: that is told of it, though it is the same to the letter."""
    at = MORE.index("  grumbles at"), MORE.index("integrity:")
    (root / "more.yaml").write_text(MORE[: at[0]] + MORE[at[1] :], encoding="utf-8")
    world, told = opened(root)
    assert world is None
    assert "grumbles at the noise" in told
    assert (world, told) == made(root)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of attributes that are made from now on, and `definitions` if those are looked at."""
    found: set[str] = set()
    attribute, definitions = Definer.attribute, build.check_definitions

    def made_anew(self: Definer, declared: Declared) -> Attribute:
        found.add(declared.signature.name)
        return attribute(self, declared)

    def looked_at(draft: Draft, said: dict[str, tuple[Definition, Scalar]]) -> list[Expr]:
        found.add("definitions")
        return definitions(draft, said)

    monkeypatch.setattr(Definer, "attribute", made_anew)
    monkeypatch.setattr(build, "check_definitions", looked_at)
    return found


def test_attributes_are_taken_over_with_definitions(root: Path, looked: set[str]) -> None:
    """Neither is looked at again while both say what they said; once one does not, all are."""
    more, glum = root / "more.yaml", "definitions:\n  is_glum(person p): mood(p) < 5 %\n"
    for text, anew in (
        (MORE.replace("1 %", "2 %"), False),
        (MORE + glum, True),
        (MORE + glum + "cast:\n  Abernathy: {place: mill}\n", False),
        (MORE + glum.replace("5", "6"), True),
    ):
        more.write_text(text, encoding="utf-8")
        found = opened(root)
        told = set(looked)
        assert found == made(root)
        assert (told >= {"definitions", "mood", "place"}) if anew else not told
        looked.clear()


def test_of_attributes_a_parameter_concerns_those_that_lead_to_it(root: Path, looked: set[str]) -> None:
    """By name, or through definitions of definitions; the faults among them are told."""
    more = root / "more.yaml"
    said = MORE + (
        "kinds:\n  person:\n    extend: yes\n    meters:\n"
        "      calmness: {levels: {none: 0, some: 50 %}, toward: calm(self), within: slowly}\n"
        "      temper: {levels: {mild: 0, hot: 50 %}, toward: how_dull, within: 2 h}\n"
        "parameters:\n"
        "  how_dull: {default: 50 %, range: 0..1, about: from when on somebody is dull}\n"
        "  slowly: {default: 2 h, range: 0 h..9 h, about: how long it takes}\n"
        "definitions:\n  calm(person p): 1 - stirred(p)\n  stirred(person p): how_dull * 0.5\n"
    )
    more.write_text(said, "utf-8")
    world, told = opened(root)
    assert world is not None, told
    for before, after, anew in (
        ("default: 50 %", "default: 60 %", {"calmness", "temper"}), ("default: 2 h", "default: 3 h", {"calmness"}),
        ("default: 2 h", "default: 0 h", {"calmness"}),
    ):
        looked.clear()
        more.write_text(said.replace(before, after), "utf-8")
        found = opened(root)
        assert looked == anew
        assert found == made(root)
        more.write_text(said, "utf-8")
        opened(root)
    assert "`within` of 'calmness' is a time greater than 0" in found[1]


def test_what_a_parameter_may_be_set_to_can_say_something_of_every_rule(root: Path) -> None:
    """That it is below what it can never be."""
    more = root / "more.yaml"
    said = MORE.replace("is low", "is low and bound(p) < 150 %") + (
        "parameters:\n  at_most: {default: 50 %, range: 10 %..300 %, about: how much it takes}\n"
        "definitions:\n  bound(person p): at_most\n"
    )
    more.write_text(said, "utf-8")
    before = opened(root)
    assert before == made(root)
    more.write_text(said.replace("50 %, range: 10 %", "250 %, range: 200 %"), "utf-8")
    found = opened(root)
    assert found == made(root)
    assert found[1].count("can never") == before[1].count("can never") + 1


def test_a_definition_that_nobody_uses_names_somebody_who_is_gone(root: Path) -> None:
    """It is told, though no rule hangs on the name."""
    said = MORE + "definitions:\n  is_she(person p): p == Abernathy\n"
    (root / "more.yaml").write_text(said + "cast:\n  Abernathy: {place: mill}\n", encoding="utf-8")
    assert opened(root) == made(root)
    (root / "more.yaml").write_text(said, encoding="utf-8")
    world, told = opened(root)
    assert world is None
    assert "Abernathy" in told
    assert (world, told) == made(root)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_nobody_can_tell_what_was_taken_over(data: st.DataObject) -> None:
    """Whatever is edited, sound or not, world and diagnostics are those of a world that was made of nothing kept."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(MILL, Path(folder) / "mill"))
        (root / "more.yaml").write_text(MORE, encoding="utf-8")
        opened(root)
        for _ in range(data.draw(st.integers(1, 3))):
            file = data.draw(st.sampled_from(sorted(root.glob("*.yaml"))))
            before = file.read_text(encoding="utf-8")
            file.write_text(edited(data, before), encoding="utf-8")
            assert opened(root) == made(root) or file.read_text(encoding="utf-8") == before


def edited(data: st.DataObject, text: str) -> str:
    """A text with one line more, one less, one twice, or another number or word in it."""
    line = data.draw(st.sampled_from(list(LINE.finditer(text))))
    match data.draw(st.sampled_from(["comment", "drop", "twice", "number", "word"])):
        case "comment":
            return f"{text[: line.start()]}{line.group(1)}# as it should be\n{text[line.start():]}"
        case "drop":
            return text[: line.start()] + text[line.end() + 1 :]
        case "twice":
            return f"{text[: line.end()]}\n{line.group()}{text[line.end():]}"
        case "number":
            changed = re.sub(r"\d+", str(data.draw(st.integers(0, 300))), line.group(), count=1)
        case _:
            words = re.findall(r"[a-z_]{3,}", text)
            changed = re.sub(r"[a-z_]{3,}", data.draw(st.sampled_from(words)), line.group(), count=1)
    return text[: line.start()] + changed + text[line.end() :]
