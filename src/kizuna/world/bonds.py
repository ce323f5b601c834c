"""The section `bonds`, first pass: what one has towards another."""

from __future__ import annotations

from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.scope import Signature
from kizuna.lang.types import Ref
from kizuna.pack.keys import check_keys
from kizuna.pack.tree import Map, Node, Scalar
from kizuna.world.attributes import FORMS, Declared, declare
from kizuna.world.draft import Draft
from kizuna.world.shapes import as_map, as_text, entries

_ONLY_FOR: dict[str, tuple[str, ...]] = {
    "unit": ("meter", "number"), "range": ("meter", "number"), "of": ("choice", "ref"),
    "rate": ("meter",), "toward": ("meter",), "within": ("meter",), "levels": ("meter",), "tells": ("date",),
}


def declare_bonds(draft: Draft, node: Node | None) -> list[Declared]:
    """The bonds' signatures, in one table for each pair of kinds; those refused are noted as broken."""
    found: list[Declared] = []
    for key, value in entries(node, "`bonds`", draft.sink):
        table = as_map(value, f"the bond {shorten(key.text)!r}", draft.sink)
        made = _bond(draft, key, table) if table is not None else None
        if made is None:
            draft.broken.add(key.text)
        else:
            found.append(made)
    return found


def by_name(bonds: list[Declared]) -> dict[str, tuple[Signature, ...]]:
    """The signatures under their bare names, as a scope holds them."""
    names = sorted({bond.signature.name for bond in bonds})
    ordered = sorted((bond.signature for bond in bonds), key=lambda signature: signature.key)
    return {name: tuple(each for each in ordered if each.name == name) for name in names}


def _bond(draft: Draft, key: Scalar, node: Map) -> Declared | None:
    check_keys(node, "bond", draft.sink)
    form = _form(draft, node)
    ends: list[str] = []
    for end in ("from", "to"):
        line = as_text(node.get(end), end, draft.sink)
        if line is not None:
            ends.append(draft.kind(line))
        elif node.get(end) is None:
            draft.sink.add("K103", f"the bond {shorten(key.text)!r} needs `{end}`, a kind", key.span)
    if form is None or len(ends) < 2 or "" in ends:
        return None
    for word, forms in _ONLY_FOR.items():
        name = node.key(word)
        if name is not None and form not in forms:
            message = f"{word!r} is for a {' or a '.join(forms)}, and the bond {key.text!r} is a {form}"
            draft.sink.add("K101", message, name.span)
    return declare(draft, key, node, f"{ends[0]}>{ends[1]}", form, {"from": Ref(ends[0]), "to": Ref(ends[1])})


def _form(draft: Draft, node: Map) -> str | None:
    line = as_text(node.get("form"), "form", draft.sink)
    if line is None:
        return "meter" if node.get("form") is None else None
    if line.text.strip() in FORMS:
        return line.text.strip()
    message = f"`form` is one of {', '.join(FORMS)}, not {shorten(line.text)!r}"
    draft.sink.add("K102", message, line.span, hint=did_you_mean(line.text, FORMS))
    return None
