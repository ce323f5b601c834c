"""What is declared and never used."""

from __future__ import annotations

from typing import Any

import pytest

BASE = """
kinds:
  person:
    agent: yes
    flags: {glad: {start: no, seen: here, phrases: {yes: "{self} is glad", no: "{self} is glum"}}}
    refs: {place: {to: place, inverse: people, seen: all}}
cast: {Ada: {place: mill}}
places: {mill: {}}
actions:
  cheer:
    roles: {one: person, two: person in people(place(one))}
    utility: 1
    effects: [glad(two) = yes]
    phrases: "{one} cheers {two}"
"""


def told(build: Any, text: str) -> list[str]:
    """Code and message of each finding about things unused or out of reach."""
    built = build(text)
    assert built.world is not None, built.told
    return [f"{d.code} {d.message}" for d in built.found if d.code.startswith("K5") or d.code == "K111"]


def test_a_world_that_uses_everything_is_clean(build: Any) -> None:
    assert told(build, BASE) == []


@pytest.mark.parametrize(("more", "expected"), [
    ("parameters: {speed: {default: 3, about: speed is fast}}", "K501 the parameter 'speed' is never used"),
    ("definitions: {'sad(person p)': not glad(p)}", "K501 the definition 'sad' is never used"),
    ("choices: {post: [a, b]}", "K501 the choice 'post' is never used"),
    ("units: {oil: {}}", "K501 the unit 'oil' is never used"),
    ("modes: {boat: {}}", "K501 no road can be travelled by 'boat'"),
    ("triggers: {rain: {every: day, roles: {p: person}, effects: [glad(p) = no]}}",
     "K502 the trigger 'rain' has no phrase"),
    ("bonds: {care: {from: person, to: person}}", "K501 the bond 'care' is never used"),
])
def test_what_is_unused_is_told(build: Any, more: str, expected: str) -> None:
    assert told(build, BASE + more) == [expected]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("    flags: {", "    flags: {odd: {}, ", "K501 the flag 'odd' is never used"),
    ("    flags: {", "    numbers: {size: {start: 3}}\n    flags: {", "K501 the number 'size' is never used"),
    ("    effects: [", "    effects: [odd(two) = yes, ", "K501 the flag 'odd' is written and never read"),
    ("    effects: [", "    effects: [size(two) += 1, ", "K501 the number 'size' is written and never read"),
    ("    utility: 1", "    utility: size(one)",
     "K501 the number 'size' is read, but it never changes and is the same for all"),
    ("  person:", "  stone: {}\n  person:", "K501 there is no stone, and nothing makes one"),
    ("    utility: 1\n", "", None),
    ('    phrases: "{one} cheers {two}"\n', "", "K502 the action 'cheer' has no phrase"),
    ("two: person in people(place(one))", "two: person in people(place(one)), three: person in people(place(one))",
     "K501 the role 'three' of 'cheer' is never used"),
    ("places: {mill: {}}", "places: {mill: {}, well: {}, barn: {}}\nmodes: {foot: {}}\n"
     "roads: [{between: [mill, well], length: 1 m}]", "K111 no road leads to 'barn'"),
])
def test_what_is_of_no_use_is_told_once(build: Any, old: str, new: str, expected: str | None) -> None:
    text = BASE
    if "size(" in new:
        text = text.replace("    flags: {", "    numbers: {size: {start: 3}}\n    flags: {")
    if "odd(" in new:
        text = text.replace("    flags: {", "    flags: {odd: {}, ")
    assert told(build, text.replace(old, new)) == ([expected] if expected else [])


def test_an_action_without_utility_or_phrase_never_happens(build: Any) -> None:
    text = BASE.replace("    utility: 1\n", "").replace('    phrases: "{one} cheers {two}"\n', "")
    assert told(build, text) == ["K501 the action 'cheer' has neither a utility nor a phrase, so it never happens"]


def test_a_pack_without_a_cast_may_offer_what_it_does_not_use(build: Any) -> None:
    text = BASE.replace("cast: {Ada: {place: mill}}", "").replace("    flags: {", "    flags: {odd: {}, ")
    assert told(build, text) == []


def test_what_differs_from_one_to_the_next_is_of_use(build: Any) -> None:
    text = BASE.replace("    flags: {", "    numbers: {size: {start: 3}}\n    flags: {")
    text = text.replace("utility: 1", "utility: size(one)").replace("Ada: {", "Ada: {size: 4, ")
    assert told(build, text) == []


def test_a_date_that_counts_from_the_making_differs_in_what_is_made(build: Any) -> None:
    """Of those who are there from the start it is the same for all."""
    asked = "utility: 1\n    requires: not any(x in notes(one) where since(sent_at(x)) < 1 h)"
    note = "kinds:\n  note: {refs: {writer: {to: person, inverse: notes}}, dates: {sent_at: {start: now}}}\n"
    text = BASE.replace("utility: 1", asked).replace("kinds:\n", note)
    made = text.replace("effects: [glad(two) = yes]", "effects:\n      - create note n: {writer: one}")
    assert told(build, made) == []
    there = text + "things: {a: {is: note, writer: Ada}, b: {is: note, writer: Ada}}\n"
    assert told(build, there) == ["K501 the date 'sent_at' is read, but it never changes and is the same for all"]


def test_each_finding_points_at_the_declaration(build: Any) -> None:
    built = build(BASE + "units: {oil: {}}\n")
    assert [str(d.spans[0]) for d in built.found] == ["p/w.yaml:15:9"]
