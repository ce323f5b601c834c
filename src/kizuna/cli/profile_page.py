"""The page of a profile: which rules cost most, and what becomes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kizuna.cli.output import folded
from kizuna.cli.progress import grouped

if TYPE_CHECKING:
    from kizuna.engine.profile import Cost
    from kizuna.world.model import World

_RULES, _EACH = 20, 4


def lines(costs: list[Cost], whole: int, world: World) -> list[str]:
    """The rules that took longest, with a line for what refuses each."""
    units = sum(cost.nanoseconds for cost in costs)
    found = [
        "",
        f"What it cost: {whole / 1e9:.1f} s in CPython, {units / 1e9:.1f} s of it in rules; timing them adds to it.",
        "Passed: ruled out at a glance. Looked at: decisions or moments. Possible: somebody could. Counts are exact;",
        "by which condition an action is passed is a sample.",
        "",
        f"{'time':>8} {'share':>6} {'passed':>9} {'looked at':>9} {'possible':>9} {'chosen':>7} {'happened':>8}  rule",
    ]
    for cost in costs[:_RULES]:
        found.append(_row(cost, units, world))
        found += [part for line in _refusals(cost) for part in folded(line)]
    if len(costs) > _RULES:
        rest = sum(cost.nanoseconds for cost in costs[_RULES:])
        more = f"{len(costs) - _RULES} more; --format json has all"
        found.append(f"{rest / 1e6:>5.0f} ms {_share(rest, units):>6}  {more}")
    return found


def _row(cost: Cost, units: int, world: World) -> str:
    time = f"{cost.nanoseconds / 1e6:>5.0f} ms {_share(cost.nanoseconds, units):>6}"
    rule = world.rules.get(cost.rule)
    if rule is None:
        return f"{time} {'':>46}  {cost.rule}"
    counts = f"{grouped(cost.passed):>9} {grouped(cost.looked):>9} {grouped(cost.possible):>9}"
    chosen = grouped(cost.chosen) if rule.sort == "action" else "–"
    where = f"{rule.span.file}:{rule.span.line}"
    return f"{time} {counts} {chosen:>7} {grouped(cost.happened):>8}  {rule.name}  {where}"


def _refusals(cost: Cost) -> Iterator[str]:
    """Which conditions refuse candidates, and by which the rule is passed over."""
    for lead, counts in (("refused by", cost.refused), ("passed, about", cost.glance)):
        if counts:
            yield f"{'':>17}{lead} " + ", ".join(_told(counts))
    if cost.looked > cost.possible and not cost.refused:
        yield f"{'':>17}there is nobody and nothing to fill its roles"


def _told(counts: Counter[str]) -> list[str]:
    total = sum(counts.values())
    told = [f"{name or 'not worth it'} {_share(count, total)}" for name, count in counts.most_common(_EACH)]
    return [*told, f"{len(counts) - _EACH} more"] if len(counts) > _EACH else told


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.0f} %"


def as_data(costs: list[Cost], whole: int, world: World) -> dict[str, object]:
    """The same for programs, with all rules; times in nanoseconds."""
    return {
        "engine": "python", "nanoseconds": whole, "in_rules": sum(cost.nanoseconds for cost in costs),
        "rules": [_data(cost, world) for cost in costs],
    }


def _data(cost: Cost, world: World) -> dict[str, object]:
    rule = world.rules.get(cost.rule)
    return {
        "rule": cost.rule, "file": rule.span.file if rule is not None else "",
        "line": rule.span.line if rule is not None else 0, "nanoseconds": cost.nanoseconds, "passed": cost.passed,
        "looked": cost.looked, "possible": cost.possible, "chosen": cost.chosen, "happened": cost.happened,
        "refused": dict(cost.refused.most_common()), "passed_by_sampled": dict(cost.glance.most_common()),
    }
