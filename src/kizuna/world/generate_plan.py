"""The `generate` section read: groups with what their people are drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.quantity import quantity_range
from kizuna.lang.scope import Scope
from kizuna.lang.types import LENGTH, Ref
from kizuna.pack.keys import KEYS, check_keys
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.calendar import Calendar
from kizuna.world.cast_values import thing_of
from kizuna.world.generate_names import NameLists, checked_template, read_names
from kizuna.world.generate_quarters import Quarters
from kizuna.world.generate_spec import Reader, Spec
from kizuna.world.model import Attribute, Kind
from kizuna.world.places import length_of
from kizuna.world.shapes import as_map, as_text, as_texts, entries, is_name, shown

_SIZE = re.compile(r"([0-9]{1,4})(?:\s*\.\.\s*([0-9]{1,4}))?")
_PEOPLE = re.compile(r"([0-9]{1,7})(?:\s*people)?")
_OTHERS = re.compile(r"([0-9]{1,4})\s+others?")
_MOST_OTHERS = 200
_LARGEST_HOUSEHOLD = 200

Drawn = tuple[tuple[Attribute, Spec], ...]


@dataclass(frozen=True, slots=True)
class Home:
    """The home made for each household: kind, template of its name, places around it, road in metres, what it sets."""

    kind: str
    named: str
    inside: str
    near: str
    length: tuple[float, float]
    sets: str


@dataclass(frozen=True, slots=True)
class Post:
    """Attributes that one in `per` people has, and at least `least` of them."""

    drawn: Drawn
    per: int
    least: int


@dataclass(frozen=True, slots=True)
class Ties:
    """Bonds with all of the household (`others` is 0), or with about so many others."""

    drawn: Drawn
    others: int


@dataclass(frozen=True, slots=True)
class Group:
    """One entry of `generate`."""

    name: str
    kind: str
    place: str
    names: NameLists
    size: tuple[int, int]
    home: Home | None
    drawn: Drawn
    posts: tuple[Post, ...]
    ties: tuple[Ties, ...]
    quarters: Quarters | None


@dataclass(slots=True)
class Planner:
    """Reads groups. `agents` are the kinds that decide for themselves."""

    scope: Scope
    attributes: Mapping[str, Attribute]
    kinds: Mapping[str, Kind]
    calendar: Calendar
    sink: Sink

    def groups(self, node: Node | None) -> list[Group]:
        """The groups in alphabetical order; those at fault are left out."""
        found = [self._group(key, value) for key, value in entries(node, "`generate`", self.sink)]
        return sorted((group for group in found if group is not None), key=lambda group: group.name)

    def _group(self, key: Scalar, node: Node) -> Group | None:
        table = as_map(node, f"the group {shorten(key.text)!r}", self.sink)
        if table is None or not is_name(key, "a group", self.sink):
            return None
        check_keys(table, "generate", self.sink)
        kind = self._kind(key, table)
        if kind is None:
            return None
        names = read_names(table.get("names"), key.text, self.sink)
        size, home = self._households(table.get("households"), kind, names)
        return Group(
            name=key.text, kind=kind, place=self._thing(table.get("place"), "place"), names=names, size=size, home=home,
            drawn=self._drawn(table.get("set"), kind), posts=tuple(self._posts(table.get("posts"), kind)),
            ties=tuple(self._ties(table.get("bonds"), kind)), quarters=self._quarters(table.get("quarters")),
        )

    def _quarters(self, node: Node | None) -> Quarters | None:
        table = as_map(node, "`quarters`", self.sink)
        if table is None:
            return None
        check_keys(table, "generate.quarters", self.sink)
        size = self._count(table.get("people"), "people", 0)
        own = [self._own_thing(line) for line in as_texts(table.get("of"), "what a quarter has of its own", self.sink)]
        return Quarters(size, tuple(sorted({key for key in own if key}))) if size and any(own) else None

    def _own_thing(self, line: Scalar) -> str:
        """The key of a thing or place, no agent, with this name; "" after K107."""
        agents = {name for name, kind in self.kinds.items() if kind.agent}
        things = {name: key for name, (key, kind) in self.scope.things.items() if kind not in agents}
        key = things.get(line.text.strip(), "")
        if not key:
            self.sink.add("K107", f"there is no place or thing {shorten(line.text)!r}", line.span,
                          hint=did_you_mean(line.text, things))
        return key

    def _kind(self, key: Scalar, table: Map) -> str | None:
        agents = sorted(kind.name for kind in self.kinds.values() if kind.agent)
        line = as_text(table.get("is"), "the kind", self.sink)
        if line is None:
            if table.get("is") is None and len(agents) == 1:
                return agents[0]
            if table.get("is") is None:
                self.sink.add("K103", f"the group {shorten(key.text)!r} does not say what it is", key.span,
                              hint="write `is:` and a kind of agent")
            return None
        name = line.text.strip()
        if name not in agents:
            known = f"{shorten(name)!r} is no agent" if name in self.kinds else f"there is no kind {shorten(name)!r}"
            self.sink.add("K107", known, line.span, hint=did_you_mean(name, agents))
            return None
        return name

    def _thing(self, node: Node | None, kind: str) -> str:
        """The key of a named thing, "" for none or after a diagnostic."""
        line = as_text(node, f"a {kind or 'thing'}", self.sink)
        found = None if line is None else thing_of(line, kind, self.scope, self.sink)
        return "" if found is None else found.key

    def _households(self, node: Node | None, kind: str, names: NameLists) -> tuple[tuple[int, int], Home | None]:
        table = as_map(node, "`households`", self.sink)
        if table is None:
            return (1, 1), None
        check_keys(table, "generate.households", self.sink)
        line = as_text(table.get("size"), "the size of a household", self.sink)
        size = (1, 1)
        if line is not None:
            match = _SIZE.fullmatch(line.text.strip())
            low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
            if 1 <= low <= high <= _LARGEST_HOUSEHOLD:
                size = low, high
            else:
                self.sink.add("K109", f"{shorten(line.text)!r} is no size of a household", line.span,
                              hint=f"write for example `1..5`, up to {_LARGEST_HOUSEHOLD}")
        return size, self._home(table.get("home"), kind, names)

    def _home(self, node: Node | None, kind: str, names: NameLists) -> Home | None:
        table = as_map(node, "`home`", self.sink)
        if table is None:
            return None
        check_keys(table, "generate.home", self.sink)
        line = as_text(table.get("is"), "the kind of a home", self.sink)
        made = "place" if line is None else line.text.strip()
        if line is not None and made not in self.kinds:
            self.sink.add("K107", f"there is no kind {shorten(made)!r}", line.span, hint=did_you_mean(made, self.kinds))
            return None
        named = as_text(table.get("named"), "`named`", self.sink)
        lists = {"family": names.family}
        return Home(
            kind=made, named="" if named is None else checked_template(named, lists, self.sink),
            inside=self._thing(table.get("inside"), "place"), near=self._thing(table.get("near"), "place"),
            length=self._length(table), sets=self._sets(table, kind, made),
        )

    def _length(self, table: Map) -> tuple[float, float]:
        line = as_text(table.get("length"), "the length of a road", self.sink)
        if line is None:
            return 0.0, 0.0
        if ".." not in line.text:
            metres = length_of(line, self.scope.units, self.sink)
            return metres or 0.0, metres or 0.0
        found = quantity_range(line.text, line.span, self.scope.units, self.sink)
        if found is None:
            return 0.0, 0.0
        low, high, dim = found
        if dim != LENGTH or low is None or high is None or low < 0:
            self.sink.add("K205", f"{shorten(line.text)!r} is no range of lengths", line.span,
                          hint="write for example `50 m..800 m`")
            return 0.0, 0.0
        return low, high

    def _sets(self, table: Map, kind: str, made: str) -> str:
        """Key of the reference that points at the home."""
        line = as_text(table.get("sets"), "`sets`", self.sink)
        if line is None:
            return ""
        attribute = self.attributes.get(f"{kind}.{line.text.strip()}")
        if attribute is not None and isinstance(attribute.type, Ref) and attribute.type.kind in ("", made):
            return attribute.key
        known = [each.name for each in self._own(kind).values() if each.form == "ref"]
        self.sink.add("K107", f"{kind!r} has no reference {shorten(line.text)!r} to a {made}", line.span,
                      hint=did_you_mean(line.text, known))
        return ""

    def _own(self, kind: str) -> dict[str, Attribute]:
        return {self.attributes[key].name: self.attributes[key] for key in self.kinds[kind].attributes}

    def _drawn(self, node: Node | None, kind: str) -> Drawn:
        """What attributes are drawn from, numbers first: a meter's bounds may be among them."""
        own = self._own(kind)
        reader = Reader(self.scope.inside(self=Ref(kind)), self.calendar, self.sink)
        found: list[tuple[Attribute, Spec]] = []
        for key, value in entries(node, "`set`", self.sink):
            if key.text not in own:
                self.sink.add("K101", f"{kind!r} has no attribute {shorten(key.text)!r}", key.span,
                              hint=did_you_mean(key.text, own))
                continue
            spec = reader.read(value, own[key.text])
            if spec is not None:
                found.append((own[key.text], spec))
        return tuple(sorted(found, key=lambda pair: (pair[0].form != "number", pair[0].key)))

    def _records(self, node: Node | None, what: str) -> Iterator[Map]:
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return
        if not isinstance(node, Seq):
            self.sink.add("K102", f"{what} is a list, but {shown(node)} stands here", node.span)
            return
        for item in node.items:
            table = as_map(item, f"an item of {what}", self.sink)
            if table is not None:
                yield table

    def _posts(self, node: Node | None, kind: str) -> Iterator[Post]:
        for table in self._records(node, "`posts`"):
            check_keys(table, "generate.post", self.sink)
            if table.get("set") is None:
                self.sink.add("K103", "a post needs `set`, the attributes that are set", table.span)
                continue
            drawn = self._drawn(table.get("set"), kind)
            per = self._count(table.get("per"), "per", 0)
            least = self._count(table.get("least"), "least", 0 if per else 1)
            if drawn and (per or least):
                yield Post(drawn, per, least)

    def _count(self, node: Node | None, what: str, default: int) -> int:
        line = as_text(node, f"`{what}`", self.sink)
        if line is None:
            return default
        match = _PEOPLE.fullmatch(line.text.strip())
        if match and (int(match[1]) or what == "least"):
            return int(match[1])
        self.sink.add("K109", f"{shorten(line.text)!r} is no number of people", line.span,
                      hint="write for example `20 people`")
        return default

    def _ties(self, node: Node | None, kind: str) -> Iterator[Ties]:
        for table in self._records(node, "`bonds`"):
            bonds = {each.name: each for each in self.attributes.values() if each.owner == f"{kind}>{kind}"}
            check_keys(table, "generate.bond", self.sink, bonds)
            others = self._with(table)
            reader = Reader(self.scope, self.calendar, self.sink)
            fixed = KEYS["generate.bond"]
            pairs = [(bonds[key.text], reader.read(value, bonds[key.text]))
                     for key, value in table if key.text in bonds and key.text not in fixed]
            drawn = tuple((bond, spec) for bond, spec in pairs if spec is not None)
            if others is not None and drawn:
                yield Ties(drawn, others)

    def _with(self, table: Map) -> int | None:
        line = as_text(table.get("with"), "`with`", self.sink)
        if line is None:
            if table.get("with") is None:
                self.sink.add("K103", "a bond needs `with`: household, or such as `6 others`", table.span)
            return None
        text = line.text.strip()
        match = _OTHERS.fullmatch(text)
        if text == "household":
            return 0
        if match and 1 <= int(match[1]) <= _MOST_OTHERS:
            return int(match[1])
        self.sink.add("K102", f"bonds are with the household or with others, not with {shorten(text)!r}", line.span,
                      hint=f"write `household` or such as `6 others`, up to {_MOST_OTHERS}")
        return None
