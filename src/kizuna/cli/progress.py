"""How far a run has come: a bar on a terminal, otherwise a plain line for each tenth."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kizuna.world.calendar import Calendar

Watcher = Callable[[int, int], None]


@contextmanager
def watching(calendar: Calendar, begin: int, until: int, quiet: bool = False) -> Iterator[Watcher]:
    """Gives the function to call with (moment, events so far); everything goes to standard error."""
    if quiet:
        yield lambda now, events: None
    elif sys.stderr.isatty():
        yield from _bar(calendar, begin, until)
    else:
        yield _lines(calendar, begin, until)


@contextmanager
def counting(total: int, what: str, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """Gives the function to call with the events so far whenever one more of `total` is done."""
    done = [0]
    if not quiet and sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        text = TextColumn(f"{what}, {{task.fields[events]}} events")
        columns = (BarColumn(30), MofNCompleteColumn(), text, TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(what, total=total, events="0")
            yield lambda events: progress.update(task, advance=1, events=grouped(events))
        return

    def note(events: int) -> None:
        done[0] += 1
        if not quiet and done[0] * 10 // total > (done[0] - 1) * 10 // total:
            line = f"{grouped(done[0])} of {grouped(total)} {what}  {grouped(events)} events"
            print(line, file=sys.stderr, flush=True)

    yield note


def _bar(calendar: Calendar, begin: int, until: int) -> Iterator[Watcher]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        BarColumn(30), TextColumn("{task.percentage:>3.0f} %"), TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[events]} events"), TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(calendar.text(begin), total=max(1, until - begin), events="0")

        def watch(now: int, events: int) -> None:
            progress.update(task, completed=now - begin, description=calendar.text(now), events=grouped(events))

        yield watch


def _lines(calendar: Calendar, begin: int, until: int) -> Watcher:
    tenth = max(1, (until - begin) // 10)
    told = [0]

    def watch(now: int, events: int) -> None:
        done = (now - begin) // tenth
        if done > told[0]:
            told[0] = done
            print(f"{calendar.text(now)}  {grouped(events)} events", file=sys.stderr, flush=True)

    return watch


def grouped(number: int) -> str:
    """A whole number with thin groups of three digits, such as `12 345`."""
    return f"{number:,}".replace(",", " ")
