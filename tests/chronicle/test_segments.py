"""Segment files: nothing is lost silently, damage is named exactly, and cuts never matter."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pytest
from chronicle_samples import TABLES, histories, simple
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kizuna.chronicle.blocks import HEADER, LARGEST, Damage, pack_block, read_header, read_payload, reals, words
from kizuna.chronicle.codec import decode, encode
from kizuna.chronicle.event import Event
from kizuna.chronicle.segment_reader import read_block, read_blocks, read_headers
from kizuna.chronicle.segments import SegmentWriter, segment_files
from kizuna.chronicle.stream import StreamHash
from kizuna.diagnostics import Severity, Sink


def write(folder: Path, history: list[Event], per_block: int = 2, limit: int = 1 << 20) -> None:
    """Writes a history in blocks of so many events."""
    writer = SegmentWriter(folder, limit)
    for start in range(0, len(history), per_block):
        part = history[start:start + per_block]
        ints, floats = encode(part)
        writer.append(len(part), (part[0].time, part[-1].time), words(ints), reals(floats))
    writer.close()


def read(folder: Path, sink: Sink) -> list[Event]:
    """Everything that can be read."""
    found: list[Event] = []
    for where, block in read_blocks(folder, sink):
        found += decode(block.ints.tolist(), block.floats.tolist(), TABLES, where.header.first_event)
    return found


HISTORY = [simple(number) for number in range(9)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(history=histories, per_block=st.integers(1, 4), limit=st.sampled_from([1, 700, 1 << 20]))
def test_what_is_written_is_read_whatever_the_cuts(
    tmp_path_factory: pytest.TempPathFactory, history: list[Event], per_block: int, limit: int
) -> None:
    """Blocks and segments of any size give the same events."""
    folder = tmp_path_factory.mktemp("run")
    write(folder, history, per_block, limit)
    sink = Sink()
    assert read(folder, sink) == history
    assert not sink.found


def test_a_new_segment_begins_when_one_is_full(tmp_path: Path) -> None:
    """Every file but the last stays within the limit, and they are numbered from 0."""
    write(tmp_path, HISTORY, 2, 500)
    files = segment_files(tmp_path)
    assert [path.name for path in files] == [f"events-{n:06d}.seg" for n in range(len(files))]
    assert len(files) > 2
    assert all(path.stat().st_size <= 500 for path in files)


@given(histories, st.integers(1, 5))
def test_the_stream_hash_does_not_depend_on_the_cuts(history: list[Event], per_block: int) -> None:
    """Whole, or in blocks: one hash; another history, another hash."""
    whole, parts = StreamHash(), StreamHash()
    ints, floats = encode(history)
    whole.add(words(ints), reals(floats))
    for start in range(0, len(history), per_block):
        part_ints, part_floats = encode(history[start:start + per_block])
        parts.add(words(part_ints), reals(part_floats))
    assert whole.hex() == parts.hex()
    parts.add(words([1]), reals([]))
    assert whole.hex() != parts.hex()


def test_a_tail_that_was_cut_off_is_a_warning_and_what_stands_before_it_is_read(tmp_path: Path) -> None:
    """At every possible length of the last file all whole blocks are there."""
    write(tmp_path, HISTORY)
    path = segment_files(tmp_path)[0]
    raw = path.read_bytes()
    ends = [where.offset + HEADER + where.header.size for where in read_headers(tmp_path, Sink())]
    for size in range(0, len(raw), 7):
        path.write_bytes(raw[:size])
        sink = Sink()
        found = read(tmp_path, sink)
        whole = sum(1 for end in ends if end <= size)
        assert found == HISTORY[:2 * whole]
        if size in (0, *ends):
            assert not sink.found
        else:
            [fault] = sink.found
            assert (fault.code, fault.severity) == ("K601", Severity.WARNING)
            assert f"block {whole}, byte {ends[whole - 1] if whole else 0}" in fault.message
            assert fault.notes == (f"{2 * whole} events before it are readable",)


def test_any_changed_byte_is_named_with_file_block_and_offset(tmp_path: Path) -> None:
    """One flipped bit anywhere is an error at its block, and the blocks before it are still read."""
    write(tmp_path, HISTORY)
    path = segment_files(tmp_path)[0]
    raw = bytearray(path.read_bytes())
    starts = [where.offset for where in read_headers(tmp_path, Sink())]
    for at in range(0, len(raw), 3):
        raw[at] ^= 0x10
        path.write_bytes(bytes(raw))
        raw[at] ^= 0x10
        block = max(n for n, start in enumerate(starts) if start <= at)
        sink = Sink()
        assert read(tmp_path, sink) == HISTORY[:2 * block]
        [fault] = sink.found
        assert (fault.code, fault.severity) == ("K601", Severity.ERROR)
        assert f"{path.name}, block {block}, byte {starts[block]}: " in fault.message


def test_a_missing_segment_is_named(tmp_path: Path) -> None:
    """The segments after it are not taken for its continuation."""
    write(tmp_path, HISTORY, 2, 1)
    segment_files(tmp_path)[1].unlink()
    sink = Sink()
    assert read(tmp_path, sink) == HISTORY[:2]
    assert [fault.code for fault in sink] == ["K601"]
    assert "events-000001.seg is missing" in sink.found[0].message


def test_segments_that_changed_places_are_noticed(tmp_path: Path) -> None:
    """Blocks know their numbers."""
    write(tmp_path, HISTORY, 2, 1)
    files = segment_files(tmp_path)
    one, two = files[1].read_bytes(), files[2].read_bytes()
    files[1].write_bytes(two)
    files[2].write_bytes(one)
    sink = Sink()
    assert read(tmp_path, sink) == HISTORY[:2]
    assert "stands where block 1 with event 2 belongs" in sink.found[0].message


class Full:
    """A file on a disk that takes 20 more bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.room = 20

    def write(self, data: memoryview) -> int:
        """Writes what there is room for; nothing more after that."""
        if not self.room:
            raise OSError(28, "No space left on device")
        self.room = 0
        return self.file.write(data[:20])

    def __getattr__(self, name: str) -> object:
        return getattr(self.file, name)


