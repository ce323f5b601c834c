"""Every key of the world language, in one table: what unknown keys are told by and what editors complete from.

A *context* is a place in a file where a map of fixed keys stands, such as `action` (an entry of the section `actions`)
or `attribute.meter`. Shapes are:

`text` one line · `word` a name · `flag` yes or no · `expression` an expression or quantity · `texts` a list of lines ·
`words` a name or a list of names · `conditions` an expression, or a map of named ones · `effects` a list of effects ·
`phrases` a list of sentences, or a map of such lists · `pairs` a map of names to expressions · `record` a map with the
keys of `within` · `entries` a map of names to records of `within` · `records` a list of records of `within` · `any`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.pack.tree import Map


@dataclass(frozen=True, slots=True)
class KeySpec:
    """One key: what it means, its value's shape, the context of what stands inside, and whether it must be there."""

    about: str
    shape: str = "text"
    within: str = ""
    required: bool = False


Keys = dict[str, KeySpec]

MOST_UNKNOWN = 20       # unknown keys told of one map; with more of them it is another map than was thought

_ABOUT: Keys = {"about": KeySpec("a sentence for whoever reads the pack")}

_ATTRIBUTE: Keys = {
    **_ABOUT,
    "start": KeySpec("the value at the start", "expression"),
    "seen": KeySpec("who can know it without being told: self, here, all or nobody", "word"),
    "believed": KeySpec("whether people can hold a belief about it that may be false", "flag"),
    "prior": KeySpec("what somebody who has heard nothing assumes; the start unless given", "expression"),
    "phrases": KeySpec("sentences that state it: by value, by level, for somebody and nobody", "phrases"),
}
_NUMBER: Keys = {
    "unit": KeySpec("the unit it is read in", "expression"),
    "range": KeySpec("lowest and highest value, such as 0..1", "expression"),
}
_METER: Keys = {
    **_NUMBER,
    "rate": KeySpec("change per time", "expression"),
    "toward": KeySpec("what it approaches", "expression"),
    "within": KeySpec("the time constant of the approach (63 % of the way)", "expression"),
    "levels": KeySpec("named bands from below: where each begins", "pairs"),
}
_CHOICE: Keys = {"of": KeySpec("a named choice, or the list of values", "words", required=True)}
_REF: Keys = {
    "to": KeySpec("the kind it points at", "word", required=True),
    "inverse": KeySpec("the name of the set of those that point at one", "word"),
}
_BOND: Keys = {
    "from": KeySpec("the kind that has the bond", "word", required=True),
    "to": KeySpec("the kind it is towards", "word", required=True),
    "form": KeySpec("meter (default), number, flag, choice, ref or date", "word"),
}
_ENTITY: Keys = {
    **_ABOUT,
    "is": KeySpec("the kind", "word"),
    "id": KeySpec("the identity that luck hangs on; the entry's key unless given"),
    "name": KeySpec("the name it is written by; the entry's key unless given"),
    "aliases": KeySpec("other names it is read by", "words"),
    "pronoun": KeySpec("he, she, they or it", "word"),
}
_HAPPENING: Keys = {
    **_ABOUT,
    "roles": KeySpec("who takes part: a kind each, and optionally the set to look in", "pairs"),
    "varies": KeySpec("luck's amounts, as ranges", "entries", "amount"),
    "outcomes": KeySpec("luck's outcomes with their weights", "pairs"),
    "luck per": KeySpec("what luck is counted within: day, occurrence, or a reference", "expression"),
    "effects": KeySpec("what it changes", "effects"),
    "perceived by": KeySpec("who witnesses it: roles, here, nobody, or sets", "words"),
    "unnoticed by": KeySpec("who does not notice it after all", "words"),
    "phrases": KeySpec("sentences that write and read it", "phrases"),
    "tells": KeySpec("further sentences for prose, only written", "phrases"),
}

_DATE: Keys = {"tells": KeySpec("what happened at a date, as a clause that is only written")}

