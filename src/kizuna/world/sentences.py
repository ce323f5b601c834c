"""Writing and reading the sentences of a world: what happens, what is so, and what somebody believes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import NamedTuple, Protocol

from kizuna.diagnostics.nearest import without_article
from kizuna.lang.types import Choice, Moment, Number, Ref
from kizuna.world.absence import NOBODY, NONE_WORDS
from kizuna.world.dates import read_moment
from kizuna.world.model import VALUE, Attribute, Phrase, Slot, World
from kizuna.world.phrases import show, squeeze
from kizuna.world.sentences_forms import AMOUNT, Form, Index, fold, forms_of, is_authors, values_of
from kizuna.world.sentences_match import divisions
from kizuna.world.sentences_near import Near
from kizuna.world.wording import spaced

Who = int | str
"""How the caller tells things apart: by handle or by key."""

PRONOUNS = {
    "he": "he", "him": "he", "she": "she", "her": "she", "they": "they", "them": "they", "it": "it",
}
"""Each pronoun with its first form."""

_REFLEXIVE = frozenset({"himself", "herself", "themselves", "themself", "itself"})
_POSSESSIVE = {"his": "he's", "her": "she's", "their": "they's", "its": "it's"}
_OWNING = re.compile(r"\b(his|her|their|its)\b(?: own\b)?(?= \w)", re.IGNORECASE)
_BELIEFS = (
    (" believes that ", "believes"), (" is certain that ", "certain"), (" does not know whether ", "unknown"),
    (" wonders whether ", "wonders"),
)
_DETAILS = re.compile(r"\s*\(([^()]*:[^()]*)\)$")
_QUANTITY = re.compile(r"[-+]?\d")
_NEVER = "never"
_LONGEST = 1_000    # characters of a sentence
_MOST = 64          # readings of one division


class Mentions(Protocol):
    """Who is meant by words in a sentence; the caller knows names, pronouns and what has been made."""

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        """Members of a kind ("" any) that are called this: by name, alias, pronoun or with an article."""

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        """Members of a kind whose attributes (by key) have these values.

        A value is a thing, the number of a choice's value, or an amount or a date as it is written.
        """


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence says.

    `kind` is rule | state | belief; `id` is the rule's id, or the key of the attribute that is stated or believed.
    `roles` has what stands in the slots: roles of the rule, or `self`, `from`, `to` and (of a reference) `value`, which
    is 0 for `nobody`.
    `key` is the phrase's: an outcome, a stage, or the value or level that is stated (VALUE of a reference).
    `given` are attributes of roles that the sentence names (`{attribute(role)}`): (role, attribute key, value).
    `details` are amounts in the sentence or in brackets after it, as written. For a belief `ask` is believes |
    certain | unknown | wonders, and `other` the one whose belief it is about, if that is what it is about.
    """

    kind: str
    id: str
    phrase: Phrase
    key: str
    roles: dict[str, Who] = field(default_factory=dict)
    given: tuple[tuple[str, str, Who], ...] = ()
    details: tuple[tuple[str, str], ...] = ()
    ask: str = ""
    holder: Who | None = None
    other: Who | None = None


class Miss(NamedTuple):
    """A sentence that would be of `form` (roles in braces) if `words` were a `kind`, or a value of that attribute."""

    form: str
    words: str
    kind: str


