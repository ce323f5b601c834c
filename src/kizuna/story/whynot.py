"""`why-not`: what keeps something from happening at a moment, who brought that about, and when it will be possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from kizuna.chronicle.ids import short_id
from kizuna.chronicle.phrasing import teller_of
from kizuna.chronicle.run import Run
from kizuna.chronicle.telling import Teller
from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.engine.api import Refusal
from kizuna.engine.evaluate import members
from kizuna.engine.explain import Explanation, Fact, explain
from kizuna.engine.explain_words import Words
from kizuna.engine.happenings import CascadeError
from kizuna.engine.machine import Machine
from kizuna.lang.ast import Everyone, Expr, Literal
from kizuna.lang.types import BOOL
from kizuna.world.model import Role, Rule
from kizuna.world.sentences import Miss, Reading, Sentences, Who

HORIZON = 60 * 86_400_000
"""How far ahead (ms) it is looked whether a requirement comes to hold."""
_MOST_BINDINGS = 300
_SHOWN = 5
_NOTHING = Literal(0, BOOL)

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Past:
    """What brought a value about: the value, its change in words, and the event (a line, its id) that wrote it."""

    what: str
    value: str
    change: str
    event: str
    ident: int


@dataclass(frozen=True, slots=True)
class WhyNot:
    """An answer. `explanation` is None if nothing stands in the way; `holds` says when the requirement will hold."""

    sentence: str
    rule: str
    date: str
    roles: dict[str, str]
    explanation: Explanation | None
    past: tuple[Past, ...] = ()
    holds: str = ""
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """The answer for people."""
        who = ", ".join(f"{role} {name}" for role, name in self.roles.items())
        if self.explanation is None:
            lines = [f"{self.date}  it can happen: {self.sentence}", f"      {who}"]
        else:
            phase = f"{self.explanation.phase}: " if self.explanation.phase not in ("", "requires", "able") else ""
            lines = [f"{self.date}  it cannot happen: {self.sentence}", f"      {who}"]
            lines += [f"      {phase}{self.explanation.name}: {self.explanation.text}"] if self.explanation.name else []
            lines += [f"        {line}" for line in self.explanation.lines]
        for past in self.past:
            lines += [f"      {past.change or f'{past.what}: {past.value}'}", f"        {past.event}"]
        lines += [f"      {line}" for line in (self.holds, *self.notes) if line]
        return "\n".join(line for line in lines if line.strip())

    def json(self) -> Json:
        """The answer for programs."""
        found: Json = {
            "sentence": self.sentence, "rule": self.rule, "date": self.date, "roles": self.roles,
            "possible": self.explanation is None, "holds": self.holds, "notes": list(self.notes),
            "past": [
                {"what": p.what, "value": p.value, "change": p.change, "event": short_id(p.ident), "line": p.event}
                for p in self.past
            ],
        }
        if self.explanation is not None:
            found["requirement"] = {
                "name": self.explanation.name, "phase": self.explanation.phase, "text": self.explanation.text,
                "lines": list(self.explanation.lines),
            }
        return found


def why_not(run: Run, sentence: str, at: int, sink: Sink, horizon: int = HORIZON) -> WhyNot | None:
    """Why what `sentence` says does not happen at the moment `at` (ms) of a run.

    None with K301 or K302 (the sentence), K307 (a name), K605 (the moment), or what keeps the run from being replayed.
    """
    world = run.world(sink)
    if world is None:
        return None
    sentences = Sentences(world)
    if not sentences.read(sentence, Anybody()):     # said before a long run is lived again
        _unknown(sentence, sentences, (), sink)
        return None
    machine = run.machine_at(at, sink)
    if machine is None:
        return None
    machine.autonomy = False
    reading = _read(sentence, sentences, machine, sink)
    if reading is None:
        return None
    return _Answer(run, machine, sentence, teller_of(run, sink), horizon).to(reading, sink)


class Anybody:
    """Takes any words for a name: what can be read so is a sentence of the world, whoever is meant."""

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        """As of `Mentions`."""
        return (words,)

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        """As of `Mentions`; what kinds call their members is among any words already."""
        return ()


class Callers:
    """Who is meant by words, at one moment of a run: names, keys, aliases, and made things as they are called now."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self._named: dict[str, list[int]] = {}
        for key, entity in machine.world.entities.items():
            for name in dict.fromkeys((key, entity.name, *entity.aliases)):
                self._named.setdefault(name.casefold(), []).append(machine.handle(key))

    def resolve(self, words: str, kind: str) -> Sequence[Who]:
        """Members of a kind ("" any) that are called this, with or without an article."""
        plain = words.strip().casefold()
        for form in dict.fromkeys((plain, plain.removeprefix("the "), plain.removeprefix("a "))):
            found = [who for who in self._named.get(form, ()) if not kind or self.machine.kind_of(who) == kind]
            if found:
                return found
        return [who for who in self._unnamed(kind) if self.machine.label(who).casefold() == plain]

    def find(self, kind: str, values: Sequence[tuple[str, Who]]) -> Sequence[Who]:
        """Members of a kind with these values."""
        return [
            who for who in self.machine.members(kind)
            if all(self.machine.get(attr, who) == value for attr, value in values)
        ]

    def _unnamed(self, kind: str) -> Iterator[int]:
        for name in [kind] if kind else self.machine.world.kinds:
            yield from (who for who in self.machine.members(name) if who not in self.machine.keys)


