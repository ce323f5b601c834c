"""`manifest.json`: everything that is needed to read a chronicle without its pack, and to tell where it came from."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kizuna.chronicle.atomic import write_atomic
from kizuna.chronicle.event import Tables
from kizuna.diagnostics import Sink, Span
from kizuna.diagnostics.nearest import shorten
from kizuna.world.calendar import Calendar
from kizuna.world.luck import stable

FILE = "manifest.json"
FIRST = "manifest.first.json"
"""The manifest as if the run had just begun: with it a run can be read and lived again though the other is damaged."""

SCHEMA: Literal[2] = 2
OUTSIDE = "directed"
"""The rule under which changes from outside (a story's start, an intervention) are recorded."""

COPY = "restore the file from a copy"
REPAIR = "`kizuna run PACK --out RUN --resume` repairs the run: it lives again what is not whole"
_LEAD = b'{\n "checksum": "'

LARGEST = 256 << 20
"""Bytes of a manifest beyond which it is not read."""

Count = Annotated[int, Field(ge=0, lt=1 << 62)]
Moment = Annotated[int, Field(ge=-(1 << 62), lt=1 << 62)]
Text = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]*$")]
"""Text that can be shown anywhere: nothing in it can move or colour what a terminal shows."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
PackName = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=64)]


class Strict(BaseModel):
    """What a file from a disk is checked by: no key too many, no type but the one that is declared."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class CalendarRow(Strict):
    """The calendar, as `kizuna.world.calendar.Calendar` has it."""

    day: Annotated[int, Field(gt=0, lt=1 << 50)]
    week: list[Text] = Field(min_length=1)
    months: list[tuple[Text, Annotated[int, Field(gt=0, lt=100_000)]]] = Field(min_length=1)
    seasons: list[tuple[Text, int]] = Field(min_length=1)
    parts: list[tuple[Text, int]] = Field(min_length=1)
    offset: Moment


class ThingRow(Strict):
    """A named thing: the key that its identity is the hash of, and how it is called.

    `bounds` are the starting values of numbers that bound its meters, where they are constant.
    """

    key: Text
    kind: Text
    name: Text
    pronoun: Text = ""
    aliases: list[Text] = []
    bounds: dict[Text, float] = {}


class KindRow(Strict):
    """A kind; `named` is its template for nameless members: pieces of text, each with an attribute key after it."""

    name: Text
    agent: bool = False
    named: list[tuple[Text, Text]] = []


class AttributeRow(Strict):
    """An attribute or bond: how its values are written. `levels` say where each begins.

    A bound is a constant, the key of the number that it is, or None where it is open or computed. `to` is the kind of
    what a reference refers to. `start` is what something new has, None where it is computed or there is none.
    """

    key: Text
    form: Literal["meter", "number", "flag", "choice", "ref", "date"]
    time: bool = False
    unit: Text = ""
    unit_size: Annotated[float, Field(gt=0)] = 1.0
    levels: list[tuple[Text, float]] = []
    relative: bool = True
    low: float | Text | None = None
    high: float | Text | None = None
    values: list[Text] = []
    start: float | None = None
    to: Text = ""


class AmountRow(Strict):
    """An amount of a rule, with the unit of the attribute that it is measured against."""

    name: Text
    unit: Text = ""
    unit_size: Annotated[float, Field(gt=0)] = 1.0


class RuleRow(Strict):
    """An action or trigger: its roles, outcomes and amounts by name, in the order of the records."""

    id: Text
    name: Text
    roles: list[Text] = []
    outcomes: list[Text] = []
    amounts: list[AmountRow] = []


class CheckpointRow(Strict):
    """A saved state: its file and hash, its moment, and how many events, blocks and segments were written before it."""

    file: Annotated[str, Field(pattern=r"^state-\d+\.npz$")]
    sha256: Digest
    time: Moment
    events: Count
    blocks: Count
    segments: Count


