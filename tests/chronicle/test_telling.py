"""Events as text: in the world's sentences, with levels before numbers."""

from __future__ import annotations

import pytest
from chronicle_samples import Lived

from kizuna.chronicle.event import Change, Event
from kizuna.chronicle.names import Names
from kizuna.chronicle.phrasing import teller_of
from kizuna.chronicle.run import Run
from kizuna.chronicle.telling import Teller
from kizuna.diagnostics import Sink
from kizuna.lang.types import NEVER_WAS
from kizuna.world.luck import stable

MEI, REN = stable("Mei"), stable("Ren")


@pytest.fixture(scope="module")
def run(lived: Lived) -> Run:
    """The ten days at the well."""
    found = Run.open(lived.out, Sink())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def plain(run: Run) -> Teller:
    """A teller without the world's phrases."""
    return Teller(run.names)


def test_an_event_is_told_by_the_phrase_of_its_rule_and_outcome(run: Run) -> None:
    """The outcome chooses the phrase, a stage without one is put before it, attributes in slots are filled in."""
    sink = Sink()
    teller = teller_of(run, sink)
    told = {teller.sentence(event) for event in run.events()}
    assert {
        "Mei makes a jug", "Mei breaks a jug", "Mei drinks", "Mei smashes the large jug", "Rain falls on Sly",
        "begins: make a jug: maker Mei",
    } <= told
    assert not sink.found


def test_a_made_thing_is_called_by_what_it_began_with(run: Run) -> None:
    """Also where that is what any of its kind begins with, so that no change tells it."""
    assert {run.names.label(ident) for ident, kind in run.names.made().items() if kind == "jug"} == {"Mei's large jug"}


def test_what_is_broken_off_is_told_by_how_it_began(run: Run) -> None:
    """Where every phrase is of an outcome, none of which came about."""
    teller = teller_of(run, Sink())
    told = [teller.sentence(Event(0, 1, 0, "action/carve a bowl", stage, roles=(MEI,))) for stage in (
        "begins", "interrupted", "fails"
    )]
    assert told == [
        "Mei takes up a knife", "is broken off: Mei takes up a knife", "fails: Mei takes up a knife"
    ]


def test_a_line_has_the_date_the_sentence_and_the_id(run: Run) -> None:
    """So that the id can be typed into `why`."""
    teller = teller_of(run, Sink())
    event = next(run.events())
    line = teller.line(event)
    assert line.startswith("year 0, January 1, 00:00")
    assert run.event(line[-9:-1], Sink()) == event


def test_without_phrases_the_rule_and_the_roles_are_named(plain: Teller) -> None:
    """Also what is unknown, by its hash or as something."""
    event = Event(0, 1, 0, "action/pour", "interrupted", roles=(MEI, REN), amounts=(0.5,))
    assert plain.sentence(event) == "is broken off: pour: giver Mei, receiver Ren"
    assert plain.amounts(event) == ["dose 0.5 l"]
    odd = Event(0, 1, 0, "#12ab", "done", outcome=7, roles=(5,), amounts=(1.0,))
    assert plain.sentence(odd).startswith("#12ab: something (")
    assert plain.amounts(odd) == ["1"]
    made = Event(0, 1, 0, "action/make a jug", "done", outcome=1, roles=(MEI,))
    assert plain.sentence(made) == "make a jug: maker Mei (cracked)"


def test_what_became_of_a_flag_is_told_in_the_world_s_sentence(run: Run, plain: Teller) -> None:
    """Where there is one; of all else, of a belief, too, both values are told."""
    changes = (
        Change("int", "person.awake", MEI, old=1, new=0),
        Change("int", "person.post", MEI, old=0, new=1),
        Change("int", "person.awake", MEI, REN, belief=True, new=1, new_status="known", new_certainty=1.0),
    )
    event = Event(0, 1, 0, "action/pour", "done", roles=(MEI, REN), changes=changes)
    rest = ["Mei's post: carrier → guard", "Mei on Ren's awake: has heard nothing → believes yes"]
    assert teller_of(run, Sink()).became(event) == ["Mei is asleep", *rest]
    assert plain.became(event) == ["Mei's awake: yes → no", *rest]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Change("float", "person.water", MEI, old=6.0, new=1.2), "Mei's water: fair, 6 l → low, 1.2 l"),
        (Change("float", "person.water", REN, old=6.0, new=1.2), "Ren's water: low, 6 l → dry, 1.2 l"),
        (Change("float", "person.calm", MEI, old=0.25, new=0.5), "Mei's calm: upset, 25 % → even, 50 %"),
        (
            Change("float", "person>person.care", MEI, REN, old=0.0, new=0.9),
            "Mei's care for Ren: none, 0 % → devoted, 90 %",
        ),
        (Change("int", "person.awake", MEI, old=1, new=0), "Mei's awake: yes → no"),
        (Change("int", "person.post", MEI, old=0, new=1), "Mei's post: carrier → guard"),
        (Change("int", "person.post", MEI, old=0, new=99), "Mei's post: carrier → 99"),
        (Change("ref", "person.place", MEI, old=stable("well"), new=0), "Mei's place: well → nowhere"),
        (
            Change("date", "person.last_drink", MEI, old=NEVER_WAS, new=60_000),
            "Mei's last drink: never → year 0, January 1, 00:01",
        ),
        (Change("created", "jug", REN), "Ren is made"),
        (Change("removed", "jug", REN), "Ren is no more"),
        (
            Change("int", "person.awake", MEI, REN, belief=True, new=1, new_status="known", new_certainty=1.0),
            "Mei on Ren's awake: has heard nothing → believes yes",
        ),
        (
            Change("int", "person.awake", MEI, REN, 0, REN, True, 1, 1, "known", "open", 0.5, 0.0),
            "Mei on what Ren believes of Ren's awake: believes yes (50 % sure) → wonders",
        ),
        (Change("float", "#1f", MEI, old=1.0, new=2.0), "Mei's #1f: 1 → 2"),
    ],
)
def test_a_change_is_told_level_first_number_after(plain: Teller, change: Change, told: str) -> None:
    """In the author's unit; of a belief, what is held."""
    assert plain.change(change) == told


def test_a_change_from_outside_is_told_as_such(plain: Teller) -> None:
    """It has no rule to be named by."""
    event = Event(0, 1, 0, "directed", "directed", changes=(Change("int", "person.awake", MEI, old=1, new=0),))
    assert plain.sentence(event) == "is set from outside: Mei's awake: yes → no"


def test_names_are_found_by_key_name_and_alias_whatever_the_case(run: Run) -> None:
    """And pronouns and kinds are known."""
    names: Names = run.names
    assert names.identify("MEI") == names.identify("the Carrier") == [MEI]
    assert names.identify("nobody at all") == []
    assert (names.pronoun(MEI), names.kind(MEI)) == ("she", "person")
    assert (names.kind(stable("well")), names.kind(4)) == ("place", "")
    assert names.label(0) == "nobody"
