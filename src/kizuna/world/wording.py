"""Expressions, sets and states as their author would put them, for messages."""

from __future__ import annotations

from kizuna.lang.ast import Domain, Inverse
from kizuna.lang.show import show as say
from kizuna.lang.show import show_domain
from kizuna.lang.types import Ref
from kizuna.world.absence import NOBODY
from kizuna.world.model import VALUE, Attribute, Phrase

__all__ = ["bare", "plainly", "say", "say_domain", "spaced", "stating"]


def bare(key: str) -> str:
    """The name of an attribute or bond without its owner."""
    return key.rpartition(".")[2]


def spaced(name: str) -> str:
    """A name of the language as it is said: `slow_recovery` is slow recovery."""
    return name.replace("_", " ")


def say_domain(domain: Domain) -> str:
    """A set, for the middle of a sentence: one that hangs on a reference is told by the reference."""
    if isinstance(domain, Inverse):
        return f"{domain.kind} whose {bare(domain.attr)} is {say(domain.of)}"
    return show_domain(domain)


def stating(attribute: Attribute, text: str, value: float | int) -> Phrase | None:
    """The phrase that states that an attribute has a value, of which `text` begins with its level, choice or truth."""
    key = text.split(",")[0]
    wanted = ((VALUE,) if value else (NOBODY, VALUE)) if isinstance(attribute.type, Ref) else (key,)
    return next((phrase for key in wanted for phrase in attribute.phrases if spaced(phrase.key) == key), None)


def plainly(name: str, attribute: Attribute, value: float | int) -> str:
    """A flag of somebody's that nobody has put into a sentence: `Mei is not tall`."""
    return f"{name} is {'' if value else 'not '}{spaced(attribute.name)}"
