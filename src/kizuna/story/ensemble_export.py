"""The tables of an ensemble: what each run came to, and the chronicles that were kept, by number of the run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kizuna.chronicle.beginning import is_begun
from kizuna.chronicle.export import Batches
from kizuna.chronicle.packcopy import FOLDER
from kizuna.chronicle.phrasing import teller_of
from kizuna.chronicle.run import Run
from kizuna.chronicle.tables import OF_MANY, Row, batches
from kizuna.diagnostics import Sink, Span
from kizuna.pack.load import load_pack
from kizuna.story.ensemble import FILE, Plan, finished, folder_of
from kizuna.story.ensemble import Row as Result
from kizuna.world.build import Founded, found_world


def read_plan(out: Path, sink: Sink) -> Plan | None:
    """What an ensemble was made with; None with K601."""
    try:
        return Plan(**json.loads((out / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as fault:
        where = Span(str(out / FILE), 0, 0)
        sink.add("K601", f"{FILE} is damaged: {fault}", where, hint="restore the file from a copy")
        return None


def tables_of_all(out: Path, plan: Plan, sink: Sink) -> Batches:
    """The rows of `OF_MANY`. Damage in a run goes to the sink; the others are not touched by it."""
    numbers = sorted(int(path.stem) for path in out.glob("[0-9]*.json") if path.stem.isdigit())
    rows = [row for number in numbers if (row := finished(out, plan, number)) is not None]
    yield {name: [] for name in OF_MANY} | {
        "runs": [(row.number, str(row.seed), row.stream) for row in rows],
        "measures": [measure for row in rows for measure in _measures(row)],
    }
    founded: Founded | None = None
    for row in rows:
        folder = folder_of(out, row.number)
        run = Run.open(folder, sink) if is_begun(folder) else None
        if run is None:
            continue
        founded = founded or _founded(folder / FOLDER, plan)
        if founded is not None:
            run.lived_in(founded.peopled(plan.people, row.seed))
        for part in batches(run, teller_of(run, sink)):
            yield {name: [(row.number, *cells) for cells in some] for name, some in part.items()}


def _measures(row: Result) -> Iterator[Row]:
    for sort, found in row.measures.items():
        yield from ((row.number, sort, name, value) for name, value in found.items())


def _founded(shelf: Path, plan: Plan) -> Founded | None:
    """The world as the copy that a run has of its packs declares it."""
    pack = load_pack(shelf / plan.pack, Sink(), [shelf])
    return found_world(pack, Sink()) if pack is not None else None
