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
    ("who: p", "who: {}", "K103 the column 'who' has no `value` and no `until`"),
    ("order:", "sorted:", "K101 unknown key 'sorted'"),
])
def test_what_is_wrong_with_a_board_is_told(build: Any, old: str, new: str, expected: str) -> None:
    built = build(BASE.replace(old, new))
    assert built.world is None
    assert [told for told in built.told if expected in told], built.told


STATE = "      state: {columns: {glad: glad(q), met: {value: met(q), where: glad(q), until: not glad(q)}}}\n"
OF_ONE = BASE.replace("    about: how people feel\n", "    of: {q: person}\n    foresees: glad(q)\n").replace(
    "      glum:", f"{STATE}      glum:"
)


def test_a_board_of_one_knows_whom_it_is_about(build: Any) -> None:
    """His role stands in every table, and a table of his may do without rows; a column may say when it is told."""
    board = build(OF_ONE).sure.boards["mood"]
    assert (board.of.name, board.of.kind, board.foresees is not None) == ("q", "person", True)
    state, glum = board.tables
    assert (state.domain, glum.domain.kind) == (None, "person")
    assert [(c.value is not None, c.where is not None, c.until is not None) for c in state.columns] == [
        (True, False, False), (True, True, True),
    ]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("of: {q: person}", "of: {q: persn}", "K107"),
    ("of: {q: person}", "of: {q: person, r: person}", "K102 a board is of one alone"),
    ("of: {q: person}", "of: {r: person}", "K202"),
    ("foresees: glad(q)", "foresees: met(q)", "K204"),
    ("where: glad(q)", "where: met(q)", "K204"),
])
def test_what_is_wrong_with_a_board_of_one_is_told(build: Any, old: str, new: str, expected: str) -> None:
    built = build(OF_ONE.replace(old, new))
    assert built.world is None
    assert [told for told in built.told if expected in told], built.told
