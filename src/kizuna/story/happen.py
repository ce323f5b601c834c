"""One beat on the stage: a happening with its roles, travellers, open things and end, or a claim that is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from kizuna.chronicle.event import Event
from kizuna.diagnostics import Sink
from kizuna.engine.api import Directed, Refusal
from kizuna.engine.evaluate import Env, Read, evaluate, members
from kizuna.engine.luck import fold_id
from kizuna.story import findings
from kizuna.story.assertions import Answer, BeliefClaim, as_it_is, judge, make_so, read_by
from kizuna.story.beats import Beat, RuleBeat, Said, mentioned
from kizuna.story.because import Past
from kizuna.story.details import details_of
from kizuna.story.ending import Ending, begin
from kizuna.story.footprint import Cell, Footprint, reads, reads_set, writes
from kizuna.story.journeys import journey_rules, set_out, wanted
from kizuna.story.mentions import is_there
from kizuna.story.played import FAILS, FINE, Played
from kizuna.story.stage import Stage, place_attr
from kizuna.story.then import amiss_then, as_it_was, values_then
from kizuna.story.unsaid import fill, left_open
from kizuna.world.model import Role

if TYPE_CHECKING:
    from kizuna.story.player import Player

PATIENCE = 600_000
"""How long (ms) something that happens by itself is waited for."""
ENDINGS = ("begins", "interrupted", "fails")
"""What a phrase may say of an action besides that it is done, or with which outcome."""


class Happening:
    """Plays one line that has been reached on a stage, into its record."""

    def __init__(
        self, player: Player, stage: Stage, played: Played, before: Sequence[Played], patience: int = PATIENCE
    ) -> None:
        self.player, self.stage, self.played, self.before = player, stage, played, before
        self.machine = stage.machine
        self.patience = patience
        self.later = stage.machine
        self.past = Past((*before, played) if played.settings else before, self.machine)
        self.idents: dict[str, int] = {}

    def play(self) -> None:
        """Reads the line and plays it."""
        sink = Sink()
        beat = self.player.reader.read(self.played.line, self.stage, sink)
        self.played.findings += sink.found
        if beat is None:
            self.played.reads = self.player.reader.missing(self.played.line, self.stage)
            return
        self.played.sentence = self.player.reader.write(beat, self.machine)
        gone = next((who for who in mentioned(beat) if not is_there(who, self.machine)), 0)
        by_itself = isinstance(beat, RuleBeat) and beat.rule.sort == "trigger"
        if gone and not by_itself:
            self._is_no_more(gone)
        elif beat.amiss and not by_itself and not self._imposed:
            self._is_amiss(beat)
        elif isinstance(beat, Said):
            self._claim(beat)
        else:
            self._happen(beat, gone)

    def _is_no_more(self, gone: int) -> None:
        kind = self.machine.world.entities[self.machine.keys[gone]].kind
        self.played.reads = Footprint(marks=frozenset({kind}))
        self.tell(lambda: findings.is_no_more(self.played, gone, self.past))
        self.verdict(False)

    def _is_amiss(self, beat: Beat) -> None:
        """The line names values that are not so."""
        role, attr = beat.amiss[0]
        code = "K203" if isinstance(beat, RuleBeat) else "K303"
        self._names_another(beat, beat.amiss, as_it_is(attr, beat.roles[role], self.machine), code)

    def _names_another(self, beat: Beat, amiss: Iterable[tuple[str, str]], answer: Answer, code: str) -> None:
        self.played.sentence = self.played.line.sentence
        self.played.reads = Footprint(frozenset(Cell(attr, beat.roles[role]) for role, attr in amiss))
        self.tell(lambda: findings.not_so(self.played, answer, self.past, code))
        self.verdict(False)

    def _happen(self, beat: RuleBeat, gone: int) -> None:
        """Plays what happens; of the one who is `gone` only what happened when he came to be no more."""
        mark = self.played.line.mark
        if mark is not None:
            self.played.findings.append(findings.set_in_vain(mark, "only a state or a belief can be set by hand"))
        self.played.sort = beat.rule.sort
        self.played.writes = writes(beat.rule, beat.roles, self.machine)
        if beat.rule.sort == "action":
            self._act(beat)
        else:
            self._await(beat, gone)

    def _claim(self, said: Said) -> None:
        self.played.sort = "belief" if isinstance(said.claim, BeliefClaim) else "state"
        answer = judge(said.claim, self.machine)
        self.played.reads = read_by(said.claim)
        mark = self.played.line.mark
        if mark is not None:
            if answer.holds:
                self.played.findings.append(findings.set_in_vain(mark, "this is set by hand, but is so anyway"))
            else:
                make_so(said.claim, self.machine)
                self.played.by_hand = said.claim
        self.verdict(answer.holds or mark is not None)
        if not answer.holds and mark is None:
            self.tell(lambda: findings.not_so(self.played, answer, self.past))
            if self._imposed:
                make_so(said.claim, self.machine)

    def tell(self, make: findings.Make) -> None:
        """Adds a finding, unless nobody wants to hear of any."""
        if not self.player.quiet:
            self.played.findings.append(make())

    def is_possible(self) -> bool:
        """Whether the line could be played at this moment; may move the stage."""
        self.play()
        return self.played.verdict == FINE

    @property
    def _imposed(self) -> bool:
        """Whether the line happens whether it can or not."""
        return self.played.index in self.player.plan.imposed

    def verdict(self, holds: bool) -> None:
        """Whether the line holds."""
        self.played.verdict = FINE if holds else FAILS

    # Actions

    def _act(self, beat: RuleBeat) -> None:
        said = details_of(beat, self.played.line, self.machine, self.player.scope, self.played.findings)
        if said is not None and Ending(self, beat, said).play():
            return
        roles = self._roles(beat) if said is not None and self._brought(beat, said.roles) else None
        if said is None or roles is None:
            self.took_part(beat.roles, self.machine.now)
            self.verdict(False)
            return
        said.roles = roles
        opens = left_open(beat.rule, said, self.played.index, self.machine)
        self.played.opens = opens
        self.played.writes = writes(beat.rule, roles, self.machine)
        full = fill(said, beat.rule, opens, self.player.plan.choices)
        if beat.key and beat.key not in ENDINGS:
            self.played.findings += findings.unlikely(self.played, beat.rule, full, self.machine)
        self._perform(beat, full)

    def _perform(self, beat: RuleBeat, full: Directed) -> None:
        stage, machine, played = self.stage, self.machine, self.played
        doer = full.roles[beat.rule.roles[0].name]
        played.events += stage.taken(self.player.tables)
        stage.fresh = ()
        played.time = machine.now
        began = machine.start(full)
        ends = stage.ends(doer)
        played.own = (began, fold_id(began, 1))
        self.took_part(full.roles, ends)
        if beat.key == "begins":
            begin(self, full, began, played.own[machine.doing(doer) == beat.rule.id])
        if beat.key == "begins" or self.goes_on():
            stage.busy = max(stage.busy, ends if beat.key != "begins" else 0)
            played.events += stage.live(machine.now, self.player.tables)
            self.verdict(True)
            return
        played.events += stage.live(max(ends, stage.busy), self.player.tables)
        stage.busy = 0
        self._ending(beat, full)

    def took_part(self, roles: Mapping[str, int], ends: int) -> None:
        """From here on those in the roles are free again."""
        for who in roles.values():
            self.stage.last[who] = (self.played.index, ends)

    def goes_on(self) -> bool:
        """Whether the next line begins together with this one."""
        lines, index = self.player.script.lines, self.played.index
        return index + 1 < len(lines) and lines[index + 1].meanwhile

    def _ending(self, beat: RuleBeat, full: Directed) -> None:
        """Whether it ended as the sentence says: done, with its outcome, broken off, or failed."""
        ends = {event.id: event for event in self.played.events}
        last = next((ends[own] for own in reversed(self.played.own) if own in ends), None)
        self.judge_end(beat, full.roles, last)

    def judge_end(self, beat: RuleBeat, roles: Mapping[str, int], last: Event | None) -> None:
        """Whether an end is as the sentence says."""
        how = last.status if last is not None else "begins"
        expected = beat.key if beat.key in ENDINGS else "done"
        self.verdict(how == expected)
        if how == expected:
            self._turned_out(beat, last)
            return
        if last is not None and how == "fails":
            rule = beat.rule
            amounts = dict(zip((amount.name for amount in rule.amounts), last.amounts, strict=False))
            env: Env = {**roles, **amounts}
            lacking = next((item for item in rule.works_if if not evaluate(item.expr, env, self.machine)), None)
            failed = Refusal(lacking, "works if", dict(roles)) if lacking is not None else None
            self.tell(lambda: findings.does_not_work(self.played, failed, env, self.past))
            self._read(failed, rule.roles, roles, amounts)
        else:
            self.tell(lambda: findings.ends_otherwise(self.played, how, expected, last, self.past))

    def _turned_out(self, beat: RuleBeat, last: Event | None) -> None:
        """What is done has the outcome that the sentence says."""
        names = [case.name for case in beat.rule.outcomes]
        if last is not None and beat.key in names and last.outcome != names.index(beat.key):
            self.tell(lambda: findings.other_outcome(self.played, beat, last, self.past, "K203"))
            self.verdict(False)

    def _roles(self, beat: RuleBeat) -> dict[str, int] | None:
        """All roles, or None after a finding."""
        machine, rule = self.machine, beat.rule
        roles = dict(beat.roles)
        missing = [role for role in rule.roles if role.name not in roles]
        doer = roles.get(rule.roles[0].name, 0)
        if self.played.line.meanwhile and doer and machine.doing(doer):
            self.tell(lambda: findings.busy(self.played, doer, self.stage.ends(doer), machine))
            return None
        if missing:
            bound = machine.bind(rule.id, roles)
            roles = bound if bound is not None else self._nearest(rule.roles, roles)
        refusal = machine.refusal(rule.id, roles) if len(roles) == len(rule.roles) else None
        if len(roles) == len(rule.roles) and self._imposed:
            return roles
        if refusal is not None and refusal.phase != "works if":
            self.tell(lambda: findings.refused(self.played, rule, refusal, self.past))
            self._read(refusal, rule.roles, roles)
            return None
        outside = self._outside(rule.roles, roles)
        if outside is not None:
            self.tell(lambda: findings.not_among(self.played, outside, roles, self.past))
            assert outside.domain is not None
            self.played.reads = reads_set(outside.domain, roles, machine)
            return None
        return roles

    def _outside(self, every: tuple[Role, ...], roles: Mapping[str, int]) -> Role | None:
        """The first role whose set is without the one who has it, or has nobody."""
        for role in every:
            if role.domain is not None:
                found = members(role.domain, roles, self.machine)
                if (roles[role.name] not in found) if role.name in roles else not found:
                    return role
            elif role.name not in roles:
                return role
        return None

    def _nearest(self, every: tuple[Role, ...], roles: dict[str, int]) -> dict[str, int]:
        """The missing roles filled with the first that their sets hold, as far as they hold anybody."""
        full = dict(roles)
        for role in every:
            if role.name not in full:
                found = (
                    members(role.domain, full, self.machine)
                    if role.domain is not None
                    else self.machine.members(role.kind)
                )
                if not found:
                    break
                full[role.name] = found[0]
        return full

    def _read(
        self, refusal: Refusal | None, every: tuple[Role, ...], roles: Mapping[str, int],
        amounts: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        if refusal is not None:
            seen = dict(roles)
            if refusal.phase == "able":
                seen["self"] = roles[every[0].name]
            self.played.reads = reads(refusal.requirement.expr, seen, self.machine)
            self.played.cause = (refusal.phase, refusal.requirement.name, *self._writers(refusal, {**seen, **amounts}))

    def _writers(self, refusal: Refusal, roles: Env) -> list[tuple[str, int, int]]:
        """What a failing requirement reads, and who wrote it last."""
        seen: list[Read] = []
        evaluate(refusal.requirement.expr, roles, self.machine, reads=seen)
        return sorted({(read.attr, read.bearer, read.writer) for read in seen})

    # Travellers

    def _brought(self, beat: RuleBeat, roles: Mapping[str, int]) -> bool:
        """Brings those who have to be at the scene's place; False after a finding."""
        first = beat.rule.roles[0].name if beat.rule.roles else ""
        others = [name for name in roles if name != first]
        for name in [first, *others]:
            if name not in roles or not wanted(beat.rule, name, roles[name], self.stage):
                continue
            if name != first and not self._stands_in_the_way(beat, roles):
                continue
            if not self._bring(roles[name]):
                return False
        return True

    def _stands_in_the_way(self, beat: RuleBeat, roles: Mapping[str, int]) -> bool:
        """Whether the beat is not possible as people stand now."""
        full = self._nearest(beat.rule.roles, dict(roles))
        if len(full) < len(beat.rule.roles) or self._outside(beat.rule.roles, full) is not None:
            return True
        return self.machine.refusal(beat.rule.id, full) is not None

    def _bring(self, who: int) -> bool:
        """Somebody comes to the scene's place, by the journey he is on or by one begun now, if the scene can wait."""
        stage, machine = self.stage, self.machine
        until = max(machine.now, stage.latest)
        rule = machine.world.rules.get(machine.doing(who))
        on_the_way = rule is not None and rule.journey is not None
        if (on_the_way and stage.ends(who) <= until) or set_out(stage, who, stage.place, until):
            self.played.events += stage.live(stage.ends(who), self.player.tables)
            if stage.is_at(who, stage.place):
                return True
        since = stage.last.get(who, (-1, 0))[1]
        self.played.late = who
        self.played.reads = self._hindered(who)
        self.tell(lambda: findings.too_late(self.played, who, stage, since, until))
        return False

    def _hindered(self, who: int) -> Footprint:
        """What keeps somebody from setting out."""
        machine = self.machine
        total = Footprint(frozenset({Cell(place_attr(machine.kind_of(who), machine.world), who)}))
        for rule in journey_rules(machine.world, machine.kind_of(who)):
            roles = {rule.roles[0].name: who}
            able = machine.world.kinds[rule.roles[0].kind].decides
            if able is not None and able.able is not None:
                total |= reads(able.able, {**roles, "self": who}, machine)
        return total

    # What happens by itself

    def _await(self, beat: RuleBeat, gone: int) -> None:
        """Looks for the trigger's event since the last happening began, or lets a little time run on."""
        self.played.events += self.stage.taken(self.player.tables)
        # What happens may end those whom it happens to, so that their names say nothing any more.
        self.idents = {name: self.machine.ident(who) for name, who in beat.roles.items()}
        event = self._found(beat, self.stage.fresh)
        if event is None and gone:
            self._is_no_more(gone)
            return
        if event is None and self.patience:
            event = self._waited(beat)
        if event is None and self._imposed:
            roles = self._nearest(beat.rule.roles, beat.roles)
            if len(roles) == len(beat.rule.roles):
                self.machine.start(Directed(beat.rule.id, roles))
                self.played.events += self.stage.live(self.machine.now, self.player.tables)
        if event is None:
            refusal = findings.lacking(beat, self.machine, self.later)
            self.tell(lambda: findings.not_by_itself(self.played, beat, refusal, self.past))
            if refusal is not None:
                self._read(refusal, beat.rule.roles, refusal.roles)
            elif beat.rule.on:
                self.played.reads = Footprint(marks=frozenset({beat.rule.on}))
            self.verdict(False)
            return
        self.played.own = (event.id,)
        then = values_then(beat, event, self.stage.fresh, self.machine)
        amiss = [] if self._imposed else amiss_then(beat, then, self.machine)
        if amiss:
            role, attr = amiss[0]
            known = [*(each for played in self.before for each in played.events), *self.played.events]
            earlier = [each for each in known if each.number < event.number]
            answer = as_it_was(attr, beat.roles[role], then[role, attr], earlier, self.machine)
            self._names_another(beat, amiss, answer, "K311")
            return
        if then:
            self.played.sentence = self.player.reader.write(beat, self.machine, then)
        said = beat.key and beat.key not in ENDINGS
        names = [case.name for case in beat.rule.outcomes]
        if said and (event.outcome < 0 or names[event.outcome] != beat.key):
            self.tell(lambda: findings.other_outcome(self.played, beat, event, self.past))
            self.verdict(False)
            return
        if said:
            self.played.findings += findings.hardly(self.played, beat.key, self.stage.share_of(self.played.index))
        self.verdict(True)

    def _found(self, beat: RuleBeat, events: Sequence[Event]) -> Event | None:
        """The first event of the trigger with these roles that no earlier line has claimed, and that turned out and met
        the values as the line says, if there is one."""
        claimed = {own for played in self.before for own in played.own}
        names = [role.name for role in beat.rule.roles]
        found = [
            event
            for event in events
            if event.rule == beat.rule.id
            and event.id not in claimed
            and all(event.roles[names.index(name)] == ident for name, ident in self.idents.items())
        ]
        outcomes = [case.name for case in beat.rule.outcomes]
        likely = [event for event in found if event.outcome >= 0 and outcomes[event.outcome] == beat.key] or found
        if len(likely) > 1:
            likely = [event for event in likely if not self._is_amiss_at(beat, event)] or likely
        return next(iter(likely), None)

    def _is_amiss_at(self, beat: RuleBeat, event: Event) -> bool:
        """Whether the line names another value than was met by an event that has taken place."""
        return bool(amiss_then(beat, values_then(beat, event, self.stage.fresh, self.machine), self.machine))

    def _waited(self, beat: RuleBeat) -> Event | None:
        """The event if it comes within the time that is waited; else the stage stays as it was."""
        end = self.machine.now + self.patience
        probe = self.stage.copy()
        self.later = probe.machine
        while probe.machine.now < end:
            probe.machine.live(end, 1)
            event = self._found(beat, probe.taken(self.player.tables))
            if event is not None:
                self.played.events += self.stage.live(event.time, self.player.tables)
                return self._found(beat, self.stage.fresh)
        return None
