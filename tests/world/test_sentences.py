"""Writing and reading sentences."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kizuna.diagnostics import Sink
from kizuna.world.model import Phrase, Role, Rule, Slot, World
from kizuna.world.names import unusable
from kizuna.world.sentences import Miss, Reading, Sentences, Who, choice_value
from kizuna.world.sentences_clash import clashes
from kizuna.world.sentences_match import divisions

WORLD = """
units: {oil: {}}
kinds:
  person:
    agent: yes
    meters: {fuel: {unit: oil, range: 0..100, start: 50 oil, levels: {spent: 0 %, low: 10 %, full: 90 %}, seen: here}}
    flags:
      alive: {believed: yes, start: yes, seen: here, phrases: {yes: "{self} is alive", no: "{self} is dead"}}
      fit_again: {start: no, seen: here}
    choices: {duty: {of: [clerk, night guard], start: clerk, seen: here}}
    refs: {place: {to: place, inverse: people, seen: all}, home: {to: place, seen: here}, mate: {to: person, phrases: {
      somebody: "{self} sails with {value}", nobody: "{self} sails alone"}}}
  cut:
    named: "{patient}'s {site} cut"
    refs: {patient: {to: person, inverse: cuts, seen: here}}
    choices: {site: {of: [arm, leg], start: arm, seen: here}}
bonds:
  care: {from: person, to: person, range: 0..1, start: 0, levels: {none: 0, fond: 30 %, devoted: 80 %}}
  trusts: {from: person, to: person, form: flag, start: no}
places: {mill: {}, hall: {}}
cast:
  Ada Byron: {aliases: [Ada, the countess], pronoun: she, place: mill}
  Bob: {pronoun: he, place: mill}
  Cy: {place: mill}
actions:
  pour:
    roles: {giver: person, taker: person in people(place(giver))}
    utility: 1
    chooses: {dose: 0 oil..20 oil}
    outcomes: {flows: 50 %, spills: 50 %}
    effects: [move dose from fuel(giver) to fuel(taker)]
    phrases:
      flows: ["{giver} pours oil into {taker}", "{giver} gives {dose} to {taker}"]
      spills: "{giver} spills oil over {taker}"
  bind:
    roles: {medic: person, w: cut in all cut}
    utility: 1
    phrases: ["{medic} binds {w}", "{medic} binds the {site(w)} of {patient(w)}"]
  visit:
    roles: {guest: person, host: person in all person}
    utility: 1
    phrases: "{guest} visits {host}"
  go:
    roles: {guest: person, goal: place in all place}
    utility: 1
    effects: [place(guest) = goal]
    phrases: "{guest} visits {goal}"
"""


@dataclass
class Names:
    """Mentions by the names of a world's entities; `cuts` are things without a name, `pronouns` who was named last."""

    world: World
    cuts: dict[str, tuple[tuple[str, Who], ...]] = field(default_factory=dict)
    pronouns: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.called: dict[str, list[str]] = {}
        for each in self.world.entities.values():
            for name in {each.name, *each.aliases}:
                self.called.setdefault(name.casefold(), []).append(each.key)

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        plain = words.casefold()
        found = self.called.get(plain) or self.called.get(plain.removeprefix("the "), [])
        found = found or [self.pronouns[plain]] if plain in self.pronouns else found
        return [key for key in found if kind in ("", self.world.entities[key].kind)]

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        return [key for key, own in self.cuts.items() if kind == "cut" and set(values) <= set(own)]


@pytest.fixture
def world(build: Any) -> World:
    """The world of `WORLD`."""
    found: World = build(WORLD).sure
    return found


CUTS: dict[str, tuple[tuple[str, Who], ...]] = {
    "cut1": (("cut.patient", "Bob"), ("cut.site", 0)), "cut2": (("cut.patient", "Ada Byron"), ("cut.site", 1)),
}


def read(world: World, text: str, **pronouns: str) -> list[Reading]:
    """All readings."""
    return Sentences(world).read(text, Names(world, CUTS, pronouns))


def one(world: World, text: str, **pronouns: str) -> Reading:
    """The only reading."""
    (found,) = read(world, text, **pronouns)
    return found


ADA, BOB = "Ada Byron", "Bob"


