"""The stages of a pack as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kizuna.diagnostics.formatter import harmless
from kizuna.pack.tree import Map, Node, Scalar, Seq

if TYPE_CHECKING:
    from kizuna.lang.ast import Expr
    from kizuna.pack.load import Pack
    from kizuna.world.model import Attribute, Requirement, Rule, World

_AT = 60        # column at which the place of a line begins
_AGENDA = 40    # entries of an agenda that are shown


def tree(pack: Pack) -> Iterator[str]:
    """The merged tree as YAML, each line with the file and line that it came from."""
    yield from _node(pack.tree, 0)


def _node(node: Node, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(node, Scalar):
        yield _placed(indent + harmless(node.text), node)
    elif isinstance(node, Seq):
        for item in node.items:
            if isinstance(item, Scalar):
                yield _placed(f"{indent}- {harmless(item.text)}", item)
            else:
                yield f"{indent}-"
                yield from _node(item, depth + 1)
    elif isinstance(node, Map):
        for key, value in node:
            if isinstance(value, Scalar):
                yield _placed(f"{indent}{harmless(key.text)}: {harmless(value.text)}", key)
            else:
                yield _placed(f"{indent}{harmless(key.text)}:", key)
                yield from _node(value, depth + 1)


def _placed(text: str, at: Scalar) -> str:
    return f"{text:<{_AT}}  # {at.span.file}:{at.span.line}"


def parameters(pack: Pack, world: World) -> Iterator[str]:
    """Every parameter with its default, its range and what it means."""
    for found in world.parameters.values():
        node = _at(pack.tree, "parameters", found.name, "range")
        span = f"  within {node.text}" if isinstance(node, Scalar) else ""
        yield f"{found.name} = {found.text}{span}  # {found.span.file}:{found.span.line}"
        if found.about:
            yield f"    {harmless(found.about)}"


def _at(node: Node | None, *path: str) -> Node | None:
    for key in path:
        node = node.get(key) if isinstance(node, Map) else None
    return node


def types(pack: Pack, world: World) -> Iterator[str]:
    """Kinds and bonds with their attributes, then rules with their roles, requirements and amounts."""
    for kind in world.kinds.values():
        yield f"kind {kind.name}{' (agent)' if kind.agent else ''}{_about(kind.about)}"
        yield from (f"  {_attribute(world.attributes[key])}" for key in kind.attributes)
    bonds = [attribute for attribute in world.attributes.values() if attribute.bond]
    yield from (f"bond {bond.owner}  {_attribute(bond)}" for bond in bonds)
    for rule in world.rules.values():
        yield from _rule(rule)


def _about(text: str) -> str:
    return f"  # {harmless(text)}" if text else ""


def _attribute(attribute: Attribute) -> str:
    from kizuna.world.wording import say

    moves = [
        f"{word} {say(expr)}"
        for word, expr in (("from", attribute.low), ("to", attribute.high), ("starts at", attribute.start),
                           ("rate", attribute.rate), ("toward", attribute.toward), ("within", attribute.within))
        if expr is not None
    ]
    unit = f" [{attribute.unit}]" if attribute.unit else ""
    seen = f" seen {attribute.seen}" + (", believed" if attribute.believed else "")
    levels = f" levels {', '.join(level.name for level in attribute.levels)}" if attribute.levels else ""
    sort = f"{attribute.form} {_type(attribute)}".rstrip()
    return f"{attribute.name}: {sort}{unit} {', '.join(moves)}{levels};{seen}"


def _type(attribute: Attribute) -> str:
    from kizuna.lang.types import Choice, Ref

    match attribute.type:
        case Choice(values=values):
            return "of " + "|".join(values)
        case Ref(kind=kind):
            return f"to {kind or 'anything'}"
        case _:
            return ""


def _rule(rule: Rule) -> Iterator[str]:
    from kizuna.world.wording import say, say_domain

    yield f"{rule.sort} {rule.name}{_about(rule.about)}"
    for role in rule.roles:
        yield f"  role {role.name}: {role.kind}" + (f" in {say_domain(role.domain)}" if role.domain is not None else "")
    phases = (("needs", rule.requires), ("works if", rule.works_if), ("throughout", rule.throughout))
    for word, requirements in phases:
        yield from (_requirement(word, found) for found in requirements)
    for amount in rule.amounts:
        yield f"  {amount.by} {amount.name}: {say(amount.low)}..{say(amount.high)}"
    singles: tuple[tuple[str, Expr | None], ...] = (("utility", rule.utility), ("takes", rule.takes))
    yield from (f"  {word} {say(expr)}" for word, expr in singles if expr is not None)
    for phrase in rule.phrases:
        yield f"  says “{harmless(phrase.text)}”" + (f" ({phrase.key})" if phrase.key else "")


def _requirement(word: str, found: Requirement) -> str:
    from kizuna.world.wording import say

    return f"  {word} {found.name}: {say(found.expr)}"


def module(pack: Pack, world: World) -> Iterator[str]:
    """The Python module that the world compiles to."""
    from kizuna.codegen.emit import module_text

    yield from module_text(world).splitlines()


def agenda(world: World, seed: int) -> Iterator[str]:
    """The next entries of the agenda at the world's start: when, what, and whom it concerns."""
    from kizuna.engine.machine import Machine

    machine = Machine.begin(world, seed)
    for time, what, whom in machine.agenda(_AGENDA):
        name = harmless(machine.label(whom)) if whom else ""
        yield f"{world.calendar.text(time)}  {harmless(what)}{': ' if name else ''}{name}"