def test_a_full_disk_loses_nothing_that_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The half-written block is cut off again, and the writer can go on when there is room."""
    writer = SegmentWriter(tmp_path)
    ints, floats = encode(HISTORY[:2])
    writer.append(2, (0, 60_000), words(ints), reals(floats))
    assert writer._file is not None
    more = encode(HISTORY[2:4])
    monkeypatch.setattr(writer, "_file", Full(writer._file))
    with pytest.raises(OSError, match="No space"):
        writer.append(2, (120_000, 180_000), words(more[0]), reals(more[1]))
    monkeypatch.undo()
    sink = Sink()
    assert read(tmp_path, sink) == HISTORY[:2]
    writer.append(2, (120_000, 180_000), words(more[0]), reals(more[1]))
    writer.close()
    assert read(tmp_path, sink) == HISTORY[:4]
    assert not sink.found


def test_a_header_cannot_make_the_reader_take_more_memory_than_a_block_may(tmp_path: Path) -> None:
    """Sizes are bounded, and a payload never unpacks to more than its header says."""
    import zlib

    raw = pack_block(0, 0, 1, (0, 0), words([1, 2]), reals([]))
    header = read_header(raw)
    bomb = zlib.compress(bytes(10_000_000))
    with pytest.raises(Damage, match="another length"):
        read_payload(header._replace(size=len(bomb), checksum=zlib.crc32(bomb)), bomb)
    with pytest.raises(Damage, match="larger than a block"):
        read_header(_with_counts(raw, LARGEST))


def _with_counts(raw: bytes, ints: int) -> bytes:
    """A header with a right checksum and another number of int words."""
    import struct
    import zlib

    head = bytearray(raw[:HEADER - 4])
    struct.pack_into("<Q", head, 32, ints)
    return bytes(head) + struct.pack("<I", zlib.crc32(bytes(head)))


def test_one_block_can_be_read_alone(tmp_path: Path) -> None:
    """By the place that its header was found at; a file that has gone is said to be gone."""
    write(tmp_path, HISTORY)
    sink = Sink()
    where = list(read_headers(tmp_path, sink))[2]
    block = read_block(where, sink)
    assert block is not None
    assert list(decode(block.ints.tolist(), block.floats.tolist(), TABLES, 4)) == HISTORY[4:6]
    where.file.unlink()
    assert read_block(where, sink) is None
    assert [fault.code for fault in sink] == ["K001"]
