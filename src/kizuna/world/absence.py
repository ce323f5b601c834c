"""The words for a reference to none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

SOMEBODY, NOBODY = "somebody", "nobody"
"""The keys of a reference's phrases: for when it refers to something, and to none."""
NONE_WORDS = (NOBODY, "nowhere", "nothing")
"""Each of them is read for a reference to none, whatever its kind."""


class Acting(Protocol):
    """A kind, of which it is known whether its members decide for themselves."""

    @property
    def agent(self) -> bool:
        """Whether they do."""


def none_word(kind: str, kinds: Mapping[str, Acting]) -> str:
    """How a reference to a kind ("" any) is written that refers to none: nobody, nowhere or nothing."""
    if kind == "place":
        return "nowhere"
    return "nothing" if kind in kinds and not kinds[kind].agent else "nobody"
