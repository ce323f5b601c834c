"""From a line's sentence to a beat: something that happens, or a claim about what is so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.engine.api import View
from kizuna.engine.evaluate import members
from kizuna.engine.explain_words import Words
from kizuna.story.assertions import BeliefClaim, StateClaim
from kizuna.story.footprint import Footprint
from kizuna.story.mentions import Speaker, folded_names, has_value
from kizuna.story.misses import bracketed, no_part, nothing_called
from kizuna.story.script import Line
from kizuna.story.stage import Stage
from kizuna.world.model import Phrase, Rule, Slot, World
from kizuna.world.phrases import squeeze
from kizuna.world.sentences import PRONOUNS, Reading, Sentences, Who
from kizuna.world.sentences_forms import fold

_CLAUSES = {
    "believes": "believes that",
    "certain": "is certain that",
    "unknown": "does not know whether",
    "wonders": "wonders whether",
}


@dataclass(frozen=True, slots=True)
class RuleBeat:
    """A rule with the roles that the sentence names (handles). `key` is the phrase's: an outcome or a stage, or "".

    `amiss` are the attributes of roles, as (role, attribute key), of which the sentence names another value than they
    have at the present; `given` are all that it names, as (role, attribute key, value).
    """

    rule: Rule
    roles: dict[str, int]
    key: str
    phrase: Phrase
    details: tuple[tuple[str, str], ...] = ()
    amiss: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, str, Who], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Said:
    """A claim together with the phrase that it was made in; `amiss` as of a rule."""

    claim: StateClaim | BeliefClaim
    phrase: Phrase
    roles: dict[str, int] = field(default_factory=dict)
    amiss: tuple[tuple[str, str], ...] = ()


Beat = RuleBeat | Said


@dataclass(slots=True)
class Reader:
    """Reads the sentences of a story's lines. `absent` are names of those who have no part in it."""

    world: World
    absent: Mapping[str, str] = field(default_factory=dict)
    sentences: Sentences = field(init=False)
    names: Mapping[str, tuple[str, ...]] = field(init=False)
    _known_beats: dict[Line, Beat] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sentences = Sentences(self.world)
        self.names = folded_names(self.world)

    def read(self, line: Line, stage: Stage, sink: Sink) -> Beat | None:
        """What a line says; K204, K301, K302 or K307 and None if that cannot be told. The memory notes the mentions."""
        speaker = Speaker(stage.machine, stage.memory, self.names)
        known = self._known_beats.get(line)
        beats = [known] if known is not None else self._beats(line, speaker, stage.machine)
        if len(beats) > 1:
            notes = tuple(f"it can be read as: {self._apart(beat, stage.machine)}" for beat in beats[:4])
            sink.add(
                "K302",
                f"{shorten(line.sentence)!r} has more than one reading",
                line.span,
                notes=notes,
                hint="write names in full, or use a phrase that only one rule has",
            )
            return None
        if not beats:
            self._unread(line, speaker, sink)
            return None
        stage.memory.note(mentioned(beats[0]))
        if known is None and not _has_pronoun(line) and self._all_named(beats[0], stage.machine):
            self._known_beats[line] = beats[0]  # it reads the same whenever it is played again
        return beats[0]

    def _apart(self, beat: Beat, view: View) -> str:
        """A reading with who is who in it."""
        named = ", ".join(f"{name}: {view.label(who)}" for name, who in beat.roles.items() if who)
        rule = f"{beat.rule.name}; " if isinstance(beat, RuleBeat) else ""
        return f"{self.write(beat, view)} ({rule}{named})"

    def _all_named(self, beat: Beat, view: View) -> bool:
        """Whether a beat is about nobody and nothing that has come to be during the story, and names no values."""
        if any(isinstance(part, Slot) and part.attr for part in beat.phrase.parts):
            return False
        named = {view.handle(key) for key in self.world.entities}
        return named.issuperset(mentioned(beat)) and named.issuperset(beat.roles.values())

    def _beats(self, line: Line, speaker: Speaker, view: View) -> list[Beat]:
        found: list[Beat] = []
        for reading in self.sentences.read(line.sentence, speaker):
            beat = self._beat(reading, view)
            if beat is not None and beat not in found:
                found.append(beat)
        found = [beat for beat in found if not beat.amiss] or found
        if len(found) > 1 and _has_pronoun(line):
            found = _by_recency(found, speaker.memory.recent)
        return found

    def _beat(self, reading: Reading, view: View) -> Beat | None:
        roles = _handles(reading.roles)
        if reading.kind == "rule":
            rule = self.world.rules[reading.id]
            full = from_given(reading, rule, roles, view)
            if full is None:
                return None
            amiss = _amiss(reading, full, view)
            return RuleBeat(rule, full, reading.key, reading.phrase, reading.details, amiss, reading.given)
        amiss = _amiss(reading, roles, view)
        attr = self.world.attributes[reading.id]
        bearer = roles.get("from", roles.get("self", 0))
        claim = StateClaim(attr, bearer, roles.get("to", 0), reading.key, roles.get("value", 0))
        if reading.kind == "state":
            return Said(claim, reading.phrase, roles, amiss)
        holder, other = (int(who) if who is not None else 0 for who in (reading.holder, reading.other))
        return Said(BeliefClaim(holder, claim, reading.ask, other), reading.phrase, roles, amiss)

    def _unread(self, line: Line, speaker: Speaker, sink: Sink) -> None:
        unheld = self.sentences.unheld(line.sentence, speaker)
        misses = self.sentences.misses(line.sentence, speaker)
        if unheld:
            owner, _, name = unheld[0].partition(".")
            hint = f"declare it with `believed: yes` in {owner}"
            sink.add("K204", f"no beliefs are held about {name!r}", line.span, hint=hint)
            return
        if misses:
            miss = min(misses, key=lambda each: len(each.words))
            at = max(0, line.sentence.casefold().find(miss.words.casefold()))
            place = line.span.inner(at, len(miss.words))
            absent = self.absent.get(fold(miss.words))
            message, hint = no_part(absent) if absent else nothing_called(miss, speaker.view)
            hint = bracketed(miss, self.world) or hint
            sink.add("K307", message, place, notes=(f"in a sentence such as: {miss.form}",), hint=hint)
            return
        near = self.sentences.nearest(line.sentence)
        notes = tuple(f"a sentence that is known: {form}" for form in near)
        hint = "use one of these forms, or leave the list and write it as prose" if near else "write it as prose"
        sink.add("K301", f"{shorten(line.sentence)!r} is no sentence of this world", line.span, notes=notes, hint=hint)

    def missing(self, line: Line, stage: Stage) -> Footprint:
        """What an unread line may wait for: things of kinds that would have to be there."""
        speaker = Speaker(stage.machine, stage.memory, self.names)
        return Footprint(marks=frozenset(miss.kind for miss in self.sentences.misses(line.sentence, speaker)))

    def write(self, beat: Beat, view: View, then: Mapping[tuple[str, str], float | int] = MappingProxyType({})) -> str:
        """The beat in the world's own words, with names instead of pronouns; `then` are values of (role, attribute)
        that are not the present ones."""
        details = dict(beat.details) if isinstance(beat, RuleBeat) else {}
        words = Words(view, {})

        def fill(slot: Slot) -> str:
            who = beat.roles.get(slot.role, 0)
            if slot.attr:
                found = then.get((slot.role, slot.attr))
                return words.attribute(slot.attr, view.get(slot.attr, who) if found is None else found, who)
            if slot.role in beat.roles:
                return view.label(who)
            return details.get(slot.role) or (_key(beat) if slot.role == "value" else f"some {slot.role}")

        if isinstance(beat, Said) and isinstance(beat.claim, BeliefClaim):
            claim = beat.claim
            text = squeeze("".join(part if isinstance(part, str) else fill(part) for part in beat.phrase.parts))
            inner = f"{view.label(claim.other)} believes that {text}" if claim.other else text
            return f"{view.label(claim.holder)} {_CLAUSES[claim.ask]} {inner}"
        return self.sentences.write(beat.phrase, fill)


