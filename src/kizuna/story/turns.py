"""What a story says of things that happen by themselves, before they happen: how they turn out.

The likeliest outcome of a trigger is taken where the story says nothing. Where the next lines say another one that is
possible, it is that one; only the lines that such an event could be found by are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kizuna.diagnostics import Sink
from kizuna.engine.evaluate import evaluate
from kizuna.story.beats import Beat, RuleBeat
from kizuna.story.set_times import due_after
from kizuna.story.stage import FOREVER
from kizuna.world.model import Rule, World

if TYPE_CHECKING:
    from kizuna.story.player import Player
    from kizuna.story.script import Line
    from kizuna.story.stage import Stage


def turning_lines(lines: tuple[Line, ...], world: World) -> Mapping[int, tuple[str, ...]]:
    """For each line that may say how a trigger turns out, the rules that its words fit, whoever is meant."""
    forms = [
        ("".join(re.escape(part) if isinstance(part, str) else ".+" for part in phrase.parts), rule.id)
        for rule in world.rules.values()
        if rule.sort == "trigger" and rule.outcomes
        for phrase in rule.phrases
        if phrase.key
    ]
    any_form = re.compile("|".join(f"(?:{form})" for form, _ in forms), re.IGNORECASE)
    found: dict[int, tuple[str, ...]] = {}
    for index, line in enumerate(lines):
        if forms and any_form.fullmatch(line.sentence):
            fits = (rule for form, rule in forms if re.fullmatch(form, line.sentence, re.IGNORECASE))
            found[index] = tuple(dict.fromkeys(fits))
    return found


@dataclass(slots=True)
class Turns:
    """Asked by the machine for the outcome of a trigger while line `index` is played on a stage.

    It answers from the moment `since` on: what happens before a scene opens is none of the scene's lines, but for the
    last time that a trigger of the calendar is due on the way there, if nobody does anything before a line can tell it.
    `taken` are the lines that have been asked, `shares` how likely what they say was.
    """

    player: Player
    stage: Stage
    index: int
    since: int = FOREVER
    taken: set[int] = field(default_factory=set)
    shares: dict[int, float] = field(default_factory=dict)

    def __call__(self, number: int, roles: tuple[int, ...]) -> int:
        """The index of the outcome that a line says, -1 for none."""
        machine = self.stage.machine
        rule = machine.kernel.rules[number - 1]
        if machine.now < self.since and not self._is_last_before(rule):
            return -1
        given = {role.name: roles[at] for at, role in enumerate(rule.roles)}
        for index in self._ahead(rule.id):
            beat = self._read(index)
            if not isinstance(beat, RuleBeat) or beat.rule.id != rule.id or not beat.key:
                continue
            share = self._share(rule, beat.key, given)
            if all(given[name] == who for name, who in beat.roles.items()) and share > 0:
                self.taken.add(index)
                self.shares[index] = share
                return [case.name for case in rule.outcomes].index(beat.key)
        return -1

    def _is_last_before(self, rule: Rule) -> bool:
        """Whether a trigger of the calendar is not due again before the scene opens, which begins with no action."""
        if rule.every is None or self.since == FOREVER:
            return False
        return due_after(rule, self.stage.machine, self.stage.machine.now) > self.since and not self._acts(self.index)

    def on(self, stage: Stage) -> Turns:
        """The same for another stage."""
        return replace(self, stage=stage, taken=set(self.taken), shares=dict(self.shares))

    def _ahead(self, rule: str) -> Iterator[int]:
        """The lines by which an event of the rule could be found: this one and those after it up to an action."""
        player, lines = self.player, self.player.script.lines
        if not any(rule in player.turning.get(index, ()) for index in range(self.index, len(lines))):
            return
        for index in range(self.index, len(lines)):
            if rule in player.turning.get(index, ()):
                if index not in self.taken and index not in player.plan.without:
                    yield index
            elif index > self.index and self._acts(index):
                return

    def _acts(self, index: int) -> bool:
        """Whether somebody does something in a line; of one that cannot be read yet nobody knows."""
        beat = self._read(index)
        return beat is None or (isinstance(beat, RuleBeat) and beat.rule.sort == "action")

    def _read(self, index: int) -> Beat | None:
        stage = self.stage
        memory, stage.memory = stage.memory, stage.memory.copy()
        beat = self.player.reader.read(self.player.script.lines[index], stage, Sink())
        stage.memory = memory
        return beat

    def _share(self, rule: Rule, outcome: str, given: Mapping[str, int]) -> float:
        """How likely it turns out so; 1 where that hangs on an amount of the event."""
        try:
            view = self.stage.machine
            weights = {case.name: max(0.0, float(evaluate(case.weight, given, view))) for case in rule.outcomes}
        except KeyError:
            return 1.0
        return weights.get(outcome, 0.0) / (sum(weights.values()) or 1.0)
