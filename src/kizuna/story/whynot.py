"""`why-not`: what keeps something from happening at a moment, who brought that about, and when it will be possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kizuna.chronicle.phrasing import teller_of
from kizuna.chronicle.run import Run
from kizuna.diagnostics import NOWHERE, Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.engine.api import Directed
from kizuna.engine.machine import Machine
from kizuna.pack.tree import Scalar
from kizuna.story.beats import RuleBeat, from_given
from kizuna.story.details import details_of
from kizuna.story.gone import is_no_more
from kizuna.story.mentions import Anybody, Memory, Speaker, folded_names, is_there
from kizuna.story.misses import nothing_called
from kizuna.story.script import Line, parse_line
from kizuna.story.whynot_answer import WhyNot
from kizuna.story.whynot_find import HORIZON, Finder
from kizuna.world.luck import stable
from kizuna.world.model import Rule
from kizuna.world.scope_of import scope_of
from kizuna.world.sentences import Reading, Sentences, Who

_SHOWN = 5

__all__ = ["WhyNot", "why_not"]


def why_not(run: Run, sentence: str, at: int, sink: Sink, horizon: int = HORIZON) -> WhyNot | None:
    """Why what `sentence` says does not happen at the moment `at` (ms) of a run.

    None with K301 or K302 (the sentence), K312 (somebody is no more by then), K101, K107, K109 or what else a story's
    beat is refused for (its details), K605 (the moment), or what keeps the run from being replayed.
    """
    world = run.world(sink)
    if world is None:
        return None
    sentences, line = Sentences(world), parse_line(Scalar(sentence, NOWHERE), 0)
    if not sentences.read(line.sentence, Anybody()):     # said before a long run is lived again
        _unknown(line.sentence, sentences, (), sink)
        return None
    machine = run.machine_at(at, sink)
    if machine is None:
        return None
    machine.autonomy = False
    reading = _read(line.sentence, sentences, machine, sink)
    if reading is None:
        return None
    gone = next((who for who in reading.roles.values() if isinstance(who, int) and not is_there(who, machine)), None)
    if gone is not None:
        is_no_more(run, stable(machine.keys[gone]), at, sink)
        return None
    said = _said(reading, line, machine, sink)
    if said is None:
        return None
    finder = Finder(run, machine, sentence.strip(), teller_of(run, sink), horizon)
    return finder.answer(said, reading.given, reading.key)


def _said(reading: Reading, line: Line, machine: Machine, sink: Sink) -> Directed | None:
    """What the sentence says of what happens, the roles that it names as handles; None if its details are refused."""
    rule = machine.world.rules[reading.id]
    roles = _handles(rule, reading)
    described = from_given(reading, rule, roles, machine)
    beat = RuleBeat(rule, described or roles, reading.key, reading.phrase, reading.details)
    said = details_of(beat, line, machine, scope_of(machine.world), sink.found)
    return replace(said, roles=roles) if said is not None else None


def _handles(rule: Rule, reading: Reading) -> dict[str, int]:
    """The roles as handles; `himself` and the like is the first role."""
    first = _int(reading.roles.get(rule.roles[0].name, 0)) if rule.roles else 0
    return {name: who if isinstance(who, int) else first for name, who in reading.roles.items()}


def _read(sentence: str, sentences: Sentences, machine: Machine, sink: Sink) -> Reading | None:
    """The one reading of a sentence as something that happens."""
    names = Speaker(machine, Memory(), folded_names(machine.world))
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
        misses = sorted(sentences.misses(sentence, names), key=lambda miss: len(miss.words))[:_SHOWN]
        _unknown(sentence, sentences, [nothing_called(miss, machine) for miss in misses], sink)
    return None


def _unknown(sentence: str, sentences: Sentences, misses: Sequence[tuple[str, str]], sink: Sink) -> None:
    """K301 with what is said of the words that mean nobody and what helps, or else with sentences like it."""
    forms = sentences.nearest(sentence)
    near = next((hint for _, hint in misses if hint), "")
    sink.add(
        "K301", f"no phrase of this world reads {shorten(sentence)!r}", notes=tuple(message for message, _ in misses),
        hint=near or (f"sentences like it: {' · '.join(forms)}" if forms else ""),
    )


def _spelled(reading: Reading, machine: Machine) -> str:
    who = ", ".join(f"{role} {machine.label(_int(value))}" for role, value in reading.roles.items())
    return f"{reading.id}: {who}"


def _int(who: Who) -> int:
    return who if isinstance(who, int) else 0