@pytest.mark.parametrize(("text", "rule", "key", "roles"), [
    ("Ada Byron pours oil into Bob", "action/pour", "flows", {"giver": ADA, "taker": BOB}),
    ("  ADA  pours  Oil into bob. ", "action/pour", "flows", {"giver": ADA, "taker": BOB}),
    ("The countess spills oil over the Bob", "action/pour", "spills", {"giver": ADA, "taker": BOB}),
    ("Bob visits Ada", "action/visit", "", {"guest": BOB, "host": ADA}),
    ("Bob visits the mill", "action/go", "", {"guest": BOB, "goal": "mill"}),
    ("Cy binds Bob's arm cut", "action/bind", "", {"medic": "Cy", "w": "cut1"}),
    ("Cy binds the countess’s leg cut", "action/bind", "", {"medic": "Cy", "w": "cut2"}),
    ("Ada pours oil into herself", "action/pour", "flows", {"giver": ADA, "taker": ADA}),
])
def test_what_happens(world: World, text: str, rule: str, key: str, roles: dict[str, str]) -> None:
    found = one(world, text)
    assert (found.kind, found.id, found.key, found.roles) == ("rule", rule, key, roles)


def test_pronouns_are_the_callers(world: World) -> None:
    assert one(world, "He visits her", he="Bob", her="Ada Byron").roles == {"guest": BOB, "host": ADA}
    assert one(world, "She binds his arm cut", she="Ada Byron", he="Bob").roles == {"medic": ADA, "w": "cut1"}
    assert one(world, "Ada binds her own leg cut", she="Ada Byron").roles == {"medic": ADA, "w": "cut2"}


def test_attributes_of_roles_and_amounts_are_given(world: World) -> None:
    found = one(world, "Cy binds the leg of Ada")
    assert found.roles == {"medic": "Cy"}
    assert found.given == (("w", "cut.site", 1), ("w", "cut.patient", ADA))
    assert choice_value(world.attributes["cut.site"], 1) == "leg"
    assert one(world, "Ada gives 5 oil to Bob").details == (("dose", "5 oil"),)
    assert read(world, "Ada gives some oil to Bob") == []


def test_details_follow_in_brackets(world: World) -> None:
    found = one(world, "Ada pours oil into Bob (dose: 5 oil, outcome: flows).")
    assert found.details == (("dose", "5 oil"), ("outcome", "flows"))
    assert read(world, "Ada pours oil into Bob (the younger)") == []


@pytest.mark.parametrize(("text", "attr", "key", "roles"), [
    ("Bob is dead", "person.alive", "no", {"self": BOB}),
    ("Ada is fit again", "person.fit_again", "yes", {"self": ADA}),
    ("Ada is not fit again", "person.fit_again", "no", {"self": ADA}),
    ("Bob's fuel is low", "person.fuel", "low", {"self": BOB}),
    ("Bob's duty is night guard", "person.duty", "night guard", {"self": BOB}),
    ("Bob's home is the mill", "person.home", "{value}", {"self": BOB, "value": "mill"}),
    ("Bob's home is nobody", "person.home", "{value}", {"self": BOB, "value": 0}),
    ("Bob's home is Nowhere", "person.home", "{value}", {"self": BOB, "value": 0}),
    ("Bob's home is nothing", "person.home", "{value}", {"self": BOB, "value": 0}),
    ("Bob sails with the countess", "person.mate", "{value}", {"self": BOB, "value": ADA}),
    ("Bob sails with nobody", "person.mate", "{value}", {"self": BOB, "value": 0}),
    ("Bob sails alone", "person.mate", "{value}", {"self": BOB, "value": 0}),
    ("Bob's mate is Ada", "person.mate", "{value}", {"self": BOB, "value": ADA}),
    ("Ada's care for Bob is devoted", "person>person.care", "devoted", {"from": ADA, "to": BOB}),
    ("Ada's trusts for Bob is yes", "person>person.trusts", "yes", {"from": ADA, "to": BOB}),
])
def test_states(world: World, text: str, attr: str, key: str, roles: dict[str, str]) -> None:
    found = one(world, text)
    assert (found.kind, found.id, found.key, found.roles) == ("state", attr, key, roles)


@pytest.mark.parametrize(("text", "ask", "holder", "other"), [
    ("Ada believes that Bob is dead", "believes", ADA, None),
    ("Ada is certain that Bob is dead", "certain", ADA, None),
    ("The countess does not know whether Bob is dead.", "unknown", ADA, None),
    ("Cy wonders whether Bob is dead", "wonders", "Cy", None),
    ("Ada believes that Cy believes that Bob is dead", "believes", ADA, "Cy"),
    ("Ada wonders whether Cy believes that Bob is dead", "wonders", ADA, "Cy"),
])
def test_beliefs(world: World, text: str, ask: str, holder: str, other: str | None) -> None:
    found = one(world, text)
    assert (found.kind, found.id, found.key, found.roles) == ("belief", "person.alive", "no", {"self": BOB})
    assert (found.ask, found.holder, found.other) == (ask, holder, other)


