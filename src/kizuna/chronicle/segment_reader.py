"""Reading segment files: whole blocks in order, and exactly where and how anything is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kizuna.chronicle.blocks import HEADER, Block, Damage, Header, Short, check_payload, read_header, read_payload
from kizuna.chronicle.manifest import REPAIR
from kizuna.chronicle.segments import segment_files, segment_name
from kizuna.diagnostics import Severity, Sink, Span


class Where(NamedTuple):
    """A block's header with its segment file and the byte at which it begins there."""

    file: Path
    offset: int
    header: Header


def read_blocks(folder: Path, sink: Sink) -> Iterator[tuple[Where, Block]]:
    """All whole blocks in order, up to the first damage, which is reported as K601.

    A tail that was cut off while it was written is a warning: everything before it is whole.
    """
    for where, payload in _walk(folder, sink, content=True):
        try:
            block = read_payload(where.header, payload)
        except Damage as damage:
            _report(sink, where, damage)
            return
        yield where, block


def read_headers(folder: Path, sink: Sink) -> Iterator[Where]:
    """The headers alone, without reading or checking what the blocks hold; damage as in `read_blocks`."""
    for where, _ in _walk(folder, sink, content=False):
        yield where


def count_sound(folder: Path, sink: Sink) -> int:
    """How many events stand in blocks that match their checksums, up to the first damage, as in `read_blocks`.

    Nothing is unpacked.
    """
    events = 0
    for where, payload in _walk(folder, sink, content=True):
        try:
            check_payload(where.header, payload)
        except Damage as damage:
            _report(sink, where, damage)
            break
        events += where.header.events
    return events


def read_block(where: Where, sink: Sink) -> Block | None:
    """One block, or None with K601."""
    try:
        with open(where.file, "rb") as file:
            file.seek(where.offset + HEADER)
            return read_payload(where.header, file.read(where.header.size))
    except Damage as damage:
        _report(sink, where, damage)
    except OSError as error:
        _unreadable(sink, where.file, error)
    return None


def _walk(folder: Path, sink: Sink, content: bool) -> Iterator[tuple[Where, bytes]]:
    """Headers with their payloads (or empty bytes) in order; stops with a diagnostic at the first damage."""
    number = events = 0
    try:
        files = segment_files(folder)
    except OSError as error:
        _unreadable(sink, folder, error)
        return
    for index, path in enumerate(files):
        last = index == len(files) - 1
        if path.name != segment_name(index):
            _missing(sink, folder, index, events)
            return
        offset = 0
        try:
            with open(path, "rb") as file:
                size = path.stat().st_size
                while offset < size:
                    header = _next_header(file.read(HEADER), number, events, size - offset - HEADER)
                    payload = file.read(header.size) if content else b""
                    if not content:
                        file.seek(header.size, 1)
                    yield Where(path, offset, header), payload
                    offset += HEADER + header.size
                    number, events = number + 1, events + header.events
        except Damage as damage:
            _broken(sink, path, number, offset, damage, events, last)
            return
        except OSError as error:
            _unreadable(sink, path, error)
            return


def _next_header(raw: bytes, number: int, events: int, rest: int) -> Header:
    header = read_header(raw)
    if (header.number, header.first_event) != (number, events):
        found = f"block {header.number} with event {header.first_event}"
        raise Damage(f"{found} stands where block {number} with event {events} belongs")
    if rest < header.size:
        raise Short(f"{max(rest, 0)} of the {header.size} bytes of the block's content are there")
    return header


def _report(sink: Sink, where: Where, damage: Damage) -> None:
    """A block whose header is whole, and its content is not."""
    header = where.header
    sink.add(
        "K601", f"{where.file.name}, block {header.number}, byte {where.offset}: {damage}", Span(str(where.file), 0, 0),
        notes=(f"{header.first_event} events before it are readable", f"the {header.events} events in it are lost"),
        hint=REPAIR,
    )


def _broken(sink: Sink, path: Path, number: int, offset: int, damage: Damage, events: int, last: bool) -> None:
    """No whole header, or a file that ends too early."""
    torn = last and isinstance(damage, Short)
    sink.add(
        "K601", f"{path.name}, block {number}, byte {offset}: {damage}", Span(str(path), 0, 0),
        notes=(f"{events} events before it are readable",), hint=REPAIR, severity=Severity.WARNING if torn else None,
    )


def _missing(sink: Sink, folder: Path, index: int, events: int) -> None:
    path = folder / segment_name(index)
    sink.add(
        "K601", f"{path.name} is missing, although later segments are there", Span(str(path), 0, 0),
        notes=(f"{events} events before it are readable",), hint=REPAIR,
    )


def missing(folder: Path, count: int, recorded: int, sink: Sink) -> None:
    """K601 for a run of which fewer (or more) events can be read than its manifest says."""
    files = segment_files(folder) if folder.is_dir() else []
    where = f"up to {files[-1].name}" if files else "as there is no segment"
    sink.add(
        "K601", f"{count} events can be read, {where}; {recorded} were recorded",
        Span(str(files[-1] if files else folder), 0, 0), hint=REPAIR,
    )


def _unreadable(sink: Sink, path: Path, error: OSError) -> None:
    sink.add("K001", f"{path.name}: {error.strerror or error}", Span(str(path), 0, 0))