class Sentences:
    """The sentences of one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        forms = forms_of(world)
        self._all = Index(forms)
        states = [form for form in forms if form.sort == "state"]
        self._believed = Index(form for form in states if world.attributes[form.id].believed)
        self._plain = Index(form for form in states if not world.attributes[form.id].believed)
        self._spellings = _spellings(world)
        others = "|".join(map(re.escape, sorted(self._spellings, key=len, reverse=True)))
        self._spelt = re.compile(rf"\b(?:{others})\b", re.IGNORECASE) if others else None
        self._agents = tuple(kind.name for kind in world.kinds.values() if kind.agent)

    def write(self, phrase: Phrase, fill: Callable[[Slot], str]) -> str:
        """The phrase with its slots filled in, blanks collapsed, beginning with a capital. No full stop."""
        text = squeeze("".join(part if isinstance(part, str) else fill(part) for part in phrase.parts))
        return text[:1].upper() + text[1:] if len(text[:1].upper()) == 1 else text

    def read(self, text: str, names: Mentions) -> list[Reading]:
        """All readings of a sentence, each once; capitals, a full stop and further blanks do not count."""
        sentence, details = _details(_trimmed(text))
        if not sentence or len(sentence) > _LONGEST:
            return []
        reader = _Reader(self.world, names)
        found: list[Reading] = []
        for variant in self._variants(sentence):
            found.extend(reader.plain(variant, self._all))
            found.extend(self._beliefs(variant, reader, self._believed))
        return _once(replace(reading, details=(*reading.details, *details)) for reading in found)

    def unheld(self, text: str, names: Mentions) -> list[str]:
        """Keys of the attributes that somebody would hold a belief about by this sentence, but nobody can."""
        sentence, _ = _details(_trimmed(text))
        reader = _Reader(self.world, names)
        variants = self._variants(sentence) if len(sentence) <= _LONGEST else ()
        found = [reading.id for variant in variants for reading in self._beliefs(variant, reader, self._plain)]
        return list(dict.fromkeys(found))

    def misses(self, text: str, names: Mentions) -> list[Miss]:
        """What stands in the way of readings: words that nobody is called by, in sentences of a known form."""
        sentence, _ = _details(_trimmed(text))
        reader = _Reader(self.world, names)
        found: dict[Miss, None] = {}
        for variant in self._variants(sentence[:_LONGEST]):
            folded = fold(variant)
            for form in self._all.candidates(folded):
                for texts in divisions(variant, folded, form.literals, lambda *_: True):
                    unknown = reader.unknown(form, texts)
                    if len(unknown) == 1:
                        found[Miss(show(form.phrase.parts), *unknown[0])] = None
        return list(found)

    def nearest(self, text: str) -> list[str]:
        """Up to three forms that are most like the sentence, with roles in braces."""
        return self._near.to(_trimmed(text)[:_LONGEST])

    @cached_property
    def _near(self) -> Near:
        forms = [form for form in self._all.forms if not _is_told_otherwise(form, self.world)]
        return Near(forms, self._all.counts, self.world, PRONOUNS)

    def _variants(self, sentence: str) -> Iterator[str]:
        """The sentence in all forms in which it is read; other spellings of values give way to the values, too."""
        yield from _variants(sentence)
        if self._spelt is not None and self._spelt.search(sentence):
            yield from _variants(self._spelt.sub(lambda found: self._spellings.get(fold(found[0]), found[0]), sentence))

    def _beliefs(self, sentence: str, reader: _Reader, states: Index) -> Iterator[Reading]:
        for holder, ask, rest in self._held(sentence, reader):
            for reading in reader.plain(rest, states):
                yield replace(reading, kind="belief", ask=ask, holder=holder)
            for other, inner, state in self._held(rest, reader):
                if inner == "believes":
                    for reading in reader.plain(state, states):
                        yield replace(reading, kind="belief", ask=ask, holder=holder, other=other)

    def _held(self, sentence: str, reader: _Reader) -> Iterator[tuple[Who, str, str]]:
        """(holder, what is asked of the belief, the clause) of each way to take the sentence as a belief."""
        folded = fold(sentence)
        for marker, ask in _BELIEFS:
            at = folded.find(marker)
            while at > 0:
                for kind in self._agents:
                    for holder in reader.who(sentence[:at], kind):
                        yield holder, ask, sentence[at + len(marker) :]
                at = folded.find(marker, at + 1)


@dataclass(slots=True)
class _Reader:
    """Reads one sentence; asks for each mention once."""

    world: World
    names: Mentions
    known: dict[tuple[str, str], tuple[Who, ...]] = field(default_factory=dict)

    def plain(self, sentence: str, index: Index) -> Iterator[Reading]:
        """The readings that are no beliefs."""
        folded = fold(sentence)
        for form in index.candidates(folded):
            for texts in divisions(sentence, folded, form.literals, self._accepts(form)):
                yield from self._readings(form, texts)

    def unknown(self, form: Form, texts: tuple[str, ...]) -> list[tuple[str, str]]:
        """The slots' texts that mean nothing, each with the kind, or the attribute's key, that is needed there."""
        numbered = [(number, text) for number, text in enumerate(texts) if not self._options(form, number, text)]
        return [(text, self._needed(form, number)) for number, text in numbered]

    def _needed(self, form: Form, number: int) -> str:
        """The kind of what has to stand in a slot; of a stated value the key of its attribute."""
        is_value = form.sort == "state" and form.slots[number].role == "value" and form.kinds[number] == AMOUNT
        return form.id if is_value else form.kinds[number]

    def who(self, words: str, kind: str) -> tuple[Who, ...]:
        """Whoever the words mean: by name, or as things without a name are called by their kind's template."""
        key = words, kind
        if key not in self.known:
            self.known[key] = ()
            found = list(self.names.resolve(words, kind))
            kinds = [self.world.kinds[kind]] if kind in self.world.kinds else list(self.world.kinds.values())
            for each in kinds:
                if each.named and (kind or not found):
                    found.extend(self._derived(words, each.name, each.named))
            self.known[key] = tuple(dict.fromkeys(found))
        return self.known[key]

    def _derived(self, words: str, kind: str, named: Sequence[str | Slot]) -> Iterator[Who]:
        """Members of a kind by its template, with or without an article."""
        plain = without_article(words)
        literals = [fold(part) if isinstance(part, str) else None for part in named]
        attributes = [self.world.attributes[part.attr] for part in named if isinstance(part, Slot)]
        for text in dict.fromkeys((words, plain)):
            accept = lambda number, part: bool(self._values(attributes[number], part))  # noqa: E731
            for parts in divisions(text, fold(text), literals, accept):
                options = [self._values(attribute, part) for attribute, part in zip(attributes, parts, strict=True)]
                for values in _some(options):
                    keys = [attribute.key for attribute in attributes]
                    yield from self.names.find(kind, list(zip(keys, values, strict=True)))

    def _accepts(self, form: Form) -> Callable[[int, str], bool]:
        return lambda number, text: bool(self._options(form, number, text))

    def _options(self, form: Form, number: int, text: str) -> tuple[Who, ...]:
        """What a slot's text can mean: things, the number of a value, or the text itself for an amount."""
        slot = form.slots[number]
        is_value = form.sort == "state" and slot.role == "value"
        if slot.attr:
            return self._values(self.world.attributes[slot.attr], text)
        if form.kinds[number] != AMOUNT:
            if fold(text) in _REFLEXIVE and number:
                return (text,)
            if is_value:
                return self._values(self.world.attributes[form.id], text)
            return self.who(text, form.kinds[number])
        if is_value:
            return tuple(each for each in self._values(self.world.attributes[form.id], text) if isinstance(each, int))
        return (text,) if _QUANTITY.match(text) else ()

    def _values(self, attribute: Attribute, text: str) -> tuple[Who, ...]:
        """The thing that a reference's text names (0: none), the number of a value or level, or else the text itself.

        That is an amount, also as it is printed with its level before it, or a date.
        """
        if isinstance(attribute.type, Ref):
            return self.who(text, attribute.type.kind) or ((0,) if fold(text) in NONE_WORDS else ())
        plain = fold(text)
        if isinstance(attribute.type, Moment):
            is_date = plain == _NEVER or read_moment(text, self.world.calendar) is not None
            return (text,) if is_date else ()
        folded = [fold(value) for value in values_of(attribute)]
        if isinstance(attribute.type, Number):
            level, _, amount = plain.rpartition(", ")
            if _QUANTITY.match(amount) and level in ("", *folded):
                return (text,)
        return tuple(number for number, value in enumerate(folded) if plain in (value, spaced(value)))

    def _readings(self, form: Form, texts: tuple[str, ...]) -> Iterator[Reading]:
        options = [self._options(form, number, text) for number, text in enumerate(texts)]
        for chosen in _some(options):
            reading = self._reading(form, texts, chosen)
            if reading is not None:
                yield reading

    def _reading(self, form: Form, texts: tuple[str, ...], chosen: tuple[Who, ...]) -> Reading | None:
        """One reading, in which `himself` is the first who is named; None if one role would have to be two."""
        roles: dict[str, Who] = {}
        given: list[tuple[str, str, Who]] = []
        details: list[tuple[str, str]] = []
        key = form.phrase.key
        for number, (slot, text, value) in enumerate(zip(form.slots, texts, chosen, strict=True)):
            if slot.attr:
                given.append((slot.role, slot.attr, value))
            elif form.kinds[number] != AMOUNT:
                who = next(iter(roles.values()), None) if fold(text) in _REFLEXIVE and number else value
                if who is None or roles.setdefault(slot.role, who) != who:
                    return None
            elif form.sort == "state":
                key = values_of(self.world.attributes[form.id])[int(value)]
            else:
                details.append((slot.role, text))
        if form.sort == "state" and key == NOBODY and isinstance(self.world.attributes[form.id].type, Ref):
            key, roles["value"] = VALUE, 0
        return Reading(form.sort, form.id, form.phrase, key, roles, tuple(given), tuple(details))


