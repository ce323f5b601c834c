"""A line that tells the end, or the breaking off, of something that is under way: it is not done once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isclose
from typing import TYPE_CHECKING

from kizuna.chronicle.event import Event
from kizuna.diagnostics import Diagnostic, Sink
from kizuna.engine.api import Directed
from kizuna.engine.choosing import UnderWay, under_way
from kizuna.engine.explain_words import Words
from kizuna.story import findings
from kizuna.story.beats import RuleBeat
from kizuna.story.begun import Begun
from kizuna.story.footprint import writes
from kizuna.story.scene import read_heading
from kizuna.story.stage import FOREVER

if TYPE_CHECKING:
    from kizuna.story.happen import Happening

JUST = 600_000
"""How long (ms) before its scene has opened something may have ended whose end a line tells."""


class Ending:
    """Plays a line as the end of what was begun, if it is one."""

    def __init__(self, happening: Happening, beat: RuleBeat, said: Directed) -> None:
        self.happening, self.beat, self.said = happening, beat, said
        self.stage, self.machine, self.played = happening.stage, happening.machine, happening.played
        self.player = happening.player

    def play(self) -> bool:
        """Whether the line is about something begun before; then its record says what came of it."""
        if self.beat.key == "begins":
            return False
        if self.beat.key == "interrupted":
            return self._broken_off()
        number, begun = self._begun()
        if begun is None:
            return self._never_begun()
        ended = begun.ended
        if ended is not None and (ended.status == "interrupted" or not self._is_just_over(ended)):
            del self.stage.begun[number]  # long over, or broken off: it is done anew
            return self._never_begun()
        other = next(self._other_amounts(begun), None)
        if other is not None:
            self._fails(lambda: self._finding(other))
        elif ended is not None:
            self._told(number, begun, ended)
        else:
            return self._ends(number, begun)
        return True

    # Broken off

    def _broken_off(self) -> bool:
        """Whoever is at it stops now; who has just been stopped need not be again."""
        for doer in self._doers():
            act = under_way(self.machine, doer)
            if act is not None and self._is_meant(act):
                self._stop(doer, act)
                return True
        number, begun = self._begun()
        ended = begun.ended if begun is not None else None
        if begun is None or ended is None or not self._is_just_over(ended):
            return self._never_begun()
        if ended.status == "interrupted":
            self._told(number, begun, ended)
        else:
            over = self.machine.world.calendar.text(ended.time)
            self._fails(lambda: self._finding(f"it is not under way any more: it ended at {over}"))
        return True

    def _doers(self) -> list[int]:
        first = self.beat.rule.roles[0]
        named = self.beat.roles.get(first.name, 0)
        return [named] if named else self.machine.members(first.kind)

    def _is_meant(self, act: UnderWay) -> bool:
        """Whether what somebody does is what the line says."""
        return act.rule == self.beat.rule.id and all(act.roles[name] == who for name, who in self.beat.roles.items())

    def _stop(self, doer: int, act: UnderWay) -> None:
        """Breaks off what somebody does."""
        stage, played = self.stage, self.played
        self._begins_anew()
        played.writes = writes(self.beat.rule, act.roles, self.machine)
        self.machine.kernel.interrupt(doer, 0)
        events = stage.live(self.machine.now, self.player.tables)
        played.events += events
        who = self.machine.ident(doer)
        own = next(event for event in events if event.status == "interrupted" and event.roles[0] == who)
        begun = stage.begun.pop(own.id, None)
        played.own, played.ending = (own.id,), begun.line if begun is not None else played.index
        self.happening.took_part(act.roles, self.machine.now)
        self.happening.verdict(True)

    # Ended

    def _begun(self) -> tuple[int, Begun | None]:
        """The latest thing begun, by the id of its end, that has these roles."""
        wanted = {name: self.machine.ident(who) for name, who in self.beat.roles.items()}
        for number, begun in reversed(self.stage.begun.items()):
            if begun.rule == self.beat.rule.id and all(begun.roles[name] == who for name, who in wanted.items()):
                return number, begun
        return 0, None

    def _never_begun(self) -> bool:
        """What was the end of something as the story is written does not become the whole of it without its begin."""
        if self.played.index not in self.player.plan.endings:
            return False
        self.played.reads = writes(self.beat.rule, self.beat.roles, self.machine)
        self._fails(lambda: self._finding("it has not been begun"))
        return True

    def _is_just_over(self, ended: Event) -> bool:
        return ended.time >= self.stage.opened - JUST

    def _ends(self, number: int, begun: Begun) -> bool:
        """Time goes on until it has ended."""
        stage, played = self.stage, self.played
        doer = self.machine.of_ident(begun.roles[self.beat.rule.roles[0].name])
        act = under_way(self.machine, doer) if doer else None
        if act is None or act.rule != begun.rule:  # who did it is no more
            del stage.begun[number]
            return self._never_begun()
        opens = self._opens_next(act.until)
        if not self.happening.patience or (opens < act.until and self._is_demanded):
            self._fails(lambda: self._too_long(act, opens))
            return True
        self._begins_anew()
        if self.said.outcome:
            names = [case.name for case in self.beat.rule.outcomes]
            self.machine.kernel.said_outcome[doer] = names.index(self.said.outcome)
            full = Directed(self.beat.rule.id, act.roles, act.amounts, self.said.outcome)
            played.findings += findings.unlikely(played, self.beat.rule, full, self.machine)
        if self.happening.goes_on():
            stage.busy = max(stage.busy, act.until)
            self.happening.verdict(True)
            return True
        played.events += stage.live(max(act.until, stage.busy), self.player.tables)
        stage.busy = 0
        ended = stage.begun[number].ended
        if ended is None:  # who did it came to be no more on the way
            self._fails(lambda: self._finding("it does not come to an end"))
            return True
        played.time = ended.time
        self._told(number, begun, ended)
        return True

    @property
    def _is_demanded(self) -> bool:
        return not self.player.plan.offered and self.played.index not in self.player.plan.imposed

    def _begins_anew(self) -> None:
        """What happens from here on is what later lines may find."""
        self.played.events += self.stage.taken(self.player.tables)
        self.stage.fresh = ()

    def _told(self, number: int, begun: Begun, ended: Event) -> None:
        """This line is the end that has taken place, if it ended so."""
        del self.stage.begun[number]
        self.played.own, self.played.ending = (ended.id,), begun.line
        roles = {name: self.machine.of_ident(ident) for name, ident in begun.roles.items()}
        self.happening.took_part({name: who for name, who in roles.items() if who}, self.machine.now)
        self.happening.judge_end(self.beat, roles, ended)

    def _other_amounts(self, begun: Begun) -> Iterator[str]:
        """Which amounts the line says otherwise than it was begun with."""
        words = Words(self.machine, self.beat.roles)
        for amount in self.beat.rule.amounts:
            said, own = self.said.amounts.get(amount.name), begun.amounts.get(amount.name)
            if said is not None and own is not None and not isclose(said, own, rel_tol=1e-9):
                line = self.player.script.lines[begun.line].span.line
                yield f"line {line} begins it with {amount.name} {words.plain(amount.high, own)}: say it there"

    def _opens_next(self, now: int) -> int:
        """The latest moment at which the next scene may open, as seen from `now`."""
        script, machine = self.player.script, self.machine
        for heading in script.headings[self.stage.scene + 1 : script.lines[-1].scene + 1]:
            if heading.text.strip():
                opening = read_heading(heading, self.player.places, machine.world.calendar, now, 0, Sink())
                if opening is not None and opening.time is not None:
                    return opening.time.latest
        return FOREVER

    # Findings

    def _fails(self, make: findings.Make) -> None:
        self.happening.tell(make)
        self.happening.verdict(False)

    def _finding(self, *notes: str) -> Diagnostic:
        played = self.played
        hint = findings.accept_hint("K203")
        return findings.made("K203", played.sentence, played.line.span, notes=notes, hint=hint)

    def _too_long(self, act: UnderWay, opens: int) -> Diagnostic:
        text = self.machine.world.calendar.text
        notes: tuple[str, ...] = (f"it is under way since {text(act.since)}, and will end at {text(act.until)}",)
        if opens < FOREVER:
            notes += (f"the next scene opens at {text(opens)}",)
        hint = "give the next scene a later time, or tell that it is broken off"
        return findings.made("K203", self.played.sentence, self.played.line.span, notes=notes, hint=hint)


def begin(happening: Happening, full: Directed, event: int, end: int) -> None:
    """Notes what a line has begun and leaves under way."""
    ident = happening.machine.ident
    roles: Mapping[str, int] = {name: ident(who) for name, who in full.roles.items()}
    happening.stage.begun[end] = Begun(happening.played.index, event, full.rule, roles, dict(full.amounts))
