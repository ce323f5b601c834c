"""The section `boards`."""

from __future__ import annotations

from typing import Any

import pytest

BASE = """
kinds:
  person:
    agent: yes
    flags: {glad: {start: no, seen: here}}
    dates: {met: {}}
    refs: {place: {to: place, inverse: people, seen: all}}
cast: {Ada: {place: mill}}
places: {mill: {}}
boards:
  mood:
    about: how people feel
    tables:
      glum: {each: p in all person, where: not glad(p), columns: {who: p, at: place(p), with: people(place(p))},
             order: met(p)}
"""


def test_a_board_is_read_with_its_types(build: Any) -> None:
    """A column is a value or a set; what a board shows counts as used."""
    built = build(BASE)
    (table,) = built.sure.boards["mood"].tables
    assert (table.title, table.var, table.domain.kind) == ("glum", "p", "person")
    assert [(column.name, column.several is not None) for column in table.columns] == [
        ("who", False), ("at", False), ("with", True),
    ]
    assert not [found.message for found in built.found if "never used" in found.message]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("each: p in all person", "each: person", "w.yaml:14:20 K102 'person' names no rows"),
    ("each: p in all person", "each: p in glad", "K204 'glad' is not a set"),
    ("each: p in all person, ", "", "K103 the table 'glum' has no `each`"),
    ("who: p", "who: q", "K202"),
    ("where: not glad(p)", "where: place(p)", "K204"),
    ("order: met(p)", "order: place(p)", "K204 'place(p)' has no order"),
    ("who: p", "who: {until: place(p)}", "K204"),
    ("who: p", "who: {}", "K103 the column 'who' has no `until`"),
    ("order:", "sorted:", "K101 unknown key 'sorted'"),
])
def test_what_is_wrong_with_a_board_is_told(build: Any, old: str, new: str, expected: str) -> None:
    built = build(BASE.replace(old, new))
    assert built.world is None
    assert [told for told in built.told if expected in told], built.told