def _is_told_otherwise(form: Form, world: World) -> bool:
    """Whether it is an automatic statement of an attribute that has sentences of its author's."""
    return not is_authors(form, world) and bool(world.attributes[form.id].phrases)


def choice_value(attribute: Attribute, number: Who) -> str:
    """The word for the number of a value, as `Reading.given` has it."""
    values = attribute.type.values if isinstance(attribute.type, Choice) else values_of(attribute)
    return values[int(number)]


def _spellings(world: World) -> dict[str, str]:
    """Other spellings of the values of choices, as they are compared, with the values as they are written."""
    choices = [attribute.type for attribute in world.attributes.values() if isinstance(attribute.type, Choice)]
    return {fold(other): spaced(value) for choice in choices for other, value in choice.spellings}


def _some(options: Sequence[Sequence[Who]]) -> Iterator[tuple[Who, ...]]:
    """The first combinations of the options, as many as anybody can mean."""
    for number, chosen in enumerate(product(*options)):
        if number == _MOST:
            return
        yield chosen


def _trimmed(text: str) -> str:
    return squeeze(text).rstrip(".!").rstrip()


def _details(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A sentence, and the `name: value` pairs in brackets after it; other brackets belong to the sentence."""
    match = _DETAILS.search(text)
    if match is None:
        return text, ()
    pairs = [part.partition(":") for part in match[1].split(",")]
    if not all(name.strip() and value.strip() for name, _, value in pairs):
        return text, ()
    return _trimmed(text[: match.start()]), tuple((name.strip(), value.strip()) for name, _, value in pairs)


def _variants(sentence: str) -> Iterator[str]:
    """The sentence as it stands, and with the owner's pronoun written out (`his arm` as `he's arm`)."""
    yield sentence
    owning = list(_OWNING.finditer(sentence))[:3]
    for mask in range(1, 1 << len(owning)):
        made = sentence
        for number in reversed(range(len(owning))):
            if mask >> number & 1:
                match = owning[number]
                made = made[: match.start()] + _POSSESSIVE[match[1].lower()] + made[match.end() :]
        yield made


def _once(readings: Iterator[Reading]) -> list[Reading]:
    """Readings that say the same thing, once; the first has its phrase."""
    found: dict[object, Reading] = {}
    for reading in readings:
        said = (
            reading.kind, reading.id, reading.key, tuple(sorted(reading.roles.items())), reading.given, reading.details,
            reading.ask, reading.holder, reading.other,
        )
        found.setdefault(said, reading)
    return list(found.values())
