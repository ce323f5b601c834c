"""Phrases that read the same sentence (K503)."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from kizuna.diagnostics import NOWHERE, Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.world.model import Slot, World
from kizuna.world.phrases import show
from kizuna.world.sentences_forms import Form, fitting, forms_of


def clashes(world: World, sink: Sink) -> None:
    """Report each pair of forms with the same words and with slots of the same kinds that say different things.

    Slots of different kinds are told apart by who is named.
    """
    groups: defaultdict[tuple[str | None, ...], list[Form]] = defaultdict(list)
    for form in forms_of(world):
        groups[form.literals].append(form)
    for forms in groups.values():
        for one, two in combinations(forms, 2):
            if fitting(one, two) and _says(one) != _says(two):
                _report(one, two, sink)


def _says(form: Form) -> tuple[object, ...]:
    slots = tuple((part.role, part.attr) for part in form.phrase.parts if isinstance(part, Slot))
    return form.sort, form.id, form.phrase.key, slots


def _report(one: Form, two: Form, sink: Sink) -> None:
    first, second = (one, two) if one.phrase.span != NOWHERE else (two, one)
    names = f"{_name(first)} and {_name(second)}"
    sink.add("K503", f"{shorten(show(first.phrase.parts))!r} can be read as {names}", second.phrase.span,
             first.phrase.span, hint="change a word in one of the two")


def _name(form: Form) -> str:
    stage = f" ({form.phrase.key})" if form.phrase.key else ""
    return f"{form.id}{stage}"
