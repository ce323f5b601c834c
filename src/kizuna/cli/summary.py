"""What happened to whom in a run, told from nothing but its chronicle: what is new, what changed for good."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import log
from typing import TYPE_CHECKING

from kizuna.cli.output import folded
from kizuna.cli.progress import grouped
from kizuna.diagnostics.payload import as_payload

if TYPE_CHECKING:
    from collections import Counter

    from kizuna.chronicle.event import Event
    from kizuna.chronicle.run import Run
    from kizuna.chronicle.tally import Tally
    from kizuna.chronicle.telling import Teller
    from kizuna.chronicle.turns import Turn
    from kizuna.diagnostics import Diagnostic

_PEOPLE, _EACH, _RULES, _NAMES = 6, 3, 8, 4
_SPATES = 5
_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in a page. Sentences are (time, sentence, id of the event); of turns see `_turns`, of spates `_spates`."""

    head: str
    counts: dict[str, int]
    made: dict[str, tuple[int, int]]
    turns: tuple[tuple[str, tuple[str, ...], str], ...]
    people: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    rare: tuple[tuple[int, str, str, str], ...]
    spates: tuple[tuple[int, str, str, int, str], ...]
    tail: str
    faults: tuple[Diagnostic, ...] = ()

    def lines(self) -> list[str]:
        """The page, at most 100 columns where names are not longer."""
        found = self.head.splitlines()
        if self.made:
            found += ["", "New: " + ", ".join(_made(kind, *counts) for kind, counts in self.made.items())]
        if self.turns:
            found += ["", "Changed for good"]
            found += [_turned(*turn) for turn in self.turns]
        if self.people:
            found += ["", "What happened to whom"]
            for name, events in self.people:
                found.append(f"  {name}")
                found += [f"    {time}  {sentence}  [{ident}]" for time, sentence, ident in events]
        if self.rare:
            wide = max(3, *(len(grouped(count)) for count, *_ in self.rare))
            found += ["", "Seldom"]
            found += [f"  {grouped(n):>{wide}} ×  {sentence}  [{ident}]" for n, _, sentence, ident in self.rare]
        if self.spates:
            found += ["", "Over and over"]
            found += [
                f"  {grouped(most)} times a week  {rule}: {who}, in {weeks} week{'s' * (weeks > 1)} from {since}"
                for most, rule, who, weeks, since in self.spates[:_SPATES]
            ]
            found += [f"  and {len(self.spates) - _SPATES} more"] if len(self.spates) > _SPATES else []
        often = ", ".join(f"{rule} {grouped(self.counts[rule])}" for rule in self._common())
        found += ["", f"Often: {often}" if often else "Nothing happened.", "", self.tail]
        return [part for line in found for part in folded(line)]

    def _common(self) -> list[str]:
        """The rules that come most often, without those that come seldom."""
        seldom = {rule for _, rule, _, _ in self.rare}
        return [rule for rule in self.counts if rule not in seldom][:_RULES]

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "summary": self.head,
            "rules": self.counts,
            "made": {kind: {"made": made, "gone": gone} for kind, (made, gone) in self.made.items()},
            "changed": {what: list(names) for what, names, _ in self.turns},
            "people": {
                name: [{"time": time, "sentence": sentence, "event": ident} for time, sentence, ident in events]
                for name, events in self.people
            },
            "rare": [{"count": n, "rule": r, "sentence": s, "event": ident} for n, r, s, ident in self.rare],
            "over and over": [
                {"rule": rule, "who": who, "most in a week": most, "weeks": weeks, "from": since}
                for most, rule, who, weeks, since in self.spates
            ],
            "findings": [as_payload(fault) for fault in self.faults],
        }


def summarise(run: Run, teller: Teller) -> Summary:
    """Read a run once and say what stands out. Damage goes to the sink that the run was opened with."""
    from kizuna.chronicle.measures import agents_of
    from kizuna.chronicle.tally import tally

    agents = agents_of(run)
    return _Page(run, teller, tally(run, agents), agents).summary()


