"""Names of places, things and cast: who is called what, and which names cannot be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import shorten
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.shapes import as_map, as_text, as_texts

SECTIONS = ("places", "things", "cast")
LONGEST = 80
_DETAILS = re.compile(r"\([^()]*:[^()]*\)$")
_WORDS = (
    "nobody yes no and or not if then else self now never all here he she they it him her them his hers its their "
    "theirs himself herself themselves itself everyone everybody somebody someone"
)
_RESERVED = frozenset(_WORDS.split())


class Entry(NamedTuple):
    """One entry of `places`, `things` or `cast`: its section, its key with its place, and its map."""

    section: str
    key: Scalar
    node: Map

    @property
    def identity(self) -> str:
        """What luck and ids hang on: `id` if given, else the key."""
        given = self.node.get("id")
        return given.text.strip() if isinstance(given, Scalar) and given.text.strip() else self.key.text


def declared(tree: Map, sink: Sink) -> Iterator[Entry]:
    """All entries, section by section, in the author's order; K102 for what is no map."""
    for section in SECTIONS:
        table = as_map(tree.get(section), f"`{section}`", sink)
        for key, value in table.items if table is not None else ():
            node = as_map(value, f"{shorten(key.text)!r}", sink)
            if node is not None:
                yield Entry(section, key, node)


def agent_kinds(tree: Map) -> tuple[str, ...]:
    """Names of the kinds that decide for themselves, in alphabetical order."""
    kinds = tree.get("kinds")
    return tuple(sorted(name.text for name, node in kinds if _is_agent(node))) if isinstance(kinds, Map) else ()


def kind_of(entry: Entry, kinds: Collection[str], agents: Collection[str]) -> str:
    """The kind an entry is of; "" if it says none, or one that there is not."""
    if entry.section == "places":
        return "place"
    given = entry.node.get("is")
    if isinstance(given, Scalar):
        return given.text.strip() if given.text.strip() in kinds else ""
    return next(iter(agents)) if given is None and entry.section == "cast" and len(agents) == 1 else ""


def collect_names(tree: Map, kinds: Collection[str], sink: Sink) -> dict[str, tuple[str, str]]:
    """Every name and alias of places, things and cast -> (key of the entity, its kind), sorted by name.

    An entity's own key is a name, too. The kind of an entry at fault is "", which fits any. Reports K104 for a name
    that two entities have (capitals do not tell them apart) and K105 for one that could not be written and read back.
    """
    found: dict[str, tuple[str, str]] = {}
    owners: dict[str, tuple[str, Span]] = {}
    identities: dict[str, Span] = {}
    agents = agent_kinds(tree)
    for entry in declared(tree, sink):
        key = entry.identity
        if key in identities:
            sink.add("K104", f"{shorten(key)!r} is declared twice", entry.key.span, identities[key],
                     hint="give one of the two another key or `id`")
            continue
        identities[key] = entry.key.span
        if fault := "it contains '/', as those of generated people do" if "/" in key else _id_fault(entry):
            sink.add("K105", f"{shorten(key)!r} cannot be an id: {fault}", (entry.node.get("id") or entry.key).span,
                     hint="give it another `id`")
        kind = kind_of(entry, kinds, agents)
        for name in _names(entry, sink):
            fault = unusable(name.text)
            twin = owners.setdefault(name.text.casefold(), (key, name.span))
            if fault:
                sink.add("K105", f"{name.text[:LONGEST]!r} cannot be a name: {fault}", name.span)
            elif twin[0] != key:
                sink.add("K104", f"{shorten(name.text)!r} is a name of both {shorten(twin[0])!r} and {shorten(key)!r}",
                         name.span, twin[1], hint="take it away from one of them")
            else:
                found[name.text] = key, kind
    return dict(sorted(found.items()))


def unusable(name: str) -> str:
    """Why a name cannot be written in a sentence and read back; "" if it can."""
    if not name:
        return "it is empty"
    if len(name) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    if name != " ".join(name.split(" ")).strip() or "  " in name:
        return "it has blanks at its ends or two in a row"
    for char in name:
        if char in "{}":
            return f"it contains {char!r}"
        if char != " " and unicodedata.category(char)[0] in "CZ":
            return f"it contains the invisible character U+{ord(char):04X}"
    if not any(char.isalnum() for char in name):
        return "it has neither a letter nor a digit"
    if name[-1] in ".!" or _DETAILS.search(name):
        return "it ends as a sentence of a story does"
    if "<!--" in name:
        return "it contains a comment"
    if name.casefold() in _RESERVED:
        return "it is a word of the language"
    return ""


def _id_fault(entry: Entry) -> str:
    given = entry.node.get("id")
    return unusable(given.text) if isinstance(given, Scalar) else ""


def _names(entry: Entry, sink: Sink) -> list[Scalar]:
    """The key, the name and the aliases; for a name the author gave, the key need not be sayable."""
    given = as_text(entry.node.get("name"), f"the name of {shorten(entry.key.text)!r}", sink)
    aliases = as_texts(entry.node.get("aliases"), f"an alias of {shorten(entry.key.text)!r}", sink)
    own = [entry.key] if given is None or not unusable(entry.key.text) else []
    return [*own, *([given] if given is not None else []), *aliases]


def _is_agent(node: Node) -> bool:
    given = node.get("agent") if isinstance(node, Map) else None
    return isinstance(given, Scalar) and given.text.strip().lower() in ("yes", "true")
