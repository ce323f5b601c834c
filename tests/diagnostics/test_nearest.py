"""The nearest spelling of a word."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from kizuna.diagnostics.nearest import did_you_mean, nearest, nearest_names, shorten, whom_do_you_mean


def test_a_transposed_letter_is_found() -> None:
    assert nearest("acitons", ["actions", "units", "choices"]) == ["actions"]


def test_the_likest_comes_first_and_ties_are_alphabetical() -> None:
    assert nearest("mind", ["mined", "minds", "wind", "oak"]) == ["minds", "mined", "wind"]


def test_underscores_spaces_and_capitals_count_little() -> None:
    assert nearest("Self Regard", ["self_regard", "shelf"])[0] == "self_regard"


def test_what_is_nothing_alike_is_not_offered() -> None:
    assert nearest("tides", ["body", "minds", "duty"]) == []


def test_the_order_of_the_known_names_does_not_matter() -> None:
    names = ["calm", "clam", "claim", "balm"]
    assert nearest("cal", names) == nearest("cal", reversed(names))


def test_a_hint_asks_lists_or_is_silent() -> None:
    assert did_you_mean("lenght", ["length", "modes"]) == "did you mean 'length'?"
    assert did_you_mean("qqq", ["length", "modes"]) == "known here: length, modes"
    assert did_you_mean("qqq", [f"name{number}" for number in range(50)]) == ""
    assert did_you_mean("qqq", []) == ""


def test_many_questions_of_many_names_are_quick() -> None:
    names = [f"person number {number} of the valley" for number in range(5000)]
    began = time.perf_counter()
    for number in range(20):
        assert nearest(f"persn number {number} of the vally", names)
    nearest("x" * 1_000_000, [*names, "x" * 1_000_000])
    assert time.perf_counter() - began < 5


def test_long_text_is_quoted_short_and_on_one_line() -> None:
    assert shorten("a\n b\tc") == "a b c"
    assert len(shorten("x" * 1_000_000)) == 64


@given(st.text(), st.lists(st.text(), max_size=30))
def test_any_word_and_names_give_at_most_three_of_them(word: str, known: list[str]) -> None:
    found = nearest(word, known)
    assert len(found) <= 3
    assert set(found) <= set(known)
    assert isinstance(did_you_mean(word, known), str)


@given(st.text(min_size=1, max_size=60), st.lists(st.text(), max_size=30))
def test_a_name_that_is_known_is_its_own_nearest(word: str, known: list[str]) -> None:
    found = nearest(word, [*known, word])
    assert as_compared(found[0]) == as_compared(word)


def as_compared(word: str) -> str:
    """A word without what does not count."""
    return word.casefold().replace("_", " ").replace("-", " ").replace("’", "'").replace("ʼ", "'")


def test_names_with_the_same_word_come_before_those_spelt_like_it() -> None:
    names = ["Mori Kei", "Mori Daichi", "Morita", "Umino Iruka", "Mora"]
    assert nearest_names("Mori", names) == ["Mori Kei", "Mori Daichi"]
    assert nearest_names("mori kai", names)[0] == "Mori Kei"
    assert nearest_names("Irka", names) == ["Umino Iruka"]
    assert nearest_names("Umino Irka", names)[0] == "Umino Iruka"
    assert nearest_names("Zzz", names) == []
    assert nearest_names("", names) == nearest_names(" ", names) == []


def test_articles_and_the_form_of_apostrophes_do_not_count_in_names() -> None:
    names = ["the old O'Dea", "Bo", "the tower", "Tomas"]
    assert nearest_names("The O’Dea", names) == ["the old O'Dea"]
    assert nearest_names("a towr", names) == ["the tower"]
    assert whom_do_you_mean("Zzz", names) == "known here: Bo, Tomas, the old O'Dea, the tower"


def test_of_many_names_with_the_same_word_the_shortest_are_offered() -> None:
    names = [f"{name} Uchi" for name in ("Obito", "Itachi", "Madara", "Mi", "Sasu")]
    assert whom_do_you_mean("Uchi", names) == "did you mean 'Mi Uchi' or 'Sasu Uchi' or 'Obito Uchi' or 'Itachi Uchi'?"


@given(st.text(), st.lists(st.text(), max_size=30))
def test_any_words_give_at_most_four_names(words: str, known: list[str]) -> None:
    found = nearest_names(words, known)
    assert len(found) <= 4
    assert set(found) <= set(known)
