"""Many small byte strings in one: a thousand objects are one read."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_HEAD = struct.Struct("<8sQ")
_ITEM = struct.Struct("<QQ")
MAGIC = b"KIZPACK1"


def packed(items: Mapping[str, bytes]) -> bytes:
    """One byte string for all items, in their order."""
    parts = [_HEAD.pack(MAGIC, len(items))]
    names = [name.encode() for name in items]
    parts += [_ITEM.pack(len(name), len(data)) for name, data in zip(names, items.values(), strict=True)]
    return b"".join((*parts, *names, *items.values()))


def unpacked(data: bytes) -> dict[str, bytes] | None:
    """The items; None for what is no archive, or is cut short or too long."""
    try:
        magic, count = _HEAD.unpack_from(data)
        end = _HEAD.size + count * _ITEM.size
        if magic != MAGIC or end > len(data):
            return None
        sizes = list(_ITEM.iter_unpack(data[_HEAD.size : end]))
        if end + sum(name + item for name, item in sizes) != len(data):
            return None
        names = []
        for name, _ in sizes:
            names.append(data[end : end + name].decode())
            end += name
    except (struct.error, UnicodeDecodeError):
        return None
    found = {}
    for name, (_, item) in zip(names, sizes, strict=True):
        found[name] = data[end : end + item]
        end += item
    return found
