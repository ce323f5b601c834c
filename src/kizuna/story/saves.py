"""The stages of a play as they were before each line, few of them kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kizuna.story.stage import Stage

EVERY = 16
"""Of so many lines the stage before one is kept; a copy costs about as much as half a line."""


@dataclass(slots=True)
class Saves:
    """Stages before lines. What is not kept is played again from the last kept one, by `again(stage, index)`."""

    again: Callable[[Stage, int], object]
    kept: dict[int, Stage] = field(default_factory=dict)

    def keep(self, index: int, stage: Stage) -> None:
        """The stage as it is before a line; those after it are no longer true."""
        for later in [line for line in self.kept if line >= index]:
            del self.kept[later]
        if index % EVERY == 0:
            self.kept[index] = stage.copy()

    def at(self, index: int) -> Stage:
        """A stage of one's own as it was before a line."""
        near = max(line for line in self.kept if line <= index)
        stage = self.kept[near].copy()
        for line in range(near, index):
            self.again(stage, line)
            self.kept[line + 1] = stage.copy()
        return stage