def _read(sentence: str, sentences: Sentences, machine: Machine, sink: Sink) -> Reading | None:
    """The one reading of a sentence as something that happens."""
    names = Callers(machine)
    readings = sentences.read(sentence, names)
    rules = [reading for reading in readings if reading.kind == "rule"]
    if len(rules) == 1:
        return rules[0]
    if rules:
        sink.add(
            "K302", f"{shorten(sentence)!r} has {len(rules)} readings", hint="say it so that only one is meant",
            notes=tuple(_spelled(reading, machine) for reading in rules[:_SHOWN]),
        )
    elif readings:
        hint = "ask for something that happens; a state is asked for by what would bring it about"
        sink.add("K301", f"{shorten(sentence)!r} says what is so, not what happens", hint=hint)
    else:
        misses = sentences.misses(sentence, names)
        _unknown(sentence, sentences, misses[:_SHOWN], sink)
    return None


def _unknown(sentence: str, sentences: Sentences, misses: Sequence[Miss], sink: Sink) -> None:
    forms = sentences.nearest(sentence)
    sink.add(
        "K301", f"no phrase of this world reads {shorten(sentence)!r}",
        notes=tuple(f"nobody here is called {shorten(miss.words)!r} (a {miss.kind})" for miss in misses),
        hint=f"sentences like it: {' · '.join(forms)}" if forms else "",
    )


def _spelled(reading: Reading, machine: Machine) -> str:
    who = ", ".join(f"{role} {machine.label(_int(value))}" for role, value in reading.roles.items())
    return f"{reading.id}: {who}"


def _int(who: Who) -> int:
    return who if isinstance(who, int) else 0


