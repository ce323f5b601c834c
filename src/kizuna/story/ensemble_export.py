"""The tables of an ensemble: what each run came to, and the chronicles that were kept, by number of the run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kizuna.chronicle.arrow import batch, batches, numbered
from kizuna.chronicle.beginning import is_begun
from kizuna.chronicle.export import Batches
from kizuna.chronicle.packcopy import FOLDER, hashes_of
from kizuna.chronicle.phrasing import teller_of
from kizuna.chronicle.run import Run
from kizuna.chronicle.tables import OF_MANY, Row
from kizuna.diagnostics import Severity, Sink, Span
from kizuna.pack.load import load_pack
from kizuna.story.ensemble import REPAIR, Plan, folder_of, read_row
from kizuna.story.ensemble import Row as Result
from kizuna.world.build import Founded, found_world

_NUMBER = re.compile(r"[0-9]{6,7}")


def tables_of_all(out: Path, plan: Plan, sink: Sink) -> Batches:
    """The rows of `OF_MANY`. Damage in a run, or that it is missing, goes to the sink; the others are not touched."""
    numbers = _numbers(out.glob("*.json"))
    rows = [row for number in numbers if (row := read_row(out, plan, number, sink)) is not None]
    came_to: dict[str, list[Row]] = {
        "runs": [(row.number, str(row.seed), row.stream) for row in rows],
        "measures": [measure for row in rows for measure in _measures(row)],
    }
    yield {name: batch(name, some, OF_MANY) for name, some in came_to.items() if some}
    founded: Founded | None = None
    for row in rows:
        run = _opened(out, row, sink)
        if run is None:
            continue
        founded = founded or _founded(run, plan)
        if founded is not None:
            run.lived_in(founded.peopled(plan.people, row.seed))
        for part in batches(run, teller_of(run, sink)):
            yield {name: numbered(name, some, row.number) for name, some in part.items()}
    for number in sorted({*_numbers(out.glob("*"))} - {*numbers}):
        if is_begun(folder_of(out, number)):
            _say(sink, folder_of(out, number), f"run {number} is not finished, and left out", Severity.WARNING)


def _numbers(paths: Iterable[Path]) -> list[int]:
    """The numbers of runs that files or folders are named by."""
    return sorted({int(path.stem) for path in paths if _NUMBER.fullmatch(path.stem)})


def _opened(out: Path, row: Result, sink: Sink) -> Run | None:
    """The chronicle of a finished run, None if there is none; K601 if it should be there, or is another one."""
    folder = folder_of(out, row.number)
    if not is_begun(folder):
        if row.kept:
            _say(sink, folder, f"the chronicle of run {row.number} was kept, and is not there")
        return None
    run = Run.open(folder, sink)
    if run is not None and run.manifest.stream not in ("", row.stream):
        _say(sink, folder, f"the events of run {row.number} are not those that were counted")
    return run


def _say(sink: Sink, folder: Path, what: str, severity: Severity | None = None) -> None:
    sink.add("K601", what, Span(str(folder), 0, 0), hint=REPAIR, severity=severity)


def _measures(row: Result) -> Iterator[Row]:
    for sort, found in row.measures.items():
        yield from ((row.number, sort, name, value) for name, value in found.items())


def _founded(run: Run, plan: Plan) -> Founded | None:
    """The world as the copy that a run has of its packs declares it; None if the copy is not what it was."""
    shelf = run.folder / FOLDER
    pack = load_pack(shelf / plan.pack, Sink(), [shelf])
    if pack is None or hashes_of(pack) != run.manifest.pack_files:
        return None
    return found_world(pack, Sink())