def _has_pronoun(line: Line) -> bool:
    words = (word.casefold() for word in line.sentence.split())
    return any(word in PRONOUNS or word in ("his", "their", "its") for word in words)


def _key(beat: Beat) -> str:
    if isinstance(beat, RuleBeat):
        return ""
    state = beat.claim.state if isinstance(beat.claim, BeliefClaim) else beat.claim
    return state.key


def _handles(roles: Mapping[str, Who]) -> dict[str, int]:
    return {name: int(who) for name, who in roles.items()}


def from_given(reading: Reading, rule: Rule, roles: dict[str, int], view: View) -> dict[str, int] | None:
    """The roles with those that the sentence only describes (`her blue note`); None if there is no such thing."""
    full = dict(roles)
    for name in dict.fromkeys(role for role, _, _ in reading.given):
        if name in full:
            continue
        own = [(attr, value) for role, attr, value in reading.given if role == name]
        role = next(role for role in rule.roles if role.name == name)
        try:
            found = members(role.domain, full, view) if role.domain is not None else view.members(role.kind)
        except KeyError:
            found = view.members(role.kind)
        fitting = [member for member in found if _has_all(member, own, view)]
        if not fitting:
            return None
        full[name] = fitting[0]
    return full


def _amiss(reading: Reading, roles: Mapping[str, int], view: View) -> tuple[tuple[str, str], ...]:
    """The attributes of which a sentence names another value than they have."""
    return tuple(
        (role, attr) for role, attr, value in reading.given if not _has_all(roles.get(role, 0), [(attr, value)], view)
    )


def _has_all(member: int, values: Sequence[tuple[str, Who]], view: View) -> bool:
    return bool(member) and all(has_value(member, attr, value, view) for attr, value in values)


def mentioned(beat: Beat) -> list[int]:
    """Those whom a beat names, its subject first."""
    first = [beat.claim.holder] if isinstance(beat, Said) and isinstance(beat.claim, BeliefClaim) else []
    order = [part.role for part in beat.phrase.parts if isinstance(part, Slot)]
    named = [beat.roles[role] for role in order if role in beat.roles]
    return [who for who in dict.fromkeys((*first, *named)) if who]


def _by_recency(beats: list[Beat], recent: Sequence[int]) -> list[Beat]:
    """Of readings that differ in whom a pronoun means: not the subject again, then the one mentioned last."""
    apart = [beat for beat in beats if len(set(beat.roles.values())) == len(beat.roles)] or beats
    shape = {(type(beat), getattr(beat, "rule", None) and beat.phrase.text) for beat in apart}
    if len(shape) > 1:
        return apart
    rank = {who: number for number, who in enumerate(reversed(recent))}
    return [min(apart, key=lambda beat: sum(rank.get(who, 0) for who in beat.roles.values()))]
