"""Phrases that read the same sentence (K503)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kizuna.diagnostics import NOWHERE, Sink, Span
from kizuna.diagnostics.nearest import shorten
from kizuna.lang.types import Choice, Ref
from kizuna.world.model import VALUE, Phrase, Slot, World
from kizuna.world.phrases import show
from kizuna.world.sentences import Reading, Sentences, Who
from kizuna.world.sentences_forms import AMOUNT, Form, Index, fitting, forms_of, is_authors, values_of
from kizuna.world.wording import spaced

_STAND_IN = "qzx"
"""What the names begin with that stand in for those of a world: no word that anybody writes."""
_ANY_AMOUNT = "1"


def clashes(world: World, sink: Sink) -> None:
    """Report each pair of forms that read one sentence and say different things: those with the same words and with
    slots of the same kinds, and those that take in what another writes.

    Slots of different kinds are told apart by who is named.
    """
    forms = forms_of(world)
    groups: defaultdict[tuple[str | None, ...], list[Form]] = defaultdict(list)
    for form in forms:
        groups[form.literals].append(form)
    told: set[frozenset[object]] = set()
    for group in groups.values():
        for one, two in combinations(group, 2):
            if fitting(one, two) and _says(one) != _says(two):
                told.add(frozenset((_name(one), _name(two))))
                _report(one, two, sink)
    _read_back(forms, world, told, sink)


def _says(form: Form) -> tuple[object, ...]:
    slots = tuple((part.role, part.attr) for part in form.phrase.parts if isinstance(part, Slot))
    return form.sort, form.id, form.phrase.key, slots


def _report(one: Form, two: Form, sink: Sink) -> None:
    first, second = (one, two) if one.phrase.span != NOWHERE else (two, one)
    names = f"{_name(first)} and {_name(second)}"
    sink.add("K503", f"{shorten(show(first.phrase.parts))!r} can be read as {names}", second.phrase.span,
             first.phrase.span, hint="change a word in one of the two")


def _name(form: Form) -> str:
    return _named(form.id, form.phrase.key)


def _named(ident: str, key: str) -> str:
    return f"{ident} ({key})" if key else ident


@dataclass(slots=True)
class _StandIns:
    """Names for whoever a phrase needs, none of which the world has; `kinds` has what each is."""

    kinds: dict[str, str] = field(default_factory=dict)

    def named(self, kind: str) -> str:
        """A further name, of somebody of this kind."""
        name = f"{_STAND_IN}{len(self.kinds)}"
        self.kinds[name] = kind
        return name

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        """Whoever has this name, if he is of the kind; one of any kind ("") is of each."""
        own = self.kinds.get(words.lower())
        return (words.lower(),) if own is not None and (own == kind or "" in (own, kind)) else ()

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        """Nobody: all who stand in have a name."""
        return ()


def _read_back(forms: Sequence[Form], world: World, told: set[frozenset[object]], sink: Sink) -> None:
    """Report what else the sentences of the forms that somebody wrote are read as, unless it was told before."""
    index, spellings = Index(forms), _has_spellings(world)
    sentences: Sentences | None = None
    for form in forms:
        if not is_authors(form, world) or not (spellings or _may_have_rivals(form, index)):
            continue
        names = _StandIns()
        sentences = sentences or Sentences(world)
        for text in _written(form, world, names):
            for reading in sentences.read(text, names):
                other = _other(form, reading)
                pair = frozenset((_name(form), other))
                if other and pair not in told:
                    told.add(pair)
                    sink.add("K503", f"{shorten(show(form.phrase.parts))!r} can be read as {_name(form)} and {other}",
                             *_places(form, reading.phrase), hint="change a word in one of the two")


def _may_have_rivals(form: Form, index: Index) -> bool:
    """Whether another form can have its words in a sentence of this one, as a belief has those of the state within it.

    What a slot says that is no name has words of its own.
    """
    if any(slot.attr or (form.sort == "state" and kind == AMOUNT)
           for slot, kind in zip(form.slots, form.kinds, strict=True)):
        return True
    text = "".join(_STAND_IN if literal is None else literal for literal in form.literals)
    return any(other is not form for other in index.candidates(text))


def _has_spellings(world: World) -> bool:
    """Whether values have other spellings, by which a sentence may be of forms whose words it does not have."""
    return any(isinstance(each.type, Choice) and each.type.spellings for each in world.attributes.values())


def _written(form: Form, world: World, names: _StandIns) -> Iterator[str]:
    """Sentences of a form in which each value that a slot can have is said at least once."""
    roles: dict[str, str] = {}
    choices = [_texts(form, number, world, names, roles) for number in range(len(form.slots))]
    for turn in range(max(map(len, choices), default=1)):
        waiting = iter([texts[turn % len(texts)] for texts in choices])
        yield "".join(part if isinstance(part, str) else next(waiting) for part in form.phrase.parts)


def _texts(form: Form, number: int, world: World, names: _StandIns, roles: dict[str, str]) -> tuple[str, ...]:
    """What can stand in a slot; one role has one name throughout."""
    slot, kind = form.slots[number], form.kinds[number]
    if slot.attr:
        attribute = world.attributes[slot.attr]
        if isinstance(attribute.type, Ref):
            return (names.named(attribute.type.kind),)
        return tuple(spaced(value) for value in values_of(attribute)) or (_ANY_AMOUNT,)
    if kind != AMOUNT:
        return (roles.setdefault(slot.role, names.named(kind)),)
    if form.sort == "state":
        return tuple(spaced(value) for value in values_of(world.attributes[form.id])) or (_ANY_AMOUNT,)
    return (_ANY_AMOUNT,)


def _other(form: Form, reading: Reading) -> str:
    """What the reading says, as it is named in a message; "" if that is what the form says."""
    name = _named(reading.id, reading.key)
    if reading.kind == "belief":
        return f"a belief about {name}"
    same = reading.id == form.id and (reading.key == VALUE or form.phrase.key in (reading.key, VALUE))
    return "" if same else name


def _places(form: Form, other: Phrase) -> tuple[Span, ...]:
    return (form.phrase.span,) if other.span == NOWHERE else (form.phrase.span, other.span)
