"""Expressions and sets as their author would write them, for messages."""

from __future__ import annotations

from kizuna.lang.ast import Domain, Inverse
from kizuna.lang.show import show as say
from kizuna.lang.show import show_domain

__all__ = ["bare", "say", "say_domain", "spaced"]


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
