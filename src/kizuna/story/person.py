"""`person`: how somebody stands at a moment of a run, what he can and cannot do, and until when."""

from __future__ import annotations

from dataclasses import replace

from kizuna.chronicle.run import Run
from kizuna.diagnostics import Sink
from kizuna.diagnostics.nearest import shorten
from kizuna.engine.machine import Machine
from kizuna.story.gone import is_no_more
from kizuna.story.person_able import Barrier, barriers
from kizuna.story.person_ahead import HORIZON, Question, look_ahead
from kizuna.story.person_board import STOP, BoardLook, boards_of, finished, shown_by
from kizuna.story.person_look import Look, settled
from kizuna.story.person_page import Person
from kizuna.story.person_sound import Sound


def person(
    run: Run, name: str, at: int, sink: Sink, horizon: int = HORIZON, everything: bool = True
) -> Person | None:
    """How the one called `name` stands at the moment `at` (ms) of a run, and up to `horizon` ms later.

    Unless `everything` is asked for, only what stands on the page without it is foreseen.

    None with K307 (nobody of that name decides anything), K312 (he is no more by then), K605 (the moment), or what
    keeps the run from being replayed.
    """
    machine = run.machine_at(at, sink)
    if machine is None:
        return None
    machine.autonomy = False
    who = _who(run, machine, name, sink)
    return _seen(machine, who, horizon, everything) if who else None


def _who(run: Run, machine: Machine, name: str, sink: Sink) -> int:
    """The handle of the one who is meant, 0 with K307 or K312."""
    idents = run.names.identify(name)
    who = next((handle for ident in idents if (handle := machine.of_ident(ident))), 0)
    if not who and idents:
        is_no_more(run, idents[0], machine.now, sink)
        return 0
    if not who:
        sink.add("K307", f"there is nobody called {shorten(name)!r} in this run", hint=run.names.hint(name))
        return 0
    kind = machine.kind_of(who)
    if not machine.world.kinds[kind].agent:
        sink.add("K307", f"{machine.label(who)} is a {kind}", hint="ask for somebody who decides for himself")
        return 0
    return who


def _seen(machine: Machine, who: int, horizon: int, everything: bool) -> Person:
    look, date = Look(machine, who), machine.world.calendar.text
    boards = boards_of(machine, who)
    meters, things, doing = look.meters(), look.things(), look.doing()
    hindered, lasting, able = _hindered(look, shown_by(boards))
    if boards and not everything:
        look.questions = {key: question for key, question in look.questions.items() if key == "doing"}
    looks = [BoardLook(look, board) for board in boards]
    tables = [table for one in looks for table in one.sections()]
    for one in looks:
        one.ask_stop()
    for index, barrier in enumerate(hindered):
        if everything or not boards or barrier.shown:
            look.questions[f"barrier {index}"] = Question(barrier.expr, lambda later: "")
    turns = look_ahead(machine, look.questions, look.roles, machine.now + horizon, STOP)
    dates = {key: date(turn.time) for key, turn in turns.items()}
    return Person(
        name=look.name,
        date=date(machine.now),
        board=tuple(finished(tables, turns, date)),
        end=(turns[STOP].told, dates[STOP]) if STOP in turns and turns[STOP].time > machine.now else ("", ""),
        things=tuple(
            replace(thing, meters=tuple(settled(meter, turns, date) for meter in own), gone=dates.get(gone, ""))
            for thing, own, gone in things
        ),
        meters=tuple(settled(meter, turns, date) for meter in meters),
        states=tuple(look.states()),
        barriers=tuple(hindered), lasting=lasting,
        until={index: dates[key] for index in range(len(hindered)) if (key := f"barrier {index}") in dates},
        able=tuple(able),
        doing=doing,
        doing_until=dates.get("doing", ""),
        place=look.place(),
        company=look.company(),
        ties=tuple(look.ties()),
    )


def _hindered(look: Look, shown: frozenset[str]) -> tuple[list[Barrier], int, list[str]]:
    """What keeps him from actions, what is lasting last; how many those are; and what he is up to."""
    hindered, able = barriers(look.machine, look.who)
    lasts = {id(one): all(look.is_usual(*read) for read in one.reads) for one in hindered}
    sound = Sound(look, shown)
    for barrier in hindered:
        barrier.shown = sound.can(barrier)
    return sorted(hindered, key=lambda one: lasts[id(one)]), sum(lasts.values()), able
