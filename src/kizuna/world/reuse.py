"""Rules of the world before an edit, taken over where they would be made of the same words, names meaning the same.

A rule is made of its own node of the tree and of what names mean, and of nothing else. Both are compared by what they
say and where it stands, so what is taken over is equal, places included, to what would be made anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from kizuna.diagnostics import Sink
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.draft import Draft
from kizuna.world.model import Role, Rule

_RULES = ("actions", "triggers", "integrity")
_MEMBERS = ("cast", "things", "places", "roads", "generate", "boards")


Made = tuple[Rule, tuple[Role, ...]]
"""A rule, and those of its roles that are looked for among all of their kind."""


@dataclass(slots=True)
class Marks:
    """What a world's rules were made of: `base` what names meant, `rules` by id what each of them said.

    `wide` are (rule, role) of the roles that are looked for among all of their kind, `crowd` says how many of each kind
    there were.
    """

    base: str = ""
    rules: dict[str, str] = field(default_factory=dict)
    wide: frozenset[tuple[str, str]] = frozenset()
    crowd: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Reuse:
    """Hands out the rules of an earlier build, made of what `before` says, and notes what this one is made of.

    `taken` are the ids handed out.
    """

    before: Marks = field(default_factory=Marks)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    now: Marks = field(default_factory=Marks)
    taken: set[str] = field(default_factory=set)

    def begin(self, draft: Draft) -> None:
        """Note what names mean, once all are known; where anything is at fault, nothing is taken over."""
        if draft.broken or draft.sink.failed:
            return
        scope = draft.scope
        tables = [value for key, value in draft.tree if key.text not in _RULES + _MEMBERS]
        names = sorted(scope.things.items()), sorted(scope.rules), sorted(scope.kinds), sorted(scope.modes)
        self.now.base = digest(tables, repr(names))

    def rule(self, rule: str, key: Scalar, node: Node, follows: str = "") -> Made | None:
        """The rule of an id as it was; None if it has to be made.

        One that follows another is taken over together with that.
        """
        self.now.rules[rule] = mark = digest((key, node))
        if not self.now.base or self.now.base != self.before.base or self.before.rules.get(rule) != mark:
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

    def end(self, wide: Iterable[tuple[Rule, Role]], crowd: Mapping[str, int]) -> None:
        """Note what can be said of rules only when all are built, and of how many there are."""
        self.now.wide = frozenset((rule.id, role.name) for rule, role in wide)
        self.now.crowd = dict(crowd)

    def sound(self, crowd: Mapping[str, int] | None = None) -> Collection[str]:
        """Rules of which there is nothing to be said; with a `crowd`, nor of how many of it they look at."""
        return self.taken if crowd is None or self.before.crowd == crowd else ()


def digest(nodes: Iterable[Node], more: str = "") -> str:
    """A hash of what nodes say and of where everything in them stands."""
    said: list[str | int] = [more]
    left = list(nodes)
    while left:
        node = left.pop()
        if isinstance(node, Scalar):
            said += (node.text, *node.span)
            continue
        said += (len(node.items), *node.span)
        if isinstance(node, Map):
            for pair in node.items:
                left += pair
        else:
            left += node.items
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()