class _Page:
    """Puts a tally into words."""

    def __init__(self, run: Run, teller: Teller, tally: Tally, agents: frozenset[int]) -> None:
        self.run, self.teller, self.tally, self.agents = run, teller, tally, agents
        self.total = max(1, sum(tally.rules.values()))
        self.told: set[int] = set()
        """Numbers of the events that the page has so far."""

    def summary(self) -> Summary:
        run, manifest = self.run, self.run.manifest
        calendar = run.names.calendar
        days = run.last_time / calendar.day
        people = tuple(self._people())
        pace = ""
        if days >= 1:       # what a part of a day comes to says nothing of a year
            each = run.count / max(1, len(self.agents)) / days * calendar.year_days
            pace = f", {grouped(round(each))} events a year for each"
        return Summary(
            head=(
                f"{calendar.text(0)} to {calendar.text(run.last_time)}\n{grouped(run.count)} events, "
                f"{grouped(len(self.agents))} people{pace}"
            ),
            counts={self._rule(rule): count for rule, count in self.tally.rules.most_common()},
            made={kind: (count, self.tally.ended[kind]) for kind, count in self.tally.made.most_common()},
            turns=tuple(self._turns()), people=people, rare=tuple(self._rare()),
            spates=tuple(self._spates()),
            tail=f"seed {manifest.seed}, stream {manifest.stream[:16]}, in {run.folder}",
            faults=self._faults(),
        )

    def _faults(self) -> tuple[Diagnostic, ...]:
        """What became wrong by the world's own rules of integrity."""
        from kizuna.chronicle.ids import SHOWN, short_id
        from kizuna.chronicle.integrity import findings
        from kizuna.diagnostics import Sink

        world = self.run.world(Sink()) if self.tally.faults.found else None
        if world is None:
            return ()

        def told(event: Event) -> str:
            return f"{self.teller.sentence(event)}  [{short_id(event.id)[:SHOWN]}]"

        return tuple(islice(findings(self.tally.faults, world, self.run.names.label, told), _FAULTS))

    def _rule(self, rule: str) -> str:
        row = self.run.names.rules.get(rule)
        return row.name if row is not None else rule

    def _turns(self) -> list[tuple[str, tuple[str, ...], str]]:
        """Flags and choices of people that are otherwise at the end than at the beginning: what, whose, and how the
        world says of the first of these what he is now, "" if it does not."""
        from kizuna.chronicle.measures import SETTLED, turn_name

        found: dict[str, list[Turn]] = {}
        for turn in self.tally.turns.for_good(SETTLED):
            found.setdefault(turn_name(self.run, turn), []).append(turn)
        lists = sorted(found.items(), key=lambda one: (len(one[1]), one[0]))[:_RULES]
        return [self._turn(what, turns) for what, turns in lists]

    def _turn(self, what: str, turns: list[Turn]) -> tuple[str, tuple[str, ...], str]:
        from kizuna.chronicle.change_codec import named

        named_turns = sorted(((self._whose(turn), turn) for turn in turns), key=lambda one: one[0])
        first = named_turns[0][1]
        attr = named(self.run.tables.attributes, first.attr)
        said = self.teller.state(attr, first.bearer, first.other, first.new)
        row = self.run.names.attributes.get(attr)
        if said and row is not None and row.form != "flag":
            said += f" (before: {self.run.names.value(attr, first.old, 'int')})"
        return what, tuple(whose for whose, _ in named_turns), said

    def _whose(self, turn: Turn) -> str:
        names = self.run.names
        return names.label(turn.bearer) + (f" for {names.label(turn.other)}" if turn.other else "")

    def _people(self) -> list[tuple[str, tuple[tuple[str, str, str], ...]]]:
        """Those to whom the rarest things happened, with these."""
        counts = {word: self.tally.rules[self._key(word)] for word in self.tally.first.rules}
        weights = {word: -log(self.total / count) for word, count in counts.items() if count}
        ranked = [
            (weight, self.run.names.label(person), events)
            for weight, person, events in self.tally.first.rarest(weights, _EACH, _PEOPLE)
        ]
        ranked.sort(key=lambda one: one[:2])
        self.told.update(number for _, _, events in ranked[:_PEOPLE] for number in events)
        return [(name, tuple(told for n in best if (told := self._told(n)))) for _, name, best in ranked[:_PEOPLE]]

    def _key(self, word: int) -> str:
        """The key of the rule with a hash."""
        from kizuna.chronicle.change_codec import named

        return named(self.run.tables.rules, word)

    def _told(self, number: int) -> tuple[str, str, str] | None:
        """The moment, the sentence and the id of an event; None if it cannot be read."""
        from kizuna.chronicle.ids import SHOWN, short_id

        event = self.run.index.get(number)
        if event is None:
            return None
        return self.teller.when(event), self.teller.sentence(event), short_id(event.id)[:SHOWN]

    def _spates(self) -> list[tuple[int, str, str, int, str]]:
        """What came over and over: how often in the worst week, what, to whom, in how many weeks, and since when."""
        label, moment = self.run.names.label, self.run.names.calendar.text
        return [
            (one.most, self._rule(self._key(one.rule)), label(one.who), one.weeks, moment(one.since))
            for one in self.tally.spates
        ]

    def _rare(self) -> list[tuple[int, str, str, str]]:
        """The rarest things, an event of each rule; what the page has already gives way where there is more to tell."""
        firsts = {self._key(word): number for word, number in self.tally.first.last_of_each().items()}
        examples = {}
        for rule, last in self.tally.last.items():
            first = firsts.get(rule, last)
            examples[rule] = last if first in self.told else first
        counts = self.tally.rules
        rarest = sorted(rarest_of(counts), key=lambda rule: (examples[rule] in self.told, counts[rule], examples[rule]))
        lines = ((rule, line) for rule in rarest if (line := self._told(examples[rule])))
        chosen = sorted(islice(lines, _RULES), key=lambda one: (counts[one[0]], examples[one[0]]))
        return [(counts[rule], self._rule(rule), *line[1:]) for rule, line in chosen]


def rarest_of(counts: Counter[str]) -> list[str]:
    """The rules of the rarer half that are rarer than all of the other, so that no rule is rare and common at once."""
    ordered = counts.most_common()
    half = (len(ordered) + 1) // 2
    return [rule for rule, count in ordered[half:] if count < ordered[half - 1][1]]


def _made(kind: str, made: int, gone: int) -> str:
    return f"{grouped(made)} {kind}" + (f" ({grouped(gone)} gone again)" if gone else "")


def _turned(what: str, names: tuple[str, ...], said: str) -> str:
    if not said:
        return f"  {what}  {_some(names)}"
    return f"  {said}" + (f"; likewise {_some(names[1:])}" if len(names) > 1 else "")


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return ", ".join(names[:_NAMES]) + more
