"""The section `choices`, and lists of values wherever a choice is declared in place."""

from __future__ import annotations

from collections.abc import Collection

from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.types import Choice
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar, Seq
from kizuna.world.shapes import as_texts, entries, is_name, is_word


def build_choices(node: Node | None, reserved: Collection[str], sink: Sink) -> tuple[dict[str, Choice], set[str]]:
    """The named choices, and the names whose declaration was refused. `reserved` are the calendar's own choices."""
    found: dict[str, Choice] = {}
    broken: set[str] = set()
    taken: dict[str, Span] = {}
    for key, value in entries(node, "`choices`", sink):
        if key.text in reserved:
            sink.add("K104", f"the choice {key.text!r} is part of the calendar", key.span, hint="choose another name")
            continue
        choice = _declared(key, value, taken, sink) if is_word(key, "a choice", sink) else None
        if choice is not None:
            found[key.text] = choice
        else:
            broken.add(key.text)
    return found, broken


def _declared(key: Scalar, node: Node, taken: dict[str, Span], sink: Sink) -> Choice | None:
    """A choice that is a list of values, or a map with the list and other spellings of the values."""
    if not isinstance(node, Map):
        values = read_values(node, key.text, sink)
        return Choice(key.text, values) if values else None
    check_keys(node, "choice", sink)
    of = node.get("of")
    if of is None:
        sink.add("K103", f"the choice {shorten(key.text)!r} needs `of`", key.span, hint="write of: [first, second]")
        return None
    values = read_values(of, key.text, sink)
    spellings = _spellings(node.get("aliases"), key.text, values, taken, sink)
    return Choice(key.text, values, spellings) if values else None


def _spellings(
    node: Node | None, name: str, values: tuple[str, ...], taken: dict[str, Span], sink: Sink
) -> tuple[tuple[str, str], ...]:
    """Other spellings with their values. `taken` are those that any choice has, as they are compared.

    K107 for those of no value, K104 for one that is a value of the choice or has been given already.
    """
    found: list[tuple[str, str]] = []
    own = {value.casefold() for value in values}
    for value, spelt in entries(node, "`aliases`", sink):
        if value.text not in values:
            if values:
                message = f"there is no value {shorten(value.text)!r} in {shorten(name)!r}"
                sink.add("K107", message, value.span, hint=did_you_mean(value.text, values))
            continue
        for item in as_texts(spelt, f"an alias of {shorten(value.text)!r}", sink):
            text = " ".join(item.text.split())
            if text.casefold() in own:
                message = f"{shorten(text)!r} is itself a value of {shorten(name)!r} and no other spelling of one"
                sink.add("K104", message, item.span, hint="take it away")
            elif text.casefold() in taken:
                message = f"{shorten(text)!r} is given as another spelling twice"
                sink.add("K104", message, item.span, taken[text.casefold()], hint="let it stand for one value")
            elif is_name(item, "a value", sink):
                taken[text.casefold()] = item.span
                found.append((text, value.text))
    return tuple(found)


def read_values(node: Node, name: str, sink: Sink) -> tuple[str, ...]:
    """A list of different names; () after K102 (none), K104 (one twice) or K105 (one is no name)."""
    if not isinstance(node, Seq) or not node.items:
        message = f"the choice {shorten(name)!r} needs a list of values"
        sink.add("K102", message, node.span, hint="write [first, second]")
        return ()
    seen: dict[str, Span] = {}
    items = as_texts(node, f"a value of {shorten(name)!r}", sink)
    good = len(items) == len(node.items)
    for item in items:
        text = " ".join(item.text.split())
        if text in seen:
            sink.add("K104", f"the value {shorten(text)!r} stands twice in {shorten(name)!r}", item.span, seen[text])
            good = False
        good = is_name(item, "a value", sink) and good
        seen.setdefault(text, item.span)
    return tuple(seen) if good else ()


def choice_type(
    node: Node | None,
    owner: str,
    choices: dict[str, Choice],
    broken: set[str],
    sink: Sink,
    otherwise: str = "write the values: [first, second]",
) -> Choice | None:
    """The choice that `of:` means: a named one, or a list in place, which is then called after its `owner`.

    None after K107 (no such choice; `otherwise` is the hint where none is near) or a fault in the list.
    """
    if isinstance(node, Scalar):
        name = node.text.strip()
        if name in choices:
            return choices[name]
        if name not in broken:
            message = f"there is no choice {shorten(name)!r}"
            hint = did_you_mean(name, choices) or otherwise
            sink.add("K107", message, node.span, hint=hint)
        return None
    if node is None:
        return None
    values = read_values(node, owner, sink)
    return Choice(owner, values) if values else None
