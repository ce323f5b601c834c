"""Every sentence form of a world: the phrases of its rules, and the statements of its attributes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kizuna.lang.types import Choice, Ref
from kizuna.world.model import VALUE, Attribute, Phrase, Slot, World
from kizuna.world.phrases import show
from kizuna.world.wording import spaced

_WORD = re.compile(r"\w+")
AMOUNT = "#amount"
"""What stands for the kind of a slot that holds a quantity and no thing."""


@dataclass(frozen=True, slots=True)
class Form:
    """A sentence form. `sort` is rule | state; `id` the rule's id or the attribute's key.

    `kinds` has one entry for each of the `slots`: a kind's name, `AMOUNT`, the key of an attribute that is no
    reference, or "" for any kind. `literals` are the parts as they are compared; a slot is None. `words` are the whole
    words that a sentence of this form has to contain.
    """

    sort: str
    id: str
    phrase: Phrase
    slots: tuple[Slot, ...]
    kinds: tuple[str, ...]
    literals: tuple[str | None, ...]
    words: frozenset[str]


def fold(text: str) -> str:
    """Text as it is compared, of the same length: small letters, plain apostrophes."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return small.replace("’", "'").replace("ʼ", "'")


def words_of(text: str) -> frozenset[str]:
    """The words of a folded text."""
    return frozenset(_WORD.findall(text))


def forms_of(world: World) -> list[Form]:
    """All forms, in the order of their ids: rules, statements that authors wrote, automatic ones.

    An automatic statement gives way to a form with the same words and fitting kinds that somebody wrote.
    """
    written = [*_rule_forms(world), *_state_forms(world)]
    taken: defaultdict[tuple[str | None, ...], list[Form]] = defaultdict(list)
    for form in written:
        taken[form.literals].append(form)
    own = _automatic_forms(world)
    return [*written, *(form for form in own if not any(fitting(form, other) for other in taken[form.literals]))]


def is_authors(form: Form, world: World) -> bool:
    """Whether somebody wrote the form; the others are automatic."""
    return form.sort == "rule" or form.phrase in world.attributes[form.id].phrases


def fitting(one: Form, two: Form) -> bool:
    """Whether the slots of two forms with the same words can be filled by the same things."""
    return all(a == b or "" in (a, b) for a, b in zip(one.kinds, two.kinds, strict=True))


def owner_kinds(attribute: Attribute) -> dict[str, str]:
    """The slots of an attribute's statements: `self`, or `from` and `to`, and `value`; with their kinds."""
    value = attribute.type.kind if isinstance(attribute.type, Ref) else AMOUNT
    source, bond, target = attribute.owner.partition(">")
    return {"from": source, "to": target, "value": value} if bond else {"self": source, "value": value}


def _rule_forms(world: World) -> Iterator[Form]:
    for rule in world.rules.values():
        kinds = {role.name: role.kind for role in rule.roles}
        for phrase in rule.phrases:
            yield _form(world, "rule", rule.id, phrase, kinds)


def _state_forms(world: World) -> Iterator[Form]:
    for attribute in world.attributes.values():
        kinds = owner_kinds(attribute)
        for phrase in attribute.phrases:
            yield _form(world, "state", attribute.key, phrase, kinds)


def _automatic_forms(world: World) -> Iterator[Form]:
    for attribute in world.attributes.values():
        for phrase in automatic(attribute):
            yield _form(world, "state", attribute.key, phrase, owner_kinds(attribute))


def automatic(attribute: Attribute) -> Iterator[Phrase]:
    """The statements that an attribute has without phrases of its own; `{value}` is a level, a value or a name.

    Those of a flag are keyed `yes` and `no`. Numbers and dates have none.
    """
    name = spaced(attribute.name)
    if attribute.form == "flag" and not attribute.bond:
        yield _phrase(attribute, "yes", Slot("self"), f" is {name}")
        yield _phrase(attribute, "no", Slot("self"), f" is not {name}")
    elif attribute.form in ("choice", "ref", "flag") or attribute.levels:
        if attribute.bond:
            yield _phrase(attribute, VALUE, Slot("from"), f"'s {name} for ", Slot("to"), " is ", Slot("value"))
        else:
            yield _phrase(attribute, VALUE, Slot("self"), f"'s {name} is ", Slot("value"))


def values_of(attribute: Attribute) -> tuple[str, ...]:
    """The words that can state an attribute, in the order of their numbers: values, `no` and `yes`, levels."""
    if isinstance(attribute.type, Choice):
        return attribute.type.values
    return ("no", "yes") if attribute.form == "flag" else tuple(level.name for level in attribute.levels)


def _phrase(attribute: Attribute, key: str, *parts: str | Slot) -> Phrase:
    return Phrase(show(parts), parts, key, attribute.span)


def _form(world: World, sort: str, ident: str, phrase: Phrase, kinds: dict[str, str]) -> Form:
    slots = tuple(part for part in phrase.parts if isinstance(part, Slot))
    literals = tuple(fold(part) if isinstance(part, str) else None for part in phrase.parts)
    of = tuple(_kind(world, slot, kinds) for slot in slots)
    return Form(sort, ident, phrase, slots, of, literals, _whole(literals))


def _kind(world: World, slot: Slot, kinds: dict[str, str]) -> str:
    if not slot.attr:
        return kinds.get(slot.role, AMOUNT)
    value = world.attributes[slot.attr].type
    return value.kind if isinstance(value, Ref) else slot.attr


def _whole(literals: Sequence[str | None]) -> frozenset[str]:
    """The words of the literals, less those that touch a slot and may be a part of a longer one."""
    found: list[str] = []
    last = len(literals) - 1
    for number, literal in enumerate(literals):
        if literal:
            words = _WORD.findall(literal)
            touches_left = number > 0 and _WORD.match(literal[0])
            touches_right = number < last and _WORD.match(literal[-1])
            found += words[1 if touches_left else 0 : -1 if touches_right else None]
    return frozenset(found)


class Index:
    """Finds the forms whose words a sentence contains. Each form is filed under its rarest word."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms = tuple(forms)
        self.counts: Counter[str] = Counter(word for form in self.forms for word in form.words)
        self._filed: defaultdict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self.forms):
            rarest = min(form.words, key=lambda word: (self.counts[word], word), default="")
            self._filed[rarest].append(number)

    def candidates(self, folded: str) -> Iterator[Form]:
        """The forms that a folded sentence can be of, in their order."""
        words = words_of(folded)
        numbers = [number for word in (*words, "") for number in self._filed.get(word, ())]
        return (self.forms[number] for number in sorted(numbers) if self.forms[number].words <= words)