@pytest.mark.parametrize("text", [
    "Ada believes that Bob is fit again", "Cy wonders whether Ada believes that Bob's fuel is low",
])
def test_beliefs_about_what_nobody_can_believe_are_no_readings(world: World, text: str) -> None:
    assert read(world, text) == []
    assert len(Sentences(world).unheld(text, Names(world, CUTS))) == 1


def test_nothing_is_unheld_in_what_can_be_read(world: World) -> None:
    assert Sentences(world).unheld("Ada believes that Bob is dead", Names(world, CUTS)) == []


@pytest.mark.parametrize("text", [
    "", ".", "Ada", "Ada dances", "Dora visits Bob", "Ada believes that Bob visits Cy", "Ada pours oil into the mill",
    "Ada believes that Bob wonders whether Cy is dead", "Bob's fuel is purple", "Bob's fuel is 12 oil", "x" * 5000,
])
def test_what_no_phrase_reads_has_no_reading(world: World, text: str) -> None:
    assert read(world, text) == []


def test_a_name_may_hold_words_of_a_phrase(build: Any) -> None:
    world = build(WORLD.replace("  Cy: ", "  Cy: {}\n  Cy visits Ada: ")).sure
    assert one(world, "Cy visits Ada visits Bob").roles == {"guest": "Cy visits Ada", "host": "Bob"}


def test_a_sentence_with_two_readings_has_both(world: World) -> None:
    names = Names(world)
    names.called["he"] = ["Bob", "Cy"]
    found = Sentences(world).read("He visits Ada", names)
    assert [each.roles["guest"] for each in found] == ["Bob", "Cy"]


def test_a_misspelt_name_is_named(world: World) -> None:
    assert Sentences(world).misses("Adda pours oil into Bob", Names(world)) == [
        Miss("{giver} pours oil into {taker}", "Adda", "person")]


@pytest.mark.parametrize(("text", "first"), [
    ("Ada puors oil into Bob", "{giver} pours oil into {taker}"),
    ("Ada visists Bob", "{guest} visits {goal}"),
    ("Bob is ded", "{self} is dead"),
    ("The countess visits to mill", "{guest} visits {goal}"),
])
def test_the_nearest_phrases_are_found(world: World, text: str, first: str) -> None:
    assert first in Sentences(world).nearest(text)


def test_names_and_words_at_their_place_come_before_rare_words(build: Any) -> None:
    """`lacks` is as near to `wlaks` as `walks` is, and `walk` is a word of another sentence."""
    world = build("""
kinds:
  person: {agent: yes, refs: {place: {to: place, inverse: people}}}
bonds: {lacks: {from: person, to: person, form: flag, start: no}}
places: {gate: {}}
cast: {Umino Iruka: {aliases: [Iruka], place: gate}}
actions:
  walk: {roles: {p: person, to: place}, effects: [place(p) = to], phrases: ["{p} walks to {to}"]}
  carry: {roles: {p: person, to: place}, effects: [place(p) = to], phrases: ["{p} carries wood at a walk to {to}"]}
""").sure
    sentences = Sentences(world)
    for text in ("Iruka wlaks to the gate", "Iruka walk to the gate", "They walk to the gate"):
        assert sentences.nearest(text)[0] == "{p} walks to {to}"


def test_rare_words_come_before_a_likeness_of_other_verbs(build: Any) -> None:
    """`hurries to` looks like `writes to`, but it is about something else; nobody is told how he need not say it."""
    world = build("""
kinds:
  person: {agent: yes, refs: {
    place: {to: place, inverse: people, phrases: ["{self} is at {value}"]}, pen: {to: place}}}
places: {gate: {}}
cast: {Umino Iruka: {aliases: [Iruka], place: gate}, Sakura: {place: gate}}
actions:
  hurry: {roles: {p: person, to: place}, effects: [place(p) = to], phrases: ["{p} hurries to {to}"]}
  write: {roles: {p: person, x: person}, effects: [place(p) = gate], phrases: ["{p} writes a letter to {x}"]}
  send: {roles: {p: person, x: person}, effects: [place(p) = gate], phrases: ["{p} sends a letter to {x}"]}
""").sure
    sentences = Sentences(world)
    assert sentences.nearest("Iruka writes to Sakura") == ["{p} writes a letter to {x}", "{p} hurries to {to}"]
    assert "{self}'s pen is {value}" in sentences.nearest("Iruka's pens is gate")
    assert "{self}'s place is {value}" not in sentences.nearest("Iruka's places is gate")


