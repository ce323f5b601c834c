"""One block of a segment file: a checked header and a checked, compressed payload of event records.

All numbers are little-endian. The header is

    magic "KZB1" · version u16 · reserved u16 · number of the block u64 · number of its first event u64 · events u64 ·
    int words u64 · float words u64 · first and last time i64 · bytes of the payload u64 · CRC-32 of the payload u32 ·
    CRC-32 of all of the header before this word u32

and the payload is the int words (int64), then the float words (float64), compressed by zlib.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

try:
    from isal.isal_zlib import compress  # the same format in a quarter of the time
except ImportError:
    from zlib import compress

MAGIC = b"KZB1"
VERSION = 1
LEVEL = 1
"""zlib's level, and isal's: speed matters more here than the last tenth of size."""

LARGEST = 1 << 30
"""Bytes of a payload, before compression, beyond which a header is not believed."""

_HEAD = struct.Struct("<4sHHQQQQQqqQI")
_SUM = struct.Struct("<I")
HEADER = _HEAD.size + _SUM.size


class Damage(ValueError):
    """A block is not as it was written; the text says how."""


class Short(Damage):
    """The file ends within the block."""


class Header(NamedTuple):
    """What the header of a block says."""

    number: int
    first_event: int
    events: int
    ints: int
    floats: int
    first_time: int
    last_time: int
    size: int
    checksum: int


class Block(NamedTuple):
    """A whole block. `ints` and `floats` are read-only arrays of whole records."""

    header: Header
    ints: NDArray[np.int64]
    floats: NDArray[np.float64]


Words = Sequence[int] | NDArray[np.int64]
Reals = Sequence[float] | NDArray[np.float64]


def words(ints: Words) -> NDArray[np.int64]:
    """Int words as a little-endian array."""
    return np.ascontiguousarray(ints, dtype="<i8")


def reals(floats: Reals) -> NDArray[np.float64]:
    """Float words as a little-endian array."""
    return np.ascontiguousarray(floats, dtype="<f8")


def pack_block(
    number: int, first_event: int, events: int, times: tuple[int, int],
    ints: NDArray[np.int64], floats: NDArray[np.float64],
) -> bytes:
    """The bytes of a block. `times` are those of its first and last event."""
    payload = compress(b"".join((ints.data, floats.data)), LEVEL)
    counts = (number, first_event, events, len(ints), len(floats))
    head = _HEAD.pack(MAGIC, VERSION, 0, *counts, *times, len(payload), zlib.crc32(payload))
    return head + _SUM.pack(zlib.crc32(head)) + payload


def read_header(raw: bytes) -> Header:
    """The header at the beginning of `raw`. Raises Damage or Short."""
    if len(raw) < HEADER:
        raise Short(f"{len(raw)} of the {HEADER} bytes of a header are there")
    head, (checksum,) = raw[:_HEAD.size], _SUM.unpack_from(raw, _HEAD.size)
    if head[:4] != MAGIC:
        raise Damage("no block begins here")
    if zlib.crc32(head) != checksum:
        raise Damage("the header does not match its checksum")
    _, version, _, *fields = _HEAD.unpack(head)
    if version != VERSION:
        raise Damage(f"the block is of version {version}; this engine reads version {VERSION}")
    header = Header(*fields)
    if 8 * (header.ints + header.floats) > LARGEST or header.size > LARGEST:
        raise Damage("the block says that it is larger than a block can be")
    return header


def check_payload(header: Header, payload: bytes) -> None:
    """Whether the bytes behind a header are those that were written. Raises Damage or Short if not."""
    if len(payload) < header.size:
        raise Short(f"{len(payload)} of the {header.size} bytes of the block's content are there")
    if zlib.crc32(payload) != header.checksum:
        raise Damage("the block's content does not match its checksum")


def read_payload(header: Header, payload: bytes) -> Block:
    """The block of a header and the bytes behind it. Raises Damage or Short."""
    check_payload(header, payload)
    size = 8 * (header.ints + header.floats)
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(payload, size + 1)
    except zlib.error as error:
        raise Damage("the block's content cannot be unpacked") from error
    if len(raw) != size:
        raise Damage("the block's content has another length than its header says")
    ints = np.frombuffer(raw, dtype="<i8", count=header.ints)
    floats = np.frombuffer(raw, dtype="<f8", count=header.floats, offset=8 * header.ints)
    return Block(header, ints, floats)
