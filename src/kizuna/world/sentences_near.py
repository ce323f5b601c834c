"""The sentence forms that an unknown sentence comes nearest to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from kizuna.diagnostics.nearest import nearest
from kizuna.world.model import VALUE, Slot, World
from kizuna.world.phrases import show
from kizuna.world.sentences_forms import Form, fold, values_of, words_of
from kizuna.world.wording import spaced

_PIECE = re.compile(r"\w+|[^\w\s]+")
_SLOT = "◦"
_ARTICLES = frozenset({"the", "a", "an"})
_FEW = 3            # suggestions
_LONGEST_NAME = 8   # pieces of a name that are tried
_SAME = 0.9         # the least likeness of two shapes of which one is a slip of the pen
_LIKE = 0.75        # the least likeness of two shapes
_SHARE = 0.5        # of a form's words, the rare ones weighing more, that a sentence has to share with it ...
_SAID = 0.9         # ... or that much of its own, of which a form says more


class Near:
    """Looks for forms by their shape, with names as slots, and by the words that they share with a sentence."""

    def __init__(self, forms: Sequence[Form], counts: Counter[str], world: World, pronouns: Iterable[str]) -> None:
        self._forms = forms
        self._counts = counts
        named = [name for entity in world.entities.values() for name in (entity.name, entity.key, *entity.aliases)]
        self._names = {tuple(_PIECE.findall(fold(name))) for name in (*named, *pronouns)}
        self._shapes: defaultdict[str, list[str]] = defaultdict(list)
        for form in forms:
            literals = (_SLOT if part is None else " ".join(_PIECE.findall(part)) for part in form.literals)
            self._shapes[" ".join(literals)].append(show(form.phrase.parts))
        self._stated: defaultdict[str, list[str]] = defaultdict(list)
        for form in forms:
            if form.sort == "state" and form.phrase.key == VALUE:
                for value in map(spaced, values_of(world.attributes[form.id])):
                    text = show([value if part == Slot("value") else part for part in form.phrase.parts])
                    self._stated[f"{_SLOT} is {fold(value)}"].append(text)

    def to(self, sentence: str) -> list[str]:
        """Up to three forms, with roles in braces: of what it says somebody to be, those of its very shape, those that
        have rare words of it, and others of its shape."""
        own = self._shape(sentence)
        shapes = [(_likeness(own, shape), shape) for shape in nearest(own, self._shapes, _FEW)]
        same, alike = ([form for like, shape in shapes if like >= least for form in self._shapes[shape]]
                       for least in (_SAME, _LIKE))
        return list(dict.fromkeys([*self._stated.get(own, ()), *same, *self._by_words(own), *alike]))[:_FEW]

    def _shape(self, sentence: str) -> str:
        """The sentence with a slot for each name, pronoun and number."""
        pieces = _PIECE.findall(fold(sentence))
        found: list[str] = []
        at = 0
        while at < len(pieces):
            length = self._named(pieces, at)
            found.append(_SLOT if length else pieces[at])
            at += length or 1
        return " ".join(found)

    def _named(self, pieces: Sequence[str], at: int) -> int:
        """How many pieces from `at` on are a name, with its article, or a number; 0 if none are."""
        if pieces[at].isdigit():
            return 1
        article = pieces[at] in _ARTICLES
        for length in range(min(_LONGEST_NAME, len(pieces) - at), 0, -1):
            whole = tuple(pieces[at : at + length])
            if whole in self._names or (article and whole[1:] in self._names):
                return length
        return 0

    def _by_words(self, shape: str) -> list[str]:
        known = self._counts
        words = words_of(shape)
        meant = {word if word in known else next(iter(nearest(word, known, 1)), word) for word in words}
        own = _weight(meant, known) or 1
        scored = [(-score, show(form.phrase.parts)) for form in self._forms
                  if (score := _share(form, meant, own, known))]
        return [shown for _, shown in sorted(scored)]


def _likeness(one: str, two: str) -> float:
    """How much two shapes have in common, from 0 to 1."""
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _share(form: Form, meant: Iterable[str], own: float, known: Mapping[str, int]) -> float:
    """How much of a form a sentence of weight `own` shares and of the sentence a form, from 0 to 2; 0 if too little."""
    shared = form.words.intersection(meant)
    common = _weight(shared, known)
    of_form, said = common / (_weight(form.words, known) or 1), common / own
    enough = of_form >= _SHARE or (said >= _SAID and len(shared) > 1)
    return of_form + said if enough else 0.0


def _weight(words: Iterable[str], known: Mapping[str, int]) -> float:
    """The rarer a word, the more it weighs; one that no form has weighs nothing."""
    return sum(1 / known[word] for word in sorted(words) if word in known)
