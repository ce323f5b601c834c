"""The files of an ensemble beside its runs: what all of them were made with, and what each of them came to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from kizuna.chronicle.manifest import LARGEST, Count, Digest, PackName, Strict, Text, faults_of
from kizuna.diagnostics import Sink, Span

_Shape = TypeVar("_Shape", bound=BaseModel)
_Counts = dict[Text, Count]


class PlanFile(Strict):
    """`ensemble.json`: what all runs have in common. `files` is a digest of the pack's files; `days` is in days."""

    pack: PackName
    files: Digest
    seed: int
    days: Annotated[float, Field(ge=0)]
    people: Count
    engine: Text


class WholeCounts(Strict):
    """What is counted of a run as such."""

    events: Count
    people: Count
    faults: Count


class MeasuresFile(Strict):
    """`kizuna.chronicle.measures.Measures`, with all of its groups."""

    run: WholeCounts
    made: _Counts
    gone: _Counts
    turned: _Counts
    outcome: _Counts
    state: _Counts
    rule: _Counts


class RowFile(Strict):
    """`000001.json`: what a finished run came to. `kept` says that its chronicle stays beside it."""

    number: Count
    seed: Count
    stream: Digest
    measures: MeasuresFile
    error: Literal[""] = ""
    stopped: Literal[False] = False
    kept: bool = False


def read_checked(path: Path, shape: type[_Shape], sink: Sink, hint: str) -> _Shape | None:
    """What a file says, if it has this shape; None with K601, and how it can be repaired."""
    notes: tuple[str, ...] = ()
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        if len(raw) <= LARGEST:
            return shape.model_validate_json(raw)
        why = f"it is larger than {LARGEST >> 20} MiB"
    except OSError as error:
        why = error.strerror or str(error)
    except RecursionError:
        why = "it is nested too deeply"
    except ValidationError as error:
        why = "it is not as it was written"
        notes = faults_of(error)
    sink.add("K601", f"{path.name} is damaged: {why}", Span(str(path), 0, 0), notes=notes, hint=hint)
    return None
