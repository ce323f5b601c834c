"""Attributes and rules of the world before an edit, taken over where they would be made of the same words.

Names have to mean the same, too: a rule is made of its own node of the tree and of what names mean, and of nothing
else. Both are compared by what they say and where it stands, so what is taken over is equal, places included, to what
would be made anew. What a parameter is set to concerns those rules alone that say its name, and attributes that say it
or call a definition that does; what it may be set to, whether there is anything to be said of a rule. The names of
things are many, and a word stands for one only if it means nothing else: so one more changes no rule that could be made
without it, unless it has several words, which are then read as one. One that is gone, or means something else, makes
all anew if anything meant it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from kizuna.diagnostics import Sink
from kizuna.lang.scope import Definition
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.attributes import Declared
from kizuna.world.draft import Draft
from kizuna.world.model import Attribute, Role, Rule

_RULES = ("actions", "triggers", "integrity")
_SETTINGS, _INLINED, _LIMITS = "parameters", "definitions", "range"
_MEMBERS = ("cast", "things", "places", "roads", "generate", "boards")
_WORKED_OUT = "again"
"""What a rule has the value of, be it said in a definition, and not the expression."""
_WORD, _NAME = re.compile(r"[^\W_]+"), re.compile(r"\w+")

Made = tuple[Rule, tuple[Role, ...]]
"""A rule, and those of its roles that are looked for among all of their kind."""
Meaning = tuple[str, str]
"""The key and the kind of a thing."""


@dataclass(slots=True)
class Marks:
    """What a world's rules were made of: `base` what names meant, `rules` by id what each of them said. Of the
    parameters that attributes and definitions name `settings` has what each was set to, `limits` what they may be.

    `named` is what names of things meant in them, in attributes and in definitions; `wide` are (rule, role) of the
    roles that are looked for among all of their kind, `crowd` says how many of each kind there were.
    """

    base: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    limits: str = ""
    rules: dict[str, str] = field(default_factory=dict)
    named: dict[str, Meaning] = field(default_factory=dict)
    wide: frozenset[tuple[str, str]] = frozenset()
    crowd: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Reuse:
    """Hands out what an earlier build made of what `before` says, and notes what this one is made of.

    `taken` are the ids handed out.
    """

    before: Marks = field(default_factory=Marks)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    now: Marks = field(default_factory=Marks)
    taken: set[str] = field(default_factory=set)
    things: dict[str, Meaning] = field(default_factory=dict)
    _several: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """First word -> the names of several words that begin with it, each behind its words as `_spaced` has them."""
    _settings: dict[str, str] = field(default_factory=dict)
    """A hash of what is said of each parameter."""
    _defined: Collection[str] = ()
    """The keys of the things that definitions name, perhaps of some more."""

    def begin(self, draft: Draft) -> None:
        """Note what names mean, once all are known; where anything is at fault, nothing is taken over."""
        if draft.broken or draft.sink.failed:
            return
        scope = draft.scope
        self.things = scope.things
        for name in sorted(scope.things):
            words = _WORD.findall(name.casefold())
            if words != [name.casefold()]:
                self._several.setdefault("".join(words[:1]), []).append((_spaced(words), name))
        settings = draft.tree.get(_SETTINGS)
        self._settings = {key.text: digest([node]) for key, node in settings} if isinstance(settings, Map) else {}
        tables = [value for key, value in draft.tree if key.text not in (*_RULES, *_MEMBERS, _SETTINGS)]
        names = sorted(scope.rules), sorted(scope.kinds), sorted(scope.modes), sorted(scope.parameters.items())
        inlined = [value for key, value in draft.tree if key.text == _INLINED]
        self.now.base = self._digest(tables, texts(inlined), repr(names))
        self.now.settings = dict(self._given(texts(tables)))
        if isinstance(settings, Map):
            limits = ((key, node.get(_LIMITS)) for key, node in settings if isinstance(node, Map))
            said = [(key.text, texts([node])) for key, node in limits if node is not None]
            self.now.limits = repr(sorted(pair for pair in said if pair[0] in self.now.settings))

    def same_attributes(
        self, declared: Iterable[Declared], definitions: Mapping[str, Definition]
    ) -> dict[str, Attribute]:
        """The attributes, by key, that come to what they came to.

        Nothing but faults is ever told of them, and of these there were none.
        """
        if not self.alike():
            return {}
        told = self._told_of(definitions)
        same = (each.signature.key for each in declared if told.isdisjoint(_NAME.findall(texts([each.node]))))
        return {key: self.attributes[key] for key in same}

    def _told_of(self, definitions: Mapping[str, Definition]) -> set[str]:
        """The parameters that are set to something else, and the definitions that lead to them."""
        now, before = self.now.settings, self.before.settings
        found = {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}
        words = {name: set(_NAME.findall(made.text)) for name, made in definitions.items()} if found else {}
        more = set(found)
        while more:
            more = {name for name, said in words.items() if name not in found and not more.isdisjoint(said)}
            found |= more
        return found

    def looked_at(self, draft: Draft, defined: Collection[str] | None) -> None:
        """Attributes and definitions were; these name the things of the keys `defined`, those of before if None. After
        a fault in them nothing is taken over."""
        self._defined = [key for key, _ in self.before.named.values()] if defined is None else defined
        if draft.broken or draft.sink.failed:
            self.now.base = ""

    def alike(self) -> bool:
        """Whether names mean what they meant, as far as that concerns all rules."""
        same = bool(self.now.base) and self.now.base == self.before.base
        return same and all(self.things.get(name) == meaning for name, meaning in self.before.named.items())

    def _digest(self, nodes: Collection[Node], said: str, more: str) -> str:
        """A hash of what nodes say, and of what names of several words mean that are perhaps said in the text of those
        of them that rules are made of."""
        text = _spaced(_WORD.findall(said.casefold()))
        firsts = sorted(self._several.keys() & {"", *text.split()})
        names = [name for first in firsts for words, name in self._several[first] if words in text]
        return digest(nodes, repr((more, [(name, self.things[name]) for name in names])))

    def _given(self, text: str) -> list[tuple[str, str]]:
        """What the parameters are set to that a text names."""
        return [(name, self._settings[name]) for name in sorted(self._settings.keys() & set(_NAME.findall(text)))]

    def rule(self, rule: str, key: Scalar, node: Node, follows: str = "") -> Made | None:
        """The rule of an id as it was; None if it has to be made.

        One that follows another is taken over together with that.
        """
        said = texts((key, node))
        given = repr(self._given(said))
        if isinstance(node, Map) and node.get(_WORKED_OUT) is not None:
            given += repr(self.now.settings)
        self.now.rules[rule] = mark = self._digest((key, node), said, given)
        if self.before.rules.get(rule) != mark or not self.alike():
            return None
        found = self.rules.get(rule)
        if found is None or (follows and follows not in self.taken):
            return None
        self.taken.add(rule)
        return found, tuple(role for role in found.roles if (rule, role.name) in self.before.wide)

    def told(self, rule: str, sink: Sink) -> None:
        """A rule of which something was told while it was made has to be made, and told of, each time."""
        if sink.found:
            self.now.rules.pop(rule, None)

    def end(self, named: Collection[str], wide: Iterable[tuple[Rule, Role]], crowd: Mapping[str, int]) -> None:
        """Note what can be said of rules only when all are built: the keys of the things that are `named` in them, and
        how many there are."""
        keys = {*named, *self._defined}
        self.now.named = {name: meaning for name, meaning in self.things.items() if meaning[0] in keys}
        self.now.wide = frozenset((rule.id, role.name) for rule, role in wide)
        self.now.crowd = dict(crowd)

    def sound(self, crowd: Mapping[str, int] | None = None) -> Collection[str]:
        """Rules of which there is nothing to be said; with a `crowd`, nor of how many of it they look at, which are no
        more than they were."""
        grown = crowd is not None and any(number > self.before.crowd.get(kind, 0) for kind, number in crowd.items())
        return self.taken if self.now.limits == self.before.limits and not grown else ()


def digest(nodes: Iterable[Node], more: str = "") -> str:
    """A hash of what nodes say and of where everything in them stands."""
    said: list[str | int] = [more]
    for node in every(nodes):
        said += (node.text if isinstance(node, Scalar) else len(node.items), *node.span)
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def texts(nodes: Iterable[Node]) -> str:
    """All texts in nodes, keys included, a line each."""
    return "\n".join(node.text for node in every(nodes) if isinstance(node, Scalar))


def every(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes and all in them."""
    left = list(nodes)
    while left:
        node = left.pop()
        yield node
        if isinstance(node, Map):
            for pair in node.items:
                left += pair
        elif not isinstance(node, Scalar):
            left += node.items


def _spaced(words: Collection[str]) -> str:
    """Words with a space on either side of each."""
    return f" {' '.join(words)} " if words else ""
