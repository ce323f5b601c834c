"""Plays a whole story and settles what it leaves open so that, if at all possible, every line holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from kizuna.story.because import Past
from kizuna.story.footprint import Cell
from kizuna.story.played import FAILS, FOLLOWS, Played
from kizuna.story.player import Plan, Player
from kizuna.story.roots import root_of
from kizuna.story.saves import Saves
from kizuna.story.stage import Stage, place_attr
from kizuna.story.unsaid import Narrowed, Open

REPLAYS = 1_200
"""How many lines of a story are replayed at most in search of a turn of luck, or of time for a journey."""
AT_MOST = 250
"""How many of them for one failing line."""
COUNTS_ONCE = 100 * 86_400_000
"""A replayed line counts once more for each such time (ms) that is lived again for it."""
HALVINGS = 7
"""How often an amount's range is halved to find where it begins to do."""
AT_ONCE = 6
"""Of how many of the nearest open things two are changed at once."""


@dataclass(slots=True)
class Fit:
    """A play that goes back over what was left open. `saved` knows the stage as it was before each line.

    `as_written` is, once a line has failed, the history in which everything happened nevertheless.
    """

    player: Player
    played: list[Played] = field(default_factory=list)
    narrowed: dict[tuple[int, str], Narrowed] = field(default_factory=dict)
    replays: int = REPLAYS
    as_written: tuple[Stage, list[Played]] | None = None
    stage: Stage = field(init=False)
    saved: Saves = field(init=False)

    def __post_init__(self) -> None:
        self.stage = self.player.start.copy()
        self.saved = Saves(lambda stage, index: self._play(stage, index, self.played[:index], self.player.plan))

    def play(self) -> list[Played]:
        """Plays all lines."""
        for index in range(len(self.player.script.lines)):
            self.saved.keep(index, self.stage)
            early = self.stage.copy() if self.as_written is not None else None
            self.played.append(self.player.line(self.stage, index, self.played))
            if early is not None:
                self._follow(index, early)
            if self.played[index].verdict == FAILS and self.played[index].late:
                self._rewind(index)
            if self.played[index].verdict == FAILS and not self.played[index].late:
                self._search(index)
            if self.played[index].verdict == FAILS:
                self._impose(index)
        return self.played

    # Replays

    def _play(self, stage: Stage, index: int, before: list[Played], plan: Plan, quiet: bool = True) -> Played:
        """One line under another plan."""
        own, self.player.plan, self.player.quiet = self.player.plan, plan, quiet
        try:
            return self.player.line(stage, index, before)
        finally:
            self.player.plan, self.player.quiet = own, False

    def _replay(self, first: int, last: int, plan: Plan) -> list[Played] | None:
        """The lines `first`..`last` played anew under another plan; None if one that held before is lost on the way."""
        stage, before = self.saved.at(first), self.played[:first]
        for index in range(first, last + 1):
            since = stage.machine.now
            before.append(self._play(stage, index, before, plan))
            self.replays -= 1 + (stage.machine.now - since) // COUNTS_ONCE
            if index < last and self.played[index].fine and not before[index].fine:
                return None
        return before[first:]

    def _does(self, first: int, last: int, plan: Plan) -> bool:
        """Whether line `last` holds under a plan, and nothing that held before is lost."""
        records = self._replay(first, last, plan)
        return records is not None and records[-1].fine

    def _adopt(self, first: int, last: int, plan: Plan) -> None:
        """Goes on from another play of the last lines. What failed before is still found to fail, in the same way."""
        stage, before = self.saved.at(first), self.played[:first]
        for index in range(first, last + 1):
            self.saved.keep(index, stage)
            record = self._play(stage, index, before, plan, quiet=False)
            old = self.played[index]
            if old.verdict == FOLLOWS and not record.fine:
                record.verdict, record.root = FOLLOWS, old.root
            before.append(record)
        self.player.plan, self.stage, self.played = plan, stage, before
        if self.as_written is not None:
            self._write_anew(last)

    # Journeys

    def _rewind(self, index: int) -> None:
        """Somebody was too late: he may set out earlier; if that does not help he is put there and that is told."""
        who, place = self.played[index].late, self.stage.place
        earliest = self.saved.at(index).last.get(who, (-1, 0))[0] + 1
        plan = self.player.plan
        for first in range(earliest, index):
            if self.replays <= 0:
                break
            journeys = {**plan.journeys, first: (*plan.journeys.get(first, ()), (who, place))}
            other = replace(plan, journeys=journeys)
            records = self._replay(first, index, other)
            if records is not None and records[-1].late != who:
                self._adopt(first, index, other)
                return
        told = self.played[index].findings
        forced = {**plan.forced, index: (*plan.forced.get(index, ()), who)}
        self._adopt(index, index, replace(plan, forced=forced))
        late = [item for item in told if item.code == "K310"]
        own = [item for item in self.played[index].findings if item not in late]
        if self._cannot_be_there(index, who):
            own = [item for item in own if item.code != "K203"]
        self.played[index].findings = [*late, *own]
        if self.played[index].late and self.played[index].late != who:
            self._rewind(index)

    def _cannot_be_there(self, index: int, who: int) -> bool:
        """Whether a line into which somebody was put fails because of where he was put; that is one thing to be told
        with his not having come, unless that is accepted."""
        played, machine = self.played[index], self.stage.machine
        place = Cell(place_attr(machine.kind_of(who), machine.world), who)
        accepted = any(waiver.code == "K310" for waiver in played.line.waivers)
        return played.verdict == FAILS and not accepted and place in played.reads.cells

    # What follows

    def _follow(self, index: int, early: Stage) -> None:
        """Plays the line in the history in which everything happened as it is written, whether it could or not.

        A line that fails only here follows from an earlier failure, unless all that it lacks is the time that passed
        there. `early` is the stage as it was here before the line.
        """
        assert self.as_written is not None
        stage, before = self.as_written
        kept = stage.copy()
        record = self._play(stage, index, before, self.player.plan)
        played = self.played[index]
        follows = record.fine and not played.fine and not self._holds_later(index, early, kept.machine.now)
        if follows or played.fine:
            before.append(record)
        else:
            self.as_written = kept, before
        if follows:
            root = root_of(played, self.played[:index], Past(before[:index], kept.machine))
            played.verdict, played.root = FOLLOWS, root

    def _holds_later(self, index: int, stage: Stage, moment: int) -> bool:
        """Whether a failing line would hold if nothing but time had passed up to `moment`; plays on `stage`."""
        if stage.machine.now >= moment:
            return False
        stage.live(moment, self.player.tables)
        return self._play(stage, index, self.played[:index], self.player.plan).fine

    def _write_anew(self, last: int) -> None:
        """The history in which everything happened, from the first failure on, but for line `last` if that fails."""
        failed = [item.index for item in self.played[: last + 1] if item.verdict == FAILS]
        if not failed or failed[0] == last:
            self.as_written = None
            return
        stage, before = self.saved.at(failed[0]), self.played[: failed[0]]
        for index in range(failed[0], last + (self.played[last].verdict != FAILS)):
            plan = replace(self.player.plan, imposed=frozenset({index} if index in failed else ()))
            before.append(self._play(stage, index, before, plan))
        self.as_written = stage, before

    def _impose(self, index: int) -> None:
        """From here on there is a history in which the failing line happens all the same."""
        stage, before = self.as_written or (self.saved.at(index), self.played[:index])
        plan = replace(self.player.plan, imposed=frozenset({index}))
        before.append(self._play(stage, index, before, plan))
        self.as_written = stage, before

    # Luck

    def _search(self, index: int) -> None:
        """Looks for a turn of luck, nearest first, under which a failing line holds."""
        opens = self._opens(index)
        least = self.replays - AT_MOST
        for changes in (*([item] for item in opens), *map(list, combinations(opens[:AT_ONCE], 2))):
            for values in _assignments(changes):
                if self.replays <= max(0, least):
                    return
                first = min(item.line for item in changes)
                plan = self._with_choices({item.key: value for item, value in zip(changes, values, strict=True)})
                if self._does(first, index, plan):
                    self._take(changes, values, index)
                    return

    def _opens(self, index: int) -> list[Open]:
        """What is open up to a line: what bears on the failing line first, then the nearest."""
        failing = self.played[index]
        found = [(played, item) for played in self.played for item in played.opens if item.key not in self.narrowed]
        found.sort(key=lambda pair: (not pair[0].writes.meets(failing.reads), -pair[0].index))
        return [item for _, item in found]

    def _with_choices(self, choices: dict[tuple[int, str], float]) -> Plan:
        return replace(self.player.plan, choices={**self.player.plan.choices, **choices})

    def _take(self, changes: list[Open], values: tuple[float, ...], index: int) -> None:
        """Adopts values, and finds how far each amount may go with the others as they are."""
        taken = {item.key: value for item, value in zip(changes, values, strict=True)}
        first = min(item.line for item in changes)
        for item in changes:
            low, high = self._extent(item, taken, first, index)
            self.narrowed[item.key] = Narrowed(item, low, high, taken[item.key], index)
        self._adopt(first, index, self._with_choices(taken))

    def _extent(self, item: Open, taken: dict[tuple[int, str], float], first: int, index: int) -> tuple[float, float]:
        """The shares of an amount's range that do: from where it begins to do, to the far end or where it ends to."""
        value = taken[item.key]
        if item.options:
            return value, value

        def does(share: float) -> bool:
            return self._does(first, index, self._with_choices({**taken, item.key: share}))

        near = _edge(does, value, item.likely)
        far_end = 1.0 if value > item.likely else 0.0
        far = far_end if value == far_end or does(far_end) else _edge(does, value, far_end)
        return min(near, far), max(near, far)


def _edge(does: Callable[[float], bool], good: float, bad: float) -> float:
    """Between a share that does and one that does not, the last that does."""
    for _ in range(HALVINGS):
        middle = (good + bad) / 2
        if does(middle):
            good = middle
        else:
            bad = middle
    return good


def _assignments(changes: list[Open]) -> Iterator[tuple[float, ...]]:
    if len(changes) == 1:
        for value in changes[0].alternatives():
            yield (value,)
        return
    first, second = (list(item.alternatives())[:2] for item in changes)
    for one in first:
        for other in second:
            yield one, other


def chance_of(narrowed: Iterable[Narrowed]) -> float:
    """How likely luck gives all that was settled."""
    product = 1.0
    for item in narrowed:
        product *= item.probability
    return product
