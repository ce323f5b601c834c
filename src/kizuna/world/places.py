"""Ways to travel, and the roads between places. (The places themselves are entities, see `cast`.)"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.quantity import quantity, spell
from kizuna.lang.scope import BUILTIN_UNITS
from kizuna.lang.types import LENGTH, Dim
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.model import Road
from kizuna.world.shapes import as_map, as_text, as_texts, entries, is_name, shown

_LONGEST = 1e9          # metres
_MOST_STAIRS = 10_000


def build_modes(node: Node | None, sink: Sink) -> tuple[str, ...]:
    """The declared ways to travel, in alphabetical order."""
    found: list[str] = []
    for key, value in entries(node, "`modes`", sink):
        table = as_map(value, f"the mode {shorten(key.text)!r}", sink)
        if table is not None:
            check_keys(table, "mode", sink)
        if is_name(key, "a mode", sink):
            found.append(key.text)
    return tuple(sorted(found))


def build_roads(
    node: Node | None, modes: Collection[str], places: Mapping[str, str], sink: Sink,
    units: Mapping[str, tuple[Dim, float]] = BUILTIN_UNITS,
) -> tuple[Road, ...]:
    """The declared roads, those at fault left out, ordered by their ends.

    `places` are names and aliases of places with the places' keys. A second road between two places by the same modes
    is K104.
    """
    if node is None or (isinstance(node, Scalar) and not node.text.strip()):
        return ()
    if not isinstance(node, Seq):
        sink.add("K102", f"`roads` is a list, but {shown(node)} stands here", node.span,
                 hint="write `- {between: [a, b], length: 1 km, modes: all}`")
        return ()
    found: list[Road] = []
    seen: dict[tuple[str, str, str], Span] = {}
    for item in node.items:
        road = _road(item, modes, places, units, sink)
        if road is None:
            continue
        firsts = [seen.setdefault((road.a, road.b, mode), road.span) for mode in road.modes]
        twins = [first for first in firsts if first != road.span]
        if twins:
            sink.add("K104", f"there is a road between {shorten(road.a)!r} and {shorten(road.b)!r} already",
                     road.span, twins[0], hint="give each mode one road, or put places on the way")
        else:
            found.append(road)
    return tuple(sorted(found, key=lambda road: (road.a, road.b, road.modes)))


def length_of(line: Scalar, units: Mapping[str, tuple[Dim, float]], sink: Sink) -> float | None:
    """A length in metres, from 0; None after K205 or K109."""
    found = quantity(line.text, line.span, units, sink)
    if found is None:
        return None
    metres, dim = found
    if dim != LENGTH:
        sink.add("K205", f"{shorten(line.text)!r} is no length", line.span, hint="write for example `400 m` or `12 km`")
        return None
    if not 0 <= metres <= _LONGEST:
        limit = "at least 0 m" if metres < 0 else f"at most {spell(_LONGEST, 'km', 1000)}"
        sink.add("K109", f"a road is {limit} long, not {shorten(line.text)!r}", line.span)
        return None
    return metres


def _road(
    node: Node, modes: Collection[str], places: Mapping[str, str], units: Mapping[str, tuple[Dim, float]], sink: Sink
) -> Road | None:
    table = as_map(node, "a road", sink)
    if table is None or not table.items:
        return None
    check_keys(table, "road", sink)
    before = len(sink.found)
    ends = _ends(table, places, sink)
    length = _length(table, units, sink)
    by = _modes(table, modes, sink)
    stairs = _stairs(table, sink)
    if ends is None or length is None or (not by and len(sink.found) > before):
        return None
    return Road(min(ends), max(ends), length, by, stairs if ends[0] < ends[1] else -stairs, table.span)


def _ends(table: Map, places: Mapping[str, str], sink: Sink) -> tuple[str, str] | None:
    node = table.get("between")
    if node is None:
        sink.add("K103", "a road needs `between`, the two places", table.span)
        return None
    lines = as_texts(node, "an end of a road", sink)
    if len(lines) != 2:
        if isinstance(node, Scalar) or len(lines) == len(node.items):
            sink.add("K102", f"a road lies between two places, not {len(lines)}", node.span)
        return None
    keys: list[str] = []
    for line in lines:
        key = places.get(line.text.strip())
        if key is None:
            hint = did_you_mean(line.text, places)
            sink.add("K107", f"there is no place {shorten(line.text)!r}", line.span, hint=hint)
        else:
            keys.append(key)
    if len(keys) == 2 and keys[0] == keys[1]:
        sink.add("K102", f"the road leads from {shorten(keys[0])!r} to itself", node.span)
        return None
    return (keys[0], keys[1]) if len(keys) == 2 else None


def _length(table: Map, units: Mapping[str, tuple[Dim, float]], sink: Sink) -> float | None:
    node = table.get("length")
    if node is None:
        sink.add("K103", "a road needs a `length`", table.span)
        return None
    line = as_text(node, "the length of a road", sink)
    return None if line is None else length_of(line, units, sink)


def _modes(table: Map, modes: Collection[str], sink: Sink) -> tuple[str, ...]:
    """The modes of a road, in alphabetical order; `all` of them if it says so, or says nothing."""
    lines = as_texts(table.get("modes"), "a mode", sink)
    if not lines or (len(lines) == 1 and lines[0].text.strip() == "all"):
        return tuple(sorted(modes))
    found: set[str] = set()
    for line in lines:
        if line.text.strip() in modes:
            found.add(line.text.strip())
        else:
            hint = did_you_mean(line.text, [*modes, "all"])
            sink.add("K107", f"there is no mode {shorten(line.text)!r}", line.span, hint=hint)
    return tuple(sorted(found))


def _stairs(table: Map, sink: Sink) -> int:
    line = as_text(table.get("stairs"), "stairs", sink)
    if line is None:
        return 0
    text = line.text.strip()
    if text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= _MOST_STAIRS:
        return int(text)
    sink.add("K109", f"{shorten(text)!r} is no number of flights", line.span,
             hint=f"a whole number from 0 to {_MOST_STAIRS} is needed")
    return 0
