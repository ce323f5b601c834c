"""A story's check and `why-not` take the same words for the same people, and say the same of words that mean nobody."""

from __future__ import annotations

import pytest

from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.story.check import check
from kizuna.story.whynot import why_not

from .run_support import DAY, asked, recorded
from .stage_support import checked, only

WORLD = """
kinds:
  person:
    agent: yes
    decides: {every: {}}
    flags: {ill: {seen: all}}
    choices: {mood: {of: [calm, cross], start: calm, seen: all}}
  letter:
    refs: {writer: {to: person, inverse: letters, seen: all}}
cast:
  Pat O'Dea: {is: person, aliases: [the warden]}
  Mo Kay: {is: person, aliases: [an O’Hara]}
  Old Tim: {is: person, ill: yes}
actions:
  nod: {roles: {nodding: person}, phrases: ["{nodding} nods"]}
  read: {roles: {reader: person, letter: letter}, phrases: ["{reader} reads {letter}"]}
  feel: {roles: {p: person}, phrases: ["{p} is {mood(p)} all day"]}
triggers:
  post:
    every: day at 06:00
    roles: {p: person}
    when: not ill(p)
    effects: [create letter n: {writer: p}]
    phrases: ["{p} writes"]
  end:
    every: day at 09:00
    roles: {p: person}
    when: ill(p)
    effects: [remove p]
    phrases: ["{p} is no more"]
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A day on which two letters are written and somebody dies."""
    return recorded(tmp_path_factory.mktemp("names"), "post", WORLD, 1)


@pytest.mark.parametrize("name", ["Pat O’Dea", "pat o'dea", "the warden", "A warden", "Mo Kay", "O'Hara", "an O’Hara"])
def test_articles_and_the_form_of_apostrophes_do_not_count(run: Run, name: str) -> None:
    world = run.world(Sink())
    assert world is not None
    assert asked(run, f"{name} nods").roles
    assert not check(f"---\nworld: post\n---\n- {name} nods\n", Sink(), world, "story.md").findings


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("Tum nods", "there is no person called 'Tum'"),
        ("O’Da nods", "there is no person called 'O’Da'"),
        ("She nods", "nobody was named whom 'She' could mean"),
        ("Mo Kay reads the map", "there is no letter called 'the map'"),
    ],
)
def test_words_that_mean_nobody_are_told_alike(run: Run, sentence: str, message: str) -> None:
    sink, world = Sink(), run.world(Sink())
    assert world is not None
    assert why_not(run, sentence, 0, sink) is None
    [fault] = sink.found
    [told] = check(f"---\nworld: post\n---\n- {sentence}\n", Sink(), world, "story.md").findings
    assert fault.notes == (message,) == (told.message,)
    assert fault.hint == told.hint or not told.hint


def test_what_has_no_name_is_called_by_its_kind(run: Run) -> None:
    """There are two letters once they are written, and none before."""
    for moment, code, said in ((0, "K301", "there is no letter called 'the letter'"), (DAY, "K302", "2 readings")):
        sink = Sink()
        assert why_not(run, "Mo Kay reads the letter", moment, sink) is None
        assert [fault.code for fault in sink] == [code]
        assert said in sink.found[0].message + "".join(sink.found[0].notes)


def test_somebody_who_is_no_more_is_said_to_be_so(run: Run) -> None:
    assert asked(run, "Old Tim nods").roles == {"nodding": "Old Tim"}
    sink = Sink()
    assert why_not(run, "Old Tim nods", DAY, sink) is None
    [fault] = sink.found
    assert (fault.code, fault.message) == ("K312", "Old Tim is no more")
    assert "09:00" in fault.notes[0]


def test_who_is_asked_for_by_name_may_be_written_with_any_apostrophe(run: Run) -> None:
    assert run.names.identify("pat o’dea") == run.names.identify("Pat O'Dea") != []
    assert run.names.hint("Kay") == "did you mean 'Mo Kay'?"


@pytest.mark.parametrize("bracket", ["(3 oil)", "(dose = 3 oil)", "(dose: 3 oil"])
def test_an_amount_that_is_written_otherwise_is_told_how_it_is_written(bracket: str) -> None:
    finding = only(checked(f"## Day 1, 09:00 · quay\n- Ada pours oil for Bo {bracket}\n"))
    assert (finding.code, finding.hint) == ("K307", "amounts are written  (dose: 3 oil)")


def test_what_is_no_amount_is_told_with_what_it_can_be() -> None:
    finding = only(checked("## Day 1, 09:00 · quay\n- Ada pours oil for Bo (dose: lots)\n"))
    assert any(note.startswith("it can be from ") for note in finding.notes)
