"""Who is meant: names, aliases, pronouns, articles, and the derived names of what has come to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kizuna.diagnostics.nearest import without_article
from kizuna.engine.api import View
from kizuna.engine.explain_words import Words
from kizuna.world.model import World
from kizuna.world.sentences import PRONOUNS, Who, choice_value
from kizuna.world.sentences_forms import fold

_SUBJECT = frozenset({"he", "she", "they", "it"})
KEPT = 24
"""How many mentions are remembered."""


@dataclass(slots=True)
class Memory:
    """Who was mentioned in the scene, the latest last; `subjects` are those who did something or were spoken of."""

    recent: list[int] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)

    def copy(self) -> Memory:
        """An independent memory with the same mentions."""
        return Memory(list(self.recent), list(self.subjects))

    def note(self, mentioned: Sequence[int]) -> None:
        """Remembers the mentions of one sentence in their order; the first is its subject."""
        for who in mentioned:
            if who in self.recent:
                self.recent.remove(who)
            self.recent.append(who)
        self.subjects += mentioned[:1]
        del self.recent[:-KEPT], self.subjects[:-KEPT]


def folded_names(world: World) -> dict[str, tuple[str, ...]]:
    """Names, keys and aliases, folded and without article, to keys of entities."""
    found: dict[str, tuple[str, ...]] = {}
    for key, entity in world.entities.items():
        for name in dict.fromkeys((entity.name, key, *entity.aliases)):
            for form in {fold(name), fold(without_article(name))}:
                known = found.get(form, ())
                found[form] = known if key in known else (*known, key)
    return found


class Anybody:
    """Takes any words for a name: what can be read so is a sentence of the world, whoever is meant."""

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        """As of `Mentions`."""
        return (words,)

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        """As of `Mentions`; what kinds call their members is among any words already."""
        return ()


@dataclass(slots=True)
class Speaker:
    """Resolves the mentions of one sentence; see `kizuna.world.sentences.Mentions`. `names` as of
    `folded_names`."""

    view: View
    memory: Memory
    names: Mapping[str, tuple[str, ...]]

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        """Handles of those of a kind ("" any) who are called this, the likeliest first; of the cast even those who are
        no more, see `is_there`."""
        plain = " ".join(fold(words).split())
        if plain in PRONOUNS:
            return self._by_pronoun(plain, kind)
        keys = self.names.get(plain) or self.names.get(without_article(plain), ())
        entities = self.view.world.entities
        found = [self.view.handle(key) for key in keys if kind in ("", entities[key].kind)]
        return found or self._by_kind(plain, kind)

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        """Handles of the members of a kind that have all these values; of those mentioned before only the last."""
        return self._latest(
            member
            for member in self.view.members(kind)
            if all(has_value(member, attr, value, self.view) for attr, value in values)
        )

    def _by_pronoun(self, word: str, kind: str) -> Sequence[int]:
        """The last fitting mentions; `he` means the last subject first, `him` any but is read against the subject
        later."""
        form = PRONOUNS[word]
        order = [*self.memory.recent, *(self.memory.subjects if word in _SUBJECT else ())]
        fitting = [who for who in dict.fromkeys(reversed(order)) if self._fits(who, form, kind)]
        return fitting[:1] if word in _SUBJECT and word not in ("it",) else fitting[:2]

    def _fits(self, who: int, pronoun: str, kind: str) -> bool:
        own = self.view.kind_of(who)
        if not own or kind not in ("", own):
            return False
        return pronoun == self.pronoun(who)

    def pronoun(self, who: int) -> str:
        """The pronoun of somebody or something: as declared, else `they` for agents and `it` for the rest."""
        world = self.view.world
        key = next((key for key in world.entities if self.view.handle(key) == who), "")
        declared = world.entities[key].pronoun if key else ""
        if declared:
            first = declared.replace("/", " ").split()[0].casefold()
            return PRONOUNS.get(first, first)
        return "they" if world.kinds[self.view.kind_of(who)].agent else "it"

    def _by_kind(self, plain: str, kind: str) -> Sequence[int]:
        """`the letter`: what is called by its kind alone because it has no name."""
        name = without_article(plain)
        if name not in self.view.world.kinds or kind not in ("", name):
            return ()
        named = {self.view.handle(key) for key, entity in self.view.world.entities.items() if entity.kind == name}
        return self._latest(member for member in self.view.members(name) if member not in named)

    def _latest(self, found: Iterable[int]) -> Sequence[int]:
        members = list(found)
        mentioned = [who for who in self.memory.recent if who in members]
        return mentioned[-1:] or members


def is_there(who: int, view: View) -> bool:
    """Whether somebody or something who has once been given a handle is still in the world."""
    return bool(view.kind_of(who))


def has_value(member: int, key: str, value: Who, view: View) -> bool:
    """Whether a member's attribute is what a sentence says, see `is_value`."""
    return is_value(member, key, view.get(key, member), value, view)


def is_value(member: int, key: str, own: float | int, value: Who, view: View) -> bool:
    """Whether a value of a member's attribute is what a sentence says: a thing, the number of a value or level, or what
    an amount or a date is printed as."""
    attr = view.world.attributes[key]
    if isinstance(value, str):
        printed = fold(Words(view, {}).attribute(key, own, member))
        return fold(value) in (printed, printed if attr.form == "date" else printed.rpartition(", ")[2])
    if attr.form == "ref":
        return int(own) == value
    if attr.form == "flag":
        return bool(own) == (choice_value(attr, value) == "yes")
    if attr.form == "choice":
        return int(own) == value
    if attr.levels:
        return Words(view, {}).level(attr, float(own), member) == choice_value(attr, value)
    return False