@dataclass(slots=True)
class _Answer:
    """Finds the answer for one reading."""

    run: Run
    machine: Machine
    sentence: str
    teller: Teller
    horizon: int
    notes: list[str] = field(default_factory=list)

    def to(self, reading: Reading, sink: Sink) -> WhyNot | None:
        """The answer, with the roles that the sentence leaves open filled in."""
        machine, rule = self.machine, self.machine.world.rules[reading.id]
        roles = self._reflexive(rule, reading)
        if rule.on:
            self.notes.append(f"it follows on {rule.on.partition('/')[2]!r} only")
        if rule.every is not None:
            self.notes.append("it comes at set times only")
        options = self._options(rule, reading, roles)
        for role in rule.roles:
            if not options.get(role.name, [0]):
                return self._misplaced(rule, roles, role, "there is none such")
            if role.name in roles and not self._among(role, roles):
                return self._misplaced(rule, roles, role, f"{machine.label(roles[role.name])} is not among them")
        choices = list(islice(product(*options.values()), _MOST_BINDINGS))
        bindings = [{**roles, **dict(zip(options, choice, strict=True))} for choice in choices]
        best: tuple[int, Refusal | None, dict[str, int]] | None = None
        for binding in bindings:
            refusal = machine.refusal(rule.id, binding)
            depth = self._depth(rule, refusal)
            if best is None or depth > best[0]:
                best = depth, refusal, binding
            if refusal is None:
                break
        assert best is not None
        if len(bindings) > 1 and best[1] is not None:
            self.notes.append(f"nor with any other of {len(bindings)} choices of {', '.join(options)}")
        return self._told(rule, best[1], best[2])

    def _reflexive(self, rule: Rule, reading: Reading) -> dict[str, int]:
        """The roles as handles; `himself` and the like is the first role."""
        first = _int(reading.roles.get(rule.roles[0].name, 0)) if rule.roles else 0
        return {name: who if isinstance(who, int) else first for name, who in reading.roles.items()}

    def _options(self, rule: Rule, reading: Reading, roles: dict[str, int]) -> dict[str, list[int]]:
        """Who may fill the roles that are open, by role; a set is looked for with the roles that are known."""
        options: dict[str, list[int]] = {}
        for role in rule.roles:
            if role.name in roles:
                continue
            try:
                found = members(role.domain or Everyone(role.kind), roles, self.machine)
            except KeyError:        # the set hangs on another open role
                found = self.machine.members(role.kind)
            given = [(attr, value) for name, attr, value in reading.given if name == role.name]
            options[role.name] = [
                who for who in found if self.machine.kind_of(who) == role.kind
                and all(self.machine.get(attr, who) == value for attr, value in given)
            ]
        return options

    def _depth(self, rule: Rule, refusal: Refusal | None) -> int:
        """How far a binding comes: the more requirements hold before one fails, the nearer it is."""
        if refusal is None:
            return 1 << 20
        listed = [requirement.name for requirement in (*rule.requires, *rule.works_if)]
        return listed.index(refusal.requirement.name) + 1 if refusal.requirement.name in listed else 0

    def _among(self, role: Role, roles: dict[str, int]) -> bool:
        """Whether somebody is in the set that his role is looked for in, as far as that is known."""
        try:
            return role.domain is None or roles[role.name] in members(role.domain, roles, self.machine)
        except KeyError:
            return True

    def _misplaced(self, rule: Rule, roles: dict[str, int], role: Role, line: str) -> WhyNot:
        domain, words = role.domain or Everyone(role.kind), Words(self.machine, roles)
        explanation = Explanation(role.name, "roles", words.domain(domain), (line,), (), _NOTHING)
        return self._answer(rule, roles, explanation, (), "")

    def _told(self, rule: Rule, refusal: Refusal | None, roles: dict[str, int]) -> WhyNot:
        machine = self.machine
        if refusal is None:
            doer = roles[rule.roles[0].name] if rule.roles else 0
            if rule.sort == "action" and machine.doing(doer):
                self.notes.append(f"{machine.label(doer)} would break off {machine.doing(doer).partition('/')[2]!r}")
            return self._answer(rule, roles, None, (), "")
        env = {**roles, "self": roles[rule.roles[0].name]} if refusal.phase == "able" else roles
        explanation = explain(refusal, roles, machine)
        # What sets off a trigger may be undone by it at once, so only the missing part is waited for.
        wanted = explanation.part if rule.sort == "trigger" else refusal.requirement.expr
        past = tuple(found for fact in explanation.facts if (found := self._past(fact)) is not None)
        return self._answer(rule, roles, explanation, past, self._holds(wanted, env))

    def _holds(self, wanted: Expr, roles: dict[str, int]) -> str:
        days = self.horizon // 86_400_000
        try:
            when = self.machine.would(wanted, roles, self.machine.now + self.horizon)
        except CascadeError:
            return ""
        if when is None:
            return f"does not come to hold within {days} days, if nobody does anything"
        return f"holds on {self.machine.world.calendar.text(when)}, if nobody does anything"

    def _past(self, fact: Fact) -> Past | None:
        """Who brought a value about, by the event that last wrote it."""
        event = self.run.find(fact.writer) if fact.writer else None
        if event is None:
            return None
        bearer = self.machine.ident(fact.read.bearer)
        change = next((c for c in event.changes if c.attr == fact.read.attr and c.bearer == bearer), None)
        told = self.teller.change(change) if change is not None else ""
        return Past(fact.what, fact.value, told, self.teller.line(event), event.id)

    def _answer(
        self, rule: Rule, roles: dict[str, int], explanation: Explanation | None, past: tuple[Past, ...], holds: str
    ) -> WhyNot:
        machine = self.machine
        return WhyNot(
            self.sentence.strip(), rule.id, machine.world.calendar.text(machine.now),
            {name: machine.label(who) for name, who in roles.items()}, explanation, past, holds, tuple(self.notes),
        )
