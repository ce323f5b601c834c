"""What a story leaves open in a beat (amounts, outcomes, chances) and the values that it is played with.

The likeliest outcome and the middle value are taken first; when a later beat fails, the alternatives are tried. An
amount is settled as a share of its range, so that the same choice means the same where the range is another.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kizuna.engine.api import Directed, View
from kizuna.engine.evaluate import evaluate
from kizuna.lang.ast import Chance
from kizuna.world.model import Amount, Rule
from kizuna.world.reads import all_effects, rule_effects

GRID = (0.0, 1.0, 0.25, 0.75, 0.1, 0.9)
"""Shares of a range that are tried when the likely one does not do."""


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that a beat leaves open.

    `name` is an amount's name, `outcome`, or `chance N`. `likely` is a share of the range `low`..`high` (base units),
    or the index of one of `options` (name, probability). `luck` is whether chance decides it, and not the doer.
    """

    line: int
    name: str
    likely: float
    luck: bool
    low: float = 0.0
    high: float = 0.0
    options: tuple[tuple[str, float], ...] = ()

    @property
    def key(self) -> tuple[int, str]:
        """What tells it from all others of a story: line index and name."""
        return self.line, self.name

    def amount(self, share: float) -> float:
        """The amount at a share of the range."""
        return self.low + share * (self.high - self.low)

    def alternatives(self) -> Iterator[float]:
        """Other values than the likely one, the likelier first."""
        if self.options:
            ranked = sorted(range(len(self.options)), key=lambda index: -self.options[index][1])
            yield from (float(index) for index in ranked if index != int(self.likely) and self.options[index][1] > 0)
        elif self.high > self.low:
            yield from (share for share in GRID if share != self.likely)


Choices = Mapping[tuple[int, str], float]
"""Values adopted for open things, by their keys."""


def left_open(rule: Rule, said: Directed, line: int, view: View) -> tuple[Open, ...]:
    """What a happening leaves open of its rule, at `view.now`."""
    found: list[Open] = []
    env: dict[str, float | int] = {**said.roles, **said.amounts}
    for amount in rule.amounts:
        if amount.name not in said.amounts:
            item = _amount(amount, line, env, view)
            env[amount.name] = item.amount(item.likely)
            found.append(item)
    if rule.outcomes and not said.outcome:
        weights = [(case.name, max(0.0, float(evaluate(case.weight, env, view)))) for case in rule.outcomes]
        found.append(_option(line, "outcome", weights))
    for effect in all_effects(rule_effects(rule)):
        if isinstance(effect, Chance) and effect.number not in said.chances:
            found.append(_option(line, f"chance {effect.number}", _yes_no(effect, env, view)))
    return tuple(found)


def range_of(amount: Amount, env: Mapping[str, float | int], view: View) -> tuple[float, float]:
    """The lowest and the highest that an amount can be, in base units."""
    low, high = float(evaluate(amount.low, env, view)), float(evaluate(amount.high, env, view))
    return low, max(low, high)


def _amount(amount: Amount, line: int, env: Mapping[str, float | int], view: View) -> Open:
    low, high = range_of(amount, env, view)
    share = 0.5
    if amount.best is not None and high > low:
        share = min(1.0, max(0.0, (float(evaluate(amount.best, env, view)) - low) / (high - low)))
    return Open(line, amount.name, share, amount.by == "luck", low, high)


def _yes_no(chance: Chance, env: Mapping[str, float | int], view: View) -> list[tuple[str, float]]:
    """The chance as it stands when the rule begins; one that hangs on a loop's variable counts as even."""
    try:
        share = float(evaluate(chance.probability, env, view))
    except KeyError:
        share = 0.5
    share = min(1.0, max(0.0, share)) if math.isfinite(share) else 0.5
    return [("no", 1.0 - share), ("yes", share)]


def _option(line: int, name: str, weighted: list[tuple[str, float]]) -> Open:
    total = sum(weight for _, weight in weighted) or 1.0
    options = tuple((label, weight / total) for label, weight in weighted)
    likely = max(range(len(options)), key=lambda index: (options[index][1], -index))
    return Open(line, name, float(likely), True, options=options)


def fill(said: Directed, rule: Rule, opens: tuple[Open, ...], choices: Choices) -> Directed:
    """The happening with everything that was left open settled."""
    full = replace(said, amounts=dict(said.amounts), chances=dict(said.chances))
    for item in opens:
        value = choices.get(item.key, item.likely)
        if item.name == "outcome":
            full.outcome = rule.outcomes[int(value)].name
        elif item.options:
            full.chances[int(item.name.removeprefix("chance "))] = value == 1.0
        else:
            full.amounts[item.name] = item.amount(value)
    return full


@dataclass(frozen=True, slots=True)
class Narrowed:
    """An open thing that had to be settled for a later beat (`because`, a line index) to be possible.

    An amount has to lie in the shares `low`..`high` and `chosen` was taken; an option is the index `chosen`.
    """

    what: Open
    low: float
    high: float
    chosen: float
    because: int

    @property
    def probability(self) -> float:
        """How likely luck gives this; 1 for what the doer decides."""
        if not self.what.luck:
            return 1.0
        return self.what.options[int(self.chosen)][1] if self.what.options else self.high - self.low
