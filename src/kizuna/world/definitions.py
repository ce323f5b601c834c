"""The section `definitions`: named expressions with parameters."""

from __future__ import annotations

import re

from kizuna.diagnostics.nearest import shorten
from kizuna.lang.ast import Expr
from kizuna.lang.scope import Definition, Scope
from kizuna.lang.types import Ref, Type
from kizuna.pack.tree import Node, Scalar
from kizuna.world.choices import choice_type
from kizuna.world.draft import Draft
from kizuna.world.shapes import CALLED, WORD, as_text, entries

_HEAD = re.compile(r"\s*(?:([^()\s]+)\s+)?([^()\s]+)\s*\(([^()]*)\)\s*\Z")


def collect_definitions(draft: Draft, node: Node | None) -> dict[str, tuple[Definition, Scalar]]:
    """The definitions by name with the line of each; K105 for a head of another form, K104 for a name that is taken,
    K107 for a kind or a choice that there is not.

    They go into the scope, where the resolver reads their text anew at each use.
    """
    found: dict[str, tuple[Definition, Scalar]] = {}
    taken = _taken(draft.scope)
    for key, value in entries(node, "`definitions`", draft.sink):
        head = _head(draft, key)
        line = as_text(value, f"the definition {shorten(key.text)!r}", draft.sink)
        if head is None or line is None:
            draft.broken.add(declared_name(key.text))
            continue
        name, parameters, gives = head
        if name in found or name in taken:
            what = "another definition" if name in found else taken[name]
            places = [found[name][0].span] if name in found else []
            draft.sink.add("K104", f"{name!r} is {what} already", key.span, *places, hint="choose another name")
            continue
        found[name] = Definition(name, parameters, line.text, line.span, gives), line
    draft.add_to_scope(definitions=definitions_of(found))
    return found


def check_definitions(draft: Draft, found: dict[str, tuple[Definition, Scalar]]) -> list[Expr]:
    """Resolve each definition once by itself, so that a fault in one is told where it stands, used or not; those that
    are sound."""
    sound: list[Expr] = []
    for name, (made, line) in sorted(found.items()):
        ends: dict[str, Type] = {parameter: Ref(kind) for kind, parameter in made.parameters}
        gives = draft.scope.choices.get(made.gives)
        expr = draft.expression(line, draft.scope.inside(**ends), gives)
        if expr is None:
            draft.broken.add(name)
        else:
            sound.append(expr)
    return sound


def declared_name(text: str) -> str:
    """The name that a key declares: of a definition without its parameters and the choice that it gives."""
    head, bracket, _ = text.partition("(")
    return head.split()[-1] if bracket and head.split() else head.strip()


def definitions_of(found: dict[str, tuple[Definition, Scalar]]) -> dict[str, Definition]:
    """The definitions by name, sorted."""
    return {name: made for name, (made, _) in sorted(found.items())}


def _head(draft: Draft, key: Scalar) -> tuple[str, tuple[tuple[str, str], ...], str] | None:
    """The name, (kind, name) of each parameter, and the choice whose values it gives, if it says one."""
    hint = "write such as `near(person a, person b)`: a word, and a kind and a word for each parameter"
    match = _HEAD.match(key.text)
    if match is None or not WORD.match(match[2]) or match[2] in CALLED:
        draft.sink.add("K105", f"{shorten(key.text)!r} cannot head a definition", key.span, hint=hint)
        return None
    parameters: list[tuple[str, str]] = []
    for part in match[3].split(",") if match[3].strip() else []:
        words = part.split()
        if len(words) != 2 or not WORD.match(words[1]) or words[1] in [name for _, name in parameters]:
            draft.sink.add("K105", f"{shorten(part.strip())!r} is not a kind and a new name", key.span, hint=hint)
            return None
        place = key.span.inner(key.text.index(part) + part.index(words[0]), len(words[0]))
        kind = draft.kind(Scalar(words[0], place))
        if not kind:
            return None
        parameters.append((kind, words[1]))
    gives = match[1] or ""
    if gives:
        said = Scalar(gives, key.span.inner(key.text.index(gives), len(gives)))
        otherwise = "before the name stands the choice whose values it gives"
        if choice_type(said, match[2], draft.scope.choices, draft.broken, draft.sink, otherwise) is None:
            return None
    return match[2], tuple(parameters), gives


def _taken(scope: Scope) -> dict[str, str]:
    """Names that are called like a definition, and what each is."""
    taken = dict.fromkeys(scope.parameters, "a parameter")
    taken |= dict.fromkeys(scope.inverses, "a set")
    taken |= dict.fromkeys(scope.bonds, "a bond")
    return taken | {signature.name: "an attribute" for signature in scope.attributes.values()}
