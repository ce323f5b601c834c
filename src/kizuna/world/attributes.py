"""Attributes, first pass: what each is called, of which type it is, and what its levels are.

Expressions need every signature, so what an attribute's own expressions say is read later (`values`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kizuna.diagnostics.nearest import did_you_mean, shorten
from kizuna.lang.quantity import quantity
from kizuna.lang.scope import Signature
from kizuna.lang.types import BOOL, MOMENT, Dim, Number, Ref, Type
from kizuna.pack.tree import Map, Scalar
from kizuna.world.choices import choice_type
from kizuna.world.draft import Draft
from kizuna.world.levels import Levels, read_levels
from kizuna.world.shapes import CALLED, as_flag, as_text, is_word

FORMS = ("meter", "number", "flag", "choice", "ref", "date")
SEEN = ("self", "here", "all", "nobody")


@dataclass(frozen=True, slots=True)
class Declared:
    """An attribute between the two passes. `ends` are the variables that its own expressions see."""

    signature: Signature
    node: Map
    key: Scalar
    ends: dict[str, Type]
    unit: str = ""
    unit_size: float = 1.0
    levels: Levels = field(default_factory=Levels)
    inverse: str = ""


def declare(draft: Draft, key: Scalar, node: Map, owner: str, form: str, ends: dict[str, Type]) -> Declared | None:
    """The signature of one attribute; None, and its name noted as broken, after a diagnostic that leaves no type."""
    sink = draft.sink
    unit, dim, size, sure = _unit(draft, node) if form in ("meter", "number") else ("", (), 1.0, True)
    kind_of_value = _type(draft, key, node, form, dim, ">" in owner) if sure else None
    if not is_word(key, "an attribute", sink, CALLED) or kind_of_value is None:
        draft.broken.add(key.text)
        return None
    levels = read_levels(draft, node.get("levels"), unit, dim, size) if form == "meter" else Levels()
    signature = Signature(
        key=f"{owner}.{key.text}", name=key.text, owner=owner, form=form, type=kind_of_value,
        levels=levels.pairs, relative=levels.relative, moving=form == "meter" and _moves(node),
        seen=_seen(draft, node), believed=as_flag(node.get("believed"), False, "believed", sink), span=key.span,
    )
    return Declared(signature, node, key, ends, unit, size, levels, _inverse(draft, node, form, ">" in owner))


def _unit(draft: Draft, node: Map) -> tuple[str, Dim, float, bool]:
    """The unit, its dimension and size, and whether it could be read."""
    line = as_text(node.get("unit"), "unit", draft.sink)
    if line is None:
        return "", (), 1.0, node.get("unit") is None
    text = line.text.strip()
    if text in draft.broken:
        return "", (), 1.0, False
    found = quantity(f"1 {text}", line.span.inner(-2, line.span.width), draft.scope.units, draft.sink)
    if found is None:
        return "", (), 1.0, False
    return text, found[1], found[0], True


def _type(draft: Draft, key: Scalar, node: Map, form: str, dim: Dim, bond: bool) -> Type | None:
    if form in ("meter", "number"):
        return Number(dim)
    if form == "flag":
        return BOOL
    if form == "date":
        return MOMENT
    where = "of" if form == "choice" or bond else "to"
    of = node.get(where)
    if of is None:
        draft.sink.add("K103", f"the {form} {shorten(key.text)!r} needs `{where}`", key.span)
        return None
    if form == "choice":
        return choice_type(of, key.text, {**draft.scope.choices, **draft.scope.calendar}, draft.broken, draft.sink)
    line = as_text(of, where, draft.sink)
    return Ref(draft.kind(line)) if line is not None else None


def _moves(node: Map) -> bool:
    return node.get("rate") is not None or node.get("toward") is not None


def _seen(draft: Draft, node: Map) -> str:
    line = as_text(node.get("seen"), "seen", draft.sink)
    if line is None:
        return "self"
    if line.text.strip() not in SEEN:
        message = f"`seen` is one of {', '.join(SEEN)}, not {shorten(line.text)!r}"
        draft.sink.add("K102", message, line.span, hint=did_you_mean(line.text, SEEN))
        return "all"
    return line.text.strip()


def _inverse(draft: Draft, node: Map, form: str, bond: bool) -> str:
    line = as_text(node.get("inverse"), "inverse", draft.sink) if form == "ref" and not bond else None
    if line is None or not is_word(line, "a set", draft.sink, CALLED):
        return ""
    return line.text
