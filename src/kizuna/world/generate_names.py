"""Names for generated people and homes, none of them twice."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Node, Scalar
from kizuna.world.luck import pick, stable
from kizuna.world.names import unusable
from kizuna.world.shapes import as_map, as_text, as_texts

_HOLE = re.compile(r"\{([^{}]*)\}")
_FAMILY, _GIVEN, _SECOND = stable("family"), stable("given"), stable("second given")
_TRIES = 6      # draws of two given names before numerals
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class NameLists:
    """What the names of a group are made of; `template` has `{family}` and `{given}` in it."""

    family: tuple[str, ...]
    given: tuple[str, ...]
    template: str


def read_names(node: Node | None, group: str, sink: Sink) -> NameLists:
    """The `names` of a group; without any, people are called after the group and numbered."""
    table = as_map(node, "`names`", sink)
    if table is None:
        return NameLists((), (), "")
    check_keys(table, "generate.names", sink)
    family = _list(table.get("family"), "a family name", sink)
    given = _list(table.get("given"), "a given name", sink)
    usual = " ".join(hole for hole, names in (("{family}", family), ("{given}", given)) if names)
    line = as_text(table.get("as"), "`as`", sink)
    wanted = "" if line is None else checked_template(line, {"family": family, "given": given}, sink)
    return NameLists(family, given, wanted or usual)


def checked_template(line: Scalar, lists: dict[str, tuple[str, ...]], sink: Sink) -> str:
    """A template all of whose holes can be filled; "" after K105 or K107."""
    for hole in _HOLE.finditer(line.text):
        if not lists.get(hole[1], ()):
            place = line.span.inner(hole.start(), len(hole[0]))
            known = [name for name, items in lists.items() if items]
            hint = did_you_mean(hole[1], known)
            sink.add("K107", f"there is no list of names {shorten(hole[1])!r}", place, hint=hint)
            return ""
    fault = unusable(_HOLE.sub("A", line.text.strip()))
    if fault:
        sink.add("K105", f"{shorten(line.text)!r} cannot make a name: {fault}", line.span)
        return ""
    return " ".join(line.text.split())


def roman(number: int) -> str:
    """A whole number from 1 to 3999 in Roman numerals; others in digits."""
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


@dataclass(slots=True)
class Namer:
    """Gives out names. `taken` are those in use, with case folded; people who come first choose first."""

    seed: int
    taken: set[str]
    issued: Counter[tuple[int, str]] = field(default_factory=Counter)
    numerals: Counter[str] = field(default_factory=Counter)

    def family(self, lists: NameLists, group: int, household: int) -> str:
        """The family name of a household, "" if the group has none."""
        count = len(lists.family)
        return lists.family[pick(self.seed, count, group, household, _FAMILY)] if count else ""

    def person(self, lists: NameLists, group: int, ordinal: int, family: str) -> str:
        """A name that nobody has: with one given name while there are any, then with two, then with a numeral."""
        count = len(lists.given)
        first = pick(self.seed, count, group, ordinal, _GIVEN) if count else 0
        if count and self.issued[group, family] < count:
            for step in range(count):
                name = _filled(lists.template, family, lists.given[(first + step) % count])
                if self._take(name):
                    self.issued[group, family] += 1
                    return name
            self.issued[group, family] = count
        for attempt in range(_TRIES if count > 1 else 0):
            second = pick(self.seed, count - 1, group, ordinal, _SECOND, attempt)
            both = f"{lists.given[first]} {lists.given[second + (second >= first)]}"
            name = _filled(lists.template, family, both)
            if self._take(name):
                return name
        return self.numbered(_filled(lists.template, family, lists.given[first] if count else ""))

    def numbered(self, name: str) -> str:
        """The name, with a numeral if it is taken."""
        if self._take(name):
            return name
        number = max(self.numerals[name], 1)
        while True:
            number += 1
            if self._take(f"{name} {roman(number)}"):
                self.numerals[name] = number
                return f"{name} {roman(number)}"

    def _take(self, name: str) -> bool:
        folded = name.casefold()
        if folded in self.taken:
            return False
        self.taken.add(folded)
        return True


def _filled(template: str, family: str, given: str) -> str:
    return " ".join(template.replace("{family}", family).replace("{given}", given).split())


def _list(node: Node | None, what: str, sink: Sink) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for line in as_texts(node, what, sink):
        text = line.text.strip()
        if fault := unusable(text):
            sink.add("K105", f"{shorten(text)!r} cannot be {what}: {fault}", line.span)
        else:
            found[text] = None
    return tuple(found)
