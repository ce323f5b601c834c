"""The engine knows no world: its source has no word that only a world or a pack uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from kizuna.pack.keys import KEYS

ROOT = Path(__file__).resolve().parent.parent
ORDINARY = Path(__file__).with_name("ordinary_words.txt")
NAMED = ("units", "choices", "parameters", "kinds", "bonds", "places", "modes", "things", "cast", "definitions")
HELD = ("meters", "numbers", "flags", "choices", "refs", "dates")
WORD = re.compile(r"[^\W\d_]{4,}")
PROPER = re.compile(r"\b[A-Z][a-z]{3,}")


def names(section: str, entries: object) -> Iterator[str]:
    """Everything that a section of a pack gives a name to."""
    if not isinstance(entries, dict):
        return
    for name, entry in entries.items():
        yield str(name).split("(")[0]
        if section == "choices":
            yield from map(str, entry if isinstance(entry, list) else [])
        if section == "kinds" and isinstance(entry, dict):
            for form in HELD:
                yield from names("attributes", entry.get(form))
        if section == "attributes" and isinstance(entry, dict):
            yield from map(str, entry.get("levels") or {})
            yield from map(str, entry["of"] if isinstance(entry.get("of"), list) else [])
            yield str(entry.get("inverse", ""))


@cache
def words_of_worlds() -> dict[str, str]:
    """Each word that a pack gives to something of its own, with a file that does so."""
    found: dict[str, str] = {}
    for path in sorted([*ROOT.glob("packs/**/*.yaml"), *ROOT.glob("worlds/**/*.yaml")]):
        tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        if path.name == "pack.yaml" or not isinstance(tree, dict):
            continue
        for section in NAMED:
            for name in names(section, tree.get(section)):
                for word in parts(name):
                    found.setdefault(word, str(path.relative_to(ROOT)))
    return found


def parts(name: str) -> set[str]:
    """What of a name would give a world away: the name itself, and proper names in it."""
    whole = {name.casefold()} if WORD.fullmatch(name) else set()
    single = whole | {word.casefold() for word in PROPER.findall(name)}
    return single | {f"{word}s" for word in single}


def words_of_the_language() -> set[str]:
    """Keys of the language, and the words in the tables of docs/language.md outside of examples."""
    text = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
    cells = " ".join(line.split("|")[1] for line in text.splitlines() if line.startswith("|"))
    keys = " ".join([*KEYS, *(key for context in KEYS.values() for key in context)])
    return set(WORD.findall(f"{cells} {keys}".casefold()))


def ordinary_words() -> set[str]:
    """Words of plain English that worlds use as names and the engine in their ordinary sense."""
    lines = ORDINARY.read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def words_of_the_engine() -> Iterator[tuple[str, str]]:
    """Every word of the engine's source, in code, strings and comments, with its file and line."""
    for path in sorted((ROOT / "src" / "kizuna").rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for word in WORD.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", line).casefold()):
                yield word, f"{path.relative_to(ROOT)}:{number}"


def test_the_engines_source_has_no_word_of_a_world() -> None:
    """Names given in packs and worlds do not stand in the source, unless they are ordinary words."""
    worlds = words_of_worlds()
    known = words_of_the_language() | ordinary_words()
    allowed = known | {f"{word}s" for word in known}
    found: dict[str, list[str]] = {}
    for word, place in words_of_the_engine():
        if word in worlds and word not in allowed:
            found.setdefault(word, []).append(place)
    told = [f"{places[0]}: {word!r} ({len(places)} ×), a name in {worlds[word]}" for word, places in found.items()]
    assert not found, "change the source, or add ordinary English to ordinary_words.txt:\n" + "\n".join(sorted(told))


def test_the_list_of_ordinary_words_has_none_too_many() -> None:
    """A word on the list is needed: a world uses it as a name, and the engine's source has it."""
    used = {form for word, _ in words_of_the_engine() for form in (word, word.removesuffix("s"))}
    assert sorted(word for word in ordinary_words() if word not in words_of_worlds() or word not in used) == []


def test_words_of_the_stories_are_found_when_they_are_there() -> None:
    """The test itself sees a world's word: the packs do name things that the engine must not know."""
    assert {"chakra", "wound"} & set(words_of_worlds())


SHINOBI = """
    chakra jutsu ninja shinobi kunoichi jounin jonin chuunin chunin genin kage hokage kunai shuriken anbu sharingan
    konoha
"""
"""Words by which a reader would know the first world; packs are for any."""


def texts_of_packs() -> Iterator[tuple[str, str]]:
    """Every word of the packs, in names, phrases and comments, with its file and line."""
    for path in sorted([*ROOT.glob("packs/**/*.yaml"), *ROOT.glob("packs/**/*.md")]):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for word in WORD.findall(line.casefold()):
                yield word, f"{path.relative_to(ROOT)}:{number}"


def words_of_leaf() -> set[str]:
    """Proper names and peculiar words of the first world: of its cast, things, places and units."""
    found = set(SHINOBI.split())
    for path in sorted(ROOT.glob("worlds/leaf/**/*.yaml")):
        tree = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        for section in ("cast", "things", "places", "units") if isinstance(tree, dict) else ():
            for name in names(section, tree.get(section)):
                found |= {word.casefold() for word in PROPER.findall(name)}
        found |= set(tree.get("units") or {}) if isinstance(tree, dict) else set()
    return {word for word in found if len(word) >= 4}


def test_the_packs_have_no_word_of_the_first_world() -> None:
    """What is peculiar to one world stays in it; `worlds/pass` is a second one on the same packs."""
    leaf = words_of_leaf() - ordinary_words()
    told = sorted({f"{place}: {word!r}" for word, place in texts_of_packs() if word in leaf})
    assert not told, "move it to the world it belongs to:\n" + "\n".join(told)


def test_the_first_worlds_words_are_found_when_they_are_there() -> None:
    """The list has both the craft and the people."""
    assert {"chakra", "kakashi", "shuriken"} <= words_of_leaf()
