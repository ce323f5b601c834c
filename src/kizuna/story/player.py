"""Plays a story's lines one after the other under the world's rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kizuna.chronicle.event import Event, Tables
from kizuna.diagnostics import Sink
from kizuna.lang.scope import Scope
from kizuna.pack.tree import Scalar
from kizuna.story import findings
from kizuna.story.beats import Reader, RuleBeat
from kizuna.story.because import Past
from kizuna.story.footprint import writes
from kizuna.story.happen import Happening
from kizuna.story.journeys import set_out, wanted
from kizuna.story.played import SKIPPED, Played
from kizuna.story.scene import Called, place_names, read_heading
from kizuna.story.script import Script
from kizuna.story.stage import FOREVER, Stage, place_attr, tables_of
from kizuna.story.start import Setting, apply
from kizuna.story.turns import Turns, turning_lines
from kizuna.world.dates import SceneTime

STRETCH = 7_200_000
"""How long (ms) a stretch lasts at most between two beats of one scene."""
LONGEST = 20 * 366 * 86_400_000
"""How long (ms) it is at most from one scene to the next; all that time is lived."""
LONGEST_FREE = 5 * 366 * 86_400_000
"""The same for a stretch in which people decide for themselves, so that far more happens."""
GLANCE = 60_000
"""How often (ms) it is looked whether the next beat has become possible."""


@dataclass(slots=True)
class Plan:
    """What is decided about a play beforehand.

    `choices` settle open things. `journeys` are (who, place) set out on before a line opens; `forced` are those who are
    put at the scene's place before a line although they cannot have come. `imposed` are the indices of lines that
    happen whether they can or not; `settings` are what is set from outside before a line; `without` are the indices
    of the lines left out. With `times` (for each line: before its scene opens, and when it begins) lines are *offered*
    at their times: played if possible, skipped if not, and people make only the journeys of `travelled`;
    `endings` are the indices of lines that can only end what another one began.
    """

    choices: dict[tuple[int, str], float] = field(default_factory=dict)
    journeys: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    forced: dict[int, tuple[int, ...]] = field(default_factory=dict)
    imposed: frozenset[int] = frozenset()
    settings: dict[int, tuple[Setting, ...]] = field(default_factory=dict)
    without: frozenset[int] = frozenset()
    times: tuple[tuple[int, int], ...] = ()
    travelled: tuple[frozenset[tuple[int, int]], ...] = ()
    endings: frozenset[int] = frozenset()

    @property
    def offered(self) -> bool:
        """Whether lines are offered and not demanded."""
        return bool(self.times)

    def journeys_of(self, index: int) -> frozenset[tuple[int, int]] | None:
        """The journeys that may be made for an offered line: those that were; None for all."""
        return self.travelled[index] if self.offered else None


@dataclass(slots=True)
class Player:
    """Plays the lines of one script. A line's record says everything that came of it; no findings if `quiet`."""

    script: Script
    scope: Scope
    reader: Reader
    start: Stage
    plan: Plan = field(default_factory=Plan)
    quiet: bool = False
    tables: Tables = field(init=False)
    places: Mapping[str, Called] = field(init=False)
    turning: Mapping[int, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        world = self.start.machine.world
        self.tables, self.places = tables_of(world), place_names(world)
        self.turning = turning_lines(self.script.lines, world)

    def line(self, stage: Stage, index: int, before: Sequence[Played]) -> Played:
        """Plays line `index` on a stage that has been left as the lines `before` made it."""
        line = self.script.lines[index]
        played = Played(index, line)
        stage.made, stage.allowed = [], self.plan.journeys_of(index)
        stage.expects(Turns(self, stage, index, shares=stage.turns.shares if stage.turns is not None else {}))
        if self.plan.offered:
            played.events += stage.live(self.plan.times[index][0], self.tables)
        played.opened = stage.machine.now
        for who, place in self.plan.journeys.get(index, ()):
            set_out(stage, who, place, FOREVER)
        if line.scene > stage.scene:
            self._open(stage, played)
        if self.plan.offered:
            played.events += stage.live(self.plan.times[index][1], self.tables)
        stage.turns_from(stage.machine.now)
        if index == 0:  # what is so from the start is not what a first line that is set by hand has made so
            played.events += stage.live(stage.machine.now, self.tables)
        self._intervene(stage, played)
        played.time = stage.machine.now
        if index in self.plan.without:
            self._leave_out(stage, played)
        elif line.stretch:
            self._stretch(stage, played)
        else:
            Happening(self, stage, played, before).play()
            self._judge(played, before)
        self._settle(stage, played, before)
        played.journeys = frozenset(stage.made)
        played.place, played.ends = stage.place, stage.machine.now
        played.names = _made_names(played.events, stage)
        return played

    def _leave_out(self, stage: Stage, played: Played) -> None:
        """The line does not happen; whom it names is still named, so that later pronouns mean the same."""
        played.verdict = SKIPPED
        beat = self.reader.read(played.line, stage, Sink())
        if isinstance(beat, RuleBeat):
            played.sort, played.sentence = beat.rule.sort, self.reader.write(beat, stage.machine)
            played.writes = writes(beat.rule, beat.roles, stage.machine)

    def _settle(self, stage: Stage, played: Played, before: Sequence[Played]) -> None:
        """What follows at this instant happens, unless the next line is set by hand as well; K308 for each line set
        until now that this undoes."""
        if self._more_by_hand(played.index):
            played.events += stage.taken(self.tables)
            return
        played.events += stage.live(stage.machine.now, self.tables)
        if not self.quiet:
            earlier = takewhile(lambda item: self._more_by_hand(item.index), reversed(before))
            row = [*reversed(list(earlier)), played]
            played.findings[:0] = findings.undone(row, Past((*before, played), stage.machine))

    def _more_by_hand(self, index: int) -> bool:
        """Whether a line and the next are set by hand at one instant: they are settled together."""
        these = self.script.lines[index : index + 2]
        return len(these) == 2 and all(line.mark is not None and line.scene == these[0].scene for line in these)

    def _judge(self, played: Played, before: Sequence[Played]) -> None:
        """What cannot be done of an offer is skipped; the line whose absence would have changed it is its root."""
        if not self.plan.offered or played.fine:
            return
        for earlier in reversed(before):
            if earlier.verdict == SKIPPED and earlier.writes.meets(played.reads):
                played.root = earlier.root if earlier.root >= 0 else earlier.index
                break
        played.verdict = SKIPPED

    def _intervene(self, stage: Stage, played: Played) -> None:
        machine = stage.machine
        for who in self.plan.forced.get(played.index, ()):
            machine.set_value(place_attr(machine.kind_of(who), machine.world), who, stage.place)
        played.earlier = len(played.events)
        settings = self.plan.settings.get(played.index, ())
        played.settings = tuple(apply(setting, machine, self.scope, Sink()) for setting in settings)
        played.events += stage.taken(self.tables)

    # Scenes

    def _open(self, stage: Stage, played: Played) -> None:
        """Opens the scenes up to the line's; those who take part and are elsewhere set out before time passes."""
        machine = stage.machine
        for number in range(stage.scene + 1, played.line.scene + 1):
            heading = self.script.headings[number]
            stage.scene, stage.latest = number, FOREVER
            if not heading.text.strip():
                continue
            sink = Sink()
            opening = read_heading(heading, self.places, machine.world.calendar, machine.now, 0, sink)
            if number == played.line.scene:  # a heading over prose need not say anything
                played.findings += sink.found
            if opening is None:
                continue
            stage.place = machine.handle(opening.place) if opening.place else stage.place
            time = self._reached(stage, heading, opening.time, played)
            if stage.place:
                self._gather(stage, number, time.earliest if time is not None else FOREVER)
            if time is not None:
                stage.latest = time.latest
                if time.latest < machine.now and not self.plan.offered:
                    played.findings.append(findings.runs_back(heading, time, machine))
                stage.turns_from(time.earliest)
                played.events += stage.live(time.earliest, self.tables)
            stage.opened = stage.machine.now
        if stage.free:
            machine.autonomy = stage.free = False

    def _reached(self, stage: Stage, heading: Scalar, time: SceneTime | None, played: Played) -> SceneTime | None:
        """When a scene opens; None if its heading says no time, or one too far ahead (K006): then it opens at once."""
        limit = LONGEST_FREE if stage.free else LONGEST
        if time is None or time.earliest - stage.machine.now <= limit:
            return time
        if not self.plan.offered:
            played.findings.append(findings.too_far(heading, time, limit, stage.machine))
        return None

    def _gather(self, stage: Stage, scene: int, until: int) -> None:
        """Those whose first beat in the scene finds them elsewhere set out now, to be there by `until` if possible.

        Whoever will be there anyway, since somebody takes him along, need not.
        """
        seen: set[int] = set()
        away: list[int] = []
        memory = stage.memory.copy()
        for line in self.script.lines:
            if line.scene != scene or line.stretch:
                continue
            beat = self.reader.read(line, stage, Sink())
            if not isinstance(beat, RuleBeat):
                continue
            for name, who in beat.roles.items():
                if who not in seen and wanted(beat.rule, name, who, stage):
                    away.append(who)
                seen.add(who)
        stage.memory = memory
        if not away:
            return
        later = stage.copy_to(until, self.tables)[0] if until < FOREVER else stage
        for who in away:
            if not later.is_at(who, stage.place):
                set_out(stage, who, stage.place, until, anyway=True)

    # Stretches

    def _stretch(self, stage: Stage, played: Played) -> None:
        """People decide for themselves: until the next beat is possible, or until the next scene opens."""
        played.sort, played.verdict = "stretch", "fine"
        lines = self.script.lines
        after = lines[played.index + 1] if played.index + 1 < len(lines) else None
        machine = stage.machine
        machine.autonomy = True
        if after is not None and after.scene > played.line.scene:
            stage.free = True
            return
        end = machine.now + STRETCH
        if self.plan.offered and after is not None:
            end = max(machine.now, self.plan.times[played.index + 1][0])
        while machine.now < end and (self.plan.offered or after is None or not self._possible(stage, played.index + 1)):
            step = end if self.plan.offered or after is None else min(end, machine.now + GLANCE)
            played.events += stage.live(step, self.tables)
        machine.autonomy = False

    def _possible(self, stage: Stage, index: int) -> bool:
        """Whether a line could be played now."""
        line = self.script.lines[index]
        if line.stretch:
            return True
        probe = stage.copy()
        played = Played(index, line)
        probe.machine.autonomy = False
        return Happening(self, probe, played, (), patience=0).is_possible()


def _made_names(events: Sequence[Event], stage: Stage) -> dict[int, str]:
    """What the things that came to be in some events are called, as long as they are there."""
    machine = stage.machine
    made = [change.bearer for event in events for change in event.changes if change.form == "created"]
    return {ident: machine.label(machine.of_ident(ident)) for ident in made if machine.of_ident(ident)}