class Manifest(Strict):
    """What a run is. `days` is how far it is to be lived; `pack_files` are the sha256 of the files in its own copy of
    its packs, `engine_sources` is that of the engine's files; `events` and `stream` are what was recorded, which is
    more than there is while damage is being repaired.

    `checksum` is the sha256 of the file with 64 zeros in its place.
    """

    checksum: Digest = "0" * 64
    kizuna: Literal["chronicle"] = "chronicle"
    schema_version: Literal[2] = SCHEMA
    engine: Text
    engine_sources: str = ""
    python: Text
    platform: Text
    dependencies: dict[Text, Text]
    seed: int
    days: float
    people: Count
    pack: PackName
    about: str
    pack_files: dict[Text, Digest]
    calendar: CalendarRow
    things: list[ThingRow]
    kinds: list[KindRow]
    attributes: list[AttributeRow]
    rules: list[RuleRow]
    status: Literal["running", "complete"] = "running"
    last_time: Moment = 0
    events: Count = 0
    stream: str = ""
    checkpoint: CheckpointRow | None = None
    earlier: list[CheckpointRow] = []

    def as_begun(self) -> Manifest:
        """The same before anything was lived."""
        names = ("checksum", "status", "last_time", "events", "stream", "checkpoint", "earlier")
        return self.model_copy(update={name: Manifest.model_fields[name].default for name in names})

    @property
    def checkpoints(self) -> list[CheckpointRow]:
        """All saved states, the last at the end."""
        return self.earlier if self.checkpoint is None else [*self.earlier, self.checkpoint]

    def tables(self) -> Tables:
        """What the hashes of the records stand for. The names for what is set from outside are always among them."""
        return Tables(
            {stable(name): name for name in (OUTSIDE, *(row.id for row in self.rules))},
            {stable(row.key): row.key for row in self.attributes},
            {stable(row.name): row.name for row in self.kinds},
        )

    def clock(self) -> Calendar:
        """The calendar of the run."""
        row = self.calendar
        return Calendar(
            row.day, tuple(row.week), tuple(row.months), tuple(row.seasons), tuple(row.parts), row.offset
        )


def read_manifest(folder: Path, sink: Sink) -> Manifest | None:
    """The manifest of a run; None with K601 (missing or damaged) or K602 (of another version).

    If it is missing or damaged, and the one from the beginning of the run is whole, that one is given, with K601.
    """
    own = Sink()
    found = _read(folder / FILE, own)
    first = None
    if found is None and not any(fault.code == "K602" for fault in own):
        first = _read(folder / FIRST, Sink())
    for fault in own:
        notes, hint = fault.notes, fault.hint
        if first is not None:
            notes = (*notes, f"its events can be read by {FIRST}; how far it had come, and its saved state, are lost")
            hint = REPAIR
        sink.add(fault.code, fault.message, *fault.spans, notes=notes, hint=hint)
    return found or first


def write_manifest(folder: Path, manifest: Manifest, name: str = FILE) -> None:
    """Replaces the manifest in one step; it is on the disk afterwards. Raises OSError."""
    unsigned = manifest.model_copy(update={"checksum": "0" * 64})
    write_atomic(folder / name, signed(unsigned.model_dump_json(indent=1).encode()))


def signed(raw: bytes) -> bytes:
    """A manifest's text with its checksum put in place of whatever stands there."""
    start, end = len(_LEAD), len(_LEAD) + 64
    digest = sha256(raw[:start] + b"0" * 64 + raw[end:]).hexdigest()
    return raw[:start] + digest.encode() + raw[end:]


def _read(path: Path, sink: Sink) -> Manifest | None:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        sink.add(
            "K601", f"{path.name}: {error.strerror or error}", Span(str(path), 0, 0),
            hint="a run is a folder that `kizuna run` made",
        )
        return None
    if len(raw) > LARGEST:
        sink.add("K601", f"{path.name} is larger than {LARGEST >> 20} MiB", Span(str(path), 0, 0))
        return None
    try:
        if raw.startswith(_LEAD) and signed(raw) != raw:
            sink.add("K601", f"{path.name} does not match its checksum", Span(str(path), 0, 0), hint=COPY)
            return None
        found = Manifest.model_validate_json(raw)
        if raw.startswith(_LEAD):
            return found
        sink.add("K601", f"{path.name} does not begin with its checksum", Span(str(path), 0, 0), hint=COPY)
    except ValidationError as error:
        _refuse(error, path, sink)
    except RecursionError:
        sink.add("K601", f"{path.name} is nested too deeply", Span(str(path), 0, 0))
    return None


def _refuse(error: ValidationError, path: Path, sink: Sink) -> None:
    """One diagnostic with the first few faults; another version is said to be just that."""
    faults = error.errors(include_url=False, include_context=False)
    foreign = [fault for fault in faults if fault["loc"] in (("schema_version",), ("kizuna",))]
    if foreign:
        found = shorten(str(foreign[0]["input"]))
        sink.add(
            "K602", f"{path.name} is of another version: {foreign[0]['loc'][0]} is {found}", Span(str(path), 0, 0),
            hint=f"this engine reads chronicles of version {SCHEMA}",
        )
        return
    sink.add("K601", f"{path.name} is damaged", Span(str(path), 0, 0), notes=faults_of(error), hint=COPY)


def faults_of(error: ValidationError) -> tuple[str, ...]:
    """The first few things that are wrong with a file, in words."""
    faults = error.errors(include_url=False, include_context=False)[:5]
    return tuple(f"{'.'.join(map(str, fault['loc'])) or 'the file'}: {fault['msg']}" for fault in faults)