def test_what_says_more_than_a_sentence_is_near_to_it(build: Any) -> None:
    """A phrase that goes on where the sentence ends comes before one of which it has a word or two."""
    world = build("""
kinds:
  person: {agent: yes, refs: {place: {to: place, inverse: people}, asks: {to: person}}}
places: {gate: {}}
cast: {Umino Iruka: {aliases: [Iruka], place: gate}, Sakura: {place: gate}}
actions:
  ask:
    roles: {p: person, x: person}
    effects: [place(p) = gate]
    phrases: ["{p} asks {x} what is wrong and hears it all"]
""").sure
    found = Sentences(world).nearest("Iruka asks Sakura what is wrong")
    assert found[0] == "{p} asks {x} what is wrong and hears it all"


def test_a_level_that_somebody_is_said_to_be_is_found(world: World) -> None:
    assert Sentences(world).nearest("Bob is low")[0] == "{self}'s fuel is low"


def test_nothing_is_near_to_nothing(world: World) -> None:
    assert Sentences(world).nearest("") == []


def test_a_written_sentence_begins_with_a_capital(world: World) -> None:
    phrase = Phrase("", (Slot("a"), " bows to ", Slot("b")))
    names = {"a": "the  countess", "b": "Bob"}
    assert Sentences(world).write(phrase, lambda slot: names[slot.role]) == "The countess bows to Bob"


NAME = st.text(alphabet="abcdeABCÄß'- éñ", min_size=1, max_size=12).filter(lambda name: not unusable(name))


def test_what_is_written_reads_back(world: World) -> None:
    """Every phrase of every rule and attribute, with any distinct names that hold none of the phrases' own words."""
    sentences = Sentences(world)
    forms = [form for form in sentences._all.forms if form.phrase.key != "{value}"]

    @settings(max_examples=300)
    @given(st.lists(NAME, min_size=5, max_size=5, unique_by=str.casefold), st.sampled_from(forms), st.data())
    def hold(names: list[str], form: Any, data: st.DataObject) -> None:
        assume(not any("'s" in name or name.casefold().startswith("a ") for name in names))
        keys = ["Ada Byron", "Bob", "Cy", "mill", "hall"]
        pairs = zip(keys, names, strict=True)
        renamed = {key: replace(world.entities[key], name=name, aliases=()) for key, name in pairs}
        other = replace(world, entities=renamed)
        chosen: dict[str, Who] = {}
        for slot, kind in zip(form.slots, form.kinds, strict=True):
            if not slot.attr and kind in ("person", "place"):
                chosen[slot.role] = data.draw(st.sampled_from([k for k in keys if renamed[k].kind == kind]))
        cuts = {"cut1": (("cut.patient", "Bob"), ("cut.site", 0))}

        def fill(slot: Slot) -> str:
            if slot.attr:
                return "arm" if slot.attr == "cut.site" else renamed["Bob"].name
            if slot.role == "dose":
                return "3 oil"
            return f"{renamed['Bob'].name}'s arm cut" if slot.role == "w" else renamed[str(chosen[slot.role])].name

        text = sentences.write(form.phrase, fill)
        readings = Sentences(other).read(text, Names(other, cuts))
        meant = {**chosen, **({"w": "cut1"} if any(s.role == "w" and not s.attr for s in form.slots) else {})}
        key = form.phrase.key
        if key == "nobody":
            key, meant = "{value}", {**meant, "value": 0}
        assert [(r.id, r.key, r.roles) for r in readings] == [(form.id, key, meant)]

    hold()


@settings(max_examples=200)
@given(st.text(alphabet="ab {}()x", max_size=20), st.lists(st.sampled_from(["a", " ", "b x", None]), max_size=6))
def test_divisions_put_the_sentence_together_again(text: str, literals: list[str | None]) -> None:
    for texts in divisions(text, text, literals, lambda *_: True):
        rest = iter(texts)
        assert "".join(next(rest) if part is None else part for part in literals) == text


