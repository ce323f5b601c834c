"""What would be so of somebody if nothing were the matter with him: whether it is his state that hinders him."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kizuna.engine.evaluate import evaluate
from kizuna.story.person_able import Barrier
from kizuna.story.person_look import Look

if TYPE_CHECKING:
    from kizuna.engine.api import View


@dataclass(slots=True)
class Sound:
    """Reads a state in which somebody has none of the things that boards show, and is himself as his kind is made."""

    look: Look
    shown: frozenset[str]

    def get(self, attr: str, bearer: int) -> float | int:
        """The value of an attribute."""
        start = self.look.machine.world.attributes[attr].start
        if bearer == self.look.who and attr in self.shown and start is not None:
            return evaluate(start, {"self": bearer}, self.look.machine)
        return self.look.machine.get(attr, bearer)

    def inverse(self, attr: str, of: int) -> list[int]:
        """Who refers to somebody; of the things that boards show, none to him who is looked at."""
        return [] if of == self.look.who and attr in self.shown else self.look.machine.inverse(attr, of)

    def __getattr__(self, name: str) -> object:
        return getattr(self.look.machine, name)

    def can(self, barrier: Barrier) -> bool:
        """Whether somebody would not be kept back: it is what boards show that keeps him."""
        return bool(evaluate(barrier.expr, {"self": self.look.who}, cast("View", self)))
