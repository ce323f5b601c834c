"""Switch C19: the stories spell ranks, people and places in several ways; each is read, and one is written."""

from __future__ import annotations

import pytest

from kizuna.diagnostics import Sink
from kizuna.story.check import check

from .support import ROOT

STORY = """---
world: leaf
cast: [Umino Iruka, Hatake Kakashi, Shiranui Genma]
begin: year 12, April 1, 09:00
start: {{place(Hatake Kakashi): gate, place(Umino Iruka): {place}, rank(Hatake Kakashi): {rank}}}
---
## Day 1, 09:00 · {place}

- {sentence}
"""
WAYS = {
    "rank": ["chunin", "chuunin", "chunnin", "Chuunin"],
    "place": ["Sand village", "Suna", "Sunagakure", "Sunagekure"],
    "name": ["Shiranui Genma", "Genma", "Gemna", "Shiranui Gemna"],
}


def told(sentence: str, place: str = "Sand village", rank: str = "chunin") -> tuple[list[str], list[str]]:
    """The findings of a story of one line, and the line as the world writes it."""
    sink, text = Sink(), STORY.format(sentence=sentence, place=place, rank=rank)
    report = check(text, sink, shelves=[ROOT / "packs", ROOT / "worlds"])
    return [f"{item.code} {item.message}" for item in report.findings], [item.sentence for item in report.played]


@pytest.mark.parametrize("rank", WAYS["rank"])
def test_C_19_a_rank_is_read_in_each_spelling(rank: str) -> None:
    """In a phrase of its own, as the attribute's value, in what somebody believes, and in the front matter."""
    assert told(f"Kakashi is a {rank}", rank=rank.lower())[0] == []
    assert told(f"Kakashi's rank is {rank}", rank=rank.lower())[0] == []
    found, written = told(f"Kakashi is a {rank}", rank="genin")
    assert len(found) == 1, "where it is not so, that is told"
    assert written == ["Hatake Kakashi is a chunin"]


@pytest.mark.parametrize("place", WAYS["place"])
def test_C_19_a_place_is_read_in_each_spelling(place: str) -> None:
    """In headings, in sentences and in the front matter."""
    assert told(f"Iruka's place is {place}", place=place)[0] == []


@pytest.mark.parametrize("name", WAYS["name"])
def test_C_19_a_name_is_read_in_each_spelling(name: str) -> None:
    """Whoever is meant, the world writes him in one way."""
    assert told(f"{name} is alive") == ([], ["Shiranui Genma is alive"])


def test_C_19_what_is_no_spelling_is_not_read() -> None:
    """A rank that nobody has ever written so."""
    found, _ = told("Kakashi's rank is chewnin")
    assert len(found) == 1
    assert found[0].startswith("K307")