def test_a_hostile_sentence_is_given_up_in_time() -> None:
    literals = [None, " a ", None, " a ", None, " a ", None, " a ", None, " a ", None, " b"]
    text = "x" + " a x" * 240
    begun = time.perf_counter()
    assert list(divisions(text + " b", text + " b", literals, lambda number, words: number < 5)) == []
    assert time.perf_counter() - begun < 1


WORDS = st.sampled_from([
    "Ada", "Bob", "visits", "pours", "oil", "into", "is", "dead", "believes that", "wonders whether", "'s", "his",
    "her", "own", "cut", "(dose: 3)", "(", ".", "himself", "12 oil", "’s", "care", "for", "low",
])


def test_no_text_makes_reading_raise(world: World) -> None:
    sentences = Sentences(world)
    names = Names(world, CUTS, {"he": "Bob"})

    @settings(max_examples=300)
    @given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=40))
    def hold(text: str) -> None:
        sentences.read(text, names)
        sentences.misses(text, names)
        sentences.nearest(text)

    hold()


def _rule(number: int) -> Rule:
    verb = "".join("bcdfghjklm"[int(digit)] + "a" for digit in f"{number:03}")
    parts: tuple[str | Slot, ...] = (Slot("a"), f" {verb}s the {verb}ing with ", Slot("b"))
    return Rule(f"action/{verb}", verb, "action", (Role("a", "person"), Role("b", "person")),
                phrases=(Phrase("", parts),))


def test_fifty_sentences_against_a_thousand_phrases_are_read_at_once(world: World) -> None:
    rules = {rule.id: rule for rule in map(_rule, range(1000))}
    sentences = Sentences(replace(world, rules=rules))
    names = Names(world)
    texts = [f"Ada {rule.name}s the {rule.name}ing with Bob" for rule in list(rules.values())[:50]]
    begun = time.perf_counter()
    found = [sentences.read(text, names) for text in texts]
    assert time.perf_counter() - begun < 0.1
    assert all(len(readings) == 1 for readings in found)


CLASHES = [
    ("bind: {roles: {x: person, y: person in all person}, utility: 1, phrases: '{x} visits {y}'}",
     "'{x} visits {y}' can be read as action/bind and action/visit"),
    ("bind: {roles: {x: person}, utility: 1, phrases: '{x} is dead'}",
     "'{x} is dead' can be read as action/bind and person.alive (no)"),
    ("bind: {roles: {x: person, y: person in all person}, utility: 1, phrases: ['{x} nods to {y}', '{y} nods to {x}']}",
     "'{x} nods to {y}' can be read as action/bind and action/bind"),
    ("bind: {roles: {x: person}, utility: 1, phrases: {fails: '{x} nods', begins: '{x} nods'}}",
     "'{x} nods' can be read as action/bind (fails) and action/bind (begins)"),
    ("bind: {roles: {x: person, y: person in all person}, utility: 1, phrases: ['{x} wonders whether {y} is dead']}",
     "'{x} wonders whether {y} is dead' can be read as action/bind and a belief about person.alive (no)"),
    ("bind: {roles: {x: person}, utility: 1, phrases: [\"{x}'s duty is night guard\"]}",
     "\"{x}'s duty is night guard\" can be read as action/bind and person.duty (night guard)"),
    ("bind: {roles: {x: person, y: person in all person}, utility: 1, phrases: [\"{x}'s care for {y} is fond\"]}",
     "\"{x}'s care for {y} is fond\" can be read as action/bind and person>person.care (fond)"),
    ("bind: {roles: {x: person}, utility: 1, phrases: ['{x} is {duty(x)}', '{x} is clerk by day']}", ""),
    ("bind: {roles: {x: person, y: person in all person}, utility: 1, phrases: ['{x} visits {y} at once']}", ""),
]


@pytest.mark.parametrize(("action", "message"), CLASHES)
def test_two_phrases_that_read_the_same_sentence_are_told(build: Any, action: str, message: str) -> None:
    text = WORLD[: WORLD.index("  bind:")] + WORLD[WORLD.index("  visit:") :] + f"  {action}\n"
    found = [d for d in build(text).found if d.code == "K503"]
    assert [d.message for d in found] == ([message] if message else [])
    assert all(len(each.spans) == 2 for each in found)


def test_phrases_for_different_kinds_do_not_clash(world: World) -> None:
    sink = Sink()
    clashes(world, sink)
    assert sink.found == []