KEYS: dict[str, Keys] = {
    "pack": {
        "pack": KeySpec("the pack's name: letters, digits and hyphens", "word", required=True),
        **_ABOUT,
        "language": KeySpec("the version of the language: 1", "word"),
        "includes": KeySpec("other packs, by name, out of the library", "words"),
    },
    "section": {
        "units": KeySpec("new dimensions, and multiples of known units", "entries", "unit"),
        "choices": KeySpec("named lists of values", "entries", "choice"),
        "parameters": KeySpec("named constants", "entries", "parameter"),
        "kinds": KeySpec("what there is, and what its members have", "entries", "kind"),
        "bonds": KeySpec("what one has towards another", "entries", "bond"),
        "places": KeySpec("places", "entries", "place"),
        "modes": KeySpec("ways to travel", "entries", "mode"),
        "roads": KeySpec("roads between places", "records", "road"),
        "things": KeySpec("named members of kinds", "entries", "thing"),
        "cast": KeySpec("named agents", "entries", "cast"),
        "generate": KeySpec("who fills the world up to its size", "entries", "generate"),
        "definitions": KeySpec("named expressions", "pairs"),
        "actions": KeySpec("what somebody can decide to do", "entries", "action"),
        "triggers": KeySpec("what happens by itself", "entries", "trigger"),
        "integrity": KeySpec("what must never be so", "entries", "integrity"),
        "calendar": KeySpec("days, months, seasons and the start", "record", "calendar"),
        "boards": KeySpec("tables that tell how things stand at a moment", "entries", "board"),
    },
    "control": {
        "override": KeySpec("replaces the entry of an included pack", "flag"),
        "extend": KeySpec("merges into the entry of an included pack", "flag"),
        "remove": KeySpec("takes the entry of an included pack away", "flag"),
    },
    "unit": {},
    "choice": {
        "of": KeySpec("the list of values", "words", required=True),
        "aliases": KeySpec("other spellings that a story may use: those of each value", "pairs"),
    },
    "parameter": {
        "default": KeySpec("the value", "expression", required=True),
        "range": KeySpec("lowest and highest sensible value", "expression"),
        **_ABOUT,
    },
    "kind": {
        **_ABOUT,
        "agent": KeySpec("whether its members decide for themselves", "flag"),
        "named": KeySpec("how a member without a name of its own is written and read"),
        "decides": KeySpec("how its members decide", "record", "decides"),
        "perceives": KeySpec("who can witness anything at all", "expression"),
        "meters": KeySpec("attributes that are curves", "entries", "attribute.meter"),
        "numbers": KeySpec("attributes that are numbers", "entries", "attribute.number"),
        "flags": KeySpec("attributes that are yes or no", "entries", "attribute.flag"),
        "choices": KeySpec("attributes that are one of a list", "entries", "attribute.choice"),
        "refs": KeySpec("attributes that point at something", "entries", "attribute.ref"),
        "dates": KeySpec("attributes that are moments", "entries", "attribute.date"),
    },
    "decides": {
        "by": KeySpec("the choice attribute that picks which actions are looked at", "word"),
        "every": KeySpec("how often somebody idle thinks again, by value of `by`", "pairs"),
        "while": KeySpec("who can decide and go on with what is being done", "expression"),
        "reaction": KeySpec("how soon an idle one thinks again after something was done to him", "expression"),
        "roused by": KeySpec("named conditions: when one begins to hold, an idle one thinks again", "conditions"),
    },
    "attribute.meter": {**_ATTRIBUTE, **_METER},
    "attribute.number": {**_ATTRIBUTE, **_NUMBER},
    "attribute.flag": dict(_ATTRIBUTE),
    "attribute.choice": {**_ATTRIBUTE, **_CHOICE},
    "attribute.ref": {**_ATTRIBUTE, **_REF},
    "attribute.date": {**_ATTRIBUTE, **_DATE},
    "bond": {
        **_ATTRIBUTE,
        **_METER,
        **_DATE,
        "of": KeySpec("for a choice its values, for a ref the kind it points at", "words"),
        **_BOND,
    },
    "place": {**_ENTITY, "inside": KeySpec("the place it is part of", "word")},
    "mode": dict(_ABOUT),
    "road": {
        "between": KeySpec("the two places", "words", required=True),
        "length": KeySpec("the way from one to the other", "expression", required=True),
        "modes": KeySpec("the ways to travel it, or `all`", "words"),
        "stairs": KeySpec("flights of stairs, up from the first place", "expression"),
    },
    "thing": dict(_ENTITY),
    "cast": dict(_ENTITY),
    "generate": {
        "is": KeySpec("the kind", "word"),
        "place": KeySpec("where they start when they have no home", "word"),
        "names": KeySpec("what names are made of", "record", "generate.names"),
        "households": KeySpec("who lives together, and where", "record", "generate.households"),
        "quarters": KeySpec("what there is once more for so many people", "record", "generate.quarters"),
        "set": KeySpec("attributes: a value, a range, or shares", "any"),
        "posts": KeySpec("attributes of so many people, before the shares", "records", "generate.post"),
        "bonds": KeySpec("bonds with others", "records", "generate.bond"),
    },
    "generate.names": {
        "family": KeySpec("family names", "words"),
        "given": KeySpec("given names", "words"),
        "as": KeySpec("how the two are put together"),
    },
    "generate.households": {
        "size": KeySpec("how many live together", "expression"),
        "home": KeySpec("the home made for each household", "record", "generate.home"),
    },
    "generate.quarters": {
        "people": KeySpec("for how many there is one", "expression", required=True),
        "of": KeySpec("the places and things that each has of its own", "words", required=True),
    },
    "generate.home": {
        "is": KeySpec("the kind of the home", "word"),
        "named": KeySpec("how it is written; {family} is the family's name"),
        "inside": KeySpec("the place it is part of", "word"),
        "near": KeySpec("the place its road leads to", "word"),
        "length": KeySpec("how long that road is", "expression"),
        "sets": KeySpec("the reference that points at the home", "word"),
    },
    "generate.post": {
        "set": KeySpec("the attributes that are set", "pairs", required=True),
        "per": KeySpec("one for so many people", "expression"),
        "least": KeySpec("at least so many", "expression"),
    },
    "generate.bond": {"with": KeySpec("household, or a number of others", "expression", required=True)},
    "action": {
        **_HAPPENING,
        "requires": KeySpec("named requirements that the doer can know", "conditions"),
        "works if": KeySpec("truths the doer cannot know, looked at when it ends", "conditions"),
        "throughout": KeySpec("what has to hold all along", "conditions"),
        "utility": KeySpec("how much it draws the doer; left out: nobody does it of himself", "expression"),
        "chooses": KeySpec("the doer's amounts, as ranges", "entries", "amount"),
        "takes": KeySpec("how long it takes; left out: at once", "expression"),
        "begins": KeySpec("what it changes when it begins", "effects"),
        "interrupted": KeySpec("what it changes when it is broken off", "effects"),
        "fails": KeySpec("what it changes when `works if` does not hold", "effects"),
        "claims": KeySpec("roles with whom only one at a time can do this", "words"),
        "journey": KeySpec("says that it moves somebody", "record", "journey"),
    },
    "trigger": {
        **_HAPPENING,
        "when": KeySpec("the condition", "conditions"),
        "again": KeySpec("how soon it can happen again while the condition holds", "expression"),
        "every": KeySpec("times of the calendar", "expression"),
        "on": KeySpec("the action or trigger it follows", "word"),
    },
    "integrity": {
        **_ABOUT,
        "roles": KeySpec("of whom it is said: a kind each, and optionally the set to look in", "pairs"),
        "never": KeySpec("what is never so", "conditions"),
        "always": KeySpec("what is always so", "conditions"),
    },
    "amount": {
        "range": KeySpec("lowest and highest amount", "expression", required=True),
        "best": KeySpec("what the doer prefers", "expression"),
    },
    "journey": {
        "who": KeySpec("the role that is moved", "word", required=True),
        "to": KeySpec("the role that is the goal", "word", required=True),
    },
    "calendar": {
        "day": KeySpec("the length of a day", "expression"),
        "week": KeySpec("the names of the days", "words"),
        "months": KeySpec("months with their days", "pairs"),
        "seasons": KeySpec("seasons with the date they begin on", "pairs"),
        "parts": KeySpec("parts of the day with the time they begin at", "pairs"),
        "start": KeySpec("the moment the world begins at", "expression"),
    },
    "board": {
        **_ABOUT,
        "of": KeySpec("whom it is about: a role and a kind that decides; `kizuna person` prints it", "pairs"),
        "foresees": KeySpec("of one who is so; nothing is foreseen of what comes after", "expression"),
        "tables": KeySpec("its tables, in order", "entries", "board.table", required=True),
    },
    "board.table": {
        "each": KeySpec("its rows: a new word and a set, such as p in all person", "expression"),
        "where": KeySpec("which of them stand in it; all unless given", "expression"),
        "columns": KeySpec("a value each, a set, or `until:` a condition", "entries", "board.column", required=True),
        "order": KeySpec("what the rows are ordered by, the least first; their names unless given", "expression"),
    },
    "board.column": {
        "until": KeySpec("the condition: from when it holds; with a value, until when that stands", "expression"),
        "value": KeySpec("what stands in it: a value or a set", "expression"),
        "where": KeySpec("when there is anything to be said; always unless given", "expression"),
    },
    "story": {
        "world": KeySpec("the world it is told in", "word", required=True),
        "cast": KeySpec("who takes part", "words"),
        "start": KeySpec("what is set before the first scene", "pairs"),
        "begin": KeySpec("the moment the story begins at", "expression"),
    },
}

SECTIONS: tuple[str, ...] = tuple(KEYS["section"])


def check_keys(node: Map, context: str, sink: Sink, extra: Iterable[str] = ()) -> None:
    """Report the keys of `node` that are neither keys of `context` nor in `extra` (K101, with the nearest spelling).

    Entries of `cast`, `things` and `places` take the names of attributes and bonds as `extra`. Raises KeyError on an
    unknown context.
    """
    known = {*KEYS[context], *extra}
    unknown = [key for key, _ in node if key.text not in known]
    for key in unknown[:MOST_UNKNOWN]:
        sink.add("K101", f"unknown key {shorten(key.text)!r}", key.span, hint=did_you_mean(key.text, known))
